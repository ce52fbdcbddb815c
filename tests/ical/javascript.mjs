// SPDX-License-Identifier: ISC
// Calendars as ical.js and node-ical read them, as JSON. Names of files come on standard input, one
// a line.   javascript.mjs ical.js|node-ical
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);

const day = (y, m, d) => [String(y).padStart(4, '0'), m, d].map(n => String(n).padStart(2, '0')).join('-');
const instant = date => date.toISOString().replace('.000Z', 'Z');

// ical.js goes by the VTIMEZONE in the calendar: it knows no zone by its name.
function byIcalJs(text) {
	const ICAL = require('ical.js');
	const moment = time => {
		if (!time)
			return null;
		if (time.isDate)
			return day(time.year, time.month, time.day);
		if (time.zone === ICAL.Timezone.localTimezone)
			return `no zone: ${time.zone.tzid} ${time}`;
		return instant(new Date(time.toUnixTime() * 1000));
	};
	const calendar = new ICAL.Component(ICAL.parse(text));
	return calendar.getAllSubcomponents('vevent').map(e => ({
		uid: e.getFirstPropertyValue('uid'),
		sequence: e.getFirstPropertyValue('sequence'),
		start: moment(e.getFirstPropertyValue('dtstart')),
		end: moment(e.getFirstPropertyValue('dtend')),
		status: e.getFirstPropertyValue('status'),
		summary: e.getFirstPropertyValue('summary'),
	}));
}

function byNodeIcal(text) {
	const ical = require('node-ical');
	const moment = date => {
		if (!date)
			return null;
		return date.dateOnly ? day(date.getFullYear(), date.getMonth() + 1, date.getDate()) : instant(date);
	};
	// It goes by the names of zones and what Node knows of them: what it takes for the local time.
	const local = date => date?.tz && new Intl.DateTimeFormat('sv-SE',
		{ timeZone: date.tz, dateStyle: 'short', timeStyle: 'medium' }).format(date);
	const plain = value => value?.val ?? value;
	return Object.values(ical.sync.parseICS(text)).filter(e => e.type === 'VEVENT').map(e => ({
		uid: e.uid,
		sequence: Number(e.sequence),
		start: moment(e.start),
		end: moment(e.end),
		status: e.status,
		summary: plain(e.summary),
		zone: e.start.tz,
		local: { start: local(e.start), end: local(e.end) },
	}));
}

const read = { 'ical.js': byIcalJs, 'node-ical': byNodeIcal }[process.argv[2]];
const said = [];
console.warn = console.error = (...words) => said.push(words.join(' '));

const out = {};
for (const file of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
	let entries = [];
	said.length = 0;
	try {
		entries = read(readFileSync(file, 'utf8'));
	} catch (e) {
		said.push(String(e));
	}
	out[file] = { entries, errors: [...said] };
}
process.stdout.write(JSON.stringify(out));
