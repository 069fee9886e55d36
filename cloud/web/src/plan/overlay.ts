import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import polylabel from 'polylabel';
import type { LinePlace, Point, SurfaceHeat, ZonePlace } from '../api/types';
import { boxStyle } from '../app/directives';
import { shownZone } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { shownVisits } from '../zones/withheld';
import { cellRect, inDirection, scaleBar, toPixels, type Drawn } from './geometry';

/** Grid, hatching, zones, lines and scale bar as vectors over the heat. */
export function overlay(drawn: Drawn, heat: SurfaceHeat | null, state: State, f: Format): TemplateResult {
    const { width, height, surface } = drawn;
    const zones = state.layout?.zones.filter((z) => z.surface === surface.surface) ?? [];
    const lines = state.layout?.lines.filter((l) => l.surface === surface.surface) ?? [];
    const chosen = shownZone(state)?.zone;
    return html`
        <svg class="overlay" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
            <defs>
                <pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch" x1="0" y1="0" x2="0" y2="9"></line>
                </pattern>
            </defs>
            ${surface.unit === 'metre' ? gridLines(drawn) : nothing}
            ${heat || !state.figures ? nothing : svg`<rect data-unobserved width=${width} height=${height} fill="url(#hatch)"></rect>`}
            ${zones.map((zone) => svg`<polygon class=${zone.zone === chosen ? 'zone chosen' : 'zone'}
                points=${zone.polygon.map((p) => toPixels(drawn, p).map((n) => n.toFixed(1)).join(',')).join(' ')}></polygon>`)}
            ${lines.map((line) => lineMark(drawn, line))}
            ${state.cursor ? cursorMark(drawn, state.cursor.cell) : nothing}
        </svg>
        ${bar(drawn, f)}`;
}

function gridLines(drawn: Drawn): unknown {
    const { surface: s, width, height } = drawn;
    const metres = Math.max(s.columns * s.cellWidth, s.rows * s.cellHeight) > 60 ? 10 : Math.max(s.columns * s.cellWidth, s.rows * s.cellHeight) > 12 ? 5 : 1;
    const places = (origin: number, length: number): number[] => {
        const first = Math.floor(origin / metres) + 1;
        return Array.from({ length: Math.max(0, Math.ceil((origin + length) / metres) - first) }, (_, i) => (first + i) * metres);
    };
    return [
        ...places(s.originX, s.columns * s.cellWidth).map((x) => toPixels(drawn, [x, s.originY])[0]).map((x) =>
            svg`<line class="grid" x1=${x} y1="0" x2=${x} y2=${height}></line>`),
        ...places(s.originY, s.rows * s.cellHeight).map((y) => toPixels(drawn, [s.originX, y])[1]).map((y) =>
            svg`<line class="grid" x1="0" y1=${y} x2=${width} y2=${y}></line>`),
    ];
}

function lineMark(drawn: Drawn, line: LinePlace): unknown {
    const [ax, ay] = toPixels(drawn, line.from);
    const [bx, by] = toPixels(drawn, line.to);
    const [nx, ny] = inDirection(drawn, line.from, line.to);
    const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    const at = (along: number, aside: number): string => `${(mx + nx * along - ny * aside).toFixed(1)},${(my + ny * along + nx * aside).toFixed(1)}`;
    return svg`
        <g class="line">
            <line class="halo" x1=${ax} y1=${ay} x2=${bx} y2=${by}></line>
            <line x1=${ax} y1=${ay} x2=${bx} y2=${by}></line>
            <circle cx=${ax} cy=${ay} r="3.5"></circle><circle cx=${bx} cy=${by} r="3.5"></circle>
            <polyline class="halo" points="${at(-12, 0)} ${at(14, 0)}"></polyline>
            <polyline points="${at(-12, 0)} ${at(14, 0)}"></polyline>
            <polygon class="head" points="${at(22, 0)} ${at(11, 6.5)} ${at(11, -6.5)}"></polygon>
        </g>`;
}

function cursorMark(drawn: Drawn, cell: { column: number; row: number }): unknown {
    const r = cellRect(drawn, cell);
    return svg`<rect class="cursor" x=${r.x} y=${r.y} width=${r.width} height=${r.height}></rect>`;
}

function bar(drawn: Drawn, f: Format): TemplateResult | typeof nothing {
    const scale = scaleBar(drawn, Math.min(120, drawn.width / 4));
    return scale ? html`<div class="scale-bar" ${boxStyle({ width: `${scale.pixels}px` })}><span>${f.metres(scale.metres)}</span></div>` : nothing;
}

interface Label {
    readonly key: string;
    readonly place: Point;
    readonly room: number;
    readonly kind: string;
    readonly name: string;
    readonly detail: string | typeof nothing;
}

/** Names and figures at the middle of every zone and beside every line. */
export function labels(drawn: Drawn, state: State, f: Format): TemplateResult {
    const chosen = shownZone(state)?.zone;
    const here = drawn.surface.surface;
    const all = [
        ...(state.layout?.zones ?? []).filter((z) => z.surface === here).map((z) => zoneLabel(drawn, z, z.zone === chosen, state, f)),
        ...(state.layout?.lines ?? []).filter((l) => l.surface === here).map((l) => lineLabel(drawn, l, state, f)),
    ];
    return html`
        <div class="labels" aria-hidden="true">
            ${repeat(all, (l) => l.key, (l) => html`
                <div class="label ${l.kind}" ${boxStyle({ left: `${l.place[0]}px`, top: `${l.place[1]}px`, 'max-width': `${l.room}px` })}>
                    <span class="label-name">${l.name}</span>${l.detail === nothing ? nothing : html`<span class="label-detail">${l.detail}</span>`}
                </div>`)}
        </div>`;
}

function zoneLabel(drawn: Drawn, zone: ZonePlace, chosen: boolean, state: State, f: Format): Label {
    const corners = zone.polygon.map((p) => [...toPixels(drawn, p)]);
    const [x = 0, y = 0] = polylabel([corners], 2);
    const xs = corners.map((c) => c[0] ?? 0);
    const ys = corners.map((c) => c[1] ?? 0);
    const width = Math.max(...xs) - Math.min(...xs);
    const height = Math.max(...ys) - Math.min(...ys);
    const figures = state.figures?.zones.find((z) => z.zone === zone.zone);
    const visits = figures ? shownVisits(figures, f) : null;
    const long = (): string => {
        if (!figures || !visits || visits.kind === 'absent')
            return f.text.notObserved;
        const parts = [f.text.visitCount(figures.visits, f.integer(figures.visits))];
        if (figures.occupancyNow !== null && width > 150)
            parts.push(f.text.occupancyNowLabel(f.integer(figures.occupancyNow)));
        return parts.join(' · ');
    };
    const detail = visits && height > 40 ? (width > 84 || visits.kind === 'absent' ? long() : visits.text) : nothing;
    return { key: `zone ${zone.zone}`, place: [x, y], room: Math.max(48, width - 6), kind: chosen ? 'label-zone chosen' : 'label-zone', name: zone.name, detail };
}

function lineLabel(drawn: Drawn, line: LinePlace, state: State, f: Format): Label {
    const [ax, ay] = toPixels(drawn, line.from);
    const [bx, by] = toPixels(drawn, line.to);
    const [nx, ny] = inDirection(drawn, line.from, line.to);
    const figures = state.figures?.lines.find((l) => l.line === line.line);
    const counts = !figures ? '' : figures.observedSeconds > 0
        ? `${f.integer(figures.in)} ${line.inName || f.text.lineIn} · ${f.integer(figures.out)} ${line.outName || f.text.lineOut}` : f.text.notObserved;
    const half = Math.min(drawn.width / 2, 3.9 * Math.max(line.name.length, counts.length) + 14);
    const x = Math.min(drawn.width - half, Math.max(half, (ax + bx) / 2 + nx * 46));
    const y = Math.min(drawn.height - 22, Math.max(22, (ay + by) / 2 + ny * 46));
    return { key: `line ${line.line}`, place: [x, y], room: half * 2, kind: 'label-line', name: line.name, detail: counts };
}
