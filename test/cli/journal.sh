#!/bin/sh
# verify, rebuild, dump: what the journal promises.
. test/cli/cli.inc

gives 0 init "$COMITY_OFFICE" --pack vietnam --sample &&
	talks "marked DEMO"
ok "an office with invented records"
gives 0 verify && says "internal"
ok "it verifies"
gives 0 verify --json && says '{"label":"public","records":'
ok "verify --json"
gives 0 dump
cp "$work/out" "$work/before"
[ "$(wc -l <"$work/before")" -gt 10000 ]
ok "dump"
gives 0 rebuild --compare && talks "fields a second"
ok "rebuild makes the same tables"
gives 0 dump && cmp -s "$work/out" "$work/before"
ok "to the byte"
gives 0 dump --clearance public &&
	[ "$(wc -l <"$work/out")" -lt "$(wc -l <"$work/before")" ]
ok "a dump of less for who may see less"
gives 0 list commitment --limit 1 && says "Demonstration"
ok "it is marked as a demonstration"

# One bit of a record, wherever it lies in the file.
gives 0 add organ name=Zebra code=ZEBRA --note quagga-note
ok "a record to spoil"
flip() { # flip TEXT: change its first byte everywhere in the database
	LC_ALL=C grep -abo "$1" "$COMITY_OFFICE/comity.db" | cut -d: -f1 |
		while read -r at; do
			printf Q | dd of="$COMITY_OFFICE/comity.db" bs=1 \
				seek="$at" conv=notrunc 2>"$work/dd"
		done
}
cp "$COMITY_OFFICE/comity.db" "$work/good.db"
flip quagga-note
gives 1 verify && silent && talks "public: record " &&
	talks "records before it are good"
ok "verify names the first bad record"
cp "$work/good.db" "$COMITY_OFFICE/comity.db"
gives 0 verify
ok "mended, it verifies again"

# One byte of what the tables, the indexes and the journal hold of one word.
places=0
missed=0
table=0
for at in $(LC_ALL=C grep -aob "Zebra" "$work/good.db" | cut -d: -f1); do
	cp "$work/good.db" "$COMITY_OFFICE/comity.db"
	printf Q | dd of="$COMITY_OFFICE/comity.db" bs=1 seek="$at" \
		conv=notrunc 2>"$work/dd"
	places=$((places + 1))
	gives 1 verify && silent || missed=$((missed + 1))
	talks "comity rebuild" && table=$at
done
[ $places -ge 3 ] && [ $missed -eq 0 ]
ok "a byte flipped anywhere a word stands is found"
cp "$work/good.db" "$COMITY_OFFICE/comity.db"
printf Q | dd of="$COMITY_OFFICE/comity.db" bs=1 seek="$table" conv=notrunc \
	2>"$work/dd"
gives 0 rebuild && gives 0 verify &&
	says "The tables say what the records say."
ok "rebuild mends the tables"
chmod 644 "$COMITY_OFFICE/key"
gives 1 add organ name=X && talks key
ok "a key that others may read is not used"
chmod 600 "$COMITY_OFFICE/key"
printf x >>"$work/x"
cp "$work/x" "$COMITY_OFFICE/comity.db"
gives 1 verify
ok "what is no database is refused"
finish
