#include "base/tr.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

bool
tr_is_vi(const char *lang)
{
	return lang != NULL && lang[0] == 'v' && lang[1] == 'i' &&
	    lang[2] == '\0';
}

/* Where ${s} is in the table, or NULL. */
static const struct tr_row *
tr_find(struct str s)
{
	size_t low = 0, high = tr_rows_n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = str_cmp(s, str_of(tr_rows[middle].english));

		if (c == 0)
			return &tr_rows[middle];
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *
tr(const char *lang, const char *english)
{
	const struct tr_row *row;

	if (!tr_is_vi(lang))
		return english;
	row = tr_find(str_of(english));
	return row != NULL ? row->vietnamese : english;
}

const char *
tr_n(const char *lang, const char *one, const char *many, int64_t n)
{
	/* Vietnamese has one form, which stands under the English singular. */
	if (tr_is_vi(lang))
		return tr(lang, one);
	return n == 1 ? one : many;
}

struct str
tr_str(const char *lang, const char *english)
{
	return str_of(tr(lang, english));
}

struct str
tr_view(const char *lang, struct str s)
{
	const struct tr_row *row = tr_is_vi(lang) ? tr_find(s) : NULL;

	return row != NULL ? str_of(row->vietnamese) : s;
}

static size_t
tr_digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

void
tr_number(struct buf *b, const char *lang, struct str s)
{
	bool vi = tr_is_vi(lang);
	size_t n;

	if (s.n > 1 && (s.p[0] == '-' || s.p[0] == '+') &&
	    tr_digits(str_from(s, 1)) > 0) {
		buf_char(b, s.p[0]);
		s = str_from(s, 1);
	}
	n = tr_digits(s);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_char(b, vi ? '.' : ',');
		buf_char(b, s.p[i]);
	}
	s = str_from(s, n);
	if (n > 0 && s.n > 1 && s.p[0] == '.' &&
	    tr_digits(str_from(s, 1)) > 0) {
		buf_char(b, vi ? ',' : '.');
		s = str_from(s, 1);
	}
	buf_str(b, s);
}

void
tr_count(struct buf *b, const char *lang, int64_t n)
{
	struct buf plain CLEANUP(buf_free) = { .max = 32 };

	buf_printf(&plain, "%lld", (long long)n);
	tr_number(b, lang, buf_view(&plain));
}

const char *
tr_known(struct str s)
{
	static const char *const known[] = { "en", "vi" };

	for (size_t i = 0; i < countof(known); i++)
		if (str_eq_nocase(s, str_of(known[i])))
			return known[i];
	return NULL;
}

const char *
tr_wanted(struct str s)
{
	struct str one, tag, rest;

	while (s.n > 0) {
		const char *known;

		(void)str_cut(s, ',', &one, &s);
		(void)str_cut(one, ';', &one, &rest);
		(void)str_cut(str_trim(one), '-', &tag, &rest);
		known = tr_known(tag);
		if (known != NULL)
			return known;
	}
	return NULL;
}
