"""The index: exact results over many queries, the same bytes again, few files changed by a change."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from search_site import content, refs, scan

from benchmarks.search_corpus import departments
from benchmarks.search_queries import exact_queries
from site_builder.model.output import SearchEntry
from site_builder.search import index_share, merge_shares
from site_builder.search.passages import MOST_PASSAGES, PASSAGE, cut_passages
from site_builder.search.postings import ALPHABET, LATER_PAGES, encode_places
from site_builder.search.scripts import FOLDER
from site_builder.search.sounds import sounds_of

DEPARTMENTS = list(departments(220))
ENTRIES = [entry for department in DEPARTMENTS for entry in department]


def build(shares: list[bytes]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for file in merge_shares(refs(shares)):
        assert file.path not in files
        files[file.path] = content(file)
    return files


@pytest.fixture(scope="module")
def shares() -> list[bytes]:
    return [index_share(entries) for entries in DEPARTMENTS]


def in_client(folder: Path, queries: list[str]) -> list[dict[str, list[str]]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    given = json.dumps({"queries": queries, "fresh": False, "full": True})
    command = [node, str(Path(__file__).with_name("client.mjs")), str(folder)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    found: list[dict[str, list[str]]] = json.loads(done.stdout)
    return found


def test_every_page_with_the_words_is_found_and_counted(shares: list[bytes], tmp_path: Path) -> None:
    for path, body in build(shares).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    chance = random.Random(1)
    queries = [query for _, query in exact_queries(ENTRIES)]
    for _ in range(120):
        line = chance.choice(chance.choice(ENTRIES).text.split("\n"))
        start = chance.randrange(max(1, len(line) - 1))
        queries.append(line[start : start + chance.randint(2, 12)])
    for query, result in zip(queries, in_client(tmp_path, queries), strict=True):
        expected = scan(ENTRIES, query) if len(query) > 1 else set()
        if any(len(word) > 1 for word in query.split()) and expected != set(scan(ENTRIES, "")):
            assert expected <= set(result["found"]), query
            assert set(result["first"]) <= expected, query
            assert result["count"] == len(expected) or result["open"], query


def test_same_pages_same_bytes(shares: list[bytes]) -> None:
    assert build(shares) == build([index_share(entries) for entries in DEPARTMENTS])


def test_the_order_of_departments_changes_nothing(shares: list[bytes]) -> None:
    assert build(shares) == build(shares[::-1])


def test_a_change_in_one_place_changes_few_files(shares: list[bytes]) -> None:
    before = build(shares)
    changed = [
        replace(entry, text=entry.text.replace("项目支出绩效自评表\n", "项目支出绩效自评表\n新添龘龗\n", 1))
        if at == 5
        else entry
        for at, entry in enumerate(DEPARTMENTS[1])
    ]
    after = build([shares[0], index_share(changed), *shares[2:]])
    different = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert 2 <= len(different) < len(before) / 10


def test_a_new_department_leaves_the_others_numbers(shares: list[bytes]) -> None:
    before, after = build(shares[:-1]), build(shares)
    texts = {path for path in before if path.startswith(FOLDER + "t/")}
    assert texts and all(after.get(path) == before[path] for path in texts)


def test_no_department_no_share() -> None:
    assert index_share([]) == b""
    assert FOLDER + "root.js" in build([b""])


def test_departments_of_one_name_are_told_apart() -> None:
    one = index_share([SearchEntry("a/index.html", "甲乙局", "内容一二", department="甲乙局")])
    other = index_share([SearchEntry("b/index.html", "甲乙局", "内容三四", department="甲乙局")])
    files = build([one, other])
    assert len([path for path in files if path.startswith(FOLDER + "c/")]) == 2


def test_passages_keep_every_line_once() -> None:
    text = max((entry.text for entry in ENTRIES), key=len)
    passages = ["\n".join(lines) for lines in cut_passages(text)]
    assert "\n".join(passages) == text
    assert max(map(len, passages)) < 2 * PASSAGE


def test_a_long_line_is_cut_between_sentences() -> None:
    line = "这是一句话，讲了一件事。" * 300
    passages = cut_passages(line)
    assert "".join(part for lines in passages for part in lines) == line
    assert all(lines[-1].endswith("。") for lines in passages)


def test_an_enormous_page_has_a_bounded_number_of_passages() -> None:
    passages = cut_passages("一行字\n" * 4_000_000)
    assert MOST_PASSAGES / 2 < len(passages) < 2 * MOST_PASSAGES


def encoded(*places: tuple[int, int]) -> list[int]:
    """The letters of one list, as numbers, of places given as page and passage."""
    pages, passages = (np.array(column) for column in zip(*places, strict=True))
    letters, starts = encode_places(np.zeros(len(places), np.int64), pages, passages)
    assert starts.tolist() == [0, len(letters)]
    return [ALPHABET.index(chr(letter)) for letter in letters]


def test_places_are_written_compactly() -> None:
    assert encoded((0, 0), (0, 1)) == [3]
    assert encoded((0, 1), (1, 1), (3, 0)) == [2, 2, 5]
    assert encoded((0, 2), (0, 3), (0, 40)) == [0, 56, 56, 86, 63]
    assert encoded((40, 1)) == [85, 85, 12 * 4 + 2]
    assert encoded((1, 1), (LATER_PAGES, 1), (LATER_PAGES + 2, 2)) == [6, 87, 2, 4, 56]


def test_lists_of_many_keys_are_written_one_after_the_other() -> None:
    letters, starts = encode_places(np.array([0, 1, 1, 2]), np.array([5, 5, 6, 0]), np.array([0, 1, 1, 1]))
    assert starts.tolist() == [0, 1, 3, 4]
    assert [ALPHABET.index(chr(letter)) for letter in letters] == [21, 22, 2, 2]


def test_readings_have_those_of_common_polyphones() -> None:
    assert sounds_of("监") == ("jian",)
    assert set(sounds_of("行")) >= {"xing", "hang"}
    assert sounds_of("A") == ()
