"""Work on page images: upright and black on white, ruled lines, lines of text within a cell."""

from __future__ import annotations

import importlib
import io
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from site_builder.errors import UnreadableFile
from site_builder.readers.pdf.geometry import Rule

MAX_PIXELS = 60_000_000
MAX_FRAMES = 300
LONG_SIDE = 842.0
"""Points given to a page's long side (A4), so that tolerances in points fit any resolution."""
_WORK_SIDE = 2_400
"""Pixels of the long side worked on: 200 dpi of A4; finer scans are reduced."""

_DRAWN = 0.7
"""Share of ink along a faint line, at least."""
_WHOLE = 0.88
"""Share of ink along a line that text touches on both sides, at least."""
_CLEAN_SIDE = 0.3
"""Share of ink beside a ruled line, at most, on its cleaner side."""
_MOST_SKEW = 8
"""Degrees; a page that leans more was not laid on the scanner."""
_SPECK = 6
"""Pixels; a decimal point at 150 dpi has 8."""

Box = tuple[int, int, int, int]


@lru_cache(maxsize=1)
def cv() -> Any:
    """Return OpenCV, which comes with the extra."""
    module = importlib.import_module("cv2")
    module.setNumThreads(1)
    return module


@lru_cache(maxsize=1)
def numpy() -> Any:
    """Return NumPy, which comes with the extra."""
    return importlib.import_module("numpy")


def frames(data: bytes, source: str) -> Iterator[bytes]:
    """Yield the pages of a picture file as PNG; sizes are checked before anything is unpacked."""
    image_module = importlib.import_module("PIL.Image")
    sequence = importlib.import_module("PIL.ImageSequence")
    ops = importlib.import_module("PIL.ImageOps")
    try:
        with image_module.open(io.BytesIO(data)) as picture:
            for index, frame in enumerate(sequence.Iterator(picture)):
                if frame.size[0] * frame.size[1] > MAX_PIXELS or index >= MAX_FRAMES:
                    raise _too_large(source)
                out = io.BytesIO()
                ops.exif_transpose(frame.convert("L")).save(out, "PNG", compress_level=1)
                yield out.getvalue()
    except UnreadableFile:
        raise
    except image_module.DecompressionBombError as error:
        raise _too_large(source) from error
    except Exception as error:  # Pillow raises many kinds for damaged pictures
        raise UnreadableFile(f"{source}：图片已损坏或格式不支持。", "请重新扫描或另存为 png、jpg 后再试。") from error


def _too_large(source: str) -> UnreadableFile:
    message = f"{source}：图片过大，超过 {MAX_PIXELS // 1_000_000} 百万像素或 {MAX_FRAMES} 页。"
    return UnreadableFile(message, "请按 200-300 dpi 重新扫描，或分成几个文件后再试。")


def load_page(image: bytes) -> Any:
    """Return a page as a grey array, upright to a fraction of a degree, at most 2,400 pixels long."""
    grey = cv().imdecode(numpy().frombuffer(image, dtype="uint8"), cv().IMREAD_GRAYSCALE)
    if grey is None:
        raise ValueError("not an image")
    longest = max(grey.shape)
    if longest > _WORK_SIDE * 1.15:
        factor = _WORK_SIDE / longest
        grey = cv().resize(grey, None, fx=factor, fy=factor, interpolation=cv().INTER_AREA)
    angle = skew(grey)
    return rotate(grey, angle) if abs(angle) > 0.05 else grey


def dark(grey: Any) -> Any:
    """Return 255 where there is ink, whatever the paper's shade; specks smaller than a point are dropped."""
    smooth = cv().GaussianBlur(grey, (3, 3), 0)
    low, high = numpy().percentile(smooth[::7, ::7], (1, 60))
    margin = max(12.0, 0.22 * float(high - low))
    ink = cv().adaptiveThreshold(smooth, 255, cv().ADAPTIVE_THRESH_MEAN_C, cv().THRESH_BINARY_INV, 35, margin)
    count, labels, stats, _centres = cv().connectedComponentsWithStats(ink, connectivity=8)
    if count > 1:
        small = stats[:, cv().CC_STAT_AREA] < _SPECK
        ink[small[labels]] = 0
    return ink


def skew(grey: Any) -> float:
    """Return the angle (degrees, positive clockwise) by which the page leans, from its long lines."""
    ink = dark(grey)
    # Only runs as long as a leaning line's steps are looked at: text would cost most of the time.
    runs = _stretched(ink, cv().MORPH_OPEN, 20, True)
    low, high = math.radians(90 - _MOST_SKEW), math.radians(90 + _MOST_SKEW)
    found = cv().HoughLines(runs, 1, math.pi / 1800, grey.shape[1] // 5, min_theta=low, max_theta=high)
    if found is None:
        return _skew_by_profile(ink)
    # The strongest lines come first.
    angles = sorted(math.degrees(float(line.reshape(-1)[1])) - 90 for line in found[:15])
    return angles[len(angles) // 2]


def _skew_by_profile(ink: Any) -> float:
    """Without lines: the angle at which rows of text and gaps differ most."""
    small = cv().resize(ink, None, fx=0.35, fy=0.35, interpolation=cv().INTER_AREA)
    best, angle_of_best = -1.0, 0.0
    for step in range(-20, 21):
        angle = step * 0.25
        profile = rotate(small, angle, 0).sum(axis=1, dtype="float64")
        contrast = float(((profile[1:] - profile[:-1]) ** 2).sum())
        if contrast > best:
            best, angle_of_best = contrast, angle
    return angle_of_best


def rotate(grey: Any, angle: float, paper: int = 255) -> Any:
    """Return the page turned counter-clockwise by `angle` degrees."""
    height, width = grey.shape
    matrix = cv().getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv().warpAffine(grey, matrix, (width, height), flags=cv().INTER_CUBIC, borderValue=paper)


def ruled_lines(grey: Any) -> tuple[list[Rule], Any]:
    """Return the page's ruled lines in pixels, and the page with the lines painted white."""
    ink = dark(grey)
    unit = max(grey.shape) / _WORK_SIDE
    rules: list[Rule] = []
    mask = numpy().zeros_like(ink)
    for horizontal, length in ((True, int(60 * unit)), (False, int(48 * unit))):
        # Opening comes first: closing first would tie the strokes of neighbouring characters to lines.
        # A line that wavers between two rows of pixels is thickened across its direction to hold together.
        thick = _stretched(ink, cv().MORPH_DILATE, 3, not horizontal)
        lines = _stretched(thick, cv().MORPH_OPEN, max(12, length), horizontal)
        lines = _stretched(lines, cv().MORPH_CLOSE, max(9, length // 3), horizontal)
        rules.extend(_components(lines, horizontal, 17 * unit))
        mask |= lines
    clean = grey.copy()
    clean[cv().dilate(mask, numpy().ones((3, 3), "uint8")) > 0] = 255
    return rules, clean


def shows_line(ink: Any, horizontal: bool, at: float, start: float, end: float) -> bool:
    """Return whether a stretch carries a ruled line, though one with gaps; text across it is none.

    Text has ink on both sides of any line through it and blanks between its lines; a ruled line has a clean
    side or no blanks.
    """
    middle = int(at)
    columns = slice(int(start) + 2, int(end) - 2)

    def along(low: int, high: int) -> Any:
        rows = slice(max(0, low), max(0, high))
        band = ink[rows, columns] if horizontal else ink[columns, rows]
        return (band > 0).any(axis=0 if horizontal else 1)

    # Three pixels wide at a time: strokes of text do not stand exactly one below the other.
    first = max((middle + shift for shift in (-4, -3, -2, -1, 0, 1, 2)), key=lambda low: along(low, low + 3).sum())
    on = along(first, first + 3)
    if on.size < 8:
        return False
    share, blank = float(on.mean()), _longest_blank(on)
    if share >= _WHOLE and blank <= 4:
        return True
    sides = (along(first - 4, first - 1), along(first + 4, first + 7))
    clean = min(float(side.mean()) if side.size else 1.0 for side in sides) < _CLEAN_SIDE
    return clean and share >= _DRAWN and blank <= (max(14, len(on) // 6) if horizontal else 6)


def _longest_blank(line: Any) -> int:
    """Return the length of the longest stretch without ink."""
    places = numpy().concatenate(([-1], line.nonzero()[0], [len(line)]))
    return int(numpy().diff(places).max()) - 1


def _stretched(ink: Any, operation: int, length: int, horizontal: bool) -> Any:
    size = (length, 1) if horizontal else (1, length)
    return cv().morphologyEx(ink, operation, cv().getStructuringElement(cv().MORPH_RECT, size))


def _components(lines: Any, horizontal: bool, thickest: float) -> Iterator[Rule]:
    count, _labels, stats, _centres = cv().connectedComponentsWithStats(lines, connectivity=8)
    for index in range(1, count):
        x, y, width, height = (int(value) for value in stats[index][:4])
        if horizontal and height <= thickest and width > 3 * height:
            yield Rule(True, y + height / 2, x, x + width)
        elif not horizontal and width <= thickest and height > 3 * width:
            yield Rule(False, x + width / 2, y, y + height)


def lines_in(ink: Any, box: Box) -> list[Box]:
    """Return the boxes of the lines of text within a cell of a page whose ink is known."""
    x0, y0, x1, y1 = box
    return list(_lines_of(ink[y0:y1, x0:x1], x0, y0))


def _lines_of(part: Any, left: int, top: int) -> Iterator[Box]:
    if part.size == 0:
        return
    rows = (part > 0).sum(axis=1)
    for start, end in _runs(rows, gap=3):
        band = part[start:end]
        if end - start < 2 or int((band > 0).sum()) < 12:
            continue
        # Pieces far apart are recognised alone: where a line between two cells was lost, two numbers must not
        # be read as one.
        for first, last in _pieces((band > 0).sum(axis=0), int(1.3 * max(end - start, 12))):
            if int((band[:, first:last] > 0).sum()) >= 12:
                yield left + first, top + start, left + last, top + end


def _runs(rows: Any, gap: int) -> list[tuple[int, int]]:
    """Return the stretches of rows with ink; thin stretches (dots of 一 or 三) join their neighbour."""
    runs: list[tuple[int, int]] = []
    for row in rows.nonzero()[0]:
        row = int(row)
        if runs and row - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], row + 1)
        else:
            runs.append((row, row + 1))
    return _joined_parts(runs)


_FLAT_PART = 12.0
"""Pixels at 200 dpi; what is higher is a line of its own, however tall the title above it."""


def _joined_parts(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Characters of parts one above the other (三, 二, 二十) leave gaps: flat runs join while the line stays low."""
    if not runs:
        return []
    tallest = max(end - start for start, end in runs)
    joined = [runs[0]]
    for start, end in runs[1:]:
        first, last = joined[-1]
        flat = min(end - start, last - first) < min(0.6 * tallest, _FLAT_PART)
        if flat and end - first <= 1.25 * max(tallest, 14) and start - last < 0.5 * max(tallest, 14):
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    return joined


_TALLEST_LINE = 90
"""Pixels at 200 dpi; a band of ink taller than any title is several lines run together."""
_NOISE = 6


def loose_lines(ink: Any) -> list[Box]:
    """Return the boxes of the lines of text on a page without tables, pieces with wide gaps apart.

    Empty when blank rows do not part the lines, or when there is nothing.
    """
    boxes: list[Box] = []
    rows = (ink > 0).sum(axis=1)
    rows[rows < _NOISE] = 0
    for start, end in _runs(rows, gap=3):
        if end - start > _TALLEST_LINE:
            return []
        if end - start < 5:
            continue
        columns = (ink[start:end] > 0).sum(axis=0)
        for left, right in _pieces(columns, 3 * (end - start)):
            if right - left > 4 and int((ink[start:end, left:right] > 0).sum()) > 20:
                boxes.append((left, start, right, end))
    return boxes


def _pieces(columns: Any, gap: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for column in columns.nonzero()[0]:
        column = int(column)
        if pieces and column - pieces[-1][1] <= gap:
            pieces[-1] = (pieces[-1][0], column + 1)
        else:
            pieces.append((column, column + 1))
    return pieces
