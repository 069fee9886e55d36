import { nothing, svg } from 'lit-html';
import type { DisplayPlace } from '../api/types';
import { toPixels, type Drawn } from './geometry';

const points = (drawn: Drawn, polygon: DisplayPlace['area']): string => polygon.map((p) => toPixels(drawn, p).map((n) => n.toFixed(1)).join(',')).join(' ');

/** A display: dashed around the area where people pass it, filled where they look. */
export const displayMark = (drawn: Drawn, display: DisplayPlace): unknown => svg`
    <g class="display-mark" data-display=${display.display}>
        <polygon class="halo" points=${points(drawn, display.area)}></polygon>
        <polygon class="display-area" points=${points(drawn, display.area)}></polygon>
        ${display.target === null ? nothing : svg`<polygon class="display-target" points=${points(drawn, display.target)}></polygon>`}
    </g>`;
