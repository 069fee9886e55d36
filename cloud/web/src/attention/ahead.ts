import type { DisplayFigures, Share } from '../api/types';

/** Which display attracts most: one that is ahead of all others, or several that cannot be told apart; null where there is nothing to compare. */
export type Ahead = { readonly kind: 'leader'; readonly display: DisplayFigures; readonly attraction: Share } | { readonly kind: 'tie'; readonly displays: readonly DisplayFigures[] };

/**
 * Whether one share is above another with 95 % confidence: the lower end of the difference's interval from both shares' Wilson intervals (Newcombe,
 * "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
 */
export const isAbove = (a: Share, b: Share): boolean => a.share - b.share - Math.hypot(a.share - a.low, b.high - b.share) > 0;

/** Compares the displays of which an attraction is told. */
export function whoIsAhead(displays: readonly DisplayFigures[]): Ahead | null {
    const told = displays.flatMap((display) => display.funnel?.attraction ? [{ display, attraction: display.funnel.attraction }] : [])
        .sort((a, b) => b.attraction.share - a.attraction.share);
    const first = told[0];
    if (!first || told.length < 2)
        return null;
    const close = told.slice(1).filter((other) => !isAbove(first.attraction, other.attraction));
    return close.length === 0 ? { kind: 'leader', ...first } : { kind: 'tie', displays: [first.display, ...close.map((c) => c.display)] };
}
