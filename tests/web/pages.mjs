// SPDX-License-Identifier: ISC
// Published trees as a browser has them, opened from their folders:
//   node tests/web/pages.mjs FOLDER…
// Of every page in them the HTML is validated, every link followed to its file, and in Chromium it
// is seen wide and light, then narrow and dark: all that axe knows, contrast, nothing cut off or
// too wide, no word on the console, nothing asked of others. TAP; what is not installed is skipped.
import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { done, filesBelow, find, launch, listen, noBrowser, ok, skip } from './lib.mjs';
import { axe, contrast, fit, structure } from './look.mjs';
import { checkTree } from './tree.mjs';

const WIDE = {width: 1280, height: 900}, NARROW = {width: 320, height: 700};
const NARROW_RULES = ['target-size', 'scrollable-region-focusable'];

async function wideAndLight(page, full) {
	return [...await page.evaluate(structure), ...await page.evaluate(fit),
		...await page.evaluate(contrast), ...full ? await page.evaluate(axe) : []];
}

async function narrowAndDark(page) {
	await page.emulateMedia({colorScheme: 'dark'});
	await page.setViewportSize(NARROW);
	return [...await page.evaluate(fit), ...await page.evaluate(contrast),
		...await page.evaluate(axe, NARROW_RULES)].map(fault => `narrow and dark: ${fault}`);
}

// Translations into further languages have the same elements as the first: axe sees all of them
// narrow and dark only, but those from right to left twice.
async function look(page, file, faults) {
	faults.length = 0;
	await page.setViewportSize(WIDE);
	await page.emulateMedia({colorScheme: 'light'});
	await page.goto(pathToFileURL(file).href);
	const again = await page.evaluate(() => document.dir !== 'rtl' &&
		document.querySelector('link[hreflang=x-default]') !== null &&
		document.querySelector('link[hreflang=x-default]').href !==
		document.querySelector(`link[hreflang="${document.documentElement.lang}"]`)?.href);
	faults.push(...await wideAndLight(page, !again));
	faults.push(...await narrowAndDark(page));
	return faults;
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
	const browser = await launch(), page = await browser.newPage(), faults = [];
	listen(page, 'file:', faults);
	await page.addInitScript(readFileSync(find('axe-core').replace(/axe\.js$/, 'axe.min.js'), 'utf8'));
	for (const {root, name, pages} of trees)
		for (const file of pages.filter(f => !f.endsWith('/404.html'))) // its links are not relative
			ok(`${name}: ${relative(root, file)}`, await look(page, file, faults));
	await browser.close();
}
done();
