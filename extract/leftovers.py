"""What of a document is in no fact and no reject, so that nothing is dropped unnoticed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import chain

from extract.document import Cell, Document, Line, Page, Paragraph, Table
from extract.leftover_parts import BESIDE, LABELLED, PART, labelled_left, numbers_beside, parts_left, sentences_left
from extract.leftover_targets import TARGETS, targets_left
from extract.leftover_times import TIMES, times_left
from extract.locate import Locator
from extract.marks import NO_MEASURE, NOT_READ, Marks
from extract.normalise.numbers import counts_unknown, parse_figure
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.names.line_words import by_words
from extract.shapes.plan.legend import explained_symbols, may_be_legend, meaning_of
from extract.shapes.plan.status_marks import status_words
from extract.shapes.plan.symbols import NEVER_BULLETS, symbol_of
from extract.shapes.repair.frames.judged_columns import judged_in
from extract.shapes.tables.kpis.cell_parts import parts_of
from extract.shapes.tables.labels import NUMBER_HEAD
from extract.shapes.text.unread_figures import REASON

_FIGURE = f"{NOT_READ}a figure that no rule took for a fact; look at the page and add a correction"
_SYMBOL = f"{NOT_READ}a status symbol that no rule took for a fact; look at the page and add a correction"
#: Headings over what is counted or measured; without them a number of so few digits may be that of a list or a day.
_COUNTED = re.compile(r"(?:数|率|額|件|回|人|割合|実績|目標|計)(?:\([^()]*\))?$")
_LONGEST_NUMBER = 2
#: How a target ends that is said as one: 68.4%以上とする.
_AIMED = re.compile(r"(?:以[上下内]|未満)?と(?:する|します)。?$")
#: A line of nothing but a symbol that judges; circles and triangles filled with ink mark items and lines of charts.
_LONE = frozenset("◎○〇◯△×✕✖")
#: Symbols that judge; a dash may stand for nothing at all, a letter for itself.
_JUDGES = "◎○〇◯△▲×✕✖●"
#: Reports whose symbols may say when work is done, and not how well.
_PLANS = ("plan", "action_plan")
#: The number of a line in a list: ① 65.2%.
_NUMBER_AHEAD = re.compile(r"^[①-⑳]\s*(?=[△▲\-+]?\d)")
_DAY = re.compile(r"\d月\d{1,2}日")
_DIGIT = re.compile(r"\d")
#: What a cell says in brackets behind its figure: 12.3%(9月末時点).
_REMARK = re.compile(r"(?<=.)\s*[(〔\[][^()〔〕\[\]]*[)〕\]]$")
#: The sense of a target behind its figure: 1.10%以下. A number of people or days may be the name of a group.
_SENSE = re.compile(r"(?<=[%％円所])(?:以上|以下|以内|未満)$")
#: A line that ends in a symbol which it says is an evaluation: 自己評価 ○, (判定：△).
_JUDGED_LINE = re.compile(rf"(?:評価|判定|点検結果|達成度)[:：]?(?P<symbol>[{_JUDGES}])[)）】〕]?$")


def reject_leftovers(document: Document, recorder: Recorder) -> None:
    """Rejects, with their places, the figures and status symbols that no rule made facts of: cells of tables, lines of
    nothing but a figure or a symbol, lines that end in an evaluation, and boxes of work beside a symbol that the
    legend explains.
    """
    marks = Marks(recorder)
    report = next(iter(recorder.of("report")), {})
    year = report.get("fiscal_year")
    explained = explained_symbols(_all_texts(document)) if report.get("report_kind") not in _PLANS else frozenset()
    for page in document.pages:
        for table in page.tables():
            _reject_in_table(table, marks, year, recorder)
        _reject_in_lines(page, marks, recorder)
        for line in _judged_left(page, marks, explained):
            recorder.reject(Locator(line.place), line.text, _SYMBOL)
        for table in page.tables():
            _reject_targets(table, marks, recorder)


def _all_texts(document: Document) -> list[str]:
    """The lines of all pages, those of tables among them."""
    loose = [line for page in document.pages for b in page.blocks if isinstance(b, Paragraph) for line in b.lines]
    cells = (cell for page in document.pages for table in page.tables() for cell in table.cells)
    return [solid(line.text) for line in (*loose, *(line for cell in cells for line in cell.lines))]


def _judged_left(page: Page, marks: Marks, explained: Set[str]) -> Iterator[Line]:
    """The symbols beside work in boxes of one column that no fact or reject stands at. Those before a first line are
    statuses only where they mark no lists.
    """
    for table in page.tables():
        for cell in table.cells if table.n_cols == 1 else ():
            judged = judged_in(cell, explained) if not may_be_legend(cell.text) else None
            if judged is None or marks.touches(judged.symbol.place):
                continue
            first = judged.ahead and judged.symbol.place == cell.lines[0].place
            if not first or judged.symbol.text in NEVER_BULLETS:
                yield judged.symbol


def _reject_in_table(table: Table, marks: Marks, year: int | None, recorder: Recorder) -> None:
    for cell in cells_left(table, marks):
        reason = _SYMBOL if symbol_of(cell.text) or solid(cell.text) in status_words() else _FIGURE
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, reason)
    for cell, figure in parts_left(table, marks):
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), figure.text, PART)
    for cell, passage in sentences_left(table, marks, year):
        recorder.reject(Locator(passage.place, table.index, cell.row, cell.col), passage.printed, REASON)
    for cell in times_left(table, marks):
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, TIMES)
    for cell in numbers_beside(table, marks):
        recorder.reject(Locator(cell.place, table.index, cell.row, cell.col), cell.text, BESIDE)
    for cell in table.cells:
        for line in _lines_left(cell.lines if len(cell.lines) > 1 else (), marks):
            recorder.reject(Locator(line.place, table.index, cell.row, cell.col), line.text, _FIGURE)


def _reject_targets(table: Table, marks: Marks, recorder: Recorder) -> None:
    """Rejects the targets of a frame that are left, but for those that were told before."""
    for line, target in targets_left(table, marks):
        near = [row for row in recorder.of("reject") if Locator.of(row["source_ref"]).place.touches(line.place)]
        if not any(solid(target) in solid(str(row["extracted_text"])) for row in near):
            recorder.reject(Locator(line.place, table.index, 0, 0), target, TARGETS)


def _reject_in_lines(page: Page, marks: Marks, recorder: Recorder) -> None:
    """Rejects what is left in lines outside of tables, and in those of cells that a label or a symbol ends."""
    loose = [line for block in page.blocks if isinstance(block, Paragraph) for line in block.lines]
    told = {Locator.of(row["source_ref"]).place for row in recorder.of("reject")}
    for line in _lines_left([line for line in loose if line.place not in told], marks):
        if line.place not in told:  # a piece of a line
            recorder.reject(Locator(line.place), line.text, _FIGURE)
    cells = [cell for table in page.tables() for cell in table.cells]
    among = [*loose, *(line for cell in cells if len(cell.lines) > 1 for line in cell.lines)]
    held = [*loose, *(line for cell in cells for line in cell.lines)]
    for line in labelled_left(held, marks):
        recorder.reject(Locator(line.place), line.text, LABELLED)
    symbols = [line for line in among if solid(line.text) in _LONE and not marks.touches(line.place)]
    symbols += [line for line in held if _JUDGED_LINE.search(solid(line.text)) and not marks.judged(line.place)]
    for line in symbols:
        recorder.reject(Locator(line.place), line.text, _SYMBOL)


def cells_left(table: Table, marks: Marks) -> list[Cell]:
    """Cells that are figures or one status symbol, and that no fact or reject stands in."""
    return [*_figures_left(table, marks), *_symbols_left(table, marks)]


def _figures_left(table: Table, marks: Marks) -> Iterator[Cell]:
    numbers = {
        col
        for cell in table.cells
        if NUMBER_HEAD.search(solid(cell.text))
        for col in range(cell.col, cell.col + cell.colspan)
    }
    for cell in table.cells:
        if not _DIGIT.search(solid(cell.text)):
            continue
        text = _REMARK.sub("", tidy(cell.text))
        text = _SENSE.sub("", _AIMED.sub("", solid(text)) if _AIMED.search(solid(text)) else text)
        several = text and len(parts_of(cell.text)) > 1 and not _DAY.search(text)
        if several and not (cell.tables or marks.touches(cell.place)):
            yield cell  # figures, and nothing else but what they are
            continue
        by_other = min(cell.row, cell.col) > 0 and counts_unknown(text) is not None
        if by_other and not (cell.tables or marks.touches(cell.place)):
            yield cell  # 14基: the word behind the figure is no known unit
        if not text or parse_figure(text) is None:
            continue
        bare_is_number = cell.col == 0 or cell.col in numbers or not _counts(table, cell)
        if _is_measure(text, bare_is_number) and not (_is_twice(table, cell) or marks.touches(cell.place)):
            yield cell


def _lines_left(lines: Sequence[Line], marks: Marks) -> Iterator[Line]:
    """Lines, or what stands apart on them, of nothing but a figure that is no small number, and that no fact or reject
    stands in.
    """
    for line in chain.from_iterable(map(_figures_apart, lines)):
        text = _SENSE.sub("", _NUMBER_AHEAD.sub("", tidy(line.text)))
        by_other = not solid(text)[1:2].isalpha() and counts_unknown(text) is not None  # 2広報 is a title
        told = by_other or _is_measure(text, len(solid(text)) <= _LONGEST_NUMBER)
        if told and not marks.touches(line.place):
            yield line


def _figures_apart(line: Line) -> Sequence[Line]:
    """The pieces of a line that is nothing but figures, as over the bars of a chart, be it behind a name, as beside
    shapes: of these some may be read; words of large print are such pieces too. Any other line as it is.
    """
    words = by_words(line)
    if len(words) > 1 and all(parse_figure(_SENSE.sub("", word.text)) is not None for word in words):
        return words
    figures = [parse_figure(_SENSE.sub("", tidy(piece.text))) is not None for piece in line.pieces]
    apart = len(figures) > 1 and all(figures[1:]) and (figures[0] or len(figures) > 2)
    return (line.pieces if figures[0] else line.pieces[1:]) if apart else (line,)


def _counts(table: Table, cell: Cell) -> bool:
    """Whether a number is large, or its headings say that something is counted: small ones number lists and days."""
    heads = (table.at(row, cell.col) for row in range(cell.row))
    return len(solid(cell.text)) > _LONGEST_NUMBER or any(
        head is not None and head.row + head.rowspan <= cell.row and _COUNTED.search(solid(head.text)) for head in heads
    )


def _is_twice(table: Table, cell: Cell) -> bool:
    """Whether a conversion wrote the cell of a nested table a second time, into the table that holds it."""
    inner = (grid for holder in table.cells for grid in holder.tables) if cell.place.bbox is None else ()
    return any(solid(other.text) == solid(cell.text) for grid in inner for other in grid.cells)


def _is_measure(text: str, bare_is_number: bool) -> bool:
    """Whether a cell is a figure; one without a unit may be the number of its row or page, or a year."""
    figure = parse_figure(text) if text and len(text) <= 24 else None
    if figure is None or (figure.unit in NO_MEASURE and figure.value.is_integer()):
        return False  # a day, no number of days with decimals
    is_year = 1990 <= figure.value <= 2100 and "," not in figure.text
    return figure.unit is not None or not (figure.value.is_integer() and (bare_is_number or is_year))


def _symbols_left(table: Table, marks: Marks) -> Iterator[Cell]:
    """Cells that are one status symbol, and those that are a word for a status among them in one column, in which no
    fact or reject stands; a legend's symbols judge nothing.
    """
    cells = [cell for cell in table.cells if (text := solid(cell.text)) and text in _JUDGES and not cell.tables]
    left = [cell for cell in cells if not _explains(table, cell) and not marks.touches(cell.place)]
    columns = {cell.col for cell in left}
    words = [cell for cell in table.cells if cell.col in columns and solid(cell.text) in status_words()]
    yield from left
    yield from (cell for cell in words if not cell.tables and not marks.touches(cell.place))


def _explains(table: Table, cell: Cell) -> bool:
    """Whether the words right of a symbol say what it stands for."""
    beside = table.at(cell.row, cell.col + cell.colspan)
    return beside is not None and meaning_of(solid(beside.text)) is not None
