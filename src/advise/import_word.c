#include "advise/import_part.h"

#include "base/assets.h"
#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum { NAME_MAX = 200, NAMES_MAX = 2000 };

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
enum err
import_learn_words(struct reader *r, struct arena *a, struct map *words,
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
enum err
import_learn_names(struct reader *r, struct arena *a, struct map *words,
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

void
import_learn_said(struct arena *a, struct map *words, struct str lines)
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
