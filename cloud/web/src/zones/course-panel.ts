import { html, nothing, type TemplateResult } from 'lit-html';
import type { SeriesPoint } from '../api/types';
import type { Course, State } from '../app/state';
import { shownZone } from '../app/selection';
import type { Format } from '../i18n/format';
import type { CourseChart } from './course-chart';
import { countReason, countText, visitsOfPoint } from './counts';
import { courseSteps } from './course-steps';

/** How the chosen zone's visits and presence went over the range. */
export function coursePanel(state: State, f: Format): TemplateResult | typeof nothing {
    const zone = shownZone(state);
    if (!zone)
        return nothing;
    const course = state.course !== 'failed' && state.course?.zone === zone.zone ? state.course : null;
    const withheld = course?.points.some((p) => p.visits === null) ?? false;
    return html`
        <section class="card course" aria-labelledby="course-title">
            <h2 id="course-title">${f.text.course(zone.name)}
                ${course ? html`<span class="quiet">${f.text.courseStep(f.duration(course.stepSeconds))}</span>` : nothing}</h2>
            ${state.course === 'failed' ? html`<p class="warning">${f.text.courseFailed}</p>` : nothing}
            <div class="course-chart" role="img" data-testid="course-chart"
                aria-label=${course ? summary(zone.name, course, f) : f.text.courseLoading}></div>
            <ul class="course-legend" aria-hidden="true">
                <li><span class="swatch bar"></span>${f.text.courseVisits}</li>
                ${withheld ? html`<li><span class="swatch waits"></span>${f.text.courseWithheld}</li>` : nothing}
                ${course?.points.some((p) => p.visitsPlusMinus !== null) ? html`<li><span class="swatch whisker"></span>${f.text.courseNoise}</li>` : nothing}
                ${zone.personSecondsWithheld === 'profile' ? nothing : html`<li><span class="swatch line"></span>${f.text.courseOccupancy}</li>`}
                <li><span class="swatch gap"></span>${f.text.courseUnobserved}</li>
            </ul>
            ${course ? courseTable(course, f) : nothing}
        </section>`;
}

function summary(name: string, { points }: Course, f: Format): string {
    const told = points.flatMap((p) => p.visits === null ? [] : [p.visits]);
    const visits = told.reduce((sum, n) => sum + n, 0);
    const count = told.length === 0 ? f.text.countWaits : f.text.visitCount(visits, `${told.length < points.length ? '≥ ' : ''}${f.integer(visits)}`);
    const means = points.flatMap((p) => p.occupancyMean === null ? [] : [p.occupancyMean]);
    return means.length === 0 ? `${name}: ${count}.` : f.text.chartSummary(name, count, f.quantity(Math.max(...means)));
}

function courseTable(course: Course, f: Format): TemplateResult {
    return html`
        <details class="course-table">
            <summary>${f.text.courseTable}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=${f.text.courseTable}><table>
                <thead><tr><th scope="col">${f.text.courseTime}</th><th scope="col">${f.text.courseVisits}</th>
                    <th scope="col">${f.text.courseEngaged}</th><th scope="col">${f.text.courseOccupancy}</th></tr></thead>
                <tbody>${courseSteps(course).map(({ start, point }) => html`
                    <tr><th scope="row">${f.dateTime(start)}</th>${point
                        ? html`<td>${visitsCell(point, f)}</td><td>${point.engagedVisits === null ? absent(f.text.countUnknown) : f.integer(point.engagedVisits)}</td>
                            <td>${point.occupancyMean === null ? absent(f.text.countUnknown) : f.quantity(point.occupancyMean)}</td>`
                        : html`<td colspan="3" class="absent">${f.text.notObserved}</td>`}</tr>`)}
                </tbody>
            </table></div>
        </details>`;
}

const absent = (reason: string): TemplateResult => html`<span class="absent">${reason}</span>`;

function visitsCell(point: SeriesPoint, f: Format): TemplateResult {
    const count = visitsOfPoint(point);
    if (count.told === null)
        return absent(countReason(count, f) ?? f.text.countWaits);
    return html`${countText(count, f)}${point.countsSince ? html` <span class="quiet">${f.text.courseSince(f.time(new Date(point.countsSince)))}</span>` : nothing}`;
}

let chart: CourseChart | null = null;
let loading: Promise<typeof import('./course-chart')> | null = null;
let drawn = '';

/** Draws the chart; the chart library is fetched the first time a course is there. */
export function updateCourse(root: HTMLElement, state: State, f: Format): void {
    const box = root.querySelector<HTMLElement>('.course-chart');
    if (chart && chart.box !== box) {
        chart.dispose();
        chart = null;
        drawn = '';
    }
    const course = state.course;
    if (!box || !course || course === 'failed')
        return;
    const signature = JSON.stringify([course, f.language, state.dark]);
    if (chart && signature === drawn)
        return;
    loading ??= import('./course-chart');
    void loading.then((library) => {
        if (!box.isConnected)
            return;
        chart ??= library.createChart(box);
        drawn = signature;
        chart.show(course, f);
    });
}
