"""The recogniser behind the optional extra: RapidOCR, whose models ship in its wheel and are never fetched."""

from __future__ import annotations

import importlib
import importlib.util
from functools import lru_cache
from typing import Any

INSTALL_ADVICE = (
    '请安装文字识别组件：pip install "site-builder[ocr]"（模型随组件安装，运行时不联网），'
    "或换成带文字的 PDF、Word、Excel 原件。"
)
ENGINE_NAME = "rapidocr-onnxruntime"


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Return whether pages can be recognised here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr_onnxruntime", "cv2", "PIL"))


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Return name and version of the recogniser, a part of every cache key."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{ENGINE_NAME}-{version(ENGINE_NAME)}"
    except PackageNotFoundError:
        return ENGINE_NAME


@lru_cache(maxsize=1)
def _engine() -> Any:
    module = importlib.import_module("rapidocr_onnxruntime")
    # Nothing is dropped for a low score: low scores are shown as such.
    # Lines are recognised one by one, so a short number need not be padded to the default 320 pixels: measured on
    # 450 lines, 160 halves the time and finds one more line.
    # One thread: lines are too small to share, and waiting threads burn a busy machine's time.
    return module.RapidOCR(
        text_score=0.0, print_verbose=False, rec_img_shape=[3, 48, 160], intra_op_num_threads=1, inter_op_num_threads=1
    )


def recognise_line(image: Any) -> tuple[str, float]:
    """Return the text of an image of one line and the confidence (0-1); empty text when nothing was seen."""
    result, _times = _engine()(image, use_det=False, use_cls=False, use_rec=True)
    if not result:
        return "", 0.0
    text, score = result[0][0], result[0][1]
    return str(text), float(score)


def detect_lines(image: Any) -> list[tuple[int, int, int, int]]:
    """Return the boxes (x0, y0, x1, y1) of the lines of text in an image."""
    result, _times = _engine()(image, use_det=True, use_cls=False, use_rec=False)
    boxes: list[tuple[int, int, int, int]] = []
    for corners in result if result is not None else []:
        xs, ys = [point[0] for point in corners], [point[1] for point in corners]
        boxes.append((int(min(xs)), int(min(ys)), int(max(xs)), int(max(ys))))
    return boxes
