#!/bin/sh
# TAP: what programs ask and send: JSON, keys, ETags, OpenAPI. $COMITY names
# the program.
. test/http/http.inc
office --sample
serve http://

json='Content-Type: application/json'

send() { # send STATUS PATH JSON [CURL...]
	want=$1 path=$2 data=$3
	shift 3
	is "$want" "$path" -H "$json" -d "$data" "$@"
}

etag() { # etag PATH: the one of its answer
	get "$1" >"$dir/status" && tr -d '\r' <"$dir/head" |
		sed -n 's/^[Ee][Tt]ag: //p'
}

says() { # says FILTER WANT: of the JSON in the body
	got=$(jq -r "$1" "$dir/body") && [ "$got" = "$2" ] ||
		{ echo "got $got"; cat "$dir/body"; return 1; }
}

visit='{"partner":"AUS","type":"senior-visit","start":"2026-12-02","title":"Sent once"}'

added() {
	send 201 /activities/new "$visit" -H 'Idempotency-Key: k1' &&
		heads 'location: /activities/2026-' && jq -r .path "$dir/body" \
		>"$dir/first" && says '.undo | length > 0' true
}
ok 'a program adds a record' added

again() {
	send 201 /activities/new "$visit" -H 'Idempotency-Key: k1' &&
		says .path "$(cat "$dir/first")" && says .record ''
}
ok 'what is sent twice under one key is one record' again

alike() {
	send 409 /activities/new "$visit" && says .status 409 &&
		heads 'content-type: application/problem+json'
}
ok 'without a key it is asked whether it is another one' alike

wrong() {
	send 422 /activities/new '{"partner":"QQQ","type":"no"}' &&
		says '[.errors[].pointer] | sort | join(" ")' \
			'#/partner #/type'
}
ok 'what is wrong is told field by field' wrong

broken() {
	send 400 /activities/new '{"partner":' && says .status 400 &&
		send 400 /activities/new '["x"]' &&
		send 400 /activities/new '{"title":"a","title":"b"}' &&
		send 400 /activities/new '{"title":{"a":1}}'
}
ok 'what is no object of fields is refused' broken

record=$(cat "$dir/first")
unchanged() {
	tag=$(etag "$record.json") && [ -n "$tag" ] &&
		is 304 "$record.json" -H "If-None-Match: $tag" &&
		is 200 "$record.json?lang=vi" -H "If-None-Match: $tag" &&
		[ ! -s "$dir/nothing" ]
}
ok 'what has not changed is not sent again' unchanged

late() {
	tag=$(etag "$record.json") &&
		send 200 "$record/edit" '{"place":"Hue"}' -H "If-Match: $tag" &&
		send 409 "$record/edit" '{"place":"Vinh"}' \
			-H "If-Match: $tag" &&
		says '.errors[0].pointer' '#/place' &&
		is 200 "$record.json" -H "If-None-Match: $tag"
}
ok 'who was slower is told what stands now' late

undone() {
	send 200 "$record/edit" '{"place":"Vinh"}' &&
		undo=$(jq -r .undo "$dir/body") && send 200 "$undo" '{}'
}
ok 'a change is taken back' undone

proposed='{"partner":"AUS","type":"senior-visit","start":"2026-11-01","title":"Asked late"}'

decided() {
	send 201 /activities/new "$proposed" -H 'Idempotency-Key: k2' &&
		late=$(jq -r .path "$dir/body") &&
		is 200 "$late/approve.json" &&
		says '[.panels[].name] | join(" ")' \
			'asked word balance clashes weigh' &&
		send 422 "$late/approve" '{}' && says .status 422 &&
		send 200 "$late/approve" '{"g-0":"NO-ALLIANCE",
		"reason":"Agreed by telephone beforehand","by":"Director"}' &&
		is 200 "$late.json" && has 'Director' &&
		is 200 "$late/history.json" && has 'NO-ALLIANCE' &&
		has 'Agreed by telephone' && send 409 "$late/approve" '{}'
}
ok 'an override is approved with a reason, which the history has' decided

waiting() {
	is 200 /approvals.json && says '.panels[0].name' activity &&
		! has 'Asked late'
}
ok 'what is approved waits no more' waiting

foreign() {
	send 403 "$record/edit" '{"place":"X"}' -H 'Origin: http://x.test' &&
		send 403 "$record/edit" '{"place":"X"}' \
			-H 'Sec-Fetch-Site: cross-site'
}
ok 'a page of another site sends nothing' foreign

described() {
	is 200 /api/openapi.json && says .openapi 3.1.0 &&
		says '.paths["/{list}/new"].post."x-right"' add && is 200 /api
}
ok 'the addresses are described' described

echo "1..$n"
