#!/bin/sh
# Writing: add, set, close, withdraw, undo, history.
. test/cli/cli.inc

gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
gives 0 add activity type=port-call partner=AUS start=2026-11-10 \
	"title=Port call in Da Nang" && is 2026-0001 && talks "comity undo "
ok "add prints the reference alone"
gives 0 add commitment side=ours partner=AUS "text=We will send two doctors" \
	due=2027-06 --json && says '"code":"2026-0002"' && says '"record":"'
ok "add --json"
gives 0 add activity type=staff-talks partner=IND level=expert \
	start=2026-11-12 && gives 0 find staff talks india &&
	says "Staff talks, India, expert"
ok "a title that is not given is made"
gives 0 add activity type="tau tham cang" partner=Úc start=2026-11-14 \
	title="By name" && gives 0 list activity type:port-call partner:AUS --csv &&
	says "By name" && gives 0 set "$(sed -n 's/,By name.*//p' "$work/out")" \
	partner="vuong quoc anh" && gives 0 list activity partner:GBR --csv &&
	says "By name"
ok "words and records by their names"
gives 1 add activity title=X type=picnic && silent &&
	talks "there are: senior-visit" &&
	talks "and more, see comity list term list:activity-type"
ok "a word that is none lists those that are"
gives 4 add commitment side=ours text=X partner=ATLANTIS &&
	talks 'no partner "ATLANTIS"'
ok "a partner that is not there"
gives 0 set 2026-0002 owner=MND && is 2026-0002
ok "set"
gives 0 set 2026-0002 owner=MND && talks "Nothing had to change"
ok "setting what stands writes nothing"
gives 0 set commitment:2026-0002 "note=Said at the dinner" --note "From memory"
ok "set by KIND:REFERENCE"
record=$(undo_code)
gives 0 history 2026-0002 && says "From memory" && says "$record"
ok "history shows why, and the record"
gives 0 undo "$record" && is 2026-0002
ok "undo"
gives 0 show 2026-0002 && ! says "Said at the dinner"
ok "what was undone is gone from the record"
gives 0 history 2026-0002 --json && says "Said at the dinner"
ok "and stays in its history"
gives 1 undo "$record" && talks "changed again since"
ok "undoing twice is refused"
gives 4 undo 0123456789abcdef && talks "no change"
ok "undoing what never was"
gives 1 undo xyz && talks "names no record"
ok "undo wants the digits"

gives 0 list activity status:held && says 2026-0001
ok "a past activity without report is held, not reported"
gives 0 close 2026-0001 "report=All went well" && is 2026-0001
ok "closing takes one line"
gives 0 list activity status:closed && says 2026-0001
ok "then it is closed"
gives 0 show 2026-0001 && says "All went well"
ok "with its report"
gives 1 close AUS && talks "cannot be closed"
ok "a partner cannot be closed"

gives 0 add organ name=Trial code=TRIAL && is TRIAL
ok "a code of one's own"
gives 1 add organ name=Trial code=TRIAL && talks "taken"
ok "but not twice"
gives 2 withdraw TRIAL && talks "--note"
ok "withdraw wants a reason"
gives 0 withdraw TRIAL --note "Never founded"
ok "withdraw"
gives 0 list organ "code:TRIAL" --csv && ! says "Trial,"
ok "the withdrawn are not listed"
gives 0 list organ "code:TRIAL" --withdrawn --csv && says "TRIAL"
ok "unless asked for"

printf 'Line one\n  line two @ five\n' >"$work/text"
gives 0 add document title=Letter "text=@$work/text" &&
	gives 0 show document:"$(cat "$work/out")" && says "  line two @ five"
ok "a value from a file, byte by byte"
gives 4 add document title=Letter "text=@$work/none" && talks "is not there"
ok "a file that is not there"
gives 0 add organ name=@@home code=AT && gives 0 show AT && says "@home"
ok "a value that begins with @"

gives 0 add activity type=staff-talks title=Late start=2026-01-02 &&
	late=$(cat "$work/out") &&
	gives 1 set "$late" approved=today && talks "after it has begun" &&
	talks "--reason" && gives 0 show "$late" && ! says Approved
ok "what has begun is not approved without a reason"
gives 1 set "$late" approved=today --reason short && talks "after it has begun"
ok "nor with one that says nothing"
gives 0 set "$late" approved=today --reason "Asked for by the Minister" &&
	gives 0 history "$late" && says "Asked for by the"
ok "with one it is, and the history has it"
gives 0 set "$late" approved=2026-01-03 && gives 0 set "$late" approved=
ok "a date is mended, and taken back, without"

gives 0 add activity type=staff-talks title=Quiet --label internal && is N-2026-0001
ok "numbers bear the mark of their label"
gives 1 add evidence about=N-2026-0001 title=Minutes &&
	talks "is at the label internal"
ok "a low record may not point to a high one"
gives 0 add evidence about=N-2026-0001 title=Minutes --label internal
ok "at its label it may"
gives 0 list activity --clearance public --csv && ! says Quiet
ok "who is not cleared does not see it"
gives 4 show N-2026-0001 --clearance public
ok "nor find it"
gives 1 list activity --clearance cosmic && talks "knows no clearance"
ok "an unknown clearance"
gives 1 add activity type=staff-talks title=X --label cosmic &&
	talks 'no label "cosmic"'
ok "an unknown label"
for i in 1 2 3 4 5 6 7 8; do
	"$COMITY" add commitment side=ours "text=Promise $i" made=2030-01-01 \
		>"$work/code.$i" 2>"$work/err.$i" &
done
wait
[ "$(cat "$work"/code.* | sort | tr '\n' ' ')" = \
	"$(printf '2030-000%d ' 1 2 3 4 5 6 7 8)" ]
ok "eight who write at once get eight numbers"

gives 0 verify
ok "all of it verifies"
gives 0 rebuild --compare
ok "and the tables are what the journal says"
finish
