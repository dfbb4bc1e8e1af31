/*
 * The identity of a thing: 128 bits, random, never reused. As text it is 26
 * letters and digits (Crockford base 32, upper case), which sorts as the bytes.
 */
#ifndef RECORD_ID_H
#define RECORD_ID_H

#include "base/buf.h"
#include "world/world.h"

struct id {
	unsigned char b[16];
};

enum { ID_TEXT = 26 };

struct id id_new(struct world *w);

/*
 * id_of_name(space, name):
 * The identity that every office gives to the same public thing: the first 16
 * bytes of SHA-256 over both. For rows of packs alone, never for records with
 * a label above public.
 */
struct id id_of_name(struct str space, struct str name);

bool id_eq(struct id a, struct id b);
bool id_is_zero(struct id a);

/* id_text(id, text): the 26 characters and a NUL. */
void id_text(struct id id, char text[static ID_TEXT + 1]);
struct str id_str(struct arena *a, struct id id);

/* id_parse(s, out): exactly the text form; lower case is taken too. */
MUST_USE bool id_parse(struct str s, struct id *out);

#endif
