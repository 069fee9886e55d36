/** The time range that the page shows, as the viewer chose it. */
export type RangeChoice =
    | { readonly kind: '15m' }
    | { readonly kind: 'today' }
    | { readonly kind: '7d' }
    | { readonly kind: 'custom'; readonly from: Date; readonly to: Date };

/** Half-open [from, to). */
export interface Instants {
    readonly from: Date;
    readonly to: Date;
}

export type RangeProblem = 'incomplete' | 'reversed' | 'too-long';

const minute = 60_000;
const day = 24 * 60 * minute;
const longest = 400 * day;

/** Why a custom range cannot be asked for, or null when it can. The cloud refuses the same ones. */
export function rangeProblem(from: Date | null, to: Date | null): RangeProblem | null {
    if (!from || !to || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()))
        return 'incomplete';
    if (from >= to)
        return 'reversed';
    return to.getTime() - from.getTime() > longest ? 'too-long' : null;
}

/**
 * The instants to ask for. Relative ranges begin on a window's edge, so that they hold whole windows and
 * "observed 100 %" can be reached. "Today" begins at midnight of the viewer's time zone.
 */
export function instants(choice: RangeChoice, now: Date, windowSeconds: number): Instants {
    if (choice.kind === 'custom')
        return { from: choice.from, to: choice.to };
    const window = Math.max(1, windowSeconds) * 1000;
    if (choice.kind === '15m' || choice.kind === '7d')
        return { from: new Date(Math.floor((now.getTime() - (choice.kind === '7d' ? 7 * day : 15 * minute)) / window) * window), to: now };
    const midnight = new Date(now);
    midnight.setHours(0, 0, 0, 0);
    const from = midnight < now ? midnight : new Date(now.getTime() - window);
    return { from, to: now };
}

/** True when new windows can still change what is shown. */
export const reachesNow = (choice: RangeChoice, now: Date): boolean => choice.kind !== 'custom' || choice.to > now;

/** True when one more window changes so little of what is shown that it can wait for the next regular fetch. */
export const isLong = (range: Instants): boolean => range.to.getTime() - range.from.getTime() > 2 * day;

/**
 * The part of the range that can have been observed and stored by now: up to the last window that the store's devices
 * finished, so that the window in progress does not count as a gap. A device that fell silent does count. May be empty.
 */
export function knowable(range: Instants, now: Date, windowSeconds: number, lastWindowEnd: Date | null): Instants {
    const window = windowSeconds * 1000;
    const fresh = lastWindowEnd !== null && now.getTime() - lastWindowEnd.getTime() < 3 * window;
    const known = fresh ? lastWindowEnd.getTime() : now.getTime() - window;
    return { from: range.from, to: new Date(Math.max(range.from.getTime(), Math.min(range.to.getTime(), known))) };
}

export const secondsOf = ({ from, to }: Instants): number => (to.getTime() - from.getTime()) / 1000;

/** Share of the expected seconds that were observed, 0..1; null where nothing can have been observed yet. */
export function observedShare(observedSeconds: number, expected: number): number | null {
    return expected > 0 ? Math.min(1, Math.max(0, observedSeconds / expected)) : null;
}

const steps = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800];

/** A step for the course over a range: a round one, a multiple of the window, at most so many of them. */
export function seriesStep(range: Instants, windowSeconds: number, most = 36): number {
    const seconds = (range.to.getTime() - range.from.getTime()) / 1000;
    const fits = (step: number): boolean => step % windowSeconds === 0 && seconds / step <= most;
    return steps.find(fits) ?? Math.max(windowSeconds, Math.ceil(seconds / most / windowSeconds) * windowSeconds);
}
