"""Opening of packed files (docx, xlsx, odt, ods) within limits, and of their XML parts without entities."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from site_builder.errors import UnreadableFile

MAX_UNPACKED = 200_000_000
MAX_XML_PART = 100_000_000
MAX_MEMBERS = 20_000
# Office XML packs 10 to 30 times; a bomb 1,000 times. Small members may be anything.
MAX_RATIO = 300
SMALL_MEMBER = 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

_ZIP_ERRORS = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

RESAVE = "请用 Word、Excel 或 WPS 打开后重新另存一份，再运行一次。"


def encrypted(source: str) -> UnreadableFile:
    """Return the error for a file that asks for a password."""
    return UnreadableFile(f"{source}：文件设有打开密码，无法读取。", "请取消密码后另存，再放回原处。")


def damaged(source: str, what: str = "文件") -> UnreadableFile:
    """Return the error for a file that is cut off or garbled."""
    return UnreadableFile(f"{source}：{what}已损坏或不完整，无法读取。", RESAVE)


def bomb(source: str) -> UnreadableFile:
    """Return the error for a file that unpacks to far more than a report holds."""
    return UnreadableFile(
        f"{source}：解开后的内容超过 {MAX_UNPACKED // 1_000_000} MB 或压缩比异常，为保证安全没有读取。",
        "正常的报告不会这么大；请确认文件来源，删去多余的图片或空行后另存。",
    )


class Package:
    """The members of a packed file. Sizes are checked before anything is unpacked, and again while unpacking.

    `zipfile` never returns more than the declared size of a member, so a lie about it ends in a checksum error.
    """

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        if data.startswith(_OLE):
            raise encrypted(source) if _ENCRYPTED_PACKAGE in data else damaged(source)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged(source) from error
        self._check_sizes(members)
        self.names = frozenset(member.filename for member in members)

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise bomb(self.source)
        for member in members:
            if member.flag_bits & 1:
                raise encrypted(self.source)
            if member.file_size > max(SMALL_MEMBER, MAX_RATIO * member.compress_size):
                raise bomb(self.source)

    def read(self, name: str) -> bytes:
        """Return one member's bytes; raise UnreadableFile when it is damaged or too large."""
        try:
            info = self._zip.getinfo(name)
            if info.file_size > MAX_XML_PART:
                raise bomb(self.source)
            return self._zip.read(info)
        except _ZIP_ERRORS as error:
            raise damaged(self.source) from error

    def xml(self, name: str) -> etree._Element:
        """Return the root of one XML member."""
        return parse_xml(self.read(name), self.source)

    def xml_or_none(self, name: str) -> etree._Element | None:
        """Return the root of one XML member, None when the package has no such member."""
        return self.xml(name) if name in self.names else None


def parse_xml(data: bytes, source: str) -> etree._Element:
    """Parse a part: entities stay unresolved, nothing is fetched, depth and text size are limited by libxml2."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(source) from error


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace, empty for comments and unresolved entities.

    Names are compared without namespaces because strict and transitional Office files differ in them.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute by its name without namespace, None when absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the direct children of that local name."""
    return [child for child in element if local(child) == name]


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element down a path of local names, None when there is none."""
    found: etree._Element | None = element
    for name in path:
        found = next((item for item in found if local(item) == name), None) if found is not None else None
    return found
