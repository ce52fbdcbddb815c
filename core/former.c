/* SPDX-License-Identifier: ISC */
#include "core/former.h"

#include <stdio.h>
#include <string.h>

/* What had these ids; NULL. An event has "" for a session's. */
static const struct former_name *
find(const struct site *s, const char *event, size_t event_n, const char *session, size_t session_n)
{
	for (size_t i = 0; i < s->nformer; i++) {
		const struct former_name *f = &s->former[i];

		if (strlen(f->event_id) == event_n && memcmp(f->event_id, event, event_n) == 0 &&
		    strlen(f->session_id) == session_n &&
		    memcmp(f->session_id, session, session_n) == 0)
			return f;
	}
	return NULL;
}

static bool
put(char out[FORMER_PATH_MAX], const char *event, const char *session, const char *rest)
{
	int n;

	if (session == NULL)
		n = snprintf(out, FORMER_PATH_MAX, "%s%s", event, rest);
	else
		n = snprintf(out, FORMER_PATH_MAX, "%s/session/%s%s", event, session, rest);
	return n > 0 && n < FORMER_PATH_MAX;
}

bool
former_path(const struct site *s, const char *path, char out[FORMER_PATH_MAX])
{
	static const char folder[] = "/session/";
	size_t event_n = strcspn(path, "/."), session_n;
	const struct former_name *f;
	const char *session;

	if (strncmp(path + event_n, folder, sizeof folder - 1) == 0) {
		session = path + event_n + sizeof folder - 1;
		session_n = strcspn(session, "/.");
		f = find(s, path, event_n, session, session_n);
		return f != NULL &&
		       put(out, f->now_event_id, f->now_session_id, session + session_n);
	}
	f = find(s, path, event_n, "", 0);
	return f != NULL && put(out, f->now_event_id, NULL, path + event_n);
}
