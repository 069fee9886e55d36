import type { SeriesPoint } from '../api/types';
import type { Instants } from '../range/range';

/** A step of the course; without a point it was not observed. */
export interface CourseStep<P = SeriesPoint> {
    readonly start: Date;
    readonly point: P | null;
}

/**
 * Every step of the range, in order, those that were not observed included: the answer leaves them out, and a chart that joined its
 * neighbours would invent figures. Steps are aligned like the cloud's points, so the
 * first one may begin before the range.
 */
export function courseSteps<P extends { readonly start: string }>(
    { range, stepSeconds, points }: { readonly range: Instants; readonly stepSeconds: number; readonly points: readonly P[] }): CourseStep<P>[] {
    const step = stepSeconds * 1000;
    const byStart = new Map(points.map((p) => [Date.parse(p.start), p]));
    const anchor = points[0] ? Date.parse(points[0].start) : range.from.getTime();
    const first = anchor - Math.ceil((anchor - range.from.getTime()) / step) * step;
    const steps: CourseStep<P>[] = [];
    for (let start = first; start < range.to.getTime(); start += step)
        steps.push({ start: new Date(start), point: byStart.get(start) ?? null });
    return steps;
}
