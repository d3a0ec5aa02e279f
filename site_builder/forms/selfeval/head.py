"""The head of a form: project, bureau and unit, told by label and, where the label is spoiled, by their code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from site_builder.forms.selfeval.tokens import Kind, Row, Token, make_token
from site_builder.spellings import CODED_DEPARTMENT, CODED_UNIT, HEAD_LABELS, spelled

_CODE = re.compile(r"^\d{6}[\dA-Z]{4,30}\s?-\s?(?=\S)")
_REMARK = re.compile(r"\([^()]{1,12}\)$")


@dataclass(frozen=True, slots=True)
class Field:
    """A filled field of the head: its standard name (empty where none is printed) and the cell of its value."""

    name: str
    value: Token


def read_fields(row: Row) -> list[Field] | None:
    """Return the fields of a head row, None when the row holds no label of the head."""
    row = tuple(part for token in row for part in _apart(token))
    names = [_label(token.folded) for token in row]
    if not any(names) or (not names[0] and not _is_coded(row[0])):
        return None
    return _paired(names, row)


def _paired(names: list[str], row: Row) -> list[Field]:
    """Each value with the label before it; an unknown short text before another text is taken for its label."""
    fields: list[Field] = []
    label = ""
    unknown: Token | None = None
    for name, token in zip(names, row, strict=True):
        if name and not _is_coded(token):
            label = name
        elif label or _by_code(token):
            fields.append(Field(_by_code(token) or label, token))
            label = ""
        elif unknown:
            fields.append(Field(unknown.text, token))
            unknown = None
        elif token.kind is Kind.SHORT:
            unknown = token
        else:
            fields.append(Field("", token))
    return [*fields, Field("", unknown)] if unknown else fields


def _label(folded: str) -> str:
    """The standard name of a label, also where a colon or a remark stands behind it (`实施单位(盖章)`)."""
    text = folded.rstrip(":")
    return spelled(text, HEAD_LABELS) or (spelled(_REMARK.sub("", text), HEAD_LABELS) if text.endswith(")") else "")


def _apart(token: Token) -> tuple[Token, ...]:
    """A cell that prints label and value (`项目名称：城区路灯`) as two cells of one place."""
    label, colon, value = token.folded.partition(":")
    if not colon or not value or not _label(label):
        return (token,)
    named = replace(token, folded=label)
    text = re.split("[:：]", token.text, maxsplit=1)[1].strip()
    filled = make_token(replace(token.cell, text=text)) if value else None
    return (named, filled) if filled else (named,)


def _is_coded(token: Token) -> bool:
    return bool(CODED_UNIT.fullmatch(token.folded) or CODED_DEPARTMENT.fullmatch(token.folded))


def _by_code(token: Token) -> str:
    if CODED_UNIT.fullmatch(token.folded):
        return "预算单位"
    return "主管部门及代码" if CODED_DEPARTMENT.fullmatch(token.folded) else ""


def project_name(token: Token) -> str:
    """Return a project's name without the code printed before it (`51000021R000000019951-工资性支出`)."""
    return _CODE.sub("", "".join(token.text.splitlines()))


def find(fields: list[Field], *names: str) -> Token | None:
    """Return the value of the first of the named fields that the form fills."""
    for name in names:
        for field in fields:
            if field.name == name:
                return field.value
    return None


def bureau_name(token: Token | None) -> str:
    """Return an office's name without the code printed before it (`020-某市应急管理局`)."""
    if token is None:
        return ""
    code, dash, name = token.text.partition("-")
    return name.strip() if dash and code.strip().isdigit() else token.text
