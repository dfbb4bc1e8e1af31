#include "web/page.h"

#include "advise/path.h"
#include "base/str.h"
#include "model/find.h"
#include "web/kept.h"

#include "base/banned.h"

uint64_t
page_newest(struct page *p)
{
	struct changed *last;
	size_t n = 0;

	if (p->newest == 0 && find_changes(p->reader, p->arena, 1, &last, &n,
	    NULL) == ERR_OK && n > 0)
		p->newest = last->hlc;
	return p->newest;
}

/* What the address asks; not how it is shown, nor what was done just now. */
static struct str
page_question(struct page *p, struct str besides)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	buf_printf(&b, "%s %.*s %.*s", p->lang, STRF(besides),
	    STRF(p->request.path));
	for (size_t i = 0; i < p->request.queries; i++) {
		const struct http_pair *q = &p->request.query[i];

		if (str_is(q->name, "done") || str_is(q->name, "undone") ||
		    str_is(q->name, "panel") || str_is(q->name, "lang"))
			continue;
		buf_char(&b, '&');
		path_encode(&b, q->name);
		buf_char(&b, '=');
		path_encode(&b, q->value);
	}
	return b.err != ERR_OK ? STR("") : arena_str(p->arena, buf_view(&b));
}

static struct kept_moment
page_moment(struct page *p)
{
	return (struct kept_moment){ .newest = page_newest(p),
		.setting = (uint64_t)p->site->office->settings,
		.today = p->reader->today };
}

bool
page_kept(struct page *p, struct str besides, struct report *r)
{
	struct kept_moment at;
	struct str question = page_question(p, besides);

	if (p->site->kept == NULL || question.n == 0)
		return false;
	at = page_moment(p);
	return kept_get(p->site->kept, p->arena, &at, question, r);
}

void
page_keep(struct page *p, struct str besides, const struct report *r)
{
	struct kept_moment at;
	struct str question = page_question(p, besides);

	if (p->site->kept == NULL || question.n == 0)
		return;
	at = page_moment(p);
	if (at.newest != 0)
		kept_put(p->site->kept, &at, question, r);
}
