#include "web/http.h"

#include <jansson.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

struct taking {
	struct arena *a;
	struct http_pair *pair;
	size_t n;
	struct why *why;
};

static enum err
refuse(struct taking *t, const char *name)
{
	return why_set(t->why, ERR_INPUT, "The member \"%.80s\" is neither "
	    "text, number, true, false, null nor a list of texts.", name);
}

/* No text has other controls; http_form refuses them, too. */
static bool
is_text(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t' &&
		    s.p[i] != '\n') || s.p[i] == 0x7f)
			return false;
	return true;
}

/* As a form would send it: an unticked box sends nothing. */
static enum err
take(struct taking *t, const char *name, const json_t *v)
{
	struct http_pair *p;

	if (t->n == HTTP_PAIRS_MAX)
		return why_set(t->why, ERR_LIMIT, "There are more than %d "
		    "members.", HTTP_PAIRS_MAX);
	t->pair = arena_grow(t->a, t->pair, t->n, sizeof(*t->pair));
	p = &t->pair[t->n];
	p->name = arena_str(t->a, str_of(name));
	if (json_is_string(v))
		p->value = arena_str(t->a, (struct str){
			json_string_value(v), json_string_length(v) });
	else if (json_is_integer(v))
		p->value = arena_printf(t->a, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(v));
	else if (json_is_real(v))
		p->value = arena_printf(t->a, "%.17g", json_real_value(v));
	else if (json_is_true(v))
		p->value = STR("yes");
	else if (json_is_null(v) || json_is_false(v))
		p->value = STR("");
	else
		return refuse(t, name);
	if (!is_text(p->value) || !is_text(p->name))
		return why_set(t->why, ERR_INPUT, "The member \"%.80s\" has "
		    "control characters.", name);
	t->n++;
	return ERR_OK;
}

static enum err
take_all(struct taking *t, json_t *object)
{
	const char *name;
	json_t *v;
	enum err e = ERR_OK;

	json_object_foreach(object, name, v) {
		if (strlen(name) > HTTP_NAME_MAX || *name == '\0')
			return refuse(t, name);
		if (!json_is_array(v))
			e = take(t, name, v);
		for (size_t i = 0; e == ERR_OK && i < json_array_size(v); i++)
			e = json_is_string(json_array_get(v, i))
			    ? take(t, name, json_array_get(v, i))
			    : refuse(t, name);
		if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}

enum err
http_json(struct arena *a, struct str body, struct http_request *out,
    struct why *why)
{
	struct taking t = { .a = a, .why = why };
	json_error_t error;
	json_t *j = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &error);
	enum err e;

	if (j == NULL)
		return why_set(why, ERR_INPUT, "The body is no JSON: %s, at "
		    "byte %d.", error.text, error.position);
	e = json_is_object(j) ? take_all(&t, j) : why_set(why, ERR_INPUT,
	    "The body is JSON, but not an object of fields.");
	json_decref(j);
	out->form = t.pair;
	out->forms = t.n;
	return e;
}
