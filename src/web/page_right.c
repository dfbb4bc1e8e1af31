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
page_row_may(const struct page *p, const struct route *row,
    const struct kind *k)
{
	if (row->on != NULL && strcmp(row->on, "*") == 0)
		return right_somewhere(p->roles, row->right);
	return right_may(p->roles, right_group(k), row->right);
}

/* What a row is about; false: there is no such list. */
static bool
page_row_kind(const struct page *p, const struct route *row,
    const struct str arg[static 4], const struct kind **k)
{
	const struct kinds *ks = &p->site->office->kinds;

	*k = NULL;
	if (row->on == NULL || row->on[0] == '*')
		return true;
	*k = row->on[0] == '\0' ? path_kind(ks, arg[0]) :
	    kind_named(ks, str_of(row->on));
	return *k != NULL;
}

enum err
page_allowed(const struct page *p, struct why *why)
{
	const struct route *row = p->route;
	const struct kind *k = NULL;

	if (p->local || row->right == RIGHT_OPEN)
		return ERR_OK;
	if (!page_row_kind(p, row, p->arg, &k))
		return ERR_MISSING;
	if (row->right != RIGHT_NONE && page_row_may(p, row, k))
		return ERR_OK;
	/* What may not be read is not there. */
	if (k == NULL || !page_may(p, k, RIGHT_READ))
		return ERR_MISSING;
	return why_set(why, ERR_DENIED, "Your account reads this but does not "
	    "change it. Who keeps it is told by an administrator.");
}

void
page_tell(const struct page *p)
{
	struct account_actor by = page_actor(p);

	if (p->who.known)
		(void)!account_audit(p->site->accounts, &by, "denied",
		    str_head(p->request.path, 200), STR(""), NULL);
}

bool
page_link_may(const struct page *p, struct str link)
{
	struct http_request r = { .method = HTTP_GET };
	struct str arg[4] = { { NULL, 0 } }, anchor;
	const struct route *row;
	const struct kind *k;

	if (p->local)
		return true;
	(void)str_cut(link, '#', &link, &anchor);
	if (link.n == 0 || http_target(p->arena, link, &r, NULL) != ERR_OK)
		return true;
	row = route_find(HTTP_GET, r.part, r.parts, arg);
	if (row == NULL)
		row = route_find(HTTP_POST, r.part, r.parts, arg);
	if (row == NULL || row->right == RIGHT_OPEN)
		return true;
	return page_row_kind(p, row, arg, &k) && row->right != RIGHT_NONE &&
	    page_row_may(p, row, k);
}
