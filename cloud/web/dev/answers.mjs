// @ts-check
import { arrivals, displays, isObserved, lines, surfaces, windowSeconds, zones } from './shop.mjs';

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

/** What a journey leaves in a layer. @param {import('./shop.mjs').Journey} journey @param {string} layer @returns {Iterable<readonly [number, number]>} */
const traces = (journey, layer) => layer === 'linger' ? journey.linger : layer === 'entry' ? [[journey.entry, 1]] : layer === 'exit' ? [[journey.exit, 1]] : journey.cells;

/**
 * @param {number} from @param {number} to @param {number} now @param {import('../src/api/types').HeatLayer} layer
 * @returns {import('../src/api/types').HeatAnswer}
 */
export function heat(from, to, now, layer) {
    const windows = windowsOf(from, to, now);
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    const counts = layer === 'entry' || layer === 'exit';
    return {
        from: utc(from), to: utc(to),
        surfaces: observedSeconds === 0 ? [] : surfaces.map((s) => {
            /** @type {Map<number, number>} */
            const sums = new Map();
            for (const window of windows) {
                for (const { journey } of arrivals(window, s.surface)) {
                    for (const [cell, seconds] of traces(journey, layer))
                        sums.set(cell, (sums.get(cell) ?? 0) + seconds);
                }
            }
            const cells = [...sums.keys()].sort((a, b) => a - b);
            const values = cells.map((cell) => sums.get(cell) ?? 0);
            const metre = s.unit === 'metre';
            const density = cells.map((cell, i) => {
                const seen = s.visible?.[cell] ?? 1;
                return seen < 0.1 ? null : (values[i] ?? 0) / observedSeconds / (metre ? s.cellWidth * s.cellHeight * seen : 1) * (metre && !counts ? 1 : 3600);
            });
            const sorted = density.filter((d) => d !== null).sort((a, b) => a - b);
            const total = values.reduce((sum, n) => sum + n, 0);
            return {
                surface: s.surface, layer, columns: s.columns, rows: s.rows, observedSeconds,
                totalPersonSeconds: counts ? null : total, totalPeople: counts ? total : null,
                unit: metre ? counts ? 'people-per-m2-hour' : 'people-per-m2' : counts ? 'people-per-hour' : 'person-seconds-per-hour',
                visibleShare: s.visible ? s.visible.reduce((sum, v) => sum + v, 0) / s.visible.length : null,
                scale: {
                    p50: quantile(sorted, 0.5), p75: quantile(sorted, 0.75), p90: quantile(sorted, 0.9), p95: quantile(sorted, 0.95),
                    p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? 0,
                },
                cells, personSeconds: counts ? null : values, personSecondsPlusMinus: null, people: counts ? values : null, density,
                unseen: (s.visible ?? []).flatMap((v, cell) => v < 0.1 ? [cell] : []),
                merge: layer === 'path' && metre ? { pairs: 40, ambiguous: 2, rmsMetres: 0.21 } : null,
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
            const here = recent.filter((s) => s.start <= newest && s.start + s.seconds > newest).length;
            const peak = stays.length > 0 ? 1 + Math.round(personSeconds / Math.max(1, observedSeconds)) : 0;
            const known = device !== 'window-1' && observedSeconds > 0;
            const told = (/** @type {number} */ people) => people < 5 ? null : people;
            const few = dwells.length < 5 || zone === 'fitting-rooms' && to - from < 3600;
            return {
                zone, name, ...(observedSeconds > 0 ? { visits: stays.length, engagedVisits: dwells.filter((d) => d >= 3).length } : { visits: null, engagedVisits: null }),
                countsSince: null, countsWithheld: null, untold: null, visitsPlusMinus: null, engagedPlusMinus: null,
                // Told once five visits have ended, as dwell is.
                personSeconds: few ? null : personSeconds, personSecondsWithheld: !few ? null : dwells.length === 0 ? 'no-visits' : 'below-threshold',
                occupancyMean: !few && observedSeconds > 0 ? personSeconds / observedSeconds : null,
                occupancyPeak: told(peak), occupancyPeakBelow: told(peak) === null ? 5 : null,
                occupancyNow: known ? told(here) : null, occupancyNowBelow: known && told(here) === null ? 5 : null, occupancyAt: known ? utc(newest) : null, observedSeconds,
                dwell: few ? null : {
                    visits: dwells.length, censored: Math.floor(dwells.length / 40), medianSeconds: quantile(dwells, 0.5),
                    p90Seconds: quantile(dwells, 0.9), meanSeconds: personSeconds / dwells.length,
                    kaplanMeier: { medianSeconds: quantile(dwells, 0.53), lowSeconds: quantile(dwells, 0.43), highSeconds: dwells.length < 8 ? null : quantile(dwells, 0.63) },
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
            start: utc(start), visits: stays.length, engagedVisits: stays.filter((s) => s.seconds >= 3).length,
            countsSince: null, countsWithheld: null, visitsPlusMinus: null, personSeconds,
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
            line, name, inName, outName, in: people.length, out: Math.max(0, people.length - 3), since: null, withheld: null,
            inUntold: null, outUntold: null, inPlusMinus: null, outPlusMinus: null, observedSeconds: windows.filter(isObserved).length * windowSeconds,
        })),
    };
}

/** Wilson's interval of a share of so many. @param {number} share @param {number} n @returns {import('../src/api/types').Share} */
function wilson(share, n) {
    const z2 = 1.96 ** 2;
    const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    const half = (1.96 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
    return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** @param {number} from @param {number} to @param {number} now @param {boolean} measured @returns {import('../src/api/types').ExpressionAnswer} */
export function expression(from, to, now, measured) {
    const passers = windowsOf(from, to, now).flatMap((w) => arrivals(w, 'window')).length;
    const people = Math.floor(passers / 2);
    /** @type {import('../src/api/types').ExpressionFigures} */
    const none = { zone: '', name: '', contributors: 0, abstainedShare: null, shares: null, corrected: false, models: [], measuredOn: [], withheld: 'below-threshold' };
    // The model's errors keep the bands from shrinking below some width, however many people there are.
    const n = 1 / (1 / Math.max(1, people) + 1 / 300);
    return {
        from: utc(from), to: utc(to),
        zones: [
            people < 5 ? { ...none, zone: 'display', name: 'Window display', withheld: passers === 0 ? 'no-faces' : 'below-threshold' } : {
                zone: 'display', name: 'Window display', contributors: people, abstainedShare: Math.round(people * 0.22) / people, corrected: measured, withheld: null,
                models: ['fer-mobilefacenet', 'mini-xception'], measuredOn: measured ? ['195 labelled press pictures'] : [],
                shares: {
                    positive: wilson(0.34, n), neutral: wilson(0.47, n), negative: wilson(0.12, n), surprise: wilson(0.07, n),
                    valence: !measured ? null : { mean: 0.23, low: 0.23 - 1.6 / Math.sqrt(n), high: 0.23 + 1.6 / Math.sqrt(n) },
                    arousal: !measured ? null : { mean: 0.26, low: 0.26 - 1.1 / Math.sqrt(n), high: 0.26 + 1.1 / Math.sqrt(n) },
                },
            },
            { ...none, zone: 'checkout', name: 'Checkout' },
        ],
    };
}

/** @param {string} zone @param {number} from @param {number} to @param {number} stepSeconds @param {number} now @param {boolean} measured @returns {import('../src/api/types').ExpressionSeriesAnswer} */
export function expressionSeries(zone, from, to, stepSeconds, now, measured) {
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const step = expression(Math.max(from, start), Math.min(to, start + stepSeconds), now, measured).zones.find((z) => z.zone === zone);
        if (step && windowsOf(Math.max(from, start), Math.min(to, start + stepSeconds), now).some(isObserved))
            points.push({ start: utc(start), contributors: step.contributors, shares: step.shares, withheld: step.withheld });
    }
    return { points };
}

/** People who hold a grip at the checkout or carry a basket, one in twelve; a study walks on every seventh minute. */
const contacts = { checkout: { of: 1 / 12, mean: 0.62, spread: 0.9 }, basics: { of: 1 / 60, mean: -0.2, spread: 0.8 }, 'fitting-rooms': { of: 0, mean: 0, spread: 1 } };
const walk = 'walk-2026-01';

/** @param {string | null} study @param {number} window */
const isOf = (study, window) => study === null || study === (Math.floor((window * windowSeconds) / 60) % 7 === 0 ? walk : '');

/** @param {number[]} windows @param {string} zone @returns {import('../src/api/types').ArousalFigures} */
function arousalOf(windows, zone) {
    const who = contacts[/** @type {keyof typeof contacts} */ (zone)];
    const seen = windows.filter(isObserved);
    const contributors = Math.floor(seen.flatMap((w) => arrivals(w, 'floor')).length * who.of);
    const hour = (((seen[Math.floor(seen.length / 2)] ?? 0) * windowSeconds) / 3600) % 24;
    const mean = who.mean + 0.5 * Math.sin(hour * 3.3);
    const half = (2.6 * who.spread) / Math.sqrt(Math.min(contributors, 9));
    return {
        zone, name: zones.find((z) => z.zone === zone)?.name ?? zone, observedSeconds: seen.length * windowSeconds,
        arousal: contributors < 3 ? null : {
            contributors, contactSeconds: contributors * 74, sclMicrosiemens: 4.2 + who.mean, scrPerMinute: 3.1 + mean, abstainedShare: 0.21,
            estimate: { contributors: Math.ceil(contributors * 0.9), mean, low: mean - half, high: mean + half, elevatedShare: 0.2 + 0.1 * who.mean },
        },
        withheld: contributors >= 3 ? null : contributors === 0 ? 'below-threshold' : 'below-threshold',
    };
}

/** @param {number} from @param {number} to @param {number} now @param {string | null} study @returns {import('../src/api/types').ArousalAnswer} */
export function arousal(from, to, now, study) {
    const windows = windowsOf(from, to, now);
    const mine = windows.filter((w) => isOf(study, w));
    return {
        from: utc(from), to: utc(to), study, studies: windows.some((w) => isOf(walk, w)) ? [walk] : [],
        zones: mine.some(isObserved) ? Object.keys(contacts).sort().map((zone) => arousalOf(mine, zone)) : [],
    };
}

/** @param {string} zone @param {number} from @param {number} to @param {number} stepSeconds @param {number} now @param {string | null} study @returns {import('../src/api/types').ArousalSeriesAnswer} */
export function arousalSeries(zone, from, to, stepSeconds, now, study) {
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const step = arousal(Math.max(from, start), Math.min(to, start + stepSeconds), now, study).zones.find((z) => z.zone === zone);
        if (step && step.observedSeconds > 0)
            points.push({ start: utc(start), observedSeconds: step.observedSeconds, arousal: step.arousal, withheld: step.withheld });
    }
    return { points };
}

/** What of those who pass each made-up display does: glances, stops, attends, comes in, attends anyhow; seconds of attention. */
const behaviour = {
    'left-window': { of: 0.55, glance: 0.62, stop: 0.4, attend: 0.26, enter: 0.09, anyhow: 0.34, holding: 6.4, median: 1.7, lost: 0.38, cut: 0.06, known: 0.63 },
    'spring-table': { of: 0.8, glance: 0.5, stop: 0.33, attend: 0.18, enter: 0, anyhow: 0.21, holding: 9.8, median: 2.2, lost: 0.27, cut: 0.02, known: 0.41 },
    'promo-screen': { of: 0.02, glance: 0.3, stop: 0.1, attend: 0.1, enter: 0, anyhow: 0.1, holding: 3, median: 1, lost: 0.5, cut: 0, known: 0.3 },
};

/** @param {import('../src/api/types').DisplayPlace} place @param {number[]} windows @returns {import('../src/api/types').DisplayFigures} */
function displayOf({ display, name, surface }, windows) {
    const b = behaviour[/** @type {keyof typeof behaviour} */ (display)];
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    const passed = Math.floor(windows.flatMap((w) => arrivals(w, surface)).length * b.of);
    const part = (/** @type {number} */ share) => Math.round(passed * share);
    const looked = part(b.glance);
    const reason = (/** @type {number} */ n) => observedSeconds === 0 || n >= 5 ? null : n === 0 ? /** @type {const} */ ('nobody') : /** @type {const} */ ('below-threshold');
    return {
        display, name, observedSeconds,
        funnel: passed < 5 ? null : {
            since: utc((windows[0] ?? 0) * windowSeconds), passed, glanced: looked, stopped: part(b.stop), attended: part(b.attend), entered: part(b.enter),
            attendedAnyhow: part(b.anyhow), attraction: wilson(part(b.anyhow) / passed, passed), directionKnownShare: b.known,
        },
        funnelWithheld: reason(passed),
        attention: looked < 5 ? null : { contributors: looked, attended: part(b.anyhow), holdingSeconds: b.holding, holdingWithheld: null, medianSeconds: b.median },
        attentionWithheld: reason(looked),
        interest: looked < 5 ? null : { visits: looked, lost: Math.round(looked * b.lost), cut: Math.round(looked * b.cut), lostShare: wilson(b.lost, looked * (1 - b.cut)) },
        interestWithheld: reason(looked),
    };
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').AttentionAnswer} */
export const attention = (from, to, now) => ({
    displays: displays.map((d) => displayOf(d, windowsOf(from, to, now)))
        .sort((a, b) => (b.funnel?.attraction?.share ?? -1) - (a.funnel?.attraction?.share ?? -1)),
});

/** @param {string} display @param {number} from @param {number} to @param {number} stepSeconds @param {number} now @returns {import('../src/api/types').AttentionSeriesAnswer | null} */
export function attentionSeries(display, from, to, stepSeconds, now) {
    const place = displays.find((d) => d.display === display);
    if (!place)
        return null;
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const { funnel, funnelWithheld, observedSeconds } = displayOf(place, windowsOf(Math.max(from, start), Math.min(to, start + stepSeconds), now));
        const nobody = funnelWithheld === 'nobody' ? 0 : null;
        if (observedSeconds > 0)
            points.push({ start: utc(start), passed: funnel?.passed ?? nobody, attendedAnyhow: funnel?.attendedAnyhow ?? nobody, withheld: nobody === 0 ? null : funnelWithheld, observedSeconds });
    }
    return { points };
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').FlowAnswer} */
export function flow(from, to, now) {
    const windows = windowsOf(from, to, now);
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    return {
        surfaces: observedSeconds === 0 ? [] : surfaces.map(({ surface }) => {
            const ways = windows.flatMap((w) => arrivals(w, surface).map(({ journey }) => journey.stays.map((s) => s.zone)));
            /** @type {Map<string, number>} */
            const pairs = new Map();
            /** @type {Map<string, number>} */
            const first = new Map();
            /** @type {Map<string, number>} */
            const reached = new Map();
            const add = (/** @type {Map<string, number>} */ to_, /** @type {Iterable<string>} */ keys) => {
                for (const key of new Set(keys))
                    to_.set(key, (to_.get(key) ?? 0) + 1);
            };
            for (const way of ways) {
                add(pairs, way.slice(1).map((zone, i) => `${way[i]} ${zone}`));
                add(first, way.slice(0, 1));
                add(reached, way);
            }
            const told = (/** @type {Map<string, number>} */ all) => [...all].filter(([, people]) => people >= 5).sort((a, b) => b[1] - a[1]);
            const few = [pairs, first, reached].reduce((sum, all) => sum + [...all.values()].filter((people) => people < 5).length, 0);
            const starts = told(first).reduce((sum, [, people]) => sum + people, 0);
            const enough = ways.length >= 5;
            return {
                surface, observedSeconds, visitors: enough ? ways.length : 0, since: enough ? utc(from) : null, withheld: enough ? few : 0,
                blockWithheld: enough ? null : ways.length === 0 ? 'no-visitors' : 'below-threshold',
                transitions: enough ? told(pairs).map(([key, people]) => ({ from: key.split(' ')[0] ?? '', to: key.split(' ')[1] ?? '', people })) : [],
                first: enough ? told(first).map(([zone, people]) => ({ zone, people, share: people / starts })) : [],
                reached: enough ? told(reached).map(([zone, people]) => ({ zone, people, visitors: ways.length, share: people / ways.length })) : [],
            };
        }),
    };
}

/** Everybody who stays at the checkout waits two thirds of it; one in nine walks away. @param {number[]} windows */
function queueOf(windows) {
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    const stays = staysIn(windows, 'checkout').filter((s) => s.seconds > 4);
    const away = stays.filter((_, i) => i % 9 === 8);
    const served = stays.filter((_, i) => i % 9 !== 8);
    const personSeconds = stays.reduce((sum, s) => sum + s.seconds * 0.66, 0);
    const lengthMean = observedSeconds > 0 ? personSeconds / observedSeconds : null;
    return { observedSeconds, stays, away, served, lengthMean, lengthPeak: stays.length === 0 ? 0 : Math.ceil(lengthMean ?? 0) + 1 + (stays.length % 3) };
}

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').QueuesAnswer} */
export function queues(from, to, now) {
    const q = queueOf(windowsOf(from, to, now));
    const waits = q.served.map((s) => s.seconds * 0.66).sort((a, b) => a - b);
    return {
        queues: [{
            queue: 'checkout', name: 'Checkout', observedSeconds: q.observedSeconds, lengthMean: q.lengthMean, lengthPeak: q.lengthPeak,
            lengthNow: q.observedSeconds > 0 ? 2 : null, lengthAt: q.observedSeconds > 0 ? utc(now) : null,
            arrived: q.stays.length, served: q.served.length, abandoned: q.away.length, cut: q.stays.length > 10 ? 2 : 0,
            servedPerHour: q.observedSeconds > 0 ? (q.served.length * 3600) / q.observedSeconds : null,
            abandonedShare: q.stays.length > 0 ? q.away.length / q.stays.length : null,
            wait: waits.length < 5 ? null
                : { people: waits.length, medianSeconds: quantile(waits, 0.5), p90Seconds: quantile(waits, 0.9), meanSeconds: waits.reduce((sum, w) => sum + w, 0) / waits.length },
            waitWithheld: waits.length >= 5 ? null : waits.length === 0 ? 'nobody-served' : 'below-threshold',
            littleRatio: waits.length < 5 ? null : 0.97,
        }],
    };
}

/** @param {number} from @param {number} to @param {number} stepSeconds @param {number} now @returns {import('../src/api/types').QueueSeriesAnswer} */
export function queueSeries(from, to, stepSeconds, now) {
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const q = queueOf(windowsOf(Math.max(from, start), Math.min(to, start + stepSeconds), now));
        if (q.observedSeconds > 0)
            points.push({
                start: utc(start), lengthMean: q.lengthMean, lengthPeak: q.lengthPeak, arrived: q.stays.length, served: q.served.length,
                abandoned: q.away.length, observedSeconds: q.observedSeconds,
            });
    }
    return { points };
}

/** @param {number} from @param {number} to @param {number} now */
const arrivalsWithin = (from, to, now) => windowsOf(from, to, now).flatMap((w) => arrivals(w, 'floor'));

/** @param {number} from @param {number} to @param {number} now @returns {import('../src/api/types').OccupancyAnswer} */
export function occupancy(from, to, now) {
    const windows = windowsOf(from, to, now);
    const people = windows.flatMap((w) => arrivals(w, 'floor'));
    const observedSeconds = windows.filter(isObserved).length * windowSeconds;
    const mean = people.reduce((sum, { journey }) => sum + journey.seconds, 0) / Math.max(1, observedSeconds);
    // Most people at one time: some more than walked in the busiest ten minutes on average.
    const stretch = 600;
    const first = Math.floor(from / stretch);
    const busiest = Array.from({ length: Math.ceil(to / stretch) - first }, (_, i) => (first + i) * stretch)
        .map((at) => ({ at, seconds: arrivalsWithin(at, at + stretch, now).reduce((sum, { journey }) => sum + journey.seconds, 0) }))
        .reduce((a, b) => b.seconds > a.seconds ? b : a);
    const reset = Math.floor(to / 86_400) * 86_400;
    const fell = reset >= from;
    return {
        entrances: [{
            group: 'store', observedSeconds, in: people.length, out: Math.max(0, people.length - 3),
            now: observedSeconds > 0 ? Math.round(mean) : null, at: observedSeconds > 0 ? utc(now) : null,
            peak: observedSeconds > 0 ? Math.round((busiest.seconds / stretch) * 1.6) + 2 : null, peakAt: observedSeconds > 0 ? utc(busiest.at) : null,
            clamped: observedSeconds > 0 ? 1 : 0, drift: fell ? 2 : null, resets: fell ? [{ windowStart: utc(reset), device: 'floor-1', drift: 2 }] : [],
            resetAt: '04:00', timeZone: 'Europe/Rome',
        }],
    };
}

/** @param {number} from @param {number} to @param {number} stepSeconds @param {number} now @returns {import('../src/api/types').OccupancySeriesAnswer} */
export function occupancySeries(from, to, stepSeconds, now) {
    const points = [];
    for (let start = Math.floor(from / stepSeconds) * stepSeconds; start < to; start += stepSeconds) {
        const [step] = occupancy(Math.max(from, start), Math.min(to, start + stepSeconds), now).entrances;
        if (step && step.observedSeconds > 0)
            points.push({ start: utc(start), in: step.in, out: step.out, peak: step.peak, observedSeconds: step.observedSeconds });
    }
    return { points };
}

/** @param {string | null} provenance @returns {import('../src/api/types').Layout} */
export const layout = (provenance) => ({
    tenant: 'acme', store: 'milano-01', provenance, windowSeconds, surfaces, zones, lines, displays,
    cameras: [
        { device: 'floor-1', camera: 'ceiling', name: 'Ceiling camera', surface: 'floor', detector: 'centernet', maskedShare: 0 },
        { device: 'window-1', camera: 'glass', name: 'Window camera', surface: 'window', detector: 'centernet', maskedShare: 0 },
        { device: 'window-1', camera: 'street', name: 'Street camera', surface: 'window', detector: 'motion', maskedShare: 0 },
    ],
    sensors: [
        { device: 'floor-1', sensor: 'grip-1', name: 'Grip at the checkout', zone: 'checkout', driver: 'ads1115' },
        { device: 'floor-1', sensor: 'basket-1', name: 'Basket 1', zone: null, driver: 'serial' },
        { device: 'floor-1', sensor: 'basket-2', name: 'Basket 2', zone: null, driver: 'serial' },
    ],
    arousal: [{ device: 'floor-1', method: 'causal z-score', elevatedFrom: 0.5, windowSeconds: 60 }],
    privacy: [
        { device: 'floor-1', profile: 'standard', countThreshold: null, heatThreshold: 5, noise: null, dwellThreshold: 5, expressionThreshold: null, attentionThreshold: 5, arousalThreshold: 3 },
        { device: 'window-1', profile: 'standard', countThreshold: null, heatThreshold: 5, noise: null, dwellThreshold: 5, expressionThreshold: 5, attentionThreshold: 5, arousalThreshold: null },
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
            sensors: [
                { sensor: 'grip-1', state: 'reading', readingsPerSecond: 99.7, readings: 9_351_204, restarts: 0, fault: null },
                { sensor: 'basket-1', state: 'reading', readingsPerSecond: 20, readings: 1_870_000, restarts: 0, fault: null },
                { sensor: 'basket-2', state: 'stalled', readingsPerSecond: 0, readings: 1_200, restarts: 2, fault: 'sensor basket-2: /dev/ttyUSB1 has sent nothing for 12 s; next try in 8 s.' },
            ],
            privacyBudget: null, outbox: { pending: 0, oldestSeconds: 0, dropped: 0 }, lastWindowEnd: utc(Math.floor(now / windowSeconds) * windowSeconds),
        },
        {
            device: 'window-1', state: 'online', at: utc(now - 7), session: '0f1e2d3c4b5a6978', uptimeSeconds: 5_412, lastSeq: 2_190,
            cameras: [
                { camera: 'glass', state: 'streaming', framesPerSecond: 7.4, framesAnalysed: 40_012, framesDropped: 9, restarts: 0, fault: null },
                { camera: 'street', state: 'restarting', framesPerSecond: 0, framesAnalysed: 12_000, framesDropped: 4, restarts: 3, fault: 'rtsp://192.0.2.7/street has sent no picture for 12 s; next try in 8 s.' },
            ],
            sensors: [],
            privacyBudget: null, outbox: { pending: 12, oldestSeconds: 41, dropped: 0 }, lastWindowEnd: utc(Math.floor(now / windowSeconds) * windowSeconds - 40),
        },
    ],
});
