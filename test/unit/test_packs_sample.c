#include "lib/check.h"

#include "base/date.h"
#include "lib/packs.h"

#include "base/banned.h"

/*
 * The sample's templates: the generator takes them blindly, so each code in
 * them must exist, each kind of place and partner must be there to pick, and
 * every number must be one.
 */

enum rule_type {
	RULE_TERM,   /* a code of the vocabulary ${of} */
	RULE_RECORD, /* the code of a record of kind ${of} in core or vietnam */
	RULE_ROW,    /* the code of a row of the sample's own table ${of} */
	RULE_GROUP,  /* one of the groups in partner.csv */
	RULE_USE,    /* one of the uses in place.csv */
	RULE_COUNT,  /* a whole number above zero */
	RULE_SHARE,  /* 0 to 100 */
	RULE_DATE
};

struct rule {
	const char *table;
	const char *column;
	enum rule_type type;
	const char *of;
};

static const struct rule rules[] = {
	{ "partner", "code", RULE_RECORD, "partner" },
	{ "partner", "weight", RULE_COUNT, "" },
	{ "partner", "internal", RULE_SHARE, "" },
	{ "place", "partner", RULE_RECORD, "partner" },
	{ "place", "toward", RULE_RECORD, "partner" },
	{ "activity", "type", RULE_TERM, "activity-type" },
	{ "activity", "level", RULE_TERM, "level" },
	{ "activity", "direction", RULE_TERM, "direction" },
	{ "activity", "with", RULE_GROUP, "" },
	{ "activity", "weight", RULE_COUNT, "" },
	{ "activity", "domain", RULE_TERM, "domain" },
	{ "activity", "days", RULE_COUNT, "" },
	{ "activity", "cost", RULE_COUNT, "" },
	{ "activity", "substance", RULE_TERM, "substance" },
	{ "activity", "place", RULE_USE, "" },
	{ "activity", "unit", RULE_RECORD, "organ" },
	{ "activity", "objective", RULE_ROW, "objective" },
	{ "activity", "forum", RULE_RECORD, "forum" },
	{ "activity", "exercise_type", RULE_TERM, "exercise-type" },
	{ "activity", "head_ours", RULE_RECORD, "post" },
	{ "commitment", "side", RULE_TERM, "side" },
	{ "commitment", "type", RULE_TERM, "commitment-type" },
	{ "commitment", "domain", RULE_TERM, "domain" },
	{ "commitment", "level", RULE_TERM, "level" },
	{ "commitment", "with", RULE_GROUP, "" },
	{ "commitment", "due_months", RULE_COUNT, "" },
	{ "commitment", "ambition", RULE_COUNT, "" },
	{ "commitment", "owner", RULE_RECORD, "organ" },
	{ "commitment", "clause", RULE_RECORD, "clause" },
	{ "commitment", "weight", RULE_COUNT, "" },
	{ "agreement", "form", RULE_TERM, "agreement-form" },
	{ "agreement", "sector", RULE_TERM, "agreement-sector" },
	{ "agreement", "with", RULE_GROUP, "" },
	{ "agreement", "years", RULE_COUNT, "" },
	{ "agreement", "weight", RULE_COUNT, "" },
	{ "agreement", "unit", RULE_RECORD, "organ" },
	{ "issue_line", "area", RULE_TERM, "issue-area" },
	{ "issue_line", "with", RULE_GROUP, "" },
	{ "issue_line", "stance", RULE_TERM, "stance" },
	{ "issue_line", "trend", RULE_TERM, "trend" },
	{ "issue_line", "weight", RULE_COUNT, "" },
	{ "plan", "period", RULE_DATE, "" },
	{ "plan", "directive", RULE_RECORD, "directive" },
	{ "plan", "approved", RULE_DATE, "" },
	{ "target", "period", RULE_DATE, "" },
	{ "target", "plan", RULE_ROW, "plan" },
	{ "target", "partner_group", RULE_TERM, "partner-group" },
	{ "target", "partner", RULE_RECORD, "partner" },
	{ "target", "measure", RULE_TERM, "target-measure" },
	{ "target", "low", RULE_COUNT, "" },
	{ "target", "high", RULE_COUNT, "" },
	{ "target", "set_by", RULE_RECORD, "directive" },
	{ "target", "approved", RULE_DATE, "" },
	{ "objective", "plan", RULE_ROW, "plan" },
	{ "objective", "clause", RULE_RECORD, "clause" },
	{ "objective", "lead", RULE_RECORD, "organ" },
	{ "objective", "due", RULE_DATE, "" },
	{ "objective", "done", RULE_DATE, "" },
	{ "task", "objective", RULE_ROW, "objective" },
	{ "task", "owner", RULE_RECORD, "organ" },
	{ "task", "due", RULE_DATE, "" },
	{ "task", "done", RULE_DATE, "" },
	{ "task", "cancelled", RULE_DATE, "" },
	{ "verification", "result", RULE_TERM, "verification-result" },
	{ "verification", "verifier", RULE_RECORD, "organ" },
	{ "verification", "evidence_level", RULE_TERM, "evidence-level" },
	{ "verification", "weight", RULE_COUNT, "" },
	{ "evidence", "evidence_level", RULE_TERM, "evidence-level" },
	{ "evidence", "weight", RULE_COUNT, "" },
	{ "post", "level", RULE_TERM, "level" },
	{ "post", "type", RULE_TERM, "post-type" },
	{ "post", "with", RULE_GROUP, "" },
	{ "tenure", "person", RULE_ROW, "person" },
	{ "tenure", "post", RULE_RECORD, "post" },
	{ "tenure", "valid_from", RULE_DATE, "" },
	{ "tenure", "valid_to", RULE_DATE, "" },
	{ "qualification", "person", RULE_ROW, "person" },
	{ "qualification", "type", RULE_TERM, "qualification-type" },
	{ "qualification", "start", RULE_DATE, "" },
	{ "qualification", "finish", RULE_DATE, "" },
	{ "qualification", "expires", RULE_DATE, "" },
	{ "qualification", "partner", RULE_RECORD, "partner" },
	{ "initiative", "forum", RULE_RECORD, "forum" },
	{ "initiative", "sponsor", RULE_RECORD, "partner" },
	{ "initiative", "tabled", RULE_DATE, "" },
	{ "initiative", "adopted", RULE_DATE, "" },
	{ "position", "initiative", RULE_ROW, "initiative" },
	{ "position", "partner", RULE_RECORD, "partner" },
	{ "position", "stance", RULE_TERM, "position" },
	{ "position", "date", RULE_DATE, "" },
	{ "deployment", "mission", RULE_TERM, "mission" },
	{ "deployment", "type", RULE_TERM, "deployment-type" },
	{ "deployment", "organ", RULE_RECORD, "organ" },
	{ "deployment", "person", RULE_ROW, "person" },
	{ "deployment", "training", RULE_DATE, "" },
	{ "deployment", "start", RULE_DATE, "" },
	{ "deployment", "finish", RULE_DATE, "" },
	{ "deployment", "ended", RULE_DATE, "" },
	{ "deployment", "after", RULE_DATE, "" },
	{ "deployment", "cancelled", RULE_DATE, "" },
	{ "deployment", "required", RULE_COUNT, "" },
	{ "deployment", "relieves", RULE_ROW, "deployment" },
};

static const struct table *
sample(const struct packs *p, const char *name)
{
	const struct table *t = packs_table(p, STR("sample"), str_of(name));

	assert_non_null(t);
	return t;
}

/* Whether a row of the table has the text as one word of the column. */
static bool
found(const struct table *t, const char *column, struct str text)
{
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str rest = packs_cell(t, row, column), word;

		while (str_word(&rest, &word))
			if (str_eq(word, text))
				return true;
	}
	return false;
}

static bool
fits(struct packs *p, const struct rule *r, struct str v)
{
	struct date date;
	int64_t n;

	switch (r->type) {
	case RULE_TERM:
		return map_get(p->code,
		    packs_key(p, str_of(r->of), "=", v)) != NULL;
	case RULE_RECORD:
		return map_get(p->code,
		    packs_key(p, str_of(r->of), "/", v)) != NULL;
	case RULE_ROW:
		return found(sample(p, r->of), "code", v);
	case RULE_GROUP:
		return str_is(v, "forum") ||
		    found(sample(p, "partner"), "groups", v);
	case RULE_USE:
		return found(sample(p, "place"), "use", v);
	case RULE_COUNT:
		return str_int(v, &n) && n > 0;
	case RULE_SHARE:
		return str_int(v, &n) && n >= 0 && n <= 100;
	case RULE_DATE:
		return date_parse(v, &date);
	}
	return false;
}

static void
templates_name_what_is_there(void **state)
{
	struct packs *p = *state;
	size_t cells = 0;

	for (size_t i = 0; i < countof(rules); i++) {
		const struct table *t = sample(p, rules[i].table);
		size_t column = sheet_column(&t->sheet,
		    str_of(rules[i].column));

		if (column == SIZE_MAX)
			fail_msg("%s has no column %s", rules[i].table,
			    rules[i].column);
		for (size_t row = 0; row < t->sheet.rows; row++) {
			struct str v = sheet_cell(&t->sheet, row, column);

			cells += v.n > 0;
			if (v.n > 0 && !fits(p, &rules[i], v))
				packs_complain(p, t, row, rules[i].column, v);
		}
	}
	assert_true(cells > 1500);
	packs_settle(p);
}

static bool
known_slot(struct str slot)
{
	return str_is(slot, "partner") || str_is(slot, "partner_vi") ||
	    str_is(slot, "place") || str_is(slot, "year");
}

/* Every {slot} in the text is one the generator fills. */
static bool
slots_are_known(struct str text)
{
	struct str slot;

	while (str_cut(text, '{', &slot, &text)) {
		if (!str_cut(text, '}', &slot, &text) || !known_slot(slot))
			return false;
	}
	return str_find(text, STR("}")) == SIZE_MAX;
}

static void
texts_have_known_slots(void **state)
{
	struct packs *p = *state;

	assert_true(slots_are_known(STR("Visit to {partner} in {year}")));
	assert_false(slots_are_known(STR("Visit to {country}")));
	assert_false(slots_are_known(STR("Visit to {partner")));
	for (size_t i = 0; i < p->tables; i++) {
		struct table *t = &p->table[i];

		for (size_t c = 0; c < t->sheet.columns &&
		    packs_is_sample(t); c++)
			for (size_t row = 0; row < t->sheet.rows; row++) {
				struct str v = sheet_cell(&t->sheet, row, c);

				if (!slots_are_known(v))
					packs_complain(p, t, row, "slot", v);
			}
	}
	packs_settle(p);
}

static void
every_partner_can_be_visited(void **state)
{
	struct packs *p = *state;
	const struct table *partner = sample(p, "partner");
	const struct table *place = sample(p, "place");

	assert_int_equal(partner->sheet.rows, 104);
	for (size_t row = 0; row < partner->sheet.rows; row++) {
		struct str code = packs_cell(partner, row, "code");

		if (!found(place, "partner", code))
			packs_complain(p, partner, row, "no place", code);
		if (packs_cell(partner, row, "called").n == 0)
			packs_complain(p, partner, row, "no name", code);
	}
	packs_settle(p);
}

/* What is hosted needs a place of its kind at home. */
static void
home_has_every_kind_of_place(void **state)
{
	struct packs *p = *state;
	const struct table *place = sample(p, "place");
	const struct table *activity = sample(p, "activity");
	struct map *home = map_new(p->arena);

	for (size_t row = 0; row < place->sheet.rows; row++)
		if (str_is(packs_cell(place, row, "partner"), "VNM"))
			(void)map_put(home, packs_cell(place, row, "use"),
			    home);
	for (size_t row = 0; row < activity->sheet.rows; row++) {
		struct str use = packs_cell(activity, row, "place");

		if (use.n > 0 && map_get(home, use) == NULL)
			packs_complain(p, activity, row, "no place at home",
			    use);
	}
	packs_settle(p);
}

static void
settings_are_numbers_or_days(void **state)
{
	static const char *const wanted[] = { "today", "from", "until", "seed",
		"activities", "planned", "commitments", "agreements",
		"expiring", "expired", "issue_lines", "reported", "closed",
		"cancelled", "postponed", "moved", "claimed", "verified",
		"retracted", "blocked", "served" };
	struct packs *p = *state;
	const struct table *t = sample(p, "setting");

	assert_int_equal(t->sheet.rows, countof(wanted));
	for (size_t i = 0; i < countof(wanted); i++)
		assert_true(found(t, "name", str_of(wanted[i])));
	for (size_t row = 0; row < t->sheet.rows; row++) {
		struct str v = packs_cell(t, row, "value");
		struct date date;
		int64_t n;

		if ((!str_int(v, &n) || n <= 0) && !date_parse(v, &date))
			packs_complain(p, t, row, "value", v);
	}
	packs_settle(p);
}

static void
there_is_something_of_everything(void **state)
{
	struct packs *p = *state;
	const struct table *t = sample(p, "commitment");
	size_t undated = 0, dated = 0;

	for (size_t row = 0; row < t->sheet.rows; row++) {
		bool empty = packs_cell(t, row, "due_months").n == 0;

		undated += empty;
		dated += !empty;
	}
	assert_true(undated >= 5);
	assert_true(dated >= 40);
	assert_true(found(t, "side", STR("ours")));
	assert_true(found(t, "side", STR("theirs")));
	assert_true(found(t, "side", STR("both")));
	assert_true(sample(p, "activity")->sheet.rows >= 50);
	assert_true(sample(p, "agreement")->sheet.rows >= 10);
	assert_true(sample(p, "issue_line")->sheet.rows >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(templates_name_what_is_there),
		cmocka_unit_test(texts_have_known_slots),
		cmocka_unit_test(every_partner_can_be_visited),
		cmocka_unit_test(home_has_every_kind_of_place),
		cmocka_unit_test(settings_are_numbers_or_days),
		cmocka_unit_test(there_is_something_of_everything),
	};

	return cmocka_run_group_tests(tests, packs_open, packs_close);
}
