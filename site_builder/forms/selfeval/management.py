"""The block on how a transfer's money was managed: a point a row, with what is said of it, its points and its problems."""

from __future__ import annotations

from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Row, Token, is_numeric
from site_builder.model.report import Fact
from site_builder.spellings import MANAGEMENT_SECTION, MANAGEMENT_TEXT


class ManagementBlock:
    """Collects rows such as `下达及时性 | 30日内下达 | 无` below `情况说明 | 存在问题和改进措施`."""

    def __init__(self) -> None:
        self.rows: list[tuple[Token, list[tuple[str, Token]]]] = []
        self._heads: list[tuple[int, str]] = []

    def read_heading(self, row: Row) -> bool:
        """Take in the heading; False when the row is none."""
        first = next((place for place, token in enumerate(row) if MANAGEMENT_TEXT.fullmatch(token.folded)), None)
        if first is None or first > 1 or len(row) - first < 2:
            return False
        self._heads = [(token.col, token.text) for token in row[first:]]
        return True

    def read_row(self, row: Row) -> bool:
        """Take in a point; False when the row does not fit the heading."""
        own = [
            token for token in row if token.col < self._heads[0][0] and not MANAGEMENT_SECTION.fullmatch(token.folded)
        ]
        said = [token for token in row if token.col >= self._heads[0][0]]
        if not own:
            return False
        self.rows.append((own[-1], [(self._head(token.col), token) for token in said]))
        return True

    def _head(self, col: int) -> str:
        return [text for head, text in self._heads if head <= col][-1]

    def write(self, scribe: Scribe, subject: str) -> tuple[tuple[str, Fact], ...]:
        """Write the facts: what is said under the point's own name, the rest under name and heading."""
        written: list[tuple[str, Fact]] = []
        for point, said in self.rows:
            for head, token in said:
                name = point.text if head == self._heads[0][1] else f"{point.text}:{head}"
                points = is_numeric(token) and head in ("分值", "得分")
                written.append(
                    (name, scribe.number(token, subject, name, "分") if points else scribe.text(token, subject, name))
                )
        return tuple(written)
