import type { CountsWithheld, LineFigures, SeriesPoint, UntoldCounts, ZoneFigures } from '../api/types';
import type { Format } from '../i18n/format';

/** A count with all that says how far it reaches. */
export interface Count {
    readonly told: number | null;
    readonly withheld: CountsWithheld | null;
    readonly untold: UntoldCounts | null;
    readonly plusMinus: number | null;
}

export const visitsOf = (zone: ZoneFigures): Count =>
    ({ told: zone.visits, withheld: zone.countsWithheld, untold: zone.untold, plusMinus: zone.visitsPlusMinus });

export const engagedOf = (zone: ZoneFigures): Count =>
    ({ told: zone.engagedVisits, withheld: zone.countsWithheld, untold: null, plusMinus: zone.engagedPlusMinus });

export const visitsOfPoint = (point: SeriesPoint): Count =>
    ({ told: point.visits, withheld: point.countsWithheld, untold: null, plusMinus: point.visitsPlusMinus });

export const crossings = (line: LineFigures, way: 'in' | 'out'): Count => way === 'in'
    ? { told: line.in, withheld: line.withheld, untold: line.inUntold, plusMinus: line.inPlusMinus }
    : { told: line.out, withheld: line.withheld, untold: line.outUntold, plusMinus: line.outPlusMinus };

/**
 * What is known of a count: 12; 12–16 where the last people still wait; ≥ 12 where nobody knows how many are left out; 12 ± 9 with noise; 0–4 where
 * all wait. Null where nothing at all is known; a withheld count never becomes 0.
 */
export function countText({ told, untold, plusMinus }: Count, f: Format): string | null {
    const most = untold?.mostPeople ?? null;
    if (told === null)
        return most === null ? null : `0–${f.integer(most)}`;
    if (plusMinus !== null)
        return `${f.integer(told)} ± ${f.integer(plusMinus)}`;
    if (untold === null)
        return f.integer(told);
    return most === null ? `≥ ${f.integer(told)}` : `${f.integer(told)}–${f.integer(told + most)}`;
}

/** The same as visits: "1 visit", "1 ± 9 visits", "0–4 visits". */
export function visitsText(count: Count, f: Format): string | null {
    const text = countText(count, f);
    return text === null ? null : f.text.visitCount(text === f.integer(1) ? 1 : 2, text);
}

/** The same where there is hardly any room: ≈ 12 stands for 12 ± 9. */
export const countShort = (count: Count, f: Format): string | null =>
    count.told !== null && count.plusMinus !== null ? `≈ ${f.integer(count.told)}` : countText(count, f);

/** Why a count is missing, or a part of it; undefined when nothing is. */
export function countReason({ told, withheld, untold }: Count, f: Format): string | undefined {
    if (told === null)
        return withheld === 'budget' ? f.text.countSilent : f.text.countWaits;
    // Windows that only wait are within the range that the count shows.
    return untold !== null && untold.mostPeople === null ? f.text.countUntold(untold.windows, f.integer(untold.windows), f.integer(untold.ofWindows)) : undefined;
}
