import { describe, expect, it } from 'vitest';
import type { SurfaceFlow } from '../../src/api/types';
import { shade, waysMatrix } from '../../src/flow/ways-matrix';

const flow: SurfaceFlow = {
    surface: 'floor', observedSeconds: 900, visitors: 40, since: null, first: [], reached: [], blockWithheld: null, withheld: 0,
    transitions: [{ from: 'door', to: 'shelf', people: 20 }, { from: 'shelf', to: 'attic', people: 5 }],
};

describe('ways matrix', () => {
    it('waysMatrix_NothingWithheld_UnlistedWaysAreZero', () => {
        expect(waysMatrix(flow, ['shelf', 'door'])).toEqual({
            zones: ['shelf', 'door', 'attic'], people: [[0, 0, 5], [20, 0, 0], [0, 0, 0]], most: 20,
        });
    });

    it('waysMatrix_SomethingWithheld_UnlistedWaysAreUnknownNotZero', () => {
        expect(waysMatrix({ ...flow, withheld: 2 }, ['door', 'shelf']).people).toEqual([[null, 20, null], [null, null, 5], [null, null, null]]);
    });

    it('waysMatrix_NoWays_HasNoMost', () => {
        expect(waysMatrix({ ...flow, transitions: [] }, ['door'])).toEqual({ zones: ['door'], people: [[0]], most: 0 });
    });

    it('shade_AnyNumber_IsOneOfFiveAndNoneIsZero', () => {
        expect([null, 0, 1, 4, 5, 12, 20].map((n) => shade(n, 20))).toEqual([0, 0, 1, 1, 2, 3, 5]);
        expect(shade(0, 0)).toBe(0);
    });
});
