#include "model/kind_part.h"

#include <string.h>

#include "base/str.h"
#include "model/kind_rule.h"

#include "base/banned.h"

/*
 * Words that SQLite or PostgreSQL keep for themselves, and the columns that
 * every table has of its own. Sorted.
 */
static const char *const reserved[] = { "add", "all", "alter", "analyse",
	"analyze", "and", "any", "array", "as", "asc", "asymmetric",
	"authorization", "autoincrement", "between", "binary", "both", "case",
	"cast", "check", "collate", "collation", "column", "commit",
	"concurrently", "constraint", "contested", "create", "cross",
	"current_catalog", "current_date", "current_role", "current_schema",
	"current_time", "current_timestamp", "current_user", "default",
	"deferrable", "delete", "desc", "distinct", "do", "drop", "else", "end",
	"escape", "except", "exists", "false", "fetch", "for", "foreign",
	"freeze", "from", "full", "grant", "group", "having", "id", "ilike",
	"in", "index", "initially", "inner", "insert", "intersect", "into",
	"is", "isnull", "join", "kind", "label", "lateral", "leading", "left",
	"like", "limit", "localtime", "localtimestamp", "named", "natural",
	"not", "nothing", "notnull", "null", "offset", "on", "only", "or",
	"order", "outer", "overlaps", "part", "placing", "primary", "record",
	"recorded_from", "recorded_to", "references", "returning", "right",
	"rowid", "select", "session_user", "set", "similar", "some",
	"symmetric", "table", "tablesample", "then", "to", "today", "trailing",
	"transaction", "true", "union", "unique", "update", "user", "using",
	"values", "variadic", "verbose", "when", "where", "window", "with" };

enum { WORD_MAX = 40 };

enum err
kind_bad(struct kind_parsing *p, const char *fmt, ...)
{
	struct buf b CLEANUP(buf_free) = { .max = sizeof(p->why->text) };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	return why_set(p->why, ERR_INPUT, "%.*s:%zu: %.*s", STRF(p->file),
	    p->line, STRF(buf_view(&b)));
}

static bool
is_reserved(struct str s)
{
	for (size_t i = 0; i < countof(reserved); i++)
		if (str_is(s, reserved[i]))
			return true;
	return false;
}

bool
kind_word_ok(struct str s)
{
	if (s.n == 0 || s.n > WORD_MAX || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
		    s.p[i] == '-' || (s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	return true;
}

static bool
is_column(struct str s)
{
	return kind_word_ok(s) && memchr(s.p, '-', s.n) == NULL;
}

enum err
kind_take_column(struct kind_parsing *p, struct str *name)
{
	if (!str_word(&p->rest, name))
		return kind_bad(p, "a name is missing");
	if (!is_column(*name))
		return kind_bad(p, "\"%.*s\" is no name: small letters, digits "
		    "and _, a letter first, at most %d", STRF(*name), WORD_MAX);
	if (is_reserved(*name))
		return kind_bad(p, "\"%.*s\" is a word of SQL; choose another",
		    STRF(*name));
	return ERR_OK;
}

enum err
kind_take_number(struct kind_parsing *p, int64_t least, int64_t most,
    uint16_t *out)
{
	struct str word;
	int64_t n;

	if (!str_word(&p->rest, &word) || !str_int(word, &n) || n < least ||
	    n > most)
		return kind_bad(p, "a number from %lld to %lld must stand here",
		    (long long)least, (long long)most);
	*out = (uint16_t)n;
	return ERR_OK;
}

enum err
kind_take_end(struct kind_parsing *p)
{
	p->rest = str_trim(p->rest);
	if (p->rest.n == 0)
		return ERR_OK;
	return kind_bad(p, "\"%.*s\" is not understood here", STRF(p->rest));
}

enum err
kind_take_text(struct kind_parsing *p, struct str *out)
{
	struct str s = str_trim(p->rest);

	if (s.n == 0)
		return kind_bad(p, "the words are missing");
	if (out->n > 0)
		return kind_bad(p, "this was said already");
	if (!str_valid(s))
		return kind_bad(p, "not UTF-8 text");
	*out = arena_str(p->a, s);
	return ERR_OK;
}
