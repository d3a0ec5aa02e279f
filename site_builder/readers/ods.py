"""Reading of OpenDocument workbooks (.ods)."""

from site_builder.readers.odf import read

__all__ = ["read"]
