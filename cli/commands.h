/* SPDX-License-Identifier: ISC */
/* The commands, one file each. */
#ifndef PLENARY_COMMANDS_H
#define PLENARY_COMMANDS_H

#include "cli/options.h"

/* All of them; the last has no name. */
extern const struct command plenary_commands[];

int command_check(const struct options *o);
int command_publish(const struct options *o);
int command_new(const struct options *o);
int command_preview(const struct options *o);
int command_schema(const struct options *o);
int command_import(const struct options *o);
int command_serve(const struct options *o);
int command_status(const struct options *o);
int command_cert(const struct options *o);
int command_show(const struct options *o);
int command_ics(const struct options *o);
int command_completion(const struct options *o);
int command_diff(const struct options *o);
int command_log(const struct options *o);
int command_rollback(const struct options *o);
int command_export_sources(const struct options *o);

/* Prints "plenary: " and why; returns EXIT_FAILED. */
struct err;
int command_failed(const struct err *e);

#endif
