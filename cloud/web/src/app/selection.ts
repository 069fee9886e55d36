import type { PrivacyInForce, Surface, SurfaceHeat, ZoneFigures } from '../api/types';
import { knowable, observedShare, secondsOf, type Instants } from '../range/range';
import type { State } from './state';

/** The surface that is drawn: the chosen one, else the first floor plan, else the first. */
export function shownSurface({ layout, surface }: State): Surface | null {
    const all = layout?.surfaces ?? [];
    return all.find((s) => s.surface === surface) ?? all.find((s) => s.unit === 'metre') ?? all[0] ?? null;
}

/** The heat of a surface; null when it was not observed. */
export const heatOf = (state: State, surface: Surface): SurfaceHeat | null =>
    state.figures?.heat.surfaces.find((h) => h.surface === surface.surface && h.observedSeconds > 0) ?? null;

/** How many people were on a surface on average; null when it was not observed. */
export function meanPresence({ figures }: State, surface: Surface): number | null {
    const path = figures?.presence.surfaces.find((h) => h.surface === surface.surface && h.observedSeconds > 0);
    return path ? (path.totalPersonSeconds ?? 0) / path.observedSeconds : null;
}

/** The privacy profile that a surface's heat is told by. */
export const surfacePrivacyOf = ({ layout }: Pick<State, 'layout'>, surface: Surface): PrivacyInForce | undefined =>
    layout?.privacy.find((p) => p.device === surface.device);

/** The zone whose course is shown: the chosen one where it exists, else the first. */
export function shownZone({ figures, zone }: Pick<State, 'figures' | 'zone'>): ZoneFigures | null {
    return figures?.zones.find((z) => z.zone === zone) ?? figures?.zones[0] ?? null;
}

/** The privacy profile that withholds a zone's figures. */
export function privacyOf({ layout }: State, zone: string): PrivacyInForce | undefined {
    const device = layout?.zones.find((z) => z.zone === zone)?.device;
    return layout?.privacy.find((p) => p.device === device) ?? layout?.privacy[0];
}

/** The privacy profile that withholds a zone's skin-conductance arousal: that of a device that measures it. */
export function arousalPrivacyOf({ layout }: State, zone: string): PrivacyInForce | undefined {
    const measuring = layout?.privacy.filter((p) => layout.arousal.some((a) => a.device === p.device)) ?? [];
    const device = layout?.sensors.find((s) => s.zone === zone)?.device;
    return measuring.find((p) => p.device === device) ?? measuring[0];
}

/** The privacy profile that withholds a display's figures. */
export function displayPrivacyOf({ layout }: State, display: string): PrivacyInForce | undefined {
    const device = layout?.displays.find((d) => d.display === display)?.device;
    return layout?.privacy.find((p) => p.device === device) ?? layout?.privacy.find((p) => p.attentionThreshold !== null);
}

/** End of the newest window that any device delivered. */
export function lastWindowEnd({ devices }: State): Date | null {
    const ends = devices.flatMap((d) => d.lastWindowEnd ? [Date.parse(d.lastWindowEnd)] : []);
    return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Share of the range that could be observed and was, for a surface; null while nothing could be. */
export function completeness(state: State, surface: Surface): number | null {
    const range = knownRange(state);
    return range && observedShare(heatOf(state, surface)?.observedSeconds ?? 0, secondsOf(range));
}

/** A device that has not described itself leaves the window's length open: then the usual one is taken. */
export const windowSecondsOf = ({ layout }: Pick<State, 'layout'>): number => layout?.windowSeconds ?? 60;

/** The part of the shown range that figures can be there for. */
export function knownRange(state: State): Instants | null {
    const { figures } = state;
    return figures && knowable(figures.range, figures.arrivedAt, windowSecondsOf(state), lastWindowEnd(state));
}

/** True when nothing at all was observed in the range. */
export const nothingObserved = ({ figures }: State): boolean => figures !== null
    && figures.zones.every((z) => !(z.observedSeconds > 0))
    && figures.presence.surfaces.every((h) => !(h.observedSeconds > 0))
    && figures.arousal.zones.every(({ figures: z }) => !(z.observedSeconds > 0));
