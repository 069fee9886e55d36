import { describe, expect, it } from 'vitest';
import { colourTable, domainOf, fadePart, position, rankAmong, valueAt } from '../../src/plan/colour-scale';
import { inferno } from '../../src/plan/inferno';

const scale = { p50: 2, p75: 5, p90: 9, p95: 12, p99: 20, max: 400 };

const lightness = (r: number, g: number, b: number): number => {
    const linear = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
};

describe('colour scale', () => {
    it('position_OneHotCell_DoesNotFlattenTheRest', () => {
        const domain = domainOf(scale);
        expect(domain).toEqual({ low: 2, high: 20 });
        if (!domain)
            return;
        expect(position(400, domain)).toBe(1);
        expect(position(20, domain)).toBe(1);
        expect(position(11, domain)).toBeCloseTo(fadePart + (1 - fadePart) / 2, 10);
        expect(position(2, domain)).toBeCloseTo(fadePart, 10);
        expect(position(1, domain)).toBeCloseTo(fadePart / 2, 10);
        expect(position(0, domain)).toBe(0);
    });

    it('valueAt_EveryPlace_InvertsPosition', () => {
        for (const domain of [{ low: 2, high: 20 }, { low: 0, high: 7 }]) {
            for (let place = 0.01; place <= 1; place += 0.01)
                expect(position(valueAt(place, domain), domain)).toBeCloseTo(place, 8);
        }
    });

    it('domainOf_AllCellsEqual_RunsFromZeroToTheirValue', () => {
        expect(domainOf({ p50: 3, p75: 3, p90: 3, p95: 3, p99: 3, max: 3 })).toEqual({ low: 0, high: 3 });
    });

    it('domainOf_NothingThere_IsNull', () => {
        expect(domainOf(null)).toBeNull();
        expect(domainOf({ p50: 0, p75: 0, p90: 0, p95: 0, p99: 0, max: 0 })).toBeNull();
    });

    it.each([true, false])('colourTable_Dark%s_ZeroIsClearAndLightnessIsMonotone', (dark) => {
        const table = colourTable(dark);
        expect(table[3]).toBe(0);
        let last = dark ? -1 : 2;
        for (let i = 1; i < 256; i++) {
            const light = lightness(table[i * 4] ?? 0, table[i * 4 + 1] ?? 0, table[i * 4 + 2] ?? 0);
            // A tolerance of one step of one channel: the table holds whole numbers.
            expect(dark ? light - last : last - light).toBeGreaterThan(-0.004);
            expect(table[i * 4 + 3]).toBeGreaterThanOrEqual(table[i * 4 - 1] ?? 0);
            last = light;
        }
    });

    it('inferno_PublishedAnchors_AreHit', () => {
        expect(inferno(0)).toEqual([0, 0, 4]);
        expect(inferno(0.5)).toEqual([0xbc, 0x37, 0x54]);
        expect(inferno(1)).toEqual([0xfc, 0xff, 0xa4]);
    });

    it('rankAmong_ZerosInTheList_AreNotCounted', () => {
        expect(rankAmong(3, [0, 0, 1, 2, 3, 4])).toBe(0.5);
        expect(rankAmong(3, [])).toBe(0);
    });
});
