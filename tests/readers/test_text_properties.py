"""Whatever a text file holds: no exception but UnreadableFile, places within the file, nothing dropped."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from site_builder.errors import UnreadableFile
from site_builder.model.document import Block, Document, Table
from site_builder.readers import md, read_data, txt
from site_builder.readers.pipe_rows import split_row

PIECES = st.sampled_from(
    [
        *("\t", "\n", "\n\n", "\n\n\n", "\r\n", "\u3000", "  ", "\x0c", "\x07", "\ufffd"),
        *("│", "┌─┬─┐", "\n├─┼─┤\n", "- 5 -", "续表"),
        *("|", "|---|---|", "\\|", "**", "# ", "- ", "```", "---", "[甲](b)", "=", ">", '"', '""'),
        *("<table>", "<tr>", '<td rowspan="2">', "</td>", "</table>", "<p>", "</p>", "[bookmark: a]", "&nbsp;"),
        *(
            "目录",
            "第一部分",
            "一、",
            "（一）",
            "1.",
            "2、",
            "总分",
            "合计",
            "公开01表",
            "收入决算表",
            "备注：",
            "项目",
        ),
        *("12.50", "1,234.50", "≥", "%", "——", "，", "。", "万元", "$\\geq 9\\%$", "２０", "⻔"),
        *("应急管理局", "负责安全生产监督管理工作", "置工作。"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)
_LOCATOR = re.compile(r"L([1-9]\d*)")
# What marks up and is not printed: rules, tags, pipes, emphasis, headings.
_MARKS = re.compile(r"[\x00-\x1f]|&nbsp;|\[bookmark[^\]]*\]|<[^<>]{0,60}>|[─-╿+|*#`=_:>\s\"\\\[\]()$-]")


def read_or_refuse(text: str, name: str) -> Document | None:
    try:
        return read_data(text.encode(), name)
    except UnreadableFile:
        return None


def places(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [block.locator, *(cell.locator for cell in block.cells)]
    return [block.locator, *(place for _, place in getattr(block, "parts", ()))]


def raws(block: Block) -> list[str]:
    return [cell.raw for cell in block.cells] if isinstance(block, Table) else [block.raw]


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    reader = txt if name.endswith(".txt") else md
    try:
        reader.read(data, name)
    except UnreadableFile as error:
        assert error.advice


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@example("\t甲\n\n\n\n乙\n\t丙\n\n\t丁\n", "a.txt")
def test_places_are_within_the_file(text: str, name: str) -> None:
    document = read_or_refuse(text, name)
    for block in document.blocks if document else ():
        for place in places(block):
            match = _LOCATOR.fullmatch(place)
            assert match
            assert int(match[1]) <= len(document.lines)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_text_of_every_line_is_represented(text: str) -> None:
    document = read_or_refuse(text, "a.txt")
    if document is None:
        return
    kept = _MARKS.sub("", "".join(raw for block in document.blocks for raw in raws(block)))
    for line in document.lines:
        for piece in re.split(r"[\t|]|<[^<>]*>", line):
            assert _MARKS.sub("", piece) in kept


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_cells_fit_their_table_and_never_overlap(text: str) -> None:
    document = read_or_refuse(text, "a.txt")
    for table in document.tables() if document else ():
        seen: set[tuple[int, int]] = set()
        for cell in table.cells:
            covered = {
                (row, col)
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            }
            assert not covered & seen
            seen |= covered
        assert all(row < table.nrows and col < table.ncols for row, col in seen)


CELL = st.text(st.sampled_from("甲乙丙1.5% ，|\\"), max_size=6).map(
    lambda text: text.replace("\\", "").replace("|", "\\|").strip()
)


@settings(deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_pipe_rows_agree_with_markdown_it(rows: list[list[str]]) -> None:
    lines = ["|" + "|".join(row) + "|" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    theirs = [token.content for token in tokens if token.type == "inline"]
    ours = [cell.strip().replace("\\|", "|") for row in [lines[0], *lines[2:]] for cell in split_row(row)]
    assert ours == theirs
