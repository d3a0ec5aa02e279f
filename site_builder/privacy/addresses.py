"""Home addresses of persons; addresses of offices, and the villages and groups where something is built, stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.privacy.names import find_names
from site_builder.privacy.sighting import PrivateKind, Sighting

_NUMBER = "[0-9０-９一二三四五六七八九十]{1,4}"
_HAN = "[\u4e00-\u9fff]"
_ABOVE = rf"(?:{_HAN}{{1,7}}?(?:省|自治区|市|州|地区|盟|区|县|旗))?(?:{_HAN}{{1,7}}?(?:区|县|市|旗))?"
_TOWN = rf"(?:{_HAN}{{1,8}}?(?:乡|镇|街道|办事处|苏木))"
_VILLAGE = rf"(?:{_HAN}{{1,8}}?(?:行政村|自然村|村委会|村|社区|屯|庄|嘎查|居委会|小区|花园|家园|公寓|新城|苑|里(?!小区|社区|村|弄)|院))"
_STREET = rf"(?:{_HAN}{{1,8}}?(?:大道|大街|路|街|巷|胡同|弄|组|屯|坊))"
_GROUP = rf"(?:第?{_NUMBER}(?:村民小组|小组|组|社|生产队|小队|队)|村民小组{_NUMBER}组|大队{_NUMBER}小?队)"
_HOUSE = rf"(?:(?:附)?{_NUMBER}(?:-{_NUMBER})*(?:号院|号楼|号|栋|幢|座|单元|室|层|楼|弄))"
_FLAT_NUMBER = rf"(?:{_NUMBER}(?:-{_NUMBER}){{1,3}}号?室?|[0-9]{{3,4}}室?)"
_PLACE = (
    rf"(?:{_ABOVE}{_TOWN}{_VILLAGE}?{_STREET}?|{_ABOVE}{_VILLAGE}{_STREET}?|{_ABOVE}{_STREET}(?={_HOUSE}))"
    rf"(?P<detail>(?:{_GROUP}|{_HOUSE}|{_FLAT_NUMBER})*)"
)
_LABEL = re.compile(
    r"(?:家庭住址|家庭地址|家庭详细地址|现住址|户籍地址|户籍所在地|户口所在地|居住地址|常住地址|居住地|住址|户籍地)"
    r"(?:[（(][^）)]{0,6}[）)])?(?P<mark>[：:\s]+|为|是|在|于)(?P<place>[^，。；;、\s（）()\n|]{4,60})"
)
_LIVES = re.compile(
    rf"(?:家住|住在|现?居住[于在]|现住|现居[于在]?|租住在?|暂住在?|[户人其员者均]住)(?P<place>{_PLACE})"
)
_HOUSE_NUMBER = re.compile(
    rf"(?P<place>(?:{_ABOVE}{_TOWN})?(?:{_VILLAGE}{_STREET}?|{_STREET})(?:{_GROUP}{_HOUSE}|{_HOUSE}{{2,4}}(?:[0-9]{{3,4}}室?)?"
    rf"|(?<=[村屯庄街巷组]){_HOUSE}))"
)
_FLAT = re.compile(
    rf"(?P<place>(?:{_HAN}|[0-9]){{2,20}}?{_NUMBER}(?:号楼|栋|幢|座)(?:{_NUMBER}单元)?[0-9]{{1,4}}(?:室|号))"
)
_VILLAGE_GROUP = re.compile(rf"(?P<place>(?:{_ABOVE}{_TOWN})?{_HAN}{{1,8}}?(?:村|社区|屯|庄){_GROUP})")
_PERSON_BEHIND = re.compile(
    r"的?(?:村民|居民|户主|农户|[低五特贫脱困受改监边]\S户|残疾|困难|独居|孤寡|老人|群众|学生|儿童|孤儿|患者|病人|党员|[看探]望|慰问|走访)"
)
_LEADING = re.compile(
    r"^.*(?:住在|家住|居住[在于]|位于|坐落|前往|来到|深入|赶到|走进|该户|户主|[到在对为给住])(?=[\u4e00-\u9fff]{2,})"
)
_AREA = re.compile(rf"{_TOWN}|{_VILLAGE}|{_STREET}|{_GROUP}|{_HOUSE}")
_GENERAL = re.compile(
    r"(?:^|[的在])(?:农|乡|本|该|全|各|外|城|山|渔|偏远|边远|同)(?:村|镇|乡|社区)|城乡|乡镇|村居|社区服务"
)
_OFFICE = re.compile(
    r"办公|单位|机关|公司|政府|委员会|村委|居委|中心|大厅|窗口|租赁|采购|企业|学校|医院|事务所|机构|注册|营业|网点|站址|厂|店|楼宇|门牌|会议"
)
_NO_HOUSE = re.compile(r"(?:文|线|机|井|泵|坝|地块|桥|令|标|隧|涵|闸|公告|矿|坑|图|表|宗|水|楼\d*$)")

# The triggers are cheap and stand in few texts; the patterns begin with a run of any Chinese characters and are not.
_TRIGGER = re.compile(
    r"住址|地址|所在地|户籍地|居住|[家现租暂户人其员者均]住|住在|"
    rf"[村区屯庄里苑园院组街巷弄同路社队楼栋幢座]{_NUMBER}(?:-|号|栋|幢|座|单元|组|社|队|村民|小)|村民小组{_NUMBER}|第{_NUMBER}(?:村民|小|组|社|队)"
)


def find_home_addresses(text: str) -> Iterator[Sighting]:
    """Yield home addresses in `text`: after words such as 住址, houses of villages, flats, a person's village group."""
    if not _TRIGGER.search(text):
        return
    done = 0
    for start, end in sorted(_places(text), key=lambda place: (place[0], -place[1])):
        if start >= done:
            done = end
            yield Sighting(PrivateKind.HOME_ADDRESS, start, end, text[start:end])


def _places(text: str) -> Iterator[tuple[int, int]]:
    for match in _LABEL.finditer(text):
        if _is_stated(match):
            yield match.span("place")
    for match in _LIVES.finditer(text):
        place = match["place"]
        if (match["detail"] or len(_AREA.findall(place)) > 1) and not _GENERAL.search(place):
            yield match.span("place")
    for pattern in (_HOUSE_NUMBER, _FLAT):
        for match in pattern.finditer(text):
            if not _OFFICE.search(text[max(0, match.start() - 10) : match.end()]) and not _NO_HOUSE.match(
                text[match.end() :]
            ):
                yield _trimmed(match)
    yield from _groups(text)


def _is_stated(match: re.Match[str]) -> bool:
    """Return whether an address follows a label; 居住地在农村的居民 gives none."""
    place = match["place"]
    if not re.search(_HAN, place) or _GENERAL.search(place):
        return False
    before = match.string[max(0, match.start() - 6) : match.start()]
    return bool(_AREA.search(place)) and not _OFFICE.search(before)


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield the group of a village as the address of the person it is said of."""
    found = list(_VILLAGE_GROUP.finditer(text))
    if not found:
        return
    names = {sighting.start for sighting in find_names(text)}
    for match in found:
        if match.end() in names or _PERSON_BEHIND.match(text[match.end() :]):
            yield _trimmed(match)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Return the place without words that stand before it (到石桥村, 该户住在)."""
    leading = _LEADING.match(match["place"])
    return match.start("place") + (leading.end() if leading else 0), match.end("place")
