#!/bin/sh
# tool/tidy.sh BUILD: the rules of the house that a machine can check, on the
# sources and on the objects in the folder BUILD. Prints each breach, one a
# line, and the sizes; exit 1 when there is a breach. ARCHITECTURE.md says why.
# shellcheck disable=SC2086,SC2038 # our own file names have no blanks
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:-build/debug}
floors=$(cat src/LAYERS)
out=$(mktemp)
trap 'rm -f "$out"' EXIT

breach() {
	echo "tidy: $*" >>"$out"
}

sources() {
	find src -name '*.[ch]' | LC_ALL=C sort
}

# 1. An include never looks up, and names its floor.
higher() { # higher FLOOR: the floors above it, as an alternation
	echo "$floors" | awk -v f="$1" 'seen; $0 == f { seen = 1 }' |
		paste -sd'|'
}
for floor in $floors; do
	up=$(higher "$floor")
	files=$(sources | grep "^src/$floor/")
	[ -z "$up" ] || grep -nE "^#include \"($up)/" /dev/null $files |
		while IFS=: read -r file line text; do
			breach "$file:$line: looks up: $text"
		done
	grep -nE '^#include "' /dev/null $files |
		grep -vE "#include \"($(echo "$floors" | paste -sd'|'))/[a-z_]+\.(h|def)\"" |
		while IFS=: read -r file line text; do
			breach "$file:$line: a path from src/ is wanted: $text"
		done
done
for folder in src/*/; do
	floor=$(basename "$folder")
	echo "$floors" | grep -qx "$floor" ||
		breach "$folder is not in src/LAYERS"
done

# 2. A room exports its own name only. base.c is the vocabulary; main.c has the
# version.
for object in $(find "$build" -name '*.o' ! -path '*/test/*' \
	! -path '*/fuzz/*' ! -path '*/bench/*' | LC_ALL=C sort); do
	file=${object#"$build"/}
	[ -f "src/${file%.o}.c" ] || continue
	room=$(basename "$file" .o)
	room=${room%%_*}
	nm -g --defined-only "$object" | awk '{ print $3 }' |
		grep -vE "^(${room}_.*|${room}\$|__.*)" |
		while read -r name; do
			case $file:$name in
			base/base.o:why_set | base/base.o:err_name | \
				base/base.o:die | cmd/main.o:main | cmd/main.o:cmd_*) ;;
			*) breach "src/${file%.o}.c exports $name;" \
				"the room's names begin with ${room}_" ;;
			esac
		done
	# 3. Memory by lifetime: the heap belongs to three floors.
	case $file in
	base/* | world/* | store/*) ;;
	*) nm -u "$object" | awk '{ print $2 }' |
		grep -xE 'malloc|calloc|realloc|strdup' |
		while read -r name; do
			breach "src/${file%.o}.c calls $name; take an arena"
		done ;;
	esac
done

# 4. SQL stands in stmt.def, and in what find composes from names of kinds. The
# store itself may set up a connection and begin and end a transaction.
data='SELECT |INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_]+ SET|DELETE FROM'
other="CREATE (UNIQUE |TEMP |VIRTUAL )*(TABLE|INDEX|VIEW|TRIGGER)|ALTER TABLE"
other="$other|PRAGMA |ATTACH |SAVEPOINT |BEGIN IMMEDIATE|ROLLBACK TO"
other="$other|DROP (TABLE|VIEW|INDEX|TRIGGER)"
sql() { # sql PATTERN: such literals in the files on standard input
	xargs grep -nE "\"[^\"]*($1)" /dev/null |
		grep -v 'FROM sqlite_schema' |
		while IFS=: read -r file line text; do
			breach "$file:$line: SQL outside stmt.def and find.c:" \
				"$text"
		done
}
sources | grep '^src/store/' | sql "$data"
sources | grep -v '^src/store/' |
	grep -vE '^src/model/find(_[a-z]+)?\.[ch]$' | sql "$data|$other"

# 5. Every file is on the map.
for file in $(find src tool test/lib -type f | LC_ALL=C sort); do
	stem=$(basename "$file" | sed 's/\.[a-z]*$//')
	grep -qF "\`$stem\`" ARCHITECTURE.md ||
		breach "$file: \`$stem\` is not named in ARCHITECTURE.md"
done

# 6. Banned functions stay banned: their list is the last include.
for file in $(sources | grep '\.c$'); do
	last=$(grep '^#include' "$file" | grep -v '\.def"' | tail -n 1)
	[ "$last" = '#include "base/banned.h"' ] ||
		breach "$file: the last include must be base/banned.h"
done

# 7. Nothing is put off, and nothing is left of a merge.
find src test tool kinds packs web bench doc po ./*.md Makefile run check \
	-name node_modules -prune -o -type f ! -name '*.png' \
	! -name '*.woff2' -print 2>/dev/null |
	xargs -r grep -nIE '\b(TO''DO|FIX''ME|X''XX)\b|^(<<<''<<<<|>>>''>>>>)' /dev/null |
	grep -v '^tool/tidy.sh:' | while IFS=: read -r file line text; do
	breach "$file:$line: put off: $text"
done

# 8. The map is made from the one file that tool/map/SOURCE allows and is what
# was made of it; nothing of this house is made from files that draw lines at
# sea. The shapes themselves are looked at by test/unit/test_atlas.c.
if [ -f tool/map/SOURCE ]; then
	sed -n 's/^made \([0-9a-f]*\) /\1  /p' tool/map/SOURCE |
		sha256sum --check --quiet >/dev/null 2>&1 ||
		breach "tool/map/SOURCE: a map that is not what was made: make map"
fi
barred='_ch''n\b|maritime_in''dicator'
{
	find web packs tool -name node_modules -prune -o -type f -print |
		grep -iE "$barred" || true
	grep -liE "^from .*($barred)" tool/map/SOURCE 2>/dev/null || true
} | while read -r file; do
	breach "$file: a source that draws lines at sea"
done

# 9. The script is read by people and by telephones: 12 KiB, as it is written.
script_max=12288
if [ -f web/comity.js ]; then
	script=$(wc -c <web/comity.js)
	[ "$script" -le $script_max ] ||
		breach "web/comity.js: $script bytes, of at most $script_max"
fi

# Translations that nobody needs, and sentences that stand twice, perhaps in two
# ways.
if [ -f po/vi.po ] && command -v msguniq >/dev/null; then
	unused=$(tool/tr.sh src po/vi.po - | wc -l)
	twice=$(msguniq --repeated po/vi.po | grep -c '^msgid ' || true)
	echo "translations: $unused unused, $((twice > 0 ? twice - 1 : 0)) twice"
fi

# Sizes, for the reader: nine functions in ten should fit on a screen.
lengths() {
	# shellcheck disable=SC2016 # awk's own $0
	sources | grep '\.c$' | xargs awk '
		FNR == 1 { inside = 0 }
		/^[a-z_0-9]+\(/ { name = $0; sub(/\(.*/, "", name) }
		/^{/ { inside = 1; start = FNR }
		/^}/ && inside {
			inside = 0
			print FNR - start - 1, name, FILENAME
		}' /dev/null | sort -rn
}
lengths | awk '
	{ n[NR] = $1; line[NR] = $0 }
	END {
		if (NR == 0)
			exit
		printf "functions: %d, median %d lines, nine in ten under %d\n",
			NR, n[int((NR + 1) / 2)], n[int(NR / 10) + 1]
		print "the longest:"
		for (i = 1; i <= 5 && i <= NR; i++)
			print "    " line[i]
	}'
echo "the largest files:"
sources | xargs wc -l /dev/null | grep -v ' total$\|/dev/null' | sort -rn |
	head -n 5 | sed 's/^/    /'
wide=$(sources | xargs expand -t 8 | LC_ALL=C.UTF-8 grep -cE '^.{81,}')
echo "lines over 80 columns: $wide"

if [ -s "$out" ]; then
	cat "$out"
	echo "tidy: $(wc -l <"$out") breaches"
	exit 1
fi
echo "tidy: no breach"
