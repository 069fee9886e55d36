import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { DisplayCourse } from '../app/state';
import type { Format } from '../i18n/format';
import type { Instants } from '../range/range';
import { courseSteps } from '../zones/course-steps';

/** Who passed and who attended over time; grey ground where nothing looked, a mark on the ground where people wait for others. */
export function passersChart({ figures, stepSeconds, points }: DisplayCourse, range: Instants, f: Format): TemplateResult | typeof nothing {
    const steps = courseSteps({ range, stepSeconds, points });
    const first = steps[0];
    const last = steps.at(-1);
    if (!first || !last)
        return nothing;
    const top = Math.max(1, ...steps.map(({ point }) => point?.passed ?? 0));
    const sum = (of: (p: (typeof points)[number]) => number | null): number => points.reduce((all, p) => all + (of(p) ?? 0), 0);
    const waits = steps.some(({ point }) => point && point.passed === null);
    const days = last.start.getTime() - first.start.getTime() > 36 * 3_600_000;
    const label = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    return html`
        <figure class="length" data-testid="display-chart">
            <div class="length-axis quiet" aria-hidden="true"><span>${f.integer(top)}</span><span>0</span></div>
            <svg viewBox="0 0 ${steps.length} 100" preserveAspectRatio="none" role="img"
                aria-label=${f.text.passersChart(figures.name, f.integer(sum((p) => p.passed)), f.integer(sum((p) => p.attendedAnyhow)))}>
                ${steps.map(({ point }, i) => !point ? svg`<rect class="length-gap" x=${i} y="0" width="1.02" height="100"></rect>`
                    : point.passed === null ? svg`<rect class="passers-waiting" x=${i} y="92" width="1.02" height="8"></rect>`
                        : [bar('length-peak', i, point.passed, top), bar('length-mean', i, point.attendedAnyhow ?? 0, top)])}
            </svg>
            <div class="length-times quiet" aria-hidden="true"><span>${label(first.start)}</span><span>${label(new Date(last.start.getTime() + stepSeconds * 1000))}</span></div>
            <figcaption class="course-legend">
                <span><span class="swatch length-peak-key"></span> ${f.text.passersPassed(f.duration(stepSeconds))}</span>
                <span><span class="swatch length-mean-key"></span> ${f.text.passersAttended}</span>
                ${waits ? html`<span><span class="swatch passers-waiting-key"></span> ${f.text.passersWaiting}</span>` : nothing}
                <span><span class="swatch gap"></span> ${f.text.courseUnobserved}</span>
            </figcaption>
        </figure>`;
}

const bar = (kind: string, i: number, people: number, top: number): unknown => svg`<rect class=${kind} x=${(i + 0.06).toFixed(2)}
    y=${(100 - (people / top) * 100).toFixed(2)} width="0.88" height=${((people / top) * 100).toFixed(2)}></rect>`;
