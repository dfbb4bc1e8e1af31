#include "advise/feed_part.h"

#include "advise/list.h"
#include "base/date.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	LINE_MAX = 75, /* octets before a line is folded */
	/* Seconds of 2020-01-01, so that SEQUENCE fits 32 bits until 2088. */
	SEQUENCE_SINCE = 1577836800
};

/* ---- lines ---- */

/* RFC 5545, 3.3.11: what has a meaning gets a backslash. */
static void
escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' || c == ';' || c == ',')
			buf_char(b, '\\');
		if (c == '\n')
			buf_text(b, "\\n");
		else if ((unsigned char)c >= ' ' && c != 0x7f)
			buf_char(b, c);
		else if (c == '\t')
			buf_char(b, ' ');
	}
}

/* 3.1: long lines go on behind a line end and a blank; letters stay whole. */
static void
folded(struct buf *b, struct str s)
{
	size_t most = LINE_MAX;

	while (s.n > most) {
		struct str head = str_head(s, most);

		buf_str(b, head);
		buf_text(b, "\r\n ");
		s = str_from(s, head.n);
		most = LINE_MAX - 1;
	}
	buf_str(b, s);
	buf_text(b, "\r\n");
}

void
feed_calendar_line(struct buf *b, const char *name, struct str value)
{
	struct buf line CLEANUP(buf_free) = { .max = 4 * MIB };

	buf_printf(&line, "%s:", name);
	escaped(&line, value);
	if (line.err != ERR_OK)
		b->err = line.err;
	folded(b, buf_view(&line));
}

static void
day_line(struct buf *b, const char *name, int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	buf_printf(b, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, y, m, d);
}

static void
instant_line(struct buf *b, const char *name, int64_t ms)
{
	int64_t s = ms / 1000 % 86400;
	int y, m, d;

	date_split(date_day_of_ms(ms), &y, &m, &d);
	buf_printf(b, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, y, m, d,
	    (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

void
feed_calendar_begin(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask)
{
	struct str name = ask->title.n > 0 ? ask->title : r->office->name;

	(void)a;
	buf_text(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//Comity//Calendar//EN\r\nCALSCALE:GREGORIAN\r\n"
	    "METHOD:PUBLISH\r\n");
	feed_calendar_line(b, "NAME", name);
	feed_calendar_line(b, "X-WR-CALNAME", name);
	buf_text(b, "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"
	    "X-PUBLISHED-TTL:PT6H\r\n");
}

void
feed_calendar_end(struct buf *b)
{
	buf_text(b, "END:VCALENDAR\r\n");
}

/* ---- events ---- */

/* From when to when; false when it has no day. */
static bool
days_of(const struct row *row, struct date *out)
{
	const struct field *day = list_day(row->kind);
	const struct value *from, *to;

	if (day == NULL)
		return false;
	from = &row->value[kind_field_at(row->kind, day)];
	to = words_value_of(row, "finish");
	if (from->type != VALUE_DATE)
		return false;
	*out = from->date;
	if (str_is(row->kind->name, "activity") && to->type == VALUE_DATE &&
	    to->date.hi > out->hi)
		out->hi = to->date.hi;
	return true;
}

static const char *
status_of(const struct row *row)
{
	static const char *const over[] = { "cancelled", "retracted",
		"withdrawn", "superseded_by" };
	static const char *const firm[] = { "confirmed", "approved",
		"reported", "closed", "claimed", "in_force" };

	for (size_t i = 0; i < countof(over); i++)
		if (words_value_of(row, over[i])->type != VALUE_NONE)
			return "CANCELLED";
	for (size_t i = 0; i < countof(firm); i++)
		if (words_value_of(row, firm[i])->type != VALUE_NONE)
			return "CONFIRMED";
	return "TENTATIVE";
}

/* "Commitment due: ..." where the day is not the thing's own. */
static struct str
summary_of(struct words *w, const struct row *row)
{
	struct str title = words_cut(w, words_title(w, row), 200);
	const struct field *day = list_day(row->kind);

	if (str_is(row->kind->name, "activity"))
		return title;
	return arena_printf(w->a, "%.*s: %.*s", STRF(words_field(w, day)),
	    STRF(title));
}

static struct str
description_of(struct words *w, const struct row *row)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * KIB };

	buf_printf(&b, "%.*s %.*s", STRF(words_one(w, row->kind)),
	    STRF(words_code(w, row)));
	for (size_t i = 0; i < row->kind->derives; i++) {
		struct report_cell c = words_status(w, row->kind,
		    row->derived[i]);

		if (c.text.n > 0)
			buf_printf(&b, "\n%.*s", STRF(c.text));
	}
	for (size_t i = 0; i < row->kind->fields; i++) {
		const struct field *f = &row->kind->field[i];
		struct report_cell c;

		if (!f->listed || f == row->kind->title ||
		    row->value[i].type == VALUE_NONE ||
		    f->type == FIELD_LONG)
			continue;
		c = words_value(w, f, &row->value[i]);
		buf_printf(&b, "\n%.*s: ", STRF(words_field(w, f)));
		report_shown(&b, w->lang, &c);
	}
	return arena_str(w->a, buf_view(&b));
}

static void
event(struct buf *b, struct words *w, const struct feed_ask *ask,
    const struct row *row, struct date days)
{
	const struct office *o = w->r->office;
	const struct value *place = words_value_of(row, "place");
	int64_t ms = feed_ms(row->recorded);
	struct str url = feed_url(w, ask, feed_path(w, row));
	bool lowest = str_eq(row->label, o->part[0].label);

	buf_text(b, "BEGIN:VEVENT\r\n");
	feed_calendar_line(b, "UID", arena_printf(w->a, "%.*s.%.*s@comity",
	    STRF(id_str(w->a, row->id)), STRF(row->kind->name)));
	instant_line(b, "DTSTAMP", ms);
	instant_line(b, "LAST-MODIFIED", ms);
	buf_printf(b, "SEQUENCE:%lld\r\n", (long long)(ms / 1000 -
	    SEQUENCE_SINCE > 0 ? ms / 1000 - SEQUENCE_SINCE : 0));
	day_line(b, "DTSTART", days.lo);
	day_line(b, "DTEND", days.hi + 1);
	feed_calendar_line(b, "SUMMARY", summary_of(w, row));
	feed_calendar_line(b, "DESCRIPTION", description_of(w, row));
	if (place->type == VALUE_TEXT)
		feed_calendar_line(b, "LOCATION", place->text);
	if (url.n > 0)
		buf_printf(b, "URL:%.*s\r\n", STRF(url));
	feed_calendar_line(b, "CATEGORIES", words_one(w, row->kind));
	buf_printf(b, "STATUS:%s\r\n", status_of(row));
	buf_printf(b, "CLASS:%s\r\n", lowest ? "PUBLIC" : "CONFIDENTIAL");
	/* A day that only stands in a plan keeps nobody from anything. */
	buf_printf(b, "TRANSP:%s\r\nEND:VEVENT\r\n",
	    str_is(row->kind->name, "activity") && days.hi - days.lo < 28
	    ? "OPAQUE" : "TRANSPARENT");
}

enum err
feed_calendar_list(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask, const struct find_query *query,
    struct why *why)
{
	struct find_query q = *query;
	struct rows_found found;
	struct words w;
	enum err e;

	if (list_day(q.kind) == NULL)
		return why_set(why, ERR_MISSING, "%.*s have no day, so they "
		    "make no calendar.", STRF(q.kind->en_many));
	words_init(&w, r, a, ask->lang);
	q.limit = FEED_EVENTS_MAX;
	q.withdrawn = true;
	q.after = STR("");
	e = find_list(r, a, &q, &found, why);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		struct date days;

		/* A thing at two labels is one event, of the first. */
		if (i > 0 && id_eq(found.row[i].id, found.row[i - 1].id))
			continue;
		if (days_of(&found.row[i], &days))
			event(b, &w, ask, &found.row[i], days);
	}
	return e == ERR_OK ? b->err : e;
}
