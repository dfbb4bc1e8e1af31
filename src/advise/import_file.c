#include "advise/import_part.h"

#include "base/str.h"

#include "base/banned.h"

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static struct str
repaired(struct arena *a, enum legacy encoding, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * s.n + 16 };

	if (is_ascii(s))
		return s;
	legacy_repair(&b, encoding, s);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

/* Excel's "Unicode text" is UTF-16 behind its mark. */
static struct str
wide_text(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 3 * s.n + 16 };
	uint32_t high = 0;

	if (!str_starts(s, STR("\xff\xfe")))
		return s;
	for (size_t i = 2; i + 1 < s.n; i += 2) {
		uint32_t c = (unsigned char)s.p[i] |
		    (uint32_t)(unsigned char)s.p[i + 1] << 8;

		if (c >= 0xd800 && c < 0xdc00) {
			high = c;
			continue;
		}
		if (c >= 0xdc00 && c < 0xe000)
			c = high == 0 ? 0xfffd : 0x10000 +
			    ((high - 0xd800) << 10) + (c - 0xdc00);
		high = 0;
		buf_utf8(&b, c);
	}
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static enum err
text_encoding(struct arena *a, const struct import_ask *ask,
    struct import *im, struct book *w, struct why *why)
{
	if (w->format != BOOK_TEXT)
		return ERR_OK;
	w->bytes = wide_text(a, w->bytes);
	if (ask->repair && !str_valid(w->bytes))
		w->bytes = repaired(a, ask->encoding, w->bytes);
	if (str_valid(w->bytes))
		return ERR_OK;
	im->looks = legacy_guess(w->bytes);
	if (im->looks == LEGACY_NONE)
		return ERR_OK; /* the sheet tells the line */
	return why_set(why, ERR_INPUT, "the text is not UTF-8; it reads as "
	    "Vietnamese of the encoding %s: choose that one",
	    legacy_name(im->looks));
}

static enum err
sheet_choose(const struct import_ask *ask, struct import *im,
    const struct book *w, struct why *why)
{
	int64_t n;

	if (ask->sheet.n == 0)
		return ERR_OK;
	im->sheet_at = book_sheet(w, ask->sheet);
	if (im->sheet_at != SIZE_MAX)
		return ERR_OK;
	if (str_int(ask->sheet, &n) && n >= 1 && (size_t)n <= w->sheets) {
		im->sheet_at = (size_t)n - 1;
		return ERR_OK;
	}
	if (w->format == BOOK_TEXT)
		return why_set(why, ERR_INPUT, "a text has one sheet; leave "
		    "the name of the sheet out");
	return why_set(why, ERR_INPUT, "there is no sheet \"%.*s\"; the first "
	    "is \"%.*s\"", STRF(str_head(ask->sheet, 80)),
	    STRF(str_head(w->name[0], 80)));
}

/* The sheet that was asked for, or the first that is a table. */
static enum err
sheet_take(struct arena *a, const struct import_ask *ask, struct import *im,
    const struct book *w, struct why *why)
{
	enum err e = sheet_choose(ask, im, w, why);

	for (size_t i = 0; e == ERR_OK && ask->sheet.n == 0 &&
	    i + 1 < w->sheets; i++) {
		struct why none = { 0 };

		im->sheet_at = i;
		if (book_read(w, a, i, &im->sheet, &none) == ERR_OK)
			return ERR_OK;
		im->sheet_at = i + 1;
	}
	return e == ERR_OK ? book_read(w, a, im->sheet_at, &im->sheet, why)
	    : e;
}

/* Cells that show an old font's bytes as Western letters. */
static void
sheet_encoding(struct arena *a, const struct import_ask *ask,
    struct import *im)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	struct sheet *s = &im->sheet;
	size_t cells = s->rows * s->columns;

	if (ask->repair) {
		for (size_t i = 0; i < s->columns; i++)
			s->head[i] = repaired(a, ask->encoding, s->head[i]);
		for (size_t i = 0; i < cells; i++)
			s->cell[i] = repaired(a, ask->encoding, s->cell[i]);
		return;
	}
	/* Whoever named the columns has seen what they look like. */
	if (ask->columns.n > 0)
		return;
	for (size_t i = 0; i < s->columns; i++) {
		buf_str(&b, s->head[i]);
		buf_char(&b, ' ');
	}
	for (size_t i = 0; i < cells && b.err == ERR_OK; i++)
		if (!is_ascii(s->cell[i])) {
			buf_str(&b, s->cell[i]);
			buf_char(&b, ' ');
		}
	im->looks = legacy_guess(buf_view(&b));
}

enum err
import_file(struct arena *a, const struct import_ask *ask, struct import *im,
    struct why *why)
{
	struct book w;
	enum err e = book_open(a, ask->bytes, &w, why);

	if (e == ERR_OK)
		e = text_encoding(a, ask, im, &w, why);
	if (e == ERR_OK)
		e = sheet_take(a, ask, im, &w, why);
	im->sheets = w.name;
	im->sheet_count = w.sheets;
	/* A text was repaired as bytes already, or is UTF-8 that shows them. */
	if (e == ERR_OK && !(ask->repair && w.format == BOOK_TEXT &&
	    !str_valid(ask->bytes)))
		sheet_encoding(a, ask, im);
	book_close(&w);
	return e;
}
