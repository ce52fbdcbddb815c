/* SPDX-License-Identifier: ISC */
#include "tests/bench/conference.h"

#include <inttypes.h>
#include <stdint.h>

const char conference_site[] = "title: Example Commons\n"
			       "host: example.org\n"
			       "languages: [en]\n"
			       "timezone: Europe/Berlin\n";

enum {
	SLOT_MINUTES = 30,
	FIRST_MINUTE = 9 * 60,
	PEOPLE_EACH = 2,
	DAYS = 2,
	SLOTS = 16, /* of a day, about */
	TITLE_WORDS = 5,
	PARAGRAPHS = 3,
	PARAGRAPH_WORDS = 23
};

static const char *const words[] = {"water", "seeds", "field", "commons", "river", "market",
    "bread", "school", "letter", "window", "garden", "harbour", "forest", "budget", "survey", "the",
    "of", "and", "with", "for", "without", "between", "common", "open", "patient", "small",
    "shared", "public", "measured", "kept", "given", "counted", "carried", "planted", "answered",
    "caf\303\251", "fa\303\247ade", "a", "to", "in", "on", "is", "was", "will be", "neighbours",
    "cooperatives", "translation", "infrastructure", "participation", "accountability"};

enum { WORDS = sizeof words / sizeof *words };

/* Knuth's constants for a linear congruential generator; the upper bits are the good ones. */
static size_t
pick(uint64_t *seed, size_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(*seed >> 33) % n;
}

static void
put_words(struct buf *out, uint64_t *seed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, i > 0 ? " %s" : "%s", words[pick(seed, WORDS)]);
}

/* CommonMark as people write it: paragraphs, some emphasis, a list, a link. */
static void
put_abstract(struct buf *out, uint64_t *seed, size_t number)
{
	buf_puts(out, "      abstract: |\n");
	for (size_t i = 0; i < PARAGRAPHS; i++) {
		buf_puts(out, "        ");
		put_words(out, seed, PARAGRAPH_WORDS);
		buf_printf(out, ", *%s*.\n\n", words[pick(seed, WORDS)]);
	}
	buf_puts(out, "        - ");
	put_words(out, seed, 4);
	buf_puts(out, "\n        - **");
	put_words(out, seed, 3);
	buf_printf(out, "**, see [the notes](https://example.org/notes/%zu)\n", number);
}

/* Everyone is there twice, if there are two days. */
static size_t
people_of(const struct conference *c)
{
	return (c->sessions + c->days - 1) / c->days * PEOPLE_EACH;
}

static void
put_session(struct buf *out, const struct conference *c, uint64_t *seed, size_t number)
{
	size_t each = (c->sessions + c->days - 1) / c->days, of_day = number % each;
	size_t at = FIRST_MINUTE + of_day / c->rooms * SLOT_MINUTES, room = of_day % c->rooms;
	size_t person = number * PEOPLE_EACH % people_of(c);

	buf_printf(out, "    - id: s-%04zu\n      at: %02zu:%02zu\n      for: %dm\n", number,
	    at / 60, at % 60, SLOT_MINUTES);
	buf_puts(out, "      title: \"");
	put_words(out, seed, TITLE_WORDS);
	buf_printf(out, " %zu\"\n", number);
	buf_printf(out, "      track: t-%zu\n      room: r-%zu\n", room, room);
	buf_printf(out, "      people: [p%zu-%04zu, p%zu-%04zu]\n", c->number, person, c->number,
	    person + 1);
	put_abstract(out, seed, number);
}

static void
put_lists(struct buf *out, const struct conference *c)
{
	buf_puts(out, "rooms:\n");
	for (size_t i = 0; i < c->rooms; i++)
		buf_printf(
		    out, "  r-%zu: {title: \"Room %zu\", capacity: %zu}\n", i, i + 1, 20 + i * 10);
	buf_puts(out, "tracks:\n");
	for (size_t i = 0; i < c->rooms; i++)
		buf_printf(out, "  t-%zu: \"Track %zu: %s and %s\"\n", i, i + 1, words[i % 15],
		    words[(i + 4) % 15]);
	buf_puts(out, "people:\n");
	for (size_t i = 0; i < people_of(c); i++)
		buf_printf(out, "  p%zu-%04zu: {name: \"Person %zu-%zu Example\"}\n", c->number, i,
		    c->number, i);
}

struct conference
conference_of(size_t sessions)
{
	return (struct conference){sessions, sessions / (DAYS * SLOTS) + 1, DAYS, 0};
}

/* "conference", or "conference-3": a number of its own for everything that is written about it. */
static void
put_name(struct buf *out, const char *name, size_t number)
{
	buf_puts(out, name);
	if (number > 0)
		buf_printf(out, "-%zu", number);
}

void
conference_write(struct buf *out, const struct conference *c)
{
	size_t each = (c->sessions + c->days - 1) / c->days;
	size_t month = c->number % 11 + 2, first = c->number / 11 * 3 + 1;
	uint64_t seed = c->number + 1;

	put_name(out, "event: conference", c->number);
	put_name(out, "\ntitle: Example Conference", c->number);
	buf_printf(out,
	    "\nkind: conference\ntimezone: Europe/Berlin\ndates: 2031-%02zu-%02zu to "
	    "2031-%02zu-%02zu\n",
	    month, first, month, first + c->days - 1);
	put_lists(out, c);
	buf_puts(out, "agenda:\n");
	for (size_t i = 0; i < c->sessions; i++) {
		if (i % each == 0)
			buf_printf(out, "  2031-%02zu-%02zu:\n", month, first + i / each);
		put_session(out, c, &seed, i);
	}
}
