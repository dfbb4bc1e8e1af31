#include "web/page_import.h"

#include "advise/path.h"
#include "advise/report_xlsx.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/* ---- the list ---- */

/* GET /imports */
enum err
page_imports(struct page *p, struct why *why)
{
	struct batches *all;
	struct batch *b = NULL;
	struct report r;
	size_t n = 0, seen = 0;
	struct id who;
	enum err e = batch_open(p->site->office, &all, why);

	if (e != ERR_OK)
		return e;
	e = batch_list(all, p->arena, &b, &n, why);
	batch_close(all);
	if (e != ERR_OK)
		return e;
	/* One's own; an administrator's are all. */
	for (size_t i = 0; i < n; i++)
		if (p->local || page_may(p, NULL, RIGHT_ADMINISTER) ||
		    (id_parse(b[i].who, &who) &&
		    id_eq(who, p->who.account.id)))
			b[seen++] = b[i];
	import_report_list(p->reader, p->arena, b, seen, p->lang, &r);
	report_add_action(p->arena, &r, tr(p->lang, "Import a table"),
	    STR("/imports/new"));
	p->frame.timeless = true;
	return page_report(p, &r, why);
}

/* ---- a new one ---- */

static bool
may_import(const struct page *p, const struct kind *k)
{
	return page_may(p, k, RIGHT_IMPORT) && page_may(p, k, RIGHT_ADD);
}

static void
kind_choice(struct page *p, struct str chosen)
{
	const struct kinds *ks = &p->site->office->kinds;
	struct buf *b = &p->out;

	html_put(b, "<div class=\"field\"><label for=\"f-kind\">%s</label>"
	    "<select id=\"f-kind\" name=\"kind\">", tr(p->lang,
	    "What is in each row?"));
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind *k = &ks->kind[i];

		if (!may_import(p, k) || str_is(k->name, "document") ||
		    str_is(k->name, "quote"))
			continue;
		html_put(b, "<option value=\"%.*s\"", STRF(k->name));
		if (str_eq(chosen, k->name))
			html_put(b, " selected");
		html_put(b, ">%.*s</option>", STRF(tr_is_vi(p->lang) ? k->vi
		    : k->en));
	}
	html_put(b, "</select></div>");
}

static void
new_show(struct page *p, struct str error)
{
	struct report r = { .name = STR_INIT("import"), .lang = p->lang };
	struct str kind = page_query(p, "kind");
	struct buf *b = &p->out;

	if (kind.n == 0)
		kind = page_field(p, "kind");
	if (kind.n == 0)
		kind = STR("activity");
	r.title = tr_str(p->lang, "Import a table");
	r.sub = tr_str(p->lang, "Step 1 of 4: the file. Nothing is recorded "
	    "until you have seen what would become of each row.");
	report_add_crumb(p->arena, &r, tr_str(p->lang, "Imports"),
	    STR("/imports"));
	p->frame.timeless = true;
	p->frame.faulty = error.n > 0;
	page_open(p, &r);
	if (error.n > 0)
		html_put(b, "<div class=\"summary\" role=\"alert\" "
		    "tabindex=\"-1\"><h2>%.*s</h2></div>", STRF(error));
	html_put(b, "<section class=\"panel alone slim\" aria-label=\"%s\">"
	    "<form class=\"stack\" method=\"post\" action=\"/imports/new\" "
	    "enctype=\"multipart/form-data\">", tr(p->lang, "File"));
	page_token(b, p);
	kind_choice(p, kind);
	html_put(b, "<div class=\"field\"><label for=\"f-file\">%s</label>"
	    "<span class=\"help\" id=\"h-file\">%s</span><input id=\"f-file\" "
	    "type=\"file\" name=\"file\" required aria-describedby=\"h-file\" "
	    "accept=\".xlsx,.ods,.csv,.tsv,.txt\"></div>", tr(p->lang, "File"),
	    tr(p->lang, ".xlsx, .ods, CSV, or with semicolons or tabs; at most "
	    "16 MiB. The first row names the columns."));
	page_marking(p, "label", page_field(p, "label"));
	html_put(b, "<div class=\"actions\"><button class=\"button "
	    "first\">%s</button><a href=\"/imports\">%s</a></div></form>"
	    "</section>",
	    tr(p->lang, "Read it"), tr(p->lang, "Cancel"));
	html_put(b, "<section class=\"panel alone slim\" "
	    "aria-labelledby=\"h-t\"><h2 "
	    "id=\"h-t\">%s</h2><p><a "
	    "href=\"/imports/template.xlsx?kind=%.*s\">%s</a> · <a "
	    "href=\"/imports/template.csv?kind=%.*s\">CSV</a></p></section>",
	    tr(p->lang, "No table yet?"), STRF(kind), tr(p->lang,
	    "An empty table with the right columns (.xlsx)"), STRF(kind));
	page_close(p, &r);
}

/* GET /imports/new */
enum err
page_import_new(struct page *p, struct why *why)
{
	(void)why;
	new_show(p, STR(""));
	return ERR_OK;
}

/* What stands in the way of storing the file, in words; empty: nothing. */
static struct str
new_wrong(struct page *p, const struct kind **k)
{
	*k = kind_named(&p->site->office->kinds, page_field(p, "kind"));
	if (*k == NULL || !may_import(p, *k))
		return tr_str(p->lang, "Choose what is in each row.");
	if (p->request.file.bytes.n == 0)
		return tr_str(p->lang, "Choose a file that is not empty.");
	return STR("");
}

/* POST /imports/new */
enum err
page_import_add(struct page *p, struct why *why)
{
	struct batch b = { .name = str_head(p->request.file.name, 200),
		.label = page_field(p, "label") };
	const struct kind *k;
	struct batches *all;
	struct str wrong = new_wrong(p, &k);
	enum err e;

	if (wrong.n > 0) {
		p->status = 422;
		new_show(p, wrong);
		return ERR_OK;
	}
	if (!p->local)
		b.who = id_str(p->arena, p->who.account.id);
	b.kind = k->name;
	e = batch_open(p->site->office, &all, why);
	if (e != ERR_OK)
		return e;
	e = batch_add(all, p->arena, p->request.file.bytes, &b, why);
	batch_close(all);
	if (e == ERR_OK)
		page_go(p, arena_printf(p->arena, "/imports/%lld",
		    (long long)b.number));
	return e;
}

/* ---- files that are given back ---- */

/* GET /imports/template.csv, .xlsx */
enum err
page_import_template(struct page *p, struct why *why)
{
	const struct kind *k = kind_named(&p->site->office->kinds,
	    page_query(p, "kind"));
	struct report r = { .name = STR_INIT("template"), .lang = p->lang };
	const struct field *f;
	struct report_block *t;
	size_t n = 0;

	if (k == NULL)
		return why_set(why, ERR_INPUT, "Say of which kind.");
	r.title = tr_is_vi(p->lang) ? k->vi : k->en_many;
	t = report_add_block(p->arena, report_add_panel(p->arena, &r, "table",
	    r.title), BLOCK_TABLE);
	while (import_offers(k, n) != NULL)
		n++;
	(void)report_columns(p->arena, t, n);
	for (size_t i = 0; (f = import_offers(k, i)) != NULL; i++)
		t->column[i] = (struct report_column){ .name =
			p->request.format == HTTP_CSV && !tr_is_vi(p->lang)
			? f->en : tr_is_vi(p->lang) ? f->vi : f->en };
	for (size_t i = 0; i < n; i++)
		t->column[i].head = t->column[i].name;
	return page_report(p, &r, why);
}

/* GET /imports/:number/errors.csv: to be mended and given again. */
enum err
page_import_errors(struct page *p, struct why *why)
{
	struct page_import x;
	enum err e = page_import_open(p, &x, why);

	if (e == ERR_OK)
		e = page_import_read(&x, why);
	p->request.format = HTTP_CSV;
	page_format_head(p, p->request.path);
	if (e == ERR_OK)
		e = import_report_errors(&p->out, p->reader, p->arena, &x.im,
		    &x.b, p->lang, why);
	page_import_close(&x);
	return e;
}
