import { html, type TemplateResult } from 'lit-html';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';
import { reachesNow } from '../range/range';

type Look = 'live' | 'past' | 'connecting' | 'reconnecting' | 'offline';

/** "Live" is said only when the channel is open and the range reaches to now. */
export function lookOf({ connection, range, now }: Pick<State, 'connection' | 'range' | 'now'>): Look {
    if (connection !== 'connected')
        return connection;
    return reachesNow(range, now) ? 'live' : 'past';
}

export function liveBadge(state: State, f: Format): TemplateResult {
    const look = lookOf(state);
    const [word, hint] = {
        live: [f.text.liveOn, f.text.liveOnHint],
        past: [f.text.livePast, f.text.livePastHint],
        connecting: [f.text.liveConnecting, ''],
        reconnecting: [f.text.liveReconnecting, f.text.liveReconnectingHint],
        offline: [f.text.liveOffline, f.text.liveOfflineHint],
    }[look] as [string, string];
    return html`
        <div class="live">
            <span class="badge badge-${look}" role="status" aria-live="polite" data-testid="live-badge" data-state=${look} title=${hint}>
                <span class="dot" aria-hidden="true"></span>${word}
            </span>
            <span class="updated">${state.figures ? f.text.updatedAt(f.timeWithSeconds(state.figures.arrivedAt)) : ''}</span>
        </div>`;
}
