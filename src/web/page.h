/*
 * From a request to an answer: route, rights, the reader at its instant, the
 * page, and a page that says how to mend when something is wrong. No sockets:
 * serve.c brings requests, tests bring them too.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "model/change.h"
#include "model/reader.h"
#include "model/right.h"
#include "web/http.h"
#include "web/show.h"

struct gazetteer;
struct kept;
struct route;

enum {
	PAGE_ARENA_MAX = 512 << 20, /* bytes that one answer may take to make */
	PAGE_OUT_MAX = 64 << 20,    /* bytes of one answer */
	PAGE_TOKEN = 64,            /* hex digits of the token in forms */
	PAGE_COUNTS = 5,            /* links of the side that have a count */
	PAGE_KEPT = 4               /* moments whose counts are remembered */
};

/*
 * The counts beside the links, which every page shows. They follow from what
 * the reader sees and from the day, so they stand until either changes.
 */
struct page_counts {
	uint64_t newest; /* of the changes that the reader sees; 0: unused */
	int32_t today;
	int64_t n[PAGE_COUNTS];
};

/* What all pages of a process share; pages write the counts alone. */
struct page_site {
	const struct office *office;
	struct reader *reader; /* moved to the instant of each request */
	const struct gazetteer *gazetteer;
	uint16_t port;
	char token[PAGE_TOKEN + 1]; /* in every form; new with every start */
	/*
	 * Hand a change to the one writer and wait for its answer; as
	 * change_commit.
	 */
	enum err (*commit)(void *self, struct arena *a, const struct change *c,
	    struct change_done *out, struct why *why);
	void *self;
	struct page_counts *counts; /* PAGE_KEPT of them */
	struct kept *kept; /* reports made for this reader, or NULL */
};

/* What a browser or program sends. */
struct page_call {
	struct str method, target, body;
	struct http_origin origin; /* its port is taken from the site */
	struct str type;           /* Content-Type of the body */
	struct str cookies;        /* Cookie */
	struct str languages;      /* Accept-Language */
};

/* An answer in the making. */
struct page {
	const struct page_site *site;
	struct reader *reader;
	struct arena *arena;
	struct http_request request;
	const struct route *route;
	struct str arg[4]; /* what stood for the :names of the route */
	const char *lang; /* of the answer: "en" or "vi" */
	uint64_t newest;  /* asked for once */
	struct show_frame frame;
	unsigned roles;      /* of whoever asks */
	bool local;          /* an office without accounts: one user, all */
	int status;
	struct str type;     /* Content-Type */
	struct str location; /* of a 303 */
	struct str allow;    /* of a 405 */
	bool immutable;      /* may be kept for ever */
	const char *keep_lang; /* to be remembered by the browser, or NULL */
	struct buf out;
};

/*
 * page_answer(p, site, call):
 * Make the answer to ${call} in ${p}, whose arena and out the caller brings.
 * Always gives one: what goes wrong is told in it.
 */
void page_answer(struct page *p, const struct page_site *site,
    const struct page_call *call);

/* For the pages. */

/* page_query(p, name), page_field(p, name): of the address, of the form. */
struct str page_query(const struct page *p, const char *name);
struct str page_field(const struct page *p, const char *name);

/* page_kind(p, out, why): the kind that arg[0] names. */
MUST_USE enum err page_kind(const struct page *p, const struct kind **out,
    struct why *why);

/* page_record(p, kind, id, why): the record that arg[0] and arg[1] name. */
MUST_USE enum err page_record(struct page *p, const struct kind **kind,
    struct id *id, struct why *why);

/*
 * page_report(p, r, why): the report as the format that was asked for. For
 * HTML page_open and page_close are its parts, where a form stands between.
 */
MUST_USE enum err page_report(struct page *p, struct report *r,
    struct why *why);
void page_open(struct page *p, struct report *r);
void page_close(struct page *p, struct report *r);

/*
 * page_sheet(p, ask, why): a whole list as CSV, part by part, so that its
 * length costs no memory but its own.
 */
struct list_ask;
MUST_USE enum err page_sheet(struct page *p, struct list_ask *ask,
    struct why *why);

/*
 * page_may(p, kind, right):
 * Whether whoever asks may do it to records of ${kind} (NULL: the program
 * itself). What may not be done is not offered: a button asks here first. The
 * writer asks again, so this alone guards nothing.
 */
MUST_USE bool page_may(const struct page *p, const struct kind *k,
    enum right r);
/* page_may_named(p, kind, right): the same by the kind's name. */
MUST_USE bool page_may_named(const struct page *p, const char *kind,
    enum right r);

/*
 * page_allowed(p, why): what the row of the route asks for. ERR_MISSING for
 * what may not be read, ERR_DENIED for what may be read but not changed.
 */
MUST_USE enum err page_allowed(const struct page *p, struct why *why);

/*
 * page_kept(p, besides, r), page_keep(p, besides, r):
 * The report of this address at this moment as it was made before, and false
 * when it must be made: then hand it to page_keep before it is changed. What
 * it depends on that is not in the address, such as a cookie, is in ${besides}.
 */
MUST_USE bool page_kept(struct page *p, struct str besides, struct report *r);
void page_keep(struct page *p, struct str besides, const struct report *r);

/* page_newest(p): the last change that the reader sees, or 0. */
uint64_t page_newest(struct page *p);

/* page_go(p, path): 303 to ${path}. */
void page_go(struct page *p, struct str path);

/* page_saved(p, path, done): 303 to ${path}, which will offer to undo. */
void page_saved(struct page *p, struct str path,
    const struct change_done *done);

/*
 * page_marking(p, name, chosen): under which marking something is written, as
 * a choice of what the reader may see; nothing where the office has only one.
 */
void page_marking(struct page *p, const char *name, struct str chosen);

/* page_token(b, p): the hidden field that every form carries. */
void page_token(struct buf *b, const struct page *p);

/* The handlers that route.c names. */
typedef enum err page_handler(struct page *p, struct why *why);
page_handler page_overview, page_list, page_shown, page_facts, page_history;
page_handler page_review, page_review_of, page_reviews, page_quality;
page_handler page_changes, page_search, page_help;
page_handler page_health, page_static, page_print_css;
page_handler page_new, page_add, page_edit, page_amend;
page_handler page_close_ask, page_close_do, page_withdraw_ask, page_withdraw_do;
page_handler page_undo;
page_handler page_paste, page_paste_read, page_paste_accept;
/* Pages of the domain; where a list is wanted, they give the list. */
page_handler page_commitments;

#endif
