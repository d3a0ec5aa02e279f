"""Decoding of text files: byte order mark, UTF-16, UTF-8, GB18030 or Big5, strictly and with a plausibility check."""

from __future__ import annotations

import codecs
import re

from site_builder.errors import UnreadableFile

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 65536
# The commonest characters of official reports, simplified and traditional: at least some share of any real
# Chinese text. Decoding with the wrong table gives rare characters instead.
_COMMON = re.compile(
    "[的一是不了在人有年度部门部門算收支出入总總计計项項目金额額元万萬管理应應急预預绩績效财財政安全生产產工作单單位"
    "本中上下公共服务務社会會和其他资資国國家政府性基本经經费費数數完成情况況表县縣区區市乡鄉镇鎮街道为為与與及等"
    "实實际際标標指行分值评評价價主要用于於建设設设備备车車辆輛增加减減少同比合名称稱科代码碼说說明无無个個第以"
    "对對到进進大发發展开開关關根据據依法律组組织織机機构構职職责責任务務日月由所将將按照具体體、，。：；（）]"
)
_HAN = re.compile(r"[一-鿿㐀-䶿豈-﫿\U00020000-\U0003ffff]")
_STRANGE = re.compile(r"[\ue000-\uf8ff\x80-\x9f\U000f0000-\U0010ffff]")
_BINARY_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x9f]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _level_one() -> frozenset[str]:
    """The first level of GB2312 (3,755 characters by use) and of Big5 (5,401)."""
    simplified = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore")) | frozenset(traditional.decode("big5", "ignore"))


_USUAL = _level_one()


def decode_text(data: bytes, source: str) -> tuple[str, str]:
    """Return the text and the encoding's name; raise UnreadableFile for binary or undecodable data.

    Big5 bytes are nearly always valid GB18030, so both are tried and the more plausible text wins.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data, name, source), name
    if b"\0" in data[:_SAMPLE] or b"\0" in data:
        return _decode_with_nuls(data, source)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        damage = error
    return _decode_legacy(data, source, damage)


def _decode_marked(data: bytes, name: str, source: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(source, data, error.start) from error


def _decode_with_nuls(data: bytes, source: str) -> tuple[str, str]:
    """UTF-16 without a mark: ASCII line ends and digits leave NULs on one side only."""
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise _binary(source) from None
    if min(even, odd) > max(even, odd) // 4 or _plausibility(text) < 0.2:
        raise _binary(source)
    return text, name


def _decode_legacy(data: bytes, source: str, damage: UnicodeDecodeError) -> tuple[str, str]:
    """Choose between GB18030 and Big5; bytes that neither takes are damaged UTF-8 or no text."""
    candidates: list[tuple[float, str, str]] = []
    for name in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        candidates.append((_plausibility(text), text, name))
    best = max(candidates, key=lambda each: each[0], default=None)
    if best and best[0] >= _MINIMUM:
        return best[1], "big5" if best[2] == "big5hkscs" else best[2]
    if len(_BINARY.findall(data[:_SAMPLE])) > len(data[:_SAMPLE]) // 50:
        raise _binary(source)
    raise _undecodable(source, data, damage.start)


_SOME_HAN = 0.2
_MINIMUM = 0.12
"""Share of common characters below which a decoding counts as wrong; real reports reach 0.4 and more."""


def _plausibility(text: str) -> float:
    """Return the share of common characters among the Chinese ones, less the share of strange ones; -1 to 1."""
    sample = text[:_SAMPLE]
    strange = len(_STRANGE.findall(sample))
    han = len(_HAN.findall(sample)) + strange
    if not han:
        return _SOME_HAN if not _BINARY_TEXT.search(sample) else 0.0
    usual = sum(map(_USUAL.__contains__, sample))
    return (0.7 * len(_COMMON.findall(sample)) + 0.3 * usual - 2 * strange) / han


def _binary(source: str) -> UnreadableFile:
    return UnreadableFile(
        f"{source}：这不是文本文件，内容是二进制数据（可能是改了后缀的图片、压缩包或程序）。",
        "请换成报告的原文件，或用原来的软件打开后另存为文本（UTF-8）、Word 或 PDF。",
    )


def _undecodable(source: str, data: bytes, offset: int) -> UnreadableFile:
    line = data.count(b"\n", 0, offset) + 1
    return UnreadableFile(
        f"{source}：第 {line} 行附近的文字编码无法识别（试过 UTF-8、UTF-16、GB18030 和 Big5）。",
        "请用记事本打开，确认文字显示正常后“另存为”，编码选 UTF-8，再运行一次。",
    )
