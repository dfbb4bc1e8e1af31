#include "study/roll.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static void
roll_raise(struct roll_partner *p, enum roll_group g)
{
	if (g < p->group)
		p->group = g;
}

/* A partner that is recorded at two labels is what either says. */
static void
roll_take(struct arena *a, struct roll *t, struct rows *rows)
{
	struct roll_partner *p = map_get(t->by_id, db_text(rows, 0));

	if (p == NULL) {
		t->partner = arena_grow(a, t->partner, t->n, sizeof(p));
		p = arena_alloc(a, sizeof(*p));
		*p = (struct roll_partner){ .group = ROLL_OTHER,
			.id = arena_str(a, db_text(rows, 0)),
			.code = arena_str(a, db_text(rows, 2)),
			.name = arena_str(a, db_text(rows, 3)),
			.name_vi = arena_str(a, db_text(rows, 4)),
			.type = arena_str(a, db_text(rows, 5)) };
		t->partner[t->n++] = p;
		(void)map_put(t->by_id, p->id, p);
	}
	p->home = p->home || db_int(rows, 6) != 0;
	if (db_int(rows, 9) != 0)
		roll_raise(p, ROLL_P5);
	if (db_int(rows, 8) != 0)
		roll_raise(p, ROLL_ASEAN);
	if (db_int(rows, 7) != 0)
		roll_raise(p, ROLL_NEIGHBOUR);
}

static void
roll_tier(struct arena *a, struct roll *t, struct rows *rows)
{
	struct roll_partner *p = map_get(t->by_id, db_text(rows, 0));

	if (p == NULL)
		return;
	if (!p->tiered)
		p->tier = arena_str(a, db_text(rows, 2));
	p->tiered = true;
	roll_raise(p, ROLL_TIER);
}

static enum err
roll_walk(struct reader *r, struct arena *a, enum stmt s, struct roll *t,
    void (*take)(struct arena *, struct roll *, struct rows *),
    struct why *why)
{
	struct rows *rows = NULL;
	enum err e = db_query(r->db, DB_NO_PART, s, NO_ARGS, &rows, why);

	if (e != ERR_OK)
		return e;
	while (db_next(rows)) {
		t->parts |= UINT64_C(1) << db_int(rows, 1);
		take(a, t, rows);
	}
	return db_end(rows);
}

enum err
roll_read(struct reader *r, struct arena *a, struct roll *out, struct why *why)
{
	enum err e;

	*out = (struct roll){ .by_id = map_new(a) };
	e = roll_walk(r, a, STMT_ROLL_PARTNERS, out, roll_take, why);
	if (e == ERR_OK)
		e = roll_walk(r, a, STMT_ROLL_TIERS, out, roll_tier, why);
	return e;
}

const struct roll_partner *
roll_find(const struct roll *t, struct str id)
{
	return map_get(t->by_id, id);
}

const struct roll_partner *
roll_coded(const struct roll *t, struct str code)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->partner[i]->code, code))
			return t->partner[i];
	return NULL;
}

struct str
roll_name(const struct roll_partner *p, const char *lang)
{
	return tr_is_vi(lang) && p->name_vi.n > 0 ? p->name_vi : p->name;
}

const char *
roll_group_words(enum roll_group g)
{
	static const char *const words[ROLL__GROUPS] = {
		TR("Neighbours"), TR("Other ASEAN members"),
		TR("Other permanent members"),
		TR("Other partners with a tier"), TR("All other partners")
	};

	return words[g];
}
