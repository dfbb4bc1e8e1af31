#include "web/page.h"

#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "model/find.h"
#include "web/form.h"
#include "web/route.h"

#include "base/banned.h"

/*
 * A program says what it sends; a browser that was led here by another site
 * could only send JSON after asking us, which we do not answer.
 */
bool
page_is_program(const struct page *p, const struct page_call *call)
{
	return p->who.program || (p->local && call->origin.origin.n == 0 &&
	    call->origin.site.n == 0 && str_starts(call->type,
	    STR("application/json")));
}

/* If-Match: the version that the change was made from. */
static struct str
page_matched(struct str etag)
{
	struct str version, rest;

	if (str_starts(etag, STR("W/")))
		etag = str_from(etag, 2);
	if (etag.n < 2 || etag.p[0] != '"')
		return STR("");
	(void)str_cut(str_from(etag, 1), '-', &version, &rest);
	return version;
}

enum err
page_program_post(struct page *p, const struct page_call *call,
    struct why *why)
{
	struct http_request *r = &p->request;
	struct http_pair *form;
	bool json = str_starts(call->type, STR("application/json"));
	enum err e;

	p->program = true;
	if (call->body.n > p->route->body_max)
		return why_set(why, ERR_LIMIT, "More was sent than this "
		    "address takes (%zu bytes).", p->route->body_max);
	e = json ? http_json(p->arena, call->body, r, why) :
	    http_form(p->arena, call->body, r, why);
	if (e != ERR_OK)
		return e;
	p->once = call->once;
	form = arena_array(p->arena, r->forms + 1, sizeof(*form));
	if (r->forms > 0)
		memcpy(form, r->form, r->forms * sizeof(*form));
	if (call->match.n > 0)
		form[r->forms++] = (struct http_pair){ STR("@version"),
			page_matched(call->match) };
	r->form = form;
	return ERR_OK;
}

/* The same key from the same account to the same address is one record. */
struct id
page_once(const struct page *p)
{
	struct id id = { { 0 } };
	crypto_generichash_state h;
	const struct id *who = &p->who.account.id;

	if (p->once.n == 0)
		return id;
	(void)crypto_generichash_init(&h, NULL, 0, sizeof(id.b));
	(void)crypto_generichash_update(&h, who->b, sizeof(who->b));
	(void)crypto_generichash_update(&h,
	    (const unsigned char *)p->request.path.p, p->request.path.n);
	(void)crypto_generichash_update(&h,
	    (const unsigned char *)p->once.p, p->once.n);
	(void)crypto_generichash_final(&h, id.b, sizeof(id.b));
	return id;
}

void
page_refuse(struct page *p, const struct form *f)
{
	struct form *own = arena_alloc(p->arena, sizeof(*own));

	*own = *f;
	p->refused = own;
}

static void
page_member(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, "%c\"%s\":", b->n == 0 ? '{' : ',', name);
	buf_json(b, value);
}

/* Where a browser would be sent: what was done, where it is, how to undo it. */
static void
page_program_done(struct page *p)
{
	struct str path, query, done;

	(void)str_cut(p->location, '?', &path, &query);
	done = str_starts(query, STR("done=")) ? str_from(query, 5) :
	    str_starts(query, STR("undone=")) ? str_from(query, 7) : STR("");
	if (str_is(done, "none"))
		done = STR("");
	buf_clear(&p->out);
	page_member(&p->out, "path", path);
	page_member(&p->out, "record", done);
	if (done.n > 0)
		page_member(&p->out, "undo", arena_printf(p->arena,
		    "/changes/%.*s/undo", STRF(done)));
	buf_text(&p->out, "}\n");
	p->status = str_starts(p->request.path, path) ? 200 : 201;
	p->location = path;
	p->type = STR("application/json; charset=utf-8");
}

static void
page_pointer(struct page *p, const struct form_field *f, const char **between)
{
	if (f->error.n == 0)
		return;
	buf_printf(&p->out, "%s{\"pointer\":\"#/%.*s\",\"message\":",
	    *between, STRF(f->field->name));
	buf_json(&p->out, f->error);
	buf_char(&p->out, '}');
	*between = ",";
}

/* What a page would show above its form, as RFC 9457 has it. */
static void
page_program_refused(struct page *p)
{
	const struct form *f = p->refused;
	const char *between = "";

	if (p->status < 400)
		p->status = 409;
	buf_clear(&p->out);
	page_member(&p->out, "type", STR("about:blank"));
	page_member(&p->out, "title", tr_str(p->lang, "Not saved yet: please "
	    "mend this"));
	buf_printf(&p->out, ",\"status\":%d", p->status);
	if (p->status == 409 && f != NULL && f->errors == 0)
		p->refusal = tr_str(p->lang, "There is one with this title "
		    "already. If yours is another one, send \"@sure\": "
		    "\"yes\".");
	page_member(&p->out, "detail", f != NULL && f->general.n > 0 ?
	    f->general : p->refusal);
	buf_text(&p->out, ",\"errors\":[");
	for (size_t i = 0; f != NULL && i < f->fields; i++)
		page_pointer(p, &f->field[i], &between);
	buf_text(&p->out, "]}\n");
	p->type = STR("application/problem+json");
}

void
page_program_answer(struct page *p)
{
	if (p->status == 303)
		page_program_done(p);
	else
		page_program_refused(p);
}
