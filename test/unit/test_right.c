/*
 * Who may do what: the whole table, every role by every group by every right,
 * against a golden file (W9); unknown kinds are denied; no kind of the program
 * is forgotten.
 */
#include "lib/golden.h"

#include "model/right.h"

static void
every_combination(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	(void)state;
	buf_text(&b, "role, group: what the one may do to the other; nothing "
	    "else is allowed\n");
	for (int role = 0; role < ROLE__MAX; role++)
		for (int g = 0; g < ON__MAX; g++) {
			buf_printf(&b, "%s, %s:",
			    right_role_name((enum role)role),
			    right_group_name((enum right_group)g));
			for (int r = RIGHT_READ; r < RIGHT__MAX; r++)
				if (right_may(1u << role, (enum right_group)g,
				    (enum right)r))
					buf_printf(&b, " %s",
					    right_name((enum right)r));
			buf_char(&b, '\n');
		}
	check_golden(buf_view(&b), "test/golden/rights.txt");
}

/* Two roles may what one of them may, and no more. */
static void
roles_add_up(void **state)
{
	(void)state;
	for (unsigned roles = 0; roles <= ROLES_ALL; roles++)
		for (int g = 0; g < ON__MAX; g++)
			for (int r = RIGHT_READ; r < RIGHT__MAX; r++) {
				bool any = false;

				for (int i = 0; i < ROLE__MAX; i++)
					any |= (roles >> i & 1) != 0 &&
					    right_may(1u << i,
					    (enum right_group)g,
					    (enum right)r);
				assert_int_equal(right_may(roles,
				    (enum right_group)g, (enum right)r), any);
			}
}

static void
nothing_without_a_role(void **state)
{
	(void)state;
	for (int g = 0; g < ON__MAX; g++) {
		assert_false(right_may(ROLES_ALL, (enum right_group)g,
		    RIGHT_NONE));
		for (int r = RIGHT_READ; r < RIGHT__MAX; r++)
			assert_false(right_may(0, (enum right_group)g,
			    (enum right)r));
	}
}

/* A new kind is put into a group before it is shipped. */
static void
every_kind_has_a_group(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct kind other = { .name = STR_INIT("something_else") };
	struct kinds ks;

	(void)state;
	kind_load(a, &ks);
	for (size_t i = 0; i < ks.n; i++)
		if (right_group(&ks.kind[i]) == ON_OTHER)
			fail_msg("kind %.*s is in no group",
			    STRF(ks.kind[i].name));
	assert_int_equal(right_group(&other), ON_OTHER);
	assert_int_equal(right_group(NULL), ON_SITE);
	arena_free(a);
}

/* People are hidden from all but those who keep them. */
static void
people_are_hidden(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct kinds ks;

	(void)state;
	kind_load(a, &ks);
	for (int role = 0; role < ROLE__MAX; role++) {
		uint64_t hidden = right_hidden(&ks, 1u << role);
		bool keeps = role == ROLE_PERSONNEL ||
		    role == ROLE_ADMINISTRATOR;

		for (size_t i = 0; i < ks.n; i++) {
			bool person = right_group(&ks.kind[i]) ==
			    ON_PERSON;

			assert_int_equal(hidden >> i & 1, person && !keeps);
		}
	}
	assert_true(right_hidden(&ks, 0) != 0);
	arena_free(a);
}

static void
roles_as_text(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct why why = { 0 };
	unsigned roles;

	(void)state;
	assert_int_equal(right_roles(STR(" planner,officer , "), &roles, &why),
	    ERR_OK);
	assert_int_equal(roles, 1u << ROLE_OFFICER | 1u << ROLE_PLANNER);
	right_roles_text(&b, roles);
	check_str(buf_view(&b), "officer, planner");
	assert_int_equal(right_roles(STR(""), &roles, &why), ERR_OK);
	assert_int_equal(roles, 0);
	assert_int_equal(right_roles(STR("officer,king"), &roles, &why),
	    ERR_INPUT);
	assert_non_null(strstr(why.text, "king"));
	assert_non_null(strstr(why.text, "personnel"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_combination),
		cmocka_unit_test(roles_add_up),
		cmocka_unit_test(nothing_without_a_role),
		cmocka_unit_test(every_kind_has_a_group),
		cmocka_unit_test(people_are_hidden),
		cmocka_unit_test(roles_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
