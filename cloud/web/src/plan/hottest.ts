import { html, type TemplateResult } from 'lit-html';
import type { Surface, SurfaceHeat } from '../api/types';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { placeText, zonesAt } from './readout';
import { unitText } from './units';

const count = 10;

/** The heat map in words: its hottest cells. */
export function hottestTable(surface: Surface, heat: SurfaceHeat, state: State, f: Format): TemplateResult {
    const cells = heat.cells
        .map((cell, i) => ({ cell: { column: cell % heat.columns, row: Math.floor(cell / heat.columns) }, density: heat.density[i] ?? 0, sum: (heat.personSeconds ?? heat.people)?.[i] ?? 0 }))
        .sort((a, b) => b.density - a.density)
        .slice(0, count);
    return html`
        <details class="hottest">
            <summary>${f.text.hottest}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=${f.text.hottest}><table>
                <caption class="hidden">${f.text.hottestCaption}</caption>
                <thead><tr><th scope="col">${f.text.hottestPlace}</th><th scope="col">${f.text.hottestZones}</th>
                    <th scope="col">${unitText(heat.unit, f)}</th><th scope="col">${heat.people ? f.text.hottestPeople : f.text.hottestValue}</th></tr></thead>
                <tbody>${cells.map(({ cell, density, sum }) => html`
                    <tr><th scope="row">${placeText(surface, cell, f)}</th>
                        <td>${zonesAt(surface, cell, state).join(', ') || f.text.noZone}</td>
                        <td>${f.density(density)}</td><td>${heat.people ? f.integer(sum) : f.quantity(sum)}</td></tr>`)}
                </tbody>
            </table></div>
        </details>`;
}
