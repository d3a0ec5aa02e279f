"""Headed parts of a report, what each is about, and the report's own glossary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.forms.prose.lines import Level, Line
from site_builder.model.report import GlossaryEntry, Section
from site_builder.text import fold

# What a heading says its part is about; the first that fits decides.
_ROLES: tuple[tuple[str, str], ...] = (
    ("glossary", r"名词解释|名称解释|名词说明"),
    ("duties", r"职责|职能(?!.*机构)|主要职能|部门概况$"),
    ("organisation", r"机构设置|机构组成|单位构成|部门组成|机构情况|机构职能及组成"),
    ("staff", r"人员"),
    ("assets", r"资产"),
    ("problems", r"存在的?(?:主要)?(?:问题|不足)|问题及原因|主要问题"),
    ("measures", r"改进|整改|建议|下一步|措施"),
    ("grades", r"评价等级|评价结论|自评结论"),
    (
        "done",
        r"(?:绩效目标|目标|任务|重点工作|指标).{0,12}(?:完成|实现|分析)|支出绩效情况|绩效情况$|工作任务$|重点工作$",
    ),
    ("goals", r"绩效目标|年度目标|总体目标"),
    ("money", r"收支|收入|支出|预算|决算|经费|采购"),
)
_ROLE = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_CONTENTS = ("目录", "目次")
_PAGE = re.compile(r"(?:(?<![\s.…·])[\s.…·]+)?(?<!\d)\d*\s*$")  # tried once a run of dots or digits
_TERM = re.compile(r"^([^：:，。]{2,40}?)(?:[：:]|是指|，反映|，是指|，指|支出是反映)")


@dataclass(frozen=True, slots=True)
class Part:
    """The heading that rules a line: `trail` are the headings above it from the widest, `role` what it is about."""

    role: str
    trail: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The nearest heading."""
        return self.trail[-1] if self.trail else ""


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions (in `lines`) of the table of contents."""
    start = next((i for i, line in enumerate(lines[:80]) if fold(line.rest) in _CONTENTS), None)
    if start is None or start + 1 >= len(lines):
        return frozenset()
    first = _entry(lines[start + 1])
    for index in range(start + 2, min(len(lines), start + 120)):
        if _entry(lines[index]) == first:
            return frozenset(range(start, index))
    end = start + 1
    while end < len(lines) and (lines[end].heading or _PAGE.sub("", lines[end].text) != lines[end].text):
        end += 1
    return frozenset(range(start, end))


def _entry(line: Line) -> str:
    return _PAGE.sub("", fold(line.rest))


def parts(lines: Sequence[Line], contents: frozenset[int]) -> list[Part]:
    """Return for each line the part it stands in; a heading stands in its own part."""
    trail: list[tuple[Level, str, str]] = []
    found: list[Part] = []
    for index, line in enumerate(lines):
        if index in contents:
            found.append(Part("contents"))
            continue
        if line.heading:
            while trail and trail[-1][0] >= line.level:
                trail.pop()
            trail.append((line.level, line.rest, _role(line.rest)))
        role = next((role for _, _, role in reversed(trail) if role), "")
        found.append(Part(role, tuple(text for _, text, _ in trail)))
    return found


def _role(heading: str) -> str:
    plain = fold(heading)
    return next((role for role, pattern in _ROLE if pattern.search(plain)), "")


def sections(lines: Sequence[Line], contents: frozenset[int], first_block: int, last_block: int) -> tuple[Section, ...]:
    """Return the headed parts with the ranges of document blocks they cover; `first_block` is the report's first."""
    heads = [line for index, line in enumerate(lines) if line.heading and index not in contents]
    ends = [last_block - first_block] * len(heads)
    running: list[int] = []
    for index, line in enumerate(heads):
        while running and heads[running[-1]].level >= line.level:
            ends[running.pop()] = line.block - 1
        running.append(index)
    return tuple(
        Section(
            line.rest,
            line.locator,
            min(int(line.level), 6),
            first_block + line.block,
            first_block + max(end, line.block),
        )
        for line, end in zip(heads, ends, strict=True)
    )


def glossary(lines: Sequence[Line], line_parts: Sequence[Part]) -> tuple[GlossaryEntry, ...]:
    """Return the terms that the report explains under 名词解释."""
    entries: list[GlossaryEntry] = []
    for line, part in zip(lines, line_parts, strict=True):
        if not any(re.search(r"名词解释|名称解释", title) for title in part.trail) or len(line.rest) < 12:
            continue
        match = _TERM.match(line.rest)
        if match:
            text = line.rest[match.end(1) :].lstrip("：:，")
            entries.append(GlossaryEntry(_unquoted(match[1]), text, line.locator))
    return tuple(entries)


def _unquoted(term: str) -> str:
    """Return a term without quotes around the whole of it; those within it belong to it: “三公”经费."""
    whole = re.fullmatch(r"[“\"]([^“”\"]+)[”\"]", term)
    return whole[1] if whole else term
