"""Tables to labelled cells: which rows and columns are headings, and what stands over and beside every figure.

Works on any `Table`. A table is cut into *bands*: heading rows and the body rows below them up to the next heading row,
since month grids repeat their header in the middle of a table. Months may run across or down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extract.catalogue import match
from extract.document import Cell, Table
from extract.normalise.dates import PART_MONTHS, header_month, period_named
from extract.normalise.numbers import counts_unknown, figures_in, is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.tables.labelled.cells import WITH_SUB
from extract.shapes.tables.units import is_unit_head, unit_named

#: Numbers of rows have no more digits.
_NUMBER = 2
#: Longer labels are text beside the grid, but for names of KPIs of at most so many letters.
_LABEL_CHARS, _NAME_CHARS = 20, 60
_SENTENCE = re.compile(r"とする|。|^[・○●]")
#: What headings of figures name: a measure, a unit, a role.
_HEAD = re.compile(
    r"数|率|額|割合|件|比|人|円|回|日|量|計|平均|実績|目標|計画|見込|増減|差|支部|全国|内訳|区分|項目|[A-Za-z%]|\d"
)
#: A figure in brackets behind another, with what it is: 2回(延べ41人).
_NAMED_FIGURE = re.compile(r"[一-龥ぁ-んァ-ヶー]{1,8}:?\d[\d,.]*[^\d()]{1,4}")
#: What makes a figure in a heading a condition (100人以上, 1人当たり), and units that say when.
_CONDITION = re.compile(r"以[上下内]|未満|超|当たり|あたり|につき|[~-]")
_WHEN = frozenset({"日", "月", "か月", "ヶ月", "歳", "時間", "位"})
#: A figure that is neither a number of a row nor a group of people (65歳).
_PRINTED = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+%?")
#: What a figure leaves in a cell where it is torn: 3,722(2,63 over 8).
_DIGITS = re.compile(r"(?=.*\d)(?=.*[,.()])[\d,.()%△▲-]+(?:以上|以下|以内|未満)?")
#: Cells are asked again and again whether they are figures; so many answers are kept.
_REMEMBERED = 20_000
#: A count with what was done: 230件発送.
_COUNT_TOLD = re.compile(
    r"\d[\d,]*(?:件|人|名|社|回|通|枚|部|事業所|機関|薬局|会場)(?!以|未|超|当|あ|目|間|中)[一-龥ぁ-んァ-ヶ]{1,6}"
)
_DAY = re.compile(r"^(?:[12]?\d|3[01])日$")


@dataclass
class Band:
    """Heading rows `head` and body rows `body` of a table, with the label columns left of the figures.

    `months` gives the calendar month of each column that is one; `first_col`..`last_col` is the band's width.
    """

    table: Table
    head: list[int]
    body: list[int]
    label_cols: list[int]
    value_cols: list[int]
    months: dict[int, int] = field(default_factory=dict)
    given_heads: dict[int, list[str]] | None = None
    given_corner: list[str] | None = None
    parts: dict[int, str] = field(default_factory=dict)  # of a schedule by quarters or half-years: column → Q1 … H2
    over: list[str] = field(default_factory=list)  # titles that stand over its rows within the table
    second: str | None = None  # what stands under every one of its months (件数 of 件数 | 割合)

    def column_labels(self, col: int) -> list[str]:
        """Headings over a column, outermost first; of a table that a page break cut off its heading, the given ones."""
        if self.given_heads is not None:
            return self.given_heads.get(col, [])
        return distinct(self.table.at(row, col) for row in self.head)

    def row_labels(self, row: int) -> list[str]:
        """What is said of all figures of a row, outermost first: titles over it, the labels beside it but for its unit
        in a column of its own, and the heading under every month. A figure among the labels, whose heading was not
        read, names nothing.
        """
        cols = [col for col in self.label_cols if col not in self.unit_cols]
        beside = distinct(self.table.at(row, col) for col in cols)
        beside = [text for text in beside if not _PRINTED.fullmatch(solid(text))] or beside
        return [*self.over, *beside, *([self.second] if self.second is not None else [])]

    def has_figures(self, row: int) -> bool:
        """Whether a row prints a figure."""
        cells = (self.table.at(row, col) for col in self.value_cols)
        return any(cell is not None and is_figure_text(cell.text) for cell in cells)

    def row_unit(self, row: int) -> str | None:
        """The unit of a row that a column headed 単位 names, or None."""
        cells = (self.table.at(row, col) for col in self.unit_cols)
        return next((unit for cell in cells if cell is not None and (unit := unit_named(cell.text))), None)

    @cached_property
    def unit_cols(self) -> list[int]:
        """The columns headed 単位."""
        return [
            col
            for col in range(self.table.n_cols)
            if any((c := self.table.at(row, col)) is not None and is_unit_head(c.text) for row in self.head)
        ]

    def corner_labels(self) -> list[str]:
        """Headings over the label columns."""
        if self.given_corner is not None:
            return self.given_corner
        cols = [col for col in self.label_cols if col not in self.unit_cols]
        return distinct(self.table.at(row, col) for row in self.head for col in cols)


def distinct(cells: object) -> list[str]:
    """The texts of cells, each cell once, the empty ones left out."""
    seen: list[int] = []
    out = []
    for cell in cells:  # type: ignore[attr-defined]
        if cell is None or id(cell) in seen:
            continue
        seen.append(id(cell))
        if solid(cell.text):
            out.append(cell.text)
    return out


@lru_cache(maxsize=_REMEMBERED)
def is_figure_text(text: str) -> bool:
    """Whether a cell's text is one figure, or one with another in brackets below it."""
    plain = solid(text)
    if not plain:
        return False
    if parse_figure(plain):
        return True
    if (found := WITH_SUB.match(plain)) is not None:
        sub = found["sub"]
        said = parse_figure(sub) or _says_when(sub) or _NAMED_FIGURE.fullmatch(sub)
        return bool(said) and parse_figure(found["main"]) is not None
    return False


def _says_when(text: str) -> bool:
    return any(word in text for word in ("時点", "末", "診療分", "現在", "速報", "※"))


def has_marks(table: Table, band: Band) -> bool:
    """Whether a month grid holds schedule marks (●, →) instead of figures."""
    places = ((row, col) for row in band.body for col in (band.months or band.parts))
    cells = {id(cell): cell for place in places if (cell := table.at(*place)) is not None}
    texts = [text for cell in cells.values() if (text := solid(cell.text)) and not is_blank(text)]
    figures = [text for text in texts if is_figure_text(text) or _DIGITS.fullmatch(text)]
    if texts and len(figures) * 3 < len(texts):
        return True
    # days of the month among words such as 中旬 say when, and not how many
    return 0 < len(figures) < len(texts) and all(_DAY.match(text) for text in figures)


def _is_counted(text: str) -> bool:
    """Whether a text is a figure that can be no number of a row and no year."""
    return is_figure_text(text) and not (text.isdigit() and (len(text) <= _NUMBER or text.startswith(("19", "20"))))


def _is_kpi_name(text: str) -> bool:
    """Whether a long text is the name of a KPI, and no sentence about one."""
    found = match(text, None) if len(text) <= _NAME_CHARS and not _SENTENCE.search(text) else None
    return found is not None and not found.alike_only


def label_columns(table: Table, head: int, body: Sequence[int], first: int) -> list[int]:
    """Columns left of the months whose cells are short labels; a plan column beside the grid is none."""
    cols: list[int] = []
    for col in range(first - 1, -1, -1):
        cells = [c for row in [head, *body] if (c := table.at(row, col)) is not None]
        texts = [solid(c.text) for c in cells if solid(c.text)]
        if not texts:
            if cols:
                break
            cols.insert(0, col)
            continue
        if 2 * sum(map(_is_counted, texts)) > len(texts):
            continue  # figures under no heading
        long = {text for text in texts if len(text) > _LABEL_CHARS and not _is_kpi_name(text)}
        tall = any(c.rowspan > 2 and solid(c.text) in long for c in cells)
        if tall or sum(len(t) > 45 for t in texts) * 2 > len(texts):
            break
        if any(re.search(r"とする|KPI】", t) for t in texts) or (cols and any(len(t) > 30 for t in long)):
            break
        cols.insert(0, col)
        if len(cols) >= 3:
            break
    return [
        c for c in cols if any(solid(x.text) for row in [head, *body] if (x := table.at(row, c)) is not None)
    ] or cols[-1:]


def labelled_band(table: Table) -> Band | None:
    """The table as headings over and beside figures, or None where it is no table of figures.

    Heading rows are those above the first row with a figure outside the label columns; label columns those left of the
    first column that holds mostly figures.
    """
    figures = {(c.row, c.col) for c in table.cells if is_figure_text(c.text) and not _heading_month(c)}
    if not figures:
        return None
    filled = [c for c in table.cells if solid(c.text) and not is_blank(c.text)]
    if any(len(solid(c.text)) > 90 for c in filled):
        return None
    first_row = _first_of_words(table, _first_of_figures(table, min(row for row, _ in figures)))
    counts = [sum(1 for row, col in figures if col == j) for j in range(table.n_cols)]
    rows = range(first_row, table.n_rows)
    likely = (j for j, n in enumerate(counts) if n and (n * 2 >= max(counts) or _is_sparse(table, rows, j)))
    first_col = next(likely, 0)
    first_col = max(first_col, 1) if not any(j == 0 for _, j in figures) else first_col
    if first_row == 0 and first_col == 0:
        return None
    body = list(range(first_row, table.n_rows))
    if first_col == 0 and (labels := labels_among(table, body, range(1, table.n_cols))):
        values = [col for col in range(table.n_cols) if col not in labels]
        return Band(table, list(range(first_row)), body, labels, values)
    return Band(table, list(range(first_row)), body, list(range(first_col)), list(range(first_col, table.n_cols)))


def _is_sparse(table: Table, body: Iterable[int], col: int) -> bool:
    """Whether a column holds nothing but figures and marks that there is none yet."""
    texts = [cell.text for row in body if (cell := table.at(row, col)) is not None and cell.row == row]
    blank = sum(bool(solid(text)) and is_blank(text) for text in texts)
    return blank > 0 and all(is_figure_text(text) or is_blank(text) for text in texts)


def labels_among(table: Table, body: Sequence[int], cols: Iterable[int]) -> list[int]:
    """The one column right of figures or between them that holds the labels of the rows: texts, each another; or []."""
    found = []
    for col in cols:
        cells = [c for row in body if (c := table.at(row, col)) is not None and c.row == row and c.colspan == 1]
        texts = [solid(c.text) for c in cells]
        words = [text for text in texts if text and not is_figure_text(text) and not is_blank(text)]
        if len(words) == len(body) == len(set(words)) and all(1 < len(text) <= 30 for text in words):
            found.append(col)
    return found if len(found) == 1 else []


def _heading_month(cell: Cell) -> bool:
    return cell.row == 0 and header_month(cell.text) is not None and solid(cell.text).isdigit()


def _first_of_figures(table: Table, row: int) -> int:
    """The first row of figures at or above one: a row of which a cell prints several figures is no heading."""
    while row > 1:
        cells = [c for col in range(1, table.n_cols) if (c := table.at(row - 1, col)) is not None and solid(c.text)]
        told = sum(_COUNT_TOLD.fullmatch(solid(c.text)) is not None for c in cells) > 1
        label = table.at(row - 1, 0)
        told = told or _counts_by_others(cells)
        if label is None or not solid(label.text) or not (told or any(_prints_figures(c) for c in cells)):
            return row
        row -= 1
    return row


def _counts_by_others(cells: Sequence[Cell]) -> bool:
    """Whether all cells of a row count by words that are no known units, and not on from one to the next (1班, 2班)."""
    numbers = [counts_unknown(cell.text) for cell in cells]
    own = [number for number in numbers if number is not None]
    return bool(own) and len(own) == len(numbers) and own != list(range(own[0], own[0] + max(len(own), 2)))


def _first_of_words(table: Table, row: int) -> int:
    """The first row of the body at or above one: a named row of words in columns of parts of the year (準備, 実施) says
    what was done in them, and is no heading of the rows below it.
    """
    while row > 1:
        above, cells = _row_of(table, row - 2), _row_of(table, row - 1)
        under = [c for c in cells if any(h.col == c.col and period_named(h.text) in PART_MONTHS for h in above)]
        cells = under or cells
        label = table.at(row - 1, 0)
        words = [solid(cell.text) for cell in cells if solid(cell.text) and not is_blank(cell.text)]
        named = label is not None and label.row == row - 1 and bool(solid(label.text))
        named = named and label is not None and (label.rowspan == 1 or bool(under))
        parted = bool(above) and all(period_named(cell.text) in PART_MONTHS for cell in above if solid(cell.text))
        own = all(cell.row == row - 1 for cell in cells)
        if not (named and parted and own and words) or any(map(_HEAD.search, words)):
            return row
        row -= 1
    return row


def _row_of(table: Table, row: int) -> list[Cell]:
    """The cells of a row, its label apart."""
    return [cell for col in range(1, table.n_cols) if (cell := table.at(row, col)) is not None]


def _prints_figures(cell: Cell) -> bool:
    """Whether a cell prints two figures with their units, which no heading does."""
    plain = solid(cell.text)
    printed = [figure for figure, _, end in figures_in(plain) if figure.unit and not _CONDITION.match(plain, end)]
    return len(printed) > 1 and sum(figure.unit not in _WHEN for figure in printed) > 1
