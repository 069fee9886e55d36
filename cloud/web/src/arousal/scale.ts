import type { ArousalMean } from '../api/types';
import type { Interval } from '../charts/interval-bar';

/** The interval of a mean, as charts take it. */
export const bandOf = ({ mean, low, high }: ArousalMean): Interval => ({ value: mean, low, high });

/** The end of an axis around 0 that all intervals fit on: a round number of standard deviations. */
export function scaleEnd(means: readonly ArousalMean[]): number {
    const widest = Math.max(0, ...means.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
    return [1, 2, 3, 5].find((end) => widest <= end) ?? 10;
}
