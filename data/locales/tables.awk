# SPDX-License-Identifier: ISC
# Makes the catalogues into constants of C: awk -f tables.awk core/words.h data/locales/*.yaml
# Of YAML it knows one line a word, `key: plain text` or `key: "quoted \" and \\"`, comments and
# empty lines. Anything else, a key that core/words.h has not or one that is there twice fails.

function fail(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
	failed = 1
	exit 1
}

# The keys of the words stand in the macro WORDS.
function learn_words(s,    counted, forms, i, nforms, parts) {
	nforms = split("zero one two few many", forms)
	gsub(/[ \t\\]+/, " ", s)
	while (match(s, /X[(,] ?[A-Z][A-Z0-9_]*, "[a-z0-9-]+"/)) {
		counted = substr(s, RSTART + 1, 1) == ","
		split(substr(s, RSTART + 2, RLENGTH - 2), parts, ", ")
		sub(/^ /, "", parts[1])
		gsub(/"/, "", parts[2])
		name[parts[2]] = parts[1]
		if (counted)
			for (i = 1; i <= nforms; i++)
				name[parts[2] "-" forms[i]] = parts[1] "_" toupper(forms[i])
		s = substr(s, RSTART + RLENGTH)
	}
}

function unquote(s,    c, i, out) {
	if (length(s) < 2 || substr(s, length(s)) != "\"")
		fail("close the quotation mark at the end of the line")
	s = substr(s, 2, length(s) - 2)
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\"")
			fail("write \\\" for a quotation mark within quotation marks")
		if (c == "\\") {
			c = substr(s, ++i, 1)
			if (c != "\"" && c != "\\")
				fail("only \\\" and \\\\ are known after a backslash")
		}
		out = out c
	}
	return out
}

function plain(s) {
	if (index("-?:,[]{}#&*!|>'%@`", substr(s, 1, 1)) || s ~ /: / || s ~ / #/ || s ~ /:$/)
		fail("put the text between quotation marks, \"like this\"")
	return s
}

function c_string(s,    c, i, out) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (index("\\\"?", c) ? "\\" : "") c
	}
	return "\"" out "\""
}

function begin_catalogue(    lang) {
	if (n > 0)
		printf "};\n\n"
	lang = FILENAME
	sub(/.*\//, "", lang)
	sub(/\.yaml$/, "", lang)
	if (lang !~ /^[a-z][a-z][a-z]?(-[A-Za-z0-9]+)*$/)
		fail("name the file by its language: fr.yaml")
	langs[++n] = lang
	printf "static const char *const words_%d[WORD_COUNT] = {\n", n
}

BEGIN {
	print "#include \"core/locales.h\"\n#include \"core/words.h\"\n"
}

FILENAME ~ /\.h$/ {
	if (/define WORDS\(X\)/)
		inside = 1
	if (/^enum word/)
		inside = 0
	# Joined with the line before: a long text begins on a line of its own.
	if (inside)
		header = header " " $0
	next
}

FNR == 1 {
	if (header != "")
		learn_words(header)
	header = ""
	begin_catalogue()
}

/^#/ || /^$/ { next }

{
	if (!match($0, /^[a-z0-9-]+: /))
		fail("write one word a line: `key: text`")
	key = substr($0, 1, RLENGTH - 2)
	text = substr($0, RLENGTH + 1)
	if (/[\t\r]/ || text ~ /^ / || text ~ / $/ || text == "")
		fail("one space between key and text, none after it, no tab")
	if (!(key in name))
		fail("core/words.h has no word '" key "'")
	if ((n, key) in seen)
		fail("'" key "' is there twice")
	seen[n, key] = 1
	text = substr(text, 1, 1) == "\"" ? unquote(text) : plain(text)
	printf "\t[WORD_%s] = %s,\n", name[key], c_string(text)
}

END {
	if (failed)
		exit 1
	if (n > 0)
		print "};\n"
	print "const struct locale locales[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{\"%s\", words_%d},\n", langs[i], i
	print "\t{NULL, NULL}};"
}
