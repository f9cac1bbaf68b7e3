"""Forms that say beside or around a figure whose it is and when: the branch and the nation by turns, grounds instead of
rulings, rows that nothing divides, remarks that hold for all figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of, figures_of
from tests.forms.month_forms import MONTH_NUMBERS, by_post, some_counts
from tests.forms.paper import width_of, wrapped
from tests.forms.report import Report

_REMARKS = ("（注）実績は各年度の年間実績。", "※実績値は年間の実績です。", "（実績値は４月から翌年３月までの累計）")


def branch_and_nation(report: Report) -> None:
    """KPIs over some years, branch and nation by turns: in rows beside the name, or in columns under the year."""
    own = report.rng.choice(("支部", "当支部", f"{report.branch_ja}支部"))
    nation = report.rng.choice(("全国", "全国平均"))
    last = report.year if report.months == 12 else report.year - 1
    years = range(last - report.rng.randint(1, 3), last + 1)
    in_rows = report.rng.random() < 0.5
    heads: list[Content] = [report.era(year) for year in years]
    if in_rows:
        rows: list[list[Content]] = [["指標", "区分", *heads]]
    else:
        rows = [[Box("指標", down=2, shaded=True), *[Box(str(h), across=2, align="center") for h in heads]]]
        rows.append([word for _ in years for word in (own, nation)])
    for kpi in report.kpis(3):
        name = report.rng.choice(kpi.names)
        values = [[round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in years] for _ in range(2)]
        shown = [[report.shown(value, kpi.decimals, kpi.unit) for value in line] for line in values]
        if in_rows:
            rows.append([Box(name, down=2), own, *shown[0]])
            rows.append([nation, *shown[1]])
        else:
            rows.append([name, *[text for pair in zip(*shown, strict=True) for text in pair]])
        for line, national in zip(values, (False, True), strict=True):
            for year, value in zip(years, line, strict=True):
                report.actual(kpi, value, year=year, as_of="FY", national=national)
    widths = [6, 2, *[2.4] * len(years)] if in_rows else [6, *[2.2] * 2 * len(years)]
    report.draw(rows, widths, style=report.rng.choice(("closed", "open_sides")), heads=1 if in_rows else 2)
    report.say(report.rng.choice(_REMARKS))


def whole_year(report: Report) -> None:
    """One row per KPI under headings that name no year: a remark above says that the results are of the whole year."""
    if report.months == 12:
        report.say(report.rng.choice(_REMARKS))
    rows: list[list[Content]] = [["番号", "指標（KPI）", "目標値", "実績値", "全国順位"]]
    for i, kpi in enumerate(report.kpis(4), 1):
        name, target, result, *_ = figures_of(report, kpi)
        rank = report.rng.randint(1, 47)
        rows.append([Box(str(i), align="center"), name, aim(report, kpi, target),
                     report.shown(result, kpi.decimals, kpi.unit), Box(f"{rank}位", align="center")])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.draw(rows, [1.4, 6, 3, 3, 2])


def ground_cards(report: Report) -> None:
    """Cards on coloured grounds: a name, the result large below it, then in any order what it is compared with."""
    across = report.rng.choice((2, 3))
    gap, high = 12.0, 112.0
    width = (report.width - (across - 1) * gap) / across
    same = month_of(str(report.year - 1), report.months - 1)
    for i, kpi in enumerate(report.kpis(2 * across)):
        name, target, result, before, national = figures_of(report, kpi)
        rank, rank_before = report.rng.sample(range(1, 48), 2)
        x, y = report.margin + i % across * (width + gap), report.y + i // across * (high + gap)
        report.sheet.fill(x, y, x + width, y + high, 0.92)
        for j, line in enumerate(wrapped(name, width - 12, 9)):
            report.sheet.text(x + 6, y + 5 + 11 * j, line, 9)
        shown = report.shown(result, kpi.decimals, kpi.unit)
        report.sheet.text(x + (width - width_of(shown, 18)) / 2, y + 36, shown, 18)
        below = [
            "目標 " + aim(report, kpi, target),
            "前年同月 " + report.shown(before, kpi.decimals, kpi.unit),
            "全国平均 " + report.shown(national, kpi.decimals, kpi.unit),
            f"全国順位 {rank}位（前年同月{rank_before}位）",
        ]
        report.rng.shuffle(below)
        for j, line in enumerate(below):
            report.sheet.text(x + 6, y + 60 + 12 * j, line, 8)
        report.target(kpi, name, target)
        report.actual(kpi, result)
        report.actual(kpi, before, year=report.year - 1, as_of=same)
        report.actual(kpi, national, national=True)
        report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.y += 2 * (high + gap)


def undivided_rows(report: Report) -> None:
    """Counts by quarter between three rules: nothing divides the rows, and the column of sums has a ground."""
    series = some_counts(report, 5, 12)
    quarters = max(1, report.months // 3)
    heads = ["項目", "単位", *[f"第{n}四半期" for n in range(1, quarters + 1)],
             "年度計" if report.months == 12 else "計", f"{report.era(report.year - 1, 1)}計"]  # fmt: skip
    widths = [report.width * share / (6 + 1.4 + 2 * (quarters + 2)) for share in (6, 1.4, *[2] * (quarters + 2))]
    xs = [report.margin + sum(widths[:i]) for i in range(len(widths) + 1)]
    step = report.size * 1.8
    top, bottom = report.y, report.y + step * (len(series) + 1) + 4
    report.sheet.fill(xs[-3], top, xs[-2], bottom, 0.93)
    for y in (top, top + step, bottom):
        report.sheet.line(xs[0], y, xs[-1], y)
    rows = [heads]
    for one in series:
        parts = [sum(v or 0 for v in one.values[3 * q : 3 * q + 3]) for q in range(quarters)]
        before = report.rng.randint(100, 9000)
        rows.append([one.measure, one.unit, *[report.shown(part) for part in parts], report.shown(sum(parts)),
                     report.shown(before)])  # fmt: skip
        for q, part in enumerate(parts, 1):
            report.figure(one.measure, part, one.unit, f"Q{q}")
        report.figure(one.measure, sum(parts), one.unit, "FY" if report.months == 12 else "YTD")
        report.figure(one.measure, before, one.unit, "FY", year=report.year - 1)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            spare = xs[j + 1] - xs[j] - 8 - width_of(text, report.size)
            shift = spare if i and j > 1 else 0 if j == 0 else spare / 2
            report.sheet.text(xs[j] + 4 + max(shift, 0), top + i * step + 3, text, report.size)
    report.y = bottom + 10


def sums_and_averages(report: Report) -> None:
    """Months running down under two years, in the last row the sums of counts and the averages of rates."""
    word = report.rng.choice(("年度計・平均", "合計・平均", "計（平均）"))
    years = (report.year - 1, report.year)
    pairs = []
    for year in years:
        _, desk, _ = by_post(report, 12)
        desk.measure = "受付件数"
        rates = [round(report.rng.uniform(90, 99), 1) for _ in range(12)]
        pairs.append((year, desk, rates, round(sum(rates) / 12, 1)))
    rows: list[list[Content]] = [[Box("月", down=2), *[Box(report.era(year), across=2) for year in years]]]
    rows.append([head for _ in years for head in ("受付件数（件）", "電子申請割合")])
    for i, month in enumerate(MONTH_NUMBERS):
        shown = [(report.shown(desk.values[i]), report.shown(rates[i], 1, "%")) for _, desk, rates, _ in pairs]
        rows.append([f"{month}月", *[text for pair in shown for text in pair]])
    rows.append([word, *[text for _, desk, _, mean in pairs
                         for text in (report.shown(desk.total), report.shown(mean, 1, "%"))]])  # fmt: skip
    for year, desk, rates, mean in pairs:
        report.monthly(desk, year)
        report.figure(desk.measure, desk.total, "件", year=year)
        for i, rate in enumerate(rates):
            report.truth.add("monthly_actuals", fiscal_year=str(year), month=month_of(str(year), i), kpi_code="",
                             measure_ja="電子申請割合", basis="monthly", value=f"{rate:.1f}", unit="%")  # fmt: skip
        report.figure("電子申請割合", mean, "%", year=year, decimals=1)
    report.draw(rows, [3, 3, 3, 3, 3], heads=2)


def last_year_in_brackets(report: Report) -> None:
    """Counts so far, and below them in brackets those of last year at the same time."""
    months = report.months if report.months < 12 else 9
    until = f"{MONTH_NUMBERS[months - 1]}月まで"
    series = some_counts(report, 3, months)
    before = [report.rng.randint(50, 9000) for _ in series]
    rows: list[list[Content]] = [["年度", *[one.measure for one in series]]]
    rows.append([f"{report.era()}（{until}）", *[report.shown(one.total, 0, one.unit) for one in series]])
    rows.append(
        ["（前年同期）", *[f"（{report.shown(v, 0, one.unit)}）" for v, one in zip(before, series, strict=True)]]
    )
    for one, value in zip(series, before, strict=True):
        report.figure(one.measure, one.total, one.unit, f"YTD({until})")
        report.figure(one.measure, value, one.unit, f"YTD({until})", year=report.year - 1)
    report.draw(rows, [4, 3, 3, 3], style=report.rng.choice(("closed", "horizontal")))


def striped_list(report: Report) -> None:
    """A list of KPIs without a ruling: headings on colour, every other row as well; the rank is of the year over it."""
    last = report.year - 1
    heads = ["指標", "目標", "実績", f"{report.era(last)}全国順位"]
    widths = [report.width * share for share in (0.46, 0.18, 0.18, 0.18)]
    xs = [report.margin + sum(widths[:i]) for i in range(len(widths) + 1)]
    rows = [heads]
    for kpi in report.kpis(5):
        name, target, result, *_ = figures_of(report, kpi)
        rank = report.rng.randint(1, 47)
        when = "" if report.months == 12 else f"（{MONTH_NUMBERS[report.months - 1]}月末）"
        shown = report.shown(result, kpi.decimals, kpi.unit)
        rows.append([name, aim(report, kpi, target), shown + when, f"{rank}位"])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.truth.add("ranks", fiscal_year=str(last), kpi_code=kpi.code, measure_ja=name, rank=str(rank))
    step = report.size * 3.2
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if i % 2 == 0:
                report.sheet.fill(xs[j], report.y, xs[j + 1], report.y + step, 0.82 if i == 0 else 0.93)
            for k, line in enumerate(wrapped(text, widths[j] - 8, report.size)):
                report.sheet.text(xs[j] + 4, report.y + 3 + k * report.size * 1.3, line, report.size)
        report.y += step
    report.sheet.line(xs[0], report.y, xs[-1], report.y)
    report.y += 10


def year_ahead(report: Report) -> None:
    """The last part of a report on results: what is planned for the year after it, with its targets."""
    kpis = report.kpis(3)
    name, target, result, *_ = figures_of(report, kpis[0])
    report.say("1 実施結果", 11)
    report.say(f"{report.era()}の{name}は{report.shown(result, kpis[0].decimals, kpis[0].unit)}であった。")
    report.actual(kpis[0], result, as_of="FY")
    report.say(f"2 {report.era(report.year + 1)}の{report.rng.choice(('重点事項', '取組方針', '主な取組'))}", 11)
    for i, kpi in enumerate(kpis[1:], 1):
        name, target, *_ = figures_of(report, kpi)
        report.say(f"({i}) {name}の改善")
        item = report.pool.pop()
        for line in wrapped(f"・{item}", report.width, report.size):
            report.say(line)
        for line in wrapped(f"■KPI {name}を{aim(report, kpi, target)}とする", report.width, report.size):
            report.say(line)
        report.item(item, year=report.year + 1)
        report.target(kpi, name, target, report.year + 1)


def sense_in_heading(report: Report) -> None:
    """Rates whose targets say neither more nor less: the heading over all of them does, with the unit."""
    head = report.rng.choice(("目標値（％以上）", "目標（％以上）", "目標値（以上）"))
    rows: list[list[Content]] = [["番号", "指標", head, "実績値（％）"]]
    for i, kpi in enumerate([kpi for kpi in report.kpis(8) if kpi.unit == "%" and not kpi.at_most][:4], 1):
        name, target, result, *_ = figures_of(report, kpi)
        rows.append([str(i), name, report.shown(target, kpi.decimals), report.shown(result, kpi.decimals)])
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
    report.draw(rows, [1.4, 6, 3, 3])


def groups_of_a_year(report: Report) -> None:
    """Counts and rates by kind of business under a title that names an earlier year, remarks between the two."""
    year, word = report.year - report.rng.randint(1, 2), report.rng.choice(("業種", "業態", "事業所規模"))
    report.say(f"{report.rng.choice('■◆●')} {word}別の受付（{report.era(year)}）")
    for remark in report.rng.sample(
        ("支店の分は本店に含めた。", "※廃止された事業所を除く。", "該当の多い順に示す。"), 2
    ):
        report.say(remark)
    heads: list[Content] = [Box(word, down=2), Box("窓口", across=2), Box("郵送", across=2)]
    rows: list[list[Content]] = [heads, ["受付件数（件）", "割合（％）"] * 2]
    for group in report.rng.sample(("運輸", "卸売", "飲食", "宿泊", "製造", "建設"), 4):
        row: list[Content] = [group]
        for way in ("窓口", "郵送"):
            count, rate = report.rng.randint(100, 9000), round(report.rng.uniform(10, 90), 1)
            row += [report.shown(count), report.shown(rate, 1)]
            report.figure(f"{way} 受付件数", count, "件", year=year, dimension=group)
            report.figure(f"{way} 割合", rate, "%", year=year, dimension=group, decimals=1)
        rows.append(row)
    report.draw(rows, [4, 3, 3, 3, 3], heads=2)


SIDE_FORMS: Sequence[Callable[[Report], None]] = (
    branch_and_nation,
    whole_year,
    undivided_rows,
    sums_and_averages,
    last_year_in_brackets,
    striped_list,
    sense_in_heading,
    groups_of_a_year,
)
