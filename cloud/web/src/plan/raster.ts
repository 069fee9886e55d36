import type { SurfaceHeat } from '../api/types';

/** Person-seconds of every cell, row 0 first, 0 where none is listed. */
export function denseValues(heat: SurfaceHeat): Float32Array {
    const values = new Float32Array(heat.columns * heat.rows);
    heat.cells.forEach((cell, i) => {
        if (cell < values.length)
            values[cell] = heat.personSeconds[i] ?? 0;
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

/**
 * Cells as a finer raster of `factor` × `factor` points each, top row first. Smooth values equal the cell's at its middle and never leave
 * the range of the four cells around, so no hot spot appears that was not measured. With `factor` 1 the raster is the cells.
 */
export function rasterise(cells: Float32Array, columns: number, rows: number, factor: number, flipped: boolean): Raster {
    const width = columns * factor;
    const height = rows * factor;
    const values = new Float32Array(width * height);
    const at = (column: number, row: number): number =>
        cells[Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))] ?? 0;
    for (let py = 0; py < height; py++) {
        const along = (flipped ? height - 1 - py : py) + 0.5;
        const y = along / factor - 0.5;
        const row = Math.floor(y);
        const wy = weights(y - row);
        for (let px = 0; px < width; px++) {
            const x = (px + 0.5) / factor - 0.5;
            const column = Math.floor(x);
            const wx = weights(x - column);
            let sum = 0;
            for (let j = 0; j < 4; j++) {
                for (let i = 0; i < 4; i++)
                    sum += (wy[j] ?? 0) * (wx[i] ?? 0) * at(column - 1 + i, row - 1 + j);
            }
            const a = at(column, row);
            const b = at(column + 1, row);
            const c = at(column, row + 1);
            const d = at(column + 1, row + 1);
            values[py * width + px] = Math.min(Math.max(a, b, c, d), Math.max(Math.min(a, b, c, d), sum));
        }
    }
    return { width, height, values };
}

/** As many points a cell as keep the raster below about 300,000 points. */
export const smoothFactor = (columns: number, rows: number): number =>
    Math.max(1, Math.min(12, Math.floor(Math.sqrt(300_000 / (columns * rows)))));
