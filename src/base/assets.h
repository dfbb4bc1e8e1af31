/*
 * The files that are part of the program: kinds, packs, web. The table is made
 * at build time by tool/embed.c, sorted by name.
 */
#ifndef BASE_ASSETS_H
#define BASE_ASSETS_H

#include "base/base.h"

struct asset {
	struct str name; /* such as "kinds/activity.kind" */
	struct str body;
	struct str tag; /* 16 hex digits of a hash of the body, for URLs */
};

/* assets_all, assets_count: the table, defined in the generated file. */
extern const struct asset assets_all[];
extern const size_t assets_count;

#endif
