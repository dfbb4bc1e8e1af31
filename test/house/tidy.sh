#!/bin/sh
# Plants each breach that tool/tidy.sh must find in a small house of its own.
set -u
cd "$(dirname "$0")/../.." || exit 1
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
n=0

say() { # say STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$house/said"
	fi
}

fresh() {
	rm -rf "${house:?}"/*
	mkdir -p "$house/src/base" "$house/src/store" "$house/src/web" \
		"$house/tool" "$house/test/lib" "$house/build"
	cp tool/tidy.sh "$house/tool/tidy.sh"
	printf 'base\nstore\nweb\n' >"$house/src/LAYERS"
	echo "the map: \`LAYERS\` \`tidy\` \`room\` \`page_room\` \`banned\`" \
		>"$house/ARCHITECTURE.md"
	: >"$house/src/base/banned.h"
	cat >"$house/src/web/page_room.c" <<-EOF
	#include "base/banned.h"
	int page_show(void);
	int
	page_show(void)
	{
		return 1;
	}
	EOF
}

tidy() {
	for c in "$house"/src/*/*.c; do
		o=$house/build/$(basename "$(dirname "$c")")/$(basename "$c" .c).o
		mkdir -p "$(dirname "$o")"
		cc -I"$house/src" -c -o "$o" "$c" 2>>"$house/said" || return 2
	done
	"$house/tool/tidy.sh" build >"$house/said" 2>&1
}

# finds WORDS WHAT: tidy must refuse, with these words.
finds() {
	tidy
	status=$?
	[ $status -eq 1 ] && grep -qF "$1" "$house/said"
	say $? "$2"
}

fresh
tidy
say $? "a clean house is clean"

fresh
: >"$house/src/web/room.h"
echo '#include "web/room.h"' >"$house/src/base/room.h"
finds "src/base/room.h:1: looks up" "an include that looks up"

fresh
: >"$house/src/web/room.h"
sed -i '1i #include "room.h"' "$house/src/web/page_room.c"
finds "a path from src/ is wanted" "an include without its floor"

fresh
mkdir "$house/src/cellar"
finds "src/cellar/ is not in src/LAYERS" "a floor nobody has named"

fresh
echo 'int other_name; int page_fine;' >>"$house/src/web/page_room.c"
finds "src/web/page_room.c exports other_name" "an export with a wrong name"

fresh
cat >>"$house/src/web/page_room.c" <<'EOF'
void *malloc(unsigned long);
void *page_take(void);
void *page_take(void) { return malloc(5); }
EOF
finds "src/web/page_room.c calls malloc" "memory from the heap upstairs"

for text in 'SELECT id FROM lane' 'DELETE FROM lane' 'UPDATE lane SET a=1' \
	'INSERT OR REPLACE INTO lane' 'PRAGMA user_version' \
	'CREATE TEMP VIEW v'; do
	fresh
	echo "const char *page_sql = \"$text\";" >>"$house/src/web/page_room.c"
	finds "SQL outside stmt.def and find.c" "SQL upstairs: $text"
done

fresh
printf '#include "base/banned.h"\n' >"$house/src/base/attic.c"
finds "\`attic\` is not named in ARCHITECTURE.md" "a file that is not on the map"

fresh
sed -i '1i #include <string.h>' "$house/src/web/page_room.c"
tidy
say $? "banned.h last is fine"
sed -i '2a #include <stdio.h>' "$house/src/web/page_room.c"
finds "the last include must be base/banned.h" "an include after banned.h"

fresh
mkdir -p "$house/tool/map" "$house/web"
echo "\`SOURCE\`" >>"$house/ARCHITECTURE.md"
echo '<svg/>' >"$house/web/world.svg"
echo "made $(sha256sum <"$house/web/world.svg" | cut -d' ' -f1) web/world.svg" \
	>"$house/tool/map/SOURCE"
tidy
say $? "a map that is what was made passes"
echo '<svg></svg>' >"$house/web/world.svg"
finds "a map that is not what was made" "a map changed by hand is found"

fresh
mkdir -p "$house/web"
: >"$house/web/lines_ch""n.csv"
finds "a source that draws lines at sea" "a file of lines at sea is found"

fresh
mkdir -p "$house/web"
head -c 12288 /dev/zero | tr '\0' ';' >"$house/web/comity.js"
tidy
say $? "a script of 12 KiB passes"
echo >>"$house/web/comity.js"
finds "web/comity.js: 12289 bytes" "a script that has grown too long"

# Written apart, so that this file is not one of them.
for word in 'TO''DO' 'FIX''ME' 'X''XX'; do
	word=$(echo "$word" | tr -d "'")
	fresh
	echo "/* $word: later */" >>"$house/src/web/page_room.c"
	finds "put off" "a word that puts work off: $word"
done

echo "1..$n"
