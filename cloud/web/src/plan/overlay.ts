import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { LinePlace, SurfaceHeat } from '../api/types';
import { boxStyle } from '../app/directives';
import { shownZone } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { displayMark } from './displays';
import { cellRect, inDirection, scaleBar, toPixels, type Drawn } from './geometry';

/** Grid, hatching, zones, lines and scale bar as vectors over the heat. */
export function overlay(drawn: Drawn, heat: SurfaceHeat | null, state: State, f: Format): TemplateResult {
    const { width, height, surface } = drawn;
    const zones = state.layout?.zones.filter((z) => z.surface === surface.surface) ?? [];
    const lines = state.layout?.lines.filter((l) => l.surface === surface.surface) ?? [];
    const displays = state.layout?.displays.filter((d) => d.surface === surface.surface) ?? [];
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
            ${heat ? unseenCells(drawn, heat) : nothing}
            ${zones.map((zone) => svg`<polygon class=${zone.zone === chosen ? 'zone chosen' : 'zone'}
                points=${zone.polygon.map((p) => toPixels(drawn, p).map((n) => n.toFixed(1)).join(',')).join(' ')}></polygon>`)}
            ${displays.map((display) => displayMark(drawn, display))}
            ${lines.map((line) => lineMark(drawn, line))}
            ${state.cursor ? cursorMark(drawn, state.cursor.cell) : nothing}
        </svg>
        ${bar(drawn, f)}`;
}

function gridLines(drawn: Drawn): unknown {
    const { surface: s, width, height } = drawn;
    const longest = Math.max(s.columns * s.cellWidth, s.rows * s.cellHeight);
    const metres = longest > 60 ? 10 : longest > 12 ? 5 : 1;
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

/** Cells of which too little is in view: as hatched as a surface that nobody looked at. */
function unseenCells(drawn: Drawn, heat: SurfaceHeat): unknown {
    if (heat.unseen.length === 0)
        return nothing;
    const path = heat.unseen.map((cell) => {
        const r = cellRect(drawn, { column: cell % heat.columns, row: Math.floor(cell / heat.columns) });
        return `M${r.x.toFixed(1)} ${r.y.toFixed(1)}h${r.width.toFixed(2)}v${r.height.toFixed(2)}h${(-r.width).toFixed(2)}z`;
    }).join('');
    return svg`<path class="unseen" data-unseen=${heat.unseen.length} d=${path} fill="url(#hatch)"></path>`;
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

/** The longest scale bar that a drawing gets, pixels. */
export const longestBar = (drawn: Drawn): number => Math.min(120, drawn.width / 4);

function bar(drawn: Drawn, f: Format): TemplateResult | typeof nothing {
    const scale = scaleBar(drawn, longestBar(drawn));
    return scale ? html`<div class="scale-bar" ${boxStyle({ width: `${scale.pixels}px` })}><span>${f.metres(scale.metres)}</span></div>` : nothing;
}
