"""Columns of names, identity numbers, accounts and addresses in tables that list persons.

The head of a column says what the cells below it hold, which the cells alone do not (`31010719800101` of a number the
spreadsheet cut, `阿依古丽`); a text that prints one cell a line is read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.model.document import Block, Cell, Document, Table
from site_builder.privacy.names import AID_WORDS, is_surname, reads_as_name
from site_builder.privacy.sighting import PrivateKind, Sighting
from site_builder.text import fold

_PERSON = (
    r"户主|家长|监护人|学生|幼儿|儿童|孤儿|患者|病人|残疾人|老人|老年人|农户|村民|居民|职工|党员|军人|优抚对象|受助人|受益人|受灾人|"
    r"申请人|申领人|领取人|领款人|收款人|享受人|发放人员|享受人员|受助人员|困难群众|死者|逝者|配偶|父亲|母亲|子女|家庭成员|成员|代领人|"
    r"(?:救助|补助|补贴|发放|慰问|资助|帮扶|低保|特困|保障|供养|受助|享受|领取)(?:对象|人员?|户|者|学生|儿童)"
)
_NAME_HEAD = re.compile(rf"^(?:{_PERSON})?(?:姓名|名字|姓名[（(].*)$|^(?:{_PERSON})(?:名称)?$")
_IDENTITY_HEAD = re.compile(r"身份证|证件号|身份号码|公民.{0,2}号码|残疾人?证号?")
_CARD_HEAD = re.compile(r"卡号|账号|帐号|账户|帐户|一卡通|一折通|存折")
_PHONE_HEAD = re.compile(r"手机|电话|联系方式|联系号码")
_ADDRESS_HEAD = re.compile(r"^(?:家庭|现|户籍|居住|常住|详细)?(?:住址|住所|地址|居住地|户籍地|户籍所在地)(?:[（(].*)?$")
_PERSON_TABLE = re.compile(
    r"身份证|证件号|银行卡|卡号|一卡通|住址|残疾|低保|救助|补助|补贴|慰问|资助|抚恤|与户主关系|出生|年龄|性别|病种|困难|领取|发放|金额"
)
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{2,6}[·•・][\u4e00-\u9fff]{1,8}$")
_NO_NAME = re.compile(r"合计|小计|总计|姓名|备注|填表|审核|制表|负责|签[字章]|单位|详见|[某无□√×]")
_CUT_NUMBER = re.compile(r"^[0-9Xx]{15,18}$|^\d(?:\.\d+)?[Ee]\+?1[67]$")
HEADER_ROWS = 6
_SURE, _VERY_SURE = 0.0, 10.0
"""How much the head of its column says for a name (see names.py)."""
_LINES_APART = 400
"""How many lines below a line 姓名 its names may stand in a text that prints one cell a line."""


def find_in_columns(document: Document) -> Iterator[tuple[Sighting, str]]:
    """Yield what stands below the heads of tables that list persons, with the cells' places."""
    told = ""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _in_table(block, told)
            told = block.name
        else:
            told = (told + block.text)[-200:]


def _in_table(table: Table, told: str) -> Iterator[tuple[Sighting, str]]:
    heads = [cell for cell in table.cells if cell.row < HEADER_ROWS and len(cell.text) <= 20]
    words = "".join(fold(cell.text) for cell in table.cells if cell.row < HEADER_ROWS)
    is_aid = AID_WORDS.search(words + told + table.name)
    columns = {cell.col: cell.row for cell in heads if _NAME_HEAD.match(fold(cell.text))}
    heads_name = {cell.col: "名" in cell.text for cell in heads if columns.get(cell.col) == cell.row}
    if not columns or not (is_aid or _PERSON_TABLE.search(words)):
        return
    kinds = {cell.col: (cell.row, kind) for cell in heads for kind in [_kind_of_head(fold(cell.text))] if kind}
    for cell in table.cells:
        if cell.col in columns and cell.row > columns[cell.col]:
            if is_aid and _is_name(cell.text, heads_name[cell.col]):
                yield Sighting(PrivateKind.PERSON_NAME, 0, len(cell.text), cell.text.strip()), cell.locator
        elif cell.col in kinds and cell.row > kinds[cell.col][0] and _fits(cell, kinds[cell.col][1]):
            yield Sighting(kinds[cell.col][1], 0, len(cell.text), cell.text.strip()), cell.locator


def _kind_of_head(head: str) -> PrivateKind | None:
    if _IDENTITY_HEAD.search(head):
        return PrivateKind.IDENTITY_NUMBER
    if _CARD_HEAD.search(head):
        return PrivateKind.BANK_CARD
    if _PHONE_HEAD.search(head):
        return PrivateKind.MOBILE
    return PrivateKind.HOME_ADDRESS if _ADDRESS_HEAD.match(head) else None


def _fits(cell: Cell, kind: PrivateKind) -> bool:
    text = re.sub(r"[\s,，'‘’-]", "", fold(cell.text))
    if kind is PrivateKind.IDENTITY_NUMBER:
        return bool(_CUT_NUMBER.match(text))
    if kind is PrivateKind.BANK_CARD:
        return bool(re.match(r"^\d{12,20}$|^\d(?:\.\d+)?[Ee]\+?1\d$", text))
    if kind is PrivateKind.MOBILE:
        return bool(re.match(r"^1[3-9]\d{9}$|^1\.[3-9]\d*[Ee]\+?10$", text))
    return len(text) >= 4 and bool(re.search(r"[\u4e00-\u9fff]{2}", text)) and not _NO_NAME.search(text)


def _is_name(text: str, is_below_name: bool) -> bool:
    """Return whether a cell holds a name: below 姓名 that of a person of any people, below 低保户 what reads as one."""
    name = re.sub(r"\s", "", text)
    if not _NAME.match(name) or _NO_NAME.search(name) or AID_WORDS.search(name):
        return False
    if not is_below_name:
        return reads_as_name(name, _SURE)
    return reads_as_name(name, _VERY_SURE) or (len(name) > 2 and not is_surname(name))


def find_in_lines(document: Document) -> Iterator[tuple[Sighting, str]]:
    """Yield the names below a line 姓名 where a text prints one cell a line and speaks of aid near by."""
    blocks = [block for block in document.blocks if not isinstance(block, Table)]
    until, is_aid = -1, False
    for index, block in enumerate(blocks):
        text = fold(block.text)
        if _NAME_HEAD.match(text):
            until, is_aid = index + _LINES_APART, _speaks_of_aid(blocks[max(0, index - 8) : index + 12])
        elif index <= until and is_aid:
            if len(text) > 40:
                until = -1
            elif _NAME.match(text) and reads_as_name(text, _SURE):
                yield Sighting(PrivateKind.PERSON_NAME, 0, len(block.text), block.text.strip()), block.locator


def _speaks_of_aid(blocks: Sequence[Block]) -> bool:
    return any(AID_WORDS.search(block.text) for block in blocks if not isinstance(block, Table))
