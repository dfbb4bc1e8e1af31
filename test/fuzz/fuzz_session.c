/*
 * What comes in at signing in: where to go on is always a path of this site;
 * a secret that is taken is written as it was, without the blanks; roles that
 * are taken are written as they are taken again.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "model/account.h"
#include "web/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_next(struct str in)
{
	struct str to = session_next(in);

	ALWAYS(to.n > 0 && to.p[0] == '/');
	ALWAYS(to.n == 1 || (to.p[1] != '/' && to.p[1] != '\\'));
	for (size_t i = 0; i < to.n; i++)
		ALWAYS((unsigned char)to.p[i] > ' ' && to.p[i] != '\\');
}

static void
check_secret(struct str in)
{
	unsigned char secret[ACCOUNT_SECRET];
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	size_t at = 0;

	if (!account_secret_parse(in, secret))
		return;
	account_secret_text(&b, secret, false);
	for (size_t i = 0; i < in.n; i++)
		if (in.p[i] != ' ') {
			ALWAYS(at < b.n && b.p[at] == in.p[i]);
			at++;
		}
	ALWAYS(at == b.n);
}

static void
check_roles(struct str in)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	unsigned roles, again;

	if (right_roles(in, &roles, NULL) != ERR_OK)
		return;
	ALWAYS((roles & ~ROLES_ALL) == 0);
	right_roles_text(&b, roles);
	ALWAYS(right_roles(buf_view(&b), &again, NULL) == ERR_OK);
	ALWAYS(again == roles);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };

	check_next(in);
	check_secret(in);
	check_roles(in);
	return 0;
}
