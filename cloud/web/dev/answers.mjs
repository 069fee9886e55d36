// @ts-check
import { arrivals, isObserved, lines, surfaces, windowSeconds, zones } from './shop.mjs';

/** The API's answers, computed from the made-up shop. Times in seconds since 1970. */

/** @param {number} seconds */
const utc = (seconds) => new Date(seconds * 1000).toISOString();

/** The windows of a range that are over. @param {number} from @param {number} to @param {number} now */
function windowsOf(from, to, now) {
    const first = Math.ceil(from / windowSeconds);
    const end = Math.min(Math.ceil(to / windowSeconds), Math.floor(now / windowSeconds));
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/** @param {number[]} sorted @param {number} q */
function quantile(sorted, q) {
    const rank = q * (sorted.length - 1);
    const below = sorted[Math.floor(rank)] ?? 0;
    return below + ((sorted[Math.ceil(rank)] ?? below) - below) * (rank - Math.floor(rank));
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').HeatAnswer} */
export function heat(from, to, now) {
    const windows = windowsOf(from, to, now);
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    return {
        from: utc(from), to: utc(to),
        surfaces: observedSeconds === 0 ? [] : surfaces.map((s) => {
            /** @type {Map<number, number>} */
            const sums = new Map();
            for (const window of windows) {
                for (const { journey } of arrivals(window, s.surface)) {
                    for (const [cell, seconds] of journey.cells)
                        sums.set(cell, (sums.get(cell) ?? 0) + seconds);
                }
            }
            const cells = [...sums.keys()].sort((a, b) => a - b);
            const personSeconds = cells.map((cell) => sums.get(cell) ?? 0);
            const sorted = [...personSeconds].sort((a, b) => a - b);
            return {
                surface: s.surface, layer: 'path', columns: s.columns, rows: s.rows, observedSeconds,
                totalPersonSeconds: sorted.reduce((sum, n) => sum + n, 0),
                scale: {
                    p50: quantile(sorted, 0.5), p75: quantile(sorted, 0.75), p90: quantile(sorted, 0.9), p95: quantile(sorted, 0.95),
                    p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? 0,
                },
                cells, personSeconds,
            };
        }),
    };
}

/** @param {number[]} windows @param {string} zone */
function staysIn(windows, zone) {
    const surface = zones.find((z) => z.zone === zone)?.surface ?? '';
    return windows.flatMap((window) => arrivals(window, surface).flatMap(({ at, journey }) =>
        journey.stays.filter((s) => s.zone === zone).map((s) => ({ start: at + s.from, seconds: s.seconds, window }))));
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').ZonesAnswer} */
export function zoneFigures(from, to, now) {
    const windows = windowsOf(from, to, now);
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    const newest = Math.floor(now / windowSeconds) * windowSeconds;
    return {
        from: utc(from), to: utc(to),
        zones: zones.map(({ zone, name, device }) => {
            const stays = staysIn(windows, zone);
            const dwells = stays.map((s) => s.seconds).sort((a, b) => a - b);
            const personSeconds = dwells.reduce((sum, n) => sum + n, 0);
            const recent = staysIn(windowsOf(newest - 300, newest, now), zone);
            const few = dwells.length < 5 || zone === 'fitting-rooms' && to - from < 3600;
            return {
                zone, name, visits: stays.length, engagedVisits: dwells.filter((d) => d >= 3).length, personSeconds,
                occupancyMean: observedSeconds > 0 ? personSeconds / observedSeconds : null,
                occupancyPeak: stays.length > 0 ? 1 + Math.round(personSeconds / Math.max(1, observedSeconds)) : 0,
                occupancyNow: device === 'window-1' ? null : recent.filter((s) => s.start <= newest && s.start + s.seconds > newest).length,
                occupancyAt: utc(newest), observedSeconds,
                dwell: few ? null : {
                    visits: dwells.length, censored: Math.floor(dwells.length / 40), medianSeconds: quantile(dwells, 0.5),
                    p90Seconds: quantile(dwells, 0.9), meanSeconds: personSeconds / dwells.length,
                },
                dwellWithheld: !few ? null : dwells.length === 0 ? 'no-visits' : 'below-threshold',
            };
        }),
    };
}

/**
 * @param {string} zone @param {number} from @param {number} to @param {number} stepSeconds @param {number} now
 * @returns {import('../src/api/types').SeriesAnswer}
 */
export function series(zone, from, to, stepSeconds, now) {
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const windows = windowsOf(Math.max(from, start), Math.min(to, start + stepSeconds), now);
        const observedSeconds = windows.filter(isObserved).length * windowSeconds;
        if (observedSeconds === 0)
            continue;
        const stays = staysIn(windows, zone);
        const personSeconds = stays.reduce((sum, s) => sum + s.seconds, 0);
        points.push({
            start: utc(start), visits: stays.length, engagedVisits: stays.filter((s) => s.seconds >= 3).length, personSeconds,
            occupancyMean: personSeconds / observedSeconds, observedSeconds,
        });
    }
    return { points };
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').LinesAnswer} */
export function lineFigures(from, to, now) {
    const windows = windowsOf(from, to, now);
    const people = windows.flatMap((w) => arrivals(w, 'floor'));
    return {
        from: utc(from), to: utc(to),
        lines: lines.map(({ line, name, inName, outName }) => ({
            line, name, inName, outName, in: people.length, out: Math.max(0, people.length - 3), observedSeconds: windows.filter(isObserved).length * windowSeconds,
        })),
    };
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').ExpressionAnswer} */
export function expression(from, to, now) {
    const passers = windowsOf(from, to, now).flatMap((w) => arrivals(w, 'window')).length;
    const none = { positive: null, neutral: null, negative: null, surprise: null, abstained: null };
    return {
        from: utc(from), to: utc(to),
        zones: [
            passers >= 10
                ? { zone: 'display', name: 'Window display', contributors: Math.floor(passers / 2), positive: 0.34, neutral: 0.41, negative: 0.07, surprise: 0.08, abstained: 0.1 }
                : { zone: 'display', name: 'Window display', contributors: 0, ...none, withheld: passers === 0 ? 'no-faces' : 'below-threshold' },
            { zone: 'checkout', name: 'Checkout', contributors: 0, ...none, withheld: 'below-threshold' },
        ],
    };
}

/** @param {string | null} provenance @returns {import('../src/api/types').Layout} */
export const layout = (provenance) => ({
    tenant: 'acme', store: 'milano-01', provenance, windowSeconds, surfaces, zones, lines,
    cameras: [
        { device: 'floor-1', camera: 'ceiling', name: 'Ceiling camera', surface: 'floor', detector: 'centernet' },
        { device: 'window-1', camera: 'glass', name: 'Window camera', surface: 'window', detector: 'centernet' },
        { device: 'window-1', camera: 'street', name: 'Street camera', surface: 'window', detector: 'motion' },
    ],
    privacy: [
        { device: 'floor-1', profile: 'standard', dwellThreshold: 5, expressionThreshold: null },
        { device: 'window-1', profile: 'standard', dwellThreshold: 5, expressionThreshold: 5 },
    ],
    models: [
        { device: 'floor-1', name: 'centernet', task: 'person-detection', sha256: '0'.repeat(64) },
        { device: 'window-1', name: 'emotion', task: 'expression', sha256: '1'.repeat(64) },
    ],
});

/** @param {number} now @returns {import('../src/api/types').DevicesAnswer} */
export const devices = (now) => ({
    devices: [
        {
            device: 'floor-1', state: 'online', at: utc(now - 4), session: 'a1b2c3d4e5f60718', uptimeSeconds: 93_784, lastSeq: 37_511,
            cameras: [{ camera: 'ceiling', state: 'streaming', framesPerSecond: 9.8, framesAnalysed: 918_221, framesDropped: 103, restarts: 0, fault: null }],
            outbox: { pending: 0, oldestSeconds: 0, dropped: 0 }, lastWindowEnd: utc(Math.floor(now / windowSeconds) * windowSeconds),
        },
        {
            device: 'window-1', state: 'online', at: utc(now - 7), session: '0f1e2d3c4b5a6978', uptimeSeconds: 5_412, lastSeq: 2_190,
            cameras: [
                { camera: 'glass', state: 'streaming', framesPerSecond: 7.4, framesAnalysed: 40_012, framesDropped: 9, restarts: 0, fault: null },
                { camera: 'street', state: 'restarting', framesPerSecond: 0, framesAnalysed: 12_000, framesDropped: 4, restarts: 3, fault: 'rtsp://192.0.2.7/street has sent no picture for 12 s; next try in 8 s.' },
            ],
            outbox: { pending: 12, oldestSeconds: 41, dropped: 0 }, lastWindowEnd: utc(Math.floor(now / windowSeconds) * windowSeconds - 40),
        },
    ],
});
