import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../src/app/address';
import { instants, isLong, knowable, observedShare, rangeProblem, reachesNow, secondsOf, seriesStep } from '../../src/range/range';
import { fromLocalInput, toLocalInput } from '../../src/range/local-input';

const now = new Date('2026-11-21T14:07:23.500Z');

describe('range', () => {
    it('instants_LastQuarter_BeginsOnAWindowsEdge', () => {
        expect(instants({ kind: '15m' }, now, 60)).toEqual({ from: new Date('2026-11-21T13:52:00Z'), to: now });
    });

    it('instants_SevenDays_BeginOnAWindowsEdgeAndAreLong', () => {
        const range = instants({ kind: '7d' }, now, 60);
        expect(range).toEqual({ from: new Date('2026-11-14T14:07:00Z'), to: now });
        expect([isLong(range), isLong(instants({ kind: 'today' }, now, 60))]).toEqual([true, false]);
    });

    it('instants_Today_BeginsAtTheViewersMidnight', () => {
        const { from } = instants({ kind: 'today' }, now, 60);
        expect([from.getHours(), from.getMinutes(), from.getDate()]).toEqual([0, 0, now.getDate()]);
    });

    it('reachesNow_PastCustomRange_IsFalse', () => {
        expect(reachesNow({ kind: '15m' }, now)).toBe(true);
        expect(reachesNow({ kind: 'custom', from: new Date(0), to: new Date(now.getTime() - 1) }, now)).toBe(false);
        expect(reachesNow({ kind: 'custom', from: new Date(0), to: new Date(now.getTime() + 1) }, now)).toBe(true);
    });

    it('rangeProblem_EachFault_IsNamed', () => {
        const day = 86_400_000;
        expect(rangeProblem(null, now)).toBe('incomplete');
        expect(rangeProblem(new Date(NaN), now)).toBe('incomplete');
        expect(rangeProblem(now, now)).toBe('reversed');
        expect(rangeProblem(new Date(now.getTime() - 401 * day), now)).toBe('too-long');
        expect(rangeProblem(new Date(now.getTime() - 400 * day), now)).toBeNull();
    });

    it('knowable_WindowInProgress_IsNotAGap', () => {
        const range = { from: new Date('2026-11-21T13:52:00Z'), to: now };
        expect(secondsOf(knowable(range, now, 60, new Date('2026-11-21T14:07:00Z')))).toBe(900);
    });

    it('knowable_DeviceSilentForLong_CountsAsAGap', () => {
        const range = { from: new Date('2026-11-21T13:52:00Z'), to: now };
        expect(secondsOf(knowable(range, now, 60, new Date('2026-11-21T13:55:00Z')))).toBeCloseTo(863.5);
        expect(observedShare(180, 863.5)).toBeCloseTo(0.208, 3);
    });

    it('observedShare_NothingCouldBeObserved_IsNullNotZero', () => {
        expect(observedShare(0, 0)).toBeNull();
        expect(observedShare(0, 60)).toBe(0);
        expect(observedShare(61, 60)).toBe(1);
    });

    it.each([[900, 10], [900, 60], [86_400, 60], [86_400 * 30, 60], [900, 7], [86_400 * 400, 15]])(
        'seriesStep_%sSecondsOfWindowsOf%s_AreWholeWindowsAndFew', (seconds, window) => {
            const step = seriesStep({ from: new Date(0), to: new Date(seconds * 1000) }, window);
            expect(step % window).toBe(0);
            expect(seconds / step).toBeLessThanOrEqual(36);
        });

    it('localInput_AnyMinute_RoundTrips', () => {
        const minute = new Date(2026, 2, 5, 7, 4);
        expect(toLocalInput(minute)).toBe('2026-03-05T07:04');
        expect(fromLocalInput('2026-03-05T07:04')).toEqual(minute);
        expect(fromLocalInput('')).toBeNull();
    });
});

describe('address', () => {
    it.each([
        { store: null, range: { kind: '15m' }, surface: null, layer: 'path', zone: null, study: null, language: null },
        { store: { tenant: 'acme', store: 'milano-01' }, range: { kind: 'today' }, surface: 'floor', layer: 'linger', zone: 'checkout', study: 'walk-1', language: 'it' },
        { store: null, range: { kind: '7d' }, surface: null, layer: 'exit', zone: null, study: '', language: null },
        { store: null, range: { kind: 'custom', from: new Date('2026-01-01T08:00:00Z'), to: new Date('2026-01-02T20:15:00Z') }, surface: null, layer: 'path', zone: null, study: null, language: 'en' },
    ] as const)('writeAddress_%#_IsReadBack', (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address);
    });

    it('writeAddress_Defaults_LeaveTheAddressClean', () => {
        expect(writeAddress({ store: null, range: { kind: '15m' }, surface: null, layer: 'path', zone: null, study: null, language: null })).toBe('');
    });

    it('readAddress_Nonsense_FallsBackToDefaults', () => {
        expect(readAddress('?range=custom&from=x&to=2026-01-01&store=A/../b&lang=xx&study=A/B')).toEqual({
            store: null, range: { kind: '15m' }, surface: null, layer: 'path', zone: null, study: null, language: null,
        });
        expect(readAddress('?range=custom&from=2026-01-02T00:00Z&to=2026-01-01T00:00Z').range).toEqual({ kind: '15m' });
    });
});
