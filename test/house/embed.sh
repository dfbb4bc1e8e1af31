#!/bin/sh
# tool/embed.c: every byte comes back out of the table, in order of names.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

say() { # say STATUS TEXT
	n=$((n + 1))
	[ "$1" -eq 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"
}

cc -std=c17 -D_POSIX_C_SOURCE=200809L -o "$work/embed" tool/embed.c || exit 1
cat >"$work/show.c" <<'EOF'
#include <stdio.h>
#include <string.h>
#include "base/assets.h"
int
main(int argc, char **argv)
{
	for (size_t i = 0; i < assets_count; i++) {
		const struct asset *a = &assets_all[i];

		if (argc < 2)
			printf("%.*s %.*s\n", (int)a->name.n, a->name.p,
			    (int)a->tag.n, a->tag.p);
		else if (strlen(argv[1]) == a->name.n &&
		    memcmp(argv[1], a->name.p, a->name.n) == 0)
			fwrite(a->body.p, 1, a->body.n, stdout);
	}
	return 0;
}
EOF
build() { # build FILE...: the program show with these files
	"$work/embed" "$@" >"$work/assets.c" &&
		cc -std=c17 -pedantic-errors -I"$root/src" -o "$work/show" \
			"$work/show.c" "$work/assets.c"
}

cd "$work" || exit 1
mkdir -p kinds web
# Every byte, every byte before a digit, trigraphs, quotation marks.
LC_ALL=C awk 'BEGIN { for (i = 0; i < 256; i++) printf "%c0%c", i, i }' \
	>web/bytes.bin
printf '??/??=??!\\"\n"' >kinds/tricky.kind
: >web/empty.css
build web/bytes.bin web/empty.css kinds/tricky.kind
say $? "binary, empty and tricky files compile"
for file in web/bytes.bin web/empty.css kinds/tricky.kind; do
	./show "$file" | cmp -s - "$file"
	say $? "$file comes back byte by byte"
done
./show | cut -d' ' -f1 | LC_ALL=C sort -c
say $? "names are sorted, whatever the order of the arguments"
before=$(./show)
printf x >>web/empty.css
build web/bytes.bin web/empty.css kinds/tricky.kind
[ "$before" != "$(./show)" ] &&
	[ "$(./show | grep -cE ' [0-9a-f]{16}$')" -eq 3 ]
say $? "a tag changes with its file"
cat >web/a.css <<'EOF'
/* A remark. */
a :hover, b::after {
	content: "  /* {; */";	margin: 0 calc(1px + 2px);
}
@media (min-width: 2px) { i { top: 0; } }
EOF
build web/a.css
want='a :hover,b::after {content:"  /* {; */";margin:0 calc(1px + 2px);}'
[ "$(./show web/a.css)" = "$want@media (min-width:2px) {i {top:0;}}" ]
say $? "a style sheet loses remarks and blanks, and nothing else"
build && [ -z "$(./show)" ]
say $? "no file at all is a table too"
./embed web/empty.css web/empty.css >/dev/null 2>&1
[ $? -eq 1 ]
say $? "a file named twice is refused"
./embed web/none >/dev/null 2>&1
[ $? -eq 1 ]
say $? "a missing file is refused"
echo "1..$n"
