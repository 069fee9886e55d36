/**
 * The colour map "inferno" at 33 even steps: perceptually uniform, lightness strictly rising, readable with every common colour
 * blindness and in grey. By Nathaniel Smith and Stéfan van der Walt (CC0), as in matplotlib.
 */
const stops = [
    0x000004, 0x040312, 0x0b0724, 0x150b37, 0x210c4a, 0x2f0a5b, 0x3d0965, 0x4a0c6b, 0x57106e, 0x64156e, 0x71196e, 0x7d1e6d, 0x8a226a, 0x972766,
    0xa32c61, 0xb0315b, 0xbc3754, 0xc73e4c, 0xd24644, 0xdb503b, 0xe45a31, 0xeb6628, 0xf1731d, 0xf68013, 0xf98e09, 0xfb9d07, 0xfcac11, 0xfbbc21,
    0xf9cb35, 0xf5db4c, 0xf2ea69, 0xf3f68a, 0xfcffa4,
] as const;

export type Rgb = readonly [number, number, number];

/** The colour at t in 0..1, each channel 0..255. */
export function inferno(t: number): Rgb {
    const place = Math.min(1, Math.max(0, t)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    const rest = place - below;
    const a = stops[below] ?? 0;
    const b = stops[below + 1] ?? 0;
    const mix = (shift: number): number => Math.round(((a >> shift) & 255) * (1 - rest) + ((b >> shift) & 255) * rest);
    return [mix(16), mix(8), mix(0)];
}
