/* SPDX-License-Identifier: ISC */
/* One entry as a message of iTIP (RFC 5546), for an organiser to mail: a mail program that gets it
 * as text/calendar offers to put the entry into a calendar, or takes it out. */
#ifndef PLENARY_ICAL_MESSAGE_H
#define PLENARY_ICAL_MESSAGE_H

#include "core/buf.h"
#include "core/feeds.h"
#include "core/model.h"

#include <stdbool.h>
#include <stdint.h>

enum { MESSAGE_BYTES_MAX = 4 * 1024 * 1024 };

enum message_method {
	MESSAGE_PUBLISH, /* RFC 5546 section 3.2.1: to have */
	MESSAGE_REQUEST, /* section 3.2.2: an invitation, or what has changed in one */
	MESSAGE_CANCEL   /* section 3.2.5 */
};

/* publish, request, cancel; NULL-terminated. */
extern const char *const message_method_words[];

/* What is not in the agenda. All is borrowed. */
struct message {
	enum message_method method;
	const char *lang;             /* of the texts */
	const char *organizer;        /* a mail address */
	const char *const *attendees; /* mail addresses; none with MESSAGE_PUBLISH */
	size_t nattendees;
	const char *join; /* a link to take part that stands in for the one that is told; NULL */
};

/* Whether an entry is told to calendars as cancelled, so that only MESSAGE_CANCEL fits it; else
 * only the others do. Put off is not cancelled while it has a time. False too if it is none, see
 * message_write. */
bool message_is_cancelled(const struct feed_item *it);

/* Writes the message of one entry, of a revision. UID, SEQUENCE and the stamps are those that its
 * calendars have; `modified` is its stamp there. 0; 1 when calendars have no such entry, as of an
 * event that has no day yet; -1 when it became larger than the buffer's maximum or memory was out.
 */
int message_write(struct buf *out, const struct site *s, const struct feed_item *it,
    const struct message *m, int64_t modified);

/* Of an entry its identity. */
const struct identity *message_identity(const struct feed_item *it);

#endif
