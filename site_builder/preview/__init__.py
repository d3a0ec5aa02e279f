"""Local preview: livereload over the same build; a broken report shows its error and the last good site stays."""

from site_builder.preview.server import serve
from site_builder.preview.watching import Preview

__all__ = ["Preview", "serve"]
