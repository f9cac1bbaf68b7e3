"""What a box says of its KPI: the words of a report for target, result, last year, nation, rank, rate and status, each
with its figure as printed and how it is written down as true.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from samples.render.figures import month_of
from tests.forms.kpi_forms import aim, as_of, figures_of
from tests.forms.paper import Sheet, width_of, wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi

SYMBOLS = "◎○△×"
LEGENDS = (
    "◎：目標を大きく上回る　○：目標を達成　△：目標に届かない　×：大きく下回る",
    "【評価】◎…計画を上回る　○…計画どおり　△…やや遅れ　×…遅れ",
)


@dataclass(frozen=True)
class Said:
    """One thing that is said of a KPI: what it is, the words beside the figure, the figure, how to write it down."""

    role: str
    label: str
    value: str
    record: Callable[[], None]


@dataclass(frozen=True)
class Words:
    """The words that a report uses in all its boxes."""

    target: str
    result: str
    before: str
    nation: str
    rank: str
    rate: str
    status: str


def words_of(report: Report) -> Words:
    """Words drawn for a report."""
    rng, full = report.rng, report.months == 12
    style = rng.choice((0, 0, 1, 2))
    era, month = report.era(report.year, style), int(report.as_of[5:])
    results = (
        ("実績", "実績値", f"{era}実績", "結果", f"{era}")
        if full
        else (f"{month}月末実績", f"実績（{month}月末）", f"{report.when}末", f"{report.when}末実績", "実績", "現状値",
              f"実績値（{report.when}末時点）")
    )  # fmt: skip
    before = report.era(report.year - 1, style)
    befores = [f"{before}実績", f"{before}", "前年度実績", "昨年度実績"]
    if not full:
        befores += ["前年同期", "前年同月", "前年同時期"]
    return Words(
        target=rng.choice(("目標", "目標値", f"{era}目標", "年度目標", "KPI目標値")),
        result=rng.choice(results),
        before=rng.choice(befores),
        nation=rng.choice(("全国平均", "全国", "全国値")),
        rank=rng.choice(("全国順位", "順位", "支部順位")),
        rate=rng.choice(("達成率", "目標達成率", "対目標達成率")),
        status=rng.choice(("評価", "自己評価", "達成状況", "判定")),
    )


def said_of(report: Report, kpi: Kpi, words: Words, symbols: str = SYMBOLS) -> tuple[str, dict[str, Said]]:
    """The name of a KPI as printed, and all that may be said of it by role. What is printed must be written down."""
    rng = report.rng
    name, target, result, before, nation = figures_of(report, kpi)
    rank, symbol, share = rng.randint(1, 47), rng.choice(symbols), round(100 * result / target, 1)
    same = words.before.startswith("前年同")
    then = month_of(str(report.year - 1), report.months - 1) if same else "FY"
    shown = partial(report.shown, decimals=kpi.decimals, unit=kpi.unit)
    whole = "FY" if report.months == 12 else "YTD"
    add, period = report.truth.add, {3: "Q1", 6: "Q2", 9: "Q3"}.get(report.months, "FY")
    found = (
        Said("target", words.target, aim(report, kpi, target), partial(report.target, kpi, name, target)),
        Said("result", words.result, shown(result), partial(report.actual, kpi, result, as_of=as_of(report))),
        Said("before", words.before, shown(before),
             partial(report.actual, kpi, before, year=report.year - 1, as_of=then)),
        Said("nation", words.nation, shown(nation),
             partial(report.actual, kpi, nation, as_of=as_of(report), national=True)),
        Said("rank", words.rank, f"{rank}位",
             partial(add, "ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))),
        Said("rate", words.rate, report.shown(share, 1, "%"),
             partial(report.figure, f"{name} {words.rate}", share, "%", whole, decimals=1)),
        Said("status", words.status, symbol,
             partial(add, "statuses", period=period if report.kind == "progress" else "FY", item_ja=name,
                     symbol=symbol)),
    )  # fmt: skip
    return name, {one.role: one for one in found}


def record(said: Sequence[Said]) -> None:
    """Writes down all that is printed."""
    for one in said:
        one.record()


def put(sheet: Sheet, text: str, sides: tuple[float, float], y: float, size: float, align: str = "left") -> float:
    """Text between a left and a right side, broken to lines; returns where it ends."""
    left, right = sides
    for line in wrapped(text, right - left, size):
        spare = right - left - width_of(line, size)
        sheet.text(left + {"left": 0.0, "center": spare / 2, "right": spare}[align], y, line, size)
        y += size * 1.3
    return y


def put_large(sheet: Sheet, value: str, sides: tuple[float, float], y: float, size: float, small: float,
              align: str = "center") -> None:  # fmt: skip
    """A figure in large print, its unit behind it in small print on the same base line."""
    at = next((i for i, char in enumerate(value) if char not in "0123456789０１２３４５６７８９,.，．△"), len(value))
    number, unit = value[:at], value[at:]
    wide = width_of(number, size) + width_of(unit, small)
    x = sides[0] + {"left": 0.0, "center": (sides[1] - sides[0] - wide) / 2}[align]
    sheet.text(x, y, number, size)
    sheet.text(x + width_of(number, size) + 1, y + 0.88 * (size - small), unit, small)
