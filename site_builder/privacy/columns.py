"""Columns of names, identity numbers and accounts in tables that list persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.document import Cell, Table
from site_builder.privacy.names import AID_WORDS, DOUBLE_SURNAMES, SURNAMES
from site_builder.privacy.sighting import PrivateKind, Sighting
from site_builder.text import fold

_NAME_HEAD = re.compile(
    r"^(?:姓名|户主姓名|户主|受助人(?:姓名)?|申请人(?:姓名)?|救助对象(?:姓名)?|补助对象(?:姓名)?|领取人(?:姓名)?|享受人|"
    r"(?:学生|患者|家长|监护人|残疾人|老人|收款人|农户)(?:姓名|名称)?)$"
)
_PERSON_HEAD = re.compile(
    r"身份证|证件号|银行卡|卡号|账号|住址|残疾|低保|救助|补助|补贴|金额|与户主关系|出生|年龄|病种|困难"
)
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,6})?$")
HEADER_ROWS = 4


def find_in_columns(table: Table) -> Iterator[tuple[Sighting, str]]:
    """Yield names (with their cells' places) below a head such as 姓名 in a table that lists persons."""
    heads = [cell for cell in table.cells if cell.row < HEADER_ROWS]
    if not any(_PERSON_HEAD.search(fold(cell.text)) or AID_WORDS.search(cell.text) for cell in heads):
        return
    columns = {cell.col: cell.row for cell in heads if _NAME_HEAD.match(fold(cell.text))}
    for cell in table.cells:
        if cell.col in columns and cell.row > columns[cell.col] and _is_name(cell):
            yield Sighting(PrivateKind.PERSON_NAME, 0, len(cell.text), cell.text.strip()), cell.locator


def _is_name(cell: Cell) -> bool:
    text = re.sub(r"\s", "", cell.text)
    return bool(_NAME.match(text)) and (text[0] in SURNAMES or text.startswith(DOUBLE_SURNAMES))
