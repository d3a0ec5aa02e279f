"""Descriptions of the data pass the validators of others: data packages, JSON schema, JSON-LD, feeds, sitemap."""

import csv
import io
import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import jsonschema
import pytest
from frictionless import Package
from lxml import etree, html

from site_builder.exports.feeds import MOST_ENTRIES, ReportFeed, feeds, report_entry, sitemap, whole_day
from site_builder.exports.linked import fragment
from site_builder.model.config import SiteConfig
from site_builder.model.site import Correction, DepartmentSummary, ReportSummary

BASE = "https://www.example.gov.cn/czgk/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_data_package_is_valid(portal_site: Path) -> None:
    descriptions = sorted(portal_site.glob("**/datapackage.json"))
    assert len(descriptions) >= 3, "site and departments"
    for path in descriptions:
        report = Package(str(path)).validate()
        assert report.valid, (path, report.flatten(["type", "note"])[:5])


def test_a_data_package_says_size_hash_licence_and_fiscal_types(portal_site: Path) -> None:
    path = next(portal_site.glob("d/**/datapackage.json"))
    package = json.loads(path.read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", package["name"])
    assert package["licenses"] == [
        {"name": "CC BY 4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert package["homepage"] == BASE
    facts = next(item for item in package["resources"] if item["name"] == "facts")
    content = (path.parent / facts["path"]).read_bytes()
    assert (facts["bytes"], facts["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    types = {field["name"]: field.get("columnType") for field in facts["schema"]["fields"]}
    assert (types["value"], types["year"], types["unit"]) == ("value", "date:fiscal-year", None)
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert header == [field["name"] for field in facts["schema"]["fields"]]


@pytest.mark.parametrize("table", ["facts", "findings"])
def test_rows_follow_the_versioned_json_schema(portal_site: Path, table: str) -> None:
    schema = json.loads((portal_site / f"data/schema/{table}-1.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    with (portal_site / f"data/{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    validator(schema).validate(rows)
    spoiled = [{**rows[0], "extra": ""}]
    assert list(validator(schema).iter_errors(spoiled))
    assert schema["version"].startswith("1.")


def linked_data(page: Path) -> list[dict[str, object]]:
    tree = html.fromstring(page.read_bytes())
    return [json.loads(text) for text in tree.xpath("//script[@type='application/ld+json']/text()")]


def test_json_ld_has_the_types_a_catalogue_needs(portal_site: Path) -> None:
    site = json.loads((portal_site / "data/site.json").read_text(encoding="utf-8"))
    (catalogue,) = linked_data(portal_site / "index.html")
    assert catalogue["@type"] == "DataCatalog" and catalogue["url"] == BASE
    for department in site["departments"]:
        (office,) = linked_data(portal_site / department["path"] / "index.html")
        assert (office["@type"], office["name"]) == ("GovernmentOrganization", department["name"])
    for report in site["reports"]:
        (dataset,) = linked_data(portal_site / report["path"] / "index.html")
        assert (dataset["@type"], dataset["name"]) == ("Dataset", report["title"])
        assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for download in dataset["distribution"]:  # type: ignore[attr-defined]
            assert download["@type"] == "DataDownload"
            assert (portal_site / download["contentUrl"].removeprefix(BASE)).is_file()


@pytest.mark.parametrize("name", ["feed.xml", "corrections/feed.xml"])
def test_feeds_are_atom(portal_site: Path, name: str) -> None:
    content = (portal_site / name).read_bytes()
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    feed = etree.fromstring(content)
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for required in ("id", "title", "updated"):
            texts = [item.text for item in element.findall(f"a:{required}", ATOM)]
            assert len(texts) == 1 and texts[0], (name, required)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", str(element.findtext("a:updated", "", ATOM)))
    assert feed.findtext("a:author/a:name", "", ATOM) == "湖东省财政厅"


def test_the_feed_of_reports_leads_to_their_pages(portal_site: Path) -> None:
    parsed = feedparser.parse((portal_site / "feed.xml").read_bytes())
    site = json.loads((portal_site / "data/site.json").read_text(encoding="utf-8"))
    assert {entry.link for entry in parsed.entries} == {f"{BASE}{item['path']}index.html" for item in site["reports"]}
    assert parsed.feed.links[0].href == f"{BASE}feed.xml"


def correction(after: str = "2", fact: str = "a") -> Correction:
    path = "d/hudong/juzi-00/2024/department-final/"
    return Correction("2025-10-01", "某局", "某局决算", path, "某项目", "决算数", "1\x0b", after, "录入差错", fact)


def report(date: str) -> ReportSummary:
    path = "d/hudong/juzi-00/2024/department-final/"
    return ReportSummary(
        *("某局决算", "某局", ("湖东省",), 2024, "department_final", "部门决算", "部门", path),
        *("决算.txt", "source/juesuan-00/", "0" * 64),
        date=date,
    )


def feed_files(date: str, corrections: tuple[Correction, ...]) -> list[bytes]:
    gathered = ReportFeed(corrections)
    gathered.add([report_entry(report(date), SiteConfig())])
    return [file.content for file in feeds(gathered.newest, corrections, SiteConfig())]


def test_feeds_survive_partial_dates_control_characters_and_like_corrections() -> None:
    reports, corrections = map(feedparser.parse, feed_files("2025-09", (correction(fact="a"), correction(fact="b"))))
    assert not reports.bozo and not corrections.bozo
    assert len({entry.id for entry in corrections.entries}) == 2
    assert corrections.entries[0].link.endswith("d/hudong/juzi-00/2024/department-final/index.html")
    assert "1 改为 2" in corrections.entries[0].summary
    assert reports.entries[0].updated.startswith("2025-10-01"), "a correction makes the report's entry new"


def test_an_entry_keeps_its_identifier_when_its_date_is_learned() -> None:
    early, late = (feedparser.parse(feed_files(date, ())[0]).entries[0].id for date in ("", "2025-09-05"))
    assert early == late


def test_a_feed_is_bounded() -> None:
    many = tuple(correction(str(number)) for number in range(MOST_ENTRIES + 5))
    assert len(feedparser.parse(feed_files("", many)[1]).entries) == MOST_ENTRIES


@pytest.mark.parametrize(
    ("date", "day"),
    [("2025-09-05", "2025-09-05"), ("2025-09", "2025-09-01"), ("", "2024-12-31"), ("去年", "2024-12-31")],
)
def test_a_whole_day(date: str, day: str) -> None:
    assert whole_day(date, 2024) == day


def test_the_sitemap_lists_every_page_once(portal_site: Path) -> None:
    tree = etree.parse(portal_site / "sitemap.xml")
    assert tree.getroot().tag == f"{{{SITEMAP['s']}}}urlset"
    addresses = [str(text) for text in tree.xpath("//s:url/s:loc/text()", namespaces=SITEMAP)]
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert address.startswith(BASE) and address.isascii()
        path = portal_site / address.removeprefix(BASE)
        assert (path / "index.html" if path.is_dir() else path).is_file()
    pages = [path for path in portal_site.rglob("*.html") if path.name not in ("404.html", "fragment.html")]
    assert len(addresses) == len(pages)
    assert f"Sitemap: {BASE}sitemap.xml" in (portal_site / "robots.txt").read_text()


def test_a_large_sitemap_is_split() -> None:
    config = SiteConfig(base_url=BASE)
    files = {file.path: file.content for file in sitemap((f"p/{n}.html" for n in range(50_001)), config)}
    index = etree.fromstring(files["sitemap.xml"])
    assert [str(text) for text in index.xpath("//s:sitemap/s:loc/text()", namespaces=SITEMAP)] == [
        f"{BASE}sitemap-1.xml",
        f"{BASE}sitemap-2.xml",
    ]
    assert files["sitemap-1.xml"].count(b"<loc>") == 50_000


def test_without_a_base_address_there_is_no_sitemap() -> None:
    files = {file.path: file.content.decode() for file in sitemap(["index.html"], SiteConfig())}
    assert set(files) == {"robots.txt"} and "Sitemap" not in files["robots.txt"]


def test_a_fragment_is_a_piece_of_a_page(portal_site: Path) -> None:
    for path in portal_site.glob("d/**/fragment.html"):
        text = path.read_text(encoding="utf-8")
        assert "<html" not in text and "<head" not in text and "<script" not in text and "style=" not in text
        for link in html.fragment_fromstring(text).xpath("//a/@href"):
            assert (portal_site / urljoin(BASE, str(link)).removeprefix(BASE)).is_file()


def test_a_fragment_escapes_names() -> None:
    text = fragment(DepartmentSummary("<b>局", ("省",), "d/x/", ()), SiteConfig()).content.decode()
    assert "<b>" not in text and "&lt;b&gt;局" in text


def test_a_browser_is_told_of_the_search(portal_site: Path) -> None:
    tree = etree.parse(portal_site / "opensearch.xml")
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert tree.xpath("string(//o:Url/@template)", namespaces=names) == f"{BASE}search/index.html?q={{searchTerms}}"
    assert 0 < len(str(tree.xpath("string(//o:ShortName)", namespaces=names))) <= 16
    page = html.parse(portal_site / "compare/index.html")
    assert page.xpath("//link[@rel='search']/@href") == ["../opensearch.xml"]
