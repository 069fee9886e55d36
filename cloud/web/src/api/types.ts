/** The answers of the cloud's HTTP API, version 1. Times are ISO 8601 in UTC; ranges are half-open [from, to). */

export type Utc = string;

export interface StoreRef {
    readonly tenant: string;
    readonly store: string;
    readonly devices: readonly string[];
}

export interface StoresAnswer {
    readonly stores: readonly StoreRef[];
}

/** A plane with a grid of half-open cells; `metre` has y away from the origin, `image` (0..1) has y down. */
export interface Surface {
    readonly device: string;
    readonly surface: string;
    readonly name: string;
    readonly unit: 'metre' | 'image';
    readonly originX: number;
    readonly originY: number;
    readonly cellWidth: number;
    readonly cellHeight: number;
    readonly columns: number;
    readonly rows: number;
    /** Width / height as people see it. */
    readonly aspect: number;
    /** What share of each cell any camera sees, row by row; null where nobody worked it out. */
    readonly visible: readonly number[] | null;
}

/** [x, y] in the surface's unit. */
export type Point = readonly [number, number];

export interface ZonePlace {
    readonly device: string;
    readonly zone: string;
    readonly name: string;
    readonly surface: string;
    readonly polygon: readonly Point[];
    /** People queue here. */
    readonly queue: boolean;
}

export interface LinePlace {
    readonly device: string;
    readonly line: string;
    readonly name: string;
    readonly surface: string;
    readonly from: Point;
    readonly to: Point;
    readonly inName: string;
    readonly outName: string;
    /** The shop is entered and left over this line. */
    readonly entrance: boolean;
}

/** Something that people look at. */
export interface DisplayPlace {
    readonly device: string;
    readonly display: string;
    readonly name: string;
    readonly surface: string;
    /** Where people pass it. */
    readonly area: readonly Point[];
    /** What they look at; null: it is where the camera is. */
    readonly target: readonly Point[] | null;
}

export interface CameraPlace {
    readonly device: string;
    readonly camera: string;
    readonly name: string;
    readonly surface: string;
    readonly detector: string;
    /** The share of its picture that is blackened before anything looks at it, 0..1. */
    readonly maskedShare: number;
}

/** P(n) ∝ exp(−|n| / scale). */
export interface Noise {
    readonly epsilonPerDay: number;
    readonly visitScale: number;
    readonly engagedScale: number;
    readonly crossingScale: number;
    readonly heatScaleSeconds: number;
}

export interface PrivacyInForce {
    readonly device: string;
    readonly profile: string;
    /** Null: visits and crossings are told as they are. */
    readonly countThreshold: number | null;
    /** People needed before a cell's heat, person-seconds, and occupancy of a zone are told. */
    readonly heatThreshold: number;
    /** Two-sided geometric noise on every figure; null without. */
    readonly noise: Noise | null;
    /** Null: dwell is never told. */
    readonly dwellThreshold: number | null;
    /** Null while expression is off. */
    readonly expressionThreshold: number | null;
    /** Null: funnel, attention and interest are never told, or there is no display. */
    readonly attentionThreshold: number | null;
    /** Null: skin-conductance arousal is never told, or skin conductance is off. */
    readonly arousalThreshold: number | null;
}

export interface SensorPlace {
    readonly device: string;
    readonly sensor: string;
    readonly name: string;
    /** Null: it is carried. */
    readonly zone: string | null;
    readonly driver: string;
}

/** How a device works out skin-conductance arousal. */
export interface ArousalMethod {
    readonly device: string;
    readonly method: string;
    /** From this probability of stress on (0..1), by the trained model, a second counts as elevated. */
    readonly elevatedFrom: number;
    readonly windowSeconds: number;
}

export interface ModelInUse {
    readonly device: string;
    readonly name: string;
    readonly task: string;
    readonly sha256: string;
}

export interface Layout {
    readonly tenant: string;
    readonly store: string;
    readonly provenance: string | null;
    /** Null until a device has described itself. */
    readonly windowSeconds: number | null;
    readonly surfaces: readonly Surface[];
    readonly zones: readonly ZonePlace[];
    readonly lines: readonly LinePlace[];
    readonly displays: readonly DisplayPlace[];
    readonly cameras: readonly CameraPlace[];
    readonly sensors: readonly SensorPlace[];
    readonly arousal: readonly ArousalMethod[];
    readonly privacy: readonly PrivacyInForce[];
    readonly models: readonly ModelInUse[];
}

export type DeviceState = 'online' | 'stopped' | 'offline' | 'unknown';

export interface CameraState {
    readonly camera: string;
    readonly state: string;
    readonly framesPerSecond: number;
    readonly framesAnalysed: number;
    readonly framesDropped: number;
    readonly restarts: number;
    readonly fault: string | null;
}

/** The device's state, never whether somebody touches it. */
export interface SensorState {
    readonly sensor: string;
    readonly state: string;
    readonly readingsPerSecond: number;
    readonly readings: number;
    readonly restarts: number;
    readonly fault: string | null;
}

export interface OutboxState {
    readonly pending: number;
    readonly oldestSeconds: number;
    readonly dropped: number;
}

/** How much of a day's privacy budget is taken. */
export interface PrivacyBudget {
    /** The shop's day, yyyy-MM-dd; null before the first window of the process. */
    readonly day: string | null;
    readonly epsilonPerDay: number;
    readonly spent: number;
    readonly starts: number;
    /** Nothing is told any more until the next day. */
    readonly silent: boolean;
}

export interface Device {
    readonly device: string;
    readonly state: DeviceState;
    readonly at: Utc | null;
    readonly session: string | null;
    readonly uptimeSeconds: number | null;
    readonly lastSeq: number | null;
    readonly cameras: readonly CameraState[];
    readonly sensors: readonly SensorState[];
    readonly privacyBudget: PrivacyBudget | null;
    readonly outbox: OutboxState | null;
    readonly lastWindowEnd: Utc | null;
}

export interface DevicesAnswer {
    readonly devices: readonly Device[];
}

export interface Dwell {
    readonly visits: number;
    readonly censored: number;
    readonly medianSeconds: number;
    readonly p90Seconds: number;
    /** Null where the person-seconds are withheld. */
    readonly meanSeconds: number | null;
    readonly kaplanMeier: Survival;
}

/** What the median would be had no visit been cut, with its 95 % interval; null where the curve does not come down so far. */
export interface Survival {
    readonly medianSeconds: number | null;
    readonly lowSeconds: number | null;
    readonly highSeconds: number | null;
}

export type DwellWithheld = 'no-visits' | 'below-threshold' | 'profile';

export type CountsWithheld = 'below-threshold' | 'budget';

/** What is in no count of a range. */
export interface UntoldCounts {
    readonly windows: number;
    readonly ofWindows: number;
    /** The most that these windows can hold; null where nobody knows. */
    readonly mostPeople: number | null;
}

export interface ZoneFigures {
    readonly zone: string;
    readonly name: string;
    /** Null when all are withheld, and when nothing was observed. */
    readonly visits: number | null;
    readonly engagedVisits: number | null;
    readonly countsSince: Utc | null;
    readonly countsWithheld: CountsWithheld | null;
    readonly untold: UntoldCounts | null;
    /** Half the width of the 95 % interval that the noise leaves; null without noise. */
    readonly visitsPlusMinus: number | null;
    readonly engagedPlusMinus: number | null;
    readonly personSeconds: number | null;
    readonly personSecondsWithheld: DwellWithheld | null;
    readonly occupancyMean: number | null;
    readonly occupancyPeak: number | null;
    /** When the peak is withheld: it was fewer people than this; null where the profile never tells it. */
    readonly occupancyPeakBelow: number | null;
    readonly occupancyNow: number | null;
    readonly occupancyNowBelow: number | null;
    /** Null when there is no fresh window: then nobody knows. */
    readonly occupancyAt: Utc | null;
    readonly observedSeconds: number;
    readonly dwell: Dwell | null;
    readonly dwellWithheld: DwellWithheld | null;
}

export interface ZonesAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly zones: readonly ZoneFigures[];
}

/** One step of a zone's course; steps that were not observed are absent. */
export interface SeriesPoint {
    readonly start: Utc;
    readonly visits: number | null;
    readonly engagedVisits: number | null;
    /** Where the counts reach back before the step. */
    readonly countsSince: Utc | null;
    readonly countsWithheld: CountsWithheld | null;
    readonly visitsPlusMinus: number | null;
    readonly personSeconds: number | null;
    readonly occupancyMean: number | null;
    readonly observedSeconds: number;
}

export interface SeriesAnswer {
    readonly points: readonly SeriesPoint[];
}

/** What heat sums: all time, time lingered, and people who came in or left. */
export type HeatLayer = 'path' | 'linger' | 'entry' | 'exit';

export type HeatUnit = 'people-per-m2' | 'people-per-m2-hour' | 'person-seconds-per-hour' | 'people-per-hour';

/** Percentiles of the density over the cells where it is not 0. */
export interface HeatScale {
    readonly p50: number;
    readonly p75: number;
    readonly p90: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
}

/** In cells that are listed nowhere nobody was, or too few people to be told yet; a surface that is absent was not observed. */
export interface SurfaceHeat {
    readonly surface: string;
    readonly layer: HeatLayer;
    readonly columns: number;
    readonly rows: number;
    readonly observedSeconds: number;
    /** Seconds of the range in which another grid was in use, and which are left out. */
    readonly otherGridSeconds?: number;
    /** Null on a layer that counts people. */
    readonly totalPersonSeconds: number | null;
    /** Null on a layer that sums person-seconds. */
    readonly totalPeople: number | null;
    /** Of `density`. */
    readonly unit: HeatUnit;
    /** Share of the floor in any camera's view; null where nobody worked it out. */
    readonly visibleShare: number | null;
    readonly scale: HeatScale | null;
    readonly cells: readonly number[];
    readonly personSeconds: readonly number[] | null;
    /** Half the width of the 95 % interval that the noise leaves around each cell; null without noise. */
    readonly personSecondsPlusMinus: number | null;
    readonly people: readonly number[] | null;
    /** Each listed cell per observed time and visible floor; null where too little of the cell is in view. */
    readonly density: readonly (number | null)[];
    /** Cells of which less than a tenth is in view. */
    readonly unseen: readonly number[];
    readonly merge: Merge | null;
}

/** How well people whom several cameras saw were put together. */
export interface Merge {
    readonly pairs: number;
    readonly ambiguous: number;
    readonly rmsMetres: number | null;
}

export interface HeatAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly surfaces: readonly SurfaceHeat[];
}

export interface LineFigures {
    readonly line: string;
    readonly name: string;
    readonly inName: string;
    readonly outName: string;
    readonly in: number | null;
    readonly out: number | null;
    readonly since: Utc | null;
    readonly withheld: CountsWithheld | null;
    readonly inUntold: UntoldCounts | null;
    readonly outUntold: UntoldCounts | null;
    readonly inPlusMinus: number | null;
    readonly outPlusMinus: number | null;
    readonly observedSeconds: number;
}

export interface LinesAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly lines: readonly LineFigures[];
}

/** A share of people with its 95 % interval, each 0..1. */
export interface Share {
    readonly share: number;
    readonly low: number;
    readonly high: number;
}

/** A mean on a scale of −1..1 with its 95 % interval. */
export interface Scale {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
}

/** Shares that add up to 1; the scales are null for bare decisions. */
export interface ExpressionShares {
    readonly positive: Share;
    readonly neutral: Share;
    readonly negative: Share;
    readonly surprise: Share;
    readonly valence: Scale | null;
    readonly arousal: Scale | null;
}

export type ExpressionWithheld = 'no-faces' | 'below-threshold' | 'undecided';

export interface ExpressionFigures {
    readonly zone: string;
    readonly name: string;
    /** People, those included about whom nothing was decided. */
    readonly contributors: number;
    readonly abstainedShare: number | null;
    readonly shares: ExpressionShares | null;
    /** False: bare decisions, of which some are wrong. */
    readonly corrected: boolean;
    readonly models: readonly string[];
    readonly measuredOn: readonly string[];
    readonly withheld: ExpressionWithheld | null;
}

/** One step of a zone's expression; steps without a window are absent. */
export interface ExpressionPoint {
    readonly start: Utc;
    readonly contributors: number;
    readonly shares: ExpressionShares | null;
    readonly withheld: ExpressionWithheld | null;
}

export interface ExpressionSeriesAnswer {
    readonly points: readonly ExpressionPoint[];
}

export interface ExpressionAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly zones: readonly ExpressionFigures[];
}

export type ArousalWithheld = 'below-threshold' | 'profile' | 'unscored';

/** In standard deviations from each contact session's own usual, over people. */
export interface ArousalMean {
    readonly contributors: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly elevatedShare: number;
}

export interface ArousalRange {
    /** Contact sessions; one that lasted over several blocks counts in each. */
    readonly contributors: number;
    readonly contactSeconds: number;
    readonly sclMicrosiemens: number | null;
    readonly scrPerMinute: number;
    readonly abstainedShare: number;
    readonly estimate: ArousalMean | null;
}

export interface ArousalFigures {
    readonly zone: string;
    readonly name: string;
    /** In which a sensor delivered, whether or not anybody touched it. */
    readonly observedSeconds: number;
    readonly arousal: ArousalRange | null;
    /** Why there is no mean. */
    readonly withheld: ArousalWithheld | null;
}

/** One step of a zone's arousal; steps without a window are absent. */
export interface ArousalPoint {
    readonly start: Utc;
    readonly observedSeconds: number;
    readonly arousal: ArousalRange | null;
    readonly withheld: ArousalWithheld | null;
}

export interface ArousalSeriesAnswer {
    readonly points: readonly ArousalPoint[];
}

export interface ArousalAnswer {
    readonly from: Utc;
    readonly to: Utc;
    /** The study that was asked for; empty: outside of studies; null: everything. */
    readonly study: string | null;
    /** The studies that have figures in the range. */
    readonly studies: readonly string[];
    readonly zones: readonly ArousalFigures[];
}

export type AttentionWithheld = 'nobody' | 'below-threshold' | 'profile';

/** Each step counts those who reached it and every step before it. */
export interface Funnel {
    readonly since: Utc;
    readonly passed: number;
    readonly glanced: number;
    readonly stopped: number;
    readonly attended: number;
    readonly entered: number;
    /** Attended, whether or not they stood still. */
    readonly attendedAnyhow: number;
    readonly attraction: Share | null;
    readonly directionKnownShare: number | null;
}

export interface DisplayFigures {
    readonly display: string;
    readonly name: string;
    readonly observedSeconds: number;
    readonly funnel: Funnel | null;
    readonly funnelWithheld: AttentionWithheld | null;
    readonly attention: { readonly contributors: number; readonly attended: number; readonly holdingSeconds: number | null; readonly holdingWithheld: AttentionWithheld | null; readonly medianSeconds: number } | null;
    readonly attentionWithheld: AttentionWithheld | null;
    readonly interest: { readonly visits: number; readonly lost: number; readonly cut: number; readonly lostShare: Share | null } | null;
    readonly interestWithheld: AttentionWithheld | null;
}

/** The display that attracts most first. */
export interface AttentionAnswer {
    readonly displays: readonly DisplayFigures[];
}

/** One step of a display; steps that were not observed are absent, and what was not told is null. */
export interface DisplayPoint {
    readonly start: Utc;
    readonly passed: number | null;
    readonly attendedAnyhow: number | null;
    readonly withheld: AttentionWithheld | null;
    readonly observedSeconds: number;
}

export interface AttentionSeriesAnswer {
    readonly points: readonly DisplayPoint[];
}

export interface FlowWay {
    readonly from: string;
    readonly to: string;
    readonly people: number;
}

export interface FlowStart {
    readonly zone: string;
    readonly people: number;
    readonly share: number;
}

export interface FlowReach {
    readonly zone: string;
    readonly people: number;
    readonly visitors: number;
    readonly share: number;
}

export type FlowWithheld = 'no-visitors' | 'below-threshold' | 'profile';

/** How the visitors of one surface went from zone to zone; most people first. */
export interface SurfaceFlow {
    readonly surface: string;
    readonly observedSeconds: number;
    readonly visitors: number;
    readonly since: Utc | null;
    readonly transitions: readonly FlowWay[];
    readonly first: readonly FlowStart[];
    readonly reached: readonly FlowReach[];
    /** Figures that wait for more people; while there are any, what is not listed may have happened. */
    readonly withheld: number;
    readonly blockWithheld: FlowWithheld | null;
}

export interface FlowAnswer {
    readonly surfaces: readonly SurfaceFlow[];
}

export interface Wait {
    readonly people: number;
    readonly medianSeconds: number;
    readonly p90Seconds: number;
    readonly meanSeconds: number;
}

export type WaitWithheld = 'nobody-served' | 'below-threshold' | 'profile';

export interface QueueFigures {
    readonly queue: string;
    readonly name: string;
    readonly observedSeconds: number;
    readonly lengthMean: number | null;
    readonly lengthPeak: number;
    readonly lengthNow: number | null;
    readonly lengthAt: Utc | null;
    readonly arrived: number;
    readonly served: number;
    readonly abandoned: number;
    readonly cut: number;
    readonly servedPerHour: number | null;
    readonly abandonedShare: number | null;
    readonly wait: Wait | null;
    readonly waitWithheld: WaitWithheld | null;
    readonly littleRatio: number | null;
}

export interface QueuesAnswer {
    readonly queues: readonly QueueFigures[];
}

/** One step of a queue; steps that were not observed are absent. */
export interface QueuePoint {
    readonly start: Utc;
    readonly lengthMean: number | null;
    readonly lengthPeak: number;
    readonly arrived: number;
    readonly served: number;
    readonly abandoned: number;
    readonly observedSeconds: number;
}

export interface QueueSeriesAnswer {
    readonly points: readonly QueuePoint[];
}

/** People inside; over any stretch in − out + clamped − drift is the change. */
export interface EntranceFigures {
    readonly group: string;
    readonly observedSeconds: number;
    readonly in: number;
    readonly out: number;
    readonly now: number | null;
    readonly at: Utc | null;
    readonly peak: number | null;
    readonly peakAt: Utc | null;
    readonly clamped: number;
    readonly drift: number | null;
    readonly resets: readonly { readonly windowStart: Utc; readonly device: string; readonly drift: number }[];
    readonly resetAt: string | null;
    readonly timeZone: string | null;
}

/** One step of the people inside; steps that were not observed are absent. */
export interface EntrancePoint {
    readonly start: Utc;
    readonly in: number;
    readonly out: number;
    readonly peak: number | null;
    readonly observedSeconds: number;
}

export interface OccupancySeriesAnswer {
    readonly points: readonly EntrancePoint[];
}

export interface OccupancyAnswer {
    readonly entrances: readonly EntranceFigures[];
}

export interface IngestAnswer {
    readonly received: number;
    readonly stored: number;
    readonly duplicates: number;
    readonly rejected: number;
    readonly lastRejection: string | null;
}

/** RFC 9457. */
export interface Problem {
    readonly title?: string;
    readonly detail?: string;
    readonly status?: number;
}
