"""What the clerk should know beside a page of the preview: its findings, what changed, why a build failed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from site_builder.exports.cells import plain_cell
from site_builder.model.finding import Severity
from site_builder.paths import fact_link, source_path

SEVERITY_NAMES = {Severity.ERROR.value: "错误", Severity.WARNING.value: "提醒", Severity.INFO.value: "说明"}
_ORDER = list(SEVERITY_NAMES)


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding beside a page; `href` is its place in the source, from the site's root."""

    severity: str
    severity_name: str
    source: str
    place: str
    subject: str
    message: str
    href: str


@dataclass(frozen=True, slots=True)
class Published:
    """What the built site says of its sources: findings, and which pages are about which source."""

    remarks: tuple[Remark, ...]
    pages: tuple[tuple[str, str], ...]
    projects: tuple[tuple[str, str], ...]


def remarks_json(site: Path, page: str, error: str, changed: str) -> str:
    """Return what the overlay shows beside `page` (an address from the site's root) as JSON."""
    mine = remarks_beside(read_site(site, _stamp(site)), page)
    content = {"error": error, "changed": changed, "remarks": [asdict(item) for item in mine]}
    return json.dumps(content, ensure_ascii=False)


def remarks_beside(site: Published, page: str) -> list[Remark]:
    """Return the findings about `page`: a project's, a report's, a department's, a file's, or all; gravest first."""
    sources = {source for folder, source in site.pages if _is_about(page, folder)}
    mine = [item for item in site.remarks if item.source in sources] if sources else list(site.remarks)
    names = {name for path, name in site.projects if path == page}
    about = [item for item in mine if item.subject in names]
    return sorted(about or mine, key=lambda item: _ORDER.index(item.severity))


def _is_about(page: str, folder: str) -> bool:
    """Tell whether `page` is the page in `folder`, lies below it, or is the department's page above it."""
    above = page.removesuffix("index.html")
    return page.startswith(folder) or (above.startswith("d/") and folder.startswith(above))


def _stamp(site: Path) -> int:
    try:
        return (site / "manifest.json").stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=1)
def read_site(site: Path, stamp: int) -> Published:
    """Read the findings of a built site; `stamp` changes when the site does."""
    del stamp
    try:
        catalogue = json.loads((site / "data/site.json").read_text(encoding="utf-8"))
        remarks = tuple(_remarks(site / "data/findings.csv"))
    except (OSError, ValueError):
        return Published((), (), ())
    reports = [(item["path"], item["source"]) for item in catalogue["reports"]]
    originals = [(source_path(item.source), item.source) for item in remarks]
    projects = tuple((item["path"], item["name"]) for item in catalogue["projects"])
    return Published(remarks, tuple(dict.fromkeys(reports + originals)), projects)


def _remarks(path: Path) -> Iterator[Remark]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for raw in csv.DictReader(file):
            row = {name: plain_cell(cell) for name, cell in raw.items()}
            place = row["locators"].split(" ")[0]
            href = fact_link(row["source"], place) if place else f"{source_path(row['source'])}index.html"
            yield Remark(
                row["severity"],
                SEVERITY_NAMES[row["severity"]],
                *(row["source"], row["locators"], row["subject"], row["message"], href),
            )
