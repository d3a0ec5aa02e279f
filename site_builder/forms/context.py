"""What the readers of one report's parts know of it, and what each part hands back."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.report import Project, ReportKind, SelfEvalForm, StatementTable


@dataclass(frozen=True, slots=True)
class ReportContext:
    """The report a part belongs to, as identified before its tables and text are read.

    `region` is (省, 市, 县) as far as known. `year` is the fiscal year spoken of, None when none was found.
    `unit` is the unit of money where neither table nor cell states one. `first_block` is the index in the document
    of the first block handed over, so that `first_block + i` is the place in the document of `blocks[i]`.
    """

    source: str
    department: str
    region: tuple[str, ...]
    year: int | None
    kind: ReportKind
    title: str = ""
    unit: str = "万元"
    first_block: int = 0


@dataclass(frozen=True, slots=True)
class StatementsResult:
    """Final-account and budget tables; `used` are the indices in `blocks` that were consumed."""

    tables: tuple[StatementTable, ...] = ()
    used: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FormsResult:
    """Self-evaluation forms with the projects they make; `used` are the indices in `blocks` that were consumed.

    `tables` are tables that belong to the forms without being one (整体支出绩效评价基础数据表).
    """

    forms: tuple[SelfEvalForm, ...] = ()
    projects: tuple[Project, ...] = ()
    used: frozenset[int] = frozenset()
    tables: tuple[StatementTable, ...] = ()
