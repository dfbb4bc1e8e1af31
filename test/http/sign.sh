#!/bin/sh
# TAP: the first run, signing in, and two people who may see different things,
# with the real program and two workers. $COMITY names it.
. test/http/http.inc
office
serve 'setup?key' --host comity.example
key=$(sed -n 's#.*setup?key=\([0-9a-f]*\).*#\1#p' "$dir/log" | head -n 1)

# From here on each person has a jar of cookies.
get() { # get JAR PATH [CURL...]: the status; body and headers in files
	jar=$1 path=$2
	shift 2
	curl -s --max-time 20 -o "$dir/body" -D "$dir/head" -b "$dir/$jar" \
		-c "$dir/$jar" -w '%{http_code}' "$@" "$base$path"
}

is() { # is STATUS JAR PATH [CURL...]
	want=$1
	shift
	got=$(get "$@")
	[ "$got" = "$want" ] || { echo "status $got"; grep -o "<p>[^<]*" "$dir/body"; return 1; }
}

hasnt() { ! has "$1"; }

send() { # send STATUS JAR PAGE PATH FIELD=VALUE...: the form of PAGE to PATH
	wanted=$1 who=$2 page=$3 to=$4
	shift 4
	get "$who" "$page" >"$dir/status"
	token=$(sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' \
		"$dir/body" | head -n 1)
	for f in "$@"; do
		set -- "$@" --data-urlencode "$f"
		shift
	done
	is "$wanted" "$who" "$to" -H 'Sec-Fetch-Site: same-origin' \
		--data-urlencode "token=$token" "$@"
}

ok 'without accounts there is one user' is 200 a /activities
ok 'the first run wants its key' is 403 a /setup
ok 'with it, it is a list of tasks' is 200 a "/setup?key=$key"
ok 'which has the world view' has 'World view'
ok 'one is done' send 303 a "/setup/maps?key=$key" /setup/maps \
	"key=$key" do=save world_view=un
ok 'one is left out' send 303 a "/setup/lists?key=$key" /setup/lists \
	"key=$key" do=skip
ok 'an administrator' send 303 a "/setup/administrator?key=$key" \
	/setup/administrator "key=$key" do=save name=chief \
	'password=four plain words here' 'again=four plain words here'
ok 'who is signed in' heads '^set-cookie: comity-[0-9]*=[0-9a-f]\{64\}; Path=/; HttpOnly; SameSite=Lax$'
ok 'a second factor is asked of him first' is 303 a /admin/accounts
ok 'who may turn it on' heads '^location: /me/factor$'
"$COMITY" user second-factor nobody --office "$dir/office" >/dev/null 2>&1
ok 'unless it is asked of nobody' is 200 a /admin/accounts
ok 'the list remembers' sh -c "curl -s -b '$dir/a' '$base/setup' |
	grep -q 'left out'"
ok 'the key is void' is 404 nobody "/setup?key=$key"
ok 'from now on one signs in' is 303 nobody /activities
ok 'and comes back to where one was' heads '^location: /sign-in?next=%2Factivities$'
ok 'a program is told so' is 401 nobody /activities.json
ok 'and how' heads '^www-authenticate: Bearer'
ok 'health needs nobody' is 200 nobody /-/health

echo 'another four words' | "$COMITY" user add asia-1 --roles officer \
	--clearance public --shown 'Desk officer' --office "$dir/office" \
	>/dev/null 2>&1
ok 'a wrong password' send 422 b /sign-in /sign-in name=asia-1 \
	'password=not the four words'
ok 'is told as an unknown name is' has 'do not go together'
ok 'signing in' send 303 b '/sign-in?next=/partners' /sign-in name=asia-1 \
	'password=another four words' next=/partners
ok 'leads on' heads '^location: /partners$'
ok 'one writes a secret' send 303 a /activities/new /activities/new \
	'title=Zebra talks' type=port-call partner=AUS start=2026-11-02 \
	@label=secret
ok 'the other sees nothing of it' is 200 b '/search?q=zebra'
ok 'not a word' hasnt 'Zebra talks'
ok 'the one sees it' sh -c "curl -s -b '$dir/a' '$base/search?q=zebra' |
	grep -q 'Zebra talks'"
ok 'people are not there for all' is 404 b /persons
ok 'but for whom it may concern' is 200 a /persons
ok 'the other writes what he may' send 303 b /activities/new /activities/new \
	'title=Port call' type=port-call partner=AUS start=2026-11-03
ok 'under the name he is shown by' sh -c "curl -s -b '$dir/a' \
	'$base/changes' | grep -q 'Desk officer'"
ok 'a form of another session' is 403 b /me -H 'Sec-Fetch-Site: same-origin' \
	-d "token=$(printf '7%.0s' $(seq 64))&lang=vi"
ok 'a form from elsewhere' is 403 b /me -H 'Sec-Fetch-Site: cross-site' \
	-d "token=x&lang=vi"

# Both workers count together, and the eleventh is not even tried.
guess() {
	i=0 got=422
	get c /sign-in >"$dir/status"
	token=$(sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' \
		"$dir/body" | head -n 1)
	while [ "$got" = 422 ] && [ $i -lt 20 ]; do
		i=$((i + 1))
		got=$(get c /sign-in -H 'Sec-Fetch-Site: same-origin' -d \
			"token=$token&name=nobody&password=guess+number+$i")
	done
	echo "$got after $i"
	[ "$got" = 429 ] && [ $i -eq 11 ]
}
ok 'guessing ends' guess
ok 'for that name alone' send 303 d /sign-in /sign-in name=asia-1 \
	'password=another four words'

# Behind a proxy with TLS.
ok 'the name it was given' is 200 e /sign-in -H 'Host: comity.example'
ok 'has its header' heads '^strict-transport-security: max-age=31536000'
ok 'another name' is 421 e /sign-in -H 'Host: evil.example'
proxied() {
	get e /sign-in -H 'Host: comity.example' >"$dir/status"
	token=$(sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' \
		"$dir/body" | head -n 1)
	is 303 e /sign-in -H 'Host: comity.example' \
		-H 'Origin: https://comity.example' \
		-H 'X-Forwarded-For: 10.9.9.9, 198.51.100.7' \
		--data-urlencode "token=$token" -d name=chief \
		--data-urlencode 'password=four plain words here' &&
		heads '^set-cookie: __Host-comity=[0-9a-f]*; Path=/; HttpOnly; SameSite=Lax; Secure$'
}
ok 'a cookie of the host' proxied
ok 'the proxy tells where one comes from' sh -c "curl -s -b '$dir/a' \
	'$base/admin/audit' | grep -q '198.51.100.7'"

ok 'signing out' send 303 b /me /sign-out
ok 'ends it' is 303 b /
"$COMITY" user disable asia-1 --office "$dir/office" >/dev/null 2>&1
ok 'who is disabled is out at once' is 303 d /
echo "1..$n"
