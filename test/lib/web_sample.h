/*
 * An invented report that has every kind of block and chart, for the tests of
 * the renderers.
 */
#ifndef LIB_WEB_SAMPLE_H
#define LIB_WEB_SAMPLE_H

#include "advise/report.h"

/* web_sample(a): the same report each time. */
struct report *web_sample(struct arena *a);

#endif
