"""What is to be done for each file, and the key that changes with its content, settings and code.

Light on purpose: a build in which nothing has changed imports no reader, form, check or page.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.model.config import Allowance, FileHints, SiteConfig
from site_builder.pipeline.scan import SourceFile
from site_builder.pipeline.versions import READING, code_version
from site_builder.store import content_key


@dataclass(frozen=True, slots=True)
class AnalyseTask:
    """A file with what was set for it; `key` changes with content, settings and code."""

    path: Path
    source: str
    sha256: str
    hints: FileHints
    allowances: tuple[Allowance, ...]
    key: str


def make_task(file: SourceFile, config: SiteConfig) -> AnalyseTask:
    """Return the task for one file."""
    hints = config.hints_for(file.source)
    allowances = tuple(item for item in config.allowances if item.file == file.source)
    key = content_key("analysis", code_version(*READING), file.source, file.sha256, repr(hints), repr(allowances))
    return AnalyseTask(file.path.absolute(), file.source, file.sha256, hints, allowances, key)
