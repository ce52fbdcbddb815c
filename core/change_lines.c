/* SPDX-License-Identifier: ISC */
/* A change with all that differs: in lines for people, in JSON for programs. */
#include "core/change_private.h"

#include "core/words.h"

#include <string.h>

enum { EXCERPT_MAX = 60 /* bytes shown of what differs in a long text */ };

/* ---- the text that differs ---- */

const char *
change_language(const struct text *old, const struct text *now, const char *lang)
{
	if (strcmp(text_get(old, lang, NULL), text_get(now, lang, NULL)) != 0)
		return lang;
	for (size_t i = 0; i < now->n; i++)
		if (strcmp(text_get(old, now->in[i].lang, NULL), now->in[i].s) != 0)
			return now->in[i].lang;
	for (size_t i = 0; i < old->n; i++)
		if (strcmp(text_get(now, old->in[i].lang, NULL), old->in[i].s) != 0)
			return old->in[i].lang;
	return lang;
}

/* Bytes that two strings begin with alike, up to the beginning of a word. */
static size_t
common_start(const char *a, const char *b)
{
	size_t word = 0;

	for (size_t i = 0; a[i] != '\0' && a[i] == b[i]; i++)
		if (a[i] == ' ' || a[i] == '\n')
			word = i + 1;
	return word;
}

/* Bytes that they end with alike, from the end of a word, none of the first `from`. */
static size_t
common_end(const char *a, const char *b, size_t from)
{
	size_t na = strlen(a), nb = strlen(b), word = 0;

	for (size_t i = 1; i <= na - from && i <= nb - from && a[na - i] == b[nb - i]; i++)
		if (a[na - i] == ' ' || a[na - i] == '\n')
			word = i;
	return word;
}

/* The part of `s` from `from` to `to` on one line, cut after EXCERPT_MAX. */
static void
put_excerpt(struct buf *out, const char *s, size_t from, size_t to)
{
	size_t end = to - from > EXCERPT_MAX ? from + EXCERPT_MAX : to;

	while (end > from && end < to && ((unsigned char)s[end] & 0xc0) == 0x80)
		end--;
	buf_puts(out, from > 0 ? "'…" : "'");
	for (size_t i = from; i < end; i++)
		buf_putc(out, s[i] == '\n' || s[i] == '\t' ? ' ' : s[i]);
	buf_puts(out, end < strlen(s) ? "…'" : "'");
}

/* What differs in a text, old and new; the whole of a short one. */
static void
put_texts(struct buf *out, const char *old, const char *now)
{
	size_t start = 0, end = 0;

	if (strlen(old) > EXCERPT_MAX || strlen(now) > EXCERPT_MAX) {
		start = common_start(old, now);
		end = common_end(old, now, start);
	}
	put_excerpt(out, old, start, strlen(old) - end);
	buf_puts(out, " → ");
	put_excerpt(out, now, start, strlen(now) - end);
}

/* ---- one detail ---- */

static bool
is_word(const struct text *t)
{
	return t->n == 1 && *t->in[0].lang == '\0';
}

static void
put_value(struct buf *out, const struct text *t, const char *lang)
{
	const char *s = text_get(t, lang, NULL);

	if (is_word(t))
		buf_puts(out, s);
	else
		put_excerpt(out, s, 0, strlen(s));
}

static void
put_single(struct buf *out, const struct change_detail *de, const char *lang)
{
	const char *in;

	if (de->nold == 0) {
		buf_puts(out, "+ ");
		put_value(out, &de->now[0], lang);
	} else if (de->nnow == 0) {
		buf_puts(out, "− ");
		put_value(out, &de->old[0], lang);
	} else if (is_word(&de->old[0])) {
		put_value(out, &de->old[0], lang);
		buf_puts(out, " → ");
		put_value(out, &de->now[0], lang);
	} else {
		in = change_language(&de->old[0], &de->now[0], lang);
		if (strcmp(in, lang) != 0)
			buf_printf(out, "(%s) ", in);
		put_texts(out, text_get(&de->old[0], in, NULL), text_get(&de->now[0], in, NULL));
	}
}

static bool
has_text(const struct text *items, size_t n, const struct text *t)
{
	for (size_t i = 0; i < n; i++)
		if (text_eq(&items[i], t))
			return true;
	return false;
}

/* Those of `a` that are not in `b`, after a sign; whether there were any. */
static bool
put_only(struct buf *out, const char *sign, const struct text *a, size_t na, const struct text *b,
    size_t nb, const char *lang)
{
	const char *before = sign;

	for (size_t i = 0; i < na; i++) {
		if (has_text(b, nb, &a[i]))
			continue;
		buf_printf(out, "%s%s", before, text_get(&a[i], lang, NULL));
		before = ", ";
	}
	return before != sign;
}

static void
put_list(struct buf *out, const struct change_detail *de, const char *lang)
{
	bool more = put_only(out, "+ ", de->now, de->nnow, de->old, de->nold, lang);
	bool less = put_only(out, more ? "; − " : "− ", de->old, de->nold, de->now, de->nnow, lang);

	if (!more && !less)
		buf_puts(out, "in another order");
}

/* Whether the first line says it already. */
static bool
is_told(const struct change *c, const struct change_detail *de)
{
	if (strcmp(de->key, "status") == 0)
		return (c->what & (CHANGE_CANCELLED | CHANGE_RESTORED)) != 0 ||
		       c->status == STATUS_POSTPONED;
	return (c->what & CHANGE_PLACE) != 0 &&
	       (strcmp(de->key, "room") == 0 ||
		   (strcmp(de->key, "venue") == 0 && c->entry == ENTRY_EVENT));
}

void
change_describe_whole(struct buf *out, const struct change *c, const char *lang, const char *indent)
{
	buf_puts(out, indent);
	change_put_line(out, c, lang, c->ndetails == 0);
	buf_putc(out, '\n');
	for (size_t i = 0; i < c->ndetails; i++) {
		const struct change_detail *de = &c->details[i];

		if (is_told(c, de))
			continue;
		buf_printf(out, "%s    %s: ", indent, de->key);
		if (de->is_list)
			put_list(out, de, lang);
		else
			put_single(out, de, lang);
		buf_putc(out, '\n');
	}
}

/* ---- JSON ---- */

static void
json_texts(struct json *j, const char *key, const struct text *items, size_t n, const char *lang)
{
	json_key(j, key);
	json_open_array(j);
	for (size_t i = 0; i < n; i++)
		json_string(j, text_get(&items[i], lang, NULL));
	json_close_array(j);
}

static void
json_time(struct json *j, const char *key, const struct tz *zone, int64_t when)
{
	char text[26];

	tz_format_rfc3339(when, zone_at(zone, when).offset, text);
	json_put_string(j, key, text);
}

static void
json_slot(struct json *j, const char *key, const struct slot *slot, const struct tz *zone)
{
	char day[11];

	if (!date_is_set(slot->day))
		return;
	json_key(j, key);
	json_open_object(j);
	date_format(slot->day, day);
	json_put_string(j, "day", day);
	if (slot->has_start)
		json_time(j, "start", zone, slot->start);
	if (slot->has_start && slot->has_end)
		json_time(j, "end", zone, slot->end);
	json_close_object(j);
}

static void
json_dates(struct json *j, const char *key, const struct span *span)
{
	char first[11], last[11];

	if (span->precision == PRECISION_NONE)
		return;
	date_format(span->first, first);
	date_format(span->last, last);
	json_key(j, key);
	json_open_object(j);
	json_put_string(j, "first", first);
	json_put_string(j, "last", last);
	json_close_object(j);
}

static void
json_details(struct json *j, const struct change *c, const char *lang)
{
	json_key(j, "details");
	json_open_array(j);
	for (size_t i = 0; i < c->ndetails; i++) {
		json_open_object(j);
		json_put_string(j, "key", c->details[i].key);
		json_texts(j, "old", c->details[i].old, c->details[i].nold, lang);
		json_texts(j, "new", c->details[i].now, c->details[i].nnow, lang);
		json_close_object(j);
	}
	json_close_array(j);
}

static void
json_when(struct json *j, const struct change *c)
{
	if (c->entry == ENTRY_EVENT) {
		json_dates(j, "oldDates", &c->old_dates);
		json_dates(j, "dates", &c->dates);
	}
	json_slot(j, "oldSlot", &c->old_slot, c->zone);
	json_slot(j, "slot", &c->slot, c->zone);
}

static void
json_words(struct json *j, const struct change *c, const char *lang, size_t max)
{
	struct buf line;

	buf_init(&line, max);
	change_describe(&line, c, lang);
	json_put_string(j, "text", buf_str(&line));
	buf_free(&line);
}

void
change_json(struct json *j, const struct change *c, const char *lang)
{
	static const char *const entries[] = {
	    [ENTRY_EVENT] = "event", [ENTRY_DEADLINE] = "deadline", [ENTRY_SESSION] = "session"};

	json_open_object(j);
	json_put_string(j, "kind", change_kind(c));
	json_put_string(j, "entry", entries[c->entry]);
	json_put_string(j, "event", c->event_id);
	if (c->session_id != NULL)
		json_put_string(j, "session", c->session_id);
	json_put_string(j, "title", text_get(&c->title, lang, NULL));
	if ((c->what & CHANGE_TITLE) != 0)
		json_put_string(j, "oldTitle", text_get(&c->old_title, lang, NULL));
	json_put_string(j, "status", status_words[c->status]);
	if (c->zone != NULL)
		json_put_string(j, "timezone", tz_name(c->zone));
	json_when(j, c);
	json_texts(j, "oldRooms", c->old_rooms, c->nold_rooms, lang);
	json_texts(j, "rooms", c->rooms, c->nrooms, lang);
	json_details(j, c, lang);
	json_words(j, c, lang, j->out->max);
	json_close_object(j);
}
