#include "model/right.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

#define BIT(x) (1u << RIGHT_##x)
#define LOOK (BIT(READ) | BIT(EXPORT))
#define WRITE (BIT(ADD) | BIT(SET) | BIT(CLOSE) | BIT(WITHDRAW) | BIT(UNDO))
#define KEEP (LOOK | WRITE | BIT(IMPORT))
#define RULE (KEEP | BIT(APPROVE) | BIT(ADMINISTER) | BIT(AUDIT))

/* The table. What a row leaves out is denied. */
static const unsigned right_table[ROLE__MAX][ON__MAX] = {
	[ROLE_READER] = {
		[ON_WORK] = BIT(READ), [ON_WORD] = BIT(READ),
		[ON_PLAN] = BIT(READ), [ON_FRAME] = BIT(READ),
		[ON_MISSION] = BIT(READ), [ON_POST] = BIT(READ),
	},
	[ROLE_OFFICER] = {
		[ON_WORK] = KEEP, [ON_WORD] = KEEP,
		[ON_PLAN] = LOOK, [ON_FRAME] = LOOK,
		[ON_MISSION] = KEEP, [ON_POST] = LOOK,
	},
	[ROLE_PLANNER] = {
		[ON_WORK] = KEEP, [ON_WORD] = LOOK,
		[ON_PLAN] = KEEP, [ON_FRAME] = LOOK | BIT(SET),
		[ON_MISSION] = LOOK, [ON_POST] = LOOK,
	},
	[ROLE_APPROVER] = {
		[ON_WORK] = LOOK | BIT(APPROVE) | BIT(UNDO),
		[ON_WORD] = LOOK | BIT(APPROVE) | BIT(UNDO),
		[ON_PLAN] = LOOK | BIT(APPROVE) | BIT(UNDO),
		[ON_FRAME] = LOOK, [ON_MISSION] = LOOK, [ON_POST] = LOOK,
	},
	[ROLE_PERSONNEL] = {
		[ON_WORK] = LOOK, [ON_WORD] = LOOK,
		[ON_PLAN] = LOOK, [ON_FRAME] = LOOK,
		[ON_MISSION] = KEEP, [ON_POST] = KEEP, [ON_PERSON] = KEEP,
	},
	[ROLE_SECURITY] = {
		[ON_WORK] = BIT(READ), [ON_WORD] = BIT(READ),
		[ON_PLAN] = BIT(READ), [ON_FRAME] = BIT(READ),
		[ON_MISSION] = BIT(READ), [ON_POST] = BIT(READ),
		[ON_SITE] = BIT(AUDIT),
	},
	[ROLE_ADMINISTRATOR] = {
		[ON_WORK] = RULE, [ON_WORD] = RULE,
		[ON_PLAN] = RULE, [ON_FRAME] = RULE,
		[ON_MISSION] = RULE, [ON_POST] = RULE, [ON_PERSON] = RULE,
		[ON_SITE] = RULE, [ON_OTHER] = RULE,
	},
};

/* Which kind is in which group; test/unit/test_right.c misses none. */
static const struct {
	const char *kind;
	enum right_group group;
} right_kinds[] = {
	{ "activity", ON_WORK }, { "agreement", ON_WORD },
	{ "clause", ON_WORD }, { "commitment", ON_WORD },
	{ "deployment", ON_MISSION }, { "directive", ON_WORD },
	{ "document", ON_WORK },
	{ "event", ON_WORK }, { "evidence", ON_WORK },
	{ "forum", ON_FRAME }, { "fulfilment", ON_WORD },
	{ "guardrail", ON_PLAN }, { "indicator", ON_PLAN },
	{ "initiative", ON_WORK },
	{ "issue_line", ON_PLAN }, { "measurement", ON_WORK },
	{ "mechanism", ON_FRAME }, { "membership", ON_FRAME },
	{ "objective", ON_PLAN }, { "organ", ON_FRAME },
	{ "participant", ON_WORK }, { "partner", ON_FRAME },
	{ "partnership", ON_FRAME }, { "person", ON_PERSON },
	{ "plan", ON_PLAN }, { "position", ON_WORK }, { "post", ON_POST },
	{ "qualification", ON_PERSON }, { "quote", ON_WORK },
	{ "session", ON_WORK }, { "source", ON_WORK },
	{ "target", ON_PLAN }, { "task", ON_WORK },
	{ "tenure", ON_PERSON }, { "term", ON_FRAME },
	{ "treaty_action", ON_WORD }, { "verification", ON_WORD },
	{ "view", ON_WORK },
};

static const struct {
	const char *name, *means;
} right_role_words[ROLE__MAX] = {
	[ROLE_READER] = { "reader", TR("Reads the register; writes "
	    "nothing.") },
	[ROLE_OFFICER] = { "officer", TR("Keeps activities, promises, "
	    "agreements and deployments.") },
	[ROLE_PLANNER] = { "planner", TR("Keeps plans, objectives and the "
	    "activities that serve them.") },
	[ROLE_APPROVER] = { "approver", TR("Approves what others "
	    "propose.") },
	[ROLE_PERSONNEL] = { "personnel", TR("Keeps people and posts, and "
	    "alone reads who holds them.") },
	[ROLE_SECURITY] = { "security", TR("Reads the register and the audit "
	    "of accounts.") },
	[ROLE_ADMINISTRATOR] = { "administrator", TR("May do everything, "
	    "and keeps accounts and settings.") },
};

static const char *const right_group_names[ON__MAX] = {
	"work", "word", "plan", "frame", "mission", "post", "person", "site",
	"other"
};

static const char *const right_names[RIGHT__MAX] = {
	"none", "open", "self", TR("read"), TR("add"), TR("set"), TR("close"),
	TR("withdraw"), TR("undo"), TR("approve"), TR("import"), TR("export"),
	TR("administer"), TR("audit")
};

enum right_group
right_group(const struct kind *k)
{
	if (k == NULL)
		return ON_SITE;
	for (size_t i = 0; i < countof(right_kinds); i++)
		if (str_is(k->name, right_kinds[i].kind))
			return right_kinds[i].group;
	return ON_OTHER;
}

bool
right_may(unsigned roles, enum right_group g, enum right r)
{
	if (r == RIGHT_OPEN || r == RIGHT_SELF)
		return true;
	for (int i = 0; i < ROLE__MAX; i++)
		if ((roles >> i & 1) != 0 &&
		    (right_table[i][g] >> r & 1) != 0)
			return true;
	return false;
}

bool
right_somewhere(unsigned roles, enum right r)
{
	for (int g = 0; g < ON__MAX; g++)
		if (g != ON_SITE &&
		    right_may(roles, (enum right_group)g, r))
			return true;
	return false;
}

uint64_t
right_hidden(const struct kinds *ks, unsigned roles)
{
	uint64_t hidden = 0;

	ALWAYS(ks->n <= 64);
	for (size_t i = 0; i < ks->n; i++)
		if (!right_may(roles, right_group(&ks->kind[i]), RIGHT_READ))
			hidden |= (uint64_t)1 << i;
	return hidden;
}

const char *
right_role_name(enum role r)
{
	return right_role_words[r].name;
}

const char *
right_role_means(enum role r)
{
	return right_role_words[r].means;
}

const char *
right_group_name(enum right_group g)
{
	return right_group_names[g];
}

const char *
right_name(enum right r)
{
	return right_names[r];
}

static bool
right_role_named(struct str name, unsigned *bit)
{
	for (int i = 0; i < ROLE__MAX; i++)
		if (str_is(name, right_role_words[i].name)) {
			*bit = 1u << i;
			return true;
		}
	return false;
}

enum err
right_roles(struct str text, unsigned *out, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str one;
	unsigned bit;

	*out = 0;
	while (text.n > 0) {
		(void)str_cut(text, ',', &one, &text);
		one = str_trim(one);
		if (one.n == 0)
			continue;
		if (!right_role_named(one, &bit)) {
			right_roles_text(&b, ROLES_ALL);
			return why_set(why, ERR_INPUT, "There is no role "
			    "\"%.*s\"; there are %.*s.", STRF(one),
			    STRF(buf_view(&b)));
		}
		*out |= bit;
	}
	return ERR_OK;
}

void
right_roles_text(struct buf *b, unsigned roles)
{
	const char *between = "";

	for (int i = 0; i < ROLE__MAX; i++) {
		if ((roles >> i & 1) == 0)
			continue;
		buf_printf(b, "%s%s", between, right_role_words[i].name);
		between = ", ";
	}
}
