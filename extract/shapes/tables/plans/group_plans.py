"""Plans by whom they are for: the work of each pillar in columns, or rows, of those it turns to.

              加入者の皆様へ            事業主の皆様へ
健診          ・案内を送る。            ・名簿を届ける。
健康づくり    ・講座を開く。            ・健康宣言を勧める。
"""

from __future__ import annotations

import re

from extract.document import Cell, Table
from extract.normalise.numbers import is_blank
from extract.normalise.text import joined, solid, tidy
from extract.shapes.plan.plan_text import is_target, tells
from extract.shapes.tables.labelled.grids import is_figure_text
from extract.shapes.tables.plans.part_plans import PartPlan, lines_of

_WHO = (
    r"加入者|被保険者|被扶養者|本人|家族|従業員|働く(?:人|方)|事業主|事業所|経営者|企業|健康保険委員|(?:保険)?医療機関|健診機関"
    r"|薬局|医師会|薬剤師会|歯科医師会|関係(?:団体|機関)|経済団体|自治体|(?:都道府)?県|市町村|保険者|社会保険労務士|支部(?:職員|内部)|職員"
)
_FOR_WHOM = re.compile(
    rf"(?:{_WHO}|の?皆(?:様|さま|さん)|様|及び|など|[・、,()/／等やと])+"
    r"(?:(?:に|へ|を)?(?:向けて?|向けた|対する|対して|対象と?(?:した|する)?|の)?(?:の?(?:取組み?|働きかけ|アプローチ|施策|支援))?)"
)
_ENDS = re.compile(r"(?:[うくぐすつぬぶむる]|ます)。?$")
_FEWEST, _FEWEST_SENTENCES, _MOST = 2, 3, 0.6
_LONGEST_LABEL = 30


def group_plans(table: Table) -> list[PartPlan]:
    """The cells of work below or beside those it is for; none where the table is anything else."""
    heads = {cell.col: cell for cell in table.cells if cell.row == 0 and cell.col > 0 and solid(cell.text)}
    labels = {cell.row: cell for cell in table.cells if cell.col == 0 and cell.row > 0 and solid(cell.text)}
    named = [list(heads.values()), list(labels.values())]
    if min(map(len, named)) < _FEWEST or not any(all(map(_names_whom, cells)) for cells in named):
        return []
    if any(not _is_label(cell) for cells in named for cell in cells) or table.holds_tables:
        return []
    found = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        head, label = heads.get(cell.col), labels.get(cell.row)
        if cell.row == 0 or cell.col == 0 or not solid(cell.text) or is_blank(cell.text):
            continue
        if head is None or label is None or cell.colspan > 1 or cell.rowspan > 1 or is_figure_text(cell.text):
            return []
        found.append(PartPlan(cell, _words(label), over=_words(head)))
    return found if _are_work(found) else []


def _are_work(found: list[PartPlan]) -> bool:
    texts = [solid(passage.text) for plan in found for passage in lines_of(plan.cell)]
    said = [text for text in texts if _ENDS.search(text) and not tells(text)]
    if any(map(tells, texts)) or sum(map(is_target, texts)) * 2 > len(texts):
        return False
    return len(said) >= max(_FEWEST_SENTENCES, _MOST * len(texts))


def _names_whom(cell: Cell) -> bool:
    return bool(_FOR_WHOM.fullmatch(solid(cell.text)))


def _is_label(cell: Cell) -> bool:
    text = solid(cell.text)
    return len(text) <= _LONGEST_LABEL and not text.endswith("。") and not is_figure_text(text)


def _words(cell: Cell) -> str:
    return tidy(joined([line.text for line in cell.lines]))
