/* SPDX-License-Identifier: ISC */
#include "data/import_value.h"

#include "core/model.h"
#include "core/words.h"
#include "data/keys.h"
#include "data/value.h"

#include <stdio.h>
#include <string.h>

enum { SCRATCH = 1024 * 1024 }; /* for what would be told of a value */

/* A tag, a tag with an underscore, or a name: "de", "pt_BR", "German". pretalx has kinds of German
 * by how one speaks to people. */
static bool
takes_language(struct findings *f, const char *s, char out[INTAKE_VALUE_MAX])
{
	const struct place nowhere = {0};
	const char *meant = value_language_meant(s), *kind;
	char tag[36];

	if (meant != NULL) {
		snprintf(out, INTAKE_VALUE_MAX, "%s", meant);
		return true;
	}
	if (strlen(s) >= sizeof tag)
		return false;
	snprintf(tag, sizeof tag, "%s", s);
	for (char *p = tag; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	kind = strchr(tag, '-');
	if (kind != NULL && (strcmp(kind, "-formal") == 0 || strcmp(kind, "-informal") == 0))
		tag[kind - tag] = '\0';
	return value_language(f, nowhere, tag, out);
}

bool
import_takes(enum intake_value kind, const char *s, char out[INTAKE_VALUE_MAX])
{
	const struct place nowhere = {0};
	struct arena *a = arena_new(SCRATCH);
	struct findings f;
	bool takes = false;

	out[0] = '\0';
	if (a == NULL)
		return false;
	findings_init(&f, a);
	switch (kind) {
	case INTAKE_URL: takes = value_url(&f, nowhere, s); break;
	case INTAKE_LANGUAGE: takes = takes_language(&f, s, out); break;
	case INTAKE_COLOUR: takes = value_colour(&f, nowhere, s, out); break;
	case INTAKE_HOST: takes = value_host(&f, nowhere, s, out); break;
	case INTAKE_EVENT_ID:
		/* An event's file has its name. */
		takes = value_id(&f, nowhere, s) && word_find(reserved_event_ids, s) < 0 &&
			!words_has_catalogue(s) && strcmp(s, "site") != 0;
		snprintf(out, INTAKE_VALUE_MAX, "%s", takes ? s : "");
		break;
	}
	arena_free(a);
	return takes;
}
