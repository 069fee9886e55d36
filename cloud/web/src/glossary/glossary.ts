import { html, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';

/** The definitions behind the figures. */
export function glossary(f: Format): TemplateResult {
    const t = f.text;
    const entries = [
        [t.glossaryVisitTerm, t.glossaryVisit], [t.glossaryEngagedTerm, t.glossaryEngaged], [t.glossaryDwellTerm, t.glossaryDwell],
        [t.glossarySurvivalTerm, t.glossarySurvival],
        [t.glossaryOccupancyTerm, t.glossaryOccupancy], [t.glossaryHeatTerm, t.glossaryHeat], [t.glossaryLayersTerm, t.glossaryLayers],
        [t.glossaryFlowTerm, t.glossaryFlow], [t.glossaryQueueTerm, t.glossaryQueue], [t.glossaryInsideTerm, t.glossaryInside],
        [t.glossaryDisplayTerm, t.glossaryDisplay], [t.glossaryAttractionTerm, t.glossaryAttraction], [t.glossaryLostTerm, t.glossaryLost],
        [t.glossaryCorrectedTerm, t.glossaryCorrected], [t.glossaryAffectTerm, t.glossaryAffect],
        [t.glossarySkinTerm, t.glossarySkin], [t.glossaryStressTerm, t.glossaryStress], [t.glossaryContributorsTerm, t.glossaryContributors],
        [t.glossaryWaitsTerm, t.glossaryWaits], [t.glossaryNoiseTerm, t.glossaryNoise],
        [t.glossaryObservedTerm, t.glossaryObserved],
    ];
    return html`
        <details class="card glossary" data-testid="glossary">
            <summary>${t.glossary}</summary>
            <dl>${entries.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
            <p class="quiet">${t.glossaryThresholds}</p>
        </details>`;
}
