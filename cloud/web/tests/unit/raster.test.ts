import { describe, expect, it } from 'vitest';
import type { SurfaceHeat } from '../../src/api/types';
import { denseValues, rasterise } from '../../src/plan/raster';

const columns = 5;
const rows = 4;
const cells = Float32Array.from([0, 0, 0, 0, 0, 0, 9, 2, 0, 0, 0, 1, 50, 0, 0, 3, 0, 0, 0, 7]);

describe('raster', () => {
    it('denseValues_SparseAndUnseenCells_LeavesTheOthersClear', () => {
        const heat: SurfaceHeat = {
            surface: 's', layer: 'path', columns: 3, rows: 2, observedSeconds: 60, totalPersonSeconds: 16, totalPeople: null, unit: 'people-per-m2', visibleShare: 0.9,
            scale: null, cells: [1, 2, 5], personSecondsPlusMinus: null, personSeconds: [3, 9, 4], people: null, density: [3, null, 4], unseen: [2], merge: null,
        };
        expect([...denseValues(heat)]).toEqual([0, 3, 0, 0, 0, 4]);
    });

    it('rasterise_FactorOneFlipped_IsTheCellsWithTheLastRowOnTop', () => {
        const raster = rasterise(cells, columns, rows, 1, true);
        expect([...raster.values.slice(0, columns)]).toEqual([3, 0, 0, 0, 7]);
        expect([...raster.values.slice(-columns)]).toEqual([0, 0, 0, 0, 0]);
    });

    it.each([true, false])('rasterise_Smooth_EqualsTheCellAtItsMiddle (flipped %s)', (flipped) => {
        const factor = 5;
        const raster = rasterise(cells, columns, rows, factor, flipped);
        for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
                const py = (flipped ? rows - 1 - row : row) * factor + 2;
                expect(raster.values[py * raster.width + column * factor + 2]).toBeCloseTo(cells[row * columns + column] ?? -1, 5);
            }
        }
    });

    it('rasterise_Smooth_InventsNoHotSpotNoNegativeAndNoSeam', () => {
        const { values, width, height } = rasterise(cells, columns, rows, 12, false);
        expect(Math.max(...values)).toBeLessThanOrEqual(50);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        let jump = 0;
        for (let y = 1; y < height; y++) {
            for (let x = 1; x < width; x++) {
                const here = values[y * width + x] ?? 0;
                jump = Math.max(jump, Math.abs(here - (values[y * width + x - 1] ?? 0)), Math.abs(here - (values[(y - 1) * width + x] ?? 0)));
            }
        }
        // The steepest a curve between 0 and 50 over 12 points can be, and no cliff.
        expect(jump).toBeLessThan(12);
    });
});
