import { html, nothing, type TemplateResult } from 'lit-html';
import type { Actions } from '../app/state';
import type { Format } from '../i18n/format';

/** Which study's figures are shown: all, those outside of studies (the empty id), or one's. Nothing where there is no study. */
export function studyPicker(studies: readonly string[], study: string | null, actions: Actions, f: Format): TemplateResult | typeof nothing {
    const ids = study && !studies.includes(study) ? [...studies, study] : studies;
    if (ids.length === 0 && study === null)
        return nothing;
    const choices: readonly (readonly [string | null, string])[] = [
        [null, f.text.studyAll], ['', f.text.studyNone], ...ids.map((id): readonly [string, string] => [id, id])];
    const choose = (event: Event): void => {
        const chosen = choices[(event.target as HTMLSelectElement).selectedIndex];
        if (chosen)
            actions.chooseStudy(chosen[0]);
    };
    return html`
        <label class="study quiet">${f.text.study}
            <select data-testid="stress-study" @change=${choose}>
                ${choices.map(([id, name]) => html`<option ?selected=${id === study}>${name}</option>`)}
            </select></label>`;
}
