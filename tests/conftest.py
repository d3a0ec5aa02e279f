"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; the test skips, and says so, when it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "reports").is_dir():
        pytest.skip("real documents (../shared) are not here")
    return folder


@pytest.fixture(scope="session")
def content() -> Path:
    """The sample reports written for the project."""
    return ROOT / "content"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-samples` rewrites the expected results beside the samples (see tests/golden.py)."""
    parser.addoption("--update-samples", action="store_true", help="rewrite tests/samples/*/*.json")
