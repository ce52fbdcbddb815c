/* SPDX-License-Identifier: ISC */
#include "core/zones.h"

#include "core/buf.h"
#include "core/finding.h"
#include "core/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char data_places[]; /* places.txt */

enum { FOLDED_MAX = 96, LINE_FIELDS_MAX = 40, CODE = 2 };

/* How well a name is what was typed. */
enum fit { FIT_EXACT, FIT_START, FIT_WORDS, FIT_NEAR, FIT_NOT = 1000 };

struct hit {
	struct zone_found zone; /* the country by its code, until it is chosen */
	int fit;                /* FIT_NEAR and how far it is */
	size_t order;
};

struct search {
	struct arena *a;
	const struct tzdb *db;
	const char *lang;
	char typed[FOLDED_MAX]; /* folded */
	bool near;              /* names that are near are looked for, no others */
	struct hit *hits;
	size_t n;
};

/* A piece of the table. */
struct field {
	const char *p;
	size_t n;
};

/* ---- names ---- */

/* Without a blank at the end; what is beyond FOLDED_MAX is not looked at. Returns the length. */
static size_t
fold_name(char out[FOLDED_MAX], const char *s, size_t n)
{
	struct buf b;
	size_t len;

	buf_init(&b, FOLDED_MAX - 1);
	fold_put(&b, s, n);
	len = b.n;
	memcpy(out, buf_str(&b), len);
	buf_free(&b);
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return len;
}

/* Goes over what two folded names have in common, spaces aside. */
static const char *
after_common(const char **b, const char *a)
{
	for (;; a++, (*b)++) {
		for (; *a == ' '; a++)
			;
		for (; **b == ' '; (*b)++)
			;
		if (*a == '\0' || *a != **b)
			return a;
	}
}

/* Whether each word typed begins a word of the name. */
static bool
has_words(const char *name, const char *typed)
{
	while (*typed != '\0') {
		size_t n = strcspn(typed, " ");
		const char *word = name;

		while (word != NULL && strncmp(word, typed, n) != 0) {
			word = strchr(word, ' ');
			word += word != NULL;
		}
		if (word == NULL)
			return false;
		typed += n + (typed[n] == ' ');
	}
	return true;
}

static int
distance(const char *name, const char *typed)
{
	size_t n = strlen(name), m = strlen(typed), allowed = m < 6 ? 1 : m < 9 ? 2 : 3, d;

	if (n > EDIT_MAX || m < 3 || n > m + allowed || m > n + allowed)
		return FIT_NOT;
	d = edit_distance(typed, m, name, n);
	return d <= allowed ? FIT_NEAR + (int)d : FIT_NOT;
}

static int
fit_of(const struct search *se, const char *s, size_t n)
{
	char name[FOLDED_MAX];
	const char *rest = name, *left;

	if (fold_name(name, s, n) == 0)
		return FIT_NOT;
	if (se->near)
		return distance(name, se->typed);
	left = after_common(&rest, se->typed);
	if (*left == '\0')
		return *rest == '\0' ? FIT_EXACT : FIT_START;
	return has_words(name, se->typed) ? FIT_WORDS : FIT_NOT;
}

/* ---- the table ---- */

/* The next line that is no comment, in its fields; returns their number, 0 at the end. */
static size_t
next_line(const char **at, struct field fields[LINE_FIELDS_MAX])
{
	size_t n = 0;

	for (; **at == '#' || **at == '\n'; *at += **at == '\n')
		*at += strcspn(*at, "\n");
	while (**at != '\0' && **at != '\n' && n < LINE_FIELDS_MAX) {
		size_t len = strcspn(*at, "|\n");

		fields[n++] = (struct field){*at, len};
		*at += len + ((*at)[len] == '|');
	}
	return n;
}

/* The name of a country in a language of the table, else in English. */
static const char *
country_name(struct search *se, const char *code)
{
	static const char *const langs[] = {"en", "fr", "es", "ar", "de"};
	struct field f[LINE_FIELDS_MAX];
	const char *at = data_places;
	size_t n, k = 0;

	for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++)
		if (strncmp(se->lang, langs[i], CODE) == 0)
			k = i;
	while ((n = next_line(&at, f)) > 0)
		if (f[0].n == CODE && memcmp(f[0].p, code, CODE) == 0 && n > k + 1)
			return arena_strndup(se->a, f[k + 1].p, f[k + 1].n);
	return "";
}

/* ---- what is found ---- */

static bool
is_found(const struct search *se, const char *zone, const char *name)
{
	char a[FOLDED_MAX], b[FOLDED_MAX];

	if (name != NULL)
		fold_name(a, name, strlen(name));
	for (size_t i = 0; i < se->n; i++) {
		if (strcmp(se->hits[i].zone.zone, zone) != 0)
			continue;
		fold_name(b, se->hits[i].zone.name, strlen(se->hits[i].zone.name));
		if (name == NULL || strcmp(a, b) == 0)
			return true;
	}
	return false;
}

static void
add(struct search *se, int fit, size_t order, const char *zone, const char *name,
    const char *country)
{
	struct hit *h;

	if (is_found(se, zone, name))
		return;
	h = arena_push(se->a, &se->hits, &se->n, sizeof *se->hits);
	h->zone = (struct zone_found){zone, name, country};
	h->fit = fit;
	h->order = order;
}

/* "Buenos Aires" of "America/Argentina/Buenos_Aires". */
static const char *
city_of(struct arena *a, const char *zone)
{
	const char *slash = strrchr(zone, '/');
	char *s = arena_strdup(a, slash == NULL ? zone : slash + 1);

	for (char *c = s; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	return s;
}

/* Cities that zones are named after; `country` NULL: of all, those that fit. */
static void
add_zones(struct search *se, const char *country, int fit)
{
	size_t n, order;
	const char *const *names = tzdb_names(se->db, &n);

	for (size_t i = 0; i < n; i++) {
		const char *code = tzdb_country(se->db, names[i], &order), *slash;

		if (code == NULL || (country != NULL && memcmp(code, country, CODE) != 0))
			continue;
		slash = strrchr(names[i], '/');
		if (country == NULL)
			fit = slash == NULL ? FIT_NOT : fit_of(se, slash + 1, strlen(slash + 1));
		if (fit != FIT_NOT && (country == NULL || !is_found(se, names[i], NULL)))
			add(se, fit, order, names[i], city_of(se->a, names[i]), code);
	}
}

static int
best_fit(const struct search *se, const struct field *f, size_t n, struct field *best)
{
	int fit = FIT_NOT;

	for (size_t i = 0; i < n; i++) {
		int found = fit_of(se, f[i].p, f[i].n);

		if (found >= fit)
			continue;
		fit = found;
		*best = f[i];
	}
	return fit;
}

static void
add_places(struct search *se)
{
	struct field f[LINE_FIELDS_MAX], name;
	const char *at = data_places;
	size_t n;

	while ((n = next_line(&at, f)) > 2) {
		bool is_city = f[0].n > CODE;
		int fit = best_fit(se, f + 1 + is_city, n - 1 - is_city, &name);
		const char *zone;

		if (!is_city && fit == FIT_NOT && !se->near &&
		    fit_of(se, f[0].p, f[0].n) == FIT_EXACT)
			fit = FIT_START; /* its code */
		if (fit == FIT_NOT)
			continue;
		if (!is_city) {
			add_zones(se, f[0].p, fit);
			continue;
		}
		zone = tzdb_name(se->db, f[0].p, f[0].n);
		if (zone != NULL)
			add(se, fit, 0, zone, arena_strndup(se->a, name.p, name.n),
			    arena_strndup(se->a, f[1].p, f[1].n));
	}
}

static void
add_fitting(struct search *se)
{
	add_zones(se, NULL, FIT_NOT);
	add_places(se);
}

/* ---- offsets ---- */

/* "UTC+3", "GMT-5:30", "+03:00", with a hyphen or a minus sign (U+2212); in minutes. */
static bool
read_offset(const char *s, int *minutes)
{
	static const char minus[] = "\xe2\x88\x92";
	bool is_named = strncmp(s, "utc", 3) == 0 || strncmp(s, "gmt", 3) == 0, is_west;
	int h, m = 0, used = 0;

	s += is_named ? 3 : 0;
	s += strspn(s, " ");
	*minutes = 0;
	if (*s == '\0')
		return is_named;
	is_west = *s == '-' || strncmp(s, minus, strlen(minus)) == 0;
	if (*s != '+' && !is_west)
		return false;
	s += *s == '+' || *s == '-' ? 1 : strlen(minus);
	if (strspn(s, "0123456789:") != strlen(s) ||
	    (sscanf(s, "%2d%n:%2d%n", &h, &used, &m, &used) < 1) || s[used] != '\0' || m > 59)
		return false;
	*minutes = (h * 60 + m) * (is_west ? -1 : 1);
	return true;
}

/* The zone that is always that far from UTC; tzdata names those of whole hours, and turns the sign
 * round. Of others the zone is taken that has it in winter; most have it all year. */
static const char *
zone_of_offset(const struct search *se, int minutes)
{
	static const struct {
		int minutes;
		const char *zone;
	} others[] = {{-570, "Pacific/Marquesas"}, {-210, "America/St_Johns"}, {210, "Asia/Tehran"},
	    {270, "Asia/Kabul"}, {330, "Asia/Kolkata"}, {345, "Asia/Kathmandu"},
	    {390, "Asia/Yangon"}, {525, "Australia/Eucla"}, {570, "Australia/Darwin"},
	    {630, "Australia/Lord_Howe"}, {765, "Pacific/Chatham"}};
	char name[sizeof "Etc/GMT-1234"];

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (others[i].minutes == minutes)
			return tzdb_name(se->db, others[i].zone, strlen(others[i].zone));
	if (minutes % 60 != 0 || abs(minutes) > 14 * 60)
		return NULL;
	if (minutes == 0)
		return tzdb_name(se->db, "UTC", 3);
	snprintf(name, sizeof name, "Etc/GMT%+d", -minutes / 60);
	return tzdb_name(se->db, name, strlen(name));
}

static void
add_offset(struct search *se, const char *typed)
{
	const char *zone, *country = "";
	char text[16], low[32];
	size_t order, i;
	int minutes;

	for (i = 0; i + 1 < sizeof low && typed[i] != '\0'; i++)
		low[i] =
		    typed[i] >= 'A' && typed[i] <= 'Z' ? (char)(typed[i] - 'A' + 'a') : typed[i];
	low[i] = '\0';
	if (!read_offset(low, &minutes) || (zone = zone_of_offset(se, minutes)) == NULL)
		return;
	tz_format_offset(minutes * 60, text);
	if (tzdb_country(se->db, zone, &order) != NULL)
		country = city_of(se->a, zone);
	add(se, FIT_EXACT, 0, zone, arena_strdup(se->a, text), country);
}

/* A zone's own name, or another that it has. */
static void
add_named(struct search *se, const char *typed)
{
	const char *zone = tzdb_name(se->db, typed, strlen(typed)), *code;
	size_t order;

	if (zone == NULL)
		return;
	code = tzdb_country(se->db, zone, &order);
	add(se, FIT_EXACT, 0, zone, city_of(se->a, zone), code == NULL ? "" : code);
}

/* ---- all of it ---- */

static int
cmp(const void *va, const void *vb)
{
	const struct hit *a = va, *b = vb;
	int c;

	if (a->fit != b->fit)
		return a->fit < b->fit ? -1 : 1;
	c = strcmp(a->zone.country, b->zone.country);
	if (c == 0 && a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return c != 0 ? c : strcmp(a->zone.name, b->zone.name);
}

/* An exact name leaves out all others; of what is near only the nearest is shown. */
static struct zones_found
choose(struct search *se)
{
	struct zones_found out = {.is_guess = se->near};
	size_t max = se->near ? ZONES_GUESSED_MAX : ZONES_FOUND_MAX;

	if (se->n == 0)
		return (struct zones_found){0};
	qsort(se->hits, se->n, sizeof *se->hits, cmp);
	out.is_exact = se->hits[0].fit == FIT_EXACT;
	out.items = arena_array(se->a, max, sizeof *out.items);
	for (size_t i = 0; i < se->n && out.n < max; i++) {
		if ((out.is_exact || se->near) && se->hits[i].fit != se->hits[0].fit)
			break;
		out.items[out.n] = se->hits[i].zone;
		if (strlen(out.items[out.n].country) == CODE)
			out.items[out.n].country = country_name(se, out.items[out.n].country);
		out.n++;
	}
	return out;
}

struct zones_found
zones_find(struct arena *a, const struct tzdb *db, const char *lang, const char *typed)
{
	struct search se = {.a = a, .db = db, .lang = lang == NULL ? "en" : lang};
	size_t n;

	typed += strspn(typed, " ");
	for (n = strlen(typed); n > 0 && typed[n - 1] == ' '; n--)
		;
	typed = arena_strndup(a, typed, n);
	add_offset(&se, typed);
	if (se.n == 0 && strchr(typed, '/') != NULL)
		add_named(&se, typed);
	/* what follows a comma is the country */
	if (se.n == 0 && fold_name(se.typed, typed, strcspn(typed, ",")) > 0) {
		add_fitting(&se);
		if (se.n == 0)
			add_named(&se, typed); /* "CET"; "Portugal" is more than one zone */
		se.near = se.n == 0;
		if (se.near)
			add_fitting(&se);
	}
	return choose(&se);
}
