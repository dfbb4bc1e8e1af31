#include "lib/check.h"

#include <jansson.h>

#include "base/str.h"
#include "web/openapi.h"
#include "web/route.h"

static json_t *
described(void)
{
	struct arena *a = arena_new(8 * MIB);
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	struct kinds ks;
	json_error_t error;
	json_t *j;

	kind_load(a, &ks);
	openapi_json(&b, &ks, "1.0");
	assert_int_equal(b.err, ERR_OK);
	j = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, &error);
	if (j == NULL)
		fail_msg("%s at %d", error.text, error.position);
	arena_free(a);
	return j;
}

/* Each row that has a summary is there, with its names as parameters. */
static void
every_route_is_described(void **state)
{
	json_t *j = described(), *paths = json_object_get(j, "paths");
	size_t n, said = 0;
	const struct route *row = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		char path[200] = "";
		json_t *op, *list;
		size_t at = 0, names = 0, found = 0, p;
		bool name = false;

		if (openapi_summary(&row[i]) == NULL)
			continue;
		said++;
		for (const char *c = row[i].path; *c != '\0'; c++) {
			if (name && *c == '/') {
				path[at++] = '}';
				name = false;
			}
			name |= *c == ':';
			names += *c == ':';
			path[at++] = *c == ':' ? '{' : *c;
		}
		if (name)
			path[at++] = '}';
		op = json_object_get(json_object_get(paths, path),
		    row[i].method == HTTP_GET ? "get" : "post");
		assert_non_null(op);
		json_array_foreach(json_object_get(op, "parameters"), p, list)
			found += strcmp(json_string_value(json_object_get(
			    list, "in")), "path") == 0;
		assert_int_equal(found, names);
	}
	assert_true(said > 15);
	json_decref(j);
}

static void
every_reference_leads_somewhere(json_t *root, json_t *j)
{
	const char *key, *ref;
	json_t *value;
	size_t i;

	ref = json_string_value(json_object_get(j, "$ref"));
	if (ref != NULL) {
		assert_int_equal(strncmp(ref, "#/components/schemas/", 21), 0);
		assert_non_null(json_object_get(json_object_get(
		    json_object_get(root, "components"), "schemas"),
		    ref + 21));
	}
	json_object_foreach(j, key, value)
		every_reference_leads_somewhere(root, value);
	json_array_foreach(j, i, value)
		every_reference_leads_somewhere(root, value);
}

static void
kinds_are_schemas(void **state)
{
	json_t *j = described();
	json_t *activity = json_object_get(json_object_get(json_object_get(j,
	    "components"), "schemas"), "activity");

	(void)state;
	assert_non_null(json_object_get(json_object_get(activity,
	    "properties"), "partner"));
	every_reference_leads_somewhere(j, j);
	json_decref(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_route_is_described),
		cmocka_unit_test(kinds_are_schemas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
