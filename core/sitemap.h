/* SPDX-License-Identifier: ISC */
/* The list of a site's pages for search engines (sitemaps.org), each with its translations. */
#ifndef PLENARY_SITEMAP_H
#define PLENARY_SITEMAP_H

#include "core/buf.h"
#include "core/model.h"

/* Addresses in one file, a tenth of what the protocol allows, since with their translations they
 * may not take more than 50 MB. What is more goes into further files, and an index of them. */
enum { SITEMAP_URLS_MAX = 5000 };

/* A site in more languages has its translations in the pages' own heads alone. */
enum { SITEMAP_LANGUAGES_MAX = 16 };

struct sitemap_page {
	const char *path;
	int64_t moment; /* of its last change; 0: not known */
};

struct sitemap {
	const struct site *site; /* with an address on the web */
	struct arena *arena;
	struct sitemap_page *pages;
	size_t n;
};

void sitemap_add(struct sitemap *m, const char *path, int64_t moment);

/* How many files it makes; one at least. */
size_t sitemap_files(const struct sitemap *m);

/* Writes the i-th file of several, or the only one: each page in each language of the site. */
void sitemap_write(struct buf *out, const struct sitemap *m, size_t i);

/* Writes the index of the files, the i-th being called "sitemap-1.xml" for 0 and so on. */
void sitemap_index(struct buf *out, const struct sitemap *m);

#endif
