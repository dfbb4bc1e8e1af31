#!/bin/sh
# tool/tr.sh SRC PO OUT: what the sources under SRC say to people, against the
# translation PO; writes the catalogue OUT, from which tool/mo.c makes a table.
# Exit 1 when a sentence has no translation or a doubtful one; with TR=warn it
# is named and stays English, so that work on one file does not stop another's.
# OUT - prints what PO has and nobody says.
set -eu
src=$1 po=$2 out=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What kinds and packs say in English alone, as if it stood in a source: the
# help of kinds and fields, formats of coded files, and labels, small and as a
# marking.
{
	cat packs/*/*.coded | sed -nE 's/^(title|becomes|licence) //p'
	sed -n 's/^[[:blank:]]*help \(.*\)/\1/p' kinds/*.kind
	for file in packs/*/label.csv; do
		tail -n +2 "$file" | cut -d, -f1
		tail -n +2 "$file" | cut -d, -f1 | tr '[:lower:]' '[:upper:]'
	done
} 2>/dev/null | LC_ALL=C sort -u |
	sed 's/[\\"]/\\&/g; s/.*/TR("&");/' >"$work/data.c"
# What goes wrong is told to people in their language, but for what the parser
# of kinds says: kinds are part of the program, and it speaks to who writes one.
find "$src" -name '*.[ch]' | LC_ALL=C sort >"$work/files"
grep -vE '/kind_(parse|rule)\.c$' "$work/files" >"$work/told" || true
grep -vxF -f "$work/told" "$work/files" >"$work/rest" || true
echo "$work/data.c" >>"$work/rest"
extract() { # extract FILES OPTION...: into all.pot
	list=$1
	shift
	xgettext --files-from="$list" --from-code=UTF-8 --language=C \
		--keyword --keyword=TR:1 --keyword=tr:2 --keyword=tr_str:2 \
		--keyword=tr_n:2,3 --keyword=words_count:3,4 \
		--add-location=file --flag=TR:1:no-c-format \
		--flag=tr_str:2:no-c-format --flag=tr:2:pass-c-format \
		--flag=tr_n:2:pass-c-format --flag=tr_n:3:pass-c-format \
		--flag=arena_printf:2:c-format --flag=buf_printf:2:c-format \
		"$@" -o "$work/all.pot"
}
if [ -s "$work/told" ]; then
	extract "$work/told" --keyword=why_set:3 --keyword=change_bad:4 \
		--keyword=cmd_say:2 --keyword=cmd_usage:2
fi
if [ -f "$work/all.pot" ]; then
	extract "$work/rest" --join-existing
else
	extract "$work/rest"
fi
if [ ! -f "$work/all.pot" ]; then # nothing to translate
	printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n' \
		>"$work/all.pot"
fi
# The flags that say which sentences are formats come from the sources.
msguniq --force-po --use-first -o "$work/once.po" "$po"
msgmerge --quiet --force-po --no-fuzzy-matching -o "$work/all.po" \
	"$work/once.po" "$work/all.pot"
if [ "$out" = - ]; then
	msgattrib --only-obsolete --no-wrap "$work/all.po" |
		sed -n 's/^#~ msgid //p'
	exit 0
fi
{
	msgattrib --untranslated --no-obsolete "$work/all.po"
	msgattrib --only-fuzzy --no-obsolete "$work/all.po"
} | awk '/^#: |^msgid "|^"/ && !/^"[A-Z][A-Za-z-]*: /' |
	grep -v '^msgid ""$' >"$work/missing" || true
msgfmt --check --output-file="$out" "$work/all.po"
if [ -s "$work/missing" ]; then
	echo "$po: these sentences have no translation, or a doubtful one:" >&2
	sed 's/^/    /' "$work/missing" >&2
	[ "${TR:-}" = warn ] || exit 1
fi
