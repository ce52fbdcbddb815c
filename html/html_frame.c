/* SPDX-License-Identifier: ISC */
/* What stands above and below every page: whose it is, where else one can go, the way here. */
#include "core/html_escape.h"
#include "html/html_write.h"

#include <string.h>

static bool
is_home(const struct target *t)
{
	return t->kind == TARGET_PAGE && t->to != NULL && *t->to == '\0';
}

static void
put_entry(struct html *h, const struct run *r)
{
	bool began;

	buf_puts(h->out, "<li>");
	began = html_link_begin(h, &r->target);
	html_bdi(h, r->s, NULL);
	html_link_end(h, began);
	buf_putc(h->out, '\n');
}

static void
begin_nav(struct html *h, const char *class, const char *label)
{
	buf_printf(h->out, "<nav class=\"%s\" aria-label=\"", class);
	html_attr(h->out, label);
	buf_puts(h->out, "\">\n");
}

/* The name stands beside it, or is that of the page: it needs no words of its own. */
static void
put_logo(struct html *h)
{
	const struct site *s = h->frame->site;

	if (s == NULL || s->look.logo == NULL)
		return;
	buf_puts(h->out, "<img src=\"");
	html_href(h, s->look.logo_file);
	buf_puts(h->out, "\" alt=\"\">");
}

/* The logo, and the site's name, unless the page is called so itself. */
static void
put_site(struct html *h)
{
	struct target home = {TARGET_PAGE, ""};
	bool began;

	buf_puts(h->out, "<div class=\"site\">");
	if (html_is_site_title(h->page)) {
		put_logo(h);
	} else {
		began = html_link_begin(h, &home);
		put_logo(h);
		html_bdi(h, h->page->site_title, NULL);
		html_link_end(h, began);
	}
	buf_puts(h->out, "</div>\n");
}

void
html_header(struct html *h)
{
	const struct page *p = h->page;

	if (p->nnav == 0 && html_is_site_title(p) && !html_has_languages(h))
		return;
	buf_puts(h->out, "<header>\n");
	put_site(h);
	if (p->nnav > 0) {
		begin_nav(h, "nav", p->site_title);
		buf_puts(h->out, "<ul>\n");
		for (size_t i = 0; i < p->nnav; i++)
			put_entry(h, &p->nav[i]);
		buf_puts(h->out, "</ul>\n</nav>\n");
	}
	html_languages(h);
	buf_puts(h->out, "</header>\n");
}

bool
html_has_kicker(const struct page *p)
{
	return html_is_set(p->kicker) &&
	       (p->ncrumbs == 0 || target_eq(&p->crumbs[p->ncrumbs - 1].target, &p->kicker_target));
}

void
html_way(struct html *h)
{
	const struct page *p = h->page;
	size_t n = 0, to = p->ncrumbs - (html_has_kicker(p) && p->ncrumbs > 0);

	for (size_t i = 0; i < to; i++) {
		if (is_home(&p->crumbs[i].target)) /* the header leads there */
			continue;
		if (n++ == 0) {
			begin_nav(
			    h, "way", p->crumbs_word != NULL ? p->crumbs_word : "You are here");
			buf_puts(h->out, "<ol>\n");
		}
		put_entry(h, &p->crumbs[i]);
	}
	if (n > 0)
		buf_puts(h->out, "</ol>\n</nav>\n");
}

void
html_footer(struct html *h)
{
	const struct page *p = h->page;
	struct html foot = *h;

	if (p->foot == NULL && !html_is_set(p->footer))
		return;
	buf_puts(h->out, "<footer>\n");
	if (p->foot != NULL) {
		foot.page = p->foot;
		html_blocks(&foot);
	}
	if (html_is_set(p->footer)) {
		buf_puts(h->out, "<p dir=\"auto\">");
		html_text(h->out, p->footer);
		buf_puts(h->out, "</p>\n");
	}
	buf_puts(h->out, "</footer>\n");
}
