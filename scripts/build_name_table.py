"""Write the table of surnames and given names anew: how often each character stands in the names of the dictionary.

Run by hand when the dictionary of jieba (MIT License) changes; the result is kept in the repository. A test compares it
with the dictionary.
"""

from __future__ import annotations

from collections import Counter

from site_builder.privacy.name_words import TABLE, is_name
from site_builder.privacy.word_list import dictionary_file


def table() -> str:
    """Return three lines: counts of all words and number of names; surnames; characters of given names.

    A character is followed by how many names have it, the most frequent first.
    """
    rows = [line.split(" ") for line in dictionary_file().read_text(encoding="utf-8").splitlines()]
    names = [word for word, _, kind in rows if is_name(word, kind)]
    first = f"{sum(int(count) for _, count, _ in rows)} {len(names)}"
    surnames = Counter(name[0] for name in names)
    given = Counter("".join(name[1:] for name in names))
    return "\n".join((first, _line(surnames), _line(given), ""))


def _line(counts: Counter[str]) -> str:
    return " ".join(f"{char}{count}" for char, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


if __name__ == "__main__":
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(table(), encoding="utf-8")
