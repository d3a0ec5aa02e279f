"""Whatever a report says reaches the pages as text and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from tests.attack.planting import FIELDS, PLANTED, Plan
from tests.attack.structure import offences, page_keys, parse, skeleton

Sites = tuple[Path, Path, Plan]
UNPLANTED = {"Finding.proposal", "Finding.waiver", "Problem.message", "Table.name", "UnreadNumber.printed"}
"""Fields that the samples leave empty; the hostile files fill some of them."""
_UNSEEN = re.compile("[\x00-\x20\x7f-\x9f\ufffd\ufffe\uffff\u3000\u00a0\u2028\u2029\ufeff]+")


def seen(text: str) -> str:
    """The text without white space and what a browser replaces."""
    return _UNSEEN.sub("", text)


def test_there_are_enough_payloads_and_all_are_planted_in_every_field(sites: Sites) -> None:
    plan = sites[2]
    assert len(PLANTED) >= 400
    assert FIELDS - plan.texts.keys() <= UNPLANTED
    for name, texts in plan.texts.items():
        assert {payload for text in texts for payload in plan.payloads(name, text)} == set(PLANTED), name


def test_pages_are_made_of_the_same_parts_as_with_harmless_texts(sites: Sites) -> None:
    inert, hostile, _ = sites
    harmless, attacked = page_keys(inert), page_keys(hostile)
    assert harmless.keys() == attacked.keys()
    assert {key[0] for key in harmless} == {"site", "report", "department", "project", "source"}
    for key, page in harmless.items():
        expected = skeleton(parse(page.read_text(encoding="utf-8")))
        found = skeleton(parse(attacked[key].read_text(encoding="utf-8")))
        assert found == expected, (key, found - expected, expected - found)


def test_no_page_holds_what_no_page_of_ours_may_hold(sites: Sites, file_site: Path) -> None:
    bad = [
        offence
        for site in (*sites[:2], file_site)
        for page in site.rglob("*.html")
        for offence in offences(parse(page.read_text(encoding="utf-8")), page.name)
    ]
    assert not bad, bad[:20]


def test_the_search_for_offences_finds_them() -> None:
    page = (
        '<p onclick="x">a<script>x</script><a href="javascript:x">b</a><iframe></iframe><img src="//e/x.png">'
        '<svg><image href="x"/><text onload="x">c</text></svg><p style="x">d<base href="x">'
    )
    assert len(list(offences(parse(page), "page"))) == 10
    assert skeleton(parse("<p>a</p>")) != skeleton(parse("<p><b>a</b></p>"))


def test_every_payload_is_shown_as_text(sites: Sites, file_site: Path) -> None:
    shown = Counter[str]()
    pages = [*sites[1].rglob("*.html"), *file_site.rglob("*.html")]
    for page in pages:
        text = seen(parse(page.read_text(encoding="utf-8")).text_content())
        shown.update(payload for payload in PLANTED if seen(payload) in text)
    missing = [payload for payload in PLANTED if not shown[payload]]
    assert not missing, missing[:10]


def test_titles_and_attributes_hold_the_whole_text(sites: Sites) -> None:
    """An attribute that ends early, or a heading that swallows its neighbours, would show here."""
    _, hostile, plan = sites
    titles = {plan.hostile("Report.title", text) for text in plan.texts["Report.title"]}
    wanted = {seen(title) for title in titles}
    found = set()
    for key, page in page_keys(hostile).items():
        if key[0] == "report":
            root = parse(page.read_text(encoding="utf-8"))
            meta = root.xpath("//meta[@property='og:title']/@content")
            assert [seen(str(text)) for text in meta] == [seen(root.xpath("string(//h1)"))]
            found.add(seen(root.xpath("string(//h1)")))
    assert found == wanted


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\ud800"])
def test_file_names_are_shown_without_characters_that_deceive(file_site: Path, character: str) -> None:
    heads = [html.fromstring(page.read_bytes()).xpath("string(//h1)") for page in file_site.glob("source/*/index.html")]
    assert len(heads) >= 29
    assert not any(character in str(head) for head in heads)


def test_file_names_in_other_encodings_are_read(file_site: Path) -> None:
    heads = {
        str(html.fromstring(page.read_bytes()).xpath("string(//h1)")) for page in file_site.glob("source/*/index.html")
    }
    assert "应急.txt" in heads, "GB18030"
    assert sum("\ufffd" in head for head in heads) >= 4


def test_nothing_is_written_outside_the_site(file_site: Path) -> None:
    beside = {path.name for path in file_site.parent.iterdir()}
    assert beside <= {"content", "site", ".site-builder", ".site.lock"}
    for path in file_site.rglob("*"):
        assert re.fullmatch(r"[\w.-]+", path.name, re.ASCII), path
        assert not path.is_symlink()
