import { html, nothing, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';
import { observedShare, secondsOf } from '../range/range';
import { knownRange } from './selection';
import type { State } from './state';

/** How much of the range a figure is really about; nothing where it is about all of it. */
export function observedNote(observedSeconds: number, state: State, f: Format): TemplateResult | typeof nothing {
    const range = knownRange(state);
    const share = range && observedShare(observedSeconds, secondsOf(range));
    if (share === null || share >= 0.995)
        return nothing;
    return html`<p class="quiet"><span class=${share < 0.8 ? 'observed observed-low' : 'observed'}>${f.text.observed(f.percent(share))}</span></p>`;
}

/** Why the layer on show is missing: where people walk every profile tells, the other layers not. */
export const layerMissing = (state: State, f: Format): string => state.layer === 'path' ? f.text.observedNothingLong : nothingTold(state, f);

/** Why there is no figure at all: nothing was observed, or no device tells it by its profile. */
export function nothingTold({ figures, layout }: State, f: Format): string {
    const profiles = layout?.privacy ?? [];
    const observed = figures?.zones.some((z) => z.observedSeconds > 0) || figures?.lines.some((l) => l.observedSeconds > 0);
    return observed && profiles.length > 0 && profiles.every((p) => p.profile === 'strict') ? f.text.profileTellsNot('strict') : f.text.observedNothingLong;
}
