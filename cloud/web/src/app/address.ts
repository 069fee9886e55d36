import type { StoreKey } from '../api/client';
import type { HeatLayer } from '../api/types';
import type { Language } from '../i18n/dictionary';
import { rangeProblem, type RangeChoice } from '../range/range';

/** What the page's address remembers, so that a view can be shared and reloaded. Nothing else is kept anywhere. */
export interface Address {
    readonly store: StoreKey | null;
    readonly range: RangeChoice;
    readonly surface: string | null;
    readonly layer: HeatLayer;
    readonly zone: string | null;
    readonly study: string | null;
    /** Only when chosen by hand; else the browser's language decides. */
    readonly language: Language | null;
}

const layers: readonly HeatLayer[] = ['path', 'linger', 'entry', 'exit'];

const identifier = /^[a-z0-9-]{1,40}$/;

/** Reads the query; what it cannot read falls back to the default. */
export function readAddress(query: string): Address {
    const get = new URLSearchParams(query);
    const [tenant = '', store = ''] = (get.get('store') ?? '').split('/');
    const language = get.get('lang');
    return {
        store: identifier.test(tenant) && identifier.test(store) ? { tenant, store } : null,
        range: readRange(get),
        surface: get.get('surface'),
        layer: layers.find((l) => l === get.get('layer')) ?? 'path',
        zone: get.get('zone'),
        study: readStudy(get.get('study')),
        language: language === 'it' || language === 'en' ? language : null,
    };
}

/** The empty id means: outside of studies. */
const readStudy = (study: string | null): string | null => study === '' || (study !== null && identifier.test(study)) ? study : null;

function readRange(get: URLSearchParams): RangeChoice {
    const kind = get.get('range');
    if (kind === 'today' || kind === '7d')
        return { kind };
    const from = new Date(get.get('from') ?? '');
    const to = new Date(get.get('to') ?? '');
    return kind === 'custom' && rangeProblem(from, to) === null ? { kind, from, to } : { kind: '15m' };
}

/** The query for an address, defaults left out. */
export function writeAddress(address: Address): string {
    const query = new URLSearchParams();
    if (address.store)
        query.set('store', `${address.store.tenant}/${address.store.store}`);
    if (address.range.kind !== '15m')
        query.set('range', address.range.kind);
    if (address.range.kind === 'custom') {
        query.set('from', address.range.from.toISOString());
        query.set('to', address.range.to.toISOString());
    }
    if (address.surface)
        query.set('surface', address.surface);
    if (address.layer !== 'path')
        query.set('layer', address.layer);
    if (address.zone)
        query.set('zone', address.zone);
    if (address.study !== null)
        query.set('study', address.study);
    if (address.language)
        query.set('lang', address.language);
    const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
    return text === '' ? '' : `?${text}`;
}
