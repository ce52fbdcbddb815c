# SPDX-License-Identifier: ISC
# Plenary. `make help` lists what there is to do.

V     ?= dev
CC     = gcc
B      = build/$(V)
SITE  ?= data/agendas
PREFIX ?= /usr/local
VERSION = 0.1.0

PACKAGES = yaml-0.1 sqlite3 libuv libcmark liburiparser libical

CSTD   = -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -I. -I$(B)/gen
WARN   = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	 -Wwrite-strings -Wpointer-arith -Wformat=2 -Wundef -Wimplicit-fallthrough
HARDEN = -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE \
	 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
LDHARD = -pie -Wl,-z,relro,-z,now,-z,noexecstack
DEPS_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
DEPS_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lmbedtls -lmbedx509 -lmbedcrypto -lm
OPT_dev     = -O1 -g
OPT_release = -O2 -g -DNDEBUG
OPT_asan    = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_cov     = -O0 -g --coverage
LD_asan     = -fsanitize=address,undefined
LD_cov      = --coverage
ifneq ($(filter asan cov,$(V)),)
HARDEN = -fPIE
endif
CFLAGS  = $(CSTD) $(WARN) $(WERROR) $(OPT_$(V)) $(HARDEN) $(DEPS_CFLAGS) $(EXTRA_CFLAGS)
LDFLAGS = $(LDHARD) $(LD_$(V)) $(EXTRA_LDFLAGS)

HOUSE  = core data ical gemini html
LIBSRC = $(wildcard $(HOUSE:%=%/*.c))
EMBED  = html_style
CLISRC = $(wildcard cli/*.c)
UNITS  = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))
GENOBJ = $(EMBED:%=$(B)/gen/%.o)
LIBOBJ = $(LIBSRC:%.c=$(B)/%.o) $(GENOBJ)
CLIOBJ = $(CLISRC:%.c=$(B)/%.o)

all: $(B)/plenary

$(B)/plenary: $(CLIOBJ) $(B)/libplenary.a
	$(CC) $(LDFLAGS) -o $@ $^ $(DEPS_LIBS)

$(B)/libplenary.a: $(LIBOBJ)
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: %.c Makefile | $(GENHDR)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# A file within the program: NAME.c has its bytes as NAME and their number as NAME_size. Say which
# file below and add NAME to EMBED.
$(B)/gen/html_style.c: html/style.css

$(EMBED:%=$(B)/gen/%.c): Makefile
	@mkdir -p $(@D)
	@{ printf '#include <stddef.h>\nextern const char $(basename $(@F))[];\nextern const size_t $(basename $(@F))_size;\n'; \
	  printf 'const char $(basename $(@F))[] = {\n'; \
	  od -An -v -tx1 $(filter-out Makefile,$^) | sed "s/ \(..\)/'\\\\x\1',/g"; \
	  printf '0};\nconst size_t $(basename $(@F))_size = sizeof $(basename $(@F)) - 1;\n'; } > $@

$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(CFLAGS) -c -o $@ $<

$(B)/unit/%: tests/unit/%.c tests/lib/tap.h $(B)/libplenary.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(B)/libplenary.a $(DEPS_LIBS)

units: $(UNITS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all units
