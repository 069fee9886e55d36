import { html, type TemplateResult } from 'lit-html';
import type { EntranceFigures } from '../api/types';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';

/** When most people were inside: the clock today, with the day before. */
export function peakText({ peak, peakAt }: EntranceFigures, now: Date, f: Format): string {
    if (peak === null || peakAt === null)
        return f.text.notObserved;
    const at = new Date(peakAt);
    return f.text.insidePeak(f.integer(peak), at.toDateString() === now.toDateString() ? f.time(at) : f.dateTime(at));
}

/** Who is inside now, by the entrances' count; a past period has no now. */
export const insideTile = (inside: EntranceFigures, state: State, f: Format): TemplateResult => html`
    <div class="card key" data-testid="inside"><dt>${f.text.insideNow}</dt>
        <dd>${inside.now === null ? html`<span class="absent">${f.text.nowUnknown}</span>` : html`<b data-testid="inside-now">${f.integer(inside.now)}</b>`}
            <span class="quiet" data-testid="inside-peak">${peakText(inside, state.now, f)}</span></dd>
    </div>`;
