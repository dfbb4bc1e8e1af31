#include "advise/part.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { SOON_DAYS = 30 };

struct str
part_say(struct words *w, const char *s)
{
	return tr_str(w->lang, s);
}

struct report_panel *
part_panel(struct words *w, struct report *r, const char *name,
    const char *question, int width)
{
	struct report_panel *p = report_add_panel(w->a, r, name,
	    part_say(w, question));

	p->width = width;
	return p;
}

static void
columns(struct words *w, struct report_block *b, const struct part_column *c,
    size_t n)
{
	struct report_column *out = report_columns(w->a, b, n);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct report_column){ .name = str_of(c[i].name),
			.head = part_say(w, c[i].head), .type = c[i].type,
			.minor = c[i].minor };
}

struct report_block *
part_table(struct words *w, struct report_panel *p,
    const struct part_column *c, size_t n)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_TABLE);

	columns(w, b, c, n);
	return b;
}

struct report_block *
part_chart(struct words *w, struct report_panel *p, enum report_chart chart,
    const struct part_column *c, size_t n)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_CHART);

	b->chart = chart;
	columns(w, b, c, n);
	return b;
}

struct report_block *
part_rows(struct words *w, struct report_panel *p, size_t n)
{
	static const char *const name[] = { "first", "what", "third",
		"fourth" };
	struct report_block *b = report_add_block(w->a, p, BLOCK_ROWS);

	ALWAYS(n <= countof(name));
	report_columns(w->a, b, n);
	for (size_t i = 0; i < n; i++)
		b->column[i].name = str_of(name[i]);
	return b;
}

void
part_tab(struct words *w, struct report *r, const char *words, int64_t n,
    struct str link)
{
	struct str text = part_say(w, words);

	if (n >= 0)
		text = arena_printf(w->a, "%.*s %lld", STRF(text),
		    (long long)n);
	report_add_tab(w->a, r, text, link);
}

enum err
part_find(struct words *w, const struct kind *k, struct str filter,
    const char *sort, size_t limit, struct rows_found *out, struct why *why)
{
	const struct find_query q = { .kind = k, .filter = filter,
		.sort = str_of(sort), .limit = limit };
	enum err e;

	*out = (struct rows_found){ 0 };
	e = find_list(w->r, w->a, &q, out, why);
	for (size_t i = 0; e == ERR_OK && i < out->n; i++)
		words_label(w, out->row[i].label);
	return e;
}

enum err
part_deed(struct words *w, const struct deed *d, size_t most,
    struct report_cell *out, struct str *place, struct why *why)
{
	struct deed_words t;
	enum err e = deed_tell(w->r, w->a, d, &t, why);

	*out = words_record(w, words_kind(w, "activity"), d->id, t.code,
	    words_cut(w, t.title, most));
	if (place != NULL)
		*place = t.place;
	return e;
}

struct report_cell
part_title(struct words *w, const struct row *row)
{
	return report_link(words_cut(w, words_title(w, row), PART_WORDS),
	    path_record(w->a, row->kind, words_code(w, row)));
}

struct report_cell
part_field(struct words *w, const struct row *row, const char *name)
{
	const struct field *f = kind_field(row->kind, str_of(name));

	ALWAYS(f != NULL);
	return words_value(w, f, words_value_of(row, name));
}

struct str
part_text(const struct row *row, const char *name)
{
	const struct value *v = words_value_of(row, name);

	return v->type == VALUE_TEXT ? v->text : STR("");
}

struct str
part_ranked(struct words *w, const struct row *tenure, struct str name)
{
	struct str rank = part_text(tenure, "rank");

	return rank.n == 0 || name.n == 0 ? name : arena_printf(w->a,
	    "%.*s %.*s", STRF(rank), STRF(name));
}

int64_t
part_int(const struct row *row, const char *name)
{
	const struct value *v = words_value_of(row, name);

	return v->type == VALUE_INT ? v->i : 0;
}

struct date
part_day(const struct row *row, const char *name)
{
	const struct value *v = words_value_of(row, name);

	return v->type == VALUE_DATE ? v->date :
	    (struct date){ .lo = 1, .hi = 0 };
}

struct str
part_ref(struct words *w, const struct row *row, const char *name)
{
	const struct value *v = words_value_of(row, name);

	return v->type == VALUE_REF ? id_str(w->a, v->ref) : STR("");
}

struct report_cell
part_state(struct words *w, const struct row *row)
{
	struct report_cell none = { 0 };

	return row->kind->derives == 0 ? none :
	    words_status(w, row->kind, row->derived[0]);
}

struct report_cell
part_due(struct words *w, struct date d)
{
	struct report_cell c = { .type = CELL_CHIP };
	int32_t days;

	if (d.lo > d.hi)
		return (struct report_cell){ 0 };
	days = d.hi - w->r->today;
	if (days < 0) {
		c.text = arena_printf(w->a, tr(w->lang, "%d d late"), -days);
		c.tone = TONE_BAD;
	} else {
		c.text = arena_printf(w->a, tr(w->lang, "in %d d"), days);
		c.tone = days <= SOON_DAYS ? TONE_WARN : TONE_OK;
	}
	return c;
}
