"""Columns that several official tables share, with every known spelling (handbook §4)."""

from __future__ import annotations

from site_builder.forms.statements.declare import Column

AMOUNT = Column("amount", ("金额", "决算数", "预算数", "本年决算数", "本年预算数", "决算", "预算", "本年预算"))
AMOUNT_OF_PARTS = Column("amount", ("合计", "小计"))
PREVIOUS = Column("previous_year", ("上年决算数", "上年预算数", "上年执行数", "上年数"))
INITIAL = Column("initial_budget", ("年初预算数", "年初预算", "年初数"))
ADJUSTED = Column("adjusted_budget", ("全年预算数", "调整预算数", "全年预算", "调整后预算数"))
EXECUTED = Column("executed", ("决算数", "支出决算数", "金额", "执行数", "预算数"))

FUNDS = (
    Column("total", ("合计", "小计")),
    Column(
        "general_public_budget",
        ("一般公共预算财政拨款", "一般公共预算", "一般公共预算资金", "一般公共预算拨款", "公共财政预算财政拨款"),
    ),
    Column(
        "government_fund",
        ("政府性基金预算财政拨款", "政府性基金预算", "政府性基金", "政府性基金预算拨款", "政府性基金预算资金"),
    ),
    Column(
        "state_capital_operation",
        (
            "国有资本经营预算财政拨款",
            "国有资本经营预算",
            "国有资本经营预算拨款",
            "国有资本经营财政拨款",
            "国有资本经营预算资金",
        ),
    ),
)

INCOME_KINDS = (
    Column("year_income", ("本年收入合计", "合计", "本年收入", "总计", "收入合计")),
    Column("opening_carryover", ("年初结转和结余", "上年结转", "上年结转结余", "上年结转和结余", "年初结转结余")),
    Column("fiscal_appropriation", ("财政拨款收入", "财政拨款", "财政拨款(补助)收入")),
    Column("general_public_budget", ("一般公共预算", "一般公共预算拨款收入", "一般公共预算财政拨款收入")),
    Column("government_fund", ("政府性基金预算", "政府性基金预算拨款收入", "政府性基金预算财政拨款收入", "政府性基金")),
    Column(
        "state_capital_operation",
        ("国有资本经营预算", "国有资本经营预算拨款收入", "国有资本经营预算财政拨款收入"),
    ),
    Column("special_account", ("财政专户管理资金", "财政专户管理资金收入", "教育收费", "财政专户核拨资金收入")),
    Column("superior_subsidy", ("上级补助收入", "上级补助")),
    Column("education_fee", ("其中:教育收费", "其中教育收费"), under=("事业收入",)),
    Column("institutional", ("事业收入", "事业收入金额")),
    Column("institutional", ("金额", "小计"), under=("事业收入",)),
    Column("operating", ("经营收入", "事业单位经营收入", "经营")),
    Column("subordinate_remittance", ("附属单位上缴收入", "附属单位缴款", "下级单位上缴收入", "附属单位上缴")),
    Column("other_income", ("其他收入", "其他")),
    Column("use_of_non_fiscal_surplus", ("使用非财政拨款结余", "用事业基金弥补收支差额")),
)

EXPENDITURE_KINDS = (
    Column("year_expenditure", ("本年支出合计", "合计", "本年支出", "支出合计", "总计")),
    Column("basic_expenditure", ("基本支出",)),
    Column("basic_expenditure", ("小计", "合计"), under=("基本支出",)),
    Column("personnel_cost", ("人员经费", "人员支出")),
    Column("public_operating_cost", ("公用经费", "日常公用经费", "日常公用支出")),
    Column("project_expenditure", ("项目支出",)),
    Column("project_expenditure", ("小计", "合计"), under=("项目支出",)),
    Column("capital_construction", ("其中:基本建设资金支出", "其中基本建设资金支出"), under=("项目支出",)),
    Column("remittance_to_superior", ("上缴上级支出", "上缴上级")),
    Column("operating_expenditure", ("经营支出", "事业单位经营支出")),
    Column("subsidy_to_subordinates", ("对附属单位补助支出", "对下级单位补助支出", "对附属单位补助")),
    Column("reserve", ("单位预留机动经费",)),
    Column("carried_forward", ("结转下年资金", "结转下年", "年终结转结余")),
)

BY_USE = tuple(
    column
    for column in EXPENDITURE_KINDS
    if column.name in ("basic_expenditure", "personnel_cost", "public_operating_cost", "project_expenditure")
)

SPENDING = (
    Column("total", ("小计", "合计", "金额", "本年支出合计", "支出合计")),
    Column("basic_expenditure", ("基本支出",)),
    Column("basic_expenditure", ("小计", "合计"), under=("基本支出",)),
    Column("personnel_cost", ("人员经费", "人员支出")),
    Column("public_operating_cost", ("公用经费", "日常公用经费")),
    Column("project_expenditure", ("项目支出",)),
    Column("project_expenditure", ("小计", "合计"), under=("项目支出",)),
    Column("capital_construction", ("其中:基本建设资金支出", "其中基本建设资金支出"), under=("项目支出",)),
)

_OPENING = ("年初结转和结余", "上年结转和结余", "年初结转结余")
_CLOSING = ("年末结转和结余", "年末结转结余")
FUND_FLOW = (
    Column("opening_carryover", ("小计", "合计"), under=_OPENING),
    Column("opening_basic_carryover", ("基本支出", "基本支出结转"), under=_OPENING),
    Column("opening_project_carryover", ("项目支出", "项目支出结转和结余"), under=_OPENING),
    Column("closing_carryover", ("小计", "合计"), under=_CLOSING),
    Column("closing_basic_carryover", ("基本支出", "基本支出结转"), under=_CLOSING),
    Column("closing_project_carryover", ("项目支出", "项目支出结转和结余"), under=_CLOSING),
    Column("opening_carryover", _OPENING),
    Column("year_income", ("本年收入", "本年收入合计")),
    *SPENDING,
    Column("closing_carryover", (*_CLOSING, "结转下年")),
)

_VEHICLES = (
    "公务用车购置及运行维护费",
    "公务用车购置及运行费",
    "公务用车购置和运行维护费",
    "公务用车购置及运行",
    "公务用车购置和运行费",
    "公务用车费",
)
THREE_PUBLIC = (
    Column("total", ("小计", "合计"), under=("三公经费",)),
    Column("total", ("合计", "三公经费合计", "三公经费", "总计")),
    Column(
        "overseas_travel",
        ("因公出国(境)费", "因公出国(境)费用", "因公出国境费", "因公出国(境)经费", "因公出国(境)支出", "出国(境)费"),
    ),
    Column("vehicle_purchase", ("公务用车购置费", "购置费", "公务用车购置", "公务用车购置支出")),
    Column(
        "vehicle_operation",
        ("公务用车运行维护费", "公务用车运行费", "运行费", "运行维护费", "公务用车运行维护", "公务用车运行维护支出"),
    ),
    Column("vehicles", _VEHICLES),
    Column("vehicles", ("小计", "合计"), under=_VEHICLES),
    Column("official_reception", ("公务接待费", "公务接待", "接待费")),
    Column("meetings", ("会议费",)),
    Column("training", ("培训费",)),
    Column("agency_operating_cost", ("机关运行经费", "机关运行费")),
)

STATISTIC = Column("amount", ("统计数", "数量", "数额", "金额"))
BUDGETED = Column("budget", ("预算数", "本年预算数", "预算"))
FINAL = Column("executed", ("决算数", "本年决算数", "支出决算数", "决算", "执行数"))
MEASURES = (INITIAL, ADJUSTED, BUDGETED, FINAL, PREVIOUS)
