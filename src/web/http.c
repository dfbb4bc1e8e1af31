#include "web/http.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

static int
http_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Take the escapes out of ${s}. False on a broken one, and on bytes that no
 * text has: NUL and other controls but tab and line ends.
 */
static bool
http_decode(struct arena *a, struct str s, bool plus, struct str *out)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			int high = s.n - i > 2 ? http_hex(s.p[i + 1]) : -1;
			int low = s.n - i > 2 ? http_hex(s.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (((unsigned char)c < ' ' && strchr("\t\r\n", c) == NULL) ||
		    c == '\0' || c == 0x7f)
			return false;
		p[n++] = c;
	}
	*out = (struct str){ p, n };
	return str_valid(*out);
}

struct str
http_lines(struct str s, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			to[n++] = s.p[i];
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			to[n++] = '\n';
	return (struct str){ to, n };
}

static enum err
http_pairs(struct arena *a, struct str s, struct http_pair **out, size_t *n,
    struct why *why)
{
	struct str one;

	*n = 0;
	*out = arena_array(a, HTTP_PAIRS_MAX, sizeof(**out));
	while (s.n > 0) {
		struct http_pair *p = &(*out)[*n];
		struct str name, value;

		(void)str_cut(s, '&', &one, &s);
		if (one.n == 0)
			continue;
		(void)str_cut(one, '=', &name, &value);
		if (*n == HTTP_PAIRS_MAX)
			return why_set(why, ERR_LIMIT,
			    "More than %d fields were sent at once.",
			    HTTP_PAIRS_MAX);
		if (!http_decode(a, name, true, &p->name) ||
		    !http_decode(a, value, true, &p->value) ||
		    p->name.n > HTTP_NAME_MAX)
			return why_set(why, ERR_INPUT,
			    "A field is not text in UTF-8, or an escape with "
			    "%% is broken.");
		p->value = http_lines(p->value, arena_alloc(a,
		    p->value.n + 1));
		(*n)++;
	}
	return ERR_OK;
}

static enum err
http_path(struct arena *a, struct str path, struct http_request *out,
    struct why *why)
{
	struct str rest = str_from(path, 1), one;

	while (rest.n > 0 || (out->parts > 0 && path.p[path.n - 1] == '/')) {
		struct str *part = &out->part[out->parts];

		if (out->parts == HTTP_PARTS_MAX)
			return why_set(why, ERR_INPUT,
			    "The address has too many parts.");
		(void)str_cut(rest, '/', &one, &rest);
		if (!http_decode(a, one, false, part) || part->n == 0 ||
		    part->n > HTTP_PART_MAX || str_is(*part, ".") ||
		    str_is(*part, "..") ||
		    memchr(part->p, '\n', part->n) != NULL)
			return why_set(why, ERR_INPUT,
			    "The address has an empty, dotted or broken part.");
		out->parts++;
	}
	return ERR_OK;
}

static const struct http_kind http_kinds[] = {
	[HTTP_HTML] = { "", "text/html", "text/html; charset=utf-8", false },
	[HTTP_JSON] = { ".json", "application/json",
	    "application/json; charset=utf-8", false },
	[HTTP_CSV] = { ".csv", "text/csv",
	    "text/csv; charset=utf-8; header=present", true },
	[HTTP_XLSX] = { ".xlsx",
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    true },
	[HTTP_TXT] = { ".txt", "text/plain", "text/plain; charset=utf-8",
	    false },
	[HTTP_PDF] = { ".pdf", "application/pdf", "application/pdf", false },
	[HTTP_ICS] = { ".ics", "text/calendar",
	    "text/calendar; charset=utf-8; method=PUBLISH", true },
	[HTTP_ATOM] = { ".atom", "application/atom+xml",
	    "application/atom+xml; charset=utf-8", false },
	[HTTP_GEOJSON] = { ".geojson", "application/geo+json",
	    "application/geo+json; charset=utf-8", false },
	[HTTP_ZIP] = { ".zip", "application/zip", "application/zip", true },
	/* By its ending alone: a browser that wants a picture wants no page. */
	[HTTP_SVG] = { ".svg", "-", "image/svg+xml; charset=utf-8", true },
};
static_assert(countof(http_kinds) == HTTP__MAX, "a row a format");

const struct http_kind *
http_format(enum http_format f)
{
	ALWAYS(f < HTTP__MAX);
	return &http_kinds[f];
}

static void
http_ending(struct http_request *out)
{
	/* A file of the site is called what it is called. */
	if (str_starts(out->path, STR("/-/static/")))
		return;
	for (int i = HTTP_JSON; i < HTTP__MAX; i++) {
		struct str e = str_of(http_kinds[i].ending);

		if (!str_ends(out->path, e) || out->path.n == e.n + 1)
			continue;
		out->format = (enum http_format)i;
		out->ended = true;
		out->path.n -= e.n;
		return;
	}
}

/* "q=0.5" as thousandths; 1000 when it is not said or not understood. */
static int
http_quality(struct str params)
{
	struct str one;
	double q;

	while (params.n > 0) {
		(void)str_cut(params, ';', &one, &params);
		one = str_trim(one);
		if (str_starts(one, STR("q=")) &&
		    str_real(str_from(one, 2), &q) && q >= 0 && q <= 1)
			return (int)(q * 1000);
	}
	return 1000;
}

enum http_format
http_accepted(struct str header)
{
	enum http_format best = HTTP_HTML;
	int most = 0;
	struct str one, type;

	while (header.n > 0) {
		int q;

		(void)str_cut(header, ',', &one, &header);
		(void)str_cut(one, ';', &type, &one);
		type = str_trim(type);
		q = http_quality(one);
		if (str_is(type, "*/*") || str_is(type, "text/*"))
			type = str_of(http_kinds[HTTP_HTML].accept);
		for (int i = 0; i < HTTP__MAX && q > most; i++)
			if (str_eq_nocase(type, str_of(http_kinds[i].accept))) {
				best = (enum http_format)i;
				most = q;
			}
	}
	return best;
}

enum err
http_target(struct arena *a, struct str target, struct http_request *out,
    struct why *why)
{
	struct str path, query;
	enum err e;

	out->parts = out->queries = 0;
	out->format = HTTP_HTML;
	out->ended = false;
	if (target.n > HTTP_TARGET_MAX)
		return why_set(why, ERR_LIMIT, "The address is longer than %d "
		    "bytes.", HTTP_TARGET_MAX);
	if (target.n == 0 || target.p[0] != '/')
		return why_set(why, ERR_INPUT,
		    "The address does not begin with /.");
	(void)str_cut(target, '?', &path, &query);
	out->path = path;
	/* Files of the site keep their endings. */
	if (!str_starts(path, STR("/-/")))
		http_ending(out);
	e = http_path(a, out->path, out, why);
	if (e != ERR_OK)
		return e;
	return http_pairs(a, query, &out->query, &out->queries, why);
}

enum err
http_form(struct arena *a, struct str body, struct http_request *out,
    struct why *why)
{
	if (body.n > HTTP_BODY_MAX)
		return why_set(why, ERR_LIMIT, "More than %d bytes were sent; "
		    "longer documents go through comity read.", HTTP_BODY_MAX);
	return http_pairs(a, body, &out->form, &out->forms, why);
}

struct str
http_value(const struct http_pair *p, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(p[i].name, name))
			return p[i].value;
	return STR("");
}

struct str
http_cookie(struct str header, const char *name)
{
	struct str one, key;

	while (header.n > 0) {
		(void)str_cut(header, ';', &one, &header);
		if (str_cut(str_trim(one), '=', &key, &one) &&
		    str_is(key, name))
			return one;
	}
	return STR("");
}

static bool
http_is_among(struct str name, const char *known)
{
	struct str rest = str_of(known), word;

	while (str_word(&rest, &word))
		if (str_eq(word, name))
			return true;
	return false;
}

enum err
http_known(const struct http_request *r, const char *known, struct why *why)
{
	for (size_t i = 0; i < r->queries; i++) {
		struct str name = r->query[i].name;

		if (!str_is(name, "lang") && !http_is_among(name, known))
			return why_set(why, ERR_INPUT, "This page does not "
			    "know \"%.*s\" in its address; it knows: %s.",
			    STRF(name), known);
		for (size_t k = 0; k < i; k++)
			if (str_eq(r->query[k].name, name))
				return why_set(why, ERR_INPUT,
				    "\"%.*s\" stands twice in the address.",
				    STRF(name));
	}
	return ERR_OK;
}

bool
http_is_local(const struct http_origin *o)
{
	static const char *const names[] = { "127.0.0.1", "localhost",
		"[::1]" };
	struct str rest;
	int64_t port = 80;

	for (size_t i = 0; i < countof(names); i++) {
		struct str name = str_of(names[i]);

		if (o->host.n < name.n ||
		    !str_eq_nocase(str_to(o->host, name.n), name))
			continue;
		rest = str_from(o->host, name.n);
		if (rest.n > 0 && (rest.p[0] != ':' ||
		    !str_int(str_from(rest, 1), &port)))
			return false;
		return port == o->port;
	}
	return false;
}

bool
http_is_named(const struct http_origin *o)
{
	struct str host = o->host;

	if (str_ends(host, STR(":443")))
		host = str_to(host, host.n - 4);
	return o->name.n > 0 && str_eq_nocase(host, o->name);
}

bool
http_is_own(const struct http_origin *o)
{
	struct http_origin from = *o;

	if (o->site.n > 0 && !str_is(o->site, "same-origin"))
		return false;
	if (o->origin.n == 0)
		return o->site.n > 0;
	if (str_starts(o->origin, STR("https://"))) {
		from.host = str_from(o->origin, 8);
		return http_is_named(&from) && http_is_named(o);
	}
	if (!str_starts(o->origin, STR("http://")))
		return false;
	from.host = str_from(o->origin, 7);
	return http_is_local(&from) && str_eq_nocase(from.host, o->host);
}
