#!/bin/sh
# What people take and leave tunes the ranking, each label by itself.
. test/cli/cli.inc

text() { # text NUMBER: minutes of our own
	printf 'Minutes %d\nHa Noi, %d October 2026\n\nThe two sides held a defence policy dialogue with Japan in Ha Noi on %d October 2026. Viet Nam promised to send %d instructors to Australia by June 2027. Training went on.\n' \
		"$1" "$1" "$1" "$1" >"$work/$1.txt"
}

gives 0 init "$COMITY_OFFICE" --pack vietnam
gives 0 read --learn && says "Nothing was taken"
ok "nothing to learn from"
for i in 1 2 3 4 5 6; do
	text $i
	gives 0 accept --only 2 "$work/$i.txt" || break
done
gives 0 read --learn && says "public: 6 texts; of 18 proposals 6 were taken" &&
	says "pairs before" && says "was tuned"
ok "what was taken and left is in the register already"
cat "$COMITY_OFFICE"/rank-*.csv >"$work/before"
for i in 11 12 13 14 15 16; do
	text $i
	gives 0 accept --only 1 --label internal "$work/$i.txt" || break
done
gives 0 read --learn && says "public: 6 texts" && says "internal: 6 texts"
ok "another label"
sum=$(cksum <"$work/before")
found=0
for file in "$COMITY_OFFICE"/rank-*.csv; do
	[ "$(cksum <"$file")" != "$sum" ] || found=1
done
[ $found -eq 1 ] && [ "$(find "$COMITY_OFFICE" -name 'rank-*.csv' | wc -l)" -eq 2 ]
ok "does not alter what the first has learnt"
gives 0 read --learn --clearance public && says "public: 6 texts" && ! says internal
ok "who may not see a label learns nothing of it"
finish
