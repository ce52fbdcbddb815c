/* SPDX-License-Identifier: ISC */
/* Words of the interface, and dates and times as they are said. English is built in; another
 * language comes from `locales:` of the site (struct wording), word by word. */
#ifndef PLENARY_WORDS_H
#define PLENARY_WORDS_H

#include "core/model.h"

/* The words: name in code, key in `locales:`, English. `%s` stands where a value goes. */
#define WORDS(X)                                                                                   \
	X(NOW, "now", "Now")                                                                       \
	X(NEXT, "next", "Next")                                                                    \
	X(AHEAD, "ahead", "Ahead")                                                                 \
	X(PAST, "past", "Past events")                                                             \
	X(AGENDA, "agenda", "Agenda")                                                              \
	X(HOME, "home", "Home")                                                                    \
	X(ABOUT, "about", "About")                                                                 \
	X(CHANGES, "changes", "Changes")                                                           \
	X(CALENDAR, "calendar", "Calendar (.ics)")                                                 \
	X(PEOPLE, "people", "People")                                                              \
	X(CALLS, "calls", "Open calls")

enum word {
#define X(name, key, english) WORD_##name,
	WORDS(X)
#undef X
	    WORD_COUNT
};

/* The word in `lang`, else in English. Borrowed. */
const char *word_in(const struct site *s, const char *lang, enum word w);

/* Keys of all words, NULL-terminated, in the order of the enum; for the reader of `locales:`. */
extern const char *const word_keys[];

#endif
