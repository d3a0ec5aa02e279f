"""Values, sentences and shares: what a reader is told, and that nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from markupsafe import Markup
from page_records import make_department, make_findings, make_report

from site_builder.model.finding import Finding, Severity
from site_builder.model.site import ReportSummary
from site_builder.numbers import parse_value
from site_builder.pages.finding_words import linked_message, message_text, place_title
from site_builder.pages.findings import RuleLinks, count_text, finding_view, severity_title, sort_findings
from site_builder.pages.key_figures import figure_title, key_figure_views, without_repetition
from site_builder.pages.regions import UNKNOWN, every_share, split_departments
from site_builder.pages.summary import DID_IT_WORK, HOW_MUCH, NOT_TOLD, ON_WHAT, ONLY_A_PLAN, answers, audit_sentence
from site_builder.pages.values import FactShower, escaped, grouped, readable, with_unit
from site_builder.paths import relative, slug

SHOWER = FactShower("d/x/index.html", "source/y/")


@pytest.mark.parametrize(
    ("printed", "unit", "shown"),
    [
        ("12,345.60", "万元", "1.23 亿元"),
        ("123456789.00", "元", "1.23 亿元"),
        ("52961100", "元", "5,296.11 万元"),
        ("2203.310445", "万元", "2,203.31 万元"),
        ("99.033", "万元", ""),
        ("123456.7", "万元", "12.35 亿元"),
        ("980", "元", ""),
        ("98.5", "%", ""),
        ("", "万元", ""),
        ("——", "万元", ""),
        ("0", "万元", ""),
        ("-45000", "元", "-4.5 万元"),
    ],
)
def test_amounts_are_shown_as_people_say_them(printed: str, unit: str, shown: str) -> None:
    assert readable(parse_value(printed, unit)) == shown


def test_the_exact_number_keeps_its_decimals() -> None:
    assert grouped(parse_value("12345.60", "万元")) == "12,345.60 万元"
    assert grouped(parse_value("98.50%")) == "98.50%"
    assert grouped(parse_value("5296110.00", "元")) == "5,296,110.00 元"


def test_a_unit_is_added_once() -> None:
    assert with_unit(parse_value("100", "万元")) == "100 万元"
    assert with_unit(parse_value("100万元")) == "100万元"
    assert with_unit(parse_value("98％")) == "98％"
    assert with_unit(parse_value("优")) == "优"
    bound = replace(parse_value("90", "分"), comparator="≥")
    assert with_unit(bound) == "90 分以上"


def test_text_is_escaped_once() -> None:
    assert escaped("<b>&'\"") == "&lt;b&gt;&amp;&#39;&#34;"
    assert escaped("泽岚县") == "泽岚县"


def told(report: ReportSummary) -> dict[str, str]:
    return {
        answer.question: "".join(f"<p>{line}</p>" for line in answer.lines)
        for answer in answers([(report, SHOWER, Markup(""))])
    }


def plain(markup: str) -> str:
    return html.fromstring(f"<div>{markup}</div>").text_content()


def test_the_answers_say_only_what_is_published() -> None:
    summary = make_department().summary.reports[0]
    said = told(summary)
    assert plain(said[HOW_MUCH]).startswith("支出约 1.23 亿元。")
    assert 'title="原文：12,345.60 万元"' in said[HOW_MUCH]  # rounded in the sentence, exact at the link
    assert "列出 3 个项目：0 个用完了预算，3 个花了不到一半；3 个有自评得分，3 个在 90 分以上。" in said[DID_IT_WORK]
    assert told(replace(summary, key_figures=(), projects=(), grade_counts=())) == {}


def test_the_only_project_of_a_report_answers_for_it() -> None:
    made = make_department().summary.reports[0]
    report = replace(made, key_figures=(), projects=made.projects[:1], grade_counts=())
    project, said = report.projects[0], told(report)
    budget, score = (grouped(fact.value) for fact in (project.budget, project.score) if fact)
    assert plain(said[HOW_MUCH]).startswith(f"项目“{project.name}”预算 {budget}")
    assert plain(said[DID_IT_WORK]).startswith(f"项目“{project.name}”自评得分 {score}")
    whole = replace(made, projects=(), grade_counts=())
    both = answers([(report, SHOWER, Markup("")), (whole, SHOWER, Markup(""))])
    lines = [plain(line) for line in both[0].lines]
    assert [line.startswith("项目“") for line in lines] == [False] * (len(lines) - 1) + [True]
    unscored = replace(report, projects=(replace(project, score=None, grade=None),))
    assert plain(told(unscored)[DID_IT_WORK]) == NOT_TOLD


def test_a_part_answers_how_much_where_no_total_is_named() -> None:
    made = make_department().summary.reports[0]
    part = tuple(figure for figure in made.key_figures if figure.name == "basic_expenditure")
    said = told(replace(made, key_figures=part))
    assert plain(said[HOW_MUCH]).startswith("人员和日常运转（基本支出）")
    budgets = {project.name: project.budget.value.number for project in made.projects if project.budget}
    largest = max(budgets, key=lambda name: budgets[name] or 0)
    assert f"列出预算的 {len(budgets)} 个项目里，最多的是“{largest}”" in plain(said[ON_WHAT])
    assert "最多" not in plain(told(made)[ON_WHAT])  # the uses of the whole are told there


def test_planned_money_is_never_said_to_be_spent() -> None:
    made = make_department().summary.reports[0]
    money = tuple(figure for figure in made.key_figures if figure.name not in ("score", "grade"))
    final = replace(made, key_figures=money, projects=(), grade_counts=())
    budget = replace(final, kind="department_budget")
    assert plain(told(budget)[HOW_MUCH]).startswith("预算支出约 ")
    assert plain(told(final)[HOW_MUCH]).startswith("支出约 ")
    assert told(budget)[DID_IT_WORK] == f"<p>{ONLY_A_PLAN}</p>"
    assert all("预算" in figure_title(figure, budget) for figure in budget.key_figures)
    assert not any("预算" in figure_title(figure, final) for figure in final.key_figures)
    assert "计划" in next(view.explained for view in key_figure_views(budget, SHOWER) if "本年支出" in view.title)


def test_totals_without_carried_over_money_are_not_said_twice() -> None:
    summary = make_department().summary.reports[0]
    figures = {figure.name: figure for figure in summary.key_figures}
    spent = figures["year_expenditure"]
    same = (spent, replace(spent, name="total_expenditure", title="支出总计"))
    other = (spent, replace(figures["basic_expenditure"], name="total_expenditure", title="支出总计"))
    assert [figure.name for figure in without_repetition(list(same))] == ["year_expenditure"]
    assert [figure.name for figure in without_repetition(list(other))] == ["year_expenditure", "total_expenditure"]
    report = replace(summary, key_figures=(*reversed(same), figures["basic_expenditure"]))
    assert [view.title for view in key_figure_views(report, SHOWER)][-1] == "支出总计"
    assert "支出总计" not in [view.title for view in key_figure_views(report, SHOWER, 6)]


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("L71", "第 71 行"),
        ("p12", "第 12 页"),
        ("p12t1r3c4", "第 12 页表 1 第 3 行第 4 列"),
        ("p12t1", "第 12 页表 1"),
        ("t2r3c4", "表 2 第 3 行第 4 列"),
        ("¶14", "第 14 段"),
        ("收支总表!B4", "“收支总表”B4"),
        ("odd", "odd"),
    ],
)
def test_places_are_said_in_words(locator: str, words: str) -> None:
    assert place_title(locator) == words


def finding(message: str, *locators: str) -> Finding:
    return Finding("x", Severity.ERROR, "a.txt", locators, "", message)


def test_places_in_a_sentence_are_links_and_said_once() -> None:
    found = finding(
        "数字不一致：合计为5万元（第7行），各项3万元（第7行）、1万元（第8行）相加为4万元。", "L7", "L8", "L9"
    )
    message, rest = linked_message(found, SHOWER)
    assert plain(message) == "合计为5万元（第7行），各项3万元、1万元（第8行）相加为4万元。"
    assert message.count("<a ") == 2 and f'href="{SHOWER.href("L8")}">第8行' in message
    assert rest == ("L9",)
    cells = finding("第13页表1第9行第6列的数（第20页）没有金额。", "p13t1r9c6", "p20")
    assert linked_message(cells, SHOWER)[0].count("<a ") == 2 and linked_message(cells, SHOWER)[1] == ()
    assert "<a " not in linked_message(finding("第3行写着<b>。"), SHOWER)[0]
    assert (
        message_text(finding("达到目标（99%（第43行）），实际为0（第21行）。"))
        == "达到目标（99%，第43行），实际为0（第21行）。"
    )


@pytest.mark.parametrize(
    ("message", "expected", "actual", "beside"),
    [
        ("合计为1,000元，相加为999元。", "999", "1000", ("", "")),
        ("目标>=80人，名称与单位不符。", "", "≥80", ("", "")),
        ("一处为>=149040元，一处为14万元。", "≥149040", "=14", ("", "")),
        ("相加为10.5元。", "10.5", "0.5", ("10.5", "0.5")),
        ("两处不同。", "1", "2", ("1", "2")),
    ],
)
def test_numbers_of_the_sentence_are_not_said_again(
    message: str, expected: str, actual: str, beside: tuple[str, str]
) -> None:
    found = replace(finding(message), expected=expected, actual=actual)
    view = finding_view(1, found, SHOWER, RuleLinks("", ()))
    assert (view.expected, view.actual) == beside


def test_advice_to_the_clerk_is_not_told_to_the_public() -> None:
    found = finding("文件中没有找到地区；请核对文件内容，或在 site.toml 里写明 region。")
    assert message_text(found) == "文件中没有找到地区。"
    assert message_text(finding("申请人数为 3 人。请假 2 天。")) == "申请人数为 3 人。请假 2 天。"


def test_the_audit_is_told_without_accusing() -> None:
    findings = make_findings(make_report())
    assert audit_sentence(()) == "自动核对没有发现不一致。"
    assert "1 处不一致、1 处需要核对" in audit_sentence(findings)
    assert "不代表存在违规" in audit_sentence(findings)
    assert audit_sentence((), findings[:1]).startswith("自动核对没有发现不一致；原文件的文字和表格另有 1 处")
    both = audit_sentence(findings[:1], findings[1:2])
    assert both.startswith("自动核对发现 1 处") and "，原文件的文字和表格另有 1 处" in both and both.endswith("违规。")


def test_masked_places_are_no_errors_of_arithmetic() -> None:
    masked = Finding("private-data", Severity.ERROR, "a.txt", ("L1",), "", "已遮盖。")
    wrong = Finding("sum", Severity.WARNING, "a.txt", ("L2",), "", "不同。")
    assert severity_title(masked) == "隐私已遮盖"
    assert count_text((masked, wrong, wrong)) == "1 处需要核对"
    assert sort_findings((masked, wrong, wrong)) == (wrong, masked)


def test_many_departments_are_split_by_region() -> None:
    one = make_department().summary.outline()
    regions = [("甲省", f"第{city}市", f"第{county}县") for city in range(3) for county in range(4)]
    departments = tuple(replace(one, name=f"局{number}", region=region) for number, region in enumerate(regions))
    lost = replace(one, name="无地区", region=())
    every = (*departments, lost)
    assert split_departments(every, 100, lambda _: 1)[0].departments == every
    top = split_departments(every, 4, lambda _: 1)
    assert [(share.title, share.folder) for share in top] == [("甲省", "jiasheng/"), (UNKNOWN, f"{slug(UNKNOWN, 24)}/")]
    shares = [share for share in every_share(top) if not share.parts]
    assert sorted(d.name for share in shares for d in share.departments) == sorted(d.name for d in every)
    assert all(len(share.departments) <= 4 for share in shares)
    assert len({share.folder for share in shares}) == len(shares)
    assert any(UNKNOWN in share.title for share in shares)


def test_a_county_with_too_many_departments_is_cut_in_parts() -> None:
    one = make_department().summary.outline()
    departments = tuple(replace(one, name=f"局{number}") for number in range(10))
    shares = [share for share in every_share(split_departments(departments, 4, lambda _: 1)) if not share.parts]
    assert [len(share.departments) for share in shares] == [4, 4, 2]
    assert shares[1].title.endswith("（2）") and shares[1].folder.endswith("/2/")


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.html", "d/x/", "d/x/index.html"),
        ("d/x/index.html", "index.html", "../../index.html"),
        ("d/x/index.html", "d/x/2024/", "2024/index.html"),
        ("d/x/index.html", "d/y/index.html#L7", "../y/index.html#L7"),
        ("d/x/index.html", "d/x/index.html", "index.html"),
        ("a/b.html", "附件/决 算.pdf", "../%E9%99%84%E4%BB%B6/%E5%86%B3%20%E7%AE%97.pdf"),
        ("x.html", "search/index.html?q=1#a", "search/index.html?q=1#a"),
    ],
)
def test_links_are_relative(page: str, target: str, link: str) -> None:
    assert relative(page, target) == link
