"""The privacy gate on an invented corpus and on documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.config import Allowance
from site_builder.model.document import Cell, Document, Format, Heading, Paragraph, Table
from site_builder.privacy import mask_document, mask_text
from site_builder.privacy.digits import is_identity_number, passes_luhn
from tests.privacy.corpus import look_alikes, planted

COUNT = 300
LIMITS = {
    "identity_number": 0,
    "bank_card": 0,
    "mobile": 0,
    "home_address": 0.05 * COUNT,
    "person_name": 0.05 * COUNT,
}


@pytest.mark.parametrize("kind", LIMITS)
def test_planted_values_are_masked(kind: str) -> None:
    missed = [item for item in planted(kind, COUNT) if item.value in mask_text(item.text)]
    assert len(missed) <= LIMITS[kind], missed[:10]


def test_look_alikes_stay() -> None:
    sentences = list(look_alikes(3000))
    changed = [(text, mask_text(text)) for text in sentences if mask_text(text) != text]
    assert len(changed) < 0.01 * len(sentences), changed[:10]


@pytest.mark.parametrize(
    "text",
    [
        "春节慰问费支出1.15万元，机关运行经费支出24.97万元。",
        "困难职工慰问金发放3.20万元，助学资助金支出5万元。",
        "对个人和家庭的补助费支出68.95万元，其中抚恤金支付12万元。",
    ],
)
def test_money_for_aid_is_nobody(text: str) -> None:
    assert mask_text(text) == text


def test_checksums() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")


def document(*blocks: object, lines: tuple[str, ...] = ()) -> Document:
    return Document("a.txt", Format.TXT, "0", tuple(blocks), lines=lines)  # type: ignore[arg-type]


def test_a_name_found_once_is_masked_everywhere() -> None:
    original = document(
        Heading("王建国户恢复重建", "L1"),
        Paragraph("青石镇王建国户因灾倒塌房屋3间，获得补助2万元。", "L2"),
        lines=("王建国户恢复重建", "青石镇王建国户因灾倒塌房屋3间，获得补助2万元。"),
    )
    masked, findings = mask_document(original)
    assert "王建国" not in repr(masked)
    assert "2万元" in repr(masked)
    assert findings and all("王建国" not in repr(finding) for finding in findings)
    assert [finding.locators for finding in findings] == [("L1", "L2")]
    assert "（1 个，2 处）" in findings[0].message


def test_names_in_a_list_of_persons() -> None:
    rows = (("姓名", "补助金额"), ("赵有田", "500"), ("欧阳春", "600"))
    cells = tuple(Cell(text, r, c, f"t1r{r + 1}c{c + 1}") for r, row in enumerate(rows) for c, text in enumerate(row))
    masked, findings = mask_document(document(Table(cells, 3, 2, "t1")))
    assert [cell.text for cell in masked.blocks[0].cells][2::2] == ["赵某某", "欧某某"]  # type: ignore[union-attr]
    assert [finding.locators for finding in findings] == [("t1r2c1", "t1r3c1")]


def test_a_reviewed_allowance_lifts_one_place() -> None:
    original = document(Paragraph("手机：13800138000", "L1"))
    allowance = Allowance("a.txt", "mobile", "L1", "公示的救援热线", "办公室主任", "2025-01-01")
    assert mask_document(original, (allowance,)) == (original, ())
    masked, findings = mask_document(original)
    assert "13800138000" not in repr(masked) and len(findings) == 1


@pytest.mark.parametrize(("kind", "locator"), [("bank_card", "L1"), ("mobile", "L2"), ("mobil", "L1")])
def test_an_allowance_that_lifts_nothing_is_said(kind: str, locator: str) -> None:
    allowance = Allowance("a.txt", kind, locator, "公示的救援热线", "办公室主任", "2025-01-01")
    original = document(Paragraph("手机：13800138000", "L1"), Paragraph("本年收入5万元。", "L2"))
    masked, findings = mask_document(original, (allowance,))
    assert "13800138000" not in repr(masked)
    assert {finding.check for finding in findings} == {"private-data", "allowance-unused"}
    unused = mask_document(document(Paragraph("本年收入5万元。", "L2")), (allowance,))[1]
    assert [(finding.check, finding.locators) for finding in unused] == [("allowance-unused", (locator,))]
    assert kind in unused[0].message


def test_clean_documents_are_returned_as_they_are() -> None:
    original = document(Paragraph("本年收入合计5296.11万元。", "L1"))
    assert mask_document(original)[0] is original


@given(st.text())
def test_masking_keeps_the_length(text: str) -> None:
    assert len(mask_text(text)) == len(text)
