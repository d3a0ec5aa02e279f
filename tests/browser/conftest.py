"""A site built from the sample reports, served with the strictest policy, and a headless browser."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.generate import write_report

ROOT = Path(__file__).resolve().parents[2]
POLICY = "default-src 'self'"


MADE_REPORTS = (*range(20), *range(20, 44, 2))
"""Invented reports of 22 departments, in all formats; ten have two years."""


def build_site(content: Path, folder: Path) -> Path:
    """Build a site of a folder of reports."""
    from site_builder.pipeline import BuildSettings, build

    build(BuildSettings(content, folder))
    return folder


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample reports, built once for the whole run.

    SITE_BUILDER_BUILT names a finished site to look at instead, for quick work on templates.
    """
    named = os.environ.get("SITE_BUILDER_BUILT")
    return Path(named) if named else build_site(ROOT / "content", tmp_path_factory.mktemp("site") / "output")


SITES = ("samples", "made", "reports", "real")


@pytest.fixture(scope="session")
def site_named(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the site of a name, each built once: samples, invented departments, real documents, hand-built pages."""

    @cache
    def named(name: str) -> Path:
        if name == "samples":
            return request.getfixturevalue("built_site")
        folder = tmp_path_factory.mktemp(name)
        if name == "made":
            (folder / "content").mkdir()
            for number in MADE_REPORTS:
                write_report(folder / "content", number)
            return build_site(folder / "content", folder / "output")
        if name == "hand":
            sys.path.insert(0, str(ROOT / "tests" / "pages"))
            __import__("page_site").write_site(folder / "output")
            return folder / "output"
        return build_site(request.getfixturevalue("shared") / name, folder / "output")

    return named


@pytest.fixture(scope="session", params=SITES)
def each_site(request: pytest.FixtureRequest, site_named: Callable[[str], Path]) -> Path:
    """Each of the sites that reports were read for."""
    return site_named(request.param)


@pytest.fixture(scope="session", params=[*SITES, "hand"])
def seen_site(request: pytest.FixtureRequest, site_named: Callable[[str], Path]) -> Path:
    """Each site to look at: with the hand-built one every kind of page and every state of a value occurs."""
    return site_named(request.param)


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves files under a sub-path, as a portal's column would, and forbids everything from elsewhere."""

    prefix = "/gk/yjs/"

    def translate_path(self, path: str) -> str:
        """Map the sub-path to the site's root; all else is missing."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a site under a sub-path while the generator is open."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}{StrictHandler.prefix}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the samples' site under a sub-path."""
    yield from serve(built_site)


@pytest.fixture(scope="session")
def seen_url(seen_site: Path) -> Iterator[str]:
    """The address of each site to look at, under a sub-path."""
    yield from serve(seen_site)


FIXED = ("index.html", "404.html", *(f"{name}/index.html" for name in (
    "projects", "compare", "glossary", "method", "rules", "corrections", "map", "data", "patterns", "search"
)))  # fmt: skip
OFFICE = "d/**/*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]"
"""Folders of departments, which end in four digits of a hash."""
PATTERNS = {
    "region": "regions/**/index.html",
    "projects-part": "projects/*/**/index.html",
    "compare-part": "compare/*/**/index.html",
    "map-part": "map/*/**/index.html",
    "department": f"{OFFICE}/index.html",
    **{f"report-{kind}": f"{OFFICE}/*/{kind}/index.html" for kind in (
        "department-final", "department-budget", "self-eval-report", "project-self-eval-form", "overall-self-eval-form"
    )},
    "report": f"{OFFICE}/*/*/index.html",
    "project": "d/**/p/*.html",
    "source": "source/*/index.html",
    "old-version": "source/*/????????????.html",
}  # fmt: skip


SAME_EVERYWHERE = ("404.html", *(f"{name}/index.html" for name in ("method", "rules", "data", "patterns", "search")))
"""Pages that do not depend on the reports: looked at on the samples' and the hand-built site only."""


def fixed_pages(site: Path, of_reports: bool = False) -> dict[str, str]:
    """Return the pages every site has once, with `of_reports` those only that depend on its reports."""
    left_out = SAME_EVERYWHERE if of_reports else ()
    return {
        path.removesuffix("/index.html"): path for path in FIXED if path not in left_out and (site / path).is_file()
    }


def kinds_of(site: Path, of_reports: bool = False) -> dict[str, str]:
    """Return one address for each kind of page: the largest of its kind, and the largest source of each format."""
    kinds = fixed_pages(site, of_reports)
    for kind, pattern in PATTERNS.items():
        found = [path for path in site.glob(pattern) if "/charts/" not in path.as_posix()]
        if found:
            largest = max(found, key=lambda path: path.stat().st_size)
            kinds[kind] = largest.relative_to(site).as_posix()
    return kinds | _sources_by_format(site)


def _sources_by_format(site: Path) -> dict[str, str]:
    """Return the largest source page of each format."""
    listed = site / "data" / "site.json"
    reports = json.loads(listed.read_text(encoding="utf-8"))["reports"] if listed.is_file() else []
    sizes: dict[str, tuple[int, str]] = {}
    for report in reports:
        page = report["source_path"].partition("#")[0]
        page += "index.html" if page.endswith("/") else ""
        size = (site / page).stat().st_size
        kind = f"source-{Path(report['source']).suffix[1:]}"
        sizes[kind] = max(sizes.get(kind, (0, "")), (size, page))
    return {kind: page for kind, (_, page) in sizes.items()}


@pytest.fixture(scope="session")
def page_kinds(built_site: Path) -> dict[str, str]:
    """One address, relative to the site's root, for each kind of page of the samples' site."""
    return kinds_of(built_site)


@pytest.fixture(scope="session")
def usual_kinds(seen_site: Path, of_reports: bool) -> dict[str, str]:
    """For each kind the page of middle size: what is judged rule by rule needs no longest page, and would take hours."""
    return middle_pages(seen_site, of_reports)


@pytest.fixture(scope="session")
def sample_kinds(built_site: Path) -> dict[str, str]:
    """The same for the samples' site."""
    return middle_pages(built_site)


def middle_pages(site: Path, of_reports: bool = False) -> dict[str, str]:
    """Return one address for each kind of page: the one of middle size."""
    kinds = fixed_pages(site, of_reports)
    for kind, pattern in PATTERNS.items():
        found = sorted(site.glob(pattern), key=lambda path: path.stat().st_size)
        if found:
            kinds[kind] = found[len(found) // 2].relative_to(site).as_posix()
    return kinds


@pytest.fixture(scope="session")
def of_reports(seen_site: Path, site_named: Callable[[str], Path]) -> bool:
    """Whether only pages that depend on reports are looked at on this site."""
    return seen_site not in (site_named("samples"), site_named("hand"))


@pytest.fixture(scope="session")
def seen_kinds(seen_site: Path, of_reports: bool) -> dict[str, str]:
    """For each kind of page of each site to look at the largest."""
    return kinds_of(seen_site, of_reports)
