"""Reading of files into documents: one module a format, chosen by suffix and checked against the content."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format, Problem
from site_builder.readers.loose import restore_forms
from site_builder.readers.packed import restore_statements
from site_builder.readers.sniff import is_blank, is_whole_page, sniff_format
from site_builder.readers.table_titles import lift_titles


class ReaderModule(Protocol):
    """What every reader module offers."""

    def read(self, data: bytes, source: str) -> Document:
        """Return the document in `data`; raise UnreadableFile. `source` is the path below the content folder."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One line of the registry. Modules are imported on first use: pypdfium2 and openpyxl load slowly."""

    format: Format
    suffixes: tuple[str, ...]
    module: str
    max_bytes: int


_MB = 1_000_000
# One line a reader. Limits are on the file as stored; readers of packed formats limit the unpacked size too.
READERS: tuple[Reader, ...] = (
    Reader(Format.TXT, (".txt", ".text"), "site_builder.readers.txt", 200 * _MB),
    Reader(Format.MD, (".md", ".markdown"), "site_builder.readers.md", 200 * _MB),
    Reader(Format.DOCX, (".docx", ".docm"), "site_builder.readers.docx", 100 * _MB),
    Reader(Format.XLSX, (".xlsx", ".xlsm"), "site_builder.readers.xlsx", 100 * _MB),
    Reader(Format.XLS, (".xls", ".et"), "site_builder.readers.xls", 100 * _MB),
    Reader(Format.HTML, (".html", ".htm", ".mht", ".mhtml"), "site_builder.readers.html", 100 * _MB),
    Reader(Format.DOC, (".doc", ".wps", ".rtf"), "site_builder.readers.doc", 100 * _MB),
    Reader(Format.PDF, (".pdf",), "site_builder.readers.pdf", 300 * _MB),
    Reader(Format.IMAGE, (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "site_builder.readers.image", 100 * _MB),
    Reader(Format.ODT, (".odt",), "site_builder.readers.odt", 100 * _MB),
    Reader(Format.ODS, (".ods",), "site_builder.readers.ods", 100 * _MB),
)
SUPPORTED_SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.suffixes)
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
_BY_FORMAT = {reader.format: reader for reader in READERS}
_ADDED: list[Reader] = []
_TEXT_FORMATS = (Format.TXT, Format.MD)


def add_reader(reader: Reader) -> None:
    """Add a reader of a plugin; its suffixes must be new. Its `format` is OTHER unless it reads one of ours."""
    taken = [suffix for suffix in reader.suffixes if suffix in _BY_SUFFIX]
    if taken or not reader.suffixes:
        raise ValueError(f"suffixes read already: {taken}" if taken else "a reader needs suffixes")
    _ADDED.append(reader)
    _BY_SUFFIX.update(dict.fromkeys(reader.suffixes, reader))


def added_readers() -> tuple[Reader, ...]:
    """Return the readers of plugins, for the process that opens files."""
    return tuple(_ADDED)


def use_readers(readers: tuple[Reader, ...]) -> None:
    """Take over the readers of plugins from another process."""
    for reader in readers:
        if reader not in _ADDED:
            add_reader(reader)


def supported_suffixes() -> tuple[str, ...]:
    """Return every suffix that can be read, plugins' included."""
    return tuple(_BY_SUFFIX)


def read_file(path: Path, source: str, cache: str = "") -> Document:
    """Read one file. `source` is its path relative to the content folder, with `/`.

    Anything but plain text is opened in a child process within limits on time and memory. `cache` is a folder
    where recognised scan pages are kept (empty: nowhere). Raises UnreadableFile (what, where, what to do) when
    no reader can open it; nothing else.
    """
    from site_builder.readers.guard import read_guarded

    return read_guarded(path, source, cache)


def load_bytes(path: Path, source: str) -> bytes:
    """Return the file's bytes; raise UnreadableFile when the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{source}：无法打开这个文件（{error.strerror or error}）。",
            "请确认文件存在、没有被其他程序独占、当前用户有读取权限，然后重新运行。",
        ) from error


def read_data(data: bytes, source: str) -> Document:
    """Read the bytes of a file named `source`; see `read_file`."""
    suffix = PurePosixPath(source).suffix.lower()
    reader = choose_reader(data, source, suffix)
    if len(data) > reader.max_bytes:
        raise UnreadableFile(
            f"{source}：文件有 {len(data) / _MB:.0f} MB，超过 {reader.max_bytes // _MB} MB 的上限。",
            "请按报告拆分成几个文件，或压缩其中的图片后重新保存。",
        )
    module = cast(ReaderModule, importlib.import_module(reader.module))
    document = module.read(data, source)
    document = replace(document, blocks=restore_statements(restore_forms(lift_titles(document.blocks))))
    if not document.blocks and not document.problems:
        raise _empty(source)
    if suffix in reader.suffixes:
        return document
    return replace(document, problems=(*document.problems, _wrong_suffix(suffix, reader)))


def choose_reader(data: bytes, source: str, suffix: str) -> Reader:
    """Return the reader for the content; the suffix decides between plain texts and where content says nothing."""
    if is_blank(data):
        raise _empty(source)
    by_suffix = _BY_SUFFIX.get(suffix)
    found = sniff_format(data)
    if found is None or (by_suffix and found is by_suffix.format):
        if by_suffix is None:
            raise _unknown_suffix(source, suffix)
        return by_suffix
    if found is Format.HTML and by_suffix and by_suffix.format in _TEXT_FORMATS and not is_whole_page(data):
        return by_suffix
    by_content = _BY_FORMAT.get(found)
    if by_content is None or found is Format.IMAGE:
        raise _disguised(source, suffix, found)
    return by_content


def _empty(source: str) -> UnreadableFile:
    return UnreadableFile(f"{source}：文件是空的，没有任何内容。", "请重新导出或上传这份报告，再运行一次。")


def _unknown_suffix(source: str, suffix: str) -> UnreadableFile:
    """No reader for this suffix, and the content does not tell either."""
    return UnreadableFile(
        f"{source}：不认识的文件类型“{suffix or '无后缀'}”。",
        f"请另存为其中一种：{'、'.join(supported_suffixes())}。",
    )


def _disguised(source: str, suffix: str, found: Format) -> UnreadableFile:
    """The content is of a kind that the suffix does not name and that cannot be read in its place."""
    name = FORMAT_NAMES[found]
    return UnreadableFile(
        f"{source}：后缀是“{suffix or '无'}”，内容其实是{name}，不是可以读取的报告文本。",
        "请换成报告的原文件（文本、Word、Excel、网页或 PDF），或把后缀改成与内容一致后重试。",
    )


FORMAT_NAMES: dict[Format, str] = {
    Format.TXT: "纯文本", Format.MD: "Markdown 文本", Format.HTML: "网页", Format.DOCX: "Word 文档（docx）",
    Format.DOC: "旧版 Word 文档（doc）", Format.ODT: "ODT 文档", Format.XLSX: "Excel 工作簿（xlsx）",
    Format.XLS: "旧版 Excel 工作簿（xls）", Format.ODS: "ODS 工作簿", Format.PDF: "PDF", Format.IMAGE: "图片",
    Format.OTHER: "其他文件",
}  # fmt: skip


def _wrong_suffix(suffix: str, reader: Reader) -> Problem:
    """Say that the file was read by its content, not by its suffix."""
    name = FORMAT_NAMES[reader.format]
    message = f"文件后缀是“{suffix or '无'}”，内容其实是{name}，已按{name}读取；建议改正后缀。"
    return Problem("wrong-suffix", message, severity="info")
