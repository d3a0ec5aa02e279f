"""Data packages (Data Package 2) that describe the CSV files of a folder."""

from __future__ import annotations

import json
from hashlib import sha256

from site_builder.exports.schema import FACT_COLUMNS, FINDING_COLUMNS, PROFILE, VERSION, Column, table_schema
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile

TABLES = {"facts": FACT_COLUMNS, "findings": FINDING_COLUMNS}
TITLES = {"facts": "全部数据", "findings": "核对结果"}


def data_package(folder: str, title: str, name: str, files: dict[str, bytes], config: SiteConfig) -> OutputFile:
    """Return `datapackage.json` for the CSV files (`facts`, `findings`) given with their contents."""
    resources = [_resource(table, len(content), sha256(content).hexdigest()) for table, content in files.items()]
    return package_file(folder, title, name, resources, config)


def package_file(
    folder: str, title: str, name: str, resources: list[dict[str, object]], config: SiteConfig
) -> OutputFile:
    """Return `datapackage.json` with the resources given."""
    package: dict[str, object] = {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "description": "从公开的预算、决算和绩效自评文件中逐项读出的数据，每项都带有在原文里的位置。",
        "version": VERSION,
        "keywords": ["部门预算", "部门决算", "绩效自评", "fiscal"],
        "resources": resources,
    }
    if config.organisation:
        package["contributors"] = [{"title": config.organisation, "roles": ["publisher"]}]
    if config.base_url:
        package["homepage"] = config.base_url
    if config.licence:
        licence = {"title": config.licence} | ({"path": config.licence_url} if config.licence_url else {})
        package["licenses"] = [licence | {"name": config.licence}]
    text = json.dumps(package, ensure_ascii=False, indent=1)
    return OutputFile(f"{folder}datapackage.json", (text + "\n").encode())


def _resource(table: str, size: int, digest: str) -> dict[str, object]:
    return resource(table, TABLES[table], TITLES[table]) | {"bytes": size, "hash": f"sha256:{digest}"}


def resource(table: str, columns: tuple[Column, ...], title: str) -> dict[str, object]:
    """Return the description of one CSV file."""
    return {
        "name": table,
        "title": title,
        "path": f"{table}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": table_schema(columns),
    }
