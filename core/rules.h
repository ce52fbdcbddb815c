/* SPDX-License-Identifier: ISC */
/* The rules, one row each: name, id, severity, what the rule asks for. Sorted by subject. Ids are
 * stable: scripts and `allow:` name them. plenary-agenda(5) lists them all. */
#ifndef PLENARY_RULES_H
#define PLENARY_RULES_H

#define RULES(X)                                                                                   \
	/* the file */                                                                             \
	X(FILE_UNREADABLE, "file-unreadable", ERROR, "every YAML file of the folder can be read")  \
	X(FILE_TOO_LARGE, "file-too-large", ERROR, "a file is at most 1 MiB")                      \
	X(NOT_UTF8, "not-utf8", ERROR, "files are UTF-8 text")                                     \
	X(YAML_SYNTAX, "yaml-syntax", ERROR, "files are YAML")                                     \
	X(YAML_FEATURE, "yaml-feature", ERROR,                                                     \
	    "no aliases, anchors, tags, directives or second documents")                           \
	X(TOO_DEEP, "too-deep", ERROR, "nesting is at most 16 levels deep")                        \
	X(TOO_MANY, "too-many", ERROR, "a file and its lists stay below the ceilings")             \
	X(TEXT_TOO_LONG, "text-too-long", ERROR, "a text is at most 64 KiB, a name 1000 bytes")    \
	X(CONTROL_CHARACTER, "control-character", ERROR, "texts hold no control characters")       \
	X(SITE_MISSING, "site-missing", ERROR, "the folder has a site.yaml")                       \
	X(FILE_NOT_READ, "file-not-read", WARNING, "names of files end in .yaml or .yml")          \
	X(NO_EVENTS, "no-events", WARNING, "the folder has at least one event file")               \
	/* keys and values */                                                                      \
	X(UNKNOWN_KEY, "unknown-key", ERROR, "keys are those of plenary-agenda(5)")                \
	X(DUPLICATE_KEY, "duplicate-key", ERROR, "a key stands once in its map")                   \
	X(MISSING_KEY, "missing-key", ERROR, "what a thing cannot do without is said")             \
	X(WRONG_SHAPE, "wrong-shape", ERROR, "text, list and map stand where they belong")         \
	X(EMPTY_VALUE, "empty-value", ERROR, "a key has a value")                                  \
	X(COMMENT_IN_TEXT, "comment-in-text", WARNING, "a text that has ' #' in it is in quotes")  \
	X(BAD_ID, "bad-id", ERROR, "ids are 1 to 64 of a-z, 0-9 and -")                            \
	X(RESERVED_ID, "reserved-id", ERROR, "ids are not names that Plenary's own pages have")    \
	X(DUPLICATE_ID, "duplicate-id", ERROR, "an id names one thing")                            \
	X(NUMBERED_ID, "numbered-id", WARNING,                                                     \
	    "sessions with the same title have ids of their own")                                  \
	X(NO_ID, "no-id", ERROR, "an id can be made from the title, or is given")                  \
	X(BAD_WORD, "bad-word", ERROR, "a choice is one of its words")                             \
	X(BAD_DATE, "bad-date", ERROR, "dates are YYYY-MM-DD, real, from 1970 to 2100")            \
	X(BAD_TIME, "bad-time", ERROR, "times are HH:MM, 00:00 to 23:59")                          \
	X(BAD_DURATION, "bad-duration", ERROR, "durations are like 45m, 2h, 1h30m")                \
	X(BAD_ZONE, "bad-zone", ERROR, "zones are IANA names")                                     \
	X(BAD_URL, "bad-url", ERROR,                                                               \
	    "links are complete https, http, gemini, mailto, tel or geo addresses")                \
	X(BAD_COLOUR, "bad-colour", ERROR, "colours are #rrggbb or CSS names")                     \
	X(BAD_LANGUAGE, "bad-language", ERROR, "languages are BCP 47 tags")                        \
	X(BAD_NUMBER, "bad-number", ERROR, "numbers are whole and in range")                       \
	X(BAD_CAPACITY, "bad-capacity", ERROR, "a capacity is not below zero")                     \
	X(BAD_GEO, "bad-geo", ERROR, "geo is [latitude, longitude] in degrees")                    \
	X(BAD_HOST, "bad-host", ERROR, "the host is a DNS name")                                   \
	X(BAD_MAIL, "bad-mail", ERROR, "a contact is a mail address")                              \
	X(BAD_DEADLINE, "bad-deadline", ERROR, "a deadline is a date, with AoE or a time")         \
	X(UNKNOWN_ROOM, "unknown-room", ERROR, "rooms are those of the event")                     \
	X(UNKNOWN_TRACK, "unknown-track", ERROR, "tracks are those of the event")                  \
	X(UNKNOWN_PERSON, "unknown-person", ERROR, "people are those of the event or the site")    \
	X(UNKNOWN_ORGANISATION, "unknown-organisation", ERROR,                                     \
	    "organisations are those of site.yaml")                                                \
	X(UNKNOWN_SERIES, "unknown-series", ERROR, "series are those of site.yaml")                \
	X(LANGUAGE_NOT_SITE, "language-not-site", WARNING,                                         \
	    "texts are in the languages that site.yaml lists")                                     \
	/* time */                                                                                 \
	X(TIME_GAP, "time-gap", ERROR, "no session begins at an hour that the clocks skip")        \
	X(TIME_TWICE, "time-twice", ERROR,                                                         \
	    "an hour that the clocks show twice says which: 02:30 +02:00")                         \
	X(START_UNKNOWN, "start-unknown", ERROR, "a session has a time or follows one that ends")  \
	X(END_BEFORE_START, "end-before-start", ERROR, "the end is after the start")               \
	X(END_UNKNOWN, "end-unknown", WARNING, "a session with a time says how long it is")        \
	X(TIME_BACKWARDS, "time-backwards", WARNING, "no session begins before the one above it")  \
	X(OUTSIDE_DATES, "outside-dates", ERROR, "sessions are within the dates of their event")   \
	X(NO_DATES, "no-dates", WARNING, "an event says when it is, or a call its deadline")       \
	/* things that get in each other's way */                                                  \
	X(ROOM_CLASH, "room-clash", ERROR, "a room holds one session at a time")                   \
	X(PERSON_CLASH, "person-clash", ERROR, "a person is in one place at a time")               \
	X(TRACK_CLASH, "track-clash", ERROR, "nobody's track meets during a joint session")        \
	/* what other programs wrote, while it is imported */                                      \
	X(IMPORT_REPAIRED, "import-repaired", NOTE,                                                \
	    "what an imported file has in another form is mended")                                 \
	X(IMPORT_DROPPED, "import-dropped", WARNING,                                               \
	    "what an agenda has no place for is left out of an import")                            \
	X(IMPORT_DOUBTFUL, "import-doubtful", WARNING,                                             \
	    "what an imported file leaves open is looked at by a person")

enum rule {
#define X(name, id, severity, help) RULE_##name,
	RULES(X)
#undef X
	    RULE_COUNT
};

#endif
