#!/bin/sh
# tool/cov.sh BUILD: what the tests of a V=cov build have reached, a file a
# line, least covered first: lines, branches taken at least once.
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${1:-build/cov}" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

for notes in $(find "$build" -name '*.gcno' ! -path '*/test/*' | sort); do
	source=src/${notes#"$build"/}
	source=${source%.gcno}.c
	[ -f "$source" ] || continue
	# gcov tells of headers as well; the source is what is asked for.
	gcov -n -b -o "$(dirname "$notes")" "${notes%.gcno}.o" 2>/dev/null |
		awk -v want="$source" '
			/^File/ { on = index($0, want) > 0 }
			!on { next }
			/^Lines executed/ { sub(/.*:/, ""); lines = $0 }
			/^Taken at least once/ { sub(/.*:/, ""); taken = $0 }
			/^No branches/ { taken = "-" }
			END {
				if (lines == "")
					lines = "0.00% of ?"
				printf "%-34s %-18s %s\n", want, lines, taken
			}'
done >"$out/table"
printf '%-34s %-18s %s\n' file lines 'branches taken'
sort -k2,2n "$out/table"
