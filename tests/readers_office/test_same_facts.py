"""The facts of a form do not depend on the format it was handed over in."""

from collections import Counter
from pathlib import Path

import pytest
from make_fixtures import FORMS, WRITERS, FormGrid, written
from plain_writers import scanned, write_docs, write_md, write_txt

from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.report import Fact, Report
from site_builder.model.value import Status
from site_builder.readers import read_file
from site_builder.readers.ocr import engine
from site_builder.readers.office.soffice import find_soffice
from site_builder.text import fold

PLAIN = {"txt": write_txt, "md": write_md}
Key = tuple[object, ...]
by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def reports_of(data: bytes, name: str, folder: Path) -> tuple[Report, ...]:
    path = folder / name
    path.write_bytes(data)
    return extract_reports(read_file(path, name), FileHints())


def facts_of(reports: tuple[Report, ...]) -> list[Fact]:
    facts = [fact for report in reports for fact in report.facts]
    assert all(fact.locator for fact in facts)
    return facts


def place(fact: Fact) -> Key:
    """Return what a fact is about, without its value; the width of brackets is not compared."""
    return (fold(fact.subject), fold(fact.item), fact.year, tuple(map(fold, fact.path)), fold(fact.table), fact.code)


def whole(fact: Fact) -> Key:
    value = fact.value
    text = "—" if value.status is Status.NA else value.text  # how long a dash was, a scan cannot tell
    return (*place(fact), value.status, text, value.number, value.unit, value.comparator)


def wanted(form: FormGrid, folder: Path) -> Counter[Key]:
    facts = facts_of(reports_of(written(form, "docx"), "form.docx", folder))
    assert len(facts) > 15
    return Counter(map(whole, facts))


@by_form
@pytest.mark.parametrize("suffix", [*PLAIN, *(suffix for suffix in WRITERS if suffix != "docx")])
def test_same_facts_as_the_word_file(form: FormGrid, suffix: str, tmp_path: Path) -> None:
    data = PLAIN[suffix](form) if suffix in PLAIN else written(form, suffix)
    found = Counter(map(whole, facts_of(reports_of(data, f"form.{suffix}", tmp_path))))
    assert found == wanted(form, tmp_path)


def test_same_facts_from_old_word_files(tmp_path: Path) -> None:
    if not find_soffice():
        pytest.skip("LibreOffice is not installed: .doc files cannot be written or read")
    docs = write_docs(FORMS, tmp_path)
    for form in FORMS:
        found = Counter(map(whole, facts_of(reports_of(docs[form.name], f"{form.name}.doc", tmp_path))))
        assert found == wanted(form, tmp_path), form.name


@pytest.mark.parametrize("suffix", ["docx", "txt", "pdf"])
def test_who_when_and_what(suffix: str, tmp_path: Path) -> None:
    kinds = []
    for form in FORMS:
        data = PLAIN[suffix](form) if suffix in PLAIN else written(form, suffix)
        (report,) = reports_of(data, f"form.{suffix}", tmp_path)
        assert report.department == "青禾县水务局"
        kinds.append((report.kind.value, report.year))
    assert kinds == [("project_self_eval_form", 2024), ("department_final", None), ("department_final", None)]


@pytest.mark.skipif(not engine.is_installed(), reason="the recogniser (extra `ocr`) is not installed")
@by_form
def test_scanned_facts_are_the_same_or_flagged(form: FormGrid, tmp_path: Path) -> None:
    right = wanted(form, tmp_path)
    found = facts_of(reports_of(scanned(written(form, "pdf")), "form.pdf", tmp_path))
    equal = sum((Counter(map(whole, found)) & right).values())
    assert equal >= 0.97 * sum(right.values()), (equal, sum(right.values()))
    left = right.copy()
    for fact in found:
        if left[whole(fact)] > 0:
            left[whole(fact)] -= 1
        else:
            assert fact.value.status is Status.UNREADABLE or not fact.certain, whole(fact)
