import { describe, expect, it } from 'vitest';
import { coalesce, type Timer } from '../../src/live/coalesce';
import { lookOf } from '../../src/live/live-badge';

/** A clock that only a test moves. */
class HandTimer implements Timer {
    private time = 0;
    private waiting: { at: number; action: () => void }[] = [];

    now(): number {
        return this.time;
    }

    after(milliseconds: number, action: () => void): void {
        this.waiting.push({ at: this.time + milliseconds, action });
    }

    async advance(milliseconds: number): Promise<void> {
        const end = this.time + milliseconds;
        for (;;) {
            const due = this.waiting.filter((w) => w.at <= end).sort((a, b) => a.at - b.at)[0];
            if (!due)
                break;
            this.waiting = this.waiting.filter((w) => w !== due);
            this.time = due.at;
            due.action();
            await settle();
        }
        this.time = end;
        await settle();
    }
}

const settle = async (): Promise<void> => {
    for (let i = 0; i < 5; i++)
        await Promise.resolve();
};

describe('coalesce', () => {
    it('request_ManyAtOnce_RunsNowAndOnceMoreAfterTheInterval', async () => {
        const timer = new HandTimer();
        const starts: number[] = [];
        const request = coalesce(async () => { starts.push(timer.now()); }, 1000, timer);
        for (let i = 0; i < 50; i++)
            request();
        await settle();
        expect(starts).toEqual([0]);
        for (let i = 0; i < 50; i++)
            request();
        await timer.advance(5000);
        expect(starts).toEqual([0, 1000]);
    });

    it('request_SteadyStream_RunsAtMostOnceASecond', async () => {
        const timer = new HandTimer();
        const starts: number[] = [];
        const request = coalesce(async () => { starts.push(timer.now()); }, 1000, timer);
        for (let i = 0; i < 100; i++) {
            request();
            await timer.advance(100);
        }
        expect(starts.length).toBeGreaterThanOrEqual(10);
        expect(starts.every((start, i) => i === 0 || start - (starts[i - 1] ?? 0) >= 1000)).toBe(true);
    });

    it('request_DuringASlowRun_NeverRunsTwoAtATimeAndLosesNone', async () => {
        const timer = new HandTimer();
        let running = 0;
        let most = 0;
        let runs = 0;
        const finish: (() => void)[] = [];
        const request = coalesce(async () => {
            runs++;
            most = Math.max(most, ++running);
            await new Promise<void>((resolve) => finish.push(resolve));
            running--;
        }, 1000, timer);
        request();
        await timer.advance(3000);
        request();
        request();
        await timer.advance(3000);
        expect(runs).toBe(1);
        finish.shift()?.();
        await timer.advance(1000);
        expect(runs).toBe(2);
        expect(most).toBe(1);
    });
});

describe('live badge', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const past = { kind: 'custom', from: new Date('2026-11-20T08:00:00Z'), to: new Date('2026-11-20T20:00:00Z') } as const;

    it('lookOf_PastRange_IsNeverLive', () => {
        expect(lookOf({ connection: 'connected', range: { kind: '15m' }, now })).toBe('live');
        expect(lookOf({ connection: 'connected', range: past, now })).toBe('past');
        expect(lookOf({ connection: 'reconnecting', range: { kind: 'today' }, now })).toBe('reconnecting');
        expect(lookOf({ connection: 'offline', range: past, now })).toBe('offline');
    });
});
