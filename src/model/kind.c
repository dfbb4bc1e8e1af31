#include "model/kind.h"

#include <math.h>
#include <string.h>

#include "base/assets.h"
#include "base/plain.h"
#include "base/str.h"

#include "base/banned.h"

enum { KIND_ASSETS_MAX = 256 };

void
kind_load(struct arena *a, struct kinds *out)
{
	struct kind_file file[KIND_ASSETS_MAX];
	struct why why = { 0 };
	size_t n = 1;

	file[0] = (struct kind_file){ 0 };
	for (size_t i = 0; i < assets_count; i++) {
		struct kind_file f = { assets_all[i].name, assets_all[i].body };

		if (!str_starts(f.name, STR("kinds/")) ||
		    !str_ends(f.name, STR(".kind")))
			continue;
		ALWAYS(n < KIND_ASSETS_MAX);
		if (str_is(f.name, "kinds/common.kind"))
			file[0] = f;
		else
			file[n++] = f;
	}
	/* They are part of the program: a fault in them is ours. */
	if (kind_parse(a, file, n, out, &why) != ERR_OK)
		die("%s", why.text);
}

const struct kind *
kind_named(const struct kinds *ks, struct str name)
{
	return map_get(ks->by_name, name);
}

const struct kind *
kind_numbered(const struct kinds *ks, uint16_t number)
{
	for (size_t i = 0; i < ks->n; i++)
		if (ks->kind[i].number == number)
			return &ks->kind[i];
	return NULL;
}

const struct field *
kind_field(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < k->fields; i++)
		if (str_eq(k->field[i].name, name))
			return &k->field[i];
	return NULL;
}

const struct let *
kind_let_named(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < k->lets; i++)
		if (str_eq(k->let[i].name, name))
			return &k->let[i];
	return NULL;
}

bool
kind_points_to(const struct field *f, const struct kind *k)
{
	if (f->type != FIELD_REF)
		return false;
	for (size_t i = 0; i < f->targets; i++)
		if (f->target[i] == k)
			return true;
	return f->targets == 0;
}

bool
kind_counts_by(const struct kind *k, const struct field *f)
{
	return f->listed && f != k->title && (f->type == FIELD_TERM ||
	    f->type == FIELD_REF || f->type == FIELD_FLAG);
}

size_t
kind_field_at(const struct kind *k, const struct field *f)
{
	ALWAYS(f >= k->field && f < k->field + k->fields);
	return (size_t)(f - k->field);
}

uint16_t
kind_op_field(const struct kind *k, const struct field *f)
{
	ALWAYS(f->number < KIND_FIELDS_MAX);
	return (uint16_t)(k->number * KIND_FIELDS_MAX + f->number);
}

bool
kind_of_op(const struct kinds *ks, uint16_t number, const struct kind **k,
    const struct field **f)
{
	*f = NULL;
	*k = kind_numbered(ks, number / KIND_FIELDS_MAX);
	if (*k == NULL)
		return false;
	for (size_t i = 0; i < (*k)->fields; i++)
		if ((*k)->field[i].number == number % KIND_FIELDS_MAX)
			*f = &(*k)->field[i];
	return *f != NULL;
}

/* Longer than ${max}, not UTF-8, or with control characters. */
static enum err
text_form(struct str s, size_t max, bool lines, struct why *why)
{
	if (s.n > max)
		return why_set(why, ERR_INPUT, "the text is %zu bytes long; at "
		    "most %zu fit", s.n, max);
	if (!str_valid(s))
		return why_set(why, ERR_INPUT, "the text is not UTF-8");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool ok = c >= 0x20 && c != 0x7f;

		if (!ok && !(lines && (c == '\n' || c == '\r' || c == '\t')))
			return why_set(why, ERR_INPUT, c == '\n' || c == '\r'
			    ? "the text must be one line"
			    : "the text has a control character");
	}
	return ERR_OK;
}

static enum err
value_of_code(struct str s, struct value *out, struct why *why)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == ',' ||
		    s.p[i] == '"')
			return why_set(why, ERR_INPUT, "\"%.*s\" is no code: a "
			    "code has no blank, comma or quotation mark",
			    STRF(s));
	*out = (struct value){ .type = VALUE_TEXT, .text = s };
	return text_form(s, KIND_CODE_MAX, false, why);
}

static enum err
value_of_text(const struct field *f, struct str s, struct value *out,
    struct why *why)
{
	bool is_long = f->type == FIELD_LONG;

	if (str_is(f->name, "code"))
		return value_of_code(s, out, why);
	*out = (struct value){ .type = VALUE_TEXT, .text = s };
	return text_form(s, is_long ? KIND_LONG_MAX : KIND_TEXT_MAX, is_long,
	    why);
}

static enum err
value_of_number(const struct field *f, struct str s, struct value *out,
    struct why *why)
{
	if (f->type == FIELD_INT) {
		*out = (struct value){ .type = VALUE_INT };
		if (str_int(s, &out->i))
			return ERR_OK;
		return why_set(why, ERR_INPUT, "\"%.*s\" is not a whole number",
		    STRF(s));
	}
	*out = (struct value){ .type = VALUE_NUMBER };
	if (!str_real(s, &out->number) || !isfinite(out->number))
		return why_set(why, ERR_INPUT, "\"%.*s\" is not a number; "
		    "write 12 or 12.5", STRF(s));
	out->number += 0.0; /* -0 is 0 */
	return ERR_OK;
}

static enum err
value_of_flag(struct str s, struct value *out, struct why *why)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "x", "co" };
	static const char *const no[] = { "no", "n", "false", "0", "khong" };
	struct buf low CLEANUP(buf_free) = { .max = 64 };

	plain_fold(&low, str_head(s, 32));
	for (size_t i = 0; i < countof(yes); i++)
		if (str_is(buf_view(&low), yes[i])) {
			*out = (struct value){ .type = VALUE_INT, .i = 1 };
			return ERR_OK;
		}
	*out = VALUE_EMPTY;
	for (size_t i = 0; i < countof(no); i++)
		if (str_is(buf_view(&low), no[i]))
			return ERR_OK;
	return why_set(why, ERR_INPUT, "\"%.*s\" is neither yes nor no",
	    STRF(s));
}

enum err
kind_value(const struct field *f, struct str text, int32_t today,
    struct value *out, struct why *why)
{
	struct str s = str_trim(text);

	*out = VALUE_EMPTY;
	if (s.n == 0)
		return ERR_OK;
	switch (f->type) {
	case FIELD_LONG:
		/* A document is kept byte by byte: passages count on it. */
		return value_of_text(f, text, out, why);
	case FIELD_TEXT:
		return value_of_text(f, s, out, why);
	case FIELD_INT:
	case FIELD_NUMBER:
		return value_of_number(f, s, out, why);
	case FIELD_DATE:
		out->type = VALUE_DATE;
		if (date_parse_human(s, today, &out->date))
			return ERR_OK;
		return why_set(why, ERR_INPUT, "\"%.*s\" is not a date; write "
		    "2026-11-21, 21/11/2026, 2026-11, 2026-Q4 or 2026",
		    STRF(s));
	case FIELD_FLAG:
		return value_of_flag(s, out, why);
	case FIELD_TERM:
		return value_of_code(s, out, why);
	case FIELD_REF:
		out->type = VALUE_REF;
		if (id_parse(s, &out->ref))
			return ERR_OK;
		return why_set(why, ERR_INPUT, "\"%.*s\" is no record's id",
		    STRF(s));
	}
	return ERR_OK;
}
