"""Heads of forms: the title and the project's name, the unit's code and name, the year of what was done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from site_builder.checks.audit import Audit
from site_builder.checks.form_fields import form_name
from site_builder.checks.places import place
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.similarity import likeness
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, FormKind, SelfEvalForm
from site_builder.text import fold

_TITLE_TAIL = re.compile(r"(?:部门预算|预算)?(?:项目)?(?:支出)?(?:绩效)?(?:自评|自评价|评价)表$")
_TITLE_HEAD = re.compile(r"^(?:20\d\d年度?)+")
_MARKS = str.maketrans("", "", "〔〕[]()（）【】《》“”\"' ")
_CODED = re.compile(r"^(?P<code>\d{3,9})[-—－](?P<name>[\u4e00-\u9fff（()）]{3,30})$")
_DONE_EARLIER = re.compile(
    r"(?P<year>20\d\d)年\d{1,2}月(?:份|底|初|底前)?(?:\d{1,2}日)?[，,]?(?:已|按时|按期|成功|圆满|顺利)*(?:完成|采购|开展|组织|举办|召开|实施|购置)"
)
_UNIT_ITEMS = frozenset({"预算单位", "主管部门及代码", "主管部门", "实施单位"})
NEARLY = 0.4
MIN_FORMS = 3


def _key(text: str) -> str:
    return fold(text).translate(_MARKS)


@check(name="form-title-differs", severity=Severity.WARNING, category=Category.FORMS)
def titles_name_the_project(audit: Audit) -> Iterator[Note]:
    """自评表的标题应与表内的项目名称一致.

    标题写作“某某项目支出绩效自评表”的，其中的名称应与“项目名称”一栏相同；括号的写法不计。
    """
    for form in audit.report.forms:
        titled = _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", fold(form.title)))
        one, other = _key(titled), _key(form.subject)
        if form.kind is not FormKind.PROJECT or len(one) < 4 or not other or one == other:
            continue
        if one.removesuffix("项目") == other.removesuffix("项目") or likeness(one, other) < NEARLY:
            continue
        message = f"《{form.title}》（{place(form.locator)}）的标题与表内项目名称“{form.subject}”不一致。"
        yield Note((form.locator, *_name_place(audit, form)), form.subject, message, form.subject, titled)


def _name_place(audit: Audit, form: SelfEvalForm) -> Iterator[str]:
    found = (fact.locator for fact in audit.report.facts if fact.item == "项目名称" and fact.value.text == form.subject)
    return (locator for locator in list(found)[:1])


@check(name="unit-name-differs", severity=Severity.WARNING, category=Category.FORMS)
def units_have_one_name(audit: Audit) -> Iterator[Note]:
    """同一单位代码的名称在各自评表中应一致.

    自评表的“预算单位”“主管部门及代码”带有代码；同一代码在多数表中是一个名称，个别表中是另一个名称的，列出供核对。
    """
    named: dict[str, list[tuple[str, Fact]]] = {}
    for fact in audit.report.facts:
        match = _CODED.match(fold(fact.value.text)) if fact.item in _UNIT_ITEMS else None
        if match:
            named.setdefault(match["code"], []).append((match["name"], fact))
    for code, found in named.items():
        usual, count = Counter(name for name, _ in found).most_common(1)[0]
        if count < MIN_FORMS:
            continue
        for name, fact in found:
            if name != usual:
                message = (
                    f"单位代码{code}在这张自评表中写作“{name}”（{place(fact.locator)}），在其他{count}处写作“{usual}”。"
                )
                yield Note((fact.locator,), fact.subject, message, usual, name, facts=(fact.id,))


@check(name="done-in-other-year", severity=Severity.WARNING, category=Category.PROSE)
def work_was_done_in_the_year(audit: Audit) -> Iterator[Note]:
    """自评表的完成时间应在报告年度之内.

    当年预算的项目写“上一年某月完成”的，可能是沿用上年文字，也可能是上年结转的项目，列出供核对。
    """
    year = audit.report.year
    for form in audit.report.forms:
        if not year or str(year - 1) in form.subject or "结转" in form.subject:
            continue
        hits = [
            (passage.locator_at(match.start()), match[0])
            for passage in audit.form_texts(form)
            for match in _DONE_EARLIER.finditer(passage.text)
            if int(match["year"]) == year - 1
        ]
        if hits:
            message = f"{form_name(form)}是{year}年度的自评表，文字写“{hits[0][1]}”（{place(hits[0][0])}），年份与报告年度不同。"
            yield Note(tuple(locator for locator, _ in hits), form_name(form), message, str(year), str(year - 1))


@check(name="indicator-row-repeated", severity=Severity.INFO, category=Category.DAMAGE)
def rows_stand_once(audit: Audit) -> Iterator[Note]:
    """同一张自评表的指标不应重复列出.

    名称、目标和完成值都相同的两行，分值和得分会被重复计算。
    """
    for form in audit.report.forms:
        seen: dict[tuple[str, ...], str] = {}
        again: list[str] = []
        for row in form.indicators:
            facts = (row.target, row.adjusted_target, row.actual)
            key = (fold(row.name), *(fact.value.text if fact else "" for fact in facts))
            if key in seen and any(key[1:]):
                again += [seen[key], row.locator]
            seen.setdefault(key, row.locator)
        if again:
            places = list(dict.fromkeys(again))
            listed = "、".join(map(place, places))
            yield Note(
                tuple(places), form_name(form), f"{form_name(form)}有名称、目标、完成值都相同的指标行（{listed}）。"
            )
