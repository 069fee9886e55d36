import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { DisplayPlace, LinePlace, Point, ZonePlace } from '../api/types';
import { boxStyle } from '../app/directives';
import { shownZone } from '../app/selection';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { countShort, countText, crossings, visitsOf, visitsText } from '../zones/counts';
import { inDirection, scaleBar, toPixels, type Drawn } from './geometry';
import { longestBar } from './overlay';
import { cornerCandidates, placeLabels, type Wish } from './placement';

interface Label extends Wish {
    readonly key: string;
    readonly kind: string;
    readonly name: string;
    readonly detail: string | null;
}

// A wide fallback font's mean letter; a narrower font only leaves more room.
const letterWidth = 7.8;
const tall = 34;
const short = 19;

/** Names and figures, in a corner of every zone and beside every line. */
export function labels(drawn: Drawn, state: State, f: Format): TemplateResult {
    const chosen = shownZone(state)?.zone;
    const here = drawn.surface.surface;
    const all = [
        ...(state.layout?.zones ?? []).filter((z) => z.surface === here).map((z) => zoneLabel(drawn, z, z.zone === chosen, state, f)),
        ...(state.layout?.lines ?? []).filter((l) => l.surface === here).map((l) => lineLabel(drawn, l, state, f)),
        ...(state.layout?.displays ?? []).filter((d) => d.surface === here).map((d) => displayLabel(drawn, d, state, f)),
    ];
    const scale = scaleBar(drawn, longestBar(drawn));
    const taken = scale ? [{ x: drawn.width - scale.pixels - 14, y: drawn.height - 36, width: scale.pixels + 14, height: 36 }] : [];
    const places = placeLabels(all, drawn.width, drawn.height, taken);
    return html`
        <div class="labels" aria-hidden="true">
            ${repeat(all, (l) => l.key, (l, i) => html`
                <div class="label ${l.kind}" ${boxStyle({ left: `${places[i]?.[0]}px`, top: `${places[i]?.[1]}px`, 'max-width': `${l.width}px` })}>
                    <span class="label-name">${l.name}</span>${l.detail === null ? nothing : html`<span class="label-detail">${l.detail}</span>`}
                </div>`)}
        </div>`;
}

const widthOf = (...texts: (string | null)[]): number => Math.max(...texts.map((t) => t?.length ?? 0)) * letterWidth + 14;

function zoneLabel(drawn: Drawn, zone: ZonePlace, chosen: boolean, state: State, f: Format): Label {
    const corners = zone.polygon.map((p) => toPixels(drawn, p));
    const xs = corners.map((c) => c[0]);
    const ys = corners.map((c) => c[1]);
    const room = Math.max(...xs) - Math.min(...xs);
    // A low zone gets one line, so that the label leaves its heat to be seen.
    const oneLine = Math.max(...ys) - Math.min(...ys) < 84;
    const detail = zoneDetail(zone, oneLine ? 0 : room, state, f);
    const wanted = oneLine ? widthOf(`${zone.name} ${detail ?? ''}`) : widthOf(zone.name, detail);
    const width = Math.min(wanted, Math.max(72, room + 20), drawn.width - 4);
    const height = detail === null || oneLine ? short : tall;
    const kind = `label-zone${chosen ? ' chosen' : ''}${oneLine ? ' label-inline' : ''}`;
    return { key: `zone ${zone.zone}`, kind, name: zone.name, detail, width, height,
        candidates: cornerCandidates(corners, width, height) };
}

/** Visits, and who is there now where there is room; the bare number where there is none. */
function zoneDetail(zone: ZonePlace, room: number, state: State, f: Format): string | null {
    const figures = state.figures?.zones.find((z) => z.zone === zone.zone);
    if (!figures)
        return null;
    const visits = visitsText(visitsOf(figures), f);
    if (visits === null)
        return figures.observedSeconds <= 0 ? f.text.notObserved : room === 0 ? '?' : f.text.countUnknown;
    if (room === 0)
        return countShort(visitsOf(figures), f);
    const parts = [visits];
    if (figures.occupancyNow !== null && room > 150)
        parts.push(f.text.occupancyNowLabel(f.integer(figures.occupancyNow)));
    return parts.join(' · ');
}

/** The name, and what share of the passers it attracts where that is told. */
function displayLabel(drawn: Drawn, place: DisplayPlace, state: State, f: Format): Label {
    const corners = place.area.map((p) => toPixels(drawn, p));
    const share = state.figures?.displays.find((d) => d.figures.display === place.display)?.figures.funnel?.attraction ?? null;
    const detail = share === null ? null : f.text.attractionShort(f.percent(share.share));
    const width = Math.min(drawn.width - 4, widthOf(place.name, detail));
    const height = detail === null ? short : tall;
    const target = (place.target ?? []).map((p) => toPixels(drawn, p));
    const middle = (side: readonly Point[]): Point => [side.reduce((sum, p) => sum + p[0], 0) / side.length, side.reduce((sum, p) => sum + p[1], 0) / side.length];
    const beside = target.length > 0 ? middle(target) : null;
    return { key: `display ${place.display}`, kind: 'label-display', name: place.name, detail, width, height,
        candidates: [...cornerCandidates(corners, width, height).reverse(), ...(beside ? [[beside[0] - width / 2, beside[1] + 8] as Point, [beside[0] - width / 2, beside[1] - height - 8] as Point] : [])] };
}

function lineLabel(drawn: Drawn, line: LinePlace, state: State, f: Format): Label {
    const a = toPixels(drawn, line.from);
    const b = toPixels(drawn, line.to);
    const [nx, ny] = inDirection(drawn, line.from, line.to);
    const figures = state.figures?.lines.find((l) => l.line === line.line);
    const detail = !figures ? null : figures.observedSeconds > 0
        ? (['in', 'out'] as const)
            .map((way) => `${countText(crossings(figures, way), f) ?? f.text.countUnknown} ${way === 'in' ? line.inName || f.text.lineIn : line.outName || f.text.lineOut}`).join(' · ') : f.text.notObserved;
    const width = Math.min(drawn.width - 4, widthOf(line.name, detail));
    const height = detail === null ? short : tall;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    /** A label whose nearest edge is `gap` away from a point, in a direction. */
    const beyond = ([x, y]: Point, [ux, uy]: Point, gap: number): Point =>
        [x + ux * (gap + width / 2) - width / 2, y + uy * (gap + height / 2) - height / 2];
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    return { key: `line ${line.line}`, kind: 'label-line', name: line.name, detail, width, height,
        candidates: [beyond(b, [dx, dy], 8), beyond(a, [-dx, -dy], 8), beyond(middle, [nx, ny], 28), beyond(middle, [-nx, -ny], 18)] };
}
