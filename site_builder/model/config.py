"""What the operator sets in site.toml, as frozen records with defaults for every key."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PortalConfig:
    """Fields of 政府网站发展指引 (国办发〔2017〕47号) for meta tags and footer."""

    site_name: str = ""
    site_domain: str = ""
    site_id_code: str = ""
    column_name: str = "部门预决算与绩效公开"
    column_description: str = "部门预算、部门决算与绩效自评结果公开"
    column_keywords: str = "部门预算,部门决算,绩效自评,三公经费"
    column_type: str = "政务公开"
    icp: str = ""
    police_record: str = ""
    police_record_url: str = ""
    emblem_image: str = ""
    emblem_url: str = ""
    error_report_url: str = ""


@dataclass(frozen=True, slots=True)
class FileHints:
    """What a file's text cannot tell, set by the operator for one file."""

    region: tuple[str, ...] = ()
    department: str = ""
    year: int | None = None
    kind: str = ""
    approval_date: str = ""
    publication_date: str = ""
    source_url: str = ""
    original: str = ""
    correction_reason: str = ""
    scope: str = ""
    correction_date: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A reviewed exception of the privacy gate.."""

    file: str
    kind: str
    locator: str
    reason: str
    role: str
    date: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that was looked at and stays; shown with its reason."""

    file: str
    check: str
    reason: str
    role: str
    date: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The whole of site.toml. `files` pairs source path and hints."""

    name: str = "部门预决算与绩效公开"
    organisation: str = ""
    contact: str = ""
    address: str = ""
    base_url: str = ""
    licence: str = ""
    licence_url: str = ""
    theme: str = ""
    sample: bool = False
    portal: PortalConfig = field(default_factory=PortalConfig)
    files: tuple[tuple[str, FileHints], ...] = ()
    allowances: tuple[Allowance, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def hints_for(self, source: str) -> FileHints:
        """Return what was set for `source`, or empty hints."""
        for name, hints in self.files:
            if name == source:
                return hints
        return FileHints()
