"""Reading of characters and ruled lines from a PDF page through PDFium's raw interface."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from site_builder.readers.pdf.geometry import Glyph, PageContent, Rule

MAX_OBJECTS = 30_000
"""Drawing objects read from one page; maps and logos have hundreds of thousands."""
MAX_GLYPHS = 60_000
MAX_FORM_DEPTH = 4
_THIN = 3.0
"""A filled shape thinner than this (points) is a drawn line."""
_SHORTEST = 2.0
_WHITE = 245

NO_CHARACTER = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""
_SAMPLED = 40
"""Characters of a page that tell which way its text runs."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def read_page(page: Any, number: int) -> PageContent:
    """Return the glyphs and rules of a page, turned so that its text stands upright."""
    text_page = page.get_textpage()
    try:
        rotation = _rotation(page, text_page)
        width, height = page.get_size()
        if (rotation - page.get_rotation()) % 180:
            width, height = height, width
        turn = _turner(page, rotation)
        glyphs = tuple(_each_glyph(text_page, turn, width, height))
    finally:
        text_page.close()
    drawing = _Drawing(page, turn)
    pictures = min(1.0, drawing.picture_area / max(1.0, width * height))
    unmapped = sum(glyph.text == NO_CHARACTER for glyph in glyphs)
    return PageContent(number, width, height, glyphs, tuple(drawing.rules), pictures, drawing.crowded, unmapped)


def _rotation(page: Any, text_page: Any) -> int:
    """Return the degrees to turn the page clockwise: as its text runs, for tables are printed sideways too; else as it says."""
    step = max(1, text_page.count_chars() // _SAMPLED)
    drawn = [i for i in range(0, text_page.count_chars(), step) if pdfium.FPDFText_GetUnicode(text_page, i) > 32]
    turns = Counter(round(-math.degrees(pdfium.FPDFText_GetCharAngle(text_page, i)) / 90) % 4 * 90 for i in drawn)
    for turn, count in turns.most_common(1):
        if count >= 0.8 * len(drawn):
            return turn
    return int(page.get_rotation())


def _turner(page: Any, rotation: int) -> Callable[[float, float], Point]:
    """Return the map from page space to upright top-left coordinates."""
    left, bottom, right, top = page.get_bbox()

    def turn(x: float, y: float) -> Point:
        if rotation == 90:
            return y - bottom, x - left
        if rotation == 180:
            return right - x, y - bottom
        if rotation == 270:
            return top - y, right - x
        return x - left, top - y

    return turn


def _each_glyph(text_page: Any, turn: Callable[[float, float], Point], width: float, height: float) -> Iterator[Glyph]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    refs = tuple(ctypes.byref(value) for value in (left, right, bottom, top))
    loose = pdfium.FS_RECTF()
    pending, spaced = "", False
    for index in range(min(text_page.count_chars(), MAX_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1:
            code = ord(NO_CHARACTER)
        if 0xD800 <= code < 0xDC00:
            pending = chr(code)
            continue
        char = _joined_surrogates(pending + chr(code)) if pending else chr(code)
        pending = ""
        if code == 32:
            spaced = True
            continue
        if code < 32 or code in (0xA0, 0xAD, 0x3000, 0xFFFE, 0xFFFF, 0xFEFF, 0x200B) or char.isspace():
            continue
        if not pdfium.FPDFText_GetCharBox(text_page, index, *refs):
            continue
        # The loose box has the font's height and the full width of a bracket, so that lines and gaps come out right.
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(loose)) and loose.top > loose.bottom:
            left.value, right.value, top.value, bottom.value = loose.left, loose.right, loose.top, loose.bottom
        (x0, y0), (x1, y1) = turn(left.value, top.value), turn(right.value, bottom.value)
        if not (0 <= (x0 + x1) / 2 <= width and min(y0, y1) >= -2 and max(y0, y1) <= height + 2):
            # Pasted sheets carry rows that lie outside the page and are not printed.
            continue
        yield Glyph(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), spaced=spaced)
        spaced = False


def _joined_surrogates(pair: str) -> str:
    return pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Drawing:
    """Collects the rules among a page's drawing objects."""

    def __init__(self, page: Any, turn: Callable[[float, float], Point]) -> None:
        self.rules: list[Rule] = []
        self.picture_area = 0.0
        self.crowded = False
        self._turn = turn
        self._left = MAX_OBJECTS
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        count = pdfium.FPDFPage_CountObjects(page)
        for index in range(min(count, MAX_OBJECTS)):
            self._object(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0)
        self.crowded = self.crowded or count > MAX_OBJECTS

    def _object(self, item: Any, outer: Matrix, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            self.crowded = True
            return
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = self._bounds(item, outer)
            self.picture_area += (x1 - x0) * (y1 - y0)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            matrix = _times(_matrix(item), outer)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
                self._object(pdfium.FPDFFormObj_GetObject(item, index), matrix, depth + 1)

    def _bounds(self, item: Any, outer: Matrix) -> tuple[float, float, float, float]:
        """Return x0, y0, x1, y1 of an object, upright."""
        if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(number) for number in self._numbers)):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (number.value for number in self._numbers)
        corners = [self._turn(*_apply(outer, x, y)) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _path(self, item: Any, outer: Matrix) -> None:
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(self._mode), ctypes.byref(self._stroke))
        stroked, filled = bool(self._stroke.value), bool(self._mode.value)
        if not (stroked or filled) or self._is_white(item, stroked):
            return
        x0, y0, x1, y1 = self._bounds(item, outer)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            self._add(x0, y0, x1, y1)
        elif stroked:
            self._segments(item, outer)
        elif pdfium.FPDFPath_CountSegments(item) > 5:
            self._thin_parts(item, outer)

    def _is_white(self, item: Any, stroked: bool) -> bool:
        read = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
        if not read(item, *(ctypes.byref(part) for part in self._colour)):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha == 0 or min(red, green, blue) >= _WHITE

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a box or segment that is long and thin."""
        if x1 - x0 >= y1 - y0:
            if x1 - x0 >= _SHORTEST:
                self.rules.append(Rule(True, (y0 + y1) / 2, x0, x1))
        elif y1 - y0 >= _SHORTEST:
            self.rules.append(Rule(False, (x0 + x1) / 2, y0, y1))

    def _points(self, item: Any, outer: Matrix) -> Iterator[tuple[int, float, float, bool]]:
        """Yield kind, x, y and whether the segment closes its figure."""
        matrix = _times(_matrix(item), outer)
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(pdfium.FPDFPath_CountSegments(item), MAX_OBJECTS)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                continue
            px, py = self._turn(*_apply(matrix, x.value, y.value))
            yield pdfium.FPDFPathSegment_GetType(segment), px, py, bool(pdfium.FPDFPathSegment_GetClose(segment))

    def _segments(self, item: Any, outer: Matrix) -> None:
        """Keep the straight horizontal and vertical segments of a stroked path."""
        start = last = (0.0, 0.0)
        for kind, x, y, closes in self._points(item, outer):
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = (x, y)
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._straight(last, (x, y))
            last = (x, y)
            if closes:
                self._straight(last, start)

    def _straight(self, one: Point, two: Point) -> None:
        if abs(one[0] - two[0]) < 1.0 or abs(one[1] - two[1]) < 1.0:
            self._add(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))

    def _thin_parts(self, item: Any, outer: Matrix) -> None:
        """One filled path may hold all lines of a table as thin boxes."""
        box: list[Point] = []
        for kind, x, y, _closes in self._points(item, outer):
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._thin_box(box)
                box = []
            box.append((x, y))
        self._thin_box(box)

    def _thin_box(self, box: list[Point]) -> None:
        if len(box) < 3:
            return
        xs, ys = [x for x, _ in box], [y for _, y in box]
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            self._add(min(xs), min(ys), max(xs), max(ys))


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    ex, ey = _apply(outer, e, f)
    ox, oy = outer[4], outer[5]
    ax, ay = _apply(outer, a, b)
    cx, cy = _apply(outer, c, d)
    return ax - ox, ay - oy, cx - ox, cy - oy, ex, ey
