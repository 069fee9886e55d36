import { describe, expect, it } from 'vitest';
import type { Surface } from '../../src/api/types';
import { cellAt, cellCentre, cellRect, contains, fit, inDirection, scaleBar, toPixels, toSurface } from '../../src/plan/geometry';

const floor: Surface = {
    device: 'd', surface: 'floor', name: 'Floor', unit: 'metre', originX: -4, originY: 10, cellWidth: 0.5, cellHeight: 0.5, columns: 40, rows: 30, aspect: 20 / 15, visible: null,
};
const picture: Surface = { ...floor, surface: 'window', unit: 'image', originX: 0, originY: 0, cellWidth: 1 / 32, cellHeight: 1 / 18, columns: 32, rows: 18, aspect: 16 / 9 };

describe('plan geometry', () => {
    it('toPixels_Metres_PutTheOriginBottomLeft', () => {
        const drawn = { surface: floor, width: 800, height: 600 };
        expect(toPixels(drawn, [-4, 10])).toEqual([0, 600]);
        expect(toPixels(drawn, [16, 25])).toEqual([800, 0]);
    });

    it('toPixels_Picture_PutsTheOriginTopLeft', () => {
        const drawn = { surface: picture, width: 640, height: 360 };
        expect(toPixels(drawn, [0, 0])).toEqual([0, 0]);
        expect(toPixels(drawn, [1, 1])).toEqual([640, 360]);
    });

    it.each([floor, picture])('cellAt_MiddleOfEveryCell_IsThatCell ($unit)', (surface) => {
        const drawn = fit(surface, 733, 5000);
        for (let row = 0; row < surface.rows; row++) {
            for (let column = 0; column < surface.columns; column++) {
                const rect = cellRect(drawn, { column, row });
                const middle = [rect.x + rect.width / 2, rect.y + rect.height / 2] as const;
                expect(cellAt(drawn, middle)).toEqual({ column, row });
                const [x, y] = toPixels(drawn, cellCentre(surface, { column, row }));
                expect(x).toBeCloseTo(middle[0], 6);
                expect(y).toBeCloseTo(middle[1], 6);
            }
        }
    });

    it('cellRect_RowZero_IsAtTheBottomOfAPlanAndTheTopOfAPicture', () => {
        expect(cellRect({ surface: floor, width: 800, height: 600 }, { column: 0, row: 0 })).toEqual({ x: 0, y: 580, width: 20, height: 20 });
        expect(cellRect({ surface: picture, width: 640, height: 360 }, { column: 0, row: 0 })).toEqual({ x: 0, y: 0, width: 20, height: 20 });
    });

    it('cellAt_OutsideOfTheGrid_IsNull', () => {
        const drawn = { surface: floor, width: 800, height: 600 };
        expect(cellAt(drawn, [-1, 5])).toBeNull();
        expect(cellAt(drawn, [800, 5])).toBeNull();
    });

    it.each([floor, picture])('toSurface_AnyPixel_InvertsToPixels ($unit)', (surface) => {
        const drawn = { surface, width: 431, height: 287 };
        const [x, y] = toPixels(drawn, toSurface(drawn, [123, 45]));
        expect(x).toBeCloseTo(123, 8);
        expect(y).toBeCloseTo(45, 8);
    });

    it('fit_TallBox_KeepsTheAspect', () => {
        expect(fit(floor, 400, 1000)).toMatchObject({ width: 400, height: 300 });
        expect(fit(floor, 4000, 300)).toMatchObject({ width: 400, height: 300 });
    });

    // The contract's side rule: in = to (b−a)×(p−a) > 0; left of a→b where y points up, right of it where y points down.
    it('inDirection_LineDrawnRightwards_PointsUpOnAPlanAndDownOnAPicture', () => {
        const onPlan = inDirection({ surface: floor, width: 800, height: 600 }, [0, 12], [4, 12]);
        expect(onPlan[0]).toBeCloseTo(0);
        expect(onPlan[1]).toBeCloseTo(-1);
        const onPicture = inDirection({ surface: picture, width: 640, height: 360 }, [0.2, 0.5], [0.8, 0.5]);
        expect(onPicture[0]).toBeCloseTo(0);
        expect(onPicture[1]).toBeCloseTo(1);
    });

    it.each([floor, picture])('inDirection_SkewLine_LeadsToThePositiveSide ($unit)', (surface) => {
        const drawn = { surface, width: 800, height: 450 };
        const a = toSurface(drawn, [100, 400]);
        const b = toSurface(drawn, [500, 120]);
        const [nx, ny] = inDirection(drawn, a, b);
        const p = toSurface(drawn, [300 + nx * 10, 260 + ny * 10]);
        expect((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])).toBeGreaterThan(0);
    });

    it('contains_LShape_LeavesTheNotchOut', () => {
        const shape = [[0, 0], [4, 0], [4, 2], [2, 2], [2, 4], [0, 4]] as const;
        expect(contains(shape, [1, 3])).toBe(true);
        expect(contains(shape, [3, 3])).toBe(false);
    });

    it('scaleBar_Metres_IsRoundAndFits', () => {
        expect(scaleBar({ surface: floor, width: 800, height: 600 }, 120)).toEqual({ metres: 2, pixels: 80 });
        expect(scaleBar({ surface: picture, width: 800, height: 600 }, 120)).toBeNull();
    });
});
