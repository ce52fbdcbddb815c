/* SPDX-License-Identifier: ISC */
/* Findings for programs: JSON, and the workflow commands of GitHub Actions. */
#include "cli/tell.h"

#include "core/json.h"

#include <string.h>

enum { FINDING_BYTES_MAX = 64 * 1024 /* of what is written for one finding */ };

static void
flush(FILE *f, struct buf *b)
{
	fwrite(buf_str(b), 1, b->n, f);
	buf_clear(b);
}

static void
put_name(struct buf *b, const struct telling *t, const struct finding *fi)
{
	buf_puts(b, t->dir);
	buf_puts(b, fi->at.file);
}

/* A number, or null where it is not known. */
static void
put_number(struct json *j, const char *key, int n)
{
	json_key(j, key);
	if (n > 0)
		json_int(j, n);
	else
		json_string(j, NULL);
}

static void
json_finding(struct json *j, const struct telling *t, struct tell_source *src,
    const struct finding *fi, struct buf *name)
{
	bool has_line = tell_seek(src, t, fi);

	buf_clear(name);
	if (fi->at.file != NULL)
		put_name(name, t, fi);
	json_open_object(j);
	json_put_string(j, "file", fi->at.file == NULL ? NULL : buf_str(name));
	put_number(j, "line", fi->at.line);
	put_number(j, "column", fi->at.col);
	put_number(
	    j, "endColumn", has_line ? fi->at.col + excerpt_length(&src->excerpt) : fi->at.col);
	json_put_string(j, "severity", severity_name(fi->severity));
	json_put_string(j, "rule", rule_id(fi->rule));
	json_put_string(j, "message", fi->what);
	json_put_string(j, "todo", fi->todo);
	json_put_string(j, "help", rule_help(fi->rule));
	json_close_object(j);
}

void
tell_json(FILE *f, const struct telling *t)
{
	const struct findings *fs = t->findings;
	struct tell_source src = {0};
	struct buf out, name;
	struct json j;

	buf_init(&out, FINDING_BYTES_MAX);
	buf_init(&name, FINDING_BYTES_MAX);
	j = json_begin(&out);
	json_open_object(&j);
	json_key(&j, "findings");
	json_open_array(&j);
	for (size_t i = 0; i < fs->n; i++) {
		json_finding(&j, t, &src, &fs->items[i], &name);
		flush(f, &out);
	}
	json_close_array(&j);
	json_put_int(&j, "errors", (int64_t)fs->errors);
	json_put_int(&j, "warnings", (int64_t)fs->warnings);
	json_put_int(&j, "notes", (int64_t)fs->notes);
	json_put_int(&j, "dropped", (int64_t)fs->dropped);
	json_close_object(&j);
	json_end(&j);
	flush(f, &out);
	buf_free(&out);
	buf_free(&name);
}

/* ---- GitHub Actions: docs.github.com, "Workflow commands for GitHub Actions" ---- */

/* A value of a command: what would end it is written by its number; `is_property` of one of those
 * before the message. */
static void
put_escaped(struct buf *b, const char *s, bool is_property)
{
	for (; *s != '\0'; s++) {
		if (*s == '%' || *s == '\r' || *s == '\n' ||
		    (is_property && (*s == ':' || *s == ',')))
			buf_printf(b, "%%%02X", (unsigned char)*s);
		else
			buf_putc(b, *s);
	}
}

static void
put_command(
    struct buf *b, const struct telling *t, struct tell_source *src, const struct finding *fi)
{
	static const char *const commands[] = {"", "notice", "warning", "error"};

	buf_printf(b, "::%s ", commands[fi->severity]);
	if (fi->at.file != NULL) {
		buf_puts(b, "file=");
		put_escaped(b, t->dir, true);
		put_escaped(b, fi->at.file, true);
		buf_putc(b, ',');
	}
	if (fi->at.line > 0)
		buf_printf(b, "line=%d,col=%d,", fi->at.line, fi->at.col);
	if (tell_seek(src, t, fi))
		buf_printf(b, "endColumn=%d,", fi->at.col + excerpt_length(&src->excerpt));
	buf_printf(b, "title=%s::", rule_id(fi->rule));
	put_escaped(b, fi->what, false);
	if (fi->todo != NULL) {
		buf_puts(b, ": ");
		put_escaped(b, fi->todo, false);
	}
	buf_putc(b, '\n');
}

void
tell_github(FILE *f, const struct telling *t)
{
	struct tell_source src = {0};
	struct buf b;

	buf_init(&b, FINDING_BYTES_MAX);
	for (size_t i = 0; i < t->findings->n; i++) {
		put_command(&b, t, &src, &t->findings->items[i]);
		flush(f, &b);
	}
	buf_free(&b);
	tell_count(f, t->findings);
}
