/*
 * The sample in the making: templates from packs/sample, a seeded generator,
 * and the steps that a desk would have taken, day by day. For sample.c and
 * sample_deed.c, sample_word.c alone.
 */
#ifndef MODEL_SAMPLE_MAKE_H
#define MODEL_SAMPLE_MAKE_H

#include "base/rng.h"
#include "base/sheet.h"
#include "model/sample.h"

/* One change of one thing on one day. */
struct sample_step {
	int32_t day;
	int minute; /* of the day, UTC */
	size_t order;
	const struct office_part *part;
	struct change_item item;
	struct str note;
	struct str author; /* code of the organ that wrote it */
};

/* An activity that was made up, for what follows from it. */
struct sample_deed {
	struct id id;
	const struct office_part *part;
	size_t partner; /* row of the partner table; SIZE_MAX: a forum */
	struct str domain, objective, unit;
	int32_t start, finish;
	bool off; /* cancelled or postponed */
};

struct sample {
	struct arena *a;
	const struct office *o;
	struct rng rng;
	struct sheet partner, place, activity, commitment, agreement,
	    issue_line, plan, target, objective, task, verification, evidence,
	    fulfilment, setting, mechanism, deployment, person,
	    tenure, qualification, post, initiative, position;
	int32_t today, from, until, begin;
	struct sample_step *step;
	size_t steps;
	struct sample_deed *deed;
	size_t deeds;
};

/* Settings of packs/sample/setting.csv; they must be there. */
int64_t sample_number(const struct sample *m, const char *name);

/* sample_between(m, lo, hi): both ends included. */
int64_t sample_between(struct sample *m, int64_t lo, int64_t hi);
bool sample_chance(struct sample *m, int64_t percent);
/* sample_share(m, name): a chance of so many per cent, by a setting. */
bool sample_share(struct sample *m, const char *name);

struct str sample_cell(const struct sheet *s, size_t row, const char *column);
int64_t sample_int(const struct sheet *s, size_t row, const char *column);

/*
 * sample_pick(m, s, column, want): a row, by its weight, whose ${column} has
 * the word ${want} (NULL: any row). SIZE_MAX when there is none.
 */
size_t sample_pick(struct sample *m, const struct sheet *s,
    const char *column, struct str want);
/* sample_fits(m, s, row, partner): the template's "with" is of the partner. */
bool sample_fits(const struct sample *m, const struct sheet *s, size_t row,
    size_t partner);
/* sample_for(m, s, partner): a template that fits, by weight, or SIZE_MAX. */
size_t sample_for(struct sample *m, const struct sheet *s, size_t partner);

/* The label of a record about this partner: its "internal" per cent. */
const struct office_part *sample_part(struct sample *m, size_t partner);
const struct office_part *sample_higher(const struct office_part *a,
    const struct office_part *b);

/*
 * sample_add(m, day, part, kind): a new thing, with demo and source said;
 * days before the sample begins become its first, days after today are left
 * out when written. sample_set: a change of one.
 */
struct sample_step *sample_add(struct sample *m, int32_t day,
    const struct office_part *part, const char *kind);
struct sample_step *sample_set(struct sample *m, int32_t day,
    const struct office_part *part, struct id id);
/* sample_put(m, s, field, value): nothing when the value is empty. */
void sample_put(struct sample *m, struct sample_step *s, const char *field,
    struct str value);
void sample_put_day(struct sample *m, struct sample_step *s,
    const char *field, int32_t day);
void sample_put_id(struct sample *m, struct sample_step *s, const char *field,
    struct id id);

/* sample_words(m, text, partner, place, year): the braces filled. */
struct str sample_words(struct sample *m, struct str text, size_t partner,
    struct str place, int32_t day);

/* sample_also(m, clause): the clause of the older resolution it continues. */
struct str sample_also(const struct sample *m, struct str clause);

/*
 * sample_post(m, partner, level): the code of the partner's post of that level;
 * empty when it has none.
 */
struct str sample_post(const struct sample *m, size_t partner,
    struct str level);

/* Parts: plans and their tasks, deeds, words, staff. In this order. */
void sample_plans(struct sample *m);
void sample_deeds(struct sample *m);
void sample_promises(struct sample *m);
void sample_agreements(struct sample *m);
void sample_issues(struct sample *m);
void sample_staff(struct sample *m);
void sample_targets(struct sample *m);

#endif
