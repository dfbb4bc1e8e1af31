#include "advise/feed_part.h"

#include "advise/path.h"

#include "base/banned.h"

enum { MS_BITS = 16 };

int64_t
feed_ms(uint64_t hlc)
{
	return (int64_t)(hlc >> MS_BITS);
}

struct str
feed_url(struct words *w, const struct feed_ask *ask, struct str path)
{
	if (ask->base.n == 0)
		return STR("");
	return arena_printf(w->a, "%.*s%.*s", STRF(ask->base), STRF(path));
}

struct str
feed_path(struct words *w, const struct row *row)
{
	return path_record(w->a, row->kind, words_code(w, row));
}
