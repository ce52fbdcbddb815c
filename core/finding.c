/* SPDX-License-Identifier: ISC */
#include "core/finding_private.h"

#include "core/utf8.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_CHARS = 60 };

struct finding_count {
	const char *file;
	size_t n, left_out;
};

void
findings_init(struct findings *f, struct arena *a)
{
	*f = (struct findings){.arena = a};
	for (int r = 0; r < RULE_COUNT; r++)
		f->level[r] = rule_severity((enum rule)r);
}

static bool
same_file(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static struct finding_count *
count_of(struct findings *f, const char *file)
{
	struct finding_count *c;

	if (f->last < f->ncounts && same_file(f->counts[f->last].file, file))
		return &f->counts[f->last];
	for (size_t i = 0; i < f->ncounts; i++) {
		if (same_file(f->counts[i].file, file)) {
			f->last = i;
			return &f->counts[i];
		}
	}
	c = arena_push(f->arena, &f->counts, &f->ncounts, sizeof *c);
	c->file = arena_strdup(f->arena, file);
	f->last = f->ncounts - 1;
	return c;
}

const char *
finding_file(struct findings *f, const char *file)
{
	return count_of(f, file)->file;
}

bool
findings_is_full(struct findings *f, const char *file)
{
	return f->n >= FINDINGS_KEPT || count_of(f, file)->n >= FINDINGS_PER_FILE;
}

size_t
findings_left_out(const struct findings *f, const char *file)
{
	for (size_t i = 0; i < f->ncounts; i++)
		if (same_file(f->counts[i].file, file))
			return f->counts[i].left_out;
	return 0;
}

/* Cuts what is longer than FINDING_TEXT_MAX bytes, at a character, and ends it with an ellipsis. */
static void
cut(char *s, size_t n)
{
	static const char ellipsis[] = "\xe2\x80\xa6";
	size_t at = FINDING_TEXT_MAX - strlen(ellipsis);

	if (n <= FINDING_TEXT_MAX)
		return;
	while (at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	memcpy(s + at, ellipsis, sizeof ellipsis);
}

/* The next of FINDING_WORDS places for words, each FINDING_TEXT_MAX + 2 bytes. */
static char *
next_words(struct findings *f)
{
	if (f->words == NULL)
		f->words = arena_array(f->arena, FINDING_WORDS, FINDING_TEXT_MAX + 2);
	return f->words + f->nwords++ % FINDING_WORDS * (FINDING_TEXT_MAX + 2);
}

const char *
finding_words(struct findings *f, const char *fmt, ...)
{
	char *s = next_words(f);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s, FINDING_TEXT_MAX + 2, fmt, ap);
	va_end(ap);
	cut(s, strlen(s));
	return s;
}

bool
finding_is_told(struct findings *f, enum rule rule, struct place at)
{
	bool is_told = f->level[rule] != SEVERITY_OFF && !finding_is_allowed(f, rule, at);

	f->nabout = 0;
	return is_told;
}

/* Whether the same was told at the same place: what repeats is looked at each time. */
static bool
is_told_already(const struct findings *f, enum rule rule, const struct place *at, const char *what)
{
	for (size_t i = f->n; i-- > 0;) {
		const struct finding *item = &f->items[i];

		if (item->rule == rule && item->at.line == at->line && item->at.col == at->col &&
		    same_file(item->at.file, at->file) && strcmp(item->what, what) == 0)
			return true;
	}
	return false;
}

void
finding_add(
    struct findings *f, enum rule rule, struct place at, const char *todo, const char *what, ...)
{
	struct finding_count *count;
	enum severity severity = f->level[rule];
	char words[FINDING_TEXT_MAX + 2];
	struct finding *item;
	va_list ap;

	if (!finding_is_told(f, rule, at))
		return;
	count = count_of(f, at.file);
	if (findings_is_full(f, at.file)) {
		finding_tally(f, severity, 1);
		f->dropped++;
		count->left_out++;
		return;
	}
	va_start(ap, what);
	vsnprintf(words, sizeof words, what, ap);
	va_end(ap);
	cut(words, strlen(words));
	if (is_told_already(f, rule, &at, words))
		return;
	finding_tally(f, severity, 1);
	count->n++;
	item = arena_push(f->arena, &f->items, &f->n, sizeof *item);
	*item = (struct finding){.rule = rule,
	    .severity = severity,
	    .at = {count->file, at.line, at.col},
	    .what = arena_strdup(f->arena, words)};
	if (todo != NULL) {
		snprintf(words, sizeof words, "%s", todo);
		cut(words, strlen(words));
		item->todo = arena_strdup(f->arena, words);
	}
}

void
finding_drop(struct findings *f, size_t i)
{
	count_of(f, f->items[i].at.file)->n--;
	memmove(f->items + i, f->items + i + 1, (f->n - i - 1) * sizeof *f->items);
	f->n--;
}

const char *
finding_quote(struct findings *f, const char *s)
{
	char *out = next_words(f), one[UTF8_VISIBLE];
	size_t left = strlen(s), n = 0, chars = 0, len;

	while (left > 0) {
		len = utf8_visible(s, left, one);
		if (chars++ == QUOTE_CHARS || n + strlen(one) + 3 > FINDING_TEXT_MAX) {
			memcpy(out + n, "\xe2\x80\xa6", 3);
			n += 3;
			break;
		}
		memcpy(out + n, one, strlen(one));
		n += strlen(one);
		s += len;
		left -= len;
	}
	out[n] = '\0';
	return out;
}

int
place_cmp(const struct place *a, const struct place *b)
{
	int c;

	if (a->file != NULL && b->file != NULL)
		c = strcmp(a->file, b->file);
	else
		c = (a->file != NULL) - (b->file != NULL);
	if (c == 0)
		c = (a->line > b->line) - (a->line < b->line);
	return c != 0 ? c : (a->col > b->col) - (a->col < b->col);
}

struct ranked {
	struct finding finding;
	size_t rank;
};

static int
compare(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	int c = place_cmp(&a->finding.at, &b->finding.at);

	return c != 0 ? c : (a->rank > b->rank) - (a->rank < b->rank);
}

void
findings_sort(struct findings *f)
{
	struct ranked *r;

	if (f->n < 2)
		return;
	r = arena_array(f->arena, f->n, sizeof *r);
	for (size_t i = 0; i < f->n; i++)
		r[i] = (struct ranked){f->items[i], i};
	qsort(r, f->n, sizeof *r, compare);
	for (size_t i = 0; i < f->n; i++)
		f->items[i] = r[i].finding;
}

void
finding_place_format(struct buf *out, const struct finding *f, const char *dir_prefix)
{
	const char *s = f->at.file;
	char one[UTF8_VISIBLE];

	if (s != NULL) {
		buf_puts(out, dir_prefix);
		while (*s != '\0') {
			s += utf8_visible(s, strlen(s), one);
			buf_puts(out, one);
		}
		if (f->at.line > 0)
			buf_printf(out, ":%d:%d", f->at.line, f->at.col);
		buf_puts(out, ": ");
	}
}

void
finding_format(struct buf *out, const struct finding *f, const char *dir_prefix)
{
	finding_place_format(out, f, dir_prefix);
	buf_printf(out, "%s: %s", severity_name(f->severity), f->what);
	if (f->todo != NULL)
		buf_printf(out, ": %s", f->todo);
	buf_printf(out, " [%s]\n", rule_id(f->rule));
}
