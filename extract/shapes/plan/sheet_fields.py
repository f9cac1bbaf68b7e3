"""Evaluation sheets: a box for each activity whose cells are labels with what they stand for beside or below them.

取組1   │ 集団健診の案内を個別に送付する。 │ 評価 │ ○
所見   │ 6月と8月に分けて送付した。      │ 担当 │ 保健グループ

A table is such a sheet where every cell is a label, what one label stands for, or a title across the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.document import Cell, Line, Paragraph, Table
from extract.normalise.numbers import figures_in, is_blank, parse_figure
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.plan.plan_text import tells
from extract.shapes.plan.status_marks import JUDGE_WORD, STATUS_WORD, read_mark
from extract.shapes.plan.status_tails import status_tail
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.plan.work_done import lists_done
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.text.label_words import without_stage
from extract.shapes.text.passages import Passage, passages_of

_DO = r"(?:取組み?|取り組み|施策|事業|活動|業務|行動|実施)"
#: Roles of labels by their whole words; a number may stand behind (取組1), the letter of plan, do, check, act before.
_ROLES = (
    ("status", JUDGE_WORD),
    ("owner", r"(?:主|実施)?(?:担当|所管|主管)(?:者|グループ|部署|課|部門)?|責任者|実施主体|担当者名|グループ"),
    ("importance", r"重要度"),
    ("difficulty", r"困難度"),
    ("weights", r"重要度[/・]困難度"),
    ("number", rf"(?:(?:{_DO}|シート|整理)の?)?(?:No\.?|№|番号)|項番"),
    (
        "plan",
        rf"(?:(?:具体的|主|主要|重点的)な?)?(?:の?{_DO})+の?(?:内容|計画|予定|概要|方針|方策|事項)|(?:年度|年間|(?:年度|期)?(?:の?当初|初め?)の?)?計画(?:の?内容|事項|概要)?|計画した(?:こと|取組)"
        r"|(?:具体的|主|主要)な?(?:取組み?|取り組み|施策|活動)|アクションプラン|取り?組むこと|実施すること|対策|方策",
    ),
    (
        "done",
        rf"(?:{_DO}|対応|進捗|取組実施|計画)の?(?:した)?の?(?:状況|結果|実績|経過|報告|成果)(?:等)?|実績|結果|成果|経過|実施|実施したこと|行ったこと|取り?組んだこと"
        r"|成果と課題|結果と課題|実績・成果|成果・実績",
    ),
    (
        "work",
        rf"(?:最?重点|主要|新規|継続|具体的?)?の?{_DO}+(?:名称?|項目|テーマ|事項|分野)?|(?:(?:評価)?項目|件名|名称|テーマ|タイトル|課題名|(?:事業計画の?)?柱|分野|区分)(?:名)?|重点(?:項目|事項|分野)",
    ),
    (
        "kpi",
        r"(?:KPI|指標|評価指標|成果指標|数値目標|目標|達成目標|年度目標|目標値|実績値|現状値?|基準値|前年度(?:実績|値)?|全国平均|達成率|増減|アウト(?:プット|カム)(?:指標)?)(?:名|\(KPI\)|・指標)?",
    ),
    (
        "other",
        r"(?:事業|取組|実施)?の?(?:目的|ねらい|狙い|背景|趣旨|理由|対象者?|予算|費用|経費|期間|時期|場所|方法)|スケジュール|日程|工程|実施(?:時期|期間|月|日|予定)|予定|(?:現状|現況|分析|要因|原因|効果|課題|意見|所見|講評|備考|コメント|留意点|特記事項|根拠|説明|評価(?:の?理由|コメント|所見|の?根拠|の?説明|の?ポイント))(?:等|分析|・要因|・課題|と課題)?"
        r"|(?:残された|今後の|次年度の?|翌年度の?|来年度の?)?(?:課題|対応|方針|方向性?|取組|改善(?:点|策|事項)?|見直し|展開|予定|反映)(?:[・と、].{1,8})?|(?:今後|次年度|翌年度|来年度)(?:に向け[てた](?:の?.{1,8})?|へ?の?.{1,8})?|支部長.{1,6}|評議会.{1,6}"
        r"|(?:実績|結果|実施状況|KPI)?の?(?:内訳|推移|詳細)|(?:関連|参考)(?:データ|指標|資料)",
    ),
)
#: Labels of fields that say what was done or judge it, as what stands in them shows.
_MAY_JUDGE = re.compile(STATUS_WORD)
#: Labels of what was planned, and of what was carried out where they stand beside such.
_PLANNED, _CARRIED_OUT = re.compile(r"計画|予定"), re.compile(r"実施(?:した)?(?:内容|事項)$")
_PATTERNS = tuple((role, re.compile(rf"(?:{pattern})(?:\([^()]{{1,12}}\))?")) for role, pattern in _ROLES)
_NUMBER = re.compile(r"(?:No\.?)?[\d①-⑳]{1,2}$|^(?:\(?\d{1,2}[.)]?|[①-⑳])")
#: Labels of what an activity belongs to, wherever its own name stands.
_OF_GROUP = re.compile(r"(?:事業(?:計画)?|施策)?の?(?:柱|分野|区分|大項目)(?:名)?")
_BULLETS, _EDGES = "■◆●○◇□・", "【】[]〔〕<>():："
_WHOLE = re.compile(r"[【\[〔<(](?P<words>[^【】\[\]〔〕<>()]+)[】\]〕>)]")
_OF_YEAR = re.compile(r"^(?:(?:令和|R)(?:元|\d{1,2})年度|[今本当]年度|年度)の?|^(?:第[1-4]四半期|[上下](?:半)?期)の?")
_LONGEST_LABEL, _SENTENCE = 16, 8
#: The heading over what labels stand for; together with that over the labels it is a field of no sheet: 項目 | 内容.
_CONTENT_HEAD = re.compile(r"(?:記載|記入)?内容(?:・実績等?|等)?|記[載入]欄|説明|詳細|摘要")
#: The number of a sheet before the name of its activity, and who does the work, behind it without a label.
_SHEET_NUMBER = re.compile(
    r"(?:№|No\.?|施策|取組|重点|(?:事業|施策|取組|業務)?(?:評価|管理|進捗)?(?:シート|調書)(?:№|No\.?)?)\d{1,2}",
    re.IGNORECASE,
)
_GROUP_NAME = re.compile(r"[^\d。、]{2,12}(?:グループ|G|課|室)")
#: How important or difficult an activity is, at the end of its name.
_WEIGHT = re.compile(r"[重困][要難]度\s*[::]\s*[高中低－-]")
_WEIGHTS_LAST = re.compile(rf"(?:\s*{_WEIGHT.pattern})+$")
#: What stands beside the name of an activity, in its cell.
_BESIDE_TITLE = ("owner", "importance", "difficulty")
#: A sheet has no fewer cells, and no report prints more in one.
_LEAST_CELLS, _MOST_CELLS = 2, 200
#: What fields with a table below their sentences are.
_MAY_HOLD_TABLES = ("done", "other")
#: Labels with the fields of two activities beside them, at the least.
_LEAST_ACROSS = 3
#: A label before its own content within a cell; below a label alone on its line stand no more lines than these.
_LABEL_AHEAD = re.compile(
    r"(?P<label>[^:：【】\[\]]{2,16})\s*[:：]|[【〔\[](?P<boxed>[^【】〔〕\[\]]{2,16})[】〕\]]\s*[:：]?"
)
_MOST_BELOW = 12
_GAP = re.compile(r"[\s\t]+")
_WORK_END = re.compile(r"(?:[るすくむうつぐぶ]|ます)。?$|。$")


@dataclass(frozen=True)
class Field:
    """One field of a sheet: the cell of its label, what the label says that it is, and the cell of its content."""

    label: Cell
    role: str
    cell: Cell


@dataclass(frozen=True)
class Sheet:
    """The fields of one activity in reading order, and the title across its box, if there is one; `of_kpi` says that
    the title names the KPI that all of them are about, `by_parts` that its statuses stand in a grid over the parts of
    the year, or beside a list of KPIs, and judge the activity.
    """

    fields: tuple[Field, ...]
    title: Cell | None = None
    of_kpi: bool = False
    by_parts: bool = False

    def cells(self, role: str) -> list[Cell]:
        """What the labels of one role stand for, without those left empty."""
        return [field.cell for field in self.fields if field.role == role and not is_blank(field.cell.text)]

    @property
    def plans(self) -> list[Cell]:
        """The work to be done: what labels of plans stand for, else what labels of work do if it is a sentence.

        What a report tells in the past was done, and so was what stands as carried out beside what was planned.
        """
        named = [cell for cell in self.cells("plan") if not self._was_done(cell)]
        return named or [cell for cell in self.cells("work") if _is_work(cell)]

    @property
    def told(self) -> list[Cell]:
        """Lists of work under labels of plans, each line of which tells what was done, where nothing is planned."""
        cells = [*self.cells("plan"), *self.cells("work")] if not self.plans else []
        return [cell for cell in cells if lists_done(_entries(cell))]

    @property
    def done(self) -> list[Cell]:
        """What was done."""
        told = (cell for role in ("plan", "work") for cell in self.cells(role) if self._was_done(cell))
        return [cell for cell in (*self.cells("done"), *told) if parse_figure(cell.text) is None]

    def _was_done(self, cell: Cell) -> bool:
        labels = [(field.cell is cell, solid(field.label.text)) for field in self.fields if field.role == "plan"]
        planned = any(not own and _PLANNED.search(label) for own, label in labels)
        carried_out = any(own and _CARRIED_OUT.search(label) for own, label in labels)
        return tells(solid(cell.text)) or (planned and carried_out)

    @property
    def titles(self) -> list[Cell]:
        """The names of the activity, outermost first."""
        others = {id(cell) for cell in (*self.plans, *self.done)}
        own = [cell for cell in self.cells("work") if id(cell) not in others]
        groups = {id(field.cell) for field in self.fields if _OF_GROUP.fullmatch(solid(field.label.text))}
        own.sort(key=lambda cell: id(cell) not in groups)
        return [*([self.title] if self.title is not None else []), *own]


def _entries(cell: Cell) -> list[str]:
    """The words of each line behind a bullet; nothing where some have none."""
    passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    return [solid(item.text) for item in passages] if all(item.mark for item in passages) else []


def label_role(text: str) -> str | None:
    """What a label says that its field holds, or None where the text is no such label."""
    plain = solid(text)
    return _role(plain) if 0 < len(plain) <= _LONGEST_LABEL else None


@lru_cache(maxsize=4096)
def _role(plain: str) -> str | None:
    bare = plain.lstrip(_BULLETS).rstrip(":：")
    whole = _WHOLE.fullmatch(bare)
    bare = _OF_YEAR.sub("", without_stage(whole["words"] if whole else bare))
    for words in (bare, _NUMBER.sub("", bare).strip(_EDGES)):
        role = next((role for role, pattern in _PATTERNS if pattern.fullmatch(words)), None)
        if role is not None:
            return role
    return "kpi" if is_role(plain) else None


def sheets_in(table: Table) -> list[Sheet]:
    """The sheets that a table is made of, one below the other; none where it is no such table."""
    if not _LEAST_CELLS <= len(table.cells) <= _MOST_CELLS:
        return []
    cells = sorted(
        (cell for cell in table.cells if cell.tables or solid(cell.text)), key=lambda cell: (cell.row, cell.col)
    )
    if not table.holds_tables and (across := _across(table, cells)) is not None:
        return across
    found = _fields(table, cells)
    if found is None or not _in_fields([cell for cell in cells if cell.tables], *found):
        return []
    fields, titles = found
    return [sheet for part in _beside(fields) for sheet in _apart(part, titles)]


def _in_fields(holders: Sequence[Cell], fields: Sequence[Field], titles: Sequence[Cell]) -> bool:
    """Whether all cells that hold tables are what labels of results, or of none of the figures of a KPI, stand for, or
    titles with a table right below them.
    """
    told = {(cell.row, cell.col) for cell in titles}
    told |= {(field.cell.row, field.cell.col) for field in fields if field.role in _MAY_HOLD_TABLES}
    return all((cell.row, cell.col) in told for cell in holders)


def fields_in(table: Table) -> list[Field]:
    """The fields of a table, those of short words that are no known label among them; none where a cell is neither a
    label nor what one stands for.
    """
    cells = sorted((cell for cell in table.cells if solid(cell.text)), key=lambda cell: (cell.row, cell.col))
    found = _fields(table, cells, any_label=True)
    return found[0] if found is not None else []


def sheet_of(table: Table) -> Sheet | None:
    """The sheet that all cells of a table are, with the title across its first row; None where one is no part of it."""
    cells = sorted((cell for cell in table.cells if solid(cell.text)), key=lambda cell: (cell.row, cell.col))
    found = _fields(table, cells, any_label=True)
    if found is None or len(found[1]) > 1:
        return None
    fields, titles = found
    title = titles[0] if titles and titles[0].row < fields[0].label.row else None
    return Sheet(tuple(fields), title) if len(titles) == (title is not None) else None


def _across(table: Table, cells: Sequence[Cell]) -> list[Sheet] | None:
    """The sheets of activities that stand side by side, their labels once left of all of them; None where none do."""
    labels = {cell.row: cell for cell in cells if cell.col == 0}
    roles = {row: label_role(cell.text) for row, cell in labels.items()}
    alike = all(cell.rowspan == 1 and cell.colspan == 1 and cell.row in labels for cell in cells)
    others = [cell for cell in cells if cell.col > 0]
    if table.n_cols < _LEAST_ACROSS or not alike or any(role is None or role == "kpi" for role in roles.values()):
        return None
    if not {"plan", "status"} <= set(roles.values()) or any(label_role(cell.text) for cell in others):
        return None
    found = []
    for col in range(1, table.n_cols):
        fields = [(labels[cell.row], str(roles[cell.row]), cell) for cell in others if cell.col == col]
        if len(fields) != len(labels):
            return None
        found.append(Sheet(tuple(_field(*field) for field in fields)))
    return found


def _beside(fields: Sequence[Field]) -> list[list[Field]]:
    """The fields of sheets that stand side by side in one table, with the same labels below one another."""
    first = base_of(fields[0].label)
    starts = [f.label.col for f in fields if f.label.row == fields[0].label.row and base_of(f.label) == first]
    parts = [
        [f for f in fields if f.label.col >= one and f.label.col < end]
        for one, end in zip(starts, [*starts[1:], _MOST_CELLS], strict=True)
    ]
    words = [[base_of(field.label) for field in part] for part in parts]
    return parts if all(other == words[0] for other in words) else [list(fields)]


def _fields(
    table: Table, cells: Sequence[Cell], any_label: bool = False
) -> tuple[list[Field], list[Cell]] | None:
    """Every label with its field, and the titles; None where something else stands among them.

    With `any_label` short words before a field are a label, whatever they say.
    """
    fields: list[Field] = []
    titles: list[Cell] = []
    beside: list[Field] = []  # of a title, behind the first field below it
    taken: set[int] = set()
    for cell in cells:
        if id(cell) in taken:
            continue
        role = label_role(cell.text)
        if role is None and (own := _labelled(cell)) is not None:
            fields.append(own)
            continue
        if role is None and any_label and cell.row == cells[0].row and _GROUP_NAME.fullmatch(solid(cell.text)):
            fields.append(Field(cell, "owner", cell))
            continue
        if role is None and any_label and _SHEET_NUMBER.fullmatch(solid(cell.text)):
            role = "work"
        elif role is None and any_label and may_label(cell):
            role = "other"
        content = _content(table, cell) if role is not None else None
        if content is None and (cell.colspan == table.n_cols or _heads_row(table, cell)):
            title, beside = _title_parts(cell)
            titles.append(title)
            continue
        if role is None or content is None or id(content) in taken:
            return None
        if not (role == "work" and content.row == cell.row and _CONTENT_HEAD.fullmatch(solid(content.text))):
            fields += [*_row_of(cell, role, content), *beside]
            beside = []
        taken |= {id(cell), id(content)}
    return (fields, titles) if fields else None


def _title_parts(cell: Cell) -> tuple[Cell, list[Field]]:
    """A title without the lines, or ends of lines, that say who does the work, or how important it is; and these."""
    parts = [part for line in cell.lines for piece in (line.pieces or (line,)) for part in _weights_apart(piece)]
    found = [(part, _labelled(replace(cell, blocks=[Paragraph([part])]))) for part in parts[1:]]
    beside = [(part, field) for part, field in found if field is not None and field.role in _BESIDE_TITLE]
    if not beside:
        return cell, []
    taken = {id(part) for part, _ in beside}
    words = Paragraph([p for p in parts if id(p) not in taken])
    return replace(cell, blocks=[words, *cell.tables]), [field for _, field in beside]


def _weights_apart(piece: Line) -> list[Line]:
    """A piece of a title with the weights at its end apart from it: 戦略的保険者機能 重要度:高 困難度:高."""
    words = fold(piece.text).strip()
    found = _WEIGHTS_LAST.search(words)
    if found is None:
        return [piece]
    texts = [words[: found.start()].strip(), *_WEIGHT.findall(found.group())]
    return [replace(piece, text=text, pieces=()) for text in texts if text]


def may_label(cell: Cell) -> bool:
    """Whether a cell holds a few words, and no figure or sentence."""
    text = solid(cell.text)
    return len(text) <= _LONGEST_LABEL and not text.endswith("。") and not figures_in(text) and symbol_of(text) is None


def _heads_row(table: Table, cell: Cell) -> bool:
    """Whether a cell stands before nothing but fields in its row, as the name of an activity before its evaluation."""
    beside = [other for other in table.cells if other.row == cell.row and other is not cell and solid(other.text)]
    return cell.col == 0 and bool(beside) and all(_labelled(o) or label_role(o.text) for o in beside)


def _field(label: Cell, role: str, content: Cell) -> Field:
    """A field; one whose label may say what was done or judge it judges where a status stands in it."""
    judges = role == "done" and _MAY_JUDGE.fullmatch(solid(label.text).strip(_EDGES))
    return Field(label, "status" if judges and read_mark(content.text, {}) is not None else role, content)


def _row_of(label: Cell, role: str, content: Cell) -> list[Field]:
    """The field of a label, and those that the content goes on with where no ruling parts them: 業務G  判定  ○."""
    lines = content.lines
    parts = [part for part in lines[0].text.split("\t") if solid(part)] if len(lines) == 1 else []
    roles = [label_role(part) for part in parts[1::2]]
    if len(parts) < _LEAST_ACROSS or len(parts) % 2 == 0 or None in roles or any(map(label_role, parts[::2])):
        return [_field(label, role, content)]
    cells = [replace(content, blocks=[Paragraph([replace(lines[0], text=part, pieces=())])]) for part in parts]
    pairs = zip(cells[1::2], roles, cells[2::2], strict=True)
    return [_field(label, role, cells[0]), *(_field(name, str(of), cell) for name, of, cell in pairs)]


def _labelled(cell: Cell) -> Field | None:
    """The field of a cell that prints its label itself: before a colon, in brackets, or alone on its first line."""
    if not cell.lines:
        return None
    first, rest = cell.lines[0], list(cell.lines[1:])
    text = fold(first.text).strip()
    tail = status_tail(text, {}) if not rest else None
    if tail is not None and not tail.words:
        name, said = (
            replace(cell, blocks=[Paragraph([replace(first, text=words, pieces=())])])
            for words in (tail.label, tail.printed)
        )
        return Field(name, "status", said)
    found = _LABEL_AHEAD.match(text)
    words = text[found.end() :].strip() if found else ""
    label = found["label"] or found["boxed"] if found else text
    role = label_role(label)
    if role is None or not (words or rest) or (found is None and len(rest) > _MOST_BELOW):
        return None
    lines = [*([replace(first, text=words, pieces=())] if words else []), *rest]
    name = replace(cell, blocks=[Paragraph([replace(first, text=label, pieces=())])])
    return _field(name, role, replace(cell, blocks=[Paragraph(lines)]))


def numbers_sheet(cell: Cell) -> bool:
    """Whether a cell is, or begins with, the number of a sheet: №1, No.2 健診の受診促進."""
    return bool(_SHEET_NUMBER.match(solid(cell.text)))


def head_of_sheet(table: Table) -> str | None:
    """The number and name of an activity that a table of one row prints over its sheet: No.1 | 郵送の促進 | 担当."""
    cells = sorted((cell for cell in table.cells if solid(cell.text)), key=lambda cell: cell.col)
    if table.n_rows != 1 or table.holds_tables or len(cells) < _LEAST_CELLS:
        return None
    number, name = cells[:2]
    fields = all(_labelled(cell) is not None for cell in cells[2:])
    if not _SHEET_NUMBER.fullmatch(solid(number.text)) or label_role(name.text) or figures_in(name.text) or not fields:
        return None
    return f"{tidy(number.text)} {tidy(joined([line.text for line in name.lines]))}"


def labelled_role(cell: Cell) -> str | None:
    """The role of the label that a cell prints before its content, or None where it prints none."""
    field = _labelled(cell)
    found = _GAP.split(fold(cell.text).strip(), maxsplit=1)
    return field.role if field is not None else label_role(found[0]) if len(found) > 1 else None


def _content(table: Table, label: Cell) -> Cell | None:
    """The cell right of a label, or below it, where that is no label again."""
    beside = table.at(label.row, label.col + label.colspan)
    if beside is not None and beside.row == label.row and label_role(beside.text) is None:
        return beside
    below = table.at(label.row + label.rowspan, label.col)
    same = below is not None and (below.col, below.colspan) == (label.col, label.colspan)
    return below if same and below is not None and label_role(below.text) is None else None


def stands_under_heads(sheets: Sequence[Sheet]) -> bool:
    """Whether all labels of the only sheet stand in one row over what they stand for, as the headings of a table do."""
    fields = sheets[0].fields
    return len(sheets) == 1 and all(field.label.row == 0 and field.cell.row > 0 for field in fields)


def _apart(fields: Sequence[Field], titles: Sequence[Cell]) -> Iterator[Sheet]:
    """The fields of each activity: the first label begins one wherever it stands again, and so does a title."""
    first = base_of(fields[0].label)
    part: list[Field] = []
    title: Cell | None = None
    left = list(titles)
    for field in fields:
        new = next((cell for cell in reversed(left) if cell.row < field.label.row), None)
        again = base_of(field.label) == first and field.label.col == fields[0].label.col
        if part and (again or new is not None):
            yield Sheet(tuple(part), title)
            part, title = [], None
        if new is not None:
            title = new
            left = [cell for cell in left if cell.row > field.label.row]
        part.append(field)
    yield Sheet(tuple(part), title)


def base_of(label: Cell) -> str:
    """The words of a label without its number."""
    return _NUMBER.sub("", solid(label.text).strip(_EDGES))


def is_activity_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has a field of work and one of what became of it, who does it or how it is judged."""
    beside = sheet.cells("status") or sheet.cells("owner") or sheet.done or sheet.cells("other")
    return bool(sheet.plans or (sheet.titles and sheet.done)) and bool(beside)


def _is_work(cell: Cell) -> bool:
    """Whether a field is a sentence on work to be done, and no mere name of it."""
    text = solid(cell.text)
    return len(text) >= _SENTENCE and bool(_WORK_END.search(text)) and not tells(text)
