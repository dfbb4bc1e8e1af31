#include "web/page.h"

#include "advise/list.h"
#include "advise/path.h"
#include "base/plain.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

enum { VIEW_SHOWN_MAX = 30, VIEW_SLUG_MAX = 60 };

static const struct kind *
view_kind(const struct page *p)
{
	const struct kind *k = kind_named(&p->site->office->kinds,
	    STR("view"));

	ALWAYS(k != NULL);
	return k;
}

static struct str
view_text(const struct row *row, const char *name)
{
	const struct field *f = kind_field(row->kind, str_of(name));
	const struct value *v;

	ALWAYS(f != NULL);
	v = &row->value[kind_field_at(row->kind, f)];
	return v->type == VALUE_TEXT ? v->text : STR("");
}

/* "/views/2026-0012-late-ones": the words behind the number are decoration. */
static struct str
view_path(struct page *p, const struct row *row)
{
	struct buf CLEANUP(buf_free) slug, plain;
	struct str s;

	buf_init(&slug, KIB);
	buf_init(&plain, 8 * KIB);
	buf_str(&slug, view_text(row, "code"));
	buf_char(&slug, '-');
	plain_fold(&plain, view_text(row, "name"));
	s = buf_view(&plain);
	for (size_t i = 0; i < s.n && slug.n < VIEW_SLUG_MAX; i++) {
		bool word = (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    (s.p[i] >= '0' && s.p[i] <= '9');

		if (word)
			buf_char(&slug, s.p[i]);
		else if (slug.p[slug.n - 1] != '-')
			buf_char(&slug, '-');
	}
	return path_record(p->arena, view_kind(p), buf_view(&slug));
}

/* ---- at the head of a list ---- */

/* One's own, and those of the whole office. */
static bool
view_is_mine(const struct page *p, const struct row *row)
{
	struct str owner = view_text(row, "owner");

	return owner.n == 0 || str_eq(owner, p->who.account.name);
}

void
page_views(struct page *p, const struct kind *k)
{
	struct find_query q = { .kind = view_kind(p),
		.limit = VIEW_SHOWN_MAX };
	struct rows_found found = { .n = 0 };
	struct str at = page_query(p, "view");
	struct buf *b = &p->out;

	q.filter = arena_printf(p->arena, "records:%.*s", STRF(k->name));
	if (find_list(p->reader, p->arena, &q, &found, NULL) != ERR_OK ||
	    found.n == 0)
		return;
	html_put(b, "<nav class=\"tabs views\" aria-label=\"%s\">",
	    tr(p->lang, "Saved lists"));
	for (size_t i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		bool here = at.n > 0 && str_eq(at, view_text(row, "code"));

		if (!str_eq(view_text(row, "records"), k->name) ||
		    !view_is_mine(p, row))
			continue;
		html_put(b, "<a href=\"%.*s\"%s>%.*s</a>",
		    STRF(view_path(p, row)), here ? " aria-current=page" : "",
		    STRF(view_text(row, "name")));
		if (here)
			html_put(b, "<a class=\"second\" href=\"%.*s\">%s</a>",
			    STRF(path_part(p->arena, row->kind, at,
			    "withdraw")), tr(p->lang, "Delete"));
	}
	html_put(b, "</nav>");
}

void
page_view_form(struct page *p, const struct kind *k, struct str query)
{
	struct buf *b = &p->out;

	html_put(b, "<details><summary>%s</summary><form class=\"filter\" "
	    "method=\"post\" action=\"/views\">", tr(p->lang,
	    "Save this list"));
	page_token(b, p);
	html_put(b, "<input type=\"hidden\" name=\"records\" value=\"%.*s\">"
	    "<input type=\"hidden\" name=\"query\" value=\"%.*s\"><label "
	    "for=\"view-name\">%s</label><input id=\"view-name\" name=\"name\" "
	    "required maxlength=\"100\" autocomplete=\"off\">", STRF(k->name),
	    STRF(query), tr(p->lang, "Name"));
	page_marking(p, "label", STR(""));
	if (p->who.known)
		html_put(b, "<label><input type=\"checkbox\" name=\"office\" "
		    "value=\"yes\"> %s</label>", tr(p->lang,
		    "For the whole office"));
	html_put(b, "<button class=\"button\">%s</button></form></details>",
	    tr(p->lang, "Save list"));
}

/* ---- its own address ---- */

/* The view of that number, which is all of it, not its beginning. */
static bool
view_is(struct page *p, struct str name, struct row **row)
{
	const struct kind *k = view_kind(p), *found;
	struct why why = { .lang = p->lang };
	struct id id;
	size_t n = 1;

	return find_id(p->reader, p->arena, name, k, &id, &found, &why) ==
	    ERR_OK && find_row(p->reader, p->arena, k, id, row, &n, &why) ==
	    ERR_OK && str_eq(view_text(*row, "code"), name);
}

/* The longest beginning that is a number: the rest is decoration. */
static enum err
view_find(struct page *p, struct row **row, struct why *why)
{
	struct str name = p->arg[0];

	while (name.n > 0) {
		if (view_is(p, name, row))
			return ERR_OK;
		do
			name.n--;
		while (name.n > 0 && name.p[name.n] != '-');
	}
	return why_set(why, ERR_MISSING, "There is no such saved list.");
}

/* GET /views/:code: the list it is of, as it was saved. */
enum err
page_view(struct page *p, struct why *why)
{
	static const char *const ending[] = { "", ".json", ".csv" };
	const struct kind *k;
	struct row *row;
	struct str path, query;
	enum err e = view_find(p, &row, why);

	if (e != ERR_OK)
		return e;
	query = view_text(row, "query");
	k = kind_named(&p->site->office->kinds, view_text(row, "records"));
	if (k == NULL)
		return why_set(why, ERR_MISSING, "The records of this list are "
		    "none that this program has.");
	/* Of one that was deleted the list remains, and the way back. */
	if (view_text(row, "withdrawn").n > 0)
		query = STR("");
	if (query.n == 0)
		query = STR("show=list");
	path = arena_printf(p->arena, "%.*s%s?%.*s",
	    STRF(path_list(p->arena, k, STR(""))), ending[p->request.format],
	    STRF(query));
	if (view_text(row, "withdrawn").n == 0)
		path = path_query(p->arena, path, "view",
		    view_text(row, "code"));
	path = path_query(p->arena, path, "asof", page_query(p, "asof"));
	path = path_query(p->arena, path, "done", page_query(p, "done"));
	page_go(p, path);
	return ERR_OK;
}

/* What may stand behind a question mark in an address of this site. */
static bool
view_is_query(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    (unsigned char)s.p[i] >= 0x7f || s.p[i] == '#' ||
		    s.p[i] == '\\')
			return false;
	return true;
}

/* POST /views: the list that is shown, under a name. */
enum err
page_view_add(struct page *p, struct why *why)
{
	struct change_field field[] = {
		{ STR("name"), str_trim(page_field(p, "name")) },
		{ STR("records"), page_field(p, "records") },
		{ STR("owner"), page_field(p, "office").n > 0 ? STR("") :
		    p->who.account.name },
		{ STR("query"), page_field(p, "query") },
	};
	struct change_item item = { .verb = CHANGE_ADD, .kind = STR("view"),
		.field = field, .fields = countof(field) };
	struct change c = { .label = page_field(p, "label"), .item = &item,
		.items = 1, .mask = p->reader->mask };
	struct change_done done = { 0 };
	enum err e;

	if (field[0].value.n == 0)
		return why_set(why, ERR_INPUT, "Give the list a name.");
	if (kind_named(&p->site->office->kinds, field[1].value) == NULL ||
	    !view_is_query(field[3].value))
		return why_set(why, ERR_INPUT, "This is no list of records.");
	if (field[3].value.n == 0)
		item.fields--;
	e = p->site->commit(p->site->self, p->arena, &c, &done, why);
	if (e == ERR_OK)
		page_saved(p, path_record(p->arena, view_kind(p),
		    done.code[0]), &done);
	return e;
}
