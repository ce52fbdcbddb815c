# SPDX-License-Identifier: ISC
# Plenary. `make help` lists what there is to do.

V       ?= dev
CC       = gcc
EC      ?=
B        = build/$(V)$(EC:%=-%)
SITE    ?= data/agendas
DEMO    ?= build/demo
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION  = 0.1.0
FUZZ_SECONDS ?= 60

PACKAGES = yaml-0.1 sqlite3 libuv libcmark liburiparser libical expat zlib libseccomp
# EC=nettle: Nettle multiplies points on elliptic curves for mbed TLS (gemini/ec_nettle.c).
ifneq ($(filter-out nettle,$(EC)),)
$(error EC is nettle or nothing; not '$(EC)')
endif
PACKAGES += $(EC:nettle=hogweed nettle gmp)
# Asked for at the first use, so that `make deps-build all` finds what it has just installed.
DEPS_CFLAGS = $(eval DEPS_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(DEPS_CFLAGS)
DEPS_LIBS   = $(eval DEPS_LIBS := $(shell pkg-config --libs $(PACKAGES)) \
	      -lmbedtls -lmbedx509 -lmbedcrypto -lm)$(DEPS_LIBS)

CSTD   = -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -I. -DPLENARY_VERSION='"$(VERSION)"'
WARN   = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	 -Wwrite-strings -Wpointer-arith -Wformat=2 -Wundef -Wimplicit-fallthrough
HARD   = -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
LDHARD = -pie -Wl,-z,relro,-z,now,-z,noexecstack
SAN    = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# The variants stand side by side under build/.
C_dev     = -O1 -g $(HARD)
C_release = -O2 -g $(HARD)
C_asan    = -O1 -g -fPIE $(SAN) -DPLENARY_INSTRUMENTED
C_cov     = -O0 -g -fPIE --coverage -DPLENARY_INSTRUMENTED
LD_asan   = $(SAN)
LD_cov    = --coverage
ifeq ($(filter dev release asan cov,$(V)),)
$(error V is one of dev, release, asan, cov; not '$(V)')
endif

CFLAGS  = $(CSTD) $(WARN) $(WERROR) $(C_$(V)) $(DEPS_CFLAGS) $(EXTRA_CFLAGS)
LDFLAGS = $(LDHARD) $(LD_$(V)) $(EXTRA_LDFLAGS)

# VERBOSE=1 shows the commands.
SAY = $(if $(VERBOSE),,@echo '  $(1)  $@';)

HOUSE  = core data ical gemini html
EC_OTHER = gemini/ec_$(if $(EC),library,nettle).c
LIBSRC = $(filter-out $(EC_OTHER),$(sort $(wildcard $(HOUSE:%=%/*.c))))
CLISRC = $(sort $(wildcard cli/*.c))
UNITS  = $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/*.c)))
STUBS  = $(patsubst tests/server/%.c,$(B)/server/%,$(sort $(wildcard tests/server/*.c)))
ICAL   = $(patsubst tests/ical/%.c,$(B)/readers/%,$(sort $(wildcard tests/ical/*.c)))
FUZZ   = $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
REPLAY = $(FUZZ:%=$(B)/replay/%)
SHELLS  = .ci/run .ci/deps .ci/debian13 .ci/nettle tests/lib/layers tests/lib/crowd tests/lib/demo tests/lib/scratch \
	  tests/lib/valgrind \
	  tests/bench/run tests/bench/weights tests/web/shots $(shell grep -l '^\#!/bin/sh' tests/*/*.t)
SCRIPTS = $(sort $(wildcard tests/*/*.t))
GOLDEN  = $(patsubst tests/unit/%.c,$(B)/unit/%,$(shell grep -l tests/lib/golden.h tests/unit/*.c))
ALLC   = $(LIBSRC) $(CLISRC) $(wildcard tests/*/*.c)
ALLH   = $(wildcard $(HOUSE:%=%/*.h) cli/*.h tests/*/*.h)

STYLES = frame agenda day
TEMPLATES = site conference forum webinar side_event call
EMBED  = html_style html_print html_preview html_site data_schema data_places $(TEMPLATES:%=template_%)
LOCALES = $(sort $(wildcard data/locales/*.yaml))
EMBSRC = $(EMBED:%=$(B)/gen/%.c)
GENSRC = $(EMBSRC) $(B)/gen/locales.c
GENOBJ = $(GENSRC:.c=.o)
LIBOBJ = $(LIBSRC:%.c=$(B)/%.o) $(GENOBJ)
CLIOBJ = $(CLISRC:%.c=$(B)/%.o)
LIB    = $(B)/libplenary.a

all: $(B)/plenary ## build build/dev/plenary (V=release, asan or cov for others; EC=nettle)

$(B)/plenary: $(CLIOBJ) $(LIB) | $(B)/layers
	$(call SAY,LD)$(CC) $(LDFLAGS) -o $@ $(CLIOBJ) $(LIB) $(DEPS_LIBS)

$(LIB): $(LIBOBJ)
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# A file within the program: NAME.c has its bytes, but for the first line, which names the licence, as
# NAME and their number as NAME_size. Say which file below and add NAME to EMBED.
$(B)/gen/html_style.c: $(B)/gen/style.css
$(B)/gen/html_print.c: $(B)/gen/print.css
$(B)/gen/html_preview.c: $(B)/gen/preview.css
$(B)/gen/data_schema.c: data/schema.sql
$(B)/gen/data_places.c: data/places.txt
$(foreach t,$(TEMPLATES),$(eval $(B)/gen/template_$(t).c: data/templates/$(subst _,-,$(t)).yaml))

# The parts of the style sheet in one, without what only we read.
STYLE = $(STYLES:%=html/style/%.css)
$(B)/gen/style.css: $(STYLE) html/style/small.sed Makefile
	@mkdir -p $(@D)
	@{ echo; cat $(STYLE) | sed -f html/style/small.sed | tr -d '\n' | sed 's|;}|}|g'; echo; } > $@

$(B)/gen/preview.css: html/preview.css html/style/small.sed Makefile
	@mkdir -p $(@D)
	@{ echo; tail -n +2 html/preview.css | sed -f html/style/small.sed; } > $@
PAPER = html/style/print.css html/style/sheets.css
$(B)/gen/print.css: $(PAPER) html/style/small.sed Makefile
	@mkdir -p $(@D)
	@{ echo; cat $(PAPER) | sed -f html/style/small.sed | tr -d '\n' | sed 's|;}|}|g'; echo; } > $@

# The script in small, as an expression: html/html_script.c calls it.
$(B)/gen/html_site.c: $(B)/gen/site.js
$(B)/gen/site.js: html/site.js html/small.awk Makefile
	@mkdir -p $(@D)
	@{ echo; awk -f html/small.awk html/site.js; } > $@

$(EMBSRC): Makefile
	@mkdir -p $(@D)
	@{ printf '#include <stddef.h>\nextern const char $(basename $(@F))[];\nextern const size_t $(basename $(@F))_size;\n'; \
	  printf 'const char $(basename $(@F))[] = {\n'; \
	  tail -n +2 $(filter-out Makefile,$^) | od -An -v -tx1 | sed "s/ \(..\)/'\\\\x\1',/g"; \
	  printf '0};\nconst size_t $(basename $(@F))_size = sizeof $(basename $(@F)) - 1;\n'; } > $@

# The catalogues, by the macro WORDS of the header.
$(B)/gen/locales.c: data/locales/tables.awk core/words.h $(LOCALES) Makefile
	@mkdir -p $(@D)
	@awk -f data/locales/tables.awk core/words.h $(LOCALES) > $@

$(B)/gen/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) -c -o $@ $<

$(UNITS): $(B)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(LIB) $(DEPS_LIBS)

# They take what they need of cli/, too.
$(B)/libcli.a: $(CLIOBJ)
	@rm -f $@
	@ar rcs $@ $^

$(STUBS): $(B)/server/%: tests/server/%.c $(B)/libcli.a $(LIB)
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(B)/libcli.a $(LIB) $(DEPS_LIBS)

$(ICAL): $(B)/readers/%: tests/ical/%.c $(B)/libcli.a $(LIB)
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(B)/libcli.a $(LIB) $(DEPS_LIBS)

$(REPLAY): $(B)/replay/%: tests/fuzz/%.c tests/lib/replay.c $(LIB)
	@mkdir -p $(@D)
	$(call SAY,CC)$(CC) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< tests/lib/replay.c $(LIB) $(DEPS_LIBS)

# The include rules of the house: a wrong arrow is a failed build.
$(B)/layers: tests/lib/layers $(LIBSRC) $(CLISRC) $(ALLH)
	@mkdir -p $(@D)
	@tests/lib/layers .
	@touch $@

units: $(UNITS) $(STUBS) $(ICAL) $(REPLAY)

# ---- what a newcomer runs ----

demo: deps-build ## install what is missing, publish the example site and serve it (SITE=folder PORT=1965)
	@$(MAKE) --no-print-directory all
	@tests/lib/demo $(B)/plenary $(SITE) $(DEMO)

test: deps-test ## install what is missing, build, and pass all tests
	@$(MAKE) --no-print-directory check

# ---- tests ----

PROVE = TMPDIR=$$(tests/lib/scratch) PLENARY=$(CURDIR)/$(B)/plenary BUILD=$(CURDIR)/$(B) prove -e '' $(PROVEFLAGS)

check: all units ## all tests, nothing installed
	$(PROVE) $(UNITS) $(SCRIPTS)

agreement: all $(ICAL) ## every calendar of every site, read by seven other programs
	AGREEMENT=all $(PROVE) tests/ical/agreement.t

replay: $(REPLAY) ## replay the fuzz corpora
	BUILD=$(CURDIR)/$(B) prove -e '' $(PROVEFLAGS) tests/fuzz/replay.t

golden: units ## write what the tests want anew, to be looked at in the diff
	BUILD=$(CURDIR)/$(B) GOLDEN_WRITE=1 prove -e '' $(GOLDEN)
	git diff --stat -- tests/golden

asan: ## all tests under AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory V=asan check

# All zones over all years, libical's search in hostile rules, a thousand imports: minutes under
# valgrind, and asan runs them too.
VALGRIND_SKIP = tz_libc vtimezone ical_import ical_told

valgrind: units ## the unit tests under valgrind
	BUILD=$(CURDIR)/$(B) prove $(PROVEFLAGS) -e tests/lib/valgrind \
	    $(filter-out $(VALGRIND_SKIP:%=$(B)/unit/%),$(UNITS))

coverage: need-gcovr ## line coverage of the unit and whole-program tests
	@$(MAKE) --no-print-directory V=cov check
	gcovr --root . --exclude 'tests/' --object-directory build/cov --print-summary \
	    --txt build/cov/coverage.txt

fuzz: need-clang $(FUZZ:%=build/fuzz/%) ## fuzz each target for FUZZ_SECONDS (needs clang)
	@for t in $(FUZZ); do mkdir -p build/fuzz/corpus/$$t; \
	    build/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=512 \
	    build/fuzz/corpus/$$t tests/fuzz/corpus/$$t || exit 1; done

build/fuzz/%: tests/fuzz/%.c $(LIBSRC) $(ALLH) $(GENSRC)
	@mkdir -p $(@D)
	clang $(CSTD) -O1 -g -fsanitize=fuzzer,address,undefined $(DEPS_CFLAGS) -o $@ $< $(LIBSRC) \
	    $(GENSRC) $(DEPS_LIBS)

need-%:
	@command -v $* >/dev/null || { echo "$* is missing: apt-get install $*" >&2; exit 1; }

# ---- the code's own order ----

layers: ## check who includes whom
	tests/lib/layers .

headers: $(ALLH:%=$(B)/headers/%.ok) ## each header stands alone

$(B)/headers/%.ok: % $(ALLH)
	@mkdir -p $(@D)
	@$(CC) $(CSTD) $(WARN) -Wno-unused-function -Werror $(DEPS_CFLAGS) -x c -c -o /dev/null $<
	@touch $@

lint: need-mandoc need-shellcheck need-clang need-clang-format headers layers ## headers, layers, manual pages, shell, clang warnings, formatting
	@! mandoc -Tlint -Wstyle cli/plenary.1 data/plenary-agenda.5 | \
	    grep -v 'referenced manual not found: Xr plenary'
	shellcheck -x -P SCRIPTDIR $(SHELLS)
	clang $(CSTD) $(WARN) -Werror $(DEPS_CFLAGS) -fsyntax-only $(ALLC)
	clang-format --dry-run -Werror $(ALLC) $(EC_OTHER) $(ALLH)

format: need-clang-format ## format the C sources in place
	clang-format -i $(ALLC) $(EC_OTHER) $(ALLH)

bench-sizes: ## measure check and publish of sites from 100 to 10,000 sessions
	@$(MAKE) --no-print-directory V=release all build/release/bench
	tests/bench/run build/release/plenary build/release/bench sizes

bench-weights: all ## measure what a browser loads, of a large day and of the site that ships
	tests/bench/run $(B)/plenary $(B)/plenary weights

shots: all ## take pictures of the main pages, at three widths, in light, in dark and on paper: build/shots
	tests/web/shots $(B)/plenary build/shots

SOAK ?= 200000
soak: ## ask the server SOAK times, and see that memory and descriptors stay flat
	@$(MAKE) --no-print-directory V=release all
	TMPDIR=$$(tests/lib/scratch) PLENARY=$(CURDIR)/build/release/plenary tests/bench/soak $(SOAK)

bench: ## measure, side by side with named yardsticks
	@$(MAKE) --no-print-directory V=release all build/release/bench
	tests/bench/run build/release/plenary build/release/bench

$(B)/bench: $(sort $(wildcard tests/bench/*.[ch])) $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LIB) $(DEPS_LIBS)

compile_commands.json: export COMPILE = $(subst ",\",$(CC) $(CSTD) $(WARN) $(DEPS_CFLAGS) -c)
compile_commands.json: Makefile $(ALLC) ## for clangd
	@{ echo '['; sep=; for c in $(ALLC); do \
	    printf '%s{"directory":"%s","file":"%s","command":"%s %s"}\n' \
	    "$$sep" '$(CURDIR)' "$$c" "$$COMPILE" "$$c"; sep=,; done; echo ']'; } > $@

# ---- installing and shipping ----

deps-build: ## install what building needs (Debian 12 or 13)
	@.ci/deps build

deps-test: ## install what the tests need too
	@.ci/deps test

install: $(B)/plenary ## install under PREFIX (use V=release)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/plenary/agendas
	install -m 755 $(B)/plenary $(DESTDIR)$(PREFIX)/bin/plenary
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(B)/plenary completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/plenary
	$(B)/plenary completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_plenary
	$(B)/plenary completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/plenary.fish
	install -m 644 cli/plenary.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 data/plenary-agenda.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 data/agendas/*.yaml $(DESTDIR)$(PREFIX)/share/plenary/agendas/
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d
	sed 's|@BIN@|$(PREFIX)/bin|' data/systemd/plenary.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/plenary.service
	chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/plenary.service
	install -m 644 data/systemd/plenary.socket $(DESTDIR)$(PREFIX)/lib/systemd/system/
	install -m 644 data/systemd/plenary.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/plenary.conf

dist: ## plenary-VERSION.tar.gz of what is committed
	@mkdir -p build
	git archive --prefix=plenary-$(VERSION)/ -o build/plenary-$(VERSION).tar.gz HEAD

distcheck: dist ## build and unit-test the tarball, and install it to a scratch folder
	rm -rf build/distcheck && mkdir -p build/distcheck
	tar -xzf build/plenary-$(VERSION).tar.gz -C build/distcheck
	$(MAKE) -C build/distcheck/plenary-$(VERSION) all units
	cd build/distcheck/plenary-$(VERSION) && prove -e '' $(UNITS:$(B)/%=build/dev/%)
	$(MAKE) -C build/distcheck/plenary-$(VERSION) V=release all
	$(MAKE) -C build/distcheck/plenary-$(VERSION) V=release install DESTDIR=$(CURDIR)/build/distcheck/root
	build/distcheck/root$(PREFIX)/bin/plenary check build/distcheck/root$(PREFIX)/share/plenary/agendas

clean: ## remove build/
	rm -rf build compile_commands.json

help: ## this list
	@sed -n 's/^\([a-z_.-]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 24

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all units demo test check agreement replay golden asan valgrind coverage fuzz layers headers lint format \
    bench bench-sizes bench-weights soak shots deps-build deps-test install dist distcheck clean help
.DELETE_ON_ERROR:
