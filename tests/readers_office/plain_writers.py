"""The forms as plain text, Markdown, old Word and scans: what the writers of `make_fixtures` cannot give."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2
from make_fixtures import FormGrid, written

from site_builder.readers.office.soffice import find_soffice

SCAN_DPI = 200


def _grid(form: FormGrid) -> list[list[str]]:
    """Return the texts row by row; what a merged cell covers is blank, as office suites export it."""
    grid = [[""] * form.ncols for _ in range(form.nrows)]
    for row, col, _, _, text in form.spans:
        grid[row][col] = text
    return grid


def write_txt(form: FormGrid) -> bytes:
    """Write one row a line, cells parted by tabs."""
    rows = ["\t".join(row) for row in _grid(form)]
    return "\n".join((form.title, *form.above, *rows, *form.below, "")).encode()


def write_md(form: FormGrid) -> bytes:
    """Write a pipe table under a heading."""
    rows = ["|" + "|".join(row) + "|" for row in _grid(form)]
    rows.insert(1, "|" + "---|" * form.ncols)
    above = "".join(f"{line}\n\n" for line in form.above)
    below = "".join(f"\n{line}\n" for line in form.below)
    return f"# {form.title}\n\n{above}{chr(10).join(rows)}\n{below}".encode()


def write_docs(forms: tuple[FormGrid, ...], folder: Path) -> dict[str, bytes]:
    """Return the forms as old Word files by name, all converted by one run of LibreOffice."""
    for form in forms:
        (folder / f"{form.name}.docx").write_bytes(written(form, "docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [find_soffice(), profile, "--headless", "--convert-to", "doc", "--outdir", str(folder)]
    command += [str(folder / f"{form.name}.docx") for form in forms]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {form.name: (folder / f"{form.name}.doc").read_bytes() for form in forms}


def scanned(pdf: bytes, dpi: int = SCAN_DPI) -> bytes:
    """Return a PDF of pictures only, one grey picture a page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return out.getvalue()
