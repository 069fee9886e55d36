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
    const told = toldColumns(zones);
    const placeOf = (zone: string): string | undefined => state.layout?.zones.find((z) => z.zone === zone)?.surface;
    return html`
        <section class="card zones" aria-labelledby="zones-title">
            <h2 id="zones-title">${f.text.zones}</h2>
            ${state.figures && zones.length === 0 ? html`<p class="quiet">${f.text.noZones}</p>` : nothing}
            ${zones.length > 0 ? html`
                <table>
                    <thead><tr>
                        <th scope="col">${f.text.zone}</th><th scope="col">${f.text.visits}</th>
                        ${told.dwell ? html`<th scope="col">${f.text.dwell} <span class="unit">${f.text.dwellHint}</span></th>` : nothing}
                        ${told.dwell && hasRoom(state) ? html`<th scope="col" title=${f.text.glossarySurvival}>${f.text.survival} <span class="unit">${f.text.survivalHint}</span></th>` : nothing}
                        ${told.now ? html`<th scope="col">${f.text.occupancy}</th>` : nothing}
                    </tr></thead>
                    <tbody>${zones.map((zone) => zoneRow(zone, zone.zone === chosen,
                        several ? names.get(placeOf(zone.zone) ?? '') : undefined, told, state, actions, f))}</tbody>
                </table>
                ${told.dwell && told.now ? nothing : html`<p class="quiet never-told" data-testid="never-told">${neverTold(told, zones, state, f)}</p>`}` : nothing}
        </section>`;
}

/** Which figures are told of any zone at all; what the profile never tells of any needs no column, only a sentence. */
interface Told {
    readonly dwell: boolean;
    readonly now: boolean;
}

const toldColumns = (zones: readonly ZoneFigures[]): Told => ({
    dwell: zones.some((z) => z.dwellWithheld !== 'profile'),
    now: zones.every((z) => z.occupancyAt === null) || zones.some((z) => z.occupancyNow !== null || z.occupancyNowBelow !== null),
});

function neverTold(told: Told, zones: readonly ZoneFigures[], state: State, f: Format): string {
    const profile = privacyOf(state, zones[0]?.zone ?? '')?.profile;
    return f.text.neverTold([...(told.dwell ? [] : [f.text.dwell]), ...(told.now ? [] : [told.dwell ? f.text.occupancyNever : f.text.occupancyNever.toLowerCase()])].join(', '), profile ? f.text.withheldProfile(profile) : f.text.withheldProfileUnknown);
}

function zoneRow(zone: ZoneFigures, chosen: boolean, place: string | undefined, told: Told, state: State, actions: Actions, f: Format): TemplateResult {
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
            ${!told.dwell ? nothing : !hasRoom(state) ? html`<td title=${cut}><span data-testid="zone-dwell">${figure(dwell)}</span>${zone.dwell ? inline(shownSurvival(zone, f), f) : nothing}</td>`
                : zone.dwell
                    ? html`<td data-testid="zone-dwell">${figure(dwell)}</td><td data-testid="zone-survival" title=${cut}>${figure(shownSurvival(zone, f))}</td>`
                    : html`<td data-testid="zone-dwell" colspan="2">${figure(dwell)}</td>`}
            ${told.now ? html`<td data-testid="zone-occupancy">${figure(shownOccupancy(zone, privacyOf(state, zone.zone), f))}</td>` : nothing}
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
