"""The registry: choice by content, clear messages."""

import importlib
from pathlib import Path

import pytest

from site_builder.errors import UnreadableFile
from site_builder.model.document import Format
from site_builder.readers import READERS, SUPPORTED_SUFFIXES, choose_reader, read_data, read_file

TEXT = "晨曦市应急管理局2024年度部门决算\n一、收入支出决算总体情况说明\n收入总计100.00万元。\n"


def test_suffixes_are_lower_case_and_unique() -> None:
    assert len(set(SUPPORTED_SUFFIXES)) == len(SUPPORTED_SUFFIXES)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUPPORTED_SUFFIXES)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.format.value)
def test_every_listed_module_reads(reader) -> None:
    assert callable(importlib.import_module(reader.module).read)


def test_reads_a_file_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "决算.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = read_file(path, "某局/决算.txt")
    assert document.source == "某局/决算.txt"
    assert document.format is Format.TXT
    assert document.lines == tuple(TEXT.split("\n"))


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "空.txt", "空"),
        (b"\xef\xbb\xbf \r\n\t\n", "空.txt", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图.txt", "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "图.txt", "图片"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "程序.txt", "二进制"),
        (TEXT.encode(), "报告.xyz", "不认识"),
        (b"\xe6\x99\xff\xfe\x80\x81" * 30, "坏.txt", "编码"),
    ],
)
def test_refusals_say_what_where_and_what_to_do(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_data(data, name)
    assert name in caught.value.message
    assert words in caught.value.message
    assert caught.value.advice


def test_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"没有\.txt"):
        read_file(tmp_path / "没有.txt", "没有.txt")


def test_upper_case_suffix_is_known() -> None:
    assert read_data(TEXT.encode(), "A.TXT").format is Format.TXT


def test_text_with_a_table_tag_stays_text() -> None:
    assert choose_reader(b"<table><tr><td>1</td></tr></table>", "a.md", ".md").format is Format.MD
