#include "model/sample.h"

#include <stdlib.h>

#include "base/assets.h"
#include "base/str.h"
#include "model/pack.h"
#include "model/sample_make.h"

#include "base/banned.h"

enum {
	SAMPLE_ARENA = 128 * 1024 * 1024,
	FIELDS_MAX = 28,
	MORNING = 70, /* minutes: ten past eight in Ha Noi */
	EVENING = 590,
	BEFORE = 60 /* days between the first entry and the first deed */
};

static const int64_t MINUTE_MS = 60000;

/* Tables. */

static enum err
table(struct sample *m, const char *path, struct sheet *s, struct why *why)
{
	for (size_t i = 0; i < assets_count; i++)
		if (str_is(assets_all[i].name, path))
			return sheet_read(m->a, assets_all[i].body, s, why);
	return why_set(why, ERR_MISSING, "%s is not part of this program",
	    path);
}

static enum err
tables(struct sample *m, struct why *why)
{
	struct { const char *path; struct sheet *to; } file[] = {
		{ "packs/sample/setting.csv", &m->setting },
		{ "packs/sample/partner.csv", &m->partner },
		{ "packs/sample/place.csv", &m->place },
		{ "packs/sample/plan.csv", &m->plan },
		{ "packs/sample/target.csv", &m->target },
		{ "packs/sample/objective.csv", &m->objective },
		{ "packs/sample/task.csv", &m->task },
		{ "packs/sample/activity.csv", &m->activity },
		{ "packs/sample/commitment.csv", &m->commitment },
		{ "packs/sample/agreement.csv", &m->agreement },
		{ "packs/sample/issue_line.csv", &m->issue_line },
		{ "packs/sample/verification.csv", &m->verification },
		{ "packs/sample/evidence.csv", &m->evidence },
		{ "packs/sample/fulfilment.csv", &m->fulfilment },
		{ "packs/sample/post.csv", &m->post },
		{ "packs/sample/person.csv", &m->person },
		{ "packs/sample/tenure.csv", &m->tenure },
		{ "packs/sample/qualification.csv", &m->qualification },
		{ "packs/sample/deployment.csv", &m->deployment },
		{ "packs/sample/initiative.csv", &m->initiative },
		{ "packs/sample/position.csv", &m->position },
		{ "packs/vietnam/mechanism.csv", &m->mechanism }
	};
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(file); i++)
		e = table(m, file[i].path, file[i].to, why);
	return e;
}

struct str
sample_cell(const struct sheet *s, size_t row, const char *column)
{
	return sheet_cell(s, row, sheet_column(s, str_of(column)));
}

int64_t
sample_int(const struct sheet *s, size_t row, const char *column)
{
	int64_t n;

	return str_int(sample_cell(s, row, column), &n) ? n : 0;
}

static struct str
setting(const struct sample *m, const char *name)
{
	for (size_t i = 0; i < m->setting.rows; i++)
		if (str_is(sample_cell(&m->setting, i, "name"), name))
			return sample_cell(&m->setting, i, "value");
	die("packs/sample/setting.csv has no \"%s\"", name);
}

int64_t
sample_number(const struct sample *m, const char *name)
{
	int64_t n;

	ALWAYS(str_int(setting(m, name), &n));
	return n;
}

static int32_t
setting_day(const struct sample *m, const char *name)
{
	struct date d;

	ALWAYS(date_parse(setting(m, name), &d));
	return d.lo;
}

/* Chance. */

int64_t
sample_between(struct sample *m, int64_t lo, int64_t hi)
{
	ALWAYS(lo <= hi);
	return lo + (int64_t)rng_below(&m->rng, (uint64_t)(hi - lo) + 1);
}

bool
sample_chance(struct sample *m, int64_t percent)
{
	return sample_between(m, 0, 99) < percent;
}

bool
sample_share(struct sample *m, const char *name)
{
	return sample_chance(m, sample_number(m, name));
}

static bool
has_word(struct str list, struct str want)
{
	struct str word;

	while (str_word(&list, &word))
		if (str_eq(word, want))
			return true;
	return false;
}

/* One of the rows that ${fits}, by weight. */
static size_t
pick(struct sample *m, const struct sheet *s,
    bool (*fits)(const struct sample *, const struct sheet *, size_t,
        const void *), const void *with)
{
	int64_t sum = 0, at;

	for (size_t i = 0; i < s->rows; i++)
		if (fits(m, s, i, with))
			sum += sample_int(s, i, "weight");
	if (sum == 0)
		return SIZE_MAX;
	at = sample_between(m, 0, sum - 1);
	for (size_t i = 0; i < s->rows; i++) {
		if (!fits(m, s, i, with))
			continue;
		at -= sample_int(s, i, "weight");
		if (at < 0)
			return i;
	}
	return SIZE_MAX;
}

struct want {
	const char *column;
	struct str word;
};

static bool
fits_word(const struct sample *m, const struct sheet *s, size_t row,
    const void *with)
{
	const struct want *w = with;

	(void)m;
	return w->column == NULL ||
	    has_word(sample_cell(s, row, w->column), w->word);
}

size_t
sample_pick(struct sample *m, const struct sheet *s, const char *column,
    struct str want)
{
	struct want w = { column, want };

	return pick(m, s, fits_word, &w);
}

bool
sample_fits(const struct sample *m, const struct sheet *s, size_t row,
    size_t partner)
{
	return has_word(sample_cell(&m->partner, partner, "groups"),
	    sample_cell(s, row, "with"));
}

static bool
fits_partner(const struct sample *m, const struct sheet *s, size_t row,
    const void *with)
{
	return sample_fits(m, s, row, *(const size_t *)with);
}

size_t
sample_for(struct sample *m, const struct sheet *s, size_t partner)
{
	return pick(m, s, fits_partner, &partner);
}

/* Two labels, so that there is something that not everybody sees. */
const struct office_part *
sample_part(struct sample *m, size_t partner)
{
	bool high = partner != SIZE_MAX && sample_chance(m,
	    sample_int(&m->partner, partner, "internal"));

	return &m->o->part[high && m->o->parts > 1 ? 1 : 0];
}

const struct office_part *
sample_higher(const struct office_part *a, const struct office_part *b)
{
	return a->part > b->part ? a : b;
}

/* Steps. */

static struct sample_step *
step_new(struct sample *m, int32_t day, const struct office_part *part)
{
	struct sample_step *s;

	m->step = arena_grow(m->a, m->step, m->steps, sizeof(*m->step));
	s = &m->step[m->steps];
	s->day = day > m->begin ? day : m->begin;
	s->minute = (int)sample_between(m, MORNING, EVENING);
	s->order = m->steps++;
	s->part = part;
	s->author = STR("FRD");
	s->item.field = arena_array(m->a, FIELDS_MAX,
	    sizeof(*s->item.field));
	return s;
}

void
sample_put(struct sample *m, struct sample_step *s, const char *field,
    struct str value)
{
	(void)m;
	if (value.n == 0)
		return;
	ALWAYS(s->item.fields < FIELDS_MAX);
	s->item.field[s->item.fields++] = (struct change_field){
		str_of(field), value };
}

void
sample_put_day(struct sample *m, struct sample_step *s, const char *field,
    int32_t day)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	date_format(&b, (struct date){ day, day });
	sample_put(m, s, field, arena_str(m->a, buf_view(&b)));
}

void
sample_put_id(struct sample *m, struct sample_step *s, const char *field,
    struct id id)
{
	sample_put(m, s, field, id_str(m->a, id));
}

/*
 * The generator gives the identities too, so that every sample is the same;
 * they cannot be told from those that chance gives.
 */
static struct id
id_made(struct sample *m)
{
	struct id id = { { 0 } };

	for (size_t i = 0; i < sizeof(id.b); i++)
		id.b[i] = (unsigned char)rng_next(&m->rng);
	return id;
}

struct sample_step *
sample_add(struct sample *m, int32_t day, const struct office_part *part,
    const char *kind)
{
	struct sample_step *s = step_new(m, day, part);

	s->item.verb = CHANGE_ADD;
	s->item.kind = str_of(kind);
	s->item.id = id_made(m);
	sample_put(m, s, "demo", STR("yes"));
	sample_put(m, s, "source", STR("Invented for the sample"));
	return s;
}

struct sample_step *
sample_set(struct sample *m, int32_t day, const struct office_part *part,
    struct id id)
{
	struct sample_step *s = step_new(m, day, part);

	s->item.verb = CHANGE_SET;
	s->item.target = id_str(m->a, id);
	return s;
}

static void
fill(struct sample *m, struct buf *b, struct str name, size_t partner,
    struct str place, int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	if (str_is(name, "partner") && partner != SIZE_MAX)
		buf_str(b, sample_cell(&m->partner, partner, "called"));
	else if (str_is(name, "partner_vi") && partner != SIZE_MAX)
		buf_str(b, sample_cell(&m->partner, partner, "called_vi"));
	else if (str_is(name, "place"))
		buf_str(b, place);
	else if (str_is(name, "year"))
		buf_printf(b, "%d", y);
	else
		die("packs/sample: {%.*s} cannot be filled", STRF(name));
}

struct str
sample_words(struct sample *m, struct str text, size_t partner,
    struct str place, int32_t day)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct str head, name;

	while (str_cut(text, '{', &head, &text)) {
		buf_str(&b, head);
		(void)str_cut(text, '}', &name, &text);
		fill(m, &b, name, partner, place, day);
	}
	buf_str(&b, head);
	ALWAYS(b.err == ERR_OK);
	if (b.n > 0 && b.p[0] >= 'a' && b.p[0] <= 'z')
		b.p[0] = (char)(b.p[0] - 32);
	return arena_str(m->a, buf_view(&b));
}

struct str
sample_also(const struct sample *m, struct str clause)
{
	for (size_t i = 0; i < m->fulfilment.rows; i++)
		if (str_eq(sample_cell(&m->fulfilment, i, "clause"), clause))
			return sample_cell(&m->fulfilment, i, "also");
	return STR("");
}

/* Plans, objectives and tasks are themselves, once. */

static void
row_put(struct sample *m, struct sample_step *s, const struct sheet *t,
    size_t row, const char *columns)
{
	struct str list = str_of(columns), name;

	while (str_word(&list, &name)) {
		char *field = arena_cstr(m->a, name);

		sample_put(m, s, field, sample_cell(t, row, field));
	}
}

/* What is said later, on the day it happened: approved, done, cancelled. */
static void
later(struct sample *m, const struct sheet *t, size_t row, const char *column,
    struct id id)
{
	const struct office_part *low = &m->o->part[0];
	struct date d;

	if (date_parse(sample_cell(t, row, column), &d))
		sample_put_day(m, sample_set(m, d.lo, low, id), column, d.lo);
}

static void
plan_rows(struct sample *m, const struct sheet *t, const char *kind,
    const char *columns, int before)
{
	const struct office_part *low = &m->o->part[0];

	for (size_t i = 0; i < t->rows; i++) {
		struct sample_step *s;
		struct id id;
		struct date due;
		int32_t day = m->begin;

		if (before > 0 && date_parse(sample_cell(t, i, "due"), &due))
			day = due.lo - before;
		s = sample_add(m, day, low, kind);
		id = s->item.id;
		row_put(m, s, t, i, columns);
		later(m, t, i, "approved", id);
		later(m, t, i, "done", id);
		later(m, t, i, "cancelled", id);
	}
}

void
sample_plans(struct sample *m)
{
	plan_rows(m, &m->plan, "plan", "code title period directive", 0);
	plan_rows(m, &m->objective, "objective", "code title plan clause lead "
	    "coordinating due", 0);
	plan_rows(m, &m->task, "task", "code title objective owner due", 70);
}

/* On the day of approval, or lately; last: all else keeps its chance. */
void
sample_targets(struct sample *m)
{
	enum { LATELY = 30 };

	for (size_t i = 0; i < m->target.rows; i++) {
		struct date d;
		struct sample_step *s = sample_add(m, date_parse(sample_cell(
		    &m->target, i, "approved"), &d) ? d.lo :
		    m->today - LATELY, &m->o->part[0], "target");

		row_put(m, s, &m->target, i, "code title period plan "
		    "partner_group partner measure low high set_by approved");
	}
}

/* Writing. */

static int
step_cmp(const void *a, const void *b)
{
	const struct sample_step *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	/* On one day in the order they were thought of: added before set. */
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Times of a day must not go back; spread what is left of it. */
static void
step_times(struct sample *m)
{
	for (size_t i = 1; i < m->steps; i++)
		if (m->step[i].day == m->step[i - 1].day &&
		    m->step[i].minute < m->step[i - 1].minute)
			m->step[i].minute = m->step[i - 1].minute;
}

static enum err
step_write(struct sample *m, struct change_pen *p, struct sample_step *s,
    struct why *why)
{
	struct arena_mark mark = arena_mark(m->a);
	struct change c = { .label = s->part->label, .note = s->note,
		.author = id_of_name(STR("organ"), s->author),
		.item = &s->item, .items = 1 };
	struct change_done done;
	struct why inner = { 0 };
	enum err e;

	/* Only what this label may point to is looked through. */
	for (size_t i = 0; i < m->o->parts; i++)
		if (m->o->part[i].part <= s->part->part)
			c.mask |= (uint64_t)1 << m->o->part[i].part;
	change_clock(p, (s->day * (int64_t)1440 + s->minute) * MINUTE_MS);
	e = change_commit(p, m->a, &c, &done, &inner);
	arena_rewind(m->a, mark);
	return e == ERR_OK ? e : why_set(why, e, "the sample's %.*s: %s",
	    STRF(s->item.kind.n > 0 ? s->item.kind : s->item.target),
	    inner.text);
}

static enum err
steps_write(struct sample *m, struct change_pen *p, size_t *records,
    struct why *why)
{
	enum err e = ERR_OK;

	qsort(m->step, m->steps, sizeof(*m->step), step_cmp);
	step_times(m);
	for (size_t i = 0; e == ERR_OK && i < m->steps; i++) {
		if (m->step[i].day > m->today)
			break;
		e = step_write(m, p, &m->step[i], why);
		if (m->step[i].item.verb == CHANGE_ADD)
			++*records;
	}
	change_clock(p, 0);
	return e;
}

enum err
sample_load(struct change_pen *p, const struct office *o, size_t *records,
    struct why *why)
{
	struct sample m = { .o = o };
	enum err e;

	*records = 0;
	if (!o->demo)
		return why_set(why, ERR_DENIED, "invented records go only into "
		    "an office that was made with --sample");
	m.a = arena_new(SAMPLE_ARENA);
	e = tables(&m, why);
	if (e == ERR_OK) {
		m.rng.state = (uint64_t)sample_number(&m, "seed");
		m.today = setting_day(&m, "today");
		m.from = setting_day(&m, "from");
		m.until = setting_day(&m, "until");
		m.begin = m.from - BEFORE;
		sample_plans(&m);
		sample_deeds(&m);
		sample_promises(&m);
		sample_agreements(&m);
		sample_issues(&m);
		sample_staff(&m);
		sample_targets(&m);
		e = steps_write(&m, p, records, why);
	}
	arena_free(m.a);
	return e;
}
