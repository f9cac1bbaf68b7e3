"""Figures of table cells of which only some became facts: each other one is rejected, so that none is dropped unseen.

令和5年度 62.7%(全国平均 53.9%)     the nation's figure, where only that of the branch was read
1,204 / 8 / 3,652                   the 8, where the figures beside it were read and their column counts something
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.catalogue import Kpi, match
from extract.document import Cell, Line, Table
from extract.facts import Row
from extract.marks import NO_MEASURE, NOT_READ, Marks
from extract.normalise.numbers import Figure, counts_unknown, figures_in, parse_figure
from extract.normalise.text import fold, solid
from extract.shapes.plan.sign_legends import is_sign_legend
from extract.shapes.text.passages import Passage, passages_of
from extract.shapes.text.spelled_out import with_whole_years

PART = f"{NOT_READ}one of several figures of a cell that no rule took for a fact; look at the page and add a correction"
LABELLED = f"{NOT_READ}a figure behind a name that no rule took for a fact; look at the page and add a correction"
BESIDE = f"{NOT_READ}a number among figures that no rule took for a fact; look at the page and add a correction"
#: Sentences of cells that may state a figure of a KPI.
_PER_CENT_OR_COUNT = re.compile(r"\d\s*(?:[%％円位]|件|人|社|事業所)|[０-９]\s*[%％]")
_SHORTEST, _LONGEST_SENTENCE = 8, 120
#: A stroke between two figures, which would make a date of the second: 100%/6.1日.
_STROKE = re.compile(r"(?<=[%件人社所日円])/(?=\d)")
#: A longer cell is text; its sentences, as any, are looked through as such.
_LONGEST = 60
#: A name and a figure right behind its colon; targets and dates have rules of their own.
_LABELLED = re.compile(
    r"^[・○●■◆\-※]?(?P<name>[^:。、()]{2,24}(?:\([^()]*\))?):(?P<rest>約?[△▲\-]?\d[\d,.]*[^\d月年].*)$"
    r"|^[・○●■◆\-※]?(?P<count>[^。、\d]{0,20}(?:者数|件数|人数|社数|回数|関数|所数|額)は[^。、\d]{0,6}(?:(?:1[0-2]|[1-9])月[^。、\d]{0,5})?)(?P<counted>\d[\d,.]*[^\d月年].*)$"
    r"|^[・○●■◆\-※]?(?P<what>[^。、\d:()はがを]{2,24})(?P<aimed>\d[\d,.]*(?:件|人|名|社|回|事業所)\((?:計画|目標|前年|昨年|実績)[^()]*\d.*)$"
    r"|^\((?P<whose>(?:前年度?|昨年度?|前回|目標|計画|全国平均|参考)(?:同期|同月|実績|値)?:?)(?P<compared>[△▲\-]?\d[\d,.]*[^\d月年].*)$"
    r"|^[・○●■◆\-※]?(?P<rate>[^:。、()\d]{0,20}(?:率|割合))(?P<share>\d[\d,.]*%.*)$"
    r"|^(?:[・○●■◆※-]|[(]?\d{1,2}[).])?(?P<tally>[^。、:()\d]{1,24}(?:数|額|件|人員)(?:\([^()]*\)|(?:R|令和)[^。、:()]{1,8}?)?)"
    r"(?P<tallied>\d[\d,.]*(?:件|人|名|社|回|枚|千?円|百万円|事業所)[^をにがで。]*)$"
    r"|^(?:[(]?\d{1,2}[).])?[^:。、()\d]{0,12}目標値?[は:]?(?P<goal>\d[\d,.]*[^\d月年:。、()]{1,12})。?$"
)
_MAY_LABEL = re.compile(r"[:%は(].*\d|\d.*%|[数額件員].*\d")
#: A rate in the brackets behind a count: 受診者数 45,210人(実施率 33.1%).
_RATE_INSIDE = re.compile(r"\d(?:人|件|事業所|社|名|円)\([^()\d]{0,14}(?:率|割合)(?P<rate>\d[\d.]*%)\)")
_VALUES = ("value", "target_value", "rank", "previous_rank")
#: Words that make a figure a part of a name or condition: 40歳以上, 3部位以上の施術, 月15日以上.
_CONDITION = re.compile(r"(?:以上|以下|以内|未満|超)(?:の|かつ|、|,)|か月以内|営業日|万人当|人当たり|件当たり")


def parts_left(table: Table, marks: Marks) -> Iterator[tuple[Cell, Figure]]:
    """Cells of which some figures are in facts, each with one that is in none."""
    for cell in table.cells:
        plain = solid(cell.text)
        if len(plain) > _LONGEST and not cell.tables:
            yield from _of_lines(cell, marks)
        if cell.tables or "。" in plain or not 3 < len(plain) <= _LONGEST or _CONDITION.search(plain):
            continue
        figures = [figure for figure, _, _ in figures_in(_STROKE.sub("、", plain)) if _measures(figure)]
        if len(figures) < 2:
            continue
        rows = marks.rows_at(cell.place)
        values = set(_values(rows))
        rejected = "".join(solid(str(row["extracted_text"])) for row in rows if "reject_id" in row)
        if values & {figure.value for figure in figures}:
            for figure in figures:
                if figure.value not in values and figure.text not in rejected:
                    yield cell, figure


def _of_lines(cell: Cell, marks: Marks) -> Iterator[tuple[Cell, Figure]]:
    """Of a long cell of short lines, the figures of lines with several of which others of the cell are in facts."""
    lines = [solid(line.text) for line in cell.lines]
    if any("。" in text or len(text) > _LONGEST or _CONDITION.search(text) for text in lines):
        return
    rows = marks.rows_at(cell.place)
    values = set(_values(rows))
    rejected = "".join(solid(str(row["extracted_text"])) for row in rows if "reject_id" in row)
    for line in cell.lines if values else ():
        figures = [figure for figure, _, _ in figures_in(solid(with_whole_years(fold(line.text)))) if _measures(figure)]
        for figure in figures if len(figures) > 1 and values & {figure.value for figure in figures} else ():
            if figure.value not in values and figure.text not in rejected:
                yield cell, figure


def sentences_left(table: Table, marks: Marks, year: int | None) -> Iterator[tuple[Cell, Passage]]:
    """Sentences that state a figure of a KPI, in cells in which no fact and no reject stands; what is longer tells of
    the time and the country.
    """
    for cell in table.cells:
        if cell.tables or len(cell.text) <= _SHORTEST or not _PER_CENT_OR_COUNT.search(cell.text):
            continue
        if marks.touches(cell.place):
            continue
        for passage in passages_of(cell.blocks):
            if isinstance(passage, Passage) and _SHORTEST < len(solid(passage.text)) <= _LONGEST_SENTENCE:
                named = match(passage.text, year)
                if named is not None and named.sure and not named.alike_only and _has_figure_of(named.kpi, passage):
                    yield cell, passage


def _has_figure_of(kpi: Kpi, passage: Passage) -> bool:
    return any(figure.unit == kpi.unit for figure, _, _ in figures_in(solid(passage.text)) if figure.unit)


def labelled_left(lines: Iterable[Line], marks: Marks) -> Iterator[Line]:
    """Lines of a name, a colon and figures with their units, none of which is in a fact: 決定件数：604件(前年度9件).

    Behind a rate the colon may be missing: 実施率 31.2%(目標 30.0%). A legend of signs (◎:100%以上) states no figure.
    """
    for line in lines:
        text = fold(line.text)
        if "%" in text and is_sign_legend(text):
            continue
        inside = _RATE_INSIDE.search(solid(line.text)) if "%" in text else None
        rate = parse_figure(inside["rate"]) if inside is not None else None
        here = marks.rows_at(line.place) if rate is not None else []
        if rate is not None and rate.value not in _values(here) and not any("reject_id" in row for row in here):
            yield line
            continue
        found = _LABELLED.match(solid(line.text)) if _MAY_LABEL.search(text) else None
        groups = ("rest", "counted", "aimed", "compared", "share", "goal", "tallied")
        parts = found.group(*groups) if found is not None else ()
        rest = next(filter(None, parts), "")
        figures = [figure for figure, _, _ in figures_in(rest) if figure.unit]
        by_other = found is not None and counts_unknown(found["rest"] or "") is not None
        if found is None or not (by_other or any(map(_measures, figures))) or _CONDITION.search(rest):
            continue
        rows = marks.rows_at(line.place)
        if not set(_values(rows)) & {figure.value for figure in figures} and not any(
            "reject_id" in row for row in rows
        ):
            yield line


def numbers_beside(table: Table, marks: Marks) -> Iterator[Cell]:
    """Cells that are a bare number in no fact or reject, where figures of their column, or left of them in their row,
    were read.
    """
    bare = [cell for cell in table.cells if cell.col and _is_bare(cell) and not cell.tables]
    bare = [cell for cell in bare if not marks.touches(cell.place)]
    if not bare:
        return
    read = {(cell.row, cell.col) for cell in table.cells if list(_values(_whole(cell, marks)))}
    first = min((row for row, _ in read), default=table.n_rows)
    for cell in (cell for cell in bare if cell.row >= first):
        column = any(col == cell.col for _, col in read)
        beside = any(row == cell.row and col < cell.col for row, col in read)
        if column or beside:
            yield cell


def _is_bare(cell: Cell) -> bool:
    plain = solid(cell.text)
    return plain.isdigit() and parse_figure(plain) is not None


def _whole(cell: Cell, marks: Marks) -> list[Row]:
    """The facts of a cell that prints one figure and nothing else."""
    return marks.rows_at(cell.place) if parse_figure(solid(cell.text)) is not None else []


def _values(rows: list[Row]) -> Iterator[float]:
    for row in rows:
        yield from (float(value) for name in _VALUES if isinstance(value := row.get(name), int | float))


def _measures(figure: Figure) -> bool:
    if figure.unit is None or figure.unit == "日":  # no day of a month has decimals, a number of days may
        return "." in figure.text or "," in figure.text
    return figure.unit not in NO_MEASURE
