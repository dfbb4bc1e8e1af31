/*
 * Kind files as data: test/kind/X.kind is read after the common fields below;
 * X.want holds what it must mean, or X.reject the sentence that refuses it.
 */
#include "lib/check.h"

#include <dirent.h>

#include "model/kind.h"
#include "world/world.h"

static const char common[] =
	"common\n"
	"field 1 code text search\n"
	"\ten Reference\n"
	"field 2 valid_from date\n"
	"\ten True from\n";

static void
show_cond(struct buf *b, const struct cond *c)
{
	static const char *const names[] = { "set", "before", "after",
		"within", "is", "any", "same", "over" };

	buf_printf(b, " %s%s", c->negated ? "!" : "", names[c->type]);
	if (c->type == COND_ANY || c->type == COND_SAME)
		buf_printf(b, "(%.*s %.*s.%.*s", STRF(c->a),
		    STRF(c->kind->name), STRF(c->via->name));
	else
		buf_printf(b, "(%.*s %.*s", STRF(c->a), STRF(c->b));
	if (c->with != NULL)
		buf_printf(b, " %.*s", STRF(c->with->name));
	buf_printf(b, " %.*s %d)", STRF(c->text), c->days);
}

static void
show_rule(struct buf *b, const char *what, struct str name,
    const struct rule *r)
{
	buf_printf(b, "%s %.*s:", what, STRF(name));
	for (size_t i = 0; i < r->conds; i++)
		show_cond(b, &r->cond[i]);
	buf_char(b, '\n');
}

static void
show_field(struct buf *b, const struct field *f)
{
	buf_printf(b, "field %u %.*s type %d list \"%.*s\" to", f->number,
	    STRF(f->name), (int)f->type, STRF(f->list));
	for (size_t i = 0; i < f->targets; i++)
		buf_printf(b, " %.*s", STRF(f->target[i]->name));
	buf_printf(b, "%s%s%s%s | %.*s | %.*s | %.*s\n",
	    f->required ? " required" : "", f->searched ? " searched" : "",
	    f->listed ? " listed" : "", f->indexed ? " indexed" : "",
	    STRF(f->en), STRF(f->vi), STRF(f->help));
}

static void
show_kind(struct buf *b, const struct kind *k)
{
	buf_printf(b, "kind %u %.*s: %.*s, %.*s, %.*s; \"%.*s\"; by %s%.*s; "
	    "title %.*s\n", k->number, STRF(k->name), STRF(k->en),
	    STRF(k->en_many), STRF(k->vi), STRF(k->numbering),
	    k->descending ? "-" : "", STRF(k->order->name),
	    STRF(k->title->name));
	for (size_t i = 0; i < k->fields; i++)
		if (k->field[i].number >= KIND_OWN_FIRST)
			show_field(b, &k->field[i]);
	for (size_t i = 0; i < k->lets; i++) {
		buf_printf(b, "let %.*s", STRF(k->let[i].name));
		for (size_t j = 0; j < k->let[i].fields; j++)
			buf_printf(b, " %.*s", STRF(k->let[i].field[j]->name));
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < k->derives; i++)
		for (size_t j = 0; j < k->derive[i].rules; j++)
			show_rule(b, "when", k->derive[i].rule[j].code,
			    &k->derive[i].rule[j]);
	for (size_t i = 0; i < k->checks; i++)
		show_rule(b, k->check[i].refused ? "refused" : "check",
		    k->check[i].name, &k->check[i].rule);
}

/* A second kind stands beside, so that there is something to point to. */
static const char beside[] =
	"kind 500 partner\n"
	"en Partner | Partners\n"
	"title name\n"
	"order name\n"
	"field 16 name text required search list\n"
	"\ten Name\n"
	"field 17 tier term tier\n"
	"\ten Tier\n"
	"field 18 friend ref partner\n"
	"\ten Friend\n"
	"field 19 about ref any\n"
	"\ten About\n";

static void
try_text(struct arena *a, struct str text, struct buf *got)
{
	struct kind_file file[] = {
		{ STR("common.kind"), STR("") },
		{ STR("partner.kind"), STR("") },
		{ STR("x.kind"), text }
	};
	struct kinds ks;
	struct why why = { 0 };

	file[0].text = str_of(common);
	file[1].text = str_of(beside);
	if (kind_parse(a, file, countof(file), &ks, &why) != ERR_OK)
		buf_printf(got, "%s\n", why.text);
	else
		show_kind(got, &ks.kind[0]);
}

static bool
read_beside(const char *stem, const char *ending, struct buf *b)
{
	char path[512];
	struct world *w = world_posix();

	(void)snprintf(path, sizeof(path), "test/kind/%s%s", stem, ending);
	return w->read_file(w, path, b) == ERR_OK;
}

static void
check_file(const char *name)
{
	struct buf text CLEANUP(buf_free) = { .max = MIB };
	struct buf want CLEANUP(buf_free) = { .max = MIB };
	struct buf reject CLEANUP(buf_free) = { .max = MIB };
	struct buf got CLEANUP(buf_free) = { .max = MIB };
	struct arena *a = arena_new(16 * MIB);
	char stem[256] = "";
	bool accepted, refused;

	memcpy(stem, name, strlen(name) - strlen(".kind"));
	assert_true(read_beside(stem, ".kind", &text));
	accepted = read_beside(stem, ".want", &want);
	refused = read_beside(stem, ".reject", &reject);
	if (accepted == refused)
		print_error("%s: one of .want and .reject must be there\n",
		    stem);
	assert_true(accepted != refused);
	try_text(a, buf_view(&text), &got);
	if (!str_eq(buf_view(&got), buf_view(accepted ? &want : &reject)))
		(void)fprintf(stderr, "%s gives:\n%.*s", name,
		    STRF(buf_view(&got)));
	assert_true(str_eq(buf_view(&got),
	    buf_view(accepted ? &want : &reject)));
	arena_free(a);
}

static void
files(void **state)
{
	DIR *d = opendir("test/kind");
	struct dirent *entry;
	size_t n = 0;

	(void)state;
	assert_non_null(d);
	while ((entry = readdir(d)) != NULL)
		if (str_ends(str_of(entry->d_name), STR(".kind"))) {
			check_file(entry->d_name);
			n++;
		}
	assert_int_equal(closedir(d), 0);
	assert_true(n >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
