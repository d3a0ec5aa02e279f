"""Recognised pages kept in a folder by the hash of their image: a page costs 10-30 seconds once."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from site_builder.readers import progress
from site_builder.readers.ocr.engine import engine_version
from site_builder.readers.ocr.page import VERSION, RecognisedPage, recognise_page
from site_builder.readers.pdf.geometry import Glyph, Rule


def recognise_kept(image: bytes) -> RecognisedPage:
    """Return the recognised page, from the folder set in `progress` when it was recognised before."""
    folder = progress.cache_folder()
    if not folder:
        return recognise_page(image)
    key = sha256(b"\0".join((VERSION.encode(), engine_version().encode(), image))).hexdigest()
    path = Path(folder) / f"{key}.json"
    found = _load(path)
    if found is None:
        found = recognise_page(image)
        _save(path, found)
    return found


def _load(path: Path) -> RecognisedPage | None:
    """A missing or damaged entry only costs the time to recognise again."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        glyphs = tuple(Glyph(*values) for values in kept["glyphs"])
        rules = tuple(Rule(*values) for values in kept["rules"])
        return RecognisedPage(kept["width"], kept["height"], glyphs, rules)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(path: Path, page: RecognisedPage) -> None:
    kept = {
        "width": page.width,
        "height": page.height,
        "glyphs": [[g.text, g.x0, g.y0, g.x1, g.y1, g.confidence, g.spaced] for g in page.glyphs],
        "rules": [[r.horizontal, r.at, r.start, r.end] for r in page.rules],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as out:
            json.dump(kept, out, ensure_ascii=False)
        Path(out.name).replace(path)
    except OSError:
        return
