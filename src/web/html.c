#include "web/html.h"

#include <string.h>

#include "base/banned.h"

/* What %s may not bring in; the rest of ASCII stands for itself. */
static const char *
html_entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static bool
html_forbidden(uint32_t c)
{
	bool space = c == '\n' || c == '\t' || c == '\r';

	return (c < 0x20 && !space) || (c >= 0x7f && c < 0xa0) ||
	    (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

void
html_text(struct buf *b, struct str s)
{
	while (s.n > 0) {
		uint32_t c = str_utf8(&s);
		const char *entity = html_entity(c);

		if (entity != NULL)
			buf_text(b, entity);
		else
			buf_utf8(b, html_forbidden(c) ? 0xfffd : c);
	}
}

enum html_verb {
	VERB_PERCENT,
	VERB_STR,
	VERB_CSTR,
	VERB_SIZE,
	VERB_LLONG,
	VERB_LONG,
	VERB_INT,
	VERB_UNSIGNED,
	VERB_REAL
};

/* The verb behind a %; "lld" stands before "ld". */

static enum html_verb
html_verb(const char **fmt, int *digits)
{
	static const struct {
		const char *text;
		enum html_verb verb;
	} verbs[] = {
		{ "%", VERB_PERCENT }, { ".*s", VERB_STR }, { "s", VERB_CSTR },
		{ "zu", VERB_SIZE }, { "lld", VERB_LLONG }, { "ld", VERB_LONG },
		{ "d", VERB_INT }, { "u", VERB_UNSIGNED },
	};
	const char *p = *fmt;

	for (size_t i = 0; i < countof(verbs); i++) {
		size_t n = strlen(verbs[i].text);

		if (strncmp(p, verbs[i].text, n) == 0) {
			*fmt = p + n;
			return verbs[i].verb;
		}
	}
	if (p[0] != '.' || p[1] < '0' || p[1] > '9' || p[2] != 'f')
		die("html_put: no such verb: %%%s", p);
	*digits = p[1] - '0';
	*fmt = p + 3;
	return VERB_REAL;
}

static void
html_arg(struct buf *b, enum html_verb verb, int digits, va_list *ap)
{
	int n;

	switch (verb) {
	case VERB_PERCENT:
		buf_char(b, '%');
		break;
	case VERB_STR:
		n = va_arg(*ap, int);
		ALWAYS(n >= 0);
		html_text(b, (struct str){ va_arg(*ap, char *), (size_t)n });
		break;
	case VERB_CSTR:
		html_text(b, str_of(va_arg(*ap, char *)));
		break;
	case VERB_SIZE:
		buf_printf(b, "%zu", va_arg(*ap, size_t));
		break;
	case VERB_LLONG:
		buf_printf(b, "%lld", va_arg(*ap, long long));
		break;
	case VERB_LONG:
		buf_printf(b, "%ld", va_arg(*ap, long));
		break;
	case VERB_INT:
		buf_printf(b, "%d", va_arg(*ap, int));
		break;
	case VERB_UNSIGNED:
		buf_printf(b, "%u", va_arg(*ap, unsigned));
		break;
	case VERB_REAL:
		buf_printf(b, "%.*f", digits, va_arg(*ap, double));
		break;
	}
}

void
html_put(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	while (*fmt != '\0') {
		size_t n = strcspn(fmt, "%");
		enum html_verb verb;
		int digits = 0;

		buf_put(b, fmt, n);
		fmt += n;
		if (*fmt == '\0')
			break;
		fmt++;
		verb = html_verb(&fmt, &digits);
		html_arg(b, verb, digits, &ap);
	}
	va_end(ap);
}
