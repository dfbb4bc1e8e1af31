#!/bin/sh
# The whole register goes out as tables; reports as files of other programs.
. test/cli/cli.inc

gives 0 init "$COMITY_OFFICE" --pack vietnam --sample
ok "an office"
gives 0 export --out "$work/all" && talks "files are in"
ok "a folder of tables"
jq -e '.profile == "tabular-data-package" and (.resources | length > 10) and
	all(.resources[]; .schema.primaryKey == ["id", "label"])' \
	"$work/all/datapackage.json" >/dev/null
ok "with a description"
jq -r '.resources[] | "\(.hash | ltrimstr("sha256:"))  \(.path)"' \
	"$work/all/datapackage.json" >"$work/sums"
(cd "$work/all" && sha256sum --quiet -c "$work/sums")
ok "whose checksums hold"
jq -r '.resources[] | select(.name == "activity") |
	[.schema.fields[].name] | join(",")' "$work/all/datapackage.json" \
	>"$work/names"
head -n 1 "$work/all/activities.csv" | tr -d '\r' | cmp -s - "$work/names"
ok "whose columns are those of the table"
gives 0 export --out "$work/again" && diff -r "$work/all" "$work/again"
ok "the same again, byte by byte"
gives 0 export --out "$work/low" --clearance public &&
	! grep -q internal "$work/low/activities.csv"
ok "what one may not see is not in it"
gives 0 export && head -c 2 "$work/out" | grep -q PK
ok "one archive without a folder"
gives 2 export all
ok "it takes no argument"
gives 0 review 806 --format pdf && head -c 5 "$work/out" | grep -q '%PDF-'
ok "a review as PDF"
pdfinfo "$work/out" | grep -q 'Tagged: *yes'
ok "which can be read aloud"
pages=$(pdfinfo "$work/out" | sed -n 's/^Pages: *//p')
marks=$(pdftotext -layout "$work/out" - | grep -c 'DEMO DATA')
[ "$marks" -eq $((2 * pages)) ]
ok "the marking is above and below every page"
gives 0 review 806 --format pdf --lang vi &&
	pdftotext -layout "$work/out" - | grep -q 'đối ngoại quốc phòng'
ok "in Vietnamese"
gives 0 list activity --format xlsx --limit 20 && cp "$work/out" "$work/a.xlsx"
ok "a list as a workbook"
gives 0 import activity "$work/a.xlsx" && talks "20 as they stand"
ok "which comes back as it went"
gives 1 import person "$work/a.xlsx" && talks "is no field"
ok "as what it is"
finish
