// SPDX-License-Identifier: ISC
// Published trees as a browser has them, opened from their folders:
//   node tests/web/pages.mjs FOLDER…
// Of every page in them the HTML is validated, every link followed to its file, and it is opened in
// Chromium: its structure, contrast, nothing cut off or too wide, no word on the console, nothing
// asked of others, and all that axe knows. TAP; what is not installed is skipped.
//
// A page costs a tenth of a second of the CPU, and axe twice that. Our own functions see each page wide
// and light, then narrow and dark; axe sees it in one of the two, by turns, and leaves contrast to
// us. Pages in a second language from left to right have the elements of the first and only other
// words: one in two is seen, narrow and dark, by our own. With WEB=all everything sees every page in
// both looks.
import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { done, filesBelow, find, launch, listen, noBrowser, ok, skip } from './lib.mjs';
import { axe, contrast, fit, structure } from './look.mjs';
import { checkTree } from './tree.mjs';

const ALL = process.env.WEB === 'all';
const WIDE = {name: 'wide and light', media: {colorScheme: 'light'}, size: {width: 1280, height: 900}};
const NARROW = {name: 'narrow and dark', media: {colorScheme: 'dark'}, size: {width: 320, height: 700}};

const languageOf = html => html.match(/<html[^>]*\slang="?([^\s">]+)/)?.[1];

// The looks at a page, the number i of its tree, and which of them are axe's.
function plan(html, i, first) {
	if (ALL)
		return {looks: [WIDE, NARROW], axe: [WIDE, NARROW]};
	if (languageOf(html) !== first && !/<html[^>]*\sdir="?rtl/.test(html))
		return {looks: i % 2 ? [NARROW] : [], axe: []};
	return {looks: [WIDE, NARROW], axe: [i % 2 ? NARROW : WIDE]};
}

async function look(tab, file, {looks, axe: audited}) {
	const {page, faults} = tab;
	faults.length = 0;
	for (const [i, {name, media, size}] of looks.entries()) {
		await page.emulateMedia(media);
		await page.setViewportSize(size);
		if (i === 0) {
			await page.goto(pathToFileURL(file).href);
			faults.push(...await page.evaluate(structure));
		}
		const found = [...await page.evaluate(fit), ...await page.evaluate(contrast),
			...audited.some(other => other.name === name) ? await page.evaluate(axe, ALL) : []];
		faults.push(...found.map(fault => `${name}: ${fault}`));
	}
	return faults;
}

async function open(browser, script) {
	const tab = {page: await browser.newPage(), faults: []};
	listen(tab.page, 'file:', tab.faults);
	if (script)
		await tab.page.addInitScript(script);
	return tab;
}

const trees = process.argv.slice(2).map(folder => {
	const root = resolve(folder);
	return {root, name: basename(root.replace(/\/current$/, '')),
		pages: filesBelow(root).filter(f => f.endsWith('.html'))};
});
for (const {root, name, pages} of trees) {
	ok(`${name}: there are pages`, pages.length ? [] : [`none in ${root}`]);
	if (pages.length)
		checkTree(root, pages);
}
if (noBrowser()) {
	skip('pages in a browser', noBrowser());
} else {
	const browser = await launch(), plain = await open(browser);
	const axed = await open(browser,
		readFileSync(find('axe-core').replace(/axe\.js$/, 'axe.min.js'), 'utf8'));
	for (const {root, name, pages} of trees) {
		const home = pages.find(file => relative(root, file) === 'index.html') ?? pages[0];
		const first = languageOf(readFileSync(home, 'utf8'));
		for (const [i, file] of pages.entries()) {
			if (relative(root, file) === '404.html')
				continue; // made for a server only: see use.mjs
			const planned = plan(readFileSync(file, 'utf8'), i, first);
			if (planned.looks.length === 0)
				continue;
			ok(`${name}: ${relative(root, file)}`,
				await look(planned.axe.length ? axed : plain, file, planned));
		}
	}
	await browser.close();
}
done();
