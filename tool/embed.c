/*
 * embed FILE...: print the C source of the assets table (src/base/assets.h),
 * sorted by name. The names are the paths as given. A style sheet loses its
 * remarks and the blanks that it does not need. Build tool only.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
	const char *name;
	size_t size;
	uint64_t hash;
};

static void
fail(const char *what, const char *name)
{
	(void)fprintf(stderr, "embed: %s: %s\n", name, what);
	exit(1);
}

static int
by_name(const void *a, const void *b)
{
	const struct file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Three octal digits, so that a digit may follow; \? keeps trigraphs away. */
static void
put_byte(int c)
{
	if (c == '"' || c == '\\' || c == '?')
		(void)printf("\\%c", c);
	else if (c >= ' ' && c <= '~')
		(void)putchar(c);
	else
		(void)printf("\\%03o", (unsigned)c);
}

/*
 * The next byte of a style sheet without its remarks, with single blanks and
 * none behind what needs none.
 */
static int
next_of_sheet(FILE *in)
{
	static int quote, last, ahead = EOF;
	int c = ahead != EOF ? ahead : getc(in);

	ahead = EOF;
	for (; quote == 0; c = getc(in)) {
		if (c == '/') {
			ahead = getc(in);
			if (ahead != '*')
				break;
			ahead = EOF;
			for (int was = 0; (c = getc(in)) != EOF; was = c)
				if (was == '*' && c == '/')
					break;
			continue;
		}
		if (c != ' ' && c != '\t' && c != '\n')
			break;
		if (strchr(" {};:,", last) == NULL)
			return last = ' ';
	}
	if (c == quote)
		quote = 0;
	else if (quote == 0 && (c == '"' || c == '\''))
		quote = c;
	return last = c;
}

static int
next_byte(const struct file *f, FILE *in)
{
	const char *ending = strrchr(f->name, '.');

	return ending != NULL && strcmp(ending, ".css") == 0 ?
	    next_of_sheet(in) : getc(in);
}

static void
put_body(struct file *f, size_t number)
{
	FILE *in = fopen(f->name, "rb");
	int c;

	if (in == NULL)
		fail("cannot be read", f->name);
	f->hash = 0xcbf29ce484222325u;
	(void)printf("static const char body_%zu[] =\n\t\"", number);
	while ((c = next_byte(f, in)) != EOF) {
		f->hash = (f->hash ^ (uint64_t)c) * 0x100000001b3u;
		if (f->size > 0 && f->size % 64 == 0)
			(void)printf("\"\n\t\"");
		put_byte(c);
		f->size++;
	}
	if (ferror(in) || fclose(in) != 0)
		fail("cannot be read", f->name);
	(void)printf("\";\n");
}

static void
put_row(const struct file *f, size_t number)
{
	(void)printf("\t{ { \"%s\", %zu }, { body_%zu, %zu },\n"
	    "\t    { \"%016" PRIx64 "\", 16 } },\n", f->name,
	    strlen(f->name), number, f->size, f->hash);
}

int
main(int argc, char **argv)
{
	size_t n = (size_t)argc - 1;
	struct file *file = calloc(n + 1, sizeof(*file));

	if (file == NULL)
		fail("out of memory", "embed");
	for (size_t i = 0; i < n; i++) {
		file[i].name = argv[i + 1];
		if (strpbrk(file[i].name, "\"\\?\n") != NULL)
			fail("a name with quotation marks", file[i].name);
	}
	qsort(file, n, sizeof(*file), by_name);
	(void)printf("/* Made by tool/embed.c. */\n"
	    "#include \"base/assets.h\"\n\n"
	    "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(file[i - 1].name, file[i].name) == 0)
			fail("named twice", file[i].name);
		put_body(&file[i], i);
	}
	(void)printf("\nconst struct asset assets_all[] = {\n");
	for (size_t i = 0; i < n; i++)
		put_row(&file[i], i);
	/* An array may not be empty; the last row is not counted. */
	(void)printf("\t{ { \"\", 0 }, { \"\", 0 }, { \"\", 0 } },\n};\n"
	    "const size_t assets_count = %zu;\n", n);
	free(file);
	if (fflush(stdout) != 0 || ferror(stdout))
		fail("cannot be written", "standard output");
	return 0;
}
