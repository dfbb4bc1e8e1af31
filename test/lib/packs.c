#include "lib/packs.h"

#include "lib/check.h"

#include "base/assets.h"

#include "base/banned.h"

void
packs_complain(struct packs *p, const struct table *t, size_t row,
    const char *what, struct str cell)
{
	p->complaints++;
	print_error("%.*s:%zu: %s: %.*s\n", STRF(t->file),
	    row == SIZE_MAX ? 1 : t->sheet.line[row], what, STRF(cell));
}

struct str
packs_cell(const struct table *t, size_t row, const char *column)
{
	return sheet_cell(&t->sheet, row,
	    sheet_column(&t->sheet, str_of(column)));
}

struct str
packs_key(struct packs *p, struct str a, const char *between, struct str b)
{
	return arena_printf(p->arena, "%.*s%s%.*s", STRF(a), between, STRF(b));
}

void
packs_settle(struct packs *p)
{
	size_t n = p->complaints;

	p->complaints = 0;
	assert_int_equal(n, 0);
}

bool
packs_is_scheme(const struct table *t)
{
	return str_is(t->name, "label") || str_is(t->name, "setting");
}

bool
packs_is_sample(const struct table *t)
{
	return str_is(t->pack, "sample");
}

static void
kind_field_line(struct packs *p, struct map *fields, struct str line,
    struct str kind)
{
	struct want *w = arena_alloc(p->arena, sizeof(*w));
	struct str word;

	assert_true(str_word(&line, &word)); /* the number */
	assert_true(str_word(&line, &w->name));
	assert_true(str_word(&line, &w->type));
	if (str_is(w->type, "term") || str_is(w->type, "ref"))
		assert_true(str_word(&line, &w->arg));
	while (str_word(&line, &word))
		w->required = w->required || str_is(word, "required");
	assert_null(map_put(fields, w->name, w));
	if (str_is(w->type, "term"))
		(void)map_put(p->list, w->arg, arena_cstr(p->arena, kind));
}

/* A status line stands indented in its derive block: CODE when ... */
static void
kind_status_line(struct packs *p, struct str list, struct str line,
    struct str kind)
{
	struct str code;

	if (!str_word(&line, &code) || str_is(code, "let"))
		return;
	(void)map_put(p->status, packs_key(p, list, "/", code),
	    arena_cstr(p->arena, kind));
}

static void
kind_read(struct packs *p, struct str text)
{
	struct map *fields = map_new(p->arena);
	struct str line, word, kind = STR("common"), list = { 0 };

	while (str_line(&text, &line)) {
		struct str rest = line;

		if (!str_word(&rest, &word))
			continue;
		if (str_starts(line, STR("\t"))) {
			if (list.n > 0)
				kind_status_line(p, list, line, kind);
			continue;
		}
		list = (struct str){ 0 };
		if (str_is(word, "kind")) {
			assert_true(str_word(&rest, &word));
			assert_true(str_word(&rest, &kind));
		} else if (str_is(word, "field")) {
			kind_field_line(p, fields, rest, kind);
		} else if (str_is(word, "derive")) {
			assert_true(str_word(&rest, &word));
			assert_true(str_word(&rest, &list));
			(void)map_put(p->list, list,
			    arena_cstr(p->arena, kind));
		}
	}
	assert_null(map_put(p->kind, kind, fields));
}

/*
 * A pack also holds the reader's word lists, which are no kinds and have a
 * form and tests of their own. A listed table that is no kind is caught by
 * packages_tell_the_truth.
 */
static bool
is_table(const struct packs *p, const struct table *t)
{
	return packs_is_sample(t) || packs_is_scheme(t) ||
	    map_get(p->kind, t->name) != NULL;
}

static void
table_read(struct packs *p, const struct asset *asset)
{
	struct table *t = &p->table[p->tables];
	struct why why = { 0 };
	struct str rest;

	rest = str_from(asset->name, sizeof("packs/") - 1);
	assert_true(str_cut(rest, '/', &t->pack, &t->name));
	t->name = str_to(t->name, t->name.n - 4);
	if (!is_table(p, t))
		return;
	t->file = asset->name;
	if (sheet_read(p->arena, asset->body, &t->sheet, &why) != ERR_OK)
		fail_msg("%.*s: %s", STRF(t->file), why.text);
	assert_true(str_valid(asset->body));
	assert_true(++p->tables < PACKS_TABLES_MAX);
}

struct str
packs_row_key(struct packs *p, const struct table *t, size_t row)
{
	bool term = str_is(t->name, "term");

	return packs_key(p, term ? packs_cell(t, row, "list") : t->name,
	    term ? "=" : "/", packs_cell(t, row, "code"));
}

static void
codes_read(struct packs *p, const struct table *t)
{
	if (packs_is_sample(t) || packs_is_scheme(t))
		return;
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str key = packs_row_key(p, t, row);

		if (map_get(p->code, key) == NULL)
			(void)map_put(p->code, key,
			    arena_cstr(p->arena, t->pack));
	}
}

int
packs_open(void **state)
{
	struct arena *a = arena_new(64 * MIB);
	struct packs *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->kind = map_new(a);
	p->list = map_new(a);
	p->status = map_new(a);
	p->code = map_new(a);
	for (size_t i = 0; i < assets_count; i++) {
		const struct asset *asset = &assets_all[i];

		if (str_ends(asset->name, STR(".kind")))
			kind_read(p, asset->body);
		else if (str_starts(asset->name, STR("packs/")) &&
		    str_ends(asset->name, STR(".csv")))
			table_read(p, asset);
	}
	for (size_t i = 0; i < p->tables; i++)
		codes_read(p, &p->table[i]);
	*state = p;
	return 0;
}

int
packs_close(void **state)
{
	struct packs *p = *state;

	arena_free(p->arena);
	return 0;
}

const struct table *
packs_table(const struct packs *p, struct str pack, struct str name)
{
	for (size_t i = 0; i < p->tables; i++)
		if (str_eq(p->table[i].pack, pack) &&
		    str_eq(p->table[i].name, name))
			return &p->table[i];
	return NULL;
}
