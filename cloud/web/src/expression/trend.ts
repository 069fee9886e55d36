import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ExpressionCourse } from '../app/state';
import { axisEnd } from '../charts/interval-bar';
import type { Format } from '../i18n/format';
import type { Instants } from '../range/range';
import { courseSteps } from '../zones/course-steps';

/** The share of positive expressions over time, each step with its band; nothing where fewer than two steps tell any. */
export function expressionTrend({ figures, stepSeconds, points }: ExpressionCourse, range: Instants, f: Format): TemplateResult | typeof nothing {
    const steps = courseSteps({ range, stepSeconds, points });
    const told = points.flatMap((p) => p.shares ? [p.shares.positive] : []);
    const first = steps[0];
    const last = steps.at(-1);
    if (told.length < 2 || !first || !last)
        return nothing;
    const end = axisEnd(Math.max(...told.map((s) => s.high)));
    const y = (share: number): number => 100 - (share / end) * 100;
    const days = last.start.getTime() - first.start.getTime() > 36 * 3_600_000;
    const label = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    const shares = told.map((s) => s.share);
    return html`
        <figure class="length" data-testid="expression-trend">
            <div class="length-axis quiet" aria-hidden="true"><span>${f.percent(end)}</span><span>${f.percent(0)}</span></div>
            <svg viewBox="0 0 ${steps.length} 100" preserveAspectRatio="none" role="img"
                aria-label=${f.text.expressionTrend(figures.name, f.percent(Math.min(...shares)), f.percent(Math.max(...shares)))}>
                ${steps.map(({ point }, i) => !point ? svg`<rect class="length-gap" x=${i} y="0" width="1.02" height="100"></rect>`
                    : !point.shares ? svg`<rect class="passers-waiting" x=${i} y="92" width="1.02" height="8"></rect>`
                        : svg`<rect class="trend-band" x=${i + 0.08} y=${y(point.shares.positive.high).toFixed(2)} width="0.84"
                            height=${(y(point.shares.positive.low) - y(point.shares.positive.high)).toFixed(2)}></rect>
                            <rect class="trend-mark" x=${i + 0.08} y=${(y(point.shares.positive.share) - 1.5).toFixed(2)} width="0.84" height="3"></rect>`)}
            </svg>
            <div class="length-times quiet" aria-hidden="true"><span>${label(first.start)}</span><span>${label(new Date(last.start.getTime() + stepSeconds * 1000))}</span></div>
            <figcaption class="course-legend">
                <span><span class="swatch trend-key"></span> ${f.text.expressionTrendBand(f.duration(stepSeconds))}</span>
                ${points.some((p) => !p.shares) ? html`<span><span class="swatch passers-waiting-key"></span> ${f.text.passersWaiting}</span>` : nothing}
                <span><span class="swatch gap"></span> ${f.text.courseUnobserved}</span>
            </figcaption>
        </figure>`;
}
