"""One more check: its docstring is what the public rules page shows."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.checks.audit import Audit
from site_builder.checks.registry import Category, Note, check
from site_builder.model.finding import Severity

LEAST_PROJECTS = 3


@check(name="example-all-full-marks", severity=Severity.INFO, category=Category.SENSE)
def all_full_marks(audit: Audit) -> Iterable[Note]:
    """所有项目自评都是满分。

    三个以上项目的自评得分全部是 100 分时指出，请读者留意；不说明其中有错。
    """
    scores = [project.score for project in audit.report.projects if project.score]
    if len(scores) >= LEAST_PROJECTS and all(score.value.number == 100 for score in scores):
        yield Note(
            locators=tuple(score.locator for score in scores),
            subject=audit.report.department,
            message=f"列出得分的 {len(scores)} 个项目自评都是 100 分。",
            facts=tuple(score.id for score in scores),
        )
