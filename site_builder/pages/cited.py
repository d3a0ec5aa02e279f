"""Where a page-wide fact stands in the text of its page: PDFs name the page only, readers want the very words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model.report import Fact
from site_builder.pages.values import escaped

_SPACE = re.compile(r"\s+")
NEAR = 80
"""Characters before a number in which its subject is looked for when the number stands on the page twice."""
OPENING = 16
"""A long text that a page break or a table parted is known by its first characters."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The words `start` to `end` of one text of a page, which a fact was read from."""

    start: int
    end: int
    fact: Fact


def place_facts(texts: list[str], facts: list[Fact]) -> tuple[list[list[Citation]], list[Fact]]:
    """Return the citations of each text of one page, and the facts whose words stand in none of them.

    Facts come in reading order: of several places with the same words the one that follows the fact before is taken.
    """
    squeezed = [_Squeezed(text) for text in texts]
    citations: list[list[Citation]] = [[] for _ in texts]
    unplaced: list[Fact] = []
    here = (0, 0)
    for fact in facts:
        found = _choose(squeezed, fact, here)
        if found is None:
            unplaced.append(fact)
            continue
        index, start, end = found
        here = (index, start)
        citations[index].append(Citation(squeezed[index].at[start], squeezed[index].at[end - 1] + 1, fact))
    return citations, unplaced


class _Squeezed:
    """A text without white space, and where each of its characters stands in the text."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.at = [place for place, sign in enumerate(text) if not sign.isspace()]
        self.text = "".join(text[place] for place in self.at)


def _choose(texts: list[_Squeezed], fact: Fact, here: tuple[int, int]) -> tuple[int, int, int] | None:
    words = _SPACE.sub("", fact.value.printed)
    for wanted in dict.fromkeys((words, words[:OPENING])):
        found = list(_occurrences(texts, wanted))
        if found:
            subject = _SPACE.sub("", fact.subject)
            near = [place for place in found if subject in texts[place[0]].text[max(0, place[1] - NEAR) : place[2]]]
            chosen = near or found
            return next((place for place in chosen if place[:2] >= here), chosen[0])
    return None


def _occurrences(texts: list[_Squeezed], words: str) -> Iterator[tuple[int, int, int]]:
    """Yield text, start and end of each occurrence; a number is never found inside a longer one."""
    if not words:
        return
    before = r"(?<![\d.,])" if words[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if words[-1].isdigit() else ""
    pattern = re.compile(before + re.escape(words) + after)
    for index, text in enumerate(texts):
        yield from ((index, match.start(), match.end()) for match in pattern.finditer(text.text))


def with_citations(text: str, citations: list[Citation]) -> str:
    """Return the text as markup, each citation in an element with its fact's id; crossing ones are widened to nest."""
    pieces: list[str] = []
    done = 0
    for place, tag in _tags(citations):
        pieces += (escaped(text[done:place]), tag)
        done = place
    return "".join(pieces) + escaped(text[done:])


def _tags(citations: list[Citation]) -> Iterator[tuple[int, str]]:
    """Yield the tags that open and close the citations' elements, with their places, in order."""
    ends: list[int] = []
    for citation in sorted(citations, key=lambda cited: (cited.start, -cited.end)):
        while ends and ends[-1] <= citation.start:
            yield ends.pop(), "</span>"
        ends = [max(end, citation.end) for end in ends]
        ends.append(citation.end)
        yield citation.start, f'<span class="cited" id="{citation.fact.id}">'
    while ends:
        yield ends.pop(), "</span>"
