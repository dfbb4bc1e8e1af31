#!/bin/sh
# Every example of every help runs as it stands, in a folder that has the files
# it names and an office with invented records.
. test/cli/cli.inc

PATH=$(dirname "$COMITY"):$PATH
root=$(pwd)
cd "$work" || exit 1
unset COMITY_OFFICE
exec 3>"$work/log"

# ---- what the examples name ----
comity init office --pack vietnam --sample >&3 2>&1
printf 'Minutes\nHa Noi, 12 October 2026\n\nViet Nam promised to send two instructors to Australia by June 2027. Australia committed to host the next dialogue in 2027.\n' \
	>minutes.txt
printf '<html><body>' >interview.html
for n in 1 2 3 4 5 6 7; do
	printf '<p>Viet Nam will send %d doctors to Laos by June 2027.</p>' $n
done >>interview.html
echo '</body></html>' >>interview.html
printf 'Instruction\n\nFirstly, the services should train more interpreters.\n' \
	>plan.txt
comity review 806 --format pdf >interview.pdf 2>&3
mkdir minutes && printf 'Laos thanked Japan on 3 May 2024.\n' >minutes/a.txt
printf '{"id":1,"text":"Laos thanked Japan."}\n' >texts
printf 'code,name\nAUS,Australia\n' >partners.csv
comity list activity --limit 5 --format xlsx >plan.xlsx 2>&3
echo 'four plain words here' >first.txt
# A coded file: day, actors, act, and as many cells as the format wants.
printf '1\t20240626\t202406\t2024\t2024.48\tVNM\tVIETNAM\tVNM\t\t\t\t\t\t\t\tLAO\tLAOS\tLAO\t\t\t\t\t\t\t\t1\t040\t040\t04\t1\t1.0\t5\t1\t5\t1.5' \
	>events
i=35
while [ $i -lt 60 ]; do
	printf '\t'
	i=$((i + 1))
done >>events
printf '\thttps://example.org/1\n' >>events
gzip -c events >events.gz

# What is said behind an example is two blanks off.
examples() { # examples COMMAND
	comity "$1" --help | sed -n 's/^  \(comity .*\)/\1/p' | sed 's/   *.*//'
}

# A server runs until it has said where it is.
served() { # served CALL
	sh -c "exec $1 --port 0" >"$work/out" 2>"$work/err" &
	pid=$!
	tries=0
	until grep -q 'Ctrl-C' "$work/err" || [ $tries -ge 600 ]; do
		kill -0 $pid 2>&3 || break
		sleep 0.05
		tries=$((tries + 1))
	done
	grep -q 'is at http' "$work/err"
	ran=$?
	kill $pid 2>&3
	wait $pid 2>&3
	return $ran
}

try() { # try CALL: it ends as its help says
	want=0
	case $1 in
	'comity serve'*) served "$1"; return ;;
	'comity init office'*)
		mkdir new
		set -- "cd new && $1" ;;
	'comity accept minutes.txt') # asks, so it wants a terminal
		printf 'y\nq\n' | script -qec "$1" script.log >"$work/out" 2>&1 &&
			grep -q '1 of' "$work/out"
		return ;;
	'comity accept'*) set -- "$1 --again" ;;
	'comity check-data'*) want=3 ;; # there is something to mend
	'comity undo'*) set -- "comity undo $(comity changes --limit 1 --csv 2>&3 |
		tail -n 1 | sed 's/.*,//')" ;;
	'comity import activity --dry-run'*)
		printf 'title,type,partner,external\nPort call,port-call,AUS,X-1\n' \
			>visits.csv ;;
	esac
	sh -c "$1" >"$work/out" 2>"$work/err" <first.txt
	got=$?
	[ $got -eq $want ] || echo "# exit status $got, not $want"
	[ $got -eq $want ]
}

# What others serve is made first.
commands=$(comity help | sed -n 's/^  \([a-z-]*\)  .*/\1/p')
for c in init $(echo "$commands" | grep -vx init); do
	examples "$c" >list
	[ -s list ]
	ok "$c has examples"
	while read -r call <&4; do
		try "$call"
		ok "$call"
	done 4<list
done
cd "$root" || exit 1
finish
