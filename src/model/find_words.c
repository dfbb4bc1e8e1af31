#include "base/str.h"
#include "model/find_row.h"

#include "base/banned.h"

/* One word, or the beginning of one: then a record may have several. */
static void
word_select(struct buf *b, struct arena *a, struct str word, bool begins,
    size_t kind, struct find_args *args)
{
	buf_printf(b, "SELECT w.id, w.kind, max(w.weight) AS weight, "
	    "max(w.since) AS since FROM word_p@ w WHERE w.word %s ?%zu",
	    begins ? ">=" : "=", find_arg(args, V_TEXT(word)));
	if (begins)
		buf_printf(b, " AND w.word < ?%zu", find_arg(args,
		    V_TEXT(arena_printf(a, "%.*s\xf4\x8f\xbf\xbf",
		    STRF(word)))));
	if (kind > 0)
		buf_printf(b, " AND w.kind = ?%zu", kind);
	buf_text(b, " GROUP BY w.kind, w.id");
}

enum err
find_words(struct reader *r, struct arena *a, const struct str *word, size_t n,
    const struct kind *kind, struct rows **out, struct why *why)
{
	struct buf arm CLEANUP(buf_free) = { .max = 64 * KIB };
	struct find_args *args = arena_alloc(a, sizeof(*args));
	size_t of_kind = kind == NULL ? 0
	    : find_arg(args, V_INT(kind->number));

	ALWAYS(n > 0 && n <= FIND_VALUES_MAX);
	/* A sum is a whole number everywhere only when told so. */
	buf_text(&arm, "SELECT u.id, u.kind, @ AS part, count(*), "
	    "CAST(sum(u.weight) AS INTEGER), max(u.since) FROM (");
	for (size_t i = 0; i < n; i++) {
		buf_text(&arm, i > 0 ? " UNION ALL " : "");
		word_select(&arm, a, word[i], i + 1 == n, of_kind, args);
	}
	buf_text(&arm, ") u GROUP BY u.kind, u.id");
	return find_ask(r, &arm, " ORDER BY 4 DESC, 5 DESC, 6 DESC, 1, 3",
	    args->v, args->n, out, why);
}
