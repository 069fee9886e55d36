import { html, nothing, type TemplateResult } from 'lit-html';
import type { Surface, SurfaceHeat } from '../api/types';
import { boxStyle } from '../app/directives';
import { surfacePrivacyOf } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { rankAmong } from './colour-scale';
import { densityText, sumText } from './units';
import { cellCentre, cellRect, contains, type Cell, type Drawn } from './geometry';

/** What was summed in a cell, and its density; null where too little of the cell is in view to say anything. */
export function cellValue(heat: SurfaceHeat, { column, row }: Cell): { sum: number; density: number } | null {
    const cell = row * heat.columns + column;
    if (heat.unseen.includes(cell))
        return null;
    const index = heat.cells.indexOf(cell);
    return { sum: (heat.personSeconds ?? heat.people)?.[index] ?? 0, density: heat.density[index] ?? 0 };
}

/** Where a cell is, for people: metres from the origin, or percent of the picture. */
export function placeText(surface: Surface, cell: Cell, f: Format): string {
    const [x, y] = cellCentre(surface, cell);
    const write = surface.unit === 'metre' ? f.metres : f.percent;
    return f.text.cellAt(write(x), write(y));
}

/** The names of the zones that hold a cell's middle. */
export function zonesAt(surface: Surface, cell: Cell, state: State): string[] {
    const centre = cellCentre(surface, cell);
    return (state.layout?.zones ?? []).filter((z) => z.surface === surface.surface && contains(z.polygon, centre)).map((z) => z.name);
}

/** The true value of the cell under the pointer or the keys' cursor. */
export function readout(drawn: Drawn, heat: SurfaceHeat | null, state: State, f: Format): TemplateResult {
    const cell = state.cursor?.cell;
    return html`<div class="readout-live" aria-live=${state.cursor?.byKeys ? 'polite' : 'off'}>${cell ? card(drawn, cell, heat, state, f) : nothing}</div>`;
}

function card(drawn: Drawn, cell: Cell, heat: SurfaceHeat | null, state: State, f: Format): TemplateResult {
    const box = cellRect(drawn, cell);
    const right = box.x + box.width / 2 > drawn.width / 2;
    const low = box.y > drawn.height / 2;
    const place = {
        left: right ? 'auto' : `${box.x + box.width + 10}px`,
        right: right ? `${drawn.width - box.x + 10}px` : 'auto',
        top: low ? 'auto' : `${box.y}px`,
        bottom: low ? `${drawn.height - box.y - box.height}px` : 'auto',
    };
    const zones = zonesAt(drawn.surface, cell, state);
    return html`
        <div class="readout" data-testid="readout" ${boxStyle(place)}>
            ${heat ? value(cellValue(heat, cell), heat, surfacePrivacyOf(state, drawn.surface)?.heatThreshold ?? 1, f) : html`<strong>${f.text.observedNothing}</strong>`}
            <span class="quiet">${[...zones, placeText(drawn.surface, cell, f)].join(' · ')}</span>
        </div>`;
}

function value(cell: ReturnType<typeof cellValue>, heat: SurfaceHeat, threshold: number, f: Format): TemplateResult {
    if (cell === null)
        return html`<strong>${f.text.cellUnseen}</strong>`;
    if (cell.sum <= 0)
        return html`<strong>${threshold > 1 ? f.text.cellFew(f.integer(threshold)) : f.text.cellNobody}</strong>`;
    return html`
        <strong>${densityText(cell.density, heat.unit, f)}</strong>
        <span>${heat.personSecondsPlusMinus === null ? sumText(cell.sum, heat, f)
            : f.text.cellValue(`${f.quantity(cell.sum)} ± ${f.quantity(heat.personSecondsPlusMinus)}`)}</span>
        ${heat.people ? nothing : html`<span>${f.text.cellShare(f.percent(cell.sum / heat.observedSeconds))}</span>`}
        <span>${f.text.cellRank(f.percent(rankAmong(cell.density, heat.density)))}</span>`;
}
