/* SPDX-License-Identifier: ISC */
#include "core/data_file.h"

#include "core/sheet.h"
#include "core/timetable.h"

enum { ARENA_MAX = 64 * 1024 * 1024 };

const enum path_kind data_file_kinds[] = {
    PATH_SCHEDULE_XML, PATH_SCHEDULE_JSON, PATH_SESSIONS_CSV, PATH_NONE};

const char *
data_file_type(enum path_kind kind)
{
	switch (kind) {
	case PATH_SCHEDULE_XML: return "application/vnd.c3voc.schedule+xml";
	case PATH_SCHEDULE_JSON: return "application/json";
	case PATH_SESSIONS_CSV: return "text/csv; charset=utf-8; header=present";
	default: return NULL;
	}
}

int
data_file_write(
    struct buf *out, const struct site *s, const char *lang, const struct place_in_site *at)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct words w = {s, lang, a};

	if (a == NULL || setjmp(*arena_landing(a)) != 0) {
		arena_free(a);
		return -1;
	}
	if (at->kind == PATH_SCHEDULE_XML)
		timetable_xml(out, timetable_make(&w, at->event));
	else if (at->kind == PATH_SCHEDULE_JSON)
		timetable_json(out, timetable_make(&w, at->event));
	else
		sheet_csv(out, &w, at->event);
	arena_free(a);
	return out->failed ? -1 : 0;
}
