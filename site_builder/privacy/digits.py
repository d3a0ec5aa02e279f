"""Identity numbers, bank cards and mobile numbers, told apart from account, credit and document codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from site_builder.privacy.sighting import PrivateKind, Sighting

# Runs of digits with single spaces or hyphens between groups; `_candidates` decides which groups belong together.
_RUN = re.compile(r"(?<![0-9A-Za-z.])\+?\d(?:\d|[ \-\u2010-\u2013](?=\d))*[Xx]?(?![0-9A-Za-z])(?!\.\d)")
_GROUP = re.compile(r"[0-9]+[Xx]?")
_GROUP_SIZES = (
    (4, 4, 4, 4),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (6, 8, 4),
    (3, 4, 4),
    (3, 8),
    (6, 4, 4, 4),
)
LONG_NUMBER = re.compile(r"[0-9０-９][0-9０-９ \-－\u2010-\u2013]{9}")
"""What every private number begins with; most texts hold none, and are passed over at once."""

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_PROVINCES = frozenset(
    {
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
    }
)
_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|文号|索引号|信用代码|机构代码|项目码|流水号|凭证号|合同号|批次号|条码|备案号|标识码|序列号|公示号)[为是：:\s（(]*$"
)
_MONEY_AFTER = re.compile(r"^\s*(?:亿|万|千|百)?(?:元|平方米|吨|公里|人次|千瓦)")
_ID_NEAR = re.compile(r"身份证|证件号|身份号码|公民号码")
_CARD_NEAR = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|一卡通|存折|打卡")
_CARD_PREFIXES = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "65", "95", "90", "68", "69")
NEAR = 24


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
    plain = text.translate(_WIDE)
    for run in _RUN.finditer(plain):
        if run.end() - run.start() < 11 or _MONEY_AFTER.match(plain[run.end() : run.end() + 6]):
            continue
        for start, end, digits in _candidates(plain, run):
            if _CODE_BEFORE.search(plain[max(0, start - 12) : start]):
                continue
            kind = _kind(digits, plain[max(0, start - NEAR) : start])
            if kind:
                yield Sighting(kind, start, end, text[start:end])


def _candidates(plain: str, run: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, digits) of each group alone and of groups printed as one number."""
    groups = list(_GROUP.finditer(plain, run.start(), run.end()))
    for group in groups:
        yield group.start(), group.end(), group[0]
    sizes = [len(group[0]) for group in groups]
    for first in range(len(groups)):
        for pattern in _GROUP_SIZES:
            if tuple(sizes[first : first + len(pattern)]) == pattern:
                last = first + len(pattern) - 1
                digits = "".join(group[0] for group in groups[first : last + 1])
                yield groups[first].start(), groups[last].end(), digits


def _kind(digits: str, before: str) -> PrivateKind | None:
    if is_identity_number(digits) or (_ID_NEAR.search(before) and len(digits) in (15, 18)):
        return PrivateKind.IDENTITY_NUMBER
    if is_old_identity_number(digits) and _ID_NEAR.search(before):
        return PrivateKind.IDENTITY_NUMBER
    if not digits.isdigit():
        return None
    if _is_mobile(digits):
        return PrivateKind.MOBILE
    if 13 <= len(digits) <= 19 and (_CARD_NEAR.search(before) or _looks_like_card(digits)):
        return PrivateKind.BANK_CARD if passes_luhn(digits) or _CARD_NEAR.search(before) else None
    return None


def _is_mobile(digits: str) -> bool:
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789"


def _looks_like_card(digits: str) -> bool:
    return len(digits) in (16, 17, 18, 19) and digits.startswith(_CARD_PREFIXES) and passes_luhn(digits)
