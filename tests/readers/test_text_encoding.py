"""Encodings of text files: strict, in order, with a plausibility check."""

import random

import pytest

from site_builder.errors import UnreadableFile
from site_builder.readers import read_data
from site_builder.readers.encoding import decode_text

SIMPLIFIED = "晴川市应急管理局2024年度部门决算\n收入支出决算总体情况说明\n收入总计1,234.50万元，比上年增加5.00%。\n"
TRADITIONAL = "晴川縣應急管理局2024年度部門決算\n收入總計1,234.50萬元，預算執行率為95%，較上年增加。\n"
NO_CHINESE = "2024\t12.50\t13.00\nTotal\t5.00\t6.00\n"


@pytest.mark.parametrize("text", [SIMPLIFIED, NO_CHINESE, "张三", "合计\t5\n", "公开01表\n"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030")],
)
def test_codec_is_found(text: str, codec: str, name: str) -> None:
    decoded, encoding = decode_text(text.encode(codec), "报告.txt")
    assert decoded == text
    assert encoding == name or text.isascii()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(codec: str) -> None:
    assert decode_text(SIMPLIFIED.encode(codec), "报告.txt") == (SIMPLIFIED, codec)


def test_big5_is_not_taken_for_gb18030() -> None:
    data = TRADITIONAL.encode("big5")
    data.decode("gb18030")  # the trap: it decodes without an error
    assert decode_text(data, "报告.txt") == (TRADITIONAL, "big5")


def test_traditional_text_in_gb18030_stays_so() -> None:
    assert decode_text(TRADITIONAL.encode("gb18030"), "报告.txt") == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed: int) -> None:
    with pytest.raises(UnreadableFile, match=r"坏\.txt"):
        decode_text(random.Random(seed).randbytes(4000), "坏.txt")


def test_damage_names_the_line() -> None:
    data = SIMPLIFIED.encode()[:-1] + "\n好".encode()[:-1] + b"\xff\n"
    with pytest.raises(UnreadableFile, match="第 4 行"):
        decode_text(data, "坏.txt")


def test_encoding_is_told() -> None:
    assert read_data(SIMPLIFIED.encode("gb18030"), "a.txt").encoding == "gb18030"


def test_carriage_returns_are_no_part_of_lines() -> None:
    assert read_data("甲\r\n乙\r\n".encode(), "a.txt").lines == ("甲", "乙", "")
    assert read_data("甲\r乙".encode(), "a.txt").lines == ("甲", "乙")


def test_lines_are_split_at_line_feeds_only() -> None:
    assert read_data("甲\x0c乙\u2028丙\x85丁\n戊".encode(), "a.txt").lines == ("甲\x0c乙\u2028丙\x85丁", "戊")


def test_absurd_number_of_lines_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="2500000 行"):
        read_data(b"a" + b"\n" * 2_499_999, "a.txt")
