import { html, nothing, type TemplateResult } from 'lit-html';
import { meanPresence, nothingObserved, shownSurface, surfacePrivacyOf } from '../app/selection';
import { insideTile } from '../occupancy/inside-tile';
import type { State } from '../app/state';
import type { ZoneFigures } from '../api/types';
import type { Format } from '../i18n/format';
import { countReason, visitsOf, visitsText } from './counts';

/** The three answers wanted first: how many people, where most of them go, where they stay longest. */
export function keyFigures(state: State, f: Format): TemplateResult | typeof nothing {
    const surface = shownSurface(state);
    if (!state.figures || !surface || nothingObserved(state))
        return nothing;
    const mean = meanPresence(state, surface);
    const inside = state.figures.entrances.find((e) => e.figures.observedSeconds > 0)?.figures;
    const here = new Set(state.layout?.zones.filter((z) => z.surface === surface.surface).map((z) => z.zone));
    const zones = state.figures.zones.filter((z) => here.has(z.zone) && z.observedSeconds > 0);
    const longest = zones.filter((z) => z.dwell).sort((a, b) => (b.dwell?.medianSeconds ?? 0) - (a.dwell?.medianSeconds ?? 0))[0];
    return html`
        <dl class="keys">
            ${inside
                ? insideTile(inside, state, f)
                // Noise is added to every cell, so the sum of many of them is nearly all noise.
                : surfacePrivacyOf(state, surface)?.noise ? tile(f.text.keyMean, '–', f.text.keyMeanNoise, f)
                : tile(f.text.keyMean, mean === null ? null : f.quantity(mean), f.text.keyMeanHint, f)}
            ${zones.length > 0 ? html`
                ${busiestTile(zones, f)}
                ${tile(f.text.keyWait, longest?.name ?? '–', longest?.dwell ? f.text.keyWaitHint(f.duration(longest.dwell.medianSeconds))
                    : zones.every((z) => z.dwellWithheld === 'profile') ? f.text.withheldProfileUnknown : f.text.noDwellYet, f)}` : nothing}
        </dl>`;
}

/** The zone with the most visits; none where too little is told, or noise hides which it is. */
function busiestTile(zones: readonly ZoneFigures[], f: Format): TemplateResult {
    const told = zones.flatMap((zone) => zone.visits !== null && zone.visits > 0 ? [{ zone, visits: zone.visits, noise: zone.visitsPlusMinus ?? 0 }] : [])
        .sort((a, b) => b.visits - a.visits);
    const [first, second] = told;
    if (first && second && first.visits - second.visits < Math.hypot(first.noise, second.noise))
        return tile(f.text.keyBusiest, '–', f.text.keyTie, f);
    if (first)
        return tile(f.text.keyBusiest, first.zone.name, visitsText(visitsOf(first.zone), f) ?? '', f);
    const withheld = zones.find((z) => z.visits === null);
    return tile(f.text.keyBusiest, '–', withheld ? countReason(visitsOf(withheld), f) ?? f.text.countWaits : f.text.noVisits, f);
}

const tile = (term: string, value: string | null, hint: string, f: Format): TemplateResult => html`
    <div class="card key"><dt>${term}</dt>
        ${value === null ? html`<dd class="absent">${f.text.notObserved}</dd>` : html`<dd><b>${value}</b><span class="quiet">${hint}</span></dd>`}
    </div>`;
