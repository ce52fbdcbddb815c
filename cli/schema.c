/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "core/tz.h"
#include "data/json_schema.h"

#include <stdio.h>
#include <string.h>

enum { SCHEMA_MAX = 1024 * 1024 };

static int
print_schema(enum schema_of of, struct err *e)
{
	const char *const *zones;
	struct tzdb *db;
	struct buf b;
	size_t n;
	int rc = 0;

	if (tzdb_open(&db, NULL, e) != 0)
		return -1;
	zones = tzdb_names(db, &n);
	buf_init(&b, SCHEMA_MAX);
	json_schema_write(&b, of, zones, n);
	if (b.failed)
		rc = err_set(e, "out of memory");
	else
		fputs(buf_str(&b), stdout);
	buf_free(&b);
	tzdb_close(db);
	return rc;
}

int
command_schema(const struct options *o)
{
	static const char *const words[] = {"", "site", "event"};
	struct err e = {""};

	for (int of = SCHEMA_ANY; of <= SCHEMA_EVENT; of++)
		if (strcmp(o->operand != NULL ? o->operand : "", words[of]) == 0)
			return print_schema((enum schema_of)of, &e) == 0 ? EXIT_DONE
									 : command_failed(&e);
	fputs("plenary: there is a schema of `site` and one of `event` files\n", stderr);
	return EXIT_USAGE;
}
