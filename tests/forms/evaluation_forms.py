"""Forms that judge KPIs: their tables turned round, names as bands over rows, a box for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.judging import LEGEND, WORDS, judge, rank_of, symbol_of
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.report import Report


def kpi_bands(report: Report) -> None:
    """Names as bands across a table, each over rows of years; perhaps numbered, perhaps with an evaluation behind."""
    rng = report.rng
    report.say(LEGEND)
    word, style, numbered = rng.choice(WORDS), rng.randrange(5), rng.random() < 0.3
    years = range(report.year - rng.choice((1, 2)), report.year + 1)
    ranked = rng.random() < 0.5
    heads = ["年度", "目標", "実績", "全国平均", *(["全国順位"] if ranked else [])]
    rows: list[list[Content]] = [list(heads)]
    for i, kpi in enumerate(report.kpis(4), 1):
        name, symbol = rng.choice(kpi.names), symbol_of(report)
        tail = ("", f"（{word}{symbol}）", f"　{word}：{symbol}", f"【{word}：{symbol}】", f"　{word} {symbol}")[style]
        band = f"{'①②③④'[i - 1]}{name}{tail}" if numbered else f"{name}{tail}"
        rows.append([Box(band, across=len(heads), align="left")])
        if tail:
            judge(report, name, symbol)
        for year in years:
            _, target, result, _, national = figures_of(report, kpi)
            row: list[Content] = [
                report.era(year), aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit),
                report.shown(national, kpi.decimals, kpi.unit),
            ]  # fmt: skip
            when = as_of(report) if year == report.year else "FY"
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of=when)
            report.actual(kpi, national, year=year, as_of=when, national=True)
            if ranked:
                rank = rng.randint(1, 47)
                row.append(f"{rank}位")
                rank_of(report, kpi, name, rank, year)
            rows.append(row)
    report.draw(rows, [3, 3, 3, 3, *([2] if ranked else [])])


def kpis_across_judged(report: Report) -> None:
    """KPIs across; target, result, rate, rank and evaluation down."""
    rng = report.rng
    report.say(LEGEND)
    chosen = report.kpis(4)
    figures = [figures_of(report, kpi) for kpi in chosen]
    symbols, ranks = [symbol_of(report) for _ in chosen], rng.sample(range(1, 48), 4)
    rows: list[list[Content]] = [[rng.choice(("指標", "KPI", "")), *[f[0] for f in figures]]]
    pairs = list(zip(chosen, figures, strict=True))
    rows.append([rng.choice(("目標値", f"{report.era()}目標")), *[aim(report, k, f[1]) for k, f in pairs]])
    rows.append([result_head(report), *[report.shown(f[2], k.decimals, k.unit) for k, f in pairs]])
    if rng.random() < 0.5:
        rows.append(["達成率", *[f"{100 * f[2] / f[1]:.1f}%" for _, f in pairs]])
        for _, (name, target, result, *_) in pairs:
            period = "FY" if report.months == 12 else "YTD"
            report.figure(f"{name} 達成率", round(100 * result / target, 1), "%", period, decimals=1)
    rows.append(["全国順位", *[f"{rank}位" for rank in ranks]])
    rows.append([rng.choice(WORDS), *[Box(symbol, align="center") for symbol in symbols]])
    for (kpi, (name, target, result, *_)), symbol, rank in zip(pairs, symbols, ranks, strict=True):
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        rank_of(report, kpi, name, rank)
        judge(report, name, symbol)
    report.draw(rows, [2.4, 3, 3, 3, 3])


def kpi_sides_down(report: Report) -> None:
    """A name left of the rows of its target, result, national average and evaluation; years across."""
    rng = report.rng
    report.say(LEGEND)
    years = [report.year - 1, report.year]
    rows: list[list[Content]] = [["指標", "区分", *[report.era(year) for year in years]]]
    nation, word = rng.random() < 0.5, rng.choice(WORDS)
    for kpi in report.kpis(3):
        name, symbols = rng.choice(kpi.names), [symbol_of(report) for _ in years]
        sets = [figures_of(report, kpi) for _ in years]
        rows.append([Box(name, down=4 if nation else 3), "目標", *[aim(report, kpi, f[1]) for f in sets]])
        rows.append(["実績", *[report.shown(f[2], kpi.decimals, kpi.unit) for f in sets]])
        if nation:
            rows.append(["全国平均", *[report.shown(f[4], kpi.decimals, kpi.unit) for f in sets]])
        rows.append([word, *[Box(symbol, align="center") for symbol in symbols]])
        for year, (_, target, result, _, national), symbol in zip(years, sets, symbols, strict=True):
            when = as_of(report) if year == report.year else "FY"
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of=when)
            if nation:
                report.actual(kpi, national, year=year, as_of=when, national=True)
            judge(report, name, symbol, year=year)
    report.draw(rows, [4, 2, 3, 3])


def kpi_pair_boxes(report: Report) -> None:
    """A box for every KPI with labels left and what they stand for right of them, one below the other or in pairs."""
    rng = report.rng
    report.say(LEGEND)
    style, word = rng.randrange(2), rng.choice(WORDS)
    for kpi in report.kpis(3):
        name, target, result, before, _ = figures_of(report, kpi)
        symbol, when = symbol_of(report), result_head(report)
        past = f"{report.era(report.year - 1)}実績"
        shown = [aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit),
                 report.shown(before, kpi.decimals, kpi.unit)]  # fmt: skip
        if style == 0:
            rows: list[list[Content]] = [["指標名", name], ["目標値", shown[0]], [past, shown[2]], [when, shown[1]],
                                         [word, symbol]]  # fmt: skip
            report.draw(rows, [2, 5], heads=0)
        else:
            rows = [["指標", Box(name, across=3)], ["目標値", shown[0], when, shown[1]], [past, shown[2], word, symbol]]
            report.draw(rows, [2, 3, 2, 3], heads=0)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        judge(report, name, symbol)


def kpi_start_and_change(report: Report) -> None:
    """One row per KPI: where it stood, target, result, change, and an evaluation in words."""
    rng = report.rng
    past, now = report.era(report.year - 1), result_head(report)
    rows: list[list[Content]] = [
        ["指標", f"現状値（{past}）", f"目標値（{report.era()}）", now, rng.choice(("増減", "差")), "進捗評価"]
    ]
    for kpi in report.kpis(5):
        name, target, result, before, _ = figures_of(report, kpi)
        change = round(result - before, kpi.decimals)
        word = rng.choice(("順調", "概ね順調", "やや遅れ"))
        rows.append([name, report.shown(before, kpi.decimals, kpi.unit), aim(report, kpi, target),
                     report.shown(result, kpi.decimals, kpi.unit), report.shown(change, kpi.decimals),
                     word])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        judge(report, name, word)
    report.draw(rows, [5, 3, 3, 3, 2, 2])


def captioned_kpis(report: Report) -> None:
    """Every KPI a heading, below it one row of labels and figures, or labels over one row, or years across."""
    rng = report.rng
    report.say(LEGEND)
    style, word = rng.randrange(3), rng.choice(WORDS)
    for i, kpi in enumerate(report.kpis(3)):
        name, target, result, _, national = figures_of(report, kpi)
        symbol, when, mark = symbol_of(report), result_head(report), rng.choice(("①②③", "❶❷❸"))[i]
        aimed, reached = aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit)
        report.say(f"({i + 1}) {name}" if style == 2 else f"{mark}{name}")
        if style == 0:
            report.draw([["目標", aimed, when, reached, word, symbol]], [2, 3, 3, 3, 2, 1], heads=0)
        elif style == 1:
            nation = report.shown(national, kpi.decimals, kpi.unit)
            report.draw([["目標", when, "全国平均", word], [aimed, reached, nation, symbol]], [3, 3, 3, 2])
            report.actual(kpi, national, as_of=as_of(report), national=True)
        else:
            past = round(rng.uniform(kpi.low, kpi.high), kpi.decimals)
            rows: list[list[Content]] = [
                ["区分", report.era(report.year - 1), report.era()],
                ["目標", aim(report, kpi, past), aimed],
                ["実績", report.shown(past, kpi.decimals, kpi.unit), reached],
                [word, "○", symbol],
            ]
            report.draw(rows, [2, 3, 3])
            report.target(kpi, name, past, report.year - 1)
            report.actual(kpi, past, year=report.year - 1, as_of="FY")
            judge(report, name, "○", year=report.year - 1)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        judge(report, name, symbol)


def letters_across(report: Report) -> None:
    """KPIs across, and below their figures a row of letters that a legend explains."""
    rng = report.rng
    report.say("評価の区分　A：目標を達成　B：概ね達成　C：未達成")
    chosen = report.kpis(3)
    pairs = [(kpi, figures_of(report, kpi)) for kpi in chosen]
    letters = [rng.choice("ABC") for _ in chosen]
    rows: list[list[Content]] = [
        ["指標", *[figures[0] for _, figures in pairs]],
        ["目標", *[aim(report, kpi, figures[1]) for kpi, figures in pairs]],
        [result_head(report), *[report.shown(figures[2], kpi.decimals, kpi.unit) for kpi, figures in pairs]],
        ["評価", *letters],
    ]
    for (kpi, (name, target, result, *_)), letter in zip(pairs, letters, strict=True):
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        judge(report, name, letter)
    report.draw(rows, [2, 4, 4, 4])


def figures_with_symbols(report: Report) -> None:
    """Results with their evaluation in the same cell: behind the figure, in brackets, or before it."""
    rng = report.rng
    report.say(LEGEND)
    style = rng.randrange(3)
    head = result_head(report) + ("・評価", "（評価）", "（評価）")[style]
    rows: list[list[Content]] = [["KPI", "目標", head]]
    for kpi, symbol in zip(report.kpis(5), ("○", "△", "◎", "△", "×"), strict=True):
        name, target, result, _, _ = figures_of(report, kpi)
        shown = report.shown(result, kpi.decimals, kpi.unit)
        rows.append([
            name, aim(report, kpi, target), (f"{shown}　{symbol}", f"{shown}（{symbol}）", f"{symbol}　{shown}")[style],
        ])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        judge(report, name, symbol)
    report.draw(rows, [5, 3, 4])


def bands_over_sides(report: Report) -> None:
    """Names, perhaps with the unit of all below, as bands over rows of targets and results; years across."""
    years = [report.year - 2, report.year - 1, report.year]
    bare = report.rng.random() < 0.5
    rows: list[list[Content]] = [["区分", *[report.era(year) for year in years]]]
    for kpi in report.kpis(4):
        name, unit = report.rng.choice(kpi.names), "" if bare else kpi.unit
        sets = [figures_of(report, kpi) for _ in years]
        rows.append([Box(name + (f"（{kpi.unit}）" if bare else ""), across=4)])
        sense = "以下" if kpi.at_most else "以上"
        rows.append(["目標値", *[report.shown(one[1], kpi.decimals, unit) + sense for one in sets]])
        rows.append(["実績値", *[report.shown(one[2], kpi.decimals, unit) for one in sets]])
        rows.append(["全国平均", *[report.shown(one[4], kpi.decimals, unit) for one in sets]])
        for year, (_, target, result, _, national) in zip(years, sets, strict=True):
            when = as_of(report) if year == report.year else "FY"
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of=when)
            report.actual(kpi, national, year=year, as_of=when, national=True)
    report.draw(rows, [2, 3, 3, 3])


def bands_in_first_column(report: Report) -> None:
    """Names in rows of their own, the other cells of which are blank, over rows of years with an evaluation."""
    report.say(LEGEND)
    rows: list[list[Content]] = [["指標・年度", "目標", "実績", "評価"]]
    for kpi in report.kpis(4):
        name = report.rng.choice(kpi.names)
        rows.append([name, "", "", ""])
        for year in (report.year - 1, report.year):
            _, target, result, _, _ = figures_of(report, kpi)
            symbol = symbol_of(report)
            shown = report.shown(result, kpi.decimals, kpi.unit)
            rows.append([f"　{report.era(year)}", aim(report, kpi, target), shown, Box(symbol, align="center")])
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of=as_of(report) if year == report.year else "FY")
            judge(report, name, symbol, year=year)
    report.draw(rows, [5, 3, 3, 2])


def quarters_in_boxes(report: Report) -> None:
    """A box for every KPI: its name and target, and below them the quarters that are over."""
    known = max(2, min(4, report.months // 3))
    for kpi in report.kpis(3):
        name, target, *_ = figures_of(report, kpi)
        quarters = [round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(known)]
        shown = [report.shown(value, kpi.decimals, kpi.unit) for value in quarters]
        rows: list[list[Content]] = [
            ["指標名", Box(name, across=4)],
            ["目標値", Box(aim(report, kpi, target), across=4)],
            ["区分", "第1四半期", "第2四半期", "第3四半期", "第4四半期"],
            ["実績", *shown, *[""] * (4 - known)],
        ]
        report.draw(rows, [2, 3, 3, 3, 3], heads=0)
        report.target(kpi, name, target)
        for i, value in enumerate(quarters, 1):
            report.figure(name, value, kpi.unit, f"Q{i}", decimals=kpi.decimals, code=kpi.code)


EVALUATION_FORMS: Sequence[Callable[[Report], None]] = (
    kpi_bands,
    kpis_across_judged,
    kpi_sides_down,
    kpi_pair_boxes,
    kpi_start_and_change,
    captioned_kpis,
    letters_across,
    figures_with_symbols,
    bands_over_sides,
    bands_in_first_column,
    quarters_in_boxes,
)
