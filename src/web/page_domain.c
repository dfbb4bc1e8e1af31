#include "web/page.h"

#include "advise/agreements.h"
#include "advise/commitments.h"
#include "advise/directives.h"
#include "advise/forums.h"
#include "advise/library.h"
#include "advise/partner.h"
#include "advise/peacekeeping.h"
#include "advise/people.h"

#include "base/banned.h"

/* Formats in which a whole list is taken away: all but pages and JSON. */
static bool
page_is_of_list(const struct page *p)
{
	return p->request.format != HTTP_HTML &&
	    p->request.format != HTTP_JSON &&
	    p->request.format != HTTP_PDF && p->request.format != HTTP_TXT &&
	    p->request.format != HTTP_SVG;
}

/*
 * Whether the plain list is wanted: by ?show=list, or because something is
 * asked that the list alone understands: a filter, an order, a field.
 */
static bool
page_wants_list(const struct page *p)
{
	static const char *const own[] = { "asof", "done", "panel", "lang",
		"show" };
	bool list = page_is_of_list(p) && page_query(p, "panel").n == 0 &&
	    page_query(p, "show").n == 0;

	for (size_t i = 0; i < p->request.queries; i++) {
		bool known = false;

		for (size_t k = 0; k < countof(own); k++)
			known = known ||
			    str_is(p->request.query[i].name, own[k]);
		list = list || !known;
	}
	return list || str_is(page_query(p, "show"), "list");
}

/* What was made for this address, kept for whoever asks it again. */
static enum err
page_made(struct page *p, struct str besides, enum err e, struct report *r,
    struct why *why)
{
	if (e != ERR_OK)
		return e;
	page_keep(p, besides, r);
	return page_report(p, r, why);
}

static enum err
page_as_list(struct page *p, const char *word, struct why *why)
{
	p->arg[0] = str_of(word);
	return page_list(p, why);
}

/* GET /commitments */
enum err
page_commitments(struct page *p, struct why *why)
{
	struct commitments_ask ask = { page_query(p, "show"), p->lang };
	struct report r = { 0 };
	enum err e;

	if (page_wants_list(p))
		return page_as_list(p, "commitments", why);
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = commitments_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /agreements */
enum err
page_agreements(struct page *p, struct why *why)
{
	struct agreements_ask ask = { page_query(p, "show"), p->lang };
	struct report r = { 0 };
	enum err e;

	if (page_wants_list(p))
		return page_as_list(p, "agreements", why);
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = agreements_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /directives */
enum err
page_directives(struct page *p, struct why *why)
{
	struct directives_ask ask = { page_query(p, "show"), p->lang };
	struct report r = { 0 };
	enum err e;

	if (page_wants_list(p))
		return page_as_list(p, "directives", why);
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = directives_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /library and /documents */
enum err
page_library(struct page *p, struct why *why)
{
	struct library_ask ask = { page_query(p, "show"), p->lang };
	struct report r = { 0 };
	enum err e;

	if (page_wants_list(p))
		return page_as_list(p, "documents", why);
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = library_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /library/:code, /documents/:code */
enum err
page_document(struct page *p, struct why *why)
{
	const struct kind *k;
	struct report r = { 0 };
	struct id id;
	enum err e;

	p->arg[1] = p->arg[0];
	p->arg[0] = STR("documents");
	e = page_record(p, &k, &id, why);
	if (e == ERR_OK)
		e = library_document(p->reader, p->arena, id, p->lang, &r,
		    why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* GET /peacekeeping, /peacekeeping/rotations, /peacekeeping/un, /:mission */
enum err
page_peacekeeping(struct page *p, struct why *why)
{
	struct peacekeeping_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	enum err e;

	if (str_is(p->arg[0], "rotations") || str_is(p->arg[0], "un"))
		ask.show = p->arg[0];
	else
		ask.mission = p->arg[0];
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = peacekeeping_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /people, /people/courses, /gaps: of those who may see people. */
enum err
page_people(struct page *p, struct why *why)
{
	struct people_ask ask = { .lang = p->lang };
	struct report r = { 0 };
	enum err e;

	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	if (str_ends(p->request.path, STR("/courses")))
		ask.show = STR("courses");
	else if (str_ends(p->request.path, STR("/gaps")))
		ask.show = STR("gaps");
	e = people_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /people/:code */
enum err
page_person(struct page *p, struct why *why)
{
	const struct kind *k;
	struct report r = { 0 };
	struct id id;
	enum err e;

	p->arg[1] = p->arg[0];
	p->arg[0] = STR("persons");
	e = page_record(p, &k, &id, why);
	if (e == ERR_OK)
		e = people_person(p->reader, p->arena, id, p->lang, &r, why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}

/* GET /partners/:code/:tab, /partners/:code/brief */
enum err
page_partner(struct page *p, struct why *why)
{
	struct partner_ask ask = { .lang = p->lang, .tab = p->arg[1],
		.people = page_may_named(p, "person", RIGHT_READ) };
	struct str besides = ask.people ? STR("people") : STR("");
	const struct kind *k;
	struct report r = { 0 };
	enum err e;

	p->arg[1] = p->arg[0];
	p->arg[0] = STR("partners");
	if (page_kept(p, besides, &r))
		return page_report(p, &r, why);
	e = page_record(p, &k, &ask.id, why);
	if (e == ERR_OK)
		e = partner_report(p->reader, p->arena, &ask, &r, why);
	return page_made(p, besides, e, &r, why);
}

/* GET /forums */
enum err
page_forums(struct page *p, struct why *why)
{
	struct report r = { 0 };
	enum err e;

	if (page_wants_list(p))
		return page_as_list(p, "forums", why);
	if (page_kept(p, STR(""), &r))
		return page_report(p, &r, why);
	e = forums_report(p->reader, p->arena, p->lang, &r, why);
	return page_made(p, STR(""), e, &r, why);
}

/* GET /forums/:code, /forums/:code/:year */
enum err
page_forum(struct page *p, struct why *why)
{
	struct forums_ask ask = { .lang = p->lang };
	struct str year = p->arg[1];
	const struct kind *k;
	struct report r = { 0 };
	int64_t y = 0;
	enum err e;

	if (year.n > 0 && (year.n != 4 || !str_int(year, &y)))
		return why_set(why, ERR_MISSING, "There is no such page.");
	ask.year = (int)y;
	p->arg[1] = p->arg[0];
	p->arg[0] = STR("forums");
	e = page_record(p, &k, &ask.id, why);
	if (e == ERR_OK)
		e = forums_forum(p->reader, p->arena, &ask, &r, why);
	return e != ERR_OK ? e : page_report(p, &r, why);
}
