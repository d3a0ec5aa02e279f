"""How an official table is declared: its titles and columns with every known spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """The set of tables a form belongs to."""

    FINAL = "final"
    BUDGET = "budget"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Column:
    """A value column. `name` is the glossary's identifier, `spellings` its printed heads.

    `under` are heads that must stand above it (any of them); empty when the head alone is clear.
    """

    name: str
    spellings: tuple[str, ...]
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementForm:
    """An official table. `titles` are spellings without year, office and numbering (see `titles.title_key`).

    `pattern` is what further spellings have in common: an expression for the whole of such a title.
    `signature` are column names that identify the form when its title is destroyed: all must be there.
    `measure` is the item of values whose columns name the subject instead (三公 tables), empty elsewhere.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    family: Family
    signature: tuple[str, ...] = ()
    measure: str = ""
    pattern: str = ""


# Pieces of `pattern`: between the words that tell a table and 表 offices put these, in this order or not at all.
AMOUNTS = "(?:预算|决算|预决算)?"
SHAPE = "(?:批复)?(?:总体|具体)?(?:情况|明细|统计)?(?:总|总体)?表"
GENERAL = "(?:一般公共预算|公共财政预算|公共预算|公共财政|一般预算)"
BY_FUNCTION = "(?:按)?(?:支出)?(?:功能)?(?:分类)?(?:科目)?"
BOTH = "(?:收支|收入支出|收入[、和与及]支出)"
THREE_PUBLIC_TITLE = (
    f"(?:{GENERAL}?(?:财政)?(?:拨款)?(?:预算)?(?:安排的?)?)三公经费(?:[、和及]?会议费?[、和及]?培训费?)?(?:[、和及与]机关运行经?费)?"
    f"(?:{GENERAL}?(?:财政)?拨款)?(?:支出|安排)?{AMOUNTS}{SHAPE}"
)
