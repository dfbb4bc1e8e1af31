#include "advise/import.h"

#include <string.h>

#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"

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

static const struct field *
field_called(const struct kind *k, struct str head)
{
	for (size_t i = 0; i < k->fields; i++)
		if (str_eq(str_trim(head), k->field[i].name))
			return &k->field[i];
	for (size_t i = 0; i < k->fields; i++)
		if (alike(head, k->field[i].en) || alike(head, k->field[i].vi))
			return &k->field[i];
	return NULL;
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
columns_read(struct arena *a, struct import *out, struct why *why)
{
	out->external = out->code = SIZE_MAX;
	out->field = arena_array(a, out->sheet.columns,
	    sizeof(*out->field));
	for (size_t i = 0; i < out->sheet.columns; i++) {
		struct str head = out->sheet.head[i];

		if (str_trim(head).n == 0)
			continue;
		out->field[i] = field_called(out->kind, head);
		if (out->field[i] == NULL)
			return column_unknown(out->kind, head, why);
		for (size_t j = 0; j < i; j++)
			if (out->field[j] == out->field[i])
				return why_set(why, ERR_INPUT, "two columns "
				    "are the field %.*s",
				    STRF(out->field[i]->name));
		if (str_is(out->field[i]->name, "external"))
			out->external = i;
		if (str_is(out->field[i]->name, "code"))
			out->code = i;
	}
	return ERR_OK;
}

/* How a word of a list is looked up: "list/plain form". */
static struct str
word_key(struct arena *a, struct str list, struct str word)
{
	struct buf b CLEANUP(buf_free) = { .max = 2 * NAME_MAX };

	buf_str(&b, list);
	buf_char(&b, '/');
	plain_fold(&b, str_trim(word));
	return b.err == ERR_OK ? arena_str(a, buf_view(&b)) : STR("");
}

/* Codes last, so that a name that is another's code does not hide it. */
static enum err
words_learn(struct reader *r, struct arena *a, struct map *words,
    struct str list, struct why *why)
{
	static const char *const langs[] = { "vi", "en" };
	struct term *term = NULL;
	size_t n = 0;

	for (size_t l = 0; l < countof(langs); l++) {
		enum err e = find_terms(r, a, list, langs[l], &term, &n, why);

		if (e != ERR_OK)
			return e;
		for (size_t i = 0; i < n; i++)
			(void)map_put(words, word_key(a, list, term[i].name),
			    &term[i].code);
	}
	for (size_t i = 0; i < n; i++)
		(void)map_put(words, word_key(a, list, term[i].code),
		    &term[i].code);
	return ERR_OK;
}

enum err
import_open(struct reader *r, struct arena *a, const struct kind *k,
    struct str text, struct import *out, struct why *why)
{
	enum err e = sheet_read(a, text, &out->sheet, why);

	out->kind = k;
	out->words = map_new(a);
	if (e == ERR_OK)
		e = columns_read(a, out, why);
	for (size_t i = 0; e == ERR_OK && i < out->sheet.columns; i++)
		if (out->field[i] != NULL && out->field[i]->type == FIELD_TERM)
			e = words_learn(r, a, out->words, out->field[i]->list,
			    why);
	return e;
}

/* A word as people write it, by its code. */
static struct str
code_of_word(const struct import *im, struct arena *a, const struct field *f,
    struct str value)
{
	struct arena_mark mark = arena_mark(a);
	const struct str *code = map_get(im->words, word_key(a, f->list,
	    value));

	arena_rewind(a, mark);
	return code != NULL ? *code : value;
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
		const struct field *f = im->field[i];
		struct str cell = sheet_cell(&im->sheet, row, i);

		if (f == NULL || str_trim(cell).n == 0)
			continue;
		if (f->type == FIELD_TERM)
			cell = code_of_word(im, a, f, cell);
		put(out, f->name, cell);
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

void
import_template(struct buf *b, const struct kind *k)
{
	bool first = true;

	for (size_t i = 0; i < k->fields; i++) {
		struct str name = k->field[i].name;

		if (str_is(name, "withdrawn") || str_is(name, "demo"))
			continue;
		buf_text(b, first ? "" : ",");
		buf_csv(b, name);
		first = false;
	}
	buf_text(b, "\r\n");
}
