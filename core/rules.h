/* SPDX-License-Identifier: ISC */
/* The rules, one row each: name, id, severity, whether a site may change that, what the rule asks
 * for. Sorted by subject. Ids are stable: scripts, `rules:` and `allow:` name them.
 * plenary-agenda(5) lists them all.
 *
 * FIXED: what the rule tells of is not in the agenda, because it could not be read, understood or
 * found; to say no word about it would be to lose it. SETTABLE: a matter of judgement. */
#ifndef PLENARY_RULES_H
#define PLENARY_RULES_H

#define RULES(X)                                                                                   \
	/* the file */                                                                             \
	X(FILE_UNREADABLE, "file-unreadable", ERROR, FIXED,                                        \
	    "every YAML file of the folder can be read")                                           \
	X(FILE_TOO_LARGE, "file-too-large", ERROR, FIXED, "a file is at most 1 MiB")               \
	X(NOT_UTF8, "not-utf8", ERROR, FIXED, "files are UTF-8 text")                              \
	X(YAML_SYNTAX, "yaml-syntax", ERROR, FIXED, "files are YAML")                              \
	X(YAML_FEATURE, "yaml-feature", ERROR, FIXED,                                              \
	    "no aliases, anchors, tags, directives or second documents")                           \
	X(TOO_DEEP, "too-deep", ERROR, FIXED, "nesting is at most 16 levels deep")                 \
	X(TOO_MANY, "too-many", ERROR, FIXED, "a file and its lists stay below the ceilings")      \
	X(TEXT_TOO_LONG, "text-too-long", ERROR, FIXED,                                            \
	    "a text is at most 64 KiB, a name 1000 bytes")                                         \
	X(CONTROL_CHARACTER, "control-character", ERROR, FIXED,                                    \
	    "texts hold no control characters")                                                    \
	X(SITE_MISSING, "site-missing", ERROR, FIXED, "the folder has a site.yaml")                \
	X(FILE_NOT_READ, "file-not-read", WARNING, SETTABLE,                                       \
	    "names of files end in .yaml or .yml")                                                 \
	X(NO_EVENTS, "no-events", WARNING, SETTABLE, "the folder has at least one event file")     \
	/* keys and values */                                                                      \
	X(UNKNOWN_KEY, "unknown-key", ERROR, FIXED, "keys are those of plenary-agenda(5)")         \
	X(DUPLICATE_KEY, "duplicate-key", ERROR, FIXED, "a key stands once in its map")            \
	X(MISSING_KEY, "missing-key", ERROR, FIXED, "what a thing cannot do without is said")      \
	X(WRONG_SHAPE, "wrong-shape", ERROR, FIXED, "text, list and map stand where they belong")  \
	X(EMPTY_VALUE, "empty-value", ERROR, FIXED, "a key has a value")                           \
	X(COMMENT_IN_TEXT, "comment-in-text", WARNING, SETTABLE,                                   \
	    "a text that has ' #' in it is in quotes")                                             \
	X(BAD_ID, "bad-id", ERROR, FIXED, "ids are 1 to 64 of a-z, 0-9 and -")                     \
	X(RESERVED_ID, "reserved-id", ERROR, FIXED,                                                \
	    "ids are not names that Plenary's own pages have")                                     \
	X(DUPLICATE_ID, "duplicate-id", ERROR, FIXED, "an id names one thing")                     \
	X(NUMBERED_ID, "numbered-id", WARNING, SETTABLE,                                           \
	    "sessions with the same title have ids of their own")                                  \
	X(BAD_WAS, "bad-was", ERROR, FIXED,                                                        \
	    "'was' names what was published and is there no more, once")                           \
	X(NO_ID, "no-id", ERROR, FIXED, "an id can be made from the title, or is given")           \
	X(BAD_WORD, "bad-word", ERROR, FIXED, "a choice is one of its words")                      \
	X(BAD_DATE, "bad-date", ERROR, FIXED, "dates are YYYY-MM-DD, real, from 1970 to 2100")     \
	X(BAD_TIME, "bad-time", ERROR, FIXED, "times are HH:MM, 00:00 to 23:59")                   \
	X(BAD_REPEAT, "bad-repeat", ERROR, FIXED,                                                  \
	    "what repeats says how, as RFC 5545 has it, and until when")                           \
	X(REPEAT_DATE, "repeat-date", ERROR, FIXED,                                                \
	    "exceptions and occurrences are told by dates that the rule gives")                    \
	X(REPEAT_FIRST, "repeat-first", WARNING, SETTABLE,                                         \
	    "a rule gives the day under which its session stands")                                 \
	X(BAD_DURATION, "bad-duration", ERROR, FIXED, "durations are like 45m, 2h, 1h30m")         \
	X(BAD_ZONE, "bad-zone", ERROR, FIXED, "zones are IANA names")                              \
	X(BAD_URL, "bad-url", ERROR, FIXED,                                                        \
	    "links are complete https, http, gemini, mailto, tel or geo addresses")                \
	X(BAD_LOGO, "bad-logo", ERROR, FIXED,                                                      \
	    "a logo is a picture of the folder that runs and loads nothing")                       \
	X(LARGE_LOGO, "large-logo", WARNING, SETTABLE, "a logo has at most 20 KiB")                \
	X(BAD_COLOUR, "bad-colour", ERROR, FIXED, "colours are #rrggbb or CSS names")              \
	X(BAD_LANGUAGE, "bad-language", ERROR, FIXED, "languages are BCP 47 tags")                 \
	X(BAD_NUMBER, "bad-number", ERROR, FIXED, "numbers are whole and in range")                \
	X(BAD_CAPACITY, "bad-capacity", ERROR, FIXED, "a capacity is not below zero")              \
	X(BAD_GEO, "bad-geo", ERROR, FIXED, "geo is [latitude, longitude] in degrees")             \
	X(BAD_HOST, "bad-host", ERROR, FIXED, "the host is a DNS name")                            \
	X(BAD_MAIL, "bad-mail", ERROR, FIXED, "a contact is a mail address")                       \
	X(BAD_DEADLINE, "bad-deadline", ERROR, FIXED, "a deadline is a date, with AoE or a time")  \
	X(UNKNOWN_VENUE, "unknown-venue", ERROR, FIXED, "venues of rooms are those of the event")  \
	X(UNKNOWN_ROOM, "unknown-room", ERROR, FIXED, "rooms are those of the event")              \
	X(UNKNOWN_TRACK, "unknown-track", ERROR, FIXED, "tracks are those of the event")           \
	X(UNKNOWN_PERSON, "unknown-person", ERROR, FIXED,                                          \
	    "people are those of the event or the site")                                           \
	X(UNKNOWN_ORGANISATION, "unknown-organisation", ERROR, FIXED,                              \
	    "organisations are those of site.yaml")                                                \
	X(UNKNOWN_SERIES, "unknown-series", ERROR, FIXED, "series are those of site.yaml")         \
	X(LANGUAGE_NOT_SITE, "language-not-site", WARNING, SETTABLE,                               \
	    "texts are in the languages that site.yaml lists")                                     \
	/* rules */                                                                                \
	X(UNKNOWN_EVENT, "unknown-event", ERROR, FIXED, "what a file continues is an event here")  \
	X(UNKNOWN_RULE, "unknown-rule", ERROR, FIXED, "rules are those of plenary-agenda(5)")      \
	X(FIXED_RULE, "fixed-rule", ERROR, FIXED,                                                  \
	    "only rules that are a matter of judgement are set or allowed")                        \
	X(ALLOW_UNUSED, "allow-unused", NOTE, SETTABLE, "what is allowed is there")                \
	/* time */                                                                                 \
	X(TIME_GAP, "time-gap", ERROR, FIXED, "no session begins at an hour that the clocks skip") \
	X(TIME_TWICE, "time-twice", ERROR, FIXED,                                                  \
	    "an hour that the clocks show twice says which: 02:30 +02:00")                         \
	X(TIME_UTC, "time-utc", WARNING, SETTABLE,                                                 \
	    "no session begins or ends in an hour that the clocks show twice")                     \
	X(START_UNKNOWN, "start-unknown", ERROR, FIXED,                                            \
	    "a session has a time or follows one that ends")                                       \
	X(END_BEFORE_START, "end-before-start", ERROR, FIXED, "the end is after the start")        \
	X(END_UNKNOWN, "end-unknown", WARNING, SETTABLE,                                           \
	    "a session with a time says how long it is")                                           \
	X(TIME_BACKWARDS, "time-backwards", WARNING, SETTABLE,                                     \
	    "no session begins before the one above it")                                           \
	X(OUTSIDE_DATES, "outside-dates", ERROR, SETTABLE,                                         \
	    "sessions are within the dates of their event")                                        \
	X(NO_DATES, "no-dates", WARNING, SETTABLE,                                                 \
	    "an event says when it is, or a call its deadline")                                    \
	X(PAST_UNMARKED, "past-unmarked", NOTE, SETTABLE,                                          \
	    "an event that is over is confirmed or cancelled, and has its days")                   \
	X(NO_BREAK, "no-break", NOTE, SETTABLE,                                                    \
	    "no audience sits for more than three and a half hours without a break")               \
	X(ROOM_CLOSED, "room-closed", WARNING, SETTABLE, "a session is within its room's hours")   \
	/* things that get in each other's way */                                                  \
	X(ROOM_CLASH, "room-clash", ERROR, SETTABLE, "a room holds one session at a time")         \
	X(PERSON_CLASH, "person-clash", ERROR, SETTABLE, "a person is in one place at a time")     \
	X(TRACK_CLASH, "track-clash", ERROR, SETTABLE,                                             \
	    "nobody's track meets during a joint session")                                         \
	X(TRACK_OVERLAP, "track-overlap", WARNING, SETTABLE, "a track has one session at a time")  \
	X(WALKING_TIME, "walking-time", WARNING, SETTABLE,                                         \
	    "between sessions in two venues there is time to walk")                                \
	X(THREE_IN_A_ROW, "three-in-a-row", NOTE, SETTABLE,                                        \
	    "nobody is on three sessions in a row")                                                \
	X(OVER_CAPACITY, "over-capacity", WARNING, SETTABLE,                                       \
	    "a room holds as many as its session is for")                                          \
	/* what is said */                                                                         \
	X(MISSING_TRANSLATION, "missing-translation", NOTE, SETTABLE,                              \
	    "a text in several languages is in all of the site's")                                 \
	X(MISSING_WORDS, "missing-words", NOTE, SETTABLE,                                          \
	    "the pages have their own words in each of the site's languages")                      \
	X(INTERPRETATION_WITHOUT_LANGUAGE, "interpretation-without-language", WARNING, SETTABLE,   \
	    "what is interpreted says out of which language")                                      \
	X(LONG_ABSTRACT, "long-abstract", NOTE, SETTABLE,                                          \
	    "an abstract is at most 4000 characters")                                              \
	X(FAINT_COLOUR, "faint-colour", NOTE, SETTABLE,                                            \
	    "the colour of the site can be read on its pages")                                     \
	X(DEAD_LINK, "dead-link", WARNING, SETTABLE,                                               \
	    "a link into the site leads to a page that readers can see")                           \
	/* what other programs wrote, while it is imported */                                      \
	X(IMPORT_REPAIRED, "import-repaired", NOTE, FIXED,                                         \
	    "what an imported file has in another form is mended")                                 \
	X(IMPORT_DROPPED, "import-dropped", WARNING, FIXED,                                        \
	    "what an agenda has no place for is left out of an import")                            \
	X(IMPORT_DOUBTFUL, "import-doubtful", WARNING, FIXED,                                      \
	    "what an imported file leaves open is looked at by a person")

enum rule {
#define X(name, id, severity, change, help) RULE_##name,
	RULES(X)
#undef X
	    RULE_COUNT
};

#endif
