"""Templates are compiled once a store: until they change, and whatever the store has lost."""

from pathlib import Path

import pytest
from jinja2 import Environment

from site_builder.model.config import SiteConfig
from site_builder.pages.not_found_page import not_found_page
from site_builder.pipeline.rendering import CompiledTemplates
from site_builder.pipeline.versions import site_version
from site_builder.render import Renderer
from site_builder.store import Store


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the templates compiled from now on."""
    names: list[str] = []
    compile_one = Environment.compile

    def watch(self: Environment, source: str, name: str = "", filename: str = "") -> object:
        names.append(name)
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", watch)
    return names


def rendered(config: SiteConfig, store: Store) -> bytes:
    return Renderer(config, CompiledTemplates(store, site_version(config))).render(not_found_page(config)).content


def test_once(tmp_path: Path, compiled: list[str]) -> None:
    config, store = SiteConfig(), Store(tmp_path)
    first = rendered(config, store)
    assert "not_found_page.html" in compiled
    compiled.clear()
    assert rendered(config, store) == first
    assert compiled == []


def test_again_when_a_template_changes(tmp_path: Path) -> None:
    config, store = SiteConfig(theme=str(tmp_path / "theme")), Store(tmp_path / "store")
    (tmp_path / "theme").mkdir()
    for text in ("一", "二"):
        (tmp_path / "theme/not_found_page.html").write_text(text, encoding="utf-8")
        assert rendered(config, store).decode() == text


def test_again_when_the_store_is_damaged(tmp_path: Path, compiled: list[str]) -> None:
    config, store = SiteConfig(), Store(tmp_path)
    first = rendered(config, store)
    for entry in tmp_path.glob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-9])
    compiled.clear()
    assert rendered(config, store) == first
    assert "not_found_page.html" in compiled
