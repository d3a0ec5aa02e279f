"""The list of declared tables and the folders that declare them agree."""

import importlib
from pathlib import Path

import pytest

import site_builder.forms.statements as statements
from site_builder.forms.statements.declare import Family
from site_builder.forms.statements.registry import FORMS
from site_builder.forms.statements.titles import TitleIndex

FOLDER = Path(statements.__file__).parent


@pytest.mark.parametrize(("folder", "family"), [("final_accounts", Family.FINAL), ("budget", Family.BUDGET)])
def test_every_module_is_listed_in_order(folder: str, family: Family) -> None:
    names = sorted(path.stem for path in (FOLDER / folder).glob("[tb]*.py"))
    modules = [importlib.import_module(f"site_builder.forms.statements.{folder}.{name}") for name in names]
    assert [module.FORM for module in modules] == [form for form in FORMS if form.family is family]


def test_every_title_finds_its_form() -> None:
    index = TitleIndex(FORMS)
    for form in FORMS:
        for title in form.titles:
            assert index.find(title, form.family) is form, title


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("### 支出決算表", "T3"),
        ("表 2：高等学校收入决算表", "T2"),
        ("2024年部门财务收支预算总表", "B1"),
        ("一般公共预算支出预算表（功能科目）", "B5"),
        ("青山县水务局收入支出决算总表", "T1"),
        ("六、一般公共预算财政拨款基本支出决算明细表", "T6"),
        ("GK03 支出决算表", "T3"),
        ("3.15 支出预算总表", "B3"),
        ("2026年预算单位财务收支预算总表", "B1"),
        ("2026年预算单位一般公共预算基本支出部门预算经济分类预算表", "B8"),
        ("2026年单位“三公”经费和机关运行经费预算表", "B9"),
        ("2014年公共预算财政拨款收入支出决算批复表", "T5"),
        ("2014年“三公”经费公共财政拨款支出决算批复表", "T9"),
        ("2014年收入支出决算批复表", "T1"),
        ("附表3 青山县水务局公共财政拨款基本支出经济分类决算明细表", "T6"),
        ("国有资本经营预算财政拨款收入支出决算情况表", "T8"),
        ("一般公共预算拨款安排的“三公”经费支出预算表", "B9"),
    ],
)
def test_titles_with_year_office_and_numbering(printed: str, form: str) -> None:
    found = TitleIndex(FORMS).find(printed, Family.FINAL)
    assert found is not None and found.id == form


def test_the_kind_of_report_decides_where_a_title_does_not() -> None:
    index = TitleIndex(FORMS)
    for printed, budget, final in (
        ("收入总体情况表", "B2", "T2"),
        ("财政拨款收支总体情况表", "B4", "T4"),
        ("一般公共预算财政拨款“三公”经费支出表", "B9", "T9"),
        ("预算01表 收支总表", "B1", "T1"),
    ):
        forms = [index.find(printed, family) for family in (Family.BUDGET, Family.FINAL)]
        assert [form and form.id for form in forms] == [budget, final], printed


@pytest.mark.parametrize(
    "text",
    [
        "项目支出绩效自评表",
        "公开03表",
        "单位预算项目支出绩效目标表",
        "抗洪基金支出决算表",
        "转移支付支出情况表",
        "纳税人收入情况表",
    ],
)
def test_other_lines_are_no_titles(text: str) -> None:
    assert TitleIndex(FORMS).find(text, Family.FINAL) is None
