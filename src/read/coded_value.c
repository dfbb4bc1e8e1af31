#include <math.h>
#include <string.h>

#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum { TEXT_MAX = 1900 };

static struct str
cell_of(const struct coded_row *row, size_t column)
{
	return row->cell[column];
}

/* Old files have the bytes of Latin-1; a text is one line. */
static void
text_put(struct buf *b, struct str s)
{
	size_t plain = 0;
	bool valid;

	while (plain < s.n && s.p[plain] >= ' ' && s.p[plain] <= '~')
		plain++;
	buf_str(b, str_to(s, plain));
	if (plain == s.n)
		return;
	valid = str_valid(s);
	for (size_t i = plain; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c == 0x7f)
			buf_char(b, ' ');
		else if (c < 0x80 || valid)
			buf_char(b, s.p[i]);
		else
			buf_utf8(b, c < 0xa0 ? 0xfffd : c);
	}
}

static size_t
state_of(const struct coded_row *row, size_t who)
{
	if (who == WHO_A)
		return row->a;
	if (who == WHO_B)
		return row->b;
	for (size_t i = 0; i < row->states; i++)
		if (!str_eq(row->state[i], row->ask->home))
			return i;
	return SIZE_MAX;
}

/* How people call it; what no pack knows is called by its code. */
static struct str
name_of(const struct coded_row *row, struct str code)
{
	const struct str *name = map_get(row->tables->name, code);

	return name != NULL ? *name : code;
}

enum wrong {
	WRONG_DAY,
	WRONG_DAY8,
	WRONG_OF_MONTH,
	WRONG_YEAR,
	WRONG_CODE,
	WRONG_NUMBER,
	WRONG_EDITION
};

static void
wrong_say(enum wrong wrong, struct str shown, struct str list, struct why *why)
{
	enum err e = ERR_INPUT;

	switch (wrong) {
	case WRONG_DAY:
		(void)why_set(why, e, "\"%.*s\" is no date; write 2024-01-31",
		    STRF(shown));
		break;
	case WRONG_DAY8:
		(void)why_set(why, e, "\"%.*s\" is no date; write 20240131",
		    STRF(shown));
		break;
	case WRONG_OF_MONTH:
		(void)why_set(why, e, "that month has no day \"%.*s\"",
		    STRF(shown));
		break;
	case WRONG_YEAR:
		(void)why_set(why, e, "\"%.*s\" is no year; write 2024",
		    STRF(shown));
		break;
	case WRONG_CODE:
		(void)why_set(why, e, "\"%.*s\" is not in the list "
		    "\"%.*s\" of coded_words.csv; mend the code",
		    STRF(shown), STRF(list));
		break;
	case WRONG_NUMBER:
		(void)why_set(why, e, "\"%.*s\" is no number; write 12.5",
		    STRF(shown));
		break;
	case WRONG_EDITION:
		(void)why_set(why, e, "\"%.*s\" is no number of this edition; "
		    "it begins with %.*s", STRF(shown), STRF(list));
		break;
	}
}

/* What stands in ${column} is not what ${x} can read. */
static enum coded_got
fault(struct coded_row *row, const struct expr *x, size_t column,
    enum wrong wrong)
{
	struct buf b CLEANUP(buf_free) = { .max = 400 };

	text_put(&b, str_head(cell_of(row, column), 60));
	row->fault_column = column;
	row->why = (struct why){ .lang = row->ask->lang };
	wrong_say(wrong, buf_view(&b), x->list, &row->why);
	return GOT_FAULT;
}

/* What a piece that comes from the row puts; false when it says nothing. */
static bool
part_put(struct coded_row *row, const struct piece *p, struct buf *b)
{
	size_t state;
	struct str s;

	if (p->of == PIECE_COLUMN) {
		text_put(b, cell_of(row, p->at));
		return true;
	}
	if (p->of == PIECE_LET && row->got[p->at] != GOT_VALUE)
		return false;
	if (p->of == PIECE_LET && row->let[p->at].dated)
		date_format(b, row->let[p->at].date);
	else if (p->of == PIECE_LET)
		text_put(b, row->let[p->at].text);
	if (p->of == PIECE_LET)
		return true;
	state = state_of(row, p->at);
	if (state == SIZE_MAX)
		return false;
	s = row->state[state];
	text_put(b, p->of == PIECE_NAME ? name_of(row, s) : s);
	return true;
}

/* The beginning of a text whose first part is missing, and what goes on. */
static void
words_begin(struct buf *b, struct str head, struct str words)
{
	buf_str(b, str_trim(head));
	if (b->n > 0 && b->p[b->n - 1] == ':')
		while (words.n > 0 && strchr(",;:.", words.p[0]) != NULL)
			words = str_from(words, 1);
	buf_str(b, words);
}

/*
 * Words between parts are said before a part that is there, and behind the
 * last one when it is there; the first words stay when any part is:
 * "Exercise {N} with {M}, {K}" is "Exercise with Laos" when M alone is known.
 * So a text all of whose parts are missing is empty; for a key, one missing
 * part is enough.
 */
static struct str
template(struct coded_row *row, const struct expr *x, bool key)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	struct buf part CLEANUP(buf_free) = { .max = 64 * KIB };
	const struct piece *words = NULL, *first = x->piece;
	size_t parts = 0;
	bool there = true;

	for (size_t i = 0; i < x->pieces; i++) {
		if (x->piece[i].of == PIECE_TEXT) {
			words = &x->piece[i];
			continue;
		}
		buf_clear(&part);
		there = part_put(row, &x->piece[i], &part) && part.n > 0;
		parts++;
		if (key && !there)
			return STR("");
		if (!there)
			continue;
		if (b.n == 0 && words != NULL && words != first &&
		    first->of == PIECE_TEXT)
			words_begin(&b, first->text, words->text);
		else if (words != NULL && (b.n > 0 || words == first))
			buf_str(&b, words->text);
		buf_str(&b, buf_view(&part));
		words = NULL;
	}
	if (words != NULL && there && (b.n > 0 || parts == 0))
		buf_str(&b, words->text);
	return arena_str(row->arena, str_trim(str_head(buf_view(&b),
	    TEXT_MAX)));
}

struct str
coded_value_key(struct coded_row *row, const struct expr *x)
{
	return template(row, x, true);
}

/* Dates. */

static bool
digits(struct str s, size_t from, size_t n, int *out)
{
	int v = 0;

	if (s.n < from + n)
		return false;
	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = v;
	return true;
}

static bool
day_made(int y, int m, int d, struct date *out)
{
	if (y < DATE_YEAR_MIN || y > DATE_YEAR_MAX || m < 1 || m > 12 ||
	    d < 1 || d > date_month_days(y, m))
		return false;
	out->lo = out->hi = date_ymd(y, m, d);
	return true;
}

static struct date
month_around(int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	return (struct date){ date_ymd(y, m, 1), date_ymd(y, m,
		date_month_days(y, m)) };
}

static struct date
year_around(int32_t day)
{
	int y, m, d;

	date_split(day, &y, &m, &d);
	return (struct date){ date_ymd(y, 1, 1), date_ymd(y, 12, 31) };
}

static bool
day_read(struct str s, enum coded_conv conv, struct date *out)
{
	int y, m, d;

	if (conv != CONV_DAY && digits(s, 0, 4, &y) && digits(s, 4, 2, &m) &&
	    digits(s, 6, 2, &d))
		return day_made(y, m, d, out);
	if (conv == CONV_DAY8)
		return false;
	/* A day by far most often, at the head of an instant perhaps. */
	if (s.n >= 10 && s.p[4] == '-' && s.p[7] == '-' &&
	    (s.n == 10 || s.p[10] == ' ' || s.p[10] == 'T') &&
	    digits(s, 0, 4, &y) && digits(s, 5, 2, &m) && digits(s, 8, 2, &d))
		return day_made(y, m, d, out);
	return date_parse(s, out) || date_parse_human(s, 0, out);
}

/* What is no number, "xx" or -9, is not known. */
static bool
part_read(struct str s, int64_t most, int64_t *out)
{
	return str_int(s, out) && *out >= 1 && *out <= most;
}

static enum coded_got
ymd_read(struct coded_row *row, const struct expr *x, struct date *out)
{
	int64_t y, m = 0, d = 0;
	struct str year = cell_of(row, x->column[0]);

	if (year.n == 0 || year.p[0] == '-')
		return GOT_EMPTY;
	if (!part_read(year, DATE_YEAR_MAX, &y) || y < DATE_YEAR_MIN)
		return fault(row, x, x->column[0], WRONG_YEAR);
	*out = year_around(date_ymd((int)y, 1, 1));
	if (!part_read(cell_of(row, x->column[1]), 12, &m))
		return GOT_VALUE;
	*out = month_around(date_ymd((int)y, (int)m, 1));
	if (x->columns < 3 || !part_read(cell_of(row, x->column[2]), 31, &d))
		return GOT_VALUE;
	return day_made((int)y, (int)m, (int)d, out) ? GOT_VALUE
	    : fault(row, x, x->column[2], WRONG_OF_MONTH);
}

static enum coded_got
date_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	struct str s = x->columns > 0 ? cell_of(row, x->column[0]) : STR("");
	int64_t year;

	out->dated = true;
	if (x->conv == CONV_YMD)
		return ymd_read(row, x, &out->date);
	if (s.n == 0)
		return GOT_EMPTY;
	if (x->conv == CONV_YEAR) {
		if (!str_int(s, &year) || year < -DATE_YEAR_MAX ||
		    year > DATE_YEAR_MAX || year + x->offset < DATE_YEAR_MIN ||
		    year + x->offset > DATE_YEAR_MAX)
			return fault(row, x, x->column[0], WRONG_YEAR);
		out->date = year_around(date_ymd((int)(year + x->offset), 1,
		    1));
		return GOT_VALUE;
	}
	return day_read(s, x->conv, &out->date) ? GOT_VALUE
	    : fault(row, x, x->column[0], x->conv == CONV_DAY8 ?
	    WRONG_DAY8 : WRONG_DAY);
}

/* Words and numbers. */

static enum coded_got
word_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	struct str s = cell_of(row, x->column[0]);
	const struct coded_word *w = coded_tables_word(row->tables, x->list,
	    s);

	if (w == NULL && s.n == 0)
		return GOT_EMPTY;
	if (w == NULL)
		return fault(row, x, x->column[0], WRONG_CODE);
	out->text = x->conv == CONV_MAP ? w->value : w->mode;
	if (x->conv == CONV_MAP && str_is(w->value, "-"))
		return GOT_NO_ACT;
	return out->text.n > 0 ? GOT_VALUE : GOT_EMPTY;
}

static void
number_text(struct coded_row *row, struct coded_value *out)
{
	out->text = arena_printf(row->arena, "%.10g", out->number);
}

static enum coded_got
number_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	size_t found = 0;

	for (size_t i = 0; i < x->columns; i++) {
		struct str s = cell_of(row, x->column[i]);
		double v;

		if (s.n == 0)
			continue;
		if (!str_real(s, &v) || !isfinite(v) || fabs(v) > 1e15)
			return fault(row, x, x->column[i], WRONG_NUMBER);
		out->number += v;
		found++;
	}
	if (found == 0)
		return GOT_EMPTY;
	number_text(row, out);
	return GOT_VALUE;
}

static bool
home_on(const struct coded_row *row, size_t side)
{
	for (size_t i = 0; i < row->states; i++)
		if (row->side[i] == side && str_eq(row->state[i],
		    row->ask->home))
			return true;
	return false;
}

static enum coded_got
tail_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	struct str s = cell_of(row, x->column[0]);
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };

	if (s.n == 0)
		return GOT_EMPTY;
	if (!str_starts(s, x->list) || s.n == x->list.n)
		return fault(row, x, x->column[0], WRONG_EDITION);
	text_put(&b, str_head(str_from(s, x->list.n), TEXT_MAX / 4));
	out->text = arena_str(row->arena, buf_view(&b));
	return GOT_VALUE;
}

static enum coded_got
kept_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	struct str key = template(row, x, true);
	const struct date *date = map_get(row->kept, key);

	if (key.n == 0 || date == NULL)
		return GOT_EMPTY;
	out->dated = true;
	out->date = *date;
	return GOT_VALUE;
}

enum coded_got
coded_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out)
{
	size_t state;

	*out = (struct coded_value){ .text = STR("") };
	switch (x->conv) {
	case CONV_LET:
		*out = row->let[x->at];
		return row->got[x->at];
	case CONV_IN_MONTH:
	case CONV_IN_YEAR:
		*out = row->let[x->at];
		if (row->got[x->at] == GOT_VALUE)
			out->date = x->conv == CONV_IN_MONTH
			    ? month_around(out->date.lo)
			    : year_around(out->date.lo);
		return row->got[x->at];
	case CONV_SPAN:
		*out = row->let[x->at];
		if (row->got[x->at] == GOT_VALUE &&
		    row->got[x->to] == GOT_VALUE &&
		    row->let[x->to].date.hi > out->date.hi)
			out->date.hi = row->let[x->to].date.hi;
		return row->got[x->at];
	case CONV_REF:
		out->kind = x->list;
		out->text = template(row, x, true);
		break;
	case CONV_SAY:
		out->text = template(row, x, false);
		break;
	case CONV_DAY:
	case CONV_DAY8:
	case CONV_YMD:
	case CONV_YEAR:
		return date_value(row, x, out);
	case CONV_MAP:
	case CONV_MODE:
		return word_value(row, x, out);
	case CONV_NUMBER:
		return number_value(row, x, out);
	case CONV_TAIL:
		return tail_value(row, x, out);
	case CONV_KEPT:
		return kept_value(row, x, out);
	case CONV_HOSTED:
		out->text = home_on(row, x->at) ? STR("hosted")
		    : STR("abroad");
		break;
	case CONV_STATE:
		state = state_of(row, x->at);
		if (state != SIZE_MAX)
			out->text = row->state[state];
		break;
	case CONV__MAX:
		break;
	}
	return out->text.n > 0 ? GOT_VALUE : GOT_EMPTY;
}
