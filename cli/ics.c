/* SPDX-License-Identifier: ISC */
/* `plenary ics`: a calendar as it is published, or one entry as a message to mail. */
#include "cli/commands.h"
#include "cli/ics_find.h"
#include "cli/load.h"
#include "cli/revision.h"
#include "cli/snapshot.h"
#include "cli/term.h"
#include "data/value.h"
#include "ical/calendars.h"
#include "ical/message.h"

#include <string.h>

enum { SMALL_ARENA_MAX = 1024 * 1024 };

struct asking {
	const struct options *o;
	struct arena *arena;
	struct store *store;
	struct snapshot *snapshot; /* the latest revision as the public sees it */
	const struct site *site;   /* of it */
	struct site *whole;        /* the same with private things */
	struct identities ids;
	struct buf out;
};

/* ---- wrong usage ---- */

static bool
is_mail(const char *s)
{
	struct arena *a = arena_new(SMALL_ARENA_MAX);
	struct findings f;
	bool is = a != NULL;

	if (is) {
		findings_init(&f, a);
		is = value_mail(&f, (struct place){0}, s);
	}
	arena_free(a);
	return is;
}

static int
wrong(const char *why)
{
	fprintf(stderr, "plenary: %s\n", why);
	return EXIT_USAGE;
}

/* RFC 5546 sections 3.2.1, 3.2.2 and 3.2.5, as far as the command line decides. */
static int
check_usage(const struct options *o)
{
	if (o->method < 0 && o->nattendees > 0)
		return wrong("--attendee goes with --method request or --method cancel");
	if (o->with_join && o->method != MESSAGE_REQUEST)
		return wrong("--join goes with --method request: only an invitation has it");
	if (o->method == MESSAGE_REQUEST && o->nattendees == 0)
		return wrong("an invitation is to someone: --attendee MAIL, for each a message of "
			     "their own or several in one; --method publish is for all");
	if (o->method == MESSAGE_PUBLISH && o->nattendees > 0)
		return wrong("what is published is for all: leave out --attendee, or write "
			     "--method request");
	for (size_t i = 0; i < o->nattendees; i++) {
		if (is_mail(o->attendees[i]))
			continue;
		fputs("plenary: --attendee '", stderr);
		term_puts(stderr, o->attendees[i]);
		fputs(
		    "' is not a mail address: write only the address: name@example.org\n", stderr);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

/* ---- what is published ---- */

static int
open_latest(struct asking *as, struct err *e)
{
	const char *state = as->o->state;
	int latest = 0;

	if (store_open(&as->store, state, STORE_READ, e) != 0)
		return -1;
	if (as->store != NULL)
		latest = store_latest(as->store, e);
	if (latest < 0)
		return -1;
	if (latest == 0)
		return err_set(e, "nothing is published yet in %s: publish first", state);
	as->snapshot = snapshot_read(as->store, NULL, e);
	if (as->snapshot == NULL)
		return -1;
	as->site = as->snapshot->site;
	latest = as->site->revision;
	if (revision_read(&as->whole, as->store, latest, as->snapshot->db, e) != 0 ||
	    store_identities(as->store, latest, as->arena, &as->ids, e) != 0)
		return -1;
	return 0;
}

/* The language of the site that was asked for; NULL if none was. -1 and why if it has none such. */
static int
find_lang(const char **lang, const struct asking *as, struct err *e)
{
	const struct site *s = as->site;
	const char *asked = as->o->lang, *near, *all = "";

	*lang = NULL;
	for (size_t i = 0; asked != NULL && i < s->nlanguages; i++) {
		if (strcmp(s->languages[i], asked) == 0) {
			*lang = s->languages[i];
			return 0;
		}
		all = arena_printf(as->arena, "%s%s%s", all, i > 0 ? ", " : "", s->languages[i]);
	}
	if (asked == NULL)
		return 0;
	near = suggest(asked, s->languages, s->nlanguages);
	if (near != NULL)
		return err_set(
		    e, "the site is not in '%s': did you mean '%s'? It is in %s", asked, near, all);
	return err_set(e, "the site is not in '%s': it is in %s", asked, all);
}

/* ---- a calendar ---- */

static void
print_pieces(struct calendar_pieces *pieces)
{
	const char *piece;
	size_t n;

	while ((n = calendar_next(pieces, &piece)) > 0)
		fwrite(piece, 1, n, stdout);
	calendar_end(pieces);
}

static int
print_calendar(struct asking *as, struct ics_found *found, const char *lang, struct err *e)
{
	struct calendar_pieces pieces;

	if (lang != NULL)
		found->at.lang = lang == as->site->languages[0] ? NULL : lang;
	if (calendar_begin(&pieces, as->snapshot->calendars, &found->at) != 0)
		return err_set(e, "the calendar is too large");
	print_pieces(&pieces);
	return 0;
}

/* Whether the operand is the path of a calendar, also of one of before: then it is printed. */
static bool
print_by_path(const struct asking *as)
{
	struct calendar_pieces pieces;

	if (as->o->method >= 0 || as->o->lang != NULL ||
	    calendar_begin_path(&pieces, as->snapshot->calendars, as->o->operand) != 0)
		return false;
	print_pieces(&pieces);
	return true;
}

/* ---- a message ---- */

/* Whether the method fits what the entry is; if not, why. */
static int
check_status(
    const struct ics_found *found, enum message_method method, const char *what, struct err *e)
{
	const struct event *ev = found->item.ev;
	const struct session *se = found->item.se;
	enum status st = se != NULL ? session_status(se) : event_status(ev);
	bool is_cancelled = message_is_cancelled(&found->item);

	if (is_cancelled && method == MESSAGE_CANCEL)
		return 0;
	if (is_cancelled)
		return err_set(e,
		    "'%s' is told to calendars as cancelled: nobody can be invited to it; "
		    "`--method cancel` tells those who were",
		    what);
	if (method != MESSAGE_CANCEL)
		return 0;
	if (st == STATUS_POSTPONED && found->item.kind != ENTRY_DEADLINE)
		return err_set(e,
		    "'%s' is postponed, not cancelled: `--method request` tells that; to take it "
		    "out of calendars take out its time or set `status: cancelled`, publish, then "
		    "run this again",
		    what);
	return err_set(e,
	    "'%s' is not cancelled in what is published: set `status: cancelled` (or take it out "
	    "of the agenda), publish, then run this again",
	    what);
}

/* The link by which one takes part in what is found, be it private; NULL. */
static const char *
find_join(const struct asking *as, const struct feed_item *it)
{
	const struct event *ev = site_find_event(as->whole, it->ev->id);
	const struct session *se =
	    ev == NULL || it->se == NULL ? NULL : event_find_session(ev, it->se->id);

	if (se != NULL && se->join != NULL)
		return se->join;
	for (size_t i = 0; se != NULL && i < se->nrooms; i++)
		if (se->rooms[i]->url != NULL)
			return se->rooms[i]->url;
	return ev == NULL ? NULL : ev->join;
}

/* Why calendars have no entry of an event. */
static int
no_entry(const struct feed_item *it, const char *what, struct err *e)
{
	const struct event *ev = it->ev;

	if (it->kind != ENTRY_EVENT || !ev->is_repeated || ev->nsessions == 0)
		return err_set(e, "'%s' has no day yet, so no calendar has it", what);
	return err_set(e,
	    "'%s' repeats, and each of its dates is an entry of its own: name one, as %s/%s", what,
	    ev->id, ev->sessions[0]->id);
}

/* The stamp of an entry in calendars of that language. */
static int64_t
stamp_of(const struct asking *as, const struct feed_item *it, const char *lang)
{
	const struct identity *id = message_identity(it);
	const struct kept_entry *kept = NULL;

	if (id->uid != NULL)
		kept = kept_find_entry(calendars_kept(as->snapshot->calendars), lang, id->uid);
	return kept != NULL ? kept->modified : id->modified;
}

static int
write_message(struct asking *as, const struct ics_found *found, const char *lang, struct err *e)
{
	const struct options *o = as->o;
	struct message m = {.method = (enum message_method)o->method,
	    .lang = lang != NULL ? lang : as->site->languages[0],
	    .organizer = as->site->contact,
	    .attendees = o->attendees,
	    .nattendees = o->nattendees};
	int rc;

	if (!found->is_entry)
		return err_set(e,
		    "'%s' has many entries, and a message is of one: name EVENT/SESSION or EVENT",
		    o->operand);
	if (check_status(found, m.method, o->operand, e) != 0)
		return -1;
	if (m.organizer == NULL)
		return err_set(e,
		    "a message says whom it is from: write your address into site.yaml, such as "
		    "`contact: office@example.org`, publish, then run this again");
	if (o->with_join && (m.join = find_join(as, &found->item)) == NULL)
		return err_set(e,
		    "'%s' has no link to take part: write one with `join:`, publish, "
		    "then run this again",
		    o->operand);
	buf_init(&as->out, MESSAGE_BYTES_MAX);
	rc =
	    message_write(&as->out, as->site, &found->item, &m, stamp_of(as, &found->item, m.lang));
	if (rc == 1)
		return no_entry(&found->item, o->operand, e);
	return rc == 0 ? 0 : err_set(e, "out of memory");
}

static int
answer(struct asking *as, struct err *e)
{
	struct ics_found found;
	struct ics_published p;
	const char *lang;

	if (open_latest(as, e) != 0)
		return -1;
	if (print_by_path(as))
		return 0;
	p = (struct ics_published){as->site, as->whole, as->ids, as->arena};
	if (find_lang(&lang, as, e) != 0 || ics_look_up(&found, &p, as->o->operand, e) != 0)
		return -1;
	return as->o->method < 0 ? print_calendar(as, &found, lang, e)
				 : write_message(as, &found, lang, e);
}

static int
ask(struct asking *as, struct err *e)
{
	int rc;

	if (setjmp(*arena_landing(as->arena)) != 0)
		return err_set(e, "out of memory");
	rc = answer(as, e);
	arena_no_landing(as->arena);
	return rc;
}

int
command_ics(const struct options *o)
{
	struct asking as = {.o = o};
	struct err e = {""};
	int code = check_usage(o);

	if (code != EXIT_DONE)
		return code;
	as.arena = arena_new(SCRATCH_MAX);
	if (as.arena == NULL) {
		err_set(&e, "out of memory");
		code = command_failed(&e);
	} else if (ask(&as, &e) != 0) {
		code = command_failed(&e);
	} else if (as.out.n > 0) {
		fwrite(as.out.p, 1, as.out.n, stdout);
	}
	buf_free(&as.out);
	site_free(as.whole);
	snapshot_release(as.snapshot);
	store_close(as.store);
	arena_free(as.arena);
	return code;
}
