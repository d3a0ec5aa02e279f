"""A reviewed finding stays visible with its reason and counts no longer; a waiver that matches nothing is said."""

import csv
import shutil
from pathlib import Path

from site_builder.config import load_config
from site_builder.pipeline import BuildResult, BuildSettings, build

WAIVER = """
[[waive]]
file = "{file}"
check = "{check}"
reason = "已与财政部门核对，原表如此"
role = "财务科长"
date = "2025-09-01"
"""


def build_with(content: Path, folder: Path, settings: str) -> tuple[BuildResult, Path]:
    copy = folder / "content"
    copy.mkdir(parents=True)
    shutil.copy(next(content.glob("荻洲区*")), copy)
    (copy / "site.toml").write_text(settings, encoding="utf-8")
    site = folder / "site"
    return build(BuildSettings(copy, site, load_config(None, copy), jobs=1)), site


def test_a_waived_finding_is_shown_with_its_reason_and_is_no_problem(tmp_path: Path, content: Path) -> None:
    before, _ = build_with(content, tmp_path / "before", "")
    waived = before.problems[0]
    settings = WAIVER.format(file=waived.source, check=waived.check)
    after, site = build_with(content, tmp_path / "after", settings)
    assert {item.check for item in before.problems} - {item.check for item in after.problems} == {waived.check}
    pages = [
        page for page in site.rglob("index.html") if "已与财政部门核对，原表如此" in page.read_text(encoding="utf-8")
    ]
    assert any(waived.message[:20] in page.read_text(encoding="utf-8") for page in pages)
    assert any("财务科长" in page.read_text(encoding="utf-8") for page in pages)


def test_a_waiver_that_matches_nothing_is_a_finding(tmp_path: Path, content: Path) -> None:
    name = next(content.glob("荻洲区*")).name
    _, site = build_with(content, tmp_path, WAIVER.format(file=name, check="score-above-weights"))
    with (site / "data/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["check"] == "waiver-unused"]
    assert [row["source"] for row in rows] == [name]
    assert "score-above-weights" in rows[0]["message"]
