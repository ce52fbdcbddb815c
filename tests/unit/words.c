/* SPDX-License-Identifier: ISC */
#include "core/words.h"
#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct wording wordings[] = {
    {"fr", "month-6", "juin"},
    {"fr", "weekday-3", "mercredi"},
    {"fr", "home", "Accueil"},
    {"fr-CA", "home", "Page d'accueil"},
    {"fr", "in-days", "dans %s jours"},
    {"fr", "span-before", "avant %2, en %1"},
    {"fr", "days", "%s %n %d %9 100%"},
    {"pl", "session-count-one", "%s sesja"},
    {"pl", "session-count-few", "%s sesje"},
    {"pl", "session-count-many", "%s sesji (x)"},
    {"pl", "session-count", "%s sesji"},
    {"pt", "session-count", "%s sessões"},
};

static void
test_look_up(struct site *s)
{
	static const struct {
		const char *lang, *want;
	} cases[] = {{"en", "Home"}, {"fr", "Accueil"}, {"fr-FR", "Accueil"},
	    {"fr-CA", "Page d'accueil"}, {"fr-CA-x-old", "Page d'accueil"}, {"f", "Home"},
	    {"fra", "Home"}, {"", "Home"}, {"-", "Home"}, {NULL, "Home"}};
	size_t n = 0;

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(words_get(&(struct words){.site = s, .lang = cases[i].lang}, WORD_HOME),
		    cases[i].want, "home in '%s'", cases[i].lang ? cases[i].lang : "(null)");
	is_str(words_get(&(struct words){.site = s, .lang = "fr"}, WORD_NOW), "Maintenant",
	    "what the site does not say is in the catalogue");
	is_str(words_get(&(struct words){.site = s, .lang = "fr-CA"}, WORD_NOW), "Maintenant",
	    "of the language that it is a variant of, too");
	is_str(words_get(&(struct words){.site = s, .lang = "pt"}, WORD_NOW), "Now",
	    "what nobody says is English");
	is_str(words_get(&(struct words){.lang = "fr"}, WORD_NOW), "Maintenant", "no site");
	while (word_keys[n] != NULL)
		n++;
	is_int(n, WORD_COUNT, "every word has its key");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(word_keys[i], word_keys[k]) == 0)
				ok(false, "key %s twice", word_keys[i]);
	is_str(word_keys[WORD_MONTH_12], "month-12", "keys are in the order of the words");
	is_str(words_language("fr"),
	    "fran\xc3\xa7"
	    "ais",
	    "a language by its name");
	is_str(words_language("pt-BR"), "pt-BR", "another by its tag");
}

static void
test_choices(const struct words *w)
{
	struct text_in label = {"en", "The report"};
	struct link ln = {.name = "report"};

	for (int i = 0; role_words[i] != NULL; i++)
		is_str(words_role(w, (enum role)i), role_words[i], "role %s", role_words[i]);
	for (int i = 0; session_type_words[i] != NULL; i++)
		ok(strstr(words_session_type(w, (enum session_type)i), session_type_words[i]) !=
			NULL,
		    "session type %s", session_type_words[i]);
	is_str(words_event_kind(w, KIND_SIDE_EVENT), "side event", "kind side-event");
	is_str(words_event_kind(w, KIND_CALL), "call for applications", "the last kind");
	is_str(words_format(w, FORMAT_HYBRID), "in person and online", "format hybrid");
	is_str(words_link(w, &ln), "Report", "a link by its usual key");
	ln.name = "sign-up";
	is_str(words_link(w, &ln), "Sign up", "a link by another key");
	ln.label = (struct text){.in = &label, .n = 1};
	is_str(words_link(w, &ln), "The report", "a link by its label");
}

static void
test_fill(const struct words *en, const struct words *fr)
{
	struct span sp;
	const char *why;

	is_str(words_fill(en, WORD_OF_EVENT, "a", "b", NULL), "a \xe2\x80\x93 b", "two values");
	is_str(words_fill(en, WORD_OF_EVENT, "%2%s%n", "b", NULL), "%2%s%n \xe2\x80\x93 b",
	    "values are not read as patterns");
	is_str(words_fill(en, WORD_OF_EVENT, "a", NULL), "a \xe2\x80\x93 %2",
	    "a place without a value stays");
	is_str(words_fill(fr, WORD_DAYS, "3", NULL), "3 %n %d %9 100%",
	    "a pattern is never a format of printf");
	span_parse("before 2023-07-10", &sp, &why);
	is_str(words_span(fr, &sp), "avant 10 juillet, en 2023", "values in another order");
}

static void
test_dates(const struct words *en, const struct words *fr)
{
	static const struct {
		const char *in, *want;
	} spans[] = {
	    {"2023-06-14", "14 June 2023"},
	    {"2023-06-14 to 2023-06-14", "14 June 2023"},
	    {"2023-06-14 to 2023-06-15", "14\xe2\x80\x93"
					 "15 June 2023"},
	    {"2023-05-30 to 2023-06-02", "30 May \xe2\x80\x93 2 June 2023"},
	    {"2023-12-30 to 2024-01-02", "30 December 2023 \xe2\x80\x93 2 January 2024"},
	    {"2025-10", "October 2025"},
	    {"late 2019-06", "late June 2019"},
	    {"mid 2019-06", "mid-June 2019"},
	    {"early 2020", "early 2020"},
	    {"2025", "2025"},
	    {"before 2023-07-10", "in 2023, before 10 July"},
	};
	struct date d = {2023, 6, 14};
	struct span none = {.precision = PRECISION_NONE};

	is_str(words_date_full(en, d), "Wednesday 14 June 2023", "a date in full");
	is_str(words_date(en, d), "14 June 2023", "a date");
	is_str(words_date_short(en, d), "Wed 14 June", "a short date");
	is_str(words_date_full(fr, d), "mercredi 14 juin 2023", "a date in French");
	is_str(words_span(en, &none), "date not announced yet", "no date");
	for (size_t i = 0; i < COUNT(spans); i++) {
		struct span sp = none;
		const char *why;

		span_parse(spans[i].in, &sp, &why);
		is_str(words_span(en, &sp), spans[i].want, "span %s", spans[i].in);
	}
}

/* As the catalogues have them: the CLDR's formats, but for short dates, which name the month. */
static void
test_languages(const struct site *s)
{
	static const struct {
		const char *lang, *full, *brief, *first, *days, *months, *part, *month;
	} cases[] = {
	    {"fr", "mercredi 14 juin 2023", "mer. 14 juin", "1er juin 2023", "14–15 juin 2023",
		"30 mai – 1er juin 2023", "début juin 2019", "octobre 2025"},
	    {"es", "miércoles, 14 de junio de 2023", "mié, 14 de junio", "1 de junio de 2023",
		"14–15 de junio de 2023", "30 de mayo – 1 de junio de 2023",
		"principios de junio de 2019", "octubre de 2025"},
	    {"de", "Mittwoch, 14. Juni 2023", "Mi, 14. Juni", "1. Juni 2023", "14.–15. Juni 2023",
		"30. Mai – 1. Juni 2023", "Anfang Juni 2019", "Oktober 2025"},
	    {"ar", "الأربعاء، 14 يونيو 2023", "الأربعاء، 14 يونيو", "1 يونيو 2023",
		"14–15 يونيو 2023", "30 مايو – 1 يونيو 2023", "أوائل يونيو 2019", "أكتوبر 2025"},
	};
	static const char *const spans[] = {
	    "2023-06-14 to 2023-06-15", "2023-05-30 to 2023-06-01", "early 2019-06", "2025-10"};
	struct date d = {2023, 6, 14}, first = {2023, 6, 1};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct words w = {.lang = cases[i].lang, .arena = s->arena};
		const char *const want[] = {
		    cases[i].days, cases[i].months, cases[i].part, cases[i].month};

		is_str(words_date_full(&w, d), cases[i].full, "%s: a date in full", w.lang);
		is_str(words_date_short(&w, d), cases[i].brief, "%s: a short date", w.lang);
		is_str(words_date(&w, first), cases[i].first, "%s: the first of a month", w.lang);
		for (size_t k = 0; k < COUNT(spans); k++) {
			struct span sp;
			const char *why;

			span_parse(spans[k], &sp, &why);
			is_str(words_span(&w, &sp), want[k], "%s: %s", w.lang, spans[k]);
		}
	}
}

static void
test_counts(const struct site *s)
{
	static const struct {
		const char *lang;
		int64_t n;
		const char *want;
	} cases[] = {{"en", 0, "0 sessions"}, {"en", 1, "1 session"}, {"en", 2, "2 sessions"},
	    {"fr", 0, "0 session"}, {"fr", 1, "1 session"}, {"fr-CA", 2, "2 sessions"},
	    {"ar", 0, "لا جلسات"}, {"ar", 1, "جلسة واحدة"}, {"ar", 2, "جلستان"},
	    {"ar", 3, "3 جلسات"}, {"ar", 11, "11 جلسة"}, {"ar-EG", 103, "103 جلسات"},
	    {"pl", 1, "1 sesja"}, {"pl", 2, "2 sesje"}, {"pl", 22, "22 sesje"},
	    {"pl", 5, "5 sesji (x)"}, {"pl", 12, "12 sesji (x)"},
	    /* Nothing but the general form, and nothing at all. */
	    {"pt", 1, "1 sessões"}, {"ja", 1, "1 session"}, {"ja", 0, "0 sessions"}};

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(words_count(&(struct words){s, cases[i].lang, s->arena}, WORD_SESSION_COUNT,
			   cases[i].n),
		    cases[i].want, "%s: %d", cases[i].lang, (int)cases[i].n);
}

static void
test_fits(void)
{
	static const struct {
		enum word k;
		const char *wording;
		bool fits;
	} cases[] = {{WORD_HOME, "Accueil", true}, {WORD_HOME, "Accueil %s", false},
	    {WORD_SPAN, "%2, %1", true}, {WORD_SPAN, "%s, %2", true}, {WORD_SPAN, "%1", false},
	    {WORD_SPAN, "%1 %2 %3", false}, {WORD_SPAN, "%1 %2 100%", false},
	    {WORD_SPAN, "%1 %2 %d", false}, {WORD_DAYS, "jours", false},
	    {WORD_DAYS_MANY, "jours", false}, {WORD_DAYS_MANY, "%1 de jours", true},
	    {WORD_DAYS_ZERO, "rien", true}, {WORD_DAYS_ONE, "un jour", true},
	    {WORD_DAYS_TWO, "deux", true}, {WORD_DAYS_TWO, "%2", false},
	    {WORD_DAYS_FEW, "", false}};

	for (size_t i = 0; i < COUNT(cases); i++)
		is_int(words_fits(cases[i].k, cases[i].wording), cases[i].fits, "%s: '%s' %s",
		    word_keys[cases[i].k], cases[i].wording,
		    cases[i].fits ? "fits" : "does not fit");
}

static int64_t
utc(const char *rfc3339)
{
	int64_t t = 0;

	if (!tz_parse_rfc3339(rfc3339, &t))
		printf("Bail out! %s\n", rfc3339);
	return t;
}

static struct slot
slot(const char *from, const char *to)
{
	struct slot sl = {.day = {2023, 6, 14}};

	if (from != NULL) {
		sl.has_start = true;
		sl.start = utc(from);
	}
	if (to != NULL) {
		sl.has_end = true;
		sl.end = utc(to);
	}
	return sl;
}

static void
test_times(const struct words *w, struct tzdb *db)
{
	const struct tz *berlin = tzdb_find(db, "Europe/Berlin");
	const struct tz *kathmandu = tzdb_find(db, "Asia/Kathmandu");
	const char *t = "2023-06-14T09:30:00+02:00";
	struct slot a = slot(t, "2023-06-14T11:00:00+02:00"), b = slot(t, NULL);
	struct slot c = slot(t, t), none = slot(NULL, NULL);
	struct slot night = slot("2023-06-14T22:00:00+02:00", "2023-06-15T01:00:00+02:00");
	struct slot camp = slot(t, "2023-06-17T09:30:00+02:00");
	struct slot autumn = slot("2023-10-29T00:30:00+02:00", "2023-10-29T10:00:00+01:00");

	is_str(words_time_range(w, berlin, &a),
	    "09:30\xe2\x80\x93"
	    "11:00",
	    "from and to");
	is_str(words_time_range(w, kathmandu, &a),
	    "13:15\xe2\x80\x93"
	    "14:45",
	    "the same in Nepal");
	is_str(words_time_range(w, NULL, &a),
	    "07:30\xe2\x80\x93"
	    "09:00",
	    "the same in UTC");
	is_str(words_time_range(w, berlin, &b), "from 09:30", "no end");
	is_str(words_time_range(w, berlin, &c), "09:30", "no length");
	is_str(words_time_range(w, berlin, &none), "", "no time");
	is_str(words_time_range(w, berlin, &night),
	    "22:00\xe2\x80\x93"
	    "01:00 (+1 day)",
	    "over midnight");
	is_str(words_time_range(w, berlin, &camp),
	    "09:30\xe2\x80\x93"
	    "09:30 (+3 days)",
	    "over three days");
	is_str(words_slot_short(w, berlin, &a),
	    "Wed 14 June, 09:30\xe2\x80\x93"
	    "11:00",
	    "with its day");
	is_str(words_slot_short(w, berlin, &none), "Wed 14 June", "a day alone");
	is_str(words_zone(w, berlin, a.start), "Europe/Berlin, UTC+2", "a zone in summer");
	is_str(words_zone(w, berlin, utc("2023-01-14T09:30:00Z")), "Europe/Berlin, UTC+1",
	    "a zone in winter");
	is_str(words_zone(w, kathmandu, a.start), "Asia/Kathmandu, UTC+05:45", "a zone in Nepal");
	is_str(words_zone(w, NULL, 0), "UTC", "no zone is UTC");
	is_str(words_zone_between(w, berlin, autumn.start, autumn.end),
	    "Europe/Berlin, UTC+2, later UTC+1", "a night in which the clocks change");
	is_str(words_moment(w, utc("2023-06-14T09:30:00Z")), "14 June 2023 09:30 UTC", "a moment");
	is_str(words_moment(w, -60), "31 December 1969 23:59 UTC", "a moment before 1970");
}

static void
test_amounts(const struct words *w)
{
	static const struct {
		int64_t minutes;
		const char *want;
	} durations[] = {{0, "0 min"}, {45, "45 min"}, {60, "1 h"}, {90, "1 h 30 min"},
	    {1440, "1 day"}, {4320, "3 days"}, {1500, "25 h"}};
	static const struct {
		int64_t seconds;
		const char *want;
	} ahead[] = {{-5, ""}, {0, ""}, {1, "in 1 minute"}, {60, "in 1 minute"},
	    {61, "in 2 minutes"}, {1500, "in 25 minutes"}, {3540, "in 59 minutes"},
	    {3541, "in 1 hour"}, {4500, "in 75 minutes"}, {7199, "in 2 hours"},
	    {86400, "in 24 hours"}, {172800, "in 2 days"}, {259200, "in 3 days"},
	    {60 * 86400, "in 60 days"}, {60 * 86400 + 1, ""}};

	for (size_t i = 0; i < COUNT(durations); i++)
		is_str(words_duration(w, durations[i].minutes), durations[i].want, "%lld minutes",
		    (long long)durations[i].minutes);
	for (size_t i = 0; i < COUNT(ahead); i++)
		is_str(words_ahead(w, 1000, 1000 + ahead[i].seconds), ahead[i].want,
		    "%lld seconds ahead", (long long)ahead[i].seconds);
}

static void
test_deadlines(const struct words *w, struct tzdb *db)
{
	struct event ev = {.zone = tzdb_find(db, "Europe/Berlin")};

	is_str(words_deadline(w, &ev), "", "no deadline");
	ev.deadline = (struct deadline){
	    .kind = DEADLINE_AOE, .day = {2022, 7, 18}, .when = utc("2022-07-19T12:00:00Z")};
	is_str(words_deadline(w, &ev),
	    "the end of 18 July 2022 Anywhere on Earth (UTC\xe2\x88\x92"
	    "12), which is 19 July 2022 12:00 UTC",
	    "a deadline Anywhere on Earth");
	is_str(words_deadline_short(w, &ev), "18 July 2022, Anywhere on Earth", "the same, short");
	ev.deadline = (struct deadline){.kind = DEADLINE_TIME,
	    .day = {2022, 7, 18},
	    .zone = tzdb_find(db, "America/New_York"),
	    .when = utc("2022-07-18T17:00:00-04:00")};
	is_str(words_deadline(w, &ev),
	    "18 July 2022, 17:00 (America/New_York, UTC\xe2\x88\x92"
	    "4), which is 18 July 2022 21:00 UTC",
	    "a deadline at a time");
	ev.deadline = (struct deadline){.kind = DEADLINE_DATE, .day = {2022, 7, 18}};
	is_str(words_deadline(w, &ev), "18 July 2022 in Europe/Berlin; the hour is not said",
	    "a deadline on a day");
	is_str(words_deadline_short(w, &ev), "18 July 2022", "the same, short");
}

int
main(void)
{
	struct site *s = site_new();
	struct words en = {s, "en", s->arena}, fr = {s, "fr", s->arena};
	struct tzdb *db = NULL;
	struct err e;

	if (tzdb_open(&db, NULL, &e) != 0)
		printf("Bail out! %s\n", e.msg);
	s->wordings = wordings;
	s->nwordings = COUNT(wordings);
	test_look_up(s);
	test_choices(&en);
	test_fill(&en, &fr);
	test_dates(&en, &fr);
	test_languages(s);
	test_counts(s);
	test_fits();
	test_times(&en, db);
	test_amounts(&en);
	test_deadlines(&en, db);
	tzdb_close(db);
	site_free(s);
	return tap_done();
}
