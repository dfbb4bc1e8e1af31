/* What the files of text share. Letters here are those of ASCII. */
#ifndef READ_TEXT_PART_H
#define READ_TEXT_PART_H

#include "read/text.h"

static inline bool
text_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
text_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
text_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
text_letter(char c)
{
	return (c >= 'a' && c <= 'z') || text_upper(c);
}

#endif
