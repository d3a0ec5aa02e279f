"""Text damage: leftover markup, placeholders, unreadable characters, broken lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.checks.audit import FileAudit
from site_builder.checks.form_fields import UNPLACED
from site_builder.checks.places import place
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.model.document import Format, Paragraph
from site_builder.model.finding import Severity
from site_builder.text import RADICALS

MAX_NOTES = 40
_HTML = re.compile(r"</?(?:p|br|td|tr|th|div|span|table|b|strong|u|font)(?:\s[^<>]*)?/?>", re.I)
_LATEX = re.compile(r"\$?\\(?:geq?|leq?|times|text|frac|%)|\$[^$\n]{0,20}\\")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]|_GoBack|_Toc\d+|PAGEREF", re.I)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×]{2,}(?![A-Za-z0-9])|增加[(（]减少[)）]|下降[(（]增长[)）]|增长[(（]下降[)）]|[(（]请填写[)）]|＊{2,}"
)
_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|□□+|�")
_LATIN = re.compile(r"[\u4e00-\u9fff]\s*(?<![A-Za-z])(and|or|the|of|to|for|with|is)(?![A-Za-z])\s*[\u4e00-\u9fff]")
_STRAY = re.compile(r"[。；][?？]|[?？]{2,}|[,，、][。；]|[，、]{2,}")
_RADICAL = re.compile("[" + "".join(RADICALS) + "\u2f00-\u2fd5]")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff] ){4,}[\u4e00-\u9fff](?: |$)")
_LEADING_ZERO = re.compile(r"^[≥≤><=—-]{0,2}0\d{2,}(?:\.\d+)?$")
_ZERO_IN_TEXT = re.compile(
    r"(?<![\d.,%％。．·A-Za-z/:：—〔〕\[\]第号-])0\d+(?:\.\d+)?\s*(?=[万亿]?元|[%％]|余?[人个家次户名项台辆])"
)
_PAIRS = {"(": ")", "（": "）", "《": "》", "“": "”", "【": "】"}


def _found(audit: FileAudit, pattern: re.Pattern[str], raw: bool, words: str) -> Iterator[Note]:
    """One note for all places of a kind of damage, with the first ones named."""
    hits = [(piece, match[0]) for piece in audit.pieces if (match := pattern.search(piece.raw if raw else piece.text))]
    if not hits:
        return
    shown = "、".join(dict.fromkeys(f"“{found.strip()[:12]}”" for _, found in hits[:6]))
    message = f"{words}（{len(hits)}处，如{shown}，首见于{place(hits[0][0].locator)}）。"
    yield Note(tuple(piece.locator for piece, _ in hits[:MAX_NOTES]), audit.document.source, message)


@check(name="markup-left-in-text", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def no_markup_is_left(audit: FileAudit) -> Iterator[Note]:
    """正文中不应残留网页代码.

    从网页或系统导出时残留的标签（<p>、<br> 等）影响阅读。
    """
    if audit.document.format is not Format.HTML:
        yield from _found(audit, _HTML, True, "文字中残留网页代码")


@check(name="formula-code-left-in-text", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def no_latex_is_left(audit: FileAudit) -> Iterator[Note]:
    """正文中不应残留公式代码.

    文字识别或转换残留的公式代码（如 $\\geq$）应改为普通符号（≥）。
    """
    yield from _found(audit, _LATEX, True, "文字中残留公式代码")


@check(name="bookmark-left-in-text", severity=Severity.INFO, category=Category.DAMAGE, scope=Scope.FILE)
def no_bookmark_is_left(audit: FileAudit) -> Iterator[Note]:
    """正文中不应残留书签或域代码.

    文字处理软件导出时残留的书签（[bookmark: …]）应删除。
    """
    yield from _found(audit, _BOOKMARK, True, "文字中残留书签或域代码")


@check(name="placeholder-left-in-text", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def no_placeholder_is_left(audit: FileAudit) -> Iterator[Note]:
    """公开前应填写模板中的占位文字.

    “XX”“增加（减少）”等是填报模板的占位文字，应换成实际内容。
    """
    yield from _found(audit, _PLACEHOLDER, False, "文字中有没有填写的占位文字")


@check(name="characters-lost", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def characters_are_readable(audit: FileAudit) -> Iterator[Note]:
    """文字不应有乱码.

    编码错误或识别失败留下的乱码、方框。
    """
    yield from _found(audit, _LOST, False, "文字中有乱码")


@check(name="latin-word-in-text", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def no_stray_latin(audit: FileAudit) -> Iterator[Note]:
    """中文句子中不应夹杂英文虚词.

    识别或翻译软件残留的 and、of 等。
    """
    yield from _found(audit, _LATIN, False, "中文句子中夹杂英文单词")


@check(name="stray-punctuation", severity=Severity.INFO, category=Category.DAMAGE, scope=Scope.FILE)
def punctuation_is_regular(audit: FileAudit) -> Iterator[Note]:
    """标点应规范.

    句号后跟问号、连续逗号等多半是识别或粘贴残留。
    """
    yield from _found(audit, _STRAY, False, "文字中有多余的标点")


@check(name="look-alike-characters", severity=Severity.INFO, category=Category.DAMAGE, scope=Scope.FILE)
def radicals_are_folded(audit: FileAudit) -> Iterator[Note]:
    """文字不应使用形近的部首字符.

    部分文件中的“⻔”“⻋”等是部首符号而不是汉字，复制和检索会失败；本站已换成普通汉字。
    """
    yield from _found(audit, _RADICAL, True, "文件中有形近的部首字符")


@check(name="label-letters-apart", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def labels_are_whole(audit: FileAudit) -> Iterator[Note]:
    """表格栏目文字不应散开.

    竖排的栏目文字被识别成一个个分开的字，栏目名称可能不全。
    """
    hits = [piece for piece in audit.pieces if piece.in_table and len(piece.text) < 30 and _SPACED.search(piece.text)]
    for piece in hits:
        message = f"表格栏目“{piece.text}”的文字散开，名称可能不全（{place(piece.locator)}）。"
        yield Note((piece.locator,), audit.document.source, message)


@check(name="number-with-leading-zero", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def numbers_are_whole(audit: FileAudit) -> Iterator[Note]:
    """数字前面不应有多余的0.

    以0开头的多位数多半是识别错误，数值不可靠。
    """
    yield from _found(audit, _ZERO_IN_TEXT, False, "文字中有以0开头的数字，可能识别有误")
    for report in audit.reports:
        for form in report.forms:
            for row in form.indicators:
                for fact in (row.target, row.adjusted_target, row.actual):
                    if fact is not None and _LEADING_ZERO.match(fact.value.printed.strip()):
                        message = f"指标“{row.name}”印为“{fact.value.printed}”（{place(fact.locator)}），数字以0开头，可能识别有误。"
                        yield Note((fact.locator,), row.name, message, facts=(fact.id,), report=report.ordinal)


@check(name="brackets-do-not-match", severity=Severity.INFO, category=Category.DAMAGE, scope=Scope.FILE)
def brackets_match(audit: FileAudit) -> Iterator[Note]:
    """括号、书名号应成对.

    只有半边的括号或书名号，或一段文字里全角半角括号混用。
    """
    texts = [piece for piece in audit.pieces if not piece.in_table and not _PORTAL_LINE.search(piece.text)]
    whole = {
        place
        for one, other in pairwise(texts)
        if _unbalanced(one.text) and _unbalanced(other.text) and not _unbalanced(one.text + other.text)
        for place in (one.locator, other.locator)
    }  # a title or sentence broken between the brackets
    odd = [piece for piece in texts if piece.locator not in whole and _unbalanced(piece.text)]
    if odd:
        message = f"有{len(odd)}段文字的括号或书名号不成对，或全角半角混用（首见于{place(odd[0].locator)}）。"
        yield Note(tuple(piece.locator for piece in odd[:MAX_NOTES]), audit.document.source, message)


_PORTAL_LINE = re.compile(r"^.{0,120}(?:【?字体|字号|浏览|阅读|打印|发布时间|信息来源)\s?[:：】].{0,120}$")
"""What a portal prints above an article (【字体: 大 中 小】【打印), which is often copied in part."""


def _unbalanced(text: str) -> bool:
    text = re.sub(r"(?:^|[。；;:：\s])[(（]?[一二三四五六七八九十\d]{1,3}[)）]", "", text)
    return any(_open_or_early(text, opening, closing) for opening, closing in _PAIRS.items())


def _open_or_early(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return True
    return depth > 0


@check(name="sentence-broken-over-lines", severity=Severity.INFO, category=Category.DAMAGE, scope=Scope.FILE)
def sentences_are_whole(audit: FileAudit) -> Iterator[Note]:
    """一句话不应被分页或空行切断.

    句子中间有空行，多半是分页或识别造成的；本站已接成一段。
    """
    broken: list[tuple[str, str]] = []
    for block in audit.document.blocks:
        if isinstance(block, Paragraph) and audit.document.lines:
            places = (block.locator, *(at for _, at in block.parts))
            broken += [(one, other) for one, other in pairwise(places) if _line(other) - _line(one) > 1]
    if broken:
        listed = "、".join(f"{place(one)}与{place(other)}之间" for one, other in broken[:3])
        more = f"等{len(broken)}处" if len(broken) > 3 else ""
        message = f"有{len(broken)}处一句话被空行或分页切断（{listed}{more}）。"
        yield Note(tuple(at for pair in broken for at in pair), audit.document.source, message)


def _line(locator: str) -> int:
    return int(locator[1:]) if locator[1:].isdigit() else 0


@check(name="text-without-column", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def texts_have_columns(audit: FileAudit) -> Iterator[Note]:
    """表格中的文字应在相应的栏内.

    多半是单元格被拆开，文字落到了栏外。
    """
    for report in audit.reports:
        for form in report.forms:
            lost = [fact for label, fact in form.texts if label == UNPLACED]
            if lost:
                listed = "、".join(f"“{fact.value.text[:20]}”（{place(fact.locator)}）" for fact in lost[:3])
                more = f"等{len(lost)}处" if len(lost) > 3 else ""
                message = f"《{form.title}》中{listed}{more}文字不在任何栏内，可能是单元格被拆开。"
                places = tuple(fact.locator for fact in lost)
                yield Note(places, form.subject or form.title, message, report=report.ordinal)
