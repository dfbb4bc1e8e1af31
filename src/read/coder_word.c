#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

bool
coder_is_word(const struct sentence *s, int i, const char *w)
{
	struct str word;

	if (i < 0 || i >= s->n || s->t[i].word == 0)
		return false;
	word = word_text(s->c->g->words, s->t[i].word);
	return word.p[0] == w[0] && str_is(word, w);
}

bool
coder_any_word(const struct sentence *s, int i, const char *list)
{
	return i >= 0 && i < s->n && s->t[i].word != 0 && coder_one_of(
	    word_text(s->c->g->words, s->t[i].word), list);
}

bool
coder_one_of(struct str word, const char *list)
{
	const char *p = list;

	/* Asked for each token, so it is done by hand. */
	while (word.n > 0) {
		if (*p == *word.p && strncmp(p, word.p, word.n) == 0 &&
		    (p[word.n] == ' ' || p[word.n] == '\0'))
			return true;
		p = strchr(p, ' ');
		if (p == NULL)
			break;
		p++;
	}
	return false;
}
