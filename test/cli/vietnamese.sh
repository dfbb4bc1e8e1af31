#!/bin/sh
# The terminal in Vietnamese: every help, and what is said of slips; machine
# formats stay as they are.
. test/cli/cli.inc

# English words that Vietnamese does not have, where nothing is quoted, typed or
# an example; each line begins with the call it is from.
english() { # english FILE: its lines that have some
	sed '/:   comity /d; s/“[^”]*”//g; s/{.*}//; s/comity [a-z-]*//g; s/--[a-z-]*//g
		s/^[^:]*://' "$1" | grep -nwiE 'the|and|of|is|are|with|not|was|were|for|from|that|this|these|which|there|cannot|must|each|every|only|what|who|when|its|say|usage|examples?' |
		sed 's/^/# /'
}
vietnamese() { # vietnamese FILE: it says something, all of it Vietnamese
	[ -s "$1" ] && ! english "$1" | grep .
}
call() { # call LANG ARGUMENT...: what it says and its status, after its name
	lang=$1
	shift
	COMITY_LANG=$lang "$COMITY" "$@" </dev/null >"$work/said" 2>&1
	got=$?
	sed "s|^|$*: |" "$work/said"
	[ $got -eq "$status" ] || echo "$*: the exit status is $got"
}

gives 0 help
commands=$(sed -n 's/^  \([a-z-]*\)  .*/\1/p' "$work/out")
status=0
for c in $commands; do
	call en "$c" --help
done | grep -v ': $' | sort -u >"$work/en"
for c in $commands; do
	call vi "$c" --help
done | grep -v ': $' >"$work/vi"
[ "$(grep -c ': Cách dùng: comity ' "$work/vi")" -eq "$(echo "$commands" | wc -l)" ] &&
	! sort -u "$work/vi" | comm -12 - "$work/en" | grep -v ':   comity ' |
		sed 's/^/# /' | grep .
ok "no line of a help is English"
vietnamese "$work/vi"
ok "nor has English in it"
status=2
{
	for c in $commands; do
		call vi "$c" --no-such-option
	done
	for c in find list show history review set add close withdraw undo init \
		user import accept; do
		call vi "$c"
	done
	for c in 'help --format x' lst 'set X' 'set X title' 'import --format x' \
		'import organ' 'accept a.txt' 'accept --all --only 1 a.txt' \
		'list activity --limit 0' 'list activity --limit' 'withdraw X' \
		'serve --port x' 'serve --workers 0' 'serve x' 'changes x' \
		'export x' 'read --json --stream' 'read --date x' 'read --home x' \
		'kinds a b' 'check-data a b' '--lang fr list' '--lang'; do
		# shellcheck disable=SC2086 # words
		call vi $c
	done
	status=4
	call vi list activity
	call vi accept --all none.txt
	call vi read none.txt
	call vi kinds none
} >"$work/slips"
vietnamese "$work/slips" && ! grep 'exit status' "$work/slips"
ok "what is wrong with a call"
status=0
{
	call vi
	call vi --help
	call vi help
} >"$work/first"
vietnamese "$work/first"
ok "what one meets first"

# ---- the manual page ----
gives 0 help --format man --lang vi
sed '/^\.nf/,/^\.fi/d; /^\./d; /^'\''/d; s/^comity \\- //; s/\\-/-/g; s/^/man: /' \
	"$work/out" >"$work/page"
vietnamese "$work/page" && says "CÁC LỆNH" && says ".SH MÃ THOÁT"
ok "the manual page"
gives 0 help --format bash && cp "$work/out" "$work/en" &&
	gives 0 help --format bash --lang vi && cmp -s "$work/out" "$work/en"
ok "the completion is for bash"

# ---- who chooses ----
speaks() { # speaks LANG ENVIRONMENT...: of comity alone
	want=$1
	shift
	case $* in
	*comity*) ;;
	*) set -- "$@" "$COMITY" ;;
	esac
	said=$(env -u COMITY_LANG -u LC_ALL -u LC_MESSAGES -u LANG "$@")
	case $said in
	'Comity lưu'*) [ "$want" = vi ] ;;
	'Comity keeps'*) [ "$want" = en ] ;;
	*) false ;;
	esac
}
speaks en A=b && speaks vi COMITY_LANG=vi && speaks vi LANG=vi_VN.UTF-8 &&
	speaks vi LC_MESSAGES=vi LANG=en_US && speaks en LC_ALL=C LANG=vi_VN &&
	speaks en COMITY_LANG=en LC_ALL=vi_VN && speaks vi COMITY_LANG=fr LANG=vi &&
	speaks en LANG=vie
ok "COMITY_LANG, then the locale"
gives 0 --lang vi && says "Comity lưu" &&
	speaks en COMITY_LANG=vi "$COMITY" --lang=en && gives 0 --lang vi --help && says "Thêm một hồ sơ mới." &&
	gives 0 help list --lang vi && says "Cách dùng: comity list LOẠI"
ok "--lang goes before both, in front of the command or behind it"
gives 2 --lang fr list && talks "--lang is en or vi" && gives 2 --lang &&
	talks "--lang wants en|vi"
ok "no other language"

# ---- an office ----
status=0
{
	call vi init "$COMITY_OFFICE" --pack vietnam
	call vi user list
	call vi user roles
	call vi kinds
	call vi verify
	call vi set FRD note=x
} | sed "s|$work||g" >"$work/talk"
vietnamese "$work/talk" && grep -q 'verify:.* 1 bản ghi' "$work/talk"
ok "what an office says"
gives 0 add term list=display code=activity en=Doing vi="Việc lớn" &&
	gives 0 add term list=display code=activity.place en=Spot vi="Chỗ" &&
	gives 0 kinds activity --lang vi && says "activity: Việc lớn" &&
	says " Chỗ" && gives 0 kinds --lang en && says "Doing."
ok "what the office calls a kind and its fields"
gives 0 list activity --csv --lang vi && head -n 1 "$work/out" >"$work/vi" &&
	gives 0 list activity --csv && head -n 1 "$work/out" | cmp -s - "$work/vi" &&
	gives 0 verify --json --lang vi && cp "$work/out" "$work/vi" &&
	gives 0 verify --json --lang en && cmp -s "$work/out" "$work/vi"
ok "columns and keys are the same"
gives 0 verify --lang vi && sed '$d; s/ bản ghi.*//; s/[^ -~]/x/g' "$work/out" |
	LC_ALL=C.UTF-8 awk '{ print length($0) }' | sort -u >"$work/widths"
[ "$(wc -l <"$work/widths")" -eq 1 ]
ok "columns are as wide as their letters"
finish
