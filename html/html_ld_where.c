/* SPDX-License-Identifier: ISC */
#include "html/html_ld.h"

#include "core/location.h"

/* Where something is, of an event or one of its sessions; "" and false for what is not known. */
struct where {
	const char *name, *address;
	const char *link; /* to take part, for all to see */
	bool is_online;
};

static void
join(struct html *h, const char **list, const struct text *t)
{
	const char *s = text_line(h->scratch, text_get(t, h->page->lang, NULL));

	if (*s != '\0')
		*list = **list == '\0' ? s : arena_printf(h->scratch, "%s, %s", *list, s);
}

/* What is unlisted of a venue stands on its page and nowhere else. */
static struct where
where_of(struct html *h, const struct event *ev, const struct session *se)
{
	const struct venue *v = se != NULL ? session_venue(se) : &ev->venue;
	enum format format = se != NULL ? session_format(se) : ev->format;
	struct join_links links = location_joins(h->scratch, ev, se);
	struct where w = {.name = "",
	    .address = "",
	    .link = links.n > 0 ? links.of[0].url : NULL,
	    .is_online = format == FORMAT_ONLINE || format == FORMAT_HYBRID || links.n > 0};

	if (format == FORMAT_IN_PERSON)
		w.is_online = false;
	if (format == FORMAT_ONLINE)
		return w;
	for (size_t i = 0; se != NULL && i < se->nrooms; i++)
		if (!se->rooms[i]->is_online)
			join(h, &w.name, &se->rooms[i]->title);
	if (v != NULL)
		join(h, &w.name, &v->name);
	if (v != NULL && v->visibility == VISIBILITY_PUBLIC)
		join(h, &w.address, &v->address);
	if (*w.address == '\0')
		join(h, &w.address, &ev->place);
	if (*w.name == '\0')
		w.name = w.address;
	return w;
}

static void
put_place(struct html *h, const struct where *w)
{
	ld_open(h, "Place");
	ld_string(h, "name", w->name);
	ld_string(h, "address", w->address);
	ld_close(h);
}

/* Who is given the link finds out how on its page. */
static void
put_virtual(struct html *h, const struct where *w, const char *page)
{
	ld_open(h, "VirtualLocation");
	ld_url(h, w->link != NULL ? w->link : page);
	ld_close(h);
}

static void
put_location(struct html *h, const struct where *w, const char *page)
{
	bool is_somewhere = *w->name != '\0', is_both = is_somewhere && w->is_online;

	if (!is_somewhere && !w->is_online)
		return;
	ld_key(h, "location");
	if (is_both)
		buf_putc(h->out, '[');
	if (is_somewhere)
		put_place(h, w);
	if (is_both)
		buf_putc(h->out, ',');
	if (w->is_online)
		put_virtual(h, w, page);
	if (is_both)
		buf_putc(h->out, ']');
}

static void
put_mode(struct html *h, const struct where *w, enum format format)
{
	const char *mode = NULL;

	if (format == FORMAT_HYBRID || (*w->name != '\0' && w->is_online))
		mode = "Mixed";
	else if (w->is_online)
		mode = "Online";
	else if (*w->name != '\0' || format == FORMAT_IN_PERSON)
		mode = "Offline";
	if (mode == NULL)
		return;
	ld_key(h, "eventAttendanceMode");
	buf_printf(h->out, "\"https://schema.org/%sEventAttendanceMode\"", mode);
}

void
ld_location(struct html *h, const struct event *ev, const char *page)
{
	struct where w = where_of(h, ev, NULL);

	put_location(h, &w, page);
}

void
ld_where(struct html *h, const struct event *ev, const struct session *se, const char *page)
{
	struct where w = where_of(h, ev, se);

	put_mode(h, &w, se != NULL ? session_format(se) : ev->format);
	put_location(h, &w, page);
}
