"""A small writer of XLSX (ECMA-376): text, numbers with their decimals, a styled header.

Own code for speed: the general library took a third of a whole build for the same cells. No formula can be written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MOST_CHARACTERS = 32_767
"""A cell of the format holds no more."""
MOST_DECIMALS = 10
LEVEL = 1
"""Sheets of facts repeat themselves so much that higher levels take twice the time for the same size."""
HEAD_STYLE = 1
_FIRST_NUMBER_STYLE = 2
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number cell: `text` in plain decimal notation; shown with separators and its own decimals unless `plain`."""

    text: str
    plain: bool = False


Value = str | Number


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a header row, column widths in characters, and the rows below as made by `render_rows`."""

    name: str
    header: Sequence[str]
    widths: Sequence[int]
    body: str


def render_rows(rows: Iterable[Sequence[Value]]) -> str:
    """Return rows as a piece of a sheet; pieces can be joined, since no row or cell says its own place."""
    cell = _Cells().__getitem__
    return "".join([f"<row>{''.join(map(cell, row))}</row>" for row in rows])


class _Cells(dict[Value, str]):
    """Cells in XML, each made once: most cells of a column say the same."""

    def __missing__(self, value: Value) -> str:
        made = self[value] = _cell(value, 0)
        return made


def write_workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return a workbook; the same sheets give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in _parts(sheets, title):
            archive.writestr(zipfile.ZipInfo(path, _FIXED_TIME), text.encode(), zipfile.ZIP_DEFLATED, LEVEL)
    return buffer.getvalue()


def _parts(sheets: Sequence[Sheet], title: str) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", f"{sheet_type}.sheet.main+xml"), ("/xl/styles.xml", f"{sheet_type}.styles+xml")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", f"{sheet_type}.worksheet+xml") for number in numbers]
    overrides.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    yield "[Content_Types].xml", _content_types(overrides)
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    yield (
        "_rels/.rels",
        _relationships(((f"{RELATIONS}/officeDocument", "xl/workbook.xml"), (core, "docProps/core.xml"))),
    )
    yield "docProps/core.xml", _core(title)
    yield "xl/workbook.xml", _workbook(sheets)
    targets = [(f"{RELATIONS}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relationships((*targets, (f"{RELATIONS}/styles", "styles.xml")))
    yield "xl/styles.xml", _styles()
    for number, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", "".join(_sheet(sheet))


def _content_types(overrides: Iterable[tuple[str, str]]) -> str:
    parts = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in overrides)
    return (
        f'{_HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_text(title)}</dc:title></cp:coreProperties>'
    )


def _workbook(sheets: Sequence[Sheet]) -> str:
    parts = "".join(
        f'<sheet name="{_text(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{parts}</sheets></workbook>'


def _styles() -> str:
    """Return styles: 0 general, 1 header, 2 onwards numbers with 0, 1, 2 ... decimals."""
    codes = ["#,##0" + ("." + "0" * count if count else "") for count in range(MOST_DECIMALS + 1)]
    formats = "".join(f'<numFmt numFmtId="{164 + index}" formatCode="{code}"/>' for index, code in enumerate(codes))
    numbers = "".join(
        f'<xf numFmtId="{164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for index in range(len(codes))
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
        f"{numbers}</cellXfs></styleSheet>"
    )


def _sheet(sheet: Sheet) -> Iterator[str]:
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>'
        for index, width in enumerate(sheet.widths, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    yield _row(sheet.header, HEAD_STYLE)
    yield sheet.body
    yield "</sheetData></worksheet>"


def _row(row: Sequence[Value], style: int = 0) -> str:
    return f"<row>{''.join([_cell(value, style) for value in row])}</row>"


def _cell(value: Value, style: int) -> str:
    if not value:
        return "<c/>"
    if isinstance(value, Number):
        decimals = len(value.text.partition(".")[2])
        shown = "" if value.plain else f' s="{_FIRST_NUMBER_STYLE + min(decimals, MOST_DECIMALS)}"'
        return f"<c{shown}><v>{value.text}</v></c>"
    mark = f' s="{style}"' if style else ""
    return f'<c t="inlineStr"{mark}><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(text: str) -> str:
    """Return text as XML holds it; control characters, which it cannot hold, are left out."""
    return escape(_ILLEGAL.sub("", text[:MOST_CHARACTERS]))
