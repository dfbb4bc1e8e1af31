#!/bin/sh
# A table of people's own becomes records, once.
. test/cli/cli.inc

gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
gives 0 import activity --template && says "code,valid_from," && says "title"
ok "a template"
cat >"$work/visits.csv" <<'CSV'
Title,Loại,Partner,Từ ngày,external,
Port call of a frigate,Port call,AUS,21/03/2026,X-1,aside
Staff talks,đàm phán cấp tham mưu,FRA,2026-04,X-2,
,,,,,
Friendly match,sports,LAO,2026-05-02,X-3,
CSV
gives 1 import activity "$work/visits.csv" && silent &&
	talks "visits.csv:3: type:" && talks "Nothing was written"
ok "a fault is named by file and line, and nothing is written"
sed -i 's/đàm phán cấp tham mưu/staff-talks/' "$work/visits.csv"
gives 0 import activity --dry-run "$work/visits.csv" && silent &&
	talks "3 to add"
ok "a dry run"
gives 0 list activity external:X-1 --csv && ! says frigate
ok "which writes nothing"
gives 0 import activity "$work/visits.csv" && talks "3 added" &&
	[ "$(wc -l <"$work/out")" -eq 3 ]
ok "import, by English, Vietnamese and field names, words by their name"
record=$(undo_code)
gives 0 list activity external:X-1 --csv && says 2026-03-21 && says "Port call"
ok "the rows are there"
gives 0 import activity "$work/visits.csv" && silent && talks "3 as they stand"
ok "the same table again writes nothing"
sed -i 's/2026-05-02/2026-05-03/' "$work/visits.csv"
gives 0 import activity "$work/visits.csv" && talks "1 changed"
ok "a changed row changes its record"
gives 0 list activity external:X-3 --csv && says 2026-05-03
ok "by its external number"
gives 0 undo "$record" && gives 0 list activity external:X-1 --csv &&
	! says frigate
ok "one undo for a table"

printf 'code,name\nAUS,Australia\nLAO,Laos\nXXX,\n' >"$work/partners.csv"
gives 1 import partner "$work/partners.csv" && talks "partners.csv:4: name: is missing"
ok "a reference names a record that is there; a new one must be whole"
gives 3 import partner --partly "$work/partners.csv" && talks "1 with faults"
ok "--partly leaves the faults out"

printf 'title,start\nA,2026\nB,2026\n' >"$work/plain.csv"
printf 'name,type\nOne,board\nTwo,board\n' >"$work/organs.csv"
gives 0 import organ "$work/organs.csv" && talks "2 added"
ok "rows without number or reference"
gives 0 import organ "$work/organs.csv" && talks "2 as they stand"
ok "are known again by their cells"
gives 1 import organ "$work/plain.csv" && talks 'the column "title" is no field'
ok "a column that is none"
gives 1 import nothing "$work/plain.csv" && talks "there is no kind"
ok "a kind that is none"
gives 4 import organ "$work/none.csv" && talks "is not there"
ok "a file that is not there"
gives 2 import organ
ok "a file must be named"
printf 'name\n"open\n' >"$work/bad.csv"
gives 1 import organ "$work/bad.csv" && talks "quotation mark"
ok "a broken table"
i=0
echo "name,code,note" >"$work/many.csv"
while [ $i -lt 3000 ]; do
	echo "Unit $i,U-$i,Row $i"
	i=$((i + 1))
done >>"$work/many.csv"
gives 0 import organ "$work/many.csv" && talks "3,000 added"
ok "three thousand rows"
records=$(sed -n 's/^Undo with: comity undo //p' "$work/err")
gives 0 import organ "$work/many.csv" && talks "3,000 as they stand"
ok "and again"
# shellcheck disable=SC2086 # one word a record
gives 0 undo $records && gives 0 list organ "code:U-2999" --csv && ! says U-2999
ok "several records are undone in one call"
# shellcheck disable=SC2086 # one word a record
gives 3 undo $records 0011223344556677
ok "partly, when one of them is none"
gives 0 import organ "$work/many.csv" && talks "3,000 changed" &&
	gives 0 list organ "code:U-2999" --csv && says U-2999
ok "what was undone comes back with the table"
printf 'name;type\r\nBan ch\330 \256\271o;board\r\nV\250n ph\337ng \256\350i ngo\271i;board\r\n' \
	>"$work/old.csv"
gives 1 import organ "$work/old.csv" && talks "--encoding tcvn3"
ok "an encoding from before Unicode is told"
gives 0 import organ "$work/old.csv" --encoding tcvn3 --json &&
	says '"added":2' && gives 0 list organ '"van phong doi ngoai"' --csv &&
	says "Văn phòng đối ngoại"
ok "and repaired when asked for"
gives 1 import organ "$work/old.csv" --encoding latin && talks "encodings are"
ok "an encoding that is none"
printf 'external,name,type\nT-1,One,board\nT-1,Two,board\n' >"$work/twice.csv"
gives 1 import organ "$work/twice.csv" && talks "3: row 2 is the same record"
ok "one number twice in a table"
gives 0 verify
ok "it verifies"
gives 0 rebuild --compare
ok "and rebuilds"
finish
