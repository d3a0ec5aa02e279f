"""Telling an official table by its title, whatever year, office, numbering or script stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from site_builder.forms.statements.declare import Family, StatementForm
from site_builder.text import fold

# Traditional forms that OCR prints in otherwise simplified titles (支出決算表).
_SIMPLIFIED = str.maketrans("決預財總業經費務國資與餘區門單機關購屬營", "决预财总业经费务国资与余区门单机关购属营")
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》<>#*]")
_TAIL = re.compile(r"[(（][^()（）]*[)）]$")
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.:]+|附?表[\d一二三四五六七八九十]+(?:-\d+)?[:、.]?|附件?\d*[:、.]?"
    r"|(?:预算|决算|财决|财预|批复)\d{1,2}(?:-\d)?表|公开表?[\d一二三四五六七八九十]{1,3}表?[:、.]?|[A-Z]{1,2}\d{2}|\d{1,2}(?:\.\d{1,2})*[、.:]?(?!\d*年))+"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_OWNERS = re.compile(
    r"^(?:预算单位|预算部门|主管部门|部门|单位|本级|高等学校|高校|学校|[省市县区]级|本[省市县区]|机关|地方)+"
)
_OWNER_END = re.compile(
    r"(?:[局委厅院校学部会办处所站队馆镇乡区市县州省厂社庭园台]|中心|街道|政府|公司|集团|机关|支队|大队)$"
)
_NOT_OWNER = re.compile(r"预算|决算|拨款|经费|基金|支出|收入|资本|项目|绩效|表|[、,，。;；:：]")
_SAYS_BUDGET = re.compile(r"预算(?:批复)?(?:总体|情况|明细|总)*表")
MAX_TITLE = 48


@lru_cache(maxsize=16384)
def label_key(text: str) -> str:
    """Return a head or label without width, script variants, quotes and white space, for comparing."""
    return _QUOTES.sub("", fold(text).translate(_SIMPLIFIED))


@lru_cache(maxsize=16384)
def title_key(text: str) -> str:
    """Return a title without numbering, year, trailing bracket and the words for its owner."""
    key = label_key(text)
    for _ in range(2):
        key = _NUMBERING.sub("", _YEAR.sub("", key))
    while (shorter := _TAIL.sub("", key)) != key:
        key = shorter
    return _OWNERS.sub("", key)


class TitleIndex:
    """Looks titles up among the declared forms."""

    def __init__(self, forms: tuple[StatementForm, ...]) -> None:
        self._known: dict[str, list[StatementForm]] = {}
        self._by_length: list[str] = []
        self._patterns: list[tuple[re.Pattern[str], StatementForm]] = []
        for form in forms:
            self.add(form)

    def add(self, form: StatementForm) -> None:
        """Add a form under its titles; of several with one title the earlier wins within a family."""
        if form.pattern:
            self._patterns.append((re.compile(f"{form.pattern}$"), form))
        for title in form.titles:
            self._known.setdefault(title_key(title), []).append(form)
        self._by_length = sorted(self._known, key=len, reverse=True)

    def find(self, text: str, prefer: Family) -> StatementForm | None:
        """Return the form a line names, None when the line is no table title.

        `prefer` decides where a title says neither 预算 nor 决算 of its amounts.
        """
        if not 3 < len(text) <= MAX_TITLE * 2 or "表" not in text:
            return None
        key = title_key(text)
        if len(key) > MAX_TITLE:
            return None
        known = self._known.get(key) or self._with_owner(key) or self._by_pattern(key)
        if not known:
            return None
        family = Family.FINAL if "决算" in key else Family.BUDGET if _SAYS_BUDGET.search(key) else prefer
        named = next((form for form in known if form.family is family), known[0])
        if named.family is family or named.family is Family.EXTRA:
            return named
        return next((form for form in self._by_pattern(key) or () if form.family is family), named)

    def _with_owner(self, key: str) -> list[StatementForm] | None:
        """Return the forms of a title with its owner printed before it (某某局收入支出决算总表)."""
        if not key.endswith("表"):
            return None
        for title in self._by_length:
            if key.endswith(title):
                owner = key[: -len(title)]
                return None if _NOT_OWNER.search(owner) else self._known[title]
        return None

    def _by_pattern(self, key: str) -> list[StatementForm] | None:
        """Return the forms whose pattern takes most of a title, after the name of an office at most."""
        found: dict[int, list[StatementForm]] = {}
        for pattern, form in self._patterns:
            match = pattern.search(key)
            owner = key[: match.start()] if match else ""
            if match and (not owner or (_OWNER_END.search(owner) and not _NOT_OWNER.search(owner))):
                found.setdefault(match.start(), []).append(form)
        return found[min(found)] if found else None
