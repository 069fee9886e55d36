import { html, nothing, type TemplateResult } from 'lit-html';
import type { Actions, State } from '../app/state';
import type { Format } from '../i18n/format';
import type { RangeProblem } from './range';

/** Last 15 minutes, today, the last seven days, or from–to in the viewer's time zone. */
export function rangeControl(state: State, actions: Actions, f: Format): TemplateResult {
    const { range, draft } = state;
    const shown = draft ? 'custom' : range.kind;
    const close = (event: KeyboardEvent): void => {
        if (event.key === 'Escape' && draft)
            actions.toggleCustom();
    };
    return html`
        <div class="range" @keydown=${close}>
            <div class="segmented" role="group" aria-label=${f.text.range}>
                <button type="button" data-testid="range-15m" aria-pressed=${shown === '15m'}
                    @click=${() => actions.chooseRange({ kind: '15m' })}>${f.text.range15m}</button>
                <button type="button" data-testid="range-today" aria-pressed=${shown === 'today'}
                    @click=${() => actions.chooseRange({ kind: 'today' })}>${f.text.rangeToday}</button>
                <button type="button" data-testid="range-week" aria-pressed=${shown === 'week'}
                    @click=${() => actions.chooseRange({ kind: 'week' })}>${f.text.rangeWeek}</button>
                <button type="button" data-testid="range-custom" aria-pressed=${shown === 'custom'} aria-expanded=${draft !== null}
                    @click=${() => actions.toggleCustom()}>${f.text.rangeCustom}</button>
            </div>
            ${draft ? draftForm(draft, actions, f) : nothing}
        </div>`;
}

function draftForm(draft: NonNullable<State['draft']>, actions: Actions, f: Format): TemplateResult {
    const sentences: Readonly<Record<RangeProblem, string>> = {
        incomplete: f.text.rangeIncomplete, reversed: f.text.rangeReversed, 'too-long': f.text.rangeTooLong,
    };
    const submit = (event: Event): void => {
        event.preventDefault();
        actions.applyDraft();
    };
    const input = (part: 'from' | 'to', label: string): TemplateResult => html`
        <label>${label}
            <input type="datetime-local" data-testid="range-${part}" .value=${draft[part]} aria-invalid=${draft.problem !== null}
                @input=${(event: Event) => actions.editDraft(part, (event.target as HTMLInputElement).value)}>
        </label>`;
    return html`
        <form class="draft card" novalidate @submit=${submit}>
            ${input('from', f.text.rangeFrom)} ${input('to', f.text.rangeTo)}
            <button type="submit" class="button primary" data-testid="range-apply">${f.text.rangeApply}</button>
            ${draft.problem ? html`<p class="problem" role="alert">${sentences[draft.problem]}</p>` : nothing}
        </form>`;
}
