"""Terms that amounts carry in running text, brought to the field's standard names (handbook §4)."""

from __future__ import annotations

import re
from functools import lru_cache

from site_builder.text import fold

MONEY_UNITS = frozenset({"元", "千元", "万元", "百万元", "亿元"})
_DROPPED = re.compile(r"[（(](?:类|款|项|含|一|二|三)[）)]")
_REMARK = re.compile(r"[（(][^（()）]{0,30}$|[\"“]$")
_LEAD = re.compile(
    r"^(?:为|由|对(?!个人|企业|附属|社会|村|下级)|用于|拟从|从|按照|按(?![照时期质量月年季])|根据|实际到账的|实际收到的|实际收到|收到的|收到|实现|安排|下达|取得|使用|涉及|我[省市区县州旗])(?=[\u4e00-\u9fff“]{3})"
)
# Printed term (whole, folded) to standard term; first match decides.
_STANDARD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^(?:部门|单位|综合)?(?:总)?(?:收入预算|预算(?:总)?收入)(?:总额|总计|合计|总)?$", "收入预算"),
        (r"^(?:部门|单位|综合)?(?:总)?(?:支出预算|预算(?:总)?支出)(?:总额|总计|合计|总)?$", "支出预算"),
        (r"^(?:部门|单位)?(?:总)?(?:收入决算|决算(?:总)?收入)(?:总额|总计|合计|总)?$", "收入决算"),
        (r"^(?:部门|单位)?(?:总)?(?:支出决算|决算(?:总)?支出)(?:总额|总计|合计|总)?$", "支出决算"),
        (r"^预算项目支出(?:总额|总计|合计)?$|^项目支出(?:总额|总计|合计)$", "项目支出"),
        (r"^基本支出(?:总额|总计|合计)$", "基本支出"),
        (r"^日常公用(?:经费|支出)(?:支出)?$|^公用(?:经费|支出)(?:支出)?$", "公用经费"),
        (r"^人员(?:经费|支出)(?:支出)?$", "人员经费"),
        (r"^事业(?:单位)?(?:编制)?(?:在职)?(?:人员|人数)$", "事业人员"),
        (r"^行政(?:单位)?(?:编制)?(?:在职)?(?:人员|人数)$", "行政人员"),
        (r"^(?:离)?退休(?:人员|人数)?$", "退休人员"),
        (r"^(?:实际)?(?:有)?在(?:职|编|岗)(?:工作)?(?:在编)?(?:人员|人数|职工|干部职工)?(?:总数)?$", "在职人员"),
        (r"^(?:年末)?(?:实有|现有)(?:人员|人数|在职人员)(?:总数)?$", "实有人员"),
        (r"^行政$", "行政人员"),
        (r"^事业$", "事业人员"),
        (r"^行政编制(?:数|人员)?$", "行政编制"),
        (r"^(?:全额)?事业编制(?:数|人员)?$", "事业编制"),
        (r"^(?:核定)?编制(?:数|人数|总数)?$", "编制数"),
    )
)


@lru_cache(maxsize=4096)
def standard_term(label: str) -> str:
    """Return the standard name of a cleaned label; an unknown one stays as printed, without remarks in brackets."""
    term = _REMARK.sub("", _DROPPED.sub("", label)).strip(" \t，、")
    plain = fold(term)
    for pattern, name in _STANDARD:
        if pattern.match(plain):
            return name
    shorter = _LEAD.sub("", term)
    return standard_term(shorter) if shorter != term else term
