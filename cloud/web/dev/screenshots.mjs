// @ts-check
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startMock } from './mock-server.mjs';

/** Pictures of the built page at both sizes, light and dark: `node dev/screenshots.mjs [folder]`. */
const folder = process.argv[2] ?? 'artifacts/screenshots';
await mkdir(folder, { recursive: true });
const mock = await startMock();
const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
const views = [
    { name: 'desktop', width: 1280, height: 800, scale: 1 },
    { name: 'phone', width: 390, height: 844, scale: 2 },
];
/** @type {{ name: string, query: string, whole: boolean }[]} */
const pages = [
    { name: 'floor', query: '?lang=en', whole: true },
    { name: 'floor-today-it', query: '?lang=it&range=today', whole: true },
    { name: 'entries', query: '?lang=en&layer=entry', whole: false },
    { name: 'week', query: '?lang=en&range=7d&layer=linger', whole: true },
    { name: 'window', query: '?lang=en&surface=window&zone=display', whole: false },
    { name: 'no-data', query: '?lang=en&range=custom&from=2015-01-01T09:00:00.000Z&to=2015-01-01T10:00:00.000Z', whole: false },
];
for (const { name, width, height, scale } of views) {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
        const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme: scheme, hasTouch: name === 'phone' });
        const page = await context.newPage();
        page.on('console', (message) => message.type() === 'error' && !mock.scene.down && console.log(name, scheme, message.text()));
        for (const view of pages) {
            await page.goto(mock.url + '/' + view.query);
            await page.waitForSelector('.course-chart canvas');
            await page.screenshot({ path: `${folder}/${view.name}-${name}-${scheme}.png` });
            if (view.whole)
                await page.screenshot({ path: `${folder}/${view.name}-${name}-${scheme}-whole.png`, fullPage: true });
        }
        await page.goto(mock.url + '/?lang=en');
        await page.waitForSelector('.course-chart canvas');
        await page.getByTestId('mode-cells').click();
        await page.getByTestId('range-custom').click();
        const box = await page.getByTestId('heat-canvas').boundingBox();
        if (box)
            await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.51);
        await page.screenshot({ path: `${folder}/cells-${name}-${scheme}.png` });
        mock.scene.stores = 'none';
        await page.goto(mock.url + '/?lang=it');
        await page.waitForSelector('[data-testid=empty]');
        await page.screenshot({ path: `${folder}/empty-${name}-${scheme}.png` });
        mock.scene.stores = 'one';
        mock.scene.down = true;
        await page.goto(mock.url + '/?lang=en');
        await page.waitForSelector('[data-testid=failure]');
        await page.screenshot({ path: `${folder}/down-${name}-${scheme}.png` });
        mock.scene.down = false;
        await context.close();
    }
}
await browser.close();
await mock.close();
