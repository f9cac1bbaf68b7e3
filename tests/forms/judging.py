"""What forms that judge have in common: the legend, the words for an evaluation, and the facts that they print."""

from __future__ import annotations

from tests.forms.report import Report
from tests.forms.vocabulary import Kpi

LEGEND = "評価の区分　◎：目標を大きく上回った　○：目標を達成した　△：目標を下回った　×：実施できなかった"
GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ")
WORDS = ("自己評価", "評価", "判定", "点検結果", "総合評価")
_TOLD = (
    ("を行う。", "を行った。"),
    ("を計画的に進める。", "を計画どおり進めた。"),
    ("を通じて連携を深める。", "を通じて連携を深めた。"),
    ("により利用を促す。", "により利用を促した。"),
)


def judge(report: Report, item: str, symbol: str, section: str = "", year: int | None = None) -> None:
    """Writes down a status."""
    report.truth.add("statuses", fiscal_year=str(year or report.year), period="", section=section, item_ja=item,
                     symbol=symbol, status="")  # fmt: skip


def rank_of(report: Report, kpi: Kpi, name: str, rank: int, year: int | None = None) -> None:
    """Writes down a rank: of the month that the report runs to, or of an earlier year."""
    of = year or report.year
    report.truth.add("ranks", fiscal_year=str(of), kpi_code=kpi.code, measure_ja=name,
                     as_of=report.as_of if of == report.year else "", rank=str(rank))  # fmt: skip


def told_of(report: Report) -> str:
    """A sentence on what was done, not used before."""
    text = report.sentence()
    for planned, told in _TOLD:
        text = text.replace(planned, told)
    return text


def symbol_of(report: Report) -> str:
    """One of the symbols of the legend."""
    return report.rng.choice("◎○△×")
