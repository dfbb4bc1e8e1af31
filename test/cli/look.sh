#!/bin/sh
# Looking: list, show, find, changes, in every form and as of the past.
. test/cli/cli.inc

# The clock says when something was recorded.
export COMITY_NOW=2026-01-10
gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
export COMITY_NOW=2026-03-03
gives 0 add activity type=exercise partner=IND start=2026-05-04 \
	"title=Exercise in Đà Nẵng" && is 2026-0001
ok "in March: an exercise in May"
export COMITY_NOW=2026-04-04
gives 0 set 2026-0001 start=2026-06-01
ok "in April: moved to June"
export COMITY_NOW=2026-11-21

gives 0 list activity partner:IND type:exercise --csv && says 2026-06-01
ok "now it is in June"
gives 0 list activity partner:IND type:exercise --csv --as-of 2026-03-31 &&
	says 2026-05-04 && says Proposed
ok "as of March it is in May"
gives 0 list activity partner:IND type:exercise --csv --as-of 2026-02-01 &&
	! says Exercise
ok "in February nobody knew of it"
gives 0 show 2026-0001 --as-of 2026-03-03T12:00:00Z && says "4 May 2026"
ok "show as of an instant"
gives 0 history 2026-0001 --as-of 2026-03-31 && ! says "Jun 2026"
ok "history as of"
gives 4 show 2026-0001 --as-of 2026-02-01
ok "not found as of a day before"
gives 1 list activity --as-of soon && talks "is no time"
ok "a time that is none"

gives 0 list partner --json --limit 3 && says '"name": "list"'
ok "list --json"
if command -v jq >/dev/null; then
	jq -e .panels "$work/out" >"$work/jq" 2>&1
	ok "which is JSON"
fi
gives 0 list partner --format csv --limit 3 &&
	[ "$(head -c 5 "$work/out")" = "code," ]
ok "list --format csv"
gives 2 list partner --format xml && talks "no format"
ok "no other format"
gives 0 list partner --csv && [ "$(wc -l <"$work/out")" -gt 200 ] &&
	! talks shown
ok "a table for programs is whole"
gives 0 list partner --csv --limit 3 && talks "3 of"
ok "or says on standard error that it is not"
gives 0 list partner neighbour:yes --csv && says "LAO," && ! says "AUS,"
ok "a filter of a flag"
gives 1 list partner colour:blue && silent && talks colour
ok "a filter of no field says so"
gives 0 list partner --sort -code --limit 2 --csv &&
	[ "$(sed -n '2s/,.*//p' "$work/out")" = ZWE ]
ok "sorted downward"
gives 0 add evidence about=2026-0001 title=Minutes && id=$(cat "$work/out") &&
	gives 0 list evidence && says "$id" && gives 0 show "$id"
ok "a record without a reference is listed by its id"
gives 0 list activity partner:IND type:exercise && says "1 record matches"
ok "one record matches"
gives 0 withdraw "$id" --note "Entered twice" &&
	gives 0 list evidence && says "0 records." &&
	gives 0 list evidence --withdrawn && says "1 record."
ok "what is withdrawn is counted where it is listed"
gives 0 find viet nam --limit 2 && says "The best 2; --limit N shows more."
ok "find says that there are more"
gives 1 list nothing && talks "there is no kind"
ok "an unknown kind names the known"

gives 0 find "da nang" && says "Exercise in Đà Nẵng"
ok "find without marks"
gives 0 find --kind activity "đà nẵ" && says "Exercise in Đà Nẵng"
ok "the last word may be a beginning"
gives 4 find xyzzy && says "0 found"
ok "find tells by its status that there is nothing"
gives 0 show 806 && says "806-NQ/QUTW"
ok "806 is enough of a name"
gives 0 show AUS --lang vi && says "Úc"
ok "in Vietnamese"
gives 2 show AUS --lang fr
ok "or English, no other"
gives 4 show ATLANTIS
ok "show what is not there"
gives 0 changes --limit 2 && says 2026
ok "changes"
gives 0 review 806 --as-of 2026-06-30
ok "review"
gives 3 check-data && says "Data quality"
ok "check-data tells by its status that there is something"
! grep -q "$(printf '\033')" "$work/out"
ok "no colours in a pipe"

# ---- languages ----
gives 0 list activity partner:IND --lang vi && says "Hoạt động" &&
	says "01/06/2026" && ! says "1 Jun 2026"
ok "a list in Vietnamese"
gives 1 list activity "start<x" --lang vi && talks "không phải là ngày"
ok "what is wrong, in Vietnamese"
gives 0 add term list=display code=activity/many en=Doings vi="Việc làm" &&
	gives 0 list activity partner:IND && says Doings &&
	gives 0 list activity partner:IND --as-of 2026-06-30 && says Activities
ok "what the office calls things, and what it called them"
finish
