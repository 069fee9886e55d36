import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ExpressionFigures } from '../api/types';
import { privacyOf } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { expressionReason } from '../zones/withheld';

const classes = ['positive', 'neutral', 'surprise', 'negative', 'abstained'] as const;

/** Expression shares per zone; the panel is there only where a device looks for expressions. */
export function expressionPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const zones = state.figures?.expression ?? [];
    if (zones.length === 0)
        return nothing;
    return html`
        <section class="card expression" aria-labelledby="expression-title">
            <h2 id="expression-title">${f.text.expression}</h2>
            <ul>${zones.map((zone) => html`
                <li data-testid="expression-row" data-zone=${zone.zone}>
                    <div class="expression-head"><span>${zone.name}</span>
                        ${zone.contributors > 0 ? html`<span class="quiet">${f.text.contributors(zone.contributors, f.integer(zone.contributors))}</span>` : nothing}
                    </div>
                    ${zone.positive === null
                        ? html`<p class="absent">${expressionReason(zone, privacyOf(state, zone.zone), f)}</p>`
                        : shares(zone, f)}
                </li>`)}
            </ul>
            <p class="quiet caveat">${f.text.expressionCaveat}</p>
        </section>`;
}

function shares(zone: ExpressionFigures, f: Format): TemplateResult {
    let start = 0;
    const parts = classes.map((name) => {
        const share = zone[name] ?? 0;
        const part = { name, share, start };
        start += share;
        return part;
    });
    return html`
        <svg class="shares" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            ${parts.map((p) => svg`<rect class="share-${p.name}" x=${p.start * 100} y="0" width=${Math.max(0, p.share * 100 - 0.4)} height="8"></rect>`)}
        </svg>
        <ul class="share-legend">${parts.map((p) => html`
            <li><span class="swatch share-${p.name}" aria-hidden="true"></span>${f.text[p.name]} <b>${f.percent(p.share)}</b></li>`)}
        </ul>`;
}
