"""Report files with payloads in every place that a file has: text, cells, markup, attributes, sheet names, names."""

from __future__ import annotations

import os
import re
import zipfile
from html import escape
from itertools import cycle
from pathlib import Path

import docx
import openpyxl

from tests.attack.payloads import PAYLOADS

MANY = 18
"""Payloads a file holds in each kind of place; seven files of several formats hold all of them together."""
HEAD = "{0}岚泽市应急管理局{1}\n2024年度部门决算公开{2}\n"
FORM = (
    ("项目名称", 0), ("主管部门", 1), ("实施单位", 2), ("一级指标", 3), ("二级指标", 4), ("三级指标", 5), ("年度指标值", 6),
    ("实际完成值", 7), ("分值", 8), ("得分", 9), ("偏差原因分析及改进措施", 10),
)  # fmt: skip
NAMES = (
    "=cmd|' c calc'!A0.txt",
    "-rf.txt",
    "+1.txt",
    "@SUM(1).txt",
    "<img src=x onerror=__pwned=1>.txt",
    '"><script>__pwned=1<script>.txt',
    "' onmouseover='__pwned=1.txt",
    "javascript:__pwned=1.txt",
    "{{7*7}}{% raw %}.txt",
    "x..%2f..%2fetc%2fpasswd.txt",
    "a....txt",
    "con.txt",
    "a\nb\tc\x1b[31m.txt",
    "\u202etxt.exe.txt",
    "\u2028.txt",
    "x?y#z&w=1.txt",
    "空 格　和“引号”.txt",
    "proto__.__proto__.txt",
    "很" * 70 + ".txt",
)
RAW_NAMES = (b"\xd3\xa6\xbc\xb1.txt", b"\xff\xfe\x80.txt", b"\xed\xa0\x80.txt")
"""A name in GB18030, and two that are no text in any encoding."""


def _legal(text: str) -> str:
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\t]", " ", text)


def write_hostile_files(content: Path, folder: Path) -> None:
    """Write the files into `folder`."""
    folder.mkdir()
    payloads = cycle(one.replace("\0", "") for one in PAYLOADS)  # a text with NUL is refused as binary

    def some(count: int = 1) -> str:
        return "".join(next(payloads) for _ in range(count))

    for number in range(3):
        (folder / f"甲{number}.txt").write_text(_text(content, some), encoding="utf-8", newline="")
    (folder / "乙.md").write_text(_markdown(some), encoding="utf-8", newline="")
    (folder / "丙.html").write_text(_html(), encoding="utf-8", newline="")
    _docx(folder / "丁.docx", some)
    _xlsx(folder / "戊.xlsx", some)
    small = _small_report()
    for name in NAMES:
        (folder / name).write_text(small, encoding="utf-8")
    for raw in RAW_NAMES:
        with open(os.path.join(os.fsencode(folder), raw), "wb") as file:  # noqa: PTH123, PTH118 - no Path of such a name
            file.write(small.encode())


def _small_report() -> str:
    return "岚泽市应急管理局2024年度部门决算公开\n\n2024年度收入总计100.00万元，支出总计100.00万元。\n"


def _text(content: Path, some: object) -> str:
    """A self-evaluation form and report with a payload at the start or end of every third line."""
    assert callable(some)
    lines = next(content.glob("霜河县*")).read_text(encoding="utf-8").split("\n")
    hostile = []
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if number % 2 == 0 and line.strip():
            at = number % len(cells)
            cells[at] = _one_line(some()) + cells[at] if number % 4 else cells[at] + _one_line(some())
        hostile.append("\t".join(cells))
    return "\n".join(hostile)


def _markdown(some: object) -> str:
    assert callable(some)
    head = HEAD.format(*(some() for _ in range(3)))
    rows = "\n".join(f"| {label}{_one_line(some())} | {_one_line(some())} |" for label, _ in FORM)
    return f"# {head}\n| 项目 | 内容 |\n|---|---|\n{rows}\n\n## 名词解释\n\n" + "\n\n".join(some() for _ in range(MANY))


def _html() -> str:
    """The payloads as live markup, as attributes and, escaped, as text."""
    live = "\n".join(PAYLOADS)
    attributes = "".join(f'<p title="{escape(one)}" class="{escape(one)}">段落</p>' for one in PAYLOADS[:150])
    cells = "".join(f"<tr><td>{escape(one)}</td><td>{escape(one)}</td></tr>" for one in PAYLOADS)
    head = "<h1>岚泽市应急管理局2024年度部门决算公开</h1>"
    return f"<html><head><title>题</title></head><body>{head}<table>{cells}</table>{attributes}{live}</body></html>"


def _docx(path: Path, some: object) -> None:
    assert callable(some)
    document = docx.Document()
    document.add_heading(_legal(HEAD.format(*(some() for _ in range(3)))), 1)
    table = document.add_table(rows=len(FORM), cols=2)
    for row, (label, _) in zip(table.rows, FORM, strict=True):
        row.cells[0].text, row.cells[1].text = label, _legal(some())
    for _ in range(MANY):
        document.add_paragraph(_legal(some()))
    document.core_properties.title = "<script>__pwned=1</script>"
    document.save(str(path))


def _xlsx(path: Path, some: object) -> None:
    """The library refuses hostile sheet names, so they are written into the finished file."""
    assert callable(some)
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.active, book.create_sheet(), book.create_sheet())):
        sheet.title = f"SHEET{number}"
        sheet.append(["岚泽市应急管理局2024年度支出决算表"])
        for _ in range(MANY):
            cells = [_legal(some()) for _ in range(3)]
            sheet.append([*cells, 1])
            for column, text in enumerate(cells, 1):
                sheet.cell(sheet.max_row, column).data_type = "s"
                sheet.cell(sheet.max_row, column).value = text if not text.startswith("=") else f"'{text}"
    book.save(path)
    names = ("<script>__pwned=1</script>", '"><img src=x onerror=__pwned=1>', "'!A1+cmd|' /c calc'!A0")
    replaced = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    for number, name in enumerate(names):
        replaced = replaced.replace(f'"SHEET{number}"', f'"{escape(name)}"')
    with zipfile.ZipFile(path) as old:
        parts = {item: old.read(item) for item in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item, data in parts.items():
            new.writestr(item, replaced.encode() if item == "xl/workbook.xml" else data)
