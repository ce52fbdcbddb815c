/* SPDX-License-Identifier: ISC */
#include "gemini/watch.h"

#include "gemini/limits.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <uv.h>

struct watch {
	const char *dir;
	void (*saved)(void *ctx);
	void *ctx;
	uv_fs_event_t event;
	uv_timer_t timer;
	bool is_on;
	dev_t device; /* of the folder that is watched */
	ino_t inode;
};

static void
on_time(uv_timer_t *timer)
{
	struct watch *w = timer->data;

	w->saved(w->ctx);
}

/* The time runs from the first of several events, so that no number of them puts it off. */
static void
on_event(uv_fs_event_t *event, const char *name, int events, int status)
{
	struct watch *w = event->data;

	(void)name, (void)events, (void)status;
	if (!uv_is_active((uv_handle_t *)&w->timer))
		uv_timer_start(&w->timer, on_time, GEM_WATCH_MS, 0);
}

void
watch_renew(struct watch *w)
{
	struct stat st;
	bool is_there = stat(w->dir, &st) == 0;

	if (w->is_on && is_there && st.st_dev == w->device && st.st_ino == w->inode)
		return;
	if (w->is_on)
		uv_fs_event_stop(&w->event);
	w->is_on = is_there && uv_fs_event_start(&w->event, on_event, w->dir, 0) == 0;
	if (!w->is_on)
		return;
	w->device = st.st_dev;
	w->inode = st.st_ino;
}

struct watch *
watch_new(void *loop, const char *dir, void (*saved)(void *ctx), void *ctx)
{
	struct watch *w = calloc(1, sizeof *w);

	if (w == NULL)
		return NULL;
	w->dir = dir;
	w->saved = saved;
	w->ctx = ctx;
	uv_fs_event_init(loop, &w->event);
	uv_timer_init(loop, &w->timer);
	w->event.data = w->timer.data = w;
	uv_unref((uv_handle_t *)&w->event);
	uv_unref((uv_handle_t *)&w->timer);
	watch_renew(w);
	return w;
}

void
watch_free(struct watch *w)
{
	free(w);
}
