"""Every known spelling of the labels, columns and indicator levels of self-evaluation forms, as data.

Patterns are matched whole against folded text (no white space, half width). Text exports made by OCR bring wrong
characters into these labels; a spelling met in a real form is added here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """Names with the pattern each is known by, tried in order: one expression, one group a name."""

    names: tuple[str, ...] = ()
    pattern: re.Pattern[str] = re.compile(r"(?!)")


NO_SPELLINGS = Spellings()


def _spellings(*pairs: tuple[str, str]) -> Spellings:
    alternatives = "|".join(f"({pattern})" for _, pattern in pairs)
    return Spellings(tuple(name for name, _ in pairs), re.compile(alternatives))


MONEY_COLUMNS = _spellings(
    ("initial_declared", r"目标申报数"),
    ("initial_budget", r"预算编制数|年初预算(?:数|金额|资金|安排)?|年初批复(?:数|预算数)|预算安排数?"),
    ("weight", r"分值|权重|标准分|执行率权重(?:\(%\))?|分值\(10分\)"),
    ("execution_rate", r"预算执行进度|(?:预算)?执行率(?:\(%\)|\(B/A\)|\(%\)?B/A\)?)?"),
    ("score", r"得分|自评得分|执行率得分|得分\(\d+分[*×x]执行率\)"),
    (
        "executed",
        r"(?:全年|年度|实际|预算|资金)?(?:执行|支出)(?:数|金额)(?:\(B\))?|资金执行情况|全年实际(?:支出|执行)数?|决算数",
    ),
    (
        "adjusted_budget",
        r"(?:全年|年度|调整后|变更后|全年\(调整\)|全年调整)?预算(?:数|金额|总额)(?:\(A\))?|全年预算数\(调整后\)|调整后预算|预算安排情况(?:\(调整后\))?",
    ),
    ("received", r"(?:资金)?到位(?:数|情况|金额|资金)"),
    ("balance", r"资金(?:结|来源).{0,8}余|结转结余|年末结转"),
    ("reason", r".{0,6}(?:原因|绩效说明).{0,12}|备注"),
)
"""Columns of the money block; the names are the column identifiers of `MoneyRow`."""

MONEY_ITEMS = {
    "initial_declared": "目标申报数",
    "initial_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "received": "资金到位数",
    "executed": "全年执行数",
    "balance": "资金结(转)余",
    "weight": "分值",
    "execution_rate": "执行率",
    "score": "得分",
    "reason": "偏差原因",
}
"""The standard term of each money column."""

INDICATOR_COLUMNS = _spellings(
    ("level1", r"一级指标"),
    ("level2", r"二级指标"),
    ("level3", r"三级指标|指标名称|绩效指标名称|指标"),
    ("nature", r"(?:绩效)?指标性质|指标方向|运算符号?"),
    ("unit", r"(?:绩效)?(?:度量|计量|指标)单位"),
    ("initial_target", r"年初(?:绩效)?(?:指标|目标)值(?:\(A\))?"),
    ("adjusted_target", r"(?:调整|填报|报告期|绩效考核|变更后|全年\(调整\)|调整后|调整前).{0,4}值"),
    (
        "target",
        r"(?:年度|预期|计划|绩效|全年|目标)?(?:绩效)?(?:指标|目标)值(?:\(A\))?|预期值|计划完成值|年度目标|指标值及单位",
    ),
    ("coefficient", r"得分系数(?:\(%\))?"),
    ("weight", r"分值(?:权重)?|(?:指标)?权重(?:\(%\)|分)?|标准分值?|分值\(\d+分?\)"),
    ("score", r"(?:指标|自评|评价)?得分|自评分"),
    ("core", r"是否(?:为)?核心指标"),
    ("reason", r".{0,8}原因.{0,12}|改进措施|备注|未完成情况说明"),
    ("content", r"指标(?:内容|解释|属性|说明|方向性)|评分标准|计算公式|数据来源"),
    ("actual", r"(?:全年|实际|年度)?(?:实际)?完成(?:指标)?(?:值|情况)(?:\(B\))?|(?:全年|年度)?实际值"),
    ("explanation", r".{0,8}(?:说明|情况).{0,6}"),
    ("project", r"项目名称"),
    ("goal", r"(?:项目)?(?:年度)?(?:绩效|总体)目标"),
    ("bureau", r"单位名称|主管部门|预算单位"),
    ("budget", r"(?:项目)?预算(?:数|金额|总额|资金)"),
)
"""Columns of the indicator block, in the order in which a heading is tried."""

LEVEL1 = frozenset(
    {
        *("产出指标", "效益指标", "满意度指标", "成本指标", "产出", "效益", "满意度", "履职效能", "管理效率"),
        *("项目完成指标", "项目效益指标", "完成指标", "效果指标", "过程指标", "投入指标", "管理指标", "预算执行指标"),
    }
)
LEVEL2 = frozenset(
    {
        *("数量指标", "质量指标", "时效指标", "成本指标", "进度指标", "数量", "质量", "时效", "成本"),
        *("社会效益", "经济效益", "生态效益", "社会效益指标", "经济效益指标", "生态效益指标", "环境效益指标"),
        *("可持续影响", "可持续影响指标", "可持续发展指标", "可持续效益指标", "可持续影响效益指标"),
        *("服务对象满意度", "服务对象满意度指标", "满意度指标", "社会公众满意度指标", "帮扶对象满意度指标"),
        *("经济成本指标", "社会成本指标", "生态环境成本指标", "社会公众或服务对象满意度"),
    }
)
IMPLIED_LEVEL1 = _spellings(
    ("产出指标", r"(?:数量|质量|时效)(?:指标)?"),
    ("效益指标", r"(?:社会|经济|生态|环境|可持续).*(?:效益|影响|发展)(?:指标)?"),
    ("成本指标", r"(?:经济|社会|生态环境)成本指标"),
    ("满意度指标", r".*满意度(?:指标)?"),
)
"""A second level that can only stand under one first level, used where the first level is not printed."""

HEAD_LABELS = _spellings(
    ("项目名称", r"(?:一级)?项目名称(?:\(.*\))?|专项(?:资金)?名称"),
    ("总分", r"自评总分|自评得分|总分"),
    ("项目编码", r"项目(?:编码|代码)"),
    ("主管部门及代码", r"主管部门及代码|主管部门\(及代码\)"),
    ("主管部门", r"(?:业务|[省市县区]级|地方|本级)?主管(?:部门|单位)(?:名称)?"),
    ("预算单位", r"预算单位|预算支出"),
    ("实施单位", r"(?:项目)?实施(?:单位|主体)|项目单位|资金使用单位|填报单位"),
    ("部门", r"部门|部门名称|预算部门|部门\(?单位\)?名称|单位名称|部门\(单位\)|预算部门\(单位\)"),
    ("部门编码", r"部门编码|单位编码"),
    ("项目类型", r"项目(?:类型|类别|属性)|资金性质"),
    ("项目负责人", r"项目负责人(?:及(?:联系)?电话)?|负责人|填报人|联系人(?:及电话)?|联系电话|经办人"),
    ("部门职责", r"部门职责(?:概述)?|(?:单位|部门)?职能(?:职责)?概述|主要职能"),
    ("填报日期", r"填报(?:日期|时间)|填表日期"),
)
HEAD_SECTION = re.compile(r"(?:项目)?(?:基本|基础)(?:情况|信息|概况)")
"""The label at the left of the head."""
PART = re.compile(r"[一二三四五六七八]、[^，。；:：\d]{2,16}")
"""The heading of a form's part, in a row of its own."""
CODED_UNIT = re.compile(r"\d{6,}-.+")
CODED_DEPARTMENT = re.compile(r"\d{3}-.+")

UNPLACED = "列次不明"
"""Head of values whose column nothing tells; they are kept as printed and mean nothing."""

TOTAL = re.compile(r"(?:自评)?总分(?:值)?|合分|合计|总计|得分合计|自评得分|总得分|综合得分|合计得分|评价得分")
GRADE_LABEL = re.compile(r"(?:自评|评价|绩效)?(?:结果)?(?:等级|等次|结论|评级)")
GRADE = re.compile(r"优秀|良好|一般|较差|不合格|合格|优|良|中|差")

GOAL_SECTION = re.compile(
    r"(?:部门)?(?:总体)?(?:绩效总?)?目标(?:完成情况)?|总体目标|项目(?:年度|实施).{0,6}(?:目标|情况)|年度(?:总体|绩效)+目标|当年绩效目标|年度总体绩?效?目标|绩效目标|项目绩效目标"
)
MONEY_SECTION = re.compile(
    r"(?:项目)?(?:资金|预算)(?:情况|执行|安排|类别|使用|投入|资金).*|年度预算数?\((?:万?元)\)|项目资金(?:\(.*\))?|年度预算申请.*|预算执行情况.*|项目资金预算.*"
)
INDICATOR_SECTION = re.compile(r"(?:年度|项目)?绩效指标(?:完成情况)?(?:\(\d{1,3}分?\))?|绩效评价|年度绩效目标完成.*")
"""Labels at the left of a block, printed once beside its first row."""

PLANNED = re.compile(
    r"(?:年度|预期|年初|总体|全年\(调整\)|项目年度|计划)?(?:总体|预期)?(?:绩效)?目标(?:值|内容)?\d?:?(?:\(.{0,8}\))?|年度总体目标|年初设定目标"
)
NEXT_GOAL = re.compile(r"年度(?:绩效)?目标[2-9]:?(?:\(.{0,8}\))?")
"""A further goal, printed below the indicators of the one before."""
LONG_TERM = re.compile(r"(?:项目)?(?:中期|中长期|长期|实施期|中期滚动|三年)(?:总体|绩效)?目标(?:\(.{0,22}\))?")
"""A goal over several years, which stands beside that of the year."""
ACHIEVED = re.compile(
    r"(?:全年|年度|具体)?(?:绩效)?(?:目标)?(?:总体)?(?:实际)?(?:总体)?完成情况.{0,6}|实际完成目标|年度总体目标完成情况综述"
)

MONEY_TOTAL = re.compile(
    r"(?:年度|中期|实施期)?(?:财政)?资金总(?:额|和|金额|计)|年度总金额|项目(?:总)?资金|合计|资金合计|总额|预算总额|年度资金"
)
LONG_TERM_MONEY = re.compile(r"中期|实施期")
MONEY_ROW = re.compile(
    r"(?:年度|中期|实施期)?(?:财政)?资金总(?:额|和|金额|计)|年度总金额|总额|资金合计|年度资金"
    r"|(?:\d[.、])?(?:其中:?)?(?:\d[.、])?(?:本年|当年|年度|一般公共预算|政府性基金预算?)?(?:财政)?(?:拨款|资金)(?:收入)?"
    r"|(?:其中:?)?(?:(?:中央|省级?|市级?|县级?|区级?|本级|上级|地方)[、和]?){1,4}(?:财政)?(?:补助|拨款|配套)?(?:县级)?资金|(?:其中:?)?(?:一般公共预算|政府性基金)(?:拨款)?"
    r"|(?:上年|以前年度)结转(?:结余)?(?:资金)?|结转结余(?:资金)?|(?:基本|项目)支出(?:总额)?|(?:其[他它]|自筹|社会|自有|单位|财政专户(?:管理)?|非财政拨款|专户)资金(?:收入)?"
)
"""Labels of rows of money, told from those of columns."""
SHANXI_MONEY_LABELS = _spellings(("市县区财政资金", r"市.{0,4}财政(?:拨款)?(?:资金)?"))
"""The only source row of the Shanxi layout; OCR has spoiled its label in a dozen ways."""
LABELLED_AMOUNT = re.compile(r"(?:其中:)?([^:\d]{2,20}):(-?[\d,]+(?:\.\d+)?)(万元|元)?")

GOAL_YEAR = re.compile(r"财年|年度|年份")
GOAL_RATE = re.compile(r"(?:总体|目标)?完成率(?:\(%\))?")
"""How far a goal was reached, beside its text."""

MANAGEMENT_TEXT = re.compile(r"情况说明")
MANAGEMENT_SECTION = re.compile(r"资金管理(?:情况)?(?:\(.*\))?")

ANALYSIS_SECTION = re.compile(
    r"项目.{0,8}(?:评价|绩效|支出绩效).{0,2}分析|自评(?:结果|得分)分析|绩效(?:自评)?分析|项目绩效分析"
)
ANALYSIS = _spellings(
    ("项目实施和预算执行情况及分析", r"项目.{0,8}(?:执行|背景|预算执行).{0,12}|项目绩效自评报告"),
    ("产出情况及分析", r"产出情况.{0,4}"),
    ("效益情况及分析", r"(?:效益|数量)情况.{0,4}"),
    ("满意度情况及分析", r"满意度情况.{0,4}"),
    ("主要经验做法", r"主要经验.{0,4}|经验做法|主要(?:风险点|结论).{0,4}"),
    ("项目管理中存在的主要问题及原因分析", r".{0,14}问题.{0,14}"),
    ("下一步改进措施及管理建议", r"(?:下一步)?.{0,4}改进措施.{0,10}|有关建议"),
    ("其他需要说明的问题", r"其他需.{0,2}说明的.{0,6}|说明|备注|其他说明"),
)

REMARK_LABEL = re.compile(
    r"(?:自评|评价|绩效自评|绩效)?结论|(?:主要)?存在(?:的)?(?:主要)?问题(?:及原因(?:分析)?)?|(?:下一步)?(?:拟采取的?)?改进(?:措施|建议)"
    r"|其他需要?说明的?(?:问题|事项|情况)?|(?:偏差大或)?目标未完成原因(?:分析)?|改进措施及结果应用方案|(?:自评)?(?:等级|等次)"
    r"|项目负责人|财务负责人|填报?人|填表人|联系人|联系电话|审核人|单位负责人"
)
"""Labels of the boxes below the indicators."""

RESULT_COLUMNS = _spellings(
    ("project", r"(?:一级|二级)?项目(?:支出)?名称|专项(?:资金)?名称"),
    ("bureau", r"(?:业务)?主管(?:部门|单位)|单位名称|部门名称|预算单位"),
    ("unit", r"(?:项目)?(?:实施|承担|申报)单位"),
    ("total", r"(?:自评|评价|绩效|绩效自评|综合)?(?:总)?得分|自评分数?|评分|总分"),
)
"""Columns of a list of results beside those of money."""

TASK_COLUMNS = _spellings(
    ("number", r"序号"),
    ("name", r"任务名称|重点任务|年度任务"),
    ("content", r"主要内容|任务内容"),
    ("result", r"(?:实际)?完成情况"),
    ("budget", r"(?:全年|年初|批复|项目|年度)?预算(?:数|金额)|批复金额|总额"),
    ("executed", r"(?:全年|实际|预算)?(?:执行|支出)(?:数|金额)"),
    ("weight", r"分值|权重"),
    ("rate", r"(?:预算)?执行率"),
    ("score", r"(?:自评)?得分"),
    ("reason", r".{0,8}原因.{0,12}|备注"),
)
TASK_AMOUNTS = re.compile(r"总额|小计|财政拨款|其他(?:资金)?|其中:财政拨款")
TASK_TOTAL = re.compile(r"(?:金额)?(?:合计|总计)")

TITLE = re.compile(
    r"[^。；;]{0,60}?(?:绩效(?:自评|评价)?(?:指标)?(?:体系)?(?:得分|评分|打分)表|绩效(?:目标)?自评(?:价)?(?:结果|情况)?汇总表|绩效(?:自评|自评价|评价|目标|指标)(?:自评)?(?:申报|批复|完成情况)?(?:评分)?表|绩效自评(?:情况)?表|基础数据表)"
    r"(?:\(.{0,12}\))?"
)
YEAR_LINE = re.compile(r"\(?(20\d\d)年度?\)?")
UNIT_LINE = re.compile(r"(?:金额)?单位:(万元|元)")
NOTE = re.compile(r"备?注[:：]?1?[.、．]?[“\"「](?:年初预|目标申报|全年预).{1,4}[”\"」].*")
"""The first of the notes below a form: it explains the money columns by their quoted names."""
REMARK = re.compile(
    r"(?:备?注|说明|填报?说明)[:：]\d?[.、．]?(?:一级指标|定量指标|定性指标|三级指标|预算执行(?:情况|率)|得分|分值|其他资金|请在|权重|各地请|本表"
    r"|数据来源|正向指标|达成预期).*"
)
"""A note below a form that says how it is filled in or how points are given."""
NOTE_MORE = re.compile(r"\d[.、．][“\"「]?(?:年初|全年|执行|目标|定量|定性|得分|分值|三级指标|一级指标|预算执行)")
HINT = re.compile(r".{0,80}\(?(?:限)?\d{2,4}字(?:以内|左右)\)?[。.]?")
"""What a form's empty box tells the clerk to write (结合自评情况…(200字以内))."""


_WEIGHT_NOTE = re.compile(r"\(\d{1,3}分?\)$")


def level_name(folded: str) -> str:
    """Return a level's name without the weight printed behind it (`产出指标(50分)`)."""
    return _WEIGHT_NOTE.sub("", folded).removesuffix("等")


@lru_cache(maxsize=16384)
def spelled(text: str, spellings: Spellings) -> str:
    """Return the name under which folded `text` is known in `spellings`, empty when it is not."""
    if len(text) > 40:
        return ""
    match = spellings.pattern.fullmatch(text)
    return spellings.names[match.lastindex - 1] if match and match.lastindex else ""
