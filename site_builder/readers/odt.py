"""Reading of OpenDocument texts (.odt)."""

from site_builder.readers.odf import read

__all__ = ["read"]
