import type { Point } from '../api/types';

/** A label that wants a place: its size, and top-left corners in order of preference. */
export interface Wish {
    readonly width: number;
    readonly height: number;
    readonly candidates: readonly Point[];
}

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/**
 * A top-left corner for every label, in order: its first candidate that, moved into the frame, covers nothing taken and no label placed before; where
 * there is none, the one that covers least.
 */
export function placeLabels(wishes: readonly Wish[], frameWidth: number, frameHeight: number, taken: readonly Box[] = []): Point[] {
    const margin = 2;
    const placed: Box[] = [...taken];
    return wishes.map(({ width, height, candidates }) => {
        let best: Point = [margin, margin];
        let least = Number.POSITIVE_INFINITY;
        for (const [wantedX, wantedY] of candidates) {
            const x = Math.max(margin, Math.min(frameWidth - width - margin, wantedX));
            const y = Math.max(margin, Math.min(frameHeight - height - margin, wantedY));
            // Moving a label far from what it names is nearly as bad as covering another.
            const moved = Math.abs(x - wantedX) + Math.abs(y - wantedY);
            const cost = moved * 4 + placed.reduce((sum, p) => sum
                + Math.max(0, Math.min(x + width, p.x + p.width) - Math.max(x, p.x)) * Math.max(0, Math.min(y + height, p.y + p.height) - Math.max(y, p.y)), 0);
            if (cost < least) {
                least = cost;
                best = [x, y];
            }
        }
        placed.push({ x: best[0], y: best[1], width, height });
        return best;
    });
}

/** Corners inside a polygon's extremes: top left, top right, bottom left, bottom right. */
export function cornerCandidates(corners: readonly Point[], width: number, height: number): Point[] {
    const inset = 3;
    const extreme = (rate: (p: Point) => number): Point => corners.reduce((a, b) => rate(b) > rate(a) ? b : a);
    const [left, top] = extreme(([x, y]) => -x - y);
    const [right, topRight] = extreme(([x, y]) => x - y);
    const [bottomLeft, bottom] = extreme(([x, y]) => y - x);
    const [bottomRight, bottomY] = extreme(([x, y]) => x + y);
    return [
        [left + inset, top + inset], [right - width - inset, topRight + inset],
        [bottomLeft + inset, bottom - height - inset], [bottomRight - width - inset, bottomY - height - inset],
    ];
}
