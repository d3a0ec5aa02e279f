"""Showing stored numbers as a workbook displays them: percent, decimals, separators, dates."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

# Formats that files refer to by number only; 27-36 and 50-58 are the Chinese dates (ECMA-376 part 1, 18.8.30).
BUILTIN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;-¥#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?:\$([^\]-]*)[^\]]*|[^\]]*)\]|(.)', re.S)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[(?!h)[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午|\[h+\])|(.)', re.I | re.S
)
_PLACEHOLDERS = "0#?"
MAX_DECIMALS = 30


def show_number(stored: str, code: str, date1904: bool = False) -> str:
    """Return the stored number as displayed under the format `code`.

    What the format hides (`0;-0;;@` hides zeros) is shown as blank, as it is on the paper.
    """
    try:
        number = exact(stored)
    except (InvalidOperation, ValueError, OverflowError):
        return stored
    if not number.is_finite():
        return stored
    section, number = _section(code, number)
    if section.strip().lower() in ("general", "g/通用格式", "@", "general;@"):
        return plain(number)
    if "general" in section.lower() or "g/通用格式" in section.lower():
        return re.sub(r"general|g/通用格式", plain(number), re.sub(r'\[[^\]]*\]|_.|"', "", section), flags=re.I)
    parsed = _parse(section)
    if parsed.date:
        return _show_date(number, section, date1904) or plain(number)
    return _show(number, parsed)


def exact(stored: str) -> Decimal:
    """Return the decimal that was meant: files hold doubles, in up to 17 digits (5296.1099999999997)."""
    number = Decimal(stored)
    if len(number.as_tuple().digits) <= 15:
        return number
    with localcontext() as context:
        context.prec = 15
        return (+number).normalize()


def plain(number: Decimal) -> str:
    """Return the number without exponent and without trailing zeros, as the format General shows it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(code: str, number: Decimal) -> tuple[str, Decimal]:
    """Choose the part for positive, negative or zero; an own negative part prints its own minus."""
    sections = _split(code)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, condition[1], Decimal(condition[2])):
                return _CONDITION.sub("", section), number
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _holds(number: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": number < bound, ">": number > bound, "=": number == bound,
        "<=": number <= bound, ">=": number >= bound, "<>": number != bound,
    }[operator]  # fmt: skip


def _split(code: str) -> list[str]:
    """Split at the semicolons outside quotes."""
    parts, quoted, start = [], False, 0
    for index, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted and (index == 0 or code[index - 1] != "\\"):
            parts.append(code[start:index])
            start = index + 1
    return [*parts, code[start:]]


class _Parsed:
    """A number section taken apart: text before and after the digits, and how the digits look."""

    def __init__(self) -> None:
        self.before, self.after = "", ""
        self.integers, self.decimals, self.optional = 0, 0, 0
        self.grouped = self.date = self.science = False
        self.percent = self.scale = 0


@lru_cache(maxsize=512)
def _parse(section: str) -> _Parsed:
    parsed = _Parsed()
    digits: list[str] = []
    for match in _TOKEN.finditer(section):
        literal = match[1] if match[1] is not None else match[2] if match[2] is not None else match[3]
        char = match[4]
        if literal is None and char is None:
            parsed.date = parsed.date or bool(re.match(r"\[[hms]+\]$", match[0], re.I))
            continue
        if char is not None and (char in _PLACEHOLDERS or (char in ".," and (digits or char == "."))):
            digits.append(char)
        elif char is not None and char in "eE" and digits:
            parsed.science = True
            break
        elif char is not None and char.lower() in "ymdhs":
            parsed.date = True
        else:
            parsed.percent += char == "%"
            text = literal if literal is not None else char
            parsed.before, parsed.after = (parsed.before, parsed.after + text) if digits else (parsed.before + text, "")
    _read_digits(parsed, "".join(digits))
    return parsed


def _read_digits(parsed: _Parsed, digits: str) -> None:
    stripped = digits.rstrip(",")
    parsed.scale = len(digits) - len(stripped)
    whole, _, fraction = stripped.partition(".")
    parsed.grouped = "," in whole
    parsed.integers = whole.count("0")
    fraction = re.sub(r"[^0#?]", "", fraction)[:MAX_DECIMALS]
    parsed.decimals = len(fraction)
    parsed.optional = len(fraction) - len(fraction.rstrip("#?"))
    if not whole and not fraction:
        parsed.decimals = -1


def _show(number: Decimal, parsed: _Parsed) -> str:
    if parsed.decimals < 0:
        return (parsed.before + parsed.after).strip()
    if parsed.science:
        return f"{number:.{parsed.decimals}E}"
    with localcontext() as context:
        context.prec = 60
        number = number.scaleb(2 * parsed.percent - 3 * parsed.scale)
        if number.adjusted() > 40:
            return plain(number)
        number = number.quantize(Decimal(1).scaleb(-parsed.decimals), ROUND_HALF_UP)
    sign = "-" if number < 0 else ""
    whole, _, fraction = format(abs(number), "f").partition(".")
    whole = whole.lstrip("0").zfill(parsed.integers)
    if parsed.grouped and whole:
        whole = f"{int(whole):,}".zfill(parsed.integers)
    keep = parsed.decimals - parsed.optional
    fraction = fraction[:keep] + fraction[keep:].rstrip("0")
    return (sign + parsed.before + whole + ("." + fraction if fraction else "") + parsed.after).strip()


def _show_date(number: Decimal, section: str, date1904: bool) -> str:
    """Return the day or time; empty when the number is no day of this calendar."""
    if not 0 <= number < 2_958_466:
        return ""
    base = dt.datetime(1904, 1, 1) if date1904 else dt.datetime(1899, 12, 30)
    # Excel counts a 29 February 1900, so days before March 1900 stand one higher.
    shift = 1 if not date1904 and number < 60 else 0
    seconds = int((number * 86400).to_integral_value(ROUND_HALF_UP))
    moment = base + dt.timedelta(days=shift, seconds=seconds)
    pieces: list[str] = []
    previous = ""
    for match in _DATE_TOKEN.finditer(section):
        literal = match[1] if match[1] is not None else match[2] if match[2] is not None else match[4]
        if match[3]:
            after = section[match.end() :].lstrip('":分 ')[:1].lower()
            pieces.append(_date_word(match[3], moment, previous == "h" or after == "s"))
            previous = match[3].strip("[")[0].lower()
        elif literal is not None and literal != "@" and literal != ";":
            pieces.append(literal)
    return "".join(pieces).strip()


def _date_word(word: str, moment: dt.datetime, minutes: bool) -> str:
    letter, size = word.strip("[")[0].lower(), len(word)
    if letter == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if letter == "a" or letter == "上":
        return "" if moment.hour == 0 and moment.minute == 0 else ("上午" if moment.hour < 12 else "下午")
    if letter == "d" and size > 2:
        return "星期" + "一二三四五六日"[moment.weekday()]
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    return f"{value[letter]:02d}" if size > 1 and size < 3 else str(value[letter])
