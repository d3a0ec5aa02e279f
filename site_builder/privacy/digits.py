"""Identity numbers, bank cards and mobile numbers, told apart from account, credit and document codes.

A number may be printed in one piece, in groups, one digit a time, in full-width digits or broken across lines; which
groups belong together is told by the check digit (identity numbers, cards) or by the usual groups (mobiles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from site_builder.privacy.sighting import PrivateKind, Sighting

_SPACES = " \t\r\n\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\u00ad"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\uff0d_\uff3f"
_DOTS = ".\uff0e\u00b7\u2022"
_PLAIN = {
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{ord(char): "X" for char in "Ｘｘ"},
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _DOTS), "."),
}
"""Half-width digits, and one mark for each kind of space, dash and dot."""
LONG_NUMBER = re.compile(rf"[0-9０-９](?:[{re.escape(_SPACES + _DASHES + _DOTS)}]{{0,3}}[0-9０-９]){{10}}")
"""What every private number begins with; most texts hold none, and are passed over at once."""
_RUN = re.compile(r"\d(?:[ \-.]{0,3}\d)*(?: ?[Xx](?![0-9A-Za-z]))?")
_GROUP = re.compile(r"[0-9]+[Xx]?|[Xx]")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|文号|索引号|信用代码|机构代码|项目码|流水号|凭证号|合同号|批次号|条码|备案号|标识码|序列号|公示号|订单号|发票号码?|票号|"
    r"批准号|登记号|注册号|许可证号|单号|案号|专利号|型号)[为是：:\s（(]*$"
)
_MONEY_AFTER = re.compile(r"\s*(?:亿|万|千|百)?(?:元|平方米|吨|公里|人次|千瓦|立方米|公斤|千克)")
_ID_NEAR = re.compile(r"身份证|身份号|证件|公民.{0,2}号码|居民证|[Ss][Ff][Zz]|(?<![A-Za-z])I\.?D(?![A-Za-z])")
_CARD_NEAR = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行|开户|一卡通|一折通|存折|打卡|社保卡|储蓄卡|借记卡|信用社|农商行"
)
_PHONE_NEAR = re.compile(r"电话|手机|联系|号码|户主|家属|监护人|本人|申请人|[Tt][Ee][Ll]|[Mm]ob|[Pp]hone|微信")
_CARD_PREFIXES = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "65", "95", "90", "68", "69")
_CODE_WITH_YEAR = re.compile(r"4[1-6]\d{4}20[0-3]\d")
"""Contract and project codes of the provinces 41 to 46: a region and a year stand where a card's number would."""
NEAR = 24
_SHORTEST, _LONGEST = 11, 19


@dataclass(frozen=True, slots=True)
class _Number:
    """Groups of digits that may be one number: their digits, their sizes and what stands between them."""

    digits: str
    start: int
    end: int
    sizes: tuple[int, ...]
    between: str
    beside: tuple[int, ...]
    """The sizes of the groups of the same run that stand beside it."""
    is_joined: bool
    """Whether a dash joins it to a further group."""

    @property
    def is_plain(self) -> bool:
        return len(self.sizes) == 1


def is_identity_number(digits: str) -> bool:
    """Return whether `digits` is a valid 18-digit identity number (GB 11643-1999: region, birth date, check digit)."""
    if len(digits) != 18 or not digits[:17].isdigit() or digits[:2] not in _PROVINCES:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _is_birth_date(digits[6:14]) and _CHECK_DIGITS[total % 11] == digits[17].upper()


def is_old_identity_number(digits: str) -> bool:
    """Return whether `digits` can be a 15-digit identity number (region and birth date; it has no check digit)."""
    return len(digits) == 15 and digits.isdigit() and digits[:2] in _PROVINCES and _is_birth_date("19" + digits[6:12])


def _is_birth_date(text: str) -> bool:
    try:
        return 1900 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        return False


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit (ISO/IEC 7812) of the others."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if index % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def find_private_numbers(text: str) -> Iterator[Sighting]:
    """Yield identity numbers, bank cards and mobile numbers in `text`."""
    if not LONG_NUMBER.search(text):
        return
    plain = text.translate(_PLAIN)
    for run in _RUN.finditer(plain):
        if run.end() - run.start() < _SHORTEST:
            continue
        done = 0
        for number in _numbers(plain, run):
            kind = _kind(number, plain) if number.start >= done else None
            if kind:
                done = number.end
                yield Sighting(kind, number.start, number.end, text[number.start : number.end])


def is_broken(line: str, following: str) -> bool:
    """Return whether a number may go over the end of `line`."""
    return line[-1:].isdigit() and following[:1].isdigit()


def find_broken_number(line: str, following: str) -> Iterator[Sighting]:
    """Yield identity numbers and cards that go over the end of a line, as narrow columns break them."""
    if not is_broken(line, following):
        return
    tail, head = line[-_LONGEST:], following[:_LONGEST]
    for sighting in find_private_numbers(f"{tail}\n{head}"):
        if sighting.kind is not PrivateKind.MOBILE and sighting.start < len(tail) < sighting.end:
            yield sighting


def digits_of(value: str) -> str:
    """Return the digits of a number however it is printed."""
    return re.sub(r"[^0-9X]", "", value.translate(_PLAIN).upper())


def runs_of_digits(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the digits of each run of digits and where each of them stands in `text`."""
    plain = text.translate(_PLAIN).replace("x", "X")
    for run in _RUN.finditer(plain):
        if run.end() - run.start() >= _SHORTEST:
            places = [place for place in range(run.start(), run.end()) if plain[place] in "0123456789X"]
            yield "".join(plain[place] for place in places), places


def _numbers(plain: str, run: re.Match[str]) -> Iterator[_Number]:
    """Yield the groups of `run`, from each on as many together as a number may have digits, the longest first."""
    groups = [(match.start(), match.end()) for match in _GROUP.finditer(plain, run.start(), run.end())]
    between = [plain[left[1] : right[0]] for left, right in pairwise(groups)]
    sizes = [end - start for start, end in groups]
    for first in range(len(groups)):
        lengths = list(accumulate(sizes[first:]))
        for count in range(len(lengths), 0, -1):
            if not _SHORTEST <= lengths[count - 1] <= _LONGEST:
                continue
            marks = {mark.strip() for mark in between[first : first + count - 1]}
            if len(marks) > 1:
                continue
            last = first + count
            start, end = groups[first][0], groups[last - 1][1]
            outside = (*between[max(0, first - 1) : first], *between[last - 1 : last])
            yield _Number(
                digits=re.sub(r"[^0-9Xx]", "", plain[start:end]),
                start=start,
                end=end,
                sizes=tuple(sizes[first:last]),
                between=marks.pop() if marks else "",
                beside=(*sizes[:first], *sizes[last:]),
                is_joined=any("-" in mark for mark in outside),
            )


def _kind(number: _Number, plain: str) -> PrivateKind | None:
    """Return what `number` is, judged by itself and by the words before it."""
    before, after = plain[max(0, number.start - NEAR) : number.start], plain[number.end : number.end + 8]
    if _is_cut(before, after, number):
        return None
    if is_identity_number(number.digits) and (number.between != "." or number.sizes == (6, 8, 4)):
        return PrivateKind.IDENTITY_NUMBER
    if re.match(r"[A-Za-z]", after) or _MONEY_AFTER.match(after):
        return None
    if _CODE_BEFORE.search(before[-12:]) and not _ID_NEAR.search(before):
        return None
    if _is_mobile(number, before, after):
        return PrivateKind.MOBILE
    if re.search(r"[A-Za-z]$", before) and not _ID_NEAR.search(before):
        return None
    if number.is_plain and _ID_NEAR.search(before) and _may_be_identity(number.digits):
        return PrivateKind.IDENTITY_NUMBER
    return PrivateKind.BANK_CARD if _is_card(number, before, after) else None


def _is_cut(before: str, after: str, number: _Number) -> bool:
    """Return whether the digits go on beyond `number`: decimals, thousands, letters of a code."""
    is_listed = len(number.digits) == 18 and re.search(r"(?:^|[^\d.])[1-9]\d?\.$", before)
    if not is_listed and re.search(r"\d\.?$", before):
        return True
    if re.match(r"\.?\d|,\d{3}(?!\d)|[Xx][0-9A-Za-z]", after):
        return True
    return bool(re.search(r"\d[A-Za-z]{1,3}$", before) or (number.is_plain and re.match(r"[A-Za-z]\d", after)))


def _may_be_identity(digits: str) -> bool:
    return len(digits) == 18 or is_old_identity_number(digits)


def _is_mobile(number: _Number, before: str, after: str) -> bool:
    digits, sizes = number.digits, number.sizes
    for country in ("0086", "86"):
        if digits.startswith(country) and len(digits) == len(country) + 11:
            digits = digits[len(country) :]
            sizes = sizes[1:] if sizes[0] == len(country) else (sizes[0] - len(country), *sizes[1:])
    if len(digits) != 11 or not re.match(r"1[3-9]\d{9}$", digits):
        return False
    is_named = bool(_PHONE_NEAR.search(before))
    if re.search(r"[A-Za-z]$", before) and not is_named:
        return False
    if len(sizes) == 1:
        return True
    if is_named:
        return sizes in (*_MOBILES, *_RARE_MOBILES) or len(sizes) == 11
    if number.is_joined or len(number.beside) > 2 or any(size > 3 for size in number.beside):
        return False  # a code in several parts, a row of numbers
    if number.between == ".":  # amounts run together look alike: 万元194.9194.9100%
        return sizes == _MOBILES[0] and bool(_STANDS_BEFORE.search(before) and _STANDS_AFTER.match(after))
    return sizes in _MOBILES


_STANDS_BEFORE = re.compile(r"(?:^|[：:、，,；;（(“\"|/\s])$")
_STANDS_AFTER = re.compile(r"$|[、，,；;。）)”\"|/\s]")
_MOBILES = ((3, 4, 4), (3, 8))
_RARE_MOBILES = ((4, 3, 4), (4, 4, 3), (5, 6), (3, 3, 5), (7, 4), (5, 3, 3), (3, 4, 2, 2))


def _is_card(number: _Number, before: str, after: str) -> bool:
    digits = number.digits
    if not digits.isdigit() or not 13 <= len(digits) <= 19 or not _is_card_print(number):
        return False
    is_named = bool(_CARD_NEAR.search(before) or _CARD_NEAR.search(after))
    if is_named:
        return number.is_plain or passes_luhn(digits)
    if not passes_luhn(digits) or _CODE_WITH_YEAR.match(digits):
        return False
    return len(digits) >= 16 and digits.startswith("62" if not number.is_plain else _CARD_PREFIXES)


def _is_card_print(number: _Number) -> bool:
    """Return whether the groups are those of a card: by fours, by fives, two halves, the bank's digits first."""
    sizes = number.sizes
    if len(sizes) == 1:
        return True
    if number.between == ".":
        return False
    if len(sizes) == len(number.digits):
        return sum(number.beside) <= 2  # 序号3 6 2 1 7 ...
    even = set(sizes[:-1])
    return len(even) == 1 and even.pop() in (4, 5, 6, 8, 9, 10) and sizes[-1] <= 13
