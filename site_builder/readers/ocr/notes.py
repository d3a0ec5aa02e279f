"""What readers of a recognised document are told: which pages, and where the recogniser was unsure."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.document import LOW_CONFIDENCE, Block, Problem, Table

_SHOWN = 12


def recognised_problems(blocks: Sequence[Block], pages: Sequence[int]) -> tuple[Problem, ...]:
    """Return the notes for a document of which `pages` were recognised."""
    if not pages:
        return ()
    listed = "、".join(map(str, pages[:_SHOWN])) + ("等" if len(pages) > _SHOWN else "")
    first = f"p{pages[0]}"
    message = f"第 {listed} 页是扫描图片，文字由程序识别，可能有误，请与原件核对。"
    problems = [Problem("recognised-by-ocr", message, first, "info")]
    doubtful = [
        cell.locator
        for block in blocks
        if isinstance(block, Table)
        for cell in block.cells
        if cell.confidence is not None and cell.confidence < LOW_CONFIDENCE
    ]
    if doubtful:
        places = "、".join(doubtful[:_SHOWN]) + ("等" if len(doubtful) > _SHOWN else "")
        message = f"有 {len(doubtful)} 个单元格识别把握不足，按无法辨认处理：{places}。"
        problems.append(Problem("low-confidence", message, doubtful[0]))
    return tuple(problems)
