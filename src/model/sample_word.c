#include "base/str.h"
#include "model/sample_make.h"

#include "base/banned.h"

/* A promise being made up. */
struct promise {
	size_t row; /* of the template */
	size_t partner;
	const struct sample_deed *at; /* where it was made, or NULL */
	const struct office_part *part;
	struct id id;
	struct str owner;
	int32_t made, due; /* due 0: no date */
	bool ours;
};

static struct str
partner_code(const struct sample *m, size_t partner)
{
	return sample_cell(&m->partner, partner, "code");
}

/* A deed with that partner in these days, or NULL. */
static const struct sample_deed *
deed_with(struct sample *m, size_t partner, int32_t from, int32_t to)
{
	const struct sample_deed *found = NULL;
	int64_t n = 0;

	for (size_t i = 0; i < m->deeds; i++) {
		const struct sample_deed *d = &m->deed[i];

		if (d->partner == partner && !d->off && d->start >= from &&
		    d->start <= to && sample_between(m, 0, n++) == 0)
			found = d;
	}
	return found;
}

static void
promise_who(struct sample *m, const struct promise *p, struct sample_step *s)
{
	struct str they = sample_cell(&m->partner, p->partner, "called");
	struct str side = sample_cell(&m->commitment, p->row, "side");
	struct str we = STR("Ministry of National Defence");
	struct str them = arena_printf(m->a, "Defence side of %.*s",
	    STRF(they));

	sample_put(m, s, "side", side);
	sample_put(m, s, "by_whom", p->ours ? we : them);
	sample_put(m, s, "to_whom", p->ours ? them : we);
}

static void
due_put(struct sample *m, struct sample_step *s, int32_t due)
{
	int y, month, d;

	if (!sample_chance(m, 35)) {
		sample_put_day(m, s, "due", due);
		return;
	}
	date_split(due, &y, &month, &d);
	sample_put(m, s, "due", arena_printf(m->a, "%04d-%02d", y, month));
}

static void
promise_add(struct sample *m, struct promise *p)
{
	const struct sheet *t = &m->commitment;
	struct str clause = sample_cell(t, p->row, "clause");
	struct str also = sample_also(m, clause);
	int32_t day = p->made + (int32_t)sample_between(m, 1, 14);
	struct sample_step *s = sample_add(m, day, p->part, "commitment");

	p->id = s->item.id;
	sample_put(m, s, "text", sample_words(m, sample_cell(t, p->row,
	    "text"), p->partner, STR(""), p->made));
	promise_who(m, p, s);
	sample_put(m, s, "partner", partner_code(m, p->partner));
	sample_put(m, s, "type", sample_cell(t, p->row, "type"));
	sample_put(m, s, "level", sample_cell(t, p->row, "level"));
	sample_put(m, s, "ambition", sample_cell(t, p->row, "ambition"));
	sample_put(m, s, "clause", also.n > 0 && sample_chance(m, 50) ? also
	    : clause);
	sample_put(m, s, "owner", p->owner);
	sample_put_day(m, s, "made", p->made);
	if (p->at != NULL)
		sample_put_id(m, s, "made_at", p->at->id);
	if (p->due != 0)
		due_put(m, s, p->due);
}

/* Somebody other than the owner looks at the evidence and says. */
static void
promise_verified(struct sample *m, const struct promise *p, int32_t claimed)
{
	int32_t day = claimed + (int32_t)sample_between(m, 5, 45);
	size_t v, e = sample_pick(m, &m->evidence, NULL, STR(""));
	struct sample_step *s;
	struct id evidence;

	do {
		v = sample_pick(m, &m->verification, NULL, STR(""));
	} while (str_eq(sample_cell(&m->verification, v, "verifier"),
	    p->owner));
	s = sample_add(m, day - 1, p->part, "evidence");
	evidence = s->item.id;
	sample_put_id(m, s, "about", p->id);
	sample_put(m, s, "title", sample_cell(&m->evidence, e, "title"));
	sample_put_day(m, s, "date", claimed);
	sample_put(m, s, "evidence_level", sample_cell(&m->evidence, e,
	    "evidence_level"));
	s = sample_add(m, day, p->part, "verification");
	s->author = sample_cell(&m->verification, v, "verifier");
	sample_put_id(m, s, "commitment", p->id);
	sample_put(m, s, "result", sample_cell(&m->verification, v,
	    "result"));
	sample_put_day(m, s, "date", day);
	sample_put(m, s, "verifier", sample_cell(&m->verification, v,
	    "verifier"));
	sample_put(m, s, "evidence_level", sample_cell(&m->verification, v,
	    "evidence_level"));
	sample_put_id(m, s, "evidence", evidence);
	sample_put(m, s, "note", sample_cell(&m->verification, v, "note"));
}

/* A later activity with the same partner that works toward it. */
static void
promise_served(struct sample *m, const struct promise *p)
{
	const struct sample_deed *d = deed_with(m, p->partner, p->made + 5,
	    (p->due != 0 ? p->due : p->made) + 200);
	struct sample_step *s;
	int32_t day;

	if (d == NULL || !sample_chance(m, 65))
		return;
	day = d->start - (int32_t)sample_between(m, 0, 15);
	if (day <= p->made + 14)
		day = p->made + 15;
	s = sample_add(m, day, sample_higher(p->part, d->part),
	    "fulfilment");
	sample_put_id(m, s, "deed", d->id);
	sample_put_id(m, s, "word", p->id);
}

static void
promise_off(struct sample *m, const struct promise *p)
{
	int32_t day = p->made + (int32_t)sample_between(m, 30, 200);
	struct sample_step *s = sample_set(m, day, p->part, p->id);

	s->note = STR("Both sides agreed to drop it");
	sample_put_day(m, s, "retracted", day);
}

/* The day was too near, and both sides know it. */
static void
promise_moved(struct sample *m, struct promise *p)
{
	struct sample_step *s = sample_set(m, p->due -
	    (int32_t)sample_between(m, 5, 40), p->part, p->id);

	p->due += (int32_t)sample_between(m, 60, 180);
	s->note = STR("A later day was agreed");
	sample_put_day(m, s, "due", p->due);
}

static void
promise_life(struct sample *m, struct promise *p)
{
	struct sample_step *s;
	int32_t claimed;

	promise_add(m, p);
	if (sample_share(m, "retracted")) {
		promise_off(m, p);
		return;
	}
	promise_served(m, p);
	if (p->due == 0)
		return;
	if (p->due - p->made > 90 && sample_chance(m, 12))
		promise_moved(m, p);
	if (p->due >= m->today && sample_share(m, "blocked")) {
		s = sample_set(m, m->today -
		    (int32_t)sample_between(m, 3, 60), p->part, p->id);
		sample_put(m, s, "blocked", STR("Waits for an answer of the "
		    "other side"));
	}
	if (!sample_share(m, "claimed"))
		return;
	claimed = p->due + (int32_t)sample_between(m, -45, 30);
	if (claimed <= p->made + 20)
		claimed = p->made + 21;
	s = sample_set(m, claimed, p->part, p->id);
	if (p->owner.n > 0)
		s->author = p->owner;
	sample_put_day(m, s, "claimed", claimed);
	if (sample_share(m, "verified"))
		promise_verified(m, p, claimed);
}

static void
promise_make(struct sample *m)
{
	struct promise p = { 0 };
	int64_t months;

	do {
		p.partner = sample_pick(m, &m->partner, "groups",
		    STR("state"));
		p.row = sample_for(m, &m->commitment, p.partner);
	} while (p.row == SIZE_MAX);
	p.at = deed_with(m, p.partner, m->from, m->today - 20);
	p.made = p.at != NULL ? p.at->finish
	    : (int32_t)sample_between(m, m->from, m->today - 40);
	if (p.made > m->today - 16)
		p.made = m->today - 16;
	p.part = sample_part(m, p.partner);
	if (p.at != NULL)
		p.part = sample_higher(p.part, p.at->part);
	p.ours = str_is(sample_cell(&m->commitment, p.row, "side"), "ours");
	if (!p.ours || !sample_chance(m, 6))
		p.owner = sample_cell(&m->commitment, p.row, "owner");
	months = sample_int(&m->commitment, p.row, "due_months");
	if (months > 0)
		p.due = date_add_months(p.made, (int)months) +
		    (int32_t)sample_between(m, -10, 10);
	if (p.due != 0 && p.due <= p.made)
		p.due = p.made + 14;
	promise_life(m, &p);
}

void
sample_promises(struct sample *m)
{
	int64_t n = sample_number(m, "commitments");

	for (int64_t i = 0; i < n; i++)
		promise_make(m);
}

/* One agreement of a kind with a partner: rows taken, as bits by partner. */
struct taken {
	uint64_t *bits;
	size_t rows;
};

static bool
take(struct taken *t, size_t partner, size_t row)
{
	bool before = (t->bits[partner] >> row & 1) != 0;

	ALWAYS(row < 64);
	t->bits[partner] |= (uint64_t)1 << row;
	return !before;
}

static bool
pair(struct sample *m, const struct sheet *s, struct taken *t,
    size_t *partner, size_t *row)
{
	for (int tries = 0; tries < 1000; tries++) {
		*partner = sample_pick(m, &m->partner, "groups",
		    STR("state"));
		*row = sample_for(m, s, *partner);
		if (*row != SIZE_MAX && take(t, *partner, *row))
			return true;
	}
	return false;
}

/* When it ends: soon, lately, or as its years say. */
static int32_t
signed_of(struct sample *m, int64_t i, int64_t years)
{
	int64_t soon = sample_number(m, "expiring");
	int64_t past = soon + sample_number(m, "expired");
	int32_t end;

	if (years == 0)
		return (int32_t)sample_between(m, m->today - 4000,
		    m->today - 60);
	if (i < soon)
		end = m->today + (int32_t)sample_between(m, 4, 88);
	else if (i < past)
		end = m->today - (int32_t)sample_between(m, 5, 360);
	else
		end = m->today + (int32_t)sample_between(m, 120,
		    365 * years - 30);
	return date_add_months(end, (int)(-12 * years)) + 1;
}

static void
agreement_make(struct sample *m, struct taken *t, int64_t i)
{
	const struct sheet *s = &m->agreement;
	const struct office_part *part;
	struct sample_step *step;
	size_t partner, row;
	int64_t years;
	int32_t day;

	do {
		if (!pair(m, s, t, &partner, &row))
			return;
		years = sample_int(s, row, "years");
	} while (years == 0 && i < sample_number(m, "expiring") +
	    sample_number(m, "expired"));
	day = signed_of(m, i, years);
	part = sample_part(m, partner);
	step = sample_add(m, day + 3, part, "agreement");
	sample_put(m, step, "title", sample_words(m, sample_cell(s, row,
	    "title"), partner, STR(""), day));
	sample_put(m, step, "form", sample_cell(s, row, "form"));
	sample_put(m, step, "sector", sample_cell(s, row, "sector"));
	sample_put(m, step, "partner", partner_code(m, partner));
	sample_put(m, step, "unit", sample_cell(s, row, "unit"));
	sample_put_day(m, step, "signed", day);
	sample_put_day(m, step, "in_force", day + (int32_t)sample_between(m,
	    0, 2));
	if (years > 0)
		sample_put_day(m, step, "expires",
		    date_add_months(day, (int)(12 * years)) - 1);
	/* One in three of those that end soon is on its way to renewal. */
	if (years > 0 && i % 3 == 1) {
		struct sample_step *open = sample_set(m,
		    date_add_months(day, (int)(12 * years)) -
		    (int32_t)sample_between(m, 100, 200), part,
		    step->item.id);

		sample_put_day(m, open, "renewal_opened", open->day);
	}
}

void
sample_agreements(struct sample *m)
{
	int64_t n = sample_number(m, "agreements");
	struct taken t = { .bits = arena_array(m->a, m->partner.rows,
	    sizeof(uint64_t)) };

	for (int64_t i = 0; i < n; i++)
		agreement_make(m, &t, i);
}

static void
issue_make(struct sample *m, struct taken *t)
{
	static const char *const plain[] = { "area", "our_interest",
		"their_interest", "red_line", "channel", "goal", "instrument" };
	const struct sheet *s = &m->issue_line;
	const struct office_part *part;
	struct sample_step *step;
	struct id id;
	size_t partner, row;
	int32_t day;

	if (!pair(m, s, t, &partner, &row))
		return;
	/* Where one struggles is not for everybody to read. */
	part = str_is(sample_cell(s, row, "stance"), "cooperate") &&
	    sample_chance(m, 60) ? &m->o->part[0]
	    : &m->o->part[m->o->parts > 1 ? 1 : 0];
	day = (int32_t)sample_between(m, m->begin + 1, m->today - 200);
	step = sample_add(m, day, part, "issue_line");
	id = step->item.id;
	sample_put(m, step, "partner", partner_code(m, partner));
	for (size_t i = 0; i < countof(plain); i++)
		sample_put(m, step, plain[i], sample_cell(s, row, plain[i]));
	sample_put(m, step, "stance", sample_cell(s, row, "stance"));
	sample_put(m, step, "trend", STR("unclear"));
	sample_put_day(m, step, "reviewed", day);
	day += (int32_t)sample_between(m, 60, m->today - day);
	step = sample_set(m, day, part, id);
	sample_put(m, step, "trend", sample_cell(s, row, "trend"));
	sample_put(m, step, "movement", sample_cell(s, row, "movement"));
	sample_put_day(m, step, "reviewed", day);
}

void
sample_issues(struct sample *m)
{
	int64_t n = sample_number(m, "issue_lines");
	struct taken t = { .bits = arena_array(m->a, m->partner.rows,
	    sizeof(uint64_t)) };

	for (int64_t i = 0; i < n; i++)
		issue_make(m, &t);
}
