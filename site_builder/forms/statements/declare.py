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
