"""Every number printed in a line of text, and the reason why it is no value when it is none (a date, a number of a
document, an item number, ...)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from site_builder.numbers import find_numbers

# Reason and the text it covers; a number inside such a text is no published value. The order decides.
_RULES: tuple[tuple[str, str], ...] = (
    ("书签与占位", r"\[bookmark:[^\]]*\]|\[(?:image|图片)[^\]]*\]"),
    ("网址", r"https?://[^\s，。）)]+|www\.[^\s，。）)]+|(?<![\w./-])[A-Za-z0-9_./-]{1,120}\.html?"),
    ("网址", r"(?<![\w-])(?:[A-Za-z_-]{1,40}/){2,}[\w./-]*|(?<!\d)\d{1,12}_[\u4e00-\u9fff]+"),
    ("编号", r"(?:附件|附表|(?<![\u4e00-\u9fff])[表图注])\s*\d{1,2}(?![\d.%％万元])|\d{1,2}\.(?=20\d\d年)|\d{1,2}\.20\d\d年"),
    ("期限", r"(?<!\d)\d{1,4}\s*个?(?:工作)?日(?:之)?内"),
    ("引用的文件名", r"关于[^，。；：\s《》]{4,80}?的?(?:通知|方案|意见|办法|请示|批复|规定)"),
    ("引用的文件名", r"《[^《》]{1,200}》"),
    ("文号", r"[〔\[【（(]\s*20\d\d\s*[〕\]】）)]\s*第?\s*\d+\s*号?"),
    ("文号", r"第\s*\d{1,6}\s*号(?:令|文|公告)?|(?<!\d)\d{1,6}\s*号(?:令|文)"),
    ("条款与序数", r"第\s*\d{1,6}\s*(?:条|款|项|章|部分|次|届|季度|批|期|标|包|名|位|页|步|类)"),
    ("条款与序数", r"[一二三四五六七八九十\d]标\s*\d{1,4}\s*包"),
    ("日期", r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*[-—~至]\s*\d{1,2}\s*月(?:份|底|初)?"),
    ("日期", r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:份|底|初)?(?:\s*\d{1,2}\s*日)?"),
    ("日期", r"(?:19|20)\d\d\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"),
    ("日期", r"(?<!\d)\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"),
    ("日期", r"(?<![\d.])\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s*[-—~至]\s*\d{1,2}\s*月份?"),
    ("日期", r"(?<![\d.=≤≥<>])\d{1,2}\s*月(?:份|底|初|中旬|上旬|下旬|前|起)?(?=[^\s])|\d{1,2}:\d\d(?::\d\d)?"),
    ("年份", r"(?:19|20)\d\d\s*[-—~至]\s*(?:19|20)\d\d(?:\s*年度?)?"),
    ("年份", r"(?:19|20)\d\d\s*年(?:度|初|末|底)?"),
    ("年份", r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%％]|\s*(?:万|亿|千)?(?:元|人|个|户|次|家|辆|台|条|件|份|路|部|名|米|㎡))"),
    ("电话与编码", r"(?:电话|传真|热线)[：:\s]{0,3}\d[\d-]{6,}"),
    ("电话与编码", r"索\s*引\s*号[：:]\s*[\dA-Za-z/_-]{1,40}"),
    ("电话与编码", r"(?:邮编|邮政编码|识别码|代码|编码|备案)[^\d，。；]{0,4}\d[\d-]{3,}"),
    ("固定说法", r"(?<![\d.])\d{1,9}(?:\.\d{1,9})?\s*万元?(?=[（(]?含?[）)]?以[上下])|满分(?:为)?\s*\d+\s*分(?!\s?[，,]?\s?(?:实际|评价|自评)?得(?:分|\s?\d))"),
    ("评分规则", r"(?:扣|计|加|得满|不得超过)\s?\d{1,3}(?:\.\d{1,3})?\s?分|每(?:超过|超出|低于|高于|减少|增加|降低|提高|少|多|有)[^，。；\d]{0,8}\d{1,3}(?:\.\d{1,3})?\s?[%％个]"),
    ("固定说法", r"\d{2,4}\s*字(?:以内|左右)|\d\s*个(?:等级|档次)"),
    ("固定说法", r"(?<![\d.,])(?:5\s*[·.•]\s*12|11\s*[·.•]\s*9|12345|12350)(?!\d|[.,]\d|\s*(?:[万亿千]?元|[%％]|平方米|个百分点))"),
    ("固定说法", r"24\s*小时|7\s*[×xX*]\s*24|[“\"]\d{1,4}(?:[+＋]\d{1,4}){1,9}[”\"]"),
    ("型号与名称", r"(?<![A-Za-z])[A-Za-z]{1,20}-?\d{1,12}(?:\.\d{1,9})?[A-Za-z\d-]{0,20}|[“\"']\d{1,12}[”\"']"),
    ("型号与名称", r"(?<![\d.])\d{1,9}(?:\.\d{1,9})?(?!(?:[hk]?m|kg|t|ha|[cm]m|dB|kWh?|GB|TB|Mbps)(?![A-Za-z]))[A-Za-z]{1,20}(?![²2])"),
    ("型号与名称", r"[“\"]?\d{3}[”\"]?\s*工程"),
    ("科目编码", r"[\[【]\s*[1235]\d\d(?:\d\d){1,2}\s*[\]】]"),
    ("科目编码", r"[（(]\s*(?:[12]\d\d(?:\d\d){0,2}|(?:30[1-9]|31[0-3]|399|50[1-9]|51[0-4])(?:\d\d)?)\s*[）)]"),
    ("科目编码", r"(?<![\d.,])(?:2\d\d|30\d|31\d|39\d|50\d|51\d)(?:\d\d){1,2}(?![\d.,])(?=\s*[\u4e00-\u9fff（(])(?!\s*(?:万元|元|人|户))"),
)  # fmt: skip
# Every rule begins with one of these; looking ahead for them first is several times faster than trying each rule.
_FIRST = r"(?=[\dA-Za-z《关第扣计加得不每“\"'〔\[【（(电传热邮识代编备索附表图注满一二三四五六七八九十_.-])"
_RULE = re.compile(
    _FIRST + "(?:" + "|".join(f"(?P<r{index}>{pattern})" for index, (_, pattern) in enumerate(_RULES)) + ")"
)
_LEADING = re.compile(
    r"^[\s#*]*(?:[（(]?\s*\d{1,3}\s*(?:[）)、．]|[.](?!\d)|[:：](?!\d))"
    r"|\d{1,3}\s+(?=[\u4e00-\u9fff（）()]{3,40}(?:局|中心|站|所|院|校|学|队|办公室|处|馆|会|委|公司|本级|机关)[）)]?\s*$))"
)
_LEADING_DEEP = re.compile(r"^[\s#*]*\d{1,2}(?:\.\d{1,2}){1,3}(?=[\s\u4e00-\u9fff])")
_INNER = re.compile(r"(?:(?<=[。；;：:，,、）)\s])|(?<=[\u4e00-\u9fff]))[（(]\s*\d{1,2}\s*[）)](?=\s*[\u4e00-\u9fffA-Za-z“《])"
                    r"|(?:(?<=[。；;：:])|(?<=\s))\s*\d{1,2}\s*(?:[、．）)]|\.(?!\d))")  # fmt: skip
_PAGE_LEADER = re.compile(r"(?:[.…·]{3,}|\t|\s{2,})\s*\d{1,4}\s*$")
_LEADER_TAIL = 40
_CONTENTS_LINE = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^，。；]{2,60}\s\d{1,3}\s*$"
)
_PAGE_ONLY = re.compile(r"^\s*[-—－]*\s*\d{1,4}\s*[-—－]*\s*$|^\s*第\s*\d+\s*页.{0,12}$")
_UNIT = re.compile(
    r"\s*(?:余|多|来)?\s*(?P<unit>(?:万|亿|千|百万)?元(?:/(?:人|天|月|次|户|年|亩|部)(?:/月)?)?|个?百分点|[%％‰]"
    r"|个多?月|万?(?:剂次|剂|栋|幢|班次|车次|人天|人次|家次|户次|批次|团组|平方米|平方公里|立方米|人|名|户|份|亩|条|次|册|件|吨|个|家|辆|株|只|头|张|篇|公里|米)"
    r"|台（套）|台\(套\)|台套|台|套|部|批|起|项|处|座|支|顶|床|路|宗|所|间|场次|场|期|块|本|㎡|分|天|小时|年|月|级|倍|升|只|瓶|盏|艘|架|门|枚|例|卷|幅|箱|袋|桶|堂|课时|万?(?:[hk]?m[²2]|m[³3]|[hkcm]?m|kg|ha|t|kWh?|GB|TB|Mbps|dB)(?![A-Za-z])|℃|万)"
)
# A range (1-2次) prints its unit once.
_DIGIT = re.compile(r"\d")
_PLAIN_CELL = re.compile(r"\s*[-−]?[\d,]*\.?\d+\s*[%％]?\s*$")
_NEGATIVE = re.compile(r"[\u4e00-\u9fff：:（(][-−－]$")
_RANGE = re.compile(r"\s*[-—~～至到]\s*\d+(?:\.\d+)?")
_UNIT_NAMES = {"个多月": "个月", "名": "人", "百分点": "个百分点", "％": "%"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in a line: offsets of its digits, its unit (empty if none) and where that ends.

    A range (1-2次) is one: its text is the whole, its number the first. A minus sign belongs to the number.

    `reason` says why it is no value; empty means that it is one.
    """

    start: int
    end: int
    text: str
    number: Decimal
    unit: str
    unit_end: int
    reason: str = ""


@lru_cache(maxsize=32768)
def printed_numbers(text: str, in_cell: bool = False) -> tuple[Printed, ...]:
    """Return the numbers of a line in order, each with its unit or the reason why it is no value.

    A number alone on a line is a page number; alone in a cell of a table it is not.
    """
    if not _DIGIT.search(text):
        return ()
    reasons = [] if in_cell and _PLAIN_CELL.match(text) else _reasons(text, in_cell)
    found: list[Printed] = []
    covers = _Covers(reasons)
    for number in find_numbers(text):
        if not found or number.start >= found[-1].end:
            reason = covers.reason_at(number.start)
            found.append(_printed(text, number.start, number.end, number.number, reason))
    return tuple(found)


class _Covers:
    """The stretches that are set aside, asked for in reading order so that a long line costs no more than its length."""

    def __init__(self, reasons: list[tuple[int, int, str]]) -> None:
        self._waiting = sorted(reasons, reverse=True)
        self._open: list[tuple[int, int, str]] = []

    def reason_at(self, place: int) -> str:
        """Return the reason of a stretch over `place`, empty when there is none; places must not decrease."""
        while self._waiting and self._waiting[-1][0] <= place:
            self._open.append(self._waiting.pop())
        self._open = [stretch for stretch in self._open if stretch[1] > place]
        return self._open[0][2] if self._open else ""


def _printed(text: str, start: int, end: int, number: Decimal, reason: str) -> Printed:
    ranged = _RANGE.match(text, end)
    match = _UNIT.match(text, ranged.end() if ranged else end)
    unit = match["unit"] if match else ""
    if ranged and not reason:
        end = ranged.end()
    unit_end = match.end() if match else end
    if not reason and _NEGATIVE.search(text, max(0, start - 2), start):
        start, number = start - 1, -number
    return Printed(start, end, text[start:end], number, _UNIT_NAMES.get(unit, unit), unit_end, reason)


def _reasons(text: str, in_cell: bool) -> list[tuple[int, int, str]]:
    """Return (start, end, reason) of the stretches whose numbers are set aside."""
    if not in_cell and _PAGE_ONLY.match(text):
        return [(0, len(text), "页码")]
    found: list[tuple[int, int, str]] = []
    for pattern in (_LEADING_DEEP, _LEADING):
        match = pattern.match(text)
        if match:
            found.append((*match.span(), "编号"))
            break
    found.extend((*match.span(), "编号") for match in _INNER.finditer(text))
    for match in _RULE.finditer(text):
        index = int((match.lastgroup or "r0")[1:])
        found.append((*match.span(), _RULES[index][0]))
    leader = _PAGE_LEADER.search(text, max(0, len(text) - _LEADER_TAIL)) or _CONTENTS_LINE.match(text)
    if leader and "。" not in text:
        found.append((*leader.span(), "页码"))
    return found
