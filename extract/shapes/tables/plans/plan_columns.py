"""Tables of plans by the words over their columns and by what the columns hold.

A plan table is a grid with a column of what is to be done; beside it may stand who does it, when, how important and
difficult it is, by which KPI it is measured, how it stands. Heads are put together of few words (取組, 施策, 事業 …
内容, 項目, 方針 …), so they are read word by word, and what the words leave open the cells decide: whole sentences
are work, short ones name it, and what is said in the past was done and is planned no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.catalogue import match
from extract.document import Cell, Table
from extract.normalise.dates import fiscal_year_in, period_named
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.shapes.context import Header, Scope
from extract.shapes.plan.plan_text import is_target, tells
from extract.shapes.tables.labelled.grids import Band, distinct, is_figure_text
from extract.shapes.tables.plans.layout import UNNAMED_HEADING, Column, Layout, with_symbols
from extract.shapes.text.label_words import step_of, without_stage

_WORK = r"(?:取組み?|取り組み|施策|事業|活動|実施|行動|推進)"
#: Heads over work to be done, whatever its form; heads over it or over its titles; first match of all wins.
_STRONG, _WEAK = "plan", "work"
_ROLES = (
    ("number", re.compile(r"^(?:項番|番号|連番|整理番号|No\.?|№|#)$", re.I)),
    ("importance", re.compile(r"^重要度")),
    ("difficulty", re.compile(r"^困難度")),
    ("owner", re.compile(r"担当|主管|所管|責任者|実施主体|^(?:グループ|部署|部門)$")),
    ("next", re.compile(r"今後|次年度|翌年度|来年度|改善")),
    (
        "status",
        re.compile(r"状況|結果|実績|進捗|進み|評価|評定|判定|達成[度率]?$|報告|(?:振り?|ふり)(?:返|かえ)り|成果$"),
    ),
    ("when", re.compile(r"時期|スケジュール|期限|期間|日程|工程|実施月|予定月|開始")),
    ("kpi", re.compile(r"KPI|指標|目標|アウトプット|アウトカム|数値")),
    (
        "other",
        re.compile(
            r"ねらい|狙い|目的|背景|理由|現状|課題|説明|備考|留意|効果|対象|予算|費用|コメント|所見|用語|参加|開催|業務内容|対応内容|意見"
        ),
    ),
    (
        _STRONG,
        re.compile(
            rf"(?:{_WORK}|具体的?な?|主な?|重点的?な?|事業|年度)+の?(?:内容|計画|方針|方策|対策|概要|予定)"
            rf"|(?:具体的?な?|主な|主要な?|本年度の?|今年度の?|年度の?)(?:{_WORK}|内容)+"
            r"|^計画(?:内容)?$|計画(?:事項|項目)|(?:計画した|行う|取り?組む|実施する)(?:こと|事項|内容|取組)|^(?:方策|対応策|対策|アクション(?:プラン)?)$"
        ),
    ),
    (_WEAK, re.compile(rf"^(?:{_WORK}|重点|主要|計画|事業)*(?:{_WORK}|項目|事項|名|内容|テーマ)$")),
    ("title", re.compile(r"^(?:分野|区分|柱|大項目|中項目|小項目|カテゴリー?|重点分野|機能)$")),
)
#: What columns headed as the steps of plan, do, check and act hold.
_OF_STEP = {"plan": _STRONG, "done": "status", "status": "status", "next": "next"}
_OF_YEAR, _REMARK = re.compile(r"^[(【\[]?(?:令和|平成|R|20)\S{0,4}年度の?(?!$)[)】\]]?"), re.compile(r"\([^()]*\)$")
#: A heading of nothing but the targets of KPIs: 令和7年度の目標(KPI).
_AIMS_HEAD = re.compile(
    r"(?:.{0,6}年度の?)?(?:(?:数値|達成)?目標値?[(・:/]?KPI[)]?|KPI[(・:/と]?の?(?:数値|年度|達成)?目標値?[)]?)"
)
#: What states a target with its name before it: 実施率:66.0%以上, 査定率 対前年度以上.
_STATES_AIM = re.compile(r"[率合数額況]\D{0,8}(?:\d[\d,.]*(?:%|円|事業所|社|件|人)|対?前年度)")
_BULLET = re.compile(r"\s*[・･•●○◆■\-]\s*\S")
#: What a column of work holds: texts no shorter than this, nearly all of them; names are shorter than sentences.
_LEAST_CHARS, _MOST_SHORT, _LEAST_TEXTS = 8, 0.34, 2
_LONGEST_HEAD = 24
_LONGEST_LEVEL = 10
_VERB = re.compile(r"(?:[るすくむうつぐぶ]|ます)$")
#: A heading that says so itself stands over no titles: 計画した取組.
_PLANNED = re.compile(r"(?:計画|予定)した")
_CONTENT = re.compile(r"計画した|予定した|内容|具体|主な|主要|行う|取り?組む|方策|対策")
_PHRASES = "phrases below a heading that may be that of titles; taken for the plan since no sentences stand beside them"
#: Heads over what is done in the parts of a year: 取組事項, 行動内容; how the name of what is measured ends.
_WORK_HEAD = re.compile(
    r"(?:具体的な?|主な|主要な?|重点)*(?:取組み?|取り組み|行動|実施|活動)(?:事項|内容|項目|計画)(?:\([^()]*\))?"
)
_MEASURE = re.compile(r"(?:率|割合|件数|[者所人]数|額|状況|件)$")
_PHRASES_JUDGED = "phrases that the parts of the year judge; they may be titles of work and no work themselves"
_WEAK_HEADING = "the heading may be that of names or of work; taken for the plan by what it holds"


def plan_layout(table: Table, header: Header) -> Layout | None:
    """The columns of a plan table that its headings name, or None where it is none.

    In a plan also a column of sentences under a heading of its own words is one, in doubt.
    """
    first = _first_row(table)
    if first is None:
        return None
    roles = {col: role_of(head) for col in range(table.n_cols) if (head := _head(table, col, first)) is not None}
    for col, role in roles.items():
        if role in (_STRONG, _WEAK) and is_told(_texts(table, col, first)):
            roles[col] = "status"
    plans, doubt = _plans(table, roles, first, header)
    if not plans and (aimed := _aims_and_progress(table, roles, first)) is not None:
        return aimed
    if not plans or len([role for col, role in roles.items() if role is not None and col not in plans]) < 1:
        return None
    columns = [_column(table, col, role, first, plans, doubt) for col, role in roles.items()]
    layout = Layout([column for column in columns if column is not None], first, table.n_cols)
    layout.columns = with_symbols(table, layout.columns, first)
    layout.of_plan = True
    return layout


def _aims_and_progress(table: Table, roles: dict[int, str | None], first: int) -> Layout | None:
    """The columns of a table with no plan, but targets of KPIs under a heading of their own and how they stand beside
    them, in words; None where there is no one such column of targets, or figures alone tell how they stand.
    """
    heads = {col: _head(table, col, first) or "" for col, role in roles.items() if role == "kpi"}
    aims = [col for col, head in heads.items() if _AIMS_HEAD.fullmatch(head)]
    beside = [col for col, role in roles.items() if role == "status"]
    if len(aims) != 1 or not beside or not _names_and_aims(_texts(table, aims[0], first)):
        return None
    if any(is_figure_text(text) for col in beside for text in _texts(table, col, first)):
        return None
    others = {col: role for col, role in roles.items() if col != aims[0]}
    columns = [_column(table, col, role, first, {aims[0]: False}, None) for col, role in others.items()]
    own = _column(table, aims[0], "kpi", first, {}, None)
    found = sorted((column for column in (*columns, own) if column is not None), key=lambda column: column.col)
    return Layout(with_symbols(table, found, first), first, table.n_cols, of_plan=True)


def _names_and_aims(texts: Sequence[str]) -> bool:
    """Whether most texts of a column state a target with what it is of, and none is a figure alone."""
    stated = sum(_STATES_AIM.search(text) is not None for text in texts)
    return stated > 0 and 2 * stated >= len(texts) and not any(is_figure_text(text) for text in texts)


def with_plans_in_place(table: Table, layout: Layout, header: Header) -> Layout:
    """A layout whose plan columns hold names, or tell what was done, with the columns of a plan table in their place,
    where the table is one. In a report on what was done a column that tells of it is no plan.
    """
    if layout.first_row == 0 or not table.has_places:
        return layout
    plans = [column.col for column in layout.columns if column.role == "plan"]
    texts = [_texts(table, col, layout.first_row) for col in plans]
    years = sum(column.role == "year" for column in layout.columns)
    if (plans and not any(is_told(said) or not _holds_work(said) for said in texts)) or years > 1:
        return layout
    found = plan_layout(table, header)
    if found is None and not header.is_plan:
        told = {col for col, said in zip(plans, texts, strict=True) if is_told(said)}
        columns = [replace(column, role="status") if column.col in told else column for column in layout.columns]
        return replace(layout, columns=columns)
    return found or layout


def role_of(head: str) -> str | None:
    """What a heading says that its column holds; None for words of its own."""
    if (step := step_of(head)) is not None:
        return _OF_STEP[step]
    head = without_stage(head)
    bare = _OF_YEAR.sub("", _REMARK.sub("", head)) or head
    return next((role for role, pattern in _ROLES if pattern.search(bare)), None)


def is_told(texts: Sequence[str]) -> bool:
    """Whether most texts of a column tell what was done."""
    said = [text for text in texts if len(text) > _LEAST_CHARS]
    return bool(said) and 2 * sum(tells(text) for text in said) > len(said)


def of_row(table: Table, layout: Layout, row: int, scope: Scope) -> Scope:
    """The scope with the owner, importance and difficulty that the columns of a plan table print for a row."""
    found: dict[str, str] = {}
    for column in layout.columns:
        cell = table.at(row, column.col)
        if column.role not in ("owner", "importance", "difficulty") or cell is None or is_blank(cell.text):
            continue
        text = tidy(joined([line.text for line in cell.lines]))
        if text and (column.role == "owner" or len(text) <= _LONGEST_LEVEL):
            found[column.role] = text
    return scope.under(**found) if found else scope


def _first_row(table: Table) -> int | None:
    """The first row below the headings: those of the first row that more than one cell fills, and below them."""
    for row in range(min(2, table.n_rows)):
        heads = [cell for cell in table.cells if cell.row == row and solid(cell.text)]
        if len(heads) >= 2:
            first = row + max(cell.rowspan for cell in heads)
            return first if first < table.n_rows and first - row <= 2 else None
    return None


def _head(table: Table, col: int, first: int) -> str | None:
    cells = {id(c): c for row in range(first) if (c := table.at(row, col)) is not None and c.colspan < table.n_cols}
    text = "".join(solid(cell.text) for cell in cells.values())
    lone = any(cell.col == col for cell in cells.values())
    return text if text and lone and len(text) <= _LONGEST_HEAD and not any(c.tables for c in cells.values()) else None


def _cells(table: Table, col: int, first: int) -> list[Cell]:
    return [c for c in table.cells if c.col == col and c.row >= first and c.colspan < max(2, table.n_cols - 1)]


def _texts(table: Table, col: int, first: int) -> list[str]:
    return [solid(c.text) for c in _cells(table, col, first) if solid(c.text) and not is_blank(c.text)]


def _plans(
    table: Table, roles: dict[int, str | None], first: int, header: Header
) -> tuple[dict[int, bool], str | None]:
    """The columns of work, each with whether its heading alone says so, and why they may be none."""
    strong = [col for col, role in roles.items() if role == _STRONG and _holds_work(_texts(table, col, first))]
    sentences = [col for col in strong if _holds_sentences(_texts(table, col, first))]
    if sentences:
        return dict.fromkeys(sentences, True), None
    planned = any(_PLANNED.search(_head(table, col, first) or "") for col in strong)
    if strong and (planned or _may_be_phrases(roles, header)):
        longest = max(strong, key=lambda col: _mean(_texts(table, col, first)))
        return {longest: True}, None if _CONTENT.search(_head(table, longest, first) or "") else _PHRASES
    weak = [col for col, role in roles.items() if role == _WEAK and _holds_sentences(_texts(table, col, first))]
    beside = set(roles.values()) & {"owner", "importance", "difficulty", "status"}
    others = set(roles.values()) - {None, "other", "status"}
    if len(weak) == 1:
        return {weak[0]: False}, None if header.is_plan or beside else _WEAK_HEADING
    listed = [col for col, role in roles.items() if role == _WEAK and _lists_work(table, col, first)]
    if len(listed) == 1 and beside & {"owner", "status"}:
        return {listed[0]: False}, None
    unnamed = [col for col, role in roles.items() if role is None and _holds_sentences(_texts(table, col, first))]
    if len(unnamed) == 1 and not weak and (header.is_plan or beside) and others:
        return {unnamed[0]: False}, UNNAMED_HEADING
    return {}, None


def _lists_work(table: Table, col: int, first: int) -> bool:
    """Whether half of a column's cells or more list work in lines with bullets below what it is for."""
    cells = _cells(table, col, first)
    listed = sum(any(_BULLET.match(line.text) for line in cell.lines[1:]) for cell in cells)
    return listed > 0 and 2 * listed >= len(cells) and not any(is_figure_text(cell.text) for cell in cells)


def _may_be_phrases(roles: dict[int, str | None], header: Header) -> bool:
    """Whether phrases may be work and no mere titles, as those beside KPIs are: in a plan, or beside its owner."""
    beside = set(roles.values())
    return bool(beside & {"owner", "importance", "difficulty", "when"}) or (header.is_plan and "kpi" not in beside)


def _mean(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)


def _holds_work(texts: Sequence[str]) -> bool:
    """Whether a column holds sentences or phrases of work: neither figures, nor targets, nor short names."""
    if len(texts) < _LEAST_TEXTS or any(is_figure_text(text) for text in texts):
        return False
    short = sum(len(text) < _LEAST_CHARS for text in texts)
    return short <= _MOST_SHORT * len(texts) and 2 * sum(is_target(text) for text in texts) < len(texts)


def _holds_sentences(texts: Sequence[str]) -> bool:
    """Whether most of what a column holds are sentences of work still to be done."""
    said = sum(bool(_VERB.search(text.rstrip("。"))) and not is_target(text) for text in texts)
    return _holds_work(texts) and 2 * said > len(texts) and not is_told(texts)


def _column(
    table: Table, col: int, role: str | None, first: int, plans: dict[int, bool], doubt: str | None
) -> Column | None:
    cells = [c for row in range(first - 1, -1, -1) if (c := table.at(row, col)) is not None and c.col == col]
    box = cells[0].box if cells else None
    left, right = (box[0], box[2]) if box is not None else (None, None)
    if col in plans:
        year = fiscal_year_in(_head(table, col, first) or "")  # 令和7年度の取組予定 beside what was done
        return Column(col, "plan", year, left, right, doubt, phrases=plans[col])
    role = "title" if role in (_STRONG, _WEAK) and col < min(plans) else role
    if role is None or role in (_STRONG, _WEAK):
        return None
    head = _head(table, col, first) or ""
    period = period_named(head) if role == "status" else None
    aims = role == "kpi" and bool(_AIMS_HEAD.fullmatch(head))
    return Column(col, role, None, left, right, period=period if period != "FY" else None, aims=aims)


@dataclass(frozen=True)
class ScheduledWork:
    """Work in a row of a schedule: the cell that says what is done, who does it, and the title of the rows it is of."""

    cell: Cell
    owner: str | None
    title: str | None


def scheduled_work(table: Table, band: Band) -> tuple[Column, list[ScheduledWork]] | None:
    """The column of work beside the months of a schedule and its sentences, if a column beside it says who does each;
    None where the rows only name activities that a plan tells of elsewhere.
    """
    months = band.months or band.parts or band.value_cols
    ahead = range(min(months))
    beside = [*ahead, *range(max(months) + 1, table.n_cols)]
    roles = {col: role for col in beside if (role := role_of(_over(table, band, col))) is not None}
    works = [col for col, role in roles.items() if role in (_STRONG, _WEAK) and col in ahead]
    strong = [col for col in works if roles[col] == _STRONG]
    titles = [col for col in works if col < strong[0]] if len(strong) == 1 else []  # 重点施策 | 実施内容 | 担当
    works = [col for col in works if col not in titles]
    owners = [col for col, role in roles.items() if role == "owner"]
    if len(works) != 1 or len(owners) != 1:
        return None
    found: list[ScheduledWork] = []
    title: str | None = None
    for row in range(max(band.head, default=-1) + 1, table.n_rows):
        cell, owner = table.at(row, works[0]), table.at(row, owners[0])
        if cell is None or cell.row != row or not solid(cell.text):
            continue
        if cell.colspan > len(ahead) or _is_alone(table, cell):
            title = _line_of(cell)
        elif not solid(cell.text).endswith("。") and not _VERB.search(solid(cell.text)):
            return None
        else:
            of = _beside(table, row, titles) or title
            found.append(ScheduledWork(cell, _line_of(owner) if owner is not None else None, of))
    box = table.at(band.head[0], works[0]) if band.head else None
    left, right = (box.box[0], box.box[2]) if box is not None and box.box is not None else (None, None)
    sure = len(found) >= _LEAST_TEXTS or (bool(found) and band.head and all(_is_sentence(work.cell) for work in found))
    return (Column(works[0], _STRONG, None, left, right), found) if sure else None


def judged_work(table: Table, band: Band) -> tuple[Column, list[ScheduledWork]] | None:
    """The column of work left of the parts of the year that judge it, and its rows, under the titles beside them; None
    where no heading says that work is listed, or names of KPIs, targets or short names stand below it.

    Sentences of work to be done are plans; phrases may be titles and are in doubt.
    """
    ahead = range(min(band.parts))
    heads = {col: _over(table, band, col) for col in ahead}
    works = [col for col, head in heads.items() if _WORK_HEAD.fullmatch(head)]
    cells = [c for row in band.body if works and (c := table.at(row, works[0])) is not None and c.row == row]
    cells = [cell for cell in cells if cell.col == works[0] and solid(cell.text)]
    texts = [solid(cell.text) for cell in cells]
    if len(works) != 1 or not _holds_work(texts) or is_told(texts) or any(map(_is_kpi, texts)):
        return None
    titles = [col for col, head in heads.items() if col < works[0] and role_of(head) == "title"]
    owners = [col for col, head in heads.items() if role_of(head) == "owner"]
    found = [ScheduledWork(c, _beside(table, c.row, owners), _beside(table, c.row, titles)) for c in cells]
    box = table.at(band.head[0], works[0])
    left, right = (box.box[0], box.box[2]) if box is not None and box.box is not None else (None, None)
    doubt = None if _holds_sentences(texts) else _PHRASES_JUDGED
    return Column(works[0], _STRONG, None, left, right, doubt, phrases=True), found


def _is_kpi(text: str) -> bool:
    """Whether a text is the name of a KPI or a target, and not work about it."""
    named = match(text)
    measures = named is not None and named.sure and not named.alike_only and bool(_MEASURE.search(text))
    return measures or is_target(text)


def _beside(table: Table, row: int, columns: Sequence[int]) -> str | None:
    cell = table.at(row, columns[-1]) if columns else None
    return _line_of(cell) if cell is not None else None


def _is_sentence(cell: Cell) -> bool:
    return solid(cell.text).endswith("。")


def _is_alone(table: Table, cell: Cell) -> bool:
    return not any(solid(other.text) for other in table.cells if other.row == cell.row and other is not cell)


def _over(table: Table, band: Band, col: int) -> str:
    return "".join(map(solid, distinct(table.at(row, col) for row in band.head)))


def _line_of(cell: Cell) -> str | None:
    return tidy(joined([line.text for line in cell.lines])) or None
