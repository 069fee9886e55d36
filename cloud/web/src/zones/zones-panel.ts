import { html, nothing, type TemplateResult } from 'lit-html';
import type { ZoneFigures } from '../api/types';
import { privacyOf, shownZone } from '../app/selection';
import type { Actions, State } from '../app/state';
import type { Format } from '../i18n/format';
import { shownDwell, shownOccupancy, shownSurvival, shownVisits, type Shown } from './withheld';

/** A column of its own for the corrected median. */
const hasRoom = ({ viewport }: State): boolean => viewport.width >= 720;

/** Every zone with its visits, dwell and occupancy; choosing one shows its course. */
export function zonesPanel(state: State, actions: Actions, f: Format): TemplateResult {
    const zones = state.figures?.zones ?? [];
    const chosen = shownZone(state)?.zone;
    const names = new Map(state.layout?.surfaces.map((s) => [s.surface, s.name]));
    const several = names.size > 1;
    const placeOf = (zone: string): string | undefined => state.layout?.zones.find((z) => z.zone === zone)?.surface;
    return html`
        <section class="card zones" aria-labelledby="zones-title">
            <h2 id="zones-title">${f.text.zones}</h2>
            ${state.figures && zones.length === 0 ? html`<p class="quiet">${f.text.noZones}</p>` : nothing}
            ${zones.length > 0 ? html`
                <table>
                    <thead><tr>
                        <th scope="col">${f.text.zone}</th><th scope="col">${f.text.visits}</th>
                        <th scope="col">${f.text.dwell} <span class="unit">${f.text.dwellHint}</span></th>
                        ${hasRoom(state) ? html`<th scope="col" title=${f.text.glossarySurvival}>${f.text.survival} <span class="unit">${f.text.survivalHint}</span></th>` : nothing}<th scope="col">${f.text.occupancy}</th>
                    </tr></thead>
                    <tbody>${zones.map((zone) => zoneRow(zone, zone.zone === chosen,
                        several ? names.get(placeOf(zone.zone) ?? '') : undefined, state, actions, f))}</tbody>
                </table>` : nothing}
        </section>`;
}

function zoneRow(zone: ZoneFigures, chosen: boolean, place: string | undefined, state: State, actions: Actions, f: Format): TemplateResult {
    const dwell = shownDwell(zone, privacyOf(state, zone.zone), f);
    const cut = zone.dwell && zone.dwell.censored > 0
        ? f.text.censored(f.integer(zone.dwell.censored), f.integer(zone.dwell.visits)) : '';
    return html`
        <tr class=${chosen ? 'chosen' : ''} data-testid="zone-row" data-zone=${zone.zone} @click=${() => actions.chooseZone(zone.zone)}>
            <th scope="row">
                <button type="button" aria-pressed=${chosen} title=${f.text.selectZone(zone.name)}>
                    <span class="zone-name">${zone.name}</span>${place ? html`<span class="quiet">${place}</span>` : nothing}
                </button>
            </th>
            <td data-testid="zone-visits">${figure(shownVisits(zone, f))}</td>
            ${!hasRoom(state) ? html`<td title=${cut}><span data-testid="zone-dwell">${figure(dwell)}</span>${zone.dwell ? inline(shownSurvival(zone, f), f) : nothing}</td>`
                : zone.dwell
                    ? html`<td data-testid="zone-dwell">${figure(dwell)}</td><td data-testid="zone-survival" title=${cut}>${figure(shownSurvival(zone, f))}</td>`
                    : html`<td data-testid="zone-dwell" colspan="2">${figure(dwell)}</td>`}
            <td data-testid="zone-occupancy">${figure(shownOccupancy(zone, privacyOf(state, zone.zone), f))}</td>
        </tr>`;
}

/** The corrected median under the plain one, where there is no room for a column of its own. */
const inline = (shown: Shown, f: Format): TemplateResult => html`
    <span class="quiet survival" data-testid="zone-survival">${f.text.survivalInline}
        <span class="unit">${shown.kind === 'value' ? shown.text : shown.reason}</span>
        ${shown.detail ? html`<span class="unit">(${shown.detail})</span>` : nothing}</span>`;

function figure(shown: Shown): TemplateResult {
    const detail = shown.detail ? html`<span class="quiet">${shown.detail}</span>` : nothing;
    return shown.kind === 'value'
        ? html`<b class="value">${shown.text}</b>${detail}${shown.note ? html`<span class="absent">${shown.note}</span>` : nothing}`
        : html`<span class="absent">${shown.reason}</span>${detail}`;
}
