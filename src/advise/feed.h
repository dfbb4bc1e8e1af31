/*
 * What other programs follow: a calendar (iCalendar, RFC 5545), news of what
 * changed (Atom, RFC 4287, paged as RFC 5005), places on a map (GeoJSON, RFC
 * 7946). Each says only what its reader sees, has stable identities, and gives
 * equal bytes for equal records.
 */
#ifndef ADVISE_FEED_H
#define ADVISE_FEED_H

#include "base/buf.h"
#include "model/find.h"

enum {
	FEED_EVENTS_MAX = 5000, /* of one calendar */
	FEED_POINTS_MAX = 20000,
	FEED_ENTRIES = 50,      /* of one page of news */
	FEED_PAGES_MAX = 20
};

struct feed_ask {
	const char *lang;  /* "en" or "vi"; NULL is "en" */
	struct str base;   /* where the site is: "http://127.0.0.1:8080";
	                      empty: links are left out */
	struct str path;   /* of the feed itself, with its query */
	struct str title;  /* empty: the office's name */
};

/*
 * feed_calendar_begin(b, r, a, ask), feed_calendar_list(...), ..._end(b):
 * A calendar of whole days. The list adds an event a record that the query
 * finds and that has a day: for an activity from its first to its last, for
 * others the day that lists of the kind are about. What is cancelled,
 * retracted or withdrawn stays, as STATUS:CANCELLED. UID is the record's
 * identity; SEQUENCE grows when the record changes and only then. What is not
 * of the lowest label is CLASS:CONFIDENTIAL.
 */
void feed_calendar_begin(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask);
MUST_USE enum err feed_calendar_list(struct buf *b, struct reader *r,
    struct arena *a, const struct feed_ask *ask, const struct find_query *q,
    struct why *why);
void feed_calendar_end(struct buf *b);

/*
 * feed_calendar_line(b, name, value): one content line, the value escaped,
 * folded at 75 octets between letters, with CR LF.
 */
void feed_calendar_line(struct buf *b, const char *name, struct str value);

/*
 * feed_news(b, r, a, ask, kind, id, page, why):
 * What changed, newest first: of everything, of the records of ${kind}, or of
 * the one record ${id}. Pages count from 1; ERR_MISSING behind the last.
 */
MUST_USE enum err feed_news(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask, const struct kind *kind, const struct id *id,
    size_t page, struct why *why);

/*
 * feed_places(b, r, a, ask, q, why):
 * A point for each partner, or for each activity at its partner: the centre of
 * the greatest part of that country, since boundaries and exact places are
 * not ours to draw. Records without a place have a null geometry. ERR_MISSING:
 * the kind has no places.
 */
MUST_USE enum err feed_places(struct buf *b, struct reader *r,
    struct arena *a, const struct feed_ask *ask, const struct find_query *q,
    struct why *why);

#endif
