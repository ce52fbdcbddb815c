# SPDX-License-Identifier: ISC
"""Calendar files as they were published, line by line, without a library that would mend them."""

import datetime
import os
import zoneinfo


class Entry:
    """One VEVENT: its content lines, unfolded."""

    def __init__(self, lines):
        self.lines = lines
        self.name = self.one('SUMMARY')
        self.uid = self.one('UID')
        self.sequence = int(self.one('SEQUENCE'))
        self.status = self.one('STATUS')
        self.modified = self.one('LAST-MODIFIED')
        self.stamp = self.one('DTSTAMP')

    def line(self, name):
        for line in self.lines:
            if line.startswith((name + ':', name + ';')):
                return line
        return ''

    def one(self, name):
        return self.line(name).partition(':')[2]

    def start(self):
        """In UTC; a date of whole days."""
        line = self.line('DTSTART')
        params, _, value = line.partition(':')
        if 'VALUE=DATE' in params:
            return datetime.datetime.strptime(value, '%Y%m%d').date()
        if value.endswith('Z'):
            return datetime.datetime.strptime(value, '%Y%m%dT%H%M%SZ')
        zone = zoneinfo.ZoneInfo(params.partition('TZID=')[2])
        local = datetime.datetime.strptime(value, '%Y%m%dT%H%M%S')
        return local.replace(tzinfo=zone).astimezone(datetime.timezone.utc).replace(tzinfo=None)

    def said(self):
        """What SEQUENCE rises with: time, place and status, as they are told."""
        postponed = self.status == 'TENTATIVE' and self.name.endswith('(postponed)')
        return [self.line(n) for n in ('DTSTART', 'DTEND', 'LOCATION', 'STATUS')] + [postponed]

    def rest(self):
        """All but the two stamps, which say when it changed."""
        return [l for l in self.lines if not l.startswith(('DTSTAMP:', 'LAST-MODIFIED:'))]


class Calendar:
    """One file."""

    def __init__(self, data):
        lines = data.decode('utf-8').replace('\r\n ', '').split('\r\n')
        self.modified = None
        self.rest = []     # all lines but its own LAST-MODIFIED
        self.entries = []
        inside = None
        for line in lines:
            if line == 'BEGIN:VEVENT':
                inside = []
            if inside is None and line.startswith('LAST-MODIFIED:') and self.modified is None:
                self.modified = line.partition(':')[2]
                continue
            self.rest.append(line)
            if inside is not None:
                inside.append(line)
            if line == 'END:VEVENT':
                self.entries.append(Entry(inside))
                inside = None


def read_tree(root):
    """All calendar files below a folder: their bytes by their names."""
    out = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith('.ics'):
                path = os.path.join(folder, name)
                with open(path, 'rb') as f:
                    out[os.path.relpath(path, root)] = f.read()
    return out


def language(path):
    """Of a file's texts; 'en' has no mark."""
    return 'fr' if path.endswith('.fr.ics') else 'en'
