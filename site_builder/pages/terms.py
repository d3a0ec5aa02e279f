"""The terms of the reports in plain words (handbook §4), for the glossary and beside figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its identifier, its official name and what it means in plain words."""

    name: str
    title: str
    text: str


TERMS = (
    Term("department_budget", "部门预算", "一个部门下一年的收支计划：打算收多少、花多少、花在哪里。"),
    Term(
        "department_final", "部门决算", "一个部门上一年的收支账：实际收了多少、花了多少。2024 年的决算在 2025 年公开。"
    ),
    Term("scope", "部门与单位", "“部门”把下属单位合在一起算，“单位”只算自己。两种口径的数字不能直接比较或相加。"),
    Term("initial_budget", "年初预算数", "年初批准的预算。年中还可能追加或调减。"),
    Term("adjusted_budget", "全年预算数", "年初预算加上年中调整之后，全年可以用的钱。"),
    Term("executed", "全年执行数", "一年里实际花出去的钱。"),
    Term("execution_rate", "预算执行率", "实际花的钱占全年预算的比例：全年执行数 ÷ 全年预算数。"),
    Term("total_income", "收入总计", "全年全部收入，加上年初结转等可以用的钱。"),
    Term("total_expenditure", "支出总计", "全年全部支出，加上留到下一年的结转结余等。收入总计与支出总计应当相等。"),
    Term("year_income", "本年收入合计", "当年取得的收入，不含上年留下来的钱。"),
    Term("year_expenditure", "本年支出合计", "当年实际花掉的钱，不含留到下一年的钱。"),
    Term("fiscal_appropriation", "财政拨款收入", "同级财政拨给部门的钱。"),
    Term("general_public_budget", "一般公共预算", "以税收为主的收入，用于保障民生、行政运转和公共服务。"),
    Term("government_fund", "政府性基金预算", "按规定专门征收、专款专用的钱，例如土地出让收入。"),
    Term("state_capital_operation", "国有资本经营预算", "国有企业上缴利润等国有资本收益及其支出。"),
    Term("basic_expenditure", "基本支出", "发工资、付水电等，保证机构正常运转、完成日常工作的支出。"),
    Term("project_expenditure", "项目支出", "为完成特定任务或事业发展目标，在基本支出之外的支出。"),
    Term("personnel_cost", "人员经费", "工资、津贴、社会保险、对个人和家庭的补助等。"),
    Term("public_operating_cost", "公用经费", "办公、水电、差旅、维修等日常公用开支。"),
    Term("agency_operating_cost", "机关运行经费", "行政单位用于购买货物和服务的日常公用经费。"),
    Term("three_public_expense", "“三公”经费", "因公出国（境）、公务用车购置及运行、公务接待三项费用。"),
    Term("overseas_travel", "因公出国（境）费", "公务出国（境）的国际旅费、住宿费、伙食费、培训费等。"),
    Term("vehicle_purchase", "公务用车购置费", "购买公务用车的支出（含车辆购置税）。"),
    Term("vehicle_operation", "公务用车运行维护费", "公务用车的燃料、维修、过路过桥、保险等费用。"),
    Term("official_reception", "公务接待费", "按规定开支的各类公务接待费用。"),
    Term("procurement", "政府采购支出", "用财政资金按规定采购货物、工程和服务的支出。"),
    Term("opening_carryover", "年初结转和结余", "上一年没有用完、留到今年继续使用的钱。"),
    Term("closing_carryover", "年末结转和结余", "今年没有用完、留到下一年的钱。它不是支出。"),
    Term(
        "function_code", "功能分类科目", "按政府职能给支出分类，例如教育、卫生健康；编码 3 位是类、5 位是款、7 位是项。"
    ),
    Term("economic_code", "经济分类科目", "按钱的用途给支出分类，例如工资福利、商品和服务。"),
    Term("self_evaluation", "绩效自评", "部门在项目结束或年度终了后，给自己的花钱效果打分。分数由部门自己给出。"),
    Term("weight", "分值", "一个指标最多能得多少分。"),
    Term("score", "自评得分", "部门给自己打的分数，满分一般是 100 分。"),
    Term("grade", "自评等级", "由得分换算的等级，如优、良、中、差。各地划分标准不同，不能跨标准比较。"),
    Term("output", "产出指标", "做了多少、质量如何、是否按时、花费多少。"),
    Term("benefit", "效益指标", "做完之后对经济、社会、生态等带来了什么变化。"),
    Term("satisfaction", "满意度指标", "服务对象是否满意。"),
    Term("deviation_reason", "偏差原因", "没有达到或明显超出目标时，部门对原因和改进办法的说明。"),
    Term("approval", "批复", "财政部门正式批准预算或决算。部门应当在批复后 20 天内公开。"),
)
_TEXTS = {term.name: term.text for term in TERMS}


_PLANNED = {
    "year_income": "这一年计划取得的收入，不含上年留下来的钱。",
    "year_expenditure": "这一年计划花的钱。",
    "total_income": "这一年计划的全部收入，加上年初结转等可以用的钱。",
    "total_expenditure": "这一年计划的全部支出。",
}


def explanation(name: str, *, plan: bool = False) -> str:
    """Return the plain words for a term's identifier, in a `plan` those for planned money; empty when there are none."""
    return (_PLANNED.get(name, "") if plan else "") or _TEXTS.get(name, "")
