#include "lib/check.h"

#include "base/collate.h"

static void
check_order(const char *const *name, size_t n,
    int (*cmp)(struct str, struct str))
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int c = cmp(str_of(name[i]), str_of(name[j]));

			if ((c < 0) != (i < j) || (c > 0) != (i > j))
				fail_msg("%s, %s: %d", name[i], name[j], c);
		}
}

static void
the_alphabet(void **state)
{
	static const char *const letters[] = { "a", "ă", "â", "b", "c", "d",
		"đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô",
		"ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y" };

	(void)state;
	check_order(letters, countof(letters), collate_names);
}

static void
names_of_states(void **state)
{
	static const char *const names[] = { "Ả Rập Xê Út", "Ai Cập", "Anh",
		"Áo", "Ấn Độ", "Ba Lan", "Bỉ", "Bồ Đào Nha", "Campuchia",
		"Dominica", "Đan Mạch", "Đông Timor", "Đức", "Hà Lan",
		"Hàn Quốc", "Hoa Kỳ", "Lào", "Nga", "Nhật Bản", "Oman",
		"Ôxtrâylia", "Pháp", "Úc", "Việt Nam", "ý" };

	(void)state;
	check_order(names, countof(names), collate_names);
}

static void
tones_and_case_come_last(void **state)
{
	static const char *const names[] = { "Ha", "ha", "hà", "há", "hạ",
		"hab" };

	(void)state;
	check_order(names, countof(names), collate_names);
	assert_true(collate_names(STR("Hà Nội"), STR("Ha Long")) > 0);
	assert_true(collate_names(STR(""), STR("a")) < 0);
	assert_int_equal(collate_names(STR("Đ"), STR("Đ")), 0);
	/* Taken apart, a tone is still no letter. */
	assert_true(collate_names(STR("ha\xcc\x80"), STR("hai")) < 0);
}

static void
persons_by_their_given_name(void **state)
{
	static const char *const names[] = { "Trần Văn An", "Lê Bình",
		"Nguyễn Thị Bình", "Phạm Đức", "Nguyễn Văn Ước", "Vũ" };

	(void)state;
	check_order(names, countof(names), collate_given);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_alphabet),
		cmocka_unit_test(names_of_states),
		cmocka_unit_test(tones_and_case_come_last),
		cmocka_unit_test(persons_by_their_given_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
