/*
 * What a person reads, in the reader's language. The English sentence in the
 * source is the key; po/vi.po has the Vietnamese, and the build fails when a
 * sentence has none. A language is "en" or "vi"; NULL is "en".
 */
#ifndef BASE_TR_H
#define BASE_TR_H

#include "base/buf.h"

/* TR(lit): marks a sentence in a table, for tr() where it is shown. */
#define TR(lit) lit

/*
 * tr(lang, english), tr_n(lang, one, many, n):
 * The sentence in ${lang}; of ${n} things, where English has two forms. What
 * stands in no table, such as a name that passes through, comes back as it
 * is. Costs some ten comparisons of strings. The result lives for ever, and
 * takes the same arguments as the English, which the compiler checks here and
 * msgfmt in the translation.
 */
const char *tr(const char *lang, const char *english) FORMAT_ARG(2);
const char *tr_n(const char *lang, const char *one, const char *many,
    int64_t n) FORMAT_ARG(2) FORMAT_ARG(3);

/* tr_str(lang, english): the same as a view. */
struct str tr_str(const char *lang, const char *english);

/* tr_view(lang, s): the same for a view, which need not end with NUL. */
struct str tr_view(const char *lang, struct str s);

/*
 * tr_number(b, lang, s), tr_count(b, lang, n):
 * A number as people write it: 1,234.5 or 1.234,5. ${s} is digits with a sign
 * or a point or without, and what follows them, which is left as it is; what
 * does not begin like that is left as it is altogether.
 */
void tr_number(struct buf *b, const char *lang, struct str s);
void tr_count(struct buf *b, const char *lang, int64_t n);

/* tr_is_vi(lang): whether ${lang} is "vi". */
bool tr_is_vi(const char *lang);

/* tr_known(s): "en" or "vi" when ${s} names that language, else NULL. */
const char *tr_known(struct str s);

/*
 * tr_wanted(s):
 * The first language of an Accept-Language header that is known, or NULL. Its
 * weights are not read: browsers list the languages by them.
 */
const char *tr_wanted(struct str s);

/* The table, sorted by English; made from po/vi.po by tool/mo.c. */
struct tr_row {
	const char *english, *vietnamese;
};
extern const struct tr_row tr_rows[];
extern const size_t tr_rows_n;

#endif
