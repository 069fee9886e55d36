import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { QueuePoint } from '../api/types';
import type { Format } from '../i18n/format';
import type { CourseStep } from '../zones/course-steps';

/** The course of a queue: mean length as dark bars before the longest of each step, grey ground where nothing looked. */
export function lengthChart(name: string, steps: readonly CourseStep<QueuePoint>[], stepSeconds: number, f: Format): TemplateResult | typeof nothing {
    const first = steps[0];
    const last = steps.at(-1);
    if (!first || !last)
        return nothing;
    const top = Math.max(1, ...steps.map((s) => s.point?.lengthPeak ?? 0));
    const days = last.start.getTime() - first.start.getTime() > 36 * 3_600_000;
    const label = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    const longest = steps.reduce((a, b) => (b.point?.lengthPeak ?? -1) > (a.point?.lengthPeak ?? -1) ? b : a);
    const end = new Date(last.start.getTime() + stepSeconds * 1000);
    return html`
        <figure class="length" data-testid="queue-chart">
            <div class="length-axis quiet" aria-hidden="true"><span>${f.integer(top)}</span><span>0</span></div>
            <svg viewBox="0 0 ${steps.length} 100" preserveAspectRatio="none" role="img"
                aria-label=${f.text.queueChart(name, f.integer(longest.point?.lengthPeak ?? 0), label(longest.start))}>
                ${steps.map(({ point }, i) => point ? bar(i, point, top) : svg`<rect class="length-gap" x=${i} y="0" width="1.02" height="100"></rect>`)}
            </svg>
            <div class="length-times quiet" aria-hidden="true"><span>${label(first.start)}</span><span>${label(end)}</span></div>
            <figcaption class="course-legend">
                <span><span class="swatch length-mean-key"></span> ${f.text.queueChartMean(f.duration(stepSeconds))}</span>
                <span><span class="swatch length-peak-key"></span> ${f.text.queueChartMost}</span>
                <span><span class="swatch gap"></span> ${f.text.courseUnobserved}</span>
            </figcaption>
        </figure>`;
}

function bar(i: number, { lengthMean, lengthPeak }: QueuePoint, top: number): unknown {
    const part = (kind: string, people: number): unknown => svg`<rect class=${kind} x=${(i + 0.06).toFixed(2)} y=${(100 - (people / top) * 100).toFixed(2)}
        width="0.88" height=${((people / top) * 100).toFixed(2)}></rect>`;
    return [part('length-peak', lengthPeak), part('length-mean', lengthMean ?? 0)];
}
