#include "web/route.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

#define FORM_MAX (256 * KIB)
#define PASTE_MAX ((size_t)HTTP_BODY_MAX)
#define FILE_MAX (16 * MIB + 64 * KIB)

/* Sorted by path, then GET before POST; test/unit/test_route.c walks it. */
static const struct route route_rows[] = {
	{ HTTP_GET, "/", page_overview,
	    "asof done group panel period year", 0, false,
	    RIGHT_READ, "*" },
	{ HTTP_GET, "/-/health", page_health, "", 0, false, RIGHT_OPEN, NULL },
	{ HTTP_GET, "/-/metrics", page_metrics, "", 0, false, RIGHT_READ, "*" },
	{ HTTP_GET, "/-/opensearch.xml", page_opensearch, "", 0, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_GET, "/-/print.css", page_print_css, "marking demo", 0, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_GET, "/-/static/:tag/:name", page_static, "", 0, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_GET, "/-/suggest", page_suggest, "q", 0, false, RIGHT_READ,
	    "*" },
	{ HTTP_GET, "/:list", page_list, NULL, 0, false, RIGHT_READ, "" },
	{ HTTP_GET, "/:list/:code", page_shown, "asof done page panel", 0,
	    false, RIGHT_READ, "" },
	{ HTTP_GET, "/:list/:code/approve", page_decide, "panel", 0, false,
	    RIGHT_APPROVE, "" },
	{ HTTP_POST, "/:list/:code/approve", page_decide_do, "", FORM_MAX,
	    false, RIGHT_APPROVE, "" },
	{ HTTP_GET, "/:list/:code/close", page_close_ask, "", 0, false,
	    RIGHT_CLOSE, "" },
	{ HTTP_POST, "/:list/:code/close", page_close_do, "", FORM_MAX, false,
	    RIGHT_CLOSE, "" },
	{ HTTP_GET, "/:list/:code/edit", page_edit, "", 0, false, RIGHT_SET,
	    "" },
	{ HTTP_POST, "/:list/:code/edit", page_amend, "", FORM_MAX, false,
	    RIGHT_SET, "" },
	{ HTTP_GET, "/:list/:code/facts", page_facts, "asof done panel", 0,
	    false, RIGHT_READ, "" },
	{ HTTP_GET, "/:list/:code/history", page_history, "asof done panel", 0,
	    false, RIGHT_READ, "" },
	{ HTTP_GET, "/:list/:code/review", page_review, "asof panel from to", 0,
	    false, RIGHT_READ, "" },
	{ HTTP_GET, "/:list/:code/withdraw", page_withdraw_ask, "", 0, false,
	    RIGHT_WITHDRAW, "" },
	{ HTTP_POST, "/:list/:code/withdraw", page_withdraw_do, "", FORM_MAX,
	    false, RIGHT_WITHDRAW, "" },
	{ HTTP_POST, "/:list/bulk", page_bulk, "", FORM_MAX, false, RIGHT_SET,
	    "" },
	{ HTTP_GET, "/:list/new", page_new, NULL, 0, false, RIGHT_ADD, "" },
	{ HTTP_POST, "/:list/new", page_add, "", FORM_MAX, false, RIGHT_ADD,
	    "" },
	{ HTTP_GET, "/activities/paste", page_paste, "", 0, false, RIGHT_ADD,
	    "activity" },
	{ HTTP_POST, "/activities/paste", page_paste_read, "", FILE_MAX, false,
	    RIGHT_ADD, "activity" },
	{ HTTP_POST, "/activities/paste/accept", page_paste_accept, "",
	    PASTE_MAX, false, RIGHT_ADD, "activity" },
	{ HTTP_GET, "/admin", page_admin, "", 0, true, RIGHT_ADMINISTER, NULL },
	{ HTTP_GET, "/admin/accounts", page_accounts, "done panel", 0, true,
	    RIGHT_ADMINISTER, NULL },
	{ HTTP_GET, "/admin/accounts/:name", page_account, "", 0, true,
	    RIGHT_ADMINISTER, NULL },
	{ HTTP_POST, "/admin/accounts/:name", page_account_do, "", FORM_MAX,
	    true, RIGHT_ADMINISTER, NULL },
	{ HTTP_POST, "/admin/accounts/:name/reset", page_account_reset, "",
	    FORM_MAX, true, RIGHT_ADMINISTER, NULL },
	{ HTTP_GET, "/admin/accounts/new", page_account_new, "", 0, true,
	    RIGHT_ADMINISTER, NULL },
	{ HTTP_POST, "/admin/accounts/new", page_account_add, "", FORM_MAX,
	    true, RIGHT_ADMINISTER, NULL },
	{ HTTP_GET, "/admin/audit", page_audit, "before panel", 0, true,
	    RIGHT_AUDIT, NULL },
	{ HTTP_GET, "/admin/names", page_names, "asof kind done", 0, false,
	    RIGHT_ADD, "term" },
	{ HTTP_POST, "/admin/names", page_names_set, "", FORM_MAX, false,
	    RIGHT_ADD, "term" },
	{ HTTP_GET, "/agreements", page_agreements, NULL, 0, false, RIGHT_READ,
	    "agreement" },
	{ HTTP_GET, "/analysis", page_analysis, "asof done panel", 0, false,
	    RIGHT_READ, "*" },
	{ HTTP_GET, "/analysis/balance", page_balance, "asof done panel year",
	    0, false, RIGHT_READ, "*" },
	{ HTTP_GET, "/analysis/network", page_network, "asof done panel", 0,
	    false, RIGHT_READ, "*" },
	{ HTTP_GET, "/analysis/outlook", page_outlook, "asof done panel", 0,
	    false, RIGHT_READ, "*" },
	{ HTTP_GET, "/api", page_api, "panel", 0, false, RIGHT_SELF, NULL },
	{ HTTP_GET, "/api/openapi", page_openapi, "", 0, true, RIGHT_SELF,
	    NULL },
	{ HTTP_GET, "/approvals", page_approvals, "asof done panel", 0, false,
	    RIGHT_READ, "activity" },
	{ HTTP_GET, "/calendar", page_calendar,
	    "asof panel view at where level partner", 0, false,
	    RIGHT_READ, "activity" },
	{ HTTP_GET, "/changes", page_changes,
	    "asof by day done kind page panel undone", 0, false, RIGHT_READ,
	    "*" },
	{ HTTP_POST, "/changes/:record/undo", page_undo, "", 4 * KIB, false,
	    RIGHT_UNDO, "*" },
	{ HTTP_GET, "/commitments", page_commitments, NULL, 0, false,
	    RIGHT_READ, "commitment" },
	{ HTTP_GET, "/directives", page_directives, NULL, 0, false, RIGHT_READ,
	    "directive" },
	{ HTTP_GET, "/documents", page_library, NULL, 0, false, RIGHT_READ,
	    "document" },
	{ HTTP_GET, "/documents/:code", page_document, "asof done page panel",
	    0, false, RIGHT_READ, "document" },
	{ HTTP_GET, "/export", page_export, "", 0, false, RIGHT_EXPORT, "*" },
	{ HTTP_GET, "/feeds/:token/:name", page_feed_of, "page", 0, false,
	    RIGHT_READ, "*" },
	{ HTTP_GET, "/forums", page_forums, NULL, 0, false, RIGHT_READ,
	    "forum" },
	{ HTTP_GET, "/forums/:code", page_forum, "asof done page panel", 0,
	    false, RIGHT_READ, "forum" },
	{ HTTP_GET, "/forums/:code/:year", page_forum, "asof page panel", 0,
	    false, RIGHT_READ, "forum" },
	{ HTTP_GET, "/help", page_help, "", 0, false, RIGHT_SELF, NULL },
	{ HTTP_GET, "/imports", page_imports, "panel", 0, false, RIGHT_IMPORT,
	    "*" },
	{ HTTP_GET, "/imports/:number", page_import, "show page panel", 0,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_POST, "/imports/:number/cancel", page_import_cancel, "", 4 * KIB,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_POST, "/imports/:number/columns", page_import_columns, "",
	    FORM_MAX, false, RIGHT_IMPORT, "*" },
	{ HTTP_GET, "/imports/:number/errors", page_import_errors, "", 0,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_POST, "/imports/:number/undo", page_import_undo, "", 4 * KIB,
	    false, RIGHT_UNDO, "*" },
	{ HTTP_POST, "/imports/:number/word", page_import_word, "", 16 * KIB,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_POST, "/imports/:number/write", page_import_write, "", 4 * KIB,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_GET, "/imports/new", page_import_new, "kind", 0, false,
	    RIGHT_IMPORT, "*" },
	{ HTTP_POST, "/imports/new", page_import_add, "", FILE_MAX, false,
	    RIGHT_IMPORT, "*" },
	{ HTTP_GET, "/imports/template", page_import_template, "kind", 0,
	    false, RIGHT_IMPORT, "*" },
	{ HTTP_GET, "/library", page_library, NULL, 0, false, RIGHT_READ,
	    "document" },
	{ HTTP_GET, "/library/:code", page_document, "asof done panel", 0,
	    false, RIGHT_READ, "document" },
	{ HTTP_GET, "/me", page_me, "panel", 0, true, RIGHT_SELF, NULL },
	{ HTTP_POST, "/me", page_me_do, "", 4 * KIB, true, RIGHT_SELF, NULL },
	{ HTTP_GET, "/me/factor", page_me_factor, "", 0, true, RIGHT_SELF,
	    NULL },
	{ HTTP_POST, "/me/factor", page_me_factor_do, "", 4 * KIB, true,
	    RIGHT_SELF, NULL },
	{ HTTP_POST, "/me/factor/off", page_me_factor_off, "", 4 * KIB, true,
	    RIGHT_SELF, NULL },
	{ HTTP_GET, "/me/password", page_me_password, "", 0, true, RIGHT_SELF,
	    NULL },
	{ HTTP_POST, "/me/password", page_me_password_do, "", 8 * KIB, true,
	    RIGHT_SELF, NULL },
	{ HTTP_POST, "/me/sessions/end", page_me_sessions_end, "", 4 * KIB,
	    true, RIGHT_SELF, NULL },
	{ HTTP_GET, "/me/tokens", page_me_tokens, "panel", 0, true, RIGHT_SELF,
	    NULL },
	{ HTTP_POST, "/me/tokens", page_me_tokens_do, "", 8 * KIB, true,
	    RIGHT_SELF, NULL },
	{ HTTP_POST, "/me/tokens/end", page_me_token_end, "", 4 * KIB, true,
	    RIGHT_SELF, NULL },
	{ HTTP_GET, "/overview", page_overview,
	    "asof done group panel period year", 0,
	    false, RIGHT_READ, "*" },
	{ HTTP_GET, "/partners", page_partners, NULL, 0, false, RIGHT_READ,
	    "partner" },
	{ HTTP_GET, "/partners/:code/:tab", page_partner, "asof done panel", 0,
	    false, RIGHT_READ, "partner" },
	{ HTTP_GET, "/peacekeeping", page_peacekeeping, "asof done panel", 0,
	    false, RIGHT_READ, "deployment" },
	{ HTTP_GET, "/peacekeeping/:code", page_peacekeeping,
	    "asof done panel", 0, false, RIGHT_READ, "deployment" },
	{ HTTP_GET, "/people", page_people, "asof done panel", 0, false,
	    RIGHT_READ, "person" },
	{ HTTP_GET, "/people/:code", page_person, "asof done panel", 0, false,
	    RIGHT_READ, "person" },
	{ HTTP_GET, "/people/courses", page_people, "asof panel", 0, false,
	    RIGHT_READ, "qualification" },
	{ HTTP_GET, "/people/gaps", page_people, "asof panel", 0, false,
	    RIGHT_READ, "qualification" },
	{ HTTP_GET, "/plans", page_plans, NULL, 0, false, RIGHT_READ, "plan" },
	{ HTTP_GET, "/plans/:code", page_plan, "asof compare done page panel",
	    0, false, RIGHT_READ, "plan" },
	{ HTTP_GET, "/plans/:code/copy", page_plan_copy, "compare", 0, false,
	    RIGHT_ADD, "activity" },
	{ HTTP_POST, "/plans/:code/copy", page_plan_copy_do, "compare",
	    PASTE_MAX, false, RIGHT_ADD, "activity" },
	{ HTTP_GET, "/quality", page_quality,
	    "asof panel kind check unit months", 0, false, RIGHT_READ, "*" },
	{ HTTP_GET, "/reports", page_papers, "asof done panel", 0, false,
	    RIGHT_READ, "*" },
	{ HTTP_GET, "/reports/board", page_board, "asof done panel period", 0,
	    false, RIGHT_READ, "*" },
	{ HTTP_GET, "/reviews", page_reviews, "asof panel", 0, false,
	    RIGHT_READ, "*" },
	{ HTTP_GET, "/reviews/:code", page_review_of, "asof from to", 0, false,
	    RIGHT_READ, "directive" },
	{ HTTP_GET, "/search", page_search, "asof q", 0, false, RIGHT_READ,
	    "*" },
	{ HTTP_GET, "/setup", page_setup, "key", 0, true, RIGHT_OPEN, NULL },
	{ HTTP_GET, "/setup/:step", page_setup_step, "key", 0, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_POST, "/setup/:step", page_setup_do, "", 16 * KIB, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_GET, "/sign-in", page_sign_in, "next", 0, true, RIGHT_OPEN,
	    NULL },
	{ HTTP_POST, "/sign-in", page_sign_in_do, "", 4 * KIB, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_GET, "/sign-in/code", page_code, "next", 0, true, RIGHT_OPEN,
	    NULL },
	{ HTTP_POST, "/sign-in/code", page_code_do, "", 4 * KIB, true,
	    RIGHT_OPEN, NULL },
	{ HTTP_POST, "/sign-out", page_sign_out, "", 4 * KIB, true, RIGHT_SELF,
	    NULL },
	{ HTTP_GET, "/suggest", page_choose, NULL, 0, false, RIGHT_READ, "*" },
	{ HTTP_POST, "/views", page_view_add, "", 16 * KIB, false, RIGHT_ADD,
	    "view" },
	{ HTTP_GET, "/views/:code", page_view, "asof done", 0, false,
	    RIGHT_READ, "view" },
};

/* How well ${pattern} fits: -1 not at all, else its number of exact parts. */
static int
route_fit(const char *pattern, const struct str *part, size_t parts,
    struct str arg[static 4])
{
	struct str rest = str_of(pattern + 1), one;
	size_t i = 0, args = 0;
	int exact = 0;

	while (rest.n > 0) {
		(void)str_cut(rest, '/', &one, &rest);
		if (i == parts)
			return -1;
		if (one.p[0] == ':')
			arg[args++] = part[i];
		else if (str_eq(one, part[i]))
			exact++;
		else
			return -1;
		i++;
	}
	return i == parts ? exact : -1;
}

const struct route *
route_find(enum http_method m, const struct str *part, size_t parts,
    struct str arg[static 4])
{
	const struct route *best = NULL;
	int exact = -1;

	for (size_t i = 0; i < countof(route_rows); i++) {
		struct str found[4] = { { NULL, 0 } };
		int fit = route_fit(route_rows[i].path, part, parts, found);

		if (route_rows[i].method != m || fit <= exact)
			continue;
		exact = fit;
		best = &route_rows[i];
		memcpy(arg, found, sizeof(found));
	}
	return best;
}

size_t
route_takes(struct str target)
{
	struct str path, query;

	(void)str_cut(target, '?', &path, &query);
	for (size_t i = 0; i < countof(route_rows); i++)
		if (route_rows[i].body_max > HTTP_BODY_MAX &&
		    str_is(path, route_rows[i].path))
			return route_rows[i].body_max;
	return HTTP_BODY_MAX;
}

const struct route *
route_all(size_t *n)
{
	*n = countof(route_rows);
	return route_rows;
}
