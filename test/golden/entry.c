/*
 * The worked example of doc/format.md, byte for byte: the text between the
 * marks there is what this test makes. A record that an office signed must
 * read the same for ever, so a difference here is a fault, never an update.
 */
#include "lib/check.h"

#include "base/date.h"
#include "lib/sim_world.h"
#include "record/key.h"

static void
hex(struct buf *out, const char *name, struct str s)
{
	buf_printf(out, "%-12s", name);
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && i % 28 == 0)
			buf_printf(out, "\n%-12s", "");
		buf_printf(out, "%02x", (unsigned char)s.p[i]);
	}
	buf_char(out, '\n');
}

static struct str
take(struct str *s, size_t n)
{
	struct str head = str_to(*s, n);

	*s = str_from(*s, n);
	return head;
}

static void
fill(void *p, size_t n, unsigned char first)
{
	for (size_t i = 0; i < n; i++)
		((unsigned char *)p)[i] = (unsigned char)(first + i);
}

static struct key *
example_key(struct sim_world *s)
{
	const struct str file = STR("comity-key-v1 000102030405060708090a0b0c"
	    "0d0e0f101112131415161718191a1b1c1d1e1f\n");
	struct key *k;

	sim_world_init(s, 1);
	assert_int_equal(s->world.write_file(&s->world, "key", file, 0600),
	    ERR_OK);
	assert_int_equal(key_load(&s->world, "key", &k, NULL), ERR_OK);
	return k;
}

static void
example_entry(struct entry *e, struct op *op, struct op_name *head)
{
	*e = (struct entry){ .kind = ENTRY_CHANGE, .seq = 1,
		.hlc = (uint64_t)1795248000000 << 16 | 2,
		.note = STR("minutes of 3 March"), .op = op, .ops = 2 };
	fill(e->lane, sizeof(e->lane), 0x10);
	fill(e->prev.b, sizeof(e->prev.b), 0x20);
	fill(e->author.b, sizeof(e->author.b), 0x40);
	fill(e->salt, sizeof(e->salt), 0x60);
	fill(head->record.b, ENTRY_HASH, 0x20);
	head->index = 3;
	op[0] = (struct op){ .field = 130, .value = { .type = VALUE_TEXT,
		.text = STR("Đà Nẵng") } };
	fill(op[0].entity.b, sizeof(op[0].entity.b), 0x80);
	op[1] = (struct op){ .field = 131, .value = { .type = VALUE_DATE },
		.supersedes = head, .n_supersedes = 1 };
	op[1].entity = op[0].entity;
	assert_true(date_parse(STR("2026-Q4"), &op[1].value.date));
}

static void
show_header(struct buf *out, struct str s)
{
	hex(out, "magic", take(&s, 4));
	hex(out, "version", take(&s, 1));
	hex(out, "algorithm", take(&s, 1));
	hex(out, "lane", take(&s, 16));
	hex(out, "seq", take(&s, 8));
	hex(out, "prev", take(&s, 32));
	hex(out, "hlc", take(&s, 8));
	hex(out, "kind", take(&s, 2));
	hex(out, "author", take(&s, 16));
	hex(out, "payload_len", take(&s, 4));
	hex(out, "commit", take(&s, 32));
	assert_int_equal(s.n, 0);
}

static void
show_payload(struct buf *out, struct str s)
{
	hex(out, "salt", take(&s, 32));
	hex(out, "note length", take(&s, 4));
	hex(out, "note", take(&s, 18));
	hex(out, "operations", take(&s, 2));
	hex(out, "entity", take(&s, 16));
	hex(out, "field", take(&s, 2));
	hex(out, "value", take(&s, 5 + strlen("Đà Nẵng")));
	hex(out, "superseded", take(&s, 1));
	hex(out, "entity", take(&s, 16));
	hex(out, "field", take(&s, 2));
	hex(out, "value", take(&s, 5 + 8));
	hex(out, "superseded", take(&s, 1));
	hex(out, "record", take(&s, 32));
	hex(out, "operation", take(&s, 2));
	assert_int_equal(s.n, 0);
}

static void
show(struct buf *out)
{
	struct buf header CLEANUP(buf_free) = { .max = KIB };
	struct buf payload CLEANUP(buf_free) = { .max = KIB };
	unsigned char public[ENTRY_PUBLIC], signature[ENTRY_SIGNATURE];
	struct sim_world s;
	struct key *k = example_key(&s);
	struct op op[2];
	struct op_name head;
	struct entry e;

	example_entry(&e, op, &head);
	entry_payload(&payload, &e);
	entry_seal(&e, buf_view(&payload));
	entry_header(&header, &e);
	key_public(k, public);
	key_sign(k, buf_view(&header), signature);
	assert_true(key_check(public, buf_view(&header), (struct str){
	    (const char *)signature, sizeof(signature) }));
	show_payload(out, buf_view(&payload));
	buf_char(out, '\n');
	show_header(out, buf_view(&header));
	buf_char(out, '\n');
	hex(out, "public key", (struct str){ (const char *)public,
	    sizeof(public) });
	hex(out, "signature", (struct str){ (const char *)signature,
	    sizeof(signature) });
	hex(out, "id", (struct str){ (const char *)e.id.b, ENTRY_HASH });
	key_free(k);
	sim_world_free(&s);
}

static void
worked_example(void **state)
{
	const struct str begin = STR("<!-- example -->\n```\n");
	const struct str end = STR("```\n<!-- /example -->\n");
	struct buf doc CLEANUP(buf_free) = { .max = MIB };
	struct buf want CLEANUP(buf_free) = { .max = MIB };
	struct world *w = world_posix();
	struct str text;
	size_t at;

	(void)state;
	assert_int_equal(w->read_file(w, "doc/format.md", &doc), ERR_OK);
	show(&want);
	at = str_find(buf_view(&doc), begin);
	assert_true(at != SIZE_MAX);
	text = str_from(buf_view(&doc), at + begin.n);
	at = str_find(text, end);
	assert_true(at != SIZE_MAX);
	buf_char(&want, '\0');
	check_str(str_to(text, at), want.p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
