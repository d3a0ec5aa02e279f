"""The documents say what the code does."""

from pathlib import Path

import pytest

from scripts.write_docs import DOCUMENTS
from site_builder.cli import commands

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_documents_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == DOCUMENTS[name](), "run scripts/write_docs.py"


def test_every_command_and_option_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in commands.commands:
        assert f"site-builder {name}" in readme
    assert {"build", "serve", "check", "extract", "new", "package"} <= set(commands.commands)


def test_no_address_of_a_registry_in_lock_files() -> None:
    for path in (*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"):
        text = path.read_text(encoding="utf-8")
        assert "resolved" not in text and "index-url" not in text and "registry" not in text
        assert "sha512-" in text or "--hash=sha256:" in text


def test_links_between_documents_are_not_broken() -> None:
    import re

    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
