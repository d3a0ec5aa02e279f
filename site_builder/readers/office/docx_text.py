"""Text of one Word paragraph: accepted changes only, fields by their result, symbols as characters."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from site_builder.readers.office.package import attribute, child, children, local

_SKIPPED = frozenset({
    "del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rubyPr", "rt", "fldData", "bookmarkStart",
    "commentRangeStart", "commentReference", "annotationRef", "sdtPr", "sdtEndPr", "tblPr", "sectPr",
})  # fmt: skip
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
# Ticked and empty boxes of forms in the fonts Wingdings (F0xx) and Wingdings 2 (by code).
_SYMBOLS = {
    "F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FD": "☒", "F0FC": "√", "F0FB": "×", "F052": "☑", "F0A3": "□", "F050": "√",
    "2611": "☑", "25A1": "□", "221A": "√",
}  # fmt: skip


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: its text, the text boxes anchored in it and the notes it refers to."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False
    changed: bool = False


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """Read one `w:p`."""
    found = ParagraphText()
    parts: list[str] = []
    _walk(paragraph, parts, found)
    found.text = "".join(parts)
    return found


def chosen(element: etree._Element) -> etree._Element | None:
    """Return one branch of an AlternateContent: the choice, or the fallback; both would repeat the text."""
    return child(element, "Choice") if child(element, "Choice") is not None else child(element, "Fallback")


def _walk(element: etree._Element, parts: list[str], found: ParagraphText) -> None:
    for item in element:
        name = local(item)
        if name in _SKIPPED:
            found.changed = found.changed or name in ("del", "moveFrom")
        elif name == "t":
            parts.append(item.text or "")
        elif name in _MARKS:
            parts.append("" if attribute(item, "type") == "page" else _MARKS[name])
        elif name == "sym":
            parts.append(_symbol(item))
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
        elif name == "txbxContent":
            found.boxes.append(item)
        elif name == "AlternateContent":
            branch = chosen(item)
            if branch is not None:
                _walk(branch, parts, found)
        elif name == "r" and _is_hidden(item):
            found.hidden = True
        else:
            found.changed = found.changed or name in ("ins", "moveTo")
            _walk(item, parts, found)


def _is_hidden(run: etree._Element) -> bool:
    """Hidden text is not printed, so it was not published."""
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false")


def _symbol(item: etree._Element) -> str:
    code = (attribute(item, "char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        return chr(int(code, 16)) if int(code, 16) < 0xE000 else "□"
    except (ValueError, OverflowError):
        return ""


def mark_deleted(paragraph: etree._Element) -> bool:
    """Return whether the paragraph's end was deleted as a tracked change: it runs on into the next one."""
    mark = child(paragraph, "pPr", "rPr")
    return mark is not None and bool(children(mark, "del"))
