"""Which tie-out of the handbook (§5, F1-F16) is held by which checks, for the public documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TieOut:
    """A formula that published numbers must satisfy, where it is computed, and the checks that compute it."""

    id: str
    formula: str
    where: str
    checks: tuple[str, ...]


TIE_OUTS = (
    TieOut(
        "F1 F2 F3",
        "收入总计＝各项收入＋使用非财政拨款结余＋年初结转；支出总计＝各类支出＋结余分配＋年末结转；两者相等",
        "公开01表（预算收支总表）左右两侧，每一金额栏",
        (
            "lines-differ-from-year-total",
            "year-total-and-carryover-differ-from-total",
            "income-total-differs-from-expenditure-total",
        ),
    ),
    TieOut(
        "F4 F9 F12",
        "同一数字在各表一致：01表与02、03、04表的合计、各收入行、各支出类；04表与05、07、08表的合计、年初和年末结转",
        "两表印出的每一个相同数字；单位相同而末位不同的，另作说明",
        ("tables-differ", "classes-differ-between-tables", "accounts-differ-between-tables"),
    ),
    TieOut(
        "F5 F6",
        "每一行的合计＝该行各栏之和",
        "02、03、05、07、08表和预算各表的每一行；读不出名称的栏有数时，只提示核对",
        ("row-total-differs-from-its-columns",),
    ),
    TieOut(
        "F7",
        "类＝款之和＝项之和；合计＝各类之和",
        "02、03、05、06、07、08表和预算各表的每一级、每一栏",
        ("account-differs-from-its-parts", "total-differs-from-accounts"),
    ),
    TieOut(
        "F8",
        "财政拨款总表每行合计＝一般公共预算＋政府性基金＋国有资本经营；收入＋年初结转＝支出＋年末结转；年初结转＝各项资金结转之和",
        "04表每一行、每一栏",
        (
            "row-total-differs-from-its-columns",
            "lines-differ-from-year-total",
            "year-total-and-carryover-differ-from-total",
            "income-total-differs-from-expenditure-total",
        ),
    ),
    TieOut(
        "F10",
        "05表基本支出＝人员经费＋公用经费；人员经费＝301＋303；公用经费＝302＋307＋310＋312＋313＋399；各类＝所属款之和",
        "06表两侧每一类",
        (
            "basic-expenditure-differs-from-detail",
            "basic-expenditure-differs-from-its-groups",
            "account-differs-from-its-parts",
        ),
    ),
    TieOut(
        "F11",
        "“三公”经费＝出国＋公务用车＋接待；公务用车＝购置＋运行维护",
        "09表预算数、决算数两半",
        ("three-public-total-differs",),
    ),
    TieOut(
        "F13",
        "政府采购＝货物＋工程＋服务；车辆合计＝各类车辆之和",
        "10表",
        ("procurement-total-differs", "vehicle-count-differs"),
    ),
    TieOut(
        "结转",
        "年末结转＝年初结转＋本年收入－本年支出",
        "07表（和列有结转栏的05、08表）每一行",
        ("carryover-balance-differs",),
    ),
    TieOut(
        "F14",
        "执行率＝执行数÷预算数；结余＝预算数－执行数；总额＝各来源之和；分值合计100；得分合计＝总分；得分不超过分值；等级在区间内",
        "每张自评表资金栏的每一行、每一栏，指标表的每一行，总分一行",
        (
            "execution-rate-differs",
            "balance-differs",
            "funding-differs-from-total",
            "funding-split-differs-from-total",
            "weights-differ-from-hundred",
            "group-weight-differs",
            "scores-differ-from-total",
            "score-above-weight",
            "grade-outside-band",
        ),
    ),
    TieOut(
        "F15",
        "写明的项目数、各等级个数＝列出的个数；各项目金额之和＝写明的总额",
        "自评报告正文和情况说明",
        (
            "project-count-differs",
            "grade-counts-differ-from-stated",
            "project-amounts-differ-from-total",
        ),
    ),
    TieOut(
        "F16",
        "文字中的金额＝报表中的金额（单位换算后）；占比、完成率、增减率＝文字中的两数相除；总额＝各部分之和",
        "情况说明、自评报告正文、自评表的分析文字",
        (
            "text-differs-from-table",
            "share-differs",
            "completion-differs",
            "growth-differs",
            "text-total-differs-from-its-parts",
            "rate-in-text-differs-from-form",
            "amount-in-text-differs-from-form",
            "rate-in-text-differs-from-its-amounts",
        ),
    ),
)
