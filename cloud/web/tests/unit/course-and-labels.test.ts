import { describe, expect, it } from 'vitest';
import { cornerCandidates, placeLabels } from '../../src/plan/placement';
import { courseSteps } from '../../src/zones/course-steps';

describe('course', () => {
    it('courseSteps_UnobservedStep_IsAGapAndNotZero', () => {
        const point = (start: string) => ({ start, visits: 1, engagedVisits: 0, countsSince: null, countsWithheld: null, visitsPlusMinus: null, personSeconds: 1, occupancyMean: 0.1, observedSeconds: 60 });
        const steps = courseSteps({
            range: { from: new Date('2026-01-01T10:00:30Z'), to: new Date('2026-01-01T10:04:10Z') }, stepSeconds: 60,
            points: [point('2026-01-01T10:01:00Z'), point('2026-01-01T10:03:00Z')],
        });
        expect(steps.map((s) => [s.start.toISOString().slice(14, 19), s.point !== null])).toEqual([['00:00', false], ['01:00', true], ['02:00', false], ['03:00', true], ['04:00', false]]);
    });

    it('courseSteps_WithheldStep_IsThereWithoutACount', () => {
        const withheld = { start: '2026-01-01T10:00:00Z', visits: null, engagedVisits: null, countsSince: null, countsWithheld: 'below-threshold' as const, visitsPlusMinus: null, personSeconds: null, occupancyMean: null, observedSeconds: 60 };
        const steps = courseSteps({ range: { from: new Date('2026-01-01T10:00:00Z'), to: new Date('2026-01-01T10:01:00Z') }, stepSeconds: 60, points: [withheld] });
        expect(steps.map((s) => s.point)).toEqual([withheld]);
    });

    it('courseSteps_PointAlignedBeforeTheRange_IsKept', () => {
        const point = { start: '2026-01-01T10:00:00Z', visits: 3, engagedVisits: 0, countsSince: null, countsWithheld: null, visitsPlusMinus: null, personSeconds: 1, occupancyMean: 0.1, observedSeconds: 30 };
        const steps = courseSteps({ range: { from: new Date('2026-01-01T10:00:30Z'), to: new Date('2026-01-01T10:02:00Z') }, stepSeconds: 60, points: [point] });
        expect(steps.map((s) => s.point?.visits ?? null)).toEqual([3, null]);
    });
});

describe('label placement', () => {
    it('placeLabels_TwoWantTheSamePlace_TheSecondTakesItsNextChoice', () => {
        const wish = { width: 80, height: 30, candidates: [[10, 10], [200, 10]] as const };
        expect(placeLabels([wish, wish], 400, 300)).toEqual([[10, 10], [200, 10]]);
    });

    it('placeLabels_OutsideOfTheFrame_IsMovedIn', () => {
        expect(placeLabels([{ width: 80, height: 30, candidates: [[390, -20]] }], 400, 300)).toEqual([[318, 2]]);
    });

    it('cornerCandidates_LShape_StartsAtItsTopLeft', () => {
        const corners = [[20, 20], [200, 20], [200, 80], [90, 80], [90, 220], [20, 220]] as const;
        expect(cornerCandidates(corners, 50, 20)[0]).toEqual([23, 23]);
    });
});
