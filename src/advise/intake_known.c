#include "advise/intake_known.h"

#include "base/str.h"

#include "base/banned.h"

/* What stands in the first facet that has something. */
static const struct value *
stands(const struct row *row, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].value[at].type != VALUE_NONE)
			return &row[i].value[at];
	return NULL;
}

/* What cannot be compared is for the change to judge. */
static bool
says_the_same(const struct row *row, size_t n, const struct kind *k,
    const struct change_field *said, int32_t today)
{
	const struct field *f = kind_field(k, said->name);
	const struct value *v;
	struct value now;

	if (f == NULL)
		return false;
	v = stands(row, n, kind_field_at(k, f));
	if (v == NULL)
		return said->value.n == 0;
	return kind_value(f, said->value, today, &now, NULL) == ERR_OK &&
	    value_eq(v, &now);
}

/* Whether somebody else than an import said what stands in the field. */
static bool
said_by_others(const struct past *past, size_t n, struct str field,
    struct str mark)
{
	for (size_t i = 0; i < n; i++)
		if (past[i].standing && past[i].field != NULL &&
		    str_eq(past[i].field->name, field) &&
		    str_find(past[i].note, mark) == SIZE_MAX)
			return true;
	return false;
}

static void
keep(struct change_item *item, size_t *n, size_t i)
{
	item->field[(*n)++] = item->field[i];
}

enum err
intake_known(struct reader *r, struct arena *a, const struct kind *k,
    struct id id, struct str mark, struct change_item *item, struct why *why)
{
	size_t rows = 0, pasts = 0, n = 0;
	const struct value *withdrawn;
	struct past *past = NULL;
	struct row *row = NULL;
	enum err e = find_row(r, a, k, id, &row, &rows, why);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < item->fields; i++)
		if (!says_the_same(row, rows, k, &item->field[i], r->today))
			keep(item, &n, i);
	item->fields = n;
	if (n > 0)
		e = find_history(r, a, id, &past, &pasts, why);
	n = 0;
	for (size_t i = 0; e == ERR_OK && i < item->fields; i++)
		if (!said_by_others(past, pasts, item->field[i].name, mark))
			keep(item, &n, i);
	item->fields = n;
	withdrawn = stands(row, rows, kind_field_at(k, kind_field(k,
	    STR("withdrawn"))));
	if (withdrawn != NULL && str_is(withdrawn->text, "Undone"))
		item->field[item->fields++] = (struct change_field){
			STR("withdrawn"), STR("") };
	return e;
}
