import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';
import { placeOn, type Interval } from './interval-bar';

/** What one step tells: an estimate, that it waits for more people, that there was nobody to wait for, or that nothing looked. */
export interface BandStep {
    readonly start: Date;
    readonly band: Interval | 'waits' | 'nobody' | 'unseen';
}

/** How the axis runs and what its ends are called. */
export interface BandAxis {
    readonly ends: readonly [number, number];
    readonly names: readonly [string, string];
    /** A line at 0, where 0 lies between the ends. */
    readonly zero?: boolean;
    /** What a step that waits waits for; for more people when left out. */
    readonly waits?: string;
}

/** An estimate over time, each step with its band; nothing where fewer than two steps tell any. */
export function bandTrend(
    id: string, label: string, steps: readonly BandStep[], stepSeconds: number, axis: BandAxis, key: string, f: Format,
): TemplateResult | typeof nothing {
    const first = steps[0];
    const last = steps.at(-1);
    if (steps.filter((s) => typeof s.band === 'object').length < 2 || !first || !last)
        return nothing;
    const y = (value: number): number => 100 - placeOn(axis.ends, value);
    const days = last.start.getTime() - first.start.getTime() > 36 * 3_600_000;
    const time = (date: Date): string => days ? f.dateTime(date) : f.time(date);
    return html`
        <figure class="length" data-testid=${id}>
            <div class="length-axis quiet" aria-hidden="true"><span>${axis.names[1]}</span><span>${axis.names[0]}</span></div>
            <svg viewBox="0 0 ${steps.length} 100" preserveAspectRatio="none" role="img" aria-label=${label}>
                ${axis.zero ? svg`<rect class="trend-zero" x="0" y=${(y(0) - 0.7).toFixed(2)} width=${steps.length} height="1.4"></rect>` : nothing}
                ${steps.map(({ band }, i) => band === 'nobody' ? nothing : band === 'unseen' ? svg`<rect class="length-gap" x=${i} y="0" width="1.02" height="100"></rect>`
                    : band === 'waits' ? svg`<rect class="passers-waiting" x=${i} y="92" width="1.02" height="8"></rect>`
                        : svg`<rect class="trend-band" x=${i + 0.08} y=${y(band.high).toFixed(2)} width="0.84"
                            height=${Math.max(1, y(band.low) - y(band.high)).toFixed(2)}></rect>
                            <rect class="trend-mark" x=${i + 0.08} y=${(y(band.value) - 1.5).toFixed(2)} width="0.84" height="3"></rect>`)}
            </svg>
            <div class="length-times quiet" aria-hidden="true"><span>${time(first.start)}</span><span>${time(new Date(last.start.getTime() + stepSeconds * 1000))}</span></div>
            <figcaption class="course-legend">
                <span><span class="swatch trend-key"></span> ${key}</span>
                ${steps.some((s) => s.band === 'waits') ? html`<span><span class="swatch passers-waiting-key"></span> ${axis.waits ?? f.text.passersWaiting}</span>` : nothing}
                <span><span class="swatch gap"></span> ${f.text.courseUnobserved}</span>
            </figcaption>
        </figure>`;
}
