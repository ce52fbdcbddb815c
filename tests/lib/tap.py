# SPDX-License-Identifier: ISC
"""TAP for tests in Python. The plan comes last, with done()."""

import sys

count = failures = 0


def ok(passed, name, *details):
    """One test point: whether it passed. The details are shown if it did not."""
    global count, failures
    count += 1
    failures += not passed
    print("%sok %d - %s" % ("" if passed else "not ", count, name))
    if not passed:
        for detail in details:
            print("# %.600s" % repr(detail))
    sys.stdout.flush()
    return bool(passed)


def skip(name, why):
    ok(True, "%s # SKIP %s" % (name, why))


def skip_all(why):
    print("1..0 # SKIP %s" % why)
    sys.exit(0)


def done():
    print("1..%d" % count)
    sys.exit(1 if failures else 0)
