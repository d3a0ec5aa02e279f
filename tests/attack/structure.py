"""What a page is made of besides its text, for comparing pages that differ in nothing but text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

Skeleton = Counter[tuple[str, ...]]
SVG_ATTRIBUTES = frozenset({
    "xmlns", "class", "role", "aria-labelledby", "aria-hidden", "viewbox", "focusable",
    "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "d", "points", "transform",
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "offset",
    "stop-color", "stop-opacity", "clip-path", "patternunits", "patterntransform", "gradientunits", "clippathunits",
    "dominant-baseline", "text-anchor", "font-size", "font-weight",
})  # fmt: skip
SVG_ELEMENTS = frozenset({
    "svg", "title", "desc", "g", "defs", "pattern", "clippath", "lineargradient", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "text", "stop",
})  # fmt: skip
ELEMENTS = frozenset({
    "html", "head", "meta", "title", "link", "script", "base", "body", "a", "p", "strong", "header", "div", "button",
    "form", "label", "input", "nav", "ul", "ol", "li", "span", "main", "footer", "dl", "dt", "dd", "img", "section",
    "h1", "h2", "h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure",
    "figcaption", "noscript", "select", "option", "code", "meter", "sup", "sub", "small", "em", "abbr", "bdi", "b",
    "svg", "time", "mark", "output", "colgroup", "col", "datalist", "template",
})  # fmt: skip
_RELATIVE = re.compile(r"(?:[\w./%~-]*)(?:\?[^\s<>\"]*)?(?:#[^\s<>\"]*)?\Z")


def page_keys(target: Path) -> dict[tuple[str, ...], Path]:
    """Return the pages of a site under keys that do not depend on any text of the reports."""
    site = json.loads((target / "data/site.json").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], Path] = {}
    for report in site["reports"]:
        key = (str(report["source"]), str(report["kind"]))
        folder = target / report["path"]
        found["report", *key] = folder / "index.html"
        found["department", *key] = folder.parents[1] / "index.html"
        found["source", str(report["source"])] = target / report["source_path"] / "index.html"
        for page in (folder / "p").glob("*.html"):
            found["project", *key, page.name[:2]] = page
    for page in target.rglob("*.html"):
        place = page.relative_to(target).as_posix()
        if not place.startswith(("d/", "source/")):
            found["site", place] = page
    return found


def parse(text: str) -> html.HtmlElement:
    """Return the tree of a page."""
    tree: html.HtmlElement = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return tree


def skeleton(root: html.HtmlElement) -> Skeleton:
    """Count elements by parent, name, class and attributes; within drawings text moves and drops marks."""
    counts: Skeleton = Counter()
    for element in root.iter():
        if not isinstance(element.tag, str):
            counts["#", str(element.tag)] += 1
        elif element.tag == "svg" or next(element.iterancestors("svg"), None) is None:
            parent = element.getparent()
            above = str(parent.tag) if parent is not None else ""
            counts[above, str(element.tag), element.get("class", ""), *sorted(map(str, element.attrib))] += 1
    return counts


def offences(root: html.HtmlElement, page: str) -> Iterator[str]:
    """Yield what no page of ours may hold, whatever a report says."""
    for element in root.iter(etree.Element):
        tag = str(element.tag).lower()
        in_svg = next(element.iterancestors("svg"), None) is not None
        if tag not in (SVG_ELEMENTS if in_svg else ELEMENTS):
            yield f"{page}: <{tag}>"
        for name, value in element.attrib.items():
            yield from (
                f"{page}: <{tag} {name}={value[:60]!r}>" for bad in _bad(tag, str(name), str(value), in_svg) if bad
            )
        if tag == "script" and (element.text or "").strip() and element.get("type") != "application/ld+json":
            yield f"{page}: inline script {element.text[:60]!r}"


def _bad(tag: str, name: str, value: str, in_svg: bool) -> Iterator[bool]:
    name = name.lower()
    yield name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href", "http-equiv", "background")
    yield in_svg and name not in SVG_ATTRIBUTES
    if name in ("href", "src", "action", "data", "data-chart"):
        yield not _RELATIVE.match(value)
    if tag == "base":
        yield True
