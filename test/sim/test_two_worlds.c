/*
 * Two databases that differ only in what a reader may not see give him equal
 * bytes at equal cost: every reading statement of stmt.def, every find and
 * search. The hidden records are chosen to tell: the same codes, words, dates
 * and vocabulary as the visible, links to them, facets of them.
 */
#include "lib/check.h"

#include <inttypes.h>

#include "lib/register.h"
#include "model/search.h"

enum {
	PARTS = 4,
	VISIBLE = 0x5,  /* partitions 0 and 2 */
	HIDDEN_A = 1,
	HIDDEN_B = 3,
	THINGS = 24,    /* visible of each kind */
	HIDDEN_MANY = 120,
	OUT_MAX = 64 << 20
};

enum { PARTNER = 1000, ACTIVITY = 2000, COMMITMENT = 3000, TERM = 4000,
	VERIFICATION = 5000, FULFILMENT = 6000, ORGAN = 7000, HIDDEN = 90000 };

static const char *const words[] = { "field", "hospital", "Đà_Nẵng", "visit",
	"course", "bomb", "disposal", "dialogue", "border", "ship" };

static const char *const codes[] = { "2026-0001", "AUS", "LAO", "visit",
	"P3", "A7", "C5", "C" };

/* What the visible world has of each number; the same in both worlds. */
static void
put_visible(struct reg *g, int n)
{
	char text[400];
	int part = n % 3 == 2 ? 2 : 0;
	uint64_t hlc = (uint64_t)(1000 + 20 * n);

	g->serial = (uint64_t)(10 * n);
	(void)snprintf(text, sizeof(text), "code=P%d name=Partner_%s_%d "
	    "type=state asean=%s", n, words[n % 10], n, n % 2 ? "yes" : "");
	reg_put(g, part, hlc, "partner", (uint64_t)(PARTNER + n), text);
	(void)snprintf(text, sizeof(text), "list=activity-type code=t%d "
	    "en=Type_%d vi=Loại_%d rank=%d", n % 5, n, n, n);
	reg_put(g, part, hlc + 1, "term", (uint64_t)(TERM + n), text);
	(void)snprintf(text, sizeof(text), "code=O%d name=Organ_%d", n, n);
	reg_put(g, part, hlc + 2, "organ", (uint64_t)(ORGAN + n), text);
	(void)snprintf(text, sizeof(text), "code=A%d title=%s_%s type=t%d "
	    "partner=#%d start=2026-%02d-11 report=The_%s_went_well cost=%d",
	    n, words[n % 10], words[(n + 3) % 10], n % 5, PARTNER + n % 7,
	    1 + n % 12, words[(n + 5) % 10], n);
	reg_put(g, part, hlc + 3, "activity", (uint64_t)(ACTIVITY + n), text);
	(void)snprintf(text, sizeof(text), "code=C%d side=ours partner=#%d "
	    "text=We_will_open_a_%s due=2026-%02d owner=#%d", n,
	    PARTNER + n % 7, words[n % 10], 1 + n % 12, ORGAN + n % 4);
	reg_put(g, part, hlc + 4, "commitment", (uint64_t)(COMMITMENT + n),
	    text);
	(void)snprintf(text, sizeof(text), "deed=#%d word=#%d", ACTIVITY + n,
	    COMMITMENT + n / 2);
	reg_put(g, part, hlc + 5, "fulfilment", (uint64_t)(FULFILMENT + n),
	    text);
	(void)snprintf(text, sizeof(text), "title=%s_again report=%s",
	    words[(n + 1) % 10], words[(n + 2) % 10]);
	reg_put(g, part, hlc + 300, "activity", (uint64_t)(ACTIVITY + n / 2),
	    text);
}

/* A hidden record of each sort that could show through. */
static void
put_hidden(struct reg *g, int n)
{
	int part = n % 2 ? HIDDEN_A : HIDDEN_B, of = n % THINGS;
	uint64_t hlc = (uint64_t)(1001 + 7 * n);
	char text[400];

	g->serial = (uint64_t)(1000000 + 10 * n);
	(void)snprintf(text, sizeof(text), "commitment=#%d result=kept "
	    "verifier=#%d", COMMITMENT + of, ORGAN + of);
	reg_put(g, part, hlc, "verification", (uint64_t)(HIDDEN + 10 * n),
	    text);
	(void)snprintf(text, sizeof(text), "code=A%d title=%s_%s_submarine "
	    "type=t%d partner=#%d start=2026-%02d-11 report=%s", of,
	    words[n % 10], words[(n + 3) % 10], n % 5, PARTNER + n % 7,
	    1 + n % 12, words[(n + 5) % 10]);
	reg_put(g, part, hlc + 1, "activity", (uint64_t)(HIDDEN + 10 * n + 1),
	    text);
	/* A facet of a visible thing, and a later value of its field. */
	(void)snprintf(text, sizeof(text), "title=Hidden_%s start=2027-01-01 "
	    "cancelled=2026-01-01", words[n % 10]);
	reg_put(g, part, hlc + 2, "activity", (uint64_t)(ACTIVITY + of), text);
	(void)snprintf(text, sizeof(text), "list=activity-type code=t%d "
	    "en=Hidden vi=Hidden rank=0", n % 7);
	reg_put(g, part, hlc + 3, "term", (uint64_t)(HIDDEN + 10 * n + 2),
	    text);
	(void)snprintf(text, sizeof(text), "code=P%d name=%s", of, words[n % 10]);
	reg_put(g, part, hlc + 4, "partner", (uint64_t)(HIDDEN + 10 * n + 3),
	    text);
	(void)snprintf(text, sizeof(text), "deed=#%d word=#%d", ACTIVITY + of,
	    COMMITMENT + of);
	reg_put(g, part, hlc + 5, "fulfilment",
	    (uint64_t)(HIDDEN + 10 * n + 4), text);
}

/* ${hidden} records among the visible ones, spread over their making. */
static void
world_make(struct reg *g, int hidden)
{
	struct why why = { 0 };
	int h = 0;

	reg_make(g, NULL, PARTS);
	assert_int_equal(db_begin(g->db, true, &why), ERR_OK);
	for (int n = 0; n < THINGS; n++) {
		put_visible(g, n);
		for (; h < hidden * (n + 1) / THINGS; h++)
			put_hidden(g, h);
	}
	assert_int_equal(db_commit(g->db, &why), ERR_OK);
}

/* Everything a reader can ask, as bytes. */

struct asking {
	struct reg *g;
	struct reader *r;
	struct arena *a;
	struct buf *out;
	size_t asked;
	bool costs; /* count, too */
	bool keep; /* what the answers are made of, for one more question */
};

/* What this question cost, behind its answer. */
static void
cost(struct asking *q, const char *what)
{
	struct db_cost c = db_cost(q->r->db);

	buf_printf(q->out, "\n= %s", what);
	if (q->costs)
		buf_printf(q->out, " %" PRId64 " steps %" PRId64 " pages",
		    c.steps, c.page_hits + c.page_misses);
	buf_char(q->out, '\n');
	q->asked++;
	if (!q->keep)
		arena_reset(q->a);
}

static void
put_err(struct asking *q, enum err e, const struct why *why)
{
	if (e != ERR_OK)
		buf_printf(q->out, "%s: %s", err_name(e), why->text);
}

static void
put_val(struct buf *b, const struct val *v)
{
	switch (v->type) {
	case VAL_NULL:
		buf_text(b, "- ");
		return;
	case VAL_INT:
		buf_printf(b, "%" PRId64 " ", v->i);
		return;
	case VAL_REAL:
		buf_printf(b, "%.17g ", v->r);
		return;
	case VAL_TEXT:
	case VAL_BLOB:
		buf_json(b, v->s);
		buf_char(b, ' ');
		return;
	}
}

static struct val
some_arg(struct asking *q, char type, int round, size_t at)
{
	static const char *const texts[] = { "activity-type", "t1", "field",
		"visit", "ours", "state", "2026-0001", "A3", "" };
	static const int64_t ints[] = { 20, 1, REG_TODAY, 19, 20454, 21,
		REG_TODAY + 400 };

	switch (type) {
	case 'i':
		return V_INT(ints[((size_t)round + at) % countof(ints)]);
	case 'r':
		return V_REAL((double)round);
	case 'b':
		return V_BLOB(STR("none"));
	default:
		break;
	}
	if (round % 2 == 0)
		return V_TEXT(id_str(q->a, reg_id((uint64_t)(
		    (round % 4 ? ACTIVITY : COMMITMENT) + (int)at + round))));
	return V_TEXT(str_of(texts[((size_t)round / 2 + at) % countof(texts)]));
}

static void
ask_stmt(struct asking *q, enum stmt s, int round)
{
	const struct stmt_info *info = db_stmt_info(s);
	size_t n = strlen(info->params);
	struct val args[16];
	struct why why = { 0 };
	struct rows *r;
	enum err e;

	assert_true(n <= countof(args));
	for (size_t i = 0; i < n; i++)
		args[i] = some_arg(q, info->params[i], round, i);
	e = db_query(q->r->db, DB_NO_PART, s, args, n, &r, &why);
	put_err(q, e, &why);
	if (e == ERR_OK) {
		while (db_next(r)) {
			for (int i = 0; i < db_columns(r); i++) {
				struct val v = db_val(r, i);

				put_val(q->out, &v);
			}
			buf_char(q->out, '\n');
		}
		assert_int_equal(db_end(r), ERR_OK);
	}
	cost(q, info->name);
}

static void
put_row(struct asking *q, const struct row *row)
{
	buf_printf(q->out, "%.*s %.*s %" PRIu64 " %d ", STRF(row->kind->name),
	    STRF(row->label), row->recorded, row->contested);
	buf_str(q->out, id_str(q->a, row->id));
	for (size_t i = 0; i < row->kind->fields; i++) {
		buf_char(q->out, ' ');
		value_text(q->out, &row->value[i]);
		buf_str(q->out, find_text(q->r, q->a, &row->kind->field[i],
		    &row->value[i], "vi"));
	}
	for (size_t i = 0; i < row->kind->derives; i++)
		buf_printf(q->out, " %.*s", STRF(row->derived[i]));
	buf_char(q->out, '\n');
}

static void
ask_list(struct asking *q, const char *kind, const char *filter,
    const char *sort)
{
	struct find_query f = { .kind = reg_kind(q->g, kind), .limit = 7,
		.filter = str_of(filter), .sort = str_of(sort) };
	struct rows_found found;
	struct why why = { 0 };
	int64_t n = 0;

	q->keep = true;
	do {
		put_err(q, find_list(q->r, q->a, &f, &found, &why), &why);
		for (size_t i = 0; i < found.n; i++)
			put_row(q, &found.row[i]);
		buf_printf(q->out, "next %.*s\n", STRF(found.next));
		cost(q, filter);
		f.after = found.next;
	} while (found.next.n > 0);
	put_err(q, find_count(q->r, f.kind, f.filter, &n, &why), &why);
	buf_printf(q->out, "%" PRId64, n);
	q->keep = false;
	cost(q, "find_count");
}

static void
ask_facet(struct asking *q, const char *kind, const char *field)
{
	struct why why = { 0 };
	struct facet *f;
	size_t n;

	put_err(q, find_facet(q->r, q->a, reg_kind(q->g, kind), STR(""),
	    str_of(field), &f, &n, &why), &why);
	for (size_t i = 0; i < n; i++)
		buf_printf(q->out, "%.*s=%" PRId64 " ", STRF(f[i].value),
		    f[i].n);
	cost(q, "find_facet");
}

static void
ask_called(struct asking *q, const char *name)
{
	const struct kind *k = NULL;
	struct why why = { 0 };
	struct id id = { { 0 } };

	put_err(q, find_id(q->r, q->a, str_of(name), NULL, &id, &k, &why),
	    &why);
	buf_str(q->out, id_str(q->a, id));
	cost(q, "find_id");
}

static void
ask_past(struct asking *q, struct id id)
{
	struct why why = { 0 };
	struct past *past;
	size_t n;

	put_err(q, find_history(q->r, q->a, id, &past, &n, &why), &why);
	for (size_t i = 0; i < n; i++) {
		buf_printf(q->out, "%" PRIu64 " %.*s %.*s %.*s %.*s %d ",
		    past[i].hlc, STRF(past[i].label), STRF(past[i].record),
		    STRF(past[i].note), STRF(past[i].field->name),
		    past[i].standing);
		value_text(q->out, &past[i].value);
		buf_char(q->out, '\n');
	}
	cost(q, "find_history");
}

static void
ask_thing(struct asking *q, struct id id)
{
	const struct kind *k = find_kind(q->r, id);
	struct why why = { 0 };
	struct link *link;
	struct str code, title;
	struct row *row;
	size_t n;

	cost(q, "find_kind");
	buf_printf(q->out, "%s", err_name(find_name(q->r, q->a, id, &code,
	    &title)));
	buf_printf(q->out, " %.*s %.*s", STRF(code), STRF(title));
	cost(q, "find_name");
	put_err(q, find_row(q->r, q->a, k != NULL ? k
	    : reg_kind(q->g, "activity"), id, &row, &n, &why), &why);
	for (size_t i = 0; i < n; i++)
		put_row(q, &row[i]);
	cost(q, "find_row");
	why.text[0] = '\0';
	put_err(q, find_links(q->r, q->a, id, &link, &n, &why), &why);
	for (size_t i = 0; i < n; i++)
		buf_printf(q->out, "%.*s.%.*s %" PRId64 " ",
		    STRF(link[i].kind->name), STRF(link[i].field->name),
		    link[i].n);
	cost(q, "find_links");
	ask_past(q, id);
}

static void
ask_search(struct asking *q, const char *text, const struct kind *k)
{
	struct why why = { 0 };
	struct hit *hit;
	size_t n;

	put_err(q, search_find(q->r, q->a, str_of(text), k, 20, &hit, &n,
	    &why), &why);
	for (size_t i = 0; i < n; i++)
		buf_printf(q->out, "%.*s %.*s [%.*s] %.*s\n",
		    STRF(hit[i].kind->name), STRF(hit[i].code),
		    STRF(hit[i].title), STRF(hit[i].snippet));
	cost(q, text);
}

static void
ask_terms(struct asking *q, const char *lang)
{
	struct why why = { 0 };
	struct term *term;
	size_t n;

	put_err(q, find_terms(q->r, q->a, STR("activity-type"), lang, &term,
	    &n, &why), &why);
	for (size_t i = 0; i < n; i++)
		buf_printf(q->out, "%.*s %.*s\n", STRF(term[i].code),
		    STRF(term[i].name));
	buf_str(q->out, find_term(q->r, q->a, STR("activity-type"), STR("t6"),
	    lang));
	cost(q, "find_terms");
}

static void
ask_changes(struct asking *q)
{
	struct why why = { 0 };
	struct changed *c;
	size_t n;

	put_err(q, find_changes(q->r, q->a, 40, &c, &n, &why), &why);
	for (size_t i = 0; i < n; i++)
		buf_printf(q->out, "%" PRIu64 " %.*s %.*s %.*s %" PRId64 "\n",
		    c[i].hlc, STRF(c[i].record), STRF(c[i].label),
		    STRF(c[i].note), c[i].things);
	cost(q, "find_changes");
}

static void
ask_checks(struct asking *q)
{
	const struct kinds *ks = &q->g->office.kinds;
	struct why why = { 0 };

	for (size_t k = 0; k < ks->n; k++)
		for (size_t c = 0; c < ks->kind[k].checks; c++) {
			struct rows_found found;
			int64_t total = 0;

			put_err(q, find_check(q->r, q->a, &ks->kind[k],
			    &ks->kind[k].check[c], 5, &found, &total, &why),
			    &why);
			buf_printf(q->out, "%" PRId64 "\n", total);
			for (size_t i = 0; i < found.n; i++)
				put_row(q, &found.row[i]);
			cost(q, "find_check");
		}
}

static void
ask_finds(struct asking *q)
{
	static const char *const filters[] = { "", "partner:P3", "title:field",
		"hospital", "status:held", "status:proposed", "start<2026-06",
		"-type:t1", "contested:yes", "code:A7", "label:l0",
		"partner:P99", "colour:red" };
	static const char *const sorts[] = { "", "title", "-status", "cost",
		"recorded" };

	for (size_t i = 0; i < countof(filters); i++)
		for (size_t s = 0; s < countof(sorts); s++)
			ask_list(q, "activity", filters[i], sorts[s]);
	ask_list(q, "commitment", "", "");
	ask_list(q, "commitment", "status:kept,late", "-due");
	ask_list(q, "partner", "asean:yes", "");
	ask_list(q, "verification", "", "");
	ask_facet(q, "activity", "status");
	ask_facet(q, "activity", "partner");
	ask_facet(q, "activity", "label");
	ask_facet(q, "commitment", "status");
	for (size_t i = 0; i < countof(codes); i++)
		ask_called(q, codes[i]);
	for (uint64_t n = 0; n < 6; n++) {
		ask_thing(q, reg_id(ACTIVITY + n));
		ask_thing(q, reg_id(COMMITMENT + n));
		ask_thing(q, reg_id(PARTNER + n));
		ask_thing(q, reg_id(HIDDEN + n));
	}
	for (size_t i = 0; i < 10; i++)
		ask_search(q, words[i], NULL);
	ask_search(q, "submarine", NULL);
	ask_search(q, "field hosp", reg_kind(q->g, "activity"));
	ask_terms(q, "en");
	ask_terms(q, "vi");
	ask_changes(q);
	ask_checks(q);
}

static struct str
everything(struct reg *g, uint64_t mask, uint64_t hlc, bool costs,
    size_t *asked)
{
	struct buf b CLEANUP(buf_free) = { .max = OUT_MAX };
	struct asking q = { .g = g, .out = &b, .costs = costs,
		.a = arena_new(64 * MIB) };
	struct why why = { 0 };

	q.r = reg_reader(g, mask, hlc);
	cost(&q, "reader_open");
	for (size_t s = 0; s < STMT__MAX; s++)
		for (int round = 0; db_stmt_info((enum stmt)s)->role ==
		    DB_READ && round < 8; round++)
			ask_stmt(&q, (enum stmt)s, round);
	ask_finds(&q);
	assert_int_equal(reader_begin(q.r, &why), ERR_OK);
	ask_terms(&q, "vi");
	reader_end(q.r);
	reader_close(q.r);
	assert_int_equal(b.err, ERR_OK);
	*asked = q.asked;
	arena_free(q.a);
	return arena_str(g->arena, buf_view(&b));
}

/* The first line that differs, for the person who has to look. */
static void
check_equal(struct str a, struct str b)
{
	struct str x, y, what = STR("");

	if (str_eq(a, b))
		return;
	while (str_line(&a, &x) && str_line(&b, &y)) {
		if (str_starts(x, STR("= ")))
			what = x;
		if (str_eq(x, y))
			continue;
		print_error("behind \"%.*s\"\nfew:  %.*s\nmany: %.*s\n",
		    STRF(what), STRF(x), STRF(y));
		break;
	}
	fail();
}

static void
hidden_rows_do_not_tell(void **state)
{
	static const uint64_t masks[] = { 1, 4, VISIBLE };
	static const uint64_t instants[] = { 0, 1500 };
	static const int hidden[] = { 1, HIDDEN_MANY };
	struct str want[countof(masks)][countof(instants)];
	struct reg none, some;
	size_t asked = 0, all = 0;

	(void)state;
	world_make(&none, 0);
	for (size_t m = 0; m < countof(masks); m++)
		for (size_t i = 0; i < countof(instants); i++) {
			want[m][i] = everything(&none, masks[m], instants[i],
			    true, &asked);
			all += asked;
		}
	for (size_t h = 0; h < countof(hidden); h++) {
		world_make(&some, hidden[h]);
		for (size_t m = 0; m < countof(masks); m++)
			for (size_t i = 0; i < countof(instants); i++)
				check_equal(want[m][i], everything(&some,
				    masks[m], instants[i], true, &asked));
		/* He who may see them does. */
		assert_false(str_eq(everything(&none, 0xf, 0, false, &asked),
		    everything(&some, 0xf, 0, false, &asked)));
		reg_free(&some);
	}
	assert_true(all > 2000);
	print_message("%zu questions, equal in bytes and steps\n", all);
	reg_free(&none);
}

/* What comes later does not change what was known then. */
static void
later_changes_do_not_tell(void **state)
{
	struct reg g;
	struct why why = { 0 };
	struct str before, after;
	size_t asked;

	(void)state;
	reg_make(&g, NULL, PARTS);
	for (int n = 0; n < THINGS / 2; n++)
		put_visible(&g, n);
	before = everything(&g, VISIBLE, 1239, false, &asked);
	assert_int_equal(db_begin(g.db, true, &why), ERR_OK);
	for (int n = THINGS / 2; n < THINGS; n++)
		put_visible(&g, n);
	assert_int_equal(db_commit(g.db, &why), ERR_OK);
	after = everything(&g, VISIBLE, 1239, false, &asked);
	check_equal(before, after);
	/* They do change what is known now. */
	assert_false(str_eq(before, everything(&g, VISIBLE, 0, false,
	    &asked)));
	reg_free(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hidden_rows_do_not_tell),
		cmocka_unit_test(later_changes_do_not_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
