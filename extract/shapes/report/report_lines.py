"""The lines of a report: its first ones without legends, what is no title, and the texts that its tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.document import Block, Line, Page, Paragraph, Table
from extract.normalise.dates import fiscal_years_in
from extract.normalise.text import solid

#: Lines that name a meeting and its papers; their year is that of the meeting.
MEETING = re.compile(r"評議会|第\d+回|会議")
_HEADING = 20
#: A title is in print so many times as large as what stands beside it.
_LARGER = 1.3
#: Items and sentences below a title do not say what kind of report it is.
SENTENCE = re.compile(r"^[①-⑳・●○◎◆◇■□▶➢✓]|^\(?[ア-コa-z]\)|。|、.*[るすくむうつぐぶ]$")
#: A sentence or figures below the title, which may be of another part of the year than the report.
SAYS_MORE = re.compile(r"[、。]|\d(?:%|円|事業所|[件人社位])")
#: What marks mean, beside a title.
_LEGEND = re.compile(r"(?:※?\(?(?:評価|判定|凡例|自己評価|達成度)[:：)])?[◎○〇●△▲×☆★][^◎○〇●△▲×☆★]{1,16}[◎○〇●△▲×☆★]")


def top_lines(pages: Iterable[Page], most: int) -> Iterable[Line]:
    """At most so many lines of pages, from their top, without legends; a title apart from small print at its right."""
    count = 0
    for page in pages:
        for line in lines_in(page.blocks):
            parts = _in_print_of_its_own(_without_legend(line))
            yield from parts
            count += len(parts)
            if count >= most:
                return


def _in_print_of_its_own(line: Line) -> Sequence[Line]:
    """The pieces of a line where the first is in larger print than the others; else the line."""
    sizes = [piece.size or 0.0 for piece in line.pieces]
    return line.pieces if len(sizes) > 1 and sizes[0] >= _LARGER * max(sizes[1:]) > 0 else (line,)


def _without_legend(line: Line) -> Line:
    """A line without what marks mean, where that stands to the right of a title: 評価:◎大幅に上回る ○計画通り."""
    parts = line.text.split("\t")
    kept = [part for i, part in enumerate(parts) if i == 0 or not _LEGEND.match(solid(part))]
    return line if len(kept) == len(parts) else replace(line, text="\t".join(kept), pieces=())


def lines_in(blocks: Iterable[Block]) -> list[Line]:
    """All lines of blocks, those of nested tables included."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            for cell in block.cells:
                if cell.blocks:
                    lines += lines_in(cell.blocks)
    return lines


def years_said(text: str) -> list[int]:
    """The fiscal years that a text names, in its order."""
    return [found.value for found in fiscal_years_in(text)]


def texts_in_columns(pages: Sequence[Page], least: int) -> set[str]:
    """Short texts of tables of so many columns: a part of the year among them heads a column, not the report."""
    tables = [block for page in pages for block in page.blocks if isinstance(block, Table) and block.n_cols >= least]
    texts = {solid(line.text) for table in tables for cell in table.cells for line in cell.lines}
    return {text for text in texts if len(text) <= _HEADING}
