/* SPDX-License-Identifier: ISC */
/* From bytes to lines and components. libical numbers no lines, and is quadratic in long ones and
 * recursive in nested ones: so it is given one line at a time. */
#include "ical/import.h"
#include "ical/import_private.h"

#include <string.h>
#include <strings.h>

enum { PARAMETERS_MAX = 100 }; /* of a line: libical is quadratic in them */

struct scan {
	struct ics *x;
	const char *s;
	size_t n, i;
	int line;      /* of `i` */
	char line_end; /* CR in a file that has no LF */
	struct ics_component *open;
	int depth;
};

static struct place
place(const struct scan *sc, int line)
{
	return (struct place){sc->x->in->options.file, line, 1};
}

/* Appends a physical line and goes past its end. */
static void
take_physical(struct scan *sc)
{
	while (sc->i < sc->n && sc->s[sc->i] != sc->line_end) {
		unsigned char c = (unsigned char)sc->s[sc->i++];

		if (c == '\r')
			continue;
		if (c >= ' ' ? c != 0x7f : c == '\t')
			buf_putc(&sc->x->line, (char)c);
		else
			intake_tally(sc->x->in, RULE_IMPORT_REPAIRED, place(sc, sc->line),
			    "control characters are taken out", NULL);
	}
	sc->i += sc->i < sc->n;
	sc->line++;
}

/* vCalendar 1.0, section 2.1.3: such a line goes on after a '=' at its end. */
static bool
is_quoted_printable(const struct buf *b)
{
	const char *colon = strchr(buf_str(b), ':');
	size_t n = colon == NULL ? 0 : (size_t)(colon - b->p);

	for (size_t i = 0; i + 16 <= n; i++)
		if (strncasecmp(b->p + i, "QUOTED-PRINTABLE", 16) == 0)
			return true;
	return false;
}

/* Goes to what continues the line, over empty lines before it; false if nothing does. */
static bool
find_continuation(struct scan *sc)
{
	size_t i = sc->i;
	int line = sc->line;

	for (; i < sc->n && (sc->s[i] == '\n' || sc->s[i] == '\r'); i++)
		line += sc->s[i] == sc->line_end;
	if (i >= sc->n || (sc->s[i] != ' ' && sc->s[i] != '\t'))
		return false;
	sc->i = i + 1;
	sc->line = line;
	return true;
}

/* The next line, unfolded; false at the end of the file. */
static bool
take_line(struct scan *sc, int *line)
{
	if (sc->i >= sc->n)
		return false;
	buf_clear(&sc->x->line);
	*line = sc->line;
	take_physical(sc);
	for (;;) {
		size_t n = sc->x->line.n;

		if (find_continuation(sc)) {
			take_physical(sc);
		} else if (sc->i < sc->n && n > 0 && sc->x->line.p[n - 1] == '=' &&
			   is_quoted_printable(&sc->x->line)) {
			sc->x->line.p[--sc->x->line.n] = '\0';
			take_physical(sc);
		} else {
			return true;
		}
	}
}

/* A name in upper case; the same one is kept once. */
static const char *
upper(struct ics *x, const char *s, size_t n)
{
	char small[64], *name = small;
	const char *known;

	if (n >= sizeof small)
		name = arena_alloc(x->a, n + 1);
	for (size_t i = 0; i < n; i++)
		name[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - ('a' - 'A')) : s[i];
	name[n] = '\0';
	known = names_get(&x->names, name);
	if (known != NULL)
		return known;
	name = arena_strndup(x->a, name, n);
	names_put(&x->names, name, name);
	return name;
}

/* ---- quoted-printable: RFC 2045 section 6.7 ---- */

static int
hex(char c)
{
	const char *digits = "0123456789ABCDEF0123456789abcdef", *p = strchr(digits, c);

	return c == '\0' || p == NULL ? -1 : (int)(p - digits) % 16;
}

/* Resolves it, and writes the line ends in it as iCalendar does. */
static void
resolve(char *out, const char *s)
{
	for (; *s != '\0'; s++) {
		int high = *s == '=' ? hex(s[1]) : -1, low = high < 0 ? -1 : hex(s[2]);
		char c = (char)(low < 0 ? *s : high * 16 + low);

		if (low >= 0)
			s += 2;
		if (low >= 0 && c == '\n') {
			*out++ = '\\';
			*out++ = 'n';
		} else if ((unsigned char)c >= ' ' || c == '\t') {
			*out++ = c;
		}
	}
}

/* ---- lines ---- */

/* Where the value begins: after the first ':' that is not in quotes; NULL if there is none. */
static const char *
value_of(const char *s)
{
	bool quoted = false;

	for (; *s != '\0'; s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (*s == ':' && !quoted)
			return s + 1;
	}
	return NULL;
}

/* In what stands before the value. */
static size_t
count_parameters(const char *s, const char *value)
{
	bool quoted = false;
	size_t n = 0;

	for (; s < value; s++) {
		quoted = *s == '"' ? !quoted : quoted;
		n += *s == ';' && !quoted;
	}
	return n;
}

/* The line without what libical stumbles over: blanks in the name, empty parameters. */
static const char *
tidy(struct scan *sc, const char *s, const char *value)
{
	char *line = arena_alloc(sc->x->a, strlen(s) + 1), *to = line;
	const char *name_end = s + strcspn(s, ";:");
	bool quoted = false;

	for (const char *p = s; p < value; p++) {
		quoted = *p == '"' ? !quoted : quoted;
		if ((p < name_end && (*p == ' ' || *p == '\t')) ||
		    (!quoted && *p == ';' && (p[1] == ';' || p[1] == ':')))
			continue;
		*to++ = *p;
	}
	if (is_quoted_printable(&sc->x->line))
		resolve(to, value);
	else
		memcpy(to, value, strlen(value));
	return line;
}

static void
add_line(struct scan *sc, int line)
{
	const char *s = buf_str(&sc->x->line), *value = value_of(s);
	size_t n = strcspn(s, ";:");
	struct ics_line *l;

	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	if (value == NULL || n == 0) {
		finding_add(sc->x->in->f, RULE_IMPORT_DROPPED, place(sc, line), NULL,
		    "this line is no property of a calendar: '%s'", finding_quote(sc->x->in->f, s));
		return;
	}
	if (count_parameters(s, value) > PARAMETERS_MAX) {
		finding_add(sc->x->in->f, RULE_IMPORT_DROPPED, place(sc, line), NULL,
		    "this line has more than %d parameters: it is left out: '%s'", PARAMETERS_MAX,
		    finding_quote(sc->x->in->f, s));
		return;
	}
	l = arena_push(sc->x->a, &sc->open->lines, &sc->open->nlines, sizeof *l);
	l->at = place(sc, line);
	l->name = upper(sc->x, s, n);
	l->s = tidy(sc, s, value);
	l->value = value_of(l->s);
}

/* ---- components ---- */

static void
close_open(struct scan *sc)
{
	sc->open = sc->open->parent;
	sc->depth--;
}

/* Before the END of one of these another begins only if an END is missing. */
static bool
is_whole(const char *name)
{
	return strcmp(name, "VEVENT") == 0 || strcmp(name, "VTODO") == 0 ||
	       strcmp(name, "VJOURNAL") == 0 || strcmp(name, "VCALENDAR") == 0 ||
	       strcmp(name, "VTIMEZONE") == 0;
}

static void
close_unclosed(struct scan *sc, struct place at)
{
	finding_add(sc->x->in->f, RULE_IMPORT_REPAIRED, at, NULL,
	    "END:%s is missing before this: what began in line %d is taken to end here",
	    finding_quote(sc->x->in->f, sc->open->name), sc->open->at.line);
	close_open(sc);
}

static bool
is_open(const struct scan *sc, const char *name)
{
	for (const struct ics_component *c = sc->open; c != NULL && c->name != NULL; c = c->parent)
		if (strcmp(c->name, name) == 0)
			return true;
	return false;
}

static int
begin(struct scan *sc, int line, const char *name, struct err *e)
{
	struct ics *x = sc->x;
	struct ics_component *c;

	while (is_whole(name) && is_open(sc, name))
		close_unclosed(sc, place(sc, line));
	if (++sc->depth > ICAL_IMPORT_DEPTH_MAX)
		return err_set(e, "%s:%d: more than %d components are within each other",
		    x->in->options.file, line, ICAL_IMPORT_DEPTH_MAX);
	c = arena_alloc(x->a, sizeof *c);
	*c = (struct ics_component){.name = name, .at = place(sc, line), .parent = sc->open};
	*(struct ics_component **)arena_push(x->a, &sc->open->parts, &sc->open->nparts, sizeof c) =
	    c;
	sc->open = c;
	if (strcmp(name, "VCALENDAR") == 0)
		*(struct ics_component **)arena_push(
		    x->a, &x->calendars, &x->ncalendars, sizeof c) = c;
	else if (strcmp(name, "VEVENT") == 0)
		*(struct ics_component **)arena_push(x->a, &x->entries, &x->nentries, sizeof c) = c;
	else if (strcmp(name, "VTIMEZONE") == 0)
		*(struct ics_component **)arena_push(x->a, &x->zones, &x->nzones, sizeof c) = c;
	return 0;
}

static void
end(struct scan *sc, int line, const char *name)
{
	if (!is_open(sc, name)) {
		finding_add(sc->x->in->f, RULE_IMPORT_REPAIRED, place(sc, line), NULL,
		    "END:%s ends nothing: it is passed over", finding_quote(sc->x->in->f, name));
		return;
	}
	while (strcmp(sc->open->name, name) != 0)
		close_unclosed(sc, place(sc, line));
	close_open(sc);
}

static int
look_at_line(struct scan *sc, int line, struct err *e)
{
	const char *s = buf_str(&sc->x->line);
	size_t n, blanks;

	while (*s == ' ' || *s == '\t')
		s++;
	n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	if (n == 0)
		return 0;
	if (n > 6 && strncasecmp(s, "BEGIN:", 6) == 0) {
		blanks = strspn(s + 6, " \t");
		return begin(sc, line, upper(sc->x, s + 6 + blanks, n - 6 - blanks), e);
	}
	if (n > 4 && strncasecmp(s, "END:", 4) == 0) {
		blanks = strspn(s + 4, " \t");
		end(sc, line, upper(sc->x, s + 4 + blanks, n - 4 - blanks));
	} else {
		add_line(sc, line);
	}
	return 0;
}

static int
scan_all(struct scan *sc, struct err *e)
{
	int line, nlines = 0;

	while (take_line(sc, &line)) {
		if (sc->x->line.failed)
			return err_set(e, "%s:%d: the line is longer than %d KB",
			    sc->x->in->options.file, line, ICAL_IMPORT_LINE_MAX / 1024);
		if (++nlines > ICAL_IMPORT_LINES_MAX)
			return err_set(e,
			    "%s:%d: there are more than %d lines in the file: split it",
			    sc->x->in->options.file, line, ICAL_IMPORT_LINES_MAX);
		if (look_at_line(sc, line, e) != 0)
			return -1;
	}
	while (sc->open->parent != NULL)
		close_unclosed(sc, place(sc, sc->line));
	return 0;
}

int
ics_scan(struct ics *x, const char *bytes, size_t n, struct err *e)
{
	struct scan sc = {.x = x, .s = bytes, .n = n, .line = 1, .open = &x->file};

	names_init(&x->names, x->a);
	sc.line_end = memchr(bytes, '\n', n) != NULL ? '\n' : '\r';

	if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		sc.i = 3;
	return scan_all(&sc, e);
}

const struct ics_line *
ics_find(const struct ics_component *c, const char *name)
{
	for (size_t i = 0; i < c->nlines; i++)
		if (strcmp(c->lines[i].name, name) == 0)
			return &c->lines[i];
	return NULL;
}
