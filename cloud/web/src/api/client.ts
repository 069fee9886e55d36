import type {
    DevicesAnswer, ExpressionAnswer, HeatAnswer, IngestAnswer, Layout, LinesAnswer, Problem, SeriesAnswer, StoresAnswer, ZonesAnswer,
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
    heat: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<HeatAnswer>(`${storePath(key)}/heat?${rangeQuery(range)}&layer=path`, signal),
    lines: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<LinesAnswer>(`${storePath(key)}/lines?${rangeQuery(range)}`, signal),
    expression: (key: StoreKey, range: Instants, signal?: AbortSignal) =>
        get<ExpressionAnswer>(`${storePath(key)}/expression?${rangeQuery(range)}`, signal),
    liveAddress: (key: StoreKey) => `${storePath(key)}/live`,
};
