"""Cleaning of ECharts' SVG for inlining under a strict content security policy, with the same bytes each time.

ECharts writes a style block for hovering, style attributes, private attributes, and identifiers that run over all
charts of a process. What is left here: known elements, known attributes with harmless values, identifiers made from
the chart's content, the page's text colour in place of the ink, and a name and description for screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from site_builder.charts import style

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"})
_CONTAINERS = frozenset({"g", "defs", "pattern", "clipPath", "linearGradient"})
_EMPTY = frozenset({"stop"})
_ATTRIBUTES = (
    "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "d", "points", "transform",
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "offset",
    "stop-color", "stop-opacity", "clip-path", "patternUnits", "patternTransform", "gradientUnits",
    "dominant-baseline", "text-anchor", "font-size", "font-weight",
)  # fmt: skip
_STYLES = frozenset({"font-size", "font-weight"})
_SAFE = re.compile(r"[\w .,()%#+-]*\Z")
_REFERENCE = re.compile(r"url\(#([\w-]+)\)\Z")
_CIRCLE = re.compile(r"M1 0A1 1 0 1 1 1 -0(?:\.\d+)?(?:A1 1 0 0 1 1 0)?\Z")
"""A whole circle of radius 1 as ECharts writes it: an arc that ends a hair before its start, lost when rounded."""
_PLACE = re.compile(r"\d+\.\d{2,}")


def clean_svg(svg: str, *, prefix: str, title: str, description: str) -> str:
    """Return ECharts' `svg` fit for any page; `prefix` starts its identifiers and must be unique on the page."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    names = _identifiers(root, prefix)
    width, height = _value(root.get("width", "")), _value(root.get("height", ""))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" aria-labelledby="{prefix}-t {prefix}-d">'
        f'<title id="{prefix}-t">{escape(title)}</title><desc id="{prefix}-d">{escape(description)}</desc>'
    )
    return head + "".join(_children(root, names)) + "</svg>"


def _identifiers(root: etree._Element, prefix: str) -> dict[str, str]:
    """Number the identifiers that show something; a pattern of nothing but transparent marks is left out."""
    found = (item for item in root.iter(etree.Element) if item.get("id") and _shows(item))
    return {str(item.get("id")): f"{prefix}-{number}" for number, item in enumerate(found)}


def _shows(element: etree._Element) -> bool:
    return any(_is_visible(item) for item in element.iter(etree.Element) if _tag(item) in _SHAPES | _EMPTY)


def _tag(element: etree._Element) -> str:
    return str(element.tag).removeprefix(_SVG)


def _is_visible(element: etree._Element) -> bool:
    if _tag(element) in _EMPTY or _in_clip(element):
        return True
    fill = element.get("fill", "black") != "none" and element.get("fill-opacity") != "0"
    stroke = element.get("stroke", "none") != "none" and element.get("stroke-width") != "0"
    return (fill or stroke) and element.get("opacity") != "0" and element.get("d") != ""


def _in_clip(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and _tag(parent) == "clipPath"


def _children(parent: etree._Element, names: dict[str, str]) -> Iterator[str]:
    for element in parent:
        if isinstance(element.tag, str):
            yield _element(element, names)


def _element(element: etree._Element, names: dict[str, str]) -> str:
    tag = _tag(element)
    if tag in _CONTAINERS:
        inner = "".join(_children(element, names))
        return f"<{tag}{_attributes(element, names)}>{inner}</{tag}>" if inner else ""
    if tag not in _SHAPES | _EMPTY or not _is_visible(element):
        return ""
    reference = _REFERENCE.match(element.get("fill", ""))
    if reference and reference[1] not in names:
        return ""
    if _CIRCLE.match(element.get("d", "")):
        element.attrib.pop("d")
        return f'<circle r="1"{_attributes(element, names)}/>'
    if tag != "text":
        return f"<{tag}{_attributes(element, names)}/>"
    return f"<text{_attributes(element, names)}>{escape(''.join(map(str, element.itertext())), quote=False)}</text>"


def _attributes(element: etree._Element, names: dict[str, str]) -> str:
    raw = {str(name): str(value) for name, value in element.attrib.items()}
    raw |= _style_properties(raw.get("style", ""))
    known = {name: _value(raw[name], names) for name in _ATTRIBUTES if name in raw}
    return "".join(f' {name}="{value}"' for name, value in _in_page_colours(known).items() if value)


def _style_properties(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    properties = {name.strip(): value.strip() for name, _, value in pairs if name.strip() in _STYLES}
    return {name: value.removesuffix("px") for name, value in properties.items()}


def _value(text: str, names: dict[str, str] | None = None) -> str:
    """Return an attribute's value when it is harmless, identifiers replaced, places to a tenth of a pixel."""
    reference = _REFERENCE.match(text)
    if reference:
        return f"url(#{names[reference[1]]})" if names and reference[1] in names else ""
    if names and text in names:
        return names[text]
    return _PLACE.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), text) if _SAFE.match(text) else ""


def _in_page_colours(attributes: dict[str, str]) -> dict[str, str]:
    for name in ("fill", "stroke"):
        if attributes.get(name) == style.INK:
            attributes[name] = "currentColor"
        elif attributes.get(name) == style.RULE:
            attributes[name] = "currentColor"
            attributes[f"{name}-opacity"] = "0.2"
    return attributes
