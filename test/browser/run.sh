#!/bin/sh
# TAP: the pages in a real browser, from the real program on a free port.
# $COMITY names the program, $CHROMIUM the browser (/usr/bin/chromium).
# MATRIX=full looks at every address in every state; else they take turns.
# The two packages of package-lock.json are fetched once, with npm ci.
set -u
cd "$(dirname "$0")" || exit 1
if [ ! -d node_modules/playwright-core ]; then
	npm ci --no-audit --no-fund >&2 || exit 1
fi
exec node --test --test-reporter=tap all.mjs
