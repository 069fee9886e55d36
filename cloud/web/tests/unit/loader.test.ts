import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Loader } from '../../src/app/loader';
import type { State } from '../../src/app/state';

class Channel extends EventTarget {
    static readonly CLOSED = 2;
    static last: Channel;
    readyState = 1;

    constructor() {
        super();
        Channel.last = this;
    }

    close(): void {
        this.readyState = Channel.CLOSED;
    }
}

const store = { tenant: 'acme', store: 'berlin' };
const layout = { windowSeconds: 10, surfaces: [], zones: [], lines: [], displays: [] };
const answers: Record<string, unknown> = {
    stores: { stores: [store] }, devices: { devices: [] }, zones: { zones: [] }, heat: { surfaces: [] }, lines: { lines: [] }, expression: { zones: [] }, arousal: { studies: [], zones: [] },
    flow: { surfaces: [] }, queues: { queues: [] }, occupancy: { entrances: [] }, attention: { displays: [] },
};

describe('Loader', () => {
    let asked: string[];
    let addresses: string[];
    let layouts: ((body: unknown) => void)[];
    let state: State;

    const layoutsAsked = (): number => asked.filter((name) => name === 'layout').length;
    const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

    beforeEach(() => {
        vi.useFakeTimers();
        asked = [];
        addresses = [];
        layouts = [];
        state = { store, layout: null, range: { kind: '15m' }, layer: 'path', study: null, figures: null, devices: [] } as unknown as State;
        vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
        vi.stubGlobal('window', new EventTarget());
        vi.stubGlobal('EventSource', Channel);
        vi.stubGlobal('fetch', (path: string) => {
            const name = new URL(path, 'http://x').pathname.split('/').pop()!;
            asked.push(name);
            addresses.push(path);
            const answer = (body: unknown) => ({ ok: body !== null, status: body === null ? 503 : 200, json: () => Promise.resolve(body ?? {}) });
            return name === 'layout'
                ? new Promise((resolve) => layouts.push((body) => resolve(answer(body))))
                : Promise.resolve(answer(answers[name]));
        });
    });

    afterEach(() => {
        vi.unstubAllGlobals();
        vi.useRealTimers();
    });

    const started = async (): Promise<void> => {
        const loader = new Loader(() => state, (change) => { state = { ...state, ...change }; });
        loader.now();
        await settle();
        expect(layoutsAsked()).toBe(1);
    };

    it('layoutEvent_DuringTheFetch_IsFetchedAgain', async () => {
        await started();
        layouts[0]!(layout);
        await settle();
        Channel.last.dispatchEvent(new Event('layout'));
        await settle();
        expect(layoutsAsked()).toBe(2);
        Channel.last.dispatchEvent(new Event('layout'));
        layouts[1]!(layout);
        await vi.advanceTimersByTimeAsync(1_500);
        expect(layoutsAsked()).toBe(3);
    });

    it('deviceEvent_LayoutIsFresh_DoesNotFetchItAgain', async () => {
        await started();
        layouts[0]!(layout);
        await settle();
        const before = asked.length;
        Channel.last.dispatchEvent(new Event('device'));
        await vi.advanceTimersByTimeAsync(2_000);
        expect(asked.length).toBeGreaterThan(before);
        expect(layoutsAsked()).toBe(1);
    });

    it('windowEvent_SevenDaysShown_WaitsForTheNextRegularFetch', async () => {
        state = { ...state, range: { kind: '7d' } };
        await started();
        layouts[0]!(layout);
        await settle();
        const before = asked.length;
        Channel.last.dispatchEvent(new Event('window'));
        await vi.advanceTimersByTimeAsync(5_000);
        expect(asked.length).toBe(before);
        await vi.advanceTimersByTimeAsync(30_000);
        expect(asked.length).toBeGreaterThan(before);
    });

    it.each([['path', ['path']], ['entry', ['path', 'entry']]] as const)('layer_%s_IsFetchedWithThePresence', async (layer, layers) => {
        state = { ...state, layer };
        await started();
        layouts[0]!(layout);
        await settle();
        expect(addresses.filter((a) => a.includes('/heat?')).map((a) => new URL(a, 'http://x').searchParams.get('layer'))).toEqual(layers);
        expect(state.figures?.heat).toEqual(answers['heat']);
    });

    it.each([[null, null], ['', ''], ['walk-1', 'walk-1']] as const)('study_%s_IsAskedFor', async (study, asked) => {
        state = { ...state, study };
        answers['arousal'] = { studies: ['walk-1'], zones: [{ zone: 'till' }] };
        answers['series'] = { points: [] };
        await started();
        layouts[0]!(layout);
        await settle();
        const queries = addresses.filter((a) => a.includes('/arousal')).map((a) => new URL(a, 'http://x'));
        expect(queries.map((q) => q.pathname.split('/berlin/')[1])).toEqual(['arousal', 'arousal/till/series']);
        expect(queries.map((q) => q.searchParams.get('study'))).toEqual([asked, asked]);
        expect(state.figures?.arousal.studies).toEqual(['walk-1']);
        answers['arousal'] = { studies: [], zones: [] };
    });

    it('layoutFetch_Failed_IsTriedAgain', async () => {
        await started();
        layouts[0]!(null);
        await vi.advanceTimersByTimeAsync(3_500);
        expect(layoutsAsked()).toBe(2);
    });
});
