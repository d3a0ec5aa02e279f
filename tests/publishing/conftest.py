"""A built site and a real web server for it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from web_server import nginx

from site_builder.model.config import SiteConfig
from site_builder.pipeline import BuildSettings, build


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Path:
    folder = tmp_path_factory.mktemp("published")
    (folder / "content").mkdir()
    for start in ("栖禾区", "霜河县"):
        shutil.copy(next(content.glob(f"{start}*")), folder / "content")
    build(BuildSettings(folder / "content", folder / "site", SiteConfig(), jobs=1))
    return folder / "site"


@pytest.fixture
def served(tmp_path: Path) -> Callable[[Path], object]:
    """`with served(site) as address:`; the test skips, and says so, where nginx is not installed."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed (system package nginx)")
    return lambda site: nginx(site, tmp_path)
