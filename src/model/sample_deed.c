#include "base/str.h"
#include "model/sample_make.h"

#include "base/banned.h"

/* An activity being made up. */
struct deed {
	struct sample_deed *d;
	size_t row; /* of the template */
	struct str place;
	int32_t entered;
};

static bool
place_fits(const struct sample *m, size_t row, struct str partner,
    struct str use, struct str toward)
{
	struct str behind = sample_cell(&m->place, row, "toward");

	return str_eq(sample_cell(&m->place, row, "partner"), partner) &&
	    str_eq(sample_cell(&m->place, row, "use"), use) &&
	    (behind.n == 0 || str_eq(behind, toward));
}

/* A place of that partner and use; where it has none, its first. */
static struct str
place_in(struct sample *m, struct str partner, struct str use,
    struct str toward)
{
	struct str found = STR("");
	int64_t n = 0;

	for (size_t i = 0; i < m->place.rows; i++)
		if (place_fits(m, i, partner, use, toward) &&
		    sample_between(m, 0, n++) == 0)
			found = sample_cell(&m->place, i, "city");
	for (size_t i = 0; found.n == 0 && i < m->place.rows; i++)
		if (str_eq(sample_cell(&m->place, i, "partner"), partner))
			found = sample_cell(&m->place, i, "city");
	return found;
}

static struct str
code_of(const struct sample *m, size_t partner)
{
	return partner == SIZE_MAX ? STR("") :
	    sample_cell(&m->partner, partner, "code");
}

static struct str
place_of(struct sample *m, size_t row, size_t partner)
{
	struct str direction = sample_cell(&m->activity, row, "direction");
	struct str use = sample_cell(&m->activity, row, "place");
	struct str code = code_of(m, partner), home = STR("VNM");

	if (str_is(direction, "hosted"))
		return place_in(m, home, use, code);
	if (str_is(direction, "abroad") && partner != SIZE_MAX)
		return place_in(m, code, use, home);
	if (str_is(direction, "online"))
		return STR("");
	do {
		partner = sample_pick(m, &m->partner, "groups", STR("heavy"));
	} while (str_eq(code_of(m, partner), code));
	return place_in(m, code_of(m, partner), STR("capital"), STR(""));
}

/* "DPD" with Japan is DPD-JPN, when there is such a mechanism. */
static struct str
mechanism_of(struct sample *m, size_t row, size_t partner)
{
	struct str first = sample_cell(&m->activity, row, "mechanism"), code;

	if (first.n == 0 || partner == SIZE_MAX)
		return STR("");
	code = arena_printf(m->a, "%.*s-%.*s", STRF(first),
	    STRF(code_of(m, partner)));
	for (size_t i = 0; i < m->mechanism.rows; i++)
		if (str_eq(sample_cell(&m->mechanism, i, "code"), code))
			return code;
	return STR("");
}

/* Past days alike; what is planned grows thinner with distance. */
static int32_t
start_of(struct sample *m, bool ahead)
{
	int64_t a, b;

	if (!ahead)
		return (int32_t)sample_between(m, m->from, m->today);
	a = sample_between(m, m->today + 1, m->until);
	b = sample_between(m, m->today + 1, m->until);
	return (int32_t)(a < b ? a : b);
}

static void
deed_fields(struct sample *m, struct deed *x, struct sample_step *s,
    int32_t planned)
{
	static const char *const plain[] = { "type", "level", "direction",
		"domain", "substance", "forum", "exercise_type", "head_ours",
		"unit", "cost" };
	const struct sheet *t = &m->activity;
	struct sample_deed *d = x->d;

	sample_put(m, s, "title", sample_words(m, sample_cell(t, x->row,
	    "title"), d->partner, x->place, planned));
	for (size_t i = 0; i < countof(plain); i++)
		sample_put(m, s, plain[i], sample_cell(t, x->row, plain[i]));
	sample_put(m, s, "partner", code_of(m, d->partner));
	sample_put(m, s, "head_theirs", sample_post(m, d->partner,
	    sample_cell(t, x->row, "level")));
	sample_put(m, s, "place", x->place);
	sample_put(m, s, "mechanism", mechanism_of(m, x->row, d->partner));
	sample_put(m, s, "objective", d->objective);
	sample_put_day(m, s, "start", planned);
	sample_put_day(m, s, "planned", planned);
	if (d->finish > d->start)
		sample_put_day(m, s, "finish", planned + (d->finish -
		    d->start));
}

/* Called off before it began: nothing follows. */
static void
deed_off(struct sample *m, struct deed *x, const char *how, const char *why)
{
	int32_t day = x->d->start - (int32_t)sample_between(m, 2, 20);
	struct sample_step *s;

	if (day > m->today)
		day = m->today - (int32_t)sample_between(m, 1, 30);
	if (day <= x->entered)
		day = x->entered + 1;
	s = sample_set(m, day, x->d->part, x->d->id);
	sample_put_day(m, s, how, day);
	s->note = str_of(why);
	x->d->off = true;
}

/* Held, reported, closed: each on its day, if that has come. */
static void
deed_after(struct sample *m, struct deed *x)
{
	struct sample_deed *d = x->d;
	int32_t day = d->finish + (int32_t)sample_between(m, 1, 5);
	struct sample_step *s = sample_set(m, day, d->part, d->id);

	s->author = d->unit;
	sample_put_day(m, s, "confirmed", d->finish);
	if (!sample_share(m, "reported"))
		return;
	day += (int32_t)sample_between(m, 1, 25);
	s = sample_set(m, day, d->part, d->id);
	s->author = d->unit;
	sample_put_day(m, s, "reported", day);
	sample_put(m, s, "report", sample_cell(&m->activity, x->row,
	    "report"));
	if (!sample_share(m, "closed"))
		return;
	day += (int32_t)sample_between(m, 1, 40);
	s = sample_set(m, day, d->part, d->id);
	sample_put_day(m, s, "closed", day);
}

static struct str
clause_of(const struct sample *m, struct str objective)
{
	for (size_t i = 0; i < m->objective.rows; i++) {
		struct str clause, also;

		if (!str_eq(sample_cell(&m->objective, i, "code"), objective))
			continue;
		clause = sample_cell(&m->objective, i, "clause");
		also = sample_also(m, clause);
		return also.n > 0 ? also : clause;
	}
	return STR("");
}

/* The clause a deed serves, by the clause of its objective. */
static void
deed_serves(struct sample *m, struct deed *x)
{
	struct sample_deed *d = x->d;
	struct str clause = clause_of(m, d->objective);
	struct sample_step *s;

	if (clause.n == 0 || !sample_chance(m, 60))
		return;
	s = sample_add(m, x->entered + 1, d->part, "fulfilment");
	sample_put_id(m, s, "deed", d->id);
	sample_put(m, s, "word", arena_printf(m->a, "clause:%.*s",
	    STRF(clause)));
}

static void
deed_life(struct sample *m, struct deed *x, int32_t planned)
{
	struct sample_deed *d = x->d;
	struct sample_step *s = sample_add(m, x->entered, d->part, "activity");
	int32_t approved = x->entered + (int32_t)sample_between(m, 3, 18);

	d->id = s->item.id;
	s->author = d->unit;
	deed_fields(m, x, s, planned);
	if (sample_chance(m, d->start > m->today ? 75 : 98)) {
		s = sample_set(m, approved, d->part, d->id);
		sample_put_day(m, s, "approved", approved);
		sample_put(m, s, "approved_by",
		    STR("Department of Foreign Relations"));
	}
	deed_serves(m, x);
	if (sample_share(m, "cancelled")) {
		deed_off(m, x, "cancelled", "Called off by agreement");
		return;
	}
	if (sample_share(m, "postponed")) {
		deed_off(m, x, "postponed", "Put off; a new day is sought");
		return;
	}
	if (planned != d->start) {
		s = sample_set(m, (planned < d->start ? planned : d->start) - 2,
		    d->part, d->id);
		s->note = STR("The day was moved");
		sample_put_day(m, s, "start", d->start);
		if (d->finish > d->start)
			sample_put_day(m, s, "finish", d->finish);
	}
	deed_after(m, x);
}

static void
deed_make(struct sample *m, size_t partner, size_t row, bool ahead)
{
	struct sample_deed *d = &m->deed[m->deeds++];
	struct deed x = { .d = d, .row = row };
	int32_t planned;

	d->partner = partner;
	d->part = sample_part(m, partner);
	d->domain = sample_cell(&m->activity, row, "domain");
	d->unit = sample_cell(&m->activity, row, "unit");
	if (sample_share(m, "served"))
		d->objective = sample_cell(&m->activity, row, "objective");
	d->start = start_of(m, ahead);
	d->finish = d->start + (int32_t)sample_int(&m->activity, row, "days") -
	    1;
	if (d->finish < d->start)
		d->finish = d->start;
	planned = d->start;
	if (sample_share(m, "moved"))
		planned += (int32_t)sample_between(m, -25, 25);
	x.place = place_of(m, row, partner);
	x.entered = (planned < d->start ? planned : d->start) -
	    (int32_t)sample_between(m, 20, 110);
	if (x.entered > m->today)
		x.entered = m->today - (int32_t)sample_between(m, 0, 60);
	if (x.entered < m->begin)
		x.entered = m->begin + 1;
	deed_life(m, &x, planned);
}

void
sample_deeds(struct sample *m)
{
	size_t n = (size_t)sample_number(m, "activities");
	size_t ahead = (size_t)sample_number(m, "planned");

	m->deed = arena_array(m->a, n, sizeof(*m->deed));
	for (size_t i = 0; i < n; i++) {
		/* Everybody once, then the more the weightier. */
		size_t partner = i < m->partner.rows ? i
		    : sample_pick(m, &m->partner, NULL, STR(""));
		size_t row = sample_for(m, &m->activity, partner);

		if (i % 16 == 15) {
			partner = SIZE_MAX;
			row = sample_pick(m, &m->activity, "with",
			    STR("forum"));
		}
		ALWAYS(row != SIZE_MAX);
		deed_make(m, partner, row, i >= n - ahead);
	}
}
