import type { SurfaceFlow } from '../api/types';

/** Ways from zone (row) to zone (column). */
export interface WaysMatrix {
    readonly zones: readonly string[];
    /** Null where nobody knows: too few people went, or none. */
    readonly people: readonly (readonly (number | null)[])[];
    /** The largest number of people. */
    readonly most: number;
}

/** A row and a column for every zone that is drawn, and for those that have figures only. What is not told is 0 only while nothing waits. */
export function waysMatrix(flow: SurfaceFlow, drawn: readonly string[]): WaysMatrix {
    const zones = [...new Set([...drawn, ...flow.transitions.flatMap((t) => [t.from, t.to])])];
    const told = new Map(flow.transitions.map((t) => [`${t.from} ${t.to}`, t.people]));
    const rest = flow.withheld > 0 ? null : 0;
    return {
        zones,
        people: zones.map((from) => zones.map((to) => told.get(`${from} ${to}`) ?? rest)),
        most: Math.max(0, ...flow.transitions.map((t) => t.people)),
    };
}

/** One of five shades for a number of people; 0 for none. */
export const shade = (people: number | null, most: number): number => !people || most === 0 ? 0 : Math.max(1, Math.ceil((people / most) * 5));
