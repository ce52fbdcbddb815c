// SPDX-License-Identifier: ISC
// What a page can do besides: times on the reader's clock, mark what is on now and next, keep
// sessions, search. No page needs it, so whatever it adds to one is made here. html_script.h ships it
// with the words of a language. html/small.awk makes it small: a statement ends in ';', no string has a
// blank beside a sign of the language, and the names of the next line, which are no keys, become short.
// short: words each all make doc text path to from base found typed name site button press within kept keep star shown root own at clock tag props inside pathOf show drawer box input only save list said fill more rows alone ask again timed there now next parts fold rest other tick jump loud away made head hours end
(words => {
	'use strict';
	const doc = document, root = doc.documentElement,
		base = new URL('.', doc.currentScript.src).href, // ends in the folder of the language
		site = base + words.root,
		all = (tag, within = doc) => [...within.querySelectorAll(tag)],
		make = (tag, props, ...inside) => {
			const made = doc.createElement(tag);
			for (const each in props)
				each in made ? made[each] = props[each] : made.setAttribute(each, props[each]);
			made.append(...inside);
			return made;
		},
		button = (text, onclick, props) => make('button', {onclick, ...props}, text),
		press = (each, shown) => each.setAttribute('aria-pressed', shown),

		// What the browser keeps: mine, titles of sessions by path; local, no times of the reader's.
		drawer = 'plenary:' + new URL(site).pathname,
		keep = () => {
			try { localStorage[drawer] = JSON.stringify(kept); } catch {}
		},

		// ---- stars ----

		// The path of a session by the address of its page, 'EVENT/session/ID'; undefined of any other.
		pathOf = text => /^[^/]+\/session\/[^/.]+/.exec(text.split(base)[1])?.[0],
		star = (path, name, text = '') => button('', () => {
			kept.mine[path] ? delete kept.mine[path] : kept.mine[path] = name;
			keep();
			show();
		}, {className: 'star', value: path, title: text, 'aria-label': words.keep + (text ? '' : words.colon + name)}),
		show = () => {
			for (const each of all('.star')) {
				const shown = !!kept.mine[each.value];
				each.textContent = (shown ? '★ ' : '☆ ') + each.title;
				press(each, shown);
				each.closest('.slot')?.classList.toggle('kept', shown);
			}
			const text = Object.keys(kept.mine).length;
			own.textContent = '★ ' + words.mine + ' ' + text;
			own.hidden = !text;
		},

		// ---- now and next ----

		timed = [], // [where it is marked, start, end]
		jump = make('a', {href: '#now'}, words.now),
		tick = () => {
			const now = Date.now(),
				next = Math.min(...timed.map(each => each[1]).filter(at => at > now && at < now + 432e5));
			all('.now').map(each => each.remove());
			for (const [within, from, to] of timed) {
				const shown = from <= now && to > now;
				if (shown || from == next)
					within.append(make('strong', {className: 'mark now' + (shown ? ' on' : '')}, ' ' + (shown ? words.now : words.next)));
			}
			(all('.on')[0] || all('.now')[0] || {}).id = 'now';
			jump.hidden = !all('.now')[0];
		},

		// ---- the reader's clock ----

		there = [], // [where it is said, what]
		clock = text => new Date(text).toTimeString(), // '09:30:00 GMT+0200 …': ECMA-262, Date.prototype.toTimeString
		other = button(words.zone + words.colon + Intl.DateTimeFormat().resolvedOptions().timeZone, () => {
			kept.local = !kept.local;
			keep();
			again();
		}),

		own = button('', () => ask()),
		again = () => {
			try {
				const each = JSON.parse(localStorage[drawer]); // whatever others of the origin left there
				kept = {...each, mine: {...each.mine}};
			} catch {}
			for (const [within, text] of there)
				kept.local ? text.remove() : within.append(text);
			press(other, !kept.local);
			show();
			tick();
		},
		fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	let kept = {mine: {}}, loud,
		ask = each => {
			loud = each;
			doc.head.append(make('script', {src: base + 'search.js'}));
		};

	// The box, by search.js when it is first asked for: with more words, and of each page its path, title,
	// when it is, what else, and by what it is found besides.
	self.plenary = (more, rows) => {
		if (all('dialog')[0]) // asked for twice before it came
			return;
		let alone = base[0] == 'f'; // file: nothing can be fetched: each session has its own file
		const fill = () => {
			const parts = fold(input.value).match(/[^\s"“”«»]+/g) || [], typed = parts[0], rest = {...kept.mine},
				found = rows.filter(each => typed ?
					parts.every(text => fold(each.slice(1) + '').includes(text)) :
					rest[each[0]] && delete rest[each[0]]);
			typed ? found.sort((from, to) => fold(to[1]).includes(typed) - fold(from[1]).includes(typed)) :
				found.push(...Object.entries(rest));
			said.textContent = found[0] ? typed ? more.found.replace('%s', found.length) : words.mine : typed ? more.none : more.how;
			list.replaceChildren(...found.slice(0, 50).map(([path, name, at = '', text = '']) => make('li', {},
				pathOf(base + path) ? star(path, name) : '',
				make('a', {href: base + path.replace(/\/$/, '/index') + '.html', dir: 'auto'}, name),
				make('p', {dir: 'auto'}, at + (text && ' · ') + text),
				!typed && alone ? make('a', {href: site + path + words.ics}, more.calendar) : '')));
			only.hidden = typed || !all('.kept')[0];
			save.hidden = typed || alone || !found[0];
			show();
		},
			// One calendar out of those of the sessions; a zone that several have is in it once.
			save = button(more.calendar, async () => {
				try {
					const parts = new Set;
					for (const path in kept.mine)
						for (const each of (await (await fetch(site + path + words.ics)).text()).match(/^BEGIN:V(E|T)[^]*?^END:V\1[^\n]*\n/gm))
							parts.add(each);
					make('a', {download: 'sessions.ics', href: URL.createObjectURL(new Blob([
						'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenary//Plenary//EN\r\n',
						...[...parts].sort().reverse(), 'END:VCALENDAR\r\n']))}).click();
				} catch {
					alone = true;
					fill();
				}
			}),
			only = button(more.only, () => {
				press(only, root.classList.toggle('mine'));
				box.close();
			}),
			input = make('input', {type: 'search', 'aria-label': words.search, oninput: fill}),
			said = make('p', {role: 'status'}),
			list = make('ul'),
			box = make('dialog', {'aria-label': words.search},
				button(more.close, () => box.close()), input, said, list, only, save, there[0] ? other : '');
		doc.body.append(box);
		ask = loud => {
			box.showModal();
			loud && input.focus();
			fill();
		};
		ask(loud);
	};

	// ---- onto the page ----

	// What has a time, and may be a session: html/html_write.h.
	for (const each of all('.slot,dd')) {
		const hours = all('time', each)[0]?.parentElement, [head] = all('.title', each),
			[text] = all('a', each), path = text && pathOf(text.href),
			[from, end] = all('time', each).map(each => each.dateTime || each.textContent), at = new Date(from);
		if (path)
			head ? head.prepend(star(path, text.textContent)) : hours?.append(star(path, text.textContent));
		if (from?.[15]) {
			const away = at.getDate() - from.slice(8, 10),
				to = Date.parse(end?.[5] ? end : from.slice(0, 11) + end + from.slice(-6)); // the end may be its hour alone
			if (each.matches('.slot:not(.cancelled,.postponed)'))
				timed.push([head || each, +at, to || +at + 36e5]);
			if (away || clock(from).slice(0, 5) != from.slice(11, 16))
				there.push([head ? hours : each, make('small', {className: 'there'}, ' ' +
					(away ? at.toLocaleDateString(root.lang, {weekday: 'long'}) + ' ' : '') +
					clock(from).replace(/(.{5}).*GMT(...)(..).*/, '$1' + (to > at ? '–' + clock(to).slice(0, 5) : '') + ' UTC$2:$3'))]);
		}
	}
	const path = pathOf(doc.URL);
	doc.body.append(make('aside', {className: 'tools'}, button(words.search, () => ask(1)), own,
		path ? star(path, all('h1')[0].textContent, words.keep) : '', jump));
	again();
	setInterval(tick, 6e4);
	onpageshow = onstorage = again;
})
