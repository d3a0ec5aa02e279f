"""The head of a table: which rows are heads, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from site_builder.forms.statements.titles import label_key
from site_builder.model.document import Cell
from site_builder.model.value import Status
from site_builder.numbers import parse_value

GridRow = list[Cell | None]

CODE_WORDS = frozenset({
    "科目代码", "科目编码", "功能分类科目编码", "功能分类科目代码", "功能科目编码", "功能科目代码", "功能分类编码",
    "支出功能分类科目编码", "支出功能分类科目代码", "经济分类科目编码", "经济分类科目代码", "经济科目编码",
    "经济科目代码", "部门预算经济分类科目编码", "部门经济分类科目编码", "支出经济分类科目编码", "编码", "代码",
    "预算科目编码", "单位代码", "单位编码", "类", "款", "项",
})  # fmt: skip
LABEL_WORDS = frozenset({
    "项目", "科目名称", "项目名称", "功能分类科目名称", "功能科目名称", "经济分类科目名称", "经济科目名称", "名称",
    "项目(按功能分类)", "项目(按支出性质)", "功能分类", "支出用途", "单位名称", "科目", "支出项目", "收入项目",
    "支出功能分类科目名称", "支出经济分类科目名称", "预算科目", "预算科目名称", "部门(单位)名称", "统计项目", "指标",
    "部门经济分类科目名称", "支出功能分类", "支出功能科目", "采购项目", "采购品目大类", "采购物品名称",
    "采购组织形式", "专项名称", "经济科目", "内容", "事项",
})  # fmt: skip
LINE_WORDS = frozenset({"行次", "序号", "栏次", "行号"})
_VALUE_WORDS = frozenset({
    "收入", "支出", "本年收入", "本年支出", "金额", "合计", "小计", "总计", "决算数", "预算数", "统计数", "数量",
    "财政拨款收入", "财政拨款支出", "其中", "基本支出", "项目支出", "备注", "一般公共预算", "政府性基金",
    "国有资本经营", "经营", "其他", "上级补助", "附属单位上缴", "计量单位", "单价",
})  # fmt: skip
_AMOUNT_WORDS = frozenset({"金额", "决算数", "预算数", "统计数", "数量", "基本支出", "项目支出"})
_VALUE_PATTERN = re.compile(
    r"(?:预算数|决算数|执行数|年初数|支出|收入|经费|金额|合计|小计|费|费用|结余|结转|拨款|预算|资金|经费数|增减额?|比例|率|%|[(]万?元[)]"
    r"|类|款|项|科目|编码|名称)$"
)
_ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.、]\D)"
)
_TOTAL_LABELS = frozenset({"合计", "总计", "小计"})
MAX_HEAD_ROWS = 12


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    LABEL = "label"
    LINE = "line"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its role and its printed heads from top to bottom, repetitions left out."""

    role: Role
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadRows:
    """Row numbers: `captions` above the heads, `heads`, and the first row of data."""

    captions: tuple[int, ...]
    heads: tuple[int, ...]
    first_data: int


def distinct(row: GridRow) -> list[Cell]:
    """Return the cells of a grid row once each, blank ones left out."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text.strip() and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def is_number_text(text: str) -> bool:
    """Return whether a cell reads as a number."""
    return parse_value(text).status in (Status.NUMERIC, Status.ZERO)


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Return whether a row numbers the columns (栏次 1 2 3 …, also 1 2 3=4+5)."""
    plain = [label_key(text) for text in texts]
    plain = [text for text in plain if text not in LINE_WORDS and text not in LABEL_WORDS and text not in CODE_WORDS]
    numbers = [text for text in plain if re.fullmatch(r"\d{1,2}(?:=.*)?", text)]
    if not numbers or len(numbers) != len(plain):
        return bool(texts) and all(label_key(text) == "栏次" for text in texts)
    values = [int(re.split("=", text)[0]) for text in numbers]
    if len(values) == 1:
        return len(plain) < len(texts) and label_key(texts[0]) == "栏次"
    return values[0] in (0, 1) and all(b - a == 1 for a, b in pairwise(values))


def is_head_row(texts: Sequence[str], after_heads: bool) -> bool:
    """Return whether a row holds heads only."""
    keys = [label_key(text) for text in texts]
    if any(is_number_text(key) or _ENUMERATED.match(key) for key in keys):
        return False
    if len(set(keys)) == 1 and (keys[0] in _TOTAL_LABELS or after_heads):
        return keys[0] in CODE_WORDS
    known = sum(_is_head_word(key) for key in keys)
    return known * 2 > len(keys) or (known * 2 == len(keys) and after_heads)


def _is_head_word(key: str) -> bool:
    return (
        key in LABEL_WORDS
        or key in CODE_WORDS
        or key in LINE_WORDS
        or key in _VALUE_WORDS
        or bool(_VALUE_PATTERN.search(key))
    )


def find_head_rows(grid: Sequence[GridRow]) -> HeadRows:
    """Return where captions, heads and data stand; no heads at all for a continued table."""
    captions: list[int] = []
    heads: list[int] = []
    for index, row in enumerate(grid[:MAX_HEAD_ROWS]):
        texts = [cell.text for cell in distinct(row)]
        if not texts:
            continue
        if is_column_numbers(texts) or is_head_row(texts, bool(heads)):
            heads.append(index)
        elif heads or not _is_caption(texts):
            break
        else:
            captions.append(index)
    if not heads:
        return HeadRows((), (), 0)
    return HeadRows(tuple(row for row in captions if row < heads[0]), tuple(heads), heads[-1] + 1)


_CAPTION = re.compile(r"单位[:：]|部门[:：]|部门名称|编制单位|公开.{0,3}表|表$|^[一二三四五]、|年度?$")


def _is_caption(texts: Sequence[str]) -> bool:
    return not any(is_number_text(text) for text in texts) and (
        len(texts) == 1 or any(_CAPTION.search(label_key(text)) for text in texts)
    )


def column_heads(grid: Sequence[GridRow], heads: Sequence[int], ncols: int) -> tuple[Head, ...]:
    """Return what every column is, from the head rows; blank heads of unmerged text take their left neighbour's."""
    rows = [grid[index] for index in heads]
    rows = [row for row in rows if not is_column_numbers([cell.text for cell in distinct(row)])]
    texts = [[_text(row, col) for col in range(ncols)] for row in rows]
    for level, line in enumerate(texts[:-1]):
        for col in range(1, ncols):
            below = any(lower[col] for lower in texts[level + 1 :])
            if not line[col] and below and _may_spread(rows[level], col) and _same_parent(texts, level, col):
                line[col] = line[col - 1]
    return tuple(_head([line[col] for line in texts]) for col in range(ncols))


def _text(row: GridRow, col: int) -> str:
    cell = row[col] if col < len(row) else None
    return re.sub(r"\s+", "", cell.text) if cell else ""


def _may_spread(row: GridRow, col: int) -> bool:
    """A blank cell with a rowspan is a real blank; one of unmerged text is covered by the head to its left."""
    cell = row[col] if col < len(row) else None
    return cell is None or cell.rowspan == 1


def _same_parent(texts: list[list[str]], level: int, col: int) -> bool:
    return level == 0 or texts[level - 1][col] == texts[level - 1][col - 1] or not texts[level - 1][col]


def _head(parts: list[str]) -> Head:
    path: list[str] = []
    for part in parts:
        if part and (not path or path[-1] != part):
            path.append(part)
    return Head(_role(path), tuple(path))


def _role(path: list[str]) -> Role:
    if path and label_key(path[-1]) in _AMOUNT_WORDS:
        return Role.VALUE
    for part in reversed(path):
        key = label_key(part)
        if key in LINE_WORDS:
            return Role.LINE
        if key in CODE_WORDS:
            return Role.CODE
        if key in LABEL_WORDS:
            return Role.LABEL
    return Role.VALUE
