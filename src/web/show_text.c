#include "web/show.h"

#include "base/str.h"
#include "web/html.h"

#include "base/banned.h"

enum { SHOW_MARKS_MAX = 4096 };

static int
show_by_end(const struct report_mark *m, size_t marks, size_t at, size_t *i)
{
	while (*i < marks && m[*i].end != at)
		(*i)++;
	return *i < marks;
}

/* The nearest place behind ${at} where a passage begins or ends. */
static size_t
show_next_edge(const struct report_mark *m, size_t marks, size_t at, size_t n)
{
	size_t next = n;

	for (size_t i = 0; i < marks; i++) {
		if (m[i].begin > at && m[i].begin < next)
			next = m[i].begin;
		if (m[i].end > at && m[i].end < next)
			next = m[i].end;
	}
	return next;
}

static bool
show_inside(const struct report_mark *m, size_t marks, size_t at)
{
	for (size_t i = 0; i < marks; i++)
		if (m[i].begin <= at && at < m[i].end)
			return true;
	return false;
}

/* Blank lines part paragraphs; single line ends are kept by the style. */
static void
show_lines(struct buf *b, struct str s)
{
	size_t i;

	while ((i = str_find(s, STR("\n\n"))) != SIZE_MAX) {
		html_text(b, str_to(s, i));
		html_put(b, "</p><p>");
		s = str_from(s, i + 2);
	}
	html_text(b, s);
}

static void
show_piece(struct buf *b, struct str s, bool marked)
{
	size_t i;

	if (!marked) {
		show_lines(b, s);
		return;
	}
	/* A mark may not hold the end of a paragraph. */
	while ((i = str_find(s, STR("\n\n"))) != SIZE_MAX) {
		if (i > 0)
			html_put(b, "<mark>%.*s</mark>", STRF(str_to(s, i)));
		html_put(b, "</p><p>");
		s = str_from(s, i + 2);
	}
	if (s.n > 0)
		html_put(b, "<mark>%.*s</mark>", STRF(s));
}

void
show_text(struct buf *b, struct str text, const struct report_mark *m,
    size_t marks)
{
	size_t at = 0;

	if (marks > SHOW_MARKS_MAX)
		marks = SHOW_MARKS_MAX;
	html_put(b, "<div class=\"passages\"><p>");
	while (at < text.n) {
		size_t next = show_next_edge(m, marks, at, text.n);

		show_piece(b, str_to(str_from(text, at), next - at),
		    show_inside(m, marks, at));
		for (size_t i = 0; show_by_end(m, marks, next, &i); i++)
			if (m[i].letter.n > 0)
				html_put(b, "<sup class=\"letter\">%.*s</sup>",
				    STRF(m[i].letter));
		at = next;
	}
	html_put(b, "</p></div>");
}
