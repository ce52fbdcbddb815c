#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Hostile calendars: `import` ends well with each, says why, in bounded memory and time."""
import concurrent.futures
import os
import re
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
sys.path.insert(0, os.path.join(ROOT, 'tests/lib'))
sys.dont_write_bytecode = True
from tap import done, ok

PLENARY = os.environ.get('PLENARY', os.path.join(ROOT, 'build/dev/plenary'))
ASAN = b'__asan_init' in open(PLENARY, 'rb').read()
SECONDS_MAX = 200 if ASAN else 20
MB = 1024 * 1024
FILE_MAX = 16 * MB



def watch(path):
    """Imports it from a process that is small itself: a child's peak begins with its parent's."""
    p = subprocess.run([PLENARY, 'import', path], stdout=subprocess.DEVNULL, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f'{p.returncode} {used.ru_maxrss} {used.ru_utime:.2f}')


if sys.argv[1:2] == ['--watch']:
    watch(sys.argv[2])
    sys.exit(0)

HEAD = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'
EVENT = ('BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20300612T090000Z\r\nDTEND:20300612T100000Z\r\n'
         'SUMMARY:Example\r\n')
FOOT = 'END:VEVENT\r\nEND:VCALENDAR\r\n'


def full(part, before=HEAD + EVENT, after=FOOT):
    """As much of it as fits into a file."""
    return before + part * ((FILE_MAX - len(before) - len(after)) // len(part)) + after


def times(n, part, before=HEAD + EVENT, after=FOOT):
    return before + part * n + after


def entries(n, lines):
    """Entries that differ."""
    return HEAD + ''.join(f'BEGIN:VEVENT\r\nUID:{i}\r\nSUMMARY:{i}\r\n{lines(i)}END:VEVENT\r\n'
                          for i in range(n)) + 'END:VCALENDAR\r\n'


def numbers(a, b):
    return ','.join(map(str, range(a, b)))


BOMBS = [f'FREQ=YEARLY;BYMONTH={numbers(1, 13)};BYMONTHDAY={numbers(1, 32)};BYSETPOS=-366',
         'FREQ=DAILY;INTERVAL=2147483647', 'FREQ=DAILY;COUNT=2147483647',
         'FREQ=WEEKLY;UNTIL=99991231T235959Z', 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6',
         f'FREQ=YEARLY;BYYEARDAY=366;BYHOUR={numbers(0, 24)};BYMINUTE={numbers(0, 60)};'
         f'BYSECOND={numbers(0, 60)}', 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
         'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=' + 'DAILY;FREQ=' * 1000 + 'DAILY',
         'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;INTERVAL=-1', 'FREQ=MONTHLY;BYDAY=99MO']

# Name, file, what is told (a pattern), MB at the most.
CASES = [
    ('larger than 16 MB', lambda: 'x' * (FILE_MAX + 1), 'at most 16 MiB', 64),
    ('short lines', lambda: full('A:1\n'), 'more than 500000 lines', 100),
    ('components', lambda: full('BEGIN:A\nEND:A\n'), 'more than 500000 lines', 100),
    ('entries', lambda: full('BEGIN:VEVENT\nEND:VEVENT\n', HEAD, ''), 'more than 500000 lines', 100),
    ('names', lambda: HEAD + EVENT + ''.join(f'X{i}:1\n' for i in range(499000)) + FOOT,
     'not carried over', 140),
    ('as many lines as may be', lambda: times(499980, 'A:1\n'), 'not carried over: A', 100),
    ('attendees', lambda: times(400000, 'ATTENDEE:mailto:a@example.org\n'), 'attendees', 120),
    ('rooms', lambda: times(400000, 'LOCATION:a\n'), 'another LOCATION', 120),
    ('descriptions', lambda: full('DESCRIPTION:' + 'x\\n' * 80000 + '\n'), 'another DESCRIPTION', 100),
    ('categories', lambda: full('CATEGORIES:' + ','.join(['a'] * 120000) + '\n'), 'categories', 100),
    ('dates', lambda: full('RDATE:' + ','.join(['20300612T090000Z'] * 15000) + '\n'),
     'dates of RDATE', 100),
    ('exceptions', lambda: full('EXDATE:' + ','.join(['20300612T090000Z'] * 15000) + '\n'),
     'not carried over: EXDATE|dates of EXDATE', 100),
    ('a line of 16 MB', lambda: HEAD + EVENT + 'DESCRIPTION:' + 'x' * (FILE_MAX - MB) + FOOT,
     'longer than 256 KB', 64),
    ('one that is folded', lambda: full('\n ', HEAD + EVENT + 'DESCRIPTION:'), '', 64),
    ('two hundred thousand within each other', HEAD + 'BEGIN:X\n' * 200000, 'within each other', 64),
    ('two hundred thousand calendars', lambda: times(200000, 'BEGIN:VCALENDAR\nEND:VCALENDAR\n', '',
                                                     HEAD + EVENT + FOOT), 'sessions in: 1', 150),
    ('calendars within each other', times(20000, 'BEGIN:VCALENDAR\n', '', EVENT + FOOT),
     'END:VCALENDAR is missing', 64),
    ('never ended', HEAD + 'BEGIN:VEVENT\nSUMMARY:A', 'END:VEVENT is missing', 64),
    ('ends of nothing', lambda: times(400000, 'END:X\n'), 'ends nothing', 64),
    ('NUL', HEAD + EVENT + 'LOCATION:a\0b\0\r\n\0\r\nDTSTART\0:1\r\n' + FOOT, 'control characters', 64),
    ('NUL at the beginning', '\0' + HEAD + EVENT + FOOT, '', 64),
    ('nothing but NUL', '\0' * MB, 'no calendar', 64),
    ('UTF-16', (HEAD + EVENT + FOOT).encode('utf-16'), 'UTF-16', 64),
    ('UTF-16 without its mark', (HEAD + EVENT + FOOT).encode('utf-16-le'), 'no calendar', 64),
    ('no UTF-8', (HEAD + EVENT).encode() + b'LOCATION:\xff\xfe\xc0\xaf\xed\xa0\x80 caf\xe9\r\n' +
     FOOT.encode(), 'sessions in: 1', 64),
    ('a zone that is a path', HEAD + EVENT.replace('DTSTART', 'DTSTART;TZID=../../../etc/passwd')
     .replace('090000Z', '090000') + FOOT, 'is not a time zone', 64),
    ('a VTIMEZONE that is a path', HEAD + 'BEGIN:VTIMEZONE\nTZID:../../../etc/passwd\n'
     'X-LIC-LOCATION:../../../etc/shadow\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0117\n'
     'END:STANDARD\nEND:VTIMEZONE\n' + EVENT.replace('DTSTART', 'DTSTART;TZID=../../../etc/passwd')
     .replace('090000Z', '090000') + FOOT, "file's own", 64),
    ('zones', lambda: times(50000, 'BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:16010101T000000\n'
                            'TZOFFSETTO:+0117\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE\n', HEAD,
                            EVENT + FOOT), 'that of one before it', 120),
    ('an observance a second', lambda: times(
        60000, 'BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0117\nTZOFFSETTO:+0118\n'
        'RRULE:FREQ=YEARLY\nEND:STANDARD\n', HEAD + 'BEGIN:VTIMEZONE\nTZID:A\n',
        'END:VTIMEZONE\n' + EVENT + FOOT), 'changes too often', 200),
    ('rules', lambda: times(300000, 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n'),
     'too many entries repeat', 120),
    ('rules that are bombs', lambda: entries(
        480, lambda i: f'DTSTART:20000612T0900{i % 60:02}Z\r\nRRULE:{BOMBS[i % len(BOMBS)]}\r\n'),
     'sessions in:', 120),
    ('daily since 1600', lambda: entries(
        480, lambda i: f'DTSTART:16000612T0900{i % 60:02}Z\r\nRRULE:FREQ=DAILY\r\n'),
     'too many entries repeat', 120),
    ('changed times of what repeats', lambda: entries(
        5000, lambda i: 'UID:a\r\nDTSTART:20300612T090000Z\r\n' + (
            'RRULE:FREQ=DAILY\r\n' if i == 0 else 'RECURRENCE-ID:20300612T090000Z\r\n')),
     'sessions in:', 120),
    ('zones that nobody knows', lambda: entries(
        5000, lambda i: f'DTSTART;TZID=Z{i}:20300612T090000\r\n'), 'is not a time zone', 120),
    ('what libical says to itself', HEAD + EVENT + 'X-LIC-ERROR;X-LIC-ERRORTYPE=COMPONENT-PARSE-ERROR:'
     'x\r\nX-LIC-CLUSTERCOUNT:99999999999999999999\r\nX-LIC-MIMECID:x\r\nDTEND;X-LIC-ERROR=1:x\r\n'
     'RRULE;X-LIC-ERROR=1:X-LIC-ERROR\r\nBEGIN;X=1:VEVENT\r\nEND;X=1:VEVENT\r\n' + FOOT,
     'X-LIC-', 64),
    ('parameters', lambda: full('LOCATION' + ';A=B' * 60000 + ':x\r\n'), 'parameters', 64),
    ('values of a parameter', lambda: full('LOCATION;A=' + 'B,' * 120000 + 'B:x\r\n'), 'LOCATION', 64),
    ('quoted values', lambda: full('LOCATION;A=' + '"B",' * 60000 + 'B:x\r\n'), 'LOCATION', 64),
    ('a long parameter', lambda: full('LOCATION;A="' + 'B' * 250000 + '":x\r\n'), 'LOCATION', 64),
    ('parts of a value', lambda: full('RRULE:' + 'FREQ=DAILY;' * 20000 + '\r\n'), 'repeats', 64),
    ('backslashes', lambda: full('SUMMARY:' + '\\' * 250000 + '\r\n'), 'SUMMARY', 64),
    ('quotes', lambda: times(50000, 'LOCATION;A="\r\n'), 'no property', 64),
    ('a picture', lambda: full('ATTACH;ENCODING=BASE64;VALUE=BINARY:' + 'A' * 200000 + '\r\n'),
     'not carried over: ATTACH', 100),
]


def run(path):
    """Exit status, what it said, MB at the most, seconds of CPU."""
    p = subprocess.run([sys.executable, os.path.abspath(__file__), '--watch', path],
                       capture_output=True, check=False)
    code, rss, seconds = p.stdout.decode().rsplit('\n', 2)[-2].split()
    return int(code), p.stderr.decode(errors='replace'), int(rss) / 1024, float(seconds)


def run_case(case):
    data = case[1]() if callable(case[1]) else case[1]
    with tempfile.NamedTemporaryFile(prefix='plenary.', suffix='.ics') as f:
        f.write(data if isinstance(data, bytes) else data.encode())
        f.flush()
        return run(f.name)


def main():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run_case, CASES))
    for (name, _, told, most), (code, out, size, seconds) in zip(CASES, results):
        ok(code in (0, 1) and 'Sanitizer' not in out and 'fault of plenary' not in out,
           f'{name}: it ends well', code, out[-600:])
        ok(re.search(told, out), f'{name}: it is told', told, out[:600])
        ok(not re.search('root:|/bin/', out), f'{name}: nothing of this system')
        ok(ASAN or size <= most, f'{name}: at most {most} MB', size)
        ok(seconds <= SECONDS_MAX, f'{name}: at most {SECONDS_MAX} s', seconds)
        if os.environ.get('VERBOSE'):
            print(f'# {name:50} {size:6.1f} MB {seconds:6.2f} s')
    done()


main()
