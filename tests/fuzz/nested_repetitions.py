"""Which patterns of the program hold a repetition that is nothing but a repetition: `(?:a+)+` takes for ever on a text
that almost fits. Run as a program, prints those it finds, one a line, and how many patterns it looked at.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from re import _compiler, _parser  # type: ignore[attr-defined]
from re._constants import (  # type: ignore[import-not-found]
    ASSERT,
    ASSERT_NOT,
    AT,
    BRANCH,
    MAX_REPEAT,
    MAXREPEAT,
    MIN_REPEAT,
    SUBPATTERN,
)
from typing import Any

REPEATS = (MAX_REPEAT, MIN_REPEAT)
MANY = 20
Item = tuple[Any, Any]


def nested_repetitions(pattern: str) -> bool:
    """Tell whether a repetition holds, as one of its choices, another one and nothing that must stand beside it."""
    return any(True for _ in _nested(_parser.parse(pattern)))


def _nested(items: Iterable[Item]) -> Iterator[Item]:
    for kind, value in items:
        if kind in REPEATS:
            if _many(value):
                for choice in _choices(value[2]):
                    yield from (item for item in choice if _stands_alone(item, choice))
            yield from _nested(value[2])
        elif kind is SUBPATTERN:
            yield from _nested(value[3])
        elif kind is BRANCH:
            for branch in value[1]:
                yield from _nested(branch)
        elif kind in (ASSERT, ASSERT_NOT):
            yield from _nested(value[1])


def _choices(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield what may stand in one round of a repetition."""
    row = list(items)
    kind, value = row[0] if len(row) == 1 else (None, None)
    if kind is SUBPATTERN:
        yield from _choices(value[3])
    elif kind is BRANCH:
        for branch in value[1]:
            yield from _choices(branch)
    elif kind in REPEATS and value[1] == 1:
        yield from _choices(value[2])
    else:
        yield row


def _stands_alone(item: Item, choice: list[Item]) -> bool:
    kind, value = item
    return kind in REPEATS and _many(value) and all(_may_be_empty(*other) for other in choice if other is not item)


def _many(value: Any) -> bool:
    return value[1] is MAXREPEAT or value[1] > MANY


def _may_be_empty(kind: Any, value: Any) -> bool:
    if kind in REPEATS:
        return bool(value[0] == 0)
    if kind is SUBPATTERN:
        return all(_may_be_empty(*item) for item in value[3])
    if kind is BRANCH:
        return any(all(_may_be_empty(*item) for item in branch) for branch in value[1])
    return kind in (AT, ASSERT, ASSERT_NOT)


def patterns_of(package: str) -> set[str]:
    """Return the patterns that the modules of a package compile while they are imported."""
    found: set[str] = set()
    compile_ = _compiler.compile

    def noted(pattern: Any, flags: int = 0) -> Any:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals["__name__"] == "re":
            frame = frame.f_back
        if frame.f_globals["__name__"].startswith(package):
            found.add(pattern if isinstance(pattern, str) else pattern.decode("latin-1"))
        return compile_(pattern, flags)

    _compiler.compile = noted
    try:
        top = importlib.import_module(package)
        for module in pkgutil.walk_packages(top.__path__, f"{package}."):
            importlib.import_module(module.name)
    finally:
        _compiler.compile = compile_
    return found


if __name__ == "__main__":
    re.purge()
    known = patterns_of("site_builder")
    bad = [repr(pattern) for pattern in sorted(known) if nested_repetitions(pattern)]
    sys.stdout.write("\n".join([*bad, str(len(known)), ""]))
