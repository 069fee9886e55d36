import { html, nothing, type TemplateResult } from 'lit-html';
import type { Format } from '../i18n/format';
import { lastWindowEnd, nothingObserved } from './selection';
import type { Actions, State } from './state';

type Part = TemplateResult | typeof nothing;

/** Always there while the figures are not of a real shop. */
export function provenanceBanner({ layout }: State, f: Format): Part {
    const provenance = layout?.provenance;
    if (!provenance)
        return nothing;
    const known: Readonly<Record<string, string>> = { demo: f.text.provenanceDemo, simulated: f.text.provenanceSimulated };
    return html`<aside class="provenance" aria-label=${f.text.provenance} data-testid="provenance">${known[provenance] ?? f.text.provenanceOther(provenance)}</aside>`;
}

/** The cloud does not answer, or says no. Figures that were there stay, marked as old. */
export function failureBanner({ failure, figures, now }: State, actions: Actions, f: Format): Part {
    if (!failure)
        return nothing;
    return html`
        <div class="failure" role="alert" data-testid="failure">
            <div>
                <strong>${failure.refused ? f.text.errorRefused : f.text.errorTitle}</strong>
                <p>${failure.refused ? failure.message : f.text.errorText}
                    ${figures ? f.text.errorStale(f.ago(figures.arrivedAt, now)) : nothing}</p>
            </div>
            <button type="button" class="button" @click=${() => actions.retry()}>${f.text.retry}</button>
        </div>`;
}

/** No store has reported yet, or the address names one that is not known: what to do. */
export function emptyPage({ stores, store, storeUnknown, ingest }: State, actions: Actions, f: Format): TemplateResult {
    return html`
        <section class="card empty" data-testid="empty">
            <h2>${storeUnknown && store ? f.text.emptyUnknownStore(`${store.tenant}/${store.store}`) : f.text.emptyTitle}</h2>
            ${stores && stores.length > 0
                ? html`<ul class="store-list">${stores.map((s) => html`
                    <li><button type="button" class="button" @click=${() => actions.chooseStore(s)}>${s.tenant} / ${s.store}</button></li>`)}</ul>`
                : html`
                    <p>${f.text.emptyText}</p>
                    <ol><li>${f.text.emptyStep1}</li><li>${f.text.emptyStep2}</li><li>${f.text.emptyStep3}</li></ol>`}
            ${ingest ? html`<p class="quiet">${f.text.emptyIngest(f.integer(ingest.received), f.integer(ingest.rejected))}
                ${ingest.lastRejection ? f.text.emptyRejection(ingest.lastRejection) : nothing}</p>` : nothing}
        </section>`;
}

/** Nothing was observed in the range: where the last figures are. */
export function noDataNotice(state: State, actions: Actions, f: Format): Part {
    if (!state.figures || !nothingObserved(state))
        return nothing;
    const { from, to } = state.figures.range;
    const last = lastWindowEnd(state);
    const jump = (): void => {
        if (last)
            actions.chooseRange({ kind: 'custom', from: new Date(last.getTime() - 15 * 60_000), to: last });
    };
    return html`
        <section class="card notice" role="status" data-testid="no-data">
            <div>
                <h2>${f.text.noDataTitle}</h2>
                <p>${f.text.noDataText(f.span(from, to, state.now))} ${last ? f.text.noDataLast(f.dateTime(last)) : nothing}</p>
            </div>
            ${last ? html`<button type="button" class="button" @click=${jump}>${f.text.noDataJump}</button>` : nothing}
        </section>`;
}
