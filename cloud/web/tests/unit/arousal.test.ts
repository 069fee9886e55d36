import { describe, expect, it } from 'vitest';
import type { ArousalMean } from '../../src/api/types';
import { arousalPrivacyOf } from '../../src/app/selection';
import type { State } from '../../src/app/state';
import { stepBand } from '../../src/arousal/arousal-trend';
import { bandOf, scaleEnd } from '../../src/arousal/scale';

const mean = (low: number, high: number): ArousalMean => ({ contributors: 3, mean: (low + high) / 2, low, high, elevatedShare: 0 });

describe('arousal', () => {
    it('scaleEnd_AnyIntervals_IsTheNextRoundNumberOnBothSides', () => {
        expect([[], [mean(-0.4, 0.9)], [mean(-1.1, 0.2)], [mean(0, 0.5), mean(-2.9, 3.1)], [mean(-10, 4)]].map(scaleEnd)).toEqual([1, 1, 2, 5, 10]);
    });

    it('bandOf_Mean_IsItsInterval', () => {
        expect(bandOf(mean(-1, 2))).toEqual({ value: 0.5, low: -1, high: 2 });
    });

    it('stepBand_EveryReason_TellsNobodyFromThoseWhoWait', () => {
        const point = { start: '2026-01-05T08:00:00Z', observedSeconds: 900, arousal: null };
        expect((['below-threshold', 'profile', 'unscored'] as const).map((withheld) => stepBand({ ...point, withheld })))
            .toEqual(['waits', 'nobody', 'waits']);
        const estimate = mean(-1, 2);
        expect(stepBand({ ...point, withheld: null, arousal: { contributors: 3, contactSeconds: 60, sclMicrosiemens: 2, scrPerMinute: 3, abstainedShare: 0, estimate } })).toEqual(bandOf(estimate));
    });

    it('arousalPrivacyOf_Zone_IsThatOfADeviceThatMeasures', () => {
        const privacy = (device: string, arousalThreshold: number | null) => ({ device, profile: device, dwellThreshold: 5, expressionThreshold: null, attentionThreshold: null, arousalThreshold });
        const state = {
            layout: {
                privacy: [privacy('camera', null), privacy('grip', 3), privacy('counts', null)],
                arousal: [{ device: 'grip' }, { device: 'counts' }],
                sensors: [{ device: 'counts', sensor: 'kiosk', zone: 'kiosk' }, { device: 'grip', sensor: 'basket', zone: null }],
            },
        } as unknown as State;
        expect(['kiosk', 'till'].map((zone) => arousalPrivacyOf(state, zone)?.device)).toEqual(['counts', 'grip']);
        expect(arousalPrivacyOf({ layout: null } as unknown as State, 'till')).toBeUndefined();
    });
});
