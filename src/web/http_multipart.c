#include "web/http.h"

#include <string.h>

#include "base/banned.h"

/* ---- headers of parts ---- */

/* name="value" or name=value in a header; empty when it is not there. */
static struct str
parameter(struct str header, const char *name)
{
	struct str one, key, value;

	while (header.n > 0) {
		/* A quoted value may have the semicolon that parts them. */
		size_t n = 0;
		bool quoted = false;

		while (n < header.n && (quoted || header.p[n] != ';')) {
			if (header.p[n] == '"')
				quoted = !quoted;
			n++;
		}
		one = str_trim(str_to(header, n));
		header = str_from(header, n + 1 < header.n ? n + 1
		    : header.n);
		if (!str_cut(one, '=', &key, &value) ||
		    !str_eq_nocase(str_trim(key), str_of(name)))
			continue;
		value = str_trim(value);
		if (value.n >= 2 && value.p[0] == '"' &&
		    value.p[value.n - 1] == '"')
			value = str_to(str_from(value, 1), value.n - 2);
		return value;
	}
	return STR("");
}

struct part {
	struct str name, file;
	bool is_file;
	struct str bytes;
};

/* The lines before the empty one: what the part is called. */
static bool
part_head(struct str head, struct part *out)
{
	struct str line, key, value;
	bool named = false;

	while (str_line(&head, &line)) {
		if (!str_cut(line, ':', &key, &value) || !str_eq_nocase(
		    str_trim(key), STR("Content-Disposition")))
			continue;
		out->name = parameter(value, "name");
		out->file = parameter(value, "filename");
		out->is_file = str_find(value, STR("filename=")) != SIZE_MAX;
		named = out->name.n > 0 && out->name.n <= HTTP_NAME_MAX;
	}
	return named;
}

/* ---- the body ---- */

/* memmem is no part of POSIX 2008, and files are long. */
static size_t
find_bytes(struct str s, struct str what)
{
	size_t at = 0;

	while (at + what.n <= s.n) {
		const char *p = memchr(s.p + at, what.p[0],
		    s.n - at - what.n + 1);

		if (p == NULL)
			return SIZE_MAX;
		at = (size_t)(p - s.p);
		if (memcmp(p, what.p, what.n) == 0)
			return at;
		at++;
	}
	return SIZE_MAX;
}

/*
 * The next part: behind its delimiter a head, an empty line and what stands
 * until the next delimiter. ${last} when that one ends the body.
 */
static bool
part_next(struct str *rest, struct str delimiter, struct part *out,
    bool *last)
{
	size_t head = find_bytes(*rest, STR("\r\n\r\n")), end;

	*out = (struct part){ .is_file = false };
	if (head == SIZE_MAX || !part_head(str_to(*rest, head), out))
		return false;
	*rest = str_from(*rest, head + 4);
	end = find_bytes(*rest, delimiter);
	if (end == SIZE_MAX)
		return false;
	out->bytes = str_to(*rest, end);
	*rest = str_from(*rest, end + delimiter.n);
	*last = str_starts(*rest, STR("--"));
	if (!*last && !str_starts(*rest, STR("\r\n")))
		return false;
	*rest = str_from(*rest, 2);
	return true;
}

/* Some browsers send a whole path: what is behind its last part is its name. */
static struct str
last_part(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/' || path.p[i - 1] == '\\')
			return str_from(path, i);
	return path;
}

static enum err
part_take(struct arena *a, const struct part *part, struct http_request *out,
    struct why *why)
{
	struct http_pair *p = &out->form[out->forms];

	if (!str_valid(part->name) || (!part->is_file &&
	    !str_valid(part->bytes)))
		return why_set(why, ERR_INPUT, "A field is not text in UTF-8.");
	if (part->is_file) {
		if (out->file.name.n > 0 && part->file.n > 0)
			return why_set(why, ERR_INPUT,
			    "One file at a time, please.");
		if (part->file.n > 0)
			out->file = (struct http_file){ str_valid(part->file)
			    ? last_part(part->file) : STR("file"),
			    part->bytes };
		return ERR_OK;
	}
	*p = (struct http_pair){ part->name, http_lines(part->bytes,
	    arena_alloc(a, part->bytes.n + 1)) };
	out->forms++;
	return ERR_OK;
}

enum err
http_multipart(struct arena *a, struct str type, struct str body,
    struct http_request *out, struct why *why)
{
	struct str boundary = parameter(type, "boundary"), delimiter, rest;
	bool last = false;
	size_t parts = 0;

	out->form = arena_array(a, HTTP_PARTS_SENT_MAX, sizeof(*out->form));
	out->forms = 0;
	out->file = (struct http_file){ .name = STR("") };
	if (type.n < 19 || !str_eq_nocase(str_to(type, 19),
	    STR("multipart/form-data")) || boundary.n == 0 ||
	    boundary.n > 70)
		return why_set(why, ERR_INPUT,
		    "A file is sent as multipart/form-data.");
	delimiter = arena_printf(a, "\r\n--%.*s", STRF(boundary));
	rest = body;
	/* The first delimiter has no line end before it. */
	if (!str_starts(rest, str_from(delimiter, 2)))
		return why_set(why, ERR_INPUT, "The form was cut off.");
	rest = str_from(rest, delimiter.n - 2);
	if (str_starts(rest, STR("--")))
		return ERR_OK;
	if (!str_starts(rest, STR("\r\n")))
		return why_set(why, ERR_INPUT, "The form was cut off.");
	rest = str_from(rest, 2);
	while (!last) {
		struct part part;
		enum err e;

		if (parts++ == HTTP_PARTS_SENT_MAX)
			return why_set(why, ERR_LIMIT,
			    "More than %d fields were sent at once.",
			    HTTP_PARTS_SENT_MAX);
		if (!part_next(&rest, delimiter, &part, &last))
			return why_set(why, ERR_INPUT, "The form was cut off.");
		e = part_take(a, &part, out, why);
		if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}
