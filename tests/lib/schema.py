# SPDX-License-Identifier: ISC
# Holds YAML files against a JSON Schema, by a validator that is not ours.
#   schema.py SCHEMA FILE…: a line for each file, "ok FILE" or "bad FILE: where: why"
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true and false; no dates, no sexagesimal numbers."""


Core.yaml_implicit_resolvers = {}
for tag, expression, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(expression), list(first))


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    bad = 0
    for path in sys.argv[2:]:
        # As editors read it, and with every scalar as the text that it is for us.
        for loader in (Core, yaml.BaseLoader):
            data = yaml.load(open(path, encoding="utf-8"), Loader=loader)
            errors = list(validator(schema).iter_errors(data))
            if errors:
                worst = jsonschema.exceptions.best_match(errors)
                where = "/".join(str(p) for p in worst.absolute_path)
                print(f"bad {path} ({loader.__name__}): {where}: {worst.message[:200]}")
                bad = 1
            else:
                print(f"ok {path} ({loader.__name__})")
    return bad


sys.exit(main())
