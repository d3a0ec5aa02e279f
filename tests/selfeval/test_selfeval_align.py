"""Cells are placed by what they are; position decides only between equals; what stays open is marked."""

from __future__ import annotations

import pytest

from site_builder.forms.selfeval.align import Columns, align
from site_builder.forms.selfeval.tokens import Kind, kind_of
from site_builder.text import fold
from tests.selfeval.conftest import row

NAMES = (
    "level1",
    "level2",
    "level3",
    "initial_target",
    "adjusted_target",
    "actual",
    "explanation",
    "weight",
    "score",
    "reason",
)
SHANXI = Columns(NAMES, tuple(range(1, 11)))
PLAIN = Columns(("level1", "level2", "level3", "target", "actual", "reason"), tuple(range(1, 7)))


def placed(text: str, columns: Columns = SHANXI) -> dict[str, str]:
    tokens = row(text)
    found = align(tokens, columns)
    assert found is not None
    return {columns.names[place]: token.text for place, token in zip(found.places, tokens, strict=True)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("≥96%", Kind.CONDITION), ("≥%", Kind.BARE), ("—元/人/月", Kind.BARE), ("==套", Kind.BARE), ("→人", Kind.BARE),
        ("100%", Kind.QUANTITY), ("1万元", Kind.QUANTITY), ("7.8", Kind.NUMBER), ("10分", Kind.POINTS), ("——", Kind.ABSENT),
        ("达成预期指标", Kind.DONE), ("达到预期指标", Kind.DONE), ("保障", Kind.SHORT), ("2024年底", Kind.SHORT),
        ("≤事前", Kind.SHORT), ("每月", Kind.SHORT), ("指标设置有误。", Kind.LONG), ("数量 指标", Kind.LEVEL2),
        ("产出指标(50分)", Kind.LEVEL1), ("成本指标", Kind.LEVEL_ANY), ("≥", Kind.COMPARATOR), ("个", Kind.UNIT),
    ],
)  # fmt: skip
def test_kind_of_a_cell(text: str, kind: Kind) -> None:
    assert kind_of(fold(text)) is kind


def test_row_in_place() -> None:
    found = placed("|产出指标|数量指标|检查车辆|≥辆|≥20辆|≥22辆||7|7|")
    assert found["initial_target"] == "≥辆" and found["adjusted_target"] == "≥20辆" and found["actual"] == "≥22辆"
    assert (found["weight"], found["score"]) == ("7", "7")


@pytest.mark.parametrize("shift", ["", "|", "||"])
def test_row_shifted_as_a_whole(shift: str) -> None:
    found = placed(shift + "满意度指标|服务对象满意度|群众满意度|≥%|≥96%|≥97%||10|9|")
    assert found["level3"] == "群众满意度"
    assert (found["weight"], found["score"]) == ("10", "9")


def test_only_the_values_are_shifted_right() -> None:
    found = placed("|||演练时间|||汛前汛后|达成预期指标||10|10")
    assert found == {
        "level3": "演练时间",
        "adjusted_target": "汛前汛后",
        "actual": "达成预期指标",
        "weight": "10",
        "score": "10",
    }


def test_only_the_values_are_shifted_left() -> None:
    found = placed("||||检查时间|2024年底|达成预期指标|||10|10")
    assert found["adjusted_target"] == "2024年底" and found["actual"] == "达成预期指标"


def test_a_reason_is_never_a_score() -> None:
    found = placed(
        "|产出指标|数量指标|检查企业|≥8家|≥121家|≥0家||10|由于工作调整，只检查重点企业，其余由市局统一检查。|"
    )
    assert found["weight"] == "10" and "score" not in found
    assert found["reason"].startswith("由于")


def test_a_lone_number_is_the_weight_even_under_the_score() -> None:
    assert "score" not in placed("||||救助群众|≥人|≥2000人|≥0人|||10||指标设置有误。")


def test_a_name_spelled_like_a_level_is_still_the_name() -> None:
    found = placed("满意度指标|服务对象满意度指标|满意度指标|>=99%|99%", PLAIN)
    assert found == {
        "level1": "满意度指标",
        "level2": "服务对象满意度指标",
        "level3": "满意度指标",
        "target": ">=99%",
        "actual": "99%",
    }
    assert placed("|||数量指标|=10人|10人", PLAIN)["level3"] == "数量指标"


def test_plain_numbers_as_target_and_actual() -> None:
    columns = Columns(("level3", "target", "actual", "weight", "score", "reason"), tuple(range(6)))
    assert placed("较大事故|0|0|10|10|", columns) == {
        "level3": "较大事故", "target": "0", "actual": "0", "weight": "10", "score": "10",
    }  # fmt: skip


def test_a_row_that_cannot_be_one_is_refused() -> None:
    assert align(row("|".join(["10"] * 12)), SHANXI) is None
    assert align(row("|||≥96%||||||"), PLAIN) is None


def test_an_open_reading_is_not_certain() -> None:
    columns = Columns(("level3", "initial_target", "target", "adjusted_target", "actual"), (0, None, None, None, None))
    found = align(row("巡查次数|≥4次|≥5次"), columns)
    assert found is not None and not found.certain
