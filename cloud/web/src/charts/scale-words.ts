import type { Scale } from '../api/types';
import type { Format } from '../i18n/format';

/** What an interval on a scale says in words: a side only when all of it lies there. */
export function scaleWords({ low, high }: Scale, [below, above]: readonly [string, string], f: Format): string {
    return low > 0 ? above : high < 0 ? below : f.text.scaleUndecided;
}
