"""Tables of free build that set this year's figures beside earlier ones: rows or columns of last year and of changes
behind months, ends of years and quarters in turn, and remarks that say of when last year's results are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.report import Report, Series
from tests.forms.vocabulary import COUNTS, KPIS

_CAPTIONS = ("支給決定件数の状況", "月別の処理状況", "取扱実績", "受付件数の推移")
_STOCKS = (
    ("健康保険委員数", "人"), ("メールマガジン登録者数", "人"), ("任意継続被保険者数", "人"),
    ("LINE友だち登録者数", "人"), ("コラボヘルス参加事業所数", "社"), ("年金委員数", "人"),
)  # fmt: skip
_STYLES = ("closed", "closed", "open_sides", "horizontal")
_PARTS = {3: "Q1", 6: "H1", 9: "YTD(12月)", 12: "FY"}


def _turned(rows: Sequence[Sequence[Content]]) -> list[list[Content]]:
    return [list(row) for row in zip(*rows, strict=True)]


def _titled(report: Report, words: str, extra: str = "") -> None:
    mark = report.rng.choice(("■ ", "（1）", "表1　", "○", "【"))
    report.say(f"{mark}{words}{'】' if mark == '【' else ''}{extra}", report.size + 0.5)


def _total_words(report: Report) -> str:
    """What the sum of the months so far is called."""
    own = {3: ("第1四半期計", "1Q計"), 6: ("上半期計", "上期計", "4～9月計"), 9: (), 12: ("年度計", "年間計")}
    return str(report.rng.choice((*own[report.months], "計", "合計")))


def _rate(report: Report) -> Series | None:
    """A KPI that is measured every month, with a figure for all of them."""
    monthly = [kpi for kpi in report.kpis(6) if not kpi.cumulative and kpi.unit == "%"]
    if not monthly:
        return None
    series = report.running(monthly[0])
    known = [value for value in series.values if value is not None]
    series.total = round(sum(known) / len(known), series.decimals)
    return series


def free_months_compared(report: Report) -> None:
    """Months with their sum, behind it last year's figure of the same time and how much has changed."""
    rng = report.rng
    whole = report.months == 12
    counted = rng.sample([(name, unit) for name, unit in COUNTS if unit == "件"], rng.randint(1, 3))
    group = [report.counts(name, unit) for name, unit in counted]
    if not whole and rng.random() < 0.5 and (rate := _rate(report)) is not None:
        group.append(rate)
    shown = 12 if rng.random() < 0.3 else report.months
    heads = [f"{month}月" for month in MONTH_NUMBERS[:shown]]
    period = _PARTS[report.months]
    before = rng.choice(
        ("前年度", "前年度計", report.era(report.year - 1), "前年度実績") if whole
        else ("前年同期", "前年同期計", "前年度同期", "前年同期実績", f"{report.era(report.year - 1)}同期")
    )  # fmt: skip
    changes = [words for words in (rng.choice(("増減", "前年差", "差引増減", "対前年増減")),
                                   rng.choice(("対前年比", "前年比", "対前年同期比", "前年同期比（%）")))
               if rng.random() < 0.6]  # fmt: skip
    rows: list[list[Content]] = [
        [rng.choice(("月", "", "区分", "年月")), *heads, _total_words(report), before, *changes]
    ]
    in_label = rng.random() < 0.5
    _titled(report, rng.choice(_CAPTIONS), "" if in_label or len(group) > len(counted) else "（単位：件）")
    for series in group:
        report.monthly(series)
        total, is_rate = series.total or 0.0, series.unit == "%"
        last = round(total * rng.uniform(0.9, 1.1), series.decimals)
        if is_rate:
            last = min(last, 100.0)
        unit = "%" if is_rate else ""
        figures = [report.shown(value, series.decimals, unit) for value in series.values[:shown]]
        figures += [report.shown(value, series.decimals, unit) for value in (total, last)]
        report.figure(series.measure, total, series.unit, period, decimals=series.decimals, code=series.code)
        report.figure(series.measure, last, series.unit, period, year=report.year - 1, decimals=series.decimals,
                      code=series.code)  # fmt: skip
        for words in changes:
            ratio = "比" in words
            value = round(100 * total / last, 1) if ratio else round(total - last, series.decimals)
            decimals = 1 if ratio else series.decimals
            of = "%" if ratio else series.unit
            report.figure(words.split("（")[0], value, of, period, decimals=decimals)
            figures.append(report.shown(value, decimals, "%" if ratio and "%" not in words else unit))
        marked = in_label or (len(group) > len(counted) and not is_rate)
        rows.append([f"{series.measure}（{series.unit}）" if marked else series.measure, *figures])
    down = rng.random() < 0.6 or (shown > 9 and not report.landscape)
    rows = [[Box(text, align="center") if i == 0 else text for i, text in enumerate(row)] for row in rows]
    rows = _turned(rows) if down else rows
    columns = len(rows[0]) - 1
    report.draw(
        rows, [2.6 if down else 3.4, *[2.4 if down else 1.6] * columns], rng.choice(_STYLES), size=8 if down else 6
    )


def free_year_ends(report: Report) -> None:
    """Stocks at the end of the year before and of the quarters so far."""
    rng = report.rng
    named = rng.sample(_STOCKS, rng.randint(1, 3))
    kpi = next(kpi for kpi in KPIS if kpi.code == "health_declaration_workplaces")
    stocks: list[tuple[str, str, str]] = [(name, unit, "") for name, unit in named]
    if rng.random() < 0.6:
        stocks.insert(0, (rng.choice(kpi.names), "事業所", kpi.code))
    last = report.era(report.year - 1)
    first = rng.choice((f"{last}末", f"{last}末", "前年度末", f"{last}末現在", _march(report)))
    ends = list(range(1, report.months // 3 + 1))
    style = rng.randrange(5)
    words = [
        (f"第{i}四半期末", f"第{i}四半期末（{_end(i)}月）", f"{_end(i)}月末", f"{_end(i)}月末現在", _dated(report, i))[
            style
        ]
        for i in ends
    ]
    periods = [f"Q{i}" if style < 2 else f"YTD({_end(i)}月)" for i in ends]
    marked = rng.random() < 0.5
    _titled(report, rng.choice(("登録状況の推移", "会員数等の推移", "（参考）登録数の推移")))
    rows: list[list[Content]] = [[rng.choice(("時期", "", "区分", "時点")), first, *words]]
    for name, unit, code in stocks:
        base = rng.randint(300, 4000)
        values = [base + 37 * i + rng.randint(0, 30) for i in range(len(ends) + 1)]
        rows.append([
            f"{name}（{unit}）" if marked else name,
            *[report.shown(value) + ("" if marked else unit) for value in values],
        ])  # fmt: skip
        if code:
            report.actual(kpi, values[0], year=report.year - 1, as_of=f"{report.year}-03" if "3月" in first else "FY")
            for i, value in zip(ends, values[1:], strict=True):
                report.actual(kpi, value, as_of=report.month(3 * i - 1))
            continue
        report.figure(name, values[0], unit, year=report.year - 1)
        for period, value in zip(periods, values[1:], strict=True):
            report.figure(name, value, unit, period)
    rows = _turned(rows) if rng.random() < 0.7 else rows
    report.draw(rows, [3, *[2.4] * (len(rows[0]) - 1)], rng.choice(_STYLES))


def _end(quarter: int) -> int:
    return (3 * quarter + 2) % 12 + 1


def _march(report: Report) -> str:
    return f"令和{report.year - 2018}年3月末" if report.year > 2019 else "平成31年3月末"


def _dated(report: Report, quarter: int) -> str:
    era = report.year - 2018 + (quarter == 4)
    return f"令和{'元' if era == 1 else era}年{_end(quarter)}月末"


def free_dated_prior(report: Report) -> None:
    """Results of KPIs beside those of last year, of which a remark over or below the table says when they are."""
    rng = report.rng
    part = report.months < 12
    month = (report.months + 2) % 12 + 1
    year = report.year - 1
    era = f"令和{'元' if year == 2019 else year - 2018}年" if year > 2018 else f"平成{year - 1988}年"
    before = f"{era}{month}月末"
    who = rng.choice(("前年実績", "前年度実績", "前年"))
    head = who if who != "前年" else "前年実績"
    remark = rng.choice((
        f"実績は{report.when}末現在、{head}は{before}現在の数値です。", f"※{head}は{before}時点の数値",
        f"（注）実績は{report.when}末時点、{head}は{before}時点。", f"※ {head}：{before}現在",
        f"{head}は{before}現在です。",
    ))  # fmt: skip
    above = rng.random() < 0.6
    if part and above:
        report.say(remark)
    heads = [
        rng.choice(("KPI", "指標名", "評価指標（KPI）")),
        rng.choice(("目標値", "目標")),
        rng.choice(("実績", "実績値")),
        head,
    ]
    rows: list[list[Content]] = [list(heads)]
    for kpi in report.kpis(rng.randint(3, 6)):
        name = rng.choice(kpi.names)
        target, now, then = (round(rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(3))
        report.target(kpi, name, target)
        report.actual(kpi, now, as_of=None if part else "FY")
        as_of = f"{int(report.as_of[:4]) - 1}{report.as_of[4:]}" if part else "FY"
        report.actual(kpi, then, year=report.year - 1, as_of=as_of)
        aim = report.shown(target, kpi.decimals, kpi.unit) + ("以下" if kpi.at_most else "以上")
        rows.append([name, aim, *[report.shown(value, kpi.decimals, kpi.unit) for value in (now, then)]])
    report.draw(rows, [5, 2, 2, 2], rng.choice(_STYLES))
    if part and not above:
        report.say(remark)


FREE_COMPARED: Sequence[Callable[[Report], None]] = (free_months_compared, free_year_ends, free_dated_prior)
