import type {
    ArousalAnswer, ArousalSeriesAnswer, AttentionAnswer, AttentionSeriesAnswer, DevicesAnswer, ExpressionAnswer, ExpressionSeriesAnswer, FlowAnswer, HeatAnswer, HeatLayer, IngestAnswer, Layout, LinesAnswer, OccupancyAnswer, OccupancySeriesAnswer, Problem, QueuesAnswer,
    QueueSeriesAnswer, SeriesAnswer, StoresAnswer, ZonesAnswer,
} from './types';
import type { Instants } from '../range/range';

const root = '/api/v1';

/** An answer that is not 2xx, with the sentence that the cloud gave. */
export class ApiError extends Error {
    constructor(readonly status: number, detail: string) {
        super(detail);
    }
}

/** Which store is asked about. */
export interface StoreKey {
    readonly tenant: string;
    readonly store: string;
}

export const storePath = (key: StoreKey): string =>
    `${root}/stores/${encodeURIComponent(key.tenant)}/${encodeURIComponent(key.store)}`;

const rangeQuery = (range: Instants): string =>
    new URLSearchParams({ from: range.from.toISOString(), to: range.to.toISOString() }).toString();

const studyQuery = (study: string | null): string => study === null ? '' : `&study=${encodeURIComponent(study)}`;

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
    const answer = await fetch(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
    if (!answer.ok) {
        const problem = await answer.json().catch(() => ({})) as Problem;
        throw new ApiError(answer.status, problem.detail ?? problem.title ?? `HTTP ${answer.status}`);
    }
    return await answer.json() as T;
}

export const api = {
    stores: (signal?: AbortSignal) => get<StoresAnswer>(`${root}/stores`, signal),
    ingest: (signal?: AbortSignal) => get<IngestAnswer>(`${root}/ingest`, signal),
    layout: (key: StoreKey, signal?: AbortSignal) => get<Layout>(`${storePath(key)}/layout`, signal),
    devices: (key: StoreKey, signal?: AbortSignal) => get<DevicesAnswer>(`${storePath(key)}/devices`, signal),
    zones: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<ZonesAnswer>(`${storePath(key)}/zones?${rangeQuery(range)}`, signal),
    series: (key: StoreKey, zone: string, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<SeriesAnswer>(`${storePath(key)}/zones/${encodeURIComponent(zone)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}`, signal),
    heat: (key: StoreKey, layer: HeatLayer, range: Instants, signal?: AbortSignal) =>
        get<HeatAnswer>(`${storePath(key)}/heat?${rangeQuery(range)}&layer=${layer}`, signal),
    lines: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<LinesAnswer>(`${storePath(key)}/lines?${rangeQuery(range)}`, signal),
    expression: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<ExpressionAnswer>(`${storePath(key)}/expression?${rangeQuery(range)}`, signal),
    expressionSeries: (key: StoreKey, zone: string, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<ExpressionSeriesAnswer>(`${storePath(key)}/expression/${encodeURIComponent(zone)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}`, signal),
    arousal: (key: StoreKey, study: string | null, range: Instants, signal?: AbortSignal) =>
        get<ArousalAnswer>(`${storePath(key)}/arousal?${rangeQuery(range)}${studyQuery(study)}`, signal),
    arousalSeries: (key: StoreKey, zone: string, study: string | null, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<ArousalSeriesAnswer>(`${storePath(key)}/arousal/${encodeURIComponent(zone)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}${studyQuery(study)}`, signal),
    attention: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<AttentionAnswer>(`${storePath(key)}/attention?${rangeQuery(range)}`, signal),
    attentionSeries: (key: StoreKey, display: string, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<AttentionSeriesAnswer>(`${storePath(key)}/attention/${encodeURIComponent(display)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}`, signal),
    flow: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<FlowAnswer>(`${storePath(key)}/flow?${rangeQuery(range)}`, signal),
    queues: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<QueuesAnswer>(`${storePath(key)}/queues?${rangeQuery(range)}`, signal),
    queueSeries: (key: StoreKey, queue: string, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<QueueSeriesAnswer>(`${storePath(key)}/queues/${encodeURIComponent(queue)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}`, signal),
    occupancy: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<OccupancyAnswer>(`${storePath(key)}/occupancy?${rangeQuery(range)}`, signal),
    occupancySeries: (key: StoreKey, group: string, range: Instants, stepSeconds: number, signal?: AbortSignal) =>
        get<OccupancySeriesAnswer>(`${storePath(key)}/occupancy/${encodeURIComponent(group)}/series?${rangeQuery(range)}&stepSeconds=${stepSeconds}`, signal),
    liveAddress: (key: StoreKey) => `${storePath(key)}/live`,
};
