/*
 * What all builders of reports say in the same way: a term by its name, a ref
 * by a link, a status as a chip, a date, a count in a sentence; and under
 * which marking it may be shown, from the partitions that were read.
 */
#ifndef ADVISE_WORDS_H
#define ADVISE_WORDS_H

#include "advise/report.h"
#include "model/find.h"

struct words {
	struct reader *r;
	struct arena *a;
	const char *lang;
	struct map *term; /* "list/code" to its name */
	struct map *name; /* id to the cell that shows it */
	uint64_t parts;   /* partitions read */
};

/* words_init(w, r, a, lang): ${lang} NULL is "en". */
void words_init(struct words *w, struct reader *r, struct arena *a,
    const char *lang);

/* words_vi(w): whether Vietnamese is asked for. */
bool words_vi(const struct words *w);

/* The kind called ${name}; it must be there. */
const struct kind *words_kind(const struct words *w, const char *name);
/* Its name, for one and for many; a field's name. */
struct str words_one(const struct words *w, const struct kind *k);
struct str words_many(const struct words *w, const struct kind *k);
struct str words_field(const struct words *w, const struct field *f);

/* words_term(w, list, code): the name of a term; looked up once. */
struct str words_term(struct words *w, struct str list, struct str code);

/* words_status(w, k, code): the derived status of a record as a chip. */
struct report_cell words_status(struct words *w, const struct kind *k,
    struct str code);
enum report_tone words_tone(struct str code);

/*
 * words_ref(w, id): the title of that record with its link; a partner as its
 * code. Empty for an empty id and for what cannot be seen. Looked up once.
 */
struct report_cell words_ref(struct words *w, struct str id);

/* words_record(w, k, id, code, words): a link to it by code, or else id. */
struct report_cell words_record(struct words *w, const struct kind *k,
    struct str id, struct str code, struct str words);

/* words_date(w, d): a cell; empty when lo > hi. words_day: for a sentence. */
struct report_cell words_date(struct words *w, struct date d);
struct str words_day(struct words *w, int32_t day);

/* words_value(w, f, v): any value as a cell. */
struct report_cell words_value(struct words *w, const struct field *f,
    const struct value *v);

/* words_title(w, row): its title, or its code, or its id. */
struct str words_title(struct words *w, const struct row *row);
/* words_code(w, row): its code, or its id. */
struct str words_code(struct words *w, const struct row *row);
/* words_value_of(row, name): a field's value of a row; VALUE_EMPTY if none. */
const struct value *words_value_of(const struct row *row, const char *name);

/*
 * words_count(w, n, one, many): "1 promise", "3 promises"; the words are
 * English and are translated here. words_number(w, n): "1,234"; its p ends
 * with NUL.
 */
struct str words_count(struct words *w, int64_t n, const char *one,
    const char *many);
struct str words_number(struct words *w, int64_t n);

/* words_small(a, s): a name inside a sentence: "activity", but "UN office". */
struct str words_small(struct arena *a, struct str s);

/* words_cut(w, s, n): at most about ${n} bytes, cut at a word, with "…". */
struct str words_cut(struct words *w, struct str s, size_t n);

/* What was read: labels of rows, or partitions as bits. */
void words_label(struct words *w, struct str label);

/*
 * words_head(w, r): the language, the marking of what was read, demo, the
 * point in time.
 */
void words_head(struct words *w, struct report *r);

#endif
