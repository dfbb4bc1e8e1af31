# Comity. `make` builds build/release/comity; HACKING.md names every target.
V ?= release
PREFIX ?= /usr/local
ifeq ($(origin CC),default)
CC := gcc
endif
B := build/$(V)$(if $(findstring clang,$(CC)),-clang)

PKGS := sqlite3 libsodium libmicrohttpd jansson libcmark-gfm libxml-2.0 libzip gmime-3.0 liboath libqrencode xlsxwriter pangocairo zlib
STD := -std=c17 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -fno-common
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 \
	-Wimplicit-fallthrough -Wswitch-enum -Wdouble-promotion \
	-Wnull-dereference -Wunused-macros
ifneq ($(findstring clang,$(CC)),)
WARN += -Wcomma -Wassign-enum -Wconditional-uninitialized -Wcast-align \
	-Wmissing-variable-declarations -Wunreachable-code \
	-Wextra-semi-stmt -Wloop-analysis
else
WARN += -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wformat-signedness -Wjump-misses-init -Wcast-align=strict \
	-Warith-conversion -Wstack-usage=16384
endif
ifdef WERROR
WARN += -Werror
endif

OPT_debug := -O0 -g3
OPT_asan := -O1 -g3 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
ifneq ($(findstring clang,$(CC)),)
OPT_asan += -fsanitize=implicit-conversion,local-bounds,float-divide-by-zero
else
# gcc's own manual: with sanitizers the first has false positives; the second
# would count their red zones.
OPT_asan += -Wno-maybe-uninitialized -Wno-stack-usage
endif
# The searching fuzzer sees every branch; the rest is as in asan.
OPT_fuzz = $(OPT_asan) -fsanitize=fuzzer-no-link
OPT_cov := -O0 -g3 --coverage
OPT_release := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection -fPIE -pie \
	-Wl,-z,relro,-z,now,-z,noexecstack
ifeq ($(findstring clang,$(CC)),)
OPT_release += -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
endif

CFLAGS := $(STD) $(WARN) $(OPT_$(V)) -Isrc -I$(B) \
	-ffile-prefix-map=$(CURDIR)/= $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS)))
# SQLite is linked in, as measured in doc/dependencies.md; the rest is shared.
LIBS := -Wl,-Bstatic -lsqlite3 -Wl,-Bdynamic -lcsv -lcmark-gfm-extensions \
	$(filter-out -lsqlite3,$(shell pkg-config --libs $(PKGS))) -lm

# FLOORS="base world" builds and tests only the lower floors.
FLOORS ?= $(shell cat src/LAYERS)
SRC := $(sort $(foreach f,$(FLOORS),$(wildcard src/$f/*.c)))
OBJ := $(SRC:src/%.c=$(B)/%.o) $(B)/assets.o $(B)/tr_rows.o
ROOMS := $(B)/rooms.a
LIBOBJ := $(patsubst test/lib/%.c,$(B)/test/lib/%.o,$(sort $(wildcard test/lib/*.c)))
TESTLIB := $(B)/testlib.a
TESTS := $(patsubst test/%.c,$(B)/test/%,$(sort $(wildcard test/unit/*.c \
	test/table/*.c test/golden/*.c test/kind/*.c test/fault/*.c \
	test/crash/*.c test/sim/*.c)))
FUZZ := $(patsubst test/fuzz/%.c,$(B)/fuzz/%,$(sort $(wildcard test/fuzz/fuzz_*.c)))
BENCH := $(patsubst bench/%.c,$(B)/bench/%,$(sort $(wildcard bench/*.c)))
ASSETS := $(sort $(shell find kinds packs web -type f ! -name '.*' 2>/dev/null))

# make VERBOSE=1 shows the commands.
say = @$(if $(VERBOSE),:,printf '%-6s %s\n' $(1) $@)
Q := $(if $(VERBOSE),,@)

all: $(B)/comity

$(B)/comity: $(OBJ)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# Kinds, packs and the web files are part of the program: one file runs alone.
$(B)/embed: tool/embed.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(STD) $(WARN) -O1 -o $@ $<

# A test takes from the archive only what it calls.
$(ROOMS): $(filter-out $(B)/cmd/main.o,$(OBJ))
	$(Q)rm -f $@ && ar rcsD $@ $^

$(B)/assets.list: FORCE
	@mkdir -p $(@D)
	@echo $(ASSETS) | cmp -s - $@ || echo $(ASSETS) >$@

$(B)/assets.c: $(B)/embed $(B)/assets.list $(ASSETS)
	$(call say,EMBED)
	$(Q)$(B)/embed $(ASSETS) >$@.new && mv $@.new $@

$(B)/assets.o: $(B)/assets.c
	$(call say,CC)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

# Every sentence has its Vietnamese, or nothing is built; TR=warn names what is
# missing and goes on.
export TR
$(B)/mo: tool/mo.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(STD) $(WARN) -O1 -o $@ $<

$(B)/vi.mo: po/vi.po tool/tr.sh $(wildcard src/*/*.[ch] kinds/*.kind \
		packs/*/label.csv packs/*/*.coded)
	@mkdir -p $(@D)
	$(call say,PO)
	$(Q)tool/tr.sh src $< $@.new && mv $@.new $@

$(B)/tr_rows.c: $(B)/mo $(B)/vi.mo
	$(Q)$(B)/mo $(B)/vi.mo >$@.new
	$(Q)cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(B)/tr_rows.o: $(B)/tr_rows.c
	$(call say,CC)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(B)/test/lib/%.o: test/lib/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CFLAGS) -Itest -MMD -MP -c -o $@ $<

$(TESTLIB): $(LIBOBJ)
	$(Q)rm -f $@ && ar rcsD $@ $^

$(B)/test/%: test/%.c $(TESTLIB) $(ROOMS)
	@mkdir -p $(@D)
	$(call say,TEST)
	$(Q)$(CC) $(CFLAGS) -Itest -MMD -MP -MF $@.d -o $@ $< $(TESTLIB) $(ROOMS) \
		-lcmocka $(LIBS)

# gcc replays the corpus; clang links the same file with libFuzzer.
$(B)/fuzz/%: test/fuzz/%.c test/fuzz/replay.c $(ROOMS)
	@mkdir -p $(@D)
	$(call say,FUZZ)
	$(Q)$(CC) $(CFLAGS) -Itest -Wno-missing-prototypes -o $@ $< \
		test/fuzz/replay.c $(ROOMS) $(LIBS)

# make fuzz-X: search for new inputs for twenty seconds, or SECONDS=n.
fuzz-%:
	$(MAKE) CC=clang V=fuzz B=$(if $(filter file,$(origin B)),build,$(B))/fuzz live-$*

live-%: test/fuzz/fuzz_%.c $(ROOMS)
	@mkdir -p $(B)/corpus/$*
	$(CC) $(CFLAGS) -Itest -Wno-missing-prototypes -fsanitize=fuzzer \
		-o $(B)/live_$* $< $(ROOMS) $(LIBS)
	$(B)/live_$* -max_total_time=$(or $(SECONDS),20) -print_final_stats=1 \
		-artifact_prefix=$(B)/ $(B)/corpus/$* test/fuzz/corpus/$*

tests: $(TESTS) $(FUZZ)

test: all tests
	tool/test.sh $(B)

# Golden files are rewritten; read the difference before it is committed.
accept: all tests
	ACCEPT=1 tool/test.sh $(B)

tidy: all
	tool/tidy.sh $(B)

check:
	./check

cov:
	$(MAKE) V=cov test
	tool/cov.sh build/cov

$(B)/bench/%: bench/%.c $(TESTLIB) $(ROOMS)
	@mkdir -p $(@D)
	$(call say,BENCH)
	$(Q)$(CC) $(CFLAGS) -Itest -o $@ $< $(TESTLIB) $(ROOMS) -lcmocka $(LIBS)

# What passes the door of the store, said to PostgreSQL; see doc/portable.md.
DOOR := db_run db_query db_compose db_get_int db_get_text
$(B)/portable/print_sql: test/portable/print_sql.c $(TESTLIB) $(ROOMS)
	@mkdir -p $(@D)
	$(call say,TEST)
	$(Q)$(CC) $(CFLAGS) -Itest $(DOOR:%=-Wl,--wrap=%) -o $@ $< $(TESTLIB) \
		$(ROOMS) -lcmocka $(LIBS)

portable: $(B)/portable/print_sql
	test/portable/portable.sh $<

# Where the headers of the libraries are, told to clang-tidy.
HEADERS = $(patsubst -I%,--extra-arg=-isystem%,$(filter -I%,$(shell \
	pkg-config --cflags $(PKGS))))
headers:
	@echo $(HEADERS)

# clang's analyser over every file: some four minutes on two cores. Left out:
# what wants Annex K, which glibc lacks; a mistake of clang 14 about va_list;
# padding, because a table's columns stand in the order people read them.
ANALYSE := -*,clang-analyzer-*,-clang-analyzer-valist.Uninitialized
ANALYSE := $(ANALYSE),-clang-analyzer-optin.performance.Padding
ANALYSE := $(ANALYSE),-clang-analyzer-security.insecureAPI.$(strip \
	)DeprecatedOrUnsafeBufferHandling
analyse:
	find src tool -name '*.c' | sort | xargs -P2 -n3 clang-tidy --quiet \
		$(HEADERS) \
		--warnings-as-errors='*' --checks='$(ANALYSE)'

# Every page in every state, in a browser: some minutes; ./check has a slice.
browser: all
	COMITY=$(abspath $(B))/comity MATRIX=full test/browser/run.sh

bench: all $(BENCH)
	bench/run.sh $(B)

# The map of the world, made anew from the packages that are pinned; what it
# makes is checked in, so that the program is built without it.
map:
	@mkdir -p $(B)/map
	cp tool/map/package.json tool/map/package-lock.json $(B)/map/
	cd $(B)/map && npm ci --no-audit --no-fund
	node tool/map/world.mjs . $(abspath $(B)/map)

install: all
	install -D -m 755 $(B)/comity $(DESTDIR)$(PREFIX)/bin/comity

clean:
	rm -rf build

.PHONY: all tests test accept tidy browser check headers analyse cov portable \
	bench map install clean FORCE
.SECONDARY:
-include $(OBJ:.o=.d) $(LIBOBJ:.o=.d) $(TESTS:=.d)
