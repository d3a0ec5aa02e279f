"""Forms whose grid was lost in an export: lines, blanks or pipes part the cells, and the labels say what they are."""

from __future__ import annotations

from site_builder.readers.loose.restore import restore_forms

__all__ = ["restore_forms"]
