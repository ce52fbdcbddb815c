/* SPDX-License-Identifier: ISC */
/* The calendars of the site, and how to have them in one's own. */
#include "core/pages_build.h"

void
make_subscribe(struct maker *mk)
{
	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_word(mk, WORD_SUBSCRIBE);
	page_link(mk->page, make_word(mk, WORD_ALL_CALENDAR), target_file("all.ics"), "calendar");
}
