"""Title lines of documents: what kind, which year, whose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from site_builder.forms.identify.gazetteer import gazetteer
from site_builder.model.report import ReportKind
from site_builder.text import fold

MAX_TITLE = 60
# In order: the first that matches decides. Each pattern must reach the end of the title.
_FORM_TAIL = r"(?:[（(][^（）()]{0,12}[）)])?$"
_TAIL = (
    r"(?:[及和与、][“\"]?三公[”\"]?经费(?:支出)?(?:预算|决算)?)?(?:编制)?(?:批复(?:明细)?表?)?(?:信息)?(?:公开)?(?:情况)?的?(?:公开)?[及和]?(?:说明)?(?:(?<=公开)套?表格?)?(?:文本|(?:分析)?报告|公告|文件|材料|资料)?"
    r"(?:[（(][^（）()]{0,12}[）)])?$"
)
_KINDS: tuple[tuple[ReportKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (ReportKind.OVERALL_SELF_EVAL_FORM, r"整体(?:支出)?绩效评价基础数据表" + _FORM_TAIL),
        (
            ReportKind.OVERALL_SELF_EVAL_FORM,
            r"(?:部门|单位)?整体(?:支出)?(?:绩效)?(?:(?:目标)?自评(?:价)?(?:情况)?|(?:自评|评价)?(?:指标)?(?:体系)?(?:得分|评分|打分))表"
            + _FORM_TAIL,
        ),
        (
            ReportKind.PROJECT_SELF_EVAL_FORM,
            r"(?:(?:项目|专项)(?:支出|资金)?(?:绩效)?(?:目标)?|绩效(?:目标)?)自评(?:价)?(?:情况|结果)?(?:汇总)?表"
            r"|绩效(?:自评|评价)(?:指标)?(?:体系)?(?:得分|评分|打分)表" + _FORM_TAIL,
        ),
        (ReportKind.PERFORMANCE_TARGET, r"绩效目标(?:申报|批复)?(?:情况)?表" + _FORM_TAIL),
        (ReportKind.SELF_EVAL_REPORT, r"自评(?:价)?(?:工作)?(?:情况|总结)?(?:的)?(?:报告|总结|说明)" + _FORM_TAIL),
        (ReportKind.EVALUATION_REPORT, r"(?:部门评价|财政评价|重点评价|绩效评价)(?:工作)?报告$"),
        (ReportKind.UNIT_BUDGET, r"单位(?:综合)?预算" + _TAIL),
        (ReportKind.UNIT_FINAL, r"单位决算" + _TAIL),
        (ReportKind.DEPARTMENT_BUDGET, r"(?:部门)?预算(?:公开)" + _TAIL + r"|部门(?:综合)?预算" + _TAIL),
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
_EVALUATIONS = frozenset({ReportKind.SELF_EVAL_REPORT, ReportKind.EVALUATION_REPORT})
_BUDGETS = frozenset({ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET})
# Titles that say neither 部门 nor 单位 nor 公开 count only with year and office (云泽大学2023年度决算).
_PLAIN_KINDS: tuple[tuple[ReportKind, re.Pattern[str]], ...] = (
    (ReportKind.DEPARTMENT_BUDGET, re.compile(r"(?:收支)?预算" + _TAIL)),
    (ReportKind.DEPARTMENT_FINAL, re.compile(r"(?:收支)?决算" + _TAIL)),
)
_YEAR = re.compile(r"(20\d\d)年?度?")
_CHINESE_YEAR = re.compile(r"二[〇零○O0][〇零○O0一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_YEARS_ON = re.compile(r"\s?[-—~至]\s?(20\d\d)年?度?")
_YEAR_BEHIND = re.compile(r"[（(](20\d\d)年度?[）)]$")
_BRACKETED = re.compile(r"[（(\[【〔][^（()）]*[)）]|[\[【〔]20\d\d[\]】〕]")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[部分章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])"
)
_LEADER = re.compile(r"[.…·]{3,}|\s\d{1,3}$|\t\s*\d{1,3}$")
_SENTENCE = re.compile(r"[。；;，,！？]")
_LABEL = re.compile(r"^(?:标题|名称)[：:]")
_DECLARED = re.compile(r"^标题[：:](?=.{4,120}$)")
_ACCOUNTS = re.compile(r"(?:预决算|决算|预算)(?!单位|管理|绩效)")
_APPROVED = re.compile(r"关于(?P<given>[\u4e00-\u9fff]{0,30}?)批复(?P<office>[^\d]{0,40}?)(?=20\d\d年|$)")
# A document about two years is of the kind and year that its title names first: 2015年部门决算说明以及2016年部门预算说明.
_SECOND = re.compile(r"(?:(?<=决算)|(?<=预算)|(?<=说明)|(?<=公开)|(?<=情况))(?:以及|及|和|与|、)20\d\d年.*$")
_HEADED = re.compile(r"^(标题[：:]\s*)?【[^】]{2,10}】")
# Words that open the name of a table or document behind an office: 芦洋乡财政支出预算明细表.
_SUBJECT = re.compile(
    r"部门|单位|财政|公共|一般|政府性|国有资本|收入|支出|收支|基本|项目|整体|[“\"]三公|三公|预算|决算|预决算"
)
_OTHER_LABEL = re.compile(r"^(?:栏目|当前位置|来源|原文链接|本地目录|发布机构|附件|附)\d*[：:]")
# What a portal prints around a page: where it stands, when and by whom it was put there, how it can be shown.
_PORTAL = re.compile(
    r"发布(?:时间|日期|机构|者)|(?:信息)?来源[：:]|作者[：:]|浏览(?:量|次数)?|点击(?:数|量|次数)?|阅读(?:次数)?[：:]|字体|打印"
    r"|位置[：:]|首页|>|【|\d{1,2}[：:]\d\d|\.(?:docx?|xlsx?|pdf)$"
)
_ANNOUNCED = re.compile(r"现[将就]([^，。；：:]{6,80}?(?:报告|总结|说明))(?:公开|公布|公示|汇报|报告)?如下")
_MARKS = re.compile(r"^[#*|\s]+|[*|\s]+$|\[bookmark:[^\]]*\]")
OFFICE = re.compile(
    r"(?:[省市区县州旗盟](?:政协|人大|纪委|法院|检察院)|[\u4e00-\u9fff（）()XＸ×]{2,45}?"
    r"(?:局|委员会|委|办公室|办公厅|厅|工作部|宣传部|组织部|统战部|武装部|部|中心|大学|学院|学校|小学|中学|幼儿园|院|校|站|所|"
    r"支队|大队|总队|队|联合会|协会|总会|商会|会|处|馆|公司|集团|人民政府|政府|街道办事处|办事处|街道|工委|团委|乡|镇"
    r"|署|编办|外办|联合社|供销社|报社|出版社|杂志社|通讯社|妇联|残联|文联|侨联|工商联|科协|电视台|广播电台|气象台|地震台|天文台"
    r"|林场|农场|牧场|茶场|渔场|良种场|苗圃|监狱|法庭|血站|植物园|动物园|公园|园区|青少年宫|少年宫|文化宫|剧团|歌舞团|艺术团"
    r"|人大机关|政协机关|党委|党组|兵团|仓库|储备库|水库|(?<![承主协督申代开经])办|政协))$"
)
# Words about the office behind its name; 本级 and 机关 say that subordinates are left out.
_OWN_LEVEL = re.compile(r"(?:[（(](?:本级|机关|局机关|机关本级)[)）]|机关本级|本级)$")
_ALIAS = re.compile(r"[（(][^（）()]{2,20}[)）]$")
_ABOUT = re.compile(r"^关于|(?:关于|部门|单位|[（(](?:部门|汇总|含下属单位)[)）])$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read: `line` is the cleaned line, `kind_title` its kind in its own words, `office` whose it is.

    `own_level` is True for an office without its subordinates (某局本级).
    """

    line: str
    kind: ReportKind
    kind_title: str
    year: int | None
    year_text: str
    office: str
    own_level: bool = False


def bare(text: str) -> str:
    """Return a line without Markdown marks, bookmarks and inner blanks."""
    return fold(_MARKS.sub("", text)) if text else ""


def without_number(text: str) -> str:
    """Return a heading without its number (第二部分, 一、)."""
    return _NUMBERED.sub("", bare(text))


def western_year(text: str) -> str:
    """Return `text` with years in Chinese digits (二〇二三年) in Western ones; no place in it moves."""
    if "二" not in text:
        return text
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


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


def title_in_sentence(text: str) -> Title | None:
    """Return the title that an opening sentence names (现将某局2022年度…绩效自评报告公开如下), None when none does."""
    match = _ANNOUNCED.search(text) if "如下" in text else None
    return parse_title(match[1]) if match else None


def is_portal_line(text: str) -> bool:
    """Whether a line is a portal's, not the document's (发布时间：…, 您现在的位置：首页 > …)."""
    return bool(_PORTAL.search(text))


def parse_title(text: str) -> Title | None:
    """Return the title that `text` (one line, or lines joined) is, None when it is none."""
    text = _HEADED.sub(r"\1", text) if "【" in text else text
    if not any(word in text for word in _TITLE_WORDS) or is_portal_line(text):
        return None
    first = _SECOND.sub("", text)
    if first != text and (title := parse_title(first)):
        return replace(title, line=_LABEL.sub("", bare(text)))
    if not (is_short_line(text) or _DECLARED.match(bare(text))):
        return None
    line = _LABEL.sub("", bare(text))
    if _OTHER_LABEL.match(line):
        return None
    shown = western_year(line)
    for kind, pattern in _KINDS:
        match = pattern.search(shown)
        if match:
            return _title(line, shown, kind, match.start())
    return _plain_title(line, shown) or (_declared_title(line, shown) if _DECLARED.match(bare(text)) else None)


def _declared_title(line: str, shown: str) -> Title | None:
    """What an archived page declares as its title says 决算 or 预算 somewhere, in whatever words.

    An approval (财政局关于批复某局2014年度部门决算的通知) is about the office that it is given to.
    """
    words = _ACCOUNTS.findall(shown)
    if not words:
        return None
    kind = ReportKind.DEPARTMENT_BUDGET if words[-1] == "预算" else ReportKind.DEPARTMENT_FINAL
    year = _YEAR.search(_BRACKETED.sub(lambda match: "#" * len(match[0]), shown))
    approved = _APPROVED.search(shown)
    parts = [line[: year.start()], line[year.end() :]] if year else [line]
    if approved:
        parts = [approved["office"] or approved["given"]]
    named = next((found for part in parts if (found := opening_office(part))[0]), ("", False))
    year_text = year[1] if year else ""
    return Title(line, kind, line, int(year_text) if year_text else None, year_text, *named)


def opening_office(text: str) -> tuple[str, bool]:
    """Return the office that `text` is or begins with, before the words of a table's or document's name."""
    ends = [match.start() for match in _SUBJECT.finditer(text)]
    return next((found for end in [len(text), *ends] if (found := named_office(text[:end]))[0]), ("", False))


def _plain_title(line: str, shown: str) -> Title | None:
    for kind, pattern in _PLAIN_KINDS:
        match = pattern.search(shown)
        title = _title(line, shown, kind, match.start()) if match else None
        if title and title.year is not None and title.office:
            return title
    return None


def _title(line: str, shown: str, kind: ReportKind, kind_start: int) -> Title:
    """Take a title apart. Years in brackets belong to a document number or a project, not to the report."""
    shadow = _BRACKETED.sub(lambda match: "#" * len(match[0]), shown)
    year = _YEAR.search(shadow)
    if year is None:
        own_year = _YEAR_BEHIND.search(shown)
        if own_year:
            return replace(
                _title(line[: own_year.start()], shown[: own_year.start()], kind, kind_start),
                line=line,
                year=int(own_year[1]),
                year_text=own_year[1],
            )
        office, own_level = named_office(line[:kind_start])
        return Title(line, kind, line[line.find(office) + len(office) :] or line, None, "", office, own_level)
    named = opening_office if kind in _EVALUATIONS else named_office
    before = named(line[: year.start()])
    place = line[: year.start()]
    years = _YEARS_ON.match(shadow, year.end())
    stated = year if kind in _BUDGETS else years or year  # 2020-2022年度: the last of the years told about
    year = years or year
    between = named(line[year.end() : kind_start])
    office, own_level = before if before[0] else between
    if office and not before[0] and _is_place(place) and not _is_place(office[: len(place)]):
        office = place + office
    begin = year.end()
    if between[0] and not before[0]:
        begin = line.find(between[0], begin) + len(between[0]) if kind in _EVALUATIONS else kind_start
    kind_title = line[begin:]
    return Title(line, kind, kind_title or line[kind_start:], int(stated[1]), stated[1], office, own_level)


def _is_place(text: str) -> bool:
    """Whether a text is a region's whole name (云泽市, 平潭综合实验区)."""
    if not 2 <= len(text) <= 12:
        return False
    return gazetteer().names_in(text) == [(0, text)] or text.endswith(("实验区", "开发区", "新区", "示范区"))


def named_office(text: str) -> tuple[str, bool]:
    """Return the office that `text` names, empty when it names none, and whether it stands there without its units."""
    name = _ABOUT.sub("", _ABOUT.sub("", text))
    if OFFICE.fullmatch(text) and not OFFICE.fullmatch(name):
        name = text
    plain = _OWN_LEVEL.sub("", name)
    if plain != name and OFFICE.fullmatch(plain):
        return plain, True
    if OFFICE.fullmatch(name):
        return name, False
    with_alias = _ALIAS.sub("", name)
    plain = _OWN_LEVEL.sub("", with_alias)
    if plain != with_alias and OFFICE.fullmatch(plain):
        return plain, True
    return (name, False) if with_alias != name and OFFICE.fullmatch(with_alias) else ("", False)
