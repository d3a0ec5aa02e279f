"""The only writer of the site: gathers it in a folder beside and swaps the finished site in whole."""

from site_builder.output.locking import check_target, lock_target
from site_builder.output.manifest import (
    MANIFEST,
    ManifestEntry,
    Tally,
    iterate_manifest,
    manifest_digest,
    parse_lines,
    read_manifest,
)
from site_builder.output.placing import Place, Placed, place_files, safe_path
from site_builder.output.problems import write_problem
from site_builder.output.writer import PartRecord, SiteIndex, SiteWriter, SpareDamaged, is_intact

__all__ = [
    "MANIFEST",
    "ManifestEntry",
    "PartRecord",
    "Place",
    "Placed",
    "SiteIndex",
    "SiteWriter",
    "SpareDamaged",
    "Tally",
    "check_target",
    "is_intact",
    "iterate_manifest",
    "lock_target",
    "manifest_digest",
    "parse_lines",
    "place_files",
    "read_manifest",
    "safe_path",
    "write_problem",
]
