import { describe, expect, it } from 'vitest';
import type { DisplayFigures, Funnel, Share } from '../../src/api/types';
import { isAbove, whoIsAhead } from '../../src/attention/ahead';
import { funnelSteps } from '../../src/attention/funnel';
import { axisEnd, placeOn } from '../../src/charts/interval-bar';
import { scaleWords } from '../../src/charts/scale-words';
import { formatFor } from '../../src/i18n/format';

const en = formatFor('en', 'UTC');
const it_ = formatFor('it', 'UTC');
const funnel: Funnel = {
    since: '2026-01-05T08:00:00Z', passed: 200, glanced: 110, stopped: 60, attended: 40, entered: 10, attendedAnyhow: 62,
    attraction: { share: 0.31, low: 0.25, high: 0.377 }, directionKnownShare: 0.63,
};
const display = (name: string, attraction: Share | null): DisplayFigures => ({
    display: name, name, observedSeconds: 900, funnel: attraction && { ...funnel, attraction }, funnelWithheld: attraction ? null : 'below-threshold',
    attention: null, attentionWithheld: 'below-threshold', interest: null, interestWithheld: 'below-threshold',
});

describe('displays', () => {
    // Newcombe (1998), table II, example a: 56/70 against 48/80, difference .20 with .0524 … .3339 by method 10.
    it('isAbove_PublishedExample_IsAboveZeroAndTheConverseIsNot', () => {
        const a = { share: 56 / 70, low: 0.69183, high: 0.87695 };
        const b = { share: 48 / 80, low: 0.49045, high: 0.70038 };
        expect(a.share - b.share - Math.hypot(a.share - a.low, b.high - b.share)).toBeCloseTo(0.0524, 4);
        expect(isAbove(a, b)).toBe(true);
        expect(isAbove(b, a)).toBe(false);
    });

    it('whoIsAhead_ClearLead_NamesIt', () => {
        const ahead = whoIsAhead([display('a', { share: 0.1, low: 0.08, high: 0.12 }), display('b', { share: 0.3, low: 0.26, high: 0.34 }), display('c', null)]);
        expect(ahead?.kind === 'leader' && ahead.display.name).toBe('b');
    });

    it('whoIsAhead_OverlappingLead_NamesAllThatMayBeFirst', () => {
        const ahead = whoIsAhead([
            display('a', { share: 0.3, low: 0.2, high: 0.42 }), display('b', { share: 0.33, low: 0.22, high: 0.45 }), display('c', { share: 0.02, low: 0.01, high: 0.04 }),
        ]);
        expect(ahead?.kind === 'tie' && ahead.displays.map((d) => d.name)).toEqual(['b', 'a']);
    });

    it('whoIsAhead_LessThanTwoTold_SaysNothing', () => {
        expect(whoIsAhead([])).toBeNull();
        expect(whoIsAhead([display('a', { share: 0.3, low: 0.2, high: 0.42 }), display('b', null)])).toBeNull();
    });

    it('funnelSteps_Funnel_AreSharesOfThosePassing', () => {
        expect(funnelSteps(funnel, en).map((s) => [s.name, s.people, s.share])).toEqual(
            [['passed', 200, 1], ['glanced', 110, 0.55], ['stopped', 60, 0.3], ['attended', 40, 0.2], ['entered', 10, 0.05]]);
        expect(funnelSteps(funnel, it_).map((s) => s.label)).toEqual(['Passano', 'Danno un’occhiata', 'Si fermano', 'Guardano', 'Entrano']);
    });

    it('funnelSteps_NobodyPassed_HaveNoShares', () => {
        expect(funnelSteps({ ...funnel, passed: 0, glanced: 0, stopped: 0, attended: 0, entered: 0 }, en).map((s) => s.share)).toEqual([null, null, null, null, null]);
    });
});

describe('intervals', () => {
    it('axisEnd_AnyShare_IsTheNextRoundNumber', () => {
        expect([0, 0.04, 0.31, 0.4, 0.61, 0.93].map(axisEnd)).toEqual([0.1, 0.1, 0.4, 0.4, 0.8, 1]);
    });

    it('placeOn_Value_StaysOnTheAxis', () => {
        expect([-1, 0, 0.5, 2].map((v) => placeOn([-1, 1], v))).toEqual([0, 50, 75, 100]);
    });

    it('scaleWords_Interval_TakesASideOnlyWhenAllOfItLiesThere', () => {
        const words = ['rather unpleasant', 'rather pleasant'] as const;
        expect(scaleWords({ mean: 0.2, low: 0.05, high: 0.3 }, words, en)).toBe('rather pleasant');
        expect(scaleWords({ mean: -0.2, low: -0.3, high: -0.1 }, words, en)).toBe('rather unpleasant');
        expect(scaleWords({ mean: 0.2, low: -0.01, high: 0.3 }, words, en)).toBe('neither for sure');
        expect(scaleWords({ mean: 0.2, low: -0.01, high: 0.3 }, words, it_)).toBe('né l’uno né l’altro con certezza');
    });
});
