/*
 * What the pages that change something share (page_form.c, page_new.c).
 */
#ifndef WEB_PAGE_PART_H
#define WEB_PAGE_PART_H

#include "web/form.h"
#include "web/page.h"

/* page_now(p, why): ERR_DENIED on a page of the past. */
MUST_USE enum err page_now(const struct page *p, struct why *why);

/*
 * page_form_open(p, r, more): the page up to and with its form, whose method
 * is post; ${more} is the attributes of it, markup without arguments.
 * page_buttons(p, words, next, back): its end: the first button, one more
 * named "@next" unless ${next} is NULL, and the way back.
 */
void page_form_open(struct page *p, struct report *r);
void page_buttons(struct page *p, const char *words, const char *next,
    struct str back);

/* page_commit(p, f, c, done): write it, or say why not in ${f}. */
MUST_USE enum err page_commit(struct page *p, struct form *f,
    struct change *c, struct change_done *done);

/* What was chosen instead of being pasted. */
struct page_pasted {
	struct str text;  /* a mail's with that of what is attached */
	struct str name;  /* the file's */
	struct str title; /* a mail's subject, else empty */
	struct str date;  /* a mail's, as date_parse takes it, else empty */
	struct str fault; /* what of it could not be read and why, else empty */
};

/*
 * page_paste_file(p, to, why): the text in the file of the request, whatever
 * kind of document it is. ERR_INPUT, ERR_LIMIT, ERR_MISSING: why there is none.
 */
MUST_USE enum err page_paste_file(struct page *p, struct page_pasted *to,
    struct why *why);

struct list_ask;

/*
 * page_list_asked(p, k, r, ask, why): what the query of ${r} asks of the list
 * of ${k}, without what is the page's own.
 */
MUST_USE enum err page_list_asked(struct page *p, const struct kind *k,
    const struct http_request *r, struct list_ask *ask, struct why *why);

/* The most records that are changed at once. */
enum { PAGE_BULK_MAX = 2000 };

/* What is to be done to all that a list finds. */
struct page_bulk_plan {
	const struct kind *kind;
	struct str back;           /* the list: its path and query */
	struct str what;           /* is done, in words */
	const struct field *field; /* that is set, or NULL */
	struct str value;          /* to which, for people */
	struct row *row;
	size_t rows;
};

/*
 * page_bulk_all(p, plan, why): the rows that the list at plan->back finds now.
 * ERR_LIMIT: more than PAGE_BULK_MAX. page_bulk_ask(p, plan): a page with some
 * of them as they are and would be, their number, and the button that does it.
 */
MUST_USE enum err page_bulk_all(struct page *p, struct page_bulk_plan *plan,
    struct why *why);
void page_bulk_ask(struct page *p, const struct page_bulk_plan *plan);

#endif
