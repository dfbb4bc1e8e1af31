#include "advise/import_part.h"

#include <string.h>

#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { NAME_MAX = 200 };

/* Whether a person would read the two as one: "Từ ngày", "tu ngay". */
static bool
alike(struct str a, struct str b)
{
	struct buf x CLEANUP(buf_free) = { .max = NAME_MAX };
	struct buf y CLEANUP(buf_free) = { .max = NAME_MAX };

	plain_fold(&x, str_trim(a));
	plain_fold(&y, str_trim(b));
	return x.err == ERR_OK && y.err == ERR_OK && x.n > 0 &&
	    str_eq(buf_view(&x), buf_view(&y));
}

const struct field *
import_field(const struct kind *k, struct str head)
{
	for (size_t i = 0; i < k->fields; i++)
		if (str_eq(str_trim(head), k->field[i].name))
			return &k->field[i];
	for (size_t i = 0; i < k->fields; i++)
		if (alike(head, k->field[i].en) || alike(head, k->field[i].vi))
			return &k->field[i];
	return NULL;
}

/* What a list shows and nobody writes: a list can come back as a table. */
static bool
column_follows(const struct kind *k, struct str head)
{
	for (size_t i = 0; i < k->derives; i++)
		if (str_eq(str_trim(head), k->derive[i].name) ||
		    alike(head, STR("State")) ||
		    alike(head, tr_str("vi", "State")))
			return true;
	return false;
}

static enum err
column_unknown(const struct kind *k, struct str head, struct why *why)
{
	struct buf list CLEANUP(buf_free) = { .max = 300 };

	for (size_t i = 0; i < k->fields; i++)
		if (k->field[i].number >= KIND_OWN_FIRST)
			buf_printf(&list, "%s%.*s", list.n > 0 ? ", " : "",
			    STRF(k->field[i].name));
	return why_set(why, ERR_INPUT, "the column \"%.*s\" is no field of "
	    "%.*s; there are %.*s", STRF(str_to(head, head.n < 60 ? head.n
	    : 60)), STRF(k->name), STRF(buf_view(&list)));
}

static enum err
column_take(struct import *im, size_t i, const struct field *f,
    struct why *why)
{
	im->field[i] = f;
	for (size_t j = 0; f != NULL && j < i; j++)
		if (im->field[j] == f)
			return why_set(why, ERR_INPUT, "two columns are the "
			    "field %.*s", STRF(f->name));
	if (f != NULL && str_is(f->name, "external"))
		im->external = i;
	if (f != NULL && str_is(f->name, "code"))
		im->code = i;
	return ERR_OK;
}

/* By their heads, or as a person said. */
static enum err
columns_read(struct arena *a, const struct import_ask *ask,
    struct import *out, struct why *why)
{
	struct str said = ask->columns, name;
	enum err e = ERR_OK;

	out->external = out->code = SIZE_MAX;
	out->field = arena_array(a, out->sheet.columns,
	    sizeof(*out->field));
	for (size_t i = 0; e == ERR_OK && i < out->sheet.columns; i++) {
		struct str head = out->sheet.head[i];
		const struct field *f = import_field(out->kind, head);

		if (ask->columns.n > 0) {
			(void)str_cut(said, '\t', &name, &said);
			f = kind_field(out->kind, name);
		} else if (str_trim(head).n > 0 && f == NULL &&
		    !ask->lenient && !column_follows(out->kind, head)) {
			return column_unknown(out->kind, head, why);
		}
		e = column_take(out, i, f, why);
	}
	return e;
}

bool
import_empty(const struct import *im, size_t row)
{
	for (size_t i = 0; i < im->sheet.columns; i++)
		if (str_trim(sheet_cell(&im->sheet, row, i)).n > 0)
			return false;
	return true;
}

/* The same cells give the same number, in whatever file they come. */
static struct str
number_of_cells(struct arena *a, const struct import *im, size_t row)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * MIB };
	struct id id;

	for (size_t i = 0; i < im->sheet.columns; i++)
		if (im->field[i] != NULL) {
			struct str cell = str_trim(sheet_cell(&im->sheet, row,
			    i));

			buf_printf(&b, "%.*s=%zu:", STRF(im->field[i]->name),
			    cell.n);
			buf_str(&b, cell);
		}
	ALWAYS(b.err == ERR_OK);
	id = id_of_name(im->kind->name, buf_view(&b));
	return arena_printf(a, "row-%.*s", STRF(id_str(a, id)));
}

/* What makes a row the thing that it is. */
static struct str
row_key(struct arena *a, const struct import *im, size_t row)
{
	struct str number = str_trim(sheet_cell(&im->sheet, row,
	    im->external));
	struct str code = str_trim(sheet_cell(&im->sheet, row, im->code));

	if (number.n > 0)
		return arena_printf(a, "external/%.*s", STRF(number));
	/* A word is its vocabulary's too. */
	if (code.n > 0 && !str_is(im->kind->name, "term"))
		return arena_printf(a, "code/%.*s", STRF(code));
	return number_of_cells(a, im, row);
}

static void
rows_number(struct arena *a, struct import *im)
{
	im->first = map_new(a);
	for (size_t i = 0; i < im->sheet.rows; i++) {
		struct str key = row_key(a, im, i);

		if (!import_empty(im, i) && map_get(im->first, key) == NULL)
			(void)map_put(im->first, key, &im->sheet.line[i]);
	}
}

/* What the cells of a column can be called. */
static enum err
column_learn(struct reader *r, struct arena *a, struct map *words,
    const struct field *f, struct why *why)
{
	enum err e = ERR_OK;

	if (f->type == FIELD_TERM)
		e = import_learn_words(r, a, words, f->list, why);
	for (size_t i = 0; e == ERR_OK && i < f->targets; i++)
		e = import_learn_names(r, a, words, f->target[i], why);
	return e;
}

enum err
import_open(struct reader *r, struct arena *a, const struct kind *k,
    const struct import_ask *ask, struct import *out, struct why *why)
{
	enum err e;

	*out = (struct import){ .kind = k, .words = map_new(a) };
	e = import_file(a, ask, out, why);
	if (e == ERR_OK)
		e = columns_read(a, ask, out, why);
	for (size_t i = 0; e == ERR_OK && i < out->sheet.columns; i++)
		if (out->field[i] != NULL)
			e = column_learn(r, a, out->words, out->field[i], why);
	import_learn_said(a, out->words, ask->words);
	if (e == ERR_OK)
		rows_number(a, out);
	return e;
}

size_t
import_twin(const struct import *im, struct arena *a, size_t row)
{
	struct arena_mark mark = arena_mark(a);
	const size_t *line = map_get(im->first, row_key(a, im, row));

	arena_rewind(a, mark);
	return line == NULL || line == &im->sheet.line[row] ? 0 : *line;
}

/* The record that a row was before. */
struct known {
	struct str target; /* empty: none */
	bool withdrawn;    /* as by an undo: the row brings it back */
};

/* The record whose ${field} is exactly that, and which ${also} finds. */
static enum err
known_by(struct reader *r, struct arena *a, const struct kind *k,
    const char *field, struct str text, struct str also,
    struct known *known, struct why *why)
{
	struct find_query q = { .kind = k, .limit = 2, .withdrawn = true };
	struct arena_mark mark = arena_mark(a);
	struct rows_found found;
	struct id id = { { 0 } };
	enum err e;

	if (memchr(text.p, '"', text.n) != NULL)
		return why_set(why, ERR_INPUT, "%s: a quotation mark cannot "
		    "stand here", field);
	q.filter = arena_printf(a, "%s:\"%.*s\" %.*s", field, STRF(text),
	    STRF(also));
	e = find_list(r, a, &q, &found, why);
	if (e == ERR_OK && found.n > 1 &&
	    !id_eq(found.row[0].id, found.row[1].id))
		return why_set(why, ERR_INPUT, "%s: more than one record has "
		    "\"%.*s\"", field, STRF(text));
	if (e == ERR_OK && found.n > 0) {
		id = found.row[0].id;
		known->withdrawn = found.row[0].value[kind_field_at(k,
		    kind_field(k, STR("withdrawn")))].type != VALUE_NONE;
	}
	arena_rewind(a, mark);
	if (!id_is_zero(id))
		known->target = id_str(a, id);
	return e;
}

/* A word is known by its vocabulary too. */
static struct str
within(struct arena *a, const struct import *im, size_t row)
{
	struct str list;

	for (size_t i = 0; i < im->sheet.columns; i++) {
		if (im->field[i] == NULL || !str_is(im->kind->name, "term") ||
		    !str_is(im->field[i]->name, "list"))
			continue;
		list = str_trim(sheet_cell(&im->sheet, row, i));
		if (memchr(list.p, '"', list.n) == NULL)
			return arena_printf(a, "list:\"%.*s\"", STRF(list));
	}
	return STR("");
}

static void
put(struct change_item *item, struct str name, struct str value)
{
	item->field[item->fields++] = (struct change_field){ name, value };
}

static bool
says_withdrawn(const struct change_item *item)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_is(item->field[i].name, "withdrawn"))
			return true;
	return false;
}

enum err
import_row(struct reader *r, struct arena *a, const struct import *im,
    size_t row, struct change_item *out, struct why *why)
{
	struct str number = str_trim(sheet_cell(&im->sheet, row,
	    im->external));
	struct str code = str_trim(sheet_cell(&im->sheet, row, im->code));
	struct known known = { .target = STR("") };
	enum err e = ERR_OK;

	*out = (struct change_item){ .verb = CHANGE_ADD,
		.kind = im->kind->name };
	out->field = arena_array(a, im->sheet.columns + 2,
	    sizeof(*out->field));
	for (size_t i = 0; i < im->sheet.columns; i++) {
		struct str cell = import_cell(im, a, row, i);

		if (im->field[i] != NULL && cell.n > 0)
			put(out, im->field[i]->name, cell);
	}
	if (number.n == 0 && code.n == 0) {
		number = number_of_cells(a, im, row);
		put(out, STR("external"), number);
	}
	if (number.n > 0)
		e = known_by(r, a, im->kind, "external", number,
		    STR(""), &known, why);
	else
		e = known_by(r, a, im->kind, "code", code,
		    within(a, im, row), &known, why);
	if (e == ERR_OK && known.target.n > 0) {
		out->verb = CHANGE_SET;
		out->target = known.target;
		if (known.withdrawn && !says_withdrawn(out))
			put(out, STR("withdrawn"), STR(""));
	}
	return e;
}

const struct field *
import_offers(const struct kind *k, size_t i)
{
	for (size_t f = 0; f < k->fields; f++) {
		struct str name = k->field[f].name;

		if (str_is(name, "withdrawn") || str_is(name, "demo"))
			continue;
		if (i-- == 0)
			return &k->field[f];
	}
	return NULL;
}

void
import_template(struct buf *b, const struct kind *k)
{
	const struct field *f;

	for (size_t i = 0; (f = import_offers(k, i)) != NULL; i++) {
		buf_text(b, i == 0 ? "" : ",");
		buf_csv(b, f->name);
	}
	buf_text(b, "\r\n");
}
