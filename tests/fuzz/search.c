/* SPDX-License-Identifier: ISC */
/* Any text as what someone typed: it is taken apart, searched, and the page of it is made. What is
 * private is never found, and nothing typed is a mistake. */
#include "data/search.h"
#include "core/pages.h"
#include "gemini/gemtext.h"
#include "tests/lib/searched.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct site *site;
static struct search *search;
static struct tzdb *db;

static void
must(int condition)
{
	if (!condition)
		abort();
}

static void
make_once(void)
{
	struct err e;

	if (site != NULL)
		return;
	must(tzdb_open(&db, NULL, &e) == 0);
	site = searched_read(db, NULL, 1);
	must(search_open(&search, site, NULL, NULL, &e) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char typed[1025]; /* a request is no longer */
	struct place_in_site at;
	struct found f;
	struct view v = {.lang = "en", .live = true};
	struct page *p;
	struct err e;
	struct buf b;

	if (size >= sizeof typed)
		return 0;
	memcpy(typed, data, size);
	typed[size] = '\0';
	make_once();
	at = path_find(site, size % 2 == 0 ? "search" : "conf/search");
	must(search_find(search, typed, at.event, &f, &e) == 0);
	v.found = &f;
	p = page_build(site, &v, &at);
	must(p != NULL);
	buf_init(&b, 1 << 20);
	gemtext_page(&b, p);
	must(!b.failed);
	for (size_t i = 0; i < f.sessions.n; i++)
		must(f.sessions.items[i]->visibility == VISIBILITY_PUBLIC);
	for (size_t i = 0; i < f.events.n; i++)
		must(f.events.items[i]->visibility == VISIBILITY_PUBLIC);
	for (size_t i = 0; i < f.people.n; i++)
		must(f.people.items[i]->visibility == VISIBILITY_PUBLIC);
	buf_free(&b);
	page_free(p);
	found_free(&f);
	return 0;
}
