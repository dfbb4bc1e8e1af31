#include "advise/feed_part.h"

#include "base/date.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

/* ---- markup ---- */

static void
escaped(struct buf *b, struct str s)
{
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);

		switch (c) {
		case '<':
			buf_text(b, "&lt;");
			break;
		case '>':
			buf_text(b, "&gt;");
			break;
		case '&':
			buf_text(b, "&amp;");
			break;
		case '"':
			buf_text(b, "&quot;");
			break;
		default:
			/* What XML 1.0 forbids. */
			if ((c < ' ' && c != '\n' && c != '\t') ||
			    c == 0xfffe || c == 0xffff)
				c = 0xfffd;
			buf_utf8(b, c);
		}
	}
}

static void
element(struct buf *b, const char *name, struct str text)
{
	buf_printf(b, "<%s>", name);
	escaped(b, text);
	buf_printf(b, "</%s>\n", name);
}

static void
link_to(struct buf *b, const char *rel, const char *type, struct str href)
{
	if (href.n == 0)
		return;
	buf_printf(b, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	escaped(b, href);
	buf_text(b, "\"/>\n");
}

static void
instant(struct buf *b, const char *name, uint64_t hlc)
{
	buf_printf(b, "<%s>", name);
	date_format_instant(b, feed_ms(hlc));
	buf_printf(b, "</%s>\n", name);
}

/* ---- what changed ---- */

/* One record of the journal, as the reader sees it. */
struct item {
	uint64_t hlc;
	struct str record, note, title, path, words;
};

struct items {
	struct item *item;
	size_t n;
};

static struct item *
item_add(struct arena *a, struct items *list)
{
	list->item = arena_grow(a, list->item, list->n, sizeof(*list->item));
	return &list->item[list->n++];
}

/* A record over all things: named by the first thing it touched. */
static void
item_of_change(struct words *w, const struct changed *c, struct item *x)
{
	struct str code, title;

	*x = (struct item){ .hlc = c->hlc, .record = c->record,
		.note = c->note };
	if (find_name(w->r, w->a, c->entity, &code, &title) != ERR_OK)
		code = title = STR("");
	if (c->kind != NULL && code.n > 0)
		x->path = words_record(w, c->kind, id_str(w->a, c->entity),
		    code, title).link;
	x->title = title.n > 0 ? words_cut(w, title, 200) : code;
	if (c->kind != NULL && x->title.n == 0)
		x->title = words_one(w, c->kind);
	if (c->things > 1)
		x->words = arena_printf(w->a, tr(w->lang,
		    "%.*s and %lld more"), STRF(x->title),
		    (long long)c->things - 1);
}

static enum err
changes_of(struct words *w, const struct kind *k, struct items *list,
    struct why *why)
{
	struct changed *changed;
	size_t n = 0;
	enum err e = find_changes(w->r, w->a, FEED_ENTRIES * FEED_PAGES_MAX,
	    &changed, &n, why);

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		if (k == NULL || changed[i].kind == k)
			item_of_change(w, &changed[i], item_add(w->a, list));
	return e;
}

/* The records that changed one thing, with the fields that they did. */
static enum err
history_of(struct words *w, const struct kind *k, struct id id,
    struct items *list, struct why *why)
{
	struct str title = words_ref(w, id_str(w->a, id)).text;
	struct past *past;
	size_t n = 0;
	enum err e = find_history(w->r, w->a, id, &past, &n, why);

	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		struct report_cell c;
		struct item *x = list->n > 0 ? &list->item[list->n - 1] : NULL;

		if (x == NULL || !str_eq(x->record, past[i].record)) {
			x = item_add(w->a, list);
			*x = (struct item){ .hlc = past[i].hlc,
				.record = past[i].record,
				.note = past[i].note, .title = title,
				.path = words_ref(w, id_str(w->a, id)).link };
		}
		c = words_value(w, past[i].field, &past[i].value);
		x->words = arena_printf(w->a, "%.*s%s%.*s: %.*s",
		    STRF(x->words), x->words.n > 0 ? "\n" : "",
		    STRF(words_field(w, past[i].field)),
		    STRF(words_cut(w, c.text, 300)));
	}
	(void)k;
	return e;
}

static void
entry(struct buf *b, struct words *w, const struct feed_ask *ask,
    const struct item *x)
{
	buf_text(b, "<entry>\n");
	buf_printf(b, "<id>tag:comity.invalid,2026:change/%.*s</id>\n",
	    STRF(x->record));
	element(b, "title", x->title);
	instant(b, "updated", x->hlc);
	if (x->path.n > 0)
		link_to(b, "alternate", "text/html", feed_url(w, ask,
		    x->path));
	if (x->note.n > 0)
		element(b, "summary", x->note);
	if (x->words.n > 0) {
		buf_text(b, "<content type=\"text\">");
		escaped(b, x->words);
		buf_text(b, "</content>\n");
	}
	buf_text(b, "</entry>\n");
}

static struct str
page_url(struct words *w, const struct feed_ask *ask, size_t page)
{
	return feed_url(w, ask, arena_printf(w->a, "%.*s?page=%zu",
	    STRF(ask->path), page));
}

static void
head(struct buf *b, struct words *w, const struct feed_ask *ask, size_t page,
    size_t pages)
{
	const char *type = "application/atom+xml";

	buf_printf(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n",
	    tr_is_vi(w->lang) ? "vi" : "en");
	buf_text(b, "<id>tag:comity.invalid,2026:");
	escaped(b, ask->path);
	buf_text(b, "</id>\n");
	element(b, "title", ask->title.n > 0 ? ask->title
	    : w->r->office->name);
	buf_text(b, "<author><name>");
	escaped(b, w->r->office->name);
	buf_text(b, "</name></author>\n");
	link_to(b, "self", type, page_url(w, ask, page));
	link_to(b, "first", type, page_url(w, ask, 1));
	link_to(b, "last", type, page_url(w, ask, pages));
	if (page > 1)
		link_to(b, "previous", type, page_url(w, ask, page - 1));
	if (page < pages)
		link_to(b, "next", type, page_url(w, ask, page + 1));
}

enum err
feed_news(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask, const struct kind *kind, const struct id *id,
    size_t page, struct why *why)
{
	struct items list = { 0 };
	struct words w;
	size_t pages, from;
	enum err e;

	words_init(&w, r, a, ask->lang);
	e = id != NULL ? history_of(&w, kind, *id, &list, why)
	    : changes_of(&w, kind, &list, why);
	if (e != ERR_OK)
		return e;
	pages = list.n == 0 ? 1 : (list.n + FEED_ENTRIES - 1) / FEED_ENTRIES;
	if (page == 0 || page > pages)
		return why_set(why, ERR_MISSING, "There are %zu pages.", pages);
	head(b, &w, ask, page, pages);
	instant(b, "updated", list.n > 0 ? list.item[0].hlc : 0);
	from = (page - 1) * FEED_ENTRIES;
	for (size_t i = from; i < list.n && i < from + FEED_ENTRIES; i++)
		entry(b, &w, ask, &list.item[i]);
	buf_text(b, "</feed>\n");
	return b->err;
}
