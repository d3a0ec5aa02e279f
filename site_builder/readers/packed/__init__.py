"""Official tables that were copied as running text: nothing but blanks between cells, and blank cells gone."""

from __future__ import annotations

from site_builder.readers.packed.restore import restore_statements

__all__ = ["restore_statements"]
