#!/bin/sh
# test/portable/portable.sh PRINT_SQL: what the program says to SQLite, said to
# PostgreSQL 15: every table, index and view is made, every statement prepared
# and asked for its columns, every call made again and its rows compared. Each
# refusal is a line with the statement's name and the server's message; ends
# with "N passed, N failed". doc/portable.md has the rules. Installs Debian's
# postgresql-15 when it is missing; leaves nothing else behind.
set -eu
print_sql=${1:?usage: portable.sh PRINT_SQL}
bin=/usr/lib/postgresql/15/bin
began=$(date +%s)

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_server() {
	echo "postgresql-15 is missing and will be installed: the server that" \
		"the statements are shown to"
	as_root apt-get update -q </dev/null
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
		--no-install-recommends postgresql-15 </dev/null
	# The package begins a cluster of its own, which nobody asked for.
	as_root pg_dropcluster --stop 15 main || true
}

[ -x $bin/postgres ] || install_server

# The server does not run as root.
server() {
	if [ "$(id -u)" -eq 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

dir=$(mktemp -d)
finish() {
	server $bin/pg_ctl -D "$dir/data" -m immediate stop >/dev/null 2>&1 ||
		true
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
[ "$(id -u)" -ne 0 ] || chown postgres "$dir"
"$print_sql" "$dir"

# Order and lower() by bytes, as in SQLite; what is lost with the power is lost.
server $bin/initdb -D "$dir/data" -A trust -E UTF8 --locale=C -N \
	>"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
server $bin/pg_ctl -D "$dir/data" -l "$dir/data/log" -w -o "-k $dir \
	-c listen_addresses= -c fsync=off -c full_page_writes=off \
	-c synchronous_commit=off -c jit=off -c max_locks_per_transaction=1024" \
	start >"$dir/log" 2>&1 || { cat "$dir/log" "$dir/data/log"; exit 1; }

# The orders of names are the program's own in SQLite; PostgreSQL has the first
# from ICU, and the second needs a column there: it is only to be accepted. The
# databases that the script makes are copies of template1.
{
	printf '%s\n' '\connect template1'
	for name in names given; do
		echo "CREATE COLLATION $name (provider = icu, locale = 'vi');"
	done
	printf '%s\n' '\connect postgres'
	cat "$dir/script"
} >"$dir/whole"

# Errors and "@@" lines are one stream, rows and "@=", "@?" lines another.
server env PGCLIENTENCODING=UTF8 psql -X -q -A -t -h "$dir" -d postgres \
	-P fieldsep="$(printf '\t')" -P 'null=(null)' <"$dir/whole" \
	>"$dir/said" 2>"$dir/messages" || true
server $bin/pg_ctl -D "$dir/data" -w stop >/dev/null

# What was made and taken: a case each, refused by the first message behind it.
awk '
	/^@@ / { name = substr($0, 4); if ($2 != "answers") n++; next }
	/^(ERROR|WARNING|NOTICE|FATAL|PANIC):/ {
		said = 1
		if (!(name in bad)) {
			bad[name] = 1
			failed += name !~ /^answers/
			print "refused: " name ": " $0
		}
	}
	/could not|connection/ && !/^(ERROR|WARNING|NOTICE)/ {
		print "psql: " $0; failed++
	}
	END { print n - failed, failed + 0 >totals }
' totals="$dir/taken" "$dir/messages" >"$dir/found"

# The columns of what was taken, by the letters that stmt.def declares.
awk -F '\t' '
	function letter(type) {
		if (type ~ /^(bigint|integer|smallint)$/) return "i"
		if (type == "double precision") return "r"
		if (type == "text") return "t"
		return type == "bytea" ? "b" : type
	}
	function settle() {
		if (name == "" || at == 0)
			return
		n++
		if (at != length(want))
			bad = bad " " at " columns"
		if (bad != "") {
			print "columns: " name ":" bad ", not \"" want "\""
			failed++
		}
	}
	/^@[?=] / {
		settle()
		name = bad = ""
		at = 0
		if (/^@\? /) {
			split($0, word, " ")
			want = word[2]
			name = substr($0, 5 + length(want))
		}
		next
	}
	name != "" {
		at++
		l = letter($2)
		w = substr(want, at, 1)
		if (w != "-" && l != w)
			bad = bad " " $1 " is " l
	}
	END { settle(); print n - failed, failed + 0 >totals }
' totals="$dir/described" "$dir/said" >>"$dir/found"

# The rows, in their order where the statement asks for one.
rows() { # rows FILE: each row behind the number of its question
	awk '
		/^@[?=] / {
			asked = /^@= / ? $2 : 0
			ordered = $3 == "ordered"
			at = 0
			if (asked) printf "%08d %06d asked\n", asked, 0
			next
		}
		asked { printf "%08d %06d %s\n", asked, ordered ? ++at : 1, $0 }
	' "$1" | LC_ALL=C sort
}
rows "$dir/answers" >"$dir/here"
rows "$dir/said" >"$dir/there"
LC_ALL=C diff "$dir/here" "$dir/there" >"$dir/differ" || true
awk '
	FILENAME ~ /answers$/ {
		if (/^@= /) {
			n++
			at = $2
			$1 = $2 = $3 = ""
			name[at] = substr($0, 4)
		}
		next
	}
	/^[<>]/ && !($2 in bad) {
		bad[$2] = 1
		failed++
		if (!(name[$2 + 0] in told)) {
			told[name[$2 + 0]] = 1
			print "rows: " name[$2 + 0] ": " $0
		}
	}
	END { print n - failed, failed + 0 >totals }
' totals="$dir/compared" "$dir/answers" "$dir/differ" >>"$dir/found"

# print_sql plants a fault of each sort; one that is not found is the worst.
planted=$(grep -cE '^(refused: takes|columns:|rows:) planted: ' "$dir/found" ||
	true)
grep -vE '^[a-z]+: (takes )?planted: ' "$dir/found" || true
if [ "$planted" -ne 3 ]; then
	echo "of 3 planted faults $planted were found"
	exit 1
fi
cat "$dir/taken" "$dir/described" "$dir/compared" | awk -v s="$(($(date +%s) -
	began))" '
	BEGIN { split("taken described answered", what, " ") }
	{ printf "%s: %d passed, %d failed\n", what[NR], $1, $2 - 1
	  passed += $1; failed += $2 - 1 }
	END { print s " s"; printf "%d passed, %d failed\n", passed, failed
	      exit failed > 0 || passed == 0 }'
