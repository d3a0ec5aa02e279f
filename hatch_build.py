"""Hatchling hook: builds the browser assets so that every wheel holds them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def load_script(root: Path) -> ModuleType:
    """Import scripts/build_assets.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("build_assets", root / "scripts" / "build_assets.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `site_builder/_assets` before a wheel is packed; a source archive carries the sources instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing; the folder is git-ignored, so it is named as an artifact."""
        if self.target_name != "wheel":
            return
        load_script(Path(self.root)).build(Path(self.root))
        if version != "editable":
            build_data["artifacts"].append("site_builder/_assets/*")
