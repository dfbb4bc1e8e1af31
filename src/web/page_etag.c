#include "web/page.h"

#include <sodium.h>

#include "base/str.h"
#include "model/find.h"
#include "web/route.h"

#include "base/banned.h"

static void
mix(crypto_generichash_state *h, struct str s)
{
	unsigned char n[8];

	for (size_t i = 0; i < sizeof(n); i++)
		n[i] = (unsigned char)(s.n >> (8 * i));
	(void)crypto_generichash_update(h, n, sizeof(n));
	if (s.n > 0)
		(void)crypto_generichash_update(h,
		    (const unsigned char *)s.p, s.n);
}

/*
 * All that a page follows from: who asks what in which form and language, what
 * was known then, and the program, of whose start the token is a sign.
 */
static void
page_sum(struct page *p, char text[static 33])
{
	crypto_generichash_state h;
	unsigned char sum[16];

	(void)crypto_generichash_init(&h, NULL, 0, sizeof(sum));
	mix(&h, arena_printf(p->arena, "%llu %d %d %s",
	    (unsigned long long)page_newest(p), p->reader->today,
	    (int)p->request.format, p->lang));
	mix(&h, str_of(p->site->token));
	mix(&h, p->cookies);
	mix(&h, p->request.path);
	for (size_t i = 0; i < p->request.queries; i++) {
		mix(&h, p->request.query[i].name);
		mix(&h, p->request.query[i].value);
	}
	(void)crypto_generichash_final(&h, sum, sizeof(sum));
	(void)sodium_bin2hex(text, 33, sum, sizeof(sum));
}

/* The version of a record, from which If-Match knows it again. */
static struct str
page_version(struct page *p)
{
	const struct kind *k;
	struct row *row;
	struct id id;
	size_t n;

	if (!str_is(str_of(p->route->path), "/:list/:code") ||
	    page_record(p, &k, &id, NULL) != ERR_OK || find_row(p->reader,
	    p->arena, k, id, &row, &n, NULL) != ERR_OK)
		return STR("");
	return arena_printf(p->arena, "%llu",
	    (unsigned long long)row[n - 1].recorded);
}

bool
page_unchanged(struct page *p, const struct page_call *call)
{
	char sum[33];

	if (p->request.method != HTTP_GET || page_newest(p) == 0)
		return false;
	page_sum(p, sum);
	p->etag = arena_printf(p->arena, "W/\"%.*s-%s\"",
	    STRF(page_version(p)), sum);
	if (call->none_match.n == 0 ||
	    str_find(call->none_match, p->etag) == SIZE_MAX)
		return false;
	p->status = 304;
	return true;
}
