/* SPDX-License-Identifier: ISC */
/* What follows from the model without being said in it. */
#include "core/model.h"

#include <string.h>

enum status
session_status(const struct session *se)
{
	const struct event *ev = se->event;

	if (se->identity.gone || ev->identity.gone)
		return STATUS_CANCELLED;
	return se->status > ev->status ? se->status : ev->status;
}

enum format
session_format(const struct session *se)
{
	return se->format != FORMAT_UNSAID ? se->format : se->event->format;
}

bool
session_is_joint(const struct session *se)
{
	return se->ntracks == 0;
}

bool
session_in_track(const struct session *se, const struct track *tr)
{
	for (size_t i = 0; i < se->ntracks; i++)
		if (se->tracks[i] == tr)
			return true;
	return session_is_joint(se);
}

bool
event_is_timed(const struct event *ev)
{
	if (ev->slot.has_start)
		return true;
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->slot.has_start)
			return true;
	return false;
}

/* ---- order ---- */

/* 0 with a start, 1 on a day, 2 with neither. */
static int
slot_class(const struct slot *sl)
{
	return sl->has_start ? 0 : date_is_set(sl->day) ? 1 : 2;
}

int
session_cmp(const struct session *a, const struct session *b)
{
	int ka = slot_class(&a->slot), kb = slot_class(&b->slot), c = ka - kb;

	if (c == 0 && ka == 0)
		c = (a->slot.start > b->slot.start) - (a->slot.start < b->slot.start);
	if (c == 0 && ka == 1)
		c = date_cmp(a->slot.day, b->slot.day);
	if (c == 0)
		c = place_cmp(&a->at, &b->at);
	if (c == 0 && a->event != b->event)
		c = strcmp(a->event->id, b->event->id);
	return c != 0 ? c : strcmp(a->id, b->id);
}
