#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "model/account_part.h"

#include "base/banned.h"

enum { DETAIL_MAX = 2000 };

enum err
account_audit(struct accounts *as, const struct account_actor *by,
    const char *what, struct str about, struct str detail, struct why *why)
{
	return account_run(as, STMT_ACCOUNT_AUDIT_ADD,
	    ARGS(V_INT(account_now(as)), V_TEXT(by->who),
	    V_TEXT(str_of(what)), V_TEXT(about),
	    V_TEXT(str_head(detail, DETAIL_MAX)), V_TEXT(by->address)), why);
}

enum err
account_audited(struct accounts *as, struct arena *a, int64_t before,
    struct account_event **out, size_t *n, struct why *why)
{
	struct rows *r;
	enum err e = db_query(as->db, DB_NO_PART, STMT_ACCOUNT_AUDIT_LIST,
	    ARGS(V_INT(before > 0 ? before : INT64_MAX),
	    V_INT(ACCOUNT_PAGE)), &r, why);

	*n = 0;
	*out = arena_array(a, ACCOUNT_PAGE, sizeof(**out));
	if (e != ERR_OK)
		return e;
	while (*n < ACCOUNT_PAGE && db_next(r)) {
		struct account_event *ev = &(*out)[(*n)++];

		ev->seq = db_int(r, 0);
		ev->at = db_int(r, 1);
		ev->who = arena_str(a, db_text(r, 2));
		ev->what = arena_str(a, db_text(r, 3));
		ev->about = arena_str(a, db_text(r, 4));
		ev->detail = arena_str(a, db_text(r, 5));
		ev->address = arena_str(a, db_text(r, 6));
	}
	return db_end(r);
}

/* ---- settings ---- */

/* What each may be, or some of the roles; NULL: any line of text. */
static const struct {
	const char *name;
	const char *values;
} settings[] = {
	{ "name", NULL },
	{ "lang", "en vi" },
	{ "world_view", "neutral un vn" },
	{ "second_factor", "optional required roles" },
	{ "setup", "open done" },
	{ "setup_done", NULL },
};

static bool
value_fits(const char *values, struct str value)
{
	struct str rest = str_of(values), word;
	struct why why = { 0 };
	unsigned roles;

	if (values == NULL)
		return value.n > 0 && value.n <= 200 && str_valid(value) &&
		    str_find(value, STR("\n")) == SIZE_MAX;
	while (str_word(&rest, &word))
		if (str_is(word, "roles") ? right_roles(value, &roles,
		    &why) == ERR_OK : str_eq(word, value))
			return true;
	return false;
}

static enum err
setting_rows(struct accounts *as, const char *name, struct str value,
    const struct account_actor *by, struct why *why)
{
	int64_t version = 0;
	char text[32];
	struct str was = db_get_text(as->db, as->arena, DB_NO_PART,
	    STMT_OFFICE_GET, ARGS(V_TEXT(STR("settings"))));
	enum err e = account_run(as, STMT_OFFICE_PUT,
	    ARGS(V_TEXT(str_of(name)), V_TEXT(value)), why);

	if (!str_int(was, &version))
		version = 0;
	(void)snprintf(text, sizeof(text), "%lld", (long long)version + 1);
	if (e == ERR_OK)
		e = account_run(as, STMT_OFFICE_PUT,
		    ARGS(V_TEXT(STR("settings")), V_TEXT(str_of(text))), why);
	return e != ERR_OK ? e : account_audit(as, by, "setting",
	    str_of(name), value, why);
}

enum err
account_setting(struct accounts *as, const char *name, struct str value,
    const struct account_actor *by, struct why *why)
{
	enum err e;
	size_t i = 0;

	while (i < countof(settings) && strcmp(settings[i].name, name) != 0)
		i++;
	ALWAYS(i < countof(settings));
	if (!value_fits(settings[i].values, value))
		return why_set(why, ERR_INPUT, "%s cannot be \"%.*s\"%s%s.",
		    name, STRF(value), settings[i].values != NULL ?
		    "; it can be one of: " : "", settings[i].values != NULL ?
		    settings[i].values : "");
	e = account_begin(as, why);
	if (e != ERR_OK)
		return e;
	return account_end(as, setting_rows(as, name, value, by, why), why);
}

enum err
account_refresh(struct accounts *as, struct office *o, struct why *why)
{
	return office_refresh(o, as->db, why);
}
