"""What a build did."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.finding import Finding

WORKER_LOST = "worker-lost"
"""The check of findings about work that was given up; the next build tries it again."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `problems` are the findings of severity error; `counts` counts all by severity value."""

    sources: int
    departments: int
    reports: int
    pages: int
    facts: int
    counts: tuple[tuple[str, int], ...]
    problems: tuple[Finding, ...]
    seconds: float
    unchanged: bool = False

    @property
    def findings(self) -> int:
        """The number of findings of all severities."""
        return sum(count for _, count in self.counts)
