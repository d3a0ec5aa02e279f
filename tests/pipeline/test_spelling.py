"""Names once spelled in pinyin are remembered between builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import paths
from site_builder.pipeline.spelling import spelling_remembered
from site_builder.starter import SAMPLE_NAME, SAMPLE_REPORT
from site_builder.store import Store

BUILD = """
import sys
from pathlib import Path
from site_builder.config import load_config
from site_builder.pipeline import BuildSettings, build
content = Path(sys.argv[1])
build(BuildSettings(content, content.parent / "site", load_config(None, content), jobs=int(sys.argv[2])))
print("pypinyin" in sys.modules)
"""


@pytest.fixture(autouse=True)
def nothing_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_SPELLED", {})
    monkeypatch.setattr(paths, "_NEW", {})
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)


def test_what_one_build_spelled_the_next_one_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    with spelling_remembered(store) as spelling:
        assert paths.slug("霜河县财政局") == "shuanghexiancaizhengju"
        spelling.add({"重庆路": "chongqinglu"})
    paths._SPELLED.clear()
    monkeypatch.setattr(paths, "_spell", lambda text: pytest.fail(f"{text} spelled again"))
    with spelling_remembered(store):
        assert paths.slug("霜河县财政局", 9) == "shuanghex"
        assert paths.slug("重庆路") == "chongqinglu"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_SPELLED", 3)
    assert [paths.slug(text) for text in "甲乙丙丁甲"] == ["jia", "yi", "bing", "ding", "jia"]
    assert len(paths._SPELLED) <= 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_small_change_needs_no_dictionary(tmp_path: Path, jobs: str) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for number in range(12):
        text = SAMPLE_REPORT.replace("财政局", f"{'东西南北'[number % 4]}{'山河湖'[number % 3]}局")
        (content / f"{number}{SAMPLE_NAME}").write_text(text, encoding="utf-8")
    assert run(content, jobs) == "True"
    changed = content / f"3{SAMPLE_NAME}"
    changed.write_text(changed.read_text(encoding="utf-8") + "补充说明：培训人员35人。\n", encoding="utf-8")
    assert run(content, jobs) == "False"


def run(content: Path, jobs: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", BUILD, content, jobs], capture_output=True, text=True, check=True
    ).stdout.strip()
