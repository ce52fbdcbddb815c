# SPDX-License-Identifier: ISC
# Makes a script small: comments go, so do blanks beside signs, and the names that
# a line "// short: …" lists become a letter or two more. It knows strings in single quotes, without "\'", and takes
# what follows a "." for a key, which keeps its name.

function letter(n) {
	return n < 52 ? substr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", n + 1, 1) : "a" n;
}

# Code between two strings.
function code(s,    out, name, before) {
	gsub(/\.\.\./, "\001", s);
	for (out = ""; match(s, /[A-Za-z_$][A-Za-z0-9_$]*/); s = substr(s, RSTART + RLENGTH)) {
		name = substr(s, RSTART, RLENGTH);
		out = out substr(s, 1, RSTART - 1);
		before = substr(out, length(out));
		out = out ((name in short) && before != "." && before !~ /[0-9\\]/ ? short[name] : name);
	}
	out = out s;
	for (s = ""; match(out, / +/); out = substr(out, RSTART + RLENGTH)) {
		s = s substr(out, 1, RSTART - 1);
		if (substr(s, length(s)) ~ /[A-Za-z0-9_$]/ && substr(out, RSTART + 1, 1) ~ /[A-Za-z0-9_$]/)
			s = s " ";
	}
	s = s out;
	gsub(/\001/, "...", s);
	return s;
}

/^\/\/ short: / {
	for (i = 3; i <= NF; i++)
		short[$i] = letter(i - 3);
}

{
	sub(/ \/\/ .*/, "");
}

/^[ \t]*\/\// || /^[ \t]*$/ {
	next;
}

{
	sub(/^[ \t]+/, "");
	n = split($0, parts, "'");
	for (i = 1; i <= n; i++)
		all = all (i > 1 ? "'" : "") (i % 2 ? code(parts[i]) : parts[i]);
}

END {
	gsub(/;}/, "}", all);
	printf "%s", all;
}
