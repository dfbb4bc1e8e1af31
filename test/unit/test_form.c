#include "lib/check.h"
#include "lib/register.h"

#include "web/form.h"

static struct reg g;
static struct reader *reader;
static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	reg_make(&g, NULL, 1);
	reg_put(&g, 0, 1, "partner", 1, "code=AUS name=Australia type=state");
	reg_put(&g, 0, 2, "term", 2, "list=partner-type code=state en=State");
	reg_put(&g, 0, 3, "activity", 3, "code=2026-0001 title=Old_<call> "
	    "type=x partner=#1 start=2026-11-20");
	reader = reg_reader(&g, 1, 0);
	a = arena_new(64 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	reader_close(reader);
	arena_free(a);
	reg_free(&g);
	return 0;
}

static void
fill(struct form *f, const char *body)
{
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };

	assert_int_equal(http_form(a, str_of(body), &r, &w), ERR_OK);
	assert_int_equal(form_fill(f, r.form, r.forms, STR(""), &w), ERR_OK);
}

static struct str
error_of(const struct form *f, const char *name)
{
	return form_named(f, str_of(name))->error;
}

/* What cannot be read is told as that, and is not "choose another". */
static void
a_list_that_cannot_be_read_is_no_empty_list(void **state)
{
	struct form_lists lists = { .n = 0 };
	struct reader *blind = reg_reader(&g, 1, 0);
	struct buf CLEANUP(buf_free) b;
	struct form f;

	(void)state;
	buf_init(&b, MIB);
	form_new(a, reg_kind(&g, "partner"), NULL, &f);
	fill(&f, "code=AUS&name=Australia&type=state");
	db_reads(blind->db, 0);
	form_check(blind, a, &f);
	assert_true(error_of(&f, "type").n > 0);
	assert_false(str_eq(error_of(&f, "type"),
	    STR("Choose one of the list.")));
	form_show(&b, blind, a, &f, STR(""), &lists);
	assert_true(str_find(buf_view(&b), STR("The list cannot be read: ")) !=
	    SIZE_MAX);
	reader_close(blind);
}

/* What must be said stands first, what all kinds have last. */
static void
order_of_fields(void **state)
{
	struct form f;

	(void)state;
	form_new(a, reg_kind(&g, "activity"), NULL, &f);
	check_str(f.field[0].field->name, "start");
	check_str(f.field[1].field->name, "partner");
	check_str(f.field[4].field->name, "title");
	assert_int_equal(f.first, 6);
	assert_true(f.field[f.fields - 1].field->number < KIND_OWN_FIRST);
	assert_null(form_named(&f, STR("withdrawn")));
	assert_null(form_named(&f, STR("demo")));
	form_new(a, reg_kind(&g, "partner"), NULL, &f);
	check_str(f.field[0].field->name, "name");
	check_str(f.field[1].field->name, "type");
	assert_true(f.first < f.fields);
}

static void
unknown_fields_are_refused(void **state)
{
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };
	struct form f;

	(void)state;
	form_new(a, reg_kind(&g, "activity"), NULL, &f);
	assert_int_equal(http_form(a, STR("title=x&colour=red"), &r, &w),
	    ERR_OK);
	assert_int_equal(form_fill(&f, r.form, r.forms, STR(""), &w),
	    ERR_INPUT);
	assert_string_equal(w.text, "Activity has no field \"colour\".");
	w = (struct why){ 0 };
	assert_int_equal(http_form(a, STR("demo=1"), &r, &w), ERR_OK);
	assert_int_equal(form_fill(&f, r.form, r.forms, STR(""), &w),
	    ERR_INPUT);
}

static void
errors_say_how_to_mend(void **state)
{
	struct form f;

	(void)state;
	form_new(a, reg_kind(&g, "activity"), NULL, &f);
	fill(&f, "start=31%2F02%2F2026&partner=Atlantis&type=none&cost=much");
	form_check(reader, a, &f);
	assert_int_equal(f.errors, 5);
	check_str(error_of(&f, "title"), "This is needed.");
	check_str(error_of(&f, "partner"), "There is no Partner \"Atlantis\"; "
	    "choose one from the list, or add it first.");
	check_str(error_of(&f, "type"), "Choose one of the list.");
	assert_true(error_of(&f, "start").n > 0);
	assert_true(error_of(&f, "cost").n > 0);
	check_str(form_named(&f, STR("start"))->value, "31/02/2026");
}

static void
good_values_become_an_item(void **state)
{
	struct change_item item;
	struct form f;

	(void)state;
	form_new(a, reg_kind(&g, "partner"), NULL, &f);
	fill(&f, "name=New+Zealand&type=state&relations_since=1975");
	form_check(reader, a, &f);
	assert_int_equal(f.errors, 0);
	item = form_item(a, &f, CHANGE_ADD, STR(""));
	check_str(item.kind, "partner");
	assert_int_equal(item.fields, 3);
	check_str(item.field[0].name, "name");
	check_str(item.field[0].value, "New Zealand");
}

/* Only what differs is written, and what was not touched is let stand. */
static void
a_record_as_it_stands(void **state)
{
	const struct kind *k = reg_kind(&g, "activity");
	struct change_item item;
	struct row *row;
	struct form f;
	size_t n;

	(void)state;
	assert_int_equal(find_row(reader, a, k, reg_id(3), &row, &n, NULL),
	    ERR_OK);
	form_of_row(reader, a, row, NULL, &f);
	check_str(form_named(&f, STR("partner"))->value, "AUS");
	check_str(form_named(&f, STR("start"))->value, "2026-11-20");
	/* A type that is no word of the list any more stays. */
	form_check(reader, a, &f);
	assert_int_equal(f.errors, 0);
	item = form_item(a, &f, CHANGE_SET, STR("x"));
	assert_int_equal(item.fields, 0);
	fill(&f, "title=New&start=");
	form_check(reader, a, &f);
	assert_int_equal(f.errors, 0);
	item = form_item(a, &f, CHANGE_SET, STR("x"));
	assert_int_equal(item.fields, 2);
	fill(&f, "title=");
	form_check(reader, a, &f);
	assert_int_equal(f.errors, 1);
}

static bool
has(const struct buf *b, const char *needle)
{
	return str_find(buf_view(b), str_of(needle)) != SIZE_MAX;
}

static size_t
count(const struct buf *b, const char *needle)
{
	struct str s = buf_view(b), n = str_of(needle);
	size_t found = 0, i;

	while ((i = str_find(s, n)) != SIZE_MAX) {
		found++;
		s = str_from(s, i + n.n);
	}
	return found;
}

/* Every control has its label; what was typed comes out as text. */
static void
shown(void **state)
{
	struct form_lists lists = { .n = 0 };
	struct buf CLEANUP(buf_free) b;
	struct form f;

	(void)state;
	buf_init(&b, 4 * MIB);
	form_new(a, reg_kind(&g, "activity"), NULL, &f);
	fill(&f, "title=%22%3E%3Cscript%3E&report=%3C%2Ftextarea%3E&partner=X");
	form_check(reader, a, &f);
	form_errors(&b, NULL, a, &f, STR("p."));
	form_show(&b, reader, a, &f, STR("p."), &lists);
	assert_false(has(&b, "<script"));
	assert_int_equal(count(&b, "</textarea>"), count(&b, "<textarea"));
	assert_true(has(&b, "&lt;/textarea&gt;"));
	assert_int_equal(count(&b, "<label for="), f.fields);
	assert_int_equal(count(&b, " name=\"p."), f.fields);
	assert_true(has(&b, "<a href=\"#f-p.partner\">"));
	assert_true(has(&b, "<option value=\"AUS\">Australia</option>"));
	assert_int_equal(count(&b, "id=\"l-partner\""), 1);
	/* The list of partners is there once a page. */
	form_show(&b, reader, a, &f, STR("q."), &lists);
	assert_int_equal(count(&b, "id=\"l-partner\""), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_that_cannot_be_read_is_no_empty_list),
		cmocka_unit_test(order_of_fields),
		cmocka_unit_test(unknown_fields_are_refused),
		cmocka_unit_test(errors_say_how_to_mend),
		cmocka_unit_test(good_values_become_an_item),
		cmocka_unit_test(a_record_as_it_stands),
		cmocka_unit_test(shown),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
