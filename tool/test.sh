#!/bin/sh
# tool/test.sh BUILD [PART...]: run the tests of the build in the folder BUILD
# and print what failed and the totals. Exit 1 when anything failed or nothing
# ran. The parts, all but the browser when none is named:
#
#   program  BUILD/test/*/*      cmocka programs, or such that print TAP lines
#            BUILD/fuzz/fuzz_X   each replays test/fuzz/corpus/X, as one test
#   house    test/house/*.sh     TAP: the checks of the checks, and what one
#                                build shows for all: the examples of the help
#   shell    test/cli/*.sh       TAP: the real program called by hand
#            test/http/*.sh      TAP: the real program on a port
#   browser  test/browser/run.sh TAP: the same in a browser
#
# COMITY names the program to the scripts.
# A program that dies, or says nothing, counts as a failure of its own. With
# TOTALS=FILE the line "passed failed skipped" is added to FILE as well.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:-build/debug}
[ $# -eq 0 ] || shift
parts=${*:-program house shell}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0 skipped=0
COMITY=$(cd "$build" && pwd)/comity
export COMITY
export COMITY_LANG=en
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=$PWD/tool/lsan.supp:print_suppressions=0}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"

count() { # count PATTERN: lines of the last output that match
	grep -acE "$1" "$out/log"
}

named() { # named PATTERN: the same; cmocka lists a name twice
	grep -aE "$1" "$out/log" | sort -u | wc -l
}

# run NAME COMMAND...: run it, with a limit of time, and count its cases.
run() {
	name=$1
	shift
	from=$(date +%s)
	timeout -k 5 "${LIMIT:-300}" "$@" >"$out/log" 2>&1 </dev/null
	status=$?
	ok=$(count '^(\[       OK \]|ok )')
	bad=$(named '^(\[  FAILED  \] [a-zA-Z_0-9]+$|not ok )')
	skip=$(named '^(\[  SKIPPED \] [a-zA-Z_0-9]+$|ok .*# SKIP)')
	# TAP writes a skip as a kind of ok.
	ok=$((ok - $(count '^ok .*# SKIP')))
	if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	elif [ $status -eq 0 ] && [ $((ok + bad + skip)) -eq 0 ]; then
		echo "$name: ran no test" >>"$out/log"
		status=1 bad=1
	fi
	took=$(($(date +%s) - from))
	[ $took -lt 20 ] || echo "$name took $took s"
	passed=$((passed + ok)) failed=$((failed + bad))
	skipped=$((skipped + skip))
	if [ $status -ne 0 ] || [ "$bad" -gt 0 ]; then
		echo "FAILED $name (exit $status)"
		grep -av '^\[ RUN\|^\[       OK' "$out/log" | tail -n 40 |
			sed 's/^/    /'
	elif [ "$skip" -gt 0 ]; then
		echo "skipped in $name:"
		grep -aE 'SKIP' "$out/log" | sed 's/^/    /'
	fi
}

programs() {
	for program in "$build"/test/*/*; do
		case $program in
		"$build"/test/lib/* | *.d | *.o) ;;
		*) [ -f "$program" ] && [ -x "$program" ] &&
			run "${program#"$build"/}" "$program" ;;
		esac
	done
	for program in "$build"/fuzz/fuzz_*; do
		case $program in
		*.d | *'*') continue ;;
		esac
		name=${program##*/fuzz_}
		# shellcheck disable=SC2016
		run "fuzz/$name" sh -c 'n=$("$0" "$1") && echo "ok - $n"' \
			"$program" "test/fuzz/corpus/$name"
	done
}

scripts() { # scripts FILE...
	for script; do
		[ -f "$script" ] && run "$script" sh "$script"
	done
}

for part in $parts; do
	case $part in
	program) programs ;;
	house) scripts test/house/*.sh ;;
	shell) scripts test/cli/*.sh test/http/*.sh ;;
	browser) LIMIT=800 run test/browser sh test/browser/run.sh ;;
	*)
		echo "tool/test.sh: no part $part" >&2
		exit 2
		;;
	esac
done

echo "$build: $passed passed, $failed failed, $skipped skipped"
[ -z "${TOTALS:-}" ] || echo "$passed $failed $skipped" >>"$TOTALS"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
