import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMock } from '../../dev/mock-server.mjs';
import type { ArousalAnswer, AttentionAnswer, ExpressionAnswer, HeatAnswer } from '../../src/api/types';
import { formatFor } from '../../src/i18n/format';

declare global {
    interface Window { violations: string[] }
}

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const en = formatFor('en');
let browser: Browser;
let mock: Awaited<ReturnType<typeof startMock>>;
let context: BrowserContext;
let page: Page;
let complaints: string[];
/** The newest answer with heat, as the page got it. */
let heat: Promise<HeatAnswer>;

beforeAll(async () => {
    if (!existsSync(new URL('../../dist/index.html', import.meta.url)))
        throw new Error('dist/index.html is missing: run `npm run build` first');
    browser = await chromium.launch({
        executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
});
afterAll(async () => browser?.close());

beforeEach(async () => {
    mock = await startMock();
});
afterEach(async () => {
    await context?.close();
    await mock.close();
});

async function open(size: keyof typeof sizes, query = '?lang=en', colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
    context = await browser.newContext({ viewport: sizes[size], colorScheme, hasTouch: size === 'phone', isMobile: size === 'phone', locale: 'en-GB' });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
            complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
        if (new URL(request.url()).origin !== mock.url)
            complaints.push(`foreign request ${request.url()}`);
    });
    page.on('response', (response) => {
        if (!response.url().includes('/heat?'))
            return;
        heat = response.json() as Promise<HeatAnswer>;
        heat.catch(() => undefined); // the page may close while the last answer comes; who awaits it still sees the fault
    });
    await page.addInitScript(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
    await page.goto(mock.url + '/' + query);
}

/** A past time with enough people, so that nothing depends on the hour at which the tests run. */
const morning = 'range=custom&from=2026-01-05T08:00:00.000Z&to=2026-01-05T12:00:00.000Z';

const byId = (id: string) => page.getByTestId(id);
const complete = () => page.waitForSelector('.course-chart canvas');

/** Opacity of the heat canvas, 0..255, at a place given in shares of its width and height from the top left. */
const opacityAt = (x: number, y: number): Promise<number> => byId('heat-canvas').evaluate((element, place) => {
    const canvas = element as HTMLCanvasElement;
    return canvas.getContext('2d')?.getImageData(Math.floor(place.x * canvas.width), Math.floor(place.y * canvas.height), 1, 1).data[3] ?? -1;
}, { x, y });
/** The same at metres of the made-up shop, 20 × 15 m, y upwards. */
const opacityAtMetres = (x: number, y: number): Promise<number> => opacityAt(x / 20, 1 - y / 15);

describe.each(['desktop', 'phone'] as const)('page on a %s', (size) => {
    it('open_MadeUpShop_ShowsHeatWherePeopleWere', async () => {
        await open(size);
        await complete();
        const floor = (await heat).surfaces.find((s) => s.surface === 'floor');
        expect(Number(await byId('heat-canvas').getAttribute('data-total'))).toBeCloseTo(floor?.totalPersonSeconds ?? -1, 6);
        expect(await byId('legend-max').textContent()).toBe(`≥ ${en.density(floor?.scale?.p99 ?? -1)}`);
        // Everybody comes in at (10, 0) and walks up: hot there, and clear at the mirrored place.
        expect(await opacityAtMetres(10, 1)).toBeGreaterThan(40);
        expect(await opacityAtMetres(10, 14.2)).toBe(0);
        expect(await opacityAtMetres(7, 7.5)).toBeGreaterThan(40);
        // Between the aisles nobody can walk.
        expect(await opacityAtMetres(4.75, 5)).toBe(0);
        expect(await opacityAtMetres(15.2, 5.5)).toBe(0);
    });

    it('open_MadeUpShop_FitsTheScreenAndShowsEveryZone', async () => {
        await open(size);
        await complete();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        const rows = byId('zone-row');
        expect(await rows.count()).toBe(6);
        for (const row of await rows.all())
            expect(await row.isVisible()).toBe(true);
        const fitting = page.locator('[data-testid=zone-row][data-zone=fitting-rooms]');
        expect(await fitting.getByTestId('zone-dwell').innerText()).toBe('withheld: fewer than 5 people');
        expect(await byId('provenance').isVisible()).toBe(true);
        expect(await byId('device-row').count()).toBe(2);
        expect(await page.locator('[data-device=window-1]').innerText()).toContain('has sent no picture for 12 s');
        const canvas = await byId('heat-canvas').boundingBox();
        expect((canvas?.y ?? 9999) + (canvas?.height ?? 0)).toBeLessThan(sizes[size].height);
    });

    it('open_MadeUpShop_KeepsThePolicyAndAsksNobodyElse', async () => {
        await open(size);
        await complete();
        await page.locator('.course-chart').hover();
        await byId('mode-cells').click();
        await page.locator('.glossary summary').click();
        await page.locator('.course-table summary').click();
        await page.locator('.hottest summary').click();
        expect(await page.evaluate(() => window.violations)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await context.cookies()).toEqual([]);
        expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    });

    it.each([
        { language: 'en', few: 'too few to be told yet', never: 'Presence: withheld by the privacy profile “strict”.', waits: 'Cells with fewer than 5 people wait', counts: 'counts from 5 people on' },
        { language: 'it', few: 'ancora troppo poche per dirlo', never: 'Presenza: omessa dal profilo di privacy «strict».', waits: 'Le celle con meno di 5 persone', counts: 'conteggi da 5 persone in su' },
    ] as const)('strict_FewPeople_AreARangeAndNeverZero ($language)', async ({ language, few, never, waits, counts }) => {
        mock.scene.profile = 'strict';
        await open(size, `?lang=${language}&range=custom&from=2026-01-05T08:00:00.000Z&to=2026-01-05T08:02:00.000Z`);
        await complete();
        const quiet = page.locator('[data-testid=zone-row][data-zone=fitting-rooms] [data-testid=zone-visits]');
        expect(await quiet.innerText()).toBe(`0–4\n${few}`);
        expect(await page.locator('[data-testid=zone-row][data-zone=entrance] [data-testid=zone-visits]').innerText()).toMatch(/^(\d+)–(\d+)\n/);
        expect(await byId('zone-occupancy').count()).toBe(0);
        expect(await byId('never-told').innerText()).toBe(never);
        expect(await byId('line-out').innerText()).toBe('0–4');
        for (const panel of ['flow', 'queue', 'occupancy', 'display'])
            expect(await byId(panel).first().innerText(), panel).toContain(formatFor(language).text.profileTellsNot('strict'));
        expect(await page.locator('[data-testid=line-row]').innerText()).toContain(few);
        expect(await byId('heat-waits').innerText()).toContain(waits);
        expect(await page.locator('.course-legend .swatch.waits').count()).toBe(1);
        expect(await page.locator('[data-device=floor-1]').innerText()).toContain(counts);
        await page.locator('.course-table summary').click();
        expect(await page.locator('.course-table td').allInnerTexts()).not.toContain('0');
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        expect(complaints).toEqual([]);
    });

    it.each([
        { language: 'en', silent: 'silent: the day’s privacy budget is spent', untold: '1 of 4 windows is not told', spent: 'Privacy budget: ε 0.75 of 2 spent · 5 Jan · 1 start', quiet: 'Silent: the privacy budget is spent', noise: '95 % sure' },
        { language: 'it', silent: 'in silenzio: bilancio di privacy del giorno esaurito', untold: '1 intervallo su 4 non comunicato', spent: 'Bilancio di privacy: speso ε 0,75 di 2 · 5 gen · 1 avvio', quiet: 'In silenzio: il bilancio di privacy', noise: 'al 95 %' },
    ] as const)('noisy_Told_CarriesItsIntervalAndTheDaysBudget ($language)', async ({ language, silent, untold, spent, quiet, noise }) => {
        mock.scene.profile = 'noisy';
        await open(size, `?lang=${language}&${morning}`);
        await complete();
        const visits = (zone: string) => page.locator(`[data-testid=zone-row][data-zone=${zone}] [data-testid=zone-visits]`).innerText();
        expect(await visits('entrance')).toMatch(/^[\d.,]+ ± 12\n[\d.,]+ ± 12 /);
        expect(await visits('checkout')).toContain(untold);
        expect(await visits('fitting-rooms')).toBe(silent);
        expect(await byId('line-in').innerText()).toMatch(/ ± 9$/);
        expect(await byId('zone-dwell').count()).toBe(0);
        expect(await byId('heat-noise').innerText()).toMatch(/± \S+ /);
        expect(await byId('heat-noise').innerText()).toContain(noise);
        expect(await page.locator('[data-device=floor-1] [data-testid=budget]').innerText()).toBe(spent);
        expect(await page.locator('[data-device=window-1]').innerText()).toContain(quiet);
        expect(await page.locator('[data-device=window-1] [data-testid=budget]').getAttribute('data-silent')).toBe('true');
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        expect(complaints).toEqual([]);
    });

    it.each(['en', 'it'] as const)('standard_FewPeopleNow_AreFewerThanFive (%s)', async (language) => {
        await open(size, `?lang=${language}`);
        await complete();
        const words = (await byId('zone-occupancy').allInnerTexts()).map((text) => text.split('\n')[0]);
        const f = formatFor(language);
        expect(words.length).toBe(6);
        for (const word of words)
            expect([f.text.fewerThan('5'), f.text.nowUnknown].includes(word ?? '') || Number(word) >= 5, word).toBe(true);
    });

    const panels = [        { language: 'en', f: en, step: 'Passed', sure: '95 % sure', yet: 'fewer than 5 people yet', known: 'direction was known for 63%', tendency: 'Read it as a tendency', mood: 'rather pleasant', unsure: 'Too unsure about' },
        {
            language: 'it', f: formatFor('it'), step: 'Passano', sure: 'al 95 %', yet: 'ancora meno di 5 persone', known: 'testa era nota per il 63%', tendency: 'Va letta come una tendenza',
            mood: 'piuttosto piacevole', unsure: 'Troppo incerto sul',
        },
    ] as const;

    it.each(panels)('displays_Told_ShowFunnelAndHowSureItIs ($language)', async ({ language, f, step, sure, known }) => {
        await open(size, `?lang=${language}&${morning}`);
        await complete();
        const asked = mock.requests.find((r) => /\/attention\?/.test(r)) ?? '';
        const { displays } = await (await fetch(mock.url + asked)).json() as AttentionAnswer;
        expect(await byId('display').evaluateAll((all) => all.map((e) => (e as HTMLElement).dataset['display']))).toEqual(displays.map((d) => d.display));
        const first = displays[0];
        if (!first?.funnel?.attraction)
            throw new Error('the made-up window attracts somebody');
        const display = page.locator('[data-testid=display][data-display=left-window]');
        const attraction = await display.getByTestId('attraction').innerText();
        expect(attraction).toContain(f.percent(first.funnel.attraction.share));
        expect(attraction).toContain(`${sure}: ${f.percents(first.funnel.attraction.low, first.funnel.attraction.high)}`);
        const steps = display.locator('[data-testid=funnel] li');
        expect(await steps.count()).toBe(5);
        expect(await steps.first().innerText()).toMatch(new RegExp(`${step}\\s+${f.integer(first.funnel.passed)}\\s+100%`));
        expect(await steps.nth(3).innerText()).toContain(f.percent(first.funnel.attended / first.funnel.passed));
        expect(await display.getByTestId('direction-known').innerText()).toContain(known);
        expect(await byId('displays-verdict').innerText()).toContain(first.name);
        // The band is as wide as the interval, on an axis that all displays share.
        const [low, high] = [first.funnel.attraction.low, first.funnel.attraction.high];
        const ground = await display.locator('.interval-attraction').boundingBox();
        const band = await display.locator('.interval-attraction .interval-band').boundingBox();
        expect((band?.width ?? 0) / (ground?.width ?? 1)).toBeCloseTo((high - low) / 0.4, 2);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });

    it.each(panels)('displays_TooFewPeople_SayNotYetAndNoNumber ($language)', async ({ language, yet }) => {
        await open(size, `?lang=${language}&range=custom&from=2026-01-05T08:00:00.000Z&to=2026-01-05T08:30:00.000Z`);
        await complete();
        const promo = page.locator('[data-testid=display][data-display=promo-screen]');
        expect(await promo.getByTestId('attraction').innerText()).toContain(yet);
        expect(await promo.getByTestId('attraction').innerText()).not.toContain('%');
        expect(await promo.getByTestId('funnel').count()).toBe(0);
        expect(await promo.getByTestId('display-chart').count()).toBe(0);
    });

    it('displays_OnThePlan_AreDrawnWithAreaAndTarget', async () => {
        await open(size, `?lang=en&${morning}`);
        await complete();
        expect(await page.locator('.display-mark').count()).toBe(2);
        const area = await page.locator('[data-display=spring-table] .display-area').boundingBox();
        const plan = await byId('heat-canvas').boundingBox();
        // 4.6 … 12.2 of 20 m.
        expect(((area?.width ?? 0)) / (plan?.width ?? 1)).toBeCloseTo(7.6 / 20, 1);
        expect(await page.locator('[data-display=spring-table] .display-target').count()).toBe(1);
        await page.locator('[data-testid=surface-tab][data-surface=window]').click();
        await page.locator('.display-mark[data-display=left-window]').waitFor();
        expect(await page.locator('.display-target').count()).toBe(0);
    });

    it.each(panels)('expression_Told_IsRangesWithWhatTheyWereMeasuredOn ($language)', async ({ language, f, tendency, mood, unsure }) => {
        await open(size, `?lang=${language}&${morning}`);
        await complete();
        const asked = mock.requests.find((r) => /\/expression\?/.test(r)) ?? '';
        const { zones } = await (await fetch(mock.url + asked)).json() as ExpressionAnswer;
        const told = zones[0];
        if (!told?.shares)
            throw new Error('the made-up window sees faces');
        const row = page.locator('[data-testid=expression-row][data-zone=display]');
        expect(await byId('expression').innerText()).toContain(tendency);
        expect(await row.locator('[data-class]').count()).toBe(4);
        expect(await row.locator('[data-class=positive] .range-text').innerText()).toBe(f.percents(told.shares.positive.low, told.shares.positive.high));
        expect(await row.getByTestId('abstained').innerText()).toContain(unsure);
        expect(await row.getByTestId('valence').innerText()).toContain(mood);
        expect(await row.getByTestId('measured-on').innerText()).toContain('195 labelled press pictures');
        expect(await row.getByTestId('uncorrected').count()).toBe(0);
        expect(await row.locator('[data-testid=expression-trend] .trend-band').count()).toBeGreaterThan(5);
        expect(await row.locator('[data-testid=expression-trend] svg').getAttribute('aria-label')).toContain('Window display: ');
    });

    it('expression_NeverMeasured_WarnsAndTellsNoMood', async () => {
        mock.scene.unmeasured = true;
        await open(size, `?lang=en&${morning}`);
        await complete();
        const row = page.locator('[data-testid=expression-row][data-zone=display]');
        expect(await row.getByTestId('uncorrected').innerText()).toContain('Not corrected');
        expect(await row.getByTestId('valence').count()).toBe(0);
    });

    it.each([
        { language: 'en', f: en, honest: 'About one person in ten doesn’t respond', usual: '95 % sure: ', few: 'fewer than 3 people', carried: 'carried' },
        { language: 'it', f: formatFor('it'), honest: 'Circa una persona su dieci non reagisce', usual: 'al 95 %: ', few: 'ancora meno di 3 persone', carried: 'portatile' },
    ] as const)('stress_Told_IsAMeanWithItsIntervalOrWhyNot ($language)', async ({ language, f, honest, usual, few, carried }) => {
        await open(size, `?lang=${language}&${morning}`);
        await complete();
        const asked = mock.requests.find((r) => /\/arousal\?/.test(r)) ?? '';
        const { zones } = await (await fetch(mock.url + asked)).json() as ArousalAnswer;
        const told = zones.find((z) => z.zone === 'checkout')?.arousal;
        if (!told?.estimate)
            throw new Error('the made-up checkout has contacts');
        expect(await byId('stress').innerText()).toContain(honest);
        const row = page.locator('[data-testid=stress-row][data-zone=checkout]');
        expect(await row.getByTestId('stress-mean').innerText()).toContain(`${f.signed(told.estimate.mean)} (${usual}${f.signed(told.estimate.low)} … ${f.signed(told.estimate.high)})`);
        expect(await row.getByTestId('stress-responses').innerText()).toContain(f.quantity(told.scrPerMinute));
        expect(await row.getByTestId('stress-level').innerText()).toContain('µS');
        expect(await row.getByTestId('stress-contact').innerText()).toContain(f.duration(told.contactSeconds));
        expect(await row.getByTestId('stress-abstained').innerText()).toContain(f.percent(told.abstainedShare));
        expect(await row.locator('[data-testid=stress-trend] .trend-band').count()).toBeGreaterThan(5);
        expect(await page.locator('[data-testid=stress-row][data-zone=fitting-rooms]').innerText()).toContain(few);
        expect(await byId('sensor').count()).toBe(3);
        expect(await page.locator('[data-sensor=basket-2]').innerText()).toContain('/dev/ttyUSB1 has sent nothing');
        expect(await page.locator('[data-sensor=basket-1]').innerText()).toContain(carried);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });

    it('stress_StudyChosen_ShowsItsFiguresAndKeepsTheAddress', async () => {
        await open(size, `?lang=en&${morning}`);
        await complete();
        const contacts = async (): Promise<number> => Number.parseInt((await page.locator('[data-testid=stress-row][data-zone=checkout] .expression-head .quiet').innerText()).replace(/\D+/g, ''), 10);
        const all = await contacts();
        await byId('stress-study').selectOption('walk-2026-01');
        await page.waitForFunction((before) => Number.parseInt((document.querySelector('[data-testid=stress-row][data-zone=checkout] .expression-head .quiet')?.textContent ?? '').replace(/\D+/g, ''), 10) < before, all);
        expect(page.url()).toContain('study=walk-2026-01');
        expect(mock.requests.some((r) => /\/arousal\/checkout\/series\?.*study=walk-2026-01/.test(r))).toBe(true);
        await byId('stress-study').selectOption({ index: 1 });
        await page.waitForURL(/study=(&|$)/);
    });

    it('languages_Switched_ChangeEveryTextAndTheAddress', async () => {
        await open(size, '');
        await complete();
        expect(await page.locator('#zones-title').innerText()).toBe('Zones');
        await byId('lang-it').click();
        await page.getByText('Dove vanno le persone').waitFor();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe('it');
        expect(page.url()).toContain('lang=it');
        expect(await byId('live-badge').innerText()).toContain('In diretta');
        await byId('lang-en').click();
        await page.getByText('Where people go').waitFor();
    });

    it.each(['light', 'dark'] as const)('open_%s_HasNoAccessibilityViolation', async (scheme) => {
        await open(size, '?lang=en', scheme);
        await complete();
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
            const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
            return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ').slice(0, 300)}`);
        });
        expect(found).toEqual([]);
    });
});

describe('page', () => {
    it('phone_EveryControl_IsLargeEnoughForAFinger', async () => {
        await open('phone');
        await complete();
        const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, summary, select, input, a[href]:not(.skip)')]
            .filter((e) => e.checkVisibility())
            .map((e) => ({ text: e.innerText, box: e.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 44 || box.height < 44)
            .map(({ text, box }) => `${text} ${box.width}×${box.height}`));
        expect(small).toEqual([]);
    });

    it('desktop_FirstScreen_HoldsPlanLegendZonesAndCourse', async () => {
        await open('desktop');
        await complete();
        for (const id of ['heat-canvas', 'legend-max', 'course-chart', 'mode-cells']) {
            const box = await byId(id).boundingBox();
            expect((box?.y ?? 9999) + (box?.height ?? 0), id).toBeLessThanOrEqual(800);
        }
    });

    it('surfaceTab_Window_DrawsThePicturesHeatAndKeepsTheAddress', async () => {
        await open('desktop');
        await complete();
        await page.locator('[data-testid=surface-tab][data-surface=window]').click();
        await page.getByText('Its pictures are never stored').waitFor();
        expect(page.url()).toContain('surface=window');
        // People pass in the lower third of the picture: y points down there.
        const strip = async (y: number): Promise<number> => Math.max(...await Promise.all([0.2, 0.35, 0.5, 0.65, 0.8].map((x) => opacityAt(x, y))));
        expect(await strip(0.75)).toBeGreaterThan(40);
        expect(await strip(0.2)).toBe(0);
    });

    it('hover_Cell_ReadsItsTrueValue', async () => {
        await open('desktop');
        await complete();
        const floor = (await heat).surfaces.find((s) => s.surface === 'floor');
        const hottest = floor?.density.indexOf(floor.scale?.max ?? -1) ?? -1;
        const cell = floor?.cells[hottest] ?? -1;
        const box = await byId('heat-canvas').boundingBox();
        if (!floor || !box || cell < 0)
            throw new Error('no heat');
        const column = cell % 40;
        const row = Math.floor(cell / 40);
        await page.mouse.move(box.x + ((column + 0.5) / 40) * box.width, box.y + (1 - (row + 0.5) / 30) * box.height);
        const text = await byId('readout').innerText();
        const seconds = floor.personSeconds?.[hottest] ?? -1;
        expect(text).toContain(`${en.density(floor.scale?.max ?? -1)} people per m²`);
        expect(text).toContain(`${en.quantity(seconds)} person-seconds`);
        expect(text).toContain(`${en.percent(seconds / floor.observedSeconds)} of the observed time`);
    });

    it('layers_Chosen_ChangeMapTitleUnitAndAddress', async () => {
        await open('desktop');
        await complete();
        expect(await page.locator('.legend-title').innerText()).toContain('People per m², on average');
        await byId('layer-entry').click();
        await page.locator('[data-testid=heat-canvas][data-layer=entry]').waitFor();
        expect(await page.locator('#plan-title').innerText()).toBe('Where people come in');
        expect(await page.locator('.legend-title').innerText()).toContain('People per m² and hour');
        expect(await page.locator('.legend').innerText()).toContain('people in total');
        expect(page.url()).toContain('layer=entry');
        // Everybody comes in at (10, 0), and nobody in the middle of the shop.
        expect(await opacityAtMetres(10, 0.25)).toBeGreaterThan(40);
        expect(await opacityAtMetres(7, 7.5)).toBe(0);
        await byId('layer-linger').click();
        await page.locator('[data-testid=heat-canvas][data-layer=linger]').waitFor();
        expect(await opacityAtMetres(7, 7.5)).toBeGreaterThan(40);
        await page.reload();
        await complete();
        expect(await byId('layer-linger').getAttribute('aria-pressed')).toBe('true');
    });

    it('cells_HardlyInView_AreHatchedAndNotEmpty', async () => {
        await open('desktop');
        await complete();
        expect(Number(await page.locator('[data-unseen]').getAttribute('data-unseen'))).toBe(32);
        expect(await byId('unseen').innerText()).toContain('unknown, not empty');
        const box = await byId('heat-canvas').boundingBox();
        await page.mouse.move((box?.x ?? 0) + 0.97 * (box?.width ?? 0), (box?.y ?? 0) + (1 - 7 / 15) * (box?.height ?? 0));
        expect(await byId('readout').innerText()).toContain('nobody knows');
        expect(await byId('visible').innerText()).toMatch(/The cameras see \d\d% of this floor/);
        expect(await byId('merge').innerText()).toContain('40 times');
    });

    it('paths_Morning_TellFirstZoneReachAndMatrix', async () => {
        await open('desktop', `?lang=en&${morning}`);
        await complete();
        expect(await byId('flow-first').locator('li').first().innerText()).toContain('Entrance');
        expect(await byId('flow-reached').locator('[data-zone=checkout]').innerText()).toMatch(/\d+% ?\n?\d+ people/);
        const way = byId('flow-matrix').locator('[data-way="entrance new-arrivals"]');
        expect(Number((await way.innerText()).replaceAll(',', ''))).toBeGreaterThan(0);
        expect(await way.getAttribute('class')).toMatch(/shade-[1-5]/);
    });

    it('paths_OnAPhone_AreAListInsteadOfATable', async () => {
        await open('phone', `?lang=it&${morning}`);
        await complete();
        expect(await byId('flow-matrix').count()).toBe(0);
        expect(await byId('flow-ways').locator('li').first().innerText()).toContain('→');
    });

    it('paths_FewPeople_AreWithheldAndSaySo', async () => {
        await open('desktop', '?lang=en&range=custom&from=2026-01-05T09:00:00.000Z&to=2026-01-05T09:00:30.000Z');
        await complete();
        expect(await byId('flow-withheld').innerText()).toBe('withheld: fewer than 5 people');
        expect(await byId('flow-matrix').count()).toBe(0);
    });

    it('queue_Checkout_TellsLengthWaitServedAndWalkedAway', async () => {
        await open('desktop', `?lang=en&${morning}`);
        await complete();
        const queue = page.locator('[data-testid=queue][data-queue=checkout]');
        expect(await queue.getByTestId('queue-wait').innerText()).toMatch(/Wait\n.*\d+ s/);
        expect(await queue.getByTestId('queue-served').innerText()).toMatch(/\/h/);
        expect(await queue.getByTestId('queue-abandoned').innerText()).toMatch(/%/);
        expect(await queue.getByTestId('queue-now').innerText()).toBe('2 in line now');
        expect(await queue.getByTestId('little').innerText()).toContain('agree');
        expect(await queue.locator('.length-mean').count()).toBeGreaterThan(0);
    });

    it('inside_Morning_TellsNowPeakAndEveryCorrection', async () => {
        await open('desktop', `?lang=en&${morning}`);
        await complete();
        expect(await byId('inside-now').innerText()).toMatch(/^\d+$/);
        expect(await byId('inside-peak').innerText()).toMatch(/at most \d+, 5 Jan, \d\d:\d\d/);
        expect(await byId('inside-chart').locator('.length-peak').count()).toBeGreaterThan(0);
        expect(await byId('corrections').innerText()).toContain('1 person left who had not been seen coming in');
    });

    it('dwell_Zones_ShowMedianAndTheCorrectedOneWithItsInterval', async () => {
        await open('desktop', `?lang=en&${morning}`);
        await complete();
        expect(await page.locator('[data-testid=zone-row][data-zone=entrance] [data-testid=zone-survival]').innerText()).toMatch(/\d s\n[\d.:]+–[\d.:]+ (s|min)/);
        await page.locator('.glossary summary').click();
        expect(await byId('glossary').innerText()).toContain('had no visit been cut off');
    });

    it.each(['desktop', 'phone'] as const)('provenance_ScrolledToTheEndOnA%s_IsStillInSight', async (size) => {
        await open(size);
        await complete();
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        const box = await byId('provenance').boundingBox();
        expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
        expect(box?.y).toBe(0);
        expect(await page.title()).toBe('[Simulated] Store heat map · StoreSensing');
    });

    it('range_SevenDays_IsAskedForAndKeptInTheAddress', async () => {
        await open('desktop');
        await complete();
        await byId('range-7d').click();
        await page.waitForURL(/range=7d/);
        await expect.poll(() => mock.requests.some((r) => {
            const query = new URL(r, mock.url).searchParams;
            return r.includes('/zones?') && Math.abs(Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '') - 7 * 86_400_000) < 60_000;
        })).toBe(true);
    });

    it('arrowKeys_OnThePlan_MoveTheReadout', async () => {
        await open('desktop');
        await complete();
        await page.locator('[data-plan-frame]').focus();
        await page.keyboard.press('ArrowUp');
        const first = await byId('readout').innerText();
        await page.keyboard.press('ArrowUp');
        expect(await byId('readout').innerText()).not.toBe(first);
        expect(first).toContain('10.25 m / 8.25 m');
        await page.keyboard.press('Escape');
        expect(await byId('readout').count()).toBe(0);
    });

    it('zoneRow_Chosen_ShowsItsCourseAndKeepsTheAddress', async () => {
        await open('desktop');
        await complete();
        await page.getByRole('button', { name: 'Checkout' }).click();
        await page.getByText('Course: Checkout').waitFor();
        expect(page.url()).toContain('zone=checkout');
        await page.reload();
        await complete();
        expect(await page.locator('#course-title').innerText()).toContain('Checkout');
    });

    it('range_TodayAndCustom_AreKeptInTheAddressAndPastIsNotLive', async () => {
        await open('desktop');
        await complete();
        await byId('range-today').click();
        await page.waitForURL(/range=today/);
        await byId('range-custom').click();
        await byId('range-from').fill('2026-01-05T10:00');
        await byId('range-to').fill('2026-01-05T09:00');
        await byId('range-apply').click();
        await page.getByText('The start must lie before the end.').waitFor();
        await byId('range-to').fill('2026-01-05T12:00');
        await byId('range-apply').click();
        await page.waitForURL(/range=custom/);
        await page.locator('[data-testid=live-badge][data-state=past]').waitFor();
        await page.goBack();
        await page.locator('[data-testid=live-badge][data-state=live]').waitFor();
        expect(await byId('range-today').getAttribute('aria-pressed')).toBe('true');
    });

    it('live_ManyWindows_AreFetchedAtMostOnceASecond', async () => {
        await open('desktop');
        await complete();
        const asked = (): number => mock.requests.filter((r) => r.includes('/heat?')).length;
        const before = asked();
        const started = Date.now();
        for (let i = 0; i < 200; i++)
            mock.push('window', { kind: 'heat', device: 'floor-1', windowStart: '2026-01-01T00:00:00Z' });
        await expect.poll(asked, { timeout: 5000 }).toBeGreaterThan(before + 1);
        expect(asked() - before).toBeLessThanOrEqual(2 + Math.floor((Date.now() - started) / 1000));
    });

    it('live_ConnectionCut_SaysReconnectingAndThenLive', async () => {
        await open('desktop');
        await page.locator('[data-testid=live-badge][data-state=live]').waitFor();
        mock.cut();
        await page.locator('[data-testid=live-badge][data-state=reconnecting]').waitFor();
        await page.locator('[data-testid=live-badge][data-state=live]').waitFor();
    });

    it('unobserved_WholeRange_IsHatchedAndNeverZero', async () => {
        mock.scene.unobserved = true;
        await open('desktop');
        await byId('no-data').waitFor();
        expect(await page.locator('[data-unobserved]').count()).toBe(1);
        expect(await page.locator('[data-zone=entrance] [data-testid=zone-visits]').innerText()).toBe('not observed');
        expect(await byId('heat-canvas').getAttribute('data-total')).toBe('');
        expect(await opacityAtMetres(10, 1)).toBe(0);
        for (const display of await byId('display').all())
            expect(await display.innerText()).toContain('That is not the same as nobody being there.');
        for (const panel of ['flow', 'queue', 'occupancy'])
            expect(await byId(panel).innerText(), panel).toContain('Not observed in this time. That is not the same as nobody being there.');
    });

    it('api_Down_SaysSoAndRecovers', async () => {
        mock.scene.down = true;
        await open('phone');
        await byId('failure').waitFor();
        mock.scene.down = false;
        await page.getByRole('button', { name: 'Try again' }).click();
        await complete();
        expect(await byId('failure').count()).toBe(0);
    });

    it('stores_None_TeachesWhatToDoAndAppearsByItself', async () => {
        mock.scene.stores = 'none';
        await open('desktop');
        await byId('empty').waitFor();
        expect(await byId('empty').innerText()).toContain('unknown field "trackId"');
        mock.scene.stores = 'one';
        await complete();
    });

    it('stores_Two_CanBeChosenAndStayInTheAddress', async () => {
        mock.scene.stores = 'two';
        await open('desktop');
        await complete();
        await byId('store-picker').selectOption({ label: 'acme / torino-02' });
        await page.waitForURL(/store=acme\/torino-02/);
        await complete();
        expect(mock.requests.some((r) => r.includes('/torino-02/heat'))).toBe(true);
    });

    it('stores_UnknownInTheAddress_OffersTheKnownOnes', async () => {
        await open('desktop', '?lang=en&store=acme/roma-09');
        await page.getByText('The store “acme/roma-09” is not known here.').waitFor();
        await page.getByRole('button', { name: 'acme / milano-01' }).click();
        await complete();
    });

    it('provenance_ScrolledToTheEnd_StaysInSight', async () => {
        await open('phone');
        await complete();
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        const banner = await byId('provenance').boundingBox();
        expect(banner?.y).toBe(0);
        expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
    });

    it('provenance_RealShop_HasNoBanner', async () => {
        mock.scene.provenance = null;
        await open('desktop');
        await complete();
        expect(await byId('provenance').count()).toBe(0);
    });
});
