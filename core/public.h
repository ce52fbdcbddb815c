/* SPDX-License-Identifier: ISC */
/* What may be seen. Everything that writes for others works on a site from which all that is
 * private has been taken out; so an output cannot leak what it never gets. */
#ifndef PLENARY_PUBLIC_H
#define PLENARY_PUBLIC_H

#include "core/model.h"

/* Removes from the site, in place: private and draft events, private sessions, private people
 * (also from sessions and events), private links, join links and links of rooms, and of a private
 * venue all but its name; people whom nothing names that may be seen, and series of no such event.
 * A thing in a private event is private: who is also named elsewhere keeps their name and loses the
 * rest. What was withdrawn (struct identity) keeps its time alone. Unlisted things stay, marked. */
void public_view(struct site *s);

/* Leaves of what was made private after it was published no more than what calendars need to drop
 * it: its id, its time, and whether it was listed. The sessions of an event are left to the caller.
 */
void event_strip(struct event *ev);
void session_strip(struct session *se);

/* Listed: neither it nor its event is unlisted, or withdrawn. Lists and home show only these; feeds
 * have what was withdrawn too. */
bool event_is_listed(const struct event *ev);
bool session_is_listed(const struct session *se);

/* Someone unlisted is named on the pages of their sessions and has one of their own; no list, feed
 * or search has them. */
bool person_is_listed(const struct person *pe);

#endif
