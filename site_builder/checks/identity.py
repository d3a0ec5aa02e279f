"""Whether a file was understood: kind, year, department, tables (handbook §9)."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.audit import Audit, FileAudit
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.model.finding import Severity
from site_builder.model.report import ReportKind, TableState

STATEMENTS = (
    ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL, ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET,
)  # fmt: skip
FORMS = (ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.PERFORMANCE_TARGET)


_WANTED = (
    ("报告类型（部门预算、部门决算、绩效自评等）", "kind"), ("年度", "year"), ("部门或单位名称", "department"),
)  # fmt: skip


def _absent(audit: Audit) -> list[tuple[str, str]]:
    """What was not found, in words and as keys of site.toml."""
    report = audit.report
    found = (report.kind is not ReportKind.UNKNOWN, report.year is not None, bool(report.department))
    return [wanted for wanted, known in zip(_WANTED, found, strict=True) if not known]


def _missing(audit: Audit, key: str) -> Iterator[Note]:
    """One finding for all that is missing, under the first of it."""
    absent = _absent(audit)
    if not absent or absent[0][1] != key:
        return
    name = audit.report.source
    what = "、".join(words for words, _ in absent)
    keys = "、".join(wanted for _, wanted in absent)
    message = f"文件“{name}”中没有找到{what}；请核对文件内容，或在 site.toml 的 files 中为它写明 {keys}。"
    yield Note((audit.report.locator,), name, message)


@check(name="kind-not-found", severity=Severity.ERROR, category=Category.IDENTITY)
def kind_is_found(audit: Audit) -> Iterator[Note]:
    """应能识别报告类型.

    看不出是预算、决算还是绩效自评的文件，不能算读取成功。
    """
    yield from _missing(audit, "kind")


@check(name="year-not-found", severity=Severity.ERROR, category=Category.IDENTITY)
def year_is_found(audit: Audit) -> Iterator[Note]:
    """应能识别报告年度.

    没有年度的数字不能与其他年度比较。
    """
    yield from _missing(audit, "year")


@check(name="department-not-found", severity=Severity.ERROR, category=Category.IDENTITY)
def department_is_found(audit: Audit) -> Iterator[Note]:
    """应能识别公开的部门或单位.

    没有部门名称的报告无法归入部门页面。
    """
    yield from _missing(audit, "department")


@check(name="region-not-found", severity=Severity.WARNING, category=Category.IDENTITY)
def region_is_found(audit: Audit) -> Iterator[Note]:
    """应能识别所在地区.

    文字没有写明省、市、县的，请在设置中补充。
    """
    if audit.report.department and not any(audit.report.region):
        name = audit.report.source
        message = (
            f"文件“{name}”中没有找到所在地区（省、市、县）；请核对文件内容，或在 site.toml 的 files 中为它写明 region。"
        )
        yield Note((audit.report.locator,), name, message)


@check(name="no-amounts", severity=Severity.WARNING, category=Category.IDENTITY)
def report_has_content(audit: Audit) -> Iterator[Note]:
    """预算、决算应有报表，自评表应有内容.

    只有附件链接、只有模板或图片的文件读不到任何金额。
    """
    report = audit.report
    filled = any(table.state is TableState.FILLED for table in report.tables)
    amounts = any(fact.value.number is not None and fact.value.in_yuan() is not None for fact in report.facts)
    if report.kind in STATEMENTS and not filled:
        seen = "报表都是空白的" if report.tables else "没有读到报表"
        more = "" if amounts else "，也没有读到任何金额"
        yield Note(
            (report.locator,), report.source, f"“{report.title or report.source}”{seen}{more}；请核对是否缺少附件。"
        )
    elif report.kind in FORMS and not report.forms:
        yield Note(
            (report.locator,), report.source, f"“{report.title or report.source}”没有读到自评表；请核对文件内容。"
        )


@check(name="nothing-understood", severity=Severity.ERROR, category=Category.IDENTITY, scope=Scope.FILE)
def something_was_understood(audit: FileAudit) -> Iterator[Note]:
    """文件应至少包含一份可识别的报告.

    空文件或没有文字的文件不能算读取成功。
    """
    if not audit.reports:
        message = f"文件“{audit.document.source}”中没有读到任何报告；请核对是否为空文件、图片或扫描件。"
        yield Note((), audit.document.source, message)
