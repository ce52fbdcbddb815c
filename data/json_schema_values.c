/* SPDX-License-Identifier: ISC */
/* What values look like. */
#include "data/json_schema_private.h"

#include "core/finding.h"
#include "core/model.h"
#include "core/words.h"

#include <stdio.h>

#define LABEL "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
#define HOST  "(" LABEL "\\.)*" LABEL

/* With letters of any script. */
#define ANY      "A-Za-z0-9\\u00a1-\\uffff"
#define WORD     "[" ANY "]([" ANY "-]*[" ANY "])?"
#define ANY_HOST "(" WORD "\\.)*" WORD

/* Values that are one scalar of a certain form. In YAML some of them look like numbers, and
 * validators take them for such: the pattern then does not apply. */
static const struct form {
	enum value_kind kind;
	const char *type, *pattern, *example;
} forms[] = {
    {VALUE_ID, "id", "^[a-z0-9-]{1,64}$", "opening"},
    {VALUE_URL, "url", "^([Hh][Tt][Tt][Pp][Ss]?|gemini|mailto|tel|geo):[^\\s]+$",
	"https://example.org/"},
    {VALUE_WEB, "web", "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]*/$", "https://example.org/agenda/"},
    {VALUE_HOST, "host", "^" ANY_HOST "$", "agenda.example.org"},
    {VALUE_MAIL, "mail", "^[^@\\s]+@" HOST "$", "agenda@example.org"},
    {VALUE_COLOUR, "colour", "^(#[0-9A-Fa-f]{6}|[A-Za-z]+)$", "#336699"},
    {VALUE_LOGO, "logo", "^logo[^/]*\\.(svg|png|jpe?g|webp)$", "logo.svg"},
    {VALUE_DATES, "dates",
	"^(((early|mid|late) +)?" MONTH "|" DAY "( +to +" DAY ")?|before +" DAY ")$",
	"2031-05-14 to 2031-05-15"},
    {VALUE_HOURS, "hours", "^" TIME " +to +" TIME "$", "08:30 to 18:00"},
    {VALUE_TIME, "time", "^" TIME OFFSET "$", "09:30"},
    {VALUE_DURATION, "duration", "^([0-9]+[dhm]|[0-9]+h[0-9]+m|[0-9]+h[0-9]{2}|[0-9]+:[0-5][0-9])$",
	"45m"},
    {VALUE_MOMENT, "moment", "^" DAY "( +" TIME OFFSET ")?$", "2031-05-14 10:00"},
    {VALUE_DAY, "day", "^" DAY "$", "2031-06-03"},
    {VALUE_RRULE, "rule of repetition", "^[A-Za-z0-9=;:,+ -]{1,200}$", "FREQ=WEEKLY;COUNT=6"},
    {VALUE_WAS, "was", "^([a-z0-9-]{1,64}/)?[a-z0-9-]{1,64}$", "forum-2031/opening"},
    {VALUE_DEADLINE, "deadline", "^" DAY "( +(AoE|" TIME "( .+)?))?$", "2031-03-01 AoE"},
};

enum { FORMS = sizeof forms / sizeof forms[0] };

/* ---- small schemas ---- */

void
schema_put_ref(struct json *j, const char *name)
{
	char ref[64];

	snprintf(ref, sizeof ref, "#/$defs/%s", name);
	for (char *p = ref; *p != '\0'; p++)
		if (*p == ' ')
			*p = '-';
	json_put_string(j, "$ref", ref);
}

void
schema_put_words(struct json *j, const char *const *words)
{
	json_key(j, "enum");
	json_open_array(j);
	for (size_t i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			json_string(j, words[i]);
	json_close_array(j);
}

void
schema_open_any(struct json *j)
{
	json_key(j, "anyOf");
	json_open_array(j);
}

void
schema_put_ref_item(struct json *j, const char *name)
{
	json_open_object(j);
	schema_put_ref(j, name);
	json_close_object(j);
}

static void
put_list_item(struct json *j, const char *name)
{
	json_open_object(j);
	json_put_string(j, "type", "array");
	json_key(j, "items");
	schema_put_ref_item(j, name);
	json_close_object(j);
}

void
schema_put_one_or_list(struct json *j, const char *name)
{
	schema_open_any(j);
	schema_put_ref_item(j, name);
	put_list_item(j, name);
	json_close_array(j);
}

void
schema_put_map(struct json *j, const char *key_pattern, const char *name)
{
	json_put_string(j, "type", "object");
	if (key_pattern != NULL) {
		json_key(j, "propertyNames");
		json_open_object(j);
		json_put_string(j, "pattern", key_pattern);
		json_close_object(j);
	}
	json_key(j, "additionalProperties");
	schema_put_ref_item(j, name);
}

void
schema_put_map_item(struct json *j, const char *key_pattern, const char *name)
{
	json_open_object(j);
	schema_put_map(j, key_pattern, name);
	json_close_object(j);
}

void
schema_put_choice(struct json *j, const char *key, const char *then, const char *otherwise)
{
	json_key(j, "if");
	json_open_object(j);
	if (key == NULL) {
		json_put_string(j, "type", "array");
	} else {
		json_key(j, "required");
		json_open_array(j);
		json_string(j, key);
		json_close_array(j);
	}
	json_close_object(j);
	json_key(j, "then");
	schema_put_ref_item(j, then);
	json_key(j, "else");
	schema_put_ref_item(j, otherwise);
}

void
schema_open_def(struct json *j, const char *name)
{
	char id[64];

	snprintf(id, sizeof id, "%s", name);
	for (char *p = id; *p != '\0'; p++)
		if (*p == ' ')
			*p = '-';
	json_key(j, id);
	json_open_object(j);
}

const char *
schema_form(enum value_kind kind)
{
	for (size_t i = 0; i < FORMS; i++)
		if (forms[i].kind == kind)
			return forms[i].type;
	return NULL;
}

/* ---- definitions ---- */

/* One scalar: text in the file, but "2031" may be taken for a number. */
static void
put_scalar(struct json *j, const char *pattern)
{
	static const char *const types[] = {"string", "number", "boolean"};

	json_key(j, "type");
	json_open_array(j);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		json_string(j, types[i]);
	json_close_array(j);
	json_put_string(j, "pattern", pattern);
}

static void
define_forms(struct json *j)
{
	for (size_t i = 0; i < FORMS; i++) {
		schema_open_def(j, forms[i].type);
		put_scalar(j, forms[i].pattern);
		json_key(j, "examples");
		json_open_array(j);
		json_string(j, forms[i].example);
		json_close_array(j);
		json_close_object(j);
	}
}

static void
define_language(struct json *j)
{
	schema_open_def(j, "language");
	json_put_string(j, "description", "language tag (BCP 47)");
	json_put_string(j, "type", "string");
	json_put_string(j, "pattern", "^" LANGUAGE "$");
	json_close_object(j);
}

static void
define_texts(struct json *j)
{
	schema_open_def(j, "scalar");
	put_scalar(j, "\\S");
	json_close_object(j);
	schema_open_def(j, "text");
	json_put_string(j, "description", "a text, or one for each language");
	schema_open_any(j);
	schema_put_ref_item(j, "scalar");
	json_open_object(j);
	json_put_int(j, "minProperties", 1);
	schema_put_map(j, "^" LANGUAGE "$", "scalar");
	json_close_object(j);
	json_close_array(j);
	json_close_object(j);
	define_language(j);
	schema_open_def(j, "wordings");
	json_key(j, "propertyNames");
	json_open_object(j);
	schema_put_words(j, word_keys);
	json_close_object(j);
	schema_put_map(j, NULL, "scalar");
	json_close_object(j);
}

static void
define_zones(struct json *j, const char *const *zones, size_t n)
{
	schema_open_def(j, "timezone");
	json_put_string(j, "description", "time zone by its IANA name");
	json_key(j, "enum");
	json_open_array(j);
	for (size_t i = 0; i < n; i++)
		json_string(j, zones[i]);
	json_close_array(j);
	json_close_object(j);
}

static void
define_geo(struct json *j)
{
	schema_open_def(j, "geo");
	json_put_string(j, "description", "latitude and longitude in degrees (WGS 84)");
	json_put_string(j, "type", "array");
	json_put_int(j, "minItems", 2);
	json_put_int(j, "maxItems", 2);
	json_key(j, "items");
	json_open_object(j);
	put_scalar(j, "^-?[0-9]{1,3}(\\.[0-9]+)?$");
	json_put_int(j, "minimum", -180);
	json_put_int(j, "maximum", 180);
	json_close_object(j);
	json_close_object(j);
}

/* ---- people ---- */

static void
define_people(struct json *j)
{
	schema_open_def(j, "named-person");
	schema_put_ref(j, "person");
	json_key(j, "required");
	json_open_array(j);
	json_string(j, "name");
	json_close_array(j);
	json_close_object(j);
	schema_open_def(j, "person-or-nothing");
	json_put_string(j, "description", "nothing for someone whom site.yaml has");
	schema_open_any(j);
	schema_put_ref_item(j, "person");
	json_open_object(j);
	json_put_string(j, "type", "null");
	json_close_object(j);
	json_open_object(j);
	json_put_string(j, "const", "");
	json_close_object(j);
	json_close_array(j);
	json_close_object(j);
}

static void
define_appearance(struct json *j)
{
	schema_open_def(j, "appearance");
	json_put_string(j, "description", "the id of a person, or what they do and their id");
	schema_open_any(j);
	schema_put_ref_item(j, "id");
	json_open_object(j);
	json_put_string(j, "type", "object");
	json_put_int(j, "minProperties", 1);
	json_key(j, "propertyNames");
	json_open_object(j);
	schema_put_words(j, role_words);
	json_close_object(j);
	json_key(j, "additionalProperties");
	schema_put_ref_item(j, "id");
	json_close_object(j);
	json_close_array(j);
	json_close_object(j);
}

/* ---- lists ---- */

static void
define_items(struct json *j)
{
	schema_open_def(j, "item");
	schema_put_choice(j, "parallel", group_keys.what, session_keys.what);
	json_close_object(j);
	schema_open_def(j, "items");
	json_put_string(j, "type", "array");
	json_key(j, "items");
	schema_put_ref_item(j, "item");
	json_close_object(j);
	schema_open_def(j, "member");
	schema_put_choice(j, NULL, "items", "item");
	json_close_object(j);
	schema_open_def(j, "members");
	json_put_string(j, "type", "array");
	json_key(j, "items");
	schema_put_ref_item(j, "member");
	json_close_object(j);
}

static void
define_ids(struct json *j)
{
	schema_open_def(j, "ids");
	schema_put_one_or_list(j, "id");
	json_close_object(j);
}

static void
define_rules(struct json *j)
{
	static const char *const severities[] = {"off", "note", "warning", "error", NULL};

	schema_open_def(j, "rule");
	json_put_string(j, "description", "the id of a rule, as it stands in [ ] after a finding");
	json_key(j, "enum");
	json_open_array(j);
	for (int i = 0; i < RULE_COUNT; i++)
		if (rule_is_settable((enum rule)i))
			json_string(j, rule_id((enum rule)i));
	json_close_array(j);
	json_close_object(j);
	schema_open_def(j, "rules");
	json_put_string(j, "type", "object");
	json_put_bool(j, "additionalProperties", false);
	json_key(j, "properties");
	json_open_object(j);
	for (int i = 0; i < RULE_COUNT; i++) {
		if (!rule_is_settable((enum rule)i))
			continue;
		json_key(j, rule_id((enum rule)i));
		json_open_object(j);
		json_put_string(j, "description", rule_help((enum rule)i));
		schema_put_words(j, severities);
		json_close_object(j);
	}
	json_close_object(j);
	json_close_object(j);
}

void
schema_define_values(struct json *j, const char *const *zones, size_t nzones)
{
	define_texts(j);
	define_forms(j);
	define_zones(j, zones, nzones);
	define_geo(j);
	define_people(j);
	define_appearance(j);
	define_items(j);
	define_ids(j);
	define_rules(j);
}
