import { describe, expect, it } from 'vitest';
import type { ExpressionFigures, ZoneFigures } from '../../src/api/types';
import { formatFor } from '../../src/i18n/format';
import { countShort, visitsText } from '../../src/zones/counts';
import { arousalReason, attentionReason, expressionReason, shownDwell, shownOccupancy, shownSurvival, shownVisits, withheldReason } from '../../src/zones/withheld';

const en = formatFor('en', 'UTC');
const it_ = formatFor('it', 'UTC');
const privacy = { device: 'd', profile: 'standard', countThreshold: null, heatThreshold: 5, noise: null, dwellThreshold: 5, expressionThreshold: 7, attentionThreshold: 6, arousalThreshold: 3 };
const zone: ZoneFigures = {
    zone: 'z', name: 'Z', visits: 4, engagedVisits: 2, countsSince: null, countsWithheld: null, untold: null, visitsPlusMinus: null, engagedPlusMinus: null,
    personSeconds: 270, personSecondsWithheld: null, occupancyMean: 0.3, occupancyPeak: null, occupancyPeakBelow: 5, occupancyNow: 6, occupancyNowBelow: null, occupancyAt: '2026-11-21T20:00:00Z',
    observedSeconds: 900, dwell: null, dwellWithheld: 'below-threshold',
};

describe('figures as shown', () => {
    it('shownDwell_BelowThreshold_NamesTheThresholdAndNoNumber', () => {
        expect(shownDwell(zone, privacy, en)).toEqual({ kind: 'absent', reason: 'withheld: fewer than 5 people' });
        expect(shownDwell(zone, privacy, it_)).toEqual({ kind: 'absent', reason: 'omessa: meno di 5 persone' });
        expect(shownDwell(zone, undefined, en)).toEqual({ kind: 'absent', reason: 'withheld: too few people' });
    });

    it('shownDwell_EveryReason_IsTold', () => {
        expect(shownDwell({ ...zone, visits: 0, dwellWithheld: 'no-visits' }, privacy, en)).toEqual({ kind: 'absent', reason: 'no visits' });
        expect(shownDwell({ ...zone, visits: 3, dwellWithheld: 'no-visits' }, privacy, en)).toEqual({ kind: 'absent', reason: 'not reported yet' });
        expect(shownDwell({ ...zone, dwellWithheld: 'profile' }, { ...privacy, profile: 'traffic' }, en))
            .toEqual({ kind: 'absent', reason: 'withheld by the privacy profile “traffic”' });
        expect(shownDwell({ ...zone, dwellWithheld: null, observedSeconds: 0 }, privacy, en)).toEqual({ kind: 'absent', reason: 'not observed' });
    });

    it('shownDwell_Told_GivesMedianAndP90', () => {
        const dwell = { visits: 9, censored: 0, medianSeconds: 12.34, p90Seconds: 200, meanSeconds: 30, kaplanMeier: { medianSeconds: 14.2, lowSeconds: 11, highSeconds: 19.4 } };
        expect(shownDwell({ ...zone, dwell, dwellWithheld: null }, privacy, it_)).toEqual({ kind: 'value', text: '12 s', detail: 'p90 3 min 20 s' });
    });

    it('shownSurvival_AnyInterval_IsToldAsFarAsItIsKnown', () => {
        const told = (medianSeconds: number | null, lowSeconds: number | null, highSeconds: number | null): unknown => shownSurvival(
            { ...zone, dwell: { visits: 9, censored: 2, medianSeconds: 12, p90Seconds: 40, meanSeconds: 20, kaplanMeier: { medianSeconds, lowSeconds, highSeconds } } }, en);
        expect(told(14.2, 11, 19.4)).toEqual({ kind: 'value', text: '14 s', detail: '11–19 s' });
        expect(told(150, 110, 200)).toEqual({ kind: 'value', text: '2 min 30 s', detail: '1:50–3:20 min' });
        expect(told(14.2, 11, null)).toEqual({ kind: 'value', text: '14 s', detail: '11 s or more' });
        expect(told(14.2, null, null)).toEqual({ kind: 'value', text: '14 s' });
        expect(told(null, 11, null)).toEqual({ kind: 'absent', reason: 'unknown: most were cut', detail: '11 s or more' });
    });

    it('withheldReason_EveryReason_IsTold', () => {
        expect(withheldReason('below-threshold', 'nobody', privacy, en)).toBe('withheld: fewer than 5 people');
        expect(withheldReason('profile', 'nobody', privacy, en)).toBe('withheld by the privacy profile “standard”');
        expect(withheldReason('no-visitors', 'nobody', privacy, en)).toBe('nobody');
    });

    it('shownVisits_NotObserved_IsNotZero', () => {
        expect(shownVisits({ ...zone, visits: 0, observedSeconds: 0 }, en)).toEqual({ kind: 'absent', reason: 'not observed' });
        expect(shownVisits({ ...zone, visits: 0, engagedVisits: 0 }, en)).toEqual({ kind: 'value', text: '0', detail: '0 engaged' });
    });

    it('shownVisits_Withheld_IsARangeOrAReasonAndNeverZero', () => {
        const waits = { ...zone, visits: null, engagedVisits: null, countsWithheld: 'below-threshold', untold: { windows: 3, ofWindows: 3, mostPeople: 4 } } as const;
        expect(shownVisits(waits, en)).toEqual({ kind: 'absent', reason: '0–4', detail: 'too few to be told yet' });
        expect(shownVisits({ ...waits, untold: null }, it_)).toEqual({ kind: 'absent', reason: 'ancora troppo poche per dirlo' });
        const silent = { ...waits, countsWithheld: 'budget', untold: { windows: 3, ofWindows: 3, mostPeople: null } } as const;
        expect(shownVisits(silent, en)).toEqual({ kind: 'absent', reason: 'silent: the day’s privacy budget is spent' });
    });

    it('shownVisits_PartlyWithheld_SaysHowFarTheCountReaches', () => {
        const partly = { ...zone, visits: 23, engagedVisits: null, countsWithheld: 'below-threshold', untold: { windows: 1, ofWindows: 24, mostPeople: 4 } } as const;
        expect(shownVisits(partly, en)).toEqual({ kind: 'value', text: '23–27', detail: 'engaged: too few yet' });
        const silenced = { ...partly, engagedVisits: 9, countsWithheld: null, untold: { windows: 5, ofWindows: 24, mostPeople: null } };
        expect(shownVisits(silenced, en)).toEqual({ kind: 'value', text: '≥ 23', detail: '9 engaged', note: '5 of 24 windows are not told' });
        expect(shownVisits({ ...silenced, visits: 1234 }, it_)).toEqual({ kind: 'value', text: '≥ 1234', detail: '9 prolungate', note: '5 intervalli su 24 non comunicati' });
    });

    it('visitsText_One_IsSingularOnlyWhenItIsSure', () => {
        const one = { told: 1, withheld: null, untold: null, plusMinus: null };
        expect([one, { ...one, plusMinus: 9 }, { ...one, untold: { windows: 1, ofWindows: 2, mostPeople: 4 } }, { ...one, told: 0 }].map((c) => visitsText(c, en)))
            .toEqual(['1 visit', '1 ± 9 visits', '1–5 visits', '0 visits']);
        expect(visitsText({ ...one, told: null, untold: { windows: 1, ofWindows: 1, mostPeople: 4 } }, it_)).toBe('0–4 visite');
        expect(visitsText({ ...one, told: null }, en)).toBeNull();
        expect(countShort({ ...one, told: 40, plusMinus: 9 }, en)).toBe('≈ 40');
    });

    it('shownVisits_Noisy_CarriesItsInterval', () => {
        const noisy = { ...zone, visits: 23, engagedVisits: 9, visitsPlusMinus: 12, engagedPlusMinus: 30 };
        expect(shownVisits(noisy, en)).toEqual({ kind: 'value', text: '23 ± 12', detail: '9 ± 30 engaged' });
    });

    it('shownOccupancy_UnknownNow_IsNotZero', () => {
        expect(shownOccupancy(zone, privacy, en)).toEqual({ kind: 'value', text: '6', detail: 'mean 0.3' });
        expect(shownOccupancy({ ...zone, occupancyNow: null, occupancyAt: null }, privacy, en)).toEqual({ kind: 'absent', reason: 'unknown', detail: 'mean 0.3' });
        expect(shownOccupancy({ ...zone, occupancyNow: null, occupancyMean: null, occupancyAt: null, observedSeconds: 0 }, privacy, en)).toEqual({ kind: 'absent', reason: 'not observed' });
    });

    it('shownOccupancy_Withheld_SaysFewerThanAndNeverZero', () => {
        const few = { ...zone, occupancyNow: null, occupancyNowBelow: 5 };
        expect(shownOccupancy(few, privacy, en)).toEqual({ kind: 'absent', reason: 'fewer than 5', detail: 'mean 0.3' });
        expect(shownOccupancy(few, privacy, it_)).toEqual({ kind: 'absent', reason: 'meno di 5', detail: 'media 0,3' });
        const waiting = { ...few, personSeconds: null, personSecondsWithheld: 'below-threshold', occupancyMean: null } as const;
        expect(shownOccupancy(waiting, privacy, en)).toEqual({ kind: 'absent', reason: 'fewer than 5', detail: 'mean pending' });
        const never = { ...waiting, occupancyNowBelow: null, personSecondsWithheld: 'profile' } as const;
        expect(shownOccupancy(never, { ...privacy, profile: 'strict' }, en)).toEqual({ kind: 'absent', reason: 'withheld by the privacy profile “strict”' });
        expect(shownOccupancy({ ...few, personSecondsWithheld: 'no-visits', occupancyMean: null }, privacy, en)).toEqual({ kind: 'absent', reason: 'fewer than 5' });
    });

    it('expressionReason_EveryReason_NamesItsOwnThreshold', () => {
        const none: ExpressionFigures = {
            zone: 'z', name: 'Z', contributors: 0, abstainedShare: null, shares: null, corrected: false, models: [], measuredOn: [], withheld: 'below-threshold',
        };
        expect(expressionReason(none, privacy, en)).toBe('fewer than 7 people yet');
        expect(expressionReason(none, undefined, it_)).toBe('ancora troppo poche persone');
        expect(expressionReason({ ...none, withheld: 'no-faces' }, privacy, en)).toBe('no faces seen');
        expect(expressionReason({ ...none, contributors: 6, withheld: 'undecided' }, privacy, en)).toBe('too unsure about all 6 people');
    });

    it('arousalReason_EveryReason_TellsNobodyFromTooFewFromNoScore', () => {
        expect(arousalReason('below-threshold', privacy, en)).toBe('fewer than 3 people yet');
        expect(arousalReason('below-threshold', undefined, it_)).toBe('ancora troppo poche persone');
        expect(arousalReason('unscored', privacy, en)).toBe('too few of them have a score');
        expect(arousalReason('profile', { ...privacy, profile: 'traffic', arousalThreshold: null }, en)).toBe('withheld by the privacy profile “traffic”');
    });

    it('attentionReason_EveryReason_TellsNobodyFromTooFewFromNotLooking', () => {
        expect(attentionReason('below-threshold', 'nobody passed', privacy, en)).toBe('fewer than 6 people yet');
        expect(attentionReason('below-threshold', 'x', privacy, it_)).toBe('ancora meno di 6 persone');
        expect(attentionReason('nobody', 'nobody passed', privacy, en)).toBe('nobody passed');
        expect(attentionReason('profile', 'x', { ...privacy, profile: 'traffic', attentionThreshold: null }, en)).toBe('withheld by the privacy profile “traffic”');
        expect(attentionReason(null, 'nobody passed', privacy, en)).toBe('not observed');
    });
});

describe('format', () => {
    it('quantity_AnySize_KeepsWhatMeansSomething', () => {
        expect([0, 0.001, 0.0792, 3.14159, 27.52, 99.96, 12_345].map(en.quantity)).toEqual(['0', '<0.01', '0.08', '3.14', '27.5', '100', '12,345']);
        expect([0.5, 12_345].map(it_.quantity)).toEqual(['0,5', '12.345']);
    });

    it('duration_AnySize_ReadsAsPeopleSayIt', () => {
        expect([0, 4.25, 9.96, 59.4, 59.6, 60, 200, 3600, 7500].map(en.duration)).toEqual(
            ['0 s', '4.3 s', '10 s', '59 s', '1 min', '1 min', '3 min 20 s', '1 h', '2 h 05 min']);
        expect(it_.duration(4.25)).toBe('4,3 s');
    });

    it('density_AnySize_KeepsTwoDigits', () => {
        expect([0, 0.00312, 0.253, 14.4, 1234].map(en.density)).toEqual(['0', '0.0031', '0.25', '14', '1,234']);
        expect(it_.density(0.253)).toBe('0,25');
    });

    it('percent_SmallShare_KeepsADecimal', () => {
        expect([0, 0.004, 0.0123, 0.5, 1].map(en.percent)).toEqual(['0%', '0.4%', '1.2%', '50%', '100%']);
    });

    it('percents_AnyInterval_IsShortAndKeepsSmallShares', () => {
        expect([en.percents(0.236, 0.381), en.percents(0.004, 0.0231), en.percents(0, 1), en.percents(0.302, 0.298)]).toEqual(['24–38%', '0.4–2.3%', '0–100%', '30%']);
        expect(it_.percents(0.004, 0.0231)).toBe('0,4–2,3%');
    });

    it('signed_AnyValue_ShowsItsSide', () => {
        expect([0.214, 0, -0.4].map(en.signed)).toEqual(['+0.21', '0.00', '−0.40']);
        expect(it_.signed(-0.25)).toBe('−0,25');
    });

    it('span_OneDay_NamesTheDayOnlyWhenItIsNotToday', () => {
        const at = (text: string): Date => new Date(text);
        const now = at('2026-11-21T20:00:00Z');
        expect(en.span(at('2026-11-21T14:00:00Z'), at('2026-11-21T15:30:00Z'), now)).toBe('14:00–15:30');
        expect(en.span(at('2015-01-01T09:00:00Z'), at('2015-01-01T10:00:00Z'), now)).toBe('1 Jan 2015, 09:00–10:00');
        expect(it_.span(at('2026-11-20T09:00:00Z'), at('2026-11-21T10:00:00Z'), now)).toContain('20 nov');
    });

    it('ago_Seconds_SpeaksTheLanguage', () => {
        const now = new Date('2026-11-21T20:00:00Z');
        expect(it_.ago(new Date('2026-11-21T19:57:00Z'), now)).toContain('min');
        expect(en.ago(new Date('2026-11-21T18:00:00Z'), now)).toContain('2');
    });
});
