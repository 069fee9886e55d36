import { html, nothing, type TemplateResult } from 'lit-html';
import type { Course, State } from '../app/state';
import { shownZone } from '../app/selection';
import type { Format } from '../i18n/format';
import type { CourseChart } from './course-chart';
import { courseSteps } from './course-steps';

/** How the chosen zone's visits and presence went over the range. */
export function coursePanel(state: State, f: Format): TemplateResult | typeof nothing {
    const zone = shownZone(state);
    if (!zone)
        return nothing;
    const course = state.course !== 'failed' && state.course?.zone === zone.zone ? state.course : null;
    return html`
        <section class="card course" aria-labelledby="course-title">
            <h2 id="course-title">${f.text.course(zone.name)}
                ${course ? html`<span class="quiet">${f.text.courseStep(f.duration(course.stepSeconds))}</span>` : nothing}</h2>
            ${state.course === 'failed' ? html`<p class="warning">${f.text.courseFailed}</p>` : nothing}
            <div class="course-chart" role="img" data-testid="course-chart"
                aria-label=${course ? summary(zone.name, course, f) : f.text.courseLoading}></div>
            <ul class="course-legend" aria-hidden="true">
                <li><span class="swatch bar"></span>${f.text.courseVisits}</li>
                <li><span class="swatch line"></span>${f.text.courseOccupancy}</li>
                <li><span class="swatch gap"></span>${f.text.courseUnobserved}</li>
            </ul>
            ${course ? courseTable(course, f) : nothing}
        </section>`;
}

function summary(name: string, { points }: Course, f: Format): string {
    const visits = points.reduce((sum, p) => sum + p.visits, 0);
    const peak = Math.max(0, ...points.map((p) => p.occupancyMean ?? 0));
    return f.text.chartSummary(name, f.text.visitCount(visits, f.integer(visits)), f.quantity(peak));
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
                        ? html`<td>${f.integer(point.visits)}</td><td>${f.integer(point.engagedVisits)}</td>
                            <td>${point.occupancyMean === null ? f.text.notObserved : f.quantity(point.occupancyMean)}</td>`
                        : html`<td colspan="3" class="absent">${f.text.notObserved}</td>`}</tr>`)}
                </tbody>
            </table></div>
        </details>`;
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
