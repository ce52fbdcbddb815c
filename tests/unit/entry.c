/* SPDX-License-Identifier: ISC */
/* Each property of a calendar's entries, from an agenda to unfolded lines. */
#include "core/public.h"
#include "data/read.h"
#include "ical/calendars.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { LINES_MAX = 8, FINDINGS_MAX = 1024 * 1024 };

static struct tzdb *db;

static const char site_yaml[] = "title: {en: Site, fr: Le site}\n"
				"host: example.org\n"
				"web: https://www.example.org/\n"
				"timezone: Europe/Berlin\n"
				"languages: [en, fr, ar]\n"
				"organisations:\n"
				"  society: {name: Example Society}\n"
				"people:\n"
				"  ann: {name: Ann Example, role: Chair, organisation: society}\n"
				"  eve: {name: CANARY, visibility: private}\n"
				"locales:\n"
				"  fr:\n"
				"    status-cancelled: annulé\n"
				"    type-workshop: atelier\n"
				"    kind-conference: conférence\n"
				"    deadline: Date limite\n"
				"    join: Participer en ligne\n"
				"    people: Avec\n"
				"    role-speaker: intervenante\n";

/* An event with a venue and one session `s`, of which a case says the rest. */
static const char event_head[] = "event: ev\n"
				 "kind: conference\n"
				 "title: {en: Event, fr: Rencontre}\n"
				 "dates: 2031-05-16 to 2031-05-17\n";
static const char house[] =
    "venue: {name: House, address: \"1 Street, 12345 Town\", "
    "geo: [52.5, -13.4]}\n"
    "rooms: {hall: {title: Hall}, net: {title: Net, "
    "url: \"https://room.example.org/1\"},\n"
    "  secret: {title: Backstage, url: \"https://CANARY.example.org/\", "
    "visibility: private}}\n"
    "tracks: {a: {title: {en: Policy; law, fr: Droit}, colour: \"#008081\"}, "
    "b: {title: B}}\n";
static const char session_head[] = "agenda:\n"
				   "  2031-05-16:\n"
				   "    - id: s\n"
				   "      at: \"10:00\"\n"
				   "      for: 1h\n"
				   "      title: {en: Title, fr: Titre}\n";

/* What an entry says: in `has` whole lines, or their beginning if they end in '*'. */
struct test {
	const char *name;
	const char *of_event, *of_session; /* YAML */
	const char *lang, *uid;            /* NULL: en; s.ev */
	const char *has[LINES_MAX], *has_not[LINES_MAX];
};

static const struct test tests[] = {
    {.name = "a session in person",
	.of_session = "      room: hall\n      track: a\n      type: workshop\n",
	.has = {"SUMMARY:Title", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
	    "LOCATION:Hall\\, House\\, 1 Street\\, 12345 Town", "GEO:52.500000;-13.400000",
	    "CATEGORIES:Policy\\; law,workshop", "COLOR:teal", "RELATED-TO:ev@example.org"},
	.has_not = {"CONFERENCE*", "X-ALT-DESC*"}},
    {.name = "a map for Apple's calendars",
	.of_session = "      room: hall\n",
	.has = {"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"1 Street, 12345 Town\";"
		"X-APPLE-RADIUS=70;X-TITLE=House:geo:52.500000,-13.400000"}},
    {.name = "in French",
	.of_session = "      track: a\n      type: workshop\n      status: cancelled\n"
		      "      people: [ann]\n      join: {url: \"https://meet.example.org/1\", "
		      "visibility: public}\n",
	.lang = "fr",
	.has = {"SUMMARY:Titre (annulé)", "CATEGORIES:Droit,atelier", "STATUS:CANCELLED",
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Participer en ligne:"
	    "https://meet.example.org/1",
	    "DESCRIPTION:Cette session est annulée.\\n\\nAvec :\\n- Ann Example\\, Chair\\, "
	    "Example "
	    "Society (intervenante)\\nParcours : Droit\\nParticiper en "
	    "ligne : "
	    "https://meet.example.org/1\\n\\nRencontre\\nhttps://www.example.org/fr/ev/session/"
	    "s.html"}},
    {.name = "the event in French",
	.lang = "fr",
	.uid = "ev@example.org",
	.has = {"SUMMARY:Rencontre", "CATEGORIES:conférence", "TRANSP:TRANSPARENT",
	    "DTSTART;VALUE=DATE:20310516", "DTEND;VALUE=DATE:20310518"},
	.has_not = {"RELATED-TO*"}},
    {.name = "no category without one",
	.of_session = "      type: other\n",
	.has_not = {"CATEGORIES*", "COLOR*"}},
    {.name = "no colour of two tracks",
	.of_session = "      tracks: [a, b]\n",
	.has = {"CATEGORIES:Policy\\; law,B,talk"},
	.has_not = {"COLOR*"}},

    /* where, by format and visibility */
    {.name = "online, by the event's link",
	.of_event = "format: online\njoin: {url: \"https://meet.example.org/a?b=1,2;c\", "
		    "visibility: public}\n",
	.has = {"LOCATION:https://meet.example.org/a?b=1\\,2\\;c",
	    "URL:https://meet.example.org/a?b=1,2;c",
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join online:"
	    "https://meet.example.org/a?b=1,2;c"},
	.has_not = {"GEO*", "X-APPLE*"}},
    {.name = "online, by its own link and not the event's",
	.of_event =
	    "format: online\njoin: {url: \"https://meet.example.org/event\", visibility: public}\n",
	.of_session = "      join: {url: \"https://meet.example.org/own\", visibility: public}\n",
	.has = {"LOCATION:https://meet.example.org/own", "URL:https://meet.example.org/own"},
	.has_not = {"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join "
		    "online:https://meet.example.org/event"}},
    {.name = "online, by its room's link",
	.of_event =
	    "format: online\njoin: {url: \"https://meet.example.org/event\", visibility: public}\n",
	.of_session = "      room: net\n",
	.has = {"LOCATION:https://room.example.org/1",
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Net:https://room.example.org/1"}},
    {.name = "online, by a private link of its own: not by its event's",
	.of_event =
	    "format: online\njoin: {url: \"https://meet.example.org/event\", visibility: public}\n",
	.of_session = "      join: {url: \"https://CANARY.example.org/\", visibility: private}\n",
	.has = {"LOCATION:online"},
	.has_not = {"CONFERENCE*"}},
    {.name = "online, and the link is private",
	.of_event = "format: online\njoin: {url: \"https://CANARY.example.org/\", "
		    "visibility: private}\n",
	.has = {"LOCATION:online", "URL:https://www.example.org/ev/session/s.html"},
	.has_not = {"CONFERENCE*"}},
    {.name = "online, and the link is for those who are told",
	.of_event = "format: online\njoin: {url: \"https://CANARY.example.org/\", "
		    "visibility: unlisted}\n",
	.has = {"LOCATION:online"},
	.has_not = {"CONFERENCE*"}},
    {.name = "online in a room without a public link",
	.of_event = "format: online\n",
	.of_session = "      room: secret\n",
	.has = {"LOCATION:Backstage"},
	.has_not = {"CONFERENCE*"}},
    {.name = "hybrid: both",
	.of_event = "format: hybrid\n",
	.of_session = "      room: hall\n      join: {url: \"https://meet.example.org/1\", "
		      "visibility: public}\n",
	.has = {"LOCATION:Hall\\, House\\, 1 Street\\, 12345 Town\\, https://meet.example.org/1",
	    "URL:https://www.example.org/ev/session/s.html", "GEO:52.500000;-13.400000",
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join "
	    "online:https://meet.example.org/1"}},
    {.name = "two links, each by its own name",
	.of_event = "format: hybrid\n",
	.of_session = "      rooms: [hall, net]\n      join: {url: \"https://meet.example.org/1\", "
		      "visibility: public}\n",
	.has = {"DESCRIPTION:Join online: https://meet.example.org/1\\nNet: "
		"https://room.example.org/1\\n*"}},
    {.name = "in person, with a stream",
	.of_event = "format: in-person\n",
	.of_session = "      room: hall\n      join: {url: \"https://meet.example.org/1\", "
		      "visibility: public}\n",
	.has = {"LOCATION:Hall\\, House\\, 1 Street\\, 12345 Town",
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join "
	    "online:https://meet.example.org/1"}},
    {.name = "by phone",
	.of_event = "format: online\njoin: {url: \"tel:+49-30-1234567\", visibility: public}\n",
	.has = {"CONFERENCE;VALUE=URI;FEATURE=AUDIO,PHONE;LABEL=Join online:tel:+49-30-1234567"}},
    {.name = "the same link twice is one",
	.of_event = "format: online\n",
	.of_session = "      room: net\n      join: {url: \"https://room.example.org/1\", "
		      "visibility: public}\n",
	.has = {"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join online:"
		"https://room.example.org/1"},
	.has_not = {"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Net:*"}},

    /* status */
    {.name = "cancelled",
	.of_session = "      status: cancelled\n",
	.has = {"SUMMARY:Title (cancelled)", "STATUS:CANCELLED", "TRANSP:TRANSPARENT"}},
    {.name = "postponed",
	.of_session = "      status: postponed\n",
	.has = {"SUMMARY:Title (postponed)", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT"}},
    {.name = "cancelled with its event",
	.of_event = "status: cancelled\n",
	.has = {"SUMMARY:Title (cancelled)", "STATUS:CANCELLED"}},

    /* the description */
    {.name = "an abstract in both forms",
	.of_session =
	    "      subtitle: Sub & title\n      abstract: \"One *two* <b>x</b>\\n\\n"
	    "![A map](https://example.org/m.png)\"\n"
	    "      links: {slides: \"https://example.org/s?a&b\"}\n      people: [ann, eve]\n",
	.has = {"DESCRIPTION:Sub & title\\n\\nOne two <b>x</b>\\n\\nA map "
		"(https://example.org/m.png)\\n\\nPeople:\\n- Ann Example\\, Chair\\, Example "
		"Society "
		"(speaker)\\nSlides: "
		"https://example.org/s?a&b\\n\\nEvent\\nhttps://www.example.org/"
		"ev/session/s.html",
	    "X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><html lang=\"en\"><body><p>Sub &amp\\; "
	    "title</p><p>One <em>two</em> &lt\\;b&gt\\;x&lt\\;/b&gt\\;</p>\\n<p><a "
	    "href=\"https://example.org/m.png\">A map</a></p>\\n<p>People:</p><ul><li>Ann "
	    "Example\\, "
	    "Chair\\, Example Society (speaker)</li></ul><p><a "
	    "href=\"https://example.org/s?a&amp\\;b\">Slides</a></p><p>Event<br><a "
	    "href=\"https://www.example.org/ev/session/s.html\">https://www.example.org/ev/session/"
	    "s.html</a></p></body></html>"}},
    {.name = "HTML in Arabic",
	.of_session = "      abstract: {en: x, ar: y}\n",
	.lang = "ar",
	.has = {"X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><html lang=\"ar\" dir=\"rtl\"><body>"
		"<p>y</p>\\n<p>Event<br>*"}},
    {.name = "a recording",
	.of_session = "      links: {recording: \"https://example.org/v\"}\n",
	.has = {"DESCRIPTION:Recording: https://example.org/v\\n\\nEvent\\n*"}},

    /* when */
    {.name = "a deadline Anywhere on Earth",
	.of_event = "deadline: 2031-04-01 AoE\n",
	.uid = "deadline.ev@example.org",
	.has = {"SUMMARY:Deadline: Event", "DTSTART:20310402T120000Z", "TRANSP:TRANSPARENT"},
	.has_not = {"DTEND*", "LOCATION*", "GEO*", "CONFERENCE*"}},
    {.name = "a deadline whose hour is not said",
	.of_event = "deadline: 2031-04-01\n",
	.uid = "deadline.ev@example.org",
	.lang = "fr",
	.has = {"SUMMARY:Date limite : Rencontre", "DTSTART;VALUE=DATE:20310401",
	    "DTEND;VALUE=DATE:20310402"}},
    {.name = "by the zone's clock",
	.has = {"DTSTART;TZID=Europe/Berlin:20310516T100000",
	    "DTEND;TZID=Europe/Berlin:20310516T110000"}},
};

/* ---- from an agenda to lines ---- */

static struct site *
make_site(const struct test *t, struct arena *a)
{
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e;
	struct buf b;
	bool good;

	buf_init(&b, SOURCE_BYTES_MAX);
	buf_printf(&b, "%s%s%s%s%s", event_head, house, t->of_event != NULL ? t->of_event : "",
	    session_head, t->of_session != NULL ? t->of_session : "");
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "ev.yaml", buf_str(&b), b.n);
	findings_init(&f, a);
	good = site_read(&s, &src, db, &f, &e) == 0 && f.errors == 0;
	for (size_t i = 0; i < f.n && !good; i++)
		printf("# %s: %s\n", f.items[i].at.file, f.items[i].what);
	sources_free(&src);
	buf_free(&b);
	return s;
}

static void
publish(struct site *s)
{
	struct event *ev = s->events[0];

	s->revision = 1;
	s->moment = 1900000000;
	public_view(s);
	ev->identity = (struct identity){.uid = "ev@example.org", .modified = s->moment};
	ev->deadline.identity =
	    (struct identity){.uid = "deadline.ev@example.org", .modified = s->moment};
	for (size_t i = 0; i < ev->nsessions; i++)
		ev->sessions[i]->identity =
		    (struct identity){.uid = "s.ev@example.org", .modified = s->moment};
}

/* The entry with a UID, unfolded, its lines ended by '\n'; NULL if there is none. */
static const char *
entry_of(struct arena *a, const char *ics, const char *uid)
{
	char *all = arena_alloc(a, strlen(ics) + 1), *to = all, *start, *end;
	const char *mark = arena_printf(a, "\nUID:%s\n", uid);

	for (; *ics != '\0'; ics++) {
		if (strncmp(ics, "\r\n ", 3) == 0)
			ics += 2;
		else if (*ics != '\r')
			*to++ = *ics;
	}
	start = strstr(all, mark);
	end = start != NULL ? strstr(start, "\nEND:VEVENT\n") : NULL;
	return end != NULL ? arena_strndup(a, start, (size_t)(end - start) + 1) : NULL;
}

static bool
has_line(struct arena *a, const char *entry, const char *line)
{
	size_t n = strlen(line);

	if (n > 0 && line[n - 1] == '*')
		return strstr(entry, arena_printf(a, "\n%.*s", (int)n - 1, line)) != NULL;
	return strstr(entry, arena_printf(a, "\n%s\n", line)) != NULL;
}

static void
run(const struct test *t)
{
	struct place_in_site at = {.kind = PATH_ALL_ICS, .lang = t->lang};
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct site *s = make_site(t, a);
	const char *entry;
	struct buf b;

	buf_init(&b, CALENDAR_BYTES_MAX);
	if (!ok(s != NULL && s->nevents == 1, "%s: read", t->name))
		goto out;
	publish(s);
	is_int(calendar_write(&b, s, &at), 0, "%s: written", t->name);
	entry = entry_of(a, buf_str(&b), t->uid != NULL ? t->uid : "s.ev@example.org");
	if (!ok(entry != NULL, "%s: its entry", t->name))
		goto out;
	ok(strstr(buf_str(&b), "CANARY") == NULL, "%s: nothing private", t->name);
	for (size_t i = 0; i < LINES_MAX && t->has[i] != NULL; i++)
		if (!ok(has_line(a, entry, t->has[i]), "%s: %.40s", t->name, t->has[i]))
			printf("# want: %s\n# got:%s", t->has[i], entry);
	for (size_t i = 0; i < LINES_MAX && t->has_not[i] != NULL; i++)
		if (!ok(!has_line(a, entry, t->has_not[i]), "%s: no %.40s", t->name, t->has_not[i]))
			printf("# got:%s", entry);
out:
	buf_free(&b);
	site_free(s);
	arena_free(a);
}

/* An abstract whose HTML is five times as long as it is. */
static void
test_ceiling(void)
{
	static char of_session[20100];
	const struct test t = {.name = "an abstract too long in HTML",
	    .of_session = of_session,
	    .has = {"DESCRIPTION:&&&&*", "SUMMARY:Title"},
	    .has_not = {"X-ALT-DESC*"}};
	size_t n = (size_t)snprintf(of_session, sizeof of_session, "      abstract: \"");

	memset(of_session + n, '&', 20000);
	memcpy(of_session + n + 20000, "\"\n", 3);
	run(&t);
}

int
main(void)
{
	struct err e;

	if (tzdb_open(&db, NULL, &e) < 0) {
		ok(false, "zones: %s", e.msg);
		return tap_done();
	}
	for (size_t i = 0; i < COUNT(tests); i++)
		run(&tests[i]);
	test_ceiling();
	tzdb_close(db);
	return tap_done();
}
