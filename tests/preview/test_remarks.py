"""Which findings stand beside which page of the preview."""

import csv
import json
from pathlib import Path

import pytest

from site_builder.paths import source_path
from site_builder.preview.remarks import read_site, remarks_beside, remarks_json
from site_builder.preview.watching import Preview, changed_names, snapshot

FOLDER = "d/hudong/juzi-00/"
REPORT = f"{FOLDER}2024/department-final/"
HEAD = ["check", "severity", "source", "locators", "subject", "message", "expected", "actual"]
ROWS = [
    ["sums", "warning", "决算.txt", "L3 L9", "某项目", "合计相差 1", "1", "2"],
    ["sums", "error", "决算.txt", "L4", "某局", "收支不等", "1", "2"],
    ["file-empty", "error", "空.txt", "", "空.txt", "文件是空的", "", ""],
    ["odd", "info", "另一份.txt", "L1", "另一局", "'=说明", "", ""],
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    with (tmp_path / "data/findings.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEAD, *ROWS])
    catalogue = {
        "departments": [],
        "reports": [
            {"path": REPORT, "source": "决算.txt"},
            {"path": "d/hudong/lingyi-00/2024/department-final/", "source": "另一份.txt"},
        ],
        "projects": [{"path": f"{REPORT}p/01-moumou.html", "name": "某项目"}],
    }
    (tmp_path / "data/site.json").write_text(json.dumps(catalogue), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (f"{REPORT}index.html", ["收支不等", "合计相差 1"]),
        (f"{FOLDER}index.html", ["收支不等", "合计相差 1"]),
        (f"{REPORT}p/01-moumou.html", ["合计相差 1"]),
        (f"{source_path('空.txt')}index.html", ["文件是空的"]),
        ("index.html", ["收支不等", "文件是空的", "合计相差 1", "=说明"]),
        ("compare/index.html", ["收支不等", "文件是空的", "合计相差 1", "=说明"]),
    ],
)
def test_findings_beside_a_page(site: Path, page: str, messages: list[str]) -> None:
    assert [item.message for item in remarks_beside(read_site(site, 1), page)] == messages


def test_a_finding_leads_to_its_place(site: Path) -> None:
    links = {item.message: item.href for item in read_site(site, 2).remarks}
    assert links["收支不等"] == f"{source_path('决算.txt')}index.html#L4"
    assert links["文件是空的"] == f"{source_path('空.txt')}index.html"


def test_without_a_site_there_is_only_the_error(tmp_path: Path) -> None:
    content = json.loads(remarks_json(tmp_path / "none", "index.html", "写错了", ""))
    assert content == {"error": "写错了", "changed": "", "remarks": []}


def test_changes_are_seen_once_and_hidden_files_never(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("1")
    (tmp_path / ".swp").write_text("1")
    (tmp_path / "~$a.docx").write_text("1")
    before = snapshot((tmp_path,))
    assert len(before) == 1
    (tmp_path / "a b.txt").write_text("22")
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "新.txt").write_text("1")
    assert [Path(path).name for path in changed_names(before, snapshot((tmp_path,)))] == ["a b.txt", "新.txt"]
    assert changed_names(before, before) == []


def test_a_mistake_of_ours_does_not_end_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    preview = Preview(tmp_path, None, tmp_path / "out", said.append)

    def broken(settings: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("site_builder.preview.watching.build", broken)
    assert preview.build() is None
    assert "boom" in preview.error and "保留上一次的网站" in said[0]
