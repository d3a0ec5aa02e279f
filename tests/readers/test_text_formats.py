"""The text and Markdown exports of an office suite agree with the truth of their tables."""

import json
from pathlib import Path

import pytest

from site_builder.model.document import Heading
from site_builder.readers import read_file

pytestmark = pytest.mark.real


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_cells_agree_with_the_truth(shared: Path, suffix: str) -> None:
    """Text cannot show merged cells: every anchor's text stands at its place, and nothing stands elsewhere."""
    truth = json.loads((shared / "formats" / "truth.json").read_text(encoding="utf-8"))
    for name, expected in truth.items():
        document = read_file(shared / "formats" / f"{name}.{suffix}", f"{name}.{suffix}")
        (table,) = document.tables()
        assert (table.nrows, table.ncols) == (expected["nrows"], expected["ncols"])
        found = {(cell.row, cell.col): cell.text for cell in table.cells if cell.text}
        wanted = {(row, col): text for row, col, _, _, text in expected["spans"] if text}
        assert found == wanted
        (title,) = (block for block in document.blocks if isinstance(block, Heading))
        assert title.text == expected["title"]
