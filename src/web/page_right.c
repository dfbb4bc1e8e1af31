#include "web/page.h"

#include <string.h>

#include "advise/path.h"
#include "base/str.h"
#include "web/route.h"

#include "base/banned.h"

bool
page_may(const struct page *p, const struct kind *k, enum right r)
{
	return p->local || right_may(p->roles, right_group(k), r);
}

bool
page_may_named(const struct page *p, const char *kind, enum right r)
{
	const struct kind *k = kind_named(&p->site->office->kinds,
	    str_of(kind));

	return k != NULL && page_may(p, k, r);
}

/* Whether the row's right is held on what the row is about. */
static bool
page_row_may(const struct page *p, const struct kind *k, enum right r)
{
	if (p->route->on != NULL && strcmp(p->route->on, "*") == 0)
		return right_somewhere(p->roles, r);
	return right_may(p->roles, right_group(k), r);
}

enum err
page_allowed(const struct page *p, struct why *why)
{
	const struct route *row = p->route;
	const struct kinds *ks = &p->site->office->kinds;
	const struct kind *k = NULL;

	if (p->local || row->right == RIGHT_OPEN)
		return ERR_OK;
	if (row->on != NULL && row->on[0] == '\0')
		k = path_kind(ks, p->arg[0]);
	else if (row->on != NULL && row->on[0] != '*')
		k = kind_named(ks, str_of(row->on));
	if (row->on != NULL && row->on[0] != '*' && k == NULL)
		return ERR_MISSING;
	if (row->right != RIGHT_NONE && page_row_may(p, k, row->right))
		return ERR_OK;
	/* What may not be read is not there. */
	if (k == NULL || !page_may(p, k, RIGHT_READ))
		return ERR_MISSING;
	return why_set(why, ERR_DENIED, "Your account reads this but does not "
	    "change it. Who keeps it is told by an administrator.");
}
