import type {
    ArousalFigures, ArousalPoint, Device, DisplayFigures, DisplayPoint, EntranceFigures, EntrancePoint, ExpressionFigures, ExpressionPoint, HeatAnswer, HeatLayer, IngestAnswer, Layout, LineFigures, QueueFigures, QueuePoint, SeriesPoint, StoreRef,
    SurfaceFlow, ZoneFigures,
} from '../api/types';
import type { StoreKey } from '../api/client';
import type { Language } from '../i18n/dictionary';
import type { Connection } from '../live/live-channel';
import type { Cell } from '../plan/geometry';
import type { HeatMode } from '../plan/heat-canvas';
import type { Instants, RangeChoice, RangeProblem } from '../range/range';

/** The figures of one range, as they arrived together. */
export interface Figures {
    readonly range: Instants;
    readonly zones: readonly ZoneFigures[];
    /** Of the layer that was chosen when it was asked for. */
    readonly heat: HeatAnswer;
    /** Always of the layer `path`: how many people were there. */
    readonly presence: HeatAnswer;
    readonly lines: readonly LineFigures[];
    readonly expression: readonly ExpressionCourse[];
    readonly arousal: { readonly studies: readonly string[]; readonly zones: readonly ArousalCourse[] };
    readonly flow: readonly SurfaceFlow[];
    readonly queues: readonly QueueCourse[];
    readonly entrances: readonly EntranceCourse[];
    /** The one that attracts most first. */
    readonly displays: readonly DisplayCourse[];
    readonly arrivedAt: Date;
}

/** A queue with its course. */
export interface QueueCourse {
    readonly figures: QueueFigures;
    readonly stepSeconds: number;
    readonly points: readonly QueuePoint[];
}

/** A group of entrances with its course. */
export interface EntranceCourse {
    readonly figures: EntranceFigures;
    readonly stepSeconds: number;
    readonly points: readonly EntrancePoint[];
}

/** A display with its course. */
export interface DisplayCourse {
    readonly figures: DisplayFigures;
    readonly stepSeconds: number;
    readonly points: readonly DisplayPoint[];
}

/** A zone's expression with its course. */
export interface ExpressionCourse {
    readonly figures: ExpressionFigures;
    readonly stepSeconds: number;
    readonly points: readonly ExpressionPoint[];
}

/** A zone's skin-conductance arousal with its course. */
export interface ArousalCourse {
    readonly figures: ArousalFigures;
    readonly stepSeconds: number;
    readonly points: readonly ArousalPoint[];
}

/** The course of the selected zone. */
export interface Course {
    readonly zone: string;
    readonly range: Instants;
    readonly stepSeconds: number;
    readonly points: readonly SeriesPoint[];
}

export interface Failure {
    /** True when the cloud answered and said no; false when nothing answered. */
    readonly refused: boolean;
    readonly message: string;
}

/** Everything that the page shows; replaced as a whole, never changed in place. */
export interface State {
    readonly language: Language;
    readonly languageChosen: boolean;
    readonly stores: readonly StoreRef[] | null;
    readonly ingest: IngestAnswer | null;
    readonly store: StoreKey | null;
    readonly storeUnknown: boolean;
    readonly range: RangeChoice;
    /** What the custom range's inputs hold; null while they are closed. */
    readonly draft: { readonly from: string; readonly to: string; readonly problem: RangeProblem | null } | null;
    readonly layout: Layout | null;
    readonly devices: readonly Device[];
    readonly figures: Figures | null;
    readonly course: Course | 'failed' | null;
    readonly surface: string | null;
    readonly layer: HeatLayer;
    readonly zone: string | null;
    /** Whose arousal is shown: a study's, that outside of studies (empty), or all (null). */
    readonly study: string | null;
    readonly mode: HeatMode;
    readonly cursor: { readonly cell: Cell; readonly byKeys: boolean } | null;
    readonly connection: Connection;
    readonly failure: Failure | null;
    readonly dark: boolean;
    readonly planWidth: number;
    readonly viewport: { readonly width: number; readonly height: number };
    readonly now: Date;
}

/** What the viewer can do. */
export interface Actions {
    chooseStore(store: StoreKey): void;
    chooseRange(range: RangeChoice): void;
    /** Opens the custom range's inputs, or closes them. */
    toggleCustom(): void;
    editDraft(part: 'from' | 'to', text: string): void;
    applyDraft(): void;
    chooseSurface(surface: string): void;
    chooseLayer(layer: HeatLayer): void;
    chooseZone(zone: string): void;
    chooseStudy(study: string | null): void;
    chooseLanguage(language: Language): void;
    chooseMode(mode: HeatMode): void;
    moveCursor(cursor: State['cursor']): void;
    planResized(width: number): void;
    retry(): void;
}
