import { heatOf } from '../app/selection';
import type { State } from '../app/state';
import { paintHeat } from './heat-canvas';
import { drawingOf } from './plan-panel';

/** Sizes the frame and paints the heat. Sizes go through the DOM's own properties: the page's policy forbids style attributes. */
export function updatePlan(root: HTMLElement, state: State): void {
    const frame = root.querySelector<HTMLElement>('[data-plan-frame]');
    const canvas = frame?.querySelector<HTMLCanvasElement>('canvas.heat');
    const drawn = drawingOf(state);
    if (!frame || !canvas || !drawn)
        return;
    frame.style.width = `${drawn.width}px`;
    frame.style.height = `${drawn.height}px`;
    paintHeat(canvas, drawn, heatOf(state, drawn.surface), state.mode, state.dark);
}
