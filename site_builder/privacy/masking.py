"""Takes private values out of texts: names and addresses as they stand, numbers however they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.privacy.digits import LONG_NUMBER, digits_of, runs_of_digits
from site_builder.privacy.sighting import PrivateKind

NUMBERS = frozenset({PrivateKind.IDENTITY_NUMBER, PrivateKind.BANK_CARD, PrivateKind.MOBILE})
_PLACE_BEHIND = r"(?![县市区镇乡村路街])"
"""A name of two characters may begin that of a place (高明, 高明区)."""
Found = tuple[int, int, PrivateKind]
"""Start, end and kind of a private value in a text."""


@dataclass(frozen=True)
class Masker:
    """Finds known values anywhere: a number in groups or over the end of a line, a name with a space within."""

    words: re.Pattern[str] | None
    kinds: Mapping[str, PrivateKind]
    numbers: re.Pattern[str] | None

    @classmethod
    def of(cls, values: Mapping[str, PrivateKind]) -> Masker:
        """Return the masker of `values`."""
        words = {_squeezed(value): kind for value, kind in values.items() if not _is_number(value, kind)}
        numbers = {digits_of(value): kind for value, kind in values.items() if _is_number(value, kind)}
        return cls(
            words=_one_of(words, _word_pattern),
            kinds={**words, **numbers},
            numbers=_one_of(numbers, re.escape),
        )

    def __call__(self, text: str) -> str:
        """Return `text` with every known value masked, as long as it was."""
        found = self.find(text)
        if not found:
            return text
        chars = list(text)
        for start, end, kind in found:
            for place in range(start, end):
                if not chars[place].isspace() and not (kind is PrivateKind.PERSON_NAME and place == start):
                    chars[place] = "*" if kind in NUMBERS else "某"
        return "".join(chars)

    def find(self, text: str) -> list[Found]:
        """Return where known values stand in `text`."""
        return [*self._find_words(text), *self._find_numbers(text)]

    def _find_words(self, text: str) -> Iterator[Found]:
        if self.words:
            for match in self.words.finditer(text):
                yield match.start(), match.end(), self.kinds[_squeezed(match[0])]

    def _find_numbers(self, text: str) -> Iterator[Found]:
        if not self.numbers or not LONG_NUMBER.search(text):
            return
        for digits, places in runs_of_digits(text):
            for match in self.numbers.finditer(digits):
                yield places[match.start()], places[match.end() - 1] + 1, self.kinds[match[0]]


def _is_number(value: str, kind: PrivateKind) -> bool:
    """Return whether `value` is known by its digits; 3.1E+17 of a spreadsheet is known by its characters."""
    return kind in NUMBERS and "E" not in value.upper()


def _one_of(values: Mapping[str, PrivateKind], pattern: Callable[[str], str]) -> re.Pattern[str] | None:
    if not values:
        return None
    return re.compile("|".join(map(pattern, sorted(values, key=len, reverse=True))))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _word_pattern(value: str) -> str:
    if len(value) > 4:
        return re.escape(value)
    return r"[ \u3000]{0,2}".join(map(re.escape, value)) + (_PLACE_BEHIND if len(value) == 2 else "")
