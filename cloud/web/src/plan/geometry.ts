import type { Point, Surface } from '../api/types';

/** A surface as it is drawn: `width` × `height` CSS pixels, origin top-left, y down. */
export interface Drawn {
    readonly surface: Surface;
    readonly width: number;
    readonly height: number;
}

export interface Cell {
    readonly column: number;
    readonly row: number;
}

/** Floor plans have y away from the origin, so row 0 is drawn at the bottom; pictures have it at the top. */
export const isFlipped = (surface: Surface): boolean => surface.unit === 'metre';

/** The largest drawing of a surface that fits, whole pixels. */
export function fit(surface: Surface, maxWidth: number, maxHeight: number): Drawn {
    const width = Math.min(maxWidth, maxHeight * surface.aspect);
    return { surface, width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(width / surface.aspect)) };
}

/** A point of the surface, in its unit, as pixels of the drawing. */
export function toPixels({ surface: s, width, height }: Drawn, [x, y]: Point): Point {
    const right = (x - s.originX) / (s.columns * s.cellWidth);
    const along = (y - s.originY) / (s.rows * s.cellHeight);
    return [right * width, (isFlipped(s) ? 1 - along : along) * height];
}

/** Pixels of the drawing as a point of the surface. */
export function toSurface({ surface: s, width, height }: Drawn, [px, py]: Point): Point {
    const along = isFlipped(s) ? 1 - py / height : py / height;
    return [s.originX + (px / width) * s.columns * s.cellWidth, s.originY + along * s.rows * s.cellHeight];
}

/** The cell under a pixel, or null outside of the grid. Cells are half-open. */
export function cellAt(drawn: Drawn, pixel: Point): Cell | null {
    const { surface: s } = drawn;
    const [x, y] = toSurface(drawn, pixel);
    const column = Math.floor((x - s.originX) / s.cellWidth);
    const row = Math.floor((y - s.originY) / s.cellHeight);
    return column >= 0 && column < s.columns && row >= 0 && row < s.rows ? { column, row } : null;
}

/** A cell's rectangle in pixels of the drawing. */
export function cellRect({ surface: s, width, height }: Drawn, { column, row }: Cell): { x: number; y: number; width: number; height: number } {
    const w = width / s.columns;
    const h = height / s.rows;
    return { x: column * w, y: (isFlipped(s) ? s.rows - 1 - row : row) * h, width: w, height: h };
}

/** A cell's middle in the surface's unit. */
export const cellCentre = (s: Surface, { column, row }: Cell): Point =>
    [s.originX + (column + 0.5) * s.cellWidth, s.originY + (row + 0.5) * s.cellHeight];

/** Even-odd rule; for telling which zone is under a finger, not for measuring. */
export function contains(polygon: readonly Point[], [x, y]: Point): boolean {
    let inside = false;
    let a = polygon.at(-1);
    for (const b of polygon) {
        if (a && b[1] > y !== a[1] > y && x < ((a[0] - b[0]) * (y - b[1])) / (a[1] - b[1]) + b[0])
            inside = !inside;
        a = b;
    }
    return inside;
}

/**
 * The direction called `in`, as a unit vector in pixels, at right angles to the line as drawn. `in` leads to the side where
 * (to − from) × (p − from) is positive: left of the line where y points up, right of it where y points down.
 */
export function inDirection(drawn: Drawn, from: Point, to: Point): Point {
    const [ax, ay] = toPixels(drawn, from);
    const [bx, by] = toPixels(drawn, to);
    const length = Math.hypot(bx - ax, by - ay) || 1;
    // On pixels y points down, so "right of the line" is (−dy, dx); a flipped surface mirrors it.
    const sign = isFlipped(drawn.surface) ? -1 : 1;
    return [(sign * -(by - ay)) / length, (sign * (bx - ax)) / length];
}

/** A round length whose bar is between half of and the whole of `maxPixels`, in metres; null where the unit is not metres. */
export function scaleBar({ surface: s, width }: Drawn, maxPixels: number): { metres: number; pixels: number } | null {
    if (s.unit !== 'metre')
        return null;
    const pixelsPerMetre = width / (s.columns * s.cellWidth);
    const longest = maxPixels / pixelsPerMetre;
    const power = 10 ** Math.floor(Math.log10(longest));
    const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= longest) ?? power;
    return { metres, pixels: metres * pixelsPerMetre };
}
