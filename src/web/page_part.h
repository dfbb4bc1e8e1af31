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

#endif
