#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Every calendar of the published sites, as seven other programs read it, says what the model says:
the same entries, each with its UID, start and end in UTC, status and summary. The model is told by
model.c, which asks nothing of ical/; in which calendar an entry is, is said again here.

The sites: both that ship; the torture agenda beside this file, published twice; and, with
AGREEMENT=all, those made of every schedule.xml in $PLENARY_SAMPLES (../shared/samples beside the
sources, if not set). Without AGREEMENT=all the slow readers have the calendar of the whole site
only, and the others not that of every session.
"""
import collections
import concurrent.futures
import copy
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(HERE, '../lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip

BUILD = os.path.join(ROOT, os.environ.get('BUILD', 'build/dev'))
PLENARY = os.environ.get('PLENARY', f'{BUILD}/plenary')
SAMPLES = os.environ.get('PLENARY_SAMPLES', os.path.join(ROOT, '../shared/samples'))
ALL = os.environ.get('AGREEMENT') == 'all'

ENTRY = ('uid', 'sequence', 'start', 'end', 'status', 'summary')

Reader = collections.namedtuple('Reader', 'command needs fields slow')
READERS = {
    'libical': Reader([f'{BUILD}/readers/libical'], None, ENTRY, False),
    'ical.js': Reader(['node', f'{HERE}/javascript.mjs', 'ical.js'], 'node', ENTRY, False),
    'node-ical': Reader(['node', f'{HERE}/javascript.mjs', 'node-ical'], 'node', ENTRY, False),
    'icalendar': Reader([f'{HERE}/python.py', 'icalendar'], None, ENTRY, False),
    'vobject': Reader([f'{HERE}/python.py', 'vobject'], None, ENTRY, False),
    'khal': Reader([f'{HERE}/programs.py', 'khal'], 'khal',
                   ('uid', 'start', 'end', 'status', 'summary'), True),
    'calcurse': Reader([f'{HERE}/programs.py', 'calcurse'], 'calcurse',
                       ('start', 'end', 'summary'), True),
}


def run(*command, **more):
    env = {**os.environ, 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC', **more.pop('env', {})}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, **more)


# ---- where a reader is known to say something else, and cannot be helped ----

def unescaped(s, steps):
    """A text after it was escaped by RFC 5545 section 3.3.11 and unescaped in steps, one after the
    other, where it would have to be read from left to right."""
    for c in '\\;,':
        s = s.replace(c, '\\' + c)
    for step in steps:
        s = re.sub(*step, s)
    return s


ICALENDAR = ((r'\\,', ','), (r'\\:', ':'), (r'\\;', ';'), (r'\\\\', r'\\'),
             ('%2C', ','), ('%3A', ':'), ('%3B', ';'), ('%5C', r'\\'),
             (r'\\[nN]', '\n'), (r'\\,', ','), (r'\\;', ';'), (r'\\\\', r'\\'))
NODE_ICAL = ((r'\\,', ','), (r'\\;', ';'), (r'\\[nN]', '\n'), (r'\\\\', r'\\'), (r'^"(.*)"$', r'\1'))


def by_khal(s):
    once = unescaped(s, ICALENDAR)
    return [t.replace('\n', ' ') for t in (once, unescaped(once, ICALENDAR))]


def told(t):
    return t.strftime('%Y-%m-%dT%H:%M:%SZ')


def an_hour_after(moment):
    t = datetime.datetime.fromisoformat(moment.replace('Z', '+00:00'))
    return told(t + datetime.timedelta(hours=1))


def local_is_right(field):
    """Whether only the zone is another: the local time is the same."""
    def holds(w, g):
        zone = g['zone'] and zoneinfo.ZoneInfo(g['zone'])
        moment = zone and w[field] and datetime.datetime.fromisoformat(w[field].replace('Z', '+00:00'))
        return moment and g['local'][field] == str(moment.astimezone(zone).replace(tzinfo=None))
    return holds


class Deviation:
    """A difference in `field` is this one if `holds(want, got)`."""

    def __init__(self, reader, field, why, holds):
        self.reader, self.field, self.why, self.holds = reader, field, why, holds
        self.used = 0


DEVIATIONS = [
    Deviation('icalendar', 'summary', 'it unescapes twice, and takes %2C %3A %3B %5C for escapes',
              lambda w, g: g['summary'] == unescaped(w['summary'], ICALENDAR)),
    Deviation('khal', 'summary', 'icalendar reads for it, and again what khal wrote; line ends go',
              lambda w, g: g['summary'] in by_khal(w['summary'])),
    Deviation('node-ical', 'summary', 'a backslash is unescaped last, quotes around all are dropped',
              lambda w, g: g['summary'] == unescaped(w['summary'], NODE_ICAL)),
    Deviation('khal', 'end', 'what has no end is taken to last an hour',
              lambda w, g: w['end'] is None and g['end'] == an_hour_after(w['start'])),
]

if shutil.which('node') and run('node', '-p', 'process.versions.tz').stdout.strip() < '2024a':
    DEVIATIONS += [Deviation('node-ical', field, 'Node has older zone data than the system',
                             local_is_right(field)) for field in ('start', 'end')]


# ---- the sites ----

# `before` has the calendars of earlier revisions that nothing of the model has any more.
Site = collections.namedtuple('Site', 'name tree model before')

# What has another id in the torture agenda than at first: beginnings of paths.
RENAMED = {'old-event/session/once-that': 'new-event/session/now-this', 'old-event': 'new-event',
           'statuses/session/had-an-id': 'statuses/session/has-another-id'}


def model_of(state):
    p = run(f'{BUILD}/readers/model', state)
    model = json.loads(p.stdout)
    for e in model['things']:
        for end in 'start', 'end':
            e[end] = (e.get(end) or '').replace('+00:00', 'Z') or None
    return model


def publish(tmp, name, folders):
    """Publishes folders one after the other, as revisions of one site."""
    state, out = f'{tmp}/state.{name}', f'{tmp}/{name}'
    before = set()
    for day, folder in enumerate(folders, 1):
        p = run(PLENARY, '--state', state, 'publish', '--accept-removal', '--out', out, folder,
                env={'PLENARY_NOW': f'2026-06-{day:02}T00:00:00Z'})
        if not ok(p.returncode == 0, f'{name}: revision {day} is published', p.stderr[-600:]):
            return None
        model = model_of(state)
        before |= paths_of(model)
    return Site(name, f'{out}/current', model, before - paths_of(model))


def torture(tmp):
    """The torture agenda as it was, and as it is."""
    was, now = f'{tmp}/torture-was', f'{HERE}/torture'
    shutil.copytree(now, was, ignore=shutil.ignore_patterns('before'))
    for name in os.listdir(f'{now}/before'):
        shutil.copy(f'{now}/before/{name}', was)
    return [was, now]


def samples(tmp):
    names = sorted(os.listdir(SAMPLES)) if os.path.isdir(SAMPLES) else []
    for name in names:
        folder = f'{tmp}/sample-{name}'
        if name.endswith('.xml') and run(PLENARY, 'import', '--out', folder,
                                         f'{SAMPLES}/{name}').returncode == 0:
            yield name, [folder]


def sites(tmp):
    yield 'agendas', [f'{ROOT}/data/agendas']
    yield 'fictional', [f'{ROOT}/data/fictional']
    yield 'torture', torture(tmp)
    if not ALL:
        skip('sites made of schedule.xml', 'only with AGREEMENT=all')
    elif not os.path.isdir(SAMPLES):
        skip('sites made of schedule.xml', f'no folder {SAMPLES}: set PLENARY_SAMPLES')
    else:
        yield from samples(tmp)


# ---- what has to be in a calendar ----

def is_listed(e):
    return not e['event-unlisted'] and not e.get('unlisted', False)


def speaks(e, tag):
    """Held in a language or interpreted into it; a session that says nothing, as its event."""
    said = e.get('spoken', []) + e.get('interpreted', [])
    return any(t == tag or t.startswith(tag + '-')
               for t in said or e['event-spoken'] + e['event-interpreted'])


def is_of_person(e, person):
    """On a session, or at an event that is its own only session."""
    if not is_listed(e) or e['withdrawn'] or e['is-deadline']:
        return False
    return person in e['people'] if 'session' in e else (
        e['is-its-own-session'] and person in e['attendees'])


def is_on_track(e, track):
    return 'session' in e and (track in e['tracks'] or not e['tracks'])


def has_of(path):
    """Whether an entry is in the calendar with this path; None for no calendar."""
    if path == 'all':
        return is_listed
    event, *rest = path.split('/')
    if len(rest) == 1:  # event stands for series, kind, …
        test = {'series': lambda e: e['series'] == rest[0],
                'kind': lambda e: e['kind'] == rest[0],
                'language': lambda e: speaks(e, rest[0]),
                'person': lambda e: is_of_person(e, rest[0])}.get(event)
        return test and (lambda e: is_listed(e) and test(e))
    if not rest:
        return lambda e: e['event'] == event and not e.get('unlisted', False)
    part, name = rest
    if part == 'session':
        return lambda e: e['event'] == event and e.get('session') == name
    track = name.removesuffix('.sessions')
    test = {'track': lambda e: is_on_track(e, track) and (track == name or not e['is-break']),
            'room': lambda e: name in e.get('rooms', []),
            'language': lambda e: speaks(e, name)}.get(part)
    return test and (lambda e: e['event'] == event and not e.get('unlisted', False) and test(e))


def spoken(things):
    return {tag for e in things for key in ('event-spoken', 'event-interpreted', 'spoken', 'interpreted')
            for tag in e.get(key, [])}


def paths_of(model):
    """The calendars there must be."""
    listed = [e for e in model['things'] if is_listed(e)]
    paths = {'all'}
    paths |= {f'series/{name}' for name in model['series']}
    paths |= {f'person/{name}' for name in model['people']}
    paths |= {f"kind/{e['kind']}" for e in listed}
    paths |= {f'language/{tag}' for tag in spoken(listed)}
    for e in model['things']:
        event = e['event']
        if 'session' in e:
            paths.add(f"{event}/session/{e['session']}")
        if 'session' in e or e['is-deadline']:
            continue
        paths.add(event)
        if e['event-withdrawn']:
            continue
        paths |= {f'{event}/track/{t}{end}' for t in e['event-tracks'] for end in ('', '.sessions')}
        paths |= {f'{event}/room/{r}' for r in e['event-rooms']}
        paths |= {f'{event}/language/{tag}' for tag in spoken(
            t for t in model['things'] if t['event'] == event and not t.get('unlisted', False))}
    first, *others = model['languages']
    return {f'{path}.ics' for path in paths} | {f'{path}.{lang}.ics' for path in paths for lang in others}


def language(site, file):
    """The path of a calendar without the language of its texts, and that."""
    first, *others = site.model['languages']
    path = file.removesuffix('.ics')
    head, _, last = path.rpartition('.')
    return (head, last) if last in others else (path, first)


def wanted(site, file):
    """The entries of a calendar by the model, each a dict of the fields of ENTRY. One that was there
    before goes on under the id that its thing has now, or is empty."""
    path, lang = language(site, file)
    if file in site.before:
        was = next((p for p in RENAMED if f'{path}/'.startswith(f'{p}/')), None)
        if was is None:
            return []
        path = RENAMED[was] + path.removeprefix(was)
    has = has_of(path)
    return [{**{k: e[k] for k in ENTRY}, 'summary': flat(e['summary'][lang])}
            for e in site.model['things'] if e['start'] and has(e)]


def flat(s):
    """A text on one line."""
    return re.sub(r'[\n\t]', ' ', s.strip(' \t\r\n'))


# ---- comparing ----

def keyed(entries, fields):
    """Entries by UID; for a reader that has none by summary, in the order of their starts."""
    out, n = {}, collections.Counter()
    for e in sorted(entries, key=lambda e: e['start']):
        name = e['uid' if 'uid' in fields else 'summary']
        n[name] += 1
        out[name, n[name]] = e
    return out


def differences(reader, file, want, got):
    fields = READERS[reader].fields
    want, got = keyed(want, fields), keyed(got, fields)
    for key in want.keys() | got.keys():
        w, g = want.get(key), got.get(key)
        if w is None or g is None:
            yield f'{reader}: {file}: {key}: ' + ('too much' if w is None else 'missing')
            continue
        if g['end'] == g['start']:
            g['end'] = None  # one way to say that there is no end
        for field in fields:
            if w[field] != g[field] and not is_known(reader, field, w, g):
                yield f'{reader}: {file}: {key[0]}: {field}: {g[field]!r}, not {w[field]!r}'


def is_known(reader, field, want, got):
    for d in DEVIATIONS:
        if d.reader == reader and d.field == field and d.holds(want, got):
            d.used += 1
            return True
    return False


def read(reader, paths):
    """What a reader has of each file: {path: {'entries': […], 'errors': […]}}."""
    r = READERS[reader]
    p = run(*r.command, input=''.join(f'{path}\n' for path in paths))
    try:
        return json.loads(p.stdout)
    except ValueError:
        return {path: {'entries': [], 'errors': [f'exit {p.returncode}', p.stderr[-300:]]}
                for path in paths}


def compare(reader, site, files):
    got = read(reader, [f'{site.tree}/{file}' for file in files])
    errors, wrong = [], []
    for file in files:
        g = got[f'{site.tree}/{file}']
        errors += [f'{file}: {e}' for e in g['errors']]
        wrong += differences(reader, file, wanted(site, file), g['entries'])
    n = f'{len(files)} calendar' + 's' * (len(files) != 1)
    return [(not errors, f'{site.name}: {reader} reads {n} without an error', *errors[:10]),
            (not wrong, f'{site.name}: {reader} agrees with the model', len(wrong), *wrong[:10])]


# ---- the files ----

def lines_wrong(data):
    """RFC 5545 section 3.1, on the bytes."""
    if not data.endswith(b'\r\n'):
        return 'no CRLF at the end'
    for line in data[:-2].split(b'\r\n'):
        if not 0 < len(line) <= 75 or line == b' ':
            return f'a line of {len(line)} octets'
        if re.search(rb'[\x00-\x08\x0a-\x1f\x7f]', line):
            return f'a control character: {line!r}'
        try:
            line.decode('utf-8')
        except UnicodeDecodeError:
            return f'a character divided: {line!r}'
    return None


def calendars(site):
    found = []
    for folder, _, names in os.walk(site.tree + '/'):
        found += [os.path.relpath(f'{folder}/{name}', site.tree + '/') for name in names
                  if name.endswith('.ics')]
    return sorted(found)


def check_files(site, files):
    """Which files there are, what their lines are like, and that an entry is the same in each."""
    wrong, seen, unlike = [], {}, []
    for file in files:
        with open(f'{site.tree}/{file}', 'rb') as f:
            data = f.read()
        why = lines_wrong(data)
        if why:
            wrong.append(f'{file}: {why}')
        for entry in re.findall(rb'^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n', data, re.DOTALL | re.MULTILINE):
            key = language(site, file)[1], re.search(rb'^UID:(.*)\r', entry, re.MULTILINE)[1]
            if seen.setdefault(key, (entry, file))[0] != entry:
                unlike.append((file, seen[key][1], key))
    ok(not wrong, f'{site.name}: lines end in CRLF, have at most 75 octets, whole characters', *wrong)
    ok(not unlike, f'{site.name}: an entry is the same in every calendar', *unlike[:10])
    want = paths_of(site.model) | site.before
    ok(set(files) == want, f'{site.name}: the calendars there are',
       'missing', sorted(want - set(files)), 'too much', sorted(set(files) - want))
    return sorted(want & set(files))


def share(reader, site, files):
    """The files that a reader is given: with AGREEMENT=all, all that it has the time for; else the
    whole site, each event and series, what has another name now, and one in sixteen of the rest."""
    if READERS[reader].slow:
        first = site.model['languages'][0]
        return [f for f in files if f == 'all.ics' or (
            ALL and (f.startswith('all.') or ('/' not in f and language(site, f)[1] == first)))]
    of_site = {'all.ics'} | {f'{e["event"]}.ics' for e in site.model['things']} | site.before
    return [f for f in files if ALL or f in of_site or f.startswith(('all.', 'series/', 'kind/'))
            or zlib.crc32(f.encode()) % 16 == 0]


# ---- the model's own times, of the torture agenda: by Python's zones, from the YAML ----

def clock(zone, day, at):
    """The instant of a local time; its offset, where it is said, tells which of two."""
    time, _, offset = at.partition(' ')
    local = datetime.datetime.fromisoformat(f'{day}T{time}').replace(tzinfo=zone)
    both = [local.replace(fold=fold) for fold in (0, 1)]
    said = [t for t in both if offset in ('', t.strftime('%z')[:3] + ':' + t.strftime('%z')[3:])]
    return said[0].astimezone(datetime.timezone.utc)


def length(s):
    n = {'m': 1, 'h': 60, 'd': 1440}
    return datetime.timedelta(minutes=sum(int(k) * n[unit] for k, unit in re.findall(r'(\d+)([mhd])', s)))


def times_by_python():
    """UID: start and end, of what has `at` and `for` or `until`."""
    import yaml

    out = {}
    for name in os.listdir(f'{HERE}/torture'):
        if not name.endswith('.yaml') or name == 'site.yaml':
            continue
        with open(f'{HERE}/torture/{name}', encoding='utf-8') as f:
            ev = yaml.load(f, yaml.BaseLoader)
        zone = zoneinfo.ZoneInfo(ev.get('timezone', 'Europe/Berlin'))
        for day, items in ev.get('agenda', {}).items():
            for item in items:
                if 'at' not in item:
                    continue
                start = clock(zone, day, item['at'])
                end = start + length(item['for']) if 'for' in item else None
                if 'until' in item:
                    after = datetime.date.fromisoformat(day) + datetime.timedelta(1)
                    end = clock(zone, day if item['until'] > item['at'] else after, item['until'])
                out[f"{item['id']}.{ev['event']}@torture.example.org"] = told(start), end and told(end)
    return out


def check_times(site):
    times = times_by_python()
    wrong = [(e['uid'], e['start'], e['end'], *times[e['uid']]) for e in site.model['things']
             if e['uid'] in times and (e['start'], e['end']) != times[e['uid']]]
    ok(len(times) > 500 and not wrong, f'{site.name}: {len(times)} times are those of Python', *wrong)


# ---- whether this would be seen ----

def check_comparing(site):
    """Each kind of difference is found, when it is put in."""
    want = wanted(site, 'all.ics')
    timed = next(i for i, e in enumerate(want) if 'T' in e['start'] and e['end'])
    for what, change in (('an entry that is missing', lambda es: es.pop(timed)),
                         ('one that is there twice', lambda es: es.append(es[timed])),
                         ('another start', lambda es: es[timed].update(start='2026-01-01T00:00:00Z')),
                         ('another end', lambda es: es[timed].update(end=None)),
                         ('another status', lambda es: es[timed].update(status=None)),
                         ('another summary', lambda es: es[timed].update(summary='x'))):
        got = copy.deepcopy(want)
        change(got)
        n = len(list(differences('libical', 'all.ics', want, got)))
        ok(n == 1, f'found: {what}', n)
    same = list(differences('libical', 'all.ics', want, copy.deepcopy(want)))
    ok(not same, 'no difference from itself', *same)


def is_there(reader):
    r = READERS[reader]
    if r.needs == 'node' and not os.path.isdir(f'{HERE}/node_modules'):
        return False
    return r.needs is None or shutil.which(r.needs) is not None


def main():
    with tempfile.TemporaryDirectory() as tmp, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, folders in sites(tmp):
            site = publish(tmp, name, folders)
            if site is None:
                continue
            if name == 'torture':
                check_times(site)
                check_comparing(site)
            files = check_files(site, calendars(site))
            results = {reader: pool.submit(compare, reader, site, share(reader, site, files))
                       for reader in READERS if is_there(reader)}
            for reader in READERS:
                if reader not in results:
                    skip(f'{name}: {reader}', 'not installed')
                    continue
                for result in results[reader].result():
                    ok(*result)
    for d in DEVIATIONS:
        if is_there(d.reader):
            ok(d.used > 0, f'still so: {d.reader}, {d.field}: {d.why}')
    done()


main()
