/* SPDX-License-Identifier: ISC */
#include "data/json_schema.h"

#include "core/model.h"
#include "data/json_schema_private.h"
#include "data/value.h"

#include <string.h>

/* What a table is defined by: what its things are, but there are two of venues. */
static const char *
name_of(const struct keys *keys)
{
	return keys == &other_venue_keys ? "other venue" : keys->what;
}

/* ---- keys ---- */

static void
put_yes(struct json *j)
{
	json_key(j, "enum");
	json_open_array(j);
	json_bool(j, true);
	json_bool(j, false);
	json_string(j, "yes");
	json_string(j, "no");
	json_string(j, "true");
	json_string(j, "false");
	json_close_array(j);
}

static void
put_count(struct json *j)
{
	json_key(j, "type");
	json_open_array(j);
	json_string(j, "integer");
	json_string(j, "string");
	json_close_array(j);
	json_put_int(j, "minimum", 0);
	json_put_int(j, "maximum", VALUE_NUMBER_MAX);
	json_put_string(j, "pattern", "^[0-9]+$");
}

static void put_value(struct json *j, const struct key *key, bool in_site);

/* A thing, or what stands for it in its short form. */
static void
put_thing(struct json *j, const struct keys *of)
{
	if (of->short_form == NULL) {
		schema_put_ref(j, name_of(of));
		return;
	}
	schema_open_any(j);
	json_open_object(j);
	for (size_t i = 0; i < of->n; i++)
		if (strcmp(of->key[i].name, of->short_form) == 0)
			put_value(j, &of->key[i], false);
	json_close_object(j);
	schema_put_ref_item(j, name_of(of));
	json_close_array(j);
}

static void
put_things(struct json *j, const struct keys *of)
{
	json_put_string(j, "type", "object");
	json_key(j, "propertyNames");
	schema_put_ref_item(j, "id");
	json_key(j, "additionalProperties");
	json_open_object(j);
	put_thing(j, of);
	json_close_object(j);
}

static void
put_agenda(struct json *j)
{
	schema_open_any(j);
	schema_put_map_item(j, "^(" DAY "|unscheduled)$", "items");
	schema_put_ref_item(j, "items");
	json_close_array(j);
}

/* In site.yaml all of them are new; an event also names those of site.yaml. */
static void
put_people(struct json *j, bool in_site)
{
	if (in_site) {
		schema_put_map(j, "^[a-z0-9-]{1,64}$", "named-person");
		return;
	}
	schema_open_any(j);
	schema_put_map_item(j, "^[a-z0-9-]{1,64}$", "person-or-nothing");
	schema_put_ref_item(j, "ids");
	json_close_array(j);
}

static void
put_value(struct json *j, const struct key *key, bool in_site)
{
	const char *form = schema_form(key->kind);

	if (form != NULL) {
		schema_put_ref(j, form);
		return;
	}
	switch (key->kind) {
	case VALUE_LINE:
	case VALUE_PROSE: schema_put_ref(j, "text"); break;
	case VALUE_WORD: schema_put_words(j, key->words); break;
	case VALUE_YES: put_yes(j); break;
	case VALUE_COUNT: put_count(j); break;
	case VALUE_ZONE: schema_put_ref(j, "timezone"); break;
	case VALUE_LANGUAGES: schema_put_one_or_list(j, "language"); break;
	case VALUE_LINKS: schema_put_map(j, NULL, "link-or-url"); break;
	case VALUE_REF: schema_put_ref(j, "id"); break;
	case VALUE_REFS: schema_put_ref(j, "ids"); break;
	case VALUE_GEO: schema_put_ref(j, "geo"); break;
	case VALUE_AFFILIATION: schema_put_ref(j, "text"); break;
	case VALUE_THING: put_thing(j, key->of); break;
	case VALUE_THINGS: put_things(j, key->of); break;
	case VALUE_PEOPLE: put_people(j, in_site); break;
	case VALUE_APPEARANCES: schema_put_one_or_list(j, "appearance"); break;
	case VALUE_AGENDA: put_agenda(j); break;
	case VALUE_ITEMS: schema_put_ref(j, "members"); break;
	case VALUE_LOCALES: schema_put_map(j, "^" LANGUAGE "$", "wordings"); break;
	case VALUE_RULES: schema_put_ref(j, "rules"); break;
	case VALUE_ALLOW: schema_put_one_or_list(j, "rule"); break;
	case VALUE_DAYS: schema_put_one_or_list(j, "day"); break;
	case VALUE_OCCURRENCES: schema_put_map(j, "^" DAY "$", "occurrence"); break;
	case VALUE_ID:
	case VALUE_URL:
	case VALUE_WEB:
	case VALUE_HOST:
	case VALUE_MAIL:
	case VALUE_COLOUR:
	case VALUE_LOGO:
	case VALUE_DATES:
	case VALUE_HOURS:
	case VALUE_TIME:
	case VALUE_DURATION:
	case VALUE_MOMENT:
	case VALUE_WAS:
	case VALUE_RRULE:
	case VALUE_DAY:
	case VALUE_DEADLINE: break; /* they have a form */
	}
}

static void
put_required(struct json *j, const struct keys *keys)
{
	bool any = false;

	for (size_t i = 0; i < keys->n; i++) {
		if (!keys->key[i].required)
			continue;
		if (!any) {
			json_key(j, "required");
			json_open_array(j);
		}
		any = true;
		json_string(j, keys->key[i].name);
	}
	if (any)
		json_close_array(j);
}

static void
put_key(struct json *j, const struct key *key, bool in_site)
{
	json_key(j, key->name);
	json_open_object(j);
	json_put_string(j, "description", key->help);
	put_value(j, key, in_site);
	if (key->kind == VALUE_ID && key->words != NULL) {
		json_key(j, "not");
		json_open_object(j);
		schema_put_words(j, key->words);
		json_close_object(j);
	}
	json_close_object(j);
}

/* What a table says of a thing. */
static void
put_keys(struct json *j, const struct keys *keys)
{
	json_put_string(j, "type", "object");
	put_required(j, keys);
	json_put_bool(j, "additionalProperties", false);
	json_key(j, "properties");
	json_open_object(j);
	for (size_t i = 0; i < keys->n; i++)
		put_key(j, &keys->key[i], keys == &site_keys);
	json_close_object(j);
}

/* ---- definitions ---- */

static void
define_keys(struct json *j, const struct keys *keys)
{
	schema_open_def(j, name_of(keys));
	put_keys(j, keys);
	json_close_object(j);
}

static void
define_all(struct json *j, enum schema_of of, const char *const *zones, size_t nzones)
{
	static const struct keys *const tables[] = {&session_keys, &group_keys, &person_keys,
	    &room_keys, &track_keys, &venue_keys, &other_venue_keys, &organisation_keys,
	    &series_keys, &link_keys, &join_keys, &repeat_keys, &occurrence_keys, &look_keys};

	json_key(j, "$defs");
	json_open_object(j);
	if (of == SCHEMA_ANY) {
		define_keys(j, &site_keys);
		schema_open_def(j, "file-of-no-event");
		schema_put_choice(j, "continues", continued_keys.what, site_keys.what);
		json_close_object(j);
	}
	if (of != SCHEMA_SITE) {
		define_keys(j, &event_keys);
		define_keys(j, &continued_keys);
	}
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		define_keys(j, tables[i]);
	schema_open_def(j, "link-or-url");
	put_thing(j, &link_keys);
	json_close_object(j);
	schema_define_values(j, zones, nzones);
	json_close_object(j);
}

void
json_schema_write(struct buf *out, enum schema_of of, const char *const *zones, size_t nzones)
{
	struct json j = json_begin(out);

	json_open_object(&j);
	json_put_string(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_put_string(&j, "title", "Plenary agenda");
	switch (of) {
	case SCHEMA_ANY: schema_put_choice(&j, "event", event_keys.what, "file-of-no-event"); break;
	case SCHEMA_SITE: put_keys(&j, &site_keys); break;
	case SCHEMA_EVENT:
		schema_put_choice(&j, "continues", continued_keys.what, event_keys.what);
		break;
	}
	define_all(&j, of, zones, nzones);
	json_close_object(&j);
	json_end(&j);
}
