"""Home addresses of persons; addresses of offices stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.privacy.sighting import PrivateKind, Sighting

_STATED = re.compile(
    r"(?:家庭住址|家庭地址|现住址|户籍地址|户籍所在地|户口所在地|居住地址|居住地|住址|家住|现居住?于?|居住在|居住于|户籍地)"
    r"(?:为|是|在|于)?[：:\s]*(?P<place>[^，。；;、\s（）()\n]{4,60})"
)
_VILLAGE_GROUP = re.compile(
    r"(?P<place>(?:[\u4e00-\u9fff]{1,10}(?:县|区|市))?(?:[\u4e00-\u9fff]{1,8}(?:乡|镇|街道|办事处))?"
    r"[\u4e00-\u9fff]{1,8}(?:村|社区|屯|庄)(?:第?[0-9一二三四五六七八九十]{1,3}(?:村民小组|小组|组|社|队))(?:[0-9]{1,4}号)?)"
)
_FLAT = re.compile(
    r"(?P<place>[\u4e00-\u9fff0-9]{2,20}(?:小区|花园|家园|苑|里|村|公寓|院|新城)?[0-9一二三四五六七八九十A-Z]{1,4}(?:号楼|栋|幢|座)"
    r"(?:[0-9一二三四五六七八九十]{1,3}单元)?[0-9]{1,4}(?:室|号|户))"
)
_OFFICE = re.compile(r"办公|单位|机关|公司|政府|委员会|中心|大厅|窗口|租赁|采购|建设|工程|改造|项目")


# The triggers are cheap and stand in few texts; the patterns begin with a run of any Chinese characters and are not.
_PATTERNS = (
    (_STATED, re.compile(r"住址|地址|所在地|家住|居住|户籍地")),
    (_VILLAGE_GROUP, re.compile(r"[村区屯庄]第?[0-9一二三四五六七八九十]{1,3}(?:村民|小组|组|社|队)")),
    (_FLAT, re.compile(r"号楼|栋|幢|座(?:[0-9]|.单元)")),
)


def find_home_addresses(text: str) -> Iterator[Sighting]:
    """Yield home addresses in `text`: after words such as 住址, village groups, flats."""
    for pattern, trigger in _PATTERNS:
        if not trigger.search(text):
            continue
        for match in pattern.finditer(text):
            place = match["place"]
            before = text[max(0, match.start() - 10) : match.start("place")]
            if pattern is not _STATED and _OFFICE.search(before + place):
                continue
            if pattern is _STATED and not re.search(r"[\u4e00-\u9fff]", place):
                continue
            yield Sighting(PrivateKind.HOME_ADDRESS, match.start("place"), match.end("place"), place)
