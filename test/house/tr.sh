#!/bin/sh
# tool/tr.sh and tool/mo.c: a sentence that has no Vietnamese stops the build.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

say() { # say STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$work/said"
	fi
}

head='msgid ""
msgstr ""
"Project-Id-Version: house\n"
"PO-Revision-Date: 2026-11-22 00:00+0000\n"
"Last-Translator: House\n"
"Language-Team: Vietnamese\n"
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"'

mkdir -p "$work/src/web" "$work/src/record" "$work/kinds"
cd "$work" || exit 1
try() { # try C [PO]: the source and what stands in the translation
	printf '%s\n' "$1" >src/web/page.c
	printf '%s\n\n%s\n' "$head" "${2:-}" >vi.po
	"$root/tool/tr.sh" src vi.po vi.mo >said 2>&1
}
named() { # named TEXT: it failed, and says what
	[ "$status" -ne 0 ] && grep -qF "$1" said
}

search='msgid "Search"
msgstr "Tìm kiếm"'
try 'tr(l, "Search");' "$search"
say $? 'a sentence with its translation'
try 'tr(l, "Search");'
status=$?
named 'msgid "Search"' && grep -q 'src/web/page.c' said
say $? 'a sentence without one is named, with its file'
try 'tr(l, "Search");' 'msgid "Search"
msgstr ""'
status=$?
named 'msgid "Search"'
say $? 'an empty translation is none'
try 'tr(l, "Search");' "#, fuzzy
$search"
status=$?
named 'msgid "Search"'
say $? 'a doubtful translation is none'
for call in 'tr_str(l, "Search");' 'x = TR("Search");' \
	'tr_n(l, "Search", "Searches", n);' \
	'words_count(w, n, "Search", "Searches");' \
	'why_set(w, e, "Search");' 'change_bad(w, e, f, "Search");'; do
	try "$call"
	status=$?
	named 'msgid "Search"'
	say $? "found in $call"
done
try 'tr(l, "%s of %d");' 'msgid "%s of %d"
msgstr "%d trong %s"'
status=$?
named 'msgid "%s of %d"'
say $? 'holes that differ are refused'
try 'tr(l, "%s of %d");' 'msgid "%s of %d"
msgstr "%2$d trong %1$s"'
say $? 'numbered holes may change places'
try 'tr_str(l, "90 % of all");' 'msgid "90 % of all"
msgstr "90 % tổng số"'
say $? 'a per cent in plain words is no hole'
try 'tr(l, "Search");' "$search

$search"
say $? 'the same translation twice counts once'
try 'tr(l, "Search");'
TR=warn "$root/tool/tr.sh" src vi.po vi.mo >said 2>&1 &&
	grep -qF 'msgid "Search"' said
say $? 'TR=warn names it and goes on'
try 'int x;' "$search"
[ "$("$root/tool/tr.sh" src vi.po -)" = '"Search"' ]
say $? 'what nobody says is reported'
printf 'why_set(w, e, "The lane is damaged");\n' >src/record/lane.c
try 'int x;'
status=$?
named 'The lane is damaged'
say $? 'the journal speaks to people, too'
rm src/record/lane.c
mkdir -p src/cmd src/model packs/x
for call in 'cmd_say(l, "Nothing found");' 'cmd_usage(l, "Nothing found");' \
	'struct cmd c = { "x", TR("Nothing found") };'; do
	printf '%s\n' "$call" >src/cmd/cmd_x.c
	try 'int x;'
	status=$?
	named 'Nothing found' && grep -q src/cmd/cmd_x.c said
	say $? "a command says it: $call"
done
rm src/cmd/cmd_x.c
printf 'why_set(w, e, "wants a name");\n' >src/model/kind_parse.c
try 'int x;'
say $? 'who writes kinds reads English'
rm src/model/kind_parse.c
printf 'coded x\ntitle Votes\n' >packs/x/x.coded
try 'int x;'
status=$?
named 'Votes'
say $? 'the name of a format is a sentence'
rm packs/x/x.coded
printf '\thelp Leave it "empty".\n' >kinds/x.kind
try 'int x;'
status=$?
named 'Leave it'
say $? 'the help of a kind is a sentence'
rm kinds/x.kind

cc -std=c17 -o mo "$root/tool/mo.c" || exit 1
# shellcheck disable=SC2089 # the quotation marks are of C
try 'tr(l, "Search"); tr(l, "A \"b\" ??/");' "$search

msgid \"A \\\"b\\\" ??/\"
msgstr \"Ấ 1\""
cat >show.c <<'EOF'
#include <stdio.h>
#include "base/tr.h"
int
main(void)
{
	for (size_t i = 0; i < tr_rows_n; i++)
		printf("%s=%s\n", tr_rows[i].english, tr_rows[i].vietnamese);
	return 0;
}
EOF
./mo vi.mo >rows.c && cc -std=c17 -I"$root/src" -o show show.c rows.c &&
	./show >said
printf 'A "b" ??/=Ấ 1\nSearch=Tìm kiếm\n' | cmp -s - said
say $? 'the table has every byte, sorted'
head -c 40 vi.mo >cut.mo
./mo cut.mo >said 2>&1
[ $? -eq 1 ]
say $? 'a catalogue that is cut short is refused'
echo "1..$n"
