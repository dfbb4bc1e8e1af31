/*
 * Any text as a filter: refused with a reason, or conditions in which nothing
 * of the text stands but as a placeholder that is numbered and used. The first
 * byte chooses the kind.
 */
#include <string.h>

#include "base/str.h"
#include "model/find_filter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The names and signs that conditions are made of. */
static bool
is_sql(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' &&
	    strchr(" _.,()=<>?@'\\-", c) != NULL);
}

/* What stands between quotation marks: a code of a kind file, or ESCAPE's. */
static size_t
quoted(struct str sql, size_t i)
{
	i++;
	while (i < sql.n && sql.p[i] != '\'') {
		ALWAYS((sql.p[i] >= 'a' && sql.p[i] <= 'z') ||
		    sql.p[i] == '-' || sql.p[i] == '\\');
		i++;
	}
	ALWAYS(i < sql.n);
	return i;
}

static void
check_sql(struct str sql, const struct find_args *args)
{
	bool used[FIND_ARGS_MAX + 1] = { false };
	int depth = 0;

	for (size_t i = 0; i < sql.n; i++) {
		size_t n = 0;

		ALWAYS(is_sql(sql.p[i]));
		depth += (sql.p[i] == '(') - (sql.p[i] == ')');
		ALWAYS(depth >= 0);
		if (sql.p[i] == '\'')
			i = quoted(sql, i);
		if (sql.p[i] != '?')
			continue;
		while (sql.p[i + 1] >= '0' && sql.p[i + 1] <= '9')
			n = 10 * n + (size_t)(sql.p[++i] - '0');
		ALWAYS(n >= 1 && n <= args->n);
		used[n] = true;
	}
	ALWAYS(depth == 0);
	for (size_t n = 1; n <= args->n; n++)
		ALWAYS(used[n]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *kept;
	static struct kinds kinds;
	struct str text = { (const char *)data, size };
	struct buf sql = { .max = MIB };
	struct find_args *args;
	struct why why = { 0 };
	struct find_tree tree;
	const struct kind *k;
	struct arena *a;

	if (kept == NULL) {
		kept = arena_new(64 * MIB);
		kind_load(kept, &kinds);
	}
	if (size == 0)
		return 0;
	a = arena_new(16 * MIB);
	args = arena_alloc(a, sizeof(*args));
	k = &kinds.kind[data[0] % kinds.n];
	if (find_parse(a, k, str_from(text, 1), &tree, &why) == ERR_OK &&
	    find_where(NULL, a, k, &tree, &sql, args, &why) == ERR_OK)
		check_sql(buf_view(&sql), args);
	else
		ALWAYS(why.text[0] != '\0');
	buf_free(&sql);
	arena_free(a);
	return 0;
}
