"""Tables that set what was planned in figures against what was done: 取組 | 単位 | 計画 | 実績 | 進捗率 | 評価.

A row is a piece of work that is counted, and no KPI. Its planned and its reached figure are figures of a period, told
apart by their dimension; a status beside them judges the piece of work. What is planned may be set for the year and for
a part of it (年間目標 | 上期目標), and a column of its own may say what of the work is counted (事業 | 指標).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.catalogue import match
from extract.document import Cell, Table
from extract.locate import Locator
from extract.normalise.dates import PERIOD_ENDS, month_in_year, period_named
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy, without_spaces_in_japanese
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.names.title_words import title_line
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.labelled.cells import doubt_in, read_cell
from extract.shapes.tables.labels import Label, read_label, year_doubt
from extract.shapes.tables.statuses.status_list import record_status
from extract.shapes.tables.units import is_unit_head, unit_named

_WORK_HEAD = re.compile(
    r"(?:主な|具体的な?|重点)?(?:取り?組み?|実施|活動|事業|業務|施策|計画)?"
    r"(?:内容|項目|事項|名称?|取り?組み?|事業|業務|施策|指標)?"
)
_PLANNED = re.compile(r"(?:計画|予定|目標|見込)(?:値|数|件数|回数|人数|量)?$")
_DONE = re.compile(r"(?:実績|結果|実施)(?:値|数|件数|回数|人数|量)?$")
_RATE = re.compile(r"(?:進捗|実施|達成|執行|消化)(?:率|度|割合)$|(?:計画|予定|目標)比$")
#: How far what was done is from what was planned: figures of the same time, which may be below nothing.
_GAP = re.compile(r"(?:(?:計画|予定|目標)(?:値|数)?(?:と|との|に?対する)?の?)?(?:差|差異|差引|過不足|増減)(?:数|値)?$")
#: What is counted of each piece of work, in a column of its own: 集団健診 | 開催回数.
_MEASURED_HEAD = re.compile(r"(?:活動|成果|評価|測定|管理|進捗|取組)?(?:指標|尺度|測定項目|計測項目)(?:名|項目)?")
_STATUS = re.compile(r"評価|評定|判定|実施状況|進捗状況|達成状況|達成度|取組状況|状況")
#: Columns that group the rows, and those that only say more about them.
_GROUP = re.compile(
    r"(?:番号|No\.?|№|項番)|(?:事業)?(?:区分|分野|分類|項目|テーマ|柱)"
    r"|(?:担当|所管|主管)?(?:グループ|部門|部署|課室?)(?:名|別)?|(?:担当|所管|主管)(?:者)?"
)
_ASIDE = re.compile(
    r"(?:備考|摘要|担当.{0,6}|(?:実施)?時期|(?:主な)?(?:課題|コメント|所見|理由|要因|特記事項|参考).{0,6})"
)
_NOTE = re.compile(r"[(（\[〔][^()（）\[\]〔〕]*[)）\]〕]")
_FEWEST_ROWS = 2
_SHORTEST_NAME, _LONGEST_NAME = 3, 60
_NO_YEAR = "no fiscal year is printed for this figure"
_NO_MONTH = "how far into the year the figure runs is printed neither over it nor over its table"
_OF_TITLE = "the title of its table names a part of the year, and its heading none"
_NO_GAP = "it is the difference of no plan and result of its row"
_ROUNDED = 0.06  # figures with one decimal may be rounded
_NO_UNIT = "no unit is printed for this figure"


@dataclass(frozen=True)
class WorkTable:
    """Which columns hold what: names, what of them is `measured`, units, statuses, what groups the rows (None: there is
    none), and the `figures` by column with their headings; the first row is that of the headings.
    """

    name: int
    measured: int | None
    unit: int | None
    status: int | None
    group: int | None
    figures: dict[int, Label]


def read_work_counts(table: Table, scope: Scope, recorder: Recorder) -> bool:
    """Records the figures and statuses of such a table; False, and nothing recorded, where it is none."""
    found = _work_table(table, scope)
    if found is None:
        return False
    for row in range(1, table.n_rows):
        item = _words(table.at(row, found.name))
        counted = f"{item} {_words(table.at(row, found.measured))}" if found.measured is not None else item
        group = _words(table.at(row, found.group)) if found.group is not None else ""
        here = scope.under(section=(*scope.section, group)) if group and not is_blank(group) else scope
        unit = _unit_of(table.at(row, found.unit)) if found.unit is not None else None
        for col, head in found.figures.items():
            cell = table.at(row, col)
            if cell is not None and (cell.row, cell.col) == (row, col):
                unsure = None if _fits(table, row, cell, head, found) else _NO_GAP
                _record(table, cell, head, counted, unit, here, recorder, unsure)
        judged = table.at(row, found.status) if found.status is not None else None
        if judged is not None and judged.row == row:
            record_status(table, judged, item, here, recorder, "work_counts")
    return True


def _fits(table: Table, row: int, cell: Cell, head: Label, found: WorkTable) -> bool:
    """Whether a difference is that of what its row plans and reaches, of some pair of them; true of other figures."""
    said = read_cell(cell).figure
    if said is None or not _GAP.fullmatch(_bare(head.text)):
        return True
    values: dict[bool, list[float]] = {True: [], False: []}
    for col, label in found.figures.items():
        bare, at = _bare(label.text), table.at(row, col)
        figure = read_cell(at).figure if at is not None else None
        if figure is not None and (_PLANNED.search(bare) or _DONE.search(bare)):
            values[bool(_PLANNED.search(bare))].append(figure.value)
    gaps = [abs(done - planned) for planned in values[True] for done in values[False]]
    return not gaps or any(abs(gap - abs(said.value)) < _ROUNDED for gap in gaps)


def _of_results(labels: dict[int, Label], done: Sequence[int], rates: Sequence[int]) -> dict[int, Label]:
    """Headings by column, where rates and differences that say no time are of that of the one column of results."""
    over = labels[done[0]].period if len(done) == 1 else None
    timeless = [col for col in rates if not labels[col].says_when]
    return labels | {col: replace(labels[col], period=over) for col in timeless if over}


def _unit_of(cell: Cell | None) -> str | None:
    """The unit that a cell of the column of units prints."""
    return (unit_named(cell.text) or solid(cell.text) or None) if cell is not None else None


def _work_table(table: Table, scope: Scope) -> WorkTable | None:
    heads = [table.at(0, col) for col in range(table.n_cols)]
    joined_over = any(cell.colspan > 1 or cell.tables or (cell.rowspan > 1 and cell.col > 0) for cell in table.cells)
    if table.n_rows <= _FEWEST_ROWS or joined_over or any(head is None for head in heads):
        return None
    texts = [solid(head.text) for head in heads if head is not None]
    bare = [_bare(text) for text in texts]
    planned = [col for col, text in enumerate(bare) if _PLANNED.search(text)]
    done = [col for col, text in enumerate(bare) if _DONE.search(text)]
    rates = [col for col, text in enumerate(bare) if _RATE.search(text) or _GAP.fullmatch(text)]
    units = [col for col, text in enumerate(texts) if is_unit_head(text)]
    figures = sorted({*planned, *done, *rates})
    others = [col for col in range(table.n_cols) if col not in (*figures, *units)]
    ahead = [col for col in others if figures and col < min(figures)]
    if not _are_plans([bare[col] for col in planned]) or not done or len(units) > 1 or not ahead:
        return None
    group = ahead[0] if len(ahead) > 1 and _GROUP.fullmatch(bare[0]) else None
    name, *behind = ahead if group is None else ahead[1:]
    measured = behind[0] if behind and _MEASURED_HEAD.fullmatch(bare[behind[0]]) else None
    judged = [col for col in others if col > name and _STATUS.search(texts[col])]
    status = judged[0] if len(judged) == 1 else None
    beside = [col for col in others if col not in (group, name, measured, status)]
    spanned = any(cell.rowspan > 1 and cell.col != group for cell in table.cells)
    if spanned or not _WORK_HEAD.fullmatch(bare[name]) or not all(_ASIDE.fullmatch(texts[col]) for col in beside):
        return None
    named = [name, *([measured] if measured is not None else [])]
    if not _holds(table, named, figures, status) or any(_is_of_kpis(table, col) for col in named):
        return None
    year = scope.fiscal_year or scope.header.fiscal_year
    labels = _of_results({col: read_label(texts[col], year) for col in figures}, done, rates)
    return WorkTable(name, measured, units[0] if units else None, status, group, labels)


def _are_plans(heads: Sequence[str]) -> bool:
    """Whether headings of what is planned are one, or several that name a part of the year each."""
    parts = [_part(read_label(head, None), None) for head in heads]
    return len(heads) == 1 or (len(heads) > 1 and all(parts) and len(set(parts)) == len(parts))


def _part(head: Label, year: int | None) -> str | None:
    """The part of the year that a heading names, or the months up to the end of one: 上期, 第3四半期まで, 12月末."""
    if head.period and head.period != "FY" and "まで" in head.text:
        return f"YTD({PERIOD_ENDS[head.period]}月末)" if head.period in PERIOD_ENDS else None
    month = _month(head, year)
    number = month.month if month is not None else head.bare_as_of or head.month
    return head.period or (f"YTD({number}月末)" if number else None)


def _holds(table: Table, names: Sequence[int], figures: Sequence[int], status: int | None) -> bool:
    """Whether every row has a name, figures and blanks where figures belong, and a symbol where one belongs."""
    for row in range(1, table.n_rows):
        cells = [cell for col in figures if (cell := table.at(row, col)) is not None]
        read = [is_blank(cell.text) or read_cell(cell).figure is not None for cell in cells]
        judged = table.at(row, status) if status is not None else None
        unjudged = judged is not None and symbol_of(judged.text) is None and not is_blank(judged.text)
        lengths = [len(solid(_words(table.at(row, name)))) for name in names]
        if not all(read) or unjudged or not all(_SHORTEST_NAME <= length <= _LONGEST_NAME for length in lengths):
            return False
    return True


def _is_of_kpis(table: Table, name: int) -> bool:
    """Whether any row names a KPI: lists of KPIs have readers of their own."""
    found = [match(_words(table.at(row, name))) for row in range(1, table.n_rows)]
    return any(kpi is not None and kpi.sure and not kpi.alike_only for kpi in found)


def _record(
    table: Table,
    cell: Cell,
    head: Label,
    item: str,
    unit: str | None,
    scope: Scope,
    recorder: Recorder,
    why: str | None = None,
) -> None:
    printed = read_cell(cell)
    if printed.figure is None:
        return
    bare = _bare(head.text)
    gap = bool(_GAP.fullmatch(bare))
    rate = bool(_RATE.search(bare)) and not gap
    year = head.fiscal_year or scope.fiscal_year or scope.header.fiscal_year
    period, unsure = (_part(head, year) or "FY", None) if _PLANNED.search(bare) else _period(head, year, scope)
    unsure = unsure or (_OF_TITLE if _part(head, year) is None and _titled_part(scope) else None)
    own = printed.figure.unit or ("%" if rate else head.unit or unit)
    doubt = doubt_in(cell) or head.doubt or year_doubt(head) or scope.year_doubt or why or unsure
    recorder.add(
        "period_figure",
        Locator(cell.place, table.index, cell.row, cell.col),
        printed.text,
        "work_counts",
        doubt or (_NO_YEAR if year is None else None) or (None if own else _NO_UNIT),
        fiscal_year=year,
        measure_ja=f"{item} {head.rest or bare}" if rate or gap else item,
        kpi_code=None,
        period=period,
        dimension=_dimension(head, bare),
        value=printed.figure.value,
        unit=own,
        section=scope.section_path,
    )


def _period(head: Label, year: int | None, scope: Scope) -> tuple[str, str | None]:
    """The part of the year that a figure that was reached runs over, and why that is unsure: said over the column, in
    the title over the table, or by the report itself.
    """
    if head.period and (part := _part(head, year)):
        return part, None
    month = _month(head, year) or next((at for text in scope.caption if (at := _month_said(text, year))), None)
    if month is not None:
        return ("FY", None) if month.month == 3 else (f"YTD({month.month}月末)", None)
    header = scope.header
    past = year is not None and header.fiscal_year is not None and year < header.fiscal_year and not head.prior
    if header.period in (None, "FY") or past:
        return "FY", None
    if header.as_of is not None:
        return f"YTD({header.as_of.month}月末)", _NO_MONTH
    return "YTD", _NO_MONTH


def _titled_part(scope: Scope) -> bool:
    """Whether the line over a table names a part of the year: 下期の実績(2月末まで)."""
    title = solid(title_line(scope))
    return len(title) <= _LONGEST_NAME and "。" not in title and period_named(title) in PERIOD_ENDS


def _month_said(text: str, year: int | None) -> date | None:
    """The month that the remark in a title names: 1 取組の件数(令和6年12月末現在)."""
    notes = [read_label(note.group(0).strip("()[]〔〕（）"), year) for note in _NOTE.finditer(fold(text))]
    return next((at for note in notes if (at := _month(note, year))), None)


def _month(label: Label, year: int | None) -> date | None:
    if label.as_of is not None:
        return label.as_of
    number = label.bare_as_of or label.month
    return month_in_year(year, number) if number and year else None


def _bare(text: str) -> str:
    return _NOTE.sub("", text)


def _dimension(head: Label, bare: str) -> str:
    """What the figure is, as its heading says it without the time."""
    if head.prior:
        return head.text
    if head.period and head.rest != bare:
        return bare
    found = _RATE.search(bare) or _PLANNED.search(bare) or _DONE.search(bare)
    return found.group(0) if found else head.text


def _words(cell: Cell | None) -> str:
    return without_spaces_in_japanese(tidy(joined([line.text for line in cell.lines]))) if cell is not None else ""
