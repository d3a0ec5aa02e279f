"""The pattern page: every component of the design once, for those who make a theme."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.finding import ItemState, Severity
from site_builder.model.output import Page
from site_builder.pages.downloads import DownloadView
from site_builder.pages.findings import SEVERITY_TITLES, STATE_TITLES, ChecklistView, FindingView
from site_builder.pages.key_figures import KeyFigureView
from site_builder.pages.layout import Layout, Link, build_layout

COLOURS = (
    "text", "text-quiet", "surface", "surface-sunken", "surface-tint", "border", "border-strong", "link", "primary",
    "accent", "header", "focus", "error", "warning", "info", "success", "mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """The context of patterns_page.html; all content is made up on the spot and stands for nothing."""

    layout: Layout
    heading: str
    colours: tuple[str, ...]
    key_figures: tuple[KeyFigureView, ...]
    findings: tuple[FindingView, ...]
    checklist: tuple[ChecklistView, ...]
    downloads: tuple[DownloadView, ...]


def patterns_page(config: SiteConfig) -> Page:
    """Return the pattern page; search leaves it out."""
    path = "patterns/index.html"
    page = PatternsPage(
        layout=build_layout(path, "组件样式", config, section="method", description="本站使用的全部组件"),
        heading="组件样式",
        colours=COLOURS,
        key_figures=(
            KeyFigureView(
                "示例支出", Markup('<a class="v" href="#figures">1.235 亿元</a>'), "12,345.60 万元", "示例", ""
            ),
            KeyFigureView("示例得分", Markup('<a class="v" href="#figures">96.5 分</a>'), "", "", "这里是解释。"),
        ),
        findings=tuple(_finding(number, severity) for number, severity in enumerate(Severity, 1)),
        checklist=tuple(
            ChecklistView(f"示例项目 {number}", state.value.replace("_", "-"), STATE_TITLES[state], "", "示例依据")
            for number, state in enumerate(ItemState, 1)
        ),
        downloads=(DownloadView("示例文件", "#downloads", "CSV", "12 KB"),),
    )
    return Page(path, "patterns_page.html", page)


def _finding(number: int, severity: Severity) -> FindingView:
    return FindingView(
        number=number,
        severity=severity.value,
        severity_title=SEVERITY_TITLES[severity],
        check="example",
        subject="示例表",
        message=Markup("这里用一句话说明哪些数字之间的关系需要留意。"),
        expected="12.00",
        actual="12.01",
        difference="0.01",
        proposal="",
        waiver="",
        places=(Link("第 1 行", "#findings"),),
        more_places=0,
        rule_href="#findings",
    )
