#include "study/deploy.h"

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

static const struct value *
deploy_value(const struct row *row, const char *name)
{
	const struct field *f = kind_field(row->kind, str_of(name));

	ALWAYS(f != NULL);
	return &row->value[kind_field_at(row->kind, f)];
}

static struct date
deploy_day(const struct row *row, const char *name)
{
	const struct value *v = deploy_value(row, name);

	return v->type == VALUE_DATE ? v->date :
	    (struct date){ .lo = 1, .hi = 0 };
}

static int64_t
deploy_int(const struct row *row, const char *name)
{
	const struct value *v = deploy_value(row, name);

	return v->type == VALUE_INT ? v->i : 0;
}

static struct str
deploy_text(const struct row *row, const char *name)
{
	const struct value *v = deploy_value(row, name);

	return v->type == VALUE_TEXT ? v->text : STR("");
}

static struct deployment
deploy_take(struct arena *a, const struct row *row)
{
	const struct value *person = deploy_value(row, "person");
	struct deployment d = { .row = row,
		.mission = deploy_text(row, "mission"),
		.type = deploy_text(row, "type"), .status = row->derived[0],
		.training = deploy_day(row, "training"),
		.start = deploy_day(row, "start"),
		.finish = deploy_day(row, "finish"),
		.ended = deploy_day(row, "ended"),
		.after = deploy_day(row, "after"),
		.required = deploy_int(row, "required"),
		.number = deploy_int(row, "number"),
		.women = deploy_int(row, "women"),
		.candidates = deploy_int(row, "candidates") };

	if (person->type == VALUE_REF) {
		d.person = id_str(a, person->ref);
		if (d.number == 0)
			d.number = 1;
	}
	return d;
}

enum err
deploy_read(struct reader *r, struct arena *a, struct str mission,
    struct deployments *out, struct why *why)
{
	struct find_query q = { .sort = STR("start"),
		.limit = FIND_LIMIT_MAX,
		.filter = mission.n == 0 ? STR("-status:cancelled") :
		    arena_printf(a, "-status:cancelled mission:\"%.*s\"",
		    STRF(mission)) };
	struct map *seen = map_new(a);
	struct rows_found found = { 0 };
	enum err e;

	*out = (struct deployments){ 0 };
	q.kind = kind_named(&r->office->kinds, STR("deployment"));
	ALWAYS(q.kind != NULL);
	e = find_list(r, a, &q, &found, why);
	if (e != ERR_OK)
		return e;
	out->d = arena_array(a, found.n + 1, sizeof(*out->d));
	for (size_t i = 0; i < found.n; i++)
		if (map_put(seen, id_str(a, found.row[i].id), out) == NULL)
			out->d[out->n++] = deploy_take(a, &found.row[i]);
	return ERR_OK;
}

bool
deploy_serves(const struct deployment *d, int32_t day)
{
	bool ended = d->ended.lo <= d->ended.hi;

	return d->start.lo <= d->start.hi && d->start.lo <= day &&
	    (!ended || day <= d->ended.hi);
}

bool
deploy_active(const struct deployment *d)
{
	return !str_is(d->status, "home") && !str_is(d->status, "cancelled");
}

int64_t
deploy_open(const struct deployment *d)
{
	return d->required > d->number ? d->required - d->number : 0;
}

struct deploy_count
deploy_count(const struct deployments *all, struct str mission,
    struct str type, int32_t day)
{
	struct deploy_count c = { 0, 0 };

	for (size_t i = 0; i < all->n; i++) {
		const struct deployment *d = &all->d[i];

		if (!deploy_serves(d, day) ||
		    (mission.n > 0 && !str_eq(d->mission, mission)) ||
		    (type.n > 0 && !str_eq(d->type, type)))
			continue;
		c.number += d->number;
		c.women += d->women;
	}
	return c;
}

/* ---- booked twice ---- */

/* The days something holds a person; without an end, from its first on. */
static struct date
deploy_span(struct date start, struct date finish, struct date ended)
{
	struct date d = { start.lo, INT32_MAX };

	if (ended.lo <= ended.hi)
		d.hi = ended.hi;
	else if (finish.lo <= finish.hi)
		d.hi = finish.hi;
	return d;
}

struct deploy_booking {
	const struct row *row;
	struct str person;
	struct date days;
};

struct deploy_book {
	struct deploy_booking *b;
	size_t n;
};

static void
deploy_book(struct arena *a, struct deploy_book *k, const struct row *row,
    struct str person, struct date days)
{
	if (person.n == 0 || days.lo > days.hi)
		return;
	k->b = arena_grow(a, k->b, k->n, sizeof(*k->b));
	k->b[k->n++] = (struct deploy_booking){ row, person, days };
}

static enum err
deploy_courses(struct reader *r, struct arena *a, struct deploy_book *k,
    struct why *why)
{
	struct find_query q = { .filter = STR("start:* finish:*"),
		.sort = STR("start"), .limit = FIND_LIMIT_MAX };
	struct rows_found found = { 0 };
	enum err e;

	q.kind = kind_named(&r->office->kinds, STR("qualification"));
	ALWAYS(q.kind != NULL);
	e = find_list(r, a, &q, &found, why);
	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		const struct value *person = deploy_value(row, "person");

		if (person->type == VALUE_REF)
			deploy_book(a, k, row, id_str(a, person->ref),
			    deploy_span(deploy_day(row, "start"),
			    deploy_day(row, "finish"), (struct date){ 1, 0 }));
	}
	return e;
}

enum err
deploy_clashes(struct reader *r, struct arena *a,
    const struct deployments *all, struct deploy_clash **out, size_t *n,
    struct why *why)
{
	struct deploy_book k = { NULL, 0 };
	size_t served;
	enum err e;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->d[i].start.lo <= all->d[i].start.hi)
			deploy_book(a, &k, all->d[i].row, all->d[i].person,
			    deploy_span(all->d[i].start, all->d[i].finish,
			    all->d[i].ended));
	served = k.n;
	e = deploy_courses(r, a, &k, why);
	/* Two courses are no double booking of a post: one is a deployment. */
	for (size_t i = 0; i < served && e == ERR_OK; i++)
		for (size_t j = i + 1; j < k.n; j++) {
			struct date both = { k.b[i].days.lo > k.b[j].days.lo ?
			    k.b[i].days.lo : k.b[j].days.lo,
			    k.b[i].days.hi < k.b[j].days.hi ?
			    k.b[i].days.hi : k.b[j].days.hi };

			if (!str_eq(k.b[i].person, k.b[j].person) ||
			    both.lo > both.hi)
				continue;
			*out = arena_grow(a, *out, *n, sizeof(**out));
			(*out)[(*n)++] = (struct deploy_clash){ k.b[i].row,
				k.b[j].row, k.b[i].person, both };
		}
	return e;
}
