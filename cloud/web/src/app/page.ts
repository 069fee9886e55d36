import { render } from 'lit-html';
import { preferredLanguage } from '../i18n/dictionary';
import { formatFor } from '../i18n/format';
import { fromLocalInput, toLocalInput } from '../range/local-input';
import { instants, rangeProblem } from '../range/range';
import { readAddress, writeAddress } from './address';
import { Loader } from './loader';
import { provenanceWord } from './notices';
import { shownSurface, shownZone } from './selection';
import type { Actions, State } from './state';
import { afterRender, pageTemplate } from './template';

/** The page: one state, one template, and the actions between them. */
export function startPage(root: HTMLElement): void {
    const darkQuery = matchMedia('(prefers-color-scheme: dark)');
    const address = readAddress(location.search);
    let state: State = {
        language: address.language ?? preferredLanguage(navigator.languages), languageChosen: address.language !== null,
        stores: null, ingest: null, store: address.store, storeUnknown: false,
        range: address.range, draft: null, layout: null, devices: [], figures: null, course: null,
        surface: address.surface, layer: address.layer, zone: address.zone, study: address.study, mode: 'smooth', cursor: null,
        connection: 'connecting', failure: null, dark: darkQuery.matches, planWidth: 0,
        viewport: { width: innerWidth, height: innerHeight }, now: new Date(),
    };

    let scheduled = false;
    const set = (change: Partial<State>): void => {
        state = { ...state, ...change };
        if (scheduled)
            return;
        scheduled = true;
        // Not an animation frame: a page in the background must stay current too.
        queueMicrotask(() => {
            scheduled = false;
            const f = formatFor(state.language);
            document.documentElement.lang = state.language;
            document.title = `${state.layout?.provenance ? `[${provenanceWord(state.layout.provenance, f)}] ` : ''}${f.text.title} · StoreSensing`;
            render(pageTemplate(state, actions, f), root);
            afterRender(root, state, f);
        });
    };

    const remember = (asStep: boolean): void => {
        const query = writeAddress({
            store: state.store, range: state.range, surface: state.surface, layer: state.layer, zone: state.zone, study: state.study,
            language: state.languageChosen ? state.language : null,
        });
        if (query !== location.search)
            history[asStep ? 'pushState' : 'replaceState'](null, '', query === '' ? location.pathname : query);
    };

    const loader = new Loader(() => state, set);
    const actions: Actions = {
        chooseStore: (store) => {
            loader.forgetStore();
            set({ store, surface: null, zone: null, study: null });
            remember(true);
            loader.now();
        },
        chooseRange: (range) => {
            set({ range, draft: null, course: null, cursor: null });
            remember(true);
            loader.now();
        },
        toggleCustom: () => {
            if (state.draft) {
                set({ draft: null });
                return;
            }
            const { from, to } = instants(state.range, new Date(), 60);
            set({ draft: { from: toLocalInput(from), to: toLocalInput(to), problem: null } });
        },
        editDraft: (part, text) => {
            if (state.draft)
                set({ draft: { ...state.draft, [part]: text, problem: null } });
        },
        applyDraft: () => {
            if (!state.draft)
                return;
            const from = fromLocalInput(state.draft.from);
            const to = fromLocalInput(state.draft.to);
            const problem = rangeProblem(from, to);
            if (problem || !from || !to)
                set({ draft: { ...state.draft, problem } });
            else
                actions.chooseRange({ kind: 'custom', from, to });
        },
        chooseSurface: (surface) => {
            set({ surface, cursor: null });
            remember(false);
        },
        chooseLayer: (layer) => {
            if (layer === state.layer)
                return;
            set({ layer });
            remember(false);
            loader.now();
        },
        chooseZone: (zone) => {
            if (zone === shownZone(state)?.zone && state.course !== 'failed')
                return;
            const surface = state.layout?.zones.find((z) => z.zone === zone)?.surface;
            set({ zone, course: null, ...(surface && surface !== shownSurface(state)?.surface ? { surface, cursor: null } : {}) });
            remember(false);
            loader.courseNow();
        },
        chooseStudy: (study) => {
            set({ study });
            remember(false);
            loader.now();
        },
        chooseLanguage: (language) => {
            set({ language, languageChosen: true });
            remember(false);
        },
        chooseMode: (mode) => set({ mode }),
        moveCursor: (cursor) => set({ cursor }),
        planResized: (planWidth) => {
            if (planWidth !== state.planWidth)
                set({ planWidth });
        },
        retry: () => loader.now(),
    };

    darkQuery.addEventListener('change', () => set({ dark: darkQuery.matches }));
    addEventListener('resize', () => set({ viewport: { width: innerWidth, height: innerHeight } }));
    addEventListener('popstate', () => {
        const back = readAddress(location.search);
        const otherStore = back.store?.store !== state.store?.store || back.store?.tenant !== state.store?.tenant;
        if (otherStore)
            loader.forgetStore();
        set({ store: back.store, range: back.range, surface: back.surface, layer: back.layer, zone: back.zone, study: back.study, draft: null, course: null });
        loader.now();
    });
    setInterval(() => set({ now: new Date() }), 10_000);
    set({});
    loader.now();
}
