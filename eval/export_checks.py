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
    """Each quotation is found in the text of its report, where its position says."""
    from anchorpoint.textselectors import TextPositionSelector, TextQuoteSelector

    page = json.loads(path.read_text())
    assert page["total"] == len(page["first"]["items"])
    texts = {}
    for report in (path.parent / "texts").iterdir():
        texts["urn:sha256:" + report.name] = json.loads(report.read_text())["text"]
    found = 0
    for target in (t for a in page["first"]["items"] for t in a["target"]):
        of = {s["type"]: s for s in target["selector"]}
        quote, position = of["TextQuoteSelector"], of["TextPositionSelector"]
        text = texts[target["source"]]
        at = TextPositionSelector(start=position["start"], end=position["end"])
        assert at.as_quote(text).exact == quote["exact"], f"{quote['exact']!r} is not at {at}"
        selector = TextQuoteSelector(exact=quote["exact"], prefix=quote["prefix"].strip(), suffix=quote["suffix"].strip())
        seen = selector.as_position(text)
        assert (seen.start, seen.end) == (at.start, at.end), f"{quote['exact']!r} is found at {seen}, not {at}"
        found += 1
    return f"{page['total']} annotations, {found} pieces of text found"


def check_warc(path):
    """Every record is read, and its digest is that of its block."""
    from warcio.archiveiterator import ArchiveIterator

    n = 0
    with path.open("rb") as f:
        for record in ArchiveIterator(f, check_digests="raise"):
            record.content_stream().read()
            n += 1
    assert n > 1
    return f"{n} records"


def check_atom(path):
    import feedparser

    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10" and feed.feed.id and feed.feed.title and feed.feed.updated_parsed
    assert all(e.id and e.title and e.updated_parsed and e.link for e in feed.entries)
    assert len({e.id for e in feed.entries}) == len(feed.entries) > 0, "ids are there twice"
    return f"{len(feed.entries)} entries"


def check_calendar(path):
    import icalendar

    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert events and not any(e.errors for e in events)
    assert all(e.decoded("DTEND") > e.decoded("DTSTART") and e["UID"] and e["DTSTAMP"] for e in events)
    assert len({e["UID"] for e in events}) == len(events), "ids are there twice"
    return f"{len(events)} events"


def main():
    if sys.argv[1] == "--model":
        write_model(sys.argv[2])
        return 0
    failed = 0
    for form, check in {
        "csv": check_csv, "plover": check_csv, "jsonl": check_jsonl, "webannotation": check_webannotation,
        "ftm": check_ftm, "geojson": check_geojson, "csl": check_csl,
        "warc.gz": check_warc, "atom": check_atom, "calendar": check_calendar,
    }.items():
        try:
            print(f"{form:14} {check(Path(sys.argv[1]) / form)}")
        except Exception as e:  # of any of the libraries
            failed = 1
            print(f"{form:14} WRONG: {type(e).__name__}: {e}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
