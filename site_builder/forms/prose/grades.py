"""How many projects got which grade, the scale the grades stand on, and the department's own score and grade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.model.report import Fact, GradeBand, GradeScale, ReportKind
from site_builder.text import fold

GRADES = "优秀|良好|一般|较差|合格|不合格|优|良|中|差"
_NAMED = re.compile(rf"[“\"]?(?P<grade>{GRADES})[”\"]?(?:等级|等次|级)?(?:的)?(?:项目)?(?:有|共|为)?\s*(?P<n>\d+)\s*个")
_COUNT_FIRST = re.compile(
    rf"(?P<n>\d+)\s*个(?:项目)?(?:的)?(?:自评|评价|绩效)*(?:等级|结果|等次)?(?:均)?(?:被)?(?:评)?为[“\"]?(?P<grade>{GRADES})[”\"]"
)
_ABOVE = re.compile(r"(?P<low>\d+)\s*分(?:[（(]含[）)])?(?:及)?以上的?(?:项目)?(?:有|共)?\s*(?P<n>\d+)\s*个")
_BELOW = re.compile(r"(?P<high>\d+)\s*分以下的?(?:项目)?(?:有|共)?\s*(?P<n>\d+)\s*个")
_BETWEEN = re.compile(
    r"(?P<low>\d+)\s*(?:分)?\s*(?:至|到|-|—|~)\s*(?P<high>\d+)\s*分的?(?:之间)?(?:的)?(?:项目)?(?:有|共)?\s*(?P<n>\d+)\s*个"
)
_BAND = re.compile(
    rf"(?:(?P<low>\d+)\s*分?\s*(?:≤|<=|＜=)\s*得分\s*(?:＜|<)\s*(?P<high>\d+)\s*分?|得分\s*(?:≥|>=)\s*(?P<min>\d+)\s*分?|得分\s*(?:＜|<)\s*(?P<max>\d+)\s*分?)"
    rf"\s*(?:的)?(?:为|是|：|:)?\s*[“\"]?(?P<grade>{GRADES})"
)
_RANGE_BAND = re.compile(
    rf"[“\"]?(?P<grade>{GRADES})[”\"]?\s*[（(]\s*(?P<low>\d+)\s*(?:分)?\s*[-—~至]\s*(?P<high>\d+)\s*分?[^）)]{{0,8}}[）)]"
)
_SCORE_FROM = re.compile(
    r"(?:综合得分|自评得分|得分|总分)(?:为|达到?)?\s*(?P<n>\d+(?:\.\d+)?)\s*分(?P<more>以上)?(?!\s*的?\s*\d)"
)
_OF_PART = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?)[”\"]?"
    r"(?:(?:总)?(?:满分|分值|权重分?|标准分)(?:为|是)?|(?<=指标|方面|部分|投入|过程|产出|效果|效益|决策|管理|意度)[（(]?(?:满分|分值|权重)?)\s*(?P<full>\d+(?:\.\d+)?)\s*分\s*[）)]?"
    r"[，,；;：:]?\s*(?:实际|评价|自评)?得(?:分)?(?:为)?\s*"
    r"(?P<score>\d+(?:\.\d+)?)\s*分(?:[，,；;]?\s*得分率(?:为)?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％])?"
)
"""A part of the result: 过程类指标满分25分，得20.25分，得分率81%; 过程指标（30分），得分28.5分."""
_OF_ALL = re.compile(r"自评|综合|总|最终|评价")
_OF_INDICATOR = re.compile(r"(?:指标值|目标值|完成值|实际完成)")
_GRADE = re.compile(
    rf"(?:评价结果|评价等级|自评等级|自评结果|绩效等级|等级|等次|评定)(?:为|是|：|:)[“\"]?(?P<grade>{GRADES})[”\"]?(?=[。，；,;]|$|等)"
)
_KNOWN_SCALES = {
    "85,75,60": "luquan",
    "90,80,60": "mof2020",
}


MOF_BANDS = (
    GradeBand("优", "90", "100"),
    GradeBand("良", "80", "90"),
    GradeBand("中", "60", "80"),
    GradeBand("差", "0", "60"),
)


@dataclass(frozen=True, slots=True)
class GradeReading:
    """What a report says about grades."""

    counts: tuple[Fact, ...] = ()
    scale: GradeScale | None = None
    summary: tuple[Fact, ...] = ()


def read_grades(lines: Sequence[Line], ledger: Ledger) -> GradeReading:
    """Write counts by grade or score band, the bands of the scale, and the department's score and grade."""
    counts: list[Fact] = []
    summary: list[Fact] = []
    scale: GradeScale | None = None
    for line in lines:
        if not any(mark in line.text for mark in "优良分"):
            continue
        found = {phrase.number.start: phrase for phrase in phrases(line)}
        counts.extend(_counts(line, found, ledger))
        scale = scale or _scale(line, found, ledger)
        _write_parts(line, found, ledger)
        summary.extend(_score(line, found, ledger))
    counts.sort(key=ledger.offset)
    return GradeReading(tuple(counts), scale or _known_scale(counts), tuple(summary))


def _known_scale(counts: Sequence[Fact]) -> GradeScale | None:
    """The words 优良中差 name the ministry's scale (财预〔2020〕10号) even where a report does not print its bounds."""
    words = {fact.item.partition(":")[2] for fact in counts}
    if not {"优", "良", "中"} <= words:
        return None
    return GradeScale("mof2020", MOF_BANDS, counts[0].locator)


def _counts(line: Line, found: dict[int, Phrase], ledger: Ledger) -> list[Fact]:
    facts: list[Fact] = []
    for pattern in (_NAMED, _COUNT_FIRST, _BETWEEN, _ABOVE, _BELOW):
        for match in pattern.finditer(line.text):
            phrase = found.get(match.start("n"))
            if phrase is None or ledger.is_taken(phrase):
                continue
            facts.append(ledger.number(phrase, ledger.context.department, f"等级分布:{_band_name(match)}", unit="个"))
            _take_bounds(match, found, ledger)
    return facts


def _take_bounds(match: re.Match[str], found: dict[int, Phrase], ledger: Ledger) -> None:
    for name in ("low", "high", "min", "max"):
        if name in match.re.groupindex and match[name] is not None and match.start(name) in found:
            ledger.take(found[match.start(name)])


def _band_name(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("grade"):
        return groups["grade"]
    low, high = groups.get("low"), groups.get("high")
    if low and high:
        return f"{low}至{high}分"
    return f"{low}分以上" if low else f"{high}分以下"


def _scale(line: Line, found: dict[int, Phrase], ledger: Ledger) -> GradeScale | None:
    bands: list[GradeBand] = []
    for pattern in (_BAND, _RANGE_BAND):
        for match in pattern.finditer(line.text):
            groups = match.groupdict()
            low = groups.get("low") or groups.get("min") or "0"
            high = groups.get("high") or groups.get("max") or "100"
            bands.append(GradeBand(match["grade"], low, high))
            start = next(match.start(name) for name in ("low", "min", "max") if groups.get(name))
            printed = re.split(r"(?:分)?(?:的)?(?:为|是|：|:)", match[0])[0]
            ledger.text(
                line,
                start,
                ledger.context.department,
                f"等级标准:{match['grade']}",
                _condition(groups),
                printed=printed,
            )
            _take_bounds(match, found, ledger)
    if len(bands) < 3:
        return None
    lows = ",".join(band.low for band in bands if band.low != "0")
    return GradeScale(_KNOWN_SCALES.get(lows, "stated"), tuple(bands), line.locator)


def _condition(groups: dict[str, str | None]) -> str:
    if groups.get("min"):
        return f"≥{groups['min']}"
    if groups.get("max"):
        return f"<{groups['max']}"
    return f"≥{groups['low']}且<{groups['high']}"


def _write_parts(line: Line, found: dict[int, Phrase], ledger: Ledger) -> None:
    for match in _OF_PART.finditer(line.text):
        name = re.sub(r"^(?:其中|[一二三四]是)", "", match["name"])
        for group, item in (("full", "分值"), ("score", "得分"), ("rate", "得分率")):
            phrase = found.get(match.start(group)) if match[group] else None
            if phrase is not None and not ledger.is_taken(phrase):
                ledger.number(phrase, name, item, path=(name,))


def grade_in(line: Line) -> tuple[int, str] | None:
    """Return offset and words of the grade that a line states, None when it states none."""
    match = _GRADE.search(line.text)
    return (match.start("grade"), fold(match["grade"])) if match else None


def _of_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a score is the report's, not an indicator's: said so, or the only one where no indicator is measured."""
    if _OF_ALL.search(text, max(0, match.start() - 8), match.end()):
        return True
    return not _OF_INDICATOR.search(text, 0, match.start()) and len(_SCORE_FROM.findall(text)) == 1


def _score(line: Line, found: dict[int, Phrase], ledger: Ledger) -> list[Fact]:
    facts: list[Fact] = []
    evaluated = ledger.context.kind is ReportKind.EVALUATION_REPORT
    for match in _SCORE_FROM.finditer(line.text):
        phrase = found.get(match.start("n"))
        if phrase is not None and not ledger.is_taken(phrase) and _of_whole(line.text, match):
            comparator = "≥" if match["more"] else ""
            item = "评价得分" if evaluated and "自评" not in match[0] else "自评得分"
            facts.append(ledger.number(phrase, ledger.context.department, item, comparator=comparator))
    counted = [match.span() for match in _COUNT_FIRST.finditer(line.text)]
    for match in _GRADE.finditer(line.text):
        if any(start <= match.start("grade") < end for start, end in counted):
            continue
        grade = fold(match["grade"])
        facts.append(ledger.text(line, match.start("grade"), ledger.context.department, "评价等级", grade))
    return facts
