"""Reads the exports of a ledger with the programs that they are made for.

export_checks.py FOLDER       reads FOLDER/csv, FOLDER/ftm ... and ends with 1 if anything is wrong
export_checks.py --model FILE writes the schemata of FollowTheMoney that the export uses
"""

import csv
import json
import sys
import warnings
from pathlib import Path

SCHEMATA = ["Article", "PublicBody", "Organization", "Person", "Position", "Occupancy", "Event", "Trip", "Address", "Note"]


def write_model(path):
    from followthemoney import model

    out = {}
    for name in SCHEMATA:
        s = model.get(name)
        out[name] = {
            "extends": sorted(x.name for x in s.schemata),
            "required": sorted(s.required),
            "properties": {
                p.name: {"type": p.type.name, **({"range": p.range.name} if p.range else {})}
                for p in s.properties.values()
                if not p.stub
            },
        }
    Path(path).write_text(json.dumps(out, indent=1, sort_keys=True))


def check_ftm(path):
    """Every entity is valid, and cleaning its values changes none of them."""
    from followthemoney import model

    seen, pointed, n = set(), set(), 0
    for line in path.open():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate({"properties": data["properties"]})
        for prop, values in data["properties"].items():
            assert sorted(proxy.get(prop)) == sorted(values), f"{data['schema']}.{prop}: {values} is cleaned to {proxy.get(prop)}"
            if proxy.schema.get(prop).type.name == "entity":
                pointed.update(values)
        seen.add(data["id"])
        n += 1
    assert pointed <= seen, f"entities that are pointed at are missing: {pointed - seen}"
    return f"{n} entities"


def check_geojson(path):
    from geojson_pydantic import FeatureCollection

    return f"{len(FeatureCollection.model_validate_json(path.read_text()).features)} features"


def check_csl(path):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(path.read_text())
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # fields that it does not know are warnings
        source = CiteProcJSON([{k: v for k, v in i.items()} for i in items])
    style = CitationStylesStyle("harvard1", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in source:
        bibliography.register(Citation([CitationItem(key)]))
    entries = [str(e) for e in bibliography.bibliography()]
    assert len(entries) == len(items) and all(entries)
    return f"{len(entries)} citations, such as: {entries[0]}"


def check_csv(path):
    rows = list(csv.reader(path.open(newline="")))
    assert all(len(r) == len(rows[0]) for r in rows), "rows are not of one length"
    assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r")) for r in rows for c in r), "a cell is a formula"
    return f"{len(rows) - 1} rows of {len(rows[0])} columns"


def check_jsonl(path):
    return f"{sum(1 for line in path.open() if json.loads(line)['evidence'])} records"


def check_webannotation(path):
    page = json.loads(path.read_text())
    assert page["total"] == len(page["first"]["items"])
    return f"{page['total']} annotations"


def main():
    if sys.argv[1] == "--model":
        write_model(sys.argv[2])
        return 0
    failed = 0
    for form, check in {
        "csv": check_csv, "plover": check_csv, "jsonl": check_jsonl, "webannotation": check_webannotation,
        "ftm": check_ftm, "geojson": check_geojson, "csl": check_csl,
    }.items():
        try:
            print(f"{form:14} {check(Path(sys.argv[1]) / form)}")
        except Exception as e:  # of any of the libraries
            failed = 1
            print(f"{form:14} WRONG: {type(e).__name__}: {e}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
