"""The facts of a form do not depend on the format it was handed over in."""

from collections import Counter

import pytest
from make_fixtures import FORMS, WRITERS, FormGrid, written

from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.readers import read_data

Row = tuple[str, str, str, str, str]


def facts_of(form: FormGrid, suffix: str) -> Counter[Row]:
    document = read_data(written(form, suffix), f"{form.name}.{suffix}")
    reports = extract_reports(document, FileHints())
    facts = [fact for report in reports for fact in report.facts]
    assert all(fact.locator for fact in facts)
    return Counter((fact.item, fact.subject, fact.value.text, fact.value.unit, fact.code) for fact in facts)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != "docx"])
def test_same_facts_as_the_word_file(form: FormGrid, suffix: str) -> None:
    wanted = facts_of(form, "docx")
    assert sum(wanted.values()) > 10
    assert facts_of(form, suffix) == wanted
