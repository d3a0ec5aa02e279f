"""Prose: facts in running text, and the sections, glossary and projects it makes."""

from __future__ import annotations

from site_builder.forms.prose.reading import ProseResult, read_prose

__all__ = ["ProseResult", "read_prose"]
