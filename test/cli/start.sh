#!/bin/sh
# How the program is called: help, usage, making an office.
. test/cli/cli.inc

gives 0 && says "comity init office --pack vietnam" && ! talks .
ok "comity alone prints the next steps"
gives 0 version && says "comity "
ok "version"
gives 0 --version && says "comity "
ok "--version"
gives 2 lst && silent && talks 'is it "comity list"?'
ok "a slip of the fingers is met with a suggestion"
gives 2 frobnicate && talks "comity help lists them"
ok "an unknown command"
gives 0 help
commands=$(sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' "$work/out")
[ "$(echo "$commands" | wc -l)" -ge 20 ] &&
	[ "$(echo "$commands" | sort)" = "$commands" ]
ok "help lists the commands in order"
for c in $commands; do
	gives 0 "$c" --help && says "xamples" && says "comity $c" && ! talks .
	ok "$c --help begins with examples"
	gives 2 "$c" --no-such-option && silent
	ok "$c refuses an unknown option"
done
gives 0 help list && says "Usage: comity list"
ok "help COMMAND"
gives 2 help lst && talks 'is it "comity list"'
ok "help of a slip"
gives 0 help --format man && says ".SH COMMANDS" && says ".SS withdraw"
ok "the manual page"
gives 0 help --format bash && says "complete -o default" &&
	if command -v bash >/dev/null; then bash -n "$work/out"; fi
ok "the completion"
gives 2 help --format pdf
ok "no other format of help"
gives 2 list && talks "Usage: comity list"
ok "a missing argument shows the usage"
gives 2 add activity && silent
ok "add wants fields"
gives 2 rebuild x && talks "takes no argument"
ok "what takes no argument refuses one"
gives 2 set X title && talks 'is not FIELD=VALUE'
ok "set wants FIELD=VALUE"
gives 2 set X && talks "say which record"
ok "set wants a record and a field"
gives 2 add activity title && talks 'is not FIELD=VALUE'
ok "add wants FIELD=VALUE"
gives 2 list activity --limit 0 && talks "--limit is a number"
ok "a limit is checked"
gives 2 check-data --limit x && talks "--limit is a number"
ok "a limit is checked by each that takes one"
gives 2 review 806 --lang fr && talks "--lang is en or vi"
ok "a language is checked"
gives 2 list activity --limit && talks "wants N"
ok "an option without its value"
gives 0 kinds && says "activity" && says "commitment"
ok "kinds"
gives 0 kinds activity && says "term activity-type" && says "(required)"
ok "the fields of a kind"
gives 4 kinds nothing
ok "an unknown kind"

gives 4 list activity && silent && talks "comity init"
ok "without an office: not found, and how to make one"
gives 2 init && talks "which folder"
ok "init wants a folder"
gives 4 init "$work/bad" --pack atlantis && talks 'no pack "atlantis"' &&
	[ ! -e "$work/bad/comity.db" ]
ok "init with an unknown pack leaves nothing"
gives 0 init "$COMITY_OFFICE" --pack vietnam --name "Post in Vinh" &&
	silent && talks "Post in Vinh"
ok "init makes an office"
[ "$(stat -c %a "$COMITY_OFFICE/key")" = 600 ]
ok "only its owner reads the key"
gives 1 init "$COMITY_OFFICE" --pack vietnam && talks "already"
ok "init never writes over an office"
gives 0 verify && says "together"
ok "the new office verifies"
gives 4 list activity --office "$work/other" && talks "$work/other"
ok "--office goes before the environment"
gives 4 --office "$work/other" list activity && talks "$work/other"
ok "and may stand before the command"
gives 0 list partner --limit 5 --json
ok "a list of the new office"
finish
