import type { SurfaceHeat } from '../api/types';
import { colourTable, domainOf, position } from './colour-scale';
import { isFlipped, type Drawn } from './geometry';
import { denseValues, rasterise, smoothFactor } from './raster';

export type HeatMode = 'smooth' | 'cells';

const drawnWith = new WeakMap<HTMLCanvasElement, string>();
const numbers = new WeakMap<SurfaceHeat, number>();
let lastNumber = 0;

/** A name for this very answer, so that an unchanged picture is not painted again. */
function numberOf(heat: SurfaceHeat): number {
    const known = numbers.get(heat);
    if (known !== undefined)
        return known;
    numbers.set(heat, ++lastNumber);
    return lastNumber;
}

/** Paints a surface's heat; where nobody was, the canvas stays clear. Painting the same thing twice costs nothing. */
export function paintHeat(canvas: HTMLCanvasElement, drawn: Drawn, heat: SurfaceHeat | null, mode: HeatMode, dark: boolean): void {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.round(drawn.width * ratio);
    const height = Math.round(drawn.height * ratio);
    const signature = [drawn.surface.surface, heat ? numberOf(heat) : 0, width, height, mode, dark].join(' ');
    if (drawnWith.get(canvas) === signature)
        return;
    drawnWith.set(canvas, signature);
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const domain = heat ? domainOf(heat.scale) : null;
    if (!context || !heat || !domain)
        return;

    const factor = mode === 'smooth' ? smoothFactor(heat.columns, heat.rows) : 1;
    const raster = rasterise(denseValues(heat), heat.columns, heat.rows, factor, isFlipped(drawn.surface));
    const table = colourTable(dark);
    const picture = new ImageData(raster.width, raster.height);
    raster.values.forEach((value, i) => {
        // 0 is clear; the smallest presence already has a colour.
        const entry = value > 0 ? Math.max(1, Math.round(position(value, domain) * 255)) : 0;
        picture.data.set(table.subarray(entry * 4, entry * 4 + 4), i * 4);
    });
    const small = document.createElement('canvas');
    small.width = raster.width;
    small.height = raster.height;
    small.getContext('2d')?.putImageData(picture, 0, 0);
    context.imageSmoothingEnabled = mode === 'smooth';
    context.imageSmoothingQuality = 'high';
    context.drawImage(small, 0, 0, width, height);
}
