// @ts-check
/**
 * A made-up shop for development and tests: 20 × 15 m, five zones, one line, a window camera. People come by a seeded random number
 * generator, so the same minute always holds the same people.
 */

export const windowSeconds = 10;

/** The ceiling camera sees less of the far cells, and nothing behind a shelf. @param {number} column @param {number} row */
const inView = (column, row) => column >= 36 && row >= 10 && row < 18 ? 0.02 : row > 24 ? 0.6 : 1;

/** @type {import('../src/api/types').Surface[]} */
export const surfaces = [
    { device: 'floor-1', surface: 'floor', name: 'Shop floor', unit: 'metre', originX: 0, originY: 0, cellWidth: 0.5, cellHeight: 0.5, columns: 40, rows: 30, aspect: 20 / 15, visible: Array.from({ length: 40 * 30 }, (_, cell) => inView(cell % 40, Math.floor(cell / 40))) },
    { device: 'window-1', surface: 'window', name: 'Shop window', unit: 'image', originX: 0, originY: 0, cellWidth: 1 / 32, cellHeight: 1 / 18, columns: 32, rows: 18, aspect: 16 / 9, visible: null },
];

/** @type {import('../src/api/types').ZonePlace[]} */
export const zones = [
    { device: 'floor-1', zone: 'entrance', name: 'Entrance', surface: 'floor', polygon: [[7.5, 0.2], [12.5, 0.2], [12.5, 3.4], [7.5, 3.4]], queue: false },
    { device: 'floor-1', zone: 'new-arrivals', name: 'New arrivals', surface: 'floor', polygon: [[5, 5.6], [11.6, 5.6], [11.6, 9.4], [5, 9.4]], queue: false },
    { device: 'floor-1', zone: 'checkout', name: 'Checkout', surface: 'floor', polygon: [[14.6, 0.8], [19.6, 0.8], [19.6, 4.6], [14.6, 4.6]], queue: true },
    { device: 'floor-1', zone: 'fitting-rooms', name: 'Fitting rooms', surface: 'floor', polygon: [[14.6, 10.8], [19.6, 10.8], [19.6, 14.6], [14.6, 14.6]], queue: false },
    { device: 'floor-1', zone: 'basics', name: 'Basics wall', surface: 'floor', polygon: [[0.6, 5.4], [3.8, 5.4], [3.8, 10.9], [9, 10.9], [9, 14.4], [0.6, 14.4]], queue: false },
    { device: 'window-1', zone: 'display', name: 'Window display', surface: 'window', polygon: [[0.3, 0.42], [0.72, 0.4], [0.76, 0.95], [0.26, 0.95]], queue: false },
];

/** @type {import('../src/api/types').LinePlace[]} */
export const lines = [
    { device: 'floor-1', line: 'door', name: 'Front door', surface: 'floor', from: [8.4, 0.9], to: [11.6, 0.9], inName: 'in', outName: 'out', entrance: true },
];

/** @type {import('../src/api/types').DisplayPlace[]} */
export const displays = [
    { device: 'window-1', display: 'left-window', name: 'Left window', surface: 'window', area: [[0.04, 0.5], [0.48, 0.48], [0.48, 0.97], [0.02, 0.97]], target: null },
    { device: 'floor-1', display: 'spring-table', name: 'Spring table', surface: 'floor', area: [[4.6, 4.8], [12.2, 4.8], [12.2, 10.2], [4.6, 10.2]], target: [[6.6, 6.9], [9.4, 6.9], [9.4, 8.1], [6.6, 8.1]] },
    { device: 'floor-1', display: 'promo-screen', name: 'Promotion screen', surface: 'floor', area: [[12.6, 5.4], [17.4, 5.4], [17.4, 9.2], [12.6, 9.2]], target: [[17.2, 6.6], [17.5, 6.6], [17.5, 8.2], [17.2, 8.2]] },
];

/** Mulberry32 by Tommy Ettinger (public domain). @param {number} seed */
export function random(seed) {
    let a = seed >>> 0;
    return () => {
        a = (a + 0x6d2b79f5) >>> 0;
        let t = Math.imul(a ^ (a >>> 15), a | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
}

/** Places people walk to: weight, mean seconds they stay. @type {{ x: number, y: number, weight: number, stay: number }[]} */
const goals = [
    { x: 7, y: 7.5, weight: 6, stay: 14 }, { x: 10, y: 7.5, weight: 5, stay: 11 }, { x: 2.5, y: 7.5, weight: 2, stay: 9 }, { x: 2.5, y: 12.5, weight: 2, stay: 12 },
    { x: 7, y: 12.5, weight: 2, stay: 8 }, { x: 17.5, y: 12.5, weight: 1.2, stay: 55 }, { x: 17.5, y: 7.5, weight: 2, stay: 6 }, { x: 13, y: 12.5, weight: 1, stay: 5 },
];
const checkout = { x: 17, y: 2.5, stay: 38 };
const sampleSeconds = 0.5;
const metresPerSecond = 0.9;

/**
 * @typedef {{ cells: Map<number, number>, linger: Map<number, number>, entry: number, exit: number, seconds: number, stays: { zone: string, from: number, seconds: number }[], in: number, out: number }} Journey
 * @param {() => number} next
 * @returns {{ x: number, y: number }[]}
 */
function walkShop(next) {
    const gauss = () => (next() + next() + next() + next() - 2) * 0.55;
    /** @type {{ x: number, y: number }[]} */
    const path = [];
    let here = { x: 10 + gauss(), y: 0.1 };
    /** @param {number} x @param {number} y */
    const walk = (x, y) => {
        const steps = Math.max(1, Math.round(Math.hypot(x - here.x, y - here.y) / (metresPerSecond * sampleSeconds)));
        for (let i = 1; i <= steps; i++)
            path.push({ x: here.x + ((x - here.x) * i) / steps + gauss() * 0.25, y: here.y + ((y - here.y) * i) / steps + gauss() * 0.25 });
        here = { x, y };
    };
    /** @param {{ x: number, y: number, stay: number }} goal */
    const visit = (goal) => {
        walk(here.x, goal.y === 2.5 ? 2.5 : here.y < 3 ? 2.5 : here.y);
        walk(goal.x, here.y);
        walk(goal.x, goal.y);
        const stay = -Math.log(1 - next() * 0.98) * goal.stay;
        const spot = { x: goal.x + gauss(), y: goal.y + gauss() };
        for (let t = 0; t < stay; t += sampleSeconds)
            path.push({ x: spot.x + gauss() * 0.2, y: spot.y + gauss() * 0.2 });
    };
    const total = goals.reduce((sum, g) => sum + g.weight, 0);
    for (let stops = 1 + Math.floor(next() * 3); stops > 0; stops--) {
        let rest = next() * total;
        visit(goals.find((g) => (rest -= g.weight) < 0) ?? goals[0] ?? checkout);
    }
    if (next() < 0.35)
        visit(checkout);
    walk(here.x, 2.5);
    walk(10, 2.5);
    walk(10 + gauss(), 0.1);
    return path;
}

/** @param {() => number} next @returns {{ x: number, y: number }[]} */
function passWindow(next) {
    const rightwards = next() < 0.55;
    const stops = next() < 0.4;
    const lane = 0.68 + next() * 0.16;
    /** @type {{ x: number, y: number }[]} */
    const path = [];
    const speed = 10 + next() * 8;
    for (let i = 0; i <= speed; i++) {
        const along = (i + next() * 0.6) / (speed + 1);
        const x = rightwards ? along : 1 - along;
        path.push({ x, y: lane + Math.sin(i) * 0.008 });
        if (stops && i === Math.floor(speed / 2)) {
            for (let t = -Math.log(1 - next() * 0.98) * 9; t > 0; t -= sampleSeconds)
                path.push({ x: x + (next() - 0.5) * 0.06, y: lane - 0.06 + (next() - 0.5) * 0.05 });
        }
    }
    return path;
}

/** @param {readonly (readonly [number, number])[]} polygon @param {number} x @param {number} y */
function contains(polygon, x, y) {
    let inside = false;
    polygon.forEach((b, i) => {
        const a = polygon.at(i - 1) ?? b;
        if (b[1] > y !== a[1] > y && x < ((a[0] - b[0]) * (y - b[1])) / (a[1] - b[1]) + b[0])
            inside = !inside;
    });
    return inside;
}

/** @param {import('../src/api/types').Surface} s @param {{ x: number, y: number }[]} path @returns {Journey} */
function measure(s, path) {
    /** @type {Journey} */
    const journey = { cells: new Map(), linger: new Map(), entry: -1, exit: -1, seconds: path.length * sampleSeconds, stays: [], in: s.surface === 'floor' ? 1 : 0, out: s.surface === 'floor' ? 1 : 0 };
    const places = zones.filter((z) => z.surface === s.surface);
    /** @type {Map<string, { zone: string, from: number, seconds: number }>} */
    const open = new Map();
    path.forEach(({ x, y }, i) => {
        const column = Math.floor((x - s.originX) / s.cellWidth);
        const row = Math.floor((y - s.originY) / s.cellHeight);
        if (column < 0 || row < 0 || column >= s.columns || row >= s.rows)
            return;
        const cell = row * s.columns + column;
        journey.cells.set(cell, (journey.cells.get(cell) ?? 0) + sampleSeconds);
        const before = path[i - 6];
        if (before && Math.hypot(x - before.x, y - before.y) < (s.unit === 'metre' ? 0.8 : 0.1))
            journey.linger.set(cell, (journey.linger.get(cell) ?? 0) + sampleSeconds);
        journey.entry = journey.entry < 0 ? cell : journey.entry;
        journey.exit = cell;
        const t = i * sampleSeconds;
        for (const zone of places) {
            if (!contains(zone.polygon, x, y))
                continue;
            const stay = open.get(zone.zone);
            if (stay && t - stay.from - stay.seconds <= 1) {
                stay.seconds = t - stay.from;
            } else {
                const fresh = { zone: zone.zone, from: t, seconds: 0 };
                open.set(zone.zone, fresh);
                journey.stays.push(fresh);
            }
        }
    });
    journey.stays = journey.stays.filter((stay) => stay.seconds >= 1);
    return journey;
}

const templates = 300;
/** @type {Record<string, Journey[]>} */
const journeys = Object.fromEntries(surfaces.map((s) => [s.surface, Array.from({ length: templates }, (_, i) => {
    const next = random(1000 + i);
    return measure(s, s.surface === 'floor' ? walkShop(next) : passWindow(next));
})]));

/** One minute of every fifteen was not observed: "observed 93 %" over a quarter of an hour. @param {number} window */
export const isObserved = (window) => Math.floor((window * windowSeconds) / 60) % 15 !== 7;

/**
 * The people who arrived in a window, with the second of their arrival.
 * @param {number} window number of the window since 1970 @param {string} surface @returns {{ at: number, journey: Journey }[]}
 */
export function arrivals(window, surface) {
    if (!isObserved(window))
        return [];
    const next = random(window * 7919 + (surface === 'floor' ? 1 : 2));
    const hour = ((window * windowSeconds) / 3600) % 24;
    const rush = 0.6 + 0.35 * Math.sin(((hour - 7) / 24) * 2 * Math.PI) + 0.25 * Math.sin(hour * 2.1);
    const expected = (surface === 'floor' ? 1.2 : 1.7) * Math.max(0.5, rush);
    const people = [];
    while (next() < expected / (1 + expected)) {
        const journey = journeys[surface]?.[Math.floor(next() * templates)];
        if (journey)
            people.push({ at: (window + next()) * windowSeconds, journey });
    }
    return people;
}
