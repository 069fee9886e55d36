import { html, nothing, type TemplateResult } from 'lit-html';
import { arousalPanel } from '../arousal/arousal-panel';
import { displaysPanel } from '../attention/displays-panel';
import { devicesPanel } from '../devices/devices-panel';
import { expressionPanel } from '../expression/expression-panel';
import { flowPanel } from '../flow/flow-panel';
import { glossary } from '../glossary/glossary';
import type { Format } from '../i18n/format';
import { linesPanel } from '../lines/lines-panel';
import { occupancyPanel } from '../occupancy/occupancy-panel';
import { updatePlan } from '../plan/plan-update';
import { planPanel } from '../plan/plan-panel';
import { queuesPanel } from '../queues/queues-panel';
import { coursePanel, updateCourse } from '../zones/course-panel';
import { keyFigures } from '../zones/key-figures';
import { zonesPanel } from '../zones/zones-panel';
import { pageHeader } from './header';
import { emptyPage, failureBanner, noDataNotice, provenanceBanner } from './notices';
import type { Actions, State } from './state';

/** The whole page, top to bottom. */
export function pageTemplate(state: State, actions: Actions, f: Format): TemplateResult {
    return html`
        <a class="skip" href="#figures">${f.text.skip}</a>
        ${provenanceBanner(state, f)}
        ${pageHeader(state, actions, f)}
        ${failureBanner(state, actions, f)}
        <main>${content(state, actions, f)}</main>
        ${state.layout ? html`<footer>${glossary(f)}<p class="promise">${f.text.promise}</p></footer>` : nothing}`;
}

function content(state: State, actions: Actions, f: Format): TemplateResult | typeof nothing {
    if (state.stores && !state.layout && !state.failure && (state.stores.length === 0 || state.storeUnknown))
        return emptyPage(state, actions, f);
    if (!state.layout)
        return state.failure ? nothing : html`<p class="loading" role="status">${f.text.loading}</p>`;
    return html`
        ${noDataNotice(state, actions, f)}
        <div class="board">
            <div class="board-plan">${planPanel(state, actions, f)}</div>
            <div class="board-figures" id="figures" tabindex="-1">
                ${keyFigures(state, f)}
                ${zonesPanel(state, actions, f)}
                ${coursePanel(state, f)}
            </div>
            <div class="board-below">
                <div class="stack">${displaysPanel(state, f)}${flowPanel(state, f)}${linesPanel(state, f)}</div>
                <div class="stack">${expressionPanel(state, f)}${arousalPanel(state, actions, f)}${occupancyPanel(state, f)}${queuesPanel(state, f)}${devicesPanel(state, f)}</div>
            </div>
        </div>`;
}

/** What a template cannot do: pictures on canvases. */
export function afterRender(root: HTMLElement, state: State, f: Format): void {
    updatePlan(root, state);
    updateCourse(root, state, f);
}
