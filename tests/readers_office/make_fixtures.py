"""Three fictional forms and their writing in every format: the format matrix is made when the tests run."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import docx
import openpyxl
import xlwt
from openpyxl.utils import get_column_letter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

FONT = "STSong-Light"
Span = tuple[int, int, int, int, str]


@dataclass(frozen=True)
class FormGrid:
    """A form: title, the lines above and below it, and its cells as (row, col, rowspan, colspan, text)."""

    name: str
    title: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    spans: tuple[Span, ...]
    header_rows: int
    wide: bool = False

    @property
    def nrows(self) -> int:
        return max(row + rows for row, _, rows, _, _ in self.spans)

    @property
    def ncols(self) -> int:
        return max(col + cols for _, col, _, cols, _ in self.spans)


def _rows(start: int, rows: list[list[str]]) -> list[Span]:
    return [(start + r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def self_evaluation() -> FormGrid:
    """项目支出绩效自评表 with merged labels."""
    spans: list[Span] = [
        (0, 0, 1, 1, "项目名称"), (0, 1, 1, 7, "农村饮水管网改造"),
        (1, 0, 1, 1, "主管部门"), (1, 1, 1, 3, "青禾县水务局"), (1, 4, 1, 1, "实施单位"), (1, 5, 1, 3, "青禾县水务局"),
        (2, 0, 4, 1, "项目资金（万元）"),
    ]  # fmt: skip
    spans += [
        (2 + r, 1 + c, 1, 1, text)
        for r, row in enumerate([
            ["资金类别", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["年度资金总额", "320.00", "318.50", "301.26", "10", "94.59%", "9.46"],
            ["其中：当年财政拨款", "320.00", "318.50", "301.26", "—", "94.59%", "—"],
            ["上年结转资金", "0.00", "0.00", "0.00", "—", "", "—"],
        ])
        for c, text in enumerate(row)
    ]  # fmt: skip
    spans += [
        (6, 0, 2, 1, "年度总体目标"), (6, 1, 1, 4, "预期目标"), (6, 5, 1, 3, "实际完成情况"),
        (7, 1, 1, 4, "更换老旧供水管道，保障沿线村民用水稳定。"), (7, 5, 1, 3, "管道更换完成，水压达到设计要求。"),
        (8, 0, 5, 1, "绩效指标"),
    ]  # fmt: skip
    spans += [
        (8, 1 + c, 1, 1, t)
        for c, t in enumerate(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    ]
    spans += [
        (9, 1, 2, 1, "产出指标"), (9, 2, 1, 1, "数量指标"), (9, 3, 1, 1, "更换管道长度"), (9, 4, 1, 1, "≥12公里"),
        (9, 5, 1, 1, "12.6公里"), (9, 6, 1, 1, "30"), (9, 7, 1, 1, "30"),
        (10, 2, 1, 1, "质量指标"), (10, 3, 1, 1, "验收合格率"), (10, 4, 1, 1, "=100%"), (10, 5, 1, 1, "100%"),
        (10, 6, 1, 1, "20"), (10, 7, 1, 1, "20"),
        (11, 1, 1, 1, "效益指标"), (11, 2, 1, 1, "社会效益指标"), (11, 3, 1, 1, "停水投诉下降率"), (11, 4, 1, 1, "≥30%"),
        (11, 5, 1, 1, "41%"), (11, 6, 1, 1, "30"), (11, 7, 1, 1, "30"),
        (12, 1, 1, 1, "满意度指标"), (12, 2, 1, 1, "服务对象满意度"), (12, 3, 1, 1, "村民满意度"), (12, 4, 1, 1, "≥90%"),
        (12, 5, 1, 1, "93%"), (12, 6, 1, 1, "10"), (12, 7, 1, 1, "10"),
        (13, 0, 1, 6, "总分"), (13, 6, 1, 1, "100"), (13, 7, 1, 1, "99.46"),
    ]  # fmt: skip
    return FormGrid("self_evaluation", "项目支出绩效自评表", ("（2024年度）",), (), tuple(spans), 0)


def expenditure() -> FormGrid:
    """支出决算表, long enough for two pages, its header repeated on the second."""
    spans: list[Span] = [(0, 0, 1, 2, "项目")]
    heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    spans += [(0, 2 + c, 2, 1, text) for c, text in enumerate(heads)]
    spans += [(1, 0, 1, 1, "功能分类科目编码"), (1, 1, 1, 1, "科目名称")]
    body = [["", "合计", "2,340.00", "1,170.00", "1,170.00", "", "", ""]]
    body += [[f"21303{n:02d}", f"水务事项{n}", "60.00", "30.00", "30.00", "", "", ""] for n in range(1, 40)]
    spans += _rows(2, body)
    above = ("公开03表", "部门：青禾县水务局", "金额单位：万元")
    return FormGrid("expenditure", "支出决算表", above, ("注：本表反映部门本年度各项支出情况。",), tuple(spans), 2)


def basic_expenditure() -> FormGrid:
    """基本支出决算明细表 with two groups side by side."""
    spans: list[Span] = [(0, 0, 1, 3, "人员经费"), (0, 3, 1, 3, "公用经费")]
    spans += [(1, c, 1, 1, t) for c, t in enumerate(["科目编码", "科目名称", "决算数"] * 2)]
    spans += _rows(2, [
        ["301", "工资福利支出", "1,020.50", "302", "商品和服务支出", "149.50"],
        ["30101", "基本工资", "620.40", "30201", "办公费", "49.30"],
        ["30102", "津贴补贴", "400.10", "30207", "邮电费", "100.20"],
        ["303", "对个人和家庭的补助", "0.00", "309", "资本性支出（基本建设）", "——"],
        ["30305", "生活补助", "", "310", "资本性支出", ""],
    ])  # fmt: skip
    spans += [
        (7, 0, 1, 2, "人员经费合计"),
        (7, 2, 1, 1, "1,020.50"),
        (7, 3, 1, 2, "公用经费合计"),
        (7, 5, 1, 1, "149.50"),
    ]
    above = ("公开06表", "部门：青禾县水务局", "金额单位：万元")
    return FormGrid(
        "basic_expenditure", "一般公共预算财政拨款基本支出决算明细表", above, (), tuple(spans), 2, wide=True
    )


FORMS = (self_evaluation(), expenditure(), basic_expenditure())


def as_number(text: str) -> tuple[float, str] | None:
    """Return what a workbook would store for a printed number, and its number format."""
    plain = text.replace(",", "")
    try:
        number = Decimal(plain.rstrip("%"))
    except InvalidOperation:
        return None
    decimals = len(plain.rstrip("%").partition(".")[2])
    places = "0" + ("." + "0" * decimals if decimals else "")
    if text.endswith("%"):
        return float(number / 100), places + "%"
    return float(number), ("#,##" + places if "," in text else places)


def write_docx(form: FormGrid) -> bytes:
    """Write with gridSpan and vMerge."""
    document = docx.Document()
    for line in (form.title, *form.above):
        document.add_paragraph(line)
    table = document.add_table(form.nrows, form.ncols, style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for row, col, rows, cols, text in form.spans:
        cell = grid[row][col]
        if rows * cols > 1:
            cell = cell.merge(grid[row + rows - 1][col + cols - 1])
        cell.text = text
    for line in form.below or ("",):  # Word ends no document with a table
        document.add_paragraph(line)
    return _saved(document.save)


def write_xlsx(form: FormGrid) -> bytes:
    """Write numbers as numbers with formats, title and lines above in the sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    for row, line in enumerate((form.title, *form.above), 1):
        sheet.cell(row, 1, line)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=form.ncols)
    top = len(form.above) + 2
    for row, col, rows, cols, text in form.spans:
        cell = sheet.cell(top + row, col + 1)
        number = as_number(text)
        cell.value = number[0] if number else (text or None)
        if number:
            cell.number_format = number[1]
        elif text:
            cell.data_type = "s"  # openpyxl would store =100% as a formula
        if rows * cols > 1:
            reach = f"{get_column_letter(col + cols)}{top + row + rows - 1}"
            sheet.merge_cells(f"{get_column_letter(col + 1)}{top + row}:{reach}")
    for offset, line in enumerate(form.below):
        sheet.cell(top + form.nrows + offset, 1, line)
    return _saved(book.save)


def write_xls(form: FormGrid) -> bytes:
    """Write an old workbook in the same way."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row, line in enumerate((form.title, *form.above)):
        sheet.write_merge(row, row, 0, form.ncols - 1, line)
    top = len(form.above) + 1
    for row, col, rows, cols, text in form.spans:
        number = as_number(text)
        style = xlwt.easyxf(num_format_str=number[1]) if number else xlwt.easyxf()
        value = number[0] if number else text
        sheet.write_merge(top + row, top + row + rows - 1, col, col + cols - 1, value, style)
    for offset, line in enumerate(form.below):
        sheet.write(top + form.nrows + offset, 0, line)
    return _saved(book.save)


def write_html(form: FormGrid) -> bytes:
    """Write a page in GB18030, declared as gb2312 as portals do."""
    rows = []
    for number in range(form.nrows):
        cells = "".join(
            f'<td rowspan="{rows_}" colspan="{cols}">{html.escape(text)}</td>'
            for row, _, rows_, cols, text in sorted(form.spans)
            if row == number
        )
        rows.append(f"<tr>{cells}</tr>")
    above = "".join(f"<p>{html.escape(line)}</p>" for line in form.above)
    below = "".join(f"<p>{html.escape(line)}</p>" for line in form.below)
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>公开</title></head>'
        f"<body><h1>{form.title}</h1>{above}<table>{''.join(rows)}</table>{below}</body></html>"
    )
    return page.encode("gb18030")


def write_pdf(form: FormGrid) -> bytes:
    """Write with ruled lines; a long table runs over pages with its header repeated."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    size = landscape(A4) if form.wide else A4
    body = ParagraphStyle("body", fontName=FONT, fontSize=8, leading=11, wordWrap="CJK")
    head = ParagraphStyle("head", fontName=FONT, fontSize=15, leading=20, alignment=1)
    grid = [[""] * form.ncols for _ in range(form.nrows)]
    style: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    for row, col, rows, cols, text in form.spans:
        grid[row][col] = Paragraph(html.escape(text), body)  # type: ignore[call-overload]
        if rows * cols > 1:
            style.append(("SPAN", (col, row), (col + cols - 1, row + rows - 1)))
    width = (size[0] - 80) / form.ncols
    table = PdfTable(grid, colWidths=[width] * form.ncols, style=style, repeatRows=form.header_rows)
    story = [Paragraph(form.title, head), *(Paragraph(line, body) for line in form.above), table]
    story += [Paragraph(line, body) for line in form.below]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=size, margins=40, leftMargin=40, rightMargin=40).build(story)
    return out.getvalue()


@lru_cache(maxsize=32)
def written(form: FormGrid, suffix: str) -> bytes:
    """Return the form in a format, written once a run."""
    return WRITERS[suffix](form)


WRITERS: dict[str, Callable[[FormGrid], bytes]] = {
    "docx": write_docx, "xlsx": write_xlsx, "xls": write_xls, "html": write_html, "pdf": write_pdf,
}  # fmt: skip


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word_file(body: str, parts: Mapping[str, str] | None = None, prologue: str = "") -> bytes:
    """Return a document with this markup as its body."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{prologue}'
    document = f"{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **(parts or {})})
