#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/fold.h"

#include "base/banned.h"

enum {
	DUMP_MAX = 1024 * 1024 * 1024,
	FOLD_ARENA = 512 * 1024 * 1024
};

static void
verified(const struct cmd_line *l, struct buf *b, struct str what, uint64_t n)
{
	cmd_pad(b, what, 16);
	buf_printf(b, tr(l->language, " %10s records, all good"),
	    cmd_count(l, n));
	buf_char(b, '\n');
}

/* Each label's count, then the sum; the first bad record ends it. */
static enum err
verify_parts(struct cmd_line *l, struct db *db, struct buf *b,
    struct why *why)
{
	uint64_t sum = 0;
	enum err e = ERR_OK;

	for (size_t i = 0; i < l->o->parts; i++) {
		const struct office_part *p = &l->o->part[i];
		struct why inner = cmd_why(l);
		uint64_t n = 0;

		e = journal_verify(db, p->part, &n, &inner);
		if (e != ERR_OK)
			return why_set(why, e, "%.*s: %s (%llu records before "
			    "it are good)", STRF(p->label), inner.text,
			    (unsigned long long)n);
		sum += n;
		if (l->json)
			buf_printf(b, "%s{\"label\":\"%.*s\",\"records\":"
			    "%llu}", i > 0 ? "," : "", STRF(p->label),
			    (unsigned long long)n);
		else
			verified(l, b, tr_view(l->language, p->label), n);
	}
	if (!l->json)
		verified(l, b, tr_str(l->language, "together"), sum);
	return e;
}

/* The first line in which two dumps differ, as the first one has it. */
static struct str
first_difference(struct str a, struct str b)
{
	struct str x = { "", 0 }, y;

	while (str_line(&a, &x) && str_line(&b, &y) && str_eq(x, y))
		continue;
	return x.n > 120 ? str_to(x, 120) : x;
}

/* Whether the tables of a partition say what its records say. */
static enum err
compare_part(struct cmd_line *l, struct db *db, struct db *aside,
    const struct office_part *p, struct why *why)
{
	struct buf stands CLEANUP(buf_free) = { .max = DUMP_MAX };
	struct buf ought CLEANUP(buf_free) = { .max = DUMP_MAX };
	const struct kinds *ks = &l->o->kinds;
	struct arena *a = arena_new(FOLD_ARENA);
	struct str at;
	enum err e = fold_aside(db, aside, a, ks, p->part, why);

	arena_free(a);
	if (e == ERR_OK)
		e = fold_dump(db, ks, p->part, &stands, why);
	if (e == ERR_OK)
		e = fold_dump(aside, ks, p->part, &ought, why);
	if (e != ERR_OK || str_eq(buf_view(&stands), buf_view(&ought)))
		return e;
	at = first_difference(buf_view(&stands), buf_view(&ought));
	return why_set(why, ERR_CORRUPT, "%.*s: the records are good, but the "
	    "tables do not say what they say, first at \"%.*s\"; comity "
	    "rebuild makes them again", STRF(p->label), STRF(at));
}

/* A second fold, in a database of its own that goes with the process. */
static enum err
compare_parts(struct cmd_line *l, struct db *db, struct why *why)
{
	struct cmd_progress bar;
	struct db *aside = NULL;
	enum err e = db_open("", DB_MODE_CREATE, &aside, why);

	if (e == ERR_OK)
		e = db_begin(aside, true, why);
	cmd_progress_begin(&bar, l, TR("comparing the tables"), l->o->parts);
	for (size_t i = 0; e == ERR_OK && i < l->o->parts; i++) {
		cmd_progress(&bar, i);
		e = compare_part(l, db, aside, &l->o->part[i], why);
	}
	cmd_progress_end(&bar);
	if (aside != NULL)
		db_rollback(aside);
	db_close(aside);
	return e;
}

static enum err
verify_all(struct cmd_line *l, struct db *db, struct buf *b, struct why *why)
{
	enum err e = db_check(db, why);

	if (e == ERR_OK)
		e = db_begin(db, false, why);
	if (e != ERR_OK)
		return e;
	e = verify_parts(l, db, b, why);
	if (e == ERR_OK && !l->quick)
		e = compare_parts(l, db, why);
	db_rollback(db);
	return e;
}

static int
verify(struct cmd_line *l)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct db *db = NULL;
	struct why why = cmd_why(l);
	enum err e = cmd_office(l, &why);

	buf_text(&b, l->json ? "{\"lanes\":[" : "");
	if (e == ERR_OK)
		e = db_open(l->o->db_path.p, DB_MODE_READ, &db, &why);
	if (e == ERR_OK)
		e = verify_all(l, db, &b, &why);
	db_close(db);
	if (e != ERR_OK)
		return cmd_fail(l, e, &why);
	if (l->json)
		buf_text(&b, "]}\n");
	else if (!l->quick)
		buf_printf(&b, "%s\n", tr(l->language, "The tables say what "
		    "the records say."));
	return cmd_put(buf_view(&b)) ? CMD_DONE : CMD_FAILED;
}

int
cmd_verify(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, verify(&l));
}

struct rebuild {
	struct cmd_line *l;
	struct db *db;
	struct arena *a;
	uint64_t records, fields;
	bool differed;
};

/* What there is to do, counted by walking. */
static enum err
count_one(void *self, int part, const struct entry *e, struct why *why)
{
	struct rebuild *r = self;

	(void)part;
	(void)why;
	r->records++;
	r->fields += e->ops;
	return ERR_OK;
}

static enum err
rebuild_part(struct rebuild *r, const struct office_part *p, struct why *why)
{
	struct buf before CLEANUP(buf_free) = { .max = DUMP_MAX };
	struct buf after CLEANUP(buf_free) = { .max = DUMP_MAX };
	const struct kinds *ks = &r->l->o->kinds;
	enum err e = journal_walk(r->db, p->part, r->a, count_one, r, why);

	if (e == ERR_OK && r->l->compare)
		e = fold_dump(r->db, ks, p->part, &before, why);
	if (e == ERR_OK)
		e = fold_rebuild(r->db, r->a, ks, p->part, why);
	if (e == ERR_OK && r->l->compare)
		e = fold_dump(r->db, ks, p->part, &after, why);
	if (e == ERR_OK && !str_eq(buf_view(&before), buf_view(&after))) {
		cmd_say(r->l, "%.*s: the tables were not what the journal "
		    "says; now they are", STRF(p->label));
		r->differed = true;
	}
	return e;
}

static enum err
rebuild_parts(struct rebuild *r, struct why *why)
{
	struct office *o = r->l->o;
	struct cmd_progress bar;
	enum err e = db_begin(r->db, true, why);

	if (e != ERR_OK)
		return e;
	cmd_progress_begin(&bar, r->l, TR("making the tables"), o->parts);
	for (size_t i = 0; e == ERR_OK && i < o->parts; i++) {
		cmd_progress(&bar, i);
		e = rebuild_part(r, &o->part[i], why);
		arena_reset(r->a);
	}
	cmd_progress_end(&bar);
	if (e == ERR_OK)
		return db_commit(r->db, why);
	db_rollback(r->db);
	return e;
}

static void
rebuilt_say(const struct rebuild *r, uint64_t ms)
{
	const struct cmd_line *l = r->l;
	struct buf took CLEANUP(buf_free) = { .max = 32 };
	struct buf s CLEANUP(buf_free) = { .max = 32 };

	buf_printf(&took, "%.2f", (double)ms / 1000);
	tr_number(&s, l->language, buf_view(&took));
	cmd_say(l, "Rebuilt the tables from %s records with %s fields in %.*s "
	    "s (%s records, %s fields a second).", cmd_count(l, r->records),
	    cmd_count(l, r->fields), STRF(buf_view(&s)),
	    cmd_count(l, r->records * 1000 / ms),
	    cmd_count(l, r->fields * 1000 / ms));
}

static int
rebuild(struct cmd_line *l)
{
	struct world *w = l->world;
	struct rebuild r = { .l = l };
	struct why why = cmd_why(l);
	int64_t began = w->tick_ms(w), took;
	enum err e = cmd_office(l, &why);

	if (e == ERR_OK)
		e = db_open(l->o->db_path.p, DB_MODE_WRITE, &r.db, &why);
	if (e == ERR_OK) {
		r.a = arena_new(FOLD_ARENA);
		e = rebuild_parts(&r, &why);
		arena_free(r.a);
	}
	db_close(r.db);
	if (e != ERR_OK)
		return cmd_fail(l, e, &why);
	took = w->tick_ms(w) - began;
	rebuilt_say(&r, (uint64_t)(took > 0 ? took : 1));
	return r.differed ? CMD_FAILED : CMD_DONE;
}

int
cmd_rebuild(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, rebuild(&l));
}

static enum err
dump_part(struct cmd_line *l, struct db *db, const struct office_part *p,
    struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = DUMP_MAX };
	enum err e = fold_dump(db, &l->o->kinds, p->part, &b, why);

	if (e == ERR_OK && !cmd_put(buf_view(&b)))
		e = why_set(why, ERR_IO, "the output could not be written");
	return e;
}

static int
dump(struct cmd_line *l)
{
	struct db *db = NULL;
	struct why why = cmd_why(l);
	uint64_t mask = 0;
	enum err e = cmd_office(l, &why);

	if (e == ERR_OK)
		e = office_clearance(l->o, l->clearance, &mask, &why);
	if (e == ERR_OK)
		e = db_open(l->o->db_path.p, DB_MODE_READ, &db, &why);
	for (size_t i = 0; e == ERR_OK && i < l->o->parts; i++)
		if ((mask >> l->o->part[i].part & 1) != 0)
			e = dump_part(l, db, &l->o->part[i], &why);
	db_close(db);
	return e == ERR_OK ? CMD_DONE : cmd_fail(l, e, &why);
}

int
cmd_dump(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	int status = cmd_begin(&l, w, argc, argv);

	return status >= 0 ? status : cmd_end(&l, dump(&l));
}
