import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ExpressionFigures, ExpressionShares, Scale } from '../api/types';
import { knownRange, privacyOf } from '../app/selection';
import type { State } from '../app/state';
import { intervalBar } from '../charts/interval-bar';
import { scaleWords } from '../charts/scale-words';
import { whiskers } from '../charts/whiskers';
import type { Format } from '../i18n/format';
import { expressionReason } from '../zones/withheld';
import { expressionTrend } from './trend';

const classes = ['positive', 'neutral', 'surprise', 'negative'] as const;

/** Expression per zone as ranges; the panel is there only where a device looks for expressions. */
export function expressionPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const zones = state.figures?.expression ?? [];
    if (zones.length === 0)
        return nothing;
    const range = knownRange(state) ?? state.figures?.range;
    return html`
        <section class="card expression" aria-labelledby="expression-title" data-testid="expression">
            <h2 id="expression-title">${f.text.expression}</h2>
            <p class="quiet caveat">${f.text.expressionCaveat}</p>
            <ul>${zones.map(({ figures: zone, ...course }) => html`
                <li data-testid="expression-row" data-zone=${zone.zone}>
                    <div class="expression-head"><span>${zone.name}</span>
                        ${zone.contributors > 0 ? html`<span class="quiet">${f.text.peopleCount(zone.contributors, f.integer(zone.contributors))}</span>` : nothing}
                    </div>
                    ${zone.shares === null ? html`<p class="absent">${expressionReason(zone, privacyOf(state, zone.zone), f)}</p>` : told(zone, zone.shares, f)}
                    ${zone.shares && range ? expressionTrend({ figures: zone, ...course }, range, f) : nothing}
                    ${zone.shares ? footing(zone, f) : nothing}
                </li>`)}
            </ul>
            ${zones.some(({ figures: z }) => z.shares && z.corrected) ? html`<p class="quiet caveat">${f.text.expressionCorrected}</p>` : nothing}
        </section>`;
}

function told(zone: ExpressionFigures, shares: ExpressionShares, f: Format): TemplateResult {
    return html`
        <dl class="ranges">${classes.map((name) => html`
            <div data-class=${name}><dt>${f.text[name]}</dt>
                <dd>${intervalBar(name, { value: shares[name].share, low: shares[name].low, high: shares[name].high }, [0, 1])}
                    <span class="range-text">${f.percents(shares[name].low, shares[name].high)}</span></dd></div>`)}
        </dl>
        ${zone.abstainedShare ? abstained(zone.abstainedShare, f) : nothing}
        ${shares.valence && shares.arousal ? html`
            <dl class="scales">
                ${scale('valence', shares.valence, f.text.valence, [f.text.valenceLow, f.text.valenceHigh], [f.text.valenceBelow, f.text.valenceAbove], f)}
                ${scale('arousal', shares.arousal, f.text.arousal, [f.text.arousalLow, f.text.arousalHigh], [f.text.arousalBelow, f.text.arousalAbove], f)}
            </dl>` : nothing}`;
}

/** What stands behind the bands, or that nothing does. */
function footing(zone: ExpressionFigures, f: Format): TemplateResult | typeof nothing {
    return zone.corrected
        ? zone.measuredOn.length > 0 ? html`<p class="quiet" data-testid="measured-on">${f.text.expressionMeasuredOn(zone.measuredOn.join('; '), zone.models.join(' + '))}</p>` : nothing
        : html`<p class="warning" data-testid="uncorrected">${f.text.expressionUncorrected}</p>`;
}

/** Those about whom nothing was said: no class among the others. */
const abstained = (share: number, f: Format): TemplateResult => html`
    <p class="abstained quiet" data-testid="abstained">
        <svg class="abstained-bar" aria-hidden="true"><rect class="interval-ground" width="100%" height="100%"></rect>
            ${svg`<rect class="abstained-part" width="${(share * 100).toFixed(1)}%" height="100%"></rect>`}</svg>
        <span>${f.text.abstained(f.percent(share))}</span></p>`;

const scale = (id: string, range: Scale, term: string, ends: readonly [string, string], words: readonly [string, string], f: Format): TemplateResult => html`
    <div data-testid=${id}><dt>${term}</dt>
        <dd><b>${scaleWords(range, words, f)}</b>
            ${whiskers({ value: range.mean, low: range.low, high: range.high }, [-1, 1], [-1, 0, 1])}
            <span class="band-axis quiet"><span aria-hidden="true">${ends[0]}</span>
                <span>${f.signed(range.mean)} (${f.signed(range.low)} … ${f.signed(range.high)})</span><span aria-hidden="true">${ends[1]}</span></span></dd></div>`;
