-- SPDX-License-Identifier: ISC
-- plenary.db: what was published, and who is who in it. Rows are added, never altered. Only those of
-- revision_change, which is derived, may go, and come again; and those of the calendars and of what
-- is searched are the latest revision's.

PRAGMA application_id = 0x506c656e; -- "Plen"
PRAGMA user_version = 6;

CREATE TABLE revision (
	number INTEGER PRIMARY KEY CHECK (number >= 1),
	moment INTEGER NOT NULL, -- seconds since 1970-01-01T00:00Z
	summary TEXT NOT NULL
) STRICT;

-- A file's contents. One that did not change is shared by the revisions that have it.
CREATE TABLE source (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	bytes BLOB NOT NULL
) STRICT;

CREATE INDEX source_name ON source (name);

CREATE TABLE revision_source (
	revision INTEGER NOT NULL REFERENCES revision,
	source INTEGER NOT NULL REFERENCES source,
	PRIMARY KEY (revision, source)
) STRICT, WITHOUT ROWID;

-- An entry's identity since a revision, until a later one has another row for it.
CREATE TABLE identity (
	event_id TEXT NOT NULL,
	session_id TEXT NOT NULL, -- '' for the event as a whole, '.' for its deadline
	revision INTEGER NOT NULL REFERENCES revision,
	uid TEXT NOT NULL,
	sequence INTEGER NOT NULL CHECK (sequence >= 0),
	first_revision INTEGER NOT NULL,
	changed_revision INTEGER NOT NULL,
	seen_revision INTEGER NOT NULL, -- of rows that are gone; else it is the revision asked for
	gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
	withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
	-- The last time that was told: its day as YYYY-MM-DD, '' for none, and seconds since 1970;
	-- of an event of whole days the last of them.
	slot_day TEXT NOT NULL DEFAULT '',
	slot_start INTEGER,
	slot_end INTEGER,
	slot_last TEXT NOT NULL DEFAULT '',
	event_last TEXT NOT NULL DEFAULT '', -- of the event as a whole: its last day
	-- Where it was before the last move, and the revision that moved it; 0 for none.
	moved_revision INTEGER NOT NULL DEFAULT 0,
	moved_day TEXT NOT NULL DEFAULT '',
	moved_start INTEGER,
	moved_end INTEGER,
	moved_rooms TEXT NOT NULL DEFAULT '', -- titles, see data/store_rooms.h
	left_key INTEGER NOT NULL DEFAULT 0 CHECK (left_key IN (0, 1)), -- it has another name now
	PRIMARY KEY (event_id, session_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
BEGIN SELECT RAISE (ABORT, 'a revision is never altered'); END;
CREATE TRIGGER source_stays BEFORE UPDATE ON source
BEGIN SELECT RAISE (ABORT, 'a source is never altered'); END;

-- What changed from the revision before, kept so that no old revision has to be read again.
CREATE TABLE revision_change (
	revision INTEGER PRIMARY KEY REFERENCES revision,
	form TEXT NOT NULL, -- of the bytes, see data/store_changes.h
	bytes BLOB NOT NULL
) STRICT;

-- Dates that a rule of repetition gives from a day on, as they were found when they were published:
-- who reads a revision has them from here.
CREATE TABLE recurrence (
	id INTEGER PRIMARY KEY,
	rule TEXT NOT NULL, -- RFC 5545 section 3.3.10, without COUNT and UNTIL
	first TEXT NOT NULL, -- YYYY-MM-DD
	dates TEXT NOT NULL, -- see repeats_text in data/repeats.h
	UNIQUE (rule, first, dates)
) STRICT;

CREATE TABLE revision_recurrence (
	revision INTEGER NOT NULL REFERENCES revision,
	recurrence INTEGER NOT NULL REFERENCES recurrence,
	PRIMARY KEY (revision, recurrence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER recurrence_stays BEFORE UPDATE ON recurrence
BEGIN SELECT RAISE (ABORT, 'dates of a rule are never altered'); END;

-- Entries of calendars as published, one for each language: what did not change keeps its row.
CREATE TABLE calendar_entry (
	lang TEXT NOT NULL,
	uid TEXT NOT NULL,
	modified INTEGER NOT NULL, -- its DTSTAMP and LAST-MODIFIED, seconds since 1970
	text BLOB NOT NULL, -- from BEGIN:VEVENT to END:VEVENT
	UNIQUE (lang, uid)
) STRICT;

-- When each calendar last changed; those too that are empty because what they showed is no more.
CREATE TABLE calendar_feed (
	path TEXT PRIMARY KEY,
	modified INTEGER NOT NULL,
	digest INTEGER NOT NULL -- of all in it but that
) STRICT, WITHOUT ROWID;

-- What the latest revision shows to all and is found by words: events, sessions, people. One that
-- says something else has another row.
CREATE TABLE search_item (
	id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL, -- enum search_kind in core/search.h
	event_id TEXT NOT NULL, -- '' of a person
	thing_id TEXT NOT NULL, -- of the session or person; '' of an event
	text TEXT NOT NULL, -- its words folded, see core/fold.h
	gone INTEGER NOT NULL DEFAULT 0 -- the revision that has it no more; it goes some later
) STRICT;

-- The index of those texts. Signs of scripts that change a letter are part of a word.
CREATE VIRTUAL TABLE search USING fts5 (text, content = 'search_item', content_rowid = 'id',
	columnsize = 0, tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'");

CREATE TABLE search_of (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	revision INTEGER NOT NULL, -- whose they are
	form TEXT NOT NULL -- how they were made, see core/search.h
) STRICT;
