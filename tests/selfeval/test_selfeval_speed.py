"""Reading forms takes time in proportion to their number."""

from __future__ import annotations

import time

from site_builder.collector import collector_paused
from tests.selfeval.conftest import read, table
from tests.selfeval.test_selfeval_forms import form


def seconds(count: int) -> float:
    tables = [table(form(f"项目{number}"), 100 * number + 1) for number in range(count)]
    best = float("inf")
    for _ in range(3):
        with collector_paused():  # as in the product; a collection walks the objects of all tests before
            start = time.process_time()
            result, _ = read(*tables)
            best = min(best, time.process_time() - start)
        assert len(result.forms) == count
    return best


def test_four_times_the_forms_take_about_four_times_as_long() -> None:
    seconds(5)
    assert seconds(160) < 8 * seconds(40) + 0.05
