#!/bin/sh
# TAP: tables in and out of the real program: an import from file to undo, and
# every form that a list can be had in. $COMITY names the program.
. test/http/http.inc
office
serve http://

typed() { tr -d '\r' <"$dir/head" | grep -qi "^content-type: $1"; }
post() { # post STATUS PATH [CURL...]: from one of our own pages
	want=$1 to=$2
	shift 2
	is "$want" "$to" -H 'Sec-Fetch-Site: same-origin' "$@"
}

is 200 /imports/new >/dev/null
token=$(grep -o 'name="token" value="[0-9a-f]*"' "$dir/body" | head -n 1 |
	grep -o '[0-9a-f]\{64\}')
cat >"$dir/plan.csv" <<'CSV'
Mã ngoài,Tên,Loại,Đối tác,Từ ngày,Aside
P-1,Thăm hải quân,port-call,AUS,21/03/2027,x
P-2,Giao hữu,sports,Uc,2027-04-02,y
P-3,Đối thoại,sports,LAO,32/13/2027,z
CSV

ok "a file without the token" post 403 /imports/new -F token=0 \
	-F kind=activity -F "file=@$dir/plan.csv"
ok "from another site" is 403 /imports/new -H 'Sec-Fetch-Site: cross-site' \
	-F "token=$token" -F kind=activity -F "file=@$dir/plan.csv"
ok "no file" post 422 /imports/new -F "token=$token" -F kind=activity
ok "a file" post 303 /imports/new -F "token=$token" -F kind=activity \
	-F "file=@$dir/plan.csv"
ok "its columns are asked" is 200 /imports/1
ok "by their names" has 'value="external" selected'
ok "they are named" post 303 /imports/1/columns --data "token=$token" \
	--data 'c0=external&c1=title&c2=type&c3=partner&c4=start&c5='
ok "its rows are looked at" is 200 /imports/1
ok "and counted" has '<b>1</b> ready'
ok "an unknown name is asked for" has '→ AUS'
ok "as JSON" sh -c "curl -s '$base/imports/1.json?show=errors' |
	jq -e '.panels[0].blocks[0].rows | length == 2'"
ok "errors with their rows" is 200 /imports/1/errors.csv
ok "in the original columns" has '4,"Từ ngày: ""32/13/2027"" is not a date'
ok "a name is told once for all" post 303 /imports/1/word \
	--data "token=$token" --data 'field=partner&cell=Uc&means=AUS'
is 200 /imports/1 >/dev/null
ok "and holds" has '<b>2</b> ready'
ok "and is on the button" has 'Import 2, leave 1'
ok "it is written" post 303 /imports/1/write --data "token=$token"
is 200 /imports/1 >/dev/null
ok "as it was shown" has '<b>2</b> added'
ok "the records are there" sh -c "curl -s '$base/activities.csv' |
	grep -q 'Giao hữu.*AUS'"
ok "the same file again" post 303 /imports/new -F "token=$token" \
	-F kind=activity -F "file=@$dir/plan.csv"
is 200 /imports/2 >/dev/null
ok "remembers its columns" has 'value="start" selected'
post 303 /imports/2/columns --data "token=$token" --data \
	'c0=external&c1=title&c2=type&c3=partner&c4=start&c5=' >/dev/null
is 200 /imports/2 >/dev/null
ok "and its words, and changes nothing" has '<b>2</b> unchanged'
ok "it is cancelled" post 303 /imports/2/cancel --data "token=$token"
ok "the first is undone" post 303 /imports/1/undo --data "token=$token"
is 200 /imports/1 >/dev/null
ok "in one" has 'It was undone'
ok "the records are gone" sh -c "! curl -s '$base/activities.csv' |
	grep -q 'Giao hữu'"
ok "the list of imports" is 200 /imports
ok "has both" has 'href="/imports/2"'
ok "an import that is none" is 404 /imports/9
printf 'T\252n;Lo\271i\r\nB\351 Qu\350c ph\337ng;sports\r\n' >"$dir/old.csv"
ok "an old encoding" post 303 /imports/new -F "token=$token" \
	-F kind=activity -F "file=@$dir/old.csv"
is 200 /imports/3 >/dev/null
ok "is told" has 'encoding tcvn3'
post 303 /imports/3/columns --data "token=$token" --data encoding=tcvn3 \
	>/dev/null
is 200 /imports/3 >/dev/null
ok "and repaired" has 'Bộ Quốc phòng'
ok "a template" is 200 '/imports/template.xlsx?kind=activity'
ok "is a workbook" sh -c "head -c 2 '$dir/body' | grep -q PK"
ok "which is read again" post 303 /imports/new -F "token=$token" \
	-F kind=activity -F "file=@$dir/body;filename=t.xlsx"
ok "with its columns" is 200 /imports/4
ok "named" has 'value="title" selected'

# Every form of a page.
"$COMITY" add --office "$dir/office" activity title=Gala type=sports \
	partner=AUS start=2026-12-24 "place=Hội trường; tầng 2" \
	>"$dir/added" 2>&1
ok "a calendar" is 200 /activities.ics
ok "is one" typed text/calendar
ok "has the day" has 'DTSTART;VALUE=DATE:20261224'
ok "escapes" has 'LOCATION:Hội trường\; tầng 2'
ok "news" is 200 /changes.atom
ok "are XML" xmllint --noout "$dir/body"
ok "of one record" is 200 /partners/AUS.atom
ok "no such page of them" is 404 '/changes.atom?page=20'
ok "places" is 200 /activities.geojson
ok "are JSON with points" jq -e \
	'.features[0].geometry.coordinates | length == 2' "$dir/body"
ok "a workbook" is 200 /activities.xlsx
ok "is a file to keep" sh -c "tr -d '\r' <'$dir/head' |
	grep -q 'attachment; filename=\"activities-2026-11-21.xlsx\"'"
ok "which comes back" post 303 /imports/new -F "token=$token" \
	-F kind=activity -F "file=@$dir/body;filename=a.xlsx"
is 200 /imports/5 >/dev/null
names=$(perl -0777 -ne 'while (/<select name="(c\d+)".*?<\/select>/sg) {
	my ($name, $all) = ($1, $&);
	my $value = $all =~ /value="([^"]*)" selected/ ? $1 : "";
	print "$name=$value&" }' "$dir/body")
post 303 /imports/5/columns --data "token=$token" --data "$names" >/dev/null
ok "is looked at" sh -c "curl -s '$base/imports/5.json' | jq -e '
	.answer | test(\" 0 ready, 0 to update, [1-9][0-9]* unchanged\")'"
ok "a PDF" is 200 /partners/AUS.pdf
ok "of letters" sh -c "pdftotext -layout '$dir/body' - |
	grep -q 'Australia'"
ok "text" is 200 /partners/AUS.txt
ok "what cannot be a calendar" is 404 /sources.ics
ok "by Accept" is 200 /partners/AUS -H 'Accept: application/json'
ok "the same" typed application/json
ok "the search of the browser" is 200 /-/opensearch.xml
ok "is XML" xmllint --noout "$dir/body"
ok "its suggestions" is 200 '/-/suggest?q=austral'
ok "are four lists" jq -e 'length == 4 and (.[1] | length > 0)' "$dir/body"
ok "all of it" is 200 /export.zip
ok "is an archive" sh -c "head -c 2 '$dir/body' | grep -q PK"
ok "a calendar of all" is 200 /calendar.ics
ok "has the day too" has 'DTSTART;VALUE=DATE:20261224'

# A feed: whoever has its address follows one list, until it is revoked.
echo 'another four words' | "$COMITY" user add chief --office "$dir/office" \
	--roles administrator --clearance secret >"$dir/added" 2>&1
"$COMITY" user second-factor nobody --office "$dir/office" >"$dir/added" 2>&1
jar="-b $dir/jar -c $dir/jar"
form() { # form PAGE: the token of its form
	# shellcheck disable=SC2086 # several words
	curl -s $jar "$base$1" | grep -o 'name="token" value="[0-9a-f]*"' |
		head -n 1 | grep -o '[0-9a-f]\{64\}'
}
# shellcheck disable=SC2086
ok "somebody signs in" post 303 /sign-in $jar --data "token=$(form /sign-in)" \
	--data name=chief --data-urlencode 'password=another four words'
# shellcheck disable=SC2086
ok "and makes a feed" post 200 /me/tokens $jar \
	--data "token=$(form /me/tokens)" --data 'name=mine&scope=feed' \
	--data-urlencode 'filter=/activities?filter=partner:AUS'
key=$(grep -o '<code>[0-9a-f]*' "$dir/body" | cut -c7-)
ok "which needs no sign-in" is 200 "/feeds/$key/mine.ics"
ok "has the list" has 'SUMMARY:Gala'
ok "and no other" sh -c "! grep -q 'PHL' '$dir/body'"
ok "as news" is 200 "/feeds/$key/mine.atom"
ok "which do not tell the address" sh -c "! grep -q '$key' '$dir/body'"
ok "nor does the log" sh -c "! grep -q '$key' '$dir/log'"
ok "it opens nothing else" is 404 "/feeds/$key/mine"
case $key in *0) other=${key%?}1 ;; *) other=${key%?}0 ;; esac
ok "another address" is 401 "/feeds/$other/mine.ics"
ok "without it" is 401 /activities.ics
echo "1..$n"
