"""The pages of the sample reports as search knows them, read back from a site built of `content/`."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search_corpus import Department
from site_builder.model.output import SearchEntry
from site_builder.render import search_text

ROOT = Path(__file__).resolve().parents[1]
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def sample_departments() -> list[Department]:
    """Return the pages of the sample reports by department, then their sources."""
    with TemporaryDirectory() as folder:
        content, site = Path(folder, "content"), Path(folder, "site")
        shutil.copytree(ROOT / "content", content)
        command = [sys.executable, "-m", "site_builder.cli", "build", str(content), "--output", str(site)]
        subprocess.run(command, check=True, capture_output=True)
        return list(_departments(site))


def _departments(site: Path) -> Iterator[Department]:
    known = json.loads((site / "data/site.json").read_text(encoding="utf-8"))["departments"]
    for department in known:
        folder = site / department["path"]
        pages = sorted(path for path in folder.rglob("*.html") if path.name != "fragment.html")
        yield [_entry(site, path, department["name"], tuple(department["region"])) for path in pages]
    for path in sorted((site / "source").glob("*/index.html")):
        yield [_entry(site, path, "", ())]


def _entry(site: Path, path: Path, department: str, region: tuple[str, ...]) -> SearchEntry:
    page = path.read_text(encoding="utf-8")
    heading = _TITLE.search(page)
    title = html.unescape(_TAG.sub("", heading[1])).strip() if heading else path.stem
    name = path.relative_to(site).as_posix()
    kind = "原文" if name.startswith("source/") else "项目" if "/p/" in name else "部门决算"
    return SearchEntry(name, title, search_text(page), kind, department, region, 2024, names=(title, department))
