import { html, type TemplateResult } from 'lit-html';
import type { HeatLayer } from '../api/types';
import type { Actions, State } from '../app/state';
import type { Format } from '../i18n/format';

const layers: readonly HeatLayer[] = ['path', 'linger', 'entry', 'exit'];

/** What a layer shows, in words. */
export const layerTitle = (layer: HeatLayer, f: Format): string =>
    ({ path: f.text.layerPath, linger: f.text.layerLinger, entry: f.text.layerEntry, exit: f.text.layerExit })[layer];

const shortTitle = (layer: HeatLayer, f: Format): string =>
    ({ path: f.text.layerPathShort, linger: f.text.layerLingerShort, entry: f.text.layerEntryShort, exit: f.text.layerExitShort })[layer];

/** Where people go, linger, come in, leave. */
export function layerSwitch({ layer: chosen }: State, actions: Actions, f: Format): TemplateResult {
    return html`
        <div class="segmented layers" role="group" aria-label=${f.text.layers}>
            ${layers.map((layer) => html`
                <button type="button" data-testid="layer-${layer}" aria-pressed=${layer === chosen} title=${layerTitle(layer, f)}
                    @click=${() => actions.chooseLayer(layer)}>${shortTitle(layer, f)}</button>`)}
        </div>`;
}
