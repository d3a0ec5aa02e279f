"""Original files offered for download: only those in which the privacy gate found nothing.

A file is published as it is, so what the gate masks on pages cannot be masked in it; such a file is held back, and
the operator is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding, Severity
from site_builder.model.output import OutputFile
from site_builder.model.site import SourceAnalysis
from site_builder.paths import original_path
from site_builder.pipeline.analyse import load
from site_builder.pipeline.scan import SourceFile
from site_builder.pipeline.tasks import AnalyseTask, make_task
from site_builder.store import Store

PRIVATE = "private-data"


@dataclass(frozen=True, slots=True)
class Offered:
    """The original of one source: its file on the site, or why there is none."""

    source: str
    file: OutputFile | None
    finding: Finding | None


def original_of(task: AnalyseTask) -> Path | None:
    """Return the original that site.toml names for a source, None when it names none or it is not there."""
    name = task.hints.original
    if not name or name.startswith(("http://", "https://")):
        return None
    depth = len(PurePosixPath(task.source).parts)
    root = task.path.parents[depth - 1].resolve()
    path = (root / name).resolve()
    return path if root in path.parents and path.is_file() else None


def original_hash(task: AnalyseTask) -> str:
    """Return the hash of a source's original, empty when there is none: pages change with it."""
    path = original_of(task)
    return sha256(path.read_bytes()).hexdigest() if path else ""


def offer_original(task: AnalyseTask, config: SiteConfig, store: Store) -> Offered | None:
    """Return the original of a source as it is offered, None when site.toml names none."""
    path = original_of(task)
    if path is None:
        return None
    content = path.read_bytes()
    name = task.hints.original
    read = load(make_task(SourceFile(path, name, sha256(content).hexdigest()), config), store)
    reason = _reason_against(read)
    if reason:
        return Offered(task.source, None, _held_back(task.source, name, reason))
    return Offered(task.source, OutputFile(original_path(task.source, name), content), None)


def _reason_against(read: SourceAnalysis) -> str:
    if read.document is None:
        return "读不出内容，无法确认其中没有个人隐私"
    findings = (*read.findings, *(finding for item in read.reports for finding in item.findings))
    return "含有个人隐私，页面上可以遮盖，文件里不能" if any(item.check == PRIVATE for item in findings) else ""


def _held_back(source: str, name: str, reason: str) -> Finding:
    return Finding(
        check="original-held-back",
        severity=Severity.WARNING,
        source=source,
        locators=(),
        subject=source,
        message=f"原文件 {name} 没有提供下载：{reason}。请换成处理过的文件，或删去 site.toml 里的 original。",
    )
