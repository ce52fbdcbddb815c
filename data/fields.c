/* SPDX-License-Identifier: ISC */
/* Maps by their tables: data/keys.c says what may stand where, this is what goes by it. */
#include "data/reader.h"

#include "data/meant.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct key *
find_key(const struct keys *keys, const char *name, size_t *index)
{
	size_t i;

	for (i = 0; i < keys->n; i++) {
		if (strcmp(keys->key[i].name, name) == 0) {
			*index = i;
			return &keys->key[i];
		}
	}
	return NULL;
}

/* Words that people use elsewhere for what a key of ours is. */
static const char *const other_words[][2] = {
    {"speaker", "people"},
    {"speakers", "people"},
    {"start", "at"},
    {"begin", "at"},
    {"time", "at"},
    {"end", "until"},
    {"duration", "for"},
    {"length", "for"},
    {"description", "abstract"},
    {"summary", "abstract"},
    {"name", "title"},
    {"session", "id"},
    {"id", "event"},
    {"date", "dates"},
    {"location", "room"},
    {"location", "venue"},
    {"stream", "join"},
    {"sessions", "agenda"},
    {"tz", "timezone"},
    {"email", "contact"},
    {"rrule", "rule"},
    {"exceptions", "except"},
    {"exdate", "except"},
    {"day", "on"},
    {"date", "on"},
    {"moved", "on"},
    {"moved-to", "on"},
    {"to", "on"},
};

/* What people write beside a rule of repetition, and is a part of it. */
static const char *const parts_of_rule[] = {"freq", "frequency", "every", "interval", "count",
    "times", "until", "end", "byday", "bymonthday", "bymonth"};

/* A choice of ours that people write as a key. */
static const char *const choices[][3] = {
    {"cancelled", "status", "cancelled"},
    {"canceled", "status", "cancelled"},
    {"postponed", "status", "postponed"},
    {"tentative", "status", "tentative"},
    {"confirmed", "status", "confirmed"},
    {"online", "format", "online"},
    {"hybrid", "format", "hybrid"},
    {"private", "visibility", "private"},
    {"unlisted", "visibility", "unlisted"},
    {"public", "visibility", "public"},
    {"break", "type", "break"},
    {"keynote", "type", "keynote"},
};

static const char *
choice_todo(struct reader *r, const struct keys *keys, const char *written)
{
	size_t i, k;

	for (i = 0; i < sizeof choices / sizeof *choices; i++)
		if (strcasecmp(written, choices[i][0]) == 0 &&
		    find_key(keys, choices[i][1], &k) != NULL)
			return finding_words(r->f, "write %s: %s", choices[i][1], choices[i][2]);
	return NULL;
}

static const char *
key_meant(const struct keys *keys, const char *written)
{
	size_t i, k;

	for (i = 0; i < sizeof other_words / sizeof *other_words; i++)
		if (strcasecmp(written, other_words[i][0]) == 0 &&
		    find_key(keys, other_words[i][1], &k) != NULL)
			return other_words[i][1];
	return NULL;
}

static const char *
rule_todo(const struct keys *keys, const char *written)
{
	size_t k;

	if (find_key(keys, "rule", &k) == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof parts_of_rule / sizeof *parts_of_rule; i++)
		if (strcasecmp(written, parts_of_rule[i]) == 0)
			return "put it into the rule, as in rule: FREQ=WEEKLY;COUNT=6 or rule: "
			       "FREQ=WEEKLY;UNTIL=20310630";
	return NULL;
}

/* `at:09:30` without its space is a key to YAML; NULL if that is not it. */
static const char *
space_todo(struct reader *r, const struct keys *keys, const char *written)
{
	size_t n = strcspn(written, ":"), i;

	for (i = 0; i < keys->n && written[n] != '\0'; i++)
		if (strlen(keys->key[i].name) == n && strncmp(written, keys->key[i].name, n) == 0)
			return finding_words(r->f, "write a space after the colon: %s: %s",
			    keys->key[i].name, finding_quote(r->f, written + n + 1));
	return NULL;
}

/* What to do about a key that is like none of the table's. */
static const char *
other_todo(struct reader *r, const struct keys *keys, const struct node *map, const struct entry *e)
{
	const char *written = e->key->text, *todo = space_todo(r, keys, written);
	char list[FINDING_TEXT_MAX];
	struct date day;
	size_t i, n = 0;

	if (todo == NULL)
		todo = choice_todo(r, keys, written);
	if (todo == NULL)
		todo = rule_todo(keys, written);
	if (todo != NULL)
		return todo;
	if (date_parse(written, &day) && find_key(keys, "agenda", &i) != NULL)
		return "indent the day and all of its sessions under 'agenda:'";
	if (map->flow && node_is_empty(e->value))
		return "put a text that has a comma in quotes: {title: \"Hello, welcome\"}";
	list[0] = '\0';
	for (i = 0; i < keys->n && n < sizeof list; i++)
		n += (size_t)snprintf(
		    list + n, sizeof list - n, "%s%s", i == 0 ? "" : ", ", keys->key[i].name);
	return finding_words(r->f, "there are %s", list);
}

/* Tells of a key that is none of the table's. What it was meant for, if that can be guessed, is
 * then not told to be missing. */
static void
add_unknown(struct reader *r, const struct keys *keys, const struct node *map,
    const struct entry *e, bool seen[KEYS_MAX])
{
	const struct node *key = e->key;
	const char *names[KEYS_MAX], *near, *todo = meant_any(key->text);
	size_t i, meant;

	for (i = 0; i < keys->n; i++)
		names[i] = keys->key[i].name;
	near = key_meant(keys, key->text);
	if (findings_is_full(r->f, key->at.file))
		; /* it is only counted: suggest takes its time */
	else if (near == NULL && choice_todo(r, keys, key->text) == NULL)
		near = suggest(key->text, names, keys->n);
	if (near != NULL && find_key(keys, near, &meant) != NULL)
		seen[meant] = true;
	if (todo == NULL && near != NULL && space_todo(r, keys, key->text) == NULL)
		todo = finding_words(r->f, "did you mean '%s'?", near);
	if (todo == NULL)
		todo = other_todo(r, keys, map, e);
	finding_add(r->f, RULE_UNKNOWN_KEY, key->at, todo, "%s %s has no key '%s'",
	    strchr("aeiou", keys->what[0]) != NULL ? "an" : "a", keys->what,
	    finding_quote(r->f, key->text));
}

void
add_missing(struct reader *r, struct place at, const struct keys *keys, const char *name)
{
	size_t i;
	const struct key *key = find_key(keys, name, &i);

	finding_add(r->f, RULE_MISSING_KEY, at,
	    finding_words(r->f, "add '%s:', %s", name, key->help), "this %s has no '%s'",
	    keys->what, name);
}

static void
store_string(struct reader *r, const struct key *key, const struct node *node, const char **out)
{
	const char *s =
	    node_text(r, node, finding_words(r->f, "write one text after '%s:'", key->name));
	char low[254];
	bool good;

	if (s == NULL)
		return;
	memcpy(low, "", 1);
	switch (key->kind) {
	case VALUE_URL: good = value_url(r->f, node->at, s); break;
	case VALUE_WEB: good = value_web(r->f, node->at, s); break;
	case VALUE_LOGO: good = value_logo(r->f, node->at, s); break;
	case VALUE_MAIL: good = value_mail(r->f, node->at, s); break;
	case VALUE_ID: good = value_id(r->f, node->at, s); break;
	case VALUE_HOST: good = value_host(r->f, node->at, s, low); break;
	default: good = value_colour(r->f, node->at, s, low); break;
	}
	if (good)
		*out = arena_strdup(r->a, low[0] != '\0' ? low : s);
}

static void
store_scalar(struct reader *r, const struct key *key, const struct node *node, char *out)
{
	const char *s =
	    node_text(r, node, finding_words(r->f, "write one text after '%s:'", key->name));
	const struct tz *tz;
	int word;

	if (s == NULL)
		return;
	switch (key->kind) {
	case VALUE_WORD:
		if (value_word(r->f, node->at, s, key->name, key->words, &word))
			memcpy(out, &word, sizeof(enum visibility));
		break;
	case VALUE_YES: value_yes(r->f, node->at, s, (bool *)out); break;
	case VALUE_COUNT: value_count(r->f, node->at, s, (int *)(void *)out); break;
	case VALUE_HOURS: value_hours(r->f, node->at, s, (struct hours *)(void *)out); break;
	case VALUE_DATES: value_dates(r->f, node->at, s, (struct span *)(void *)out); break;
	case VALUE_ZONE:
		tz = value_zone(r->f, node->at, s, r->db);
		if (tz != NULL)
			memcpy(out, &tz, sizeof tz);
		break;
	default: break;
	}
}

/* Enums of the model all have the size that VALUE_WORD copies. */
_Static_assert(sizeof(enum visibility) == sizeof(int) && sizeof(enum session_type) == sizeof(int),
    "enums are as large as int");

static void
store(struct reader *r, const struct key *key, const struct node *node, void *thing)
{
	char *out = (char *)thing + key->offset, *count = (char *)thing + key->count;

	switch (key->kind) {
	case VALUE_LINE: text_read(r, node, true, (struct text *)(void *)out); break;
	case VALUE_PROSE: text_read(r, node, false, (struct text *)(void *)out); break;
	case VALUE_ID:
	case VALUE_URL:
	case VALUE_WEB:
	case VALUE_HOST:
	case VALUE_MAIL:
	case VALUE_LOGO:
	case VALUE_COLOUR: store_string(r, key, node, (const char **)(void *)out); break;
	case VALUE_LANGUAGES:
		languages_read(r, node, (const char ***)(void *)out, (size_t *)(void *)count);
		break;
	case VALUE_LINKS:
		links_read(r, node, (struct link **)(void *)out, (size_t *)(void *)count);
		break;
	case VALUE_ALLOW:
		allow_keep(r, node, (enum rule **)(void *)out, (size_t *)(void *)count);
		break;
	default: store_scalar(r, key, node, out); break;
	}
}

/* A text that stands for the one key of its short form. */
static bool
read_short(struct reader *r, const struct node *node, const struct keys *keys, void *out)
{
	size_t i;
	const struct key *key = find_key(keys, keys->short_form, &i);

	store(r, key, node, out);
	return true;
}

static bool
has_day(const struct node *map)
{
	struct date day;
	size_t i;

	for (i = 0; i < map->n; i++)
		if (date_parse(map->entries[i].key->text, &day))
			return true;
	return false;
}

static void
add_empty(struct reader *r, const struct node *map, const struct key *key, const struct node *at)
{
	const char *todo =
	    "write a value, or delete the key; a value that begins with # needs quotes";

	if (key->kind == VALUE_AGENDA && has_day(map))
		return; /* told at the day */
	if (key->kind == VALUE_COLOUR)
		todo = "put the colour in quotes, because # begins a comment: \"#0b6e4f\"";
	finding_add(
	    r->f, RULE_EMPTY_VALUE, at->at, todo, "there is nothing after '%s:'", key->name);
}

static void
take_keys(struct reader *r, const struct node *map, const struct keys *keys, struct fields *fs)
{
	struct entry *e;
	size_t i, k;

	for (i = 0; i < map->n; i++) {
		e = &map->entries[i];
		if (find_key(keys, e->key->text, &k) == NULL) {
			add_unknown(r, keys, map, e, fs->seen);
			continue;
		}
		fs->seen[k] = true;
		if (node_is_empty(e->value) && i + 1 < map->n &&
		    strncmp(map->entries[i + 1].key->text, "\xc2\xa0", 2) == 0)
			continue; /* told at the line that is indented with U+00A0 */
		if (node_is_empty(e->value))
			add_empty(r, map, &keys->key[k], e->key);
		else if (e->value->kind != NODE_BAD)
			fs->entry[k] = e;
	}
}

/* What to do where a group of keys is not one. */
static const char *
group_todo(struct reader *r, const struct keys *keys, const struct node *node)
{
	const char *todo = NULL;
	struct date day;
	size_t k;

	if (node->kind == NODE_TEXT && find_key(keys, "on", &k) != NULL) {
		todo = choice_todo(r, keys, node->text);
		if (todo == NULL && date_parse(node->text, &day))
			todo = finding_words(r->f, "write on: %s", node->text);
	}
	if (todo != NULL)
		return finding_words(r->f, "%s, in {} or on a line of its own", todo);
	return finding_words(
	    r->f, "write the keys of the %s, each on a line: %s: …", keys->what, keys->key[0].name);
}

bool
fields_read(struct reader *r, const struct node *node, const struct keys *keys, void *out,
    struct fields *fs)
{
	struct fields own;
	size_t i;

	if (fs == NULL)
		fs = &own;
	*fs = (struct fields){.keys = keys, .at = node->at};
	if (keys->short_form != NULL && node->kind == NODE_TEXT)
		return read_short(r, node, keys, out);
	if (!node_is_map(r, node, group_todo(r, keys, node)))
		return false;
	take_keys(r, node, keys, fs);
	for (i = 0; i < keys->n; i++) {
		if (fs->entry[i] != NULL && keys->key[i].kind < VALUE_BY_HAND)
			store(r, &keys->key[i], fs->entry[i]->value, out);
		else if (!fs->seen[i] && keys->key[i].required)
			add_missing(r, node->at, keys, keys->key[i].name);
	}
	return true;
}

const struct node *
field(const struct fields *fs, const char *name)
{
	size_t i;

	if (find_key(fs->keys, name, &i) == NULL || fs->entry[i] == NULL)
		return NULL;
	return fs->entry[i]->value;
}

bool
field_is_told(const struct fields *fs, const char *name)
{
	size_t i;

	return find_key(fs->keys, name, &i) != NULL && fs->seen[i] && fs->entry[i] == NULL;
}
