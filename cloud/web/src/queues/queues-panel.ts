import { html, nothing, type TemplateResult } from 'lit-html';
import { peopleChart } from '../charts/people-chart';
import { nothingTold, observedNote } from '../app/observed-note';
import { knownRange, privacyOf } from '../app/selection';
import type { QueueCourse, State } from '../app/state';
import type { Format } from '../i18n/format';
import { courseSteps } from '../zones/course-steps';
import { withheldReason } from '../zones/withheld';

/** Every queue: how long, how long the wait, how many were served and how many walked away. */
export function queuesPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const queues = state.figures?.queues ?? [];
    if (queues.length === 0)
        return nothing;
    return html`
        <section class="card queues" aria-labelledby="queues-title" data-testid="queues">
            <h2 id="queues-title">${f.text.queues}</h2>
            ${queues.map((queue) => html`
                <div class="queue" data-testid="queue" data-queue=${queue.figures.queue}>
                    <h3>${queue.figures.name} ${queue.figures.lengthNow === null ? nothing
                        : html`<span class="quiet" data-testid="queue-now">${f.text.queueNow(queue.figures.lengthNow, f.integer(queue.figures.lengthNow))}</span>`}</h3>
                    ${queue.figures.observedSeconds > 0 ? told(queue, state, f) : html`<p class="absent">${nothingTold(state, f)}</p>`}
                </div>`)}
        </section>`;
}

function told(queue: QueueCourse, state: State, f: Format): TemplateResult {
    const { figures: q } = queue;
    const range = knownRange(state) ?? state.figures?.range;
    const steps = (range ? courseSteps({ range, stepSeconds: queue.stepSeconds, points: queue.points }) : [])
        .map(({ start, point }) => ({ start, people: point && { mean: point.lengthMean, peak: point.lengthPeak } }));
    return html`
        <dl class="facts">
            ${fact('queue-length', f.text.queueLength, q.lengthMean === null ? null : f.quantity(q.lengthMean), f.text.queuePeak(f.integer(q.lengthPeak)), f.text.notObserved)}
            ${fact('queue-wait', f.text.queueWait, q.wait && f.duration(q.wait.medianSeconds), q.wait ? f.text.p90(f.duration(q.wait.p90Seconds)) : '',
                withheldReason(q.waitWithheld, f.text.queueNobodyServed, privacyOf(state, q.queue), f))}
            ${fact('queue-served', f.text.queueServed, q.servedPerHour === null ? null : f.text.perHour(f.quantity(q.servedPerHour)), f.text.peopleCount(q.served, f.integer(q.served)), f.text.notObserved)}
            ${fact('queue-abandoned', f.text.queueAbandoned, q.abandonedShare === null ? null : f.percent(q.abandonedShare), f.text.peopleCount(q.abandoned, f.integer(q.abandoned)), f.text.queueNobodyLeft)}
        </dl>
        ${peopleChart('queue-chart', q.name, steps, queue.stepSeconds, f)}
        ${q.cut > 0 ? html`<p class="quiet">${f.text.queueCut(q.cut, f.integer(q.cut))}</p>` : nothing}
        ${little(q.littleRatio, f)}
        ${observedNote(q.observedSeconds, state, f)}`;
}

const fact = (id: string, term: string, value: string | null, detail: string, reason: string): TemplateResult => html`
    <div data-testid=${id}><dt>${term}</dt>
        <dd>${value === null ? html`<span class="absent">${reason}</span>` : html`<b>${value}</b><span class="quiet">${detail}</span>`}</dd></div>`;

/** Little's law: length = arrivals × wait. Far from it, something is not seen. */
function little(ratio: number | null, f: Format): TemplateResult | typeof nothing {
    if (ratio === null)
        return nothing;
    return ratio >= 0.75 && ratio <= 1.33
        ? html`<p class="quiet" data-testid="little">${f.text.littleAgrees(f.quantity(ratio))}</p>`
        : html`<p class="warning" data-testid="little">${f.text.littleDisagrees(f.quantity(ratio))}</p>`;
}
