/*
 * Accounts as documents: who may sign in, one account with what it has open,
 * who did what to them, and what stands behind an office's settings.
 */
#ifndef ADVISE_STAFF_H
#define ADVISE_STAFF_H

#include "advise/report.h"
#include "model/account.h"

struct staff_ask {
	struct accounts *accounts;
	const struct office *office;
	const char *lang;
};

/* staff_list(ask, a, out, why): every account, with a link to it. */
MUST_USE enum err staff_list(const struct staff_ask *ask, struct arena *a,
    struct report *out, struct why *why);

/* staff_audit(ask, a, before, out, why): a page of the audit. */
MUST_USE enum err staff_audit(const struct staff_ask *ask, struct arena *a,
    int64_t before, struct report *out, struct why *why);

/*
 * staff_own(ask, a, account, here, out, why):
 * What an account is and has open, for its holder; ${here} is the key of the
 * session that asks.
 */
MUST_USE enum err staff_own(const struct staff_ask *ask, struct arena *a,
    const struct account *account, struct str here, struct report *out,
    struct why *why);

/* staff_tokens(ask, a, id, out, why): its tokens and feeds. */
MUST_USE enum err staff_tokens(const struct staff_ask *ask, struct arena *a,
    struct id id, struct report *out, struct why *why);

/* staff_time(ask, a, ms): "2026-11-21 16:05" at the office. */
struct str staff_time(const struct staff_ask *ask, struct arena *a,
    int64_t ms);

/* staff_roles(ask, a, roles): as people read them. */
struct str staff_roles(const struct staff_ask *ask, struct arena *a,
    unsigned roles);

#endif
