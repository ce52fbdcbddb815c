/* SPDX-License-Identifier: ISC */
#include "data/template.h"

#include <stdio.h>
#include <string.h>

/* The files of data/templates, within the program; see the Makefile. */
extern const char template_site[], template_conference[], template_forum[], template_webinar[],
    template_side_event[], template_call[];

const char *const template_kinds[] = {"conference", "forum", "webinar", "side-event", "call", NULL};

static const char *
find_text(const char *kind)
{
	const char *const texts[] = {template_conference, template_forum, template_webinar,
	    template_side_event, template_call};

	if (strcmp(kind, "site") == 0)
		return template_site;
	for (size_t i = 0; template_kinds[i] != NULL; i++)
		if (strcmp(kind, template_kinds[i]) == 0)
			return texts[i];
	return NULL;
}

/* Puts the value of "@NAME@" at `s`; how many bytes that took, 0 if it is none. */
static size_t
put_value(struct buf *out, const char *s, const struct template_values *v)
{
	char first[11], second[11], year[5];
	const struct {
		const char *name, *value;
	} values[] = {{"@EVENT@", v->event}, {"@ZONE@", v->zone}, {"@FIRST@", first},
	    {"@SECOND@", second}, {"@YEAR@", year}};

	date_format(v->first, first);
	date_format(v->second, second);
	snprintf(year, sizeof year, "%.4s", first);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		size_t n = strlen(values[i].name);

		if (strncmp(s, values[i].name, n) == 0) {
			buf_puts(out, values[i].value);
			return n;
		}
	}
	return 0;
}

bool
template_write(struct buf *out, const char *kind, const struct template_values *v)
{
	const char *s = find_text(kind);
	size_t n;

	if (s == NULL)
		return false;
	while (*s != '\0') {
		n = strcspn(s, "@");
		buf_put(out, s, n);
		s += n;
		if (*s == '\0')
			break;
		n = put_value(out, s, v);
		if (n == 0)
			buf_putc(out, *s);
		s += n > 0 ? n : 1;
	}
	return true;
}
