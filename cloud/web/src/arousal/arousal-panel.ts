import { html, nothing, type TemplateResult } from 'lit-html';
import type { ArousalMean, ArousalRange } from '../api/types';
import { observedNote } from '../app/observed-note';
import { arousalPrivacyOf, knownRange } from '../app/selection';
import type { Actions, ArousalCourse, State } from '../app/state';
import { scaleWords } from '../charts/scale-words';
import { whiskers } from '../charts/whiskers';
import type { Format } from '../i18n/format';
import { arousalReason } from '../zones/withheld';
import { arousalTrend } from './arousal-trend';
import { bandOf, scaleEnd } from './scale';
import { studyPicker } from './study-picker';

/** Skin-conductance arousal per zone; the panel is there only where a sensor measured. */
export function arousalPanel(state: State, actions: Actions, f: Format): TemplateResult | typeof nothing {
    const zones = state.figures?.arousal.zones ?? [];
    const studies = state.figures?.arousal.studies ?? [];
    if (zones.length === 0 && studies.length === 0 && state.study === null)
        return nothing;
    const end = scaleEnd(zones.flatMap(({ figures }) => figures.arousal?.estimate ? [figures.arousal.estimate] : []));
    return html`
        <section class="card stress" aria-labelledby="stress-title" data-testid="stress">
            <h2 id="stress-title">${f.text.stress}</h2>
            <p class="quiet caveat">${f.text.stressCaveat}</p>
            ${studyPicker(studies, state.study, actions, f)}
            ${zones.length === 0 ? html`<p class="absent">${f.text.stressNoStudy}</p>` : nothing}
            <ul>${zones.map((zone) => zoneRow(zone, end, state, f))}</ul>
            ${zones.some(({ figures }) => figures.arousal?.estimate) ? html`<p class="quiet caveat">${f.text.stressInterval}</p>` : nothing}
        </section>`;
}

function zoneRow(course: ArousalCourse, end: number, state: State, f: Format): TemplateResult {
    const { figures: zone } = course;
    const range = knownRange(state) ?? state.figures?.range;
    return html`
        <li data-testid="stress-row" data-zone=${zone.zone}>
            <div class="expression-head"><span>${zone.name}</span>
                ${zone.arousal ? html`<span class="quiet">${f.text.stressContacts(zone.arousal.contributors, f.integer(zone.arousal.contributors))}</span>` : nothing}
            </div>
            ${zone.arousal?.estimate ? mean(zone.arousal.estimate, end, f)
                : html`<p class="absent">${arousalReason(zone.withheld, arousalPrivacyOf(state, zone.zone), f)}</p>`}
            ${zone.arousal ? facts(zone.arousal, state, f) : nothing}
            ${zone.arousal && range ? arousalTrend(course, range, f) : nothing}
            ${zone.arousal && zone.arousal.abstainedShare > 0 ? html`<p class="quiet" data-testid="stress-abstained">${f.text.stressAbstained(f.percent(zone.arousal.abstainedShare))}</p>` : nothing}
            ${observedNote(zone.observedSeconds, state, f)}
        </li>`;
}

const mean = (estimate: ArousalMean, end: number, f: Format): TemplateResult => html`
    <div class="stress-mean" data-testid="stress-mean">
        <p><b>${scaleWords(estimate, [f.text.stressBelow, f.text.stressAbove], f)}</b>
            <span class="range-text">${f.text.stressMean(f.signed(estimate.mean), f.signed(estimate.low), f.signed(estimate.high))}</span></p>
        ${whiskers(bandOf(estimate), [-end, end], [-end, 0, end])}
        <p class="band-axis quiet" aria-hidden="true"><span>−${end}</span><span>${f.text.stressUsual}</span><span>+${end}</span></p>
    </div>`;

function facts(arousal: ArousalRange, { layout }: State, f: Format): TemplateResult {
    const from = layout?.arousal[0]?.elevatedFrom;
    return html`
        <dl class="facts">
            <div data-testid="stress-responses"><dt>${f.text.stressResponses}</dt><dd><b>${f.quantity(arousal.scrPerMinute)}</b><span class="quiet">${f.text.perMinute}</span></dd></div>
            <div data-testid="stress-level"><dt>${f.text.stressLevel}</dt><dd>${arousal.sclMicrosiemens === null
                ? html`<span class="absent">${f.text.stressLevelUnknown}</span>` : html`<b>${f.quantity(arousal.sclMicrosiemens)}</b><span class="quiet">µS</span>`}</dd></div>
            <div data-testid="stress-contact"><dt>${f.text.stressContact}</dt><dd><b>${f.duration(arousal.contactSeconds)}</b><span class="quiet">${f.text.stressContactHint}</span></dd></div>
            ${arousal.estimate ? html`
                <div data-testid="stress-elevated"><dt>${f.text.stressElevated}</dt><dd><b>${f.percent(arousal.estimate.elevatedShare)}</b>
                    <span class="quiet">${from === undefined ? f.text.stressElevatedHint : f.text.stressElevatedFrom(f.percent(from))}</span></dd></div>` : nothing}
        </dl>`;
}
