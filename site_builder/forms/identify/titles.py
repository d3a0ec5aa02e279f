"""Title lines of documents: what kind, which year, whose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.model.report import ReportKind
from site_builder.text import fold

MAX_TITLE = 60
# In order: the first that matches decides. Each pattern must reach the end of the title.
_TAIL = r"(?:公开)?(?:情况)?(?:说明)?(?:文本|报告|公告)?(?:[（(][^（）()]{0,12}[）)])?$"
_KINDS: tuple[tuple[ReportKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (ReportKind.OVERALL_SELF_EVAL_FORM, r"整体(?:支出)?绩效评价基础数据表$"),
        (ReportKind.OVERALL_SELF_EVAL_FORM, r"(?:部门|单位)?整体(?:支出)?(?:绩效)?(?:目标)?自评(?:价)?(?:情况)?表$"),
        (
            ReportKind.PROJECT_SELF_EVAL_FORM,
            r"(?:项目|专项)(?:支出|资金)?(?:绩效)?(?:目标)?自评(?:价)?(?:情况|结果)?表$",
        ),
        (ReportKind.PERFORMANCE_TARGET, r"绩效目标(?:申报|批复)?(?:情况)?表$"),
        (ReportKind.SELF_EVAL_REPORT, r"自评(?:价)?(?:工作)?(?:情况)?(?:的)?(?:报告|总结|说明)$"),
        (ReportKind.EVALUATION_REPORT, r"(?:部门评价|财政评价|重点评价|绩效评价)(?:工作)?报告$"),
        (ReportKind.UNIT_BUDGET, r"单位预算" + _TAIL),
        (ReportKind.UNIT_FINAL, r"单位决算" + _TAIL),
        (ReportKind.DEPARTMENT_BUDGET, r"(?:部门)?预算(?:公开)" + _TAIL + r"|部门预算" + _TAIL),
        (ReportKind.DEPARTMENT_FINAL, r"(?:部门)?决算(?:公开)" + _TAIL + r"|部门决算" + _TAIL),
        (ReportKind.DEPARTMENT_FINAL, r"20\d\d年度?收支决算总表$"),
        (ReportKind.DEPARTMENT_BUDGET, r"20\d\d年度?收支预算总表$"),
    )
)
# One of these stands in every title; they are never broken by blanks in the dialects seen.
_TITLE_WORDS = ("表", "报告", "总结", "说明", "预", "决")
FORM_KINDS = frozenset(
    {ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.PERFORMANCE_TARGET}
)
_YEAR = re.compile(r"(20\d\d)年?度?")
_BRACKETED = re.compile(r"[（(\[【〔][^（()）]*[)）]|[\[【〔]20\d\d[\]】〕]")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[部分章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])"
)
_LEADER = re.compile(r"[.…·]{3,}|\s\d{1,3}$|\t\s*\d{1,3}$")
_SENTENCE = re.compile(r"[。；;，,！？]")
_LABEL = re.compile(r"^(?:标题|名称)[：:]")
_OTHER_LABEL = re.compile(r"^(?:栏目|当前位置|来源|原文链接|本地目录|发布机构|附件|附)\d*[：:]")
_MARKS = re.compile(r"^[#*\s]+|[*\s]+$|\[bookmark:[^\]]*\]")
OFFICE = re.compile(
    r"[\u4e00-\u9fff（）()XＸ×]{2,45}?"
    r"(?:局|委员会|委|办公室|办公厅|厅|工作部|宣传部|组织部|统战部|武装部|部|中心|大学|学院|学校|小学|中学|幼儿园|院|校|站|所|"
    r"支队|大队|总队|队|联合会|协会|总会|商会|会|处|馆|公司|集团|人民政府|政府|街道办事处|办事处|街道|工委|团委|乡|镇)$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read: `line` is the cleaned line, `kind_title` its kind in its own words, `office` whose it is."""

    line: str
    kind: ReportKind
    kind_title: str
    year: int | None
    year_text: str
    office: str


def bare(text: str) -> str:
    """Return a line without Markdown marks, bookmarks and inner blanks."""
    return fold(_MARKS.sub("", text)) if text else ""


def is_short_line(text: str) -> bool:
    """Whether a line may be a part of a title: short, unnumbered, no sentence, no leader to a page number."""
    if len(text) > 2 * MAX_TITLE:
        return False
    plain = _MARKS.sub("", text)
    return (
        0 < len(fold(plain)) <= MAX_TITLE
        and not _SENTENCE.search(plain)
        and not _LEADER.search(plain)
        and not _NUMBERED.match(fold(plain))
    )


def parse_title(text: str) -> Title | None:
    """Return the title that `text` (one line, or lines joined) is, None when it is none."""
    if not any(word in text for word in _TITLE_WORDS) or not is_short_line(text):
        return None
    line = _LABEL.sub("", bare(text))
    if _OTHER_LABEL.match(line):
        return None
    for kind, pattern in _KINDS:
        match = pattern.search(line)
        if match:
            return _title(line, kind, match.start())
    return None


def _title(line: str, kind: ReportKind, kind_start: int) -> Title:
    """Take a title apart. Years in brackets belong to a document number or a project, not to the report."""
    shadow = _BRACKETED.sub(lambda match: "#" * len(match[0]), line)
    year = _YEAR.search(shadow)
    if year is None:
        office = _office(line[:kind_start])
        return Title(line, kind, line[len(office) :] or line, None, "", office)
    before, between = line[: year.start()], line[year.end() : kind_start]
    office = _office(before) or _office(between)
    kind_title = line[kind_start:] if office == between and office else line[year.end() :]
    return Title(line, kind, kind_title or line[kind_start:], int(year[1]), year[1], office)


def _office(text: str) -> str:
    return text if OFFICE.fullmatch(text) else ""
