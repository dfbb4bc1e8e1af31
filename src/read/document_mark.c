#include "read/document_mark.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether ${s} begins with ${word} in either case; marks must be the same. */
static bool
begins(struct str s, const char *word)
{
	size_t n = strlen(word);

	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (small(s.p[i]) != small(word[i]))
			return false;
	return s.n == n || !((s.p[n] >= 'a' && s.p[n] <= 'z') ||
	    (s.p[n] >= 'A' && s.p[n] <= 'Z'));
}

static bool
holds(struct str s, const char *const *words, size_t n)
{
	uint32_t first = 0; /* a bit for each letter that one begins with */

	for (size_t w = 0; w < n; w++)
		first |= (uint32_t)1 << (words[w][0] & 31);
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '\n')
			continue;
		if ((first >> (s.p[i] & 31) & 1) == 0)
			continue;
		for (size_t w = 0; w < n; w++)
			if (small(s.p[i]) == words[w][0] &&
			    begins(str_from(s, i), words[w]))
				return true;
	}
	return false;
}

static const struct {
	const char *word;
	int ordinal;
} ordinals[] = {
	{ "firstly", 1 }, { "first of all", 1 }, { "first,", 1 },
	{ "first and foremost", 1 }, { "secondly", 2 }, { "second,", 2 },
	{ "thirdly", 3 }, { "third,", 3 }, { "fourthly", 4 },
	{ "fourth,", 4 }, { "fifthly", 5 }, { "fifth,", 5 },
	{ "sixthly", 6 }, { "sixth,", 6 }, { "seventhly", 7 },
	{ "seventh,", 7 }, { "eighthly", 8 }, { "eighth,", 8 },
	{ "ninthly", 9 }, { "ninth,", 9 }, { "tenthly", 10 },
	{ "in the first place", 1 }, { "in the second place", 2 },
	{ "in the third place", 3 }, { "in the fourth place", 4 },
	{ "in the fifth place", 5 }, { "in the sixth place", 6 },
	{ "thứ nhất", 1 }, { "thứ hai", 2 }, { "thứ ba", 3 },
	{ "thứ tư", 4 }, { "thứ năm", 5 }, { "thứ sáu", 6 },
	{ "thứ bảy", 7 }, { "thứ tám", 8 }, { "thứ chín", 9 },
	{ "một là", 1 }, { "hai là", 2 }, { "ba là", 3 }, { "bốn là", 4 },
	{ "năm là", 5 }, { "sáu là", 6 }, { "bảy là", 7 }, { "tám là", 8 },
	{ "trước hết", 1 }
};

static const char *const lasts[] = {
	"last but not least", "lastly", "finally", "last,", "cuối cùng"
};

/* "(a) ", "b) ", "3. ", "3) ", "(iv) ": a short mark and what it counts. */
static bool
numbered(struct str s, struct document_mark *m)
{
	static const char *const roman[] = {
		"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"
	};
	bool open = s.n > 0 && s.p[0] == '(';
	struct str in = str_from(s, open);
	size_t n = 0;
	int v = 0;

	while (n < in.n && n < 5 && ((in.p[n] >= '0' && in.p[n] <= '9') ||
	    (in.p[n] >= 'a' && in.p[n] <= 'z')))
		n++;
	if (n == 0 || n + 1 >= in.n || (in.p[n] != ')' && (open ||
	    in.p[n] != '.')) || in.p[n + 1] != ' ')
		return false;
	for (size_t i = 0; i < n && in.p[i] >= '0' && in.p[i] <= '9'; i++)
		v = v * 10 + (in.p[i] - '0');
	if (v == 0 && n == 1 && in.p[n] == ')' && in.p[0] >= 'a' &&
	    in.p[0] <= 'z' && in.p[0] != 'i' && in.p[0] != 'v' &&
	    in.p[0] != 'x')
		v = in.p[0] - 'a' + 1;
	for (int i = 0; v == 0 && i < (int)countof(roman); i++)
		if (in.p[n] == ')' && str_is(str_to(in, n), roman[i]))
			v = i + 1;
	if (v == 0 || v > 99)
		return false;
	*m = (struct document_mark){ v, open + n + 2, false };
	return true;
}

/* "Thứ hai, ngày 5/6" is a Monday, no second point. */
static bool
weekday(struct str rest)
{
	while (rest.n > 0 && strchr(" ,(", rest.p[0]) != NULL)
		rest = str_from(rest, 1);
	return begins(rest, "ngày") || (rest.n > 0 && rest.p[0] >= '0' &&
	    rest.p[0] <= '9');
}

bool
document_ordinal(struct str s, int before, struct document_mark *m)
{
	for (size_t i = 0; i < countof(ordinals); i++)
		if (begins(s, ordinals[i].word)) {
			*m = (struct document_mark){ ordinals[i].ordinal,
				strlen(ordinals[i].word), true };
			return !weekday(str_from(s, m->length));
		}
	for (size_t i = 0; i < countof(lasts); i++)
		if (before > 0 && begins(s, lasts[i])) {
			*m = (struct document_mark){ before + 1,
				strlen(lasts[i]), true };
			return true;
		}
	return numbered(s, m);
}

bool
document_obliges(struct str s)
{
	static const char *const words[] = {
		"should", "must", "shall", "needs to", "need to", "has to",
		"have to", "is to", "are to", "necessary to", "will",
		"to ensure", "cần", "phải", "sẽ"
	};

	return holds(s, words, countof(words));
}

bool
document_goes_on(struct str s)
{
	static const char *const words[] = {
		"it", "they", "this", "these", "in addition", "moreover",
		"besides", "furthermore", "in particular", "at the same time",
		"also", "along with", "bên cạnh", "đồng thời", "ngoài ra",
		"cùng với"
	};

	for (size_t i = 0; i < countof(words); i++)
		if (begins(s, words[i]))
			return true;
	return false;
}

bool
document_label(struct str s, struct str *label, bool *asks)
{
	static const char *const askers[] = {
		"reporter", "journalist", "interviewer", "question", "q",
		"pv", "phóng viên", "correspondent", "moderator", "hỏi"
	};
	size_t n = 0, blanks = 0;

	while (n < s.n && n < 70 && s.p[n] != ':' && s.p[n] != '\n' &&
	    s.p[n] != '.' && s.p[n] != ',') {
		blanks += s.p[n] == ' ';
		n++;
	}
	if (n == 0 || n >= s.n || s.p[n] != ':' || blanks > 6 ||
	    n + 1 >= s.n || s.p[n + 1] != ' ' || (s.p[0] >= 'a' &&
	    s.p[0] <= 'z'))
		return false;
	*label = str_to(s, n);
	*asks = false;
	for (size_t i = 0; i < countof(askers); i++)
		if (begins(s, askers[i]))
			*asks = true;
	if (*asks || str_is(*label, "A") || str_is(*label, "Answer"))
		return true;
	/* Another label is a person's only when all its words are capital. */
	for (size_t i = 1; i < n; i++)
		if (s.p[i - 1] == ' ' && s.p[i] >= 'a' && s.p[i] <= 'z' &&
		    !begins(str_from(s, i), "of") &&
		    !begins(str_from(s, i), "the") &&
		    !begins(str_from(s, i), "and"))
			return false;
	return true;
}

bool
document_interview(struct str s)
{
	static const char *const words[] = {
		"interview", "told the", "delivered a speech",
		"made a speech", "addressed the", "trả lời phỏng vấn"
	};

	return holds(s, words, countof(words));
}

/* The words that name a paper with a number, and how we call it. */
static const struct {
	const char *word;
	const char *name;
} papers[] = {
	{ "resolutions", "Resolution" }, { "resolution", "Resolution" },
	{ "directive", "Directive" }, { "decree", "Decree" },
	{ "decision", "Decision" }, { "conclusion", "Conclusion" },
	{ "circular", "Circular" }, { "nghị quyết", "Nghị quyết" },
	{ "chỉ thị", "Chỉ thị" }, { "nghị định", "Nghị định" },
	{ "quyết định", "Quyết định" }, { "kết luận", "Kết luận" },
	{ "thông tư", "Thông tư" }
};

/* A number such as 806-NQ/QUTW, 162/2016/ND-CP, 1325 (2000). */
static size_t
paper_number(struct str s)
{
	size_t i = 0;

	while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') ||
	    (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
	    (unsigned char)s.p[i] >= 0x80 || s.p[i] == '-' || s.p[i] == '/'))
		i++;
	while (i > 0 && (s.p[i - 1] == '-' || s.p[i - 1] == '/' ||
	    (unsigned char)s.p[i - 1] >= 0x80))
		i--;
	if (i == 0 || s.p[0] < '0' || s.p[0] > '9')
		return 0;
	if (i + 7 <= s.n && s.p[i] == ' ' && s.p[i + 1] == '(' &&
	    s.p[i + 6] == ')' && s.p[i + 2] >= '0' && s.p[i + 2] <= '9')
		i += 7;
	return i;
}

static size_t
skip(struct str s, const char *word)
{
	return begins(s, word) ? strlen(word) : 0;
}

/* "the 13th National Party Congress": its length, 0 when it is none. */
static size_t
congress(struct str s)
{
	size_t i = 0, words = 0;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == 0 || !(begins(str_from(s, i), "th") ||
	    begins(str_from(s, i), "st") || begins(str_from(s, i), "nd") ||
	    begins(str_from(s, i), "rd")))
		return 0;
	i += 2;
	while (i + 1 < s.n && words++ < 5 && s.p[i] == ' ') {
		size_t j = i + 1;

		if (s.p[j] < 'A' || s.p[j] > 'Z')
			return 0;
		while (j < s.n && s.p[j] != ' ' && s.p[j] != ',' &&
		    s.p[j] != '.' && s.p[j] != '?' && s.p[j] != '\n')
			j++;
		if (begins(str_from(s, i + 1), "Congress") ||
		    begins(str_from(s, i + 1), "Plenum") ||
		    begins(str_from(s, i + 1), "Conference"))
			return j;
		i = j;
	}
	return 0;
}

struct finder {
	struct arena *a;
	struct str s;
	size_t base;
	struct document *d;
	void (*note)(struct document *, struct str, struct text_span);
};

static void
found(struct finder *f, struct str name, size_t from, size_t to)
{
	f->note(f->d, name, (struct text_span){ f->base + from,
		f->base + to });
}

/* What follows the word at ${i}: a number, or "of the 13th ... Congress". */
static size_t
paper(struct finder *f, size_t i, size_t word, const char *name)
{
	size_t j = i + word, n, first = i;

	if (j < f->s.n && f->s.p[j] == ' ')
		j++;
	if (skip(str_from(f->s, j), "No.") > 0)
		j += 3;
	else if (skip(str_from(f->s, j), "số") > 0)
		j += strlen("số");
	if (j < f->s.n && f->s.p[j] == ' ')
		j++;
	n = paper_number(str_from(f->s, j));
	if (n > 0) {
		found(f, arena_printf(f->a, "%s %.*s", name,
		    STRF(str_to(str_from(f->s, j), n))), i, j + n);
		return j + n;
	}
	while (begins(str_from(f->s, j), "of the") ||
	    begins(str_from(f->s, j), "and the")) {
		size_t k = j + strlen(begins(str_from(f->s, j), "of the")
		    ? "of the" : "and the") + 1;

		if (k >= f->s.n)
			break;
		n = congress(str_from(f->s, k));
		if (n == 0)
			break;
		found(f, arena_printf(f->a, "%s of the %.*s", name,
		    STRF(str_to(str_from(f->s, k), n))), first, k + n);
		j = k + n;
		first = k;
		if (j < f->s.n && f->s.p[j] == ' ')
			j++;
	}
	return j;
}

void
document_references(struct arena *a, struct str s, size_t base,
    struct document *d,
    void (*note)(struct document *, struct str, struct text_span))
{
	struct finder f = { a, s, base, d, note };

	for (size_t i = 0; i < s.n; i++) {
		size_t n;

		if (i > 0 && s.p[i - 1] != ' ' && s.p[i - 1] != '(')
			continue;
		n = congress(str_from(s, i));
		if (n > 0 && str_ends(str_to(s, i + n), STR("Conference"))) {
			found(&f, str_to(str_from(s, i), n), i, i + n);
			i += n;
			continue;
		}
		for (size_t p = 0; p < countof(papers); p++) {
			if (small(s.p[i]) != papers[p].word[0] ||
			    !begins(str_from(s, i), papers[p].word))
				continue;
			i = paper(&f, i, strlen(papers[p].word),
			    papers[p].name) - 1;
			break;
		}
	}
}
