import { html, nothing, type TemplateResult } from 'lit-html';
import type { Surface, SurfaceHeat } from '../api/types';
import { boxStyle } from '../app/directives';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { rankAmong } from './colour-scale';
import { cellCentre, cellRect, contains, type Cell, type Drawn } from './geometry';

/** A cell's person-seconds. */
export function cellValue(heat: SurfaceHeat, { column, row }: Cell): number {
    const index = heat.cells.indexOf(row * heat.columns + column);
    return index < 0 ? 0 : heat.personSeconds[index] ?? 0;
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
            ${heat ? value(cellValue(heat, cell), heat, f) : html`<strong>${f.text.observedNothing}</strong>`}
            <span class="quiet">${[...zones, placeText(drawn.surface, cell, f)].join(' · ')}</span>
        </div>`;
}

function value(seconds: number, heat: SurfaceHeat, f: Format): TemplateResult {
    if (seconds <= 0)
        return html`<strong>${f.text.cellNobody}</strong>`;
    return html`
        <strong>${f.text.cellValue(f.quantity(seconds))}</strong>
        <span>${f.text.cellShare(f.percent(seconds / heat.observedSeconds))}</span>
        <span>${f.text.cellRank(f.percent(rankAmong(seconds, heat.personSeconds)))}</span>`;
}
