#!/bin/sh
# TAP: the real program on a free port of this machine, asked by curl and by
# raw bytes. $COMITY names the program.
. test/http/http.inc
office --sample
serve http://

answers() { # answers STATUS BYTES: what raw bytes are answered with
	got=$({ printf '%b' "$2"; sleep 1; } |
		curl -s --max-time 3 "telnet://127.0.0.1:$port" | head -n 1)
	echo "$got"
	case $got in
	*" $1 "*) ;;
	*) return 1 ;;
	esac
}

refuses() { # refuses BYTES: whatever is said, it is not 200
	! answers 200 "$1"
}

# What is there, and in which forms.
for path in / /overview /activities /partners /partners/AUS /commitments \
	'/commitments?filter=status%3Alate&sort=-due' /directives /reviews \
	/quality /changes /help '/search?q=hospital' /activities/new \
	/activities/paste /partners/AUS/history /partners/AUS/facts \
	/partners/AUS/edit '/?asof=2026-03-03' /-/health /agreements \
	/library /forums/admm /forums/admm/2025 /peacekeeping/UNMISS /people \
	/plans/2027 /plans/2027/copy /partners/AUS/brief /partners/AUS/plan \
	'/?group=asean&period=2026-Q2' '/changes?kind=agreement'; do
	ok "200 $path" is 200 "$path"
done
for path in /overview /activities /partners/AUS /commitments /quality \
	/changes '/search'; do
	ok "$path.json is JSON" sh -c "curl -s '$base$path.json' |
		perl -MJSON::PP -0777 -ne 'decode_json(\$_)'"
	is 200 "$path.json" >/dev/null
	ok "$path.json says so" heads '^content-type: application/json'
done
is 200 /activities.csv >/dev/null
ok 'CSV says so' heads '^content-type: text/csv'
rows() { # rows: of the CSV in the body, by quoted line ends
	perl -0777 -ne '1 while s/"[^"]*"//g; print tr/\n// - 1' "$dir/body"
}
csv_rows=$(rows)
is 200 /activities.json >/dev/null
ok 'CSV has a row for each activity' grep -q "\"total\": *$csv_rows\b" \
	"$dir/body"

# W6: each page with its headers, and nothing inline.
is 200 / >/dev/null
for header in "content-security-policy: default-src 'none'" \
	'x-content-type-options: nosniff' 'referrer-policy: same-origin' \
	'cross-origin-opener-policy: same-origin' 'cache-control: no-store'; do
	ok "header $header" heads "^$header"
done
ok "framing is refused" heads "frame-ancestors 'none'"
ok 'no unsafe-inline' sh -c "! grep -qi unsafe '$dir/head'"
ok 'no inline style or script' sh -c \
	"! grep -qE ' style=|<style|<script>| on[a-z]+=' '$dir/body'"
css=$(sed -n 's#.*href="\(/-/static/[^"]*css\)".*#\1#p' "$dir/body" | head -n 1)
ok 'the stylesheet' is 200 "$css"
ok 'kept for ever' heads 'cache-control: .*immutable'
ok 'another tag is another file' is 404 \
	/-/static/0000000000000000/comity.css

# What is not there; hidden and absent are one answer.
for path in /nope /activities/2026-9999 /partners/ZZZ /partners/AUS/nope \
	/-/static/x/../../etc/passwd; do
	get "$path" >/dev/null
	ok "404 or 400 $path" grep -qE '^HTTP/1.1 40[04]' "$dir/head"
done
ok 'problem+json' sh -c "curl -si '$base/partners/ZZZ.json' |
	grep -qi 'content-type: application/problem+json'"
ok 'a browser asks for Vietnamese' is 200 /help -H 'Accept-Language: vi-VN'
ok 'and gets it' has '<html lang="vi">'
ok 'a wrong address in it too' is 400 '/quality?colour=red' \
	-H 'Accept-Language: vi'
ok 'with what is wrong' has 'Trang này không biết'
ok 'the switch' is 200 '/help?lang=vi' -H 'Sec-Fetch-Site: same-origin'
ok 'is remembered' heads '^set-cookie: lang=vi; Path=/; .*SameSite=Lax'
ok 'a link that was sent' is 200 '/help?lang=vi' -H 'Sec-Fetch-Site: cross-site'
ok 'is not' sh -c "! grep -qi set-cookie '$dir/head'"
ok 'what was chosen goes before' is 200 /help -H 'Cookie: lang=en' \
	-H 'Accept-Language: vi'
ok 'what the browser asks' has '<html lang="en">'
ok 'unknown key' is 400 '/activities?colour=red'
ok 'it lists the known' has 'filter, sort, after'
ok 'a filter it cannot read' is 400 '/activities?filter=colour%3Ared'
ok 'a date it cannot read' is 400 '/?asof=yesteryear'
for path in '/%2e%2e/etc/passwd' '/../etc/passwd' '/a/%00' '/a%ff' \
	'//evil.example/' '/-/static/%2e%2e/x'; do
	get "$path" >/dev/null
	ok "refused $path" grep -qE '^HTTP/1.1 40[04]' "$dir/head"
done
ok 'an address too long' sh -c "get=\$(curl -s -o /dev/null -w '%{http_code}' \
	'$base/search?q=$(head -c 9000 /dev/zero | tr '\0' a)')
	[ \$get = 413 ] || [ \$get = 414 ] || [ \$get = 431 ]"

# Another name for this machine is not answered (DNS rebinding).
ok 'Host of another site' is 421 / -H 'Host: evil.example'
ok 'Host with another port' is 421 / -H "Host: localhost:1"
ok 'localhost is fine' is 200 / -H "Host: localhost:$port"
ok 'no Host' answers 400 'GET / HTTP/1.1\r\n\r\n'

# W2: changes by POST from our own page, with its token.
get /activities/new >/dev/null
token=$(sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' "$dir/body" |
	head -n 1)
ok 'forms carry a token' [ ${#token} -eq 64 ]
own="Origin: $base"
set -- --data-urlencode "title=Call of a frigate" -d type=port-call \
	-d partner=AUS -d start=today
ok 'POST without token' is 403 /activities/new -H "$own" "$@"
ok 'POST with a wrong token' is 403 /activities/new -H "$own" "$@" \
	-d "token=$(printf '%064d' 0)"
ok 'POST from another site' is 403 /activities/new "$@" -d "token=$token" \
	-H 'Origin: http://evil.example'
ok 'POST across sites' is 403 /activities/new "$@" -d "token=$token" \
	-H "$own" -H 'Sec-Fetch-Site: cross-site'
ok 'POST that does not say whence' is 403 /activities/new "$@" \
	-d "token=$token"
ok 'POST of JSON' is 400 /activities/new -H "$own" \
	-H 'Content-Type: application/json' -d '{}'
ok 'GET where POST belongs' is 405 /changes/0000000000000000/undo
ok 'it says what is allowed' heads '^allow: POST'
ok 'DELETE' is 405 /activities/2026-0001 -X DELETE
ok 'nothing was written meanwhile' sh -c \
	"! '$COMITY' find frigate --office '$dir/office'"

# A form with errors keeps what was typed and says how to mend it.
ok 'a form with errors' is 422 /activities/new -H "$own" \
	-d "token=$token" --data-urlencode 'title=Kept <b>words</b>' \
	-d start=31/02/2026 -d partner=Atlantis
ok 'what was typed stays' has 'Kept &lt;b&gt;words&lt;/b&gt;'
ok 'each error is linked' has 'href="#f-start"'
ok 'the unknown partner is named' has 'Atlantis'

# A form to begin with: today, the partner one comes from, a title of its own.
ok 'an empty form' is 200 '/activities/new?partner=IND'
ok 'is of today' has 'autocomplete="off" value="20'
ok 'with the partner' has 'value="IND"'
ok 'the page of a partner leads to it' is 200 /partners/IND
ok 'by the first key too' has 'href="/activities/new?partner=IND" data-key="n"'
ok 'a title is made' is 303 /activities/new -H "$own" -d "token=$token" \
	-d type=port-call -d partner=IND -d start=2026-12-24
where=$(tr -d '\r' <"$dir/head" | sed -n 's/^[Ll]ocation: //p')
ok 'of type and partner' is 200 "$where"
ok 'as it says' has 'Port call, India'

# Add, look, amend, close, undo.
ok 'POST adds' is 303 /activities/new -H "$own" -d "token=$token" "$@"
where=$(tr -d '\r' <"$dir/head" | sed -n 's/^[Ll]ocation: //p')
ok 'it leads to the record' is 200 "$where"
ok 'which is there' has 'Call of a frigate'
ok 'and offers to undo' has '/undo"'
record=${where%%\?*}
ok 'the same again is asked about' is 200 /activities/new -H "$own" \
	-d "token=$token" "$@"
ok 'with the other one shown' has 'This may be there already'
get "$record/edit" >/dev/null
version=$(sed -n 's/.*name="@version" value="\([0-9]*\)".*/\1/p' "$dir/body")
ok 'amend' is 303 "$record/edit" -H "$own" -d "token=$token" \
	--data-raw "@version=$version" --data-urlencode 'title=Call of two frigates'
ok 'amend what somebody else has amended' is 409 "$record/edit" -H "$own" \
	-d "token=$token" --data-raw "@version=$version" \
	--data-urlencode 'title=Call of three frigates'
ok 'both values are shown' has 'type="radio" name="title" value="Call of two frigates">'
ok 'close in one line' is 303 "$record/close" -H "$own" -d "token=$token" \
	--data-urlencode 'report=It went well'
where=$(tr -d '\r' <"$dir/head" | sed -n 's/^[Ll]ocation: //p')
is 200 "$where" >/dev/null
undo=$(sed -n 's#.*action="\(/changes/[0-9a-f]*/undo\)".*#\1#p' "$dir/body" |
	head -n 1)
ok 'undo' is 303 "$undo" -H "$own" -d "token=$token"
is 200 "$record.json" >/dev/null
ok 'it is open again' sh -c "! grep -q 'It went well' '$dir/body'"
ok 'yesterday it was not known' is 404 "$record?asof=2026-11-20"
ok 'the past is not written to' is 400 "$record/edit?asof=2026-11-20"
# Many at once: each is saved, once, with a number of its own.
seq 1 24 | xargs -P 8 -I N curl -s -o /dev/null -w '%{http_code}\n' \
	-H "$own" -d "token=$token" -d type=seminar -d start=today \
	-d 'title=Crowd seminar N' "$base/activities/new" >"$dir/codes"
ok 'twenty-four at once are taken' \
	sh -c "[ \$(grep -c 303 '$dir/codes') -eq 24 ]"
is 200 '/activities.csv?filter=crowd' >/dev/null
ok 'and are there, each once' sh -c \
	"[ \$(grep -o 'Crowd seminar [0-9]*' '$dir/body' | sort -u | wc -l) \
	-eq 24 ] && [ \$(grep -c 'Crowd seminar' '$dir/body') -eq 24 ] &&
	[ \$(grep 'Crowd seminar' '$dir/body' | cut -d, -f1 | sort -u |
		wc -l) -eq 24 ]"
ok 'the journal is whole' "$COMITY" verify --office "$dir/office"

# For a slow line pages are packed, each time in another length.
same() { # same PATH: packed or not it is the same
	curl -s "$base$1" >"$dir/plain" &&
		curl -s --compressed "$base$1" | cmp - "$dir/plain"
}
ok 'a page packed is the same page' same /partners/AUS
ok 'and a table' same /activities.csv
ok 'and the map' same "$(curl -s "$base/partners" |
	grep -o '/-/static/[a-z0-9]*/world.svg' | head -n 1)"
curl -s -D "$dir/head" -H 'Accept-Encoding: gzip' -o "$dir/packed" \
	"$base/partners/AUS"
ok 'it says so' heads '^content-encoding: gzip'
ok 'and by what it varies' heads '^vary: accept-encoding'
ok 'to a quarter' sh -c "curl -s '$base/partners/AUS' | wc -c | {
	read -r all; [ \$(($(wc -c <"$dir/packed") * 4)) -lt \"\$all\" ]; }"
is 200 /partners/AUS >/dev/null
ok 'to nobody who did not ask' sh -c "! grep -qi content-encoding '$dir/head'"
ok 'no two alike' sh -c "for i in 1 2 3 4 5 6; do
	curl -s -H 'Accept-Encoding: gzip' '$base/help' | wc -c; done |
	sort -u | wc -l | { read -r n; [ \"\$n\" -gt 1 ]; }"

# A partner is chosen by any of its names, with marks or without.
for name in '%C3%9Ac' uc UC aus; do
	is 200 "/suggest?kind=partner&q=$name" >/dev/null
	ok "partner $name is suggested first" sh -c \
		"grep -o '\"code\":\"[A-Z]*\"' '$dir/body' | head -n 1 |
		grep -q AUS"
done

# A text becomes one record: its document, and what was ticked.
text='Australia will train 40 officers in English by 2028.'
ok 'a text is read' is 200 /activities/paste -H "$own" -d "token=$token" \
	--data-urlencode "text=$text" -d date=2026-10-12
ok 'the passage is marked' has '<mark>Australia will train'
take=$(sed -n 's/.*name="\(take[0-9]*\)".*/\1/p' "$dir/body" | head -n 1)
item=i${take#take}
ok 'nothing ticked is nothing written' is 422 /activities/paste/accept \
	-H "$own" -d "token=$token" --data-urlencode "text=$text"
ok 'a finding with an error' is 422 /activities/paste/accept -H "$own" \
	-d "token=$token" --data-urlencode "text=$text" -d "$take=yes" \
	-d "$item.partner=Atlantis"
ok 'which is told' has 'There is no Partner'
ok 'a finding is recorded' is 303 /activities/paste/accept -H "$own" \
	-d "token=$token" --data-urlencode "text=$text" -d "$take=yes" \
	-d "$item.partner=AUS" -d "$item.side=theirs" -d date=2026-10-12
where=$(tr -d '\r' <"$dir/head" | sed -n 's/^[Ll]ocation: //p')
ok 'with its document' is 200 "$where"
ok 'and its passage' has '<mark>'
ok 'as it was amended' sh -c "curl -s '$base/commitments.json?filter=partner%3AAUS+%22train+40%22' |
	grep -q Theirs"
ok 'the same text again is asked about' is 422 /activities/paste/accept \
	-H "$own" -d "token=$token" --data-urlencode "text=$text" \
	-d "$take=yes" -d "$item.partner=AUS" -d "$item.side=theirs" \
	-d date=2026-10-12

# A file instead: read as comity read does, whatever kind of document it is.
file() { # file STATUS NAME [CURL...]: read that file on the paste page
	want=$1 name=$2
	shift 2
	is "$want" /activities/paste -H "$own" -F "token=$token" \
		-F "file=@$dir/$name" "$@"
}
printf '<html><head><title>x</title></head><body><p>%s</p></body></html>' \
	'Canada will give 12 course places by 2029.' >"$dir/News item.html"
ok 'a web page is read' file 200 'News item.html'
ok 'without its markup' has '<mark>Canada will give 12'
ok 'under its name' has 'name="name" value="News item.html"'
cat >"$dir/post.eml" <<'MAIL'
From: post@example.org
Subject: Talks in Canberra
Date: Mon, 12 Oct 2026 09:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=UTF-8

Australia will host the next dialogue by 2028.
--b
Content-Type: text/markdown; charset=UTF-8
Content-Disposition: attachment; filename=notes.md

Australia will send two instructors by 2027.
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=scan.pdf

%PDF-1.4 damaged
--b--
MAIL
ok 'a mail is read' file 200 post.eml
ok 'with what is attached' has '<mark>Australia will send two instructors'
ok 'its subject is its title' has 'name="title" value="Talks in Canberra"'
ok 'its day is its day' has 'name="date" value="2026-10-12"'
ok 'what cannot be read is told' has 'not kept: post.eml: scan.pdf: the PDF'
printf '%s' '%PDF-1.4 damaged' >"$dir/broken.pdf"
ok 'a damaged file says so' file 422 broken.pdf
ok 'on the same page' has '<textarea id="text"'
: >"$dir/empty.txt"
ok 'an empty one too' file 422 empty.txt
cp "$dir/post.eml" "$dir/picture.png"
ok 'a picture is no text' file 422 picture.png
ok 'a text and a file are one too many' file 422 post.eml -F 'text=Hello.'
ok 'the text is still there' has 'Hello.</textarea>'
ok 'neither is too few' is 422 /activities/paste -H "$own" -F "token=$token"
ok 'a file without the token' is 403 /activities/paste -H "$own" \
	-F "file=@$dir/post.eml"
head -c 17000000 /dev/zero >"$dir/long.txt"
ok 'a file too long' file 413 long.txt

# Bodies and framing (W1).
head -c 2000000 /dev/zero | tr '\0' a >"$dir/big"
ok 'a body too long' is 413 /activities/new -H "$own" --data @"$dir/big"
ok 'a body without length' is 411 /activities/new -H "$own" \
	-H 'Transfer-Encoding: chunked' "$@"
lengths='Content-Length: 1\r\nContent-Length: 2\r\n'
ok 'two lengths' answers 400 \
	"POST /help HTTP/1.1\r\nHost: localhost:$port\r\n$lengths\r\nab"
ok 'a NUL in the target' answers 400 \
	"GET /\\0x HTTP/1.1\r\nHost: localhost:$port\r\n\r\n"
ok 'two blanks in the request line' refuses \
	"GET  /help  HTTP/1.1\r\nHost: localhost:$port\r\n\r\n"
ok 'a good one the same way' answers 200 \
	"GET /help HTTP/1.1\r\nHost: localhost:$port\r\n\r\n"

# A client that sends a byte a second is not waited for.
slow() {
	began=$(date +%s)
	{ printf 'GET / HTTP/1.1\r\nX: '; i=0
		while [ $i -lt 25 ]; do
			printf a || break
			sleep 1
			i=$((i + 1))
		done; } 2>/dev/null |
		curl -s "telnet://127.0.0.1:$port" >/dev/null 2>&1
	took=$(($(date +%s) - began))
	echo "closed after $took s"
	[ $took -lt 18 ]
}
ok 'a slow header is closed' slow
ok 'others are served meanwhile' is 200 /-/health

# It serves this machine alone, and ends when told.
ok 'no other address before there is sign-in' sh -c \
	"'$COMITY' serve --office '$dir/office' --listen 0.0.0.0 2>&1 |
	grep -q 'no accounts'"
ok 'an unknown clearance' sh -c "'$COMITY' serve --office '$dir/office' \
	--clearance cosmic --port 0 2>&1 | grep -q cosmic"
ok 'no office' sh -c "'$COMITY' serve --office '$dir/none' --port 0 2>&1 |
	grep -q 'comity init'"
ok 'a port that is taken' sh -c "'$COMITY' serve --office '$dir/office' \
	--port $port 2>&1 | grep -q -- --port"
worker=$(pgrep -P "$pid" | head -n 1)
ok 'a worker that dies' kill -KILL "$worker"
ok 'is started again' soon sh -c "! kill -0 $worker &&
	[ \$(pgrep -P $pid | wc -l) -eq 3 ] && curl -s -o /dev/null $base/"
# L5: one line a request, and nothing of what was asked for.
ok 'the log has the request' grep -q 'GET /search 200' "$dir/log"
ok 'but not its words' sh -c "! grep -q hospital '$dir/log'"
kill -TERM "$pid"
wait "$pid"
status=$?
pid=
ok 'it ends on SIGTERM' [ $status -eq 0 ]
ok 'and nobody is left' sh -c "! curl -s --max-time 2 $base/-/health"

# A parent that is killed leaves no children behind.
serve_at "$port" http:
ok 'it serves again at the same port' is 200 /-/health
kill -KILL "$pid"
pid=
ok 'children end with their parent' soon sh -c \
	"! curl -s --max-time 2 $base/-/health"
echo "1..$n"
