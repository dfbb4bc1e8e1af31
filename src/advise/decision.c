#include "advise/decision_part.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { WAITING_MAX = 200 };

static void
put_asked(struct decision *d)
{
	static const char *const shown[] = { "type", "partner", "start",
		"finish", "level", "direction", "place", "head_ours", "unit",
		"mechanism", "cost", "funding", "note" };
	struct report_panel *p = part_panel(&d->w, d->out, "asked",
	    TR("What is asked?"), 5);
	struct report_block *b = report_add_block(d->a, p, BLOCK_FACTS);

	p->answer = arena_printf(d->a, "*%.*s*",
	    STRF(words_title(&d->w, d->row)));
	for (size_t i = 0; i < countof(shown); i++) {
		const struct field *f = kind_field(d->kind, str_of(shown[i]));
		const struct value *v = words_value_of(d->row, shown[i]);

		if (f != NULL && v->type != VALUE_NONE)
			report_fact(d->a, b, words_field(&d->w, f),
			    words_value(&d->w, f, v));
	}
}

/* ---- which word it keeps ---- */

static struct report_block *
word_block(struct decision *d, struct report_panel *p)
{
	static const char *const name[] = { "state", "word", "due" };
	struct report_block *b = part_rows(&d->w, p, countof(name));

	for (size_t i = 0; i < countof(name); i++)
		b->column[i].name = str_of(name[i]);
	b->empty = tr_str(d->w.lang, "No promise, clause or objective is "
	    "linked to it. Link one on the page of the activity, or say in "
	    "the reason why it is done all the same.");
	return b;
}

static enum err
put_word(struct decision *d, struct report_block *b, struct id id)
{
	const struct kind *k = find_kind(d->r, id);
	struct report_cell *c;
	struct row *row;
	size_t n;
	enum err e;

	if (k == NULL)
		return ERR_OK;
	e = find_row(d->r, d->a, k, id, &row, &n, d->why);
	if (e != ERR_OK)
		return e;
	words_label(&d->w, row[0].label);
	c = report_row(d->a, b);
	c[0] = part_state(&d->w, &row[0]);
	d->late += k->derives > 0 && str_is(row[0].derived[0], "late");
	c[1] = words_record(&d->w, k, id_str(d->a, id),
	    words_code(&d->w, &row[0]), words_cut(&d->w,
	    words_title(&d->w, &row[0]), 160));
	if (kind_field(k, STR("due")) != NULL)
		c[2] = part_field(&d->w, &row[0], "due");
	d->promises++;
	return ERR_OK;
}

static enum err
put_linked(struct decision *d, struct report_block *b)
{
	struct rows_found found;
	enum err e = part_find(&d->w, words_kind(&d->w, "fulfilment"),
	    arena_printf(d->a, "deed:%.*s", STRF(id_str(d->a, d->row->id))),
	    "", WAITING_MAX, &found, d->why);

	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		const struct value *v = words_value_of(&found.row[i], "word");

		if (v->type == VALUE_REF)
			e = put_word(d, b, v->ref);
	}
	return e;
}

enum err
decision_word(struct decision *d)
{
	const struct value *v = words_value_of(d->row, "objective");
	struct report_panel *p = part_panel(&d->w, d->out, "word",
	    TR("Which word does it keep?"), 7);
	struct report_block *b = word_block(d, p);
	int64_t kept;
	enum err e = put_linked(d, b);

	kept = d->promises;
	if (e == ERR_OK && v->type == VALUE_REF) {
		d->objective = true;
		e = put_word(d, b, v->ref);
		d->promises = kept;
	}
	if (kept == 0 && !d->objective)
		p->answer = tr_str(d->w.lang, "*None that is recorded.*");
	else if (kept == 0)
		p->answer = tr_str(d->w.lang, "*It serves an objective*; no "
		    "promise or clause is linked to it.");
	else
		p->answer = arena_printf(d->a, tr_n(d->w.lang, "*It keeps "
		    "%lld word*, %lld of them late.", "*It keeps %lld words*, "
		    "%lld of them late.", kept), (long long)kept,
		    (long long)d->late);
	p->source = tr_str(d->w.lang, "Source: links between deeds and "
	    "words.");
	return e;
}

/* ---- the whole ---- */

static enum err
read_row(struct decision *d)
{
	struct row *row;
	size_t n;
	enum err e = find_row(d->r, d->a, d->kind, d->ask->id, &row, &n,
	    d->why);
	int month, day;
	bool dated;

	if (e != ERR_OK)
		return e;
	d->row = &row[n - 1];
	words_label(&d->w, d->row->label);
	d->day = part_day(d->row, "start");
	dated = d->day.lo <= d->day.hi;
	date_split(dated ? d->day.lo : d->r->today, &d->year, &month, &day);
	d->partner = part_ref(&d->w, d->row, "partner");
	d->need->decided =
	    words_value_of(d->row, "approved")->type != VALUE_NONE ||
	    words_value_of(d->row, "cancelled")->type != VALUE_NONE;
	d->need->begun = dated && d->day.hi < d->r->today;
	return ERR_OK;
}

static void
put_head(struct decision *d)
{
	struct str code = words_code(&d->w, d->row);
	struct report_cell state = part_state(&d->w, d->row);

	d->out->name = STR("decision");
	d->out->title = arena_printf(d->a, tr(d->w.lang, "Decide on %.*s"),
	    STRF(code));
	d->out->path = path_part(d->a, d->kind, code, "approve");
	d->out->chip = state.text;
	d->out->chip_tone = state.tone;
	report_add_crumb(d->a, d->out, words_many(&d->w, d->kind),
	    path_list(d->a, d->kind, STR("")));
	report_add_crumb(d->a, d->out, code, path_record(d->a, d->kind,
	    code));
}

enum err
decision_report(struct reader *r, struct arena *a,
    const struct decision_ask *ask, struct report *out,
    struct decision_need *need, struct why *why)
{
	struct decision d = { .r = r, .a = a, .ask = ask, .out = out,
		.need = need, .why = why };
	enum err e;

	*out = (struct report){ 0 };
	*need = (struct decision_need){ 0 };
	words_init(&d.w, r, a, ask->lang);
	d.kind = words_kind(&d.w, "activity");
	e = read_row(&d);
	if (e == ERR_OK)
		e = deed_of_period(r, a, date_ymd(d.year - 1, 1, 1),
		    date_ymd(d.year, 12, 31), &d.deeds, why);
	if (e == ERR_OK)
		e = roll_read(r, a, &d.roll, why);
	if (e != ERR_OK)
		return e;
	d.w.parts |= d.deeds.parts | d.roll.parts;
	put_head(&d);
	put_asked(&d);
	e = decision_word(&d);
	if (e == ERR_OK) {
		decision_balance(&d);
		e = decision_clashes(&d);
	}
	if (e == ERR_OK)
		e = decision_weigh(&d);
	words_head(&d.w, out);
	return e;
}

const char *
decision_owes(const struct decision_need *need, bool yes, struct str reason)
{
	if (need->decided || str_trim(reason).n >= DECISION_REASON)
		return NULL;
	if (yes)
		return TR("Say in writing why it is approved although a "
		    "question was answered with yes.");
	if (need->clashes > 0)
		return TR("Say in writing why it is approved although others "
		    "are wanted at the same time.");
	if (need->begun)
		return TR("Say in writing why it is approved after it has "
		    "begun.");
	return NULL;
}

/* ---- what waits ---- */

static void
put_waiting_row(struct decision *d, struct report_block *b,
    const struct row *row)
{
	const struct kind *k = row->kind;
	struct report_cell *c = report_row(d->a, b);

	c[0] = report_link(words_title(&d->w, row), path_part(d->a, k,
	    words_code(&d->w, row), "approve"));
	c[1] = words_ref(&d->w, part_ref(&d->w, row, "partner"));
	c[2] = words_value(&d->w, k->order,
	    &row->value[kind_field_at(k, k->order)]);
	c[3] = words_ref(&d->w, part_ref(&d->w, row, "unit"));
}

static enum err
put_waiting(struct decision *d, const char *kind, const char *filter,
    const char *question, const char *empty)
{
	static const struct part_column column[] = {
		{ .name = "title", .head = "" },
		{ .name = "partner", .head = TR("Partner"), .minor = true },
		{ .name = "date", .head = "" },
		{ .name = "unit", .head = TR("Responsible unit"),
		    .minor = true }
	};
	const struct kind *k = words_kind(&d->w, kind);
	struct report_panel *p = part_panel(&d->w, d->out, kind, question, 0);
	struct report_block *b = part_table(&d->w, p, column,
	    countof(column));
	struct rows_found found;
	enum err e = part_find(&d->w, k, str_of(filter),
	    arena_cstr(d->a, k->order->name), WAITING_MAX, &found, d->why);

	b->column[0].head = words_one(&d->w, k);
	b->column[2].head = words_field(&d->w, k->order);
	b->empty = tr_str(d->w.lang, empty);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		put_waiting_row(d, b, &found.row[i]);
	p->answer = arena_printf(d->a, tr_n(d->w.lang, "*%lld waits.*",
	    "*%lld wait.*", (int64_t)found.n), (long long)found.n);
	return e;
}

enum err
decision_waiting(struct reader *r, struct arena *a, const char *lang,
    struct report *out, struct why *why)
{
	struct decision d = { .r = r, .a = a, .out = out, .why = why };
	enum err e;

	*out = (struct report){ .name = STR_INIT("approvals"),
		.path = STR_INIT("/approvals") };
	words_init(&d.w, r, a, lang);
	out->title = tr_str(d.w.lang, "To be approved");
	e = put_waiting(&d, "activity", "status:proposed", TR("Which "
	    "activities wait for a decision?"), TR("Nothing waits. Proposed "
	    "activities appear here until they are approved or cancelled."));
	if (e == ERR_OK)
		e = put_waiting(&d, "plan", "status:draft", TR("Which plans "
		    "wait for a decision?"), TR("No plan is in draft."));
	words_head(&d.w, out);
	return e;
}
