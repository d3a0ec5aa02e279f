"""After a build no planted value stands in any byte of the site."""

from pathlib import Path

from site_builder.pipeline import BuildSettings, build
from site_builder.privacy import mask_text
from tests.privacy.corpus import planted

KINDS = ("identity_number", "bank_card", "mobile", "home_address", "person_name")
COUNT = 300


def test_no_planted_value_reaches_the_site(tmp_path: Path) -> None:
    found = [item for kind in KINDS for item in planted(kind, COUNT) if item.value not in mask_text(item.text)]
    assert len(found) > 0.98 * COUNT * len(KINDS)
    lines = ["保定市栖禾区民政局", "2024年度部门整体支出绩效自评报告", "一、救助情况", *(item.text for item in found)]
    content = tmp_path / "content"
    content.mkdir()
    (content / "救助情况.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(BuildSettings(content, tmp_path / "site", jobs=1))
    values = {item.value.encode() for item in found}
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file() and path.suffix != ".js"]
    leaks = [(path.name, value.decode()) for path in files for value in values if value in path.read_bytes()]
    assert not leaks, leaks[:5]


def test_the_search_index_holds_no_planted_number(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    numbers = [item for kind in KINDS[:3] for item in planted(kind, 20, seed=3)]
    lines = ["保定市栖禾区民政局", "2024年度部门整体支出绩效自评报告", *(item.text for item in numbers)]
    (content / "救助.txt").write_text("\n".join(lines), encoding="utf-8")
    build(BuildSettings(content, tmp_path / "site", jobs=1))
    for path in (tmp_path / "site").rglob("*.js"):
        text = path.read_bytes()
        assert not [item.value for item in numbers if item.value.encode() in text], path
