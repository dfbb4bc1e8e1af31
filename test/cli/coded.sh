#!/bin/sh
# Coded files of others become records, once.
. test/cli/cli.inc

row() { # row ID DAY ACTOR RECIPIENT CODE: one of GDELT 2.0
	printf '%s\t%s\t202403\t2024\t2024.2\t%s\tX\t%s\t\t\t\t\t\t\t\t%s\tY\t%s' \
		"$1" "$2" "$3" "$3" "$4" "$4"
	printf '\t\t\t\t\t\t\t\t1\t%s\t%s\t04\t1\t1.0\t2\t1\t2\t0.5' "$5" "$5"
	printf '\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t20240301'
	printf '\thttp://paper.example/%s\n' "$1"
}

gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
gives 0 import --formats && says "gdelt2-mentions" && says "Licence: CC BY 4.0"
ok "the formats, with their licences"
gives 0 import --formats --json && jq -e 'length > 20 and all(.licence)' \
	<"$work/out" >/dev/null
ok "as JSON"
gives 2 import --format nothing "$work/x" && talks "no format"
ok "a format that is none"
gives 4 import --format gdelt2 "$work/x" && talks "is not there"
ok "a file that is not there"
{
	row 101 20240301 VNM AUS 042
	row 102 20240302 USA VNM 057
	row 103 20240303 FRA DEU 040
	row 104 20240304 VNM AFR 040
	row 105 20240305 VNM LAO 010
	row 106 20249905 VNM LAO 040
	row 107 20240307 VNM LAO 040
} >"$work/events.csv"
gives 3 import --format gdelt2 --dry-run "$work/events.csv" && silent &&
	talks "Licence: Free for any" && talks "4 records to add" &&
	talks 'events.csv:6: SQLDATE: "20249905" is no date'
ok "a dry run says what it would do, under what terms, and what is wrong"
gives 0 list event external:gdelt2:101 --csv && ! says CONSULT
ok "and writes nothing"
gzip -k "$work/events.csv"
gives 3 import --format gdelt2 --partner VNM --since 2024-03-02 \
	"$work/events.csv.gz" && talks "2 records added" && talks "AFR (1)"
ok "compressed, with one partner, from a day on; 3 as some rows have faults"
"$COMITY" import --format gdelt2 - --json <"$work/events.csv" >"$work/out" \
	2>"$work/err"
[ $? -eq 3 ] && [ "$(jq -c '[.added, .changed, .same, .outside, .no_act, .fault]' \
	<"$work/out")" = "[2,0,2,1,1,1]" ] &&
	[ "$(jq -r '.faults[0].line' <"$work/out")" = 6 ]
ok "standard input, and a summary for programs; what is there is known again"
gives 0 list event external:gdelt2:101 --csv && says "2024-03-01" &&
	gives 0 show "$(sed -n '2s/,.*//p' "$work/out")" &&
	says "http://paper.example/101"
ok "the event is there, with where it was read"
gives 0 show source:gdelt && says "gdeltproject.org" && says "Free for any"
ok "and its publisher with the licence"
row 101 20240301 VNM AUS 043 >"$work/again.csv"
row 107 20240308 VNM LAO 040 >>"$work/again.csv"
gives 0 import --format gdelt2 "$work/again.csv" && talks "2 changed" &&
	talks "0 as they stand"
ok "a row that changed since changes its record"
record=$(undo_code)
gives 0 list event external:gdelt2:107 --csv && says "2024-03-08"
ok "by its external number"
gives 0 undo "$record" && gives 0 list event external:gdelt2:107 --csv &&
	says "2024-03-07"
ok "and is undone"

gives 0 list event external:gdelt2:101 --csv &&
	event=$(sed -n '2s/,.*//p' "$work/out") &&
	gives 0 set "$event" mode=third-party date=2024-02-29 &&
	row 101 20240229 VNM AUS 041 >"$work/again.csv" &&
	gives 0 import --format gdelt2 "$work/again.csv" &&
	talks "1 as they stand" && gives 0 show "$event" && says third-party
ok "what a person corrected stays"

printf '101\t20240301000000\t20240301001500\t1\tpaper.example\thttp://p/1\t1\t-1\t2\t3\t1\t80\t900\t-1.5\t\t\n' \
	>"$work/mentions.csv"
printf '999\t20240301000000\t20240301001500\t1\tpaper.example\thttp://p/2\t1\t-1\t2\t3\t1\t80\t900\t-1.5\t\t\n' \
	>>"$work/mentions.csv"
gives 0 import --format gdelt2-mentions "$work/mentions.csv" &&
	talks "1 records added" && talks "1 about nothing that is here"
ok "a mention is evidence for an event that is here"

printf 'id,visitor,host,start,end,title,level\n' >"$work/visits.csv"
printf '1,Japan,Viet Nam,2024-05-01,2024-05-03,Minister of Defence,minister\n' \
	>>"$work/visits.csv"
printf '2,Japan,Laos,2024-05-04,2024-05-05,Minister of Defence,minister\n' \
	>>"$work/visits.csv"
gives 0 import --format visits --label internal "$work/visits.csv" &&
	talks "2 records added"
ok "a visit to us is an activity, among others an event"
record=$(undo_code)
gives 0 list activity partner:JPN --csv && says "Minister of Defence" &&
	says "Closed"
ok "with its partner, and closed"
gives 0 import --format visits --label internal "$work/visits.csv" &&
	talks "0 records added" && talks "2 as they stand"
ok "known again above the lowest label too"
gives 0 list activity partner:JPN --clearance public --csv &&
	! says "Minister of Defence"
ok "where a lower clearance does not see it"
gives 0 undo "$record" && gives 0 list activity partner:JPN --csv &&
	! says "Minister of Defence" &&
	gives 0 import --format visits --label internal "$work/visits.csv" &&
	talks "2 changed" && gives 0 list activity partner:JPN --csv &&
	says "Minister of Defence"
ok "what was undone comes back with its file"
gives 0 withdraw N-2024-0001 --note "Did not take place" &&
	gives 0 import --format visits --label internal "$work/visits.csv" &&
	talks "2 as they stand" && gives 0 list activity partner:JPN --csv &&
	! says "Minister of Defence"
ok "what a person withdrew does not"
cat >"$work/dcad.csv" <<'CSV'
ccode1,ccode2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,category3,UNTS,source,DCAid
816,850,,,2010,,,2011,general,DCA,,,,Made up,DCADv1.0-1880
816,850,,,2012,,,,sector,TREX,,,,Made up,DCADv1.0-9999
CSV
gives 0 import --format dcad "$work/dcad.csv" && talks "3 records added" &&
	talks "1 changed" && gives 0 show agreement:DCAD-1880 &&
	says "Memorandum of understanding on defence cooperation with Indonesia"
ok "an agreement that a pack has is the same one, and keeps its name"
gives 1 import --format icews "$work/visits.csv" &&
	talks 'a column "Source Country" is missing'
ok "a file of another format is refused"
head -c 60 "$work/events.csv.gz" >"$work/cut.csv.gz"
gives 1 import --format gdelt2 "$work/cut.csv.gz" && talks "cut short"
ok "a file that was cut short is told"
gives 0 verify
ok "it verifies"
gives 0 rebuild --compare
ok "and rebuilds"
finish
