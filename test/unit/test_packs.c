#include "lib/check.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/assets.h"
#include "base/date.h"
#include "base/map.h"
#include "base/sheet.h"

#include "base/banned.h"

/*
 * The packs as data: every word a kind asks for is there, every row has a
 * source, every reference has a target, and datapackage.json tells the truth.
 * The kind files are read here with ten lines of their own, so that a slip of
 * the register's parser cannot hide one in the data.
 */

enum { TABLES_MAX = 64, CODE_MAX = 80, TEXT_MAX = 2000 };

struct want {
	struct str type; /* text, long, int, number, date, flag, term, ref */
	struct str arg;  /* the list of a term, the kinds of a ref */
	bool required;
	struct str name;
};

struct table {
	struct str file; /* packs/core/term.csv */
	struct str pack; /* core */
	struct str name; /* term */
	struct sheet sheet;
};

struct packs {
	struct arena *arena;
	struct map *kind;   /* name -> map of field name -> struct want */
	struct map *list;   /* lists that kinds name -> the kind's name */
	struct map *status; /* "list/code" of derive blocks -> the kind's name */
	struct map *code;   /* "kind/code" or "list/code" of a row -> its pack */
	struct table table[TABLES_MAX];
	size_t tables;
};

static size_t complaints;

static void
complain(const struct table *t, size_t row, const char *what, struct str cell)
{
	complaints++;
	print_error("%.*s:%zu: %s: %.*s\n", STRF(t->file),
	    row == SIZE_MAX ? 1 : t->sheet.line[row], what, STRF(cell));
}

static struct str
cell(const struct table *t, size_t row, const char *column)
{
	return sheet_cell(&t->sheet, row,
	    sheet_column(&t->sheet, str_of(column)));
}

static struct str
joined(struct packs *p, struct str a, const char *between, struct str b)
{
	return arena_printf(p->arena, "%.*s%s%.*s", STRF(a), between, STRF(b));
}

static bool
is_sample(const struct table *t)
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
	(void)map_put(p->status, joined(p, list, "/", code),
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
	return is_sample(t) || str_is(t->name, "label") ||
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
	assert_true(++p->tables < TABLES_MAX);
}

static struct str
row_key(struct packs *p, const struct table *t, size_t row)
{
	bool term = str_is(t->name, "term");

	return joined(p, term ? cell(t, row, "list") : t->name,
	    term ? "=" : "/", cell(t, row, "code"));
}

static void
codes_read(struct packs *p, const struct table *t)
{
	if (is_sample(t))
		return;
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str key = row_key(p, t, row);

		if (map_get(p->code, key) == NULL)
			(void)map_put(p->code, key,
			    arena_cstr(p->arena, t->pack));
	}
}

static int
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

static int
packs_close(void **state)
{
	struct packs *p = *state;

	arena_free(p->arena);
	return 0;
}

/* How many rows of a pack's table have this text in this column. */
static size_t
count(const struct packs *p, const char *pack, const char *name,
    const char *column, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < p->tables; i++) {
		const struct table *t = &p->table[i];

		if (!str_is(t->pack, pack) || !str_is(t->name, name))
			continue;
		for (size_t row = 0; row < t->sheet.rows; row++)
			n += str_is(cell(t, row, column), text);
	}
	return n;
}

static void
every_vocabulary_has_words(void **state)
{
	struct packs *p = *state;
	struct str list;
	const char *kind;
	size_t missing = 0;

	assert_true(map_count(p->list) > 30);
	for (size_t i = 0; (kind = map_each(p->list, &i, &list)) != NULL;) {
		bool found = false;

		for (size_t t = 0; t < p->tables && !found; t++)
			for (size_t row = 0; row < p->table[t].sheet.rows &&
			    str_is(p->table[t].name, "term") &&
			    !is_sample(&p->table[t]) && !found; row++)
				found = str_eq(list,
				    cell(&p->table[t], row, "list"));
		if (!found)
			print_error("%s: no term in %.*s\n", kind, STRF(list));
		missing += !found;
	}
	assert_int_equal(missing, 0);
}

static void
every_status_has_a_name(void **state)
{
	struct packs *p = *state;
	struct str status, list, code;
	const char *kind;
	size_t missing = 0;

	assert_true(map_count(p->status) > 40);
	for (size_t i = 0; (kind = map_each(p->status, &i, &status)) != NULL;) {
		(void)str_cut(status, '/', &list, &code);
		if (map_get(p->code, joined(p, list, "=", code)) == NULL) {
			print_error("%s: no term %.*s\n", kind, STRF(status));
			missing++;
		}
	}
	assert_int_equal(missing, 0);
}

/* label.csv is read before there is a register: it is no kind. */
static bool
is_label(const struct table *t)
{
	return str_is(t->name, "label");
}

static const struct want *
field_of(const struct packs *p, const struct table *t, struct str column)
{
	struct map *own = map_get(p->kind, t->name);
	struct map *common = map_get(p->kind, STR("common"));
	struct want *w = own == NULL ? NULL : map_get(own, column);

	return w != NULL ? w : map_get(common, column);
}

static void
columns_are_fields(void **state)
{
	struct packs *p = *state;

	complaints = 0;
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		if (is_sample(t) || is_label(t))
			continue;
		if (map_get(p->kind, t->name) == NULL)
			complain(t, SIZE_MAX, "no such kind", t->name);
		for (size_t c = 0; c < t->sheet.columns; c++)
			if (field_of(p, t, t->sheet.head[c]) == NULL)
				complain(t, SIZE_MAX, "no such field",
				    t->sheet.head[c]);
	}
	assert_int_equal(complaints, 0);
}

static void
codes_are_unique_and_sourced(void **state)
{
	struct packs *p = *state;

	complaints = 0;
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		struct map *seen = map_new(p->arena);

		for (size_t row = 0; row < t->sheet.rows; row++) {
			struct str code = cell(t, row, "code");

			if (cell(t, row, "source").n == 0)
				complain(t, row, "no source", code);
			if (is_sample(t))
				continue;
			if (code.n == 0 || code.n > CODE_MAX)
				complain(t, row, "bad code", code);
			if (map_put(seen, row_key(p, t, row), t) != NULL)
				complain(t, row, "code twice", code);
		}
	}
	assert_int_equal(complaints, 0);
}

/* The pack that holds the target, or NULL; "kind:code" where kinds differ. */
static const char *
target_pack(struct packs *p, const struct want *w, struct str value)
{
	struct str kinds = w->arg, kind, code = value;

	if (str_is(kinds, "any") || str_find(kinds, STR(",")) != SIZE_MAX) {
		if (!str_cut(value, ':', &kind, &code))
			return NULL;
		return map_get(p->code, joined(p, kind, "/", code));
	}
	return map_get(p->code, joined(p, kinds, "/", code));
}

static bool
value_fits(struct packs *p, const struct table *t, const struct want *w,
    struct str value)
{
	struct date date;
	int64_t whole;
	double real;
	const char *pack;

	if (str_is(w->type, "date"))
		return date_parse(value, &date);
	if (str_is(w->type, "int"))
		return str_int(value, &whole);
	if (str_is(w->type, "number"))
		return str_real(value, &real);
	if (str_is(w->type, "flag"))
		return str_is(value, "yes");
	if (str_is(w->type, "term"))
		return map_get(p->code, joined(p, w->arg, "=", value)) != NULL;
	if (str_is(w->type, "ref")) {
		pack = target_pack(p, w, value);
		/* core stands alone; every other pack may lean on it. */
		return pack != NULL && (str_is(t->pack, pack) ||
		    strcmp(pack, "core") == 0);
	}
	return str_is(w->type, "long") || value.n <= TEXT_MAX;
}

static void
cells_fit_their_fields(void **state)
{
	struct packs *p = *state;
	size_t cells = 0;

	complaints = 0;
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		for (size_t c = 0; c < t->sheet.columns &&
		    !is_sample(t) && !is_label(t); c++) {
			const struct want *w = field_of(p, t,
			    t->sheet.head[c]);

			assert_non_null(w);
			for (size_t row = 0; row < t->sheet.rows; row++) {
				struct str v = sheet_cell(&t->sheet, row, c);

				cells += v.n > 0;
				if (v.n > 0 && !value_fits(p, t, w, v))
					complain(t, row, "does not fit", v);
			}
		}
	}
	assert_true(cells > 4000);
	assert_int_equal(complaints, 0);
}

/* A pack may add columns to another's record, so any pack may give it. */
static bool
given_somewhere(struct packs *p, const struct table *t, size_t row,
    struct str field)
{
	struct str code = cell(t, row, "code");

	for (size_t i = 0; i < p->tables; i++) {
		const struct table *u = &p->table[i];
		size_t column = sheet_column(&u->sheet, field);

		if (!str_eq(u->name, t->name) || is_sample(u))
			continue;
		for (size_t r = 0; r < u->sheet.rows; r++)
			if (str_eq(cell(u, r, "code"), code) &&
			    sheet_cell(&u->sheet, r, column).n > 0)
				return true;
	}
	return false;
}

static void
required_fields_are_given(void **state)
{
	struct packs *p = *state;

	complaints = 0;
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		struct map *fields = map_get(p->kind, t->name);
		struct want *w;
		struct str name;

		if (is_sample(t) || is_label(t))
			continue;
		for (size_t at = 0; (w = map_each(fields, &at, &name)) != NULL;)
			for (size_t row = 0; w->required &&
			    row < t->sheet.rows; row++)
				if (sheet_cell(&t->sheet, row, sheet_column(
				    &t->sheet, name)).n == 0 &&
				    !given_somewhere(p, t, row, name))
					complain(t, row, "lacks", name);
	}
	assert_int_equal(complaints, 0);
}

static void
words_are_given_in_both_languages(void **state)
{
	static const char *const column[] = { "en", "vi", "meaning", "rank" };
	struct packs *p = *state;

	complaints = 0;
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		size_t n = is_label(t) ? 2 : countof(column);

		if (!is_label(t) && !str_is(t->name, "term"))
			continue;
		for (size_t row = 0; row < t->sheet.rows; row++)
			for (size_t c = 0; c < n; c++)
				if (cell(t, row, column[c]).n == 0)
					complain(t, row, column[c],
					    cell(t, row, "code"));
	}
	assert_int_equal(complaints, 0);
}

static const struct table *
table_named(const struct packs *p, struct str pack, struct str name)
{
	for (size_t i = 0; i < p->tables; i++)
		if (str_eq(p->table[i].pack, pack) &&
		    str_eq(p->table[i].name, name))
			return &p->table[i];
	return NULL;
}

static struct str
json_str(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	assert_true(json_is_string(v));
	return (struct str){ json_string_value(v), json_string_length(v) };
}

/* Each foreign key holds inside its pack, and names what is there. */
static void
foreign_key_holds(const struct packs *p, const struct table *t,
    const json_t *key)
{
	const json_t *to = json_object_get(key, "reference");
	struct str field = json_str(key, "fields");
	struct str resource = json_str(to, "resource");
	const struct table *u = resource.n == 0 ? t :
	    table_named(p, t->pack, resource);
	struct map *have;

	assert_non_null(u);
	have = map_new(p->arena);
	for (size_t row = 0; row < u->sheet.rows; row++)
		(void)map_put(have, sheet_cell(&u->sheet, row, sheet_column(
		    &u->sheet, json_str(to, "fields"))), have);
	assert_true(sheet_column(&t->sheet, field) != SIZE_MAX);
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str v = sheet_cell(&t->sheet, row,
		    sheet_column(&t->sheet, field));

		if (v.n > 0 && map_get(have, v) == NULL)
			complain(t, row, "foreign key", v);
	}
}

static void
resource_is_true(const struct packs *p, const struct table *t,
    const json_t *resource)
{
	const json_t *schema = json_object_get(resource, "schema");
	const json_t *fields = json_object_get(schema, "fields");
	const json_t *keys = json_object_get(schema, "foreignKeys");

	if (json_array_size(fields) != t->sheet.columns)
		complain(t, SIZE_MAX, "columns in datapackage.json", t->name);
	for (size_t i = 0; i < json_array_size(fields) &&
	    i < t->sheet.columns; i++)
		if (!str_eq(json_str(json_array_get(fields, i), "name"),
		    t->sheet.head[i]))
			complain(t, SIZE_MAX, "not in datapackage.json",
			    t->sheet.head[i]);
	for (size_t i = 0; i < json_array_size(keys); i++)
		foreign_key_holds(p, t, json_array_get(keys, i));
}

/* The tables of one pack that its datapackage.json truly describes. */
static size_t
package_is_true(const struct packs *p, const struct asset *asset)
{
	struct str pack = str_from(asset->name, sizeof("packs/") - 1);
	json_error_t error;
	json_t *root = json_loadb(asset->body.p, asset->body.n,
	    JSON_REJECT_DUPLICATES, &error);
	const json_t *resources = json_object_get(root, "resources");

	if (root == NULL)
		fail_msg("%.*s:%d: %s", STRF(asset->name), error.line,
		    error.text);
	(void)str_cut(pack, '/', &pack, &(struct str){ 0 });
	assert_true(json_str(root, "version").n > 0);
	assert_true(json_str(root, "title").n > 0);
	assert_true(json_array_size(json_object_get(root, "licenses")) > 0);
	for (size_t i = 0; i < json_array_size(resources); i++) {
		const json_t *r = json_array_get(resources, i);
		const struct table *t = table_named(p, pack,
		    json_str(r, "name"));
		struct str path = json_str(r, "path");

		if (t == NULL || !str_ends(t->file, path))
			fail_msg("%.*s lists %.*s, which is not there",
			    STRF(asset->name), STRF(path));
		resource_is_true(p, t, r);
	}
	size_t n = json_array_size(resources);
	json_decref(root);
	return n;
}

static void
packages_tell_the_truth(void **state)
{
	struct packs *p = *state;
	size_t listed = 0, packages = 0;

	complaints = 0;
	for (size_t i = 0; i < assets_count; i++)
		if (str_starts(assets_all[i].name, STR("packs/")) &&
		    str_ends(assets_all[i].name, STR("/datapackage.json"))) {
			listed += package_is_true(p, &assets_all[i]);
			packages++;
		}
	assert_true(packages >= 1);
	assert_int_equal(listed, p->tables);
	assert_int_equal(complaints, 0);
}

/* Counts that are known from outside; a slip in a script shows here. */
static void
the_world_is_whole(void **state)
{
	struct packs *p = *state;

	/* 193 members, two observers, Cook Islands and Niue. */
	assert_int_equal(count(p, "core", "partner", "type", "state"), 197);
	assert_int_equal(count(p, "core", "partner", "p5", "yes"), 5);
	assert_int_equal(count(p, "core", "partner", "asean", "yes"), 11);
	assert_int_equal(count(p, "core", "membership", "forum", "arf"), 27);
	assert_int_equal(count(p, "core", "membership", "forum", "admm"), 11);
	assert_int_equal(count(p, "core", "membership", "role", "plus"), 8);
	assert_int_equal(count(p, "core", "forum", "parent", "adsom-plus"),
	    1 + 7);
	assert_int_equal(count(p, "core", "term", "list", "plover"), 16);
	assert_int_equal(count(p, "core", "term", "list", "activity-type"),
	    30);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_vocabulary_has_words),
		cmocka_unit_test(every_status_has_a_name),
		cmocka_unit_test(columns_are_fields),
		cmocka_unit_test(codes_are_unique_and_sourced),
		cmocka_unit_test(cells_fit_their_fields),
		cmocka_unit_test(required_fields_are_given),
		cmocka_unit_test(words_are_given_in_both_languages),
		cmocka_unit_test(packages_tell_the_truth),
		cmocka_unit_test(the_world_is_whole),
	};

	return cmocka_run_group_tests(tests, packs_open, packs_close);
}
