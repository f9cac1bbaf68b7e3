"""A few words in a pill right of the figure of a card, which judge the figure: 61.2%  あと一歩, 94.0%  目標達成.

Such words begin with 目標 or 前年 as the labels of figures do, but do not say what the figure beside them is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.catalogue import match
from extract.document import Line
from extract.normalise.numbers import UNITS
from extract.normalise.text import fold, solid
from extract.shapes.plan.status_marks import read_mark
from extract.shapes.plan.symbols import symbol_of
from extract.shapes.tables.kpis.cell_parts import is_role

_AIM = r"(?:目標値?|KPI)?を?"
#: Whether a target was reached.
_REACHED = re.compile(
    rf"{_AIM}(?:ほぼ|おおむね|概ね|大幅|大きく)?(?:に|な)?(?:未達成?|達成|到達|クリア|超過)(?:ならず|済み?|見込み?|しました|できず)?"
)
#: How far it is from the target, from last year's figure or from the nation's, and which way it goes.
_JUDGES = re.compile(
    r"(?:目標|達成)?(?:まで|に)?(?:あと|もう)(?:一歩|一息|少し|すこし|わずか)|(?:目標に)?(?:わずかに)?(?:届かず|及ばず)"
    r"|要?(?:努力|改善|注意|対策|強化|検討)(?:が?必要)?|(?:やや|おおむね|概ね|ほぼ)?(?:順調|好調|良好|遅れ|低調|不調)"
    r"|(?:前年度?|昨年度?|目標|全国(?:平均)?)(?:並み?|(?:と|に)?同(?:水準|等|程度|率)|を?(?:やや|大きく|大幅に)?[上下]回(?:る|った|り|って)?|(?:を|より)?(?:超え?|増加?|減少?|改善|上昇|低下|悪化|アップ|ダウン))"
    r"|全国(?:トップ|上位|下位|最(?:高|低|上位|下位))(?:クラス|水準)?|改善|向上|低下|悪化|維持|横ばい|上昇|下降|増加|減少"
)
_ORNAMENT = "!！。.☆★♪()（）[]【】〔〕「」"
_FIGURE_ALONE = re.compile(rf"[△▲-]?\d[\d,.]*(?:{'|'.join(map(re.escape, UNITS))})")
_PIECES, _LONGEST = 2, 10
_UNKNOWN = "words stand right of the figure that may say of what it is: {}"


def only_judges(line: Line) -> bool:
    """Whether a line says nothing but that a target was reached or not."""
    return bool(_REACHED.fullmatch(_words(line)))


def without_pill(line: Line) -> Line:
    """A line of a figure alone and a few words right of it that judge it, without these words; in doubt where they are
    neither known to judge nor to say what the figure is.
    """
    if len(line.pieces) != _PIECES or not _FIGURE_ALONE.fullmatch(solid(fold(line.pieces[0].text))):
        return line
    figure, words = line.pieces[0], _words(line.pieces[1])
    if _REACHED.fullmatch(words) or _JUDGES.fullmatch(words) or read_mark(words, {}) is not None:
        return replace(line, text=figure.text, pieces=())
    short = 0 < len(words) <= _LONGEST and not re.search(r"\d|以[上下]|年|全国|目標|実績", words)
    if not short or symbol_of(words) is not None or is_role(words) or match(words) is not None:
        return line
    return replace(line, text=figure.text, pieces=(), doubt=line.doubt or _UNKNOWN.format(words))


def _words(line: Line) -> str:
    return solid(fold(line.text)).strip(_ORNAMENT)
