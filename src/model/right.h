/*
 * Who may do what: one table of role by group of kinds by right. What is not
 * in it is denied. The change path (model/change) and the pages (web/page) ask
 * here and nowhere else. A kind that this room does not know is in no group,
 * so that only an administrator may touch it.
 */
#ifndef MODEL_RIGHT_H
#define MODEL_RIGHT_H

#include "model/kind.h"

/* What an account is there for; an account may have several. */
enum role {
	ROLE_READER,
	ROLE_OFFICER,
	ROLE_PLANNER,
	ROLE_APPROVER,
	ROLE_PERSONNEL,
	ROLE_SECURITY,
	ROLE_ADMINISTRATOR,
	ROLE__MAX
};

/* What is asked for; the first three are for pages alone. */
enum right {
	RIGHT_NONE, /* a page that says nothing: denied */
	RIGHT_OPEN, /* whoever asks, signed in or not */
	RIGHT_SELF, /* whoever is signed in */
	RIGHT_READ,
	RIGHT_ADD,
	RIGHT_SET,
	RIGHT_CLOSE,
	RIGHT_WITHDRAW,
	RIGHT_UNDO,
	RIGHT_APPROVE,
	RIGHT_IMPORT,
	RIGHT_EXPORT,
	RIGHT_ADMINISTER, /* accounts, settings */
	RIGHT_AUDIT,      /* who did what */
	RIGHT__MAX
};

enum right_group {
	ON_WORK,   /* what is done: activities and what belongs to them */
	ON_WORD,   /* what is promised: commitments, agreements, directives */
	ON_PLAN,   /* what is meant to be: plans, objectives, limits */
	ON_FRAME,  /* whom it is done with: partners, forums, words */
	ON_MISSION, /* deployments, without who is named in them */
	ON_POST,   /* posts, without who holds them */
	ON_PERSON, /* people */
	ON_SITE,   /* the program itself */
	ON_OTHER,  /* kinds unknown to this room */
	ON__MAX
};

/* Roles as bits: 1 << ROLE_OFFICER. All of them: the single local user. */
#define ROLES_ALL ((1u << ROLE__MAX) - 1)
/* Of whom a second factor is asked while an office says nothing else. */
#define ROLES_CODED (1u << ROLE_SECURITY | 1u << ROLE_ADMINISTRATOR)

/* right_group(kind): NULL is the program itself. */
enum right_group right_group(const struct kind *k);

/* right_may(roles, group, right): whether one of the roles may. */
bool right_may(unsigned roles, enum right_group g, enum right r);

/* right_somewhere(roles, right): whether they may in any group of kinds. */
bool right_somewhere(unsigned roles, enum right r);

/* right_hidden(kinds, roles): the kinds that the roles may not read, as bits
 * by their place in ${kinds}. */
uint64_t right_hidden(const struct kinds *ks, unsigned roles);

/* Names for people and tables: "officer", "person", "withdraw". */
const char *right_role_name(enum role r);
const char *right_group_name(enum right_group g);
const char *right_name(enum right r);

/* right_role_means(role): what the role is for, in one sentence of English. */
const char *right_role_means(enum role r);

/*
 * right_roles(text, out, why): "officer, planner" as bits. ERR_INPUT names the
 * word that is no role and those there are.
 */
MUST_USE enum err right_roles(struct str text, unsigned *out, struct why *why);

/* right_roles_text(b, roles): as right_roles takes it, in their order. */
void right_roles_text(struct buf *b, unsigned roles);

#endif
