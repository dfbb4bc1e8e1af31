/*
 * Accounts: equal work for known and unknown names (W4), limits, sessions that
 * die when they must (W3), codes that work once (W5), tokens, the audit.
 */
#include "lib/check.h"

#include "lib/folder_office.h"
#include "model/account.h"

static struct arena *arena;
static struct office *office;
static struct accounts *book, *second; /* as two workers have them */
static struct world twin;
static int64_t now;
static struct why why;
static const struct account_actor by = { STR_INIT("test"),
	STR_INIT("192.0.2.1") };

static const struct str password = STR_INIT("sáng mùa thu Hà Nội");

static int64_t
twin_now(struct world *w)
{
	(void)w;
	return now;
}

static int
setup(void **state)
{
	(void)state;
	twin = *world_posix();
	twin.now_ms = twin_now;
	twin.argon_kib = 8;
	now = 1795000000000;
	arena = arena_new(64 * MIB);
	office = folder_office(&twin, "vietnam", false);
	if (account_open(office, &book, &why) != ERR_OK ||
	    account_open(office, &second, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	account_close(book);
	account_close(second);
	folder_office_remove(office);
	arena_free(arena);
	return 0;
}

static struct account
add(const char *name, unsigned roles, const char *clearance)
{
	struct account new = { .name = str_of(name), .roles = roles,
		.clearance = str_of(clearance) };

	why = (struct why){ 0 };
	if (account_add(book, arena, &new, password, &by, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return new;
}

static enum err
sign_in(struct accounts *as, const char *name, struct str typed,
    const char *address)
{
	struct account_actor from = { str_of(name), str_of(address) };
	struct account out;

	why = (struct why){ 0 };
	return account_sign_in(as, arena, str_of(name), typed, &from, &out,
	    &why);
}

static void
a_new_account_can_sign_in(void **state)
{
	struct accounts *looking;
	struct account a, got;
	uint64_t all;

	(void)state;
	assert_false(account_any(book));
	assert_int_equal(account_look(office, &looking, &why), ERR_OK);
	a = add("asia-1", 1u << ROLE_OFFICER, "");
	assert_true(account_any(second));
	check_str(account_shown(looking, arena, a.id), "asia-1");
	check_str(account_shown(looking, arena, id_new(&twin)), "");
	check_str(account_shown(NULL, arena, a.id), "");
	assert_int_equal(account_setting(looking, "lang", STR("vi"), &by,
	    NULL), ERR_DENIED);
	account_close(looking);
	assert_int_equal(account_get(second, arena, a.id, &got, &why), ERR_OK);
	check_str(got.name, "asia-1");
	check_str(got.shown, "asia-1");
	assert_int_equal(got.roles, 1u << ROLE_OFFICER);
	/* No clearance is the lowest, not all. */
	assert_int_equal(office_clearance(office, STR(""), &all, &why),
	    ERR_OK);
	assert_int_equal(got.mask, 1);
	assert_true(all != got.mask);
	assert_int_equal(sign_in(second, "asia-1", password, "192.0.2.9"),
	    ERR_OK);
	assert_int_equal(sign_in(second, "asia-1", STR("another word now"),
	    "192.0.2.9"), ERR_DENIED);
}

static void
bad_accounts_are_refused(void **state)
{
	static const char *const names[] = { "", "a", "Asia", "a b", "-a",
		"đà-nẵng", "asia-1" };
	struct account new = { .clearance = STR_INIT("nothing-such"),
		.name = STR_INIT("new-1") };

	(void)state;
	why = (struct why){ 0 };
	assert_int_equal(account_add(book, arena, &new, password, &by, &why),
	    ERR_INPUT);
	new.clearance = STR("");
	for (size_t i = 0; i < countof(names); i++) {
		new.name = str_of(names[i]);
		why = (struct why){ 0 };
		assert_int_equal(account_add(book, arena, &new, password, &by,
		    &why), ERR_INPUT);
		assert_true(why.text[0] != '\0');
	}
}

static void
passwords_have_few_rules(void **state)
{
	static const char *const good[] = { "four plain words here",
		"abcabcabcabd", "mật khẩu của phòng", "            x y" };
	static const char *const bad[] = { "", "short", "eleven char",
		"aaaaaaaaaaaaaaaa", "ababababababab", "Password1234",
		"Qwertyuiop12", "the desk-asia is here" };
	char longest[ACCOUNT_PASSWORD_MAX + 2];

	(void)state;
	for (size_t i = 0; i < countof(good); i++)
		assert_int_equal(account_rule(str_of(good[i]),
		    STR("desk-asia"), NULL), ERR_OK);
	for (size_t i = 0; i < countof(bad); i++)
		assert_int_equal(account_rule(str_of(bad[i]),
		    STR("desk-asia"), NULL), ERR_INPUT);
	for (size_t i = 0; i < sizeof(longest) - 1; i++)
		longest[i] = (char)('a' + i % 26);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(account_rule(str_of(longest), STR("x"), NULL),
	    ERR_INPUT);
	assert_int_equal(account_rule(str_to(str_of(longest),
	    ACCOUNT_PASSWORD_MAX), STR("x"), NULL), ERR_OK);
}

/* W4: counted, not measured: one hash, whether the name is known or not. */
static void
equal_work_for_unknown_names(void **state)
{
	static const char *const names[] = { "asia-2", "nobody", "asia-off",
		"no such thing at all" };
	struct account off;
	char said[sizeof(why.text)] = "";

	(void)state;
	(void)add("asia-2", 1, "");
	off = add("asia-off", 1, "");
	off.disabled = true;
	assert_int_equal(account_set(book, arena, &off, &by, &why), ERR_OK);
	(void)sign_in(book, "asia-2", password, "192.0.2.20");
	for (size_t i = 0; i < countof(names); i++) {
		uint64_t before = account_hashes(book);

		assert_int_equal(sign_in(book, names[i], STR("a wrong word"),
		    "192.0.2.20"), ERR_DENIED);
		assert_int_equal(account_hashes(book) - before, 1);
		if (i > 0)
			assert_string_equal(why.text, said);
		memcpy(said, why.text, sizeof(said));
	}
	/* A disabled one is refused with its right password too. */
	assert_int_equal(sign_in(book, "asia-off", password, "192.0.2.20"),
	    ERR_DENIED);
	assert_string_equal(why.text, said);
}

static int
tries_until_limit(const char *name, const char *address, int most)
{
	for (int i = 0; i < most; i++) {
		/* Through both workers: they share the count. */
		enum err e = sign_in(i % 2 == 0 ? book : second, name,
		    STR("a wrong word"), address);

		if (e == ERR_LIMIT)
			return i;
		assert_int_equal(e, ERR_DENIED);
	}
	return most;
}

static void
too_many_tries_are_refused(void **state)
{
	uint64_t before;

	(void)state;
	(void)add("asia-3", 1, "");
	/* A name that is none is limited like one that is. */
	assert_int_equal(tries_until_limit("asia-3", "192.0.2.30", 50), 10);
	assert_int_equal(tries_until_limit("nobody-3", "192.0.2.31", 50), 10);
	before = account_hashes(book);
	assert_int_equal(sign_in(book, "asia-3", password, "192.0.2.32"),
	    ERR_LIMIT);
	assert_int_equal(account_hashes(book), before);
	now += 16 * 60000;
	assert_int_equal(sign_in(book, "asia-3", password, "192.0.2.32"),
	    ERR_OK);
	/* From one address, whatever the names. */
	for (int i = 0; i < 60; i++)
		assert_int_equal(sign_in(book, arena_printf(arena, "n%d", i).p,
		    STR("a wrong word"), "192.0.2.33"), ERR_DENIED);
	assert_int_equal(sign_in(book, "asia-3", password, "192.0.2.33"),
	    ERR_LIMIT);
	assert_int_equal(sign_in(book, "asia-3", password, "192.0.2.34"),
	    ERR_OK);
	/* Right ones do not count. */
	for (int i = 0; i < 25; i++)
		assert_int_equal(sign_in(book, "asia-3", password,
		    "192.0.2.35"), ERR_OK);
	now += 61 * 60000;
}

static bool
lives(struct accounts *as, const char *key, enum account_stage *stage)
{
	struct account out;
	enum account_stage s;

	return account_session(as, arena, str_of(key), &out,
	    stage != NULL ? stage : &s, &why) == ERR_OK;
}

static void
begin(struct id id, enum account_stage stage, char key[static ACCOUNT_KEY + 1])
{
	assert_int_equal(account_session_begin(book, id, stage,
	    STR("192.0.2.40"), STR("a browser"), key, &why), ERR_OK);
	assert_true(lives(second, key, NULL));
}

static void
sessions_end(void **state)
{
	char one[ACCOUNT_KEY + 1], two[ACCOUNT_KEY + 1];
	struct account a = add("asia-4", 1u << ROLE_READER, "");
	struct account_session *all;
	enum account_stage stage;
	size_t n;

	(void)state;
	(void)add("chief-4", 1u << ROLE_ADMINISTRATOR, "");
	begin(a.id, ACCOUNT_FULL, one);
	begin(a.id, ACCOUNT_FULL, two);
	assert_string_not_equal(one, two);
	assert_int_equal(account_sessions(book, arena, a.id, str_of(one), &all,
	    &n, &why), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(all[0].here + all[1].here, 1);
	/* By name, of this account alone. */
	assert_int_equal(account_session_end(book, a.id,
	    all[all[0].here ? 1 : 0].name, &why), ERR_OK);
	assert_false(lives(second, two, NULL));
	assert_true(lives(second, one, NULL));
	/* At the end of a session: by its key. */
	assert_int_equal(account_session_end(second, a.id, str_of(one), &why),
	    ERR_OK);
	assert_false(lives(book, one, NULL));
	/* A new password: all but the one that asked. */
	begin(a.id, ACCOUNT_FULL, one);
	begin(a.id, ACCOUNT_FULL, two);
	assert_int_equal(account_set_password(book, arena, a.id, password,
	    false, str_of(one), &by, &why), ERR_OK);
	assert_true(lives(book, one, NULL));
	assert_false(lives(book, two, NULL));
	/* Other rights or another clearance. */
	a.roles |= 1u << ROLE_OFFICER;
	assert_int_equal(account_set(book, arena, &a, &by, &why), ERR_OK);
	assert_false(lives(book, one, NULL));
	begin(a.id, ACCOUNT_FULL, one);
	a.clearance = office->scheme.token[1];
	assert_int_equal(account_set(book, arena, &a, &by, &why), ERR_OK);
	assert_false(lives(book, one, NULL));
	/* The same again ends nothing. */
	begin(a.id, ACCOUNT_FULL, one);
	a.shown = STR("Desk");
	assert_int_equal(account_set(book, arena, &a, &by, &why), ERR_OK);
	assert_true(lives(book, one, &stage));
	assert_int_equal(stage, ACCOUNT_FULL);
	/* Disabled. */
	a.disabled = true;
	assert_int_equal(account_set(book, arena, &a, &by, &why), ERR_OK);
	assert_false(lives(book, one, NULL));
}

static void
sessions_age(void **state)
{
	char key[ACCOUNT_KEY + 1], half[ACCOUNT_KEY + 1];
	struct account a = add("asia-5", 1u << ROLE_READER, "");
	int minutes = 0;

	(void)state;
	begin(a.id, ACCOUNT_FULL, key);
	begin(a.id, ACCOUNT_HALF, half);
	now += 9 * 60000;
	assert_true(lives(book, half, NULL));
	now += 60000;
	assert_false(lives(book, half, NULL));
	now += 49 * 60000;
	assert_true(lives(book, key, NULL));
	now += 60 * 60000;
	assert_false(lives(book, key, NULL));
	/* Used all the time, it still ends. */
	begin(a.id, ACCOUNT_FULL, key);
	while (lives(second, key, NULL)) {
		now += 30 * 60000;
		minutes += 30;
		assert_true(minutes <= 12 * 60);
	}
	assert_int_equal(minutes, 12 * 60);
}

static void
form_tokens_differ_by_session(void **state)
{
	char a[ACCOUNT_KEY + 1], b[ACCOUNT_KEY + 1], again[ACCOUNT_KEY + 1];

	(void)state;
	account_form(book, STR("one"), a);
	account_form(second, STR("one"), again);
	account_form(book, STR("two"), b);
	assert_string_equal(a, again);
	assert_string_not_equal(a, b);
}

/* The test vector of RFC 6238 for SHA-1 at 59 seconds: 94287082. */
static void
codes_are_those_of_the_standard(void **state)
{
	static const unsigned char secret[ACCOUNT_SECRET] = {
		'1', '2', '3', '4', '5', '6', '7', '8', '9', '0',
		'1', '2', '3', '4', '5', '6', '7', '8', '9', '0' };
	unsigned char back[ACCOUNT_SECRET];
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct account a = add("asia-6", 1u << ROLE_READER, "");
	int64_t then = now;
	struct str *codes;

	(void)state;
	account_secret_text(&b, secret, false);
	check_str(buf_view(&b), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	assert_true(account_secret_parse(buf_view(&b), back));
	assert_memory_equal(secret, back, sizeof(back));
	assert_false(account_secret_parse(str_to(buf_view(&b), 31), back));
	assert_false(account_secret_parse(STR("0EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	    ), back));
	now = 59000;
	assert_int_equal(account_enrol(book, arena, a.id, secret,
	    STR("287083"), &codes, &by, &why), ERR_INPUT);
	assert_int_equal(account_enrol(book, arena, a.id, secret,
	    STR("287082"), &codes, &by, &why), ERR_OK);
	now = then;
}

static enum err
code(struct accounts *as, const struct account *a, struct str typed)
{
	why = (struct why){ 0 };
	return account_code(as, arena, a, typed, &by, &why);
}

static void
a_code_works_once(void **state)
{
	static const unsigned char secret[ACCOUNT_SECRET] = "12345678901234567890"
	    ;
	struct account a = add("asia-7", 1u << ROLE_READER, "");
	int64_t then = now;
	struct str *codes;

	(void)state;
	now = 1111111109000; /* of the RFC: 07081804; 1111111111: 14050471 */
	assert_int_equal(account_enrol(book, arena, a.id, secret,
	    STR("081804"), &codes, &by, &why), ERR_OK);
	assert_int_equal(account_codes_left(book, a.id), ACCOUNT_CODES);
	/* That which enrolled is used up, and so are those before. */
	assert_int_equal(code(second, &a, STR("081804")), ERR_DENIED);
	now = 1111111111000;
	assert_int_equal(code(book, &a, STR("050472")), ERR_DENIED);
	assert_int_equal(code(book, &a, STR("050471")), ERR_OK);
	assert_int_equal(code(second, &a, STR("050471")), ERR_DENIED);
	assert_int_equal(code(book, &a, STR("081804")), ERR_DENIED);
	assert_int_equal(code(book, &a, STR("")), ERR_DENIED);
	/* Recovery codes: once, with blanks and in small letters too. */
	assert_int_equal(codes[3].n, ACCOUNT_CODE_TEXT);
	assert_int_equal(code(book, &a, arena_printf(arena, " %.*s-%.*s ", 5,
	    codes[3].p, (int)codes[3].n - 5, codes[3].p + 5)), ERR_OK);
	assert_int_equal(code(second, &a, codes[3]), ERR_DENIED);
	assert_int_equal(account_codes_left(book, a.id), ACCOUNT_CODES - 1);
	/* And it is limited. */
	for (int i = 0; i < 20 && code(book, &a, STR("000000")) != ERR_LIMIT;
	    i++)
		;
	assert_int_equal(code(second, &a, codes[4]), ERR_LIMIT);
	now += 16 * 60000;
	assert_int_equal(code(second, &a, codes[4]), ERR_OK);
	assert_int_equal(account_unenrol(book, a.id, &by, &why), ERR_OK);
	assert_int_equal(code(second, &a, codes[5]), ERR_DENIED);
	now = then;
}

static void
the_last_administrator_stays(void **state)
{
	struct account *all, chief = { 0 };
	size_t n;

	(void)state;
	assert_int_equal(account_list(book, arena, &all, &n, &why), ERR_OK);
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].name, "chief-4"))
			chief = all[i];
	chief.roles = 1u << ROLE_READER;
	assert_int_equal(account_set(book, arena, &chief, &by, &why),
	    ERR_INPUT);
	(void)add("chief-8", 1u << ROLE_ADMINISTRATOR, "");
	assert_int_equal(account_set(book, arena, &chief, &by, &why), ERR_OK);
	assert_int_equal(account_named(book, arena, STR("chief-8"), &chief,
	    &why), ERR_OK);
	chief.disabled = true;
	assert_int_equal(account_set(book, arena, &chief, &by, &why),
	    ERR_INPUT);
}

static void
tokens_act_for_an_account(void **state)
{
	char key[ACCOUNT_KEY + 1], feed[ACCOUNT_KEY + 1];
	struct account a = add("asia-9", 1u << ROLE_READER, ""), of;
	struct account_token t = { .name = STR_INIT("the dashboard"),
		.scope = ACCOUNT_READ };
	struct account_token f = { .name = STR_INIT("my calendar"),
		.scope = ACCOUNT_FEED };
	struct account_token got, *all;
	size_t n;

	(void)state;
	assert_int_equal(account_token_add(book, arena, a.id, &t, key, &by,
	    &why), ERR_OK);
	assert_int_equal(account_token_add(book, arena, a.id, &f, feed, &by,
	    &why), ERR_INPUT);
	f.filter = STR("/activities?filter=partner%3AAUS");
	assert_int_equal(account_token_add(book, arena, a.id, &f, feed, &by,
	    &why), ERR_OK);
	assert_int_equal(account_token_find(second, arena, str_of(feed), &got,
	    &of, &why), ERR_OK);
	assert_int_equal(got.scope, ACCOUNT_FEED);
	check_str(got.filter, "/activities?filter=partner%3AAUS");
	check_str(of.name, "asia-9");
	assert_int_equal(account_token_list(book, arena, a.id, &all, &n, &why),
	    ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(account_token_end(book, a.id, t.id, &by, &why),
	    ERR_OK);
	assert_int_equal(account_token_find(second, arena, str_of(key), &got,
	    &of, &why), ERR_MISSING);
	a.disabled = true;
	assert_int_equal(account_set(book, arena, &a, &by, &why), ERR_OK);
	assert_int_equal(account_token_find(second, arena, str_of(feed), &got,
	    &of, &why), ERR_MISSING);
}

/* Nothing random stands in the file as it was given out. */
static void
secrets_are_not_in_the_file(void **state)
{
	char key[ACCOUNT_KEY + 1], token[ACCOUNT_KEY + 1];
	struct account a = add("asia-10", 1u << ROLE_READER, "");
	struct account_token t = { .name = STR_INIT("x"),
		.scope = ACCOUNT_READ };
	struct buf b CLEANUP(buf_free) = { .max = 64 * MIB };
	struct buf log CLEANUP(buf_free) = { .max = 64 * MIB };

	(void)state;
	begin(a.id, ACCOUNT_FULL, key);
	assert_int_equal(account_token_add(book, arena, a.id, &t, token, &by,
	    &why), ERR_OK);
	assert_int_equal(twin.read_file(&twin, office->db_path.p, &b),
	    ERR_OK);
	assert_int_equal(twin.read_file(&twin, arena_printf(arena, "%s-wal",
	    office->db_path.p).p, &log), ERR_OK);
	assert_true(log.n > 0);
	assert_int_equal(str_find(buf_view(&b), str_of(key)), SIZE_MAX);
	assert_int_equal(str_find(buf_view(&log), str_of(key)), SIZE_MAX);
	assert_int_equal(str_find(buf_view(&log), str_of(token)), SIZE_MAX);
	assert_int_equal(str_find(buf_view(&log), password), SIZE_MAX);
}

static void
all_of_it_is_audited(void **state)
{
	static const char *const must[] = { "add", "change", "password",
		"sign-in", "refused", "second-factor", "code", "refused-code",
		"token", "token-end", "setting" };
	struct account_event *e;
	bool seen[countof(must)] = { false };
	int64_t before = 0;
	size_t n;

	(void)state;
	assert_int_equal(account_setting(book, "world_view", STR("un"), &by,
	    &why), ERR_OK);
	assert_int_equal(account_setting(book, "world_view", STR("mars"), &by,
	    &why), ERR_INPUT);
	do {
		assert_int_equal(account_audited(second, arena, before, &e, &n,
		    &why), ERR_OK);
		for (size_t i = 0; i < n; i++) {
			assert_true(before == 0 || e[i].seq == before - 1);
			before = e[i].seq;
			for (size_t k = 0; k < countof(must); k++)
				seen[k] |= str_is(e[i].what, must[k]);
		}
	} while (n > 0);
	assert_int_equal(before, 1);
	for (size_t k = 0; k < countof(must); k++)
		if (!seen[k])
			fail_msg("no %s in the audit", must[k]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_account_can_sign_in),
		cmocka_unit_test(bad_accounts_are_refused),
		cmocka_unit_test(passwords_have_few_rules),
		cmocka_unit_test(equal_work_for_unknown_names),
		cmocka_unit_test(too_many_tries_are_refused),
		cmocka_unit_test(sessions_end),
		cmocka_unit_test(sessions_age),
		cmocka_unit_test(form_tokens_differ_by_session),
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_works_once),
		cmocka_unit_test(the_last_administrator_stays),
		cmocka_unit_test(tokens_act_for_an_account),
		cmocka_unit_test(secrets_are_not_in_the_file),
		cmocka_unit_test(all_of_it_is_audited),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
