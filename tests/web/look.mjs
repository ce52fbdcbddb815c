// SPDX-License-Identifier: ISC
// What is looked for in a page: functions that run in it and return faults, or what they saw. They
// stand alone: each is sent to the browser as its text.

export function structure() {
	const faults = [], seen = new Set();
	const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1]);
	if (levels[0] !== 1 || levels.filter(l => l === 1).length !== 1)
		faults.push(`not one first heading: ${levels}`);
	if (levels.some((l, i) => i > 0 && l > levels[i - 1] + 1))
		faults.push(`a level of headings is skipped: ${levels}`);
	for (const name of ['main', 'header', 'footer'])
		if (document.querySelectorAll(`body > ${name}`).length > 1)
			faults.push(`more than one ${name}`);
	if (!document.querySelector('body > main'))
		faults.push('no main');
	if (getComputedStyle(document.body).marginTop !== '0px')
		faults.push('the style sheet was not let in');
	for (const script of document.scripts)
		if (script.type !== 'application/ld+json' && !/(^|\/)(site|search)\.js$/.test(script.src))
			faults.push(`a script: ${script.src || script.text.slice(0, 60)}`);
	for (const img of document.images)
		if (!img.complete || !img.naturalWidth || !img.hasAttribute('alt'))
			faults.push(`an image that is not seen, or without words: ${img.src}`);
	for (const time of document.querySelectorAll('time'))
		if (time.dateTime ? Number.isNaN(Date.parse(time.dateTime)) &&
			!/^(\d{4}(-\d\d)?|P.*)$/.test(time.dateTime) : !/^\d\d:\d\d$/.test(time.textContent))
			faults.push(`no time: ${time.outerHTML}`);
	// The words of links that go to different places differ, at least in what stands around them.
	for (const a of document.querySelectorAll('nav a')) {
		const key = `${a.closest('nav').ariaLabel} ${a.textContent}`;
		if (seen.has(key) && a.textContent.trim())
			faults.push(`two links of one navigation read alike: ${a.textContent}`);
		seen.add(key);
	}
	return faults;
}

// What does not fit: the page wider than its window, but for a timetable on a wide one; text cut
// off; sessions one over another.
export function fit() {
	const faults = [], root = document.documentElement;
	const name = e => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`;
	if (root.scrollWidth > root.clientWidth) {
		const wide = [...document.querySelectorAll('body *')].filter(e => {
			const r = e.getBoundingClientRect();
			return r.width && (r.right > root.clientWidth + 1 || r.left < -1) && !e.children.length &&
				!(innerWidth > 720 && e.closest('table'));
		});
		if (wide.length || innerWidth <= 720)
			faults.push(`${root.scrollWidth - root.clientWidth} px too wide: ${wide.slice(0, 3).map(name)}`);
	}
	const slots = [...document.querySelectorAll('.slot')].map(e => [e, e.getBoundingClientRect()])
		.filter(([, r]) => r.width > 1 && r.height > 1).sort((a, b) => a[1].top - b[1].top);
	slots.forEach(([e, r], i) => {
		if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')
			faults.push(`cut off: ${name(e)}`);
		for (let j = i + 1; j < slots.length && slots[j][1].top < r.bottom - 1; j++) {
			const [other, o] = slots[j];
			if (o.left < r.right - 1 && o.right > r.left + 1 && !e.contains(other) && !other.contains(e))
				faults.push(`${name(e)} lies under ${name(other)}`);
		}
	});
	return faults;
}

// Text against what is behind it, WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 where it is large.
export function contrast() {
	const faults = new Map();
	const parse = s => {
		const n = s.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
		if (/^rgba?\(/.test(s))
			return [n[0] / 255, n[1] / 255, n[2] / 255, n[3] ?? 1];
		if (/^color\(srgb /.test(s))
			return [n[0], n[1], n[2], n[3] ?? 1];
		return null;
	};
	const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const light = c => c.slice(0, 3).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const behind = new Map();
	const backdrop = e => {
		if (!e)
			return parse(matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18,18,18)' :
				'rgb(255,255,255)');
		if (!behind.has(e)) {
			const own = parse(getComputedStyle(e).backgroundColor);
			behind.set(e, own && own[3] === 1 ? own : over(own ?? [0, 0, 0, 0],
				backdrop(e.parentElement)));
		}
		return behind.get(e);
	};
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const elements = new Set();
	while (texts.nextNode())
		if (texts.currentNode.data.trim())
			elements.add(texts.currentNode.parentElement);
	for (const e of elements) {
		if (!e.checkVisibility() || e.closest('script'))
			continue;
		const style = getComputedStyle(e), size = parseFloat(style.fontSize);
		const colour = parse(style.color), back = backdrop(e);
		if (!colour) {
			faults.set(style.color, `a colour in a notation that is not read: ${style.color}`);
			continue;
		}
		let all = 1;
		for (let up = e; up; up = up.parentElement)
			all *= +getComputedStyle(up).opacity;
		const [x, y] = [light(over([...colour.slice(0, 3), colour[3] * all], back)), light(back)];
		const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
		const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
		if (ratio < least - .005)
			faults.set(`${e.className} ${style.color}`, `${ratio.toFixed(2)} to 1: ${style.color} ` +
				`on ${style.backgroundColor}: ${e.textContent.trim().slice(0, 40)}`);
	}
	return [...faults.values()];
}

// What axe finds; contrast only if asked for: what `contrast` above sees too, but slowly.
export async function axe(contrast) {
	// What stays in sight lies over something else wherever one stops to scroll: here it lies nowhere.
	for (const e of document.querySelectorAll('.tools'))
		e.style.position = 'static';
	const result = await globalThis.axe.run(document, {resultTypes: ['violations'], preload: false,
		rules: {'target-size': {enabled: true}, 'color-contrast': {enabled: contrast}}});
	return result.violations.map(v =>
		`${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => `${n.target} ${n.failureSummary}`).join('; ')}`);
}

// The text as it is read, a line an element of it.
export function words() {
	return document.body.innerText.split(/\s*\n\s*/).map(s => s.trim()).filter(Boolean);
}

// How many places the Tab key stops at: of radio buttons of one name at one.
export function reachable() {
	const stops = new Set();
	for (const e of document.querySelectorAll('a[href],button,input,select,summary,[tabindex="0"]'))
		if (e.checkVisibility({visibilityProperty: true}) && !e.disabled)
			stops.add(e.type === 'radio' ? `radio ${e.name}` : e);
	return stops.size;
}

// Where the keyboard is: its place in the order of the document, and whether that can be seen. null:
// it has left the page.
export function focused() {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement)
		return null;
	const name = `${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 40) || e.value}"`;
	const shows = x => {
		const style = getComputedStyle(x);
		return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
	};
	const faults = [];
	let box = e.getBoundingClientRect();
	const label = e.labels?.[0];
	if (box.width < 2 || getComputedStyle(e).opacity === '0')
		box = label?.getBoundingClientRect() ?? box;
	if (!shows(e) && !(label && shows(label)) && !shows(e.parentElement))
		faults.push(`nothing shows that ${name} has the focus`);
	if (box.top < -1 || box.left < -1 || box.top >= innerHeight || box.left >= innerWidth)
		faults.push(`${name} has the focus out of sight`);
	// Not hidden by what stays in place when one scrolls (WCAG 2.2, 2.4.11).
	const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
	const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
	const top = document.elementFromPoint(x, y);
	const lines = e.getClientRects();
	if (lines.length < 2 && top && !e.contains(top) && !top.contains(e) && !label?.contains(top))
		faults.push(`${name} has the focus under ${top.tagName} ${top.className}`);
	return {name, faults, order: [...document.querySelectorAll('*')].indexOf(e),
		skip: e.matches('.skip')};
}
