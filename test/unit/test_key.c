#include "lib/check.h"

#include "lib/sim_world.h"
#include "record/key.h"

static struct str
some_header(char fill)
{
	static char header[ENTRY_HEADER];

	memset(header, fill, sizeof(header));
	return (struct str){ header, sizeof(header) };
}

static void
only_its_own_signature_checks(void **state)
{
	struct sim_world s;
	struct why why = { 0 };
	struct key *mine, *other;
	unsigned char public[ENTRY_PUBLIC], foreign[ENTRY_PUBLIC];
	unsigned char signature[ENTRY_SIGNATURE];
	struct str said = { (const char *)signature, sizeof(signature) };

	(void)state;
	sim_world_init(&s, 1);
	assert_int_equal(key_create(&s.world, "a", &why), ERR_OK);
	assert_int_equal(key_create(&s.world, "b", &why), ERR_OK);
	assert_int_equal(key_load(&s.world, "a", &mine, &why), ERR_OK);
	assert_int_equal(key_load(&s.world, "b", &other, &why), ERR_OK);
	key_public(mine, public);
	key_public(other, foreign);
	key_sign(mine, some_header('h'), signature);
	assert_true(key_check(public, some_header('h'), said));
	assert_false(key_check(foreign, some_header('h'), said));
	assert_false(key_check(public, some_header('i'), said));
	assert_false(key_check(public, str_to(some_header('h'), 123), said));
	assert_false(key_check(public, some_header('h'), str_to(said, 63)));
	for (size_t bit = 0; bit < 8 * sizeof(signature); bit++) {
		signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_false(key_check(public, some_header('h'), said));
		signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	key_free(mine);
	key_free(other);
	key_free(NULL);
	sim_world_free(&s);
}

/*
 * K5: for a small-order key, anything would be signed; with S + L beside S,
 * one record would have two signatures.
 */
static void
malleable_signatures_are_refused(void **state)
{
	static const unsigned char order[32] = {
		0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c,
		0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10,
	};
	unsigned char identity[ENTRY_PUBLIC] = { 1 };
	unsigned char signature[ENTRY_SIGNATURE] = { 1 }, public[ENTRY_PUBLIC];
	struct str said = { (const char *)signature, sizeof(signature) };
	struct sim_world s;
	struct why why = { 0 };
	struct key *k;
	unsigned carry = 0;

	(void)state;
	/* R = identity, S = 0 satisfies the bare equation for that key. */
	assert_false(key_check(identity, some_header('h'), said));
	sim_world_init(&s, 1);
	assert_int_equal(key_create(&s.world, "a", &why), ERR_OK);
	assert_int_equal(key_load(&s.world, "a", &k, &why), ERR_OK);
	key_public(k, public);
	key_sign(k, some_header('h'), signature);
	for (size_t i = 0; i < 32; i++) {
		carry += (unsigned)signature[32 + i] + order[i];
		signature[32 + i] = (unsigned char)carry;
		carry >>= 8;
	}
	assert_false(key_check(public, some_header('h'), said));
	key_free(k);
	sim_world_free(&s);
}

static void
file_is_private_and_never_written_over(void **state)
{
	struct sim_world s;
	struct world *w = &s.world;
	struct why why = { 0 };
	struct str before;
	struct key *k;

	(void)state;
	sim_world_init(&s, 1);
	assert_int_equal(key_create(w, "a", &why), ERR_OK);
	assert_int_equal(sim_world_mode(&s, "a"), 0600);
	before = sim_world_file(&s, "a");
	assert_int_equal(key_create(w, "a", &why), ERR_INPUT);
	assert_true(str_eq(before, sim_world_file(&s, "a")));
	assert_int_equal(key_load(w, "none", &k, &why), ERR_MISSING);
	assert_null(k);
	assert_int_equal(w->write_file(w, "open", before, 0640), ERR_OK);
	why.text[0] = '\0';
	assert_int_equal(key_load(w, "open", &k, &why), ERR_DENIED);
	check_str(str_of(why.text), "others may read the key open: "
	    "chmod 600 open");
	sim_world_free(&s);
}

/* The seed is all of what the world gives by chance, and nothing else. */
static void
seed_is_chance(void **state)
{
	struct sim_world s, twin;
	unsigned char seed[32], wrote[32];
	struct str file;

	(void)state;
	sim_world_init(&s, 77);
	sim_world_init(&twin, 77);
	twin.world.entropy(&twin.world, seed, sizeof(seed));
	assert_int_equal(key_create(&s.world, "a", NULL), ERR_OK);
	file = sim_world_file(&s, "a");
	assert_true(str_hex(str_to(str_from(file, 14), 64), wrote,
	    sizeof(wrote)));
	assert_memory_equal(seed, wrote, sizeof(seed));
	sim_world_free(&s);
	sim_world_free(&twin);
}

static void
damaged_files_are_refused(void **state)
{
	struct sim_world s;
	struct world *w = &s.world;
	struct why why = { 0 };
	char text[200];
	struct str whole;
	struct key *k;

	(void)state;
	sim_world_init(&s, 1);
	assert_int_equal(key_create(w, "a", NULL), ERR_OK);
	whole = sim_world_file(&s, "a");
	for (size_t n = 0; n < whole.n; n++) {
		assert_int_equal(w->write_file(w, "cut", str_to(whole, n),
		    0600), ERR_OK);
		assert_int_equal(key_load(w, "cut", &k, NULL), ERR_CORRUPT);
	}
	memcpy(text, whole.p, whole.n);
	text[whole.n] = 'x';
	assert_int_equal(w->write_file(w, "long", (struct str){ text,
	    whole.n + 1 }, 0600), ERR_OK);
	assert_int_equal(key_load(w, "long", &k, NULL), ERR_CORRUPT);
	sim_world_fail(&s, 0, false);
	assert_int_equal(key_load(w, "a", &k, NULL), ERR_IO);
	sim_world_fail(&s, 0, false);
	assert_int_equal(key_create(w, "c", &why), ERR_IO);
	check_str(str_of(why.text), "cannot write the key c");
	sim_world_free(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_its_own_signature_checks),
		cmocka_unit_test(malleable_signatures_are_refused),
		cmocka_unit_test(file_is_private_and_never_written_over),
		cmocka_unit_test(seed_is_chance),
		cmocka_unit_test(damaged_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
