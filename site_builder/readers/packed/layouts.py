"""The value columns that official tables have, and what must hold between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Branch = str | tuple[str, tuple["Branch", ...]]
Sum = tuple[int, tuple[int, ...]]
"""A column and those it is the sum of."""

TOTAL = "合计"
PART = "小计"
WHOLE = "金额"
"""A first child that is the whole, but not the sum of what is shown of it."""
_TOTALS = re.compile(r"本年收入合计|本年支出合计|收入合计|支出合计|合计|小计|总计")
_FRAME = re.compile(
    r"项目编码|(?:支出)?(?:功能|经济)?(?:分类)?(?:科目)(?:编码|代码|名称)|(?:部门)?(?:预算)?经济分类科目|功能分类|类款项?|栏次|行次|项目(?!支出)|备注"
)
_FLOW = re.compile(r"(?:年初|上年)结转和结余|本年收入$|本年支出$|年末结转和结余")
_BESIDES = frozenset({"机关运行经费"})
"""What stands beside a total and is no part of it."""
_LEFT_OVER = 14
"""Characters of a head that a layout may leave out: what stands over all columns (一般公共预算支出)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Value columns by their heads from top to bottom, and the sums between them.

    `flow` are the columns of what was there, came in, was spent and is left, where a table has all four.
    """

    heads: tuple[tuple[str, ...], ...]
    sums: tuple[Sum, ...]
    flow: tuple[int, ...] = ()

    @property
    def depth(self) -> int:
        """How many rows the heads take."""
        return max(map(len, self.heads))


def layout(*branches: Branch) -> Layout:
    """Return the layout of a tree of heads: a first child 合计 is the sum of the others, a group's total its own."""
    heads: list[tuple[str, ...]] = []
    sums: list[Sum] = []
    _walk(branches, (), heads, sums)
    tops = [path[0] for path in heads]
    flow = tuple(tops.index(top) for top in dict.fromkeys(tops) if _FLOW.match(top))
    return Layout(tuple(heads), tuple(sums), flow if len(flow) == 4 else ())


def _walk(branches: Sequence[Branch], path: tuple[str, ...], heads: list[tuple[str, ...]], sums: list[Sum]) -> int:
    """Write down the columns below `path`; return the column that stands for all of them, -1 when none does."""
    columns: list[int] = []
    for branch in branches:
        if isinstance(branch, str):
            columns.append(len(heads))
            heads.append((*path, branch))
        else:
            start = len(heads)
            total = _walk(branch[1], (*path, branch[0]), heads, sums)
            columns += [total] if total >= 0 else range(start, len(heads))
    if branches[0] == WHOLE:
        return columns[0]
    if branches[0] not in (TOTAL, PART):
        return -1
    sums.append((columns[0], tuple(column for column in columns[1:] if heads[column][-1] not in _BESIDES)))
    return columns[0]


_VEHICLES: Branch = ("公务用车购置及运行费", (PART, "购置费", "运行费"))
_THREE_PUBLIC: tuple[Branch, ...] = (TOTAL, "因公出国（境）费", _VEHICLES, "公务接待费")
_KINDS: tuple[Branch, ...] = (TOTAL, "基本支出", "项目支出")
_SPENT: Branch = ("本年支出", (PART, "基本支出", "项目支出"))
_COSTS: tuple[Branch, ...] = (TOTAL, ("基本支出", (PART, "人员经费", "公用经费")), "项目支出")
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")

COLUMNS = (
    layout(TOTAL, "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    layout(
        TOTAL,
        "财政拨款收入",
        "上级补助收入",
        ("事业收入", (WHOLE, "其中：教育收费")),
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ),
    layout(TOTAL, "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"),
    layout(TOTAL, "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    layout(*_KINDS),
    layout(*_COSTS),
    layout(TOTAL, "人员经费", "公用经费"),
    layout("年初结转和结余", "本年收入", _SPENT, "年末结转和结余"),
    layout("上年结转和结余", "本年收入", _SPENT, "年末结转和结余"),
    layout(
        ("年初结转和结余", (TOTAL, "基本支出结转", "项目支出结转和结余")),
        "本年收入",
        ("本年支出", (TOTAL, ("基本支出", (PART, "人员经费", "公用经费")), "项目支出")),
        ("年末结转和结余", (TOTAL, "基本支出结转", "项目支出结转和结余")),
    ),
    layout(
        ("年初结转和结余", (TOTAL, "基本支出", "项目支出")),
        "本年收入",
        ("本年支出", (TOTAL, ("基本支出", (PART, "人员经费", "公用经费")), "项目支出")),
        ("年末结转和结余", (TOTAL, "基本支出结转", "项目支出结转和结余")),
    ),
    layout(*_THREE_PUBLIC),
)
ALONE = (
    layout(TOTAL, "因公出国（境）费", "公务接待费", _VEHICLES, "机关运行经费"),
    layout(*_THREE_PUBLIC, "机关运行经费"),
    layout(*_THREE_PUBLIC),
    layout(("预算数", _THREE_PUBLIC), ("决算数", _THREE_PUBLIC)),
    layout(TOTAL, ("“三公”经费", (PART, *_THREE_PUBLIC[1:])), "会议费", "培训费"),
    layout(TOTAL, "基本支出", "项目支出", "单位预留机动经费", "结转下年资金"),
)
BESIDE = (
    layout(TOTAL, *FUNDS),
    layout(TOTAL, *FUNDS[:2]),
    layout(TOTAL, ("基本支出", ("人员经费", "公用经费")), "项目支出"),
)


def fitting(known: Sequence[Layout], head: Sequence[str], count: int) -> Iterator[Layout]:
    """Yield the layouts of at least `count` columns whose words are all in the printed head, the fullest first.

    Heads of several levels come out of a table in any order and broken anywhere, so only characters are compared.
    """
    printed = _letters(head)
    found: list[tuple[int, int, Layout]] = []
    for place, each in enumerate(known):
        words = {path[: depth + 1] for path in each.heads for depth in range(len(path))}
        wanted = _letters(path[-1] for path in words)
        left = sum((printed - wanted).values())
        if len(each.heads) >= count and not wanted - printed and left <= max(_LEFT_OVER, wanted.total() * 3 // 2):
            found.append((left, place, each))
    yield from (each for _, _, each in sorted(found, key=lambda item: item[:2]))


def _letters(words: Iterable[str]) -> Counter[str]:
    """Return how often each character stands in heads, without those of totals, codes and names."""
    return Counter("".join(_TOTALS.sub("", _FRAME.sub("", re.sub(r"[\s“”\"（()）]", "", word))) for word in words))
