import { html, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';

/** The definitions behind the figures. */
export function glossary(f: Format): TemplateResult {
    const t = f.text;
    const entries = [
        [t.glossaryVisitTerm, t.glossaryVisit], [t.glossaryEngagedTerm, t.glossaryEngaged], [t.glossaryDwellTerm, t.glossaryDwell],
        [t.glossaryOccupancyTerm, t.glossaryOccupancy], [t.glossaryHeatTerm, t.glossaryHeat],
        [t.glossaryLingerTerm, t.glossaryLinger], [t.glossaryFlowTerm, t.glossaryFlow], [t.glossaryQueueTerm, t.glossaryQueue],
        [t.glossaryInsideTerm, t.glossaryInside], [t.glossarySurvivalTerm, t.glossarySurvival], [t.glossaryObservedTerm, t.glossaryObserved],
    ];
    return html`
        <details class="card glossary" data-testid="glossary">
            <summary>${t.glossary}</summary>
            <dl>${entries.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
            <p class="quiet">${t.glossaryThresholds}</p>
        </details>`;
}
