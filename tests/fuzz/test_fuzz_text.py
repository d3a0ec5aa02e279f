"""A short, always equal run of the text readers' fuzzing."""

from tests.fuzz.fuzz_text import examine
from tests.fuzz.text_mutations import damaged_texts


def test_damaged_files_are_read_or_refused() -> None:
    outcomes = [examine(data, "报告.md" if run % 4 == 0 else "报告.txt") for run, data in damaged_texts(20240607, 1500)]
    assert outcomes.count("read") > 1000
    assert outcomes.count("refused") > 20


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(damaged_texts(7, 20)) == list(damaged_texts(7, 20))
