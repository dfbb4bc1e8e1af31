#include "base/date.h"

#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec" };
static const char *const month_names[] = { "january", "february", "march",
	"april", "may", "june", "july", "august", "september", "october",
	"november", "december" };
static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri",
	"sat", "sun" };
static const char *const weekdays_vi[] = { "t2", "t3", "t4", "t5", "t6", "t7",
	"cn" };

static const int64_t DAY_MS = 86400000;

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int
date_month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Howard Hinnant's "chrono-compatible low-level date algorithms" (2013). */
int32_t
date_ymd(int y, int m, int d)
{
	int era, yoe, doy, doe;

	ALWAYS(m >= 1 && m <= 12 && d >= 1 && d <= date_month_days(y, m));
	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

void
date_split(int32_t day, int *y, int *m, int *d)
{
	int32_t z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*d = doy - (153 * mp + 2) / 5 + 1;
	*m = mp + (mp < 10 ? 3 : -9);
	*y = yoe + era * 400 + (*m <= 2);
}

int
date_weekday(int32_t day)
{
	return ((day % 7) + 7 + 3) % 7; /* 1970-01-01 was a Thursday */
}

int32_t
date_day_of_ms(int64_t ms)
{
	int64_t day = ms / DAY_MS - (ms % DAY_MS < 0);

	if (day < INT32_MIN / 2)
		return INT32_MIN / 2;
	return day > INT32_MAX / 2 ? INT32_MAX / 2 : (int32_t)day;
}

int32_t
date_add_months(int32_t day, int n)
{
	int y, m, d, at, last;

	date_split(day, &y, &m, &d);
	at = y * 12 + (m - 1) + n;
	y = at / 12;
	m = at % 12 + 1;
	last = date_month_days(y, m);
	return date_ymd(y, m, d < last ? d : last);
}

static bool
digits(struct str s, size_t at, size_t n, int *v)
{
	*v = 0;
	if (at + n > s.n)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*v = *v * 10 + (s.p[i] - '0');
	}
	return true;
}

static bool
date_of_year(int y, struct date *out)
{
	if (y < DATE_YEAR_MIN || y > DATE_YEAR_MAX)
		return false;
	*out = (struct date){ date_ymd(y, 1, 1), date_ymd(y, 12, 31) };
	return true;
}

static bool
date_of_months(int y, int m, int n, struct date *out)
{
	if (y < DATE_YEAR_MIN || y > DATE_YEAR_MAX || m < 1 || m > 12)
		return false;
	out->lo = date_ymd(y, m, 1);
	out->hi = date_ymd(y, m + n - 1, date_month_days(y, m + n - 1));
	return true;
}

static bool
date_of_day(int y, int m, int d, struct date *out)
{
	if (y < DATE_YEAR_MIN || y > DATE_YEAR_MAX || m < 1 || m > 12 ||
	    d < 1 || d > date_month_days(y, m))
		return false;
	out->lo = out->hi = date_ymd(y, m, d);
	return true;
}

static bool
date_of_day_number(int32_t day, struct date *out)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	return date_of_day(y, m, d, out);
}

static bool
date_parse_one(struct str s, struct date *out)
{
	int y, m, d;

	if (!digits(s, 0, 4, &y))
		return false;
	if (s.n == 4)
		return date_of_year(y, out);
	if (s.p[4] != '-')
		return false;
	if (s.n == 7 && s.p[5] == 'Q' && digits(s, 6, 1, &m))
		return m >= 1 && m <= 4 &&
		    date_of_months(y, 3 * m - 2, 3, out);
	if (!digits(s, 5, 2, &m))
		return false;
	if (s.n == 7)
		return date_of_months(y, m, 1, out);
	return s.n == 10 && s.p[7] == '-' && digits(s, 8, 2, &d) &&
	    date_of_day(y, m, d, out);
}

bool
date_parse(struct str s, struct date *out)
{
	struct str head, tail;
	struct date a, b;

	if (!str_cut(s, '/', &head, &tail))
		return date_parse_one(s, out);
	if (!date_parse_one(head, &a) || !date_parse_one(tail, &b) ||
	    b.hi < a.lo || b.lo < a.lo || b.hi < a.hi)
		return false;
	*out = (struct date){ a.lo, b.hi };
	return true;
}

static int
month_named(struct str s)
{
	for (int i = 0; i < 12; i++)
		if (str_is(s, months[i]) || str_is(s, month_names[i]))
			return i + 1;
	return 0;
}

/* "21 nov 2026", "november 2026", "21 nov" */
static bool
date_in_words(struct str s, int year, struct date *out)
{
	struct str w[3] = { 0 }, extra;
	int n = 0;
	int64_t d = 0, y = year;

	while (n < 3 && str_word(&s, &w[n]))
		n++;
	if (str_word(&s, &extra) || n < 2)
		return false;
	if (month_named(w[0]) != 0)
		return n == 2 && w[1].n == 4 && str_int(w[1], &y) &&
		    date_of_months((int)y, month_named(w[0]), 1, out);
	if (month_named(w[1]) == 0 || w[0].n > 2 || !str_int(w[0], &d))
		return false;
	if (n == 3 && (w[2].n != 4 || !str_int(w[2], &y)))
		return false;
	return date_of_day((int)y, month_named(w[1]), (int)d, out);
}

/* "ngay 21 thang 11 nam 2026", "thang 11 nam 2026", "nam 2026" */
static bool
date_in_vietnamese(struct str s, int year, struct date *out)
{
	static const char *const names[] = { "ngay", "thang", "nam" };
	int64_t n[3] = { 0, 0, year };
	bool said[3] = { false, false, false };
	struct str word, number;
	int at = -1;

	while (str_word(&s, &word)) {
		for (at++; at < 3 && !str_is(word, names[at]); at++)
			;
		if (at >= 3 || !str_word(&s, &number) ||
		    !str_int(number, &n[at]) || n[at] < 0 || n[at] > 9999)
			return false;
		said[at] = true;
	}
	if (said[0])
		return said[1] && date_of_day((int)n[2], (int)n[1], (int)n[0],
		    out);
	if (said[1])
		return date_of_months((int)n[2], (int)n[1], 1, out);
	return said[2] && date_of_year((int)n[2], out);
}

/* "quy iii/2026", "quy 3 2026", "q3 2026" */
static bool
date_in_quarter(struct str s, struct date *out)
{
	static const char *const names[] = { "i", "ii", "iii", "iv", "1", "2",
		"3", "4" };
	struct str quarter, rest;
	int64_t y;

	if (str_starts(s, STR("quy ")))
		s = str_from(s, 4);
	else if (str_starts(s, STR("q")))
		s = str_from(s, 1);
	else
		return false;
	if (!str_cut(s, '/', &quarter, &rest) &&
	    !str_cut(s, ' ', &quarter, &rest))
		return false;
	if (rest.n != 4 || !str_int(rest, &y))
		return false;
	for (int i = 0; i < 8; i++)
		if (str_is(quarter, names[i]))
			return date_of_months((int)y, 3 * (i % 4) + 1, 3, out);
	return false;
}

/* "21/11/2026", "1/2", "21.11.2026"; "11/2026" is a month. */
static bool
date_with_slashes(struct str s, int year, struct date *out)
{
	char sep = str_find(s, STR("/")) != SIZE_MAX ? '/' : '.';
	struct str a, b, c;
	int64_t d, m, y = year;

	if (!str_cut(s, sep, &a, &b))
		return false;
	if (sep == '/' && b.n == 4 && a.n <= 2 && str_int(a, &m) &&
	    str_int(b, &y))
		return date_of_months((int)y, (int)m, 1, out);
	if (str_cut(b, sep, &b, &c) && (c.n != 4 || !str_int(c, &y)))
		return false;
	if (a.n > 2 || b.n > 2 || !str_int(a, &d) || !str_int(b, &m))
		return false;
	return date_of_day((int)y, (int)m, (int)d, out);
}

static bool
date_from_today(struct str s, int32_t today, struct date *out)
{
	int64_t n = 0;

	if (str_starts(s, STR("now-")) && str_ends(s, STR("d")))
		s = str_to(str_from(s, 3), s.n - 4);
	if (str_is(s, "today") || str_is(s, "now") || str_is(s, "hom nay"))
		n = 0;
	else if (str_is(s, "yesterday") || str_is(s, "hom qua"))
		n = -1;
	else if (str_is(s, "tomorrow") || str_is(s, "ngay mai"))
		n = 1;
	else if (s.n > 1 && s.n < 7 && (s.p[0] == '-' || s.p[0] == '+')) {
		if (!str_int(str_from(s, 1), &n) || n < 0)
			return false;
		n = s.p[0] == '-' ? -n : n;
	} else {
		for (int i = 0; i < 7; i++)
			if (str_is(s, weekdays[i]) ||
			    str_is(s, weekdays_vi[i]))
				n = (i - date_weekday(today) + 6) % 7 + 1;
		if (n == 0)
			return false;
	}
	out->lo = out->hi = today + (int32_t)n;
	return true;
}

bool
date_parse_human(struct str s, int32_t today, struct date *out)
{
	struct buf low CLEANUP(buf_free) = { .max = 256 };
	int y, m, d;

	s = str_trim(s);
	if (s.n == 0 || s.n > 64)
		return false;
	plain_fold(&low, s);
	date_split(today, &y, &m, &d);
	return date_parse(s, out) ||
	    date_from_today(buf_view(&low), today, out) ||
	    date_with_slashes(buf_view(&low), y, out) ||
	    date_in_words(buf_view(&low), y, out) ||
	    date_in_quarter(buf_view(&low), out) ||
	    date_in_vietnamese(buf_view(&low), y, out);
}

static void
date_format_day(struct buf *b, int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	buf_printf(b, "%04d-%02d-%02d", y, m, d);
}

enum shape {
	SHAPE_DAY,
	SHAPE_MONTH,
	SHAPE_QUARTER,
	SHAPE_YEAR,
	SHAPE_SPAN
};

static enum shape
date_shape(struct date d, int *y, int *m)
{
	struct date whole;
	int day;

	date_split(d.lo, y, m, &day);
	if (d.lo == d.hi)
		return SHAPE_DAY;
	if (date_of_months(*y, *m, 1, &whole) && whole.lo == d.lo &&
	    whole.hi == d.hi)
		return SHAPE_MONTH;
	if (*m % 3 == 1 && date_of_months(*y, *m, 3, &whole) &&
	    whole.lo == d.lo && whole.hi == d.hi)
		return SHAPE_QUARTER;
	if (date_of_year(*y, &whole) && whole.lo == d.lo && whole.hi == d.hi)
		return SHAPE_YEAR;
	return SHAPE_SPAN;
}

void
date_format(struct buf *b, struct date d)
{
	int y, m;

	switch (date_shape(d, &y, &m)) {
	case SHAPE_DAY:
		date_format_day(b, d.lo);
		break;
	case SHAPE_MONTH:
		buf_printf(b, "%04d-%02d", y, m);
		break;
	case SHAPE_QUARTER:
		buf_printf(b, "%04d-Q%d", y, m / 3 + 1);
		break;
	case SHAPE_YEAR:
		buf_printf(b, "%04d", y);
		break;
	case SHAPE_SPAN:
		date_format_day(b, d.lo);
		buf_char(b, '/');
		date_format_day(b, d.hi);
		break;
	}
}

const char *
date_month_name(const char *lang, int m)
{
	static const char *const en[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	static const char *const vi[] = { "Th1", "Th2", "Th3", "Th4", "Th5",
		"Th6", "Th7", "Th8", "Th9", "Th10", "Th11", "Th12" };

	ALWAYS(m >= 1);
	ALWAYS(m <= 12);
	return tr_is_vi(lang) ? vi[m - 1] : en[m - 1];
}

const char *
date_weekday_name(const char *lang, int weekday)
{
	static const char *const en[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	static const char *const vi[] = { "T2", "T3", "T4", "T5", "T6", "T7",
		"CN" };

	ALWAYS(weekday >= 0);
	ALWAYS(weekday <= 6);
	return tr_is_vi(lang) ? vi[weekday] : en[weekday];
}

static void
date_say_day(struct buf *b, const char *lang, int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	if (tr_is_vi(lang))
		buf_printf(b, "%02d/%02d/%d", d, m, y);
	else
		buf_printf(b, "%d %s %d", d, date_month_name(lang, m), y);
}

static void
date_say_quarter(struct buf *b, const char *lang, int quarter, int y)
{
	static const char *const roman[] = { "I", "II", "III", "IV" };

	if (tr_is_vi(lang))
		buf_printf(b, "quý %s/%d", roman[quarter], y);
	else
		buf_printf(b, "Q%d %d", quarter + 1, y);
}

void
date_say(struct buf *b, const char *lang, struct date d)
{
	int y, m;

	switch (date_shape(d, &y, &m)) {
	case SHAPE_DAY:
		date_say_day(b, lang, d.lo);
		break;
	case SHAPE_MONTH:
		if (tr_is_vi(lang))
			buf_printf(b, "%02d/%d", m, y);
		else
			buf_printf(b, "%s %d", date_month_name(lang, m), y);
		break;
	case SHAPE_QUARTER:
		date_say_quarter(b, lang, m / 3, y);
		break;
	case SHAPE_YEAR:
		buf_printf(b, "%d", y);
		break;
	case SHAPE_SPAN:
		date_say_day(b, lang, d.lo);
		buf_text(b, " – ");
		date_say_day(b, lang, d.hi);
		break;
	}
}

void
date_show(struct buf *b, struct date d)
{
	date_say(b, NULL, d);
}

/* The part behind the T: 10:30:00, 10:30:00.250, with Z or +07:00. */
static bool
clock_parse(struct str s, int64_t *ms)
{
	int h, m, sec, ah = 0, am = 0, milli = 0, scale = 100;

	if (!digits(s, 0, 2, &h) || s.n < 9 || s.p[2] != ':' ||
	    !digits(s, 3, 2, &m) || s.p[5] != ':' || !digits(s, 6, 2, &sec))
		return false;
	if (h > 23 || m > 59 || sec > 59)
		return false;
	s = str_from(s, 8);
	if (s.p[0] == '.') {
		s = str_from(s, 1);
		if (s.n == 0 || s.p[0] < '0' || s.p[0] > '9')
			return false;
		for (; s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
		    s = str_from(s, 1), scale /= 10)
			milli += scale * (s.p[0] - '0');
	}
	*ms = ((h * (int64_t)60 + m) * 60 + sec) * 1000 + milli;
	if (str_is(s, "Z") || str_is(s, "z"))
		return true;
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    !digits(s, 1, 2, &ah) || !digits(s, 4, 2, &am) || ah > 23 ||
	    am > 59)
		return false;
	*ms -= (s.p[0] == '+' ? 60000 : -60000) * ((int64_t)ah * 60 + am);
	return true;
}

bool
date_parse_instant(struct str s, int64_t *ms)
{
	struct date day;
	int64_t clock;

	if (s.n < 12 || (s.p[10] != 'T' && s.p[10] != 't') ||
	    !date_parse_one(str_to(s, 10), &day) ||
	    !clock_parse(str_from(s, 11), &clock))
		return false;
	*ms = day.lo * DAY_MS + clock;
	/* The offset may have moved it out of the years that have names. */
	return date_of_day_number(date_day_of_ms(*ms), &day);
}

void
date_format_instant(struct buf *b, int64_t ms)
{
	int64_t least = date_ymd(0, 1, 1) * DAY_MS;
	int64_t most = (date_ymd(DATE_YEAR_MAX, 12, 31) + 1) * DAY_MS - 1;
	int64_t in;

	ms = ms < least ? least : ms > most ? most : ms;
	in = ms - date_day_of_ms(ms) * DAY_MS;
	date_format_day(b, date_day_of_ms(ms));
	buf_printf(b, "T%02d:%02d:%02d.%03dZ", (int)(in / 3600000),
	    (int)(in / 60000 % 60), (int)(in / 1000 % 60), (int)(in % 1000));
}
