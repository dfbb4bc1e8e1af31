/*
 * mo FILE: print the C source of the table of src/base/tr.h from a catalogue
 * as msgfmt makes it, which is sorted by its English. Build tool only.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *mo_name;

static void
fail(const char *what)
{
	(void)fprintf(stderr, "mo: %s: %s\n", mo_name, what);
	exit(1);
}

/* The whole file, with a NUL behind it. */
static unsigned char *
read_all(size_t *n)
{
	FILE *in = fopen(mo_name, "rb");
	unsigned char *p = NULL;
	size_t room = 0;

	if (in == NULL)
		fail("cannot be read");
	*n = 0;
	do {
		room += 1 << 20;
		p = realloc(p, room + 1);
		if (p == NULL)
			fail("out of memory");
		*n += fread(p + *n, 1, room - *n, in);
	} while (*n == room);
	if (ferror(in) || fclose(in) != 0)
		fail("cannot be read");
	p[*n] = '\0';
	return p;
}

static uint32_t
word_at(const unsigned char *p, size_t n, size_t at)
{
	uint32_t v;

	if (n < 4 || at > n - 4)
		fail("is cut short");
	memcpy(&v, p + at, sizeof(v));
	return v;
}

/* The text that the pair of length and offset at ${at} tells of. */
static const char *
text_at(const unsigned char *p, size_t n, size_t at)
{
	uint32_t length = word_at(p, n, at), offset = word_at(p, n, at + 4);

	if (offset > n || length > n - offset)
		fail("is cut short");
	return (const char *)p + offset;
}

/* Three octal digits, so that a digit may follow; \? keeps trigraphs away. */
static void
put_text(const char *s)
{
	(void)putchar('"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\' || *s == '?')
			(void)printf("\\%c", *s);
		else if (*s >= ' ' && *s <= '~')
			(void)putchar(*s);
		else
			(void)printf("\\%03o", (unsigned)(unsigned char)*s);
	}
	(void)putchar('"');
}

int
main(int argc, char **argv)
{
	unsigned char *p;
	const char *last = "";
	size_t n, count, rows = 0;

	mo_name = argc == 2 ? argv[1] : "a file";
	p = read_all(&n);
	if (word_at(p, n, 0) != 0x950412de)
		fail("is no catalogue of this machine");
	count = word_at(p, n, 8);
	(void)printf("/* Made by tool/mo.c. */\n#include \"base/tr.h\"\n\n"
	    "const struct tr_row tr_rows[] = {\n");
	for (size_t i = 0; i < count; i++) {
		const char *en = text_at(p, n, word_at(p, n, 12) + 8 * i);

		if (*en == '\0') /* the header */
			continue;
		if (strcmp(last, en) >= 0)
			fail("is not sorted");
		last = en;
		(void)printf("\t{ ");
		put_text(en);
		(void)printf(",\n\t    ");
		put_text(text_at(p, n, word_at(p, n, 16) + 8 * i));
		(void)printf(" },\n");
		rows++;
	}
	/* An array may not be empty; the last row is not counted. */
	(void)printf("\t{ \"\", \"\" },\n};\nconst size_t tr_rows_n = %zu;\n",
	    rows);
	free(p);
	if (fflush(stdout) != 0 || ferror(stdout))
		fail("cannot be written");
	return 0;
}
