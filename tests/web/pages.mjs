// SPDX-License-Identifier: ISC
// A published tree as a browser has it, opened from its folder:
//   node tests/web/pages.mjs FOLDER [PAGE…]
// Of every page in it the HTML is validated and every link followed to its file. The pages named,
// else PAGES of them spread over the tree, are opened in Chromium at several widths, light and
// dark. TAP. The packages are found in tests/web/node_modules or in NODE_PATH, Chromium in
// $CHROMIUM or at its usual places; what is not there is skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const PAGES = 8;
const LOOKS = [[320, 'light'], [768, 'dark'], [1440, 'light']];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
const CHROMES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'];

let count = 0, failures = 0;

// One test point: it passes when there are no faults.
function ok(name, faults) {
	console.log(`${faults.length ? 'not ' : ''}ok ${++count} - ${name}`);
	for (const fault of faults.slice(0, 20))
		console.log(`# ${String(fault).replace(/\s+/g, ' ').slice(0, 300)}`);
	failures += faults.length > 0;
}

function skip(name, why) {
	console.log(`ok ${++count} - ${name} # SKIP ${why}`);
}

function find(name) {
	try {
		return require.resolve(name);
	} catch {
		return null;
	}
}

// ---- without a browser ----

function filesBelow(folder) {
	return readdirSync(folder, {withFileTypes: true}).sort((a, b) => a.name < b.name ? -1 : 1)
		.flatMap(e => e.isDirectory() ? filesBelow(join(folder, e.name)) : [join(folder, e.name)]);
}

function plain(attribute) {
	return attribute.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

// What is wrong with a link, or null. Links to other sites are not followed.
function badLink(root, page, href) {
	if (/^[a-z][a-z0-9+.-]*:/i.test(href))
		return /^(https?|gemini|mailto|tel|geo|webcal):/i.test(href) ? null : `${href}: scheme`;
	if (href.startsWith('/'))
		return `${href}: not relative`;
	const [path, anchor] = href.split('#');
	const file = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
	if (relative(root, file).startsWith('..'))
		return `${href}: leaves the tree`;
	if (!existsSync(file) || !statSync(file).isFile())
		return `${href}: no such file`;
	if (anchor && !readFileSync(file, 'utf8').includes(` id="${anchor}"`))
		return `${href}: no such anchor`;
	return null;
}

function checkLinks(root, pages) {
	const bad = new Set();
	let links = 0;
	for (const page of pages) {
		const html = readFileSync(page, 'utf8');
		for (const [, value] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
			const fault = badLink(root, page, plain(value));
			links++;
			if (fault)
				bad.add(`${relative(root, page)}: ${fault}`);
		}
	}
	ok(`${links} links of ${pages.length} pages lead somewhere`, [...bad]);
}

function validate(root, pages) {
	const main = find('vnu-jar'), name = `${pages.length} pages are valid HTML`;
	const jar = main && join(dirname(main), 'build/dist/vnu.jar');
	if (!jar || !existsSync(jar))
		return skip(name, 'vnu-jar is not installed: npm ci --prefix tests/web');
	if (spawnSync('java', ['-version']).error)
		return skip(name, 'there is no Java');
	const style = join(root, 'style.css');
	let found = [];
	for (let i = 0; i < pages.length; i += 200) {
		const run = spawnSync('java', ['-Xss1m', '-jar', jar, '--format', 'json',
			...pages.slice(i, i + 200)], {encoding: 'utf8', maxBuffer: 1 << 28});
		found.push(...JSON.parse(run.stderr).messages);
	}
	// The validator takes a folder for no origin at all; that the style is let in is seen below.
	found = found.filter(m => !/Content Security Policy.*external stylesheet/.test(m.message));
	ok(name, found.map(m => `${m.url}:${m.lastLine}: ${m.subType ?? m.type}: ${m.message}`));
	if (!existsSync(style))
		return ok('there is a style sheet', ['no style.css']);
	ok('the style sheet loads nothing', /@import|url\(/.test(readFileSync(style)) ? ['it does'] : []);
}

// ---- in a browser ----

// Runs in the page.
function survey() {
	const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]);
	return {
		levels,
		scroll: document.documentElement.scrollWidth,
		width: document.documentElement.clientWidth,
		styled: getComputedStyle(document.body).marginTop === '0px',
		scripts: document.scripts.length
	};
}

function headingFaults(levels) {
	const faults = [];
	if (levels[0] !== 1 || levels.filter(l => l === 1).length !== 1)
		faults.push(`not one first heading: ${levels}`);
	levels.forEach((l, i) => {
		if (i > 0 && l > levels[i - 1] + 1)
			faults.push(`a level is skipped: ${levels}`);
	});
	return faults;
}

async function look(context, axe, url, width, scheme) {
	const page = await context.newPage(), faults = [];
	page.on('console', m => ['error', 'warning'].includes(m.type()) && faults.push(m.text()));
	page.on('pageerror', e => faults.push(e));
	page.on('request', r => r.url().startsWith('file:') || faults.push(`asks for ${r.url()}`));
	await page.setViewportSize({width, height: 900});
	await page.emulateMedia({colorScheme: scheme});
	await page.goto(url);
	const seen = await page.evaluate(survey);
	faults.push(...headingFaults(seen.levels));
	if (seen.scroll > seen.width)
		faults.push(`${seen.scroll - seen.width} px too wide`);
	if (!seen.styled)
		faults.push('the style sheet was not let in');
	if (seen.scripts)
		faults.push('a script');
	await page.evaluate(axe);
	const result = await page.evaluate(() => globalThis.axe.run(document,
		{resultTypes: ['violations'], preload: false}));
	for (const v of result.violations)
		faults.push(`${v.id}: ${v.help}: ${v.nodes.map(n => n.target).slice(0, 3).join(', ')}`);
	await page.close();
	return faults;
}

async function browse(root, pages) {
	const playwright = find('playwright-core'), axe = find('axe-core');
	const chrome = CHROMES.find(path => path && existsSync(path));
	if (!playwright || !axe || !chrome)
		return skip('pages in a browser', chrome ? 'npm ci --prefix tests/web' : 'no Chromium');
	const profile = mkdtempSync(join(tmpdir(), 'plenary-web-'));
	const context = await require('playwright-core').chromium.launchPersistentContext(profile,
		{executablePath: chrome, headless: true, args: FLAGS});
	try {
		const source = readFileSync(axe, 'utf8');
		for (const page of pages)
			for (const [width, scheme] of LOOKS)
				ok(`${relative(root, page)} at ${width} px, ${scheme}`,
					await look(context, source, pathToFileURL(page).href, width, scheme));
	} finally {
		await context.close();
		rmSync(profile, {recursive: true, force: true});
	}
}

function spread(list, n) {
	const step = Math.max(1, list.length / n);
	return [...new Set(list.map((_, i) => list[Math.floor(i * step)]))].filter(Boolean);
}

const root = resolve(process.argv[2] ?? '.');
const all = filesBelow(root).filter(f => f.endsWith('.html'));
const named = process.argv.slice(3).map(p => join(root, p));
ok('there are pages', all.length ? [] : [`none in ${root}`]);
if (all.length) {
	checkLinks(root, all);
	validate(root, all);
	await browse(root, named.length ? named : spread(all, PAGES));
}
console.log(`1..${count}`);
process.exitCode = failures ? 1 : 0;
