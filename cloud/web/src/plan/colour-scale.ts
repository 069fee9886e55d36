import type { HeatScale } from '../api/types';
import { inferno } from './inferno';

/**
 * Where values lie on the colour scale. Between `low` (the median of the cells that are not 0) and `high` (their 99th percentile)
 * the scale is linear; below `low` it fades out to nothing at 0; above `high` it stays at the last colour, so that one hot cell does
 * not flatten the rest.
 */
export interface ColourDomain {
    readonly low: number;
    readonly high: number;
}

/** The part of the scale below `low`. */
export const fadePart = 0.16;

/** The domain for a surface; one that has too few different values for percentiles runs from 0 to its largest value. */
export function domainOf(scale: HeatScale | null): ColourDomain | null {
    if (!scale || !(scale.max > 0))
        return null;
    return scale.p99 > scale.p50 && scale.p50 > 0 ? { low: scale.p50, high: scale.p99 } : { low: 0, high: scale.max };
}

/** The place of a value on the scale, 0..1. */
export function position(value: number, { low, high }: ColourDomain): number {
    if (!(value > 0))
        return 0;
    if (low === 0)
        return Math.min(1, value / high);
    return value < low ? fadePart * (value / low) : fadePart + (1 - fadePart) * Math.min(1, (value - low) / (high - low));
}

/** The value at a place of the scale: the inverse of {@link position}. */
export function valueAt(place: number, { low, high }: ColourDomain): number {
    if (low === 0)
        return place * high;
    return place < fadePart ? low * (place / fadePart) : low + (high - low) * ((place - fadePart) / (1 - fadePart));
}

/**
 * 256 colours, red, green, blue, alpha each. On a dark page more people are lighter, on a light page darker, so that the lowest values
 * always lie nearest to the page's own colour.
 */
export function colourTable(dark: boolean): Uint8ClampedArray {
    const table = new Uint8ClampedArray(256 * 4);
    for (let i = 0; i < 256; i++) {
        const place = i / 255;
        const [red, green, blue] = inferno(dark ? 0.22 + 0.78 * place : 0.97 - 0.79 * place);
        const alpha = i === 0 ? 0 : 0.94 * Math.min(1, 0.04 + place / (1.6 * fadePart));
        table.set([red, green, blue, Math.round(alpha * 255)], i * 4);
    }
    return table;
}

/** Share of the values that are smaller than the given one, 0..1. */
export function rankAmong(value: number, values: readonly (number | null)[]): number {
    let smaller = 0;
    let counted = 0;
    for (const other of values) {
        if (other === null || !(other > 0))
            continue;
        counted++;
        if (other < value)
            smaller++;
    }
    return counted === 0 ? 0 : smaller / counted;
}
