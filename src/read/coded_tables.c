#include <string.h>

#include "base/assets.h"
#include "base/plain.h"
#include "base/sheet.h"
#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum { KEY_MAX = 160 };

/* Codes count as they are written, names in plain letters. */
static bool
key_of(struct buf *b, struct str scheme, struct str cell)
{
	buf_clear(b);
	buf_str(b, scheme);
	buf_char(b, '/');
	if (str_is(scheme, "name"))
		plain_fold(b, cell);
	else
		buf_str(b, cell);
	return b->err == ERR_OK;
}

static void
state_put(struct arena *a, struct map *m, struct str scheme, struct str cell,
    struct str partner)
{
	struct buf b CLEANUP(buf_free) = { .max = KEY_MAX };
	struct str *code;

	if (cell.n == 0 || !key_of(&b, scheme, cell) ||
	    map_get(m, buf_view(&b)) != NULL)
		return;
	code = arena_alloc(a, sizeof(*code));
	*code = partner;
	(void)map_put(m, arena_str(a, buf_view(&b)), code);
}

/* The rows of one table, by the columns that it must have. */
struct rows {
	struct sheet sheet;
	size_t column[4];
};

static enum err
rows_read(struct arena *a, const struct asset *f, const char *const *names,
    size_t n, struct rows *out, struct why *why)
{
	struct why inner = { .text = "" };
	enum err e = sheet_read(a, f->body, &out->sheet, &inner);

	if (e != ERR_OK)
		return why_set(why, e, "%.*s: %s", STRF(f->name), inner.text);
	for (size_t i = 0; i < n; i++) {
		out->column[i] = sheet_column(&out->sheet, str_of(names[i]));
		if (out->column[i] == SIZE_MAX)
			return why_set(why, ERR_INPUT, "%.*s: a column \"%s\" "
			    "is missing", STRF(f->name), names[i]);
	}
	return ERR_OK;
}

static struct str
cell(const struct rows *r, size_t row, size_t i)
{
	return str_trim(sheet_cell(&r->sheet, row, r->column[i]));
}

static enum err
states_load(struct arena *a, struct coded_tables *t, const struct asset *f,
    struct why *why)
{
	static const char *const names[] = { "scheme", "code", "partner" };
	struct rows r;
	enum err e = rows_read(a, f, names, 3, &r, why);

	for (size_t i = 0; e == ERR_OK && i < r.sheet.rows; i++)
		state_put(a, t->state, cell(&r, i, 0), cell(&r, i, 1),
		    cell(&r, i, 2));
	return e;
}

static enum err
partners_load(struct arena *a, struct coded_tables *t, const struct asset *f,
    struct why *why)
{
	static const char *const names[] = { "code", "iso2", "name",
		"official_name" };
	struct rows r;
	enum err e = rows_read(a, f, names, 4, &r, why);

	for (size_t i = 0; e == ERR_OK && i < r.sheet.rows; i++) {
		struct str code = cell(&r, i, 0), *name;

		if (cell(&r, i, 2).n == 0)
			continue;
		state_put(a, t->state, STR("iso2"), cell(&r, i, 1), code);
		state_put(a, t->state, STR("name"), cell(&r, i, 2), code);
		state_put(a, t->state, STR("name"), cell(&r, i, 3), code);
		name = arena_array(a, 2, sizeof(*name));
		name[0] = cell(&r, i, 2);
		name[1] = code;
		(void)map_put(t->name, code, &name[0]);
		(void)map_put(t->code, code, &name[1]);
	}
	return e;
}

/* What the reader of texts calls states. */
static enum err
names_load(struct arena *a, struct coded_tables *t, const struct asset *f,
    struct why *why)
{
	static const char *const names[] = { "alias", "code", "type", "lang" };
	struct rows r;
	enum err e = rows_read(a, f, names, 4, &r, why);

	for (size_t i = 0; e == ERR_OK && i < r.sheet.rows; i++)
		if (str_is(cell(&r, i, 2), "state") &&
		    str_is(cell(&r, i, 3), "en"))
			state_put(a, t->state, STR("name"), cell(&r, i, 0),
			    cell(&r, i, 1));
	return e;
}

static enum err
words_load(struct arena *a, struct coded_tables *t, const struct asset *f,
    struct why *why)
{
	static const char *const names[] = { "list", "code", "value", "mode" };
	struct rows r;
	enum err e = rows_read(a, f, names, 4, &r, why);

	for (size_t i = 0; e == ERR_OK && i < r.sheet.rows; i++) {
		struct coded_word *w = arena_alloc(a, sizeof(*w));

		*w = (struct coded_word){ cell(&r, i, 2), cell(&r, i, 3) };
		(void)map_put(t->word, arena_printf(a, "%.*s/%.*s",
		    STRF(cell(&r, i, 0)), STRF(cell(&r, i, 1))), w);
	}
	return e;
}

enum err
coded_tables_load(struct arena *a, const struct coded_tables **out,
    struct why *why)
{
	static const struct {
		const char *name;
		enum err (*load)(struct arena *, struct coded_tables *,
		    const struct asset *, struct why *);
	} file[] = {
		{ "packs/core/coded_states.csv", states_load },
		{ "packs/core/coded_words.csv", words_load },
		{ "packs/core/partner.csv", partners_load },
		{ "packs/core/names.csv", names_load },
	};
	struct coded_tables *t = arena_alloc(a, sizeof(*t));
	enum err e = ERR_OK;

	*t = (struct coded_tables){ map_new(a), map_new(a), map_new(a),
		map_new(a) };
	*out = t;
	for (size_t i = 0; e == ERR_OK && i < countof(file); i++)
		for (size_t j = 0; e == ERR_OK && j < assets_count; j++)
			if (str_is(assets_all[j].name, file[i].name))
				e = file[i].load(a, t, &assets_all[j], why);
	return e;
}

/* "Military Forces of Vietnam (2016-)": whose forces. */
static struct str
forces_of(struct str s)
{
	static const char *const heads[] = { "Military Forces of ",
		"Police Forces of ", "Government of " };
	struct str head, tail;

	for (size_t i = 0; i < countof(heads); i++)
		if (str_starts(s, str_of(heads[i]))) {
			(void)str_cut(str_from(s, str_of(heads[i]).n), '(',
			    &head, &tail);
			return str_trim(head);
		}
	return STR("");
}

static struct str
capitals(const struct coded_tables *t, struct str cell)
{
	char code[3];
	const struct str *known;

	if (cell.n != sizeof(code))
		return STR("");
	for (size_t i = 0; i < cell.n; i++)
		code[i] = cell.p[i] >= 'a' && cell.p[i] <= 'z'
		    ? (char)(cell.p[i] - 'a' + 'A') : cell.p[i];
	known = map_get(t->code, (struct str){ code, cell.n });
	return known != NULL ? *known : STR("");
}

struct str
coded_tables_state(const struct coded_tables *t, struct str scheme,
    struct str cell, struct buf *scratch)
{
	bool letters = str_is(scheme, "iso3") || str_is(scheme, "cameo") ||
	    str_is(scheme, "name");
	const struct str *code;

	if (str_is(scheme, "forces")) {
		scheme = STR("name");
		cell = forces_of(cell);
	}
	if (!key_of(scratch, scheme, cell))
		return STR("");
	code = map_get(t->state, buf_view(scratch));
	if (code != NULL)
		return *code;
	/* Partner codes of states are ISO's, in capitals. */
	return letters ? capitals(t, cell) : STR("");
}

const struct coded_word *
coded_tables_word(const struct coded_tables *t, struct str list,
    struct str code)
{
	char key[KEY_MAX];
	size_t n = list.n + 1;
	const struct coded_word *w;

	if (n + code.n + 1 > sizeof(key))
		return NULL;
	memcpy(key, list.p, list.n);
	key[list.n] = '/';
	if (code.n > 0)
		memcpy(key + n, code.p, code.n);
	w = map_get(t->word, (struct str){ key, n + code.n });
	for (size_t i = code.n + 1; w == NULL && i-- > 0;) {
		key[n + i] = '*';
		w = map_get(t->word, (struct str){ key, n + i + 1 });
	}
	return w;
}
