import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Funnel } from '../api/types';
import type { Format } from '../i18n/format';

/** A step of the funnel, with its share of those who passed; null when nobody did. */
export interface FunnelStep {
    readonly name: string;
    readonly label: string;
    readonly people: number;
    readonly share: number | null;
}

export function funnelSteps(funnel: Funnel, f: Format): readonly FunnelStep[] {
    const t = f.text;
    return ([['passed', t.funnelPassed], ['glanced', t.funnelGlanced], ['stopped', t.funnelStopped], ['attended', t.funnelAttended], ['entered', t.funnelEntered]] as const)
        .map(([name, label]) => ({ name, label, people: funnel[name], share: funnel.passed > 0 ? funnel[name] / funnel.passed : null }));
}

/** How far people went, a bar a step. */
export function funnelBars(funnel: Funnel, f: Format): TemplateResult {
    const walking = funnel.attendedAnyhow - funnel.attended;
    return html`
        <div class="funnel">
            <h4>${f.text.funnel}</h4>
            <ol class="bars" data-testid="funnel">${funnelSteps(funnel, f).map((step) => html`
                <li data-step=${step.name}><span class="bar-label">${step.label}</span>
                    <span class="bar-value"><b>${f.integer(step.people)}</b>
                        ${step.share === null ? nothing : html`<span class="quiet funnel-share">${f.percent(step.share)}</span>`}</span>
                    <svg class="bar-line" aria-hidden="true"><rect class="bar-rest" width="100%" height="100%"></rect>
                        ${svg`<rect class="bar-part" width="${((step.share ?? 0) * 100).toFixed(1)}%" height="100%"></rect>`}</svg></li>`)}
            </ol>
            ${walking > 0 ? html`<p class="quiet">${f.text.funnelWalking(walking, f.integer(walking))}</p>` : nothing}
        </div>`;
}
