/*
 * Who serves in missions: deployments as read once, how many serve on a day,
 * which posts are open, and who is booked twice. Cancelled ones are left out;
 * one recorded at two labels counts once.
 */
#ifndef STUDY_DEPLOY_H
#define STUDY_DEPLOY_H

#include "model/find.h"

struct deployment {
	const struct row *row;
	struct str mission, type, person; /* codes; the person's id */
	struct str status;
	struct date training, start, finish, ended, after; /* or lo > hi */
	int64_t required, number, women, candidates;
};

struct deployments {
	struct deployment *d; /* by first day */
	size_t n;
};

/* deploy_read(r, a, mission, out, why): of one mission, or of all (""). */
MUST_USE enum err deploy_read(struct reader *r, struct arena *a,
    struct str mission, struct deployments *out, struct why *why);

/*
 * deploy_serves(d, day): whether it is in the mission on that day. Without a
 * recorded return it serves on, past the day of relief.
 */
bool deploy_serves(const struct deployment *d, int32_t day);

/* deploy_active(d): serving or being prepared: not home. */
bool deploy_active(const struct deployment *d);

/* deploy_open(d): posts that nobody fills yet. */
int64_t deploy_open(const struct deployment *d);

/* How many serve on a day, of some type or of all (""). */
struct deploy_count {
	int64_t number, women;
};
struct deploy_count deploy_count(const struct deployments *all,
    struct str mission, struct str type, int32_t day);

/*
 * deploy_clashes(r, a, all, out, n, why):
 * Each pair of a deployment and another deployment or a course of the same
 * person whose days overlap.
 */
struct deploy_clash {
	const struct row *a, *b;
	struct str person;
	struct date days; /* on which both hold */
};
MUST_USE enum err deploy_clashes(struct reader *r, struct arena *a,
    const struct deployments *all, struct deploy_clash **out, size_t *n,
    struct why *why);

#endif
