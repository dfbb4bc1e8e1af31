#!/bin/sh
# bench/run.sh BUILD: the figures of doc/bench.md as a table, on this machine.
# Needs wrk for the pages (tool/need.sh bench). Takes about three minutes.
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${1:-build/release}" && pwd)
records=${RECORDS:-100000}
port=${PORT:-18080}
work=$(mktemp -d "${TMPDIR:-/tmp}/comity-bench-XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

say() { # say NAME VALUE UNIT
	printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$work/figures"
	printf '%s: %s %s\n' "$1" "$2" "$3" >&2
}

run() { # run PROGRAM ARGUMENT...: a bench that prints its own lines
	"$build/bench/$1" "$2" "$3" | tee -a "$work/figures" >&2
}

# Milliseconds since some moment.
now() {
	echo $(($(date +%s%N) / 1000000))
}

# From the start of the program to its first page.
start() {
	from=$(now)
	"$build/comity" serve --office "$work/office" --port "$port" \
		2>"$work/log" &
	server=$!
	until curl -sf -o "$work/page" "http://127.0.0.1:$port/-/health"; do
		kill -0 "$server" || {
			cat "$work/log" >&2
			exit 1
		}
		sleep 0.002
	done
	say "start to first answer, $records records" $(($(now) - from)) ms
}

# p50 and p99 of a page under eight connections, and pages a second.
page() { # page NAME PATH
	curl -sf -o "$work/page" "http://127.0.0.1:$port$2" || {
		echo "$2 does not answer" >&2
		exit 1
	}
	wrk -t1 -c8 -d5s --latency "http://127.0.0.1:$port$2" >"$work/wrk"
	if grep -q 'Non-2xx' "$work/wrk"; then
		cat "$work/wrk" >&2
		exit 1
	fi
	for which in 50 99; do
		say "$1, p$which" "$(awk -v p="$which%" '$1 == p {
			v = $2
			unit = v
			sub(/[0-9.]+/, "", unit)
			sub(/[a-z]+/, "", v)
			if (unit == "us")
				v /= 1000
			if (unit == "s")
				v *= 1000
			printf "%.1f", v
		}' "$work/wrk")" ms
	done
	say "$1" "$(awk '/^Requests/ { printf "%d", $2 }' "$work/wrk")" pages/s
}

# The same file by mawk, which keeps the same rows and writes the same fields,
# and by sqlite3, which stores every row as text.
coded_rivals() { # coded_rivals FILE
	rows=$(wc -l <"$1")
	from=$(now)
	mawk -F '\t' '$8 != "" && $18 != "" && $8 != $18 && $27 !~ /^01/ {
		d = substr($2, 1, 4) "-" substr($2, 5, 2) "-" substr($2, 7, 2)
		print "gdelt2:" $1, d, $8, $18, substr($27, 1, 2), $61
	}' "$1" >"$work/mawk"
	say "the same rows kept by mawk" $((rows * 1000 / ($(now) - from))) \
		rows/s
	from=$(now)
	sqlite3 "$work/rival.db" "CREATE TABLE e ($(seq -s, -f 'c%g' 61))" \
		'.mode tabs' ".import $1 e"
	say "the same file by sqlite3 .import" \
		$((rows * 1000 / ($(now) - from))) rows/s
	rm -f "$work/rival.db" "$work/mawk" "$1"
}

rival() { # rival NAME UNIT: what others reach, with how we know
	case $1:$2 in
	"reading text:sentences/s")
		echo "TABARI 0.8.4b2: 7,400 to 7,900 (events alone, measured)" ;;
	"short news as a stream:sentences/s")
		echo "aim: 50,000; TABARI 0.8.4b2: 7,400 to 7,900" ;;
	"short news as a stream:MB/s")
		echo "aim: 8; TABARI 0.8.4b2: 1.2" ;;
	"accepted changes, one by one:records/s")
		echo "SQLite alone, one insert a commit: about 10,000" ;;
	*) echo "" ;;
	esac
}

: >"$work/figures"
say "program, stripped" "$(strip -o "$work/stripped" "$build/comity" &&
	echo $(($(stat -c %s "$work/stripped") / 1024)))" KB
run bench_read "$work" "$build/comity"
run bench_coded "$work" ""
coded_rivals "$work/events.csv"
run bench_journal "" ""
run bench_model "$records" "$work/office"
start
page "first page, $records records" /
page "list of activities" /activities
page "review of a directive" /directives/806-NQ%2FQUTW/review
kill "$server"
wait "$server" 2>/dev/null || true
server=

# shellcheck source=/dev/null
system=$(. /etc/os-release && echo "$PRETTY_NAME")
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "Machine: $(nproc) x $model, $(uname -sr);" \
	"$system; $("$build/comity" version)."
echo
echo "| what | figure | beside |"
echo "|---|---|---|"
grep -v '^#' "$work/figures" | while IFS='	' read -r name value unit; do
	echo "| $name | $value $unit | $(rival "$name" "$unit") |"
done
