#include "web/qr.h"

#include <qrencode.h>

#include "base/str.h"
#include "web/html.h"

#include "base/banned.h"

enum { TEXT_MAX = 1000, BORDER = 4 };

/* One path of squares, rows as runs. */
static void
squares(struct buf *b, const QRcode *q)
{
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++) {
			int run = 0;

			while (x + run < q->width &&
			    (q->data[y * q->width + x + run] & 1) != 0)
				run++;
			if (run > 0)
				html_put(b, "M%d %dh%dv1h-%dz", x + BORDER,
				    y + BORDER, run, run);
			x += run;
		}
}

bool
qr_put(struct buf *b, struct str text, const char *label)
{
	char c[TEXT_MAX + 1] = { 0 };
	QRcode *q;
	int side;

	if (text.n > TEXT_MAX)
		return false;
	for (size_t i = 0; i < text.n; i++)
		c[i] = text.p[i];
	q = QRcode_encodeString8bit(c, 0, QR_ECLEVEL_M);
	if (q == NULL)
		return false;
	side = q->width + 2 * BORDER;
	html_put(b, "<svg class=\"qr\" role=\"img\" aria-label=\"%s\" "
	    "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><path "
	    "fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"",
	    label, side, side, side, side);
	squares(b, q);
	html_put(b, "\"/></svg>");
	QRcode_free(q);
	return true;
}
