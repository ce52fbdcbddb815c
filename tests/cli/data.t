#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The files of events for other programs: schedule.xml and schedule.json are valid and say the same,
sessions.csv has every session; of both sites that ship, of agendas made at random of what is odd,
and of the real schedules and calendars in $PLENARY_SAMPLES (../shared/samples beside the sources),
where the format's own XSD is, too. What a session is known by stays."""
import collections
import csv
import datetime
import glob
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '../..'))
sys.path.insert(0, os.path.join(ROOT, 'tests/lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip, skip_all

PLENARY = os.environ.get('PLENARY', f'{ROOT}/build/dev/plenary')
SAMPLES = os.environ.get('PLENARY_SAMPLES', os.path.join(ROOT, '../shared/samples'))
XSD = os.path.join(SAMPLES, 'schedule.xml.xsd')
HEAD = 1024  # Giggity knows a schedule by what is in so many characters
COLUMNS = ('id title subtitle status date start end utc_offset timezone minutes moved_from type format'
           ' rooms tracks people organisations languages interpretation capacity join links page uid'
           ' abstract').split()
SITE = {'title': 'Example', 'host': 'agenda.example.org', 'languages': ['en'],
        'timezone': 'Europe/Berlin', 'web': 'https://agenda.example.org/'}


def run(*command, **more):
    env = {**os.environ, 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC', 'PLENARY_NOW': '2031-05-01T12:00:00Z'}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, **more)


def publish(folder, where, *options):
    """The published tree, or None."""
    r = run(PLENARY, '--state', f'{where}/state', 'publish', '--out', f'{where}/out', *options, folder)
    if r.returncode != 0:
        print(*([f'# {line[:300]}' for line in r.stderr.splitlines()[:500] if 'error:' in line][:9]), sep='\n')
    return f'{where}/out/current' if r.returncode == 0 else None


# ---- what is in them ----

def items(root):
    """The sessions of a schedule.xml, each with its day and room."""
    for day in root.findall('day'):
        for room in day.findall('room'):
            for event in room.findall('event'):
                yield day, room, event


def moment(s):
    return datetime.datetime.fromisoformat(s)


def minutes(s):
    return int(s[:2]) * 60 + int(s[3:])


def twice(values):
    return [v for v, n in collections.Counter(values).items() if n > 1]


def wrong_in_xml(root):
    """What a grammar cannot say."""
    all_items = list(items(root))
    rooms = [[r.get('name') for r in d.findall('room')] for d in root.findall('day')]
    indexes = [d.get('index') for d in root.findall('day')]
    yield from twice(e.get('id') for _, _, e in all_items)
    yield from twice(e.get('guid') for _, _, e in all_items)
    yield from twice(e.findtext('slug') for _, _, e in all_items)
    yield from twice(rooms[0])
    if any(r != rooms[0] for r in rooms):
        yield 'rooms are not in one order'
    if indexes != [str(i + 1) for i in range(len(indexes))]:
        yield f'days are numbered {indexes}'
    if root.findtext('conference/days') != str(len(indexes)):
        yield 'the number of days'
    for day, room, event in all_items:
        name = event.findtext('title')
        start = moment(event.findtext('date'))
        end = start + datetime.timedelta(minutes=minutes(event.findtext('duration')))
        if event.findtext('room') != room.get('name'):
            yield f'{name}: room'
        if event.findtext('start') != f'{start:%H:%M}':
            yield f'{name}: start'
        if not moment(day.get('start')) <= start <= end <= moment(day.get('end')):
            yield f'{name}: is outside of its day'
        if f'{start - datetime.timedelta(hours=6):%Y-%m-%d}' != day.get('date'):
            yield f'{name}: is on another day'


def of_xml(event):
    links = [(a.get('href'), a.text) for a in event.findall('links/link')]
    people = [(int(p.get('id')), p.get('guid'), p.text) for p in event.findall('persons/person')]
    texts = [event.findtext(k) or '' for k in ('date', 'start', 'duration', 'room', 'slug', 'title',
             'subtitle', 'track', 'type', 'language', 'abstract', 'description')]
    return [int(event.get('id')), event.get('guid'), *texts, people, links]


def of_json(event):
    links = [(a['url'], a['title']) for a in event['links']]
    people = [(p['id'], p['guid'], p['name']) for p in event['persons']]
    texts = [event[k] or '' for k in ('date', 'start', 'duration', 'room', 'slug', 'title', 'subtitle',
             'track', 'type', 'language', 'abstract', 'description')]
    return [event['id'], event['guid'], *texts, people, links]


def wrong_in_json(schedule, root):
    """Where schedule.json is not as schedule.xml, or has what its schema refuses."""
    c = schedule['schedule']['conference']
    days = c['days']
    if not re.fullmatch(r'[a-z0-9_-][a-z0-9_]{3,}', c['acronym']):
        yield 'acronym'
    if not re.match(r'[A-Z][a-z]+/[A-Z][a-z]+|UTC$', c.get('time_zone_name', 'UTC')):
        yield 'time_zone_name'
    if [list(d['rooms']) for d in days] != [[r.get('name') for r in d.findall('room')]
                                            for d in root.findall('day')]:
        yield 'rooms'
    a = [of_json(e) for d in days for r in d['rooms'].values() for e in r]
    b = [of_xml(e) for _, _, e in items(root)]
    # an XML parser makes one character of a line's end, and JSON keeps what XML cannot
    yield from (f'{x} is not {y}' for x, y in zip(a, b) if x[:8] + x[9:12] != y[:8] + y[9:12])
    if len(a) != len(b):
        yield 'number of sessions'
    for e in (e for d in days for r in d['rooms'].values() for e in r):
        if not re.fullmatch('[a-z0-9_-]+[a-z0-9]', e['slug']):
            yield e['slug']
        if not re.match('(https?|gemini)://', e['url']):
            yield e['url']
        if moment(e['end']) - moment(e['date']) != datetime.timedelta(minutes=minutes(e['duration'])):
            yield f"{e['title']}: end"


def wrong_in_csv(text):
    if not text.startswith('\ufeff'):
        yield 'no byte order mark'
    rows = list(csv.reader(io.StringIO(text[1:], newline=''), strict=True))
    if rows[0] != COLUMNS:
        yield f'columns {rows[0]}'
    for row in rows[1:]:
        if len(row) != len(COLUMNS):
            yield f'{len(row)} cells'
        yield from (cell for cell in row if cell.strip()[:1] in '=+-@\uff1d\uff0b\uff0d\uff20' and cell.strip())
    if len(rows) < 2:
        yield 'no row'


def validates(kind, schema, files):
    """Those that do not."""
    r = run('xmllint', '--noout', kind, schema, *files)
    return [line for line in r.stderr.splitlines() if not line.endswith(' validates')]


def judge(name, tree):
    xmls = sorted(glob.glob(f'{tree}/*/schedule.xml'))
    wrong = []
    if xmls:
        ok(not (bad := validates('--relaxng', f'{ROOT}/tests/lib/schedule.rng', xmls)),
           f'{name}: schedule.xml is as it should be', *bad[:5])
        if os.path.exists(XSD):
            ok(not (bad := validates('--schema', XSD, xmls)),
               f'{name}: schedule.xml is valid', *bad[:5])
    for file in xmls:
        root = ET.parse(file).getroot()
        with open(file, encoding='utf-8') as f:
            wrong += [] if '<conference' in f.read(HEAD) else [f'{file}: is late']
        with open(file.replace('.xml', '.json'), encoding='utf-8') as f:
            schedule = json.load(f)
        wrong += [(file, w) for w in wrong_in_xml(root)]
        wrong += [(file, w) for w in wrong_in_json(schedule, root)]
    for file in glob.glob(f'{tree}/*/sessions.csv'):
        with open(file, encoding='utf-8', newline='') as f:
            wrong += [(file, w) for w in wrong_in_csv(f.read())]
    ok(not wrong, f'{name}: its files say what they should', *wrong[:5])
    return xmls


# ---- agendas of what is odd ----

ODD = ['"><script>alert(1)</script>', ']]>', '<![CDATA[', '&amp;lt;', '=1+1', '+49 30', '-- a', '@home',
       '=cmd|\' /C calc\'!A0', 'a,b;c', '"', '\'', '\u05d0\u05d1', '\u0645\u062b\u0627\u0644', '\U0001f389',
       'e\u0301', '\u2066a\u2069', 'Cancelled: no', '\uff1d1', ' ', 'x' * 300, '%s%n', '{{x}}',
       '<b>', '</event>', '&', '<!-- -->', '\u00a0', 'ab', '1', '-', '---']
ZONES = ['Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Honolulu', 'Asia/Kathmandu', 'UTC', 'EST',
         'America/Argentina/Buenos_Aires', 'Antarctica/Troll', 'Australia/Lord_Howe']


def odd_event(rnd, n):
    def text(low=1):
        return ' '.join(rnd.choice(ODD) for _ in range(rnd.randint(low, 3))).strip() or 'x'

    def maybe(d, key, value, p=0.4):
        if rnd.random() < p:
            d[key] = value

    rooms = {f'r{i}': {'title': rnd.choice([text(), 'Hall'])} for i in range(rnd.randint(0, 5))}
    tracks = {rnd.choice('abc9') + str(i): text() for i in range(rnd.randint(0, 3))}
    people = {f'p{n}-{i}': {'name': text(), 'role': text()} for i in range(4)}
    days = {}
    for day in sorted(rnd.sample(range(20, 29), rnd.randint(1, 4))):  # clocks change on the 26th
        at, days[f'2031-10-{day}'] = 240 if day == 26 else 0, []  # none that is there twice, or not
        for i in range(rnd.randint(1, 12)):
            at += rnd.choice([0, 5, 7, 30, 60, 200])
            s = {'id': f'{rnd.choice(["s", "s-", "long-" * 9])}{day}-{i}{rnd.choice(["", "-"])}',
                 'title': text(), 'at': f'{at // 60:02}:{at % 60:02}'}
            if at >= 24 * 60:
                break
            maybe(s, 'for', rnd.choice(['1m', '45m', '23h', '24h', '3d', '90m']), 0.8)
            maybe(s, 'subtitle', text())
            maybe(s, 'abstract', text() + '\n\n' + text())
            maybe(s, 'status', rnd.choice(['cancelled', 'postponed', 'tentative']))
            maybe(s, 'people', sorted(rnd.sample(sorted(people), 2)))
            maybe(s, 'languages', rnd.sample(['en', 'pt-BR', 'ar', 'zh-Hant'], 2))
            maybe(s, 'visibility', rnd.choice(['private', 'unlisted']), 0.1)
            maybe(s, 'type', rnd.choice(['break', 'keynote', 'other']))
            maybe(s, 'links', {'slides': 'https://example.org/?a=1&b=\'', 'x': 'mailto:a@example.org'})
            if rooms:
                maybe(s, 'room', rnd.sample(sorted(rooms), rnd.randint(1, min(2, len(rooms)))), 0.7)
            if tracks:
                maybe(s, 'track', rnd.sample(sorted(tracks), rnd.randint(1, len(tracks))))
            days[f'2031-10-{day}'].append(s)
    e = {'event': f'{rnd.choice(["e", "9", "odd-event-", "a-"])}{n}', 'kind': 'conference', 'title': text(),
         'timezone': rnd.choice(ZONES), 'agenda': days, 'people': people}
    maybe(e, 'rooms', rooms, 1 if rooms else 0)
    maybe(e, 'tracks', tracks, 1 if tracks else 0)
    maybe(e, 'venue', {'name': text()})
    maybe(e, 'format', rnd.choice(['online', 'hybrid']))
    maybe(e, 'languages', ['fr'])
    return e


def write(folder, **files):
    os.makedirs(folder, exist_ok=True)
    for name, value in files.items():
        with open(f'{folder}/{name}.yaml', 'w', encoding='utf-8') as f:
            json.dump(value, f, ensure_ascii=False)


def test_odd(t):
    seed = int(os.environ.get('SEED', '1'))
    rnd = random.Random(seed)
    rules = dict.fromkeys(['room-clash', 'person-clash', 'track-clash', 'outside-dates'], 'off')
    write(f'{t}/odd', site={**SITE, 'rules': rules}, **{f'e{n}': odd_event(rnd, n) for n in range(30)})
    tree = publish(f'{t}/odd', f'{t}/odd-at')
    if ok(tree, f'agendas of what is odd are published (SEED={seed})'):
        xmls = judge('what is odd', tree)
        ok(len(xmls) > 20, 'and have schedules', len(xmls))
        for file in xmls:
            r = run(PLENARY, 'import', '--out', f'{t}/odd-again', file)
            n = len(list(items(ET.parse(file).getroot())))
            if r.returncode != 0 or f'sessions in: {n}, out: {n}' not in r.stderr:
                ok(False, f'{file} comes back', r.stderr[-300:])


# ---- what a session is known by ----

def known(tree, event='days'):
    root = ET.parse(f'{tree}/{event}/schedule.xml').getroot()
    return {e.findtext('title'): (e.get('id'), e.get('guid')) for _, _, e in items(root)}


def test_identity(t):
    one, two = ({'id': i, 'title': i, 'at': at, 'for': '1h'} for i, at in (('one', '09:00'), ('two', '10:00')))
    event = {'event': 'days', 'kind': 'conference', 'title': 'Days', 'agenda': {'2031-05-14': [one, two]}}
    write(f'{t}/same', site=SITE, days=event)
    before = known(publish(f'{t}/same', f'{t}/same-at'))
    with open(f'{t}/same-at/out/current/days/schedule.xml', encoding='utf-8') as f:
        first = f.read()

    write(f'{t}/same', site={**SITE, 'title': 'Another'}, days=event)
    tree = publish(f'{t}/same', f'{t}/same-at')
    with open(f'{tree}/days/schedule.xml', encoding='utf-8') as f:
        ok(f.read() == first, 'another revision in which the event is the same has the same bytes')

    one.update(title='Renamed', at='15:00')
    two.update(id='second', was='two')
    event['agenda']['2031-05-14'] = [two, {'title': 'New', 'at': '12:00', 'for': '5m'}, one]
    write(f'{t}/same', site=SITE, days=event)
    after = known(publish(f'{t}/same', f'{t}/same-at'))
    ok(after.get('Renamed') == before['one'], 'with another title and time it is the same', before, after)
    ok(after.get('two') == before['two'], 'with another id it is the same', before, after)
    ok(after.get('New') not in before.values(), 'a new one is another', before, after)

    event['agenda']['2031-05-14'] = [one]
    write(f'{t}/same', site=SITE, days=event)
    gone = known(publish(f'{t}/same', f'{t}/same-at', '--accept-removal'))
    ok(gone.get('Cancelled: two') == before['two'], 'one that is gone is cancelled', before, gone)


def test_nothing(t):
    write(f'{t}/none', site=SITE,
          a={'event': 'a-call', 'kind': 'call', 'title': 'A call', 'deadline': '2031-07-01'},
          b={'event': 'untimed', 'kind': 'conference', 'title': 'B',
             'agenda': {'2031-05-14': [{'title': 'Some time'}]}},
          c={'event': 'own', 'kind': 'webinar', 'title': 'C', 'dates': '2031-06-01', 'at': '15:00', 'for': '1h'})
    tree = publish(f'{t}/none', f'{t}/none-at')
    has = {os.path.relpath(f, tree) for f in glob.glob(f'{tree}/*/*') if re.search(r'schedule\.|\.csv$', f)}
    ok(has == {'untimed/sessions.csv', 'own/schedule.xml', 'own/schedule.json', 'own/sessions.csv'},
       'there is no file with nothing in it', has)
    with open(f'{tree}/a-call/index.html', encoding='utf-8') as f:
        ok('id=data' not in f.read().replace('"', ''), 'and no way to one')
    with open(f'{tree}/untimed/index.html', encoding='utf-8') as f:
        ok(set(re.findall(r'href="?((?:schedule|sessions)\.[a-z]+)', f.read())) == {'sessions.csv'},
           'those that are there are linked')


# ---- what is real ----

def test_samples(t):
    files = sorted(glob.glob(f'{SAMPLES}/*.xml') + glob.glob(f'{SAMPLES}/*.ics') +
                   glob.glob(f'{SAMPLES}/ics/*.ics'))
    if not files:
        skip('real schedules and calendars', f'no folder {SAMPLES}: set PLENARY_SAMPLES')
        return
    sites = collections.Counter()
    for i, file in enumerate(files):
        site = f'sample-{i}' if file.endswith('.xml') else 'calendars'  # people of two would be in two
        r = run(PLENARY, 'import', '--out', f'{t}/{site}', '--event', f'sample-{i}', file)
        sites[site] += r.returncode == 0
    ok(sum(sites.values()) > len(files) // 2, f'{sum(sites.values())} of {len(files)} are imported')
    for site in sites:
        tree = publish(f'{t}/{site}', f'{t}/{site}-at')
        if ok(tree, f'{site} is published'):
            judge(site, tree)


if run('sh', '-c', 'command -v xmllint').returncode != 0:
    skip_all('there is no xmllint')
with tempfile.TemporaryDirectory() as tmp:
    for site in ('agendas', 'fictional'):
        site_tree = publish(f'{ROOT}/data/{site}', f'{tmp}/{site}')
        if ok(site_tree, f'{site} is published'):
            judge(site, site_tree)
    test_nothing(tmp)
    test_identity(tmp)
    test_odd(tmp)
    test_samples(tmp)
done()
