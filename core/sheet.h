/* SPDX-License-Identifier: ISC */
/* The sessions of an event as a table for spreadsheets: sessions.csv. Its columns are in
 * plenary-agenda(5); others may come after them, none goes. */
#ifndef PLENARY_SHEET_H
#define PLENARY_SHEET_H

#include "core/words.h"

/* Whether an event has a row: a session that is shown, or that it is its own. */
bool sheet_is_there(const struct event *ev);

/* The sessions of an event, all in their order, those without a time too. Texts are in the language
 * of the words, and words are those of an agenda. */
void sheet_csv(struct buf *out, const struct words *w, const struct event *ev);

#endif
