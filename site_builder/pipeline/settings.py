"""What one build is asked to do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.model.config import SiteConfig

STORE_NAME = ".site-builder"

Progress = Callable[[str, int, int], None]
"""Called with the step's Chinese name, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """Paths and options of a build. `jobs` is the number of worker processes, 0 for one a processor.

    `published` is the site whose corrections and older versions are carried on; the output itself when it is None.
    """

    content: Path
    output: Path
    config: SiteConfig = field(default_factory=SiteConfig)
    jobs: int = 0
    cluster: str = ""
    strict: bool = False
    published: Path | None = None

    @property
    def history_folder(self) -> Path:
        """The site that was published before."""
        return self.published or self.output

    @property
    def store_folder(self) -> Path:
        """The cache: `SITE_BUILDER_STORE`, or `.site-builder` beside the output."""
        named = os.environ.get("SITE_BUILDER_STORE")
        if named:
            return Path(named).absolute()
        parent = self.output.absolute().parent
        return parent if parent.name == STORE_NAME else parent / STORE_NAME

    @property
    def workers(self) -> int:
        """The number of worker processes."""
        return self.jobs or os.cpu_count() or 1
