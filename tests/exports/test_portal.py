"""What 政府网站发展指引 asks of pages: meta tags, footer, canonical addresses; and nothing of it without settings."""

from pathlib import Path

import pytest
from lxml import html

from site_builder.config import load_config
from site_builder.pipeline import BuildSettings, build
from site_builder.starter import SAMPLE_NAME, SAMPLE_REPORT

BASE = "https://www.example.gov.cn/czgk/"
METAS = {
    "SiteName": "湖东省人民政府",
    "SiteDomain": "www.example.gov.cn",
    "SiteIDCode": "1300000000",
    "ColumnName": "部门预决算",
    "ColumnDescription": "部门预算、决算与绩效自评",
    "ColumnKeywords": "预算,决算",
    "ColumnType": "政务公开",
}
FOOTER = (
    "湖东省财政厅", "0000-1234567", "湖东省云汀市一号路", "1300000000", "湖ICP备00000000号",
    "湖公网安备 00000000000000号", "CC BY 4.0", "网站找错", "站点地图",
)  # fmt: skip


def metas(tree: html.HtmlElement) -> dict[str, str]:
    return {str(item.get("name")): str(item.get("content")) for item in tree.xpath("//meta[@name]")}


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if path.name != "fragment.html"]


def test_every_page_has_the_portals_tags_footer_and_canonical_address(portal_site: Path) -> None:
    for path in pages(portal_site):
        tree = html.parse(path).getroot()
        found = metas(tree)
        assert METAS.items() <= found.items(), path
        footer = tree.xpath("//footer")[0].text_content()
        assert all(text in footer for text in FOOTER), path
        if path.name != "404.html":
            address = BASE + path.relative_to(portal_site).as_posix()
            assert tree.xpath("//link[@rel='canonical']/@href") == [address]
            assert tree.xpath("//meta[@property='og:url']/@content") == [address]
        titles = tree.xpath("//meta[@property='og:title']/@content")
        assert len(titles) == 1 and titles[0] in tree.xpath("//title")[0].text_content(), path


def test_content_pages_have_article_tags(portal_site: Path) -> None:
    reports = [path for path in portal_site.glob("d/**/index.html") if path.parent.parent.name.isdigit()]
    assert reports
    for path in reports:
        found = metas(html.parse(path).getroot())
        assert found["ArticleTitle"] and found["ContentSource"], path
        assert found["Url"].startswith(BASE)
    assert any("PubDate" in metas(html.parse(path).getroot()) for path in reports)


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "theme" / "static").mkdir(parents=True)
    (folder / "theme" / "static" / "emblem.png").write_bytes(b"\x89PNG")
    (folder / "content").mkdir()
    (folder / "content" / SAMPLE_NAME).write_text(SAMPLE_REPORT, encoding="utf-8")
    settings = '[site]\ntheme = "theme"\n[portal]\nemblem_image = "emblem.png"\nemblem_url = "https://bszs.conac.cn/"\n'
    (folder / "site.toml").write_text(settings, encoding="utf-8")
    build(BuildSettings(folder / "content", folder / "site", load_config(None, folder / "content"), jobs=1))
    return folder / "site"


def test_without_a_base_address_nothing_claims_one(plain_site: Path) -> None:
    for path in pages(plain_site):
        tree = html.parse(path).getroot()
        assert not tree.xpath("//link[@rel='canonical']") and not tree.xpath("//meta[@property='og:url']")
        assert not tree.xpath("//link[@rel='search']")
        assert "SiteIDCode" not in metas(tree)
    assert not (plain_site / "sitemap.xml").exists() and not (plain_site / "opensearch.xml").exists()
    assert (plain_site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_the_emblem_of_the_theme_is_on_the_site(plain_site: Path) -> None:
    for path in pages(plain_site):
        (source,) = html.parse(path).getroot().xpath("//footer//img/@src")
        assert (path.parent / source).resolve().read_bytes() == b"\x89PNG"
