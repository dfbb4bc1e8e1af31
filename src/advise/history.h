/*
 * What was changed, by which record, when, by whom and why: of one thing, or
 * of everything, newest first. Each record carries the link that undoes it,
 * "/changes/HEX/undo", which a page asks by POST.
 */
#ifndef ADVISE_HISTORY_H
#define ADVISE_HISTORY_H

#include "advise/report.h"
#include "model/find.h"

struct history_ask {
	const struct kind *kind;
	struct id id;
	const char *lang; /* "en" or "vi"; NULL is "en" */
};

/* history_report(r, a, ask, out, why): one thing; a row a field changed. */
MUST_USE enum err history_report(struct reader *r, struct arena *a,
    const struct history_ask *ask, struct report *out, struct why *why);

/* history_changes(r, a, limit, lang, out, why): the latest, of everything. */
MUST_USE enum err history_changes(struct reader *r, struct arena *a,
    size_t limit, const char *lang, struct report *out, struct why *why);

/*
 * history_narrowed(r, a, by, limit, lang, out, why):
 * The same of one kind, one author, one day, with what else could be chosen
 * and how many of it there are in panel "facets". Looks at the latest 2,000.
 */
struct history_narrow {
	struct str kind;   /* a kind's name, or empty */
	struct str author; /* an id, or empty */
	struct str day;    /* 2026-11-21, or empty */
};
MUST_USE enum err history_narrowed(struct reader *r, struct arena *a,
    const struct history_narrow *by, size_t limit, const char *lang,
    struct report *out, struct why *why);

#endif
