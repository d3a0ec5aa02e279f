"""On a large site the edited report's pages are shown at once, and the rest follows in the background."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.paths import source_path
from site_builder.pipeline.quick import get_ready
from site_builder.preview import watching
from site_builder.preview.watching import Preview, snapshot
from site_builder.privacy import word_list
from site_builder.starter import SAMPLE_NAME, SAMPLE_REPORT


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preview:
    """A preview that takes a small site for a large one, built once."""
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)
    monkeypatch.setattr(watching, "SMALL_SITE", 0)
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "content"
    content.mkdir()
    (content / SAMPLE_NAME).write_text(SAMPLE_REPORT, encoding="utf-8")
    (content / "别的.txt").write_text(SAMPLE_REPORT.replace("财政局", "水务局"), encoding="utf-8")
    preview = Preview(content, None, Path(".site-builder/preview"), lambda line: None)
    assert preview.build(jobs=1)
    preview.seen = snapshot(preview.folders())
    return preview


def edit(preview: Preview, old: str, new: str) -> None:
    path = preview.content / SAMPLE_NAME
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_edited_pages_come_first_and_the_site_follows(preview: Preview) -> None:
    address = f"{source_path(SAMPLE_NAME)}index.html"
    assert preview.find(address) is None
    edit(preview, "320.50", "321.75")
    assert preview.poll()
    assert "随后更新" in preview.changed
    early = preview.find(address)
    assert early and "321.75" in early.read_text(encoding="utf-8")
    assert preview.find("index.html") is None
    preview.wait()
    assert preview.find(address) is None
    assert "321.75" in (preview.output / address).read_text(encoding="utf-8")
    assert "321.75" in (preview.output / "data/facts.csv").read_text(encoding="utf-8-sig")
    assert preview.poll(), "browsers reload once more"
    assert not preview.poll()
    assert not list(preview.output.parent.glob("preview-edited-*"))


def test_what_changes_more_than_words_is_only_built(preview: Preview) -> None:
    edit(preview, "财政局", "教育局")
    assert not preview.poll()
    preview.wait()
    assert preview.poll()
    assert "教育局" in (preview.output / "index.html").read_text(encoding="utf-8")
    (preview.content / "新.txt").write_text(SAMPLE_REPORT.replace("财政局", "民政局"), encoding="utf-8")
    assert not preview.poll()
    preview.wait()
    assert "民政局" in (preview.output / "index.html").read_text(encoding="utf-8")


def test_edits_during_a_build_are_built_after_it(preview: Preview) -> None:
    for number in range(4):
        edit(preview, f"32{number}.", f"32{number + 1}.")
        preview.poll()
    preview.wait()
    assert "324.50" in (preview.output / "data/facts.csv").read_text(encoding="utf-8-sig")
    assert not list(preview.output.parent.glob("preview-edited-*"))


def test_getting_ready_loads_and_changes_nothing(preview: Preview) -> None:
    before = tree_state(preview)
    word_list.word_list.cache_clear()
    get_ready(preview._settings())
    assert word_list.word_list.cache_info().currsize == 1
    assert tree_state(preview) == before
    assert not preview.poll()


def tree_state(preview: Preview) -> dict[str, tuple[int, int]]:
    return snapshot((preview.content, preview.output))
