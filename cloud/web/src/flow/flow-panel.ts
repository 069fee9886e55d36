import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { SurfaceFlow } from '../api/types';
import { nothingTold, observedNote } from '../app/observed-note';
import { privacyOf, shownSurface } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { withheldReason } from '../zones/withheld';
import { shade, waysMatrix, type WaysMatrix } from './ways-matrix';

/** How visitors of the shown surface go through it: first zone, reach, and from zone to zone. */
export function flowPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const surface = shownSurface(state);
    const zones = state.layout?.zones.filter((z) => z.surface === surface?.surface) ?? [];
    if (!state.figures || !surface || zones.length === 0)
        return nothing;
    const flow = state.figures.flow.find((s) => s.surface === surface.surface && s.observedSeconds > 0);
    return html`
        <section class="card flow" aria-labelledby="flow-title" data-testid="flow">
            <h2 id="flow-title">${f.text.flow}</h2>
            ${!flow ? html`<p class="absent">${nothingTold(state, f)}</p>`
                : flow.visitors === 0
                    ? html`<p class="absent" data-testid="flow-withheld">${withheldReason(flow.blockWithheld, f.text.flowNobody, privacyOf(state, zones[0]?.zone ?? ''), f)}</p>`
                    : told(flow, zones.map((z) => z.zone), state, f)}
            ${flow ? observedNote(flow.observedSeconds, state, f) : nothing}
        </section>`;
}

function told(flow: SurfaceFlow, zones: readonly string[], state: State, f: Format): TemplateResult {
    const name = (zone: string): string => state.layout?.zones.find((z) => z.zone === zone)?.name ?? zone;
    const matrix = waysMatrix(flow, zones);
    return html`
        <p class="quiet">${f.text.flowVisitors(flow.visitors, f.integer(flow.visitors))}</p>
        <div class="flow-lists">
            ${bars('flow-first', f.text.flowFirst, flow.first.map((s) => ({ key: s.zone, label: name(s.zone), share: s.share, people: s.people })), f)}
            ${bars('flow-reached', f.text.flowReached, flow.reached.map((r) => ({ key: r.zone, label: name(r.zone), share: r.share, people: r.people })), f)}
        </div>
        ${state.viewport.width >= 720 ? matrixTable(flow, matrix, name, f) : waysList(flow, name, f)}
        ${flow.withheld > 0 ? html`<p class="quiet" data-testid="flow-waiting">${f.text.flowWithheld(flow.withheld, f.integer(flow.withheld))}</p>` : nothing}`;
}

interface Bar {
    readonly key: string;
    readonly label: string;
    readonly share: number;
    readonly people: number;
}

const bars = (id: string, title: string, all: readonly Bar[], f: Format): TemplateResult => html`
    <div data-testid=${id}>
        <h3>${title}</h3>
        ${all.length === 0 ? html`<p class="absent">${f.text.withheldThresholdUnknown}</p>` : html`
            <ol class="bars">${all.map((b) => html`
                <li data-zone=${b.key}><span class="bar-label">${b.label}</span><span class="bar-value"><b>${f.percent(b.share)}</b>
                    <span class="quiet">${f.text.peopleCount(b.people, f.integer(b.people))}</span></span>${bar(b.share)}</li>`)}
            </ol>`}
    </div>`;

const bar = (share: number): TemplateResult => html`
    <svg class="bar-line" aria-hidden="true"><rect class="bar-rest" width="100%" height="100%"></rect>${svg`<rect class="bar-part" width="${(share * 100).toFixed(1)}%" height="100%"></rect>`}</svg>`;

function waysList(flow: SurfaceFlow, name: (zone: string) => string, f: Format): TemplateResult {
    const most = flow.transitions[0]?.people ?? 1;
    return html`
        <h3>${f.text.flowWays}</h3>
        ${flow.transitions.length === 0 ? html`<p class="absent">${f.text.withheldThresholdUnknown}</p>` : html`
            <ol class="bars" data-testid="flow-ways">${flow.transitions.slice(0, 12).map((w) => html`
                <li><span class="bar-label">${name(w.from)} → ${name(w.to)}</span><span class="bar-value"><b>${f.integer(w.people)}</b></span>${bar(w.people / most)}</li>`)}
            </ol>`}`;
}

function matrixTable(flow: SurfaceFlow, matrix: WaysMatrix, name: (zone: string) => string, f: Format): TemplateResult {
    return html`
        <h3>${f.text.flowWays}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label=${f.text.flowWays}><table class="ways" data-testid="flow-matrix">
            <caption class="quiet">${f.text.flowCaption} ${flow.withheld > 0 ? `· ${f.text.flowMaybe}.` : nothing}</caption>
            <thead><tr><th scope="col">${f.text.flowFrom}</th>${matrix.zones.map((zone) => html`<th scope="col">${name(zone)}</th>`)}</tr></thead>
            <tbody>${matrix.zones.map((from, row) => html`
                <tr><th scope="row">${name(from)}</th>${matrix.zones.map((to, column) => {
                    const people = matrix.people[row]?.[column] ?? null;
                    return html`<td class="shade-${shade(people, matrix.most)}" data-way="${from} ${to}"
                        title=${people === null ? f.text.flowMaybe : f.text.flowWay(name(from), name(to), f.integer(people))}>${people === null ? '·' : f.integer(people)}</td>`;
                })}</tr>`)}
            </tbody>
        </table></div>`;
}
