#include "lib/check.h"

#include <jansson.h>

#include "base/assets.h"
#include "base/date.h"
#include "lib/packs.h"

#include "base/banned.h"

/*
 * The packs as data: every word a kind asks for is there, every row has a
 * source, every reference has a target, and datapackage.json tells the truth.
 */

enum { CODE_MAX = 80, TEXT_MAX = 2000 };

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
			n += str_is(packs_cell(t, row, column), text);
	}
	return n;
}

static bool
has_words(const struct packs *p, struct str list)
{
	for (size_t i = 0; i < p->tables; i++) {
		const struct table *t = &p->table[i];

		if (!str_is(t->name, "term") || packs_is_sample(t))
			continue;
		for (size_t row = 0; row < t->sheet.rows; row++)
			if (str_eq(packs_cell(t, row, "list"), list))
				return true;
	}
	return false;
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
		if (has_words(p, list))
			continue;
		print_error("%s: no term in %.*s\n", kind, STRF(list));
		missing++;
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
		if (map_get(p->code, packs_key(p, list, "=", code)) == NULL) {
			print_error("%s: no term %.*s\n", kind, STRF(status));
			missing++;
		}
	}
	assert_int_equal(missing, 0);
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

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		if (packs_is_sample(t) || packs_is_scheme(t))
			continue;
		if (map_get(p->kind, t->name) == NULL)
			packs_complain(p, t, SIZE_MAX, "no such kind", t->name);
		for (size_t c = 0; c < t->sheet.columns; c++)
			if (field_of(p, t, t->sheet.head[c]) == NULL)
				packs_complain(p, t, SIZE_MAX, "no such field",
				    t->sheet.head[c]);
	}
	packs_settle(p);
}

static void
codes_are_unique_and_sourced(void **state)
{
	struct packs *p = *state;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		struct map *seen = map_new(p->arena);

		for (size_t row = 0; row < t->sheet.rows; row++) {
			struct str code = packs_cell(t, row, "code");

			if (packs_cell(t, row, "source").n == 0)
				packs_complain(p, t, row, "no source", code);
			if (packs_is_sample(t) || str_is(t->name, "setting"))
				continue;
			if (code.n == 0 || code.n > CODE_MAX)
				packs_complain(p, t, row, "bad code", code);
			if (map_put(seen, packs_row_key(p, t, row), t) != NULL)
				packs_complain(p, t, row, "code twice", code);
		}
	}
	packs_settle(p);
}

/* "kind/code" of what a reference names; "kind:code" where kinds differ. */
static struct str
target_key(struct packs *p, const struct want *w, struct str value)
{
	struct str kind, code;

	if (!str_is(w->arg, "any") && str_find(w->arg, STR(",")) == SIZE_MAX)
		return packs_key(p, w->arg, "/", value);
	(void)str_cut(value, ':', &kind, &code);
	return packs_key(p, kind, "/", code);
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
		return map_get(p->code,
		    packs_key(p, w->arg, "=", value)) != NULL;
	if (str_is(w->type, "ref")) {
		pack = map_get(p->code, target_key(p, w, value));
		/* core stands alone; every other pack may lean on it. */
		return pack != NULL && (str_is(t->pack, pack) ||
		    strcmp(pack, "core") == 0);
	}
	return str_is(w->type, "long") || value.n <= TEXT_MAX;
}

static size_t
column_fits(struct packs *p, const struct table *t, size_t column)
{
	const struct want *w = field_of(p, t, t->sheet.head[column]);
	size_t cells = 0;

	assert_non_null(w);
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str v = sheet_cell(&t->sheet, row, column);

		cells += v.n > 0;
		if (v.n > 0 && !value_fits(p, t, w, v))
			packs_complain(p, t, row, "does not fit", v);
	}
	return cells;
}

static void
cells_fit_their_fields(void **state)
{
	struct packs *p = *state;
	size_t cells = 0;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		if (packs_is_sample(t) || packs_is_scheme(t))
			continue;
		for (size_t c = 0; c < t->sheet.columns; c++)
			cells += column_fits(p, t, c);
	}
	assert_true(cells > 4000);
	packs_settle(p);
}

/* A pack may add columns to another's record, so any pack may give it. */
static bool
given_somewhere(struct packs *p, const struct table *t, size_t row,
    struct str field)
{
	struct str code = packs_cell(t, row, "code");

	for (size_t i = 0; i < p->tables; i++) {
		const struct table *u = &p->table[i];
		size_t column = sheet_column(&u->sheet, field);

		if (!str_eq(u->name, t->name) || packs_is_sample(u))
			continue;
		for (size_t r = 0; r < u->sheet.rows; r++)
			if (str_eq(packs_cell(u, r, "code"), code) &&
			    sheet_cell(&u->sheet, r, column).n > 0)
				return true;
	}
	return false;
}

static void
field_is_given(struct packs *p, const struct table *t, struct str field)
{
	size_t column = sheet_column(&t->sheet, field);

	for (size_t row = 0; row < t->sheet.rows; row++)
		if (sheet_cell(&t->sheet, row, column).n == 0 &&
		    !given_somewhere(p, t, row, field))
			packs_complain(p, t, row, "lacks", field);
}

static void
required_fields_are_given(void **state)
{
	struct packs *p = *state;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		struct map *fields = map_get(p->kind, t->name);
		struct want *w;
		struct str name;

		if (packs_is_sample(t) || packs_is_scheme(t))
			continue;
		for (size_t at = 0; (w = map_each(fields, &at, &name)) != NULL;)
			if (w->required)
				field_is_given(p, t, name);
	}
	packs_settle(p);
}

static void
words_are_given_in_both_languages(void **state)
{
	static const char *const column[] = { "en", "vi", "meaning", "rank" };
	struct packs *p = *state;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];
		bool label = str_is(t->name, "label");
		size_t n = label ? 2 : countof(column);

		if (!label && !str_is(t->name, "term"))
			continue;
		for (size_t row = 0; row < t->sheet.rows; row++)
			for (size_t c = 0; c < n; c++)
				if (packs_cell(t, row, column[c]).n == 0)
					packs_complain(p, t, row, column[c],
					    packs_cell(t, row, "code"));
	}
	packs_settle(p);
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
foreign_key_holds(struct packs *p, const struct table *t,
    const json_t *key)
{
	const json_t *to = json_object_get(key, "reference");
	struct str field = json_str(key, "fields");
	struct str resource = json_str(to, "resource");
	const struct table *u = resource.n == 0 ? t :
	    packs_table(p, t->pack, resource);
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
			packs_complain(p, t, row, "foreign key", v);
	}
}

/* The Frictionless type of what a field of that type holds. */
static const char *
package_type(const struct want *w)
{
	if (w != NULL && str_is(w->type, "int"))
		return "integer";
	if (w != NULL && str_is(w->type, "number"))
		return "number";
	if (w != NULL && str_is(w->type, "flag"))
		return "boolean";
	return "string";
}

static void
field_is_true(struct packs *p, const struct table *t, size_t column,
    const json_t *field)
{
	struct str name = t->sheet.head[column];

	if (!str_eq(json_str(field, "name"), name))
		packs_complain(p, t, SIZE_MAX, "not in datapackage.json",
		    name);
	if (packs_is_sample(t) || packs_is_scheme(t))
		return;
	if (!str_is(json_str(field, "type"),
	    package_type(field_of(p, t, name))))
		packs_complain(p, t, SIZE_MAX, "type in datapackage.json",
		    name);
}

static void
resource_is_true(struct packs *p, const struct table *t,
    const json_t *resource)
{
	const json_t *schema = json_object_get(resource, "schema");
	const json_t *fields = json_object_get(schema, "fields");
	const json_t *keys = json_object_get(schema, "foreignKeys");

	if (json_array_size(fields) != t->sheet.columns)
		packs_complain(p, t, SIZE_MAX, "columns in datapackage.json",
		    t->name);
	for (size_t i = 0; i < json_array_size(fields) &&
	    i < t->sheet.columns; i++)
		field_is_true(p, t, i, json_array_get(fields, i));
	for (size_t i = 0; i < json_array_size(keys); i++)
		foreign_key_holds(p, t, json_array_get(keys, i));
}

/*
 * A row may only point to rows before it, in the order of loading: a large
 * table is written in several records.
 */
static void
targets_come_first(struct packs *p, const struct table *t, struct map *loaded)
{
	if (packs_is_scheme(t))
		return;
	for (size_t row = 0; row < t->sheet.rows; row++) {
		(void)map_put(loaded, packs_row_key(p, t, row), loaded);
		for (size_t c = 0; c < t->sheet.columns; c++) {
			const struct want *w = field_of(p, t,
			    t->sheet.head[c]);
			struct str v = sheet_cell(&t->sheet, row, c);

			if (w != NULL && str_is(w->type, "ref") && v.n > 0 &&
			    map_get(loaded, target_key(p, w, v)) == NULL)
				packs_complain(p, t, row, "comes later", v);
		}
	}
}

/* The tables of one pack that its datapackage.json truly describes. */
static size_t
package_is_true(struct packs *p, const struct asset *asset,
    struct map *loaded)
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
		const struct table *t = packs_table(p, pack,
		    json_str(r, "name"));
		struct str path = json_str(r, "path");

		if (t == NULL || !str_ends(t->file, path))
			fail_msg("%.*s lists %.*s, which is not there",
			    STRF(asset->name), STRF(path));
		resource_is_true(p, t, r);
		if (!packs_is_sample(t))
			targets_come_first(p, t, loaded);
	}
	size_t n = json_array_size(resources);
	json_decref(root);
	return n;
}

static void
packages_tell_the_truth(void **state)
{
	struct packs *p = *state;
	struct map *loaded = map_new(p->arena);
	size_t listed = 0, packages = 0;

	for (size_t i = 0; i < assets_count; i++)
		if (str_starts(assets_all[i].name, STR("packs/")) &&
		    str_ends(assets_all[i].name, STR("/datapackage.json"))) {
			listed += package_is_true(p, &assets_all[i],
			    loaded);
			packages++;
		}
	assert_true(packages >= 1);
	assert_int_equal(listed, p->tables);
	packs_settle(p);
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
	/* Eleven members, and the chairs of 2020 to 2026. */
	assert_int_equal(count(p, "core", "membership", "forum", "admm"),
	    11 + 7);
	assert_int_equal(count(p, "core", "membership", "role", "plus"), 8);
	assert_int_equal(count(p, "core", "forum", "parent", "adsom-plus"),
	    1 + 7);
	assert_int_equal(count(p, "core", "term", "list", "plover"), 16);
	assert_int_equal(count(p, "core", "clause", "directive", "UN-AAV"),
	    10);
	assert_int_equal(count(p, "core", "term", "list", "activity-type"),
	    30);
}

static void
names_are_given_in_both_languages(void **state)
{
	static const char *const pair[][2] = { { "name", "name_vi" },
		{ "title", "title_vi" }, { "text", "text_vi" } };
	struct packs *p = *state;
	size_t pairs = 0;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		for (size_t n = 0; n < countof(pair); n++) {
			if (sheet_column(&t->sheet, str_of(pair[n][1])) ==
			    SIZE_MAX)
				continue;
			for (size_t row = 0; row < t->sheet.rows; row++) {
				pairs++;
				if (packs_cell(t, row, pair[n][0]).n == 0 ||
				    packs_cell(t, row, pair[n][1]).n == 0)
					packs_complain(p, t, row, pair[n][1],
					    packs_cell(t, row, "code"));
			}
		}
	}
	assert_true(pairs > 500);
	packs_settle(p);
}

static void
clauses_are_called_after_their_directive(void **state)
{
	struct packs *p = *state;

	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		if (!str_is(t->name, "clause"))
			continue;
		for (size_t row = 0; row < t->sheet.rows; row++) {
			struct str want = packs_key(p,
			    packs_cell(t, row, "directive"), "/",
			    packs_cell(t, row, "ordinal"));

			if (!str_eq(packs_cell(t, row, "code"), want))
				packs_complain(p, t, row, "not called", want);
		}
	}
	packs_settle(p);
}

static void
labels_rise(void **state)
{
	struct packs *p = *state;
	const struct table *t = packs_table(p, STR("vietnam"), STR("label"));

	assert_non_null(t);
	assert_int_equal(t->sheet.rows, 5);
	for (size_t row = 0; row < t->sheet.rows; row++) {
		int64_t rank;

		assert_true(str_int(packs_cell(t, row, "rank"), &rank));
		assert_int_equal(rank, (int64_t)row);
		/* A label is a token of an expression. */
		assert_true(str_find(packs_cell(t, row, "code"), STR("&")) ==
		    SIZE_MAX);
	}
}

/* Tiers that stand: those without a last day. */
static size_t
standing(const struct packs *p, const char *tier)
{
	const struct table *t = packs_table(p, STR("vietnam"),
	    STR("partnership"));
	size_t n = 0;

	assert_non_null(t);
	for (size_t row = 0; row < t->sheet.rows; row++)
		n += str_is(packs_cell(t, row, "tier"), tier) &&
		    packs_cell(t, row, "valid_to").n == 0;
	return n;
}

static void
viet_nam_is_whole(void **state)
{
	struct packs *p = *state;

	assert_int_equal(count(p, "vietnam", "partner", "home", "yes"), 1);
	assert_int_equal(count(p, "vietnam", "partner", "neighbour", "yes"), 3);
	assert_int_equal(count(p, "vietnam", "organ", "type", "region"), 7 + 1);
	assert_int_equal(count(p, "vietnam", "term", "list", "tier"), 7);
	assert_int_equal(count(p, "vietnam", "guardrail", "source", ""), 0);
	assert_int_equal(packs_table(p, STR("vietnam"), STR("guardrail"))
	    ->sheet.rows, 4);
	/* 14 states by 29 October 2025 and the European Union. */
	assert_int_equal(standing(p, "comprehensive-strategic-partner"), 15);
	assert_int_equal(standing(p, "special-relations"), 3);
	/* Seven directions and what stands under them. */
	assert_int_equal(count(p, "vietnam", "clause", "directive",
	    "DIRECTIONS-2021"), 7 + 6);
	assert_int_equal(count(p, "vietnam", "clause", "parent",
	    "DIRECTIONS-2021/5"), 3);
	assert_true(count(p, "vietnam", "clause", "directive",
	    "806-NQ/QUTW") >= 8);
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
		cmocka_unit_test(names_are_given_in_both_languages),
		cmocka_unit_test(clauses_are_called_after_their_directive),
		cmocka_unit_test(labels_rise),
		cmocka_unit_test(packages_tell_the_truth),
		cmocka_unit_test(the_world_is_whole),
		cmocka_unit_test(viet_nam_is_whole),
	};

	return cmocka_run_group_tests(tests, packs_open, packs_close);
}
