# SPDX-License-Identifier: ISC
"""Random histories of a site, the same for the same seed: what an organiser does to its folder from
publication to publication, and what follows for who subscribed.

A session is known by a number of its own, whatever its id, title, event or time become."""

import copy
import datetime
import os
import random

ZONES = ['Europe/Berlin', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu']
# Weeks on both sides of the days on which clocks change.
DAYS = [datetime.date(2031, 5, 14), datetime.date(2031, 5, 21), datetime.date(2031, 10, 25),
        datetime.date(2031, 11, 1), datetime.date(2031, 3, 8)]
ROOMS = ['hall', 'attic']


class Event:
    def __init__(self, number, name):
        self.number = number
        self.id = self.out_id = name  # what it is called in the folder, and in public
        self.was = ''
        self.zone = ZONES[0]
        self.first = DAYS[number % 2]
        self.dated = True
        self.last = None  # the last day that was public
        self.status = 'confirmed'
        self.private = False
        self.title = self.abstract = self.venue = self.track = 0  # versions of texts
        self.deadline = 0  # its day in May
        self.join = 0
        self.address = False
        self.rooms = {room: 0 for room in ROOMS}
        self.french = 0  # version of what is said in French alone


class Session:
    def __init__(self, number, event, name, rnd):
        self.number = number
        self.event = event  # its number
        self.id = name
        self.is_out = False  # it was public
        self.out_id = name   # under this name …
        self.out_event = ''  # … in what was then called so
        self.displaced = False  # another has the name that it had
        self.was = ''
        self.there = True
        self.private = False
        self.status = 'confirmed'
        self.day = rnd.randrange(2)
        self.at = 8 * 60 + 20 * rnd.randrange(30)
        self.minutes = 20
        self.lost = False  # it has no time
        self.room = rnd.choice([None] + ROOMS)
        self.tracks = []
        self.people = []
        self.title = self.abstract = self.links = self.join = 0
        self.format = ''
        self.french = False

    def name(self):
        return f'Title {self.number}' + (f' v{self.title}' if self.title else '')


class State:
    """All that is in the folder."""

    def __init__(self):
        self.events, self.sessions = [], []
        self.web = self.words = 0


class History:
    def __init__(self, seed):
        self.rnd = random.Random(seed)
        self.names = 0
        self.now = State()
        self.kept = [None]  # what each revision was, from 1
        self.said = []      # the edits of this step, in words
        self.took = []      # new sessions with such a name, and who had it
        self.said_was = {}  # what `was` said in what is out, by event number and id
        self.freed = []     # names that were given up: session, event number, id
        for k in range(3):
            self.now.events.append(Event(k, self.fresh('e')))
        for _ in range(6):
            self.add(self.rnd.randrange(3))

    def fresh(self, prefix):
        self.names += 1
        return f'{prefix}{self.names}'

    def add(self, event):
        s = Session(len(self.now.sessions), event, self.fresh('s'), self.rnd)
        self.now.sessions.append(s)
        return s

    def say(self, what, *who):
        self.said.append(' '.join([what] + [w.name() if isinstance(w, Session) else str(w) for w in who]))

    def event_of(self, s):
        return self.now.events[s.event]

    def is_public(self, s):
        return s.there and not s.private and not self.event_of(s).private

    def any(self):
        """A session that is there for all to see, or None."""
        return self.rnd.choice([s for s in self.now.sessions if self.is_public(s)] or [None])

    def any_event(self):
        return self.rnd.choice([e for e in self.now.events if not e.private])

    # ---- edits ----

    def edit(self):
        names = [name for name in dir(self) if name.startswith('do_')]
        # More of what identity is about.
        names += ['do_rename', 'do_other_event', 'do_swap_ids', 'do_take_over', 'do_remove',
                  'do_back'] + 3 * ['do_take_id']
        getattr(self, self.rnd.choice(names))()

    def rename(self, s):
        s.id = self.fresh('s')

    def do_new(self):
        self.say('new', self.add(self.any_event().number))

    def do_rename(self):
        if s := self.any():
            self.say('rename', s)
            self.rename(s)

    def do_other_event(self):
        if s := self.any():
            s.event = self.any_event().number
            self.say('to event', s, s.event)
            if self.rnd.random() < 0.5:
                self.rename(s)

    def do_rename_event(self):
        e = self.any_event()
        e.id = self.fresh('e')
        self.say('rename event', e.number)

    def do_split(self):
        if s := self.any():
            half = self.add(s.event)
            half.day, half.at, half.room = s.day, s.at, s.room
            self.say('split', s, half)

    def do_merge(self):
        s, t = self.any(), self.any()
        if s and t and s is not t:
            s.there = False
            t.title += 1
            t.people = sorted({*s.people, *t.people})
            self.say('merge', s, t)

    def do_remove(self):
        s = self.any()
        if s and len(self.now.sessions) > 4:
            s.there = False
            self.say('remove', s)

    def do_back(self):
        s = self.rnd.choice(self.now.sessions)
        if not s.there and not s.displaced:
            s.there = True
            self.say('back', s)

    def do_status(self):
        if s := self.any():
            s.status = self.rnd.choice(['confirmed', 'cancelled', 'tentative', 'postponed'])
            self.say(s.status, s)

    def do_restore(self):
        for s in self.now.sessions:
            if s.status != 'confirmed' and self.rnd.random() < 0.7:
                s.status = 'confirmed'
                self.say('restore', s)

    def do_move(self):
        if s := self.any():
            s.day, s.at = self.rnd.randrange(2), 8 * 60 + 20 * self.rnd.randrange(30)
            self.say('move', s)

    def do_longer(self):
        if s := self.any():
            s.minutes = self.rnd.choice([20, 45, 90])
            self.say('minutes', s, s.minutes)

    def do_swap_times(self):
        s, t = self.any(), self.any()
        if s and t:
            (s.day, s.at), (t.day, t.at) = (t.day, t.at), (s.day, s.at)
            self.say('swap times', s, t)

    def do_lose_time(self):
        if s := self.any():
            s.lost = not s.lost
            self.say('no time' if s.lost else 'a time', s)

    def do_room(self):
        if s := self.any():
            s.room = self.rnd.choice([None] + ROOMS)
            self.say('room', s, s.room)

    def do_format(self):
        if s := self.any():
            s.format = self.rnd.choice(['', 'online', 'hybrid', 'in-person'])
            s.join = self.rnd.randrange(3)
            self.say('format', s, s.format, s.join)

    def do_private(self):
        s = self.rnd.choice(self.now.sessions)
        if s.there and s.id == s.out_id and self.event_of(s).out_id == s.out_event:
            s.private = not s.private
            self.say('private' if s.private else 'public', s)

    def do_private_event(self):
        e = self.rnd.choice(self.now.events)
        alone = all(e.private for e in self.now.events if e.number != 0)
        named = all(s.id == s.out_id for s in self.now.sessions if s.event == e.number and s.there)
        if e.number == 0 or alone or e.id != e.out_id or not named or self.rnd.random() < 0.5:
            return
        e.private = not e.private
        self.say('event private' if e.private else 'event public', e.number)

    def do_title(self):
        if s := self.any():
            s.title += 1
            self.say('title', s)

    def do_text(self):
        if s := self.any():
            s.abstract += 1
            self.say('abstract', s)

    def do_people(self):
        if s := self.any():
            s.people = self.rnd.choice([[], ['ann'], ['bob'], ['ann', 'bob']])
            self.say('people', s, s.people)

    def do_tracks(self):
        if s := self.any():
            s.tracks = self.rnd.choice([[], ['one'], ['two'], ['one', 'two']])
            self.say('tracks', s, s.tracks)

    def do_links(self):
        if s := self.any():
            s.links += 1
            self.say('links', s)

    def do_translation(self):
        if s := self.any():
            s.french = not s.french
            self.say('translation', s, s.french)

    def do_event_french(self):
        e = self.any_event()
        e.french += 1
        self.say('rooms in French', e.number)

    def do_event_text(self):
        e = self.any_event()
        what = self.rnd.choice(['title', 'abstract', 'track', 'venue'])
        setattr(e, what, getattr(e, what) + 1)
        self.say('event', e.number, what)

    def do_room_title(self):
        e = self.any_event()
        e.rooms[self.rnd.choice(sorted(e.rooms))] += 1
        self.say('room title', e.number)

    def do_drop_room(self):
        """Who was in it is in none; what is gone was in it."""
        e = self.any_event()
        if 'attic' in e.rooms:
            del e.rooms['attic']
        else:
            e.rooms['attic'] = 0
        self.say('rooms', e.number, *e.rooms)

    def do_deadline(self):
        e = self.any_event()
        e.deadline = self.rnd.choice([0, 20, 21, 22])
        self.say('deadline', e.number, e.deadline)

    def do_join(self):
        e = self.any_event()
        e.join = self.rnd.randrange(3)
        self.say('join', e.number, e.join)

    def do_address(self):
        e = self.any_event()
        e.address = not e.address
        self.say('address', e.number, e.address)

    def do_zone(self):
        e = self.any_event()
        e.zone = self.rnd.choice(ZONES)
        self.say('zone', e.number, e.zone)

    def do_other_week(self):
        e = self.any_event()
        e.first = self.rnd.choice(DAYS)
        self.say('other week', e.number, e.first)

    def do_event_status(self):
        e = self.any_event()
        e.status = self.rnd.choice(['confirmed', 'confirmed', 'cancelled', 'postponed'])
        self.say('event', e.number, e.status)

    def do_undate(self):
        e = self.any_event()
        e.dated = not e.dated
        self.say('event', e.number, 'dated' if e.dated else 'without dates')

    def do_web(self):
        self.now.web = self.rnd.randrange(3)
        self.say('web', self.now.web)

    def do_words(self):
        self.now.words += 1
        self.say('words')

    def do_take_id(self):
        """A new session takes an id that another gave up, which is there under its own."""
        if not self.freed:
            return
        number, event, name = self.rnd.choice(self.freed)
        if self.now.events[event].private or any(s.out_id == name or s.id == name for s in self.now.sessions):
            return
        s = self.add(event)
        s.id = s.out_id = name
        self.took.append((s, number))
        self.say('takes the id', name, s)

    def is_as_published(self, s):
        return s.is_out and s.id == s.out_id and self.event_of(s).out_id == s.out_event

    def could_be(self, s, t):
        """Whether s may take the id of t: the line that says so is none that was there before."""
        return s is not t and s.event == t.event and self.is_as_published(s) and \
            self.is_as_published(t) and self.said_was.get((t.event, t.id)) != s.id

    def do_swap_ids(self):
        s, t = self.any(), self.any()
        if s and t and self.could_be(s, t) and self.could_be(t, s):
            s.id, t.id = t.id, s.id
            self.say('swap ids', s, t)

    def do_take_over(self):
        """One goes, and another has its id."""
        s, t = self.any(), self.any()
        if s and t and self.could_be(s, t):
            t.there, t.displaced = False, True
            s.id = t.id
            self.say('take over', s, t)

    # ---- the folder ----

    def mark(self):
        """Writes down what is out under another name than it has now."""
        for e in self.now.events:
            if e.id != e.out_id:
                e.was = e.out_id
        for s in self.now.sessions:
            if not s.is_out:
                s.was = ''
            elif s.there and s.out_event != self.event_of(s).out_id:
                s.was = f'{s.out_event}/{s.out_id}'
            elif s.there and s.out_id != s.id:
                s.was = s.out_id

    def mend(self):
        """Nothing is called the same twice, nor like something that goes at the same time."""
        for s, number in self.took:
            if not self.is_public(self.now.sessions[number]):
                self.rename(s)
        self.took = []
        for s in self.now.sessions:
            if s.there and any(t.there and t is not s and t.event == s.event and t.id == s.id
                               for t in self.now.sessions):
                self.rename(s)

    def write(self, folder):
        os.makedirs(folder)
        n = self.now
        with open(f'{folder}/site.yaml', 'w', encoding='utf-8') as f:
            f.write('title: Example Commons\nhost: example.org\nlanguages: [en, fr]\n'
                    'timezone: Europe/Berlin\ncontact: desk@example.org\n'
                    'people: {ann: {name: Ann Example}, bob: {name: Bob Example}}\n'
                    'rules: {room-clash: off, person-clash: off, track-clash: off}\n')
            if n.web:
                f.write(f'web: https://example.org/{n.web}/\n')
            if n.words:
                f.write(f'locales: {{fr: {{role-speaker: "orateur {n.words}"}}}}\n')
        for e in n.events:
            self.write_event(f'{folder}/file{e.number}.yaml', e)

    def write_event(self, path, e):
        fr = f'{e.french} ' if e.french else ''
        with open(path, 'w', encoding='utf-8') as f:
            f.write(f'event: {e.id}\nkind: conference\n'
                    f'title: {{en: Event {e.number} {e.title}, fr: "Rencontre {fr}{e.number}"}}\n'
                    f'timezone: {e.zone}\nstatus: {e.status}\n'
                    f'visibility: {"private" if e.private else "public"}\n')
            if e.was:
                f.write(f'was: {e.was}\n')
            if e.dated:
                f.write(f'dates: {e.first} to {e.first + datetime.timedelta(1)}\n')
            if e.deadline:
                f.write(f'deadline: 2031-05-{e.deadline} 17:00\n')
            if e.join:
                f.write('join: {url: "https://meet.example.org/e%d", visibility: public}\n' % e.join)
            if e.abstract:
                f.write(f'abstract: About it, {e.abstract}\n')
            f.write(f'venue: {{name: House {e.venue}' +
                    (', address: 1 Example Street' if e.address else '') + '}\n')
            f.write('rooms: {' + ', '.join(
                f'{r}: {{title: {{en: Room {r} {v}, fr: "Salle {fr}{r}"}}}}' for r, v in e.rooms.items()) + '}\n')
            f.write(f'tracks: {{one: One {e.track}, two: Two}}\n')
            if e.dated or any(s.there and s.event == e.number for s in self.now.sessions):
                f.write('agenda:\n')
            for day in 0, 1, None:
                self.write_day(f, e, day)

    def write_day(self, f, e, day):
        here = [s for s in self.now.sessions if s.there and s.event == e.number and
                (None if s.lost or not e.dated else s.day) == day]
        if day is None:
            if here:
                f.write('  unscheduled:\n')
        elif e.dated:
            f.write(f'  {e.first + datetime.timedelta(day)}:\n'
                    f'    - {{id: stays-{day}, at: "07:00", for: 10m, title: Stays {e.number} {day}}}\n')
        for s in here:
            at = '' if day is None else f', at: "{s.at // 60:02}:{s.at % 60:02}", for: {s.minutes}m'
            title = f'{{en: {s.name()}, fr: Titre {s.number}}}' if s.french else s.name()
            f.write(f'    - {{id: {s.id}{at}, title: {title}')
            for key, value in (('was', s.was), ('room', self.room(s)), ('status', s.status),
                               ('format', s.format), ('tracks', s.tracks), ('people', s.people)):
                if value:
                    f.write(f', {key}: {value}' if isinstance(value, str) else
                            f', {key}: [{", ".join(value)}]')
            if s.private:
                f.write(', visibility: private')
            if s.join:
                f.write(', join: {url: "https://meet.example.org/%d", visibility: public}' % s.join)
            if s.abstract:
                f.write(f', abstract: Words {s.abstract}')
            if s.links:
                f.write(f', links: {{slides: "https://example.org/slides/{s.links}"}}')
            f.write('}\n')

    # ---- publications ----

    def step(self, n):
        """The next edits; the revision to go back to, or 0 when the folder is to be published."""
        self.said = []
        if n > 2 and self.rnd.random() < 0.2:
            back = 1 + self.rnd.randrange(len(self.kept) - 1)
            self.say('rollback to', back)
            return back
        for _ in range(0 if n == 1 else 1 + self.rnd.randrange(4)):
            self.edit()
        self.mend()
        self.mark()
        return 0

    def pause(self, n):
        """How long after the last step the next one is: after some, events are over by a month."""
        return datetime.timedelta(days=40 if n % 5 == 0 else 0, hours=1)

    def note_was(self):
        self.said_was = {(s.event, s.id): s.was for s in self.now.sessions if s.there}

    def published(self):
        """What is out now goes by the names that it has now."""
        n = self.now
        self.note_was()
        for s in n.sessions:
            if not self.is_public(s):
                continue
            if s.is_out and s.out_id != s.id and s.out_event == self.event_of(s).out_id:
                self.freed.append((s.number, s.event, s.out_id))
            s.out_id, s.out_event, s.is_out = s.id, self.event_of(s).id, True
            s.displaced = False
        for e in n.events:
            for s in n.sessions:  # what is gone goes along with its event
                if not self.is_public(s) and s.is_out and s.out_event == e.out_id:
                    s.out_event = e.id
        for e in n.events:
            e.out_id = e.id
            e.last = self.last_day(e)
            if self.rnd.random() < 0.5:
                e.was = ''
        for s in n.sessions:
            if self.rnd.random() < 0.5:
                s.was = ''
        self.kept.append(copy.deepcopy(n))

    def rolled_back(self, back):
        """The folder is what it was then. What was not there then is gone."""
        then = copy.deepcopy(self.kept[back])
        names = {e.out_id: t.id for e, t in zip(self.now.events, then.events)}
        for e, now in zip(then.events, self.now.events):
            e.out_id, e.last = e.id, now.last
            e.last = self.last_day(e)
        taken = {(s.event, s.id) for s in then.sessions if s.there}
        for s in self.now.sessions:
            out_event = names.get(s.out_event, s.out_event)
            old = then.sessions[s.number] if s.number < len(then.sessions) else None
            if old is None:
                old = copy.deepcopy(s)
                old.there = False
                then.sessions.append(old)
            if not old.there:
                old.is_out, old.out_id, old.out_event = s.is_out, s.out_id, out_event
                old.id, old.event = s.id, s.event
                old.displaced = s.displaced or (s.event, s.out_id) in taken
            else:
                old.out_event = then.events[old.event].id if old.is_out else ''
        self.now = then
        self.note_was()
        self.kept.append(copy.deepcopy(then))

    # ---- what follows ----

    def last_day(self, e):
        """Of an event; what has lost its dates had the last ones that were public."""
        days = [e.first + datetime.timedelta(1)] if e.dated else []
        if e.deadline:
            days.append(datetime.date(2031, 5, e.deadline))
        return max(days) if days and not e.private else e.last

    def status(self, s):
        """What is public about a session: one of the agenda's words, 'lost' for want of a time."""
        e = self.event_of(s)
        if not self.is_public(s):
            return 'gone'
        words = ['confirmed', 'tentative', 'postponed', 'cancelled']
        status = words[max(words.index(s.status), words.index(e.status))]
        return 'lost' if (s.lost or not e.dated) and status != 'cancelled' else status

    def room(self, s):
        return s.room if s.room in self.event_of(s).rooms else None

    def said_room(self, s):
        """What calendars say: of what is online, its link alone."""
        return None if s.format == 'online' and (s.join or self.event_of(s).join) else self.room(s)

    def start(self, s):
        """The local time, without a zone."""
        return datetime.datetime.combine(self.event_of(s).first, datetime.time()) + \
            datetime.timedelta(days=s.day, minutes=s.at)
