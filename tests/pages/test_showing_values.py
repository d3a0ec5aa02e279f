"""Values, sentences and shares: what a reader is told, and that nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_records import make_department, make_findings, make_report

from site_builder.model.finding import Finding, Severity
from site_builder.numbers import parse_value
from site_builder.pages.findings import count_text, severity_title, sort_findings
from site_builder.pages.regions import UNKNOWN, split_departments
from site_builder.pages.summary import audit_sentence, report_sentences
from site_builder.pages.values import FactShower, escaped, grouped, readable, with_unit
from site_builder.paths import relative

SHOWER = FactShower("d/x/index.html", "source/y/")


@pytest.mark.parametrize(
    ("printed", "unit", "shown"),
    [
        ("12,345.60", "万元", "1.23 亿元"),
        ("123456789.00", "元", "1.23 亿元"),
        ("52961100", "元", "5,296.11 万元"),
        ("2203.310445", "万元", "2,203.31 万元"),
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


def test_the_paragraph_says_only_what_is_published() -> None:
    summary = make_department().summary.reports[0]
    told = "".join(report_sentences(summary, SHOWER))
    assert "约 <" not in told and "支出 <a" in told and "列出 3 个项目" in told
    assert "3 个的预算执行率不到 50%" in told
    bare = replace(summary, key_figures=(), projects=())
    assert report_sentences(bare, SHOWER) == ()


def test_the_audit_is_told_without_accusing() -> None:
    findings = make_findings(make_report())
    assert audit_sentence(()) == "自动核对没有发现不一致。"
    assert "1 处不一致、1 处需要核对" in audit_sentence(findings)
    assert "不代表存在违规" in audit_sentence(findings)


def test_masked_places_are_no_errors_of_arithmetic() -> None:
    masked = Finding("private-data", Severity.ERROR, "a.txt", ("L1",), "", "已遮盖。")
    wrong = Finding("sum", Severity.WARNING, "a.txt", ("L2",), "", "不同。")
    assert severity_title(masked) == "隐私已遮盖"
    assert count_text((masked, wrong, wrong)) == "1 处需要核对"
    assert sort_findings((masked, wrong, wrong)) == (wrong, masked)


def test_many_departments_are_split_by_region() -> None:
    one = make_department().summary
    regions = [("甲省", f"第{city}市", f"第{county}县") for city in range(3) for county in range(4)]
    departments = tuple(replace(one, name=f"局{number}", region=region) for number, region in enumerate(regions))
    lost = replace(one, name="无地区", region=())
    every = (*departments, lost)
    assert split_departments(every, 100, lambda _: 1)[0].departments == every
    shares = split_departments(every, 4, lambda _: 1)
    assert sorted(d.name for share in shares for d in share.departments) == sorted(d.name for d in every)
    assert all(len(share.departments) <= 4 for share in shares)
    assert len({share.folder for share in shares}) == len(shares)
    assert any(UNKNOWN in share.title for share in shares)


def test_a_county_with_too_many_departments_is_cut_in_parts() -> None:
    one = make_department().summary
    departments = tuple(replace(one, name=f"局{number}") for number in range(10))
    shares = split_departments(departments, 4, lambda _: 1)
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
