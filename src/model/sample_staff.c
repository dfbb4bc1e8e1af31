#include "base/str.h"
#include "model/sample_make.h"

#include "base/banned.h"

/* Days between a record and the first day it tells of; before today. */
enum { NOTICE = 120, COURSE = 30, LATEST = 14 };

/* Who a record is about is for fewer readers than that it is. */
static const struct office_part *
part_of(const struct sample *m, bool person)
{
	return &m->o->part[person && m->o->parts > 1 ? 1 : 0];
}

static void
put_cells(struct sample *m, struct sample_step *s, const struct sheet *t,
    size_t row, const char *columns)
{
	struct str list = str_of(columns), name;

	while (str_word(&list, &name)) {
		char *field = arena_cstr(m->a, name);

		sample_put(m, s, field, sample_cell(t, row, field));
	}
}

/* So many days before it starts; what lies far ahead is known already. */
static int32_t
day_of(const struct sample *m, const struct sheet *t, size_t row, int before)
{
	struct date d;

	if (!date_parse(sample_cell(t, row, "start"), &d))
		return m->begin;
	d.lo -= before;
	return d.lo < m->today ? d.lo : m->today - LATEST;
}

static void
put_rows(struct sample *m, const struct sheet *t, const char *kind,
    const char *columns)
{
	for (size_t i = 0; i < t->rows; i++) {
		struct sample_step *s = sample_add(m, day_of(m, t, i, COURSE),
		    part_of(m, true), kind);

		put_cells(m, s, t, i, columns);
	}
}

/* What is said later, each on its day. */
static void
put_later(struct sample *m, const struct sheet *t, size_t row,
    const struct office_part *part, struct id id, const char *columns)
{
	struct str list = str_of(columns), name;
	struct date d;

	while (str_word(&list, &name)) {
		char *field = arena_cstr(m->a, name);

		if (date_parse(sample_cell(t, row, field), &d))
			sample_put_day(m, sample_set(m, d.lo, part, id), field,
			    d.lo);
	}
}

static void
put_deployment(struct sample *m, size_t row)
{
	const struct sheet *t = &m->deployment;
	const struct office_part *part = part_of(m,
	    sample_cell(t, row, "person").n > 0);
	struct sample_step *s = sample_add(m, day_of(m, t, row, NOTICE), part,
	    "deployment");
	struct id id = s->item.id;

	put_cells(m, s, t, row, "code title mission type organ person "
	    "training start finish after required number women candidates "
	    "needs place relieves");
	put_later(m, t, row, part, id, "ended cancelled");
}

/* How far each has come, and who said what to it. */
static void
put_initiatives(struct sample *m)
{
	const struct office_part *part = part_of(m, true);
	const struct sheet *t = &m->initiative;

	for (size_t i = 0; i < t->rows; i++) {
		struct sample_step *s = sample_add(m, m->begin, part,
		    "initiative");
		struct id id = s->item.id;

		put_cells(m, s, t, i, "code title title_vi forum sponsor "
		    "interest");
		put_later(m, t, i, part, id, "cleared consulted tabled "
		    "adopted work_plan implemented reviewed dropped");
	}
	t = &m->position;
	for (size_t i = 0; i < t->rows; i++) {
		struct date d;

		if (!date_parse(sample_cell(t, i, "date"), &d))
			d.lo = m->begin;
		put_cells(m, sample_add(m, d.lo, part, "position"), t, i,
		    "code initiative partner stance date");
	}
}

/* "AUS-minister", as head_theirs of a deed names it too. */
struct str
sample_post(const struct sample *m, size_t partner, struct str level)
{
	for (size_t i = 0; partner != SIZE_MAX && i < m->post.rows; i++)
		if (str_eq(sample_cell(&m->post, i, "level"), level) &&
		    sample_fits(m, &m->post, i, partner))
			return arena_printf(m->a, "%.*s-%.*s",
			    STRF(sample_cell(&m->partner, partner, "code")),
			    STRF(sample_cell(&m->post, i, "code")));
	return STR("");
}

static void
put_post(struct sample *m, size_t row, size_t partner)
{
	const struct sheet *t = &m->post;
	struct sample_step *s = sample_add(m, m->begin, part_of(m, false),
	    "post");

	sample_put(m, s, "code", sample_post(m, partner,
	    sample_cell(t, row, "level")));
	sample_put(m, s, "name", sample_words(m, sample_cell(t, row, "name"),
	    partner, STR(""), m->begin));
	sample_put(m, s, "name_vi", sample_words(m, sample_cell(t, row,
	    "name_vi"), partner, STR(""), m->begin));
	sample_put(m, s, "partner", sample_cell(&m->partner, partner,
	    "code"));
	put_cells(m, s, t, row, "level type");
}

void
sample_staff(struct sample *m)
{
	for (size_t i = 0; i < m->post.rows; i++)
		for (size_t k = 0; k < m->partner.rows; k++)
			if (sample_fits(m, &m->post, i, k))
				put_post(m, i, k);
	put_rows(m, &m->person, "person", "code name languages");
	put_rows(m, &m->tenure, "tenure", "code person post rank valid_from "
	    "valid_to");
	put_rows(m, &m->qualification, "qualification", "code person type "
	    "title grade start finish expires partner");
	for (size_t i = 0; i < m->deployment.rows; i++)
		put_deployment(m, i);
	put_initiatives(m);
}
