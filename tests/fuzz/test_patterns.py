"""No pattern of the program takes for ever on a text that almost fits."""

import subprocess
import sys
from pathlib import Path

import pytest
from nested_repetitions import nested_repetitions

SCRIPT = Path(__file__).with_name("nested_repetitions.py")


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:\s*(?:x*|y))*$", r"(?:(?:a+\b)|b)+c", r"(?=(?:\d+,?)*$)"])
def test_a_repetition_of_a_repetition_is_found(pattern: str) -> None:
    assert nested_repetitions(pattern)


@pytest.mark.parametrize("pattern", [r"(?:a+,)+b", r"\d+(?:\.\d+)*", r"(?:a{1,3})+", r"(?:ab?)+"])
def test_rounds_that_begin_or_end_with_something_else_are_not(pattern: str) -> None:
    assert not nested_repetitions(pattern)


def test_the_program_has_none() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True)
    *found, number = done.stdout.splitlines()
    assert found == []
    assert int(number) > 500
