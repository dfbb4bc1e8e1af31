#include "advise/import.h"

#include <string.h>

#include "base/assets.h"
#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum { NAME_MAX = 200, NAMES_MAX = 2000 };

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
		    !ask->lenient) {
			return column_unknown(out->kind, head, why);
		}
		e = column_take(out, i, f, why);
	}
	return e;
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

/* A record by its name as it is written: "@kind/name". */
static struct str
name_key(struct arena *a, const struct kind *k, struct str name)
{
	return arena_printf(a, "@%.*s/%.*s", STRF(k->name), STRF(name));
}

/* A name that two records have is the name of neither. */
static void
name_learn(struct arena *a, struct map *words, const struct kind *k,
    const struct value *name, struct str code)
{
	static struct str nobody = { "", 0 };
	struct str key, *known, *means;

	if (name->type != VALUE_TEXT || name->text.n > NAME_MAX)
		return;
	key = name_key(a, k, name->text);
	known = map_get(words, key);
	means = arena_alloc(a, sizeof(*means));
	*means = code;
	if (known == NULL)
		(void)map_put(words, key, means);
	else if (!str_eq(*known, code))
		(void)map_put(words, key, &nobody);
}

bool
import_alias(struct arena *a, struct import_aliases *at, struct str *code,
    struct str *name)
{
	for (; at->asset < assets_count; at->asset++, at->row = 0) {
		const struct asset *f = &assets_all[at->asset];

		if (!str_starts(f->name, STR("packs/")) ||
		    !str_ends(f->name, STR("/names.csv")))
			continue;
		if (at->row == 0 && sheet_read(a, f->body, &at->sheet, NULL) !=
		    ERR_OK)
			continue;
		while (at->row < at->sheet.rows) {
			size_t row = at->row++;

			if (!str_is(sheet_cell(&at->sheet, row, sheet_column(
			    &at->sheet, STR("type"))), "state"))
				continue;
			*name = sheet_cell(&at->sheet, row, 0);
			*code = sheet_cell(&at->sheet, row, sheet_column(
			    &at->sheet, STR("code")));
			return true;
		}
	}
	return false;
}

/* What else states are called: "Úc", "Republic of Korea". */
static void
aliases_learn(struct arena *a, struct map *words, const struct kind *k)
{
	struct import_aliases at = { 0 };
	struct str code, name;

	while (import_alias(a, &at, &code, &name)) {
		struct value v = { .type = VALUE_TEXT, .text = name };

		name_learn(a, words, k, &v, code);
	}
}

/* Of a kind with very many records none is known by its name. */
static enum err
names_learn(struct reader *r, struct arena *a, struct map *words,
    const struct kind *k, struct why *why)
{
	static const char *const fields[] = { "name", "name_vi", "title" };
	const struct field *code = kind_field(k, STR("code"));
	struct find_query q = { .kind = k, .limit = NAMES_MAX };
	struct rows_found found;
	enum err e = find_list(r, a, &q, &found, why);

	if (e != ERR_OK || found.next.n > 0 || map_get(words, k->name) != NULL)
		return e;
	(void)map_put(words, k->name, words); /* learnt */
	if (str_is(k->name, "partner"))
		aliases_learn(a, words, k);
	for (size_t i = 0; i < found.n; i++) {
		const struct row *row = &found.row[i];
		const struct value *v = &row->value[kind_field_at(k, code)];
		struct str means = v->type == VALUE_TEXT ? v->text
		    : id_str(a, row->id);

		for (size_t f = 0; f < countof(fields); f++)
			if (kind_field(k, str_of(fields[f])) != NULL)
				name_learn(a, words, k, &row->value[
				    kind_field_at(k, kind_field(k,
				    str_of(fields[f])))], means);
	}
	return e;
}

/* What a person said of a cell, under "=field/plain cell". */
static struct str
said_key(struct arena *a, struct str field, struct str cell)
{
	return word_key(a, arena_printf(a, "=%.*s", STRF(field)), cell);
}

static void
words_said(struct arena *a, struct map *words, struct str lines)
{
	struct str line, field, cell;
	struct str *means;

	while (str_line(&lines, &line)) {
		if (!str_cut(line, '\t', &field, &line) ||
		    !str_cut(line, '\t', &cell, &line))
			continue;
		means = arena_alloc(a, sizeof(*means));
		*means = line;
		(void)map_put(words, said_key(a, field, cell), means);
	}
}

/* ---- the file ---- */

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static struct str
repaired(struct arena *a, enum legacy encoding, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * s.n + 16 };

	if (is_ascii(s))
		return s;
	legacy_repair(&b, encoding, s);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

/* Excel's "Unicode text" is UTF-16 behind its mark. */
static struct str
wide_text(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 3 * s.n + 16 };
	uint32_t high = 0;

	if (!str_starts(s, STR("\xff\xfe")))
		return s;
	for (size_t i = 2; i + 1 < s.n; i += 2) {
		uint32_t c = (unsigned char)s.p[i] |
		    (uint32_t)(unsigned char)s.p[i + 1] << 8;

		if (c >= 0xd800 && c < 0xdc00) {
			high = c;
			continue;
		}
		if (c >= 0xdc00 && c < 0xe000)
			c = high == 0 ? 0xfffd : 0x10000 +
			    ((high - 0xd800) << 10) + (c - 0xdc00);
		high = 0;
		buf_utf8(&b, c);
	}
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static enum err
text_encoding(struct arena *a, const struct import_ask *ask,
    struct book *w, struct why *why)
{
	enum legacy looks;

	if (w->format != BOOK_TEXT)
		return ERR_OK;
	w->bytes = wide_text(a, w->bytes);
	if (ask->repair && !str_valid(w->bytes))
		w->bytes = repaired(a, ask->encoding, w->bytes);
	if (str_valid(w->bytes))
		return ERR_OK;
	looks = legacy_guess(w->bytes);
	if (looks == LEGACY_NONE)
		return ERR_OK; /* the sheet tells the line */
	return why_set(why, ERR_INPUT, "the text is not UTF-8; it reads as "
	    "Vietnamese of the encoding %s: choose that one (--encoding %s)",
	    legacy_name(looks), legacy_name(looks));
}

static enum err
sheet_choose(const struct import_ask *ask, struct import *im,
    const struct book *w, struct why *why)
{
	int64_t n;

	if (ask->sheet.n == 0)
		return ERR_OK;
	im->sheet_at = book_sheet(w, ask->sheet);
	if (im->sheet_at != SIZE_MAX)
		return ERR_OK;
	if (str_int(ask->sheet, &n) && n >= 1 && (size_t)n <= w->sheets) {
		im->sheet_at = (size_t)n - 1;
		return ERR_OK;
	}
	return why_set(why, ERR_INPUT, "there is no sheet \"%.*s\"; the first "
	    "is \"%.*s\"", STRF(str_head(ask->sheet, 80)),
	    STRF(str_head(w->name[0], 80)));
}

/* The sheet that was asked for, or the first that is a table. */
static enum err
sheet_take(struct arena *a, const struct import_ask *ask, struct import *im,
    const struct book *w, struct why *why)
{
	enum err e = sheet_choose(ask, im, w, why);

	for (size_t i = 0; e == ERR_OK && ask->sheet.n == 0 &&
	    i + 1 < w->sheets; i++) {
		struct why none = { 0 };

		im->sheet_at = i;
		if (book_read(w, a, i, &im->sheet, &none) == ERR_OK)
			return ERR_OK;
		im->sheet_at = i + 1;
	}
	return e == ERR_OK ? book_read(w, a, im->sheet_at, &im->sheet, why)
	    : e;
}

/* Cells that show an old font's bytes as Western letters. */
static void
sheet_encoding(struct arena *a, const struct import_ask *ask,
    struct import *im)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	struct sheet *s = &im->sheet;
	size_t cells = s->rows * s->columns;

	if (ask->repair) {
		for (size_t i = 0; i < s->columns; i++)
			s->head[i] = repaired(a, ask->encoding, s->head[i]);
		for (size_t i = 0; i < cells; i++)
			s->cell[i] = repaired(a, ask->encoding, s->cell[i]);
		return;
	}
	/* Whoever named the columns has seen what they look like. */
	if (ask->columns.n > 0)
		return;
	for (size_t i = 0; i < s->columns; i++) {
		buf_str(&b, s->head[i]);
		buf_char(&b, ' ');
	}
	for (size_t i = 0; i < cells && b.err == ERR_OK; i++)
		if (!is_ascii(s->cell[i])) {
			buf_str(&b, s->cell[i]);
			buf_char(&b, ' ');
		}
	im->looks = legacy_guess(buf_view(&b));
}

static enum err
file_read(struct arena *a, const struct import_ask *ask, struct import *im,
    struct why *why)
{
	struct book w;
	enum err e = book_open(a, ask->bytes, &w, why);

	if (e == ERR_OK)
		e = text_encoding(a, ask, &w, why);
	if (e == ERR_OK)
		e = sheet_take(a, ask, im, &w, why);
	im->sheets = w.name;
	im->sheet_count = w.sheets;
	/* A text was repaired as bytes already, or is UTF-8 that shows them. */
	if (e == ERR_OK && !(ask->repair && w.format == BOOK_TEXT &&
	    !str_valid(ask->bytes)))
		sheet_encoding(a, ask, im);
	book_close(&w);
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

static struct str
looked_up(const struct import *im, struct arena *a, struct str key,
    struct arena_mark mark, struct str otherwise)
{
	const struct str *found = map_get(im->words, key);

	arena_rewind(a, mark);
	return found != NULL ? *found : otherwise;
}

/* "2026-03-04 14:30", as a workbook has it: a register has days. */
static struct str
without_clock(struct str cell)
{
	return cell.n == 16 && cell.p[4] == '-' && cell.p[10] == ' ' &&
	    cell.p[13] == ':' ? str_to(cell, 10) : cell;
}

struct str
import_cell(const struct import *im, struct arena *a, size_t row,
    size_t column)
{
	const struct field *f = im->field[column];
	struct str cell = str_trim(sheet_cell(&im->sheet, row, column));
	struct arena_mark mark = arena_mark(a);
	struct str said;

	if (f == NULL || cell.n == 0)
		return cell;
	if (f->type == FIELD_DATE)
		return without_clock(cell);
	if (f->type != FIELD_TERM && f->type != FIELD_REF)
		return cell;
	said = looked_up(im, a, said_key(a, f->name, cell), mark, STR(""));
	if (said.n > 0)
		return said;
	if (f->type == FIELD_TERM)
		return looked_up(im, a, word_key(a, f->list, cell), mark,
		    cell);
	for (size_t t = 0; t < f->targets && said.n == 0; t++)
		said = looked_up(im, a, name_key(a, f->target[t], cell), mark,
		    STR(""));
	return said.n > 0 ? said : cell;
}

bool
import_knows(const struct import *im, struct arena *a, const struct field *f,
    struct str code)
{
	struct arena_mark mark = arena_mark(a);
	struct str found = looked_up(im, a, word_key(a, f->list, code), mark,
	    STR(""));

	return str_eq(found, code);
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

enum err
import_open(struct reader *r, struct arena *a, const struct kind *k,
    const struct import_ask *ask, struct import *out, struct why *why)
{
	enum err e;

	*out = (struct import){ .kind = k, .words = map_new(a) };
	e = file_read(a, ask, out, why);
	if (e == ERR_OK)
		e = columns_read(a, ask, out, why);
	for (size_t i = 0; e == ERR_OK && i < out->sheet.columns; i++) {
		const struct field *f = out->field[i];

		if (f != NULL && f->type == FIELD_TERM)
			e = words_learn(r, a, out->words, f->list, why);
		for (size_t t = 0; e == ERR_OK && f != NULL && t < f->targets;
		    t++)
			e = names_learn(r, a, out->words, f->target[t], why);
	}
	words_said(a, out->words, ask->words);
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
