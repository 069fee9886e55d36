import type { SurfaceHeat } from '../api/types';

/** The density of every cell, row 0 first, 0 where none is listed; a cell that is not in view has none, and is hatched instead. */
export function denseValues(heat: SurfaceHeat): Float32Array {
    const values = new Float32Array(heat.columns * heat.rows);
    heat.cells.forEach((cell, i) => {
        if (cell < values.length)
            values[cell] = heat.density[i] ?? 0;
    });
    return values;
}

export interface Raster {
    readonly width: number;
    readonly height: number;
    readonly values: Float32Array;
}

// Catmull and Rom, "A class of local interpolating splines", 1974: passes through the given values.
const weights = (t: number): readonly [number, number, number, number] => [
    ((-0.5 * t + 1) * t - 0.5) * t,
    (1.5 * t - 2.5) * t * t + 1,
    ((-1.5 * t + 2) * t + 0.5) * t,
    (0.5 * t - 0.5) * t * t,
];

/** A value between b and c at t, never outside of them, so that a hot cell casts no rings. */
function between(a: number, b: number, c: number, d: number, w: readonly [number, number, number, number]): number {
    const sum = w[0] * a + w[1] * b + w[2] * c + w[3] * d;
    return b < c ? Math.min(c, Math.max(b, sum)) : Math.min(b, Math.max(c, sum));
}

/**
 * Cells as a finer raster of `factor` × `factor` points each, top row first. Smooth values equal the cell's at its middle and never leave
 * the range of the four cells around, so no hot spot appears that was not measured. With `factor` 1 the raster is the cells.
 */
export function rasterise(cells: Float32Array, columns: number, rows: number, factor: number, flipped: boolean): Raster {
    const width = columns * factor;
    const height = rows * factor;
    // First along the rows, then along the columns; both keep within their two neighbours, so the picture has no seams.
    const wide = new Float32Array(width * rows);
    for (let row = 0; row < rows; row++) {
        const at = (column: number): number => cells[row * columns + Math.min(columns - 1, Math.max(0, column))] ?? 0;
        for (let px = 0; px < width; px++) {
            const x = (px + 0.5) / factor - 0.5;
            const i = Math.floor(x);
            wide[row * width + px] = between(at(i - 1), at(i), at(i + 1), at(i + 2), weights(x - i));
        }
    }
    const values = new Float32Array(width * height);
    for (let py = 0; py < height; py++) {
        const y = ((flipped ? height - 1 - py : py) + 0.5) / factor - 0.5;
        const j = Math.floor(y);
        const w = weights(y - j);
        for (let px = 0; px < width; px++) {
            const at = (row: number): number => wide[Math.min(rows - 1, Math.max(0, row)) * width + px] ?? 0;
            values[py * width + px] = between(at(j - 1), at(j), at(j + 1), at(j + 2), w);
        }
    }
    return { width, height, values };
}

/** As many points a cell as keep the raster below about 300,000 points. */
export const smoothFactor = (columns: number, rows: number): number =>
    Math.max(1, Math.min(12, Math.floor(Math.sqrt(300_000 / (columns * rows)))));
