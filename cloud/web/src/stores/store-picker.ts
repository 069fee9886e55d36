import { html, nothing, type TemplateResult } from 'lit-html';
import type { Actions, State } from '../app/state';
import type { Format } from '../i18n/format';

/** The store's name; a choice where there are several. */
export function storePicker({ stores, store }: State, actions: Actions, f: Format): TemplateResult | typeof nothing {
    if (!store)
        return nothing;
    const all = stores ?? [];
    if (all.length < 2)
        return html`<span class="store" data-testid="store-name">${store.tenant} / ${store.store}</span>`;
    const choose = (event: Event): void => {
        const chosen = all[(event.target as HTMLSelectElement).selectedIndex];
        if (chosen)
            actions.chooseStore({ tenant: chosen.tenant, store: chosen.store });
    };
    return html`
        <select class="store" data-testid="store-picker" aria-label=${f.text.chooseStore} @change=${choose}>
            ${all.map((s) => html`<option ?selected=${s.tenant === store.tenant && s.store === store.store}>${s.tenant} / ${s.store}</option>`)}
        </select>`;
}
