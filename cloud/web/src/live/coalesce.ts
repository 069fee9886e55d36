/** The clock and timer that a coalescer needs; the browser's own by default. */
export interface Timer {
    now(): number;
    after(milliseconds: number, action: () => void): unknown;
}

const browserTimer: Timer = { now: () => performance.now(), after: (ms, action) => setTimeout(action, ms) };

/**
 * Turns any number of requests into runs of one action, never two at a time and never closer than `intervalMs` start to start.
 * The first request runs at once; requests during a run or within the interval lead to exactly one more run.
 */
export function coalesce(action: () => Promise<void>, intervalMs: number, timer: Timer = browserTimer): () => void {
    let lastStart = Number.NEGATIVE_INFINITY;
    let running = false;
    let waiting = false;
    let scheduled = false;

    const start = async (): Promise<void> => {
        lastStart = timer.now();
        running = true;
        waiting = false;
        try {
            await action();
        } finally {
            running = false;
            if (waiting)
                request();
        }
    };

    const request = (): void => {
        if (running) {
            waiting = true;
            return;
        }
        if (scheduled)
            return;
        const rest = lastStart + intervalMs - timer.now();
        if (rest <= 0) {
            void start();
            return;
        }
        scheduled = true;
        timer.after(rest, () => {
            scheduled = false;
            void start();
        });
    };
    return request;
}
