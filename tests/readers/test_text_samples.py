"""Every sample is read as expected; the expectations were looked at by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.readers import read_file
from tests.golden import check_golden, sample_folders, source_of

FOLDERS = [folder for folder in sample_folders() if folder.name.startswith(("text-", "md-"))]


def test_there_are_samples() -> None:
    assert len(FOLDERS) >= 10


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_document_is_as_expected(folder: Path, request: pytest.FixtureRequest) -> None:
    path = source_of(folder)
    document = read_file(path, path.name)
    assert document.lines == tuple(document.lines)
    check_golden(folder / "document.json", replace(document, lines=(), sha256=""), request)
