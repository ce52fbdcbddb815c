// SPDX-License-Identifier: ISC
// A published tree as its files are, without a browser: links, addresses said to machines, validity.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { find, has, ok, skip } from './lib.mjs';

const SCHEMES = /^(https?|gemini|mailto|tel|geo|webcal):/i;

function plain(attribute) {
	return attribute.replace(/&quot;/g, '"').replace(/&#(?:39|x27);/g, "'").replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

// What a tag says under a name, or undefined.
function attribute(tag, name) {
	const found = tag.match(new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s>]+))`));
	return found && plain(found[1] ?? found[2]);
}

function tags(html, name) {
	return html.match(new RegExp(`<${name}\\s[^>]*>`, 'g')) ?? [];
}

// The address of the site, as the page of its home tells it, or null.
function webOf(root) {
	const home = join(root, 'index.html');
	const link = existsSync(home) && tags(readFileSync(home, 'utf8'), 'link')
		.find(tag => attribute(tag, 'rel') === 'canonical');
	return link ? attribute(link, 'href').replace(/[^/]*$/, '') : null;
}

// Whether it is what stands where nothing is: at any depth, so its links begin at the root of the host.
function isMissing(page) {
	return page.endsWith('/404.html');
}

// The file in the tree that an address leads to: {file, anchor}; null: it is of another site.
function follow(site, page, href) {
	let path = href;
	if (site.web && href.replace(/^webcal:/, 'https:').startsWith(site.web))
		path = href.replace(/^webcal:/, 'https:').slice(site.web.length) || 'index.html';
	else if (/^[a-z][a-z0-9+.-]*:/i.test(href))
		return null;
	const [way, anchor] = path.split('#');
	const from = path === href ? dirname(page) : site.root;
	if (isMissing(page) && way.startsWith(site.path))
		return {file: join(site.root, decodeURIComponent(way.slice(site.path.length))), anchor};
	let file = way === '' ? page : resolve(from, decodeURIComponent(way.replace(/\?.*/, '')));
	if (way.endsWith('/') && path !== href)
		file = join(file, 'index.html');
	return {file, anchor};
}

// What is wrong with a link, or null. Those to other sites are not followed.
function badLink(site, page, href) {
	const to = follow(site, page, href);
	if (!to)
		return SCHEMES.test(href) ? null : `${href}: scheme`;
	if (href.startsWith('/') !== (isMissing(page) && !href.startsWith('#')))
		return `${href}: not relative`;
	if (relative(site.root, to.file).startsWith('..'))
		return `${href}: leaves the tree`;
	if (!existsSync(to.file) || !statSync(to.file).isFile())
		return `${href}: no such file`;
	if (to.anchor && to.file.endsWith('.html') && !site.ids(to.file).has(to.anchor))
		return `${href}: no such anchor`;
	return null;
}

// Every href and src; every address in the head, which is of the site itself.
function linksOf(html) {
	const links = [];
	for (const [, a, b] of html.matchAll(/\s(?:href|src)=(?:"([^"]*)"|([^\s>]+))/g))
		links.push(plain(a ?? b));
	for (const tag of tags(html, 'meta'))
		if (/^og:(url|image)$/.test(attribute(tag, 'property')))
			links.push(attribute(tag, 'content'));
	return links;
}

function idsOf(html) {
	return new Set([...html.matchAll(/\sid=(?:"([^"]*)"|([^\s>]+))/g)].map(m => plain(m[1] ?? m[2])));
}

function checkLinks(site, pages) {
	const bad = [];
	let links = 0;
	for (const page of pages)
		for (const href of new Set(linksOf(site.read(page)))) {
			const fault = badLink(site, page, href);
			links++;
			if (fault)
				bad.push(`${relative(site.root, page)}: ${fault}`);
		}
	ok(`${links} links of ${pages.length} pages lead somewhere`, bad);
}

// Pages in other languages answer each other: what one names as its translation names it too.
function checkLanguages(site, pages) {
	const faults = [];
	let pairs = 0;
	for (const page of pages) {
		const others = tags(site.read(page), 'link').filter(tag => attribute(tag, 'hreflang'));
		for (const tag of others) {
			const to = follow(site, page, attribute(tag, 'href'));
			pairs++;
			if (!to || !existsSync(to.file))
				continue; // told with the links
			const back = tags(site.read(to.file), 'link')
				.filter(other => attribute(other, 'hreflang'))
				.map(other => follow(site, to.file, attribute(other, 'href'))?.file);
			if (!back.includes(page))
				faults.push(`${relative(site.root, page)}: ${attribute(tag, 'href')} does not answer`);
		}
	}
	ok(`${pairs} links to pages in other languages go both ways`, faults);
}

// What stands in the sitemap is there, once, and may be found; what may be found stands in it.
function checkSitemap(site, pages) {
	const file = join(site.root, 'sitemap.xml');
	if (!existsSync(file))
		return skip('the sitemap', 'there is none');
	const locs = [...readFileSync(file, 'utf8').matchAll(/<loc>([^<]*)<\/loc>/g)].map(m => plain(m[1]));
	const files = locs.map(loc => follow(site, file, loc)?.file);
	const hidden = page => /<meta name="?robots"?[^>]*noindex/.test(site.read(page));
	ok(`${locs.length} pages in the sitemap are the pages that may be found`, [
		...locs.filter((_, i) => !pages.includes(files[i])).map(loc => `${loc}: no such page`),
		...locs.filter((loc, i) => locs.indexOf(loc) !== i).map(loc => `${loc}: twice`),
		...pages.filter(page => files.includes(page) === (hidden(page) || isMissing(page)))
			.map(page => `${relative(site.root, page)}: ${hidden(page) ? 'hidden' : 'not'} in it`)
	]);
}

// Each page says what it is called, in which language, and what it may load.
function checkHeads(site, pages) {
	const seen = new Map(), faults = [];
	for (const page of pages) {
		const html = site.read(page), name = relative(site.root, page);
		const title = html.match(/<title>([^<]*)/)?.[1]?.trim();
		const lang = attribute(tags(html, 'html')[0] ?? '', 'lang');
		const key = `${lang} ${title}`;
		if (!title || !lang)
			faults.push(`${name}: no ${title ? 'language' : 'title'}`);
		// Sessions may be called alike: each coffee break, each time of what is repeated.
		if (seen.has(key) && !/(^|\/)session\//.test(name))
			faults.push(`${name}: the title of ${seen.get(key)}`);
		seen.set(key, name);
		if (!/http-equiv="?Content-Security-Policy/.test(html))
			faults.push(`${name}: no policy`);
		if (/\s(?:style|on[a-z]+)="/.test(html.replace(/>[^<]*</g, '><')) || /<style/.test(html))
			faults.push(`${name}: a style or a handler in it`);
	}
	ok(`${pages.length} pages have a title of their own, a language and a policy`,
		faults);
}

// The tool takes a folder for no origin at all; that the style is let in is seen in the browser.
const NOT_OURS = [/Content Security Policy.*(external stylesheet|script|image)/i];

function validate(root, pages) {
	const main = find('vnu-jar'), name = `${pages.length} pages and the style sheets are valid`;
	const jar = main && join(dirname(main), 'build/dist/vnu.jar');
	if (!jar || !existsSync(jar))
		return skip(name, 'vnu-jar is not installed: npm ci --prefix tests/web');
	if (!has('java', '-version'))
		return skip(name, 'there is no Java');
	const styles = ['style.css', 'print.css', 'flyer.css'].map(file => join(root, file)).filter(existsSync);
	const found = [];
	for (let i = 0, all = [...styles, ...pages]; i < all.length; i += 400) {
		const run = spawnSync('java', ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss2m', '-jar',
			jar, '--also-check-css', '--format', 'json', ...all.slice(i, i + 400)],
		{encoding: 'utf8', maxBuffer: 1 << 28});
		found.push(...JSON.parse(run.stderr).messages);
	}
	ok(name, found.filter(m => !NOT_OURS.some(pattern => pattern.test(m.message)))
		.map(m => `${m.url}:${m.lastLine}: ${m.subType ?? m.type}: ${m.message}`));
	ok(`${styles.length} style sheets load nothing`, styles.length === 0 ? ['there are none'] :
		styles.filter(file => /@import|url\(/.test(readFileSync(file))));
}

export function checkTree(root, pages) {
	const text = new Map(), anchors = new Map();
	const site = {
		root, web: webOf(root), path: new URL(webOf(root) ?? 'https://localhost/').pathname,
		read: page => text.get(page) ?? text.set(page, readFileSync(page, 'utf8')).get(page),
		ids: page => anchors.get(page) ?? anchors.set(page, idsOf(site.read(page))).get(page)
	};
	checkLinks(site, pages);
	checkLanguages(site, pages);
	checkSitemap(site, pages);
	checkHeads(site, pages);
	validate(root, pages);
}
