#include "web/page_part.h"

#include "advise/list.h"
#include "advise/path.h"
#include "advise/words.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/* Of the rows so many are shown before all are changed. */
enum { PREVIEW_ROWS = 20 };

enum err
page_bulk_all(struct page *p, struct page_bulk_plan *plan, struct why *why)
{
	struct list_ask ask = { .lang = p->lang };
	struct http_request from = { 0 };
	struct rows_found found;
	enum err e = http_target(p->arena, plan->back, &from, why);

	if (e == ERR_OK)
		e = page_list_asked(p, plan->kind, &from, &ask, why);
	if (e != ERR_OK)
		return e;
	ask.query.limit = PAGE_BULK_MAX + 1;
	ask.query.after = STR("");
	e = find_list(p->reader, p->arena, &ask.query, &found, why);
	if (e == ERR_OK && found.n > PAGE_BULK_MAX)
		e = why_set(why, ERR_LIMIT, "At most %d records are changed at "
		    "once; narrow the list by a filter.", PAGE_BULK_MAX);
	plan->row = found.row;
	plan->rows = found.n;
	return e;
}

static void
preview_columns(struct page *p, const struct page_bulk_plan *plan,
    struct words *w, struct report_block *b)
{
	(void)report_columns(p->arena, b, plan->field != NULL ? 4 : 2);
	b->column[0] = (struct report_column){ .name = STR("code"),
		.head = tr_str(p->lang, "Reference"), .type = CELL_ISO };
	b->column[1] = (struct report_column){ .name = STR("title"),
		.head = words_one(w, plan->kind) };
	if (plan->field == NULL)
		return;
	b->column[2] = (struct report_column){ .name = STR("now"),
		.head = tr_str(p->lang, "Now") };
	b->column[3] = (struct report_column){ .name = STR("then"),
		.head = tr_str(p->lang, "Then") };
}

static void
preview_row(struct page *p, const struct page_bulk_plan *plan,
    struct words *w, struct report_block *b, const struct row *row)
{
	struct report_cell *c = report_row(p->arena, b);
	struct str code = words_code(w, row);

	c[0] = (struct report_cell){ .type = CELL_ISO, .text = code,
		.link = path_record(p->arena, plan->kind, code) };
	c[1] = report_link(words_title(w, row), c[0].link);
	if (plan->field == NULL)
		return;
	c[2] = words_value(w, plan->field, words_value_of(row,
	    arena_cstr(p->arena, plan->field->name)));
	c[3].text = plan->value.n > 0 ? plan->value :
	    tr_str(p->lang, "nothing");
}

static void
preview_panel(struct page *p, const struct page_bulk_plan *plan,
    struct report *r)
{
	struct report_panel *panel = report_add_panel(p->arena, r, "preview",
	    tr_str(p->lang, "What would be changed?"));
	struct report_block *b = report_add_block(p->arena, panel,
	    BLOCK_TABLE);
	struct words w;

	words_init(&w, p->reader, p->arena, p->lang);
	preview_columns(p, plan, &w, b);
	for (size_t i = 0; i < plan->rows && i < PREVIEW_ROWS; i++)
		preview_row(p, plan, &w, b, &plan->row[i]);
	b->total = plan->rows;
}

/* The same form once more, with what was counted. */
static void
preview_form(struct page *p, const struct page_bulk_plan *plan)
{
	static const char *const same[] = { "do", "field", "value", "reason",
		"back", "all" };
	struct buf *b = &p->out;

	html_put(b, "<form class=\"actions\" method=\"post\" "
	    "action=\"%.*s/bulk\">", STRF(path_list(p->arena, plan->kind,
	    STR(""))));
	page_token(b, p);
	for (size_t i = 0; i < countof(same); i++)
		html_put(b, "<input type=\"hidden\" name=\"%s\" "
		    "value=\"%.*s\">", same[i],
		    STRF(page_field(p, same[i])));
	html_put(b, "<input type=\"hidden\" name=\"sure\" value=\"%zu\">"
	    "<button class=\"button first\">%.*s</button>"
	    "<a href=\"%.*s\">%s</a>"
	    "</form>", plan->rows, STRF(arena_printf(p->arena, tr(p->lang,
	    "Change all %zu"), plan->rows)), STRF(plan->back),
	    tr(p->lang, "Cancel"));
}

void
page_bulk_ask(struct page *p, const struct page_bulk_plan *plan)
{
	struct report r = { .name = STR_INIT("bulk") };
	struct words w;

	words_init(&w, p->reader, p->arena, p->lang);
	r.title = tr_str(p->lang, "All that the list finds");
	r.sub = tr_str(p->lang, "Nothing is changed yet.");
	r.answer = arena_printf(p->arena, "%.*s: *%.*s*.",
	    STRF(plan->what), STRF(words_count(&w, (int64_t)plan->rows,
	    "record", "records")));
	report_add_crumb(p->arena, &r, words_many(&w, plan->kind), plan->back);
	preview_panel(p, plan, &r);
	p->frame.timeless = true;
	page_open(p, &r);
	show_panels(&p->out, &p->frame, &r);
	if (plan->rows > 0)
		preview_form(p, plan);
	page_close(p, &r);
}
