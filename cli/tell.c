/* SPDX-License-Identifier: ISC */
#include "cli/tell.h"

#include "cli/term.h"
#include "cli/text.h"
#include "core/utf8.h"

#include <string.h>
#include <unistd.h>

enum {
	LINE_MAX_BYTES = 64 * 1024, /* of what is written for one finding */
	EXCERPT_COLUMNS = 100,      /* of a line of a file, when not on a terminal */
	NUMBER_COLUMNS = 5,
	HANGING = 4 /* columns before the further lines of a wrapped finding */
};

/* A text being told. */
struct writing {
	FILE *f;
	const struct telling *t;
	struct tell_source source;
	size_t width; /* of the terminal; 0: none */
	struct buf line, mark;
};

static const enum term_look looks[] = {TERM_PLAIN, TERM_BLUE, TERM_YELLOW, TERM_RED};

bool
tell_seek(struct tell_source *s, const struct telling *t, const struct finding *fi)
{
	if (fi->at.file == NULL || fi->at.line == 0)
		return false;
	if (s->name == NULL || strcmp(s->name, fi->at.file) != 0) {
		const struct source *src = sources_find(t->sources, fi->at.file);

		s->name = fi->at.file;
		s->is_there = src != NULL;
		s->excerpt = excerpt_begin(src == NULL ? "" : src->bytes, src == NULL ? 0 : src->n);
	}
	return s->is_there && excerpt_seek(&s->excerpt, fi->at.line, fi->at.col);
}

/* The finding in words, wrapped to the terminal. */
static void
put_wrapped(struct writing *w, const struct finding *fi)
{
	const char *severity = severity_name(fi->severity);
	size_t at, n;

	buf_clear(&w->line);
	finding_place_format(&w->line, fi, w->t->dir);
	term_puts(w->f, buf_str(&w->line));
	term_look_puts(w->f, looks[fi->severity], severity);
	at = utf8_width(buf_str(&w->line)) + strlen(severity);
	n = w->line.n + strlen(severity);
	buf_clear(&w->line);
	finding_format(&w->line, fi, w->t->dir);
	if (w->line.failed)
		return;
	w->line.p[w->line.n - 1] = '\0'; /* text_wrap has a line end of its own */
	text_wrap(w->f, w->line.p + n, at, HANGING, w->width, TERM_PLAIN);
}

static void
put_line(struct writing *w, const struct finding *fi)
{
	buf_clear(&w->line);
	finding_format(&w->line, fi, w->t->dir);
	term_puts(w->f, buf_str(&w->line));
}

/* The line of the file, and the mark below it. */
static void
put_excerpt(struct writing *w, const struct finding *fi)
{
	size_t columns = w->width == 0 ? EXCERPT_COLUMNS : w->width, blanks;

	if (!tell_seek(&w->source, w->t, fi))
		return;
	buf_clear(&w->line);
	buf_clear(&w->mark);
	excerpt_put(&w->source.excerpt, columns - NUMBER_COLUMNS - 3, &w->line, &w->mark);
	blanks = strspn(buf_str(&w->mark), " ");
	fprintf(w->f, "%*d | %s\n%*s | %*s", NUMBER_COLUMNS, fi->at.line, buf_str(&w->line),
	    NUMBER_COLUMNS, "", (int)blanks, "");
	term_look_puts(w->f, looks[fi->severity], buf_str(&w->mark) + blanks);
	fputc('\n', w->f);
}

/* Whether the finding is told of the same place as the one before it. */
static bool
same_place(const struct finding *a, const struct finding *b)
{
	return place_cmp(&a->at, &b->at) == 0;
}

static void
put_finding(struct writing *w, size_t i)
{
	const struct findings *fs = w->t->findings;
	const struct finding *fi = &fs->items[i];

	if (w->width > 0)
		put_wrapped(w, fi);
	else
		put_line(w, fi);
	if (i + 1 == fs->n || !same_place(fi, fi + 1))
		put_excerpt(w, fi);
}

/* After the last finding of a file, how many more there are. */
static void
put_more(struct writing *w, size_t i)
{
	const struct findings *fs = w->t->findings;
	const char *file = fs->items[i].at.file;
	const char *next = i + 1 < fs->n ? fs->items[i + 1].at.file : NULL;
	size_t more;

	if (file == NULL || (next != NULL && strcmp(next, file) == 0))
		return;
	more = findings_left_out(fs, file);
	if (more == 0)
		return;
	fprintf(w->f, "and %zu more in ", more);
	term_puts(w->f, w->t->dir);
	term_puts(w->f, file);
	fputs(": mend these first\n", w->f);
}

static void
put_count(FILE *f, size_t n, const char *one, bool *first)
{
	if (n == 0)
		return;
	fprintf(f, "%s%zu %s%s", *first ? "" : ", ", n, one, n == 1 ? "" : "s");
	*first = false;
}

void
tell_count(FILE *f, const struct findings *fs)
{
	bool first = true;

	if (fs->n == 0)
		return;
	put_count(f, fs->errors, "error", &first);
	put_count(f, fs->warnings, "warning", &first);
	put_count(f, fs->notes, "note", &first);
	if (fs->dropped > 0)
		fprintf(f, " (%zu not shown)", fs->dropped);
	fputc('\n', f);
}

static void
tell_text(FILE *f, const struct telling *t)
{
	struct writing w = {.f = f, .t = t};

	if (isatty(fileno(f)))
		w.width = text_width(f);
	buf_init(&w.line, LINE_MAX_BYTES);
	buf_init(&w.mark, LINE_MAX_BYTES);
	for (size_t i = 0; i < t->findings->n; i++) {
		put_finding(&w, i);
		put_more(&w, i);
	}
	tell_count(f, t->findings);
	buf_free(&w.line);
	buf_free(&w.mark);
}

void
tell_findings(FILE *f, const struct telling *t, enum output format)
{
	switch (format) {
	case OUTPUT_TEXT: tell_text(f, t); break;
	case OUTPUT_JSON: tell_json(f, t); break;
	case OUTPUT_GITHUB: tell_github(f, t); break;
	}
}
