import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';

/** How many people in one step: on average (where that is known) and at most; nothing where nobody looked. */
export interface PeopleStep {
    readonly start: Date;
    readonly people: { readonly mean: number | null; readonly peak: number } | null;
}

/** People over time: the mean of each step as a dark bar before the most, grey ground where nothing looked. */
export function peopleChart(id: string, title: string, steps: readonly PeopleStep[], stepSeconds: number, f: Format): TemplateResult | typeof nothing {
    const first = steps[0];
    const last = steps.at(-1);
    if (!first || !last)
        return nothing;
    const top = Math.max(1, ...steps.map((s) => s.people?.peak ?? 0));
    const days = last.start.getTime() - first.start.getTime() > 36 * 3_600_000;
    const label = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    const most = steps.reduce((a, b) => (b.people?.peak ?? -1) > (a.people?.peak ?? -1) ? b : a);
    const hasMean = steps.some((s) => s.people && s.people.mean !== null);
    return html`
        <figure class="length" data-testid=${id}>
            <div class="length-axis quiet" aria-hidden="true"><span>${f.integer(top)}</span><span>0</span></div>
            <svg viewBox="0 0 ${steps.length} 100" preserveAspectRatio="none" role="img"
                aria-label=${f.text.peopleChart(title, f.integer(most.people?.peak ?? 0), label(most.start))}>
                ${steps.map(({ people }, i) => people
                    ? [bar('length-peak', i, people.peak, top), people.mean === null ? nothing : bar('length-mean', i, people.mean, top)]
                    : svg`<rect class="length-gap" x=${i} y="0" width="1.02" height="100"></rect>`)}
            </svg>
            <div class="length-times quiet" aria-hidden="true"><span>${label(first.start)}</span><span>${label(new Date(last.start.getTime() + stepSeconds * 1000))}</span></div>
            <figcaption class="course-legend">
                ${hasMean ? html`<span><span class="swatch length-mean-key"></span> ${f.text.peopleChartMean(f.duration(stepSeconds))}</span>` : nothing}
                <span><span class="swatch length-peak-key"></span> ${hasMean ? f.text.peopleChartMost : f.text.peopleChartMostPer(f.duration(stepSeconds))}</span>
                <span><span class="swatch gap"></span> ${f.text.courseUnobserved}</span>
            </figcaption>
        </figure>`;
}

const bar = (kind: string, i: number, people: number, top: number): unknown => svg`<rect class=${kind} x=${(i + 0.06).toFixed(2)}
    y=${(100 - (people / top) * 100).toFixed(2)} width="0.88" height=${((people / top) * 100).toFixed(2)}></rect>`;
