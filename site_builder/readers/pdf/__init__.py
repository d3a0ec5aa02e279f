"""Reading of PDF files: cells from ruled lines, prose from lines of characters."""

from site_builder.readers.pdf.document import read

__all__ = ["read"]
