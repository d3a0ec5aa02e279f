"""Forms run together without anything between their cells: cut at the labels, numbers parted by what must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from site_builder.model.document import Paragraph
from site_builder.numbers import UNITS
from site_builder.readers.loose.grammar import letter
from site_builder.readers.loose.pieces import Piece, make_piece
from site_builder.readers.loose.words import column, is_money_row, is_total, level, money_column

_NOTE = r"(?:\(\d{1,3}分?\)){0,2}"
_LEVELS = (
    r"(?:产出|效益|满意度|成本|数量|质量|时效|进度|社会效益|经济效益|生态效益|环境效益|可持续影响|服务对象满意度"
    r"|社会公众或服务对象满意度|经济成本|社会成本|生态环境成本)指标" + _NOTE
)
_LONG_LABELS = (
    r"(?:项目|专项资金)名称|项目负责人及(?:联系)?电话|主管部门及代码|主管部门编码|县级主管部门|主管部门|(?:项目)?实施单位|项目单位|填报单位(?:\(盖章\))?:?|单位名称:?"
    r"|填报日期:?|项目类别|项目属性|项目类型|项目性质|资金情况\(万?元\)|项目资金\(万?元\)|预算执行情况\(万?元\)" + _NOTE
    + r"|年度总体目标完成情况综述|年度总体目标|年初设定目标|预期目标|全年实际完成情况|实际完成情况|年度绩效目标\d" + _NOTE
    + r"|年初预算数|全年预算数(?:\(A\))?|全年执行数(?:\(B\))?|预算数\(A\)|执行数\(B\)|执行率(?:\(B/A\))|得分\(\d+分\*执行率\)"
    r"|年度(?:财政)?资金总额:?|其中:(?:本年|当年)财政拨款|上年结转资金|其中:中央、省、市补助县级资金|其他资金(?!包括)"
    r"|一级指标|二级指标|三级指标|年度指标值|全年(?:实际|完成)值|年初目标值(?:\(A\))?|实际完成值(?:\(B\))?|指标内容|绩效指标(?=一级)"
    r"|未完成原因(?:及拟采取的|和)改进措施|偏差原因分析及改进措施|偏差大或目标未完成原因分析|改进措施及结果应用方案|总分(?=\d)"
)  # fmt: skip
_LABEL = re.compile(rf"{_LONG_LABELS}|{_LEVELS}|…{{2,}}")
_SHORT = re.compile(r"分值|得分|权重|指标值|备注")
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_TOKEN = re.compile(rf"\d+[-—~]\d+|[≥≤><=]?\d[\d,]*(?:\.\d+)?(?:{_UNIT})?|[^\d≥≤><=]+|[≥≤><=]")
_ADJACENT = re.compile(r"一级\s?指标二级\s?指标|二级\s?指标三级\s?指标")
_INNER_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
_MOST_DIGITS = 24


def is_glued(text: str) -> bool:
    """Whether the headings of a form stand in `text` without anything between them, but for blanks within labels."""
    return bool(_ADJACENT.search(text))


def _without_blanks(block: Paragraph) -> tuple[str, list[int]]:
    """The text without the blanks that line ends left within words, and where each character stood."""
    inner = {match.start() for match in _INNER_BLANK.finditer(block.text)}
    kept = [at for at in range(len(block.text)) if at not in inner]
    return "".join(block.text[at] for at in kept), kept


def cut_glued(blocks: Sequence[Paragraph]) -> list[Piece]:
    """Return the pieces of a form; what no rule can part stays one piece, and is read as nothing."""
    labelled = [piece for block in blocks for piece in _at_labels(block)]
    pieces: list[Piece] = []
    columns: list[str] = []
    inside = False
    for number, piece in enumerate(labelled):
        before = labelled[number - 1].folded if number else ""
        if money_column(piece.folded):
            columns.append(money_column(piece.folded))
        inside = inside or column(piece.folded) == "level3" or piece.folded == "指标内容"
        if is_money_row(before.removesuffix(":")) and piece.folded[:1].isdigit():
            parts = _money(piece, columns)
            if not parts:
                piece = make_piece(pieces.pop().text + piece.text, piece.locator)
            pieces += parts or [piece]
        elif is_total(before):
            pieces += _halves(piece) or [piece]
        elif inside and not (column(piece.folded) or level(piece.folded)):
            pieces += _parted(piece)
        else:
            pieces.append(piece)
    return _settled(pieces)


def _settled(pieces: Sequence[Piece]) -> list[Piece]:
    """Part weights from targets row by row: a name, then three numbers where four columns are headed."""
    names = [column(piece.folded) for piece in pieces]
    start = names.index("level3") if "level3" in names else len(names)
    values = [name for name in names[start:] if name and not name.startswith("level")]
    settled: list[Piece] = []
    here = 0
    while here < len(pieces):
        row = pieces[here : here + 4]
        numbers = "".join(letter(piece.folded) for piece in pieces[here : here + 5])
        if values[:2] == ["weight", "target"] and re.fullmatch(r"w[nqr]{3}[^nqr]?", numbers):
            settled += _settle(row)
            here += 4
        else:
            settled.append(pieces[here])
            here += 1
    return settled


def _at_labels(block: Paragraph) -> Iterator[Piece]:
    """Cut before and behind every label; a short one (分值) counts right behind another label only."""
    text, kept = _without_blanks(block)
    done = 0
    while done < len(text):
        match = _LABEL.search(text, done)
        start = match.start() if match else len(text)
        if text[done:start].strip():
            yield make_piece(text[done:start].strip(), block.locator_at(kept[done]))
        if match is None:
            return
        if not match[0].startswith("…"):
            yield make_piece(match[0], block.locator_at(kept[start]))
        done = match.end()
        while not _LABEL.match(text, done) and (short := _SHORT.match(text, done)):
            yield make_piece(short[0], block.locator_at(kept[done]))
            done = short.end()


def _parted(piece: Piece) -> Iterator[Piece]:
    """The words and numbers of an indicator's cells; a word printed twice is target and result."""
    for match in _TOKEN.finditer(piece.text):
        half = len(match[0]) // 2
        twice = half > 1 and match[0][:half] == match[0][half:] and not match[0][0].isdigit()
        for text in (match[0][:half], match[0][half:]) if twice else (match[0],):
            if text.strip():
                yield make_piece(text.strip(), piece.locator)


def _money(piece: Piece, columns: Sequence[str]) -> list[Piece]:
    """Part the digits of a money row where only one way fits budget, executed, rate, weight and score; else nothing."""
    numeric = [name for name in columns if name != "reason"]
    parts = _only_split(piece.folded, numeric) if len(piece.folded) <= _MOST_DIGITS else None
    return [make_piece(part, piece.locator) for part in parts] if parts else _halves(piece)


def _halves(piece: Piece) -> list[Piece]:
    """A number printed twice (100100: the weights' sum and the score)."""
    half = len(piece.folded) // 2
    number = piece.folded[:half]
    same = half > 1 and number == piece.folded[half:] and _is_number(number)
    return [make_piece(number, piece.locator)] * 2 if same else []


def _only_split(text: str, columns: Sequence[str]) -> list[str] | None:
    found: list[list[str]] = []
    for places in combinations(range(1, len(text)), len(columns) - 1):
        cuts = (0, *places, len(text))
        parts = [text[a:b] for a, b in pairwise(cuts)]
        if all(map(_is_number, parts)) and _holds(dict(zip(columns, parts, strict=True))):
            found.append(parts)
    return found[0] if len(found) == 1 else None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"(?:0|[1-9]\d*)(?:\.\d+)?%?", text))


def _holds(row: dict[str, str]) -> bool:
    """Whether executed ÷ budget is the rate and the rate's share of the weight the score."""
    if any(("%" in text) != (name == "execution_rate") for name, text in row.items()):
        return False
    values = {name: Decimal(text.rstrip("%")) for name, text in row.items()}
    budget, executed = values.get("adjusted_budget"), values.get("executed")
    rate, weight, score = values.get("execution_rate"), values.get("weight", Decimal(10)), values.get("score")
    if not budget or executed is None or rate is None or abs(executed / budget * 100 - rate) > Decimal("0.01"):
        return False
    return score is None or (weight in (10, 20) and abs(min(weight, weight * rate / 100) - score) <= Decimal("0.01"))


def _settle(row: Sequence[Piece]) -> list[Piece]:
    """Part a weight from the target it is glued to, where score and result say which digits are which."""
    name, glued, actual, score = row
    prefix, rest = score.folded, glued.folded[len(score.folded) :]
    if glued.folded.startswith(prefix) and rest == actual.folded:
        return [name, make_piece(prefix, glued.locator), make_piece(rest, glued.locator), actual, score]
    return list(row)
