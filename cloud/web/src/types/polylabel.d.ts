declare module 'polylabel' {
    /** The point of a polygon farthest from its outline (rings of [x, y], outer first). */
    export default function polylabel(rings: number[][][], precision?: number): number[] & { distance: number };
}
