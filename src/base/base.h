/*
 * The words every room uses: what can go wrong, what a string is, what the
 * compiler is asked to check. The only file that names a compiler.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define FORMAT_ARG(fmt) __attribute__((format_arg(fmt)))
#define NORETURN __attribute__((noreturn))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define UNUSED __attribute__((unused))

#define countof(a) (sizeof(a) / sizeof((a)[0]))
#define KIB ((size_t)1024)
#define MIB (KIB * KIB)

/*
 * What a caller can act on. The words for a person go into a struct why.
 */
enum err {
	ERR_OK,
	ERR_NOMEM,   /* a stated memory limit was reached */
	ERR_LIMIT,   /* the input is larger than its stated bound */
	ERR_IO,      /* the disk or the network refused */
	ERR_INPUT,   /* what was given is not valid; the why says how to mend */
	ERR_BUSY,    /* somebody else is writing; try again */
	ERR_CORRUPT, /* stored bytes are not what was signed */
	ERR_DENIED,  /* not allowed, for this role or label */
	ERR_MISSING, /* no such thing, as far as this reader can see */
	ERR__MAX
};

/* A view of bytes that somebody else owns; not NUL-terminated. */
struct str {
	const char *p;
	size_t n;
};

#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
/* STR for static initialisers, where a compound literal may not stand. */
#define STR_INIT(lit) { "" lit, sizeof(lit) - 1 }
/* For printf: "%.*s". */
#define STRF(s) (int)(s).n, (s).p

/*
 * Why something failed, for the person who can mend it: one sentence, no
 * newline. The first reason set stays; later, outer ones are dropped. All zero
 * is one without a reason, in English.
 */
struct why {
	char text[480];
	const char *lang; /* of its reader, as tr() takes it */
};

/*
 * why_set(w, e, fmt, ...):
 * Note the reason in ${w} (which may be NULL) unless it holds one already,
 * and return ${e}, so that a failure is one statement. ${fmt} is English and
 * is put into the reader's language here.
 */
enum err why_set(struct why *w, enum err e, const char *fmt, ...) PRINTF(3, 4);
#ifdef __clang_analyzer__
/* It cannot look into base.c and would think that a failure may be none. */
#define why_set(w, e, ...) ((void)why_set((w), (e), __VA_ARGS__), (e))
#endif

/* err_name(e): the short lower-case name of ${e}, such as "missing". */
const char *err_name(enum err e);

/*
 * die(fmt, ...):
 * Say why on stderr and abort. For broken promises inside the program, never
 * for bad input. Assertions stay on in every variant.
 */
NORETURN void die(const char *fmt, ...) PRINTF(1, 2);

#define ALWAYS(x) \
	((x) ? (void)0 \
	    : die("%s:%d: broken promise: %s", __FILE__, __LINE__, #x))

#endif
