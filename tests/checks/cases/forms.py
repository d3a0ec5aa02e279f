"""Passing and failing cases of the checks on self-evaluation forms: name → (passing, failing)."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model.report import FormKind, ReportKind, TableState
from tests.checks.build import Sample, form, indicator, money, words

KIND = ReportKind.PROJECT_SELF_EVAL_FORM
COST = ("成本指标", "经济成本指标")
QUALITY = ("产出指标", "质量指标")
FUNDS = (money("100", "100", "100", "80", "20", "80.00", "8.00"),)
ROWS = (
    indicator("清淤长度", "≥9公里", "9公里", "50", "50"),
    indicator("群众满意度", "≥95%", "96%", "40", "40", path=("满意度指标", "服务对象满意度指标"), place="L21"),
)
LOW = (money("100", "100", "100", "20", "80", "20.00", "2.00"),)


def forms(*made: object, second: object = None) -> Sample:
    return Sample(kind=KIND, forms=tuple(made), second=(second,) if second else ())  # type: ignore[arg-type]


def rows(*made: object, **more: object) -> Sample:
    return forms(form(*made, **more))  # type: ignore[arg-type]


def funds(*printed: str, **more: object) -> Sample:
    return forms(form(funds=(money(*printed),), **more))  # type: ignore[arg-type]


def _titled(title: str) -> Sample:
    return forms(replace(form(), title=title))


def _units(last: str) -> Sample:
    """Four forms that print the same code of the unit, the last one with another name."""
    names = ("青山县水务局",) * 3 + (last,)
    made = tuple(words(f"027001-{name}", f"L{n}", "预算单位") for n, name in enumerate(names, 50))
    return Sample(kind=KIND, facts=made)


SPENT = (money("100", "100", "100", "100", "0", "100", "10"),)


def _grouped(stated: str) -> Sample:
    """A form whose first level states its weight in the cell above the first indicator."""
    made = (
        indicator("清淤长度", "9公里", "9公里", "30", "30", place="L3"),
        indicator("清淤合格率", "100%", "100%", "20", "20", path=QUALITY, place="L4"),
    )
    lines = ("一级指标\t三级指标\t分值", f"产出指标（{stated}分）\t\t", "\t清淤长度\t30", "\t清淤合格率\t20")
    return Sample("\n".join(lines), KIND, forms=(form(*made),))


SPLIT = (money("", "", "100", "100", label="年度资金总额"),)
OVERALL = FormKind.OVERALL
TEXT = "项目实施和预算执行情况及分析"

CASES: dict[str, tuple[Sample, Sample]] = {
    "execution-rate-differs": (
        funds("100", "100", "90", "81.5", "8.5", "90.56", "9.06"),
        funds("100", "100", "90", "81.5", "8.5", "95.06", "9.51"),
    ),
    "rate-of-nothing": (funds("0", "0", "0", "0", "0"), funds("0", "0", "0", "0", "0", "0.00")),
    "balance-differs": (funds("", "", "100", "80", "20"), funds("", "", "100", "80", "30")),
    "funding-differs-from-total": (
        forms(form(funds=(*FUNDS, money("100", "100", "100", "80", "20", label="财政拨款")))),
        forms(form(funds=(*FUNDS, money("100", "100", "100", "70", "20", label="财政拨款")))),
    ),
    "execution-score-differs": (funds("", "", "100", "80", "", "80", "8"), funds("", "", "100", "80", "", "80", "9.5")),
    "rate-above-hundred": (funds("", "", "100", "100"), funds("", "", "100", "120")),
    "budget-cut-deeply": (funds("", "100", "80", "80"), funds("", "100", "30", "30")),
    "declared-differs-from-budgeted": (funds("100", "100", "100", "1"), funds("0", "100", "100", "1")),
    "group-weight-differs": (_grouped("50"), _grouped("60")),
    "weights-differ-from-hundred": (
        rows(*ROWS),
        rows(ROWS[0], indicator("质量", "100%", "100%", "60", "60", path=QUALITY)),
    ),
    "scores-differ-from-total": (rows(*ROWS, funds=FUNDS, total="98"), rows(*ROWS, funds=FUNDS, total="89")),
    "score-above-weight": (rows(*ROWS), rows(indicator("清淤长度", "9公里", "9公里", "10", "12"))),
    "score-left-blank": (rows(*ROWS), rows(*ROWS, indicator("清淤频次", "2次", "2次", "10", ""))),
    "grade-outside-band": (rows(total="95", grade="优"), rows(total="95", grade="良")),
    "forms-differ": (
        forms(
            form(indicator("设备年租金额", "=14.9万元", "149000元")),
            second=form(indicator("设备年租金额", "=149000元", "14.9万元"), kind=OVERALL),
        ),
        forms(
            form(indicator("设备年租金额", "=14.9万元", "0元")),
            second=form(indicator("设备年租金额", "=149000元", "14.9万元"), kind=OVERALL),
        ),
    ),
    "rate-reached-beside-zero": (
        forms(
            form(indicator("汛期通讯畅通率", "100%", "100%")),
            second=form(indicator("网络畅通率", "≥99%", "99%"), kind=OVERALL),
        ),
        forms(
            form(indicator("汛期通讯畅通率", "100%", "0%")),
            second=form(indicator("网络畅通率", "≥99%", "99%"), kind=OVERALL),
        ),
    ),
    "task-name-differs": (
        forms(form(subject="水利综合保障项目"), second=form(kind=OVERALL, texts=(("任务名称", "水利综合保障项目"),))),
        forms(form(subject="水利综合保障项目"), second=form(kind=OVERALL, texts=(("任务名称", "水利综合保障类项目"),))),
    ),
    "rate-in-text-differs-from-form": (
        rows(funds=FUNDS, texts=((TEXT, "预算执行率为80%。"),)),
        rows(funds=FUNDS, texts=((TEXT, "预算执行率为99%。"),)),
    ),
    "amount-in-text-differs-from-form": (
        rows(funds=FUNDS, texts=((TEXT, "预算资金1,000,000元，实际支出800,000元。"),)),
        rows(funds=FUNDS, texts=((TEXT, "预算资金1,000,000元，实际支出200,000元。"),)),
    ),
    "rate-in-text-differs-from-its-amounts": (
        rows(texts=((TEXT, "项目预算资金20万元，实际支出5万元，预算执行率为25%。"),)),
        rows(texts=((TEXT, "项目预算资金20万元，实际支出5万元，预算执行率为52%。"),)),
    ),
    "indicator-in-text-differs-from-form": (
        rows(indicator("检查河道数量", "≥8条", "9条"), texts=(("产出情况", "检查河道数量目标8条，实际完成9条。"),)),
        rows(indicator("检查河道数量", "≥8条", "9条"), texts=(("产出情况", "检查河道数量目标8条，实际完成3条。"),)),
    ),
    "completion-claimed-though-missed": (
        rows(texts=(("产出情况", "召开会议15次（目标15次），超额完成任务。"),)),
        rows(texts=(("产出情况", "召开会议12次（目标15次），超额完成任务。"),)),
    ),
    "completion-rate-beside-missed-quantity": (
        rows(indicator("巡查河道", "≥9次", "9次"), indicator("巡查河道完成率", "100%", "100%", path=QUALITY)),
        rows(indicator("巡查河道", "≥9次", "4次"), indicator("巡查河道完成率", "100%", "100%", path=QUALITY)),
    ),
    "result-repeats-target": (
        rows(indicator("巡查河道", "≥15次", "12次"), done="全年巡查12次。"),
        rows(indicator("巡查河道", "≥15次", "12次"), done="全年巡查15次。"),
    ),
    "missed-but-full-score": (
        rows(indicator("巡查河道", "≥9次", "4次", "10", "4")),
        rows(indicator("巡查河道", "≥9次", "4次", "10", "10")),
    ),
    "missed-without-reason": (
        rows(indicator("巡查河道", "≥9次", "4次", "10", "4", "汛期推迟"), indicator("清淤长度", "1公里", "1公里")),
        rows(indicator("巡查河道", "≥9次", "4次", "10", "4"), indicator("清淤长度", "1公里", "1公里", reason="无")),
    ),
    "missed-score-not-in-proportion": (
        rows(indicator("巡查河道", "≥10次", "4次", "10", "4")),
        rows(indicator("巡查河道", "≥10次", "4次", "10", "8")),
    ),
    "cost-differs-from-executed": (
        rows(indicator("清淤成本", "≤100万元", "80万元", path=COST), funds=FUNDS),
        rows(indicator("清淤成本", "≤100万元", "100万元", path=COST), funds=FUNDS),
    ),
    "cost-target-differs-from-budget": (
        rows(indicator("清淤成本", "≤100万元", "80万元", path=COST), funds=FUNDS),
        rows(indicator("清淤成本", "≤300万元", "80万元", path=COST), funds=FUNDS),
    ),
    "grade-beside-low-execution": (rows(funds=FUNDS, grade="优"), rows(funds=LOW, grade="优")),
    "cost-target-is-a-floor": (
        rows(indicator("清淤成本", "≤100万元", "80万元", path=COST)),
        rows(indicator("清淤成本", "≥100万元", "80万元", path=COST)),
    ),
    "unit-unlike-name": (rows(indicator("培训人数", "≥20人", "20人")), rows(indicator("培训人数", "≥99%", "99%"))),
    "target-direction-reversed": (
        rows(indicator("投诉率", "≤5%", "1%"), indicator("事故下降率", "≥10%", "12%")),
        rows(indicator("事故下降率", "≤10%", "5%")),
    ),
    "full-execution-beside-unspent": (
        rows(indicator("清淤长度", "9公里", "8公里", reason="雨季推迟"), funds=SPENT),
        rows(indicator("清淤长度", "9公里", "8公里", reason="资金未及时支付"), funds=SPENT),
    ),
    "done-in-other-year": (
        rows(done="2024年7月，按时完成清淤。"),
        rows(done="2023年7月，按时完成清淤。"),
    ),
    "indicator-row-repeated": (
        rows(*ROWS),
        rows(ROWS[0], indicator("清淤长度", "≥9公里", "9公里", place="L25")),
    ),
    "budget-raised-much": (funds("", "100", "140", "80"), funds("", "100", "160", "80")),
    "form-title-differs": (_titled("河道清淤经费项目支出绩效自评表"), _titled("河道清淤养护经费项目支出绩效自评表")),
    "unit-name-differs": (_units("青山县水务局"), _units("青山县公安局")),
    "target-always-met": (rows(indicator("事故发生率", "≤1%", "0%")), rows(indicator("事故发生率", "≤100%", "0%"))),
    "indicator-name-without-content": (rows(*ROWS), rows(indicator("数量指标", "9个", "9个"))),
    "indicator-under-wrong-level": (
        rows(*ROWS),
        rows(indicator("清淤长度", "9公里", "9公里", path=("效益指标", "成本指标"))),
    ),
    "form-without-scores": (rows(*ROWS), rows(indicator("清淤长度", "9公里", "9公里", "", ""))),
    "form-not-filled": (rows(*ROWS), rows(state=TableState.BLANK)),
    "reached-though-nothing-done": (
        rows(
            indicator("视频会议系统租金", "5万元", "5万元"),
            indicator("视频会议系统畅通率", "≥99%", "99%", path=QUALITY),
        ),
        rows(
            indicator("视频会议系统租金", "5万元", "0万元"),
            indicator("视频会议系统租期", "12月", "0月"),
            indicator("视频会议系统畅通率", "≥99%", "99%", path=QUALITY),
        ),
    ),
    "same-text-in-several-forms": (
        forms(form(texts=((TEXT, "甲" * 70),)), form(subject="水库维护费", texts=((TEXT, "乙" * 70),))),
        forms(form(texts=((TEXT, "甲" * 70),)), form(subject="水库维护费", texts=((TEXT, "甲" * 70),))),
    ),
    "number-with-leading-zero": (
        rows(indicator("发放金额", "≤3000", "≤3000")),
        rows(indicator("发放金额", "≤3000", "≤03000")),
    ),
    "text-without-column": (rows(texts=((TEXT, "完成"),)), rows(texts=(("未归列文字", "完成"),))),
}


def _split(*amounts: str) -> Sample:
    from tests.checks.build import number

    labels = ("一般公共预算", "其他资金", "基本支出", "项目支出")
    from site_builder.model.report import MoneyRow

    parts = tuple(
        MoneyRow(label, "L11", (("amount", number(text, "万元", place="L11")),))
        for label, text in zip(labels, amounts, strict=True)
    )
    return forms(form(funds=(*SPLIT, *parts), kind=OVERALL))


CASES["funding-split-differs-from-total"] = (_split("90", "10", "40", "60"), _split("90", "10", "40", "66"))
