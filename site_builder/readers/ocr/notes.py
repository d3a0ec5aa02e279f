"""What readers of a recognised document are told: which pages, and where the recogniser was unsure."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.document import LOW_CONFIDENCE, Block, Problem, Table

_SHOWN = 12


def listed_pages(pages: Sequence[int]) -> str:
    """Name pages for people; of many only the first."""
    return "、".join(map(str, pages[:_SHOWN])) + ("等" if len(pages) > _SHOWN else "")


def recognised_problems(
    blocks: Sequence[Block], scanned: Sequence[int], unmapped: Sequence[int] = ()
) -> tuple[Problem, ...]:
    """Return the notes for a document of which the pages `scanned` and `unmapped` were recognised."""
    problems: list[Problem] = []
    for pages, why in ((scanned, "是扫描图片"), (unmapped, "的字体没有附字符对应表")):
        if pages:
            message = f"第 {listed_pages(pages)} 页{why}，文字由程序识别，可能有误，请与原件核对。"
            problems.append(Problem("recognised-by-ocr", message, f"p{pages[0]}", "info"))
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
