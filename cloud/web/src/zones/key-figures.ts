import { html, nothing, type TemplateResult } from 'lit-html';
import { meanPresence, nothingObserved, shownSurface } from '../app/selection';
import { insideTile } from '../occupancy/inside-tile';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';

/** The three answers wanted first: how many people, where most of them go, where they stay longest. */
export function keyFigures(state: State, f: Format): TemplateResult | typeof nothing {
    const surface = shownSurface(state);
    if (!state.figures || !surface || nothingObserved(state))
        return nothing;
    const mean = meanPresence(state, surface);
    const inside = state.figures.entrances.find((e) => e.figures.observedSeconds > 0)?.figures;
    const here = new Set(state.layout?.zones.filter((z) => z.surface === surface.surface).map((z) => z.zone));
    const zones = state.figures.zones.filter((z) => here.has(z.zone) && z.observedSeconds > 0);
    const busiest = zones.filter((z) => z.visits > 0).sort((a, b) => b.visits - a.visits)[0];
    const longest = zones.filter((z) => z.dwell).sort((a, b) => (b.dwell?.medianSeconds ?? 0) - (a.dwell?.medianSeconds ?? 0))[0];
    return html`
        <dl class="keys">
            ${inside
                ? insideTile(inside, state, f)
                : tile(f.text.keyMean, mean === null ? null : f.quantity(mean), f.text.keyMeanHint, f)}
            ${zones.length > 0 ? html`
                ${tile(f.text.keyBusiest, busiest?.name ?? '–', busiest ? f.text.visitCount(busiest.visits, f.integer(busiest.visits)) : f.text.noVisits, f)}
                ${tile(f.text.keyWait, longest?.name ?? '–', longest?.dwell ? f.text.keyWaitHint(f.duration(longest.dwell.medianSeconds)) : f.text.noDwellYet, f)}` : nothing}
        </dl>`;
}

const tile = (term: string, value: string | null, hint: string, f: Format): TemplateResult => html`
    <div class="card key"><dt>${term}</dt>
        ${value === null ? html`<dd class="absent">${f.text.notObserved}</dd>` : html`<dd><b>${value}</b><span class="quiet">${hint}</span></dd>`}
    </div>`;
