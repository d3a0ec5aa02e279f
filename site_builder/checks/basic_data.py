"""The basic-data table of overall evaluations (整体支出绩效评价基础数据表): totals, control rate, and the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.checks.arithmetic import certain, is_number, ratio_differs
from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, plain
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.sums import equal_note, sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact

TABLE = "基础数据表"
SPECIAL = "本级专项资金"
PARTS = (
    ("三公经费", ("公务用车购置和维护经费", "出国经费", "公务接待")),
    ("公务用车购置和维护经费", ("公车购置", "公车运行维护")),
    ("项目支出", ("业务工作经费", "运行维护经费", SPECIAL)),
)
TOLD = ("项目支出", "公用经费", "三公经费", "人员经费", "基本支出")
Columns = dict[str, dict[str, Fact]]


def _columns(audit: Audit) -> Columns:
    """The table's facts by column (2023年决算数) and row label, in printed order."""
    found: Columns = {}
    for fact in audit.report.facts:
        label, colon, column = fact.item.partition(":")
        if TABLE in fact.table and colon:
            found.setdefault(column, {}).setdefault(label_of(label), fact)
    return found


def _part(rows: dict[str, Fact], label: str) -> Fact | None:
    return next((fact for name, fact in rows.items() if name.startswith(label)), None)


@check(name="basic-data-total-differs", severity=Severity.ERROR, category=Category.FORMS)
def basic_data_adds_up(audit: Audit) -> Iterator[Note]:
    """基础数据表的合计应等于各组成部分之和.

    “三公”经费＝公务用车＋出国＋公务接待；项目支出＝业务工作经费＋运行维护经费＋本级专项资金；本级专项资金＝逐行列出的各专项之和。
    """
    for column, rows in _columns(audit).items():
        for label, names in PARTS:
            parts = [_part(rows, name) for name in names]
            if sum(map(is_number, parts)) == len(parts):
                yield from _sum(column, rows.get(label), parts)
        yield from _sum(column, _part(rows, SPECIAL), _specials(rows))


def _specials(rows: dict[str, Fact]) -> Sequence[Fact]:
    """The single funds listed below 本级专项资金, up to the next group."""
    whole = _part(rows, SPECIAL)
    inside, listed = False, []
    for fact in rows.values():
        if fact is whole:
            inside = True
        elif inside:
            if whole is None or fact.path[:2] != whole.path[:2]:
                break
            listed.append(fact)
    return listed


def _sum(column: str, total: Fact | None, parts: Sequence[Fact | None]) -> Iterator[Note]:
    label = total.item.partition(":")[0] if total else ""
    note = sum_note(f"基础数据表{label}", total, parts, f"基础数据表“{label}”{column}应等于各组成部分之和")
    if note:
        yield note


@check(name="control-rate-differs", severity=Severity.ERROR, category=Category.FORMS)
def control_rate_follows_staff(audit: Audit) -> Iterator[Note]:
    """人员控制率应等于在职人数除以编制数.

    控制率＝实际在职人数÷编制数。
    """
    facts = [fact for fact in audit.report.facts if TABLE in fact.table]

    def named(word: str) -> Fact | None:
        return next((fact for fact in facts if word in fact.item), None)

    rate, staff, posts = named("控制率"), named("在职人数"), named("编制数")
    found = ratio_differs(rate, staff, posts)
    if found and rate and staff and posts:
        message = f"数字不一致：控制率印为{cited(rate)}，按在职人数{cited(staff)}除以编制数{cited(posts)}计算为{plain(found.computed)}%。"
        places = (rate.locator, staff.locator, posts.locator)
        yield Note(
            places, "控制率", message, plain(found.computed), rate.value.text,
            facts=(rate.id, staff.id, posts.id), certain=certain([rate, staff, posts]),
        )  # fmt: skip


@check(name="text-differs-from-basic-data", severity=Severity.ERROR, category=Category.PROSE)
def text_agrees_with_basic_data(audit: Audit) -> Iterator[Note]:
    """文字中的支出应与基础数据表一致.

    报告正文写的项目支出、公用经费等，应与基础数据表当年决算数相同。
    """
    rows = next((rows for column, rows in _columns(audit).items() if column == f"{audit.report.year}年决算数"), {})
    for fact in audit.report.summary:
        printed = rows.get(fact.item)
        if fact.item in TOLD and printed is not None and fact.year in (None, audit.report.year):
            note = equal_note(fact.item, fact, printed, f"正文与基础数据表的“{fact.item}”应一致")
            if note:
                yield note
