#include "advise/chain.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

struct report_block *
chain_promises(struct words *w, struct report_panel *p)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(w->a, b, 7);

	b->text = tr_str(w->lang, "Promises");
	c[0] = (struct report_column){ .name = STR("status"),
		.head = tr_str(w->lang, "State"), .type = CELL_CHIP };
	c[1] = (struct report_column){ .name = STR("text"),
		.head = tr_str(w->lang, "Words") };
	c[2] = (struct report_column){ .name = STR("side"),
		.head = tr_str(w->lang, "Whose") };
	c[3] = (struct report_column){ .name = STR("partner"),
		.head = tr_str(w->lang, "Partner"), .type = CELL_ISO };
	c[4] = (struct report_column){ .name = STR("owner"),
		.head = tr_str(w->lang, "Owner"), .minor = true };
	c[5] = (struct report_column){ .name = STR("due"),
		.head = tr_str(w->lang, "Due"), .type = CELL_DATE };
	c[6] = (struct report_column){ .name = STR("deeds"),
		.head = tr_str(w->lang, "Deeds"), .type = CELL_NUMBER };
	return b;
}

void
chain_promise(struct words *w, struct report_block *b,
    const struct ledger_promise *t)
{
	struct report_cell *row = report_row(w->a, b);
	struct str words = words_vi(w) && t->text_vi.n > 0 ? t->text_vi :
	    t->text;

	row[0] = words_status(w, words_kind(w, "commitment"), t->status);
	if (t->contested)
		row[0].sub = STR("contested");
	row[1] = words_record(w, words_kind(w, "commitment"), t->id, t->code,
	    words);
	row[2].text = words_term(w, STR("side"), t->side);
	row[3] = words_ref(w, t->partner);
	row[4] = words_ref(w, t->owner);
	row[5] = words_date(w, t->due);
	row[6] = report_number(w->a, (int64_t)t->deeds, row[1].link);
}

struct report_block *
chain_deeds(struct words *w, struct report_panel *p, bool way)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_TABLE);
	struct report_column *c = report_columns(w->a, b, way ? 5 : 4);

	b->text = tr_str(w->lang, "Deeds");
	c[0] = (struct report_column){ .name = STR("day"),
		.head = tr_str(w->lang, "Date"), .type = CELL_DATE };
	c[1] = (struct report_column){ .name = STR("title"),
		.head = tr_str(w->lang, "Deed") };
	c[2] = (struct report_column){ .name = STR("partner"),
		.head = tr_str(w->lang, "Partner"), .type = CELL_ISO };
	c[3] = (struct report_column){ .name = STR("status"),
		.head = tr_str(w->lang, "State"), .type = CELL_CHIP };
	if (way)
		c[4] = (struct report_column){ .name = STR("by"),
			.head = tr_str(w->lang, "By way of") };
	return b;
}

struct report_cell *
chain_deed(struct words *w, struct report_block *b,
    const struct ledger_deed *d)
{
	struct report_cell *row = report_row(w->a, b);

	row[0] = words_date(w, d->day);
	row[1] = words_record(w, d->kind, d->id, d->code, d->title);
	row[2] = words_ref(w, d->partner);
	row[3] = words_status(w, d->kind, d->status);
	return row;
}

struct report_cell
chain_way(struct words *w, const struct ledger *l,
    const struct ledger_link *k)
{
	const struct ledger_promise *t;

	if (k->promise != SIZE_MAX) {
		t = &l->promise[k->promise];
		return words_record(w, words_kind(w, "commitment"), t->id,
		    t->code, t->code);
	}
	return (struct report_cell){ .text = k->by == NULL ?
	    tr_str(w->lang, "directly") : words_one(w, k->by) };
}
