"""Labels and headings that say with a ditto mark what the one before says: 〃 平均日数, 同 実施率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.catalogue import Match, match
from extract.document import Cell, Paragraph, Table
from extract.normalise.numbers import UNITS, figures_in, parse_figure
from extract.normalise.text import solid, tidy
from extract.shapes.names.ditto import ditto
from extract.shapes.names.title_words import names_quantity
from extract.shapes.tables.labels import read_label

_UNIT = re.compile(r"[(〔\[](?:" + "|".join(map(re.escape, UNITS)) + r")[)〕\]]")
#: What is counted, at the end of a name whose owner is meant: 受診者数 of 特定健診受診者数.
_COUNT = re.compile(
    r"の?(?:(?:受診|実施|対象|利用|終了|加入|登録)者?|初回面談(?:実施)?者?|取得|提出|受付|申請|回収|支給|調定|発生|送付|処理)?"
    r"(?:者?数|人数|件数|金額|額|枚数|人員|件|率|割合|社数|事業所数)$"
)
#: Whom a name is about, before what is measured, and whom it ends in.
_OWNER = re.compile(r"^(?:被保険者|被扶養者|事業者|加入者)")
_LAST_BRACKETS = re.compile(r"\([^()]*\)$")
#: When figures are, and no more: 9月末, 令和6年11月診療分, 12月末(速報値).
_WHEN = re.compile(
    r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})[年.]|20\d\d[年./])?(?:1[0-2]|0?[1-9])月?"
    r"(?:\d{1,2}日|末|時点|現在|まで|分|診療分)*(?:\(?(?:速報|暫定|確定)値?\)?)?"
)
_OWN = frozenset({"支部", "自支部", "当月", "実績"})
_OF_WHAT = "its heading says that it is of the same as the one before; of what of it is taken from the words"


def with_dittos(table: Table, year: int | None) -> Table:
    """The table with the words that ditto marks stand for: a label's are those of the label above it, a heading's those
    of the heading left of it, without their unit. A mark beside or over nothing is left as it is printed.
    """
    meant = _below_names(table, year)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if (more := ditto(cell.text)) is None or len(cell.lines) > 3 or cell.tables:
            continue
        unit = found[0] if (found := _UNIT.search(more)) else ""
        what = more.replace(unit, "") if unit else more
        quantity = bool(what) and (names_quantity(what) or what.startswith("("))
        before = _named_before(table, cell, year) if quantity else next(_before(table, cell), None)
        before = meant.get(id(before), before) if before is not None else None
        words = _UNIT.sub("", (solid if quantity else tidy)(before.text)).strip() if before is not None else ""
        if not words or ditto(words) is not None:
            continue
        if not figures_in(words):
            said, doubt = _whole(words, what, year) if quantity else (f"{words} {what}".strip(), None)
            meant[id(cell)] = _saying(cell, f"{said}{unit}", doubt)
    return replace(table, cells=[meant.get(id(cell), cell) for cell in table.cells]) if meant else table


def _below_names(table: Table, year: int | None) -> dict[int, Cell]:
    """Blank cells of rows of figures that go on with the name above them: beside them stands only which figures of it
    they are (累計 below 単月, R5 below R6, 前年同月, 全国).
    """
    meant: dict[int, Cell] = {}
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.col > 0 or solid(cell.text):
            continue
        beside, above = table.at(cell.row, cell.col + cell.colspan), table.at(cell.row - 1, cell.col)
        over = table.at(cell.row - 1, cell.col + cell.colspan)
        if beside is None or above is None or over is None or above is cell:
            continue
        name = meant.get(id(above), above)
        named = len(name.lines) == 1 and read_label(name.text, year).rest and not figures_in(name.text)
        which = _says_which(beside, year) and _says_which(over, year) and solid(beside.text) != solid(over.text)
        behind = range(cell.col + cell.colspan + beside.colspan, table.n_cols)
        if named and which and any(_is_figure(table.at(cell.row, col)) for col in behind):
            meant[id(cell)] = replace(cell, blocks=[Paragraph([replace(name.lines[0], place=cell.place)])])
    return meant


def _says_which(cell: Cell, year: int | None) -> bool:
    """Whether a label says no more than of which year, of whom, or by what basis figures are, or that it compares."""
    label = read_label(cell.text, year)
    told = label.fiscal_year is not None or label.prior or label.national or label.basis is not None
    own = solid(cell.text) in _OWN
    total = label.total is not None and label.basis is None
    return not total and not label.says_part and (own or label.compares or (told and not label.rest))


def _before(table: Table, cell: Cell) -> Iterator[Cell]:
    """The labels above a ditto mark in a row of figures, or the headings left of one over figures, nearest first."""
    if any(_is_figure(table.at(cell.row, col)) for col in range(cell.col + cell.colspan, table.n_cols)):
        found = (table.at(row, cell.col) for row in range(cell.row - 1, -1, -1))
    elif any(_is_figure(table.at(row, cell.col)) for row in range(cell.row + cell.rowspan, table.n_rows)):
        found = (table.at(cell.row, col) for col in range(cell.col - 1, -1, -1))
    elif (above := table.at(cell.row - 1, cell.col)) is not None and _says_when(above):
        return iter((above,))  # when the figures of a row are (9月末, 〃) may stand behind them
    else:
        return iter(())
    return (other for other in found if other is not None)


def _says_when(cell: Cell) -> bool:
    """Whether a cell says only of when figures are, or repeats what does."""
    return _WHEN.fullmatch(solid(cell.text)) is not None or ditto(cell.text) == ""


def _named_before(table: Table, cell: Cell, year: int | None) -> Cell | None:
    """The nearest that has a name of its own: no ditto mark, no time, and no comparison of the one before it."""
    for other in _before(table, cell):
        label = read_label(other.text, year)
        if ditto(other.text) is None and not label.compares and (label.rest or figures_in(other.text)):
            return other
    return None


def _is_figure(cell: Cell | None) -> bool:
    return cell is not None and any(parse_figure(line.text) is not None for line in cell.lines)


def _whole(words: str, what: str, year: int | None) -> tuple[str, str | None]:
    """The name of another quantity of the thing that `words` name a quantity of, and the doubt about it: none where it
    is that of one KPI, or where the words name nothing but the thing.
    """
    if what.startswith("("):
        owners = [_LAST_BRACKETS.sub("", words)]
    else:
        owner = _OWNER.match(words)
        owners = [text for text in dict.fromkeys((_COUNT.sub("", words), words, owner[0] if owner else "")) if text]
    names = [f"{owner}{between}{what}" for owner in owners for between in ("", "の")]
    sure: dict[str, str] = {}
    for name in names:
        if (known := _known(name, year)) is not None:
            sure.setdefault(known.kpi.code, name)
    if len(sure) == 1:
        return next(iter(sure.values())), None
    if sure:
        return next(iter(sure.values())), _OF_WHAT
    return f"{owners[0]} {what}", None if owners[0] == words and not names_quantity(words) else _OF_WHAT


def _known(name: str, year: int | None) -> Match | None:
    known = match(name, year)
    return known if known is not None and known.sure and not known.alike_only else None


def _saying(cell: Cell, words: str, doubt: str | None) -> Cell:
    line = cell.lines[0]
    said = replace(line, text=words, pieces=(), doubt=line.doubt or doubt)
    return replace(cell, blocks=[Paragraph([said])])
