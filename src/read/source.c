#include "read/source_part.h"

#include <string.h>

#include "base/packed.h"
#include "base/str.h"

#include "base/banned.h"

enum { DEPTH_MAX = 4 };

static const struct {
	const char *ending;
	enum source_kind kind;
} endings[] = {
	{ ".txt", SOURCE_TEXT }, { ".text", SOURCE_TEXT },
	{ ".md", SOURCE_MARKDOWN }, { ".markdown", SOURCE_MARKDOWN },
	{ ".html", SOURCE_HTML }, { ".htm", SOURCE_HTML },
	{ ".xhtml", SOURCE_HTML }, { ".pdf", SOURCE_PDF },
	{ ".docx", SOURCE_DOCX }, { ".docm", SOURCE_DOCX },
	{ ".eml", SOURCE_MAIL }
};

static bool
ends_nocase(struct str s, struct str end)
{
	return s.n >= end.n && str_eq_nocase(str_from(s, s.n - end.n), end);
}

static bool
by_ending(struct str name, enum source_kind *kind)
{
	for (size_t i = 0; i < countof(endings); i++)
		if (ends_nocase(name, str_of(endings[i].ending))) {
			*kind = endings[i].kind;
			return true;
		}
	return false;
}

enum source_kind
source_kind(struct str bytes, struct str name)
{
	struct str start = str_trim(str_head(bytes, 200));
	enum source_kind k = SOURCE_TEXT;

	if (str_starts(bytes, STR("%PDF-")))
		return SOURCE_PDF;
	if (packed_is(bytes))
		return SOURCE_DOCX;
	if (by_ending(name, &k))
		return k;
	if (start.n > 5 && (str_eq_nocase(str_to(start, 5), STR("<html")) ||
	    str_eq_nocase(str_to(start, 5), STR("<!doc"))))
		return SOURCE_HTML;
	return SOURCE_TEXT;
}

const char *
source_kind_name(enum source_kind k)
{
	static const char *const names[SOURCE__MAX] = {
		"text", "Markdown", "HTML", "PDF", "Word document", "mail"
	};

	ALWAYS(k < SOURCE__MAX);
	return names[k];
}

bool
source_reads(struct str name)
{
	enum source_kind k;

	return name.n > 0 && name.p[0] != '.' && by_ending(name, &k);
}

/* The reason in words that tell how to mend. */
static enum err
pdf_why(enum err e, struct why *why)
{
	if (e == ERR_MISSING)
		return why_set(why, e, "PDF files are read by pdftotext, "
		    "which is not installed: sudo apt-get install "
		    "poppler-utils");
	if (e == ERR_LIMIT)
		return why_set(why, e, "reading the PDF took more than a "
		    "minute, or more memory or text than one document has; "
		    "cut it into parts");
	return why_set(why, e, "the PDF is damaged or locked with a "
	    "password; save it anew from the program that made it");
}

static enum err
pdf_text(struct arena *a, struct world *w, struct str bytes,
    struct source *s, struct why *why)
{
	static const char *const argv[] = { "pdftotext", "-q", "-enc", "UTF-8",
		"-", "-", NULL };
	struct world_run r = { argv, bytes, 60, 1024 * MIB };
	struct buf printed CLEANUP(buf_free) = { .max = READING_BYTES_MAX };
	struct buf b CLEANUP(buf_free) = { .max = READING_BYTES_MAX };
	enum err e = w->run(w, &r, &printed);

	if (e != ERR_OK)
		return pdf_why(e, why);
	source_pages(&b, buf_view(&printed));
	if (b.err != ERR_OK)
		return pdf_why(b.err, why);
	if (str_trim(buf_view(&b)).n == 0)
		return why_set(why, ERR_INPUT, "the PDF holds pictures and no "
		    "text; recognise its letters first, for instance with "
		    "ocrmypdf");
	s->text = arena_str(a, buf_view(&b));
	s->format = READING_TEXT;
	return ERR_OK;
}

static enum err
docx_text(struct arena *a, struct str bytes, struct source *s,
    struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = READING_BYTES_MAX };
	enum err e = source_docx(a, bytes, &b, why);

	if (e == ERR_OK)
		e = b.err != ERR_OK ? why_set(why, b.err,
		    "the document is too long; cut it into parts") : ERR_OK;
	if (e == ERR_OK && str_trim(buf_view(&b)).n == 0)
		e = why_set(why, ERR_INPUT, "the document holds no text");
	if (e == ERR_OK)
		s->text = arena_str(a, buf_view(&b));
	s->format = READING_TEXT;
	return e;
}

static enum err fill(struct arena *a, struct world *w, struct str bytes,
    struct source *s, int depth, struct why *why);

/* A mail, then what is attached, each read by its own kind. */
static enum err
mail_text(struct arena *a, struct world *w, struct str bytes,
    struct source *s, int depth, struct why *why)
{
	struct source *part = arena_array(a, SOURCE_PARTS_MAX, sizeof(*part));
	struct source *last = s;
	size_t n = 0;
	enum err e = source_mail(a, bytes, s, part, &n, why);

	for (size_t i = 0; e == ERR_OK && i < n; i++) {
		struct why inner = { .lang = why != NULL ? why->lang : NULL };
		struct str raw = part[i].text;

		part[i].text = STR("");
		part[i].name = arena_printf(a, "%.*s: %.*s", STRF(s->name),
		    STRF(part[i].name));
		if (fill(a, w, raw, &part[i], depth + 1, &inner) != ERR_OK)
			part[i].fault = arena_str(a, str_of(inner.text));
		/* What is attached is as old as the mail, if nothing else. */
		if (!part[i].has_date) {
			part[i].has_date = s->has_date;
			part[i].date = s->date;
		}
		last->next = &part[i];
		while (last->next != NULL)
			last = last->next;
	}
	return e;
}

static enum err
fill(struct arena *a, struct world *w, struct str bytes, struct source *s,
    int depth, struct why *why)
{
	s->text = bytes;
	if (depth > DEPTH_MAX)
		return why_set(why, ERR_LIMIT,
		    "mails lie too deep inside each other");
	switch (source_kind(bytes, s->name)) {
	case SOURCE_MARKDOWN:
		s->format = READING_MARKDOWN;
		return ERR_OK;
	case SOURCE_HTML:
		s->format = READING_HTML;
		return ERR_OK;
	case SOURCE_PDF:
		return pdf_text(a, w, bytes, s, why);
	case SOURCE_DOCX:
		return docx_text(a, bytes, s, why);
	case SOURCE_MAIL:
		return mail_text(a, w, bytes, s, depth, why);
	case SOURCE_TEXT:
	case SOURCE__MAX:
		break;
	}
	s->format = READING_TEXT;
	return ERR_OK;
}

enum err
source_of(struct arena *a, struct world *w, struct str bytes,
    struct str name, struct source **out, struct why *why)
{
	struct source *s = arena_alloc(a, sizeof(*s));

	s->name = name;
	*out = s;
	return fill(a, w, bytes, s, 0, why);
}

void
source_opts(const struct source *s, const struct reading_opts *given,
    struct reading_opts *out)
{
	*out = *given;
	if (out->format == READING_AUTO)
		out->format = s->format;
	out->title = s->title;
	if (!out->has_date) {
		out->has_date = s->has_date;
		out->date = s->date;
	}
}
