#include "advise/history_part.h"

#include "advise/path.h"
#include "advise/words.h"
#include "base/str.h"
#include "base/tr.h"
#include "model/account.h"

#include "base/banned.h"

enum { CELL_WORDS = 200, MS_BITS = 16 };

/* When it was recorded, on the office's clock. */
static int64_t
office_ms(struct words *w, uint64_t hlc)
{
	return (int64_t)(hlc >> MS_BITS) +
	    (int64_t)w->r->office->offset_min * 60000;
}

int32_t
history_day(struct words *w, uint64_t hlc)
{
	return date_day_of_ms(office_ms(w, hlc));
}

struct str
history_clock(struct words *w, uint64_t hlc)
{
	int64_t ms = office_ms(w, hlc);
	struct buf b CLEANUP(buf_free) = { .max = 64 };
	struct str t;

	date_format_instant(&b, ms);
	t = buf_view(&b);
	if (t.n < 16)
		return arena_str(w->a, t);
	if (words_vi(w))
		return arena_printf(w->a, "%.*s %.5s",
		    STRF(words_day(w, date_day_of_ms(ms))), t.p + 11);
	return arena_printf(w->a, "%.10s %.5s", t.p, t.p + 11);
}

struct report_cell
history_author(struct words *w, struct id author)
{
	struct report_cell c = { 0 };

	if (id_is_zero(author))
		return c;
	/* An account, or a post of the register that an import named. */
	c.text = account_shown(w->r->accounts, w->a, author);
	return c.text.n > 0 ? c : words_ref(w, id_str(w->a, author));
}

struct report_cell
history_undo(struct words *w, struct str record)
{
	return report_link(tr_str(w->lang, "Undo"),
	    arena_printf(w->a, "/changes/%.*s/undo", STRF(record)));
}

static void
past_columns(struct words *w, struct report_block *b)
{
	static const char *const name[] = { "recorded", "field", "value",
		"before", "label", "author", "note", "undo" };
	static const char *const head[] = { TR("Recorded"), TR("Field"),
		TR("Value"), TR("Before"), TR("Label"), TR("Author"), TR("Why"),
		"" };
	struct report_column *c = report_columns(w->a, b, countof(name));
	size_t i;

	for (i = 0; i < countof(name); i++)
		c[i] = (struct report_column){ .name = str_of(name[i]),
			.head = tr_str(w->lang, head[i]), .minor = i > 3 };
}

/* What the same field was before, at the same label. */
static struct report_cell
before(struct words *w, const struct past *past, size_t n, size_t i)
{
	size_t j;

	for (j = i + 1; j < n; j++) {
		if (past[j].field == past[i].field &&
		    past[j].kind == past[i].kind &&
		    str_eq(past[j].label, past[i].label))
			return words_value(w, past[j].field, &past[j].value);
	}
	return (struct report_cell){ 0 };
}

static void
put_past(struct words *w, struct report_block *b, const struct past *past,
    size_t n, size_t i)
{
	const struct past *p = &past[i];
	struct report_cell *c = report_row(w->a, b);
	bool again = i > 0 && str_eq(past[i - 1].record, p->record);

	words_label(w, p->label);
	c[0].text = history_clock(w, p->hlc);
	c[5] = history_author(w, p->author);
	c[6].text = p->note;
	c[0].again = c[5].again = c[6].again = again;
	if (!again)
		c[7] = history_undo(w, p->record);
	c[1].text = words_field(w, p->field);
	c[2] = words_value(w, p->field, &p->value);
	if (p->value.type == VALUE_NONE)
		c[2] = (struct report_cell){ .text = tr_str(w->lang,
		    "(emptied)"),
			.tone = TONE_MUTED };
	c[2].text = words_cut(w, c[2].text, CELL_WORDS);
	if (!p->standing && c[2].tone == TONE_PLAIN)
		c[2].tone = TONE_MUTED;
	c[3] = before(w, past, n, i);
	c[3].text = words_cut(w, c[3].text, CELL_WORDS);
	c[4].text = tr_view(w->lang, p->label);
}

static size_t
records_in(const struct past *past, size_t n)
{
	size_t i, records = 0;

	for (i = 0; i < n; i++)
		records += i == 0 || !str_eq(past[i].record,
		    past[i - 1].record);
	return records;
}

static void
put_head(struct words *w, struct report *out, const struct kind *k,
    const struct row *row)
{
	struct str code = words_code(w, row);

	out->name = STR("history");
	out->title = words_title(w, row);
	if (words_value_of(row, "code")->type != VALUE_NONE)
		out->code = code;
	out->path = path_part(w->a, k, code, "history");
	report_add_crumb(w->a, out, words_many(w, k),
	    path_list(w->a, k, STR("")));
	report_add_tab(w->a, out, tr_str(w->lang, "Facts"), path_record(w->a, k,
	    code));
	report_add_tab(w->a, out, tr_str(w->lang, "History"), out->path);
	out->tab_at = 1;
}

enum err
history_report(struct reader *r, struct arena *a,
    const struct history_ask *ask, struct report *out, struct why *why)
{
	struct report_panel *p;
	struct report_block *b;
	struct past *past;
	struct words w;
	struct row *row;
	size_t i, n;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&w, r, a, ask->lang);
	e = find_row(r, a, ask->kind, ask->id, &row, &n, why);
	if (e != ERR_OK)
		return e;
	put_head(&w, out, ask->kind, &row[0]);
	e = find_history(r, a, ask->id, &past, &n, why);
	if (e != ERR_OK)
		return e;
	p = report_add_panel(a, out, "history", tr_str(w.lang, "What was "
	    "recorded, when and by whom?"));
	p->answer = arena_printf(a, tr(w.lang, "*%s* in %s, newest first."),
	    words_count(&w, (int64_t)n, "value", "values").p, words_count(&w,
	    (int64_t)records_in(past, n), "record", "records").p);
	b = report_add_block(a, p, BLOCK_TABLE);
	past_columns(&w, b);
	for (i = 0; i < n; i++)
		put_past(&w, b, past, n, i);
	words_head(&w, out);
	return ERR_OK;
}
