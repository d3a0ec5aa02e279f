"""The dictionary looked up in its file says the same as the dictionary read as a whole."""

import runpy
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.privacy.name_words import NO_WORD, TABLE, is_name_too, name_table, word_weight
from site_builder.privacy.word_list import BLOCK, Word, WordList, dictionary_file, word_list

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "build_name_table.py"


@pytest.fixture(scope="module")
def words() -> dict[str, Word]:
    rows = (line.split(" ") for line in dictionary_file().read_text(encoding="utf-8").splitlines())
    return {word: Word(int(count), kind) for word, count, kind in rows}


def test_every_word_is_found(words: dict[str, Word]) -> None:
    found = word_list()
    assert [word for word in words if found.find(word) != words[word]] == []


@given(st.data())
def test_what_is_no_word_is_not_found(words: dict[str, Word], data: st.DataObject) -> None:
    chars = st.sampled_from("不大高江吉林大学龥一丁〇龘𠀀Aa1 \n·style")
    word = data.draw(st.text(chars, min_size=1, max_size=6) | st.text(min_size=1, max_size=4))
    assert word_list().find(word) == words.get(word)


def test_a_word_with_what_stands_behind_it_is_none(words: dict[str, Word]) -> None:
    for word, known in list(words.items())[:3000]:
        for more in (f"{word} {known.count}", f"{word} {known.count} {known.kind}", f"{word} ", f"\n{word}"):
            assert word_list().find(more) is None


@pytest.mark.parametrize("word", ["", "\ud800", "一\udfff", "\0"])
def test_what_no_dictionary_holds_is_no_failure(word: str) -> None:
    assert word_list().find(word) is None


def test_words_on_both_sides_of_a_blocks_border_are_found() -> None:
    rows = [f"{char}{'长' * 40}{number} {number} n" for char in "一丁丂" for number in range(100)]
    small = WordList("\n".join(rows).encode())
    assert len("\n".join(rows).encode()) > 8 * BLOCK
    for row in rows:
        word, count, kind = row.split(" ")
        assert small.find(word) == Word(int(count), kind)


def test_the_table_of_names_is_made_of_the_dictionary() -> None:
    assert runpy.run_path(str(SCRIPT))["table"]() == TABLE.read_text(encoding="utf-8")


def test_rare_names_are_no_words() -> None:
    assert word_weight("王建国") == NO_WORD
    assert not is_name_too("王建国")
    assert is_name_too("高峰")
    assert word_weight("高峰") == pytest.approx(log(word_list().find("高峰").count / name_table().total))  # type: ignore[union-attr]
