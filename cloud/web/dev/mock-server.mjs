// @ts-check
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as answers from './answers.mjs';
import * as privacy from './privacy.mjs';
import { zones } from './shop.mjs';

/**
 * The cloud program's API with a made-up shop behind it, and the built page; loopback only. `npm run mock`, or in a test
 * `startMock()`. The page gets the same strict policy as in production.
 *
 * @typedef {{ stores: 'one' | 'two' | 'none', down: boolean, provenance: string | null, unobserved: boolean, unmeasured: boolean, profile: privacy.Profile }} Scene
 */

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** @type {Record<string, string>} */
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** @param {number} port 0 = any free one */
export async function startMock(port = 0) {
    /** @type {Scene} */
    const scene = { stores: 'one', down: false, provenance: 'simulated', unobserved: false, unmeasured: false, profile: /** @type {privacy.Profile} */ (process.env['PROFILE'] ?? 'standard') };
    /** @type {Set<import('node:http').ServerResponse>} */
    const listeners = new Set();
    /** @type {string[]} */
    const requests = [];
    const server = createServer((request, response) => void answer(request, response));

    /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
    async function answer(request, response) {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        requests.push(url.pathname + url.search);
        if (!url.pathname.startsWith('/api/'))
            return file(url.pathname, response);
        if (scene.down) {
            response.destroy();
            return;
        }
        const result = apiAnswer(url, scene, response, listeners);
        if (result === null)
            return;
        response.writeHead(result.status, { 'content-type': result.status === 200 ? 'application/json' : 'application/problem+json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(result.body));
    }

    await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(null)));
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    const push = (/** @type {string} */ event, /** @type {object} */ data) => {
        for (const listener of listeners)
            listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const cut = () => {
        for (const listener of listeners)
            listener.destroy();
        listeners.clear();
    };
    return {
        url: `http://127.0.0.1:${address.port}`, scene, requests, push, cut,
        close: async () => {
            cut();
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

/** @param {string} path @param {import('node:http').ServerResponse} response */
async function file(path, response) {
    const wanted = normalize(join(dist, path === '/' ? 'index.html' : path));
    try {
        const content = wanted.startsWith(dist) ? await readFile(wanted) : null;
        if (content === null)
            throw new Error('outside');
        response.writeHead(200, { 'content-type': types[extname(wanted)] ?? 'application/octet-stream', 'content-security-policy': policy, 'x-content-type-options': 'nosniff' });
        response.end(content);
    } catch {
        response.writeHead(404, { 'content-security-policy': policy });
        response.end();
    }
}

/**
 * @param {URL} url @param {Scene} scene @param {import('node:http').ServerResponse} response
 * @param {Set<import('node:http').ServerResponse>} listeners @returns {{ status: number, body: unknown } | null}
 */
function apiAnswer(url, scene, response, listeners) {
    const ok = (/** @type {unknown} */ body) => ({ status: 200, body });
    const refuse = (/** @type {number} */ status, /** @type {string} */ detail) => ({ status, body: { title: 'Refused', detail, status } });
    const now = Date.now() / 1000;
    if (url.pathname === '/api/v1/stores') {
        const first = { tenant: 'acme', store: 'milano-01', devices: ['floor-1', 'window-1'] };
        const second = { tenant: 'acme', store: 'torino-02', devices: ['floor-1', 'window-1'] };
        return ok({ stores: { none: [], one: [first], two: [first, second] }[scene.stores] });
    }
    if (url.pathname === '/api/v1/ingest')
        return ok({ received: 3, stored: 0, duplicates: 0, rejected: 3, lastRejection: 'zone/1 from acme/milano-01/floor-1: unknown field "trackId".', sessions: [] });
    const [, tenant, store, rest = ''] = /^\/api\/v1\/stores\/([^/]+)\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    if (tenant !== 'acme' || (store !== 'milano-01' && store !== 'torino-02'))
        return refuse(404, `There is no store "${tenant}/${store}".`);
    if (rest === 'live') {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write(': hello\n\n');
        listeners.add(response);
        response.on('close', () => listeners.delete(response));
        return null;
    }
    if (rest === 'layout')
        return ok({ ...privacy.layoutOf(scene.profile, answers.layout(scene.provenance)), store });
    if (rest === 'devices')
        return ok(privacy.devicesOf(scene.profile, answers.devices(now)));

    const to = Date.parse(url.searchParams.get('to') ?? '') / 1000 || now;
    const from = Date.parse(url.searchParams.get('from') ?? '') / 1000 || to - 900;
    if (from >= to)
        return refuse(400, `from=${url.searchParams.get('from')} does not lie before to=${url.searchParams.get('to')}.`);
    // Before 2020 the shop did not exist: nothing was observed.
    const seen = scene.unobserved || to < 1_577_836_800 ? 0 : now;
    // The strict profile sends nothing of these.
    const open = scene.profile === 'standard' ? seen : 0;
    switch (rest) {
        case 'zones': return ok(privacy.zonesOf(scene.profile, answers.zoneFigures(from, to, seen)));
        case 'heat': return ok(privacy.heatOf(scene.profile, answers.heat(from, to, seen, /** @type {import('../src/api/types').HeatLayer} */ (url.searchParams.get('layer') ?? 'path'))));
        case 'lines': return ok(privacy.linesOf(scene.profile, answers.lineFigures(from, to, seen)));
        case 'expression': return ok(answers.expression(from, to, seen, !scene.unmeasured));
        case 'arousal': return ok(answers.arousal(from, to, seen, url.searchParams.get('study')));
        case 'attention': return ok(answers.attention(from, to, open));
        case 'flow': return ok(answers.flow(from, to, open));
        case 'queues': return ok(answers.queues(from, to, open));
        case 'queues/checkout/series': return ok(answers.queueSeries(from, to, Number(url.searchParams.get('stepSeconds') ?? 60), open));
        case 'occupancy/store/series': return ok(answers.occupancySeries(from, to, Number(url.searchParams.get('stepSeconds') ?? 60), open));
        case 'occupancy': return ok(answers.occupancy(from, to, open));
        default: {
            const display = answers.attentionSeries(/^attention\/([^/]+)\/series$/.exec(rest)?.[1] ?? '', from, to, Number(url.searchParams.get('stepSeconds') ?? 60), open);
            if (display)
                return ok(display);
            const faces = /^expression\/([^/]+)\/series$/.exec(rest)?.[1];
            if (faces)
                return ok(answers.expressionSeries(faces, from, to, Number(url.searchParams.get('stepSeconds') ?? 60), seen, !scene.unmeasured));
            const skin = /^arousal\/([^/]+)\/series$/.exec(rest)?.[1];
            if (skin)
                return ok(answers.arousalSeries(skin, from, to, Number(url.searchParams.get('stepSeconds') ?? 60), seen, url.searchParams.get('study')));
            const zone = /^zones\/([^/]+)\/series$/.exec(rest)?.[1] ?? '';
            return zones.some((z) => z.zone === zone)
                ? ok(privacy.seriesOf(scene.profile, zone, answers.series(zone, from, to, Number(url.searchParams.get('stepSeconds') ?? 60), seen)))
                : refuse(404, `There is no zone "${zone}".`);
        }
    }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    const mock = await startMock(Number(process.env['PORT'] ?? 5180));
    setInterval(() => mock.push('window', { kind: 'zone', device: 'floor-1', windowStart: new Date().toISOString() }), 10_000);
    setInterval(() => mock.push('device', { device: 'window-1', state: 'online' }), 25_000);
    console.log(`The page and a made-up shop: ${mock.url}`);
}
