import { html, svg, type TemplateResult } from 'lit-html';
import { placeOn, type Interval } from './interval-bar';

/** A dot with its error bar on an axis with ticks; what leaves the axis is held at its end. The words beside it say the same. */
export function whiskers({ value, low, high }: Interval, axis: readonly [number, number], ticks: readonly number[]): TemplateResult {
    // The ends' ticks must be seen whole.
    const at = (place: number): string => `${(placeOn(axis, place) * 0.96 + 2).toFixed(2)}%`;
    return html`
    <svg class="whiskers" aria-hidden="true">
        <line class="whisker-axis" x1=${at(axis[0])} x2=${at(axis[1])} y1="50%" y2="50%"></line>
        ${ticks.map((tick) => svg`<line class="whisker-axis" x1=${at(tick)} x2=${at(tick)} y1="25%" y2="75%"></line>`)}
        <line class="whisker" x1=${at(low)} x2=${at(high)} y1="50%" y2="50%"></line>
        ${[low, high].map((end) => svg`<line class="whisker" x1=${at(end)} x2=${at(end)} y1="28%" y2="72%"></line>`)}
        <circle class="whisker-dot" cx=${at(value)} cy="50%" r="5"></circle>
    </svg>`;
}
