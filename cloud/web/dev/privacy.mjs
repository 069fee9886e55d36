// @ts-check

/**
 * What the privacy profiles leave of the made-up shop's figures. `standard` tells counts as they are; `strict` tells counts of five or more, the rest
 * waits; `noisy` adds noise, tells nothing else, and has spent a part of its budget, on one device all of it.
 *
 * @typedef {'standard' | 'strict' | 'noisy'} Profile
 * @typedef {import('../src/api/types').ZoneFigures} ZoneFigures
 */

const k = 5;
const noise = { epsilonPerDay: 2, visitScale: 4, engagedScale: 4, crossingScale: 3, heatScaleSeconds: 40 };
/** 95 % of one such noise. @param {number} scale */
const half = (scale) => Math.ceil(3 * scale);
/** A steady noise, so that pictures stay the same. @param {number} n @param {number} scale */
const drawn = (n, scale) => Math.max(0, n + Math.round(scale * Math.sin(n * 7.3)));

/** @param {string} zone @param {Profile} profile */
const silent = (zone, profile) => profile === 'noisy' && zone === 'fitting-rooms';

/** @param {Profile} profile @param {import('../src/api/types').Layout} layout @returns {import('../src/api/types').Layout} */
export const layoutOf = (profile, layout) => profile === 'standard' ? layout : {
    ...layout,
    privacy: layout.privacy.map((p) => ({
        ...p, profile: 'strict', countThreshold: profile === 'strict' ? k : null, noise: profile === 'noisy' ? noise : null, dwellThreshold: profile === 'strict' ? k : null,
    })),
};

/** @param {Profile} profile @param {import('../src/api/types').DevicesAnswer} answer @returns {import('../src/api/types').DevicesAnswer} */
export const devicesOf = (profile, { devices }) => ({
    devices: profile !== 'noisy' ? devices : devices.map((d, i) => ({
        ...d, privacyBudget: i === 0 ? { day: '2026-01-05', epsilonPerDay: 2, spent: 0.75, starts: 1, silent: false } : { day: '2026-01-05', epsilonPerDay: 2, spent: 2, starts: 3, silent: true },
    })),
});

/** @param {Profile} profile @param {import('../src/api/types').ZonesAnswer} answer @returns {import('../src/api/types').ZonesAnswer} */
export const zonesOf = (profile, answer) => ({ ...answer, zones: answer.zones.map((z) => zoneOf(profile, z)) });

/** @param {Profile} profile @param {ZoneFigures} z @returns {ZoneFigures} */
function zoneOf(profile, z) {
    if (profile === 'standard' || !(z.observedSeconds > 0))
        return z;
    const [visits, engaged] = [z.visits ?? 0, z.engagedVisits ?? 0];
    const never = { personSeconds: null, personSecondsWithheld: /** @type {const} */ ('profile'), occupancyMean: null, occupancyPeak: null, occupancyPeakBelow: null, occupancyNow: null, occupancyNowBelow: null };
    if (profile === 'strict') {
        const waits = { windows: visits < k ? 4 : 1, ofWindows: 4, mostPeople: k - 1 };
        return {
            ...z, ...never, visits: visits < k ? null : visits, engagedVisits: engaged < k ? null : engaged, untold: waits,
            countsWithheld: visits < k || engaged < k ? 'below-threshold' : null,
        };
    }
    return {
        ...z, ...never, dwell: null, dwellWithheld: 'profile',
        visits: silent(z.zone, profile) ? null : drawn(visits, noise.visitScale), engagedVisits: silent(z.zone, profile) ? null : drawn(engaged, noise.engagedScale),
        visitsPlusMinus: silent(z.zone, profile) ? null : half(noise.visitScale), engagedPlusMinus: silent(z.zone, profile) ? null : half(noise.engagedScale),
        countsWithheld: silent(z.zone, profile) ? 'budget' : null,
        untold: silent(z.zone, profile) ? { windows: 4, ofWindows: 4, mostPeople: null } : z.zone === 'checkout' ? { windows: 1, ofWindows: 4, mostPeople: null } : null,
    };
}

/** @param {Profile} profile @param {string} zone @param {import('../src/api/types').SeriesAnswer} answer @returns {import('../src/api/types').SeriesAnswer} */
export const seriesOf = (profile, zone, { points }) => ({
    points: profile === 'standard' ? points : points.map((p) => {
        const visits = p.visits ?? 0;
        const never = { personSeconds: null, occupancyMean: null };
        if (profile === 'strict')
            return { ...p, ...never, visits: visits < k ? null : visits, engagedVisits: (p.engagedVisits ?? 0) < k ? null : p.engagedVisits, countsWithheld: visits < k ? 'below-threshold' : null };
        return silent(zone, profile)
            ? { ...p, ...never, visits: null, engagedVisits: null, countsWithheld: 'budget' }
            : { ...p, ...never, visits: drawn(visits, noise.visitScale), visitsPlusMinus: half(noise.visitScale) };
    }),
});

/** @param {Profile} profile @param {import('../src/api/types').LinesAnswer} answer @returns {import('../src/api/types').LinesAnswer} */
export const linesOf = (profile, answer) => ({
    ...answer, lines: profile === 'standard' ? answer.lines : answer.lines.map((l, i) => {
        const [came, went] = [l.in ?? 0, l.out ?? 0];
        if (profile === 'noisy')
            return { ...l, in: drawn(came, 3), out: drawn(went, 3), inPlusMinus: half(noise.crossingScale), outPlusMinus: half(noise.crossingScale) };
        const waits = { windows: 1, ofWindows: 4, mostPeople: k - 1 };
        return { ...l, in: came < k ? null : came, out: i === 0 || went < k ? null : went, withheld: i === 0 || came < k || went < k ? 'below-threshold' : null, inUntold: waits, outUntold: waits };
    }),
});

/** @param {Profile} profile @param {import('../src/api/types').HeatAnswer} answer @returns {import('../src/api/types').HeatAnswer} */
export const heatOf = (profile, answer) => ({
    ...answer, surfaces: answer.surfaces.map((s) => ({ ...s, personSecondsPlusMinus: profile === 'noisy' && s.personSeconds ? half(noise.heatScaleSeconds) : null })),
});
