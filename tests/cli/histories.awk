# SPDX-License-Identifier: ISC
# One random history of a site, for histories.t; needs `seed`, `steps` and `dir`.
# DIR/N/ is what step N does: it has site/*.yaml to publish, or `back`, the revision to go back to;
# `want` has a line for each session that is on after it: its time and its title.
# A title is never another session's, so that by it a session is known whatever its id is. Each
# fourth history gives ids that were given up to new sessions, and never goes back: what has such an
# id when that is undone is what its entry goes on as.

function rnd(n) { # own, for those of awks differ
	state = (state * 16807) % 2147483647
	return int(state / 7) % n
}

function fresh(prefix) { return prefix (++names) }

function add(e) {
	n++
	event[n] = e
	id[n] = pub_id[n] = fresh("s")
	pub_event[n] = event_id[e]
	on[n] = there[n] = 1
	is_out[n] = 0
	slot[n] = rnd(60)
	was[n] = ""
}

function any(  i, k) { # a session that is there, 0 if none
	for (k = 0; k < 20; k++)
		if (there[i = 1 + rnd(n)])
			return i
	return 0
}

# What a session was called when it was last out, if it is called otherwise now.
function mark(i) {
	if (!is_out[i])
		was[i] = ""
	else if (pub_event[i] != event_out[event[i]])
		was[i] = pub_event[i] "/" pub_id[i]
	else if (pub_id[i] != id[i])
		was[i] = pub_id[i]
}

function rename(i) { if (i) id[i] = fresh("s") }

function edit(  i, j, k, what) {
	what = rnd(13)
	i = any()
	if (what == 0)
		add(rnd(3))
	else if (what <= 2)
		rename(i)
	else if (what <= 4 && i) {
		event[i] = rnd(3)
		if (rnd(2))
			rename(i)
	} else if (what == 5) {
		event_id[rnd(3)] = fresh("e")
	} else if (what == 6 && i) { # split
		add(event[i])
		slot[n] = slot[i]
	} else if (what == 7 && n > 4 && i) { # removed, or merged with another
		there[i] = 0
	} else if (what == 8) { # back again, under the id that it had
		i = 1 + rnd(n)
		there[i] = 1
	} else if (what == 9 && i) {
		on[i] = !on[i]
	} else if (what == 10 && i) {
		slot[i] = rnd(60)
	} else if (what == 11) { # swap of slots
		j = any()
		if (i && j) {
			k = slot[i]; slot[i] = slot[j]; slot[j] = k
		}
	} else if (what == 12 && nfreed && seed % 4 == 0) { # takes an id that was given up
		k = 1 + rnd(nfreed)
		for (j = 1; j <= n; j++)
			if (pub_id[j] == freed_id[k])
				return # not while something has it
		add(freed_event[k])
		id[n] = freed_id[k]
	}
}

function title(i) { return "Title " i }

function time(i) { return sprintf("%02d:%02d", 8 + slot[i] % 10, int(slot[i] / 20) * 20) }

function day(i) { return 14 + int(slot[i] / 10) % 2 }

function write(to,  e, d, i, f) {
	system("mkdir -p " to "/site")
	f = to "/site/site.yaml"
	print "title: Example Commons\nhost: example.org\nlanguages: [en]" >f
	print "timezone: Europe/Berlin" >f
	close(f)
	for (e = 0; e < 3; e++) { # a file's name says nothing
		f = to "/site/" (rnd(2) ? event_id[e] : "file" e) ".yaml"
		print "event: " event_id[e] "\nkind: conference\ntitle: Event " e >f
		print "dates: 2031-05-14 to 2031-05-15" >f
		if (event_id[e] != event_out[e] && event_out[e] != "")
			event_was[e] = event_out[e]
		if (event_was[e] != "")
			print "was: " event_was[e] >f
		print "agenda:" >f
		for (d = 14; d <= 15; d++) {
			print "  2031-05-" d ":" >f
			print "    - {id: stays-" d ", at: 07:00, for: 10m," >f
			print "       title: Stays " e " " d ", abstract: Step " step "}" >f
			for (i = 1; i <= n; i++)
				if (there[i] && event[i] == e && day(i) == d) {
					mark(i)
					printf "    - {id: %s, at: \"%s\", for: 20m", id[i], time(i) >f
					printf ", title: %s", title(i) >f
					printf "%s", was[i] == "" ? "" : ", was: " was[i] >f
					print on[i] ? "}" : ", status: cancelled}" >f
				}
		}
		close(f)
	}
}

# What is out now goes by the names that it has now.
function publish(  i, e) {
	for (i = 1; i <= n; i++)
		if (there[i]) {
			if (is_out[i] && pub_id[i] != id[i] &&
			    pub_event[i] == event_out[event[i]]) {
				freed_id[++nfreed] = pub_id[i]
				freed_event[nfreed] = event[i]
			}
			pub_id[i] = id[i]
			pub_event[i] = event_id[event[i]]
			is_out[i] = 1
			if (rnd(2))
				was[i] = ""
		}
	for (e = 0; e < 3; e++) {
		# What is gone goes along with its event.
		for (i = 1; i <= n; i++)
			if (!there[i] && is_out[i] && pub_event[i] == event_out[e])
				pub_event[i] = event_id[e]
		event_out[e] = event_id[e]
		if (rnd(2))
			event_was[e] = ""
	}
}

function keep(r,  i, e) {
	kept_n[r] = n
	for (i = 1; i <= n; i++) {
		kept_id[r, i] = pub_id[i]
		kept_event[r, i] = event[i]
		kept_there[r, i] = there[i]
		kept_on[r, i] = on[i]
		kept_slot[r, i] = slot[i]
		kept_was[r, i] = was[i]
	}
	for (e = 0; e < 3; e++) {
		kept_event_id[r, e] = event_id[e]
		kept_event_was[r, e] = event_was[e]
	}
}

# The folder is what it was then, too.
function restore(r,  i, e) {
	for (e = 0; e < 3; e++) {
		for (i = 1; i <= n; i++)
			if (!kept_there[r, i] && pub_event[i] == event_out[e])
				pub_event[i] = kept_event_id[r, e]
		event_id[e] = event_out[e] = kept_event_id[r, e]
		event_was[e] = kept_event_was[r, e]
	}
	for (i = 1; i <= n; i++) {
		there[i] = kept_there[r, i]
		if (!there[i])
			continue
		id[i] = pub_id[i] = kept_id[r, i]
		event[i] = kept_event[r, i]
		pub_event[i] = event_id[event[i]]
		on[i] = kept_on[r, i]
		slot[i] = kept_slot[r, i]
		was[i] = kept_was[r, i]
	}
}

# What is called the same twice in an event cannot be published.
function mend(  i, k) {
	for (i = 1; i <= n; i++)
		for (k = 1; k < i; k++)
			if (there[i] && there[k] && event[i] == event[k] && id[i] == id[k])
				rename(i)
}

function want(to,  i, f, e, d) {
	f = to "/want"
	printf "" >f
	for (i = 1; i <= n; i++)
		if (there[i] && on[i]) {
			d = time(i)
			sub(":", "", d)
			print "203105" day(i) "T" d "00 " title(i) >f
		}
	for (e = 0; e < 3; e++)
		for (d = 14; d <= 15; d++)
			print "203105" d "T070000 Stays " e " " d >f
	close(f)
}

BEGIN {
	state = seed * 7919 % 2147483647 + 1
	for (k = 0; k < 10; k++)
		rnd(2)
	for (k = 0; k < 3; k++)
		event_id[k] = fresh("e")
	for (k = 0; k < 6; k++)
		add(rnd(3))
	for (step = 1; step <= steps; step++) {
		to = dir "/" step
		if (seed % 4 && step > 2 && !back && rnd(4) == 0) {
			back = 1 + rnd(step - 2)
			system("mkdir -p " to)
			print back >(to "/back")
			close(to "/back")
			restore(back)
		} else {
			back = 0
			for (k = step > 1 ? 1 + rnd(4) : 0; k > 0; k--)
				edit()
			mend()
			write(to)
			publish()
		}
		keep(step)
		want(to)
	}
}
