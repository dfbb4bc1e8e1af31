#include "web/page.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/html.h"

#include "base/banned.h"

/*
 * What this office calls its kinds and fields. The names are terms of the list
 * "display": they have a history, an undo and rights as all records have, and
 * a page of the past is in the words of that day.
 */

struct name_row {
	struct str code;         /* "commitment", "commitment/many", ".due" */
	struct str usual[2];     /* English and Vietnamese, of the kind file */
	struct str now[2];
	struct str asked[2];
	struct str id; /* of the term, or empty */
};

struct names {
	struct page *p;
	const struct kind *kind;
	struct name_row *row;
	size_t rows;
};

static const char *const names_lang[2] = { "en", "vi" };

static void
names_row(struct names *n, struct str code, struct str en, struct str vi)
{
	struct name_row *r = &n->row[n->rows];

	n->rows++;
	*r = (struct name_row){ .code = code, .usual = { en,
		vi.n > 0 ? vi : en } };
	for (size_t i = 0; i < 2; i++) {
		struct str name = find_term(n->p->reader, n->p->arena,
		    STR("display"), code, names_lang[i]);

		r->now[i] = str_eq(name, code) ? r->usual[i] : name;
		r->asked[i] = str_trim(page_field(n->p, arena_printf(
		    n->p->arena, "%s.%.*s", names_lang[i], STRF(code)).p));
		/* Emptied, it is called as everywhere. */
		if (r->asked[i].n == 0)
			r->asked[i] = r->usual[i];
	}
}

static enum err
names_read(struct names *n, struct why *why)
{
	struct page *p = n->p;
	struct arena *a = p->arena;
	struct str name = p->request.method == HTTP_POST ?
	    page_field(p, "kind") : page_query(p, "kind");
	const struct kind *k;

	k = kind_named(&p->site->office->kinds, name.n > 0 ? name :
	    STR("activity"));
	if (k == NULL)
		return why_set(why, ERR_INPUT, "There is no kind \"%.*s\".",
		    STRF(name));
	n->kind = k;
	n->row = arena_array(a, k->fields + 2, sizeof(*n->row));
	names_row(n, k->name, k->en, k->vi);
	names_row(n, arena_printf(a, "%.*s/many", STRF(k->name)),
	    k->en_many.n > 0 ? k->en_many : k->en, k->vi);
	for (size_t i = 0; i < k->fields; i++)
		names_row(n, arena_printf(a, "%.*s.%.*s", STRF(k->name),
		    STRF(k->field[i].name)), k->field[i].en, k->field[i].vi);
	return ERR_OK;
}

/* ---- show ---- */

static void
names_choice(struct names *n)
{
	struct page *p = n->p;
	const struct kinds *ks = &p->site->office->kinds;

	html_put(&p->out, "<form class=\"filter\" action=\"/admin/names\">"
	    "<label for=\"kind\">%s</label><select id=\"kind\" name=\"kind\">",
	    tr(p->lang, "Records"));
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = &ks->kind[i];

		html_put(&p->out, "<option value=\"%.*s\"%s>%.*s</option>",
		    STRF(k->name), k == n->kind ? " selected" : "",
		    STRF(page_kind_many(p, k)));
	}
	html_put(&p->out, "</select><button class=\"button\">%s</button>"
	    "</form>", tr(p->lang, "Show"));
}

static void
names_inputs(struct names *n, const struct name_row *r)
{
	struct buf *b = &n->p->out;

	html_put(b, "<tr><th scope=\"row\">%.*s</th>", STRF(r->code));
	/* Vietnamese has one name for one and for many. */
	for (size_t i = 0; i < (str_ends(r->code, STR("/many")) ? 1 : 2); i++)
		html_put(b, "<td><input name=\"%s.%.*s\" lang=\"%s\" "
		    "aria-label=\"%s %.*s\" value=\"%.*s\" "
		    "placeholder=\"%.*s\"></td>", names_lang[i],
		    STRF(r->code), names_lang[i], i == 0 ? "EN" : "VI",
		    STRF(r->code), STRF(r->now[i]), STRF(r->usual[i]));
	html_put(b, "</tr>");
}

static void
names_show(struct names *n, struct str error)
{
	struct page *p = n->p;
	struct report r = { .name = STR_INIT("names"),
		.title = tr_str(p->lang, "Names of things") };
	struct buf *b = &p->out;

	r.sub = tr_str(p->lang, "What this office calls its records and their "
	    "fields, in each language. Emptied, a name is the usual one. The "
	    "past keeps the names it had.");
	report_add_crumb(p->arena, &r, tr_str(p->lang, "Administration"),
	    STR("/admin"));
	p->frame.timeless = true;
	p->frame.faulty = error.n > 0;
	page_open(p, &r);
	if (error.n > 0)
		html_put(b, "<div class=\"summary\" role=\"alert\"><p>%.*s"
		    "</p></div>", STRF(error));
	names_choice(n);
	html_put(b, "<form method=\"post\" action=\"/admin/names\">");
	page_token(b, p);
	html_put(b, "<input type=\"hidden\" name=\"kind\" value=\"%.*s\">"
	    "<section class=\"panel\" aria-label=\"%.*s\"><div "
	    "class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%.*s\">"
	    "<table class=\"names\"><thead><tr><th scope=\"col\">%s</th><th "
	    "scope=\"col\">English</th><th scope=\"col\">Tiếng Việt</th></tr>"
	    "</thead><tbody>", STRF(n->kind->name), STRF(r.title),
	    STRF(page_kind_many(p, n->kind)), tr(p->lang, "Field"));
	for (size_t i = 0; i < n->rows; i++)
		names_inputs(n, &n->row[i]);
	html_put(b, "</tbody></table></div></section><div class=\"actions\">"
	    "<button class=\"button first\">%s</button></div></form>",
	    tr(p->lang, "Save"));
	page_close(p, &r);
}

/* GET /admin/names */
enum err
page_names(struct page *p, struct why *why)
{
	struct names n = { .p = p };
	enum err e = names_read(&n, why);

	if (e == ERR_OK)
		names_show(&n, STR(""));
	return e;
}

/* ---- save ---- */

/* The terms that are there already, by their code. */
static enum err
names_terms(struct names *n, struct why *why)
{
	struct find_query q = {
		.kind = kind_named(&n->p->site->office->kinds, STR("term")),
		.filter = STR("list:display"), .limit = FIND_LIMIT_MAX };
	struct rows_found found;
	enum err e;

	ALWAYS(q.kind != NULL);
	e = find_list(n->p->reader, n->p->arena, &q, &found, why);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		for (size_t k = 0; k < n->rows; k++)
			if (str_eq(words_value_of(&found.row[i],
			    "code")->text, n->row[k].code))
				n->row[k].id = id_str(n->p->arena,
				    found.row[i].id);
	return e;
}

static void
names_item(struct names *n, const struct name_row *r, struct change *c)
{
	struct arena *a = n->p->arena;
	struct change_item *item;
	struct change_field *f;

	c->item = arena_grow(a, c->item, c->items, sizeof(*c->item));
	item = &c->item[c->items++];
	f = arena_array(a, 4, sizeof(*f));
	*item = (struct change_item){ .verb = r->id.n > 0 ? CHANGE_SET :
		CHANGE_ADD, .kind = STR("term"), .target = r->id,
		.field = f, .fields = r->id.n > 0 ? 2 : 4 };
	f[0] = (struct change_field){ STR("en"), r->asked[0] };
	f[1] = (struct change_field){ STR("vi"), r->asked[1] };
	f[2] = (struct change_field){ STR("list"), STR("display") };
	f[3] = (struct change_field){ STR("code"), r->code };
}

/* POST /admin/names: what differs from what stands, as one change. */
enum err
page_names_set(struct page *p, struct why *why)
{
	struct names n = { .p = p };
	struct change c = { .mask = p->reader->mask };
	struct change_done done = { .record = STR("") };
	struct why refused = { .lang = p->lang };
	enum err e = names_read(&n, why);

	if (e == ERR_OK)
		e = names_terms(&n, why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < n.rows; i++)
		if (!str_eq(n.row[i].asked[0], n.row[i].now[0]) ||
		    !str_eq(n.row[i].asked[1], n.row[i].now[1]))
			names_item(&n, &n.row[i], &c);
	if (c.items > 0)
		e = p->site->commit(p->site->self, p->arena, &c, &done,
		    &refused);
	if (e != ERR_OK) {
		p->status = 422;
		names_show(&n, arena_str(p->arena, str_of(refused.text)));
		return ERR_OK;
	}
	page_saved(p, path_query(p->arena, STR("/admin/names"), "kind",
	    n.kind->name), &done);
	return ERR_OK;
}
