import type { ArousalWithheld, AttentionWithheld, ExpressionFigures, PrivacyInForce, ZoneFigures } from '../api/types';
import type { Format } from '../i18n/format';
import { countReason, countText, engagedOf, visitsOf } from './counts';

/** A figure as shown: a value, or the reason why there is none. A missing figure never becomes 0. */
export type Shown =
    | { readonly kind: 'value'; readonly text: string; readonly detail?: string; readonly note?: string }
    | { readonly kind: 'absent'; readonly reason: string; readonly detail?: string };

const value = (text: string, detail?: string): Shown => detail === undefined ? { kind: 'value', text } : { kind: 'value', text, detail };
const absent = (reason: string): Shown => ({ kind: 'absent', reason });

/** Visits as far as they are told, with the engaged ones; which part is missing, and why. */
export function shownVisits(zone: ZoneFigures, f: Format): Shown {
    if (!(zone.observedSeconds > 0))
        return absent(f.text.notObserved);
    const visits = visitsOf(zone);
    const text = countText(visits, f);
    const reason = countReason(visits, f);
    if (visits.told === null)
        return text === null ? absent(reason ?? f.text.countWaits) : { kind: 'absent', reason: text, ...(reason ? { detail: reason } : {}) };
    const engaged = countText(engagedOf(zone), f);
    return {
        kind: 'value', text: text ?? '', detail: engaged === null ? f.text.engagedWaits : f.text.engaged(engaged),
        ...(reason === undefined ? {} : { note: reason }),
    };
}

/** The median corrected for visits that were cut, with its 95 % interval; the reason why there is none stands with the plain median. */
export function shownSurvival({ dwell }: ZoneFigures, f: Format): Shown {
    if (!dwell)
        return absent('');
    const { medianSeconds, lowSeconds, highSeconds } = dwell.kaplanMeier;
    const interval = lowSeconds === null ? undefined : highSeconds === null ? f.text.atLeast(f.duration(lowSeconds)) : f.durations(lowSeconds, highSeconds);
    if (medianSeconds === null)
        return { kind: 'absent', reason: f.text.survivalOpen, ...(interval ? { detail: interval } : {}) };
    return value(f.duration(medianSeconds), interval);
}

/** Why a figure about people is missing. */
export function withheldReason(reason: string | null, nobody: string, privacy: PrivacyInForce | undefined, f: Format): string {
    switch (reason) {
        case 'profile':
            return privacy ? f.text.withheldProfile(privacy.profile) : f.text.withheldProfileUnknown;
        case 'below-threshold':
            return privacy?.dwellThreshold ? f.text.withheldThreshold(f.integer(privacy.dwellThreshold)) : f.text.withheldThresholdUnknown;
        default:
            return nobody;
    }
}

/** Median dwell with the 90th percentile, or which rule withheld it. */
export function shownDwell(zone: ZoneFigures, privacy: PrivacyInForce | undefined, f: Format): Shown {
    if (zone.dwell)
        return value(f.duration(zone.dwell.medianSeconds), f.text.p90(f.duration(zone.dwell.p90Seconds)));
    if (!(zone.observedSeconds > 0))
        return absent(f.text.notObserved);
    // Visits that are still open, or wait for their block, have no dwell to tell yet.
    return absent(withheldReason(zone.dwellWithheld, zone.visits !== 0 || zone.dwellWithheld === null ? f.text.noDwellYet : f.text.noVisits, privacy, f));
}

/** Occupancy at the end of the newest window, with the mean over the range. */
export function shownOccupancy(zone: ZoneFigures, privacy: PrivacyInForce | undefined, f: Format): Shown {
    if (!(zone.observedSeconds > 0) && zone.occupancyAt === null)
        return absent(f.text.notObserved);
    const mean = zone.occupancyMean !== null ? f.text.mean(f.quantity(zone.occupancyMean))
        : zone.personSecondsWithheld === 'below-threshold' ? f.text.meanWaits : undefined;
    if (zone.occupancyNow !== null)
        return value(f.integer(zone.occupancyNow), mean);
    const reason = zone.occupancyNowBelow !== null ? f.text.fewerThan(f.integer(zone.occupancyNowBelow))
        : zone.occupancyAt === null ? f.text.nowUnknown
        : privacy ? f.text.withheldProfile(privacy.profile) : f.text.withheldProfileUnknown;
    return mean === undefined ? absent(reason) : { kind: 'absent', reason, detail: mean };
}

/** Why a zone's expression shares are missing. */
export function expressionReason(zone: ExpressionFigures, privacy: PrivacyInForce | undefined, f: Format): string {
    switch (zone.withheld) {
        case 'no-faces':
            return f.text.noFaces;
        case 'undecided':
            return f.text.undecided(zone.contributors, f.integer(zone.contributors));
        default:
            return waiting(privacy?.expressionThreshold, f);
    }
}

/** Why a zone's mean arousal is missing. */
export function arousalReason(reason: ArousalWithheld | null, privacy: PrivacyInForce | undefined, f: Format): string {
    switch (reason) {
        case 'unscored':
            return f.text.stressUnscored;
        case 'profile':
            return privacy ? f.text.withheldProfile(privacy.profile) : f.text.withheldProfileUnknown;
        default:
            return waiting(privacy?.arousalThreshold, f);
    }
}

/** Why a display's figure is missing; 0 people and too few people are different things. */
export function attentionReason(reason: AttentionWithheld | null, nobody: string, privacy: PrivacyInForce | undefined, f: Format): string {
    switch (reason) {
        case 'profile':
            return privacy ? f.text.withheldProfile(privacy.profile) : f.text.withheldProfileUnknown;
        case 'below-threshold':
            return waiting(privacy?.attentionThreshold, f);
        case 'nobody':
            return nobody;
        default:
            return f.text.notObserved;
    }
}

/** People of these figures wait for others, so it is "not yet". */
const waiting = (threshold: number | null | undefined, f: Format): string =>
    threshold ? f.text.waitsThreshold(f.integer(threshold)) : f.text.waitsThresholdUnknown;
