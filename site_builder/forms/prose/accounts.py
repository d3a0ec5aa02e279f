"""Names of accounts in explanations: as tables print them, with their 类, 款 and 项 and their code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.forms.prose.structure import Part

_CHAIN = re.compile(
    r"[“\"]?(?P<a>[\u4e00-\u9fff、]+)[（(]类[)）]"
    r"(?:[-—－–/]?(?P<b>[^（()“”。；，]+)[（(]款[)）](?:[-—－–/]?(?P<c>[^“”。；，]{2,60}?)[（(]项[)）])?)?"
)
# The same below a heading that prints the 类: 水利（款）行政运行（项）支出.
_CHAIN_BELOW = re.compile(
    r"(?P<b>[\u4e00-\u9fff、]{2,30})[（(]款[)）][-—－–/]?(?P<c>[^“”。；，（(]{2,60}(?:[（(][^（()）]{1,8}[)）])?)[（(]项[)）]"
)
_CODED = re.compile(
    r"(?P<name>[\u4e00-\u9fff、]{2,40}(?:[（(][\u4e00-\u9fff]{1,10}[）)])?)\s*[（(](?P<code>[12]\d{2,6})[）)]"
)
_CODE_FIRST = re.compile(r"[\[【]?(?P<code>2\d{2}(?:\d{2}){1,2})[\]】]?\s?(?=[\u4e00-\u9fff“])")
_LEVEL = re.compile(r"[（(](?:类|款|项)[）)]")
_YEAR_INSIDE = re.compile(r"[^，。]{0,24}?20\d\d年度?(?:的)?")
_PART_OF_OFFICE = re.compile(r"^(?:[（(](?:本级|部门|单位|机关|本部)[)）]|本级|本部|机关(?!运行))")
_PART_ALONE = re.compile(r"^[（(](?:本级|部门|单位|机关|本部)[)）]")
_REASONED = re.compile(r"^(?:主要)?原因(?:是|为|系)?(?:从|由)?")
# Words for a budgeted amount that name no account of their own: 2024年预算安排25.77万元.
ARRANGED = re.compile(r"预算安排|安排|预算数?|预算金额|当年预算")
_ARRANGED_FOR = re.compile(r"^(?:相应(?:的)?)?(?:预算)?安排(?=[\u4e00-\u9fff]{4})|^相应的?(?=[\u4e00-\u9fff]{4})")
_SPENT = re.compile(r"(?P<name>[\u4e00-\u9fff“”（）()]{2,20}(?:费|支出|收入|经费))\s*20\d\d年度?(?:的)?$")
# A total behind the name of the office it is of, by whatever short name: 区水务局部门收入预算.
_OWN_TOTAL = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:局|部门|单位|委|办|院|中心|学校|所|站|队|会|政府|政协|部|厅|处|街道)(?:部门|相应安排)?"
    r"(?P<term>(?:年初|年末)结转和?结余|(?:收入|支出)预算|本年(?:收入|支出)(?:合计)?|(?:收入|支出)(?:决算)?总计)"
)
_THIS_YEAR = re.compile(r"(?P<of>.+)本年(?:收入|支出)")
BARE = re.compile(r"^(?:支出|收入|资金|金额|总额|费用|经费|合计|总计|共计)?$")
_AMOUNT_WORDS = re.compile(r"(?:预算数|决算数|预算执行数|执行数)$")


@dataclass(frozen=True, slots=True)
class Account:
    """What an amount is about: `path` is set where the text prints 类, 款 and 项."""

    name: str
    path: tuple[str, ...] = ()
    code: str = ""


def chained(words: str) -> Account | None:
    """Return the account that `words` begin with or hold as 类（款）（项）, None when they print no chain of two."""
    match = _CHAIN.search(words)
    if not match or not match["b"]:
        match = _CHAIN_BELOW.search(words)
    if not match:
        return None
    names = tuple(name.strip() for name in match.groups() if name)
    return Account(names[-1], names)


def leading(words: str) -> Account | None:
    """Return the account that opens a line: 行政单位医疗（2101101），… or a chain followed by a full stop."""
    match = _CHAIN.match(words) or _CHAIN_BELOW.match(words)
    if match:
        names = tuple(name.strip() for name in match.groups() if name)
        return Account(names[-1], names if len(names) > 1 else ())
    coded = _CODED.match(words)
    return Account(coded["name"], (), coded["code"]) if coded else None


def code_first(words: str) -> tuple[str, str]:
    """Return the code that stands before an account's name (2010201行政运行), and the rest of the words."""
    match = _CODE_FIRST.match(words)
    return (match["code"], words[match.end() :]) if match else ("", words)


def without_office(words: str, department: str) -> str:
    """Return words without the report's own office at their head: （本级）, （部门） behind its name belong to it."""
    # 水利局机关运行经费支出: the office by its name without its region as well.
    names = (department[at:] for at in range(len(department) - 2))
    rest = words.removeprefix(next((name for name in names if words.startswith(name)), ""))
    return _PART_OF_OFFICE.sub("", rest) if rest != words else _PART_ALONE.sub("", words)


def account_name(term: str, part: Part, topic: str, department: str) -> str:
    """Return the account's name as tables print it; empty when the words name none."""
    words = without_office(term, department)
    if reasoned := _REASONED.match(words):
        words = words[reasoned.end() :].removesuffix("中")
    inside = _YEAR_INSIDE.match(words)
    if inside and inside.end() < len(words):
        before, rest = words[: inside.end()], words[inside.end() :]
        spent = _SPENT.match(before)
        words = spent["name"] if spent and ARRANGED.fullmatch(rest) else without_office(rest, department)
    words = _ARRANGED_FOR.sub("", words)
    own = _OWN_TOTAL.fullmatch(words)
    name = (
        _LEVEL.sub("", own["term"] if own else words)
        .replace("收、支", "收支")
        .replace("收入、支出", "收支")
        .strip("，,：: ")
    )
    if name.count("“") != name.count("”"):
        name = name.strip("“”")
    name = _AMOUNT_WORDS.sub("", re.sub(r"决算(支出|收入)$", r"\1", name))
    name = re.sub(r"(?<=[费入出])(?:预算)?安排$", "", name)  # 机关运行经费预算安排186.5万元
    name = re.sub(r"支出支出$", "支出", name)  # 农林水支出（类）支出
    name = "收支总计" if name == "收支" else name
    of_this_year = _THIS_YEAR.fullmatch(topic) if name in ("本年支出", "本年收入") else None
    if of_this_year:
        return of_this_year["of"] + name
    if BARE.match(name):
        return name if name in ("合计", "总计") else ""
    if name in ("收入合计", "支出合计"):
        return "本年" + name
    if name in ("支出总计", "收入总计") and ("财政拨款" in topic or any("财政拨款" in title for title in part.trail)):
        return "财政拨款" + name
    return name
