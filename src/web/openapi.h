/*
 * The addresses of this site as OpenAPI 3.1, from the table of routes and the
 * kinds: what programs may ask and send is what pages are asked and sent.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "model/kind.h"

/*
 * openapi_json(b, ks, version):
 * The description as one JSON document; equal routes and kinds give equal
 * bytes. Addresses that only a browser wants are left out.
 */
void openapi_json(struct buf *b, const struct kinds *ks, const char *version);

/* openapi_summary(r): what a row is for; NULL: it is not for programs. */
struct route;
const char *openapi_summary(const struct route *r);

#endif
