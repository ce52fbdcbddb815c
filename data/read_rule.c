/* SPDX-License-Identifier: ISC */
/* A rule of repetition (RFC 5545 section 3.3.10) as it is written: its parts, and its end. Whether
 * the values of the parts make sense together libical tells. */
#include "data/reader.h"

#include "data/repeats.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULE_BYTES_MAX = 200 };

static const char how[] = "write how often and how many times, as in FREQ=WEEKLY;COUNT=6, or until "
			  "when, as in FREQ=WEEKLY;UNTIL=20310630";
static const char until_how[] = "write year, month and day: UNTIL=20310630";
static const char *const freqs[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL};
static const char *const parts[] = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY",
    "BYMONTH", "BYSETPOS", "BYWEEKNO", "BYYEARDAY", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND", NULL};

enum { PARTS = sizeof parts / sizeof *parts - 1, BY_HOUR = 11 };

/* The values of the parts, in the order of the table; NULL: not there. */
struct written {
	const char *value[PARTS];
};

/* What people write instead of a frequency. */
static const struct {
	const char *word, *freq;
} plain_words[] = {
    {"BIWEEKLY", "FREQ=WEEKLY;INTERVAL=2"},
    {"FORTNIGHT", "FREQ=WEEKLY;INTERVAL=2"},
    {"2 WEEKS", "FREQ=WEEKLY;INTERVAL=2"},
    {"TWO WEEKS", "FREQ=WEEKLY;INTERVAL=2"},
    {"OTHER WEEK", "FREQ=WEEKLY;INTERVAL=2"},
    {"WEEK", "FREQ=WEEKLY"},
    {"QUARTER", "FREQ=MONTHLY;INTERVAL=3"},
    {"MONTH", "FREQ=MONTHLY"},
    {"YEAR", "FREQ=YEARLY"},
    {"ANNUAL", "FREQ=YEARLY"},
    {"MONDAY", "FREQ=WEEKLY;BYDAY=MO"},
    {"TUESDAY", "FREQ=WEEKLY;BYDAY=TU"},
    {"WEDNESDAY", "FREQ=WEEKLY;BYDAY=WE"},
    {"THURSDAY", "FREQ=WEEKLY;BYDAY=TH"},
    {"FRIDAY", "FREQ=WEEKLY;BYDAY=FR"},
    {"SATURDAY", "FREQ=WEEKLY;BYDAY=SA"},
    {"SUNDAY", "FREQ=WEEKLY;BYDAY=SU"},
    {"DAY", "FREQ=DAILY"},
    {"DAILY", "FREQ=DAILY"},
};

/* In capitals, without "RRULE:" before it and blanks in it; NULL if it is too long. */
static const char *
tidy(struct reader *r, const char *s)
{
	char *out = arena_strdup(r->scratch, s), *to = out;

	if (strlen(s) > RULE_BYTES_MAX)
		return NULL;
	for (const char *from = s; *from != '\0'; from++)
		if (*from != ' ')
			*to++ = (char)toupper((unsigned char)*from);
	*to = '\0';
	return strncmp(out, "RRULE:", 6) == 0 ? out + 6 : out;
}

static bool
add_bad(struct reader *r, const struct node *node, const char *todo, const char *what)
{
	finding_add(r->f, RULE_BAD_REPEAT, node->at, todo, "%s", what);
	return false;
}

/* The rule without its end that plain words mean; NULL if that is not known. */
static const char *
meant_by(const char *s)
{
	char up[64];
	size_t i, n = strlen(s);

	if (n >= sizeof up)
		return NULL;
	for (i = 0; i <= n; i++)
		up[i] = (char)toupper((unsigned char)s[i]);
	for (i = 0; i < sizeof plain_words / sizeof *plain_words; i++)
		if (strstr(up, plain_words[i].word) != NULL)
			return plain_words[i].freq;
	return NULL;
}

/* What to do about a text that is no rule at all. */
static const char *
plain_todo(struct reader *r, const char *s)
{
	const char *meant = meant_by(s);

	if (meant == NULL)
		return how;
	return finding_words(r->f,
	    "write %s;COUNT=6 for six times, or %s;UNTIL=20310630 for a last day", meant, meant);
}

static bool
add_no_rule(struct reader *r, const struct node *node)
{
	return add_bad(r, node, plain_todo(r, node->text),
	    finding_words(
		r->f, "'%s' does not say how this repeats", finding_quote(r->f, node->text)));
}

/* One NAME=VALUE into its place. */
static bool
take_part(struct reader *r, const struct node *node, char *part, struct written *out)
{
	char *equals = strchr(part, '='), *value;
	const char *near;
	int k;

	if (equals == NULL)
		return add_no_rule(r, node);
	*equals = '\0';
	value = equals + 1;
	k = word_find(parts, part);
	if (k >= BY_HOUR)
		return add_bad(r, node, "leave it out: the time of day is that of 'at'",
		    finding_words(r->f, "%s is of no use here: it is once on a date", part));
	if (k < 0) {
		near = strncmp(part, "FREQ", 4) == 0 ? "FREQ" : suggest(part, parts, BY_HOUR);
		return add_bad(r, node,
		    near != NULL ? finding_words(r->f, "did you mean '%s'?", near) : how,
		    finding_words(r->f, "a rule has no '%s'", finding_quote(r->f, part)));
	}
	if (out->value[k] != NULL)
		return add_bad(
		    r, node, "keep one of them", finding_words(r->f, "%s is there twice", part));
	if (strcmp(part, "UNTIL") == 0 && strpbrk(value, "./") != NULL)
		return add_bad(r, node, until_how,
		    finding_words(r->f, "'%s' is not a last day", finding_quote(r->f, value)));
	if (strchr(value, ',') != NULL && strchr(value, '=') != NULL)
		return add_bad(r, node, "put a ';' between them: FREQ=WEEKLY;COUNT=6",
		    "the parts of a rule are not parted by commas");
	if (*value == '\0' ||
	    strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,+-") != strlen(value))
		return add_bad(r, node, how,
		    finding_words(
			r->f, "'%s' is nothing that %s can be", finding_quote(r->f, value), part));
	out->value[k] = value;
	return true;
}

static bool
split(struct reader *r, const struct node *node, const char *s, struct written *out)
{
	char *rest = arena_strdup(r->scratch, s), *end;

	*out = (struct written){{NULL}};
	if (strchr(s, '=') == NULL)
		return add_no_rule(r, node);
	for (; *rest != '\0'; rest = end) {
		end = rest + strcspn(rest, ";");
		if (*end == ';')
			*end++ = '\0';
		if (*rest != '\0' && !take_part(r, node, rest, out))
			return false;
	}
	return true;
}

static const char *
value_of(const struct written *w, const char *name)
{
	return w->value[word_find(parts, name)];
}

static bool
check_freq(struct reader *r, const struct node *node, const char *freq)
{
	const char *near, *meant;

	if (freq == NULL)
		return add_bad(r, node, "begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY",
		    "this rule does not say how often");
	if (word_find(freqs, freq) >= 0)
		return true;
	if (strcmp(freq, "HOURLY") == 0 || strcmp(freq, "MINUTELY") == 0 ||
	    strcmp(freq, "SECONDLY") == 0)
		return add_bad(r, node, "write each time of a day as a session of its own",
		    "what repeats is held once on a date");
	near = suggest(freq, freqs, 4);
	meant = meant_by(freq);
	return add_bad(r, node,
	    near != NULL    ? finding_words(r->f, "did you mean FREQ=%s?", near)
	    : meant != NULL ? finding_words(r->f, "write %s", meant)
			    : "write DAILY, WEEKLY, MONTHLY or YEARLY",
	    finding_words(r->f, "'%s' is not how often", finding_quote(r->f, freq)));
}

/* MO, and where the rule goes by months or years also 2MO and -1MO. */
static bool
check_weekday(struct reader *r, const struct node *node, const char *s, size_t n, bool is_numbered)
{
	static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};
	char day[3];

	if (n >= 2) {
		memcpy(day, s + n - 2, 2);
		day[2] = '\0';
		if (word_find(days, day) >= 0 && strspn(s, "+-0123456789") == n - 2 &&
		    (n == 2 || is_numbered))
			return true;
	}
	for (int k = 0; k < 7; k++)
		if (n > 2 && strncmp(s, days[k], 2) == 0)
			return add_bad(r, node, finding_words(r->f, "write %s", days[k]),
			    finding_words(r->f, "'%.*s' is not a day of the week here", (int)n, s));
	return add_bad(r, node,
	    is_numbered ? "write MO, TU, WE, TH, FR, SA or SU, perhaps with its number in the "
			  "month before it: 2TU, -1FR"
			: "write MO, TU, WE, TH, FR, SA or SU",
	    finding_words(r->f, "'%.*s' is not a day of the week here", (int)n, s));
}

static bool
check_weekdays(struct reader *r, const struct node *node, const struct written *w)
{
	const char *s = value_of(w, "BYDAY"), *freq = value_of(w, "FREQ");
	bool is_numbered = (*freq == 'M' || *freq == 'Y') && value_of(w, "BYWEEKNO") == NULL;
	size_t n;

	for (; s != NULL; s = s[n] == ',' ? s + n + 1 : NULL) {
		n = strcspn(s, ",");
		if (!check_weekday(r, node, s, n, is_numbered))
			return false;
	}
	return true;
}

/* Which parts a rule may have with which others (the table of RFC 5545 section 3.3.10). */
static bool
check_together(struct reader *r, const struct node *node, const struct written *w)
{
	static const struct {
		const char *part, *freqs;
	} not_with[] = {{"BYWEEKNO", "DWM"}, {"BYYEARDAY", "DWM"}, {"BYMONTHDAY", "W"}};
	const char *freq = value_of(w, "FREQ"), *interval = value_of(w, "INTERVAL");

	if (interval != NULL && strspn(interval, "0") == strlen(interval))
		return add_bad(r, node, "write INTERVAL=2 for every other time, or leave it out",
		    finding_words(r->f, "INTERVAL=%s is no distance", interval));
	for (size_t i = 0; i < sizeof not_with / sizeof *not_with; i++)
		if (value_of(w, not_with[i].part) != NULL &&
		    strchr(not_with[i].freqs, *freq) != NULL)
			return add_bad(r, node, "leave it out, or write another FREQ",
			    finding_words(r->f, "FREQ=%s takes no %s", freq, not_with[i].part));
	if (value_of(w, "BYSETPOS") != NULL && value_of(w, "BYDAY") == NULL &&
	    value_of(w, "BYMONTHDAY") == NULL && value_of(w, "BYMONTH") == NULL &&
	    value_of(w, "BYWEEKNO") == NULL && value_of(w, "BYYEARDAY") == NULL)
		return add_bad(r, node, "leave it out, or write of which days with BYDAY",
		    "BYSETPOS picks from what other parts give, and there is none");
	return true;
}

static bool
read_count(struct reader *r, const struct node *node, const char *s, int *out)
{
	long n = strspn(s, "0123456789") == strlen(s) && strlen(s) < 10 ? strtol(s, NULL, 10) : 0;

	if (n < 1)
		return add_bad(r, node, "write how many times: COUNT=6",
		    finding_words(r->f, "'%s' is not a number of times", finding_quote(r->f, s)));
	if (n > REPEAT_DATES_MAX) {
		finding_add(r->f, RULE_TOO_MANY, node->at,
		    "write fewer, and the later ones as another session when they are near",
		    "this repeats %ld times; it can do so %d times", n, REPEAT_DATES_MAX);
		return false;
	}
	*out = (int)n;
	return true;
}

/* Six digits with a T before them, and perhaps a Z after them. */
static bool
read_until_time(const char *s, struct rrule *out)
{
	int h, m, sec;
	char end;

	if (strlen(s) < 7 || s[0] != 'T' || strspn(s + 1, "0123456789") != 6 ||
	    (strcmp(s + 7, "") != 0 && strcmp(s + 7, "Z") != 0) ||
	    sscanf(s, "T%2d%2d%2d%c", &h, &m, &sec, &end) < 3 || h > 23 || m > 59 || sec > 60)
		return false;
	out->until.minute = h * 60 + m;
	out->has_until_time = true;
	out->is_until_utc = s[7] == 'Z';
	return true;
}

static bool
read_until(struct reader *r, const struct node *node, const char *s, struct rrule *out)
{
	char day[11];
	struct date written;

	if (strspn(s, "0123456789") == 8) {
		snprintf(day, sizeof day, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
		out->has_until = date_parse(day, &out->until.date) &&
				 (s[8] == '\0' || read_until_time(s + 8, out));
	}
	if (out->has_until)
		return true;
	if (date_parse(s, &written))
		return add_bad(r, node,
		    finding_words(
			r->f, "write UNTIL=%04d%02d%02d", written.year, written.month, written.day),
		    "the last day of a rule is written without '-'");
	return add_bad(r, node, until_how,
	    finding_words(r->f, "'%s' is not a last day", finding_quote(r->f, s)));
}

static bool
read_end_of_rule(
    struct reader *r, const struct node *node, const struct written *w, struct rrule *out)
{
	const char *count = value_of(w, "COUNT"), *until = value_of(w, "UNTIL");

	if (count == NULL && until == NULL)
		return add_bad(r, node,
		    finding_words(
			r->f, "add ;COUNT=6 for six times, or ;UNTIL=20310630 for a last day"),
		    "this rule has no end");
	if (count != NULL && until != NULL)
		return add_bad(
		    r, node, "keep one of them", "COUNT and UNTIL both say when this rule ends");
	return count != NULL ? read_count(r, node, count, &out->count)
			     : read_until(r, node, until, out);
}

/* The parts but for the end, FREQ first; then the end. */
static void
join(struct reader *r, const struct written *w, struct rrule *out)
{
	const char *end = value_of(w, "COUNT") != NULL ? "COUNT" : "UNTIL";
	const char *s = arena_printf(r->a, "FREQ=%s", value_of(w, "FREQ"));

	for (int i = 1; i < BY_HOUR; i++)
		if (w->value[i] != NULL && strcmp(parts[i], "COUNT") != 0 &&
		    strcmp(parts[i], "UNTIL") != 0)
			s = arena_printf(r->a, "%s;%s=%s", s, parts[i], w->value[i]);
	out->rule = s;
	out->whole = arena_printf(r->a, "%s;%s=%s", s, end, value_of(w, end));
}

bool
rrule_read(struct reader *r, const struct node *node, struct rrule *out)
{
	const char *s = node_text(r, node, how);
	struct written w;

	*out = (struct rrule){.count = 0};
	if (s == NULL)
		return false;
	s = tidy(r, s);
	if (s == NULL)
		return add_bad(r, node, how, "this rule is too long");
	if (!split(r, node, s, &w) || !check_freq(r, node, value_of(&w, "FREQ")) ||
	    !check_weekdays(r, node, &w) || !check_together(r, node, &w) ||
	    !read_end_of_rule(r, node, &w, out))
		return false;
	join(r, &w, out);
	return true;
}

bool
rrule_is_over(const struct rrule *rule, const struct tz *zone, struct civil at, bool has_time)
{
	struct civil until = rule->until;
	int c;

	if (!rule->has_until)
		return false;
	if (rule->is_until_utc)
		until = tz_to_civil(zone, date_to_seconds(until.date) + until.minute * 60);
	c = date_cmp(at.date, until.date);
	return c > 0 || (c == 0 && rule->has_until_time && has_time && at.minute > until.minute);
}
