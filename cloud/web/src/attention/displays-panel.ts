import { html, nothing, type TemplateResult } from 'lit-html';
import type { DisplayFigures, PrivacyInForce, Share } from '../api/types';
import { nothingTold, observedNote } from '../app/observed-note';
import { displayPrivacyOf, knownRange } from '../app/selection';
import type { DisplayCourse, State } from '../app/state';
import { axisEnd, intervalBar } from '../charts/interval-bar';
import type { Format } from '../i18n/format';
import { attentionReason } from '../zones/withheld';
import { whoIsAhead } from './ahead';
import { funnelBars } from './funnel';
import { passersChart } from './passers-chart';

/** Every display: how many it attracts, how long it holds them, when they lose interest, and how sure that is. The one that attracts most first. */
export function displaysPanel(state: State, f: Format): TemplateResult | typeof nothing {
    const displays = state.figures?.displays ?? [];
    if (displays.length === 0)
        return nothing;
    const end = axisEnd(Math.max(0, ...displays.map((d) => d.figures.funnel?.attraction?.high ?? 0)));
    return html`
        <section class="card displays" aria-labelledby="displays-title" data-testid="displays">
            <h2 id="displays-title">${f.text.displays}</h2>
            ${verdict(displays.map((d) => d.figures), f)}
            ${displays.map((display) => html`
                <article class="display" data-testid="display" data-display=${display.figures.display} aria-label=${display.figures.name}>
                    ${display.figures.observedSeconds > 0 ? told(display, end, state, f)
                        : html`<h3>${display.figures.name}</h3><p class="absent">${nothingTold(state, f)}</p>`}
                </article>`)}
            ${displays.some((d) => d.figures.funnel?.attraction) ? html`<p class="quiet caveat">${f.text.attractionAxis}</p>` : nothing}
        </section>`;
}

function verdict(displays: readonly DisplayFigures[], f: Format): TemplateResult | typeof nothing {
    const ahead = whoIsAhead(displays);
    if (ahead === null)
        return nothing;
    return html`<p class="verdict" data-testid="displays-verdict">${ahead.kind === 'leader'
        ? f.text.displaysLeader(ahead.display.name, f.percent(ahead.attraction.share), f.percents(ahead.attraction.low, ahead.attraction.high))
        : f.text.displaysTie(ahead.displays.map((d) => d.name).join(', '))}</p>`;
}

function told(display: DisplayCourse, end: number, state: State, f: Format): TemplateResult {
    const { figures: d } = display;
    const privacy = displayPrivacyOf(state, d.display);
    const range = knownRange(state) ?? state.figures?.range;
    return html`
        <div class="display-head">
            <h3>${d.name}</h3>
            ${attraction(d, end, privacy, f)}
        </div>
        <div class="display-body">
            ${d.funnel && d.funnel.passed > 0 ? funnelBars(d.funnel, f) : nothing}
            <dl class="facts">${holding(d, privacy, f)}${interest(d, privacy, f)}</dl>
        </div>
        ${range ? passersChart(display, range, f) : nothing}
        ${d.funnel && d.funnel.directionKnownShare !== null
            ? html`<p class="quiet" data-testid="direction-known">${f.text.directionKnown(f.percent(d.funnel.directionKnownShare))}</p>` : nothing}
        ${observedNote(d.observedSeconds, state, f)}`;
}

function attraction(d: DisplayFigures, end: number, privacy: PrivacyInForce | undefined, f: Format): TemplateResult {
    const share = d.funnel?.attraction ?? null;
    return html`
        <div class="attraction" data-testid="attraction">
            <p><span class="quiet">${f.text.attraction}</span>
                ${share === null ? html`<span class="absent">${attentionReason(d.funnel ? 'nobody' : d.funnelWithheld, f.text.nobodyPassed, privacy, f)}</span>`
                    : html`<b>${f.percent(share.share)}</b> <span class="quiet">${f.text.attractionHint}</span>`}</p>
            ${share === null ? nothing : html`
                ${band('attraction', share, [0, end])}
                <p class="band-axis quiet"><span aria-hidden="true">${f.percent(0)}</span><span>${f.text.sure(f.percents(share.low, share.high))}</span><span aria-hidden="true">${f.percent(end)}</span></p>`}
        </div>`;
}

const band = (kind: string, { share, low, high }: Share, axis: readonly [number, number]): TemplateResult => intervalBar(kind, { value: share, low, high }, axis);

function holding(d: DisplayFigures, privacy: PrivacyInForce | undefined, f: Format): TemplateResult {
    return html`
        <div data-testid="holding"><dt>${f.text.holding}</dt><dd>${d.attention === null
            ? html`<span class="absent">${attentionReason(d.attentionWithheld, f.text.nobodyLooked, privacy, f)}</span>`
            : html`${d.attention.holdingSeconds === null ? html`<span class="absent">${attentionReason(d.attention.holdingWithheld, f.text.holdingNobody, privacy, f)}</span>`
                : html`<b>${f.duration(d.attention.holdingSeconds)}</b><span class="quiet">${f.text.holdingHint}</span>`}
                <span class="quiet">${f.text.lookMedian(f.duration(d.attention.medianSeconds))}</span>`}</dd></div>`;
}

function interest(d: DisplayFigures, privacy: PrivacyInForce | undefined, f: Format): TemplateResult {
    const { interest: i } = d;
    return html`
        <div data-testid="interest"><dt>${f.text.interestLost}</dt><dd>${i === null
            ? html`<span class="absent">${attentionReason(d.interestWithheld, f.text.nobodyLooked, privacy, f)}</span>`
            : i.lostShare === null ? html`<span class="absent">${f.text.interestAllCut}</span>`
                : html`<b>${f.percent(i.lostShare.share)}</b>${band('lost', i.lostShare, [0, 1])}
                    <span class="quiet">${f.text.sure(f.percents(i.lostShare.low, i.lostShare.high))}</span>
                    <span class="quiet">${f.text.interestHint}</span>
                    ${i.cut > 0 ? html`<span class="quiet">${f.text.interestCut(i.cut, f.integer(i.cut))}</span>` : nothing}`}</dd></div>`;
}
