import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Surface, SurfaceHeat } from '../api/types';
import { layerMissing } from '../app/observed-note';
import { surfacePrivacyOf } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { densityText, noiseDensity, sumText, totalOf, unitText } from './units';
import { colourTable, domainOf, fadePart, valueAt, type ColourDomain } from './colour-scale';

const stopCount = 33;

/** What the colours mean, and what the hatching does. */
export function legend(surface: Surface, heat: SurfaceHeat | null, state: State, f: Format): TemplateResult {
    const domain = heat ? domainOf(heat.scale) : null;
    const threshold = surfacePrivacyOf(state, surface)?.heatThreshold ?? 1;
    const noise = heat ? noiseDensity(surface, heat) : null;
    const size = surface.unit === 'metre' ? f.text.legendCell(`${f.metres(surface.cellWidth)} × ${f.metres(surface.cellHeight)}`) : '';
    return html`
        <div class="legend">
            <div class="legend-title"><b>${heat ? unitText(heat.unit, f) : f.text.unitPeoplePerArea}</b> <span class="quiet">${size}</span></div>
            ${heat && domain ? ramp(heat, domain, state.dark, f) : nothing}
            ${heat && !domain ? html`<p class="quiet" role="status">${threshold > 1 ? f.text.observedFew(f.integer(threshold)) : f.text.observedEmpty}</p>` : nothing}
            <div class="legend-gaps">
                ${heat && heat.unseen.length > 0 ? html`
                    <p class="legend-gap quiet" data-testid="unseen"><span class="swatch gap" aria-hidden="true"></span>${f.text.legendUnseen}</p>` : nothing}
                ${heat && domain && threshold > 1 && noise === null ? html`<p class="legend-gap quiet" data-testid="heat-waits">${f.text.legendWaits(f.integer(threshold))}</p>` : nothing}
                ${heat && noise !== null ? html`<p class="legend-gap quiet" data-testid="heat-noise">${f.text.legendNoise(densityText(noise, heat.unit, f))}</p>` : nothing}
            </div>
            ${heat || !state.figures ? nothing : html`
                <p class="legend-gap" role="status" data-testid="unobserved"><span class="swatch gap" aria-hidden="true"></span>${layerMissing(state, f)}</p>`}
        </div>`;
}

function ramp(heat: SurfaceHeat, domain: ColourDomain, dark: boolean, f: Format): TemplateResult {
    const table = colourTable(dark);
    const stops = Array.from({ length: stopCount }, (_, i) => {
        const entry = Math.round((i / (stopCount - 1)) * 255) * 4;
        return svg`<stop offset=${i / (stopCount - 1)} stop-color="rgb(${table[entry]},${table[entry + 1]},${table[entry + 2]})"
            stop-opacity=${((table[entry + 3] ?? 0) / 255).toFixed(3)}></stop>`;
    });
    const top = heat.scale && heat.scale.max > domain.high ? '≥ ' : '';
    const middle = (fadePart + 1) / 2;
    return html`
        <div class="ramp">
            <svg aria-hidden="true"><defs><linearGradient id="ramp">${stops}</linearGradient></defs><rect width="100%" height="100%" fill="url(#ramp)"></rect></svg>
            <div class="ticks">
                <span>0</span>
                ${domain.low > 0 ? html`<span class="tick-low">${f.density(domain.low)}</span>` : nothing}
                <span class="tick-middle">${f.density(valueAt(domain.low > 0 ? middle : 0.5, domain))}</span>
                <span class="tick-max" data-testid="legend-max">${top}${f.density(domain.high)}</span>
            </div>
        </div>
        <div class="legend-notes quiet">
            <span>${f.text.total(sumText(totalOf(heat), heat, f))}</span>
            ${heat.scale ? html`<span>${f.text.legendHottest(f.density(heat.scale.max))}</span>` : nothing}
        </div>`;
}
