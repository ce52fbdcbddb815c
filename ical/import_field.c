/* SPDX-License-Identifier: ISC */
/* What the properties of a VEVENT say (RFC 5545 section 3.8), but for when it is. */
#include "ical/import_private.h"

#include "core/from_html.h"

#include <string.h>
#include <strings.h>

enum {
	LONG_LINE = 160,    /* bytes of a line that is a paragraph of its own */
	NAMES_TOLD_MAX = 60 /* properties that are told by name */
};

/* ---- what is not carried over ---- */

/* The name, or what a family of names begins with: "X-MICROSOFT-…". */
static const char *
family(struct ics *x, const char *name)
{
	const char *bar = strncmp(name, "X-", 2) == 0 ? strchr(name + 2, '-') : NULL;

	return bar == NULL ? name
			   : arena_printf(x->a, "%.*s-\xe2\x80\xa6", (int)(bar - name), name);
}

void
ics_not_carried(struct ics *x, const struct ics_line *l)
{
	static char told;
	const char *name = family(x, l->name);

	if (names_get(&x->told, name) == NULL) {
		if (x->ntold >= NAMES_TOLD_MAX)
			name = "further properties";
		else
			names_put(&x->told, name, &told);
		x->ntold++;
	}
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    finding_words(x->in->f, "not carried over: %s", finding_quote(x->in->f, name)), NULL);
}

void
ics_made_anew(struct ics *x, const struct ics_line *l)
{
	intake_tally(x->in, RULE_IMPORT_REPAIRED, l->at,
	    "what programs note for each other (UID, SEQUENCE, DTSTAMP and the like) is made anew "
	    "when this is published",
	    NULL);
}

/* ---- texts ---- */

/* Whether a line of plain text begins an item of a list. */
static bool
is_item(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (digits > 0)
		return digits <= 3 && strchr(".)", s[digits]) != NULL && s[digits] != '\0' &&
		       s[digits + 1] == ' ';
	return *s != '\0' && strchr("-*+", *s) != NULL && s[1] == ' ';
}

/* Whether a line is only a stroke: "-----". */
static bool
is_stroke(const char *s, size_t n)
{
	return n >= 2 && strchr("-=_*", *s) != NULL && strspn(s, (char[]){*s, '\0'}) >= n;
}

/* Plain text as CommonMark: its lines stay lines, long ones are paragraphs. */
static const char *
plain(struct ics *x, const char *s)
{
	char *out = arena_alloc(x->a, 4 * strlen(s) + 16), *to = out;
	bool is_para = false, in_list = false;
	size_t n, before = 0; /* bytes of this line and of the one before */

	for (; *s != '\0'; before = n) {
		s += strspn(s, " \t\r");
		n = strcspn(s, "\n");
		while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
			n--;
		if (n == 0 || is_stroke(s, n)) {
			memcpy(to, "\n\n***\n", 7);
			to += n == 0 ? 1 : 6;
			is_para = in_list = false;
		} else {
			if (is_para && (is_item(s) ? !in_list : before >= LONG_LINE))
				*to++ = '\n';
			else if (is_para && !is_item(s))
				*to++ = '\\';
			in_list = is_item(s) || (in_list && is_para);
			if (to > out)
				*to++ = '\n';
			memcpy(to, s, n);
			to += n;
			is_para = true;
		}
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	*to = '\0';
	return out;
}

static const char *
description(struct ics *x, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	return s == NULL || looks_like_html(s, strlen(s)) ? s : plain(x, s);
}

static bool
is_url(const char *s)
{
	return strncasecmp(s, "https://", 8) == 0 || strncasecmp(s, "http://", 7) == 0;
}

/* ---- one function a property ---- */

static void
take_summary(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	en->title = ics_text(x, l);
}

static void
take_description(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (en->abstract == NULL)
		en->abstract = description(x, l);
}

/* The same in HTML, of which more can be kept. */
static void
take_html(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s == NULL || *s == '\0')
		return;
	if (looks_like_html(s, strlen(s)))
		en->abstract = s;
	else if (en->abstract == NULL)
		en->abstract = plain(x, s);
	else
		ics_not_carried(x, l);
}

/* The first address is the one to join by. */
static void
add_join(struct ics *x, struct intake_entry *en, const char *url)
{
	if (en->join == NULL)
		en->join = url;
	else if (strcmp(en->join, url) != 0)
		intake_add_link(x->in, en, (struct intake_link){.url = url});
}

static void
take_location(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s == NULL || s[strspn(s, " \t\n")] == '\0')
		return;
	if (is_url(s) && strpbrk(s, " \n") == NULL)
		add_join(x, en, s);
	else
		intake_add_room(x->in, en, s);
}

static void
take_status(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (strcasecmp(l->value, "CANCELLED") == 0 || strcasecmp(l->value, "CANCELED") == 0)
		en->status = STATUS_CANCELLED;
	else if (strcasecmp(l->value, "TENTATIVE") == 0)
		en->status = STATUS_TENTATIVE;
	else if (strcasecmp(l->value, "CONFIRMED") != 0)
		ics_unreadable(x, l);
}

static void
take_class(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (strcasecmp(l->value, "PUBLIC") == 0 || *l->value == '\0')
		return;
	en->visibility = VISIBILITY_PRIVATE;
	intake_tally(x->in, RULE_IMPORT_DOUBTFUL, l->at,
	    "this is private or confidential: it gets 'visibility: private' and is not published",
	    NULL);
}

static void
take_categories(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	size_t n;
	const char **all;

	if (!x->has_strands) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
		    "categories that do not look like tracks are left out", NULL);
		return;
	}
	all = ics_texts(x, l, &n);
	for (size_t i = 0; i < n; i++)
		if (*all[i] != '\0')
			intake_add_track(x->in, en, (struct intake_track){.title = all[i]});
}

static void
take_url(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	en->url = ics_text(x, l);
}

static void
take_join(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s != NULL && is_url(s))
		add_join(x, en, s);
	else if (s != NULL)
		ics_not_carried(x, l);
}

static void
take_attach(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *label;

	if (!is_url(l->value)) {
		ics_not_carried(x, l);
		return;
	}
	label = ics_param(x, l, "FILENAME");
	if (label == NULL)
		label = ics_param(x, l, "X-FILENAME");
	intake_add_link(x->in, en, (struct intake_link){.url = l->value, .label = label});
}

static void
take_organizer(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *name = ics_param(x, l, "CN");

	if (name != NULL && *name != '\0' && strchr(name, '@') == NULL)
		intake_add_person(
		    x->in, en, (struct intake_person){.name = name, .as = ROLE_ORGANISER});
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    "addresses of organisers are not carried over: they are private", NULL);
}

static void
take_attendee(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	(void)en;
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    "attendees and contacts are not carried over: they are private",
	    "write those who speak into 'people'");
}

static void
take_mark(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	(void)en;
	ics_made_anew(x, l);
}

static const struct field {
	const char *name;
	bool is_one; /* an entry has it once (RFC 5545 section 3.6.1): of several the first is taken
		      */
	void (*take)(struct ics *x, struct intake_entry *en, const struct ics_line *l);
	/* NULL: import_entry.c and import_repeat.c see to it */
} fields[] = {{"SUMMARY", true, take_summary}, {"DESCRIPTION", true, take_description},
    {"X-ALT-DESC", false, take_html}, {"STYLED-DESCRIPTION", false, take_html},
    {"LOCATION", true, take_location}, {"STATUS", true, take_status}, {"CLASS", true, take_class},
    {"CATEGORIES", false, take_categories}, {"URL", true, take_url},
    {"CONFERENCE", false, take_join}, {"X-GOOGLE-CONFERENCE", false, take_join},
    {"X-MICROSOFT-SKYPETEAMSMEETINGURL", false, take_join}, {"ATTACH", false, take_attach},
    {"ORGANIZER", true, take_organizer}, {"ATTENDEE", false, take_attendee},
    {"CONTACT", false, take_attendee}, {"UID", false, take_mark}, {"DTSTAMP", false, take_mark},
    {"CREATED", false, take_mark}, {"LAST-MODIFIED", false, take_mark},
    {"SEQUENCE", false, take_mark}, {"METHOD", false, take_mark}, {"TRANSP", false, take_mark},
    {"DTSTART", true, NULL}, {"DTEND", true, NULL}, {"DURATION", true, NULL},
    {"RECURRENCE-ID", true, NULL}, {"RRULE", false, NULL}, {"RDATE", false, NULL},
    {"EXDATE", false, NULL}};

enum { NFIELDS = sizeof fields / sizeof fields[0] };

static void
tell_again(struct ics *x, const struct ics_line *l)
{
	finding_add(x->in->f, RULE_IMPORT_DROPPED, l->at, NULL,
	    "there is another %s in this entry, and that is taken", l->name);
}

/* Whether its calendar tells that all in it is cancelled (RFC 5546 section 3.2.5). */
static bool
is_called_off(const struct ics_component *c)
{
	const struct ics_line *method = c->parent == NULL ? NULL : ics_find(c->parent, "METHOD");

	return method != NULL && strcasecmp(method->value, "CANCEL") == 0;
}

void
ics_entry_read(struct ics *x, const struct ics_component *c, struct intake_entry *out)
{
	bool is_seen[NFIELDS] = {false};

	*out = (struct intake_entry){.at = c->at,
	    .minutes = -1,
	    .status = is_called_off(c) ? STATUS_CANCELLED : STATUS_CONFIRMED};
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		size_t k = 0;

		while (k < NFIELDS && strcmp(fields[k].name, l->name) != 0)
			k++;
		if (k == NFIELDS)
			ics_not_carried(x, l);
		else if (fields[k].is_one && is_seen[k])
			tell_again(x, l);
		else if (fields[k].take != NULL)
			fields[k].take(x, out, l);
		if (k < NFIELDS)
			is_seen[k] = true;
	}
}
