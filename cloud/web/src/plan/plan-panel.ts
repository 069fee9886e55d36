import { html, nothing, type TemplateResult } from 'lit-html';
import type { Merge, SurfaceHeat } from '../api/types';
import { onWidth } from '../app/directives';
import { layerMissing } from '../app/observed-note';
import { completeness, heatOf, shownSurface } from '../app/selection';
import type { Actions, State } from '../app/state';
import type { Format } from '../i18n/format';
import { cursorHandlers } from './cursor';
import { fit, type Drawn } from './geometry';
import { hottestTable } from './hottest';
import { labels } from './labels';
import { legend } from './legend';
import { overlay } from './overlay';
import { layerSwitch, layerTitle } from './layers';
import { readout } from './readout';
import { visitsOf, visitsText } from '../zones/counts';
import { sumText, totalOf } from './units';

/** The drawing's size: as wide as its box, but never so tall that the figures leave the first screen. */
export function drawingOf(state: State): Drawn | null {
    const surface = shownSurface(state);
    if (!surface || state.planWidth < 40)
        return null;
    const wide = state.viewport.width >= 960;
    const maxHeight = wide ? Math.max(320, state.viewport.height - 338) : state.planWidth * 1.35;
    return fit(surface, state.planWidth, maxHeight);
}

/** The floor plan with the heat on it, and everything that explains it. */
export function planPanel(state: State, actions: Actions, f: Format): TemplateResult {
    const surface = shownSurface(state);
    if (!surface)
        return html`<section class="card notice" role="status"><p>${f.text.noPlan}</p></section>`;
    const heat = heatOf(state, surface);
    const drawn = drawingOf(state);
    const share = completeness(state, surface);
    const range = state.figures?.range;
    return html`
        <section class="card plan" aria-labelledby="plan-title">
            <div class="plan-head">
                <div>
                    <h2 id="plan-title">${layerTitle(state.layer, f)}</h2>
                    <p class="quiet" data-testid="completeness">${range ? f.span(range.from, range.to, state.now) : nothing}
                        ${share !== null ? html`<span class="observed ${share < 0.8 ? 'observed-low' : ''}">${share > 0 ? f.text.observed(f.percent(share)) : f.text.observedNothing}</span>` : nothing}
                        ${devicesOnline(state, f)}</p>
                </div>
            </div>
            <div class="plan-switches">${layerSwitch(state, actions, f)}${surfaceTabs(state, surface.surface, actions, f)}</div>
            <div class="plan-box" ${onWidth(actions.planResized)}>
                ${drawn ? html`
                    <div class="plan-frame ${surface.unit === 'image' ? 'plan-picture' : ''}" role="group" tabindex="0" data-plan-frame
                        aria-label=${layerTitle(state.layer, f)} aria-describedby="plan-keys" ${cursorHandlers(drawn, state, actions)}>
                        <canvas class="heat" data-testid="heat-canvas" data-total=${heat ? totalOf(heat) : ''} data-layer=${heat?.layer ?? ''} role="img"
                            aria-label=${alternative(state, heat, f)}></canvas>
                        ${overlay(drawn, heat, state, f)}
                        ${labels(drawn, state, f)}
                        ${readout(drawn, heat, state, f)}
                    </div>` : nothing}
            </div>
            <p class="hidden" id="plan-keys">${f.text.planKeys}</p>
            ${legend(surface, heat, state, f)}
            ${heat?.otherGridSeconds ? html`<p class="warning">${f.text.otherGrid(f.duration(heat.otherGridSeconds))}</p>` : nothing}
            ${surface.unit === 'image' ? html`<p class="quiet plan-note">${f.text.pictureNote}</p>` : nothing}
            ${heat ? html`<div class="plan-foot">${hottestTable(surface, heat, state, f)}${modeSwitch(state, actions, f)}</div>` : nothing}
            ${heat?.merge && heat.merge.pairs > 0 ? html`<p class="quiet plan-note" data-testid="merge">${mergeText(heat.merge, f)}</p>` : nothing}
            ${heat?.visibleShare != null && heat.visibleShare < 0.995
                ? html`<p class="quiet plan-note" data-testid="visible">${f.text.visibleShare(f.percent(heat.visibleShare))}</p>` : nothing}
        </section>`;
}

function devicesOnline({ devices }: State, f: Format): TemplateResult | typeof nothing {
    const online = devices.filter((d) => d.state === 'online').length;
    return devices.length === 0 ? nothing : html`
        <span class=${online < devices.length ? 'warning' : 'devices-fine'}>${f.text.devicesOnline(f.integer(online), f.integer(devices.length))}</span>`;
}

const mergeText = (merge: Merge, f: Format): string =>
    f.text.merged(f.integer(merge.pairs), f.integer(merge.ambiguous), merge.rmsMetres === null ? '–' : f.metres(merge.rmsMetres));

function alternative(state: State, heat: SurfaceHeat | null, f: Format): string {
    if (heat === null)
        return layerMissing(state, f);
    const zones = (state.figures?.zones ?? []).map((z) => `${z.name} ${visitsText(visitsOf(z), f) ?? f.text.countUnknown}`).join(', ');
    return f.text.planAlternative(layerTitle(state.layer, f), sumText(totalOf(heat), heat, f), zones || '–');
}

function surfaceTabs({ layout }: State, shown: string, actions: Actions, f: Format): TemplateResult | typeof nothing {
    const surfaces = layout?.surfaces ?? [];
    if (surfaces.length < 2)
        return nothing;
    return html`
        <div class="segmented surfaces" role="group" aria-label=${f.text.surfaces}>
            ${surfaces.map((s) => html`
                <button type="button" data-testid="surface-tab" data-surface=${s.surface} aria-pressed=${s.surface === shown}
                    @click=${() => actions.chooseSurface(s.surface)}>${s.name}</button>`)}
        </div>`;
}

const modeSwitch = ({ mode }: State, actions: Actions, f: Format): TemplateResult => html`
    <div class="segmented" role="group" aria-label=${f.text.drawing}>
        <button type="button" data-testid="mode-smooth" aria-pressed=${mode === 'smooth'} @click=${() => actions.chooseMode('smooth')}>${f.text.smooth}</button>
        <button type="button" data-testid="mode-cells" aria-pressed=${mode === 'cells'} @click=${() => actions.chooseMode('cells')}>${f.text.cells}</button>
    </div>`;
