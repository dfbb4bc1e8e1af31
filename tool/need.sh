#!/bin/sh
# tool/need.sh GROUP...: make sure that the Debian packages of the groups are
# there, and say which one is for what before anything is installed. Groups:
# build, test, browser, bench. Uses sudo when not root. Asks nothing.
set -eu

# package | group | why (doc/dependencies.md has licences and rivals)
table='
gcc|build|the compiler
libc6-dev|build|the C library to compile against
make|build|follows the Makefile
pkg-config|build|finds the flags of the libraries
gettext|build|holds the Vietnamese of what the program says
libsqlite3-dev|build|the store of the journal and of everything computed
libsodium-dev|build|signatures, hashes, passwords
libmicrohttpd-dev|build|the HTTP server
libjansson-dev|build|JSON that comes in
libcmark-gfm-dev|build|reads Markdown documents
libcmark-gfm-extensions-dev|build|the tables in Markdown documents
libxml2-dev|build|reads HTML and XML documents
libgmime-3.0-dev|build|reads mails and what is attached to them
poppler-utils|build|pdftotext, which reads PDF documents
libcsv-dev|build|reads CSV tables
liboath-dev|build|the codes of the second factor
libqrencode-dev|build|draws the code that a telephone reads
zlib1g-dev|build|reads compressed files as they come
libzip-dev|build|unpacks workbooks and documents, packs the whole export
libxlsxwriter-dev|build|writes tables as workbooks of Excel
libpango1.0-dev|build|writes briefs and reviews as PDF, through cairo
fonts-noto-core|build|the letters of those PDFs, Vietnamese ones included
clang|test|the second compiler
libclang-rt-14-dev|test|its sanitizers
clang-tidy|test|static analysis
cppcheck|test|static analysis, another view
libcmocka-dev|test|the frame of the unit tests
curl|test|talks to the real program in the HTTP tests
jq|test|reads the answers of the API in the HTTP tests
libxml2-utils|test|checks that feeds are XML
sqlite3|test|looks into the store from outside
nodejs|browser|runs the browser tests
npm|browser|fetches playwright-core and axe-core
chromium|browser|the browser
mawk|bench|the rival of reading coded files
sqlite3|bench|another
wrk|bench|asks for pages as fast as it can
fossil|bench|what pages are compared with
'

say_missing() {
	for group in "$@"; do
		echo "$table" | grep "|$group|"
	done | sort -u -t'|' -k1,1 | while IFS='|' read -r package _ why; do
		status=$(dpkg-query -W -f '${db:Status-Status}' "$package" \
			2>/dev/null || true)
		# A tool that is there without its package is fine too.
		[ "$status" = installed ] ||
			{ [ "${package%-dev}" = "$package" ] &&
			command -v "$package" >/dev/null; } ||
			echo "$package|$why"
	done
}

for group in "$@"; do
	echo "$table" | grep -q "|$group|" || {
		echo "need.sh: there is no group $group" >&2
		exit 2
	}
done
if ! command -v dpkg-query >/dev/null; then
	echo "This is no Debian system, so nothing is installed. Needed are:"
	echo "$table" | grep . | awk -F'|' '{ printf "  %-28s %s\n", $1, $3 }'
	exit 0
fi

missing=$(say_missing "$@")
[ -n "$missing" ] || exit 0
echo "These packages are missing and will be installed:"
echo "$missing" | awk -F'|' '{ printf "  %-28s %s\n", $1, $2 }'

as_root=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "You are not root and there is no sudo. As root, run:" >&2
		echo "  apt-get install -y $(echo "$missing" | cut -d'|' -f1 |
			paste -sd' ')" >&2
		exit 1
	fi
	as_root=sudo
fi

# shellcheck disable=SC2046 # one argument a package
install() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
		--no-install-recommends $(echo "$missing" | cut -d'|' -f1) \
		</dev/null
}

# A fresh machine has no lists of packages, and an old one stale lists.
if [ -z "$(find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null |
	head -n 1)" ] || ! install; then
	$as_root apt-get update -q </dev/null
	install
fi
