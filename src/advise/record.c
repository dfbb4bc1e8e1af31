#include "advise/record_part.h"

#include "advise/history_part.h"
#include "advise/path.h"
#include "advise/quality.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

bool
record_is(const struct record_page *m, const char *name)
{
	return str_is(m->kind->name, name);
}

/* Rows of another kind by a filter, for the panels below. */
enum err
record_rows(struct record_page *m, const char *kind, const char *field,
    struct rows_found *out)
{
	return find_list(m->r, m->a, &(struct find_query){
		.kind = words_kind(&m->w, kind),
		.filter = arena_printf(m->a, "%s:%.*s", field,
		    STRF(m->id_text)),
		.limit = RECORD_LIST_MAX }, out, m->why);
}

static enum err
put_ledger(struct record_page *m)
{
	enum err e = ERR_OK;

	if (record_is(m, "clause"))
		return record_clause(m);
	if (record_is(m, "directive"))
		return record_clauses(m);
	if (record_is(m, "document"))
		return record_text(m);
	if (record_is(m, "commitment") || record_is(m, "objective") ||
	    record_is(m, "mechanism") || record_is(m, "agreement"))
		e = record_deeds(m);
	if (e == ERR_OK && (record_is(m, "activity") || record_is(m, "task") ||
	    record_is(m, "agreement")))
		e = record_serves(m);
	return e == ERR_OK ? record_attached(m) : e;
}

/* Head. */

static void
put_actions(struct record_page *m)
{
	struct str commitment = path_word(m->a, words_kind(&m->w,
	    "verification"));

	report_add_action(m->a, m->out, tr(m->w.lang, "Edit"), path_part(m->a,
	    m->kind, m->code, "edit"));
	if (record_is(m, "activity") && m->row[0].derived[0].n > 0 &&
	    !str_is(m->row[0].derived[0], "closed"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Close"),
		    path_part(m->a, m->kind, m->code, "close"));
	if (m->kind->derives > 0 &&
	    (str_is(m->row[0].derived[0], "proposed") ||
	    (record_is(m, "plan") && str_is(m->row[0].derived[0], "draft"))) &&
	    kind_field(m->kind, STR("approved")) != NULL)
		report_add_action(m->a, m->out, tr(m->w.lang, "Decide"),
		    path_part(m->a, m->kind, m->code, "approve"));
	if (record_is(m, "commitment"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Verify"),
		    path_query(m->a, arena_printf(m->a, "/%.*s/new",
		    STRF(commitment)), "commitment", m->code));
	if (record_is(m, "directive"))
		report_add_action(m->a, m->out, tr(m->w.lang, "Review"),
		    path_part(m->a, m->kind, m->code, "review"));
}

/* The record line: label, when, in which version. */
static struct str
record_line(struct record_page *m)
{
	const struct row *row = &m->row[0];
	struct str kind = words_one(&m->w, m->kind);
	struct str day = words_day(&m->w, history_day(&m->w, row->recorded));

	return arena_printf(m->a, tr(m->w.lang, "%.*s. Recorded %.*s%s%.*s."),
	    STRF(kind), STRF(day), row->label.n > 0 ? ", " : "",
	    STRF(tr_view(m->w.lang, row->label)));
}

static void
put_head(struct record_page *m)
{
	const struct row *row = &m->row[0];
	const struct value *gone = words_value_of(row, "withdrawn");
	struct report_cell chip;

	m->out->name = STR("record");
	m->out->title = words_title(&m->w, row);
	if (words_value_of(row, "code")->type != VALUE_NONE)
		m->out->code = m->code;
	if (m->kind->derives > 0) {
		chip = words_status(&m->w, m->kind, row->derived[0]);
		m->out->chip = chip.text;
		m->out->chip_tone = chip.tone;
	}
	if (gone->type != VALUE_NONE) {
		m->out->chip = tr_str(m->w.lang, "Withdrawn");
		m->out->chip_tone = TONE_MUTED;
	}
	m->out->sub = record_line(m);
	m->out->path = path_record(m->a, m->kind, m->code);
	report_add_crumb(m->a, m->out, words_many(&m->w, m->kind),
	    path_list(m->a, m->kind, STR("")));
	report_add_tab(m->a, m->out, tr_str(m->w.lang, "Facts"), m->out->path);
	report_add_tab(m->a, m->out, tr_str(m->w.lang, "History"),
	    path_part(m->a, m->kind, m->code, "history"));
	put_actions(m);
}

enum err
record_report(struct reader *r, struct arena *a, const struct record_ask *ask,
    struct report *out, struct why *why)
{
	struct record_page m = { .a = a, .r = r, .out = out, .kind = ask->kind,
		.id = ask->id, .id_text = id_str(a, ask->id), .why = why };
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	e = find_row(r, a, m.kind, m.id, &m.row, &m.rows, why);
	if (e != ERR_OK)
		return e;
	m.code = words_code(&m.w, &m.row[0]);
	put_head(&m);
	e = record_facts(&m);
	if (e == ERR_OK && r->now)
		e = quality_of(&m.w, &m.row[0], out, why);
	if (e == ERR_OK)
		e = record_passages(&m);
	if (e == ERR_OK)
		e = put_ledger(&m);
	if (e == ERR_OK)
		e = record_links(&m);
	words_head(&m.w, out);
	return e;
}
