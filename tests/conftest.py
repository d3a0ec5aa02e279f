"""Fixtures shared by all tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, one a test process: Playwright allows one driver at a time."""
    named = os.environ.get("SITE_BUILDER_BROWSER")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = named or next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-samples` rewrites the expected results beside the samples (see tests/golden.py)."""
    parser.addoption("--update-samples", action="store_true", help="rewrite tests/samples/*/*.json")
