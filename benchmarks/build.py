"""Whole builds against Hugo rendering the same pages from prepared data: `python -m benchmarks.build [N ...]`.

Each figure is of a whole process with its children: wall seconds, processor seconds, and the memory of the largest
process; of unchanged and changed builds the middle one of three. Hugo (system package) is given every page's headings, paragraphs, lists and tables as data and writes them
through a template; it reads no report, checks nothing, draws no chart and makes no index. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

from lxml import html

from benchmarks.generate import write_report
from site_builder.assets import template_dir
from site_builder.model.chart import Drawing
from site_builder.pipeline.settings import STORE_NAME
from site_builder.store import Store

PR_SET_CHILD_SUBREAPER = 36
THEME_FILE = "project_page.html"
REPEATS = 3
MB = 1_000_000
LARGE = 10_000
"""From here on Hugo, which holds all pages in memory, is left out, and so are the builds that make all pages anew."""
PAGE = Path(__file__).resolve().parents[1] / "docs/performance.md"
BEGIN, END = "<!-- measured: make bench -->", "<!-- end of what was measured -->"


@dataclass(frozen=True)
class Run:
    """What one whole process took."""

    wall: float
    cpu: float
    megabytes: float


def measure(command: list[str]) -> Run:
    """Run a command and return what it and all its descendants took, also those it left behind."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=usual_environment())
    assert process.stderr
    errors = process.stderr.read()
    cpu = memory = 0.0
    wall = 0.0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return Run(wall, cpu, memory / 1024)
        if pid == process.pid:
            wall = time.monotonic() - start
            if status:
                raise SystemExit(f"{' '.join(command)} failed: {errors.decode(errors='replace')[-2000:]}")
        cpu += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss)


def usual_environment() -> dict[str, str]:
    """Return the environment without the switch that makes Python compile every module at each start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def adopt_orphans() -> None:
    """Make processes whose parent has ended ours (Linux): a pool's server is one, and its workers' time counts."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Bench:
    """One size: a folder with content, theme, site and store of our own, and the same pages for Hugo."""

    def __init__(self, folder: Path, count: int) -> None:
        self.content, self.hugo, self.theme = folder / "content", folder / "hugo", folder / "theme"
        self.work = folder / "work"
        self.content.mkdir(parents=True)
        self.theme.mkdir()
        self.reports = [write_report(self.content, number) for number in range(count)]
        shutil.copy(template_dir() / THEME_FILE, self.theme)
        (self.content / "site.toml").write_text('[site]\ntheme = "../theme"\n', encoding="utf-8")

    def build(self, work: Path | None = None, *options: str) -> Run:
        """Build into `work`, whose store and site begin empty when it is new."""
        output = str((work or self.work) / "site")
        command = [sys.executable, "-m", "site_builder.cli", "build", str(self.content), "--output", output, *options]
        return measure(command)

    def scenarios(self) -> Iterator[tuple[str, Run]]:
        """Yield the four builds, and the cold one again with the charts drawn before; the first three of a large site."""
        yield "cold", self.build()
        yield "unchanged", middle([self.build() for _ in range(REPEATS)])
        yield "one report changed", middle([self.change(number) for number in range(REPEATS)])
        if len(self.reports) >= LARGE:
            return
        template = self.theme / THEME_FILE
        template.write_text(template.read_text(encoding="utf-8").replace("目标和结果", "目标与结果"), encoding="utf-8")
        yield "one template changed", self.build()
        yield "cold, charts drawn", self.build(self.with_drawings_only())

    def change(self, number: int) -> Run:
        """Add a sentence to a report and build."""
        texts = [path for path in self.reports if path.suffix == ".txt"]
        changed = texts[number * len(texts) // REPEATS]
        changed.write_text(changed.read_text(encoding="utf-8") + "补充说明：2024年培训人员35人。\n", encoding="utf-8")
        return self.build()

    def with_drawings_only(self) -> Path:
        """Return a new folder whose store holds the drawings and nothing else.

        New, since a disk that was just cleared of a hundred thousand files makes new ones several times slower.
        """
        work = self.work.with_name("drawn")
        store, goal = Store(self.work / STORE_NAME), Store(work / STORE_NAME)
        for entry in store.folder.glob("??/*"):
            key = entry.parent.name + entry.name
            if isinstance(value := store.get(key), Drawing):
                goal.put(key, value)
        return work

    def workers(self) -> Iterator[tuple[str, Run]]:
        """Yield a cold build with one worker process and one with two."""
        for jobs in ("1", "2"):
            yield f"cold, --jobs {jobs}", self.build(self.work.with_name(f"jobs{jobs}"), "--jobs", jobs)

    def hugo_scenarios(self) -> Iterator[tuple[str, Run]]:
        """Yield Hugo's build of the same pages, and its build after one change (it does everything again)."""
        prepare_hugo(self.work / "site", self.hugo)
        command = ["hugo", "--quiet", "--source", str(self.hugo), "--destination", str(self.hugo / "public")]
        yield "cold", measure(command)
        page = next((self.hugo / "content").rglob("*.md"))
        page.write_text(page.read_text(encoding="utf-8").replace("项目", "项 目", 1), encoding="utf-8")
        yield "one report changed", measure(command)


def middle(runs: list[Run]) -> Run:
    """Return the run that took the middle processor time."""
    return sorted(runs, key=lambda run: run.cpu)[len(runs) // 2]


def prepare_hugo(site: Path, target: Path) -> int:
    """Write the pages of a built site as data for Hugo and return how many."""
    (target / "layouts/_default").mkdir(parents=True)
    (target / "hugo.toml").write_text(
        'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]\nuglyURLs = true\n'
    )
    (target / "layouts/_default/single.html").write_text(HUGO_TEMPLATE, encoding="utf-8")
    count = 0
    for page in (*(site / "d").rglob("*.html"), *(site / "source").rglob("*.html")):
        if page.name == "fragment.html":
            continue
        goal = target / "content" / page.relative_to(site).with_suffix(".md")
        if goal.stem == "index":
            goal = goal.parent.with_suffix(".md")
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_text(json.dumps(page_data(page), ensure_ascii=False) + "\n", encoding="utf-8")
        count += 1
    return count


HUGO_TEMPLATE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head>
<body><main><h1>{{ .Title }}</h1>
{{ range .Params.blocks }}{{ if eq .kind "table" }}<table>{{ range .rows }}<tr>{{ range . }}<td>{{ if .href }}<a \
href="{{ .href }}" data-fact="{{ .fact }}">{{ .text }}</a>{{ else }}{{ .text }}{{ end }}</td>{{ end }}</tr>{{ end }}</table>
{{ else if eq .kind "heading" }}<h2>{{ .text }}</h2>
{{ else if eq .kind "svg" }}{{ safeHTML .text }}
{{ else }}<p>{{ if .href }}<a href="{{ .href }}">{{ .text }}</a>{{ else }}{{ .text }}{{ end }}</p>
{{ end }}{{ end }}</main></body></html>
"""


def page_data(path: Path) -> dict[str, object]:
    """Return title and blocks of a page; drawings are handed over as they are."""
    root = html.parse(path).getroot()
    main = root.find(".//main")
    blocks: list[dict[str, object]] = []
    for element in main.iter("h2", "h3", "p", "li", "dt", "dd", "table", "svg"):
        if element.tag == "table":
            blocks.append({"kind": "table", "rows": [[cell_data(cell) for cell in row] for row in element.iter("tr")]})
        elif element.tag == "svg":
            blocks.append({"kind": "svg", "text": html.tostring(element, encoding="unicode", with_tail=False)})
        elif not any(parent.tag == "table" for parent in element.iterancestors()):
            kind = "heading" if element.tag in ("h2", "h3") else "text"
            blocks.append({"kind": kind, **cell_data(element)})
    return {"title": root.findtext(".//title"), "blocks": blocks}


def cell_data(element: html.HtmlElement) -> dict[str, str]:
    link = element.find(".//a")
    text = " ".join(element.text_content().split())
    if link is None:
        return {"text": text, "href": "", "fact": ""}
    return {"text": text, "href": link.get("href", ""), "fact": link.get("data-fact", "")}


OTHERS = {"unchanged": "one report changed", "one template changed": "cold", "cold, charts drawn": "cold"}
"""Which of Hugo's builds stands beside which of ours; it knows a cold one and one after a change."""


@dataclass(frozen=True)
class Measured:
    """What one size gave: our runs, Hugo's, and what the site holds."""

    count: int
    runs: dict[str, Run]
    hugo: dict[str, Run]
    size: SiteSize


@dataclass(frozen=True)
class SiteSize:
    """Files and bytes of a site, of its search index, and of the store."""

    files: int
    pages: int
    megabytes: float
    index_files: int
    index_megabytes: float
    store_megabytes: float


def bench(count: int, hugo: bool, workers: bool) -> Measured:
    """Measure one size."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        work = Bench(folder, count)
        runs = dict(work.scenarios())
        theirs = dict(work.hugo_scenarios()) if hugo and shutil.which("hugo") else {}
        if workers:
            runs |= work.workers()
        return Measured(count, runs, theirs, site_size(work.work))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def site_size(work: Path) -> SiteSize:
    """Count what a build left."""
    site, index = list(sizes(work / "site")), list(sizes(work / "site/search/index"))
    store = [size for name, size in sizes(work / STORE_NAME) if not name.startswith("spare")]
    pages = sum(name.endswith(".html") for name, _ in site)
    total, inside = sum(size for _, size in site), sum(size for _, size in index)
    return SiteSize(len(site), pages, total / MB, len(index), inside / MB, sum(store) / MB)


def sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the name from `folder` and the size of each file below it."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def table(measured: Measured) -> str:
    """Return what was measured as Markdown."""
    lines = [
        f"### {measured.count:,} reports",
        "",
        "| build | wall s | processor s | largest process MB | Hugo's processor s | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, run in measured.runs.items():
        other = measured.hugo.get(OTHERS.get(name, name))
        theirs = f"{other.cpu:.2f} | {run.cpu / other.cpu:.2f}" if other else "– | –"
        lines.append(f"| {name} | {run.wall:.1f} | {run.cpu:.2f} | {run.megabytes:.0f} | {theirs} |")
    for name, run in measured.hugo.items():
        lines.append(f"| Hugo: {name} | {run.wall:.1f} | {run.cpu:.2f} | {run.megabytes:.0f} | | |")
    size = measured.size
    site = f"Site: {size.files:,} files, {size.pages:,} of them pages, {size.megabytes:,.0f} MB"
    index = f"search index: {size.index_files:,} files, {size.index_megabytes:,.0f} MB"
    lines += ["", f"{site}; {index}; store: {size.store_megabytes:,.0f} MB.", ""]
    return "\n".join(lines)


def scaling(first: Measured, last: Measured) -> str:
    """Return how time and memory grow between two sizes."""
    one, other = first.runs["cold"], last.runs["cold"]
    exponent = log(other.cpu / one.cpu) / log(last.count / first.count)
    memory = max(run.megabytes for run in last.runs.values()) / max(run.megabytes for run in first.runs.values())
    return (
        f"From {first.count:,} to {last.count:,} reports: processor time of the cold build grows with exponent "
        f"{exponent:.2f}, the largest process of all builds {memory:.2f} times.\n"
    )


def write_into(page: Path, text: str) -> None:
    """Replace what stands between the marks of a page."""
    whole = page.read_text(encoding="utf-8")
    head, tail = whole.partition(BEGIN)[0], whole.partition(END)[2]
    page.write_text(f"{head}{BEGIN}\n\n{text}\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Print a table for each size, and how time and memory grow from each to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument(
        "--large", action="store_true", help="10,000 reports too, without Hugo (half an hour, 30 GB of disk)"
    )
    parser.add_argument("--workers", action="store_true", help="cold builds with one and with two worker processes too")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    options = parser.parse_args()
    adopt_orphans()
    said, last = [], None
    for count in [*options.counts, *([10_000] if options.large else [])]:
        measured = bench(count, count < LARGE, options.workers and count < LARGE)
        said += [table(measured), *([scaling(last, measured)] if last else [])]
        print("\n".join(said[-2:] if last else said), flush=True)
        last = measured
    if options.write:
        write_into(PAGE, "\n".join(said))


if __name__ == "__main__":
    main()
