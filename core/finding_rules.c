/* SPDX-License-Identifier: ISC */
/* The table of rules, and what a site says about them: their severities, and where they are not
 * told. */
#include "core/finding_private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum change { FIXED, SETTABLE };

static const struct {
	const char *id;
	enum severity severity;
	enum change change;
	const char *help;
} rules[] = {
#define X(name, id, severity, change, help) {id, SEVERITY_##severity, change, help},
    RULES(X)
#undef X
};

const char *const severity_words[] = {"off", "note", "warning", "error", NULL};

/* What is not told: extents of one file are apart, or one within the other. */
struct allow {
	struct extent where;
	struct place said;
	enum rule rule;
	bool used;
	size_t up; /* the next that holds its beginning, of another rule or around it; or NONE */
};

#define NONE SIZE_MAX

const char *
rule_id(enum rule r)
{
	return rules[r].id;
}

enum severity
rule_severity(enum rule r)
{
	return rules[r].severity;
}

bool
rule_is_settable(enum rule r)
{
	return rules[r].change == SETTABLE;
}

int
rule_find(const char *id)
{
	for (int r = 0; r < RULE_COUNT; r++)
		if (strcmp(rules[r].id, id) == 0)
			return r;
	return -1;
}

const char *
rule_help(enum rule r)
{
	return rules[r].help;
}

const char *
severity_name(enum severity s)
{
	return severity_words[s];
}

void
finding_tally(struct findings *f, enum severity severity, int by)
{
	size_t *n[] = {NULL, &f->notes, &f->warnings, &f->errors};

	if (severity != SEVERITY_OFF)
		*n[severity] += (size_t)by;
}

void
findings_set_rule(struct findings *f, enum rule rule, enum severity severity)
{
	if (!rule_is_settable(rule))
		return;
	f->level[rule] = severity;
	for (size_t i = f->n; i-- > 0;) {
		if (f->items[i].rule != rule)
			continue;
		finding_tally(f, f->items[i].severity, -1);
		finding_tally(f, severity, 1);
		f->items[i].severity = severity;
		if (severity == SEVERITY_OFF)
			finding_drop(f, i);
	}
}

void
findings_allow(struct findings *f, enum rule rule, struct extent where, struct place said)
{
	struct allow *a;

	if (!rule_is_settable(rule))
		return;
	where.from.file = finding_file(f, where.from.file);
	said.file = finding_file(f, said.file);
	a = arena_push(f->arena, &f->allows, &f->nallows, sizeof *a);
	*a = (struct allow){where, said, rule, false, NONE};
}

static bool
holds(const struct extent *e, const struct place *p)
{
	if (e->from.file == NULL || p->file == NULL || strcmp(e->from.file, p->file) != 0 ||
	    place_cmp(&e->from, p) > 0)
		return false;
	return p->line < e->end_line || (p->line == e->end_line && p->col < e->end_col);
}

static int
allow_cmp(const void *pa, const void *pb)
{
	const struct allow *a = pa, *b = pb;
	int c = place_cmp(&a->where.from, &b->where.from);

	return c != 0 ? c : (int)a->rule - (int)b->rule;
}

/* Puts them in order, and ties each to what is around it. */
static void
make_ready(struct findings *f)
{
	size_t up;

	if (f->nready == f->nallows)
		return;
	qsort(f->allows, f->nallows, sizeof *f->allows, allow_cmp);
	for (size_t i = 0; i < f->nallows; i++) {
		up = i == 0 ? NONE : i - 1;
		while (up != NONE && !holds(&f->allows[up].where, &f->allows[i].where.from))
			up = f->allows[up].up;
		f->allows[i].up = up;
	}
	f->nready = f->nallows;
}

/* The last that begins at the place or before it; NONE. */
static size_t
last_before(const struct findings *f, const struct place *p)
{
	size_t low = 0, high = f->nallows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (place_cmp(&f->allows[mid].where.from, p) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? NONE : low - 1;
}

static bool
is_allowed_at(struct findings *f, enum rule rule, const struct place *p)
{
	bool is = false;

	for (size_t i = last_before(f, p); i != NONE; i = f->allows[i].up) {
		struct allow *a = &f->allows[i];

		if (a->rule != rule || !holds(&a->where, p))
			continue;
		a->used = is = true;
	}
	return is;
}

bool
finding_is_allowed(struct findings *f, enum rule rule, struct place at)
{
	bool is;

	if (f->nallows == 0)
		return false;
	make_ready(f);
	is = is_allowed_at(f, rule, &at);
	for (size_t i = 0; i < f->nabout; i++)
		is = is_allowed_at(f, rule, &f->about[i]) || is;
	return is;
}

void
finding_about(struct findings *f, struct place at)
{
	if (f->nabout < FINDING_ABOUT_MAX)
		f->about[f->nabout++] = at;
}

void
findings_settle(struct findings *f)
{
	make_ready(f);
	if (f->errors == 0) {
		for (size_t i = 0; i < f->nallows; i++) {
			const struct allow *a = &f->allows[i];

			if (!a->used && a->rule != RULE_ALLOW_UNUSED &&
			    f->level[a->rule] != SEVERITY_OFF)
				finding_add(f, RULE_ALLOW_UNUSED, a->said,
				    "delete it, so that it does not hide what comes later",
				    "there is no '%s' here to allow", rule_id(a->rule));
		}
	}
	findings_sort(f);
}
