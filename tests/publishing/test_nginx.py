"""A real nginx with the documented configuration: strict CSP, sub-path, every link and anchor, nothing from outside."""

import http.client
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from web_server import nginx, recipe

from site_builder.model.config import SiteConfig
from site_builder.packing import pack_changes
from site_builder.pipeline import BuildSettings, build

Served = Callable[[Path], AbstractContextManager[str]]
LOADS = "//script/@src|//link[not(@rel='canonical')]/@href|//img/@src|//iframe/@src|//source/@src|//object/@data"
CSP = "default-src 'self'"


class Crawler:
    """Follows every link from the home page, and looks at every page that lies in the site's folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.connection = http.client.HTTPConnection(urlsplit(root).netloc, timeout=30)
        self.anchors: dict[str, set[str]] = {}
        self.wanted: dict[str, set[str]] = {}
        self.problems: list[str] = []

    def get(self, address: str) -> tuple[int, dict[str, str], bytes]:
        self.connection.request("GET", urlsplit(address).path)
        response = self.connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    def crawl(self, addresses: list[str]) -> None:
        waiting, seen = list(addresses), set(addresses)
        while waiting:
            address = waiting.pop()
            for link in self.visit(address):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)
        for address, names in self.wanted.items():
            missing = names - self.anchors.get(address, names)
            self.problems += [f"no anchor {name} in {address}" for name in sorted(missing)]

    def visit(self, address: str) -> Iterator[str]:
        status, headers, body = self.get(address)
        if status != 200:
            self.problems.append(f"{status} {address}")
            return
        if headers.get("content-security-policy") != CSP:
            self.problems.append(f"no CSP on {address}")
        if "html" in headers.get("content-type", "") and not address.endswith("fragment.html"):
            yield from self.links(address, body)
        elif address.endswith(".css") and re.search(rb"url\(|@import", body):
            self.problems.append(f"loads from style {address}")

    def links(self, address: str, body: bytes) -> Iterator[str]:
        tree = html.fromstring(body)
        self.anchors[address] = {str(name) for name in tree.xpath("//@id")}
        if tree.xpath("//@style") or tree.xpath("//script[not(@src)][not(@type='application/ld+json')]"):
            self.problems.append(f"inline style or script in {address}")
        for load in tree.xpath(LOADS):
            if not urljoin(address, str(load)).startswith(self.root):
                self.problems.append(f"{address} loads {load}")
        for link in {str(link) for link in tree.xpath("//a/@href|//@src|//link/@href|//form/@action")}:
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(self.root):
                continue  # a link that a reader may follow is no request
            target = target.partition("?")[0]
            if anchor:
                self.wanted.setdefault(target, set()).add(unquote(anchor))
            yield target


def crawl(site: Path, address: str) -> Crawler:
    crawler = Crawler(address)
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    crawler.crawl([address, *(address + page for page in pages)])
    assert len(crawler.anchors) >= len([page for page in pages if not page.endswith("fragment.html")])
    return crawler


def test_every_link_and_anchor_under_a_sub_path_with_strict_csp(small_site: Path, served: Served) -> None:
    with served(small_site) as address:
        assert crawl(small_site, address).problems == []


def test_the_crawler_sees_what_is_wrong(small_site: Path, served: Served, tmp_path: Path) -> None:
    site = tmp_path / "spoiled"
    shutil.copytree(small_site, site)
    home = site / "index.html"
    spoiled = '<a href="none.html">x</a><a href="map/index.html#none">y</a><img src="http://x.example/a.png" style="x">'
    home.write_text(home.read_text(encoding="utf-8").replace("</main>", spoiled + "</main>"), encoding="utf-8")
    with served(site) as address:
        problems = "\n".join(crawl(site, address).problems)
    for part in ("404 ", "no anchor none", "loads http://x.example", "inline style"):
        assert part in problems


def test_an_unknown_address_gets_the_sites_own_page(small_site: Path, served: Served) -> None:
    with served(small_site) as address:
        status, headers, body = Crawler(address).get(address + "d/none/index.html")
    assert status == 404 and headers["content-security-policy"] == CSP
    assert "没有找到这个页面" in body.decode()


def test_files_have_types_and_travel_compressed(small_site: Path, served: Served) -> None:
    with served(small_site) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        for path, kind in (("index.html", "text/html"), ("assets/site.css", "text/css"), ("data/facts.json", "json")):
            connection.request("GET", urlsplit(address).path + path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            assert kind in str(response.getheader("Content-Type"))
            assert response.getheader("Content-Encoding") == "gzip"


@pytest.mark.browser
def test_a_browser_meets_no_violation(small_site: Path, served: Served, browser: Any) -> None:
    messages: list[str] = []
    outside: list[str] = []
    pages = [
        "index.html",
        "search/index.html?q=应急",
        "data/index.html",
        "corrections/index.html",
        "compare/index.html",
    ]
    pages += [path.relative_to(small_site).as_posix() for path in sorted(small_site.glob("d/**/index.html"))[:4]]
    with served(small_site) as address, browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(address) else outside.append(request.url))
        for name in pages:
            page.goto(address + name, wait_until="load")
    assert messages == []
    assert [url for url in outside if not url.startswith("data:")] == []


@pytest.mark.real
def test_the_real_reports_under_a_sub_path(tmp_path: Path, shared: Path, served: Served) -> None:
    site = tmp_path / "site"
    build(BuildSettings(shared / "reports", site, SiteConfig(), jobs=2))
    with served(site) as address:
        crawler = crawl(site, address)
    assert crawler.problems == []
    assert len(crawler.anchors) > 80


def test_the_documented_commands_apply_the_changes(small_site: Path, tmp_path: Path) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    old, new = tmp_path / "已发布 的网站", tmp_path / "new"
    shutil.copytree(small_site, new)
    shutil.copytree(small_site, old)
    (old / "gone.html").write_text("x")
    text = (old / "manifest.json").read_text(encoding="utf-8")
    row = '{\n"path": "gone.html",\n"size": 1,\n"sha256": "00"\n},\n'
    (old / "manifest.json").write_text(text.replace('"files": [\n', '"files": [\n' + row), encoding="utf-8")
    pack_changes(new, old / "manifest.json", tmp_path / "output-changes.zip")
    (old / "index.html").write_text("旧", encoding="utf-8")
    shutil.copy(small_site / "index.html", old / "index.html")
    commands = recipe("sh", "delete.txt").replace("/srv/czgk/output", "$SITE").replace("-d $SITE", '-d "$SITE"')
    commands = commands.replace("< $SITE/delete.txt", '< "$SITE/delete.txt"').replace(
        "rm $SITE/delete.txt", 'rm "$SITE/delete.txt"'
    )
    subprocess.run(["sh", "-euc", commands], cwd=tmp_path, env={"SITE": str(old), "PATH": "/usr/bin:/bin"}, check=True)
    trees = [
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (old, new)
    ]
    assert trees[0] == trees[1]


def test_nginx_helper_reports_a_bad_configuration(tmp_path: Path, served: Served) -> None:
    del served
    with pytest.raises(AssertionError), nginx(tmp_path / "bad;\n}", tmp_path):
        pass
