"""Data files: no formula, no broken syntax, no script that ends early, whatever a report says."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

from lxml import etree, html

from site_builder.exports.cells import guard_cell, plain_cell
from tests.attack.payloads import FORMULAS, PAYLOADS
from tests.attack.planting import Plan, site_files

Sites = tuple[Path, Path, Plan]
_HARMLESS_SIGN = re.compile(r"[=+＝＋－-]{0,2}[≥≤<>]?[\d,.]*[%％‰℃㎡\u4e00-\u9fff]*")


def csv_cells(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def test_no_cell_of_a_table_starts_a_formula(sites: Sites, file_site: Path) -> None:
    guarded = 0
    for site in (sites[1], file_site):
        for path in site_files(site, ".csv"):
            for cell in csv_cells(path):
                guarded += cell[:1] == "'"
                assert cell[:1] not in "=+-@\t\r\n＝＋－＠" or _HARMLESS_SIGN.fullmatch(cell), (path.name, cell)
    assert guarded > 100


def test_guarding_loses_nothing() -> None:
    for payload in (*PAYLOADS, *FORMULAS):
        for column in ("", "value"):
            assert plain_cell(guard_cell(payload, column)) == payload


def test_workbooks_hold_no_formulas_and_no_links(sites: Sites, file_site: Path) -> None:
    books = [path for site in (sites[1], file_site) for path in site_files(site, ".xlsx")]
    assert books
    for path in books:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                assert not re.search(r"externalLink|vbaProject|embeddings", name)
                if name.endswith((".xml", ".rels")):
                    root = etree.fromstring(book.read(name), etree.XMLParser(resolve_entities=False, huge_tree=True))
                    kinds = {etree.QName(element).localname for element in root.iter(etree.Element)}
                    assert not kinds & {"f", "hyperlink", "ddeLink", "oleLink"}, (path, name)


def test_json_files_are_json_and_hold_the_texts(sites: Sites, file_site: Path) -> None:
    for site in (sites[1], file_site):
        for path in site_files(site, ".json"):
            json.loads(path.read_text(encoding="utf-8"))
    plan = sites[2]
    subjects = {row["subject"] for row in json.loads((sites[1] / "data/facts.json").read_text(encoding="utf-8"))}
    assert {plan.hostile("Fact.subject", text) for text in plan.texts["Fact.subject"] if text} <= subjects


def test_chart_options_close_no_script_and_hold_no_code(sites: Sites, file_site: Path) -> None:
    options = [
        path for site in (sites[1], file_site) for path in site.rglob("charts/*") if path.suffix in (".js", ".json")
    ]
    assert len(options) > 10
    for path in options:
        text = path.read_text(encoding="utf-8")
        assert "<" not in text
        assert not re.search("[\u2028\u2029\x00-\x09\x0b-\x1f]", text)
        if path.suffix == ".js":
            call = re.fullmatch(r"siteBuilderChart\((.*)\);\n", text)
            assert call
            strings = json.dumps(json.loads(call[1]), ensure_ascii=False)
            assert "{" not in "".join(re.findall(r'"formatter": "([^"]*)"', strings)).replace("{value}", "")


def test_drawings_are_well_formed_and_hold_shapes_and_text_only(sites: Sites) -> None:
    drawings = list(site_files(sites[1], ".svg"))
    assert len(drawings) > 5
    for path in drawings:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
        for element in root.iter(etree.Element):
            assert etree.QName(element).localname not in (
                "script",
                "style",
                "image",
                "use",
                "foreignObject",
                "a",
                "set",
            )
            assert not any(str(name).startswith("on") or "href" in str(name) for name in element.attrib)


def test_linked_data_is_whole(sites: Sites) -> None:
    plan = sites[2]
    names = set()
    for page in sites[1].rglob("*.html"):
        for text in html.fromstring(page.read_bytes()).xpath("//script[@type='application/ld+json']/text()"):
            assert "<" not in text
            names.add(json.loads(text)["name"])
    assert {plan.hostile("Report.title", title) for title in plan.texts["Report.title"]} <= names


def test_feeds_and_maps_are_well_formed(sites: Sites, file_site: Path) -> None:
    for site in (sites[1], file_site):
        for path in site_files(site, ".xml"):
            etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
