"""Expected results beside a sample: records as JSON data, compared as data, rewritten only when asked."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent / "samples"


def sample_folders() -> list[Path]:
    """Every sample: a folder with one `source.*`."""
    return sorted(path.parent for path in SAMPLES.glob("*/source.*"))


def source_of(folder: Path) -> Path:
    """The sample's source file."""
    (path,) = folder.glob("source.*")
    return path


def as_data(value: Any) -> Any:
    """Turn records into JSON data: fields at their default are left out, so a new optional field moves nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {
            field.name: as_data(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
        return {"is": type(value).__name__, **data}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_data(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    return value


def check_golden(path: Path, actual: Any, request: pytest.FixtureRequest) -> None:
    """Compare `actual` with the JSON at `path`; with --update-samples write it instead. A missing file fails."""
    data = as_data(actual)
    if request.config.getoption("--update-samples"):
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    assert path.is_file(), f"{path} is missing: look at the result, then run pytest with --update-samples"
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert data == expected
