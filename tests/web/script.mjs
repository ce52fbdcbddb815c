// SPDX-License-Identifier: ISC
// What site.js does, in a browser:
//   node tests/web/script.mjs FOLDER
// of the fictional site as it is published. Its clock and zone are set; nothing but the loopback is
// asked. TAP; what is not installed is skipped.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { done, find, launch, listen, noBrowser, ok, serve, skip } from './lib.mjs';

const root = resolve(process.argv[2] ?? '.');
const EVENT = 'commons-days-2031/';
const DAY = `${EVENT}day/2031-10-15.html`;
const TALK = `${EVENT}session/a-care-budget-for-every-team`;
const OPENING = '2031-10-15T07:40:00Z'; // 09:40 in Brussels: the first session is on

const same = (got, want) => JSON.stringify(got) === JSON.stringify(want) ? [] :
	[`got ${JSON.stringify(got)}, not ${JSON.stringify(want)}`];
const has = (text, part) => text.includes(part) ? [] : [`'${part}' is not in '${text}'`];

// A page in a browser of its own, with its faults; `at`: what its clock says.
async function open(browser, url, {zone = 'Europe/Brussels', at = null, ...rest} = {}) {
	const context = await browser.newContext({timezoneId: zone, reducedMotion: 'reduce', ...rest});
	const page = await context.newPage(), faults = [];
	page.setDefaultTimeout(8000);
	if (at)
		await page.clock.install({time: new Date(at)});
	listen(page, new URL('.', url).protocol === 'file:' ? 'file:' : new URL(url).origin, faults);
	page.on('request', r => r.url().startsWith('blob:') && faults.pop());
	await page.goto(url);
	return {page, faults, context};
}

const texts = (page, what) => page.locator(what).allTextContents().then(all => all.map(s => s.trim()));
const search = page => page.locator('.tools button').first().click();
const waitForList = page => page.waitForFunction(() => document.querySelector('dialog p')?.textContent);

async function zones(browser, url) {
	let {page, context} = await open(browser, url + DAY);
	ok('a reader in the event\'s zone is told nothing more', same(await texts(page, '.there'), []));
	await context.close();
	({page, context} = await open(browser, url + DAY, {zone: 'Asia/Kathmandu'}));
	ok('one elsewhere is told both times, and how far from UTC they are',
		same((await texts(page, '.there'))[0], '12:15–13:15 UTC+05:45'));
	await search(page);
	await waitForList(page);
	const toggle = page.locator('dialog button', {hasText: /^In your zone: Asia\/Kath?mandu$/});
	ok('and by which zone', same(await toggle.getAttribute('aria-pressed'), 'true'));
	await toggle.click();
	ok('they go away if that is not wanted', same(await texts(page, '.there'), []));
	await page.reload();
	ok('and stay away', same(await texts(page, '.there'), []));
	await context.close();
	({page, context} = await open(browser, url + DAY, {zone: 'Pacific/Auckland'}));
	ok('another day is said', has((await texts(page, '.there')).at(-1), 'Thursday'));
	await context.close();
	({page, context} = await open(browser, `${url}fr/${DAY}`, {zone: 'Pacific/Auckland'}));
	ok('in the language of the page', has((await texts(page, '.there')).at(-1), 'jeudi'));
	await context.close();
}

async function nowAndNext(browser, url) {
	const {page, context} = await open(browser, url + DAY, {at: OPENING});
	const marked = () => page.evaluate(() => [...document.querySelectorAll('.now')]
		.map(e => `${e.closest('.slot').querySelector('a, span').textContent}:${e.textContent}`));
	ok('what is on and what is next are marked', same(await marked(),
		['Opening of the Commons Days: Now', 'Keynote: Space does not shrink, it is taken: Next']));
	ok('one can go there', same(await page.locator('.tools a').getAttribute('href'), '#now'));
	await page.clock.runFor('40:00');
	ok('it follows the clock', has((await marked())[0], 'Keynote: Space does not shrink, it is taken: Now'));
	await context.close();
	const later = await open(browser, url + DAY, {at: '2031-12-24T12:00:00Z'});
	ok('long after it nothing is', same(await texts(later.page, '.now'), []));
	ok('nor is there a way to it', same(await later.page.locator('.tools a').isVisible(), false));
	await later.context.close();
}

async function stars(browser, url, {alone}) {
	const where = alone ? 'from a folder' : 'from a server';
	const {page, context, faults} = await open(browser, url + DAY, {acceptDownloads: true});
	const star = page.locator('.star').first();
	ok(`${where}: a star has a name`, same(await star.getAttribute('aria-label'),
		'Keep this session: Opening of the Commons Days'));
	await star.click();
	ok(`${where}: and says that it is pressed`, same(await star.getAttribute('aria-pressed'), 'true'));
	await page.goto(`${url}ar/${TALK}.html`);
	await page.locator('.star').click();
	await page.goto(url + DAY);
	ok(`${where}: what is kept stays, in all languages`,
		same(await texts(page, '.tools button'), ['Search', '★ My sessions 2']));
	await page.locator('.tools button').nth(1).click();
	await waitForList(page);
	ok(`${where}: and is told with its day and hours`, has((await texts(page, 'dialog li'))[1],
		'Thursday 16 October 2031, 10:20–11:40 (Europe/Brussels, UTC+2)'));
	await page.getByText('Only my sessions on this page').click();
	ok(`${where}: the others can be hidden`, same(await page.evaluate(() =>
		[...document.querySelectorAll('.slot')].filter(e => e.checkVisibility({visibilityProperty: true})).length), 1));
	await page.locator('.tools button').nth(1).click();
	if (alone) {
		ok('from a folder: each has its own calendar', same(await page.evaluate(() =>
			[...document.querySelectorAll('dialog li a[href$=".ics"]')].map(a => a.href)),
		[`${url}${EVENT}session/opening.ics`, `${url}${TALK}.ics`]));
		ok('from a folder: and there is none of all', same(
			await page.getByRole('button', {name: 'Calendar (.ics)'}).isVisible(), false));
	} else {
		const [download] = await Promise.all([page.waitForEvent('download'),
			page.getByRole('button', {name: 'Calendar (.ics)'}).click()]);
		const ics = readFileSync(await download.path(), 'utf8');
		const lines = ics.split('\r\n');
		ok('from a server: they are one calendar', same([lines[0], lines.at(-2), lines.at(-1)],
			['BEGIN:VCALENDAR', 'END:VCALENDAR', '']));
		ok('from a server: with each session, and the zone once', same(
			lines.filter(line => /^(UID|BEGIN:VTIMEZONE|BEGIN:VEVENT)/.test(line)).map(line => line.split('.')[0]).sort(),
			['BEGIN:VEVENT', 'BEGIN:VEVENT', 'BEGIN:VTIMEZONE', 'UID:a-care-budget-for-every-team',
				'UID:opening']));
		ok('from a server: named for what it is', same(download.suggestedFilename(), 'sessions.ics'));
	}
	await page.reload();
	await page.locator('.star').first().click();
	await page.reload();
	ok(`${where}: what is let go is gone`, same(await texts(page, '.tools button'),
		['Search', '★ My sessions 1']));
	ok(`${where}: nothing on the console, no request elsewhere`, faults);
	await context.close();
}

async function searching(browser, url, axe) {
	const asked = [], {page, context, faults} = await open(browser, `${url}index.html`);
	page.on('request', r => r.url().endsWith('.js') && asked.push(r.url()));
	ok('nothing is loaded before it is wanted', same(asked, []));
	await search(page);
	await waitForList(page);
	ok('then one file is', same(asked, [`${url}search.js`]));
	ok('and one can type', same(await page.evaluate(() => document.activeElement.type), 'search'));
	ok('it says how to keep a session', has(await page.locator('dialog p').first().textContent(), '☆'));
	const find = async typed => {
		await page.locator('dialog input').fill(typed);
		return texts(page, 'dialog li a');
	};
	ok('accents and capitals make no difference', has((await find('QUENTIN modele')).join(), 'Quentin Modèle'));
	ok('typed or not', has((await find('Modèle')).join(), 'Quentin Modèle'));
	ok('every word counts', same(await find('opening zebra'), []));
	ok('in which case it says so', same(await page.locator('dialog p').first().textContent(),
		'Nothing has all of these words.'));
	ok('titles come first', has((await find('budget'))[0].toLowerCase(), 'budget'));
	ok('what is unlisted or private is not found',
		[...await find('canary'), ...await find('peer consultation people'), ...await find('zoe ejemplar')]);
	await find('care budget');
	await page.evaluate(axe);
	ok('axe finds nothing in the box', (await page.evaluate(() => globalThis.axe.run(document,
		{resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}))).violations
		.map(v => `${v.id}: ${v.nodes.map(n => n.target)}`));
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
	ok('by keyboard one gets there', has(page.url(), TALK));
	await page.goto(`${url}index.html`);
	await search(page);
	await waitForList(page);
	await page.keyboard.press('Escape');
	ok('Escape closes it', same(await page.locator('dialog').isVisible(), false));
	ok('nothing on the console, no request elsewhere', faults);
	await context.close();
}

// How far things move after they were first seen: below 0.1 is good (web.dev, CLS). Times of another
// zone need room that the page could not keep.
async function shifts(browser, url, zone, most) {
	const {page, context} = await open(browser, url + DAY, {zone, viewport: {width: 390, height: 800}});
	const moved = await page.evaluate(() => new Promise(told => {
		let sum = 0;
		new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
			.observe({type: 'layout-shift', buffered: true});
		setTimeout(() => told(sum), 500);
	}));
	ok(`on the clock of ${zone} the page hardly moves once it is seen: ${moved.toFixed(3)}`,
		moved < most ? [] : [`not below ${most}`]);
	await context.close();
}

async function blocked(browser, url) {
	const {page, context, faults} = await open(browser, url + DAY, {zone: 'Asia/Kathmandu'});
	await page.addInitScript(() => Object.defineProperty(window, 'localStorage',
		{get() { throw new DOMException('no', 'SecurityError'); }}));
	await page.reload();
	await page.locator('.star').first().click();
	ok('where nothing may be kept it still works', [...same(await page.locator('.star').first()
		.getAttribute('aria-pressed'), 'true'), ...faults]);
	await context.close();
}

// A server may answer anything with a page of its own; and who waits presses again.
async function slow(browser, url) {
	let asked = 0;
	const {page, context} = await open(browser, url + DAY);
	await page.route('**/search.js', async route => {
		if (++asked == 1)
			return route.fulfill({contentType: 'text/javascript', body: '<!DOCTYPE html>'});
		await new Promise(done => setTimeout(done, 300));
		return route.continue();
	});
	await search(page);
	await page.waitForTimeout(300);
	ok('what is not the index is asked for once', same(asked, 1));
	await page.evaluate(() => { for (let i = 0; i < 3; i++) document.querySelector('.tools button').click(); });
	await waitForList(page);
	await page.waitForTimeout(300);
	ok('pressed again and again, there is one box', same(await page.locator('dialog').count(), 1));
	await page.keyboard.press('Escape');
	ok('which can be closed', same(await page.locator('dialog[open]').count(), 0));
	await context.close();
}

// Others who share the origin may leave there what they like.
async function strange(browser, url) {
	const kept = ['null', '5', '"x"', '[]', '{}', '{"mine":null}', '{"mine":"x","local":{}}', '{"mine":{"a":{"b":[null]},"c":null}}',
		JSON.stringify({mine: {'<img src=x onerror=alert(1)>': '<img src=x onerror=alert(1)>', '//evil.example/x': 'a',
			'javascript:alert(1)//': 'b', '../../../x': 'c', '__proto__': 'd', 'https://evil.example/': ['e']}})];
	for (const value of kept) {
		const {page, context, faults} = await open(browser, url + DAY);
		await page.evaluate(value => { localStorage['plenary:' + new URL('../..', location).pathname] = value; }, value);
		await page.reload();
		await page.locator('.star').first().click();
		await page.evaluate(() => document.querySelectorAll('.tools button')[1].click());
		await waitForList(page);
		const away = await page.evaluate(url => [...document.querySelectorAll('dialog img, dialog a')].map(e => e.href)
			.filter(href => new URL(href).origin != new URL(url).origin), url);
		ok(`what else is kept there does no harm: ${value.slice(0, 40)}`, [...away,
			...faults.filter(fault => !fault.includes('ERR_ABORTED')), // by the reload
			...same(await page.locator('.star').first().getAttribute('aria-pressed'), 'true')]);
		await context.close();
	}
}

function weights() {
	for (const folder of ['', 'fr/', 'es/', 'ar/']) {
		const size = readFileSync(join(root, folder, 'site.js')).length;
		ok(`${folder}site.js has ${size} bytes, under 4096`, size < 4096 ? [] : [size]);
	}
	const size = gzipSync(readFileSync(join(root, 'search.js')), {level: 9}).length;
	ok(`search.js has ${size} bytes compressed`, size < 60000 ? [] : [size]);
}

async function browse() {
	const browser = await launch(), axe = readFileSync(find('axe-core'), 'utf8');
	const files = `${pathToFileURL(root).href}/`;
	const {server, url} = await serve(root, '/a/folder/');
	await zones(browser, files);
	await nowAndNext(browser, files);
	await stars(browser, files, {alone: true});
	await stars(browser, url, {alone: false});
	await searching(browser, files, axe);
	await shifts(browser, url, 'Europe/Brussels', .05);
	await shifts(browser, url, 'Asia/Kathmandu', .1);
	await blocked(browser, files);
	await slow(browser, url);
	await strange(browser, url);
	await browser.close();
	server.close();
}

weights();
if (noBrowser())
	skip('the script at work', noBrowser());
else
	await browse();
done();
