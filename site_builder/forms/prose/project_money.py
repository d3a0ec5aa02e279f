"""What an amount within a project's description stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.forms.prose.phrases import Phrase
from site_builder.forms.prose.terms import standard_term

# Label (cleaned, its end decides) to the field's name; the first that fits. 区, 县 and 市 are the own level here.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), item)
    for pattern, item in (
        (r"(?:投保金额|保险费|保费)[^，]{0,4}每户$|每户(?:保险费|保费|投保金额)(?:约|用)?$", "每户保险费"),
        (r"上级(?:政府|财政)?每户补助$", "上级每户补助"),
        (r"(?:政府|区级|县级|市级|本级|财政)每户补助$", "本级每户补助"),
        (r"上级(?:政府|财政)?配套(?:资金)?$", "上级配套资金"),
        (r"(?:[区县市]政府|本级|区级|本区|本县)(?:财政)?配套(?:资金)?$", "本级配套资金"),
        (r"中央配套资金$|配套中央资金$", "项目资金"),
        (r"项目的?配套资金$", "项目资金"),
        (r"总投资(?:额)?$", "项目总资金"),
        (r"(?:经?测算|预计)?共需(?:要)?(?:采购)?(?:资金|经费)$", "测算总资金"),
        (r"每年(?:需|需要|预计)?[^，]{0,6}(?:资金|经费)$", "年度计划资金"),
        (r"(?<!共)需(?:要)?资金$", "项目总资金"),
        (
            r"(?:项目(?:总)?资金|项目经费|需(?:要)?经费|(?<!助)(?<!级)(?<!套)资金|共计|总计|支出|总经费|调出)$",
            "项目资金",
        ),
    )
)
_PER_ONE = re.compile(r"每[户人部路辆台套次个年]")
_TOTAL = "项目资金"
_NEEDED = "项目总资金"


@dataclass(slots=True)
class MoneyTrail:
    """Reads a project's amounts in order: a total that is broken down behind it is 项目总资金."""

    last_name: str = ""

    def item(self, phrase: Phrase) -> str:
        """Return the name of the amount, empty when nothing tells what it is."""
        label = phrase.label
        if re.search(r"(?:共计?|总计|合计)(?:资金)?(?:为|约)?\s*$", phrase.raw_label):
            return _TOTAL
        name = next((item for pattern, item in _RULES if pattern.search(label)), "")
        if name == _NEEDED:
            return (
                name
                if re.search(r"资金\s*\d", phrase.line.text[phrase.number.unit_end : phrase.number.unit_end + 200])
                else _TOTAL
            )
        if name == _TOTAL and self._broken_down(phrase):
            return "项目总资金"
        if name:
            return name
        if not label and phrase.previous is not None and phrase.previous.unit not in ("", "%"):
            return f"采购金额:{self._counted(phrase)}" if self._counted(phrase) else ""
        if _bought(phrase):
            return f"采购金额:{_noun(label)}"
        return standard_term(_shortened(label)) or _from_behind(phrase)

    def _broken_down(self, phrase: Phrase) -> bool:
        """Whether 其中 with a share follows at once and a further 项目…资金 names the project's own part."""
        rest = phrase.line.text[phrase.number.unit_end : phrase.number.unit_end + 200]
        return bool(re.match(r"\s*[，,]\s*其中", rest) and re.search(r"项目配套资金\s*\d", rest))

    def _counted(self, phrase: Phrase) -> str:
        """The thing counted right before an amount (设备1台2万元)."""
        text = phrase.line.text
        previous = phrase.previous
        if previous is None or text[previous.unit_end : phrase.number.start].strip():
            return ""
        head = re.split(r"[，。；：:、,]", text[max(0, previous.start - 60) : previous.start])[-1]
        return _noun(head)


def _bought(phrase: Phrase) -> bool:
    """Whether the amount stands in a list of purchases (购置A1台2万元，B100万元，…)."""
    sentence = phrase.line.text[phrase.sentence : phrase.number.start]
    return (
        bool(re.search(r"购置|采购|购买", sentence))
        and not _PER_ONE.search(phrase.label)
        and bool(re.search(r"\d\s*(?:台|套|个|辆|部|件)\s*\d", sentence))
    )


def _noun(label: str) -> str:
    return re.sub(r"^(?:用于)?(?:购置|采购|购买|配备|租赁)", "", label).strip()


def _shortened(label: str) -> str:
    """Keep what names an amount: at most the last 24 characters from a word that opens it."""
    label = re.sub(r"^.*(?:由|按照|根据|经)(?=[\u4e00-\u9fff]{8})", "", label) if len(label) > 24 else label
    return label[-30:]


def _from_behind(phrase: Phrase) -> str:
    return phrase.behind[:20]
