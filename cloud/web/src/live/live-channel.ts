/** How the push channel stands. `reconnecting` turns into `offline` after some seconds without success. */
export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'offline';

export type LiveEvent = 'window' | 'device' | 'layout';

export interface LiveHandlers {
    onConnection(state: Connection): void;
    onEvent(event: LiveEvent): void;
}

const offlineAfterMs = 15_000;
const reopenAfterMs = 5_000;

/**
 * Listens to a store's server-sent events. The browser reconnects by itself after a cut; where it gives up
 * (the server answered with an error), the channel is opened anew. After a reconnect everything may have changed, so
 * `layout`, `device` and `window` are reported once. Returns the way to close it.
 */
export function openLive(address: string, handlers: LiveHandlers): () => void {
    let source: EventSource;
    let offlineTimer: ReturnType<typeof setTimeout> | undefined;
    let reopenTimer: ReturnType<typeof setTimeout> | undefined;
    let wasCut = false;

    const open = (): void => {
        source = new EventSource(address);
        source.onopen = () => {
            clearTimeout(offlineTimer);
            offlineTimer = undefined;
            handlers.onConnection('connected');
            if (wasCut) {
                for (const event of ['layout', 'device', 'window'] as const)
                    handlers.onEvent(event);
            }
            wasCut = false;
        };
        source.onerror = () => {
            if (!wasCut)
                handlers.onConnection('reconnecting');
            wasCut = true;
            offlineTimer ??= setTimeout(() => handlers.onConnection('offline'), offlineAfterMs);
            if (source.readyState === EventSource.CLOSED) {
                source.close();
                clearTimeout(reopenTimer);
                reopenTimer = setTimeout(open, reopenAfterMs);
            }
        };
        for (const event of ['window', 'device', 'layout'] as const)
            source.addEventListener(event, () => handlers.onEvent(event));
    };

    handlers.onConnection('connecting');
    open();
    return () => {
        clearTimeout(offlineTimer);
        clearTimeout(reopenTimer);
        source.close();
    };
}
