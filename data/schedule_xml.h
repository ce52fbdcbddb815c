/* SPDX-License-Identifier: ISC */
/* Schedules as pentabarf, frab, pretalx, wafer and others export them (schedule.xml, see
 * https://c3voc.de/wiki/schedule), by expat. Lenient: real files keep few of that schema's rules.
 */
#ifndef PLENARY_SCHEDULE_XML_H
#define PLENARY_SCHEDULE_XML_H

#include "core/err.h"
#include "core/intake.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether bytes look like such a file: <schedule is the first element. */
bool schedule_xml_is(const char *bytes, size_t n);

/* Fills an intake that intake_finish was not yet called for. -1 and why, with line and column, when
 * the file is no XML to its end, declares entities, or is over a ceiling of intake.h. */
int schedule_xml_read(struct intake *in, const char *bytes, size_t n, struct err *e);

#endif
