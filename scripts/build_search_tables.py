"""Write the tables of search anew: characters that fold to another, and the readings of characters.

Run by hand when a source changes (`uv pip install opencc-python-reimplemented` first); the result is kept in the
repository. Sources: the character tables of OpenCC (Apache License 2.0) as packaged by opencc-python-reimplemented,
and pypinyin's dictionaries (MIT License).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import opencc
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

TARGET = Path(__file__).resolve().parents[1] / "site_builder" / "search" / "data"
OPENCC = Path(opencc.__file__).parent / "dictionary"
READING_SHARE = 0.12
READING_COUNT = 4


def gb2312_characters() -> list[str]:
    """Return the 6,763 ideographs of GB2312 in their own order; its first level is sorted by pinyin."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def read_pairs(name: str) -> dict[str, str]:
    """Return the single-character rows of an OpenCC table: character → first replacement."""
    rows = (line.split("\t") for line in (OPENCC / name).read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1].split(" ")[0] for row in rows if len(row[0]) == 1}


def variants() -> dict[str, str]:
    """Return traditional and regional forms → simplified, for characters outside GB2312."""
    kept = set(gb2312_characters())
    simplified = read_pairs("TSCharacters.txt")
    japanese = {value: key for key, value in read_pairs("JPVariants.txt").items()}
    regional = read_pairs("TWVariantsRev.txt") | read_pairs("HKVariantsRev.txt") | japanese
    table = dict(simplified)
    for variant, standard in regional.items():
        table.setdefault(variant, simplified.get(standard, standard))
    rows = {key: value for key, value in table.items() if key != value and len(value) == 1}
    return {key: value for key, value in rows.items() if key not in kept and max(ord(key), ord(value)) < 0x10000}


def readings() -> dict[str, list[str]]:
    """Return the readings without tone of each character of GB2312, the usual one first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, sounds in PHRASES_DICT.items():
        if len(phrase) == len(sounds):
            for char, sound in zip(phrase, sounds, strict=True):
                counts[char][_plain(sound[0])] += 1
    table = {}
    for char in gb2312_characters():
        usual = _plain(lazy_pinyin(char)[0])
        known = {_plain(sound) for sound in pinyin(char, style=Style.NORMAL, heteronym=True)[0]}
        total = sum(counts[char].values()) or 1
        more = [
            sound
            for sound, count in counts[char].most_common()
            if sound in known and sound != usual and count >= READING_COUNT and count / total >= READING_SHARE
        ]
        table[char] = [usual, *more[:2]]
    return table


def _plain(sound: str) -> str:
    return to_normal(sound).replace("ü", "v").replace("ê", "e").replace("ḿ", "m").replace("ń", "n").lower()


def write_variants() -> None:
    """Write two lines: characters, and what each folds to."""
    rows = sorted(variants().items())
    text = "".join(key for key, _ in rows) + "\n" + "".join(value for _, value in rows) + "\n"
    (TARGET / "variants.txt").write_text(text, encoding="utf-8")
    print(f"variants: {len(rows)}")


def write_sounds() -> None:
    """Write three lines: syllables, two letters a character, further readings."""
    table = readings()
    syllables = sorted({sound for sounds in table.values() for sound in sounds})
    number = {sound: index for index, sound in enumerate(syllables)}
    first = "".join(_code(number[sounds[0]]) for sounds in table.values())
    more = "".join(char + _code(number[sound]) for char, sounds in table.items() for sound in sounds[1:])
    (TARGET / "sounds.txt").write_text("\n".join((" ".join(syllables), first, more, "")), encoding="utf-8")
    print(f"sounds: {len(table)} characters, {len(syllables)} syllables, {len(more) // 3} further readings")


def _code(number: int) -> str:
    """Return two letters of the alphabet from `#`, without the backslash and the double quote."""
    return "".join(chr(35 + part + (part >= 57)) for part in divmod(number, 90))


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    write_variants()
    write_sounds()
