#!/bin/sh
# read and accept: a text becomes records that point to its words.
. test/cli/cli.inc

cat >"$work/minutes.txt" <<'TEXT'
Minutes of the talks with Australia
Ha Noi, 12 October 2026

The two sides held a defence policy dialogue in Ha Noi on 12 October 2026.
Viet Nam promised to send two instructors to Australia by June 2027.
Australia committed to host the next dialogue in 2027.
TEXT
gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
gives 0 read "$work/minutes.txt" && says "two instructors"
ok "read proposes"
gives 2 accept "$work/minutes.txt" && silent && talks "nobody to ask"
ok "accept does not guess when nobody can be asked"
gives 2 accept --all --only 1 "$work/minutes.txt"
ok "--all or --only"
gives 1 accept --only 99 "$work/minutes.txt" && talks "numbers 1 to"
ok "--only names proposals that are there"
gives 0 list document date:2026-10-12 --csv && ! says Minutes
ok "nothing was stored so far"
gives 0 accept --all "$work/minutes.txt" && says document: &&
	says commitment:
ok "accept --all"
record=$(undo_code)
document=$(sed -n 's/^document://p' "$work/out")
commitment=$(sed -n 's/^commitment://p' "$work/out" | head -1)
gives 0 show "$document" && says "[Viet Nam promised to send two" &&
	says "12 Oct 2026"
ok "the document shows the passages"
gives 0 list commitment side:ours partner:AUS --csv && says 2027-06
ok "our promise, with its day"
gives 0 list commitment side:theirs partner:AUS --csv && says "Australia committed"
ok "and theirs"
gives 0 show "$commitment" && says "Minutes of the talks"
ok "a promise points to its document"
gives 1 accept --all "$work/minutes.txt" && talks "stored already" &&
	talks "--again"
ok "the same text is known"
gives 3 accept --all "$work/minutes.txt" "$work/minutes.txt" --again \
	"$work/none.txt"
ok "some of the texts: partly"
gives 0 undo "$record"
ok "one undo takes a text back"
gives 4 accept --all "$work/none.txt" && talks "no such file"
ok "no such file"
gives 0 accept --all --directive 806 --label internal --again \
	"$work/minutes.txt" && says N-2026-
ok "at another label"
gives 0 verify
ok "it verifies"
gives 0 rebuild --compare
ok "and rebuilds"
cat >"$work/letter.eml" <<'MAIL'
From: office@example.org
Subject: Instruction on languages
Date: Tue, 6 Oct 2026 09:00:00 +0700
Content-Type: text/plain; charset=utf-8

Firstly, the services should train more interpreters.

Secondly, each unit must report by June 2027.

Was it planned that we will stop?
MAIL
gives 0 read "$work/letter.eml" && says "  1. (1)" && says "  2. (2)" &&
	says "Directives (2)" && ! says "we will stop"
ok "read numbers as accept --only does; a question promises nothing"
gives 0 accept --only 2 "$work/letter.eml" && says clause:
ok "a mail, by the number of its proposal"
gives 0 list document --csv && says "Instruction on languages" && says 2026-10-06
ok "its subject is the title, its date the day"
gives 0 accept --all --again --directive 806 "$work/letter.eml" && says clause:806-NQ
ok "clauses of a directive have its code and a number of their own"
gives 0 accept --all --again --directive 806 "$work/letter.eml"
gives 0 list clause directive:806 --csv && [ "$(grep -o '^806-NQ/QUTW/[0-9]*' "$work/out" |
	sort | uniq -d | wc -l)" -eq 0 ]
ok "and no number twice"
gives 0 add person name="Pat Oakley" code=P-1 && gives 0 add post name="Attache" \
	code=Q-1 partner=JPN && gives 0 add tenure person=P-1 post=Q-1 \
	valid_from=2020 valid_to=2024
echo "Pat Oakley visited Vientiane on 3 May 2023." >"$work/visit.txt"
gives 0 accept --all "$work/visit.txt" --events && gives 0 list event \
	actor:JPN --csv && says LAO
ok "whoever held a post then acts for its state"
finish
