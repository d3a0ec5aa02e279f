"""Structured data for machines (schema.org JSON-LD) and page fragments for portals."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile
from site_builder.model.site import DepartmentSummary, ReportSummary, SiteSummary
from site_builder.paths import relative

CONTEXT = "https://schema.org"
_MEDIA = (("facts.csv", "text/csv"), ("facts.json", "application/json"))


def department_json_ld(summary: DepartmentSummary, config: SiteConfig) -> Iterator[tuple[str, str]]:
    """Yield (folder, JSON-LD) for the department's page and its reports' pages."""
    office = _office(summary, config)
    yield summary.path, _text({"@context": CONTEXT, **office})
    for report in summary.reports:
        place = report.path if len(summary.reports) > 1 else summary.path
        yield report.path, _text({"@context": CONTEXT, **_dataset(report, place, office, config)})


def site_json_ld(summary: SiteSummary, config: SiteConfig) -> str:
    """Return the JSON-LD of the home page: the catalogue of all data."""
    content: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "name": config.name,
        "inLanguage": "zh-CN",
        "description": "政府部门预算、决算与绩效自评的公开数据",
    }
    if config.organisation:
        content["publisher"] = {"@type": "GovernmentOrganization", "name": config.organisation}
    if config.base_url:
        content["url"] = config.base_url
    return _text(content)


def _office(summary: DepartmentSummary, config: SiteConfig) -> dict[str, object]:
    office: dict[str, object] = {"@type": "GovernmentOrganization", "name": summary.name}
    if summary.region:
        office["areaServed"] = {"@type": "AdministrativeArea", "name": "".join(summary.region)}
    if config.base_url:
        office["url"] = config.base_url + summary.path
    return office


def _dataset(report: ReportSummary, place: str, office: dict[str, object], config: SiteConfig) -> dict[str, object]:
    page = f"{report.path}index.html"
    content: dict[str, object] = {
        "@type": "Dataset",
        "name": report.title,
        "description": f"{report.department}{report.year or ''}年度{report.kind_title}中的全部数据，每项都带有在原文里的位置。",
        "inLanguage": "zh-CN",
        "creator": office,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": _address(page, f"{place}data/{name}", config),
            }
            for name, media in _MEDIA
        ],
    }
    if report.year:
        content["temporalCoverage"] = str(report.year)
    if report.date:
        content["datePublished"] = report.date
    if report.region:
        content["spatialCoverage"] = {"@type": "AdministrativeArea", "name": "".join(report.region)}
    if config.licence_url or config.licence:
        content["license"] = config.licence_url or config.licence
    return content


def _address(page: str, path: str, config: SiteConfig) -> str:
    return config.base_url + path if config.base_url else relative(page, path)


def _text(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)


_FRAGMENT = Markup(
    '<section class="site-builder-department" lang="zh-CN"><h2>{name}</h2><ul>{reports}</ul>'
    '<p><a href="{link}">查看全部数据和核对结果</a></p></section>\n'
)
_ENTRY = Markup('<li><a href="{link}">{title}</a>{figures}</li>')
FRAGMENT_FIGURES = 4


def fragment(summary: DepartmentSummary, config: SiteConfig) -> OutputFile:
    """Return the department as a piece of HTML without html or head, for portals that paste content into a column."""
    page = f"{summary.path}fragment.html"

    def address(path: str) -> str:
        return config.base_url + path + "index.html" if config.base_url else relative(page, path)

    entries = Markup("").join(
        _ENTRY.format(link=address(report.path), title=report.title, figures=_figures(report))
        for report in summary.reports
    )
    text = _FRAGMENT.format(name=summary.name, reports=entries, link=address(summary.path))
    return OutputFile(page, str(text).encode())


def _figures(report: ReportSummary) -> str:
    shown = [
        f"{figure.title} {figure.fact.value.printed}{figure.fact.value.unit}"
        for figure in report.key_figures[:FRAGMENT_FIGURES]
        if figure.fact.value.number is not None
    ]
    return f"（{'，'.join(shown)}）" if shown else ""
