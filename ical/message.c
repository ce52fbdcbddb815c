/* SPDX-License-Identifier: ISC */
#include "ical/message.h"

#include "ical/entry.h"
#include "ical/head.h"
#include "ical/line.h"

#include <string.h>

enum {
	MESSAGE_ARENA_MAX = 16 * 1024 * 1024,
	MESSAGE_VALUE_MAX = 1024 * 1024 /* bytes of a property */
};

const char *const message_method_words[] = {"publish", "request", "cancel", NULL};

static const char *const methods[] = {"PUBLISH", "REQUEST", "CANCEL"};

const struct identity *
message_identity(const struct feed_item *it)
{
	struct entry e = {.kind = it->kind, .ev = it->ev, .se = it->se};

	return entry_identity(&e);
}

bool
message_is_cancelled(const struct feed_item *it)
{
	struct entry e;

	return entry_of_item(&e, it) && entry_status(&e) == STATUS_CANCELLED;
}

/* RFC 6068 section 2: what an address may have and a URI gives another meaning is encoded. */
static const char *
mailto(struct arena *a, const char *mail)
{
	static const char encoded[] = "%/?#[]&;={}^`|", digits[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, strlen("mailto:") + 3 * strlen(mail) + 1), *to = out;

	memcpy(to, "mailto:", strlen("mailto:"));
	to += strlen("mailto:");
	for (const char *p = mail; *p != '\0'; p++) {
		if (strchr(encoded, *p) == NULL) {
			*to++ = *p;
			continue;
		}
		*to++ = '%';
		*to++ = digits[(unsigned char)*p / 16];
		*to++ = digits[(unsigned char)*p % 16];
	}
	return out;
}

static void
put_organizer(struct feed *f, const struct message *m)
{
	struct line l;

	line_begin(&l, f->out, "ORGANIZER");
	line_param(&l, "CN", text_get(&f->w.site->title, f->w.lang, NULL));
	line_uri(&l, mailto(f->w.arena, m->organizer));
	line_end(&l);
}

/* Asked for an answer only by what can be answered. */
static void
put_attendee(struct feed *f, const struct message *m, const char *mail)
{
	struct line l;

	line_begin(&l, f->out, "ATTENDEE");
	line_param(&l, "CUTYPE", "INDIVIDUAL");
	line_param(&l, "ROLE", "REQ-PARTICIPANT");
	if (m->method == MESSAGE_REQUEST) {
		line_param(&l, "PARTSTAT", "NEEDS-ACTION");
		line_param(&l, "RSVP", "TRUE");
	}
	line_uri(&l, mailto(f->w.arena, mail));
	line_end(&l);
}

/* The entry as calendars have it, and before its end who asks whom. */
static void
put_entry(struct feed *f, const struct entry *e, const struct message *m, int64_t modified)
{
	static const char end[] = "END:VEVENT\r\n";
	struct buf *out = f->out;

	entry_write(f, e, modified);
	if (out->failed)
		return;
	out->n -= strlen(end);
	out->p[out->n] = '\0';
	put_organizer(f, m);
	for (size_t i = 0; i < m->nattendees; i++)
		put_attendee(f, m, m->attendees[i]);
	buf_puts(out, end);
}

/* An entry with another link to take part, which is in `ev` or `se` then. */
static void
set_join(struct entry *e, const char *join, struct event *ev, struct session *se)
{
	*ev = *e->ev;
	ev->join = join;
	ev->join_visibility = VISIBILITY_PUBLIC;
	if (e->se == NULL) {
		e->ev = ev;
		return;
	}
	*se = *e->se;
	se->join = join;
	se->join_visibility = VISIBILITY_PUBLIC;
	e->se = se;
}

/* Lands here when the arena is full. */
static int
write_guarded(struct feed *f, struct entry *e, const struct message *m, int64_t modified)
{
	const struct vtimezone *zone;
	struct event ev;
	struct session se;

	if (setjmp(*arena_landing(f->w.arena)) != 0)
		return -1;
	if (m->join != NULL)
		set_join(e, m->join, &ev, &se);
	head_begin(f->out);
	line_put_word(f->out, "METHOD", methods[m->method]);
	zone = entry_zone(f, e);
	if (zone != NULL)
		vtimezone_write(f->out, zone);
	put_entry(f, e, m, modified);
	line_put_word(f->out, "END", "VCALENDAR");
	return f->out->failed || f->scratch.failed ? -1 : 0;
}

int
message_write(struct buf *out, const struct site *s, const struct feed_item *it,
    const struct message *m, int64_t modified)
{
	struct feed f = {.out = out, .w = {.site = s, .lang = m->lang}};
	struct entry e;
	int rc;

	if (!entry_of_item(&e, it))
		return 1;
	f.w.arena = arena_new(MESSAGE_ARENA_MAX);
	if (f.w.arena == NULL)
		return -1;
	buf_init(&f.scratch, MESSAGE_VALUE_MAX);
	rc = write_guarded(&f, &e, m, modified);
	buf_free(&f.scratch);
	arena_free(f.w.arena);
	return rc;
}
