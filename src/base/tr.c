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

const char *
tr(const char *lang, const char *english)
{
	size_t low = 0, high = tr_count;

	if (!tr_is_vi(lang))
		return english;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = strcmp(english, tr_rows[middle].english);

		if (c == 0)
			return tr_rows[middle].vietnamese;
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return english;
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
