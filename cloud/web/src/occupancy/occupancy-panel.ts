import { html, nothing, type TemplateResult } from 'lit-html';
import type { EntranceFigures } from '../api/types';
import { nothingTold, observedNote } from '../app/observed-note';
import { knownRange } from '../app/selection';
import type { EntranceCourse, State } from '../app/state';
import { peopleChart } from '../charts/people-chart';
import type { Format } from '../i18n/format';
import { courseSteps } from '../zones/course-steps';
import { peakText } from './inside-tile';

/** People inside by the entrances' count: now, at most, in and out, and every correction that the count needed. */
export function occupancyPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const entrances = state.figures?.entrances ?? [];
    if (entrances.length === 0)
        return nothing;
    return html`
        <section class="card occupancy" aria-labelledby="occupancy-title" data-testid="occupancy">
            <h2 id="occupancy-title">${f.text.inside}</h2>
            ${entrances.map((e) => html`
                ${entrances.length > 1 ? html`<h3>${e.figures.group}</h3>` : nothing}
                ${e.figures.observedSeconds > 0 ? group(e, state, f) : html`<p class="absent">${nothingTold(state, f)}</p>`}`)}
        </section>`;
}

function group(entrance: EntranceCourse, state: State, f: Format): TemplateResult {
    const { figures: e, stepSeconds, points } = entrance;
    const range = knownRange(state) ?? state.figures?.range;
    const steps = (range ? courseSteps({ range, stepSeconds, points }) : [])
        .map(({ start, point }) => ({ start, people: point && point.peak !== null ? { mean: null, peak: point.peak } : null }));
    return html`
        <dl class="facts">
            <div><dt>${f.text.insideNow}</dt><dd>${e.now === null ? html`<span class="absent">${f.text.nowUnknown}</span>` : html`<b>${f.integer(e.now)}</b>`}
                <span class="quiet">${peakText(e, state.now, f)}</span></dd></div>
            <div><dt>${f.text.insideCame}</dt><dd><b data-testid="came-in">${f.integer(e.in)}</b></dd></div>
            <div><dt>${f.text.insideWent}</dt><dd><b data-testid="went-out">${f.integer(e.out)}</b></dd></div>
        </dl>
        ${peopleChart('inside-chart', f.text.inside, steps, stepSeconds, f)}
        <p class="quiet" data-testid="corrections">${corrections(e, f)}</p>
        ${observedNote(e.observedSeconds, state, f)}`;
}

/** What in − out alone would not give: people whose entry was missed, and what was left over at night. */
function corrections(e: EntranceFigures, f: Format): string {
    const parts = [
        ...(e.clamped > 0 ? [f.text.insideClamped(e.clamped, f.integer(e.clamped))] : []),
        ...(e.drift !== null && e.drift !== 0 ? [f.text.insideDrift(f.integer(e.drift), resetText(e))] : []),
        ...(e.drift === 0 ? [f.text.insideDriftNone(resetText(e))] : []),
    ];
    return parts.length > 0 ? parts.join(' ') : f.text.insideNoCorrections;
}

const resetText = ({ resetAt, timeZone }: EntranceFigures): string => [resetAt, timeZone].filter((t) => t !== null).join(' ');
