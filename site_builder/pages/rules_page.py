"""The public list of checks: what is compared, and why."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.finding import Rule
from site_builder.model.output import Page
from site_builder.pages.findings import SEVERITY_TITLES
from site_builder.pages.layout import Layout, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import anchor


@dataclass(frozen=True, slots=True)
class RuleView:
    """One check; `reason` in paragraphs."""

    anchor: str
    name: str
    severity: str
    severity_title: str
    title: str
    reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The context of rules_page.html: rules by category."""

    layout: Layout
    heading: str
    count: int
    groups: tuple[tuple[str, tuple[RuleView, ...]], ...]


def rules_page(rules: tuple[Rule, ...], config: SiteConfig) -> Page:
    """Return the rules page."""
    path = "rules/index.html"
    groups: dict[str, list[RuleView]] = {}
    for rule in rules:
        groups.setdefault(rule.category or "规则", []).append(_view(rule))
    page = RulesPage(
        layout=build_layout(
            path,
            "核对规则",
            config,
            section="method",
            description="本站怎样自动核对公开的数字：每条规则比较什么，依据是什么",
            crumbs=(("数据与方法", "method/index.html"),),
        ),
        heading="核对规则",
        count=len(rules),
        groups=tuple((title, tuple(views)) for title, views in groups.items()),
    )
    return Page(path, "rules_page.html", page, plain_entry(path, "核对规则"))


def _view(rule: Rule) -> RuleView:
    reason = tuple(part.strip() for part in rule.reason.split("\n\n") if part.strip())
    severity = SEVERITY_TITLES[rule.severity]
    return RuleView(anchor(rule.name), rule.name, rule.severity.value, severity, rule.title, reason)
