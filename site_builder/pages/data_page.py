"""The page that describes the open data: files, columns, licence, how to cite."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import DataTable, Page, PageExtras
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.layout import Layout, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class TableView:
    """One table: its columns, and its schema as a file."""

    name: str
    title: str
    version: str
    schema_href: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """The context of data_page.html."""

    layout: Layout
    heading: str
    downloads: tuple[DownloadView, ...]
    tables: tuple[TableView, ...]
    publisher: str
    address: str


def data_page(config: SiteConfig, extras: PageExtras) -> Page:
    """Return the description of the open data."""
    path = "data/index.html"
    page = DataPage(
        layout=build_layout(path, "开放数据", config, description="全部数据的下载、每一列的含义、许可和引用方法"),
        heading="开放数据",
        downloads=download_views(extras.downloads_of(""), path),
        tables=tuple(_table(path, table) for table in extras.tables),
        publisher=config.organisation or config.name,
        address=config.base_url,
    )
    return Page(path, "data_page.html", page, plain_entry(path, "开放数据"))


def _table(page: str, table: DataTable) -> TableView:
    return TableView(table.name, table.title, table.version, relative(page, table.schema_path), table.columns)
