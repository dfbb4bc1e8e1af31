/*
 * A request, parsed once: bytes in, checked parts out. No sockets. What this
 * room refuses, no page ever sees.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum {
	HTTP_TARGET_MAX = 8192, /* bytes of path and query */
	HTTP_PARTS_MAX = 6,
	HTTP_PART_MAX = 200,    /* bytes of one decoded part of a path */
	HTTP_PAIRS_MAX = 2048,  /* fields of a query or form */
	HTTP_NAME_MAX = 80,
	HTTP_BODY_MAX = 1024 * 1024
};

enum http_method { HTTP_GET, HTTP_POST };
enum http_format {
	HTTP_HTML,
	HTTP_JSON,
	HTTP_CSV,
	HTTP_XLSX,
	HTTP_TXT,
	HTTP_PDF,
	HTTP_ICS,
	HTTP_ATOM,
	HTTP_GEOJSON,
	HTTP_ZIP,
	HTTP_SVG,
	HTTP__MAX
};

/* How a format is asked for and told; one row of the table in http_format. */
struct http_kind {
	const char *ending; /* behind the path: ".csv"; "" is a page */
	const char *accept; /* in Accept */
	const char *type;   /* Content-Type */
	bool file;          /* a browser keeps it instead of showing it */
};

struct http_pair {
	struct str name, value;
};

/* A file that was chosen; what it is called is only for people. */
struct http_file {
	struct str name, bytes;
};

struct http_request {
	enum http_method method;
	enum http_format format; /* from the ending of the path, or Accept */
	bool ended;              /* it was the ending that told */
	struct str path;         /* as it came, without ending and query */
	struct str part[HTTP_PARTS_MAX]; /* decoded, UTF-8, never "." or ".." */
	size_t parts;
	struct http_pair *query;
	size_t queries;
	struct http_pair *form;
	size_t forms;
	struct http_file file;   /* that came with a form of several parts */
};

/*
 * http_target(a, target, out, why):
 * Parse the target of a request line. ERR_INPUT: no absolute path, an empty or
 * dotted part, a broken or hidden escape (%00), not UTF-8, too many parts or
 * pairs; ERR_LIMIT: too long.
 */
MUST_USE enum err http_target(struct arena *a, struct str target,
    struct http_request *out, struct why *why);

/*
 * http_form(a, body, out, why):
 * The fields of an application/x-www-form-urlencoded body. Line ends become
 * newlines. Errors as above.
 */
MUST_USE enum err http_form(struct arena *a, struct str body,
    struct http_request *out, struct why *why);

/*
 * http_json(a, body, out, why):
 * The members of a JSON object as fields: text, number, true as "yes", false
 * and null as nothing, a list of texts as so many fields. ERR_INPUT: no JSON,
 * no object, a member twice, anything else in it; ERR_LIMIT: too many.
 */
MUST_USE enum err http_json(struct arena *a, struct str body,
    struct http_request *out, struct why *why);

/*
 * http_lines(s, to): ${s} with CR LF and CR, as forms send them, as newlines;
 * ${to} has room for as many bytes.
 */
struct str http_lines(struct str s, char *to);

/*
 * http_multipart(a, type, body, out, why):
 * The fields of a multipart/form-data body (RFC 7578) whose Content-Type is
 * ${type}, and its file, whose bytes are a view of ${body}. Line ends of fields
 * become newlines. ERR_INPUT: no
 * boundary, a part without its head or end, two files; ERR_LIMIT: more parts
 * than HTTP_PARTS_SENT_MAX. A field that is no text is refused.
 */
enum { HTTP_PARTS_SENT_MAX = 64 };
MUST_USE enum err http_multipart(struct arena *a, struct str type,
    struct str body, struct http_request *out, struct why *why);

/* http_format(f): how that format is asked for and told. */
const struct http_kind *http_format(enum http_format f);

/*
 * http_accepted(header):
 * The format that an Accept header wants most, of those that there are; a page
 * when it wants anything, or nothing that is known.
 */
enum http_format http_accepted(struct str header);

/*
 * http_takes_gzip(header): whether an Accept-Encoding header allows gzip.
 * http_is_words(type): whether a body of that type becomes smaller by it.
 */
MUST_USE bool http_takes_gzip(struct str header);
MUST_USE bool http_is_words(struct str type);

/*
 * http_gzip(b, s, pad):
 * Append ${s} as gzip, with ${pad} bytes that say nothing in its head. A page
 * has a secret (the token of its forms) and words of whoever asks; where the
 * length is by chance, it does not tell how much of the one is in the other
 * (BREACH). ERR_LIMIT, ERR_NOMEM: send it as it is. 3 ms for 100 KiB.
 */
enum { HTTP_PAD_MAX = 255 };
MUST_USE enum err http_gzip(struct buf *b, struct str s, size_t pad);

/* http_value(pairs, n, name): the first value of that name, or empty. */
struct str http_value(const struct http_pair *p, size_t n, const char *name);

/* http_cookie(header, name): that cookie of a Cookie header, or empty. */
struct str http_cookie(struct str header, const char *name);

/*
 * http_known(r, known, why):
 * ERR_INPUT, naming it and listing the known, when a query has a name that is
 * none of the blank-separated words of ${known} nor "lang", or one twice.
 */
MUST_USE enum err http_known(const struct http_request *r, const char *known,
    struct why *why);

/* What a browser says of where a request comes from; empty: it is silent. */
struct http_origin {
	struct str host, origin, site; /* Host, Origin, Sec-Fetch-Site */
	uint16_t port;                 /* that we listen on */
	struct str name; /* that a proxy with TLS gives us; empty: none */
};

/*
 * http_is_local(o): whether Host names this machine and our port: a page of
 * another name that resolves to us (DNS rebinding) is refused.
 */
MUST_USE bool http_is_local(const struct http_origin *o);

/* http_is_named(o): whether Host is the name that a proxy with TLS gives. */
MUST_USE bool http_is_named(const struct http_origin *o);

/*
 * http_is_own(o): whether a POST comes from one of our own pages, as far as
 * the browser says: Sec-Fetch-Site is same-origin (or absent), Origin is ours
 * (or absent), and one of the two is there.
 */
MUST_USE bool http_is_own(const struct http_origin *o);

#endif
