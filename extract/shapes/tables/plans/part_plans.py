"""Plans below parts of the year: what each group is to do in which quarter, in sentences.

              第1四半期(4～6月)           第2四半期(7～9月)
業務グループ  ・審査の手順を点検する。    ・患者照会の対象を広げる。
                                          ・未提出の事業所へ電話する。

The parts may run down as well, beside columns of groups.

Marks and words in such a grid are a schedule; sentences of work to be done are items of the plan. That something is
planned the report or a heading over the grid must say, else they are in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.document import Cell, Table
from extract.normalise.dates import fiscal_years_in, header_month
from extract.normalise.numbers import is_blank
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.context import Scope
from extract.shapes.plan.plan_text import is_target, tells
from extract.shapes.plan.status_marks import STATUS_HEAD
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.labels import read_label
from extract.shapes.tables.schedules.parts import months_named
from extract.shapes.text.passages import Passage, passages_of

NOT_SAID = "nothing over the headings says that what stands below them is planned"
_HEAD_ROWS = 2
_FEWEST_PARTS, _FEWEST_SENTENCES = 2, 3
#: Most of what stands below the parts are sentences, so many of them at the least.
_MOST = 0.6
_ENDS = re.compile(r"(?:[うくぐすつぬぶむる]|ます)。?$|。$")
_PLANS = re.compile(r"取組|取り組み|計画|予定|スケジュール|工程|施策|行動|実施事項")
_DONE = re.compile(r"実績|結果|実施状況|取組状況|進捗|振り?返り")
_GROUP = re.compile(r"(?:グループ|[課部室班係]|担当|G)$")
_LONGEST_LABEL = 40
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class PartPlan:
    """A cell below a part of the year, or below a `year`, and the words beside its row; `over` is whom it is for."""

    cell: Cell
    label: str
    year: int | None = None
    over: str = ""

    def within(self, scope: Scope) -> Scope:
        """The surroundings of its items: who does them, or what they are about."""
        scope = scope.under(fiscal_year=self.year or of_year(scope).fiscal_year)
        scope = _below(scope, *[tidy(text) for text in _titles(scope) if _PLANS.search(solid(text))][-1:])
        if not self.label:
            return scope
        if self.over:
            return _below(scope, self.label, self.over)
        return scope.under(owner=self.label) if _GROUP.search(self.label) else _below(scope, self.label)


def _below(scope: Scope, *titles: str) -> Scope:
    return scope.under(section=(*scope.section, *(title for title in titles if title not in scope.section)))


def _titles(scope: Scope) -> list[str]:
    """The lines over a table that are no sentences, without the title of the report."""
    title = solid(scope.header.title or "")
    return [text for text in scope.above if not solid(text).endswith("。") and solid(text) != title]


def part_plans(table: Table) -> list[PartPlan]:
    """The cells of work below the parts of the year that head a table's columns; none where it is anything else."""
    for row in range(min(_HEAD_ROWS, table.n_rows - 1)):
        columns = _columns(table, row)
        if columns:
            found = list(_below_parts(table, row, columns))
            return found if _are_plans(table, row, columns, found) else []
    return []


def plans_down(table: Table) -> list[PartPlan]:
    """The cells of work beside parts of the year that run down, in columns of groups or subjects; none where it is
    anything else. Rows of work of no part (全グループ共通) belong to them, rows of figures do not.
    """
    labels = {cell.row: cell for cell in table.cells if cell.col == 0 and cell.row > 0 and solid(cell.text)}
    parts = [row for row, cell in labels.items() if months_named(cell.lines[0].text)]
    heads = [cell for cell in table.cells if cell.row == 0 and cell.col > 0 and solid(cell.text)]
    if len(parts) < _FEWEST_PARTS or len(heads) < _FEWEST_PARTS or any(_DIGIT.search(cell.text) for cell in heads):
        return []
    found = [plan for row in sorted(labels) for plan in _beside_part(table, labels[row], heads)]
    work = [plan for plan in found if _is_work(plan)]
    return work if len({plan.cell.row for plan in work} & set(parts)) == len(parts) and _sentences(work) else []


def _beside_part(table: Table, label: Cell, heads: list[Cell]) -> Iterator[PartPlan]:
    for cell in table.cells:
        if cell.row == label.row and cell.col > 0 and solid(cell.text) and not is_blank(cell.text):
            over = next((head for head in heads if head.col <= cell.col < head.col + head.colspan), None)
            whole = over is None or cell.colspan > over.colspan  # of all groups
            yield PartPlan(cell, "" if whole or over is None else tidy(over.lines[0].text))


def _is_work(plan: PartPlan) -> bool:
    """Whether all that a cell says is work to be done."""
    texts = [solid(passage.text) for passage in lines_of(plan.cell)]
    said = all(_ENDS.search(text) and not is_target(text) and not tells(text) for text in texts)
    return bool(texts) and said and not plan.cell.tables and not is_figure_text(plan.cell.text)


def _sentences(found: list[PartPlan]) -> bool:
    return sum(len(lines_of(plan.cell)) for plan in found) >= _FEWEST_SENTENCES


def in_full_sentences(found: list[PartPlan]) -> bool:
    """Whether all that stands below the parts ends in a full stop, as short words of a calendar do not."""
    texts = [solid(passage.text) for plan in found for passage in lines_of(plan.cell)]
    return bool(texts) and all(text.endswith("。") for text in texts)


def year_plans(table: Table) -> list[PartPlan]:
    """The same of a table whose columns are headed by fiscal years and nothing else."""
    heads = [cell for cell in table.cells if cell.row == 0 and solid(cell.text)]
    if any(year_alone(cell.text) is None for cell in heads):
        return []
    years = {cell.col: year for cell in heads if (year := year_alone(cell.text)) is not None}
    if len(set(years.values())) < max(_FEWEST_PARTS, len(heads)) or min(years) < 1:
        return []
    found = [replace(plan, year=years[plan.cell.col]) for plan in _below_parts(table, 0, list(years))]
    return found if _are_plans(table, 0, list(years), found) else []


def is_said(scope: Scope) -> bool:
    """Whether the report, or the lines over a grid, say that what it holds is planned, and not what was done."""
    over = [*_titles(scope), *scope.section[-1:], *([scope.topic] if scope.topic else [])]
    titles = [solid(text) for text in over]
    if any(_DONE.search(text) for text in titles):
        return False
    return scope.header.is_plan or any(_PLANS.search(text) for text in titles)


def of_year(scope: Scope) -> Scope:
    """The scope in the year that the nearest of the lines over a grid names, if it names one."""
    for text in reversed(scope.above):
        years = {found.value for found in fiscal_years_in(fold(text))}
        if years:
            return scope.under(fiscal_year=years.pop()) if len(years) == 1 else scope
    return scope


def names_part(text: str) -> bool:
    """Whether words are a part of the year and nothing else: 第1四半期(4~6月)."""
    return bool(months_named(text))


def year_alone(text: str) -> int | None:
    """The fiscal year that words are, where they say nothing else."""
    label = read_label(text, None)
    alone = label.as_of is None and not label.rest and not label.prior
    return label.fiscal_year if alone else None


def _columns(table: Table, row: int) -> list[int]:
    """The columns that a row heads with parts of the year, where all behind the first of them say when."""
    heads = {cell.col: cell for cell in table.cells if cell.row == row and solid(cell.text)}
    parts = [col for col, cell in heads.items() if names_part(cell.text)]
    if len({months_named(heads[col].text) for col in parts}) < _FEWEST_PARTS or min(parts) < 1:
        return []
    behind = [cell for col, cell in heads.items() if col >= min(parts)]
    said = all(names_part(cell.text) or header_month(solid(cell.text)) is not None for cell in behind)
    return sorted(cell.col for cell in behind) if said else []


def _below_parts(table: Table, row: int, columns: list[int]) -> Iterator[PartPlan]:
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.row > row and cell.col in columns and solid(cell.text) and not is_blank(cell.text):
            beside = {id(c): c for col in range(min(columns)) if (c := table.at(cell.row, col)) is not None}
            label = tidy(joined([line.text for c in beside.values() for line in c.lines]))
            yield PartPlan(cell, label)


def _are_plans(table: Table, row: int, columns: list[int], found: list[PartPlan]) -> bool:
    """Whether what stands below the parts are sentences of work to be done, and short labels beside them."""
    if any(cell.tables for cell in table.cells) or any(len(plan.label) > _LONGEST_LABEL for plan in found):
        return False
    beside = [solid(cell.text) for cell in table.cells if cell.row == row and cell.col < min(columns)]
    if any(STATUS_HEAD.search(text) for text in beside) or any(is_figure_text(plan.cell.text) for plan in found):
        return False
    texts = [solid(passage.text) for plan in found for passage in lines_of(plan.cell)]
    said = [text for text in texts if _ENDS.search(text)]
    if len(said) < _FEWEST_SENTENCES or len(said) < _MOST * len(texts) or any(map(is_target, texts)):
        return False
    return not any(map(tells, texts))


def lines_of(cell: Cell) -> list[Passage]:
    """What a cell says, item by item."""
    return [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
