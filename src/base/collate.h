/*
 * The order of names for people: the Vietnamese alphabet, in which d stands
 * before đ, a before ă and â, e before ê, o before ô and ơ, u before ư; case
 * and tones decide only between names that are equal otherwise.
 */
#ifndef BASE_COLLATE_H
#define BASE_COLLATE_H

#include "base/base.h"

/* collate_names(a, b): <0, 0, >0; 0 for equal bytes alone. */
int collate_names(struct str a, struct str b);

/*
 * collate_given(a, b):
 * The same for persons as they are listed in Viet Nam: by the last word, which
 * is the given name, then by the whole.
 */
int collate_given(struct str a, struct str b);

#endif
