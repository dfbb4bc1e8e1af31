/*
 * Civil dates as people know them: a year, a quarter, a month, a day, or an
 * interval of them. A date is the span of days it can mean, from ${lo} to
 * ${hi}, both included, counted from 1970-01-01 (proleptic Gregorian).
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/buf.h"

struct date {
	int32_t lo;
	int32_t hi;
};

/* The years that can be named; anything else is refused. */
enum {
	DATE_YEAR_MIN = 1000,
	DATE_YEAR_MAX = 9999
};

/* date_ymd(y, m, d): the number of that day; the arguments must be valid. */
int32_t date_ymd(int y, int m, int d);

/* date_split(day, y, m, d): the year, month and day of a day number. */
void date_split(int32_t day, int *y, int *m, int *d);

/* date_month_days(y, m): how many days that month has. */
int date_month_days(int y, int m);

/* date_weekday(day): 0 Monday to 6 Sunday. */
int date_weekday(int32_t day);

/*
 * date_day_of_ms(ms):
 * The UTC day of an instant in ms since 1970. An instant millions of years
 * away gives the last day that date_split still takes.
 */
int32_t date_day_of_ms(int64_t ms);

/* date_add_months(day, n): the same day ${n} months on, or the month's last. */
int32_t date_add_months(int32_t day, int n);

/*
 * date_parse(s, out):
 * The exact forms: 2026, 2026-Q3, 2026-11, 2026-11-21, and two of them with a
 * slash between (2026-11-21/2026-12-03). Nothing else is taken.
 */
MUST_USE bool date_parse(struct str s, struct date *out);

/*
 * date_parse_human(s, today, out):
 * The exact forms, and what a person types besides: 21/11/2026, 21/11 (of the
 * year of ${today}), the same with points, 21 Nov 2026, 21 Nov, November 2026,
 * today, now, yesterday, tomorrow, "hôm nay", -3 and +10 (days), mon..sun (the
 * next one) or t2..t7, cn, now-90d; 11/2026, Q3 2026, "quý III/2026", "ngày 21
 * tháng 11 năm 2026" and its parts. Day before month, always.
 */
MUST_USE bool date_parse_human(struct str s, int32_t today, struct date *out);

/*
 * date_format(b, d):
 * The one exact form that date_parse reads back as ${d}: year, quarter, month
 * or day where ${d} is one, else the two days with a slash between.
 */
void date_format(struct buf *b, struct date d);

/*
 * date_show(b, d), date_say(b, lang, d):
 * For people: 21 Nov 2026, Nov 2026, Q3 2026, 2026; in the language of the
 * reader: 21/11/2026, 11/2026, quý III/2026, 2026.
 */
void date_show(struct buf *b, struct date d);
void date_say(struct buf *b, const char *lang, struct date d);

/* date_month_name(lang, m): of month 1 to 12: Nov, Th11. */
const char *date_month_name(const char *lang, int m);
/* date_weekday_name(lang, weekday): of 0 Monday to 6: Mon, T2 ... CN. */
const char *date_weekday_name(const char *lang, int weekday);

/*
 * date_parse_instant(s, ms):
 * An RFC 3339 instant, with Z or an offset, in the years that can be named.
 */
MUST_USE bool date_parse_instant(struct str s, int64_t *ms);

/*
 * date_format_instant(b, ms):
 * RFC 3339 in UTC with milliseconds; beyond the years 0 to 9999 the nearest
 * instant that has such a form.
 */
void date_format_instant(struct buf *b, int64_t ms);

#endif
