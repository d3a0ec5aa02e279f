"""Counts and rates in running text: what is counted."""

from __future__ import annotations

import re

from site_builder.forms.prose.phrases import Phrase
from site_builder.forms.prose.terms import standard_term

MAX_ITEM = 30
_VERB_ONLY = re.compile(
    r"^(?:以|按照?|用于|需|为|对|由|将|把|于|每年|预计|保障|保证|组织|组织召开|组织开展|开展|召开|用于组织承办|承办|下设|设有|设|成立|建立|完成|配备|购置|"
    r"购买|采购|租赁|利用|此|其中|驻守|拟|经|共需|实现|提前|聘请|邀请|安排|抽取|抽查|选取|缴纳|满足|应满足|举办|举行|联办|印发|出台|制定|修订|受理|办理|处理|办结|查处|检查|接待|化解|排查|整改|除|新增|增加|减少|培训|发放|解决|惠及|覆盖|带动|帮扶|服务|救助|(?:给|为|让|由|对)(?:我局|本局|我单位|本单位)?)$"
)
_WORDS = re.compile(r"[\u4e00-\u9fff“”]{2,20}")
_DEEDS = frozenset({
    "整改", "查处", "办理", "办结", "受理", "化解", "排查", "检查", "接待", "培训", "发放", "完成",
    "解决", "惠及", "覆盖", "带动", "帮扶", "服务", "救助",
})  # fmt: skip
_COMPARING = re.compile(
    r"(?:不少于|不低于|不小于|不超过|不高于|不大于|大于等于|小于等于|大于|小于|高于|低于|少于|超过|超|≥|≤|＞|＜|>|<|在|约为|(?<![节签履合违续])约|至少|控制在|控制|稳定|保持|维持|累计|分别|±)+$"
)
_EVERY = re.compile(r"^(?:每年|全年|年均|平均每年|预计|预计每年|拟|计划)(?=[\u4e00-\u9fff]{2})")
# A label that ends in such a word needs the noun behind the number.
_LEANING = re.compile(r"(?:对|和|及|与|由|为|将|把|给|向|按|抽取|满足|落实|下|派遣岗位)$|缴纳$|配发$")
# Below or within an office: what it has is named behind the number (下属1家预算单位, 机关设9个内设机构).
_OWNING = re.compile(r"(?:(?P<below>下属|所属|下辖|直属)|(?:内|下|共)?设(?:有|立|置)?|包括)$")
_MOVING = re.compile(r"(?:调入|调出|新进入?|招聘|招录|聘请|雇佣|录用|转入|转出|借调|新增)$")
# Levels of indicators that run into the name of one: 产出指标数量指标足额保障率=100%.
_LEVELS = re.compile(
    r"^(?:(?:产出|效益|满意度|成本|数量|质量|时效|(?:经济|社会|生态)效益|可持续影响|服务对象满意度)指标\s?(?:\d[.、])?)+(?=[\u4e00-\u9fff]{3})"
)
_FEE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:通讯|服务|租赁|保险|运行|维护|购置|管理)*(?:费用?|经费|资金)$")
_TIMES = frozenset("×xX*")
_DURATION = frozenset({"年", "月", "天", "小时", "分", "级", "倍"})
_RATE = frozenset({"%", "‰", "个百分点"})


def count_item(phrase: Phrase) -> str:
    """Return the name of a count, rate or price, empty when nothing tells what it is.

    The words before the number name it; where those are only a verb, the words behind the unit do (18辆消防车).
    """
    label = _EVERY.sub("", _COMPARING.sub("", phrase.label).strip())
    unit = phrase.number.unit
    if not unit:
        return ""
    if unit in _RATE:
        return _rate(phrase, label)
    if label in _TIMES or (not label and phrase.behind[:1] in _TIMES):
        return _measured(phrase)
    noun = _noun_behind(phrase.behind)
    if noun and (_LEANING.search(label) or _joins(phrase, noun) or phrase.raw_label.rstrip().endswith("等")):
        return _tail(_action(phrase, label) + noun)
    owning = _OWNING.search(label)
    if owning and (noun or owning["below"]):
        return _tail((owning["below"] or "") + (noun or "单位"))
    if label and not _VERB_ONLY.match(label) and len(label) <= 60:
        return _tail(standard_term(label))
    if unit in _DURATION:
        return _tail(phrase.behind) if phrase.behind and label else ""
    if not noun and label and phrase.behind.startswith("的"):
        return _tail(label + phrase.behind[1:15])  # 解决了2.3万人的饮水安全问题
    return _tail(noun) or _joined_name(phrase) or (label if label in _DEEDS else f"{unit.removeprefix('万')}数")


def _joins(phrase: Phrase, noun: str) -> bool:
    """Persons are named behind their number (调入1名公务员) where the clause ends with them."""
    return phrase.number.unit == "人" and 2 <= len(noun) <= 8 and noun == phrase.behind and bool(phrase.label)


def _action(phrase: Phrase, label: str) -> str:
    """The verb in front of the number, where it tells persons who came from those who are there."""
    match = _MOVING.search(label) if phrase.number.unit == "人" else None
    return match[0] if match else ""


def _rate(phrase: Phrase, label: str) -> str:
    if label in ("同比下降", "下降", "同比减少"):
        return _previous_name(phrase) + "同比下降率"
    if label in ("同比增长", "增长", "同比上升", "上升"):
        return _previous_name(phrase) + "同比增长率"
    if not label and phrase.line.text[phrase.number.start - 1 : phrase.number.start] in ("（", "("):
        head = re.split(
            r"[，。；：:、,]", phrase.line.text[max(0, phrase.number.start - 60) : phrase.number.start - 1]
        )[-1]
        return _tail(re.sub(r"^其中", "", head).removesuffix("资金") + "比例") if head else ""
    return _tail(label)


def _previous_name(phrase: Phrase) -> str:
    previous = phrase.previous
    if previous is None:
        return ""
    return _tail(re.split(r"[，。；：:、,（(]", phrase.line.text[max(0, previous.start - 60) : previous.start])[-1])


def _measured(phrase: Phrase) -> str:
    """What 3.0m×2.5m are the sides of: the word before the bracket or the number."""
    head = phrase.line.text[max(0, phrase.number.start - 60) : phrase.number.start]
    names: list[str] = re.findall(r"[\u4e00-\u9fff]{2,}", head)
    return _tail(names[-1] + "尺寸") if names else ""


def _joined_name(phrase: Phrase) -> str:
    """The name of the count right before, of which this one tells more (公务接待45批次312人次)."""
    previous = phrase.previous
    if previous is None or phrase.label or previous.unit_end != phrase.number.start:
        return ""
    name = _previous_name(phrase)
    return name if _WORDS.fullmatch(name) else ""


def _noun_behind(behind: str) -> str:
    """Cut a noun off what follows (执法人员配备制式服装 → 执法人员)."""
    noun = re.split(
        r"配备|平均|编制|进行|运行|用于|办理|有效|完成|上汇报|被|为|对|的|开展|落实|驻守|使用|通畅|购买|缴纳|发放|分担|已|全部|和|及|参加|开发|每年|所需|以上|以下|以内",
        behind,
    )[0][:20]
    return _FEE.sub("", re.sub(r"中$", "", noun))


def _tail(label: str) -> str:
    label = _LEVELS.sub("", label.strip(" 　，、：:=≥≤"))
    label = re.sub(r"^(?:和|及|与|或|以及|并|的|等)", "", label)
    return label[-MAX_ITEM:]
