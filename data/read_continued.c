/* SPDX-License-Identifier: ISC */
/* Files that hold more of an event's agenda, for agendas that are long or that several people
 * write. Nothing follows what stands in another file. */
#include "data/reader.h"

#include <string.h>

bool
is_continued(const struct node *root)
{
	static const char *const word[] = {"continues"};

	if (root == NULL || root->kind != NODE_MAP || node_get(root, "continues") != NULL)
		return root != NULL && root->kind == NODE_MAP;
	for (size_t i = 0; i < root->n && node_get(root, "event") == NULL; i++)
		if (suggest(root->entries[i].key->text, word, 1) != NULL)
			return true;
	return false;
}

void
continued_keep(struct reader *r, const char *file, const struct node *root)
{
	struct continued *c = arena_push(r->scratch, &r->continued, &r->ncontinued, sizeof *c);

	*c = (struct continued){.file = file, .root = root};
}

/* Its own time leaves an event no agenda, here as in its own file. */
static void
more_agenda_read(struct reader *r, const struct node *agenda)
{
	if (agenda != NULL && r->event->slot.has_start) {
		finding_add(r->f, RULE_WRONG_SHAPE, agenda->at,
		    finding_words(r->f, "delete 'at' in %s, and put the time here",
			finding_quote(r->f, r->event->file)),
		    "an event with an 'at' of its own has no agenda");
		return;
	}
	agenda_read(r, agenda);
}

/* What the file is allowed, the event is, too, in that file. */
static void
allow_more(struct reader *r, const struct continued *c)
{
	struct event *ev = r->event;
	size_t i, k;

	for (i = 0; i < c->nallow; i++) {
		for (k = 0; k < ev->nallow && ev->allow[k] != c->allow[i]; k++)
			;
		if (k == ev->nallow)
			*(enum rule *)arena_push(r->a, &ev->allow, &ev->nallow, sizeof *ev->allow) =
			    c->allow[i];
	}
}

static void
more_read(struct reader *r, struct continued *c)
{
	struct event *ev = r->event;
	struct fields fs;

	c->is_taken = true;
	*(const char **)arena_push(r->a, &ev->files, &ev->nfiles, sizeof c->file) = c->file;
	fields_read(r, c->root, &continued_keys, c, &fs);
	people_read_event(r, field(&fs, "people"));
	more_agenda_read(r, field(&fs, "agenda"));
	allow_more(r, c);
}

void
continued_take(struct reader *r)
{
	const struct node *id;
	size_t i;

	for (i = 0; i < r->ncontinued; i++) {
		id = node_get(r->continued[i].root, "continues");
		if (id != NULL && id->kind == NODE_TEXT && strcmp(id->text, r->event->id) == 0 &&
		    !r->continued[i].is_taken)
			more_read(r, &r->continued[i]);
	}
}

/* What is wrong with the file itself is told where its event is not there, too. */
void
continued_leave(struct reader *r)
{
	const struct node *id;
	struct fields fs;
	size_t i;

	for (i = 0; i < r->ncontinued; i++) {
		if (r->continued[i].is_taken)
			continue;
		fields_read(r, r->continued[i].root, &continued_keys, &r->continued[i], &fs);
		id = field(&fs, "continues");
		if (id != NULL)
			ref_find(r, REF_EVENT, id);
	}
}
