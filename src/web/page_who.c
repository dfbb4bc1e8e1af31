#include <string.h>

#include "advise/path.h"
#include "advise/staff.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/page.h"
#include "web/route.h"

#include "base/banned.h"

struct session_ask
page_session_ask(const struct page *p, const struct page_call *call)
{
	return (struct session_ask){ .cookies = call->cookies,
		.authorization = call->authorization, .port = p->site->port,
		.secure = p->secure };
}

/* A change bears who asked for it, whatever the page put there. */
static enum err
page_commit_as(void *self, struct arena *a, const struct change *c,
    struct change_done *out, struct why *why)
{
	const struct page *p = self;
	struct change own = *c;

	if (!p->local)
		own.author = p->who.account.id;
	if (p->reader != NULL)
		own.mask = p->reader->mask;
	return p->outer->commit(p->outer->self, a, &own, out, why);
}

/* The reader of whoever asks; nothing of it is shared with another class. */
static enum err
page_view_own(struct page *p, struct why *why)
{
	uint64_t mask = p->who.known ? p->who.account.mask : 0;
	struct page_view v;
	enum err e;

	if (p->local || p->route->bare || p->outer->view == NULL)
		return ERR_OK;
	if (mask == 0)
		mask = (uint64_t)1 << p->outer->office->part[0].part;
	e = p->outer->view(p->outer->self, mask,
	    right_hidden(&p->outer->office->kinds, p->roles), &v, why);
	if (e != ERR_OK)
		return e;
	p->own.reader = v.reader;
	p->own.counts = v.counts;
	p->own.kept = v.kept;
	return ERR_OK;
}

static void
page_is_known(struct page *p)
{
	const struct account *a = &p->who.account;

	p->local = p->who.local;
	p->roles = p->local ? ROLES_ALL : 0;
	if (!p->who.known || p->who.half)
		return;
	p->roles = a->roles;
	if (p->who.key.n > 0)
		account_form(p->own.accounts, p->who.key, p->own.token);
	if (p->lang_of_browser && tr_known(a->lang) != NULL)
		p->lang = tr_known(a->lang);
}

bool
page_owes_code(const struct page *p)
{
	const struct account *a = &p->who.account;

	return !a->coded && (a->roles & p->site->office->codes) != 0;
}

/* Where one who must do something first is sent. */
static const char *
page_first(const struct page *p)
{
	const struct account *a = &p->who.account;
	const char *path = p->route->path;

	if (p->local || p->who.program || p->route->right == RIGHT_OPEN ||
	    strcmp(path, "/sign-out") == 0)
		return NULL;
	if (p->who.half)
		return "/sign-in/code";
	if (strcmp(path, "/me/password") == 0 ||
	    strncmp(path, "/me/factor", 10) == 0)
		return NULL;
	if (a->renew)
		return "/me/password";
	if (page_owes_code(p))
		return "/me/factor";
	return NULL;
}

static void
page_send_to(struct page *p, const char *path)
{
	p->answered = true;
	p->status = 303;
	p->location = str_of(path);
	buf_clear(&p->out);
}

/* Nobody: a person is asked to sign in, a program is told so. */
static enum err
page_nobody(struct page *p, const struct page_call *call, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	if (p->request.method == HTTP_POST ||
	    p->request.format != HTTP_HTML) {
		p->unknown = true;
		return why_set(why, ERR_DENIED, "Sign in first, or send a "
		    "token: Authorization: Bearer.");
	}
	buf_text(&b, "/sign-in");
	if (!str_is(p->request.path, "/")) {
		buf_text(&b, "?next=");
		path_encode(&b, call->target);
	}
	if (tr_known(page_query(p, "lang")) != NULL)
		buf_printf(&b, "%clang=%s", memchr(b.p, '?', b.n) != NULL ?
		    '&' : '?', p->lang);
	page_send_to(p, arena_str(p->arena, buf_view(&b)).p);
	return ERR_OK;
}

static enum err
page_scope(const struct page *p, struct why *why)
{
	bool feed = strncmp(p->route->path, "/feeds/", 7) == 0;

	if (!p->who.program || p->route->right == RIGHT_OPEN)
		return ERR_OK;
	if (feed != (p->who.scope == ACCOUNT_FEED))
		return ERR_MISSING;
	if (p->request.method == HTTP_POST && p->who.scope != ACCOUNT_WRITE)
		return why_set(why, ERR_DENIED, "This token reads and does "
		    "not write.");
	/* Whose account it is, is a matter for the person alone. */
	if (p->route->right == RIGHT_SELF || p->route->on == NULL)
		return feed ? ERR_OK : ERR_MISSING;
	return ERR_OK;
}

enum err
page_who(struct page *p, const struct page_call *call, struct why *why)
{
	struct session_ask ask = page_session_ask(p, call);
	const char *first;
	enum err e;

	p->own = *p->site;
	p->outer = p->site;
	p->own.commit = page_commit_as;
	p->own.self = p;
	p->site = &p->own;
	p->address = call->address;
	p->agent = call->agent;
	if (strncmp(p->route->path, "/feeds/", 7) == 0)
		ask.feed = p->arg[0];
	e = session_find(p->own.accounts, p->arena, &ask, &p->who, why);
	if (e == ERR_DENIED)
		p->unknown = true;
	if (e != ERR_OK)
		return e;
	page_is_known(p);
	if (!p->local && !p->who.known && p->route->right != RIGHT_OPEN)
		return page_nobody(p, call, why);
	first = p->who.known ? page_first(p) : NULL;
	if (first != NULL) {
		page_send_to(p, first);
		return ERR_OK;
	}
	e = page_scope(p, why);
	return e == ERR_OK ? page_view_own(p, why) : e;
}

struct account_actor
page_actor(const struct page *p)
{
	return (struct account_actor){ .who = p->who.known ?
		p->who.account.name : p->local ? STR("local") : STR("nobody"),
		.address = p->address };
}

struct staff_ask
page_staff(const struct page *p)
{
	return (struct staff_ask){ .accounts = p->site->accounts,
		.office = p->site->office, .lang = p->lang };
}

enum err
page_plain(struct page *p, struct report *r, struct why *why)
{
	if (p->request.format != HTTP_HTML)
		return page_report(p, r, why);
	p->frame.timeless = true;
	page_open(p, r);
	show_panels(&p->out, &p->frame, r);
	page_close(p, r);
	return ERR_OK;
}

bool
page_no_accounts(struct page *p)
{
	if (!p->local)
		return false;
	page_go(p, STR("/setup"));
	return true;
}
