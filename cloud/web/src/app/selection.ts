import type { PrivacyInForce, Surface, SurfaceHeat, ZoneFigures } from '../api/types';
import { expectedSeconds, observedShare } from '../range/range';
import type { State } from './state';

/** The surface that is drawn: the chosen one, else the first floor plan, else the first. */
export function shownSurface({ layout, surface }: State): Surface | null {
    const all = layout?.surfaces ?? [];
    return all.find((s) => s.surface === surface) ?? all.find((s) => s.unit === 'metre') ?? all[0] ?? null;
}

/** The heat of a surface; null when it was not observed. */
export const heatOf = (state: State, surface: Surface): SurfaceHeat | null =>
    state.figures?.heat.surfaces.find((h) => h.surface === surface.surface && h.observedSeconds > 0) ?? null;

/** The zone whose course is shown: the chosen one where it exists, else the first. */
export function shownZone({ figures, zone }: Pick<State, 'figures' | 'zone'>): ZoneFigures | null {
    return figures?.zones.find((z) => z.zone === zone) ?? figures?.zones[0] ?? null;
}

/** The privacy profile that withholds a zone's figures. */
export function privacyOf({ layout }: State, zone: string): PrivacyInForce | undefined {
    const device = layout?.zones.find((z) => z.zone === zone)?.device;
    return layout?.privacy.find((p) => p.device === device) ?? layout?.privacy[0];
}

/** End of the newest window that any device delivered. */
export function lastWindowEnd({ devices }: State): Date | null {
    const ends = devices.flatMap((d) => d.lastWindowEnd ? [Date.parse(d.lastWindowEnd)] : []);
    return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Share of the range that could be observed and was, for a surface; null while nothing could be. */
export function completeness(state: State, surface: Surface): number | null {
    const { figures, layout } = state;
    if (!figures || !layout)
        return null;
    const expected = expectedSeconds(figures.range, figures.arrivedAt, layout.windowSeconds, lastWindowEnd(state));
    return observedShare(heatOf(state, surface)?.observedSeconds ?? 0, expected);
}

/** True when nothing at all was observed in the range. */
export const nothingObserved = ({ figures }: State): boolean => figures !== null
    && figures.zones.every((z) => !(z.observedSeconds > 0))
    && figures.heat.surfaces.every((h) => !(h.observedSeconds > 0));
