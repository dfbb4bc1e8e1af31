#include "read/source_part.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum {
	EDGE = 3,          /* running heads are among the outermost lines */
	PAGES_MIN = 3,     /* with fewer pages nothing can be told */
	KEY_BYTES = 64,
	HEADS_MAX = 64
};

/* A line that stands at the edge of several pages, its digits made one. */
struct head {
	char key[KEY_BYTES];
	size_t n;
	size_t pages;
	size_t last; /* the page it was counted on */
};

struct pages {
	struct head head[HEADS_MAX];
	size_t heads;
	size_t pages;
};

/* "Page 12 of 30" and "Page 13 of 30" are the same head. */
static size_t
key_of(struct str line, char key[static KEY_BYTES])
{
	size_t n = 0;

	for (size_t i = 0; i < line.n && n < KEY_BYTES; i++) {
		bool digit = line.p[i] >= '0' && line.p[i] <= '9';

		if (!digit)
			key[n++] = line.p[i];
		else if (n == 0 || key[n - 1] != '#')
			key[n++] = '#';
	}
	return n;
}

static struct head *
head_of(struct pages *p, struct str line)
{
	char key[KEY_BYTES];
	size_t n = key_of(line, key);

	for (size_t i = 0; i < p->heads; i++)
		if (p->head[i].n == n && memcmp(p->head[i].key, key, n) == 0)
			return &p->head[i];
	if (p->heads == HEADS_MAX || n == 0)
		return NULL;
	memcpy(p->head[p->heads].key, key, n);
	p->head[p->heads].n = n;
	p->head[p->heads].last = SIZE_MAX;
	return &p->head[p->heads++];
}

/* The next page off ${s}; false when none is left. */
static bool
next_page(struct str *s, struct str *page)
{
	if (s->n == 0)
		return false;
	(void)str_cut(*s, '\f', page, s);
	return true;
}

static size_t
count_lines(struct str page)
{
	struct str line;
	size_t n = 0;

	while (str_line(&page, &line))
		n += str_trim(line).n > 0;
	return n;
}

static bool
at_edge(size_t i, size_t lines)
{
	return i < EDGE || i + EDGE >= lines;
}

static void
count_heads(struct pages *p, struct str printed)
{
	struct str page, line;

	for (; next_page(&printed, &page); p->pages++) {
		size_t lines = count_lines(page), i = 0;

		while (str_line(&page, &line)) {
			struct head *h;

			line = str_trim(line);
			if (line.n == 0 || !at_edge(i++, lines))
				continue;
			h = head_of(p, line);
			if (h == NULL || h->last == p->pages)
				continue;
			h->last = p->pages;
			h->pages++;
		}
	}
}

static bool
number_alone(struct str line)
{
	size_t digits = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] >= '0' && line.p[i] <= '9')
			digits++;
		else if (strchr(" -.|/", line.p[i]) == NULL)
			return false;
	}
	return digits > 0 && digits < 5;
}

/* Whether the line at the edge of a page belongs to the page alone. */
static bool
is_head(struct pages *p, struct str line)
{
	struct head *h;

	if (number_alone(line))
		return true;
	if (p->pages < PAGES_MIN)
		return false;
	h = head_of(p, line);
	return h != NULL && h->pages >= PAGES_MIN && h->pages * 2 >= p->pages;
}

static bool
small(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c > 127;
}

static bool
ends(const struct buf *b)
{
	return b->n == 0 || strchr(".?!:;", b->p[b->n - 1]) != NULL;
}

/*
 * One line behind what is there. ${gap}: an empty line or a new page stood
 * before it; ${turned}: only a new page, over which a sentence may go on.
 */
static void
put_line(struct buf *b, struct str line, bool gap, bool turned)
{
	bool goes_on = small(line.p[0]) && !ends(b);

	if (b->n > 0 && gap && !(turned && goes_on)) {
		buf_text(b, "\n\n");
	} else if (b->n > 1 && b->p[b->n - 1] == '-' && small(line.p[0]) &&
	    small(b->p[b->n - 2])) {
		b->n--; /* the word was cut only to fit */
	} else if (b->n > 0) {
		buf_char(b, '\n');
	}
	buf_str(b, line);
}

void
source_pages(struct buf *b, struct str printed)
{
	struct pages p = { .heads = 0 };
	bool gap = false, turned = false;
	struct str page, line;

	count_heads(&p, printed);
	while (next_page(&printed, &page)) {
		size_t lines = count_lines(page), i = 0;

		turned = !gap || turned;
		gap = true;
		while (str_line(&page, &line)) {
			line = str_trim(line);
			if (line.n == 0) {
				/* What stands above was a head, or is whole. */
				turned &= i == 0 || gap;
				gap = true;
				continue;
			}
			if (at_edge(i++, lines) && is_head(&p, line))
				continue;
			put_line(b, line, gap, turned);
			gap = turned = false;
		}
	}
}
