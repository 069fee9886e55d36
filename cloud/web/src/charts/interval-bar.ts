import { html, svg, type TemplateResult } from 'lit-html';

/** An estimate and the interval around it, in the axis' unit. */
export interface Interval {
    readonly value: number;
    readonly low: number;
    readonly high: number;
}

/** Where a value lies between an axis' ends, percent of its length. */
export const placeOn = (axis: readonly [number, number], value: number): number =>
    Math.min(100, Math.max(0, ((value - axis[0]) / (axis[1] - axis[0])) * 100));

/**
 * An interval as a band with a mark at the estimate: how sure a figure is, is as wide as the band. The words beside it say the same, so it is hidden
 * from those who listen.
 */
export function intervalBar(kind: string, { value, low, high }: Interval, axis: readonly [number, number], zero?: number): TemplateResult {
    const [from, to] = [placeOn(axis, low), placeOn(axis, high)];
    // A band of no width would not be seen at all.
    const width = Math.max(0.8, to - from);
    return html`
        <svg class="interval interval-${kind}" aria-hidden="true" data-low=${low} data-high=${high}>
            <rect class="interval-ground" width="100%" height="100%"></rect>
            ${zero === undefined ? svg`` : svg`<line class="interval-zero" x1="${placeOn(axis, zero)}%" x2="${placeOn(axis, zero)}%" y1="0" y2="100%"></line>`}
            <rect class="interval-band" x="${Math.min(from, 100 - width).toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"></rect>
            <line class="interval-mark" x1="${placeOn(axis, value).toFixed(2)}%" x2="${placeOn(axis, value).toFixed(2)}%" y1="0" y2="100%"></line>
        </svg>`;
}

/** The end of an axis of shares that all bands fit on: a round number, at least a tenth. */
export function axisEnd(highest: number): number {
    return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].find((end) => highest <= end) ?? 1;
}
