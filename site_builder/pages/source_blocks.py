"""The blocks of a structured document as markup: pages, paragraphs and tables, every place with an id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from site_builder.model.document import Block, Cell, Document, Heading, Table
from site_builder.model.finding import Finding
from site_builder.pages.cited import Citation, place_facts, with_citations
from site_builder.pages.finding_words import place_title
from site_builder.pages.source_notes import SourceNotes, folded_facts
from site_builder.pages.values import escaped, page_number
from site_builder.paths import anchor


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph or heading, or the part of one that stands on one page."""

    text: str
    locator: str
    heading: bool


def block_rows(document: Document, notes: SourceNotes) -> Iterator[Markup]:
    """Yield the document's blocks; those of a paged document come in one element a page, also pages without text."""
    done = 0
    pieces = (piece for block in document.blocks for piece in _pieces(block))
    for page, group in groupby(pieces, key=lambda piece: page_number(piece.locator)):
        if page:
            yield from (_empty_page(number) for number in range(done + 1, page))
            yield _page(page, list(group), notes)
            done = max(done, page)
        else:
            yield from (_block(piece, notes) for piece in group)
    yield from (_empty_page(number) for number in range(done + 1, document.page_count + 1) if done)


def _pieces(block: Block) -> Iterator[_Text | Table]:
    """Yield a table or the parts of a text; a paragraph that was rejoined over a page break has one for each page."""
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Heading):
        yield _Text(block.text, block.locator, True)
    else:
        yield from (_Text(text, locator, False) for locator, text in block.pieces())


def _empty_page(number: int) -> Markup:
    return Markup(f'<div class="page" id="p{number}"><p class="page-break">第 {number} 页（没有单独的文字）</p></div>')


def _page(number: int, pieces: list[_Text | Table], notes: SourceNotes) -> Markup:
    """Return one page: facts and findings that name only the page stand beside the text with their words."""
    locator = f"p{number}"
    texts = [piece.text for piece in pieces if isinstance(piece, _Text)]
    facts = notes.facts_of(locator)
    citations, lost = place_facts(texts, [fact for fact in facts if fact.value.printed])
    findings, rest = _placed_findings(notes.findings_of(locator), citations)
    anchors = "".join(f'<span id="{fact.id}"></span>' for fact in lost)
    blank = [fact for fact in facts if not fact.value.printed]
    index = 0
    rows = [
        f'<p class="page-break">{anchors}第 {number} 页</p>',
        notes.beside(rest, [*lost, *blank], locator),
    ]
    for piece in pieces:
        if isinstance(piece, Table):
            rows.append(_table(piece, notes))
        else:
            beside = notes.beside(findings[index], [cited.fact for cited in citations[index]], locator)
            rows.append(_text(piece, with_citations(piece.text, citations[index]), beside, ""))
            index += 1
    return Markup(f'<div class="page" id="{locator}">{"".join(rows)}</div>')


def _placed_findings(
    findings: list[Finding], citations: list[list[Citation]]
) -> tuple[list[list[Finding]], list[Finding]]:
    """Return the findings that rest on facts of each text, and those that rest on the page as a whole."""
    places = {cited.fact.id: index for index, cited_here in enumerate(citations) for cited in cited_here}
    placed: list[list[Finding]] = [[] for _ in citations]
    rest: list[Finding] = []
    for finding in findings:
        found = next((places[fact] for fact in finding.facts if fact in places), None)
        (rest if found is None else placed[found]).append(finding)
    return placed, rest


def _block(piece: _Text | Table, notes: SourceNotes) -> Markup:
    if isinstance(piece, Table):
        return Markup(_table(piece, notes))
    return Markup(_text(piece, escaped(piece.text), notes.at(piece.locator), f' id="{anchor(piece.locator)}"'))


def _text(piece: _Text, words: str, beside: str, place: str) -> str:
    strong = ' class="heading"' if piece.heading else ""
    return f'<div class="block"{place}><p{strong}>{words}</p>{beside}</div>'


def _table(table: Table, notes: SourceNotes) -> str:
    rows = "".join("<tr>" + "".join(_cell(cell, notes) for cell in row) + "</tr>" for row in table.own_rows() if row)
    facts = [fact for cell in table.cells for fact in notes.facts_of(cell.locator)]
    beside = f'<div class="beside">{folded_facts(facts, "这张表")}</div>' if facts else ""
    title = escaped(table.name or f"表格，{place_title(table.locator)}")
    sheet = f'<p class="heading">工作表：{escaped(table.name)}</p>' if table.name else ""
    # A workbook names a table by its first cell: the cell has the id.
    own = any(cell.locator == table.locator for cell in table.cells)
    place = "" if own else f' id="{anchor(table.locator)}"'
    return (
        f'<div class="block"{place}>{sheet}<div class="scroll" tabindex="0" role="region"'
        f' aria-label="{title}"><table class="as-read"><tbody>{rows}</tbody></table></div>'
        f"{beside}</div>"
    )


def _cell(cell: Cell, notes: SourceNotes) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f'<td id="{anchor(cell.locator)}"{spans}>{escaped(cell.text)}{notes.flags_at(cell.locator)}</td>'
