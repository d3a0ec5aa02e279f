"""Time grows in proportion to size, also on inputs made to make it grow faster."""

import time

import pytest

from site_builder.collector import collector_paused
from site_builder.readers import md, txt

# Each unit is repeated; four times as many must not take much more than four times as long.
UNITS = {
    "one long line": "应急",
    "blank lines": "\n",
    "tabs only": "\t\n",
    "cells without rows": "\ta\n",
    "cells and blank lines": "\ta\n\nb\n\n",
    "cells with text": "\ta\nb\n",
    "long texts in cells": "\ta\n" + "b\n" * 39 + "\tc\n\n\n",
    "pipes": "|",
    "pipe rows": "|a|b|\n",
    "pipe tables": "a|b\n-|-\n",
    "tags": "<p ",
    "open tables": "<table>\n",
    "table rows": "<table><tr><td colspan=999>1</td></tr>\n",
    "dollars": "$a",
    "asterisks": "**a",
    "ampersands": "&a",
    "bookmarks": "[bookmark:",
    "aligned": "a  b  c\n",
    "aligned and blank": "a  b\n\n",
    "contents": "目录\n一、a……1\n",
    "contents without pages": "目录\nabc\n",
    "headings": "一、部门概况\n",
    "parted sentences": "负责安全生产，监督管理指导应急救援工作协助县委县政府处处\n\n置，\n\n",
    "broken rows": "a\tb\tc\n" * 3 + "x\n" * 39,
    "quoted cells": 'a\t"b\n' + "x\n" * 40,
    "totals": "a\tb\tc\n" * 3 + "总分\n\n1\n\n",
    "title rows": "收入决算表\t\t\n",
    "links": "[a](b)" * 20 + "\n",
    "fences": "```\n",
    "wide digits": "１，",
    "drawn rows": "│a│b│\n",
    "drawn rules": "├─┼─┤\n│a│b│\n",
    "page marks": "a\tb\n\n- 1 -\n\n",
    "wrapped lines": "本单位负责全县应急管理工作指导各乡镇各部门应对安全\n",
}
SMALL = 12_000
TRIES = 4


def seconds(text: str, reader) -> float:
    data = text.encode()
    with collector_paused():  # as in the product; a collection walks the objects of all tests before
        start = time.process_time()
        reader.read(data, "大文件.txt")
        return time.process_time() - start


@pytest.mark.parametrize("reader", [txt, md], ids=["txt", "md"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_time_is_proportional(unit: str, reader) -> None:
    repeat = max(1, SMALL // len(unit.encode()))
    small = min(seconds(unit * repeat, reader) for _ in range(2))
    assert any(seconds(unit * repeat * 4, reader) < 8 * small + 0.25 for _ in range(TRIES))
