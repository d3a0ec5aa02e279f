"""One file on its own, for `extract`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from site_builder.errors import ContentNotFound
from site_builder.model.config import SiteConfig
from site_builder.model.site import SourceAnalysis
from site_builder.pipeline.analyse import analyse
from site_builder.pipeline.scan import SourceFile, printable
from site_builder.pipeline.tasks import make_task
from site_builder.privacy import mask_name


def analyse_file(path: Path, config: SiteConfig) -> SourceAnalysis:
    """Return what was understood of one file, nothing taken from the store."""
    if not path.is_file():
        raise ContentNotFound(f"找不到文件 {path}", "请检查路径；文件名含空格时请加引号。")
    return analyse(
        make_task(SourceFile(path, mask_name(printable(path.name)), sha256(path.read_bytes()).hexdigest()), config)
    )
