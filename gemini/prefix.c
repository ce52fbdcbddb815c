/* SPDX-License-Identifier: ISC */
#include "gemini/prefix.h"

#include "core/reading.h"

#include <string.h>

enum { ZONE_PARTS_MAX = 3 }; /* America/Argentina/Ushuaia */

/* Length of the first `parts` segments of a path. */
static size_t
segments(const char *path, int parts)
{
	size_t n = strcspn(path, "/");

	while (--parts > 0 && path[n] == '/')
		n += 1 + strcspn(path + n + 1, "/");
	return n;
}

/* Goes over what was read and the '/' after it. */
static void
go_over(struct gem_prefix *p, size_t n)
{
	p->path += n + (p->path[n] == '/');
}

static bool
take_lang(struct gem_prefix *p, const struct site *s)
{
	size_t n = segments(p->path, 1);

	if (p->lang != NULL || (p->lang = reading_language(s, p->path, n)) == NULL)
		return false;
	go_over(p, n);
	return true;
}

static bool
take_zone(struct gem_prefix *p, const struct tzdb *zones)
{
	const char *name = p->path + strlen("in/");

	if (p->zone != NULL || zones == NULL || strncmp(p->path, "in/", strlen("in/")) != 0)
		return false;
	for (int parts = 1; parts <= ZONE_PARTS_MAX; parts++) {
		size_t n = segments(name, parts);

		p->zone = tzdb_name(zones, name, n);
		if (p->zone == NULL)
			continue;
		p->path = name;
		go_over(p, n);
		return true;
	}
	return false;
}

struct gem_prefix
gem_prefix_read(const struct site *s, const struct tzdb *zones, const char *path)
{
	struct gem_prefix p = {.path = path};

	while (take_lang(&p, s) || take_zone(&p, zones))
		;
	return p;
}
