/* A QR code as SVG: for a telephone that reads what a person would type. */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "base/buf.h"

/*
 * qr_put(b, text, label):
 * Dark squares on white with the quiet border the standard asks for; false,
 * and nothing written, when ${text} does not fit.
 */
MUST_USE bool qr_put(struct buf *b, struct str text, const char *label);

#endif
