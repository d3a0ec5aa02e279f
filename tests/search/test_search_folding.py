"""Folding is the same in Python and in the client, by shared vectors and by random text."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from site_builder.search.folding import fold_line, fold_words, joined_codes, variants

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "folding_vectors.json").read_text(encoding="utf-8"))
ALPHABET = (
    "应急管理局三公经费應廳0123456789,,,...--//  ，。“”（）：％%≥~|abzABZ Σß①㎡⻔😀\u3000\u200b\t—…&#'\"<>元万廿裡著乾"
)


def in_node(lines: list[str], words: list[str]) -> dict[str, list[object]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    given = json.dumps({"lines": lines, "words": words})
    done = subprocess.run([node, HERE / "fold_in_node.mjs"], input=given, capture_output=True, text=True, check=True)
    result: dict[str, list[object]] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize(("given", "folded"), VECTORS["lines"])
def test_lines_fold_as_written(given: str, folded: str) -> None:
    assert fold_line(given) == folded


@pytest.mark.parametrize(("query", "words"), VECTORS["words"])
def test_queries_part_into_words(query: str, words: list[str]) -> None:
    assert list(fold_words(query)) == words


@pytest.mark.parametrize(("lines", "codes"), VECTORS["codes"])
def test_codes_over_cells_are_joined(lines: list[str], codes: list[str]) -> None:
    assert joined_codes(lines) == codes


def test_client_folds_alike() -> None:
    chance = random.Random(6)
    lines = [given for given, _ in VECTORS["lines"]]
    lines += ["".join(chance.choices(ALPHABET, k=chance.randint(1, 30))) for _ in range(3000)]
    queries = [query for query, _ in VECTORS["words"]] + lines
    node = in_node(lines, queries)
    assert node["backed"]
    differing = [
        (line, fold_line(line), other)
        for line, other in zip(lines, node["lines"], strict=True)
        if fold_line(line) != other
    ]
    assert not differing[:5]
    words = [(q, fold_words(q), w) for q, w in zip(queries, node["words"], strict=True) if list(fold_words(q)) != w]
    assert not words[:5]


def test_client_asks_for_the_table_exactly_when_needed() -> None:
    outside = [char for char in variants() if char not in "後於徵摺麽"]
    needs = in_node([], [*outside, "应急管理", "乾隆 著作", "三公经费 2240106", "後勤"])["needs"]
    assert all(needs[: len(outside)])
    assert needs[len(outside) :] == [False, False, False, False]


def test_folding_twice_changes_nothing() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        line = fold_line("".join(chance.choices(ALPHABET, k=20)))
        assert fold_line(line) == line
