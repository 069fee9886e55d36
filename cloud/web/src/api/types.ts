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
}

/** [x, y] in the surface's unit. */
export type Point = readonly [number, number];

export interface ZonePlace {
    readonly device: string;
    readonly zone: string;
    readonly name: string;
    readonly surface: string;
    readonly polygon: readonly Point[];
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
}

export interface CameraPlace {
    readonly device: string;
    readonly camera: string;
    readonly name: string;
    readonly surface: string;
    readonly detector: string;
}

export interface PrivacyInForce {
    readonly device: string;
    readonly profile: string;
    /** Null: dwell is never told. */
    readonly dwellThreshold: number | null;
    /** Null while expression is off. */
    readonly expressionThreshold: number | null;
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
    readonly cameras: readonly CameraPlace[];
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

export interface OutboxState {
    readonly pending: number;
    readonly oldestSeconds: number;
    readonly dropped: number;
}

export interface Device {
    readonly device: string;
    readonly state: DeviceState;
    readonly at: Utc | null;
    readonly session: string | null;
    readonly uptimeSeconds: number | null;
    readonly lastSeq: number | null;
    readonly cameras: readonly CameraState[];
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
    readonly meanSeconds: number;
}

export type DwellWithheld = 'no-visits' | 'below-threshold' | 'profile';

export interface ZoneFigures {
    readonly zone: string;
    readonly name: string;
    readonly visits: number;
    readonly engagedVisits: number;
    readonly personSeconds: number;
    readonly occupancyMean: number | null;
    readonly occupancyPeak: number;
    readonly occupancyNow: number | null;
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
    readonly visits: number;
    readonly engagedVisits: number;
    readonly personSeconds: number;
    readonly occupancyMean: number | null;
    readonly observedSeconds: number;
}

export interface SeriesAnswer {
    readonly points: readonly SeriesPoint[];
}

/** Percentiles of person-seconds over the cells that are not 0. */
export interface HeatScale {
    readonly p50: number;
    readonly p75: number;
    readonly p90: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
}

/** Cells not listed hold 0; a surface that is absent was not observed. */
export interface SurfaceHeat {
    readonly surface: string;
    readonly layer: string;
    readonly columns: number;
    readonly rows: number;
    readonly observedSeconds: number;
    /** Seconds of the range in which another grid was in use, and which are left out. */
    readonly otherGridSeconds?: number;
    readonly totalPersonSeconds: number;
    readonly scale: HeatScale | null;
    readonly cells: readonly number[];
    readonly personSeconds: readonly number[];
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
    readonly in: number;
    readonly out: number;
    readonly observedSeconds: number;
}

export interface LinesAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly lines: readonly LineFigures[];
}

export interface ExpressionFigures {
    readonly zone: string;
    readonly name: string;
    readonly contributors: number;
    readonly positive: number | null;
    readonly neutral: number | null;
    readonly negative: number | null;
    readonly surprise: number | null;
    readonly abstained: number | null;
    readonly withheld?: string | null;
}

export interface ExpressionAnswer {
    readonly from: Utc;
    readonly to: Utc;
    readonly zones: readonly ExpressionFigures[];
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
