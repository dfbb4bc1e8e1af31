#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static uint32_t
grammar(const struct sentence *s, int i)
{
	return i < 0 || i >= s->n || s->mention_at[i] != 0 ? 0
	    : s->c->g->frame.grammar[s->t[i].word];
}

/* A whole number of at most ${digits} digits, "8th" and "3rd" too. */
static int
number(const struct sentence *s, int i, int digits)
{
	struct str w;
	int v = 0, n = 0;

	if (i < 0 || i >= s->n || (s->t[i].flags & TEXT_NUMBER) == 0)
		return -1;
	w = coder_span(s, i, i + 1);
	while (n < (int)w.n && w.p[n] >= '0' && w.p[n] <= '9' && n < 5)
		v = v * 10 + (w.p[n++] - '0');
	if (n == 0 || n > digits)
		return -1;
	w = str_from(w, (size_t)n);
	if (w.n > 0 && !str_is(w, "th") && !str_is(w, "st") &&
	    !str_is(w, "nd") && !str_is(w, "rd"))
		return -1;
	return v;
}

static int
year_at(const struct sentence *s, int i)
{
	int v = number(s, i, 4);

	return v >= 1900 && v <= 2100 ? v : -1;
}

static int
day_at(const struct sentence *s, int i)
{
	int v = number(s, i, 2);

	return v >= 1 && v <= 31 ? v : -1;
}

static int
month_at(const struct sentence *s, int i)
{
	if ((grammar(s, i) & FRAME_MONTH) == 0)
		return -1;
	if ((s->t[i].flags & TEXT_CAP) == 0 && !s->c->vietnamese)
		return -1;
	return s->c->g->frame.value[s->t[i].word];
}

static struct date
whole_month(int y, int m)
{
	int32_t lo = date_ymd(y, m, 1);

	return (struct date){ lo, lo + date_month_days(y, m) - 1 };
}

static struct date
whole_year(int y)
{
	return (struct date){ date_ymd(y, 1, 1), date_ymd(y, 12, 31) };
}

/* The year of a month that has none, from when the text was written. */
static int
near_year(const struct sentence *s, int month, bool future)
{
	int y, m, d;

	if (!s->c->has_date)
		return -1;
	date_split(s->c->date.hi, &y, &m, &d);
	if (future && month < m)
		return y + 1;
	if (!future && month > m)
		return y - 1;
	return y;
}

/* "June 8 to 10, 2022", "8-10 June", "12 October", "May 2021". */
static bool
month_date(const struct sentence *s, int i, bool future, struct date *out)
{
	int month = month_at(s, i), first = -1, last = -1, year, next = i + 1;

	if (month < 1)
		return false;
	if (day_at(s, i + 1) > 0) {
		first = last = day_at(s, i + 1);
		next = i + 2;
		if ((coder_any_word(s, next, "to and") ||
		    s->t[next < s->n ? next : i].punct == '-') &&
		    day_at(s, next + 1) > 0) {
			last = day_at(s, next + 1);
			next += 2;
		} else if (next < s->n && day_at(s, next) > 0) {
			last = day_at(s, next);
			next++;
		}
	} else if (day_at(s, i - 1) > 0) {
		first = last = day_at(s, i - 1);
		if ((coder_any_word(s, i - 2, "to and") ||
		    (i > 1 && s->t[i - 2].punct == '-')) &&
		    day_at(s, i - 3) > 0)
			first = day_at(s, i - 3);
		else if (day_at(s, i - 2) > 0)
			first = day_at(s, i - 2);
	}
	if (next < s->n && s->t[next].punct == ',')
		next++;
	year = year_at(s, next);
	if (year < 0)
		year = near_year(s, month, future);
	if (year < 0)
		return false;
	*out = whole_month(year, month);
	if (first > 0 && last >= first &&
	    last <= date_month_days(year, month)) {
		out->lo = date_ymd(year, month, first);
		out->hi = date_ymd(year, month, last);
	}
	return true;
}

static bool
weekday_date(const struct sentence *s, int i, bool future, struct date *out)
{
	int32_t today = s->c->date.hi;
	int day = s->c->g->frame.value[s->t[i].word], back;

	if ((grammar(s, i) & FRAME_WEEKDAY) == 0 || !s->c->has_date ||
	    (s->t[i].flags & TEXT_CAP) == 0)
		return false;
	back = (date_weekday(today) - day + 7) % 7;
	if (future)
		today += (7 - back) % 7 == 0 ? 7 : (7 - back) % 7;
	else
		today -= back;
	*out = (struct date){ today, today };
	return true;
}

/* "last week", "next month", "this year", "yesterday". */
static bool
near_date(const struct sentence *s, int i, struct date *out)
{
	int32_t today = s->c->date.hi;
	int step, y, m, d;

	if (!s->c->has_date)
		return false;
	date_split(today, &y, &m, &d);
	if (coder_is_word(s, i, "yesterday") || coder_is_word(s, i, "today") ||
	    coder_is_word(s, i, "tomorrow")) {
		today += coder_is_word(s, i, "yesterday") ? -1
		    : coder_is_word(s, i, "tomorrow") ? 1 : 0;
		*out = (struct date){ today, today };
		return true;
	}
	if (coder_is_word(s, i, "last"))
		step = -1;
	else if (coder_is_word(s, i, "next"))
		step = 1;
	else if (coder_is_word(s, i, "this"))
		step = 0;
	else
		return false;
	if (coder_is_word(s, i + 1, "week")) {
		int32_t monday = today - date_weekday(today) + 7 * step;

		*out = (struct date){ monday, monday + 6 };
		return true;
	}
	if (coder_is_word(s, i + 1, "month")) {
		int32_t first = date_add_months(date_ymd(y, m, 1), step);

		date_split(first, &y, &m, &d);
		*out = whole_month(y, m);
		return true;
	}
	if (coder_is_word(s, i + 1, "year")) {
		*out = whole_year(y + step);
		return true;
	}
	return false;
}

static bool
year_date(const struct sentence *s, int i, struct date *out)
{
	int year = year_at(s, i);

	/* Not "1,141 refugees" or "2010 soldiers": a year needs its word. */
	if (year < 0 || !coder_any_word(s, i - 1,
	    "in by of during năm towards from year"))
		return false;
	*out = whole_year(year);
	return true;
}

/* "ngày 8 đến 10 tháng 6 năm 2022", "tháng 5", "tháng tới". */
static bool
vietnamese_date(const struct sentence *s, int i, bool future,
    struct date *out)
{
	int month, year, first, last, at = i + 2;

	if (!coder_is_word(s, i, "tháng"))
		return false;
	if (s->c->has_date && coder_any_word(s, i + 1, "tới sau trước")) {
		int y, m, d;
		int32_t to;

		date_split(s->c->date.hi, &y, &m, &d);
		to = date_add_months(date_ymd(y, m, 1),
		    coder_is_word(s, i + 1, "trước") ? -1 : 1);
		date_split(to, &y, &m, &d);
		*out = whole_month(y, m);
		return true;
	}
	month = number(s, i + 1, 2);
	if (month < 1 || month > 12)
		return false;
	if (coder_is_word(s, at, "năm"))
		at++;
	year = year_at(s, at);
	if (year < 0)
		year = near_year(s, month, future);
	if (year < 0)
		return false;
	*out = whole_month(year, month);
	first = last = day_at(s, i - 1);
	if (first > 0 && (coder_is_word(s, i - 2, "đến") ||
	    (i > 1 && s->t[i - 2].punct == '-')) && day_at(s, i - 3) > 0)
		first = day_at(s, i - 3);
	if (first > 0 && last >= first &&
	    last <= date_month_days(year, month)) {
		out->lo = date_ymd(year, month, first);
		out->hi = date_ymd(year, month, last);
	}
	return true;
}

/* The next number of at most ${digits} digits off ${s}; -1: there is none. */
static int
figure(struct str *s, size_t digits)
{
	size_t n = 0;
	int v = 0;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9' && n <= digits)
		v = v * 10 + (s->p[n++] - '0');
	if (n == 0 || n > digits)
		return -1;
	*s = str_from(*s, n);
	return v;
}

static bool
figure_sign(struct str *s, const char *signs, char *sign)
{
	if (s->n == 0 || strchr(signs, s->p[0]) == NULL || s->p[0] == '\0')
		return false;
	*sign = s->p[0];
	*s = str_from(*s, 1);
	return true;
}

static bool
whole_day(int y, int m, int d, struct date *out)
{
	if (y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 ||
	    d > date_month_days(y, m))
		return false;
	out->lo = out->hi = date_ymd(y, m, d);
	return true;
}

/* Not all of these are words of a pack, so their letters are compared. */
static bool
is_day_word(const struct sentence *s, int i)
{
	static const char *const words[] = { "ngày", "Ngày", "sáng", "Sáng",
		"trưa", "Trưa", "chiều", "Chiều", "tối", "Tối", "đêm", "Đêm" };

	for (size_t k = 0; i >= 0 && k < countof(words); k++)
		if (str_is(coder_span(s, i, i + 1), words[k]))
			return true;
	return false;
}

/*
 * "17/11/2026", "17-11-2026", "2026-11-17": the day before the month, always;
 * and "sáng 17-11", "ngày 17/11", of which only Vietnamese says that it is one.
 */
static bool
figure_date(const struct sentence *s, int i, bool future, struct date *out)
{
	struct str rest = coder_span(s, i, s->n);
	char first, second;
	int a, b, c;

	if ((s->t[i].flags & TEXT_NUMBER) == 0)
		return false;
	a = figure(&rest, 4);
	if (!figure_sign(&rest, "/-.", &first))
		return false;
	b = figure(&rest, 2);
	if (a < 0 || b < 0)
		return false;
	if (figure_sign(&rest, "/-.", &second) && second == first) {
		c = figure(&rest, 4);
		return c > 31 ? whole_day(c, b, a, out)
		    : whole_day(a, b, c, out);
	}
	return s->c->vietnamese && first != '.' && b >= 1 && b <= 12 &&
	    is_day_word(s, i - 1) &&
	    !str_starts(str_trim(rest), STR("tháng")) &&
	    whole_day(near_year(s, b, future), b, a, out);
}

bool
coder_when(const struct sentence *s, int from, int to, bool future,
    struct date *out)
{
	for (int i = from; i < to; i++)
		if (figure_date(s, i, future, out))
			return true;
	for (int i = from; i < to; i++)
		if (s->c->vietnamese ? vietnamese_date(s, i, future, out)
		    : month_date(s, i, future, out))
			return true;
	for (int i = from; i < to; i++)
		if (weekday_date(s, i, future, out) || near_date(s, i, out) ||
		    year_date(s, i, out))
			return true;
	return false;
}
