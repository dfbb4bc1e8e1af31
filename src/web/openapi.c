#include "web/openapi.h"

#include <string.h>

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/route.h"

#include "base/banned.h"

/* Addresses for programs, each with what it does. */
static const struct {
	enum http_method method;
	const char *path, *summary;
} openapi_said[] = {
	{ HTTP_GET, "/", TR("The first page: what needs a decision, what is "
	    "next, the plan, words and deeds") },
	{ HTTP_GET, "/-/health", TR("Whether it runs, for a watchdog") },
	{ HTTP_GET, "/-/metrics", TR("Counts and times, for a monitor") },
	{ HTTP_GET, "/-/suggest", TR("Records whose names begin so") },
	{ HTTP_GET, "/:list", TR("The records of a kind that a filter finds") },
	{ HTTP_GET, "/:list/:code",
	    TR("One record with all that is known of it") },
	{ HTTP_GET, "/:list/:code/approve", TR("What a decision does: words "
	    "kept, balance, clashes, for and against") },
	{ HTTP_POST, "/:list/:code/approve", TR("Approve what was proposed") },
	{ HTTP_POST, "/:list/:code/close", TR("Close what was held, with a "
	    "report") },
	{ HTTP_POST, "/:list/:code/edit", TR("Change fields of a record") },
	{ HTTP_GET, "/:list/:code/facts", TR("The fields of a record") },
	{ HTTP_GET, "/:list/:code/history",
	    TR("Who changed what, when and why") },
	{ HTTP_GET, "/:list/:code/review",
	    TR("A directive clause by clause, as known on any day") },
	{ HTTP_POST, "/:list/:code/withdraw", TR("Say that a record no longer "
	    "counts, and why") },
	{ HTTP_POST, "/:list/new", TR("Add a record") },
	{ HTTP_GET, "/approvals", TR("What waits for a decision") },
	{ HTTP_GET, "/agreements",
	    TR("Agreements: in force, expiring, draft") },
	{ HTTP_GET, "/calendar",
	    TR("What is planned on which day, and clashes") },
	{ HTTP_GET, "/changes", TR("The latest changes") },
	{ HTTP_POST, "/changes/:record/undo", TR("Take a change back") },
	{ HTTP_GET, "/commitments",
	    TR("Promises: late, soon, on track, kept") },
	{ HTTP_GET, "/directives", TR("Directives and their clauses") },
	{ HTTP_GET, "/forums", TR("Forums and what we do in them") },
	{ HTTP_GET, "/library", TR("Documents") },
	{ HTTP_GET, "/library/:code", TR("A document with what became of it") },
	{ HTTP_GET, "/overview", TR("The first page") },
	{ HTTP_GET, "/partners", TR("Partners, and where we are present") },
	{ HTTP_GET, "/quality", TR("What is missing, late or contradictory") },
	{ HTTP_GET, "/reviews", TR("Directives that can be reviewed") },
	{ HTTP_GET, "/search", TR("Words, in all records") },
};

const char *
openapi_summary(const struct route *r)
{
	for (size_t i = 0; i < countof(openapi_said); i++)
		if (openapi_said[i].method == r->method &&
		    strcmp(openapi_said[i].path, r->path) == 0)
			return openapi_said[i].summary;
	return NULL;
}

static void
openapi_member(struct buf *b, const char *name, struct str value)
{
	buf_json(b, str_of(name));
	buf_char(b, ':');
	buf_json(b, value);
}

/* ---- paths ---- */

/* "/:list/:code" as "/{list}/{code}". */
static void
openapi_path(struct buf *b, const char *path)
{
	bool name = false;

	buf_char(b, '"');
	for (; *path != '\0'; path++) {
		if (name && *path == '/')
			buf_char(b, '}');
		if (*path == '/')
			name = false;
		if (*path == ':') {
			name = true;
			buf_char(b, '{');
		} else {
			buf_char(b, *path);
		}
	}
	buf_text(b, name ? "}\":" : "\":");
}

static void
openapi_list_of_kinds(struct buf *b, const struct kinds *ks)
{
	struct arena *a = arena_new(MIB);

	buf_text(b, ",\"enum\":[");
	for (size_t i = 0; i < ks->n; i++) {
		buf_text(b, i > 0 ? "," : "");
		buf_json(b, path_word(a, &ks->kind[i]));
	}
	buf_char(b, ']');
	arena_free(a);
}

static void
openapi_parameter(struct buf *b, const struct kinds *ks, struct str name,
    bool in_path, const char **between)
{
	buf_printf(b, "%s{", *between);
	openapi_member(b, "name", name);
	buf_printf(b, ",\"in\":\"%s\",\"required\":%s,\"schema\":{\"type\":"
	    "\"string\"", in_path ? "path" : "query",
	    in_path ? "true" : "false");
	if (in_path && str_is(name, "list"))
		openapi_list_of_kinds(b, ks);
	buf_text(b, "}}");
	*between = ",";
}

static void
openapi_parameters(struct buf *b, const struct kinds *ks,
    const struct route *r)
{
	struct str rest = str_of(r->path), one;
	const char *between = "";

	buf_text(b, ",\"parameters\":[");
	while (str_cut(rest, '/', &one, &rest) || one.n > 0)
		if (one.n > 1 && one.p[0] == ':')
			openapi_parameter(b, ks, str_from(one, 1), true,
			    &between);
	rest = str_of(r->query != NULL ? r->query :
	    "filter sort after cols q from to asof panel");
	while (r->method == HTTP_GET && rest.n > 0) {
		(void)str_cut(rest, ' ', &one, &rest);
		if (one.n > 0 && !str_is(one, "done") &&
		    !str_is(one, "undone"))
			openapi_parameter(b, ks, one, false, &between);
	}
	buf_char(b, ']');
}

static void
openapi_body(struct buf *b)
{
	buf_text(b, ",\"requestBody\":{\"required\":true,\"content\":{"
	    "\"application/json\":{\"schema\":{\"$ref\":"
	    "\"#/components/schemas/Fields\"}},"
	    "\"application/x-www-form-urlencoded\":{\"schema\":{\"$ref\":"
	    "\"#/components/schemas/Fields\"}}}}");
}

static void
openapi_answers(struct buf *b, const struct route *r)
{
	const char *what = r->method == HTTP_GET ? "Report" : "Done";

	buf_printf(b, ",\"responses\":{\"200\":{\"description\":\"%s\","
	    "\"content\":{\"application/json\":{\"schema\":{\"$ref\":"
	    "\"#/components/schemas/%s\"}}", r->method == HTTP_GET ?
	    "The page; the ending .json, .csv or Accept chooses the form" :
	    "What was written", what);
	if (r->method == HTTP_GET)
		buf_text(b, ",\"text/html\":{},\"text/csv\":{}");
	buf_text(b, "}},\"default\":{\"description\":\"What is wrong, and how "
	    "to mend it\",\"content\":{\"application/problem+json\":{"
	    "\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}}");
}

static void
openapi_operation(struct buf *b, const struct kinds *ks,
    const struct route *r)
{
	buf_text(b, r->method == HTTP_GET ? "\"get\":{" : "\"post\":{");
	openapi_member(b, "summary", str_of(openapi_summary(r)));
	buf_char(b, ',');
	openapi_member(b, "x-right", str_of(right_name(r->right)));
	openapi_parameters(b, ks, r);
	if (r->method == HTTP_POST)
		openapi_body(b);
	openapi_answers(b, r);
	if (r->right == RIGHT_OPEN)
		buf_text(b, ",\"security\":[]");
	buf_char(b, '}');
}

/* The rows of one path stand together, GET first. */
static void
openapi_paths(struct buf *b, const struct kinds *ks)
{
	size_t n;
	const struct route *row = route_all(&n), *last = NULL;

	buf_text(b, "\"paths\":{");
	for (size_t i = 0; i < n; i++) {
		bool same = last != NULL &&
		    strcmp(last->path, row[i].path) == 0;

		if (openapi_summary(&row[i]) == NULL)
			continue;
		if (!same) {
			buf_text(b, last != NULL ? "}," : "");
			openapi_path(b, row[i].path);
			buf_char(b, '{');
		} else {
			buf_char(b, ',');
		}
		openapi_operation(b, ks, &row[i]);
		last = &row[i];
	}
	buf_text(b, last != NULL ? "}}" : "}");
}

/* ---- kinds ---- */

static const char *
openapi_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
		return "\"integer\"";
	case FIELD_NUMBER:
		return "\"number\"";
	case FIELD_FLAG:
		return "\"boolean\"";
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_DATE:
	case FIELD_TERM:
	case FIELD_REF:
		break;
	}
	return "\"string\"";
}

static void
openapi_field(struct buf *b, const struct field *f)
{
	buf_json(b, f->name);
	buf_printf(b, ":{\"type\":%s,", openapi_type(f));
	openapi_member(b, "title", f->en);
	if (f->help.n > 0) {
		buf_char(b, ',');
		openapi_member(b, "description", f->help);
	}
	if (f->type == FIELD_TERM) {
		buf_char(b, ',');
		openapi_member(b, "x-list", f->list);
	}
	for (size_t i = 0; i < f->targets; i++) {
		buf_text(b, i > 0 ? "," : ",\"x-kinds\":[");
		buf_json(b, f->target[i]->name);
	}
	buf_text(b, f->targets > 0 ? "]}" : "}");
}

static void
openapi_kind(struct buf *b, const struct kind *k)
{
	const char *between = "";

	buf_json(b, k->name);
	buf_text(b, ":{\"type\":\"object\",");
	openapi_member(b, "title", k->en);
	buf_char(b, ',');
	openapi_member(b, "description", k->help);
	buf_text(b, ",\"required\":[");
	for (size_t i = 0; i < k->fields; i++) {
		if (!k->field[i].required)
			continue;
		buf_text(b, between);
		buf_json(b, k->field[i].name);
		between = ",";
	}
	buf_text(b, "],\"properties\":{");
	for (size_t i = 0; i < k->fields; i++) {
		buf_text(b, i > 0 ? "," : "");
		openapi_field(b, &k->field[i]);
	}
	buf_text(b, "}}");
}

static void
openapi_schemas(struct buf *b, const struct kinds *ks)
{
	buf_text(b, "\"schemas\":{\"Report\":{\"type\":\"object\","
	    "\"description\":\"Title, answer and panels; every number that the "
	    "page shows\"},\"Done\":{\"type\":\"object\",\"properties\":{"
	    "\"record\":{\"type\":\"string\",\"description\":\"Of the journal; "
	    "empty when nothing had to change\"},\"path\":{\"type\":\"string\"}"
	    ",\"undo\":{\"type\":\"string\"}}},\"Problem\":{\"type\":"
	    "\"object\",\"description\":\"RFC 9457\",\"properties\":{"
	    "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"}"
	    ",\"detail\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\","
	    "\"items\":{\"type\":\"object\",\"properties\":{\"pointer\":{"
	    "\"type\":\"string\"},\"message\":{\"type\":\"string\"}}}}}},"
	    "\"Fields\":{\"anyOf\":[");
	for (size_t i = 0; i < ks->n; i++)
		buf_printf(b, "%s{\"$ref\":\"#/components/schemas/%.*s\"}",
		    i > 0 ? "," : "", STRF(ks->kind[i].name));
	buf_text(b, "]}");
	for (size_t i = 0; i < ks->n; i++) {
		buf_char(b, ',');
		openapi_kind(b, &ks->kind[i]);
	}
	buf_char(b, '}');
}

void
openapi_json(struct buf *b, const struct kinds *ks, const char *version)
{
	buf_text(b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Comity\",");
	openapi_member(b, "version", str_of(version));
	buf_text(b, ",\"description\":\"The system of record and advice for "
	    "defence diplomacy. The same addresses as the pages.\"},"
	    "\"security\":[{\"token\":[]}],");
	openapi_paths(b, ks);
	buf_text(b, ",\"components\":{\"securitySchemes\":{\"token\":{"
	    "\"type\":\"http\",\"scheme\":\"bearer\"}},");
	openapi_schemas(b, ks);
	buf_text(b, "}}\n");
}
