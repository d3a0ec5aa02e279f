"""The frame of every page: head, header, breadcrumbs, footer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.paths import relative

NAVIGATION = (
    ("home", "首页", "index.html"),
    ("projects", "项目成效", "projects/index.html"),
    ("compare", "比较", "compare/index.html"),
    ("glossary", "名词解释", "glossary/index.html"),
    ("method", "数据与方法", "method/index.html"),
)
FOOTER_LINKS = (
    ("站点地图", "map/index.html"),
    ("更正记录", "corrections/index.html"),
    ("核对规则", "rules/index.html"),
    ("开放数据", "data/index.html"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a page shows it; `current` marks the page itself or its section."""

    title: str
    href: str
    current: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """What header and footer need of the settings; empty fields are not shown."""

    name: str
    organisation: str
    contact: str
    address: str
    licence: str
    licence_url: str
    sample: bool
    icp: str
    police_record: str
    police_record_url: str
    site_id_code: str
    emblem_image: str
    emblem_url: str
    error_report_url: str
    metas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The frame of one page. `root` is the way up to the site's root, empty or ending in `/`.

    `title` names the page among its neighbours, `full_title` among all pages: tabs and search engines show it.
    """

    title: str
    full_title: str
    root: str
    description: str
    crumbs: tuple[Link, ...]
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    metas: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    canonical: str
    base_href: str
    json_ld: Markup
    charts: bool
    section: str
    site: SiteFrame


@dataclass(frozen=True, slots=True)
class Article:
    """What the meta tags of a content page say (政府网站发展指引)."""

    date: str = ""
    source: str = ""
    keywords: str = ""


@lru_cache(maxsize=8)
def site_frame(config: SiteConfig) -> SiteFrame:
    """Return the part of the frame that is the same on every page."""
    portal = config.portal
    metas = (
        ("SiteName", portal.site_name or config.name),
        ("SiteDomain", portal.site_domain or urlsplit(config.base_url).netloc),
        ("SiteIDCode", portal.site_id_code),
        ("ColumnName", portal.column_name),
        ("ColumnDescription", portal.column_description),
        ("ColumnKeywords", portal.column_keywords),
        ("ColumnType", portal.column_type),
    )
    return SiteFrame(
        name=config.name,
        organisation=config.organisation,
        contact=config.contact,
        address=config.address,
        licence=config.licence,
        licence_url=config.licence_url,
        sample=config.sample,
        icp=portal.icp,
        police_record=portal.police_record,
        police_record_url=portal.police_record_url,
        site_id_code=portal.site_id_code,
        emblem_image=portal.emblem_image,
        emblem_url=portal.emblem_url,
        error_report_url=portal.error_report_url,
        metas=tuple((name, content) for name, content in metas if content),
    )


@lru_cache(maxsize=1024)
def _links(root: str, section: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    navigation = tuple(Link(title, root + path, name == section) for name, title, path in NAVIGATION)
    return navigation, tuple(Link(title, root + path) for title, path in FOOTER_LINKS)


def build_layout(
    path: str,
    title: str,
    config: SiteConfig,
    *,
    owner: str = "",
    section: str = "",
    description: str = "",
    crumbs: tuple[tuple[str, str], ...] = (),
    article: Article | None = None,
    json_ld: str = "",
    charts: bool = False,
) -> Layout:
    """Return the frame of the page at `path`; `crumbs` pairs title and address from the root, home left out.

    `owner` is whom the page is about where its title does not say so: a department, a report.
    """
    root = "../" * path.count("/")
    navigation, footer = _links(root, section)
    canonical = f"{config.base_url.rstrip('/')}/{path}" if config.base_url else ""
    full_title = " - ".join(dict.fromkeys(part for part in (title, owner, config.name) if part))
    return Layout(
        title=title,
        full_title=full_title,
        root=root,
        description=description or title,
        crumbs=_crumbs(path, title, crumbs),
        navigation=navigation,
        footer=footer,
        metas=_article_metas(title, description, canonical, article),
        properties=_properties(title, description or title, canonical, config, article),
        canonical=canonical,
        base_href="",
        json_ld=_safe_json(json_ld),
        charts=charts,
        section=section,
        site=site_frame(config),
    )


def _crumbs(path: str, title: str, crumbs: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    if path == "index.html":
        return ()
    steps = (("首页", "index.html"), *crumbs)
    return (*(Link(name, relative(path, target)) for name, target in steps), Link(title, "", True))


def _article_metas(title: str, description: str, url: str, article: Article | None) -> tuple[tuple[str, str], ...]:
    if article is None:
        return ()
    metas = (
        ("ArticleTitle", title),
        ("PubDate", article.date),
        ("ContentSource", article.source),
        ("Keywords", article.keywords),
        ("Description", description),
        ("Url", url),
    )
    return tuple((name, content) for name, content in metas if content)


def _properties(
    title: str, description: str, url: str, config: SiteConfig, article: Article | None
) -> tuple[tuple[str, str], ...]:
    properties = (
        ("og:title", title),
        ("og:type", "article" if article else "website"),
        ("og:site_name", config.name),
        ("og:locale", "zh_CN"),
        ("og:description", description),
        ("og:url", url),
    )
    return tuple((name, content) for name, content in properties if content)


def _safe_json(text: str) -> Markup:
    """Return JSON that cannot close its script element: `<` only ever stands inside strings."""
    return Markup(text.replace("<", "\\u003c"))
