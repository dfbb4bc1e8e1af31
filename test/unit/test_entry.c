#include "lib/check.h"

#include "base/rng.h"
#include "record/entry.h"

/* The three parts of a record as stored. */
struct parts {
	struct buf header;
	struct buf payload;
	unsigned char signature[ENTRY_SIGNATURE];
};

static void
parts_init(struct parts *p)
{
	buf_init(&p->header, KIB);
	buf_init(&p->payload, ENTRY_PAYLOAD_MAX);
	memset(p->signature, 's', sizeof(p->signature));
}

static void
parts_free(struct parts *p)
{
	buf_free(&p->header);
	buf_free(&p->payload);
}

static void
encode(struct parts *p, struct entry *e)
{
	buf_clear(&p->header);
	buf_clear(&p->payload);
	entry_payload(&p->payload, e);
	assert_int_equal(p->payload.err, ERR_OK);
	entry_seal(e, buf_view(&p->payload));
	entry_header(&p->header, e);
	assert_int_equal(p->header.n, ENTRY_HEADER);
}

static enum err
decode(struct arena *a, const struct parts *p, struct entry *e)
{
	return entry_decode(a, buf_view(&p->header), (struct str){
	    (const char *)p->signature, ENTRY_SIGNATURE },
	    buf_view(&p->payload), e, NULL);
}

static void
fill(struct rng *r, void *p, size_t n)
{
	unsigned char *to = p;

	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)(rng_next(r) >> 33);
}

static struct value
some_value(struct arena *a, struct rng *r)
{
	struct value v = { .type = (enum value_type)rng_below(r, VALUE__MAX) };

	switch (v.type) {
	case VALUE_TEXT:
		v.text = arena_printf(a, "%0*d hội nghị",
		    (int)rng_below(r, 40) + 1, 7);
		break;
	case VALUE_INT:
		v.i = (int64_t)rng_next(r);
		break;
	case VALUE_NUMBER:
		v.number = (double)(int64_t)rng_next(r) / 1000;
		break;
	case VALUE_DATE:
		v.date.lo = (int32_t)rng_below(r, 30000);
		v.date.hi = v.date.lo + (int32_t)rng_below(r, 400);
		break;
	case VALUE_REF:
		fill(r, v.ref.b, sizeof(v.ref.b));
		break;
	case VALUE_NONE:
	case VALUE__MAX:
		break;
	}
	return v;
}

static void
some_op(struct arena *a, struct rng *r, struct op *op)
{
	fill(r, op->entity.b, sizeof(op->entity.b));
	op->field = (uint16_t)rng_next(r);
	op->value = some_value(a, r);
	op->n_supersedes = rng_below(r, 8) == 0 ? ENTRY_HEADS_MAX
	    : rng_below(r, 3);
	op->supersedes = arena_array(a, op->n_supersedes,
	    sizeof(*op->supersedes));
	for (size_t i = 0; i < op->n_supersedes; i++) {
		fill(r, op->supersedes[i].record.b, ENTRY_HASH);
		/* Rising, and now and then by the index alone. */
		op->supersedes[i].record.b[0] = (unsigned char)(i / 2);
		if (i % 2 == 1 && rng_below(r, 2) == 0)
			op->supersedes[i].record = op->supersedes[i - 1].record;
		else if (i % 2 == 1)
			op->supersedes[i].record.b[1] = 0xff;
		if (i % 2 == 0)
			op->supersedes[i].record.b[1] = 0;
		op->supersedes[i].index = (uint16_t)i;
	}
}

static void
some_entry(struct arena *a, struct rng *r, struct entry *e)
{
	bool first = rng_below(r, 10) == 0;

	memset(e, 0, sizeof(*e));
	fill(r, e->lane, sizeof(e->lane));
	if (!first) {
		e->seq = 1 + (rng_next(r) >> 1 >> rng_below(r, 62)) % INT64_MAX;
		fill(r, e->prev.b, ENTRY_HASH);
	}
	e->hlc = rng_next(r) >> 1;
	e->kind = first ? ENTRY_GENESIS : ENTRY_CHANGE;
	fill(r, e->author.b, sizeof(e->author.b));
	fill(r, e->salt, sizeof(e->salt));
	e->note = arena_printf(a, "%.*s", (int)rng_below(r, 20),
	    "since the minute of 3 March");
	e->ops = first ? 0 : rng_below(r, 12);
	e->op = arena_array(a, e->ops, sizeof(*e->op));
	for (size_t i = 0; i < e->ops; i++)
		some_op(a, r, &e->op[i]);
}

static void
same_op(const struct op *a, const struct op *b)
{
	assert_true(id_eq(a->entity, b->entity));
	assert_int_equal(a->field, b->field);
	assert_true(value_eq(&a->value, &b->value));
	assert_int_equal(a->n_supersedes, b->n_supersedes);
	for (size_t i = 0; i < a->n_supersedes; i++) {
		assert_memory_equal(&a->supersedes[i].record,
		    &b->supersedes[i].record, ENTRY_HASH);
		assert_int_equal(a->supersedes[i].index,
		    b->supersedes[i].index);
	}
}

static void
same_entry(const struct entry *a, const struct entry *b)
{
	assert_memory_equal(a->lane, b->lane, sizeof(a->lane));
	assert_true(a->seq == b->seq && a->hlc == b->hlc);
	assert_memory_equal(&a->prev, &b->prev, ENTRY_HASH);
	assert_int_equal(a->kind, b->kind);
	assert_true(id_eq(a->author, b->author));
	assert_int_equal(a->payload_len, b->payload_len);
	assert_memory_equal(&a->commit, &b->commit, ENTRY_HASH);
	assert_memory_equal(&a->id, &b->id, ENTRY_HASH);
	assert_memory_equal(a->salt, b->salt, sizeof(a->salt));
	assert_true(str_eq(a->note, b->note));
	assert_int_equal(a->ops, b->ops);
	for (size_t i = 0; i < a->ops; i++)
		same_op(&a->op[i], &b->op[i]);
}

/* J2, one way: every entry comes back as it was. */
static void
decode_undoes_encode(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct rng r = { 11 };
	struct parts p;

	(void)state;
	parts_init(&p);
	for (int i = 0; i < 3000; i++) {
		struct entry e, back;

		arena_reset(a);
		some_entry(a, &r, &e);
		encode(&p, &e);
		assert_int_equal(decode(a, &p, &back), ERR_OK);
		same_entry(&e, &back);
		assert_memory_equal(back.signature, p.signature,
		    ENTRY_SIGNATURE);
	}
	parts_free(&p);
	arena_free(a);
}

/* J2, the other way: what decodes encodes to those very bytes. */
static void
check_bytes(struct arena *a, const struct parts *p, size_t *decoded)
{
	struct parts again;
	struct entry e;

	if (decode(a, p, &e) != ERR_OK)
		return;
	++*decoded;
	parts_init(&again);
	encode(&again, &e);
	assert_true(str_eq(buf_view(&p->header), buf_view(&again.header)));
	assert_true(str_eq(buf_view(&p->payload), buf_view(&again.payload)));
	parts_free(&again);
}

/* A payload with damage, sealed again so that only its form can be wrong. */
static void
damage(struct rng *r, struct parts *p, struct entry *e)
{
	size_t at = 32 + rng_below(r, p->payload.n - 32);

	switch (rng_below(r, 4)) {
	case 0:
		p->payload.p[at] ^= (char)(1 << rng_below(r, 8));
		break;
	case 1:
		p->payload.p[at] = (char)rng_below(r, 4);
		break;
	case 2:
		p->payload.n = at;
		break;
	default:
		buf_char(&p->payload, (char)rng_below(r, 256));
		break;
	}
	entry_seal(e, buf_view(&p->payload));
	buf_clear(&p->header);
	entry_header(&p->header, e);
}

static void
encode_undoes_decode(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct rng r = { 12 };
	struct parts p;
	size_t decoded = 0;

	(void)state;
	parts_init(&p);
	for (int i = 0; i < 30000; i++) {
		struct entry e;

		arena_reset(a);
		some_entry(a, &r, &e);
		encode(&p, &e);
		damage(&r, &p, &e);
		check_bytes(a, &p, &decoded);
	}
	/* Damage inside texts, numbers and ids still decodes. */
	assert_true(decoded > 3000 && decoded < 27000);
	parts_free(&p);
	arena_free(a);
}

static void
fixed_entry(struct arena *a, struct parts *p, struct entry *e)
{
	struct rng r = { 3 };

	do {
		some_entry(a, &r, e);
	} while (e->kind != ENTRY_CHANGE || e->ops < 3);
	encode(p, e);
}

/* Every value of every byte of the header: refused, or another record. */
static void
each_byte_of_the_header_counts(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct parts p;
	struct entry e, back;
	struct arena_mark mark;
	size_t refused = 0;

	(void)state;
	parts_init(&p);
	fixed_entry(a, &p, &e);
	mark = arena_mark(a);
	for (size_t i = 0; i < ENTRY_HEADER; i++) {
		char right = p.header.p[i];

		for (int v = 0; v < 256; v++) {
			p.header.p[i] = (char)v;
			if (p.header.p[i] == right)
				continue;
			if (decode(a, &p, &back) != ERR_OK)
				refused++;
			else
				assert_memory_not_equal(&back.id, &e.id,
				    ENTRY_HASH);
			arena_rewind(a, mark);
		}
		p.header.p[i] = right;
	}
	/* Magic, version, algorithm, length and commitment: all of them. */
	assert_true(refused >= (4 + 1 + 1 + 4 + 32) * 255);
	assert_int_equal(decode(a, &p, &back), ERR_OK);
	parts_free(&p);
	arena_free(a);
}

static void
each_bit_of_the_payload_counts(void **state)
{
	struct arena *a = arena_new(16 * MIB);
	struct parts p;
	struct entry e, back;

	(void)state;
	parts_init(&p);
	fixed_entry(a, &p, &e);
	for (size_t bit = 0; bit < 8 * p.payload.n; bit++) {
		p.payload.p[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_equal(decode(a, &p, &back), ERR_CORRUPT);
		p.payload.p[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (; p.payload.n > 1; p.payload.n--) {
		struct parts cut = p;

		cut.payload.n--;
		assert_int_equal(decode(a, &cut, &back), ERR_CORRUPT);
	}
	parts_free(&p);
	arena_free(a);
}

static void
parts_of_other_lengths_are_refused(void **state)
{
	struct arena *a = arena_new(MIB);
	char header[ENTRY_HEADER + 1] = { 0 }, signature[ENTRY_SIGNATURE + 1] =
	    { 0 };
	struct parts p;
	struct entry e;

	(void)state;
	parts_init(&p);
	fixed_entry(a, &p, &e);
	memcpy(header, p.header.p, ENTRY_HEADER);
	for (size_t n = 0; n <= ENTRY_HEADER + 1; n++)
		assert_int_equal(entry_decode(a, (struct str){ header, n },
		    (struct str){ signature, ENTRY_SIGNATURE },
		    buf_view(&p.payload), &e, NULL),
		    n == ENTRY_HEADER ? ERR_OK : ERR_CORRUPT);
	for (size_t n = 0; n <= ENTRY_SIGNATURE + 1; n++)
		assert_int_equal(entry_decode(a, buf_view(&p.header),
		    (struct str){ signature, n }, buf_view(&p.payload), &e,
		    NULL), n == ENTRY_SIGNATURE ? ERR_OK : ERR_CORRUPT);
	parts_free(&p);
	arena_free(a);
}

static void
erased_payload_keeps_the_rest(void **state)
{
	struct arena *a = arena_new(MIB);
	struct parts p;
	struct entry e, back;

	(void)state;
	parts_init(&p);
	fixed_entry(a, &p, &e);
	assert_int_equal(entry_decode(a, buf_view(&p.header), (struct str){
	    (const char *)p.signature, ENTRY_SIGNATURE },
	    (struct str){ NULL, 0 }, &back, NULL), ERR_OK);
	assert_int_equal(back.ops, 0);
	assert_int_equal(back.payload_len, p.payload.n);
	assert_memory_equal(&back.id, &e.id, ENTRY_HASH);
	/* Empty is not erased. */
	assert_int_equal(entry_decode(a, buf_view(&p.header), (struct str){
	    (const char *)p.signature, ENTRY_SIGNATURE }, STR(""), &back,
	    NULL), ERR_CORRUPT);
	parts_free(&p);
	arena_free(a);
}

/* J9: the payload of a kind to come is held to its commitment, not read. */
static void
newer_kinds_are_kept(void **state)
{
	struct arena *a = arena_new(MIB);
	struct parts p;
	struct entry e, back;

	(void)state;
	parts_init(&p);
	fixed_entry(a, &p, &e);
	buf_clear(&p.payload);
	buf_printf(&p.payload, "%32s%s", "salt", "what nobody here can read");
	e.kind = 1234;
	entry_seal(&e, buf_view(&p.payload));
	buf_clear(&p.header);
	entry_header(&p.header, &e);
	assert_int_equal(decode(a, &p, &back), ERR_OK);
	assert_int_equal(back.kind, 1234);
	assert_int_equal(back.ops, 0);
	assert_memory_equal(back.salt + 28, "salt", 4);
	p.payload.p[40] ^= 1;
	assert_int_equal(decode(a, &p, &back), ERR_CORRUPT);
	parts_free(&p);
	arena_free(a);
}

static enum err
decode_as(struct arena *a, struct parts *p, struct entry *e)
{
	struct entry back;

	encode(p, e);
	return decode(a, p, &back);
}

static void
genesis_stands_first_and_alone(void **state)
{
	struct arena *a = arena_new(MIB);
	struct op op = { .field = 1 };
	struct entry e = { .kind = ENTRY_GENESIS };
	struct parts p;

	(void)state;
	parts_init(&p);
	assert_int_equal(decode_as(a, &p, &e), ERR_OK);
	e.seq = 1;
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	e = (struct entry){ .kind = ENTRY_CHANGE };
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	e = (struct entry){ .kind = ENTRY_GENESIS, .prev = { { 1 } } };
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	e = (struct entry){ .kind = ENTRY_GENESIS, .op = &op, .ops = 1 };
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	e = (struct entry){ .kind = ENTRY_CHANGE, .seq = 1, .op = &op,
		.ops = 1 };
	assert_int_equal(decode_as(a, &p, &e), ERR_OK);
	e.seq = (uint64_t)INT64_MAX + 1;
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	e.seq = 1;
	e.hlc = (uint64_t)INT64_MAX + 1;
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	parts_free(&p);
	arena_free(a);
}

static void
heads_have_one_order(void **state)
{
	struct arena *a = arena_new(MIB);
	struct op_name heads[2] = { { .index = 1 }, { .index = 2 } };
	struct op op = { .supersedes = heads, .n_supersedes = 2 };
	struct entry e = { .kind = ENTRY_CHANGE, .seq = 1, .op = &op,
		.ops = 1 };
	struct parts p;

	(void)state;
	parts_init(&p);
	assert_int_equal(decode_as(a, &p, &e), ERR_OK);
	heads[1].index = 1;
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	heads[1].index = 0;
	assert_int_equal(decode_as(a, &p, &e), ERR_CORRUPT);
	heads[1].record.b[31] = 1;
	assert_int_equal(decode_as(a, &p, &e), ERR_OK);
	parts_free(&p);
	arena_free(a);
}

/* J12: the largest there can be, and one more. */
static void
limits(void **state)
{
	struct arena *a = arena_new(32 * MIB);
	struct entry e = { .kind = ENTRY_CHANGE, .seq = 1 };
	struct parts p;
	struct arena_mark before;
	struct entry back;

	(void)state;
	parts_init(&p);
	e.ops = ENTRY_OPS_MAX;
	e.op = arena_array(a, e.ops, sizeof(*e.op));
	assert_int_equal(decode_as(a, &p, &e), ERR_OK);
	/* One more operation than may be, in bytes. */
	for (size_t i = 0; i < 24; i++)
		buf_char(&p.payload, '\0');
	p.payload.p[32 + 4] = (char)((ENTRY_OPS_MAX + 1) >> 8);
	p.payload.p[32 + 5] = (char)((ENTRY_OPS_MAX + 1) & 0xff);
	entry_seal(&e, buf_view(&p.payload));
	buf_clear(&p.header);
	entry_header(&p.header, &e);
	assert_int_equal(decode(a, &p, &back), ERR_CORRUPT);
	/* A payload that only says that it has many takes no memory. */
	buf_clear(&p.payload);
	buf_printf(&p.payload, "%36s", "");
	memset(p.payload.p + 32, 0, 4);
	buf_u16(&p.payload, ENTRY_OPS_MAX);
	entry_seal(&e, buf_view(&p.payload));
	buf_clear(&p.header);
	entry_header(&p.header, &e);
	before = arena_mark(a);
	assert_int_equal(decode(a, &p, &back), ERR_CORRUPT);
	assert_int_equal(arena_mark(a).total, before.total);
	parts_free(&p);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decode_undoes_encode),
		cmocka_unit_test(encode_undoes_decode),
		cmocka_unit_test(each_byte_of_the_header_counts),
		cmocka_unit_test(each_bit_of_the_payload_counts),
		cmocka_unit_test(parts_of_other_lengths_are_refused),
		cmocka_unit_test(erased_payload_keeps_the_rest),
		cmocka_unit_test(newer_kinds_are_kept),
		cmocka_unit_test(genesis_stands_first_and_alone),
		cmocka_unit_test(heads_have_one_order),
		cmocka_unit_test(limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
