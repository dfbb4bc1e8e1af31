#!/bin/sh
# Files and folders become proposals; nothing is recorded.
. test/cli/cli.inc

mkdir -p "$work/in/sub/.hidden"
echo "The Lao defence minister visited Hanoi on 4 March 2024." >"$work/in/b.txt"
echo "# Japan will host the talks in 2027." >"$work/in/sub/a.md"
echo "not a document" >"$work/in/data.csv"
echo "%PDF-1.4 nothing" >"$work/in/sub/bad.pdf"
echo "hidden" >"$work/in/sub/.hidden/c.txt"
gives 0 read "$work/in/b.txt" && says "LAO > VNM" && says "4 Mar 2024"
ok "a file for people"
gives 3 read --json "$work/in" && [ "$(wc -l <"$work/out")" -eq 2 ] &&
	head -n 1 "$work/out" | grep -q 'b.txt' && talks "sub/bad.pdf: the PDF"
ok "a folder in the order of names, with a fault in one file"
gives 4 read "$work/none" && talks "there is no such file"
ok "a file that is not there"
mkdir "$work/bare"
gives 1 read "$work/bare" && talks "no document is in this folder"
ok "a folder without documents"
gives 2 read --text-lang fr "$work/in" && talks "--text-lang is en or vi"
ok "a value that is wrong"
gives 2 read --json --stream "$work/in" && talks "take one of"
ok "one form of output"
gives 4 read --names "$work/none" "$work/in" && talks "cannot be read"
ok "names of one's own that are not there"
printf '{"id":1,"text":"Laos thanked Japan."}\nx\n' >"$work/lines"
gives 3 read --stream "$work/lines" && says '{"id":1,"events":[{' &&
	talks "line 2"
ok "a stream goes on behind a line that is wrong"
finish
