/* SPDX-License-Identifier: ISC */
/* Entries under other names: what `was:` carries over, what it does not, and that no row is lost or
 * there twice. */
#include "core/rename.h"
#include "core/public.h"
#include "tests/lib/edits.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

static struct session *
session_called(struct site *s, const char *event, const char *id)
{
	return event_find_session(site_find_event(s, event), id);
}

static void
call(struct site *s, const char *event, const char *id, const char *now, const char *was)
{
	struct session *se = session_called(s, event, id);

	se->id = now;
	se->was = (struct was){.id = was, .at = se->at};
}

static void
drop(struct site *s, const char *event, const char *id)
{
	struct event *ev = site_find_event(s, event);
	size_t n = 0;

	for (size_t i = 0; i < ev->nsessions; i++)
		if (strcmp(ev->sessions[i]->id, id) != 0)
			ev->sessions[n++] = ev->sessions[i];
	ev->nsessions = n;
}

/* The talk as another event's session. */
static struct session *
add_to_call(struct site *s, const char *id, const char *was_event, const char *was)
{
	struct event *ev = site_find_event(s, "call");
	struct session *se = build_session(s, ev, id, build_slot(tuesday, MIDNIGHT + 660, 30));

	se->title = build_text(s, "en", "Talk");
	se->was = (struct was){was_event, was, se->at};
	return se;
}

/* ---- what an organiser may do ---- */

static void
talk_is_speech(struct site *s)
{
	call(s, "conf", "talk", "speech", "talk");
}

static void
speech_without_was(struct site *s)
{
	call(s, "conf", "talk", "speech", NULL);
}

static void
talk_and_speech(struct site *s)
{
	struct session *se = build_session(
	    s, site_find_event(s, "conf"), "speech", build_slot(tuesday, MIDNIGHT, 30));

	se->was = (struct was){.id = "talk", .at = se->at};
}

static void
talk_and_opening_swap(struct site *s)
{
	struct session *talk = session_called(s, "conf", "talk");
	struct session *opening = session_called(s, "conf", "opening");

	talk->id = "opening";
	talk->was = (struct was){.id = "talk", .at = talk->at};
	opening->id = "talk";
	opening->was = (struct was){.id = "opening", .at = opening->at};
}

static void
talk_takes_opening(struct site *s)
{
	drop(s, "conf", "opening");
	call(s, "conf", "talk", "opening", "talk");
}

static void
two_speeches(struct site *s)
{
	talk_is_speech(s);
	talk_and_speech(s);
	session_called(s, "conf", "speech")->id = "lecture";
}

static void
talk_to_call(struct site *s)
{
	drop(s, "conf", "talk");
	add_to_call(s, "talk", "conf", "talk");
}

static void
no_talk(struct site *s)
{
	drop(s, "conf", "talk");
}

static void
conf_is_meeting(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");

	ev->id = "meeting";
	ev->was = (struct was){.id = "conf", .at = ev->at};
}

static void
meeting_with_speech(struct site *s)
{
	talk_is_speech(s);
	conf_is_meeting(s);
}

static void
meeting_without_talk(struct site *s)
{
	no_talk(s);
	conf_is_meeting(s);
}

static void
private_speech(struct site *s)
{
	talk_is_speech(s);
	session_called(s, "conf", "speech")->visibility = VISIBILITY_PRIVATE;
}

static void
speech_was_nothing(struct site *s)
{
	call(s, "conf", "talk", "speech", "tlak");
}

static void
speech_and_another_talk(struct site *s)
{
	talk_is_speech(s);
	build_session(s, site_find_event(s, "conf"), "talk", build_slot(tuesday, MIDNIGHT, 30));
}

static void
speech_is_lecture(struct site *s)
{
	call(s, "conf", "talk", "lecture", "speech");
}

/* ---- checking ---- */

static int
cmp_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
uids_differ(const struct identities *ids)
{
	const char **uids = calloc(ids->n + 1, sizeof *uids);
	bool good = uids != NULL;

	for (size_t i = 0; good && i < ids->n; i++)
		uids[i] = ids->rows[i].uid;
	if (good)
		qsort(uids, ids->n, sizeof *uids, cmp_strings);
	for (size_t i = 1; good && i < ids->n; i++)
		good = strcmp(uids[i - 1], uids[i]) != 0;
	free(uids);
	return good;
}

static const char *
row_text(const struct identities *ids, const char *key)
{
	static char text[160];
	const char *slash = strchr(key, '/');
	char event[32];
	const struct identity_row *row;

	snprintf(event, sizeof event, "%.*s", (int)(slash - key), key);
	row = identities_find(ids, event, slash + 1);
	snprintf(text, sizeof text, "none");
	if (row != NULL)
		snprintf(text, sizeof text, "%s %d changed %d%s%s", row->uid, row->sequence,
		    row->changed_revision, row->gone ? " gone" : "",
		    row->withdrawn ? " withdrawn" : "");
	return text;
}

static const char *
changes_text(const struct changes *c)
{
	static char text[400];
	struct buf b;

	buf_init(&b, sizeof text);
	changes_summary(&b, c);
	snprintf(text, sizeof text, "%s", buf_str(&b));
	buf_free(&b);
	return text;
}

enum { STEPS = 4, ROWS = 3 };

static const struct {
	const char *name;
	void (*steps[STEPS])(struct site *s); /* one revision each, after the first */
	const char *changes;                  /* of the last */
	const char *findings;
	struct {
		const char *key, *want;
	} rows[ROWS];
} cases[] = {
    {"a session under another id", {talk_is_speech}, "1 session renamed", "",
	{{"conf/talk", "none"}, {"conf/speech", "talk.conf@example.org 0 changed 2"}}},
    {"its 'was' may stay", {talk_is_speech, talk_is_speech}, "", "",
	{{"conf/speech", "talk.conf@example.org 0 changed 2"}}},
    {"and may go", {talk_is_speech, speech_without_was}, "", "",
	{{"conf/speech", "talk.conf@example.org 0 changed 2"}}},
    {"the old id is given to another session", {talk_is_speech, speech_and_another_talk},
	"1 session new", "",
	{{"conf/speech", "talk.conf@example.org 0 changed 2"},
	    {"conf/talk", "talk.2.conf@example.org 0 changed 3"}}},
    {"a second other id", {talk_is_speech, speech_is_lecture}, "1 session renamed", "",
	{{"conf/speech", "none"}, {"conf/lecture", "talk.conf@example.org 0 changed 3"}}},
    {"back to what it was called", {talk_is_speech, none}, "1 session renamed", "",
	{{"conf/speech", "none"}, {"conf/talk", "talk.conf@example.org 0 changed 3"}}},
    {"and to the other again", {talk_is_speech, none, talk_is_speech}, "1 session renamed", "",
	{{"conf/talk", "none"}, {"conf/speech", "talk.conf@example.org 0 changed 4"}}},
    {"back by two ids at once", {talk_is_speech, speech_is_lecture, none}, "1 session renamed", "",
	{{"conf/lecture", "none"}, {"conf/talk", "talk.conf@example.org 0 changed 4"}}},
    {"what was removed comes back under another id", {no_talk, talk_is_speech}, "1 session new", "",
	{{"conf/talk", "none"}, {"conf/speech", "talk.conf@example.org 2 changed 3"}}},
    {"renamed and made private", {private_speech}, "1 session withdrawn", "",
	{{"conf/speech", "none"},
	    {"conf/talk", "talk.conf@example.org 1 changed 2 gone withdrawn"}}},
    {"moved to another event", {talk_to_call}, "1 session moved, 1 event scheduled", "",
	{{"conf/talk", "none"}, {"call/talk", "talk.conf@example.org 1 changed 2"}}},
    {"and back", {talk_to_call, none}, "1 session moved, 1 event moved", "",
	{{"call/talk", "none"}, {"conf/talk", "talk.conf@example.org 2 changed 3"}}},
    {"an event under another id", {conf_is_meeting}, "3 sessions renamed, 1 event renamed", "",
	{{"conf/", "none"}, {"meeting/", "conf@example.org 0 changed 2"},
	    {"meeting/talk", "talk.conf@example.org 0 changed 2"}}},
    {"what is gone of it goes along", {no_talk, meeting_without_talk},
	"2 sessions renamed, 1 event renamed", "",
	{{"conf/talk", "none"}, {"meeting/talk", "talk.conf@example.org 1 changed 3 gone"}}},
    {"an event and a session of it", {meeting_with_speech}, "3 sessions renamed, 1 event renamed",
	"", {{"meeting/talk", "none"}, {"meeting/speech", "talk.conf@example.org 0 changed 2"}}},
    {"an event back to what it was called", {meeting_with_speech, none},
	"3 sessions renamed, 1 event renamed", "",
	{{"meeting/speech", "none"}, {"conf/talk", "talk.conf@example.org 0 changed 3"}}},
    {"of something unknown", {speech_was_nothing}, "1 session new, 1 removed",
	"nothing called 'tlak' was published",
	{{"conf/talk", "talk.conf@example.org 1 changed 2 gone"},
	    {"conf/speech", "speech.conf@example.org 0 changed 2"}}},
    {"of what is still there", {talk_and_speech}, "1 session new",
	"what was published as 'talk' is still there",
	{{"conf/talk", "talk.conf@example.org 0 changed 1"},
	    {"conf/speech", "speech.conf@example.org 0 changed 2"}}},
    {"two have each other's id", {talk_and_opening_swap}, "2 sessions renamed", "",
	{{"conf/opening", "talk.conf@example.org 0 changed 2"},
	    {"conf/talk", "opening.conf@example.org 0 changed 2"}}},
    {"and the lines stay", {talk_and_opening_swap, talk_and_opening_swap}, "", "",
	{{"conf/opening", "talk.conf@example.org 0 changed 2"},
	    {"conf/talk", "opening.conf@example.org 0 changed 2"}}},
    {"the id of what goes", {talk_takes_opening}, "1 session removed, 1 renamed", "",
	{{"conf/opening", "talk.conf@example.org 0 changed 2"},
	    {"conf/was-opening", "opening.conf@example.org 1 changed 2 gone"}}},
    {"of what another has taken", {two_speeches}, "1 session new, 1 renamed",
	"'talk' can go on as one thing only, and another says so too",
	{{"conf/talk", "none"}, {"conf/lecture", "talk.conf@example.org 0 changed 2"},
	    {"conf/speech", "speech.conf@example.org 0 changed 2"}}},
};

static void
test_case(size_t k)
{
	struct arena *a = arena_new(4 * 1024 * 1024);
	struct identities ids = {0}, before = {0};
	struct site *old = NULL, *last = NULL, *now, *whole;
	struct findings f;
	struct changes c = {0};

	findings_init(&f, a);
	for (int i = 0; i <= STEPS && (i == 0 || cases[k].steps[i - 1] != NULL); i++) {
		struct renames r, between;

		now = base();
		whole = base();
		if (i > 0) {
			cases[k].steps[i - 1](now);
			cases[k].steps[i - 1](whole);
		}
		public_view(now);
		r = renames_find(a, &ids, last, whole, &f);
		c = changes_find(a, old, now, whole, &r);
		before = ids;
		ids = identities_next(a, &ids, now, whole, &c, &r, i + 1);
		between = renames_between(a, &before, &ids);
		ok(uids_differ(&ids) && between.n == r.n - r.nkept,
		    "%s: revision %d: each UID once, and "
		    "they tell what was renamed",
		    cases[k].name, i + 1);
		site_free(old);
		site_free(last);
		last = whole;
		old = now;
		if (cases[k].steps[i < STEPS ? i : 0] == NULL)
			break;
	}
	is_str(changes_text(&c), cases[k].changes, "%s: changes", cases[k].name);
	is_str(f.n == 0 ? "" : f.items[0].what, cases[k].findings, "%s: findings", cases[k].name);
	for (int i = 0; i < ROWS && cases[k].rows[i].key != NULL; i++)
		is_str(row_text(&ids, cases[k].rows[i].key), cases[k].rows[i].want, "%s: %s",
		    cases[k].name, cases[k].rows[i].key);
	site_free(old);
	site_free(last);
	arena_free(a);
}

int
main(void)
{
	struct tzdb *zones = edits_begin();

	if (!ok(berlin != NULL, "there are time zones"))
		return tap_done();
	for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++)
		test_case(k);
	tzdb_close(zones);
	return tap_done();
}
