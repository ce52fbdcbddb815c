// SPDX-License-Identifier: ISC
// The main pages of a published tree as they are used:
//   node tests/web/use.mjs FOLDER
// by keyboard alone; without script; from a folder of a server; with other spacing and larger text;
// on paper. TAP; what is not installed is skipped.
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { done, filesBelow, launch, listen, noBrowser, ok, pdfPages, serve, skip } from './lib.mjs';
import { contrast, fit, focused, reachable, structure, words } from './look.mjs';

const root = resolve(process.argv[2] ?? '.');
const all = filesBelow(root).filter(f => f.endsWith('.html')).map(f => relative(root, f));
const STEPS = 150; // of the keyboard on one page
const WINDOW = {width: 1280, height: 900};
// WCAG 2.2, 1.4.12; 1.4.4.
const SPACED = 'body, body * { line-height: 1.5 !important; letter-spacing: .12em !important;' +
	' word-spacing: .16em !important } p { margin-block-end: 2em !important }';
const LARGE = 'html { font-size: 200% !important }';

// The largest page of each kind that there is.
function largest(...kinds) {
	const sized = all.map(name => [statSync(join(root, name)).size, name]).sort((a, b) => b[0] - a[0]);
	return kinds.map(kind => sized.find(([, name]) => kind.test(name))?.[1]).filter(Boolean);
}

const address = name => pathToFileURL(join(root, name)).href;

// Goes through a page by the Tab key from its top.
async function keyboard(page, name) {
	const faults = [];
	let last = -1, steps = 0;
	await page.goto(address(name));
	const there = await page.evaluate(reachable);
	for (; steps < STEPS; steps++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(focused);
		if (!at || steps > 0 && at.skip) // out of the page, or around it
			break;
		if (steps === 0 && !at.skip)
			faults.push(`the first stop is no link to the content: ${at.name}`);
		if (at.order <= last)
			faults.push(`goes back to ${at.name}`);
		last = at.order;
		faults.push(...at.faults);
	}
	if (steps < Math.min(there, STEPS))
		faults.push(`stops at ${steps} of ${there} places`);
	await page.goto(address(name));
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	if (!await page.evaluate(() => document.activeElement.closest('main, footer') !== null))
		faults.push('the link to the content does not lead there');
	return faults;
}

async function withoutScript(browser, page, name) {
	const context = await browser.newContext({javaScriptEnabled: false, viewport: WINDOW});
	const bare = await context.newPage();
	await bare.goto(address(name));
	await page.goto(address(name));
	const left = await bare.evaluate(words), shown = new Set(await page.evaluate(words));
	const dead = await bare.evaluate(() => [...document.querySelectorAll('button')]
		.filter(b => b.checkVisibility()).map(b => b.textContent));
	await context.close();
	return [...left.filter(line => !shown.has(line)).map(line => `only without script: ${line}`),
		...dead.map(text => `a button that does nothing: ${text}`)];
}

async function served(page, url, name, asked) {
	const faults = [], before = asked.length;
	const gather = r => r.url().startsWith(url) || faults.push(`asks for ${r.url()}`);
	page.on('request', gather);
	await page.goto(url + name, {waitUntil: 'networkidle'});
	page.off('request', gather);
	const these = asked.slice(before);
	faults.push(...these.filter(a => a.status !== 200).map(a => `${a.path}: ${a.status}`));
	// The page, its style, its script, the logo, which is the icon too. What is for paper alone comes
	// last, and nothing waits for it.
	const waited = new Set(these.map(a => a.path).filter(path => !path.endsWith('/print.css')));
	if (waited.size > 4)
		faults.push(`${waited.size} requests: ${[...waited]}`);
	return faults;
}

async function restyled(browser, name, css, width) {
	const context = await browser.newContext({bypassCSP: true, viewport: {width, height: 800}});
	const page = await context.newPage();
	await page.goto(address(name));
	await page.addStyleTag({content: css});
	const faults = await page.evaluate(fit);
	await context.close();
	return faults;
}

async function paper(page, name, most) {
	await page.goto(address(name));
	const pages = pdfPages(await page.pdf({preferCSSPageSize: true}));
	return pages > most ? [`${pages} sheets, not ${most}`] : [];
}

// The page for what is not there is found at any depth, and its links lead on.
async function missing(browser) {
	if (!all.includes('404.html'))
		return skip('a page that is not there', 'there is no 404.html');
	const {server, url} = await serve(root, '/'), page = await browser.newPage({viewport: WINDOW});
	const faults = [];
	for (const name of ['none.html', 'no/such/page']) {
		await page.goto(url + name);
		faults.push(...await page.evaluate(structure), ...await page.evaluate(contrast));
		for (const href of await page.evaluate(() => [...document.querySelectorAll('a[href]')]
			.map(a => a.href).filter(to => to.startsWith(location.origin) && !to.includes('#'))))
			if (!(await fetch(href)).ok)
				faults.push(`${href}: is not there either`);
	}
	ok('a page that is not there', faults);
	server.close();
}

async function browse() {
	const main = largest(/^index/, /^[^/]+\/index/, /^[^/]+\/day\//, /^[^/]+\/session\//,
		/^[^/]+\/room\//, /^[^/]+\/track\//, /^person\//, /^people/, /^subscribe/, /^programme\//,
		/^calls/, /^ar\/index/, /^ar\/[^/]+\/day\//);
	const browser = await launch(), faults = [], asked = [];
	// What moves smoothly has not arrived when it is looked at.
	const page = await browser.newPage({viewport: WINDOW, reducedMotion: 'reduce'});
	listen(page, 'file:', faults);
	for (const name of main)
		ok(`${name}: by keyboard`, await keyboard(page, name));
	for (const name of main)
		ok(`${name}: without script nothing is missing`, await withoutScript(browser, page, name));
	ok('nothing moves for those who want no motion', await page.evaluate(() =>
		getComputedStyle(document.documentElement).scrollBehavior === 'auto' &&
		document.getAnimations().length === 0) ? [] : ['it does']);
	for (const name of main) {
		ok(`${name}: with other spacing`, await restyled(browser, name, SPACED, 320));
		ok(`${name}: with letters of twice the size`, await restyled(browser, name, LARGE, 1280));
	}
	for (const name of largest(/^[^/]+\/day\//, /^ar\/[^/]+\/day\//, /^programme\//))
		ok(`${name}: on one sheet`, await paper(page, name, 1));
	ok('nothing on the console, no request elsewhere', faults);
	const {server, url} = await serve(root, '/a/folder/of/it/',
		{told: (path, status) => asked.push({path, status})});
	const visitor = await browser.newPage(), said = [];
	listen(visitor, url, said);
	for (const name of main)
		ok(`${name}: from a folder of a server`, await served(visitor, url, name, asked));
	ok('nothing on the console when served', said);
	server.close();
	await missing(browser);
	await browser.close();
}

if (noBrowser())
	skip('pages in use', noBrowser());
else
	await browse();
done();
