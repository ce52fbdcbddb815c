// SPDX-License-Identifier: ISC
// What the tests in a browser share: TAP, packages that may be missing, files, Chromium, a server.
// Packages are found in tests/web/node_modules or in NODE_PATH, Chromium in $CHROMIUM or at its
// usual places.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
	// Only the loopback: whoever asks for another host is told that there is none.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
const CHROMES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'];
const SHOWN = 20; // faults of one test point

let count = 0, failures = 0;

// One test point: it passes when there are no faults.
export function ok(name, faults) {
	console.log(`${faults.length ? 'not ' : ''}ok ${++count} - ${name.replace(/#/g, '\\#')}`);
	for (const fault of faults.slice(0, SHOWN))
		console.log(`# ${String(fault).replace(/\s+/g, ' ').slice(0, 300)}`);
	if (faults.length > SHOWN)
		console.log(`# and ${faults.length - SHOWN} more`);
	failures += faults.length > 0;
}

export function skip(name, why) {
	console.log(`ok ${++count} - ${name} # SKIP ${why}`);
}

export function done() {
	console.log(`1..${count}`);
	process.exitCode = failures ? 1 : 0;
}

// The path of a package's main file, or null.
export function find(name) {
	try {
		return require.resolve(name);
	} catch {
		return null;
	}
}

export function has(command, ...args) {
	return !spawnSync(command, args).error;
}

export function filesBelow(folder) {
	return readdirSync(folder, {withFileTypes: true}).sort((a, b) => a.name < b.name ? -1 : 1)
		.flatMap(e => e.isDirectory() ? filesBelow(join(folder, e.name)) : [join(folder, e.name)]);
}

// Why there is no browser to be had, or null.
export function noBrowser() {
	if (!find('playwright-core') || !find('axe-core'))
		return 'npm ci --prefix tests/web';
	return CHROMES.some(path => path && existsSync(path)) ? null : 'no Chromium';
}

export function launch() {
	return require('playwright-core').chromium.launch({headless: true, args: FLAGS,
		executablePath: CHROMES.find(path => path && existsSync(path))});
}

// Gathers into `faults` what a page says on its console, and what it asks for elsewhere than below
// `origin`.
export function listen(page, origin, faults) {
	page.on('console', m => ['error', 'warning'].includes(m.type()) && faults.push(m.text()));
	page.on('pageerror', e => faults.push(e));
	page.on('request', r => r.url().startsWith(origin) || faults.push(`asks for ${r.url()}`));
	// What is asked for late, as the icon, is given up when one goes on.
	page.on('requestfailed', r => r.failure()?.errorText === 'net::ERR_ABORTED' ||
		faults.push(`${r.url()}: ${r.failure()?.errorText}`));
}

// How many sheets a PDF of Chromium's has.
export function pdfPages(pdf) {
	return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

const TYPES = {'.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
	'.ics': 'text/calendar', '.json': 'application/json', '.xml': 'application/xml',
	'.svg': 'image/svg+xml', '.png': 'image/png', '.txt': 'text/plain', '.csv': 'text/csv'};

// Serves a folder on the loopback below `prefix` ("/sub/folder/"), as it is; `gzip`: compressed, as
// a server does. Calls back for each answer. Returns the server and its address.
export async function serve(folder, prefix, {gzip = null, told = () => {}} = {}) {
	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
		let file = path.startsWith(prefix) ? resolve(folder, path.slice(prefix.length)) : null;
		if (file && path.endsWith('/'))
			file = join(file, 'index.html');
		const there = file?.startsWith(resolve(folder)) && existsSync(file) && statSync(file).isFile();
		if (path === '/favicon.ico') // of the host, not of the site
			return response.writeHead(204).end();
		told(path, there ? 200 : 404);
		if (!there) {
			const says = join(folder, '404.html');
			response.writeHead(404, {'content-type': TYPES['.html']});
			return existsSync(says) ? createReadStream(says).pipe(response) : response.end();
		}
		const head = {'content-type': TYPES[extname(file)] ?? 'application/octet-stream'};
		if (!gzip)
			return createReadStream(file).pipe(response.writeHead(200, head));
		response.writeHead(200, {...head, 'content-encoding': 'gzip'}).end(gzip(file));
	});
	await new Promise(listening => server.listen(0, '127.0.0.1', listening));
	return {server, url: `http://127.0.0.1:${server.address().port}${prefix}`};
}
