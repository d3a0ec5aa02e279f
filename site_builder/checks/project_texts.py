"""Projects described in prose: repeated texts, names, years and units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, place
from site_builder.checks.project_funds import main_amount
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.similarity import containment, likeness
from site_builder.model.finding import Severity
from site_builder.model.report import FormKind, Project, ReportKind
from site_builder.text import fold

ALIKE = 0.8
NEARLY = 0.55
LONG = 60
SHORT = 24
MANY = 3
_SAMPLED = re.compile(
    r"(?:抽查项目|重点评价项目|抽评项目)[^。]{0,12}?(?:分别是|分别为|包括|是|为)([^。]{6,200}?)(?:[,，]\s*\d{4}年度?[^、]{2,30}基本情况|。|；|$)"
)
_PRIOR_MONEY = re.compile(
    r"((?:19|20)\d\d)年(?:度)?(?:项目)?(?:资金|支出|经费|基本支出|项目支出|收入|预算|决算)(?:为|共|是)?\s*\d"
)
_PRIOR_WORK = re.compile(
    r"(?:(?<=[。；;，,：:\s])|^)(?P<year>(?:19|20)\d\d)年度(?!预算|部门|决算|的)[\u4e00-\u9fff]{2,8}"
)
_QUOTED = re.compile(r"《[^《》]*》|[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
_LISTED = re.compile(
    r"(?:主要用于|用于|增加了|包括|对于自评结果为[“\"][^”\"]{1,3}[”\"]的)(?P<names>[^。；;]{6,160}?)(?P<end>等?项目支出|等项目|等支出|项目)"
)
_BOILERPLATE = re.compile(r"^(?:备注|注[:：]|\d[.、]|[(（]\d{4})")
_EXPLAINS = re.compile(r"是指|反映")
_NAME_END = re.compile(r"(?:资金|经费|专项|建设|防控|补助|费|工程|装备|项目)$")
PROSE_KINDS = (ReportKind.SELF_EVAL_REPORT, ReportKind.EVALUATION_REPORT)


def _texts(audit: Audit) -> list[tuple[Project, str]]:
    """Prose projects with the paragraph that describes each, the name left out."""
    paragraphs = {passage.locator: passage.text for passage in audit.prose()}
    found = []
    for project in audit.report.projects:
        text = paragraphs.get(project.locator, "")
        if project.form is None and project.name and project.name in text:
            found.append((project, text.partition(project.name)[2].lstrip("：:；;")))
    return found


@check(name="same-text-for-several-projects", severity=Severity.WARNING, category=Category.SENSE)
def project_texts_differ(audit: Audit) -> Iterator[Note]:
    """不同项目的说明文字不应相同.

    几个项目（或同一项目的几笔资金）使用几乎相同的说明，其中列出的产出数量会被重复计算。
    """
    groups: list[list[tuple[Project, str]]] = []
    for project, text in _texts(audit):
        if len(text) < LONG:
            continue
        group = next((group for group in groups if likeness(group[0][1], text) >= ALIKE), None)
        if group is None:
            groups.append([(project, text)])
        else:
            group.append((project, text))
    for group in groups:
        if len(group) > 1:
            names = "、".join(f"“{project.name}”（{place(project.locator)}）" for project, _ in group)
            message = f"{names}的说明文字几乎相同，文字中的数量如果相同会被重复计算。"
            yield Note(tuple(project.locator for project, _ in group), group[0][0].name, message)


@check(name="paragraph-repeated", severity=Severity.WARNING, category=Category.SENSE, kinds=PROSE_KINDS)
def paragraphs_differ(audit: Audit) -> Iterator[Note]:
    """不同项目的目标和指标不应整段相同.

    同一报告里整段文字完全相同，可能是复制后没有修改。
    """
    seen: dict[str, list[str]] = {}
    for passage in audit.prose():
        text = fold(passage.text)
        if len(text) >= SHORT and not _BOILERPLATE.match(text) and text != fold(audit.report.title):
            seen.setdefault(text, []).append(passage.locator)
    for text, places in seen.items():
        if len(places) > 1:
            listed = "、".join(map(place, places))
            message = f"{listed}的文字完全相同（“{text[:18]}……”）。"
            yield Note(tuple(places), audit.report.department, message)


@check(name="projects-without-results", severity=Severity.WARNING, category=Category.SENSE, kinds=PROSE_KINDS)
def projects_state_results(audit: Audit) -> Iterator[Note]:
    """自评报告应写明项目的完成情况，不应只列目标.

    财预〔2020〕10号：绩效自评应对照目标逐项说明实际完成情况；只写“绩效目标”“绩效指标”的，看不出结果。
    """
    listed = [project for project in audit.report.projects if project.form is None]
    planned = [project for project in listed if _only_planned(project)]
    if len(listed) >= MANY and len(planned) * 2 > len(listed):
        message = (
            f"{len(listed)}个项目中有{len(planned)}个只写了绩效目标和绩效指标，没有写实际完成情况和得分"
            f"（首见于{place(planned[0].locator)}）。"
        )
        yield Note(tuple(project.locator for project in planned), audit.report.department, message)


def _only_planned(project: Project) -> bool:
    done = project.result or project.score or project.executed or any(row.actual for row in project.indicators)
    return project.goal is not None and not done and project.goal.locator != project.locator


@check(name="project-name-differs", severity=Severity.WARNING, category=Category.PROSE)
def names_are_the_same(audit: Audit) -> Iterator[Note]:
    """同一项目在文中的名称应一致.

    文字点名的抽查项目，应与逐项列出的项目名称相同。
    """
    names = [project.name for project in audit.report.projects]
    for passage in audit.prose():
        match = _SAMPLED.search(passage.text)
        for name in re.split(r"、|和(?=[^、]{6,})", match[1]) if match else ():
            name = name.strip("，, “”")
            if len(name) < 6 or name in names:
                continue
            best = max(names, key=lambda other: likeness(other, name), default="")
            if best and likeness(best, name) >= NEARLY:
                target = next(project for project in audit.report.projects if project.name == best)
                message = f"文字中的项目名称“{name}”（{place(passage.locator)}）与逐项列出的“{best}”（{place(target.locator)}）不一致。"
                yield Note((passage.locator, target.locator), best, message, best, name)


@check(name="project-in-other-unit", severity=Severity.WARNING, category=Category.PROSE)
def units_are_the_same(audit: Audit) -> Iterator[Note]:
    """各项目金额的单位应一致.

    其他项目都以万元写、个别项目以元写的，容易被误读一万倍。
    """
    amounts = [
        (project, fact) for project in audit.report.projects if project.form is None and (fact := main_amount(project))
    ]
    units = Counter(fact.value.unit for _, fact in amounts)
    if len(amounts) < 5 or not units:
        return
    usual, count = units.most_common(1)[0]
    for project, fact in amounts:
        if fact.value.unit != usual and count >= len(amounts) * ALIKE:
            message = f"项目“{project.name}”金额为{cited(fact)}，同一报告其他{count}个项目都以{usual}为单位。"
            yield Note((fact.locator,), project.name, message, usual, fact.value.unit, facts=(fact.id,))


@check(name="other-year-in-text", severity=Severity.WARNING, category=Category.PROSE, kinds=PROSE_KINDS)
def years_are_the_report_s(audit: Audit) -> Iterator[Note]:
    """收支和项目资金的年份应与报告年度一致.

    报告年度以外年份的资金混在当年数字里，可能是上年结转，也可能是沿用上年文字。
    """
    year = audit.report.year
    for passage in audit.prose():
        for match in _PRIOR_MONEY.finditer(passage.text):
            stated = int(match[1])
            before = passage.text[max(0, match.start() - 12) : match.start()]
            if year and stated in (year - 1, year - 2) and not re.search(r"比|较|与|同比|上年", before):
                at = passage.locator_at(match.start())
                message = f"{year}年度的报告中写有“{match[0].rstrip('0123456789 ')}”（{place(at)}），年份与报告年度不同，需要核对。"
                yield Note((at,), audit.report.department, message, str(year), str(stated))
    yield from _earlier_work(audit)


def _earlier_work(audit: Audit) -> Iterator[Note]:
    """Projects of this year whose description opens a sentence with last year's 年度: most often last year's text."""
    year = audit.report.year
    goals = {fact.locator for project in audit.report.projects for fact in (project.goal, project.result) if fact}
    hits: list[tuple[str, str]] = []
    for passage in audit.prose() if year else ():
        if passage.locator not in goals:
            continue
        plain = _QUOTED.sub(lambda match: "　" * len(match[0]), passage.text)
        hits += [
            (passage.locator_at(match.start()), passage.text[match.start() : match.end()])
            for match in _PRIOR_WORK.finditer(plain)
            if int(match["year"]) == (year or 0) - 1
        ]
    if hits:
        listed = "、".join(f"“{words}”（{place(locator)}）" for locator, words in hits[:4])
        message = f"{year}年度的报告在项目说明中写有{listed}，年份与报告年度不同，可能沿用了上年文字。"
        yield Note(
            tuple(locator for locator, _ in hits), audit.report.department, message, str(year), str((year or 0) - 1)
        )


@check(name="project-name-separator", severity=Severity.WARNING, category=Category.DAMAGE, kinds=PROSE_KINDS)
def names_are_set_off(audit: Audit) -> Iterator[Note]:
    """项目名称与说明之间应使用同一种标点.

    个别项目用分号代替冒号，读者不易分辨项目名称。
    """
    marks = [
        (project, mark)
        for passage in audit.prose()
        for project in audit.report.projects
        if project.locator == passage.locator and passage.text.startswith(project.name)
        if (mark := passage.text[len(project.name) : len(project.name) + 1])
    ]
    odd = [project for project, mark in marks if mark in ";；"]
    if odd and len(odd) * 2 < len(marks):
        listed = "、".join(place(project.locator) for project in odd)
        message = f"有{len(odd)}个项目名称后用分号而不是冒号（{listed}）。"
        yield Note(tuple(project.locator for project in odd), audit.report.department, message)


@check(name="named-project-without-form", severity=Severity.WARNING, category=Category.COMPLETENESS)
def named_projects_have_forms(audit: Audit) -> Iterator[Note]:
    """文字点名的项目应有自评表.

    情况说明点名的项目支出，应能在所附项目支出绩效自评表中找到。
    """
    forms = [form.subject for form in audit.report.forms if form.kind is FormKind.PROJECT and form.subject]
    if len(forms) < 3:
        return
    seen: set[str] = set()
    for passage in audit.prose():
        if _EXPLAINS.search(passage.text):
            continue
        for match in _LISTED.finditer(passage.text):
            for name in _names(match["names"]):
                if name in seen or any(containment(name, form) >= ALIKE for form in forms):
                    continue
                seen.add(name)
                at = passage.locator_at(match.start())
                yield Note((at,), name, f"文字点名的项目“{name}”（{place(at)}）没有可读的自评表。")


def _names(text: str) -> Sequence[str]:
    parts = [part.strip() for part in text.split("、")]
    names = [re.sub(r"项目$", "", part) for part in parts]
    return [name for part, name in zip(parts, names, strict=True) if len(name) >= 8 and _NAME_END.search(part)]
