/*
 * From a request to an answer: route, rights, the reader at its instant, the
 * page, and a page that says how to mend when something is wrong. No sockets:
 * serve.c brings requests, tests bring them too.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "advise/feed.h"
#include "model/change.h"
#include "model/reader.h"
#include "model/right.h"
#include "web/http.h"
#include "web/session.h"
#include "web/show.h"

struct form;
struct gazetteer;
struct kept;
struct meter;
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

/* What belongs to one class of readers and is shared with no other (L12). */
struct page_view {
	struct reader *reader;
	struct page_counts *counts;
	struct kept *kept;
};

/* What all pages of a process share; pages write the counts alone. */
struct page_site {
	const struct office *office;
	struct accounts *accounts; /* NULL: an office that has none */
	struct str host;  /* the name that a proxy with TLS gives us; or "" */
	struct str setup; /* key of the first run, or "" */
	/*
	 * The reader of those who may see the partitions in ${mask} and not
	 * the kinds in ${hidden}, opened when it is first asked for. NULL: the
	 * one below serves all.
	 */
	enum err (*view)(void *self, uint64_t mask, uint64_t hidden,
	    struct page_view *out, struct why *why);
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
	const struct meter *meter; /* of all workers, or NULL */
};

/* What a browser or program sends. */
struct page_call {
	struct str method, target, body;
	struct http_origin origin; /* its port is taken from the site */
	struct str type;           /* Content-Type of the body */
	struct str cookies;        /* Cookie */
	struct str languages;      /* Accept-Language */
	struct str accept;         /* Accept */
	struct str authorization;  /* Authorization */
	struct str address;        /* where it comes from, for the audit */
	struct str agent;          /* User-Agent */
	struct str none_match;     /* If-None-Match */
	struct str match;          /* If-Match */
	struct str once;           /* Idempotency-Key */
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
	struct page_site own;  /* the site as whoever asks has it */
	const struct page_site *outer; /* as it was given */
	struct session who;
	unsigned roles;        /* of whoever asks */
	bool local;            /* an office without accounts: one user, all */
	bool secure;           /* came through TLS */
	bool answered;         /* sent elsewhere before any page was asked */
	bool unknown;          /* a 401: nobody is signed in */
	bool lang_of_browser;  /* nobody chose the language yet */
	struct str address, agent;
	struct str cookie;     /* of the session, to be set; or empty */
	int status;
	struct str type;     /* Content-Type */
	struct str file;     /* the name to keep it under, or empty */
	bool shown;          /* though it has such a name */
	struct str location; /* of a 303 */
	struct str allow;    /* of a 405 */
	bool immutable;      /* may be kept for ever */
	bool ours;           /* the request came from one of our own pages */
	struct str cookies;  /* as they came */
	struct str keep;     /* a cookie to be kept by the browser, or empty */
	const char *keep_lang; /* to be remembered by the browser, or NULL */
	bool program;        /* sent by a program: its answer is JSON */
	struct str once;     /* the key under which it is sent once */
	const struct form *refused; /* what a form was shown again for; */
	struct str refusal;         /* or, without fields, why */
	struct str etag;     /* of the answer, or empty */
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

/*
 * page_cookie(p, name), page_remember(p, name, value):
 * What this browser was asked to remember, and what it shall; an empty value
 * is forgotten. One a page; only where the request came from our own page.
 */
struct str page_cookie(const struct page *p, const char *name);
void page_remember(struct page *p, const char *name, struct str value);

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
 * page_format(p, r, why): the report in another format than HTML; and, for a
 * list, all of its rows, part by part, so that its length costs no memory but
 * its own. page_format_list answers JSON not: one part of a list is enough.
 */
MUST_USE enum err page_format(struct page *p, const struct report *r,
    struct why *why);
struct list_ask;
MUST_USE enum err page_format_list(struct page *p, struct list_ask *ask,
    struct why *why);
/* page_format_whole(p): whether page_format_list answers what is asked. */
bool page_format_whole(const struct page *p);
/*
 * page_feed(p), page_feed_at(p): what feeds ask of a page: where the site is,
 * which page of the news.
 */
struct feed_ask page_feed(const struct page *p);
size_t page_feed_at(const struct page *p);
/* page_format_head(p, name): the Content-Type, and the name of a file. */
void page_format_head(struct page *p, struct str name);

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

/*
 * page_link_may(p, link): whether a link of this site leads somewhere for
 * whoever asks; what is no page of the table may.
 */
MUST_USE bool page_link_may(const struct page *p, struct str link);

/*
 * page_who(p, call, why): who asks, what that is good for, and with which
 * reader; p->answered when it sends them elsewhere first.
 */
MUST_USE enum err page_who(struct page *p, const struct page_call *call,
    struct why *why);
struct session_ask page_session_ask(const struct page *p,
    const struct page_call *call);
/*
 * page_begin(p, account, stage, next, why):
 * A new session with a new key in place of the one that asks (W3), and a 303
 * to ${next}, or to where the code is asked for.
 */
MUST_USE enum err page_begin(struct page *p, const struct account *a,
    enum account_stage stage, struct str next, struct why *why);
/* page_plain(p, r, why): page_report, without a choice of other formats. */
MUST_USE enum err page_plain(struct page *p, struct report *r,
    struct why *why);

/*
 * page_no_accounts(p): there is nobody to show; sent to the first run.
 * page_staff(p): the accounts, for their documents.
 */
MUST_USE bool page_no_accounts(struct page *p);
struct staff_ask page_staff(const struct page *p);
/* page_keep_keys(p, on): the browser remembers whether keys are on. */
void page_keep_keys(struct page *p, bool on);
/* page_actor(p): who asks, for the audit. */
struct account_actor page_actor(const struct page *p);

/*
 * page_bulk_form(p, k, back, total): the form that changes the ticked rows of
 * a list and comes back to the path ${back}; or all that the list finds, when
 * ${total}, their number, is not 0.
 */
void page_bulk_form(struct page *p, const struct kind *k, struct str back,
    size_t total);

/*
 * page_back(p, k, other): the list of ${k} that a form came from, by its field
 * "back"; ${other} when that is no address of it.
 */
struct str page_back(struct page *p, const struct kind *k, struct str other);

/*
 * page_views(p, k): links to the saved lists of that kind.
 * page_view_form(p, k, query): saves the list of that query under a name.
 */
void page_views(struct page *p, const struct kind *k);
void page_view_form(struct page *p, const struct kind *k, struct str query);

/*
 * page_is_program(p, call), page_program_post(p, call, why),
 * page_program_answer(p):
 * Whether a POST comes from a program, not a browser; its fields, as a form or
 * JSON; and the answer that a page made for a person, for it: what was done,
 * or a problem with an error for each field.
 */
bool page_is_program(const struct page *p, const struct page_call *call);
MUST_USE enum err page_program_post(struct page *p,
    const struct page_call *call, struct why *why);
void page_program_answer(struct page *p);

/* page_refuse(p, f): remember a form that is shown again, for that answer. */
void page_refuse(struct page *p, const struct form *f);

/* page_once(p): the identity of what is sent under a key, or zero. */
struct id page_once(const struct page *p);

/*
 * page_unchanged(p, call):
 * Set the ETag of this page at this moment; true when it is what the reader
 * has already, and nothing more is to be made.
 */
bool page_unchanged(struct page *p, const struct page_call *call);

/* page_tell(p): the audit is told that who is signed in was refused this. */
void page_tell(const struct page *p);

/*
 * page_problem(p, status, title, detail), page_failed(p, e, why):
 * The answer when there is no page: for a person with a page around it, for a
 * program as RFC 9457 has it. What may not be seen is told as absent.
 */
void page_problem(struct page *p, int status, const char *title,
    const char *detail);
void page_failed(struct page *p, enum err e, const struct why *why);

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

/*
 * page_roles(p, name, legend, help, roles), page_roles_ticked(p, name):
 * The roles as boxes to tick, ${roles} of them ticked; what was ticked then.
 */
void page_roles(struct page *p, const char *name, const char *legend,
    const char *help, unsigned roles);
unsigned page_roles_ticked(const struct page *p, const char *name);

/* page_owes_code(p): a second factor is asked of who asks, and is not on. */
bool page_owes_code(const struct page *p);

/* One field of a form that is made from no kind. */
struct page_input {
	const char *name, *label; /* English; shown in the reader's language */
	const char *help;         /* or NULL */
	const char *type;         /* NULL: text */
	const char *complete;     /* autocomplete; NULL: off */
	struct str value;
	struct str error;         /* how to mend, or empty */
	bool first;               /* has the cursor */
};
void page_input(struct page *p, const struct page_input *in);

/*
 * page_choice(p, name, label, help, of, n, chosen): one of several words,
 * each with its value before it.
 */
struct page_option {
	const char *value, *words;
};
void page_choice(struct page *p, const char *name, const char *label,
    const char *help, const struct page_option *of, size_t n,
    struct str chosen);

/*
 * page_form_begin(p, r, action, error), page_form_end(p, r, words, back):
 * A page that is one form in one panel. With an ${error} it was sent and is
 * shown again: 422 and what is wrong. ${back} may be empty.
 */
void page_form_begin(struct page *p, struct report *r, const char *action,
    struct str error);
void page_form_end(struct page *p, struct report *r, const char *words,
    const char *back);

/* page_token(b, p): the hidden field that every form carries. */
void page_token(struct buf *b, const struct page *p);

/* What the office calls a kind, in the language of the page. */
struct str page_kind_one(struct page *p, const struct kind *k);
struct str page_kind_many(struct page *p, const struct kind *k);

/* The handlers that route.c names. */
typedef enum err page_handler(struct page *p, struct why *why);
page_handler page_papers, page_board;
page_handler page_overview, page_list, page_shown, page_facts, page_history;
page_handler page_review, page_review_of, page_reviews, page_quality;
page_handler page_changes, page_search, page_help;
page_handler page_api, page_openapi, page_metrics;
page_handler page_decide, page_decide_do, page_approvals;
page_handler page_health, page_static, page_print_css;
page_handler page_imports, page_import_new, page_import_add, page_import;
page_handler page_import_columns, page_import_word, page_import_write;
page_handler page_import_cancel, page_import_undo, page_import_errors;
page_handler page_import_template, page_export;
page_handler page_calendar_feed, page_feed_of;
page_handler page_news, page_news_of, page_opensearch, page_suggest;
page_handler page_new, page_add, page_edit, page_amend;
page_handler page_close_ask, page_close_do, page_withdraw_ask, page_withdraw_do;
page_handler page_undo, page_bulk, page_view, page_view_add;
page_handler page_choose;
page_handler page_sign_in, page_sign_in_do, page_code, page_code_do;
page_handler page_sign_out;
page_handler page_me, page_me_do, page_me_password, page_me_password_do;
page_handler page_me_factor, page_me_factor_do, page_me_factor_off;
page_handler page_me_tokens, page_me_tokens_do, page_me_token_end;
page_handler page_me_sessions_end;
page_handler page_admin, page_accounts, page_account_new, page_account_add;
page_handler page_account, page_account_do, page_account_reset, page_audit;
page_handler page_setup, page_setup_step, page_setup_do;
page_handler page_paste, page_paste_read, page_paste_accept;
/* The calendar and the pages of analysis. */
page_handler page_calendar;
page_handler page_partners, page_analysis, page_balance, page_network,
    page_outlook;
/* Pages of the domain; where a list is wanted, they give the list. */
page_handler page_names, page_names_set;
page_handler page_commitments, page_agreements, page_directives;
page_handler page_library, page_document, page_peacekeeping;
page_handler page_people, page_person, page_partner;
page_handler page_plans, page_plan, page_plan_copy, page_plan_copy_do;
page_handler page_forums, page_forum;

#endif
