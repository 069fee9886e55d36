import { html, nothing, type TemplateResult } from 'lit-html';
import type { Language } from '../i18n/dictionary';
import type { Format } from '../i18n/format';
import { liveBadge } from '../live/live-badge';
import { rangeControl } from '../range/range-control';
import { storePicker } from '../stores/store-picker';
import type { Actions, State } from './state';

/** The banner: which store, which time, and whether it is live. */
export function pageHeader(state: State, actions: Actions, f: Format): TemplateResult {
    return html`
        <header>
            <div class="top">
                <div class="brand">
                    <img src="/favicon.svg" alt="" width="28" height="28">
                    <div class="brand-text">
                        <h1>${f.text.title}</h1>
                        ${storePicker(state, actions, f)}
                    </div>
                </div>
                ${state.layout ? rangeControl(state, actions, f) : nothing}
                ${state.layout ? liveBadge(state, f) : nothing}
                <div class="segmented languages" role="group" aria-label=${f.text.language}>
                    ${languageButton('it', 'IT', 'Italiano', state, actions)}
                    ${languageButton('en', 'EN', 'English', state, actions)}
                </div>
            </div>
        </header>`;
}

function languageButton(language: Language, short: string, name: string, state: State, actions: Actions): TemplateResult {
    return html`<button type="button" lang=${language} data-testid="lang-${language}" aria-label=${`${short}: ${name}`}
        aria-pressed=${state.language === language} @click=${() => actions.chooseLanguage(language)}>${short}</button>`;
}
