#!/bin/sh
# Accounts from the terminal.
. test/cli/cli.inc

gives 0 init "$COMITY_OFFICE" --pack vietnam
ok "an office"
gives 0 user list && silent && talks "no account"
ok "it has one user, whoever is at the machine"
gives 0 user roles && says "administrator" && says "Keeps people and posts"
ok "the roles"
gives 2 user && talks "list, roles"
ok "user alone shows the usage"
gives 2 user add
ok "a name is wanted"
echo 'bốn từ cho dễ nhớ' >"$work/pass"
echo 'short' >"$work/short"
gives 1 user add asia-1 --roles officer --password-file "$work/pass" &&
	talks "must be an administrator"
ok "the first is an administrator"
gives 1 user add chief --roles administrator --password-file "$work/short" &&
	talks "at least 12"
ok "a short password"
gives 1 user add chief --roles administrator && talks "at least 12"
ok "no password at all"
gives 0 user add chief --roles administrator --clearance secret \
	--password-file "$work/pass" && talks "chief: added"
ok "an administrator"
gives 1 user add chief --roles reader --password-file "$work/pass" &&
	talks "already"
ok "a name once"
gives 1 user add asia-1 --roles king --password-file "$work/pass" &&
	talks "no role" && talks "planner"
ok "an unknown role"
gives 1 user add asia-1 --roles officer --clearance cosmic \
	--password-file "$work/pass" && talks "cosmic"
ok "an unknown clearance"
printf 'four plain words here\nsecond line\n' |
	"$COMITY" user add asia-1 --roles officer,planner --clearance internal \
		--shown "Desk officer, Asia" --unit FRD --json \
		>"$work/out" 2>"$work/err" &&
	says '"roles":"officer, planner"' && says '"shown":"Desk officer, Asia"'
ok "the password from standard input, the answer as JSON"
gives 0 user set asia-1 --roles reader --json && says '"roles":"reader"' &&
	says '"clearance":"internal"'
ok "set changes what it names and nothing else"
gives 0 user list && says "Desk officer, Asia" && says "no second factor"
ok "the list"
gives 0 user list --json &&
	[ "$(jq -r '[.[].name] | join(" ")' "$work/out")" = "asia-1 chief" ]
ok "the list as JSON"
gives 1 user disable chief && talks "last administrator"
ok "the last administrator stays"
gives 0 user disable asia-1 && gives 0 user list && says DISABLED &&
	gives 0 user enable asia-1 && gives 0 user list && ! says DISABLED
ok "disabled and enabled"
gives 0 user reset asia-1 --password-file "$work/pass" && gives 0 user list &&
	says "must change password"
ok "reset"
gives 0 user second-factor planner,security &&
	talks "asked of planner,security" && gives 0 user second-factor nobody &&
	gives 1 user second-factor cook && talks "cook"
ok "of whom a second factor is asked"
gives 4 user set nobody --roles reader
ok "a name that is none"
gives 0 verify
ok "none of it touches the journal"
! grep -q 'four plain words' "$COMITY_OFFICE"/*
ok "no password in any file"
finish
