#!/bin/sh
# bench/load.sh BUILD FOLDER: pages of a register of a million versions under
# eight connections, beside Fossil and Directus with as many of theirs, in one
# run. What is missing in FOLDER is made first: the register (some ten minutes),
# a Fossil repository, and Directus from npm (some minutes more). Needs wrk,
# fossil, sqlite3, jq, node and npm: tool/need.sh bench browser.
set -eu
cd "$(dirname "$0")/.."
[ $# -eq 2 ] || {
	sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
	exit 2
}
build=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
records=${RECORDS:-300000} versions=${VERSIONS:-1000000}
seconds=${SECONDS_EACH:-8}
running=
trap '[ -z "$running" ] || kill $running 2>/dev/null; rm -f "$work/out"' EXIT

await() { # await ADDRESS: until it answers
	tries=0
	until curl -sf -o "$work/out" "$1"; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || {
			echo "$1 does not answer" >&2
			exit 1
		}
		sleep 0.1
	done
}

fill() { # fill DATABASE SCRIPT
	sqlite3 "$1" '.param init' ".param set :records $records" \
		".param set :versions $versions" ".read $2"
}

make_register() {
	[ -e "$work/office/comity.db" ] ||
		"$build/bench/bench_model" "$records" "$work/office" \
			"$versions" >&2
}

make_fossil() {
	[ ! -e "$work/fossil" ] || return 0
	HOME=$work USER=bench fossil new --admin-user bench "$work/fossil" >&2
	fill "$work/fossil" bench/load_fossil.sql
	fossil user capabilities nobody ghjnorstwz3 -R "$work/fossil" >&2
	fossil fts-config enable t -R "$work/fossil" >&2
	fossil fts-config index on -R "$work/fossil" >&2
}

serve_directus() {
	(cd "$work/directus" && exec npx directus start) >"$work/log" 2>&1 &
	running="$running $!"
	await http://127.0.0.1:18091/server/health
	token=$(curl -s http://127.0.0.1:18091/auth/login \
		-H 'Content-Type: application/json' \
		-d '{"email":"bench@example.org","password":"bench"}' |
		jq -r .data.access_token)
}

make_directus() {
	mkdir -p "$work/directus"
	[ -e "$work/directus/node_modules" ] ||
		(cd "$work/directus" && npm init -y >/dev/null &&
		npm install --no-audit --no-fund directus@10.13.4 sqlite3 &&
		npm rebuild sqlite3 isolated-vm argon2) >&2
	[ ! -e "$work/directus/data.db" ] || return 0
	cat >"$work/directus/.env" <<-EOF
		HOST=127.0.0.1
		PORT=18091
		DB_CLIENT=sqlite3
		DB_FILENAME=$work/directus/data.db
		KEY=bench
		SECRET=a secret of the bench, of no value
		ADMIN_EMAIL=bench@example.org
		ADMIN_PASSWORD=bench
		ACCESS_TOKEN_TTL=1d
		RATE_LIMITER_ENABLED=false
		TELEMETRY=false
		LOG_LEVEL=warn
	EOF
	(cd "$work/directus" && npx directus bootstrap) >&2
	serve_directus
	curl -sf -o "$work/out" http://127.0.0.1:18091/collections \
		-H "Authorization: Bearer $token" \
		-H 'Content-Type: application/json' -d '{
		"collection": "activities", "schema": {}, "meta": {},
		"fields": [
		{"field": "id", "type": "integer", "schema":
		{"is_primary_key": true, "has_auto_increment": true}},
		{"field": "title", "type": "string", "schema": {}},
		{"field": "status", "type": "string", "schema": {}},
		{"field": "partner", "type": "string", "schema": {}},
		{"field": "start", "type": "date", "schema": {}},
		{"field": "place", "type": "string", "schema": {}}]}'
	# shellcheck disable=SC2086 # a list
	kill $running
	running=
	sleep 2
	fill "$work/directus/data.db" bench/load_directus.sql
}

ask() { # ask SYSTEM PAGE ADDRESS [HEADER]: the first time, then many
	first=$(curl -s -o "$work/out" -w '%{time_total}' \
		-H "${4:-Accept: */*}" "$3")
	wrk -t1 -c8 -d"${seconds}s" --timeout 60s --latency \
		-H "${4:-Accept: */*}" "$3" >"$work/out"
	if grep -q 'Non-2xx' "$work/out"; then
		echo "$3 does not answer as it should" >&2
		cat "$work/out" >&2
		exit 1
	fi
	awk -v who="$1" -v page="$2" -v first="$first" '
		$1 == "50%" { p50 = $2 }
		$1 == "99%" { p99 = $2 }
		$1 == "Requests/sec:" { rate = $2 }
		END { printf "| %s | %s | %.1fms | %s | %s | %.0f |\n",
		    page, who, first * 1000, p50, p99, rate }' "$work/out"
}

make_register
make_fossil
make_directus

"$build/comity" serve --office "$work/office" --port 18089 2>"$work/log" &
running="$running $!"
await http://127.0.0.1:18089/-/health
fossil server --localhost --port 18090 "$work/fossil" >"$work/log" 2>&1 &
running="$running $!"
await http://127.0.0.1:18090/timeline
serve_directus
bearer="Authorization: Bearer $token"
c=http://127.0.0.1:18089 f=http://127.0.0.1:18090 d=http://127.0.0.1:18091

echo "$records records, $versions versions; eight connections, $seconds s each;"
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
echo
echo '| page | system | first | p50 | p99 | a second |'
echo '|---|---|---|---|---|---|'
ask Comity 'first page' "$c/"
ask Fossil 'timeline' "$f/timeline?y=t"
ask Directus 'counts by status, JSON' \
	"$d/items/activities?aggregate%5Bcount%5D=*&groupBy%5B%5D=status" \
	"$bearer"
ask Comity 'list with facets' "$c/activities"
ask Comity 'list, JSON' "$c/activities.json"
ask Fossil 'report of fifty' "$f/rptview?rn=2"
ask Directus 'list of fifty with count, JSON' \
	"$d/items/activities?limit=50&sort=-start&meta=filter_count" "$bearer"
ask Comity 'one partner' "$c/partners/AUS"
ask Fossil 'report of one partner' "$f/rptview?rn=3"
ask Directus 'list of one partner, JSON' \
	"$d/items/activities?limit=50&sort=-start&filter%5Bpartner%5D%5B_eq%5D=AUS&meta=filter_count" \
	"$bearer"
ask Comity 'search' "$c/search?q=deed+29997"
ask Fossil 'search' "$f/search?s=29997"
ask Directus 'search, JSON' "$d/items/activities?search=29997&limit=50" \
	"$bearer"
ask Comity 'one record' "$c/activities/D0"
ask Fossil 'one ticket' \
	"$f/tktview/$(sqlite3 "$work/fossil" 'SELECT tkt_uuid FROM ticket LIMIT 1')"
ask Directus 'one item, JSON' "$d/items/activities/77" "$bearer"
