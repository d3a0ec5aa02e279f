"""A built site of the sample reports, shared by the tests of this folder."""

from pathlib import Path

import pytest

from site_builder.pipeline import BuildResult, BuildSettings, build


@pytest.fixture(autouse=True)
def _let_mistakes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_BUILDER_DEBUG", "1")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, content: Path) -> tuple[Path, BuildResult]:
    """The site of `content/` and what the build said."""
    target = tmp_path_factory.mktemp("built") / "site"
    return target, build(BuildSettings(content, target, jobs=1))
