"""Whole builds against Hugo rendering the same pages from prepared data: `python -m benchmarks.build [N ...]`.

Each figure is of a whole process with its children: wall seconds, processor seconds, and the memory of the largest
process. Hugo (system package) is given every page's headings, paragraphs, lists and tables as data and writes them
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
from site_builder.store import Store

PR_SET_CHILD_SUBREAPER = 36
THEME_FILE = "project_page.html"


@dataclass(frozen=True)
class Run:
    """What one whole process took."""

    wall: float
    cpu: float
    megabytes: float


def measure(command: list[str]) -> Run:
    """Run a command and return what it and all its descendants took, also those it left behind."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
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


def adopt_orphans() -> None:
    """Make processes whose parent has ended ours (Linux): a pool's server is one, and its workers' time counts."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Bench:
    """One size: a folder with content, theme, site and store of our own, and the same pages for Hugo."""

    def __init__(self, folder: Path, count: int) -> None:
        self.content, self.site, self.hugo = folder / "content", folder / "site", folder / "hugo"
        self.store = folder / ".site-builder"
        self.theme = folder / "theme"
        self.content.mkdir(parents=True)
        self.theme.mkdir()
        self.reports = [write_report(self.content, number) for number in range(count)]
        shutil.copy(template_dir() / THEME_FILE, self.theme)
        (self.content / "site.toml").write_text('[site]\ntheme = "../theme"\n', encoding="utf-8")
        self.command = [
            sys.executable,
            "-m",
            "site_builder.cli",
            "build",
            str(self.content),
            "--output",
            str(self.site),
        ]

    def build(self) -> Run:
        return measure(self.command)

    def scenarios(self) -> Iterator[tuple[str, Run]]:
        """Yield the four builds, and the cold one again with the charts drawn before."""
        yield "cold", self.build()
        yield "unchanged", self.build()
        changed = next(path for path in self.reports if path.suffix == ".txt")
        changed.write_text(changed.read_text(encoding="utf-8") + "补充说明：2024年培训人员35人。\n", encoding="utf-8")
        yield "one report changed", self.build()
        template = self.theme / THEME_FILE
        template.write_text(template.read_text(encoding="utf-8").replace("目标和结果", "目标与结果"), encoding="utf-8")
        yield "one template changed", self.build()
        self.keep_only_drawings()
        yield "cold, charts drawn", self.build()

    def keep_only_drawings(self) -> None:
        store = Store(self.store)
        for entry in list(self.store.glob("??/*")):
            if not isinstance(store.get(entry.parent.name + entry.name), Drawing):
                entry.unlink(missing_ok=True)
        shutil.rmtree(self.site)

    def hugo_scenarios(self) -> Iterator[tuple[str, Run]]:
        """Yield Hugo's build of the same pages, and its build after one change (it does everything again)."""
        prepare_hugo(self.site, self.hugo)
        command = ["hugo", "--quiet", "--source", str(self.hugo), "--destination", str(self.hugo / "public")]
        yield "cold", measure(command)
        page = next((self.hugo / "content").rglob("*.md"))
        page.write_text(page.read_text(encoding="utf-8").replace("项目", "项 目", 1), encoding="utf-8")
        yield "one report changed", measure(command)


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


def bench(count: int) -> dict[str, tuple[Run, Run | None]]:
    """Return our run and Hugo's of each scenario."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        work = Bench(folder / "work", count)
        ours = dict(work.scenarios())
        theirs = dict(work.hugo_scenarios()) if shutil.which("hugo") else {}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    pairs = {"unchanged": "one report changed", "one template changed": "cold", "cold, charts drawn": "cold"}
    return {name: (run, theirs.get(pairs.get(name, name))) for name, run in ours.items()}


def main() -> None:
    """Print a table for each size, and the scaling exponent between the first and the last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[100])
    counts = parser.parse_args().counts
    adopt_orphans()
    cold = {}
    for count in counts:
        print(
            f"\n### {count} reports\n\n| build | wall s | processor s | largest process MB | Hugo's processor s | ratio |"
        )
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for name, (run, other) in bench(count).items():
            theirs = f"{other.cpu:.2f} | {run.cpu / other.cpu:.2f}" if other else "– | –"
            print(f"| {name} | {run.wall:.1f} | {run.cpu:.2f} | {run.megabytes:.0f} | {theirs} |", flush=True)
            if name == "cold":
                cold[count] = run.cpu
    if len(cold) > 1:
        first, last = min(cold), max(cold)
        exponent = log(cold[last] / cold[first]) / log(last / first)
        print(f"\nScaling exponent of the cold build from {first} to {last}: {exponent:.2f}")


if __name__ == "__main__":
    main()
