// SPDX-License-Identifier: ISC
// Pictures of the main pages of published trees, to be looked at:
//   node tests/web/shots.mjs OUT FOLDER…
// Each in light at the width of a phone, of a tablet and of a desk; dark on a phone and a desk; on
// paper as a PDF, whose sheets pdftoppm makes pictures. OUT/TREE/PAGE-LOOK.png
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesBelow, launch, noBrowser } from './lib.mjs';

const LOOKS = [['320', 320, 700, 'light'], ['320-dark', 320, 700, 'dark'], ['768', 768, 1024, 'light'],
	['1440', 1440, 900, 'light'], ['1440-dark', 1440, 900, 'dark']];
const MOST = 2600; // of a page's height, in pixels
// The largest of each, and whether it is printed.
const KINDS = [[/^index/, true], [/^[^/]+\/index/, true], [/^[^/]+\/day\//, true],
	[/^[^/]+\/session\//, true], [/^[^/]+\/room\//, true], [/^[^/]+\/track\//, false],
	[/^person\//, false], [/^people/, false], [/^programme\//, true], [/^calls/, false],
	[/^subscribe/, false], [/^changes/, false], [/^404/, false],
	[/^ar\/index/, false], [/^ar\/[^/]+\/day\//, true], [/^ar\/[^/]+\/session\//, false]];

function mainPages(root) {
	const sized = filesBelow(root).filter(f => f.endsWith('.html'))
		.map(f => [statSync(f).size, relative(root, f)]).sort((a, b) => b[0] - a[0]);
	return KINDS.map(([kind, printed]) => [sized.find(([, name]) => kind.test(name))?.[1], printed])
		.filter(([name]) => name);
}

async function shoot(page, out, stem) {
	for (const [look, width, height, colorScheme] of LOOKS) {
		await page.setViewportSize({width, height});
		await page.emulateMedia({colorScheme});
		const tall = await page.evaluate(() => document.documentElement.scrollHeight);
		await page.screenshot({path: join(out, `${stem}-${look}.png`),
			clip: {x: 0, y: 0, width, height: Math.min(Math.max(tall, height), MOST)}, fullPage: true});
	}
}

async function print(page, out, stem) {
	const file = join(out, `${stem}.pdf`);
	writeFileSync(file, await page.pdf({preferCSSPageSize: true}));
	spawnSync('pdftoppm', ['-r', '80', '-png', file, join(out, `${stem}-print`)]);
}

if (noBrowser()) {
	console.error(noBrowser());
	process.exit(1);
}
const [to, ...folders] = process.argv.slice(2), browser = await launch();
for (const folder of folders) {
	const root = resolve(folder), out = join(to, basename(root.replace(/\/current$/, '')));
	const page = await browser.newPage();
	mkdirSync(out, {recursive: true});
	for (const [name, printed] of mainPages(root)) {
		const stem = name.replace(/\.html$/, '').replace(/\//g, '_');
		await page.goto(pathToFileURL(join(root, name)).href);
		await shoot(page, out, stem);
		if (printed)
			await print(page, out, stem);
	}
	console.log(`${out}: ${filesBelow(out).length} files`);
	await page.close();
}
await browser.close();
