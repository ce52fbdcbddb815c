// SPDX-License-Identifier: ISC
// A subscriber that is as strict as any in use: it goes by UID, believes another time, place or
// status only with a higher SEQUENCE (RFC 5546 section 2.1.4, as Google does), and takes out what
// is cancelled or no longer in the file.
//
//     node subscriber.mjs STORE CALENDAR    reads the calendar into the store, a file of its own,
//                                           and prints what is on as JSON: [[title, start in UTC]…]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ICAL from 'ical.js';

const [store, calendar] = process.argv.slice(2);
const held = existsSync(store) ? JSON.parse(readFileSync(store, 'utf-8')) : {};
const root = new ICAL.Component(ICAL.parse(readFileSync(calendar, 'utf-8')));

for (const zone of root.getAllSubcomponents('vtimezone'))
	ICAL.TimezoneService.register(zone);

function start(component) {
	const when = new ICAL.Event(component).startDate;

	return when.isDate ? when.toString() : when.toJSDate().toISOString().slice(0, 16);
}

const seen = new Set();
for (const e of root.getAllSubcomponents('vevent')) {
	const uid = e.getFirstPropertyValue('uid');
	const sequence = e.getFirstPropertyValue('sequence');
	const before = held[uid];
	const now = {
		sequence,
		start: start(e),
		status: e.getFirstPropertyValue('status'),
		place: e.getFirstPropertyValue('location'),
	};

	if (seen.has(uid))
		throw new Error(`${uid} twice`);
	seen.add(uid);
	if (!before || sequence > before.sequence)
		held[uid] = now;
	held[uid].title = e.getFirstPropertyValue('summary');
	held[uid].is_there = true;
}
for (const [uid, entry] of Object.entries(held))
	entry.is_there = seen.has(uid); // its SEQUENCE is remembered
writeFileSync(store, JSON.stringify(held));
console.log(JSON.stringify(Object.values(held)
	.filter((e) => e.is_there && e.status !== 'CANCELLED')
	.map((e) => [e.title, e.start])));
