#include "lib/check.h"

#include "lib/register.h"

/* A register of the program's own kinds, with a few records in two labels. */
struct world2 {
	struct reg g;
	struct reader *r;
};

static struct world2 w;

enum { AUS = 1, LAO, VISIT, COURSE, CLINIC, WORDS, SECRET, DEED, PROOF };

static void
put(int part, uint64_t hlc, const char *kind, uint64_t n, const char *fields)
{
	reg_put(&w.g, part, hlc, kind, n, fields);
}

static int
load(void **state)
{
	(void)state;
	reg_make(&w.g, NULL, 2);
	put(0, 10, "partner", AUS, "code=AUS name=Australia type=state "
	    "name_vi=Úc asean=");
	put(0, 11, "partner", LAO, "code=LAO name=Laos type=state "
	    "name_vi=Lào asean=yes");
	put(0, 12, "term", 100, "list=activity-type code=visit en=Visit "
	    "vi=Chuyến_thăm rank=2");
	put(0, 13, "term", 101, "list=activity-type code=course en=Course "
	    "rank=1");
	put(0, 14, "term", 102, "list=activity-type code=parade en=Parade "
	    "valid_to=2001");
	put(0, 20, "activity", VISIT, "code=2026-0001 title=Visit_to_Hanoi "
	    "type=visit partner=#1 start=2026-03-04 place=Hà_Nội cost=12.5");
	put(0, 21, "activity", COURSE, "code=2026-0002 type=course "
	    "title=Bomb_disposal_course partner=#1 start=2026-11 "
	    "report=Đã_tập_huấn_xong");
	put(0, 22, "activity", CLINIC, "code=2026-0003 type=visit "
	    "title=Field_hospital_visit partner=#2");
	put(0, 23, "commitment", WORDS, "code=2026-0007 side=ours partner=#1 "
	    "text=Will_open_a_field_hospital due=2026-05 type=visit");
	put(1, 24, "activity", SECRET, "code=2026-0002 type=visit "
	    "title=Quiet_visit partner=#1 start=2026-04-01");
	put(0, 30, "activity", VISIT, "place=Huế approved=2026-01-01");
	put(0, 5, "partner", 40, "code=OLD name=Old_one type=state "
	    "withdrawn=double");
	put(0, 6, "partner", 41, "code=OLD name=Old type=state asean=yes");
	put(0, 7, "partner", 41, "asean=yes");
	put(0, 8, "partner", 42, "code=OLDER name=Older withdrawn=double");
	put(0, 32, "directive", 30, "code=806-NQ/QUTW title=Resolution_806");
	put(0, 9, "clause", 50, "directive=#30 ordinal=3 text=Do_it");
	put(0, 31, "fulfilment", DEED, "deed=#3 word=#6");
	w.r = reg_reader(&w.g, 1, 0);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	reader_close(w.r);
	reg_free(&w.g);
	return 0;
}

/* The codes a filter finds, in order. */
static struct str
codes_of(struct reader *r, const char *kind, const char *filter,
    const char *sort)
{
	struct find_query q = { .kind = reg_kind(&w.g, kind),
		.filter = str_of(filter), .sort = str_of(sort) };
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct rows_found found;
	struct why why = { 0 };
	size_t code = kind_field_at(q.kind, kind_field(q.kind, STR("code")));
	enum err e = find_list(r, w.g.arena, &q, &found, &why);

	if (e != ERR_OK)
		return arena_printf(w.g.arena, "%s: %s", e == ERR_INPUT
		    ? "input" : err_name(e), why.text);
	for (size_t i = 0; i < found.n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? " " : "",
		    STRF(found.row[i].value[code].text));
	return arena_str(w.g.arena, buf_view(&b));
}

static void
filters_find(void **state)
{
	static const struct {
		const char *kind, *filter, *sort, *found;
	} cases[] = {
		{ "activity", "", "", "2026-0002 2026-0001 2026-0003" },
		{ "activity", "", "start", "2026-0001 2026-0002 2026-0003" },
		{ "activity", "partner:AUS", "code", "2026-0001 2026-0002" },
		{ "activity", "partner:aus,LAO", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "-partner:AUS", "", "2026-0003" },
		{ "activity", "type:visit", "code", "2026-0001 2026-0003" },
		{ "activity", "start<2026-04", "", "2026-0001" },
		{ "activity", "start<2026-11-15", "", "2026-0001" },
		{ "activity", "start>=2026-11-01", "", "2026-0002" },
		{ "activity", "start:2026", "code", "2026-0001 2026-0002" },
		{ "activity", "start:", "", "2026-0003" },
		{ "activity", "start:*", "code", "2026-0001 2026-0002" },
		{ "activity", "cost>12", "", "2026-0001" },
		{ "activity", "cost>=12.5", "", "2026-0001" },
		{ "activity", "cost<12.5", "", "" },
		{ "activity", "hospital", "", "2026-0003" },
		{ "activity", "\"hospital field\"", "", "2026-0003" },
		{ "activity", "hosp visit", "", "2026-0003" },
		{ "activity", "da tap huan", "", "2026-0002" },
		{ "activity", "hue", "", "2026-0001" },
		{ "activity", "hanoi -partner:LAO", "", "2026-0001" },
		{ "activity", "ha noi", "", "" },
		{ "activity", "place:Huế", "", "2026-0001" },
		{ "activity", "title:hospital,hanoi", "code",
		    "2026-0001 2026-0003" },
		{ "activity", "title:%", "", "" },
		{ "activity", "code:2026-0002", "", "2026-0002" },
		{ "activity", "status:held", "", "2026-0001" },
		{ "activity", "state:held", "", "2026-0001" },
		{ "activity", "status:proposed,held", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "label:l0 contested:no", "code",
		    "2026-0001 2026-0002 2026-0003" },
		{ "activity", "label:l1", "", "" },
		{ "partner", "asean:yes", "", "LAO OLD" },
		{ "partner", "asean:no", "", "AUS" },
		{ "partner", "-asean:yes", "", "AUS" },
		{ "partner", "withdrawn:*", "code", "OLD OLDER" },
		{ "partner", "withdrawn:", "code", "AUS LAO OLD" },
		{ "partner", "name_vi:lào", "", "LAO" },
		{ "partner", "lao", "", "LAO" },
		{ "commitment", "status:in-progress", "", "2026-0007" },
		{ "commitment", "status:late,kept", "", "" },
		{ "commitment", "type:visit side:ours partner:1", "",
		    "input: partner: nothing is called \"1\"" },
		{ "commitment", "colour:red", "", NULL },
		{ "commitment", "status:red", "", NULL },
		{ "commitment", "title>3", "", NULL },
		{ "commitment", "side<3", "", NULL },
		{ "commitment", "due<soonish", "", NULL },
		{ "commitment", "\"half", "", NULL },
		{ "commitment", "&&&", "", NULL },
		{ "commitment", "", "colour", NULL },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct str got = codes_of(w.r, cases[i].kind, cases[i].filter,
		    cases[i].sort);

		if (cases[i].found != NULL ? !str_is(got, cases[i].found)
		    : !str_starts(got, STR("input: "))) {
			print_error("%s \"%s\"\n", cases[i].kind,
			    cases[i].filter);
			check_str(got, cases[i].found != NULL
			    ? cases[i].found : "input: ...");
		}
	}
}

static void
unknown_names_are_told_the_known(void **state)
{
	struct str got = codes_of(w.r, "partner", "colour:red", "");

	(void)state;
	assert_true(str_find(got, STR("no field \"colour\"")) != SIZE_MAX);
	assert_true(str_find(got, STR("official_name")) != SIZE_MAX);
}

/* Pages of any size, up or down, give each record once, in the same order. */
static void
pages_neither_repeat_nor_lose(void **state)
{
	static const char *const sorts[] = { "", "start", "-start", "title",
		"-title", "cost", "-cost", "status", "-status", "recorded",
		"-recorded", "approved", "asean" };
	struct reader *r = reg_reader(&w.g, 3, 0);
	struct find_query q = { .kind = reg_kind(&w.g, "activity") };
	struct why why = { 0 };

	(void)state;
	for (size_t s = 0; s + 1 < countof(sorts); s++) {
		struct rows_found all, page;
		size_t at = 0;

		q.sort = str_of(sorts[s]);
		q.limit = 0;
		q.after = STR("");
		assert_int_equal(find_list(r, w.g.arena, &q, &all, &why),
		    ERR_OK);
		assert_int_equal(all.n, 4);
		assert_int_equal(all.next.n, 0);
		for (q.limit = 1; q.limit < 6; q.limit++) {
			at = 0;
			do {
				assert_int_equal(find_list(r, w.g.arena, &q,
				    &page, &why), ERR_OK);
				for (size_t i = 0; i < page.n; i++, at++)
					assert_true(id_eq(page.row[i].id,
					    all.row[at].id));
				q.after = page.next;
			} while (page.next.n > 0);
			assert_int_equal(at, 4);
		}
	}
	q.sort = str_of(sorts[countof(sorts) - 1]);
	assert_int_equal(find_list(r, w.g.arena, &q, &(struct rows_found){ 0 },
	    &why), ERR_INPUT);
	reader_close(r);
}

static void
cursors_of_others_are_refused(void **state)
{
	static const char *const after[] = { "x", "v", "v0", "v0.", "v0.1.2",
		"v0.20000000000000000000000003.not-a-day",
		"n0.2000000000000000000000000.", "vv.20000000000000000000000003.1",
		"\xff" };
	struct find_query q = { .kind = reg_kind(&w.g, "activity") };
	struct rows_found found;

	(void)state;
	for (size_t i = 0; i < countof(after); i++) {
		struct why why = { 0 };

		q.after = str_of(after[i]);
		assert_int_equal(find_list(w.r, w.g.arena, &q, &found, &why),
		    ERR_INPUT);
		assert_true(why.text[0] != '\0');
	}
}

static struct str
called(struct reader *r, const char *text, const char *kind)
{
	const struct kind *k = kind != NULL ? reg_kind(&w.g, kind) : NULL;
	struct why why = { 0 };
	struct id id;

	if (find_id(r, w.g.arena, str_of(text), k, &id, &k, &why) != ERR_OK)
		return str_of(arena_cstr(w.g.arena, str_of(why.text)));
	return arena_printf(w.g.arena, "%.*s %d", STRF(k->name), id.b[15]);
}

static void
records_have_names(void **state)
{
	struct reader *high = reg_reader(&w.g, 3, 0);

	(void)state;
	check_str(called(w.r, "AUS", NULL), "partner 1");
	check_str(called(w.r, " aus ", NULL), "partner 1");
	check_str(called(w.r, "partner:AUS", NULL), "partner 1");
	check_str(called(w.r, "partner/AUS", "partner"), "partner 1");
	check_str(called(w.r, "20000000000000000000000001", NULL), "partner 1");
	check_str(called(w.r, "2026-0002", NULL), "activity 4");
	check_str(called(high, "2026-0002", NULL), "\"2026-0002\" can be "
	    "activity:20000000000000000000000004, "
	    "activity:20000000000000000000000007; name one");
	check_str(called(w.r, "20000000000000000000000007", NULL),
	    "there is no record called \"20000000000000000000000007\"");
	check_str(called(high, "20000000000000000000000007", NULL),
	    "activity 7");
	check_str(called(w.r, "partner:2026-0002", NULL),
	    "there is no record called \"partner:2026-0002\"");
	check_str(called(w.r, "partner:AUS", "activity"),
	    "there is no record called \"partner:AUS\"");
	check_str(called(w.r, "", NULL), "there is no record called \"\"");
	check_str(called(w.r, "806", NULL), "directive 30");
	check_str(called(w.r, "806/3", NULL), "clause 50");
	check_str(called(w.r, "clause:806/3", NULL), "clause 50");
	check_str(called(w.r, "806-nq/qutw", NULL), "directive 30");
	check_str(called(w.r, "OLD", NULL), "partner 41");
	check_str(called(w.r, "OLDER", NULL), "partner 42");
	check_str(called(w.r, "80", NULL), "there is no record called \"80\"");
	reader_close(high);
}

static void
values_for_people(void **state)
{
	const struct kind *k = reg_kind(&w.g, "activity");
	struct why why = { 0 };
	struct row *row;
	size_t n;
	static const struct {
		const char *field, *lang, *text;
	} cases[] = {
		{ "type", "en", "Visit" }, { "type", "vi", "Chuyến thăm" },
		{ "partner", "en", "Australia" }, { "partner", "vi", "Úc" },
		{ "start", "en", "4 Mar 2026" }, { "cost", "en", "12.5" },
		{ "place", "en", "Huế" }, { "forum", "en", "" },
	};

	(void)state;
	assert_int_equal(find_row(w.r, w.g.arena, k, reg_id(VISIT), &row, &n,
	    &why), ERR_OK);
	assert_int_equal(n, 1);
	for (size_t i = 0; i < countof(cases); i++) {
		const struct field *f = kind_field(k, str_of(cases[i].field));

		check_str(find_text(w.r, w.g.arena, f,
		    &row->value[kind_field_at(k, f)], cases[i].lang),
		    cases[i].text);
	}
	check_str(find_term(w.r, w.g.arena, STR("activity-type"),
	    STR("regatta"), "en"), "regatta");
}

static void
terms_of_the_day(void **state)
{
	struct why why = { 0 };
	struct term *t;
	size_t n;

	(void)state;
	assert_int_equal(find_terms(w.r, w.g.arena, STR("activity-type"), "vi",
	    &t, &n, &why), ERR_OK);
	assert_int_equal(n, 2);
	check_str(t[0].code, "course");
	check_str(t[0].name, "Course");
	check_str(t[1].name, "Chuyến thăm");
}

static void
past_and_links(void **state)
{
	struct why why = { 0 };
	struct past *past;
	struct link *link;
	struct changed *changed;
	size_t n, standing = 0;

	(void)state;
	assert_int_equal(find_history(w.r, w.g.arena, reg_id(VISIT), &past, &n,
	    &why), ERR_OK);
	assert_int_equal(n, 9);
	assert_int_equal(past[0].hlc, 30);
	assert_int_equal(past[8].hlc, 20);
	for (size_t i = 0; i < n; i++) {
		standing += past[i].standing;
		if (str_is(past[i].field->name, "place") && past[i].hlc == 20)
			assert_false(past[i].standing);
	}
	assert_int_equal(standing, 8);
	assert_int_equal(past[0].record.n, 16);
	assert_int_equal(find_links(w.r, w.g.arena, reg_id(AUS), &link, &n,
	    &why), ERR_OK);
	assert_int_equal(n, 2);
	check_str(link[0].kind->name, "activity");
	check_str(link[0].field->name, "partner");
	assert_int_equal(link[0].n, 2);
	assert_int_equal(link[1].n, 1);
	assert_int_equal(find_links(w.r, w.g.arena, reg_id(SECRET), &link, &n,
	    &why), ERR_MISSING);
	assert_int_equal(find_changes(w.r, w.g.arena, 3, &changed, &n, &why),
	    ERR_OK);
	assert_int_equal(n, 3);
	assert_int_equal(changed[0].hlc, 32);
	assert_int_equal(changed[0].things, 1);
	check_str(changed[1].kind->name, "fulfilment");
}

static void
counts(void **state)
{
	const struct kind *k = reg_kind(&w.g, "activity");
	struct why why = { 0 };
	struct facet *f;
	int64_t n;
	size_t many;

	(void)state;
	assert_int_equal(find_count(w.r, k, STR("partner:AUS"), &n, &why),
	    ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(find_facet(w.r, w.g.arena, k, STR(""), STR("type"),
	    &f, &many, &why), ERR_OK);
	assert_int_equal(many, 2);
	check_str(f[0].value, "visit");
	assert_int_equal(f[0].n, 2);
	assert_int_equal(find_facet(w.r, w.g.arena, k, STR(""), STR("status"),
	    &f, &many, &why), ERR_OK);
	check_str(f[0].value, "proposed");
	assert_int_equal(f[0].n, 2);
	assert_int_equal(find_facet(w.r, w.g.arena, k, STR(""), STR("start"),
	    &f, &many, &why), ERR_INPUT);
}

/* One walk gives what one facet after another gives. */
static void
facets_together(void **state)
{
	static const char *const filters[] = { "", "partner:AUS",
		"status:proposed", "-type:visit" };
	const struct kind *k = reg_kind(&w.g, "activity");
	const struct str field[] = { STR("status"), STR("type"),
		STR("partner"), STR("label") };
	struct facets all[countof(field)];
	struct why why = { 0 };

	(void)state;
	for (size_t q = 0; q < countof(filters); q++) {
		struct str filter = str_of(filters[q]);
		int64_t total, n;

		assert_int_equal(find_facets(w.r, w.g.arena, k, filter, field,
		    countof(field), all, &total, &why), ERR_OK);
		assert_int_equal(find_count(w.r, k, filter, &n, &why), ERR_OK);
		assert_int_equal(total, n);
		for (size_t i = 0; i < countof(field); i++) {
			struct facet *one;
			size_t many;

			n = 0;
			assert_int_equal(find_facet(w.r, w.g.arena, k, filter,
			    field[i], &one, &many, &why), ERR_OK);
			assert_int_equal(all[i].n, many);
			for (size_t v = 0; v < many; v++) {
				assert_true(str_eq(all[i].facet[v].value,
				    one[v].value));
				assert_int_equal(all[i].facet[v].n, one[v].n);
				n += one[v].n;
			}
			assert_int_equal(n, total);
		}
	}
}

/* How many of the value in one column, of all groups. */
static int64_t
in_groups(const struct group *g, size_t n, size_t at, struct str value)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += str_eq(g[i].value[at], value) ? g[i].n : 0;
	return sum;
}

/* Groups add up to the facets of each field, and stand in order. */
static void
groups_add_up_to_facets(void **state)
{
	static const char *const filters[] = { "", "partner:AUS", "title:*",
		"title:" };
	const struct kind *k = reg_kind(&w.g, "activity");
	const struct str field[] = { STR("type"), STR("status"),
		STR("label") };
	struct why why = { 0 };

	(void)state;
	for (size_t q = 0; q < countof(filters); q++) {
		struct str filter = str_of(filters[q]);
		struct group *g;
		size_t n;

		assert_int_equal(find_groups(w.r, w.g.arena, k, filter, field,
		    countof(field), &g, &n, &why), ERR_OK);
		for (size_t i = 0; i < countof(field); i++) {
			struct facet *f;
			size_t many;

			assert_int_equal(find_facet(w.r, w.g.arena, k, filter,
			    field[i], &f, &many, &why), ERR_OK);
			for (size_t v = 0; v < many; v++)
				assert_int_equal(in_groups(g, n, i,
				    f[v].value), f[v].n);
		}
		assert_true(n > 0 || q == 3);
		for (size_t i = 1; i < n; i++)
			assert_true(str_cmp(g[i - 1].value[0],
			    g[i].value[0]) <= 0);
	}
	assert_int_equal(find_groups(w.r, w.g.arena, k, STR(""),
	    &(struct str){ "start", 5 }, 1, &(struct group *){ NULL },
	    &(size_t){ 0 }, &why), ERR_INPUT);
}

/* Old versions are not walked over when what stands is counted. */
static void
counting_passes_over_what_was_replaced(void **state)
{
	struct why why = { 0 };
	struct reg g;
	uint64_t hlc = 1;
	int64_t few = 0, n;
	char text[100];

	(void)state;
	reg_make(&g, NULL, 1);
	for (int version = 1; version <= 30; version++) {
		struct reader *r;
		int64_t steps;

		for (int i = 0; i < 40; i++) {
			(void)snprintf(text, sizeof(text), "code=A%d "
			    "title=Visit%d type=visit", i, version);
			reg_put(&g, 0, hlc++, "activity", (uint64_t)(100 + i),
			    text);
		}
		if (version != 1 && version != 30)
			continue;
		r = reg_reader(&g, 1, 0);
		(void)db_cost(r->db);
		assert_int_equal(find_count(r, reg_kind(&g, "activity"),
		    STR("status:proposed"), &n, &why), ERR_OK);
		assert_int_equal(n, 40);
		steps = db_cost(r->db).steps;
		if (version == 1)
			few = steps;
		else
			assert_true(steps < 2 * few);
		reader_close(r);
	}
	reg_free(&g);
}

static void
contradictions_are_found(void **state)
{
	const struct kind *k = reg_kind(&w.g, "activity");
	struct rows_found found;
	struct why why = { 0 };
	int64_t total;

	(void)state;
	for (size_t i = 0; i < k->checks; i++) {
		assert_int_equal(find_check(w.r, w.g.arena, k, &k->check[i],
		    10, &found, &total, &why), ERR_OK);
		assert_int_equal(found.n, total);
		if (str_is(k->check[i].name, "undated")) {
			assert_int_equal(total, 1);
			assert_true(id_eq(found.row[0].id, reg_id(CLINIC)));
		} else if (str_is(k->check[i].name, "held-not-reported")) {
			assert_int_equal(total, 1);
			assert_true(id_eq(found.row[0].id, reg_id(VISIT)));
		}
	}
}

/* Two offices disagree: both values are shown, and the record is marked. */
static void
conflicts_are_marked(void **state)
{
	struct why why = { 0 };
	struct find_query q = { 0 };
	struct rows_found found;
	struct past *past;
	struct reader *r;
	struct op *op;
	struct reg g;
	size_t n, standing = 0;
	int64_t many;

	(void)state;
	reg_make(&g, NULL, 1);
	reg_put(&g, 0, 10, "organ", 1, "code=O1 name=Office");
	reg_put(&g, 0, 11, "organ", 2, "code=O2 name=Bureau");
	op = arena_array(g.arena, 1, sizeof(*op));
	*op = (struct op){ .entity = reg_id(1),
		.field = reg_field(&g, "organ.name"),
		.value = { .type = VALUE_TEXT, .text = STR("Department") } };
	reg_apply(&g, 0, reg_entry(&g, 20, 1, op));
	r = reg_reader(&g, 1, 0);
	q.kind = reg_kind(&g, "organ");
	q.filter = STR("contested:yes");
	assert_int_equal(find_list(r, g.arena, &q, &found, &why), ERR_OK);
	assert_int_equal(found.n, 1);
	assert_true(found.row[0].contested);
	check_str(find_title(r, g.arena, &found.row[0], "en"), "Department");
	assert_int_equal(find_count(r, q.kind, STR("contested:no"), &many,
	    &why), ERR_OK);
	assert_int_equal(many, 1);
	assert_int_equal(find_history(r, g.arena, reg_id(1), &past, &n, &why),
	    ERR_OK);
	for (size_t i = 0; i < n; i++)
		standing += past[i].standing &&
		    str_is(past[i].field->name, "name");
	assert_int_equal(standing, 2);
	reader_close(r);
	reg_put(&g, 0, 30, "organ", 1, "name=Department");
	r = reg_reader(&g, 1, 0);
	assert_int_equal(find_count(r, q.kind, q.filter, &many, &why), ERR_OK);
	assert_int_equal(many, 0);
	reader_close(r);
	reg_free(&g);
}

/*
 * What a page costs does not grow with the register: SQLite walks an index, it
 * sorts nothing. Steps are counted, so that a busy machine does not matter.
 */
static int64_t
steps_of(struct reg *g, struct reader *r, const char *filter, const char *sort)
{
	struct find_query q = { .kind = reg_kind(g, "activity"), .limit = 20,
		.filter = str_of(filter), .sort = str_of(sort) };
	struct rows_found found;
	struct why why = { 0 };

	(void)db_cost(r->db);
	assert_int_equal(find_list(r, g->arena, &q, &found, &why), ERR_OK);
	assert_int_equal(found.n, 20);
	return db_cost(r->db).steps;
}

static void
pages_cost_the_same_in_a_large_register(void **state)
{
	static const struct {
		const char *filter, *sort;
	} pages[] = { { "", "" }, { "", "start" }, { "", "-code" },
		{ "partner:P1", "" }, { "partner:P1 type:visit", "" },
		{ "type:visit", "" }, { "partner:P1", "-start" } };
	int64_t small[countof(pages)], amending = 0, steps;
	struct why why = { 0 };
	struct reg g;
	char text[200];
	int n = 0;

	(void)state;
	reg_make(&g, NULL, 2);
	reg_put(&g, 0, 1, "partner", 1, "code=P1 name=One");
	for (int many = 200; many <= 4000; many *= 20) {
		struct reader *r;

		assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
		for (; n < many; n++) {
			(void)snprintf(text, sizeof(text), "code=A%06d "
			    "title=Visit type=%s partner=#%d start=20%02d-%02d",
			    n, n % 3 ? "visit" : "course", 1 + n % 4,
			    10 + n % 90, 1 + n % 12);
			reg_put(&g, n % 2, (uint64_t)(10 + n), "activity",
			    (uint64_t)(100 + n), text);
		}
		assert_int_equal(db_commit(g.db, &why), ERR_OK);
		(void)db_cost(g.db);
		reg_put(&g, 0, (uint64_t)(100000 + n), "activity", 100,
		    "code=A000000 title=Visit place=Hue");
		steps = db_cost(g.db).steps;
		if (many == 200)
			amending = steps;
		else if (steps > 2 * amending)
			fail_msg("amending: %d steps, then %d", (int)amending,
			    (int)steps);
		r = reg_reader(&g, 3, 0);
		for (size_t i = 0; i < countof(pages); i++) {
			steps = steps_of(&g, r, pages[i].filter,
			    pages[i].sort);

			if (many == 200)
				small[i] = steps;
			else if (steps > 2 * small[i])
				fail_msg("\"%s\" by %s: %d steps, then %d",
				    pages[i].filter, pages[i].sort,
				    (int)small[i], (int)steps);
		}
		reader_close(r);
	}
	reg_free(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_find),
		cmocka_unit_test(unknown_names_are_told_the_known),
		cmocka_unit_test(pages_neither_repeat_nor_lose),
		cmocka_unit_test(cursors_of_others_are_refused),
		cmocka_unit_test(records_have_names),
		cmocka_unit_test(values_for_people),
		cmocka_unit_test(terms_of_the_day),
		cmocka_unit_test(past_and_links),
		cmocka_unit_test(counts),
		cmocka_unit_test(facets_together),
		cmocka_unit_test(groups_add_up_to_facets),
		cmocka_unit_test(counting_passes_over_what_was_replaced),
		cmocka_unit_test(contradictions_are_found),
		cmocka_unit_test(conflicts_are_marked),
		cmocka_unit_test(pages_cost_the_same_in_a_large_register),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
