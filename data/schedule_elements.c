/* SPDX-License-Identifier: ISC */
#include "data/schedule_private.h"

#include <string.h>

/* What stands where; what is not here has no place in an agenda. */
static const struct {
	enum schedule_in in;
	const char *name;
	enum schedule_in is;
} elements[] = {
    {IN_NOTHING, "schedule", IN_SCHEDULE},
    {IN_SCHEDULE, "conference", IN_CONFERENCE},
    {IN_SCHEDULE, "tracks", IN_TRACKS},
    {IN_SCHEDULE, "day", IN_DAY},
    {IN_SCHEDULE, "version", IN_SILENT},
    {IN_SCHEDULE, "generator", IN_TEXT},
    {IN_SCHEDULE, "url", IN_SILENT},
    {IN_CONFERENCE, "title", IN_TEXT},
    {IN_CONFERENCE, "subtitle", IN_TEXT},
    {IN_CONFERENCE, "acronym", IN_TEXT},
    {IN_CONFERENCE, "start", IN_TEXT},
    {IN_CONFERENCE, "end", IN_TEXT},
    {IN_CONFERENCE, "days", IN_SILENT},
    {IN_CONFERENCE, "timeslot_duration", IN_SILENT},
    {IN_CONFERENCE, "day_change", IN_TEXT},
    {IN_CONFERENCE, "base_url", IN_TEXT},
    {IN_CONFERENCE, "url", IN_TEXT},
    {IN_CONFERENCE, "time_zone_name", IN_TEXT},
    {IN_CONFERENCE, "venue", IN_TEXT},
    {IN_CONFERENCE, "city", IN_TEXT},
    {IN_CONFERENCE, "description", IN_PROSE},
    {IN_CONFERENCE, "track", IN_TEXT},
    {IN_TRACKS, "track", IN_TEXT},
    {IN_DAY, "room", IN_ROOM},
    {IN_DAY, "event", IN_EVENT},
    {IN_ROOM, "event", IN_EVENT},
    {IN_EVENT, "date", IN_TEXT},
    {IN_EVENT, "start", IN_TEXT},
    {IN_EVENT, "duration", IN_TEXT},
    {IN_EVENT, "end", IN_TEXT},
    {IN_EVENT, "room", IN_TEXT},
    {IN_EVENT, "slug", IN_TEXT},
    {IN_EVENT, "url", IN_TEXT},
    {IN_EVENT, "title", IN_TEXT},
    {IN_EVENT, "subtitle", IN_TEXT},
    {IN_EVENT, "track", IN_TEXT},
    {IN_EVENT, "type", IN_TEXT},
    {IN_EVENT, "language", IN_TEXT},
    {IN_EVENT, "abstract", IN_PROSE},
    {IN_EVENT, "description", IN_PROSE},
    {IN_EVENT, "persons", IN_PERSONS},
    {IN_EVENT, "links", IN_LINKS},
    {IN_EVENT, "attachments", IN_ATTACHMENTS},
    {IN_EVENT, "recording", IN_RECORDING},
    {IN_EVENT, "video_download_url", IN_TEXT},
    {IN_EVENT, "feedback_url", IN_TEXT},
    {IN_EVENT, "origin_url", IN_TEXT},
    {IN_PERSONS, "person", IN_TEXT},
    {IN_LINKS, "link", IN_TEXT},
    {IN_ATTACHMENTS, "attachment", IN_TEXT},
    {IN_RECORDING, "url", IN_TEXT},
    {IN_RECORDING, "link", IN_TEXT},
    {IN_RECORDING, "optout", IN_TEXT},
};

enum schedule_in
schedule_kind(enum schedule_in in, const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].in == in && strcmp(elements[i].name, name) == 0)
			return elements[i].is;
	return IN_UNKNOWN;
}
