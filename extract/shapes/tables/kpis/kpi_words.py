"""The words of KPI tables: what headings say, whose figures they are over, and what a cell of a KPI prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.catalogue import Match
from extract.document import Cell
from extract.normalise.numbers import Figure, figures_in
from extract.normalise.text import joined, solid
from extract.shapes.context import Scope
from extract.shapes.names.measures import unit_fits
from extract.shapes.report.report_branch import branches
from extract.shapes.tables.labelled.cells import are_several
from extract.shapes.tables.labels import read_label

#: Headings over targets, over results, and over what compares the two.
#: Why a figure may not be the KPI's.
OTHER_UNIT = "its unit is not that of the KPI"
_STATED_AIM = re.compile(r"目標値?[:：]?\d[\d,.]*(?:%|[^\d()%]{1,4})?(?:以上|以下|以内|未満)")
TARGET_HEAD = re.compile(r"目標|計画値|KPI値|KPI(?:\((?:案|予定|暫定)\))?$|計画[【〔\[(]KPI[】〕\])]$|^計画$")
#: A heading over words about figures, whatever year stands over it.
EXPLAINS = re.compile(r"考え方|理由|根拠|説明|コメント|要因|分析|課題|方法|算[出定]|所見|意見|内容$")
RESULT_HEAD = re.compile(r"実績|結果|達成値|現状|状況")
#: A heading that says the end of the year and no more.
YEAR_END_HEAD = re.compile(r"^年度末(?:時点|現在|実績)?$")
#: A label that says nothing but which of the two its row or column holds.
ROLE = re.compile(r"^(?:目標|計画|実績|結果)(?:値|数|率)?$")
COMPARED = re.compile(
    r"対比|増減|差引|差(?=$|[(〔])|[期月年度標画]比|達成率|達成度|対(?:目標|計画)|伸び|乖離|かい離|ギャップ|差分|過不足|(?:改善|上昇|低下)幅"
    r"|[目指]標値?の約?$"
)
#: Those of them that compare a result with its target, by their ratio or their difference.
ATTAINED = re.compile(r"達成率|達成度|[標画]比|対(?:目標|計画)|差引|[標画][と・]?の?差(?=$|[(〔])")
#: A target that is last year's figure, at the end of what is printed.
AIM_WORDS = re.compile(r"(?P<value>対?前年度?(?:末|実績)?以[上下])$")
#: The same with that figure in brackets before its sense: 対前年度(95.2%)以上.
LAST_YEARS = re.compile(
    r"前年度?(?:末|実績)?(?P<ahead>以[上下])?[(\[〔](?:実績)?[\d,.]+[^\d()\[\]〔〕]{0,5}[)\]〕](?(ahead)|(?P<behind>以[上下]))$"
)
#: Among how many a branch is ranked or compared.
_ALL_BRANCHES = re.compile(r"(?:全国)?47支部(?:中|平均|計)?")
IN_BRACKETS = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_SEVERAL = "several figures stand in its cell, and which of them it is no words say"
YEAR_BEHIND = "the year printed behind it is not that of its headings"
_HEAD_AND_BRACKET = re.compile(r"(?P<main>[^()]+)\((?P<sub>[^()]+)\)")
_OWN = re.compile(r"[当本自]?支部(?:実績)?")
_BRANCH_HEAD = re.compile(r"^(?:協会けんぽ)?(?P<name>[^支]{0,4}?)(?:都|府|県)?支部(?:平均|値|実績値?|の?状況)?$")


def is_target_head(text: str) -> bool:
    """Whether a heading stands over targets, and not over what compares something with them."""
    return bool(TARGET_HEAD.search(text)) and not COMPARED.search(text)


def states_target(text: str) -> bool:
    """Whether words over a figure are the target of something themselves (目標62.0%以上), and no heading of targets."""
    return bool(_STATED_AIM.search(text))


def branch_of_head(head: str, scope: Scope) -> str | None:
    """Whose figures stand under a heading that is a branch's name: "own" (当支部, 支部, its name), "other", or None."""
    named = branches().get(head)
    if named is not None and named == scope.header.branch_code:
        return "own"
    found = _BRANCH_HEAD.match(head)
    if found is None:
        return None
    code = branches().get(found["name"])
    if code is None:
        return "own" if found["name"] in ("", "当", "本", "自") else None
    return "own" if code == scope.header.branch_code else "other"


def branch_of_word(text: str) -> bool:
    """Whether a word says no more than that something is the branch's own (支部, 当支部)."""
    return bool(_OWN.fullmatch(solid(text)))


def main_head(head: str) -> str:
    """A heading without the brackets that say what stands in brackets below it: 9月末 of 9月末(前年同月差)."""
    found = _HEAD_AND_BRACKET.fullmatch(head)
    if found is None:
        return head
    prior = read_label(found["sub"], None).prior and read_label(found["main"], None).says_when
    return found["main"] if prior or COMPARED.search(found["sub"]) else head


def is_national(text: str) -> bool:
    """Whether a label says nothing but that its figures are those of the whole nation."""
    label = read_label(text, None)
    return label.national and not label.rest


@dataclass(frozen=True)
class KpiName:
    """A KPI's name as printed, what the catalogue makes of it, why the words may be wrong, and what they are (`by`)."""

    text: str
    found: Match | None
    doubt: str | None = None
    by: str = "the name beside the figure"
    printed_unit: str | None = None  # in a column of its own

    @property
    def code(self) -> str | None:
        """The KPI's code."""
        return self.found.kpi.code if self.found else None

    @property
    def unit(self) -> str | None:
        """The unit printed beside the name, else the KPI's."""
        return self.printed_unit or (self.found.kpi.unit if self.found else None)

    @property
    def columns(self) -> dict[str, object]:
        """The columns that say which KPI a fact is of, and why."""
        found = self.found
        return {
            "kpi_code": self.code,
            "kpi_text": self.text,
            "match_score": found.score if found else None,
            "match_second": found.second if found else None,
            "match": found.told(self.text, self.by) if found else None,
        }


def text_of(cell: Cell) -> str:
    """A cell's words on one line."""
    return joined([line.text for line in cell.lines])


def printed_figure(cell: Cell) -> Figure | None:
    """The figure that a short cell begins with or holds with its unit (67.0%以上), or None."""
    text = _ALL_BRANCHES.sub("", solid(cell.text))
    if len(text) > 32 or are_several(cell):
        return None
    found = [f for f, start, _ in figures_in(text) if f.unit or "." in f.text or start == 0]
    return found[0] if found and (found[0].unit or re.match(r"^[△▲\-+]?[\d,.]+", text)) else None


def note_behind(cell: Cell, figure: Figure) -> str:
    """What a cell prints behind its figure."""
    text = solid(cell.text)
    return text[text.index(figure.text) + len(figure.text) :] if figure.text in text else ""


def figure_behind(note: str) -> bool:
    """Whether what is printed behind a figure holds another one, which a year beside it may be of."""
    return any((figure.unit and figure.unit != "位") or "." in figure.text for figure, _, _ in figures_in(note))


def several_figures(cell: Cell) -> str | None:
    """Why the figure of a cell may not be the one meant: others stand beside it, in no brackets."""
    text, outer = solid(cell.text), ""
    while text != outer:  # brackets within brackets
        text, outer = IN_BRACKETS.sub("", text), text
    figures = [
        figure for figure, _, _ in figures_in(text) if (figure.unit and figure.unit != "位") or "." in figure.text
    ]
    return _SEVERAL if len(figures) > 1 else None


def unsure(found: Match | None, figure: Figure | None = None) -> str | None:
    """Why a KPI's name needs review, or None; a `figure` of it may be printed in a unit that is not the KPI's."""
    if found is None:
        return "the catalogue knows no KPI of this name"
    printed = figure.unit if figure is not None else None
    return found.doubt or (None if unit_fits(found.kpi, printed) else OTHER_UNIT)
