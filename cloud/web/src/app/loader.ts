import { api, ApiError, type StoreKey } from '../api/client';
import { coalesce } from '../live/coalesce';
import { openLive, type LiveEvent } from '../live/live-channel';
import { instants, isLong, reachesNow, seriesStep, type Instants } from '../range/range';
import { knownRange, shownZone, windowSecondsOf } from './selection';
import type { ArousalCourse, DisplayCourse, EntranceCourse, ExpressionCourse, QueueCourse, State } from './state';

const liveIntervalMs = 1_000;
const firstRetryMs = 3_000;
const longestRetryMs = 30_000;
/** Long steps: a band about few people would only say that nobody knows. */
const trendSteps = 12;
const pollEmptyMs = 5_000;
/** Relative ranges move on even when no window arrives, so that a silent device is seen to fall silent. */
const pollQuietMs = 30_000;

/**
 * Fetches what the state asks for and keeps it fresh. A choice of the viewer is fetched at once and drops what was under way;
 * pushed events are coalesced to at most one fetch a second.
 */
export class Loader {
    private closeLive: (() => void) | null = null;
    private liveAddress = '';
    private underWay = new AbortController();
    private retryMs = firstRetryMs;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private layoutIsOld = true;
    private readonly refresh = coalesce(() => this.load(), liveIntervalMs);

    constructor(private readonly read: () => State, private readonly write: (change: Partial<State>) => void) {
        document.addEventListener('visibilitychange', () => {
            if (!document.hidden)
                this.refresh();
        });
        window.addEventListener('online', () => this.now());
    }

    /** Fetches everything that the state asks for now. */
    now(): void {
        this.underWay.abort();
        this.underWay = new AbortController();
        void this.load();
    }

    /** Fetches the selected zone's course alone. */
    courseNow(): void {
        void this.loadCourse(this.underWay.signal);
    }

    /** Another store: nothing of the old one may stay on the page. */
    forgetStore(): void {
        this.layoutIsOld = true;
        this.write({ layout: null, devices: [], figures: null, course: null, cursor: null, storeUnknown: false });
    }

    private async load(): Promise<void> {
        const { signal } = this.underWay;
        clearTimeout(this.timer);
        try {
            const store = await this.chooseStore(signal);
            if (store) {
                this.listen(store);
                await this.loadStore(store, signal);
            }
            if (signal.aborted)
                return;
            this.retryMs = firstRetryMs;
            this.write({ failure: null });
            this.again(store ? pollQuietMs : pollEmptyMs);
        } catch (error) {
            if (signal.aborted)
                return;
            this.fail(error);
        }
    }

    private async chooseStore(signal: AbortSignal): Promise<StoreKey | null> {
        const state = this.read();
        if (state.layout)
            return state.store;
        const { stores } = await api.stores(signal);
        if (signal.aborted)
            return null;
        const wanted = state.store;
        const known = wanted && stores.some((s) => s.tenant === wanted.tenant && s.store === wanted.store);
        const first = stores[0];
        const store = known ? wanted : wanted || !first ? null : { tenant: first.tenant, store: first.store };
        const ingest = store ? null : await api.ingest(signal).catch(() => null);
        if (!signal.aborted)
            this.write({ stores, ingest, storeUnknown: wanted !== null && !known, ...(store ? { store } : {}) });
        return store;
    }

    private async loadStore(store: StoreKey, signal: AbortSignal): Promise<void> {
        if (this.layoutIsOld || !this.read().layout) {
            // Before the fetch: an event that comes meanwhile makes it old again. A fetch that brought nothing leaves it old.
            this.layoutIsOld = false;
            let fetched = false;
            try {
                const layout = await api.layout(store, signal);
                if (signal.aborted)
                    return;
                this.write({ layout });
                fetched = true;
            } finally {
                this.layoutIsOld ||= !fetched;
            }
        }
        const range = instants(this.read().range, new Date(), windowSecondsOf(this.read()));
        const { layer } = this.read();
        const presence = api.heat(store, 'path', range, signal);
        const [devices, zones, path, heat, lines, expression, arousal, flow, queues, entrances, displays] = await Promise.all([
            api.devices(store, signal), api.zones(store, range, signal), presence, layer === 'path' ? presence : api.heat(store, layer, range, signal),
            api.lines(store, range, signal), this.loadExpression(store, range, signal), this.loadArousal(store, range, signal), api.flow(store, range, signal),
            this.loadQueues(store, range, signal), this.loadEntrances(store, range, signal),
            this.loadDisplays(store, range, signal),
        ]);
        if (signal.aborted)
            return;
        this.write({
            devices: devices.devices,
            figures: {
                range, zones: zones.zones, heat, presence: path, lines: lines.lines, expression, arousal, flow: flow.surfaces, queues,
                entrances, displays, arrivedAt: new Date(),
            },
            now: new Date(),
        });
        await this.loadCourse(signal);
    }

    private async loadQueues(store: StoreKey, range: Instants, signal: AbortSignal): Promise<QueueCourse[]> {
        const { queues } = await api.queues(store, range, signal);
        const stepSeconds = seriesStep(range, windowSecondsOf(this.read()));
        return Promise.all(queues.map(async (figures) => ({
            figures, stepSeconds, points: (await api.queueSeries(store, figures.queue, range, stepSeconds, signal)).points,
        })));
    }

    private async loadEntrances(store: StoreKey, range: Instants, signal: AbortSignal): Promise<EntranceCourse[]> {
        const { entrances } = await api.occupancy(store, range, signal);
        const stepSeconds = seriesStep(range, windowSecondsOf(this.read()));
        return Promise.all(entrances.map(async (figures) => ({
            figures, stepSeconds, points: (await api.occupancySeries(store, figures.group, range, stepSeconds, signal)).points,
        })));
    }

    private async loadExpression(store: StoreKey, range: Instants, signal: AbortSignal): Promise<ExpressionCourse[]> {
        const { zones } = await api.expression(store, range, signal);
        const stepSeconds = seriesStep(range, windowSecondsOf(this.read()), trendSteps);
        return Promise.all(zones.map(async (figures) => ({
            figures, stepSeconds, points: (await api.expressionSeries(store, figures.zone, range, stepSeconds, signal)).points,
        })));
    }

    private async loadArousal(store: StoreKey, range: Instants, signal: AbortSignal): Promise<{ studies: readonly string[]; zones: ArousalCourse[] }> {
        const { study } = this.read();
        const { studies, zones } = await api.arousal(store, study, range, signal);
        const stepSeconds = seriesStep(range, windowSecondsOf(this.read()), trendSteps);
        return {
            studies,
            zones: await Promise.all(zones.map(async (figures) => ({
                figures, stepSeconds, points: (await api.arousalSeries(store, figures.zone, study, range, stepSeconds, signal)).points,
            }))),
        };
    }

    private async loadDisplays(store: StoreKey, range: Instants, signal: AbortSignal): Promise<DisplayCourse[]> {
        const { displays } = await api.attention(store, range, signal);
        const stepSeconds = seriesStep(range, windowSecondsOf(this.read()));
        return Promise.all(displays.map(async (figures) => ({
            figures, stepSeconds, points: (await api.attentionSeries(store, figures.display, range, stepSeconds, signal)).points,
        })));
    }

    private async loadCourse(signal: AbortSignal): Promise<void> {
        const { store, figures } = this.read();
        const zone = shownZone(this.read())?.zone;
        if (!store || !figures || zone === undefined)
            return;
        const stepSeconds = seriesStep(figures.range, windowSecondsOf(this.read()));
        try {
            const { points } = await api.series(store, zone, figures.range, stepSeconds, signal);
            if (!signal.aborted && shownZone(this.read())?.zone === zone)
                this.write({ course: { zone, range: knownRange(this.read()) ?? figures.range, stepSeconds, points } });
        } catch {
            if (!signal.aborted)
                this.write({ course: 'failed' });
        }
    }

    private listen(store: StoreKey): void {
        const address = api.liveAddress(store);
        if (address === this.liveAddress)
            return;
        this.closeLive?.();
        this.liveAddress = address;
        this.closeLive = openLive(address, {
            onConnection: (connection) => this.write({ connection }),
            onEvent: (event) => this.onEvent(event),
        });
    }

    private onEvent(event: LiveEvent): void {
        if (event === 'layout')
            this.layoutIsOld = true;
        const { range, figures } = this.read();
        if (document.hidden || (event === 'window' && (!reachesNow(range, new Date()) || (figures && isLong(figures.range)))))
            return;
        this.refresh();
    }

    private fail(error: unknown): void {
        const refused = error instanceof ApiError && error.status < 500;
        this.write({ failure: { refused, message: error instanceof Error ? error.message : String(error) }, now: new Date() });
        this.again(this.retryMs);
        this.retryMs = Math.min(longestRetryMs, this.retryMs * 2);
    }

    private again(afterMs: number): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.refresh(), afterMs);
    }
}
