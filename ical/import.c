/* SPDX-License-Identifier: ISC */
#include "ical/import.h"
#include "ical/import_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* By its mark. */
static bool
is_utf16(const char *bytes, size_t n)
{
	return n >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

bool
ical_import_is(const char *bytes, size_t n)
{
	/* Of a file cut out of a calendar an entry is enough. */
	static const char *const begins[] = {"BEGIN:VCALENDAR", "BEGIN:VEVENT"};

	if (is_utf16(bytes, n))
		return memchr(bytes + 2, 'B', n < 4 ? 0 : 2) != NULL;
	for (size_t i = 0; i + 12 <= n; i++) {
		if (i > 0 && bytes[i - 1] != '\n' && bytes[i - 1] != '\r' &&
		    (unsigned char)bytes[i - 1] != 0xbf)
			continue;
		for (size_t k = 0; k < 2; k++)
			if (i + strlen(begins[k]) <= n &&
			    strncasecmp(bytes + i, begins[k], strlen(begins[k])) == 0)
				return true;
	}
	return false;
}

/* ---- the calendar as a whole ---- */

/* "my-conference.ics" is "my conference". */
static const char *
name_of_file(struct ics *x)
{
	const char *file = x->in->options.file, *last;
	char *name;
	size_t n;

	if (file == NULL)
		return NULL;
	last = strrchr(file, '/');
	name = arena_strdup(x->a, last != NULL ? last + 1 : file);
	n = strlen(name);
	if (n > 4 && strcasecmp(name + n - 4, ".ics") == 0)
		name[n - 4] = '\0';
	for (char *p = name; *p != '\0'; p++)
		if (*p == '-' || *p == '_')
			*p = ' ';
	return name;
}

/* Takes what a calendar says under a name, unless it is said already; what differs is told. */
static void
take_said(struct ics *x, const struct ics_component *c, const char *name, const char **to)
{
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		const char *s;

		if (strcmp(l->name, name) != 0 || (s = ics_text(x, l)) == NULL || *s == '\0')
			continue;
		if (*to == NULL)
			*to = s;
		else if (strcmp(*to, s) != 0)
			ics_not_carried(x, l);
	}
}

static void
tell_scale(struct ics *x, const struct ics_line *l)
{
	if (strcasecmp(l->value, "GREGORIAN") != 0)
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at,
		    "look whether the dates are right",
		    "the file goes by the calendar '%s': its dates are taken as Gregorian ones",
		    finding_quote(x->in->f, l->value));
}

static void
read_calendar(struct ics *x, const struct ics_component *c)
{
	/* How the file is written, and what is read elsewhere. */
	static const char *const known[] = {"VERSION", "PRODID", "METHOD", "X-WR-TIMEZONE",
	    "X-WR-CALNAME", "NAME", "X-WR-CALDESC", "DESCRIPTION", "URL", "X-ORIGINAL-URL", NULL};
	static const char *const marks[] = {"UID", "LAST-MODIFIED", "CREATED", "REFRESH-INTERVAL",
	    "X-PUBLISHED-TTL", "X-WR-RELCALID", NULL};
	struct intake_event *ev = &x->in->event;
	const char *before = ev->title, *name = NULL;

	take_said(x, c, "X-WR-CALNAME", &name);
	take_said(x, c, "NAME", &name);
	if (before == NULL)
		ev->title = name;
	else if (name != NULL && strcmp(name, before) != 0)
		finding_add(x->in->f, RULE_IMPORT_REPAIRED, c->at, NULL,
		    "the entries of '%s' come into the same event", finding_quote(x->in->f, name));
	take_said(x, c, "X-WR-CALDESC", &ev->abstract);
	take_said(x, c, "DESCRIPTION", &ev->abstract);
	take_said(x, c, "URL", &ev->url);
	take_said(x, c, "X-ORIGINAL-URL", &ev->url);
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];

		if (strcmp(l->name, "CALSCALE") == 0)
			tell_scale(x, l);
		else if (word_find(marks, l->name) >= 0)
			ics_made_anew(x, l);
		else if (word_find(known, l->name) < 0)
			ics_not_carried(x, l);
	}
}

/* ---- what has no place in an agenda ---- */

void
ics_left_out(struct ics *x, const struct ics_component *c)
{
	const char *todo = NULL, *what;

	if (strcmp(c->name, "VALARM") == 0) {
		what = "reminders are left out: each participant sets their own";
	} else if (strcmp(c->name, "VTODO") == 0) {
		what = "to-dos are left out";
		todo = "if its date matters to participants, write it as a deadline";
	} else if (strcmp(c->name, "VJOURNAL") == 0) {
		what = "journal entries are left out";
	} else if (strcmp(c->name, "VFREEBUSY") == 0) {
		what = "busy times are left out";
	} else {
		what = finding_words(x->in->f, "left out: %s", finding_quote(x->in->f, c->name));
	}
	intake_tally(x->in, RULE_IMPORT_DROPPED, c->at, what, todo);
}

/* All that stands in a component, at most ICAL_IMPORT_DEPTH_MAX deep. */
static void
tell_rest(struct ics *x, const struct ics_component *c)
{
	for (size_t i = 0; i < c->nparts; i++) {
		const struct ics_component *part = c->parts[i];

		if (strcmp(part->name, "VCALENDAR") == 0 || strcmp(part->name, "VEVENT") == 0)
			tell_rest(x, part);
		else if (strcmp(part->name, "VTIMEZONE") != 0)
			ics_left_out(x, part);
	}
}

/* ---- the file ---- */

static int
read_all(struct ics *x, const char *bytes, size_t n, struct err *e)
{
	if (setjmp(*arena_landing(x->a)) != 0)
		return err_set(
		    e, "%s: there is more in it than memory is allowed for", x->in->options.file);
	if (ics_scan(x, bytes, n, e) != 0)
		return -1;
	if (x->ncalendars + x->nentries == 0)
		return err_set(e, "%s: this is no calendar: there is no line BEGIN:VCALENDAR",
		    x->in->options.file);
	if (x->nentries == 0)
		return err_set(
		    e, "%s: there is no entry (VEVENT) in this calendar", x->in->options.file);
	x->in->event.at = x->ncalendars > 0 ? x->calendars[0]->at : x->entries[0]->at;
	ics_entries_begin(x);
	for (size_t i = 0; i < x->ncalendars; i++)
		read_calendar(x, x->calendars[i]);
	if (x->in->event.title == NULL)
		x->in->event.title = name_of_file(x);
	for (size_t i = 0; i < x->file.nlines; i++)
		intake_tally(x->in, RULE_IMPORT_DROPPED, x->file.lines[i].at,
		    "lines outside of the calendar are left out", NULL);
	ics_zones(x);
	for (size_t i = 0; i < x->nentries; i++)
		ics_entry(x, x->entries[i]);
	tell_rest(x, &x->file);
	return 0;
}

int
ical_import_read(struct intake *in, const char *bytes, size_t n, struct err *e)
{
	struct ics *x;
	int rc;

	if (n > INTAKE_FILE_MAX)
		return err_set(e, "%s: the file is larger than %d MB", in->options.file,
		    INTAKE_FILE_MAX / (1024 * 1024));
	if (is_utf16(bytes, n))
		return err_set(e, "%s: the file is UTF-16: save it as UTF-8", in->options.file);
	x = calloc(1, sizeof *x);
	if (x == NULL)
		return err_set(e, "out of memory");
	x->in = in;
	x->a = in->scratch;
	buf_init(&x->line, ICAL_IMPORT_LINE_MAX);
	rc = read_all(x, bytes, n, e);
	arena_no_landing(x->a);
	ics_let_go(x);
	buf_free(&x->line);
	free(x);
	return rc;
}
