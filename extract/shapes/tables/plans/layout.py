"""Layout tables: grids whose columns are plan, progress, status symbol, rank … and whose cells hold text and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in, period_named
from extract.normalise.numbers import is_blank, parse_figure
from extract.normalise.text import solid
from extract.shapes.context import Header
from extract.shapes.plan.status_marks import JUDGE_WORD, STATUS_HEAD, holds_marks
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.kpis.kpi_words import printed_figure
from extract.shapes.text.label_words import without_stage
from extract.shapes.text.passages import mark_of

#: Words of column headings and the role they give, first match wins. `year` columns hold one fiscal year's plan.
_ROLES = (
    ("rank", re.compile(r"全国順位|順位")),
    ("next", re.compile(r"今後|次年度|改善策|課題")),
    (
        "status",
        re.compile(
            r"進捗|実施状況|取組状況|実施結果|実績及び|^上(?:半)?期の?(?:取組|活動)(?!.*予定)|評価(?!指標)|取組内容と結果|達成状況"
            r"|実施内容及び|(?:の|取組|実施|点検)結果$"
        ),
    ),
    (
        "year",
        re.compile(
            r"[<＜〈【(]?(?:新|旧)[>＞〉】)]?|年度.*(?:事業計画|計画|KPI)|^(?:現行|現在|(?:改[正定訂]|変更|見直し|修正)[前後案]?)(?:の?計画)?(?:\(案\))?"
            r"[(<【].*(?:令和|平成|R|20\d\d)|^(?:[<＜【]?[新旧]?[>＞】]?)?(?:令和|平成|R|20\d\d)"
        ),
    ),
    ("plan", re.compile(r"計画内容|事業計画|実施内容|行動計画|実施\(|概要|具体的|取組内容|施策|計画$|重点事項")),
    ("number", re.compile(r"^(?:項番|番号|No\.?|№)$")),
    ("title", re.compile(r"^(?:事業[名項目]*|[大中小]?項目|分野|区分|テーマ|柱|大?分類|件名)(?:\([^()]*\))?$")),
)


#: So many figures, each no longer than this, make a table one of figures.
_FEW_FIGURES, _MANY_FIGURES, _VALUE_CHARS = 2, 4, 16
#: Headings of which the whole says that what stands below them judges.
_JUDGES = re.compile(JUDGE_WORD)
#: Headings that may stand over a plan where no other column is one, and what only a plan says.
_PLAN_HEAD = re.compile(r"KPI|(?:実施|取組|重点|推進)(?:項目|事項)|目標|方針")
_SAYS_KPI = re.compile(r"【KPI】|[■●]KPI|以[上下]とする|\d%?とする")
#: A cell of text, unlike one of figures or names, is longer; so many of them with marks are a plan.
_HOLDS_CHARS, _FEW_MARKED, _NAME_CHARS = 24, 3, 40
#: Sides of a column differ by no more from page to page; those that no rule draws, which stand somewhere in the white
#: between the words of their page, by no more than the second.
_SAME_SIDE, _IN_WHITE = 3, 24
#: By how much the width of a page differs that lies where others stand, and sides of one column between such pages.
_TURNED, _SAME_SHARE = 0.1, 0.03
#: So many letters and no more may be a number alone: (1), 第2章.
_LONGEST_NUMBER = 4
#: Headings that stand alone give no fewer roles.
_FEWEST_ROLES = 3
#: A line of a list that says what is to be done: ・受診券を5月に発送する.
_LISTED_WORK = re.compile(r"[・●○◎■◆①-⑳].{4,}[うくぐすつぬぶむる]。?$")
#: A figure with the sense of a target, and units in which no heading numbers or dates anything.
_AIM = re.compile(r"\d\D{0,4}以[上下内]$")
_COUNTING = frozenset(("%", "円", "千円", "件", "人", "社", "事業所", "ポイント"))
#: Ends of headings over nothing but targets: 令和7年度 事業計画【KPI】, 令和7年度のKPI.
_HEADS_TARGETS = re.compile(r"(?:[【〔\[(<](?:KPI|数値目標)[】〕\])>]|年度の?(?:KPI|数値目標))$")
#: What a heading adds in brackets at its end: 進捗状況(遅れている場合は、その理由も記載).
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
#: The title of a group that stands alone in its row, over some of the columns that no rule parts there.
_MARKED_TITLE = re.compile(r"[○◯〇][^。、]{2,40}$")
_TORN_HEADING = "the conversion cut the headings over several columns; what stands below may have slipped as well"
UNNAMED_HEADING = "the heading does not name this column; taken for the plan by what it holds"
_UNNAMED_MARKS = "the heading does not say that this column judges anything; taken for statuses by what it holds"
_PART_OF_ROW = "rules close only the middle columns of this row; its title may stand beside them"
_LOST_HEADING = "the conversion lost the heading of this column; taken for the plan by what it holds"


@dataclass(frozen=True)
class Column:
    """One column's role; `x0`..`x1` are its sides where the reader knows them."""

    col: int
    role: str
    fiscal_year: int | None
    x0: float | None
    x1: float | None
    doubt: str | None = None  # why it may not be the column it is taken for
    period: str | None = None  # the part of the year that its heading names (上期評価)
    phrases: bool = False  # its heading says that all it holds is work, phrases as well as sentences
    aims: bool = False  # its heading says that what it holds are the targets of KPIs
    of_targets: bool = False  # a plan's column whose heading says so: a sentence in it is a target and no work


@dataclass
class Layout:
    """Columns of a layout table; `first_row` is the first row below the headings, `of_plan` that it is a plan table,
    `sides` are its left and right ones where the reader knows them.
    """

    columns: list[Column]
    first_row: int
    n_cols: int
    of_plan: bool = False
    sides: tuple[float, float] | None = None
    upright: Layout | None = None  # the layout of the pages before, on a page of another width

    def column(self, cell: Cell) -> Column | None:
        """The column a cell stands in: by its sides where known, else by its number."""
        box = cell.box
        if box is not None:
            middle = (box[0] + box[2]) / 2
            for column in self.columns:
                if column.x0 is not None and column.x1 is not None and column.x0 - 2 <= middle <= column.x1 + 2:
                    return column
            return None
        return next((column for column in self.columns if column.col == cell.col), None)

    def plan_cell(self, table: Table, row: int) -> Cell | None:
        """The plan cell that covers a row."""
        for col in range(table.n_cols):
            cell = table.at(row, col)
            if cell is not None and (column := self.column(cell)) is not None and column.role == "plan":
                return cell
        return None


def find_layout(table: Table, before: Layout | None, header: Header) -> Layout | None:
    """The layout that a table's headings name, or that it goes on with from the page before; None where it is none."""
    for row in range(min(3, table.n_rows)):
        if _holds_figures(table, row):
            continue
        if _is_judged(table, row):
            break  # labels beside what they name are no headings
        columns = _with_marks(table, _columns(table, row), row + 1)
        columns = _with_plan(table, columns, row + 1)
        columns = _with_title(table, _with_lost_plan(table, columns, row + 1), row + 1)
        if _is_torn(table, row):
            columns = [replace(c, doubt=c.doubt or _TORN_HEADING) for c in columns]
        roles = {c.role for c in columns}
        years = [c for c in columns if c.role == "year" and _holds_text(table, c.col, row + 1)]
        if (
            len(years) >= 2
            or (("plan" in roles or years) and roles & {"status", "next"})
            or ("rank" in roles and "status" in roles)
        ) and _tells(table, columns, row + 1):
            return Layout(with_symbols(table, columns, row + 1), row + 1, table.n_cols, sides=_sides(table))
    if before is not None and _goes_on(table, before):
        return Layout(before.columns, 0, table.n_cols, sides=before.sides)
    if before is not None and before.upright is not None and _goes_on(table, before.upright):
        return replace(before.upright, first_row=0)
    if before is not None and (turned := _on_turned_page(table, before) or _under_same_titles(table, before)):
        return turned
    if before is not None and _goes_on_within(table, before):
        columns = [replace(c, doubt=c.doubt or _PART_OF_ROW) if c.role == "plan" else c for c in before.columns]
        return Layout(columns, 0, before.n_cols, sides=before.sides)
    return None


def heads_layout(table: Table) -> bool:
    """Whether a table on a page is nothing but a row of headings of a layout: short words, most of which give roles."""
    filled = [cell for cell in table.cells if solid(cell.text)]
    if table.n_rows != 1 or not table.has_places or any(cell.tables or symbol_of(cell.text) for cell in filled):
        return False
    heads = [_REMARK.sub("", solid(cell.text)) for cell in filled]
    if any(len(head) > _HOLDS_CHARS for head in heads) or any(parse_figure(cell.text) for cell in filled):
        return False
    columns = _columns(table, 0)
    roles = {column.role for column in columns}
    told = bool(roles & {"plan", "year"}) and bool(roles & {"status", "next"})
    compared = len({column.fiscal_year for column in columns} - {None}) > 1 and roles == {"year"}
    return compared or (told and len(columns) >= _FEWEST_ROLES and 2 * len(columns) >= len(filled))


def _tells(table: Table, columns: Sequence[Column], first: int) -> bool:
    """Whether a table may tell of plans: not where all that its columns of plans hold, or all below the headings, is
    figures and symbols, more than one of them: these are what KPIs were to reach and reached.
    """
    plans = {column.col for column in columns if column.role in ("plan", "year")}
    cells = [cell for cell in table.cells if cell.row >= first]
    if _is_named_figures(cells):
        return False
    printed = [cell for cell in cells if solid(cell.text) and cell.col in plans]
    printed = printed or [cell for cell in cells if solid(cell.text)]
    others = [c for c in printed if not (_is_value(c) or is_blank(c.text) or symbol_of(c.text))]
    return bool(others) or sum(map(_is_value, cells)) < _FEW_FIGURES or any(cell.tables for cell in cells)


def _is_named_figures(cells: Sequence[Cell]) -> bool:
    """Whether cells below headings are figures beside short names and nothing else: 施策 | 計画 | 実績 | 進捗率 over
    講座 | 20回 | 11回 | 55%.
    """
    values = [cell for cell in cells if _is_value(cell)]
    if len(values) < _MANY_FIGURES or any(cell.tables for cell in cells):
        return False
    top, left = min(cell.row for cell in values), min(cell.col for cell in values)
    below = [cell for cell in cells if cell.row >= top and solid(cell.text)]
    names = [cell for cell in below if cell.col < left]
    figures = [cell for cell in below if cell.col >= left]
    short = all(len(solid(cell.text)) <= _HOLDS_CHARS for cell in names)
    return bool(names) and short and all(_is_value(cell) or is_blank(cell.text) for cell in figures)


def _is_value(cell: Cell) -> bool:
    """Whether a cell is a figure with at most its unit and sense, and no sentence about one."""
    return printed_figure(cell) is not None and len(solid(cell.text)) <= _VALUE_CHARS and "する" not in cell.text


def _holds_figures(table: Table, row: int) -> bool:
    """Whether a cell of a row but the first is a figure with a unit of things counted or with the sense of a target: it
    is no row of headings.
    """
    cells = [c for c in table.cells if c.row == row and c.col > 0 and c.box is not None]
    if any(_AIM.search(solid(cell.text)) and _is_value(cell) for cell in cells):
        return True
    figures = (figure for c in cells if (figure := parse_figure(c.text)) is not None)
    return any(figure.unit in _COUNTING for figure in figures)


def _is_judged(table: Table, row: int) -> bool:
    """Whether a row of a table on a page prints a status."""
    cells = [cell for cell in table.cells if cell.row == row and cell.box is not None]
    return any((symbol_of(cell.text) or "－") != "－" for cell in cells)


def _with_lost_plan(table: Table, columns: list[Column], first: int) -> list[Column]:
    """Of a conversion that lost the heading of the plan the column left of the progress, if it holds marked text."""
    if any(c.role in ("plan", "year") or c.x0 is not None for c in columns):
        return columns
    progress = next((c.col for c in columns if c.role == "status"), 0)
    texts = [solid(c.text) for c in table.cells if c.col == progress - 1 and c.row >= first]
    marked = [text for text in texts if len(text) > _HOLDS_CHARS and (mark_of(text) or text.startswith("【KPI"))]
    if progress == 0 or len(marked) < _FEW_MARKED:
        return columns
    lost = Column(progress - 1, "plan", None, None, None, _LOST_HEADING)
    return sorted([*columns, lost], key=lambda c: c.col)


def _with_marks(table: Table, columns: list[Column], first: int) -> list[Column]:
    """With the columns beside the progress that hold nothing but symbols, under headings such as 状況, or right of it
    different ones under others.
    """
    progress = min((c.col for c in columns if c.role == "status" and c.x0 is not None), default=None)
    if progress is None or any(c.role == "symbol" for c in columns):
        return columns
    known, out = {c.col for c in columns}, list(columns)
    for head in (c for c in table.cells if c.row + c.rowspan == first and c.col not in known):
        symbols = [symbol_of(c.text) for c in table.cells if c.col == head.col and c.row >= first and solid(c.text)]
        shapes = {symbol for symbol in symbols if symbol is not None} - {"－"}
        text, named = solid(head.text), bool(STATUS_HEAD.search(solid(head.text)))
        differ = len(shapes) > 1 and head.col > progress
        if head.box is not None and None not in symbols and (differ or (named and shapes)):
            doubt, period = None if named else _UNNAMED_MARKS, period_named(text)
            out.append(Column(head.col, "symbol", None, head.box[0], head.box[2], doubt, period))
    return sorted(out, key=lambda c: c.col)


def _with_plan(table: Table, columns: list[Column], first: int) -> list[Column]:
    """With the plan of a table that judges or ranks something: the one column left of the progress that holds
    sentences, under a heading of its own.
    """
    ends = [c.col for c in columns if c.role == "status"]
    if not ends or any(c.role in ("plan", "year") or c.x0 is None for c in columns):
        return columns
    if not any(c.role in ("rank", "symbol") for c in columns) and len(ends) < 2:
        return columns
    known = {c.col for c in columns}
    found = [col for col in range(min(ends)) if col not in known and _holds_sentences(table, col, first)]
    if not found:
        found = [c.col for c in columns if c.role == "title" and _holds_sentences(table, c.col, first)]
    head = table.at(first - 1, found[0]) if len(found) == 1 else None
    if head is None or head.box is None:
        return columns
    texts = [solid(c.text) for c in table.cells if c.col == head.col and c.row >= first]
    sure = _PLAN_HEAD.search(solid(head.text)) or any(map(_SAYS_KPI.search, texts))
    plan = Column(head.col, "plan", None, head.box[0], head.box[2], None if sure else UNNAMED_HEADING)
    return sorted([*(c for c in columns if c.col != plan.col), plan], key=lambda c: c.col)


def _holds_sentences(table: Table, col: int, first: int) -> bool:
    """Whether most of what stands in a column below its heading is longer than names are."""
    texts = [solid(c.text) for c in table.cells if c.col == col and c.row >= first and solid(c.text) and c.colspan == 1]
    return bool(texts) and 2 * sum(len(text) > _HOLDS_CHARS for text in texts) > len(texts)


def _with_title(table: Table, columns: list[Column], first: int) -> list[Column]:
    """Of a conversion that lost the heading of the titles the column left of the plan, if it holds names."""
    plan = next((c.col for c in columns if c.role == "plan"), 0)
    if plan == 0 or any(c.x0 is not None or c.role == "title" or c.col == plan - 1 for c in columns):
        return columns
    texts = [solid(c.text) for c in table.cells if c.col == plan - 1 and c.row >= first and solid(c.text)]
    if len(texts) < 2 or any(len(text) > _NAME_CHARS for text in texts):
        return columns
    return sorted([*columns, Column(plan - 1, "title", None, None, None)], key=lambda c: c.col)


def _holds_text(table: Table, col: int, first: int) -> bool:
    """Whether a column holds sentences below its heading; two columns of figures headed by years are no layout."""
    cells = [c for c in table.cells if c.col == col and c.row >= first and solid(c.text)]
    head = table.at(first - 1, col)
    compared = head is not None and re.search(r"[新旧]", head.text) is not None  # years alone head plans of each year
    listed = compared and any(_LISTED_WORK.match(solid(line.text)) for c in cells for line in c.lines)
    said = any(len(text := solid(c.text)) > _HOLDS_CHARS or text.endswith("とする") or c.tables for c in cells)
    return not cells or listed or said


def _columns(table: Table, row: int) -> list[Column]:
    columns = []
    inside = _inside_brackets(table, row)
    for col in range(table.n_cols):
        cell = table.at(row, col)
        if cell is None or (cell.row, cell.col) != (row, col):
            continue
        text = solid(cell.text)
        if col in inside:
            continue
        if text.count("(") > text.count(")"):
            text = text[: text.rfind("(")]
        if not text or len(text) > 90 or cell.tables:
            continue
        heading = _heading(text)
        role = next((name for name, pattern in _ROLES if pattern.search(heading)), None)
        if role is None:
            continue
        box = cell.box
        year = fiscal_year_in(text) if role in ("year", "plan") else None
        if role == "year" and year is None:
            continue
        period = period_named(heading) if role == "status" else None
        left, right = (box[0], box[2]) if box else (None, None)
        targets = role in ("year", "plan") and bool(_HEADS_TARGETS.search(text))
        columns.append(Column(col, role, year, left, right, period=period, of_targets=targets))
    return columns


def _is_torn(table: Table, row: int) -> bool:
    """Whether a conversion cut a heading: a bracket is closed in another cell than it was opened in, or never."""
    texts = [solid(c.text) for c in table.cells if c.row == row and c.box is None]
    return any(text.count("(") != text.count(")") for text in texts)


def _inside_brackets(table: Table, row: int) -> set[int]:
    """The columns that only go on with a remark in brackets, which a conversion cut over several cells of a heading."""
    if table.has_places:
        return set()
    inside: set[int] = set()
    since: list[int] = []
    for col in range(table.n_cols):
        text = solid(cell.text) if (cell := table.at(row, col)) is not None else ""
        if since:
            since.append(col)
        depth = text.count("(") - text.count(")")
        if depth > 0 and not since:
            since = [col]
        elif depth < 0 and since:
            inside.update(since[1:])
            since = []
    return inside


def _heading(text: str) -> str:
    """A heading without the legend or remark in brackets behind it."""
    bare = re.sub(r"\((?:◎|○|計画を).*$", "", text)
    return without_stage(bare or text)


def with_symbols(table: Table, columns: list[Column], first: int) -> list[Column]:
    """A status column that holds nothing but symbols, or words and letters that stand for them, is one of symbols."""
    out = []
    for column in columns:
        texts = [solid(c.text) for c in table.cells if c.col == column.col and c.row >= first and solid(c.text)]
        narrow = column.x0 is not None and column.x1 is not None and column.x1 - column.x0 < 60
        symbols = [t for t in texts if symbol_of(t)]
        heads = [c.text for row in range(first) if (c := table.at(row, column.col)) is not None]
        marks = column.x0 is not None and holds_marks(solid("".join(heads)), texts)
        others = any(c.role == "status" and c.col != column.col for c in columns)
        alone = column.x0 is not None and any(c.role == "plan" for c in columns) and len(set(symbols) - {"-", "－"}) > 1
        judges = bool(heads) and _JUDGES.fullmatch(without_stage("".join(heads))) is not None
        bare = (others and narrow) or ((others or alone) and symbols and len(symbols) == len(texts))
        bare = bare or (judges and len(symbols) == len(texts))
        if column.role == "status" and (marks or bare):
            out.append(Column(column.col, "symbol", None, column.x0, column.x1, period=column.period))
        else:
            out.append(column)
    return out


def _goes_on(table: Table, before: Layout) -> bool:
    """Whether a table without headings has the columns of the layout before it."""
    if any(c.x0 is None for c in before.columns):
        return table.n_cols == before.n_cols
    boxes = [c.box for c in table.cells if c.box is not None]
    if not boxes:
        return False
    left = min(c.x0 for c in before.columns if c.x0 is not None)
    right = max(c.x1 for c in before.columns if c.x1 is not None)
    box = (min(b[0] for b in boxes), 0.0, max(b[2] for b in boxes), 0.0)
    furthest = max(right + 40, (before.sides[1] if before.sides is not None else 0.0) + 8)
    if box[2] < right - 8 or box[0] > left + 8 or box[2] > furthest:
        return False
    sides = {round(c.box[0]) for c in table.cells if c.box}
    wanted = [round(c.x0) for c in before.columns if c.x0 is not None]
    same = sum(any(abs(s - w) <= _SAME_SIDE for s in sides) for w in wanted)
    near = table.n_cols == before.n_cols and all(any(abs(s - w) <= _IN_WHITE for s in sides) for w in wanted)
    return same >= max(2, len(wanted) - 1) or (near and same >= max(2, len(wanted) / 2))


def _on_turned_page(table: Table, before: Layout) -> Layout | None:
    """The layout before a table that goes on with it on a page of another width, upright after lying ones: as many
    columns, each at about the same share of the width; what judges there are symbols. None where it is no such.
    """
    own, outer = _sides(table), before.sides
    if table.n_cols != before.n_cols or before.of_plan or own is None or outer is None or outer[0] == outer[1]:
        return None
    factor = (own[1] - own[0]) / (outer[1] - outer[0])
    if abs(factor - 1) < _TURNED or any(c.x0 is None for c in before.columns):
        return None
    slack = _SAME_SHARE * (own[1] - own[0])
    columns = []
    for column in before.columns:
        scaled = [own[0] + factor * (side - outer[0]) for side in (column.x0, column.x1) if side is not None]
        drawn = next((c.box for c in table.cells if c.col == column.col and c.colspan == 1 and c.box), None)
        if drawn is None or max(abs(drawn[0] - scaled[0]), abs(drawn[2] - scaled[-1])) > slack:
            return None
        columns.append(replace(column, x0=drawn[0], x1=drawn[2]))
    return Layout(columns, 0, table.n_cols, sides=own) if _holds_what_it_should(table, columns) else None


def _under_same_titles(table: Table, before: Layout) -> Layout | None:
    """The layout before a table that goes on with it on a page of another width in columns of other shares of it: as
    many, and each row begins in the plan as in its progress with one title. None where it is no such.
    """
    own, outer = _sides(table), before.sides
    columns = sorted(before.columns, key=lambda column: column.col)
    roles = [column.role for column in columns]
    if own is None or outer is None or before.of_plan or len(columns) != table.n_cols:
        return None
    if roles[:2] != ["plan", "status"]:
        return None
    if abs((own[1] - own[0]) / (outer[1] - outer[0]) - 1) < _TURNED:
        return None
    rows = [[table.at(row, col) for col in range(table.n_cols)] for row in range(table.n_rows)]
    if not all(_first_line(cells[0]) and _first_line(cells[0]) == _first_line(cells[1]) for cells in rows):
        return None
    boxes = [cell.box if cell is not None else None for cell in rows[0]]
    if any(box is None for box in boxes) or any(cell.colspan > 1 for cell in table.cells):
        return None
    moved = [replace(c, x0=box[0], x1=box[2]) for c, box in zip(columns, boxes, strict=True) if box is not None]
    return Layout(moved, 0, table.n_cols, sides=own, upright=before.upright or before)


def _first_line(cell: Cell | None) -> str:
    """The title that a cell begins with, of more than its number."""
    text = solid(cell.lines[0].text) if cell is not None and len(cell.lines) > 1 else ""
    return text if len(text) > _LONGEST_NUMBER else ""


def _sides(table: Table) -> tuple[float, float] | None:
    boxes = [cell.box for cell in table.cells if cell.box is not None]
    return (min(box[0] for box in boxes), max(box[2] for box in boxes)) if boxes else None


def _holds_what_it_should(table: Table, columns: Sequence[Column]) -> bool:
    """Whether symbols alone stand in the columns of symbols, at least one, and text, no figures, in those of plans."""
    marks = [c.text for column in columns if column.role == "symbol" for c in _within(table, column) if solid(c.text)]
    plans = [c for column in columns if column.role in ("plan", "year") for c in _within(table, column)]
    said = [solid(c.text) for c in plans if solid(c.text)]
    judged = bool(marks) and all(map(symbol_of, marks))
    figures = any(map(_is_value, plans))
    return judged and bool(said) and not figures and 2 * sum(len(text) > _HOLDS_CHARS for text in said) >= len(said)


def _within(table: Table, column: Column) -> list[Cell]:
    """The cells of a table whose middle stands in a column."""
    x0, x1 = column.x0 or 0.0, column.x1 or 0.0
    return [c for c in table.cells if c.box is not None and x0 < (c.box[0] + c.box[2]) / 2 < x1]


def _goes_on_within(table: Table, before: Layout) -> bool:
    """Whether a table has no more than the columns of the plan and of its progress of the layout before it: where a
    page ends within a row that only these columns rule off.
    """
    if any(c.x0 is None or c.x1 is None for c in before.columns) or before.of_plan or not table.has_places:
        return False
    held = {c.col: c.box for c in table.cells if c.box and c.colspan == 1 and solid(c.text)}
    inside: dict[int, Column | None] = {}
    for col, box in held.items():
        middle = (box[0] + box[2]) / 2
        inside[col] = next((c for c in before.columns if c.x0 and c.x1 and c.x0 < middle < c.x1), None)
    columns = [c for c in inside.values() if c is not None]
    if len({c.col for c in columns}) < len(inside) or not columns or table.n_cols >= before.n_cols:
        return False
    ends = {side for c in before.columns for side in (c.x0, c.x1) if side is not None}
    outer = (min(box[0] for box in held.values()), max(box[2] for box in held.values()))
    roles = {c.role for c in columns}
    fits = all(any(abs(side - end) <= 3 for end in ends) for side in outer)
    return fits and "plan" in roles and bool(roles & {"status", "symbol"})


def _runs_down_beside(side: Cell, title: Cell, table: Table) -> bool:
    """Whether a cell in the first column runs down the table beside the title of a row, which spans all the others."""
    runs_down = side.col == 0 and side.colspan == 1 and side.rowspan > 2
    return runs_down and title.rowspan == 1 and title.col == 1 and title.colspan == table.n_cols - 1


def is_title_row(table: Table, row: int) -> str | None:
    """The text of a row that one cell spans almost whole, a group heading between layout rows; else None.

    What runs down at its left into the rows below, the name of their part of the report, is none of the row's own.
    """
    cells = {id(c): c for col in range(table.n_cols) if (c := table.at(row, col)) is not None}
    starting: Sequence[Cell] = [c for c in cells.values() if c.row == row and solid(c.text)]
    if len(starting) == 2 and _runs_down_beside(starting[0], starting[1], table):
        starting = starting[1:]
    if len(starting) != 1 or starting[0].tables or starting[0].rowspan > 1:
        return None
    cell = starting[0]
    text = solid(cell.text)
    if cell.colspan >= max(2, table.n_cols - 2) and len(text) <= 80:
        return cell.text
    if cell.box is None and re.match(r"^[○◯〇]", text) and len(text) <= 60 and text.endswith(")"):
        return cell.text
    if cell.box is not None and cell.colspan > 1 and _MARKED_TITLE.match(text):
        return cell.text
    return None
