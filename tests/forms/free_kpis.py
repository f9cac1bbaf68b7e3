"""KPI tables of free build: which columns, in what order, under what words, upright or turned, all drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi

_NAME = ("KPI", "指標", "評価指標", "成果指標", "重要業績評価指標（KPI）", "KPI項目", "管理指標", "項目")
_REMARKS = ("備考", "主な取組", "特記事項")
_ATTAINED = ("達成率", "目標達成率", "達成率（%）")
_RANK = ("順位", "全国順位", "支部順位", "全国順位\n（47支部中）")
_STATUS = ("評価", "自己評価", "判定")
_PILLARS = ("基盤的保険者機能", "戦略的保険者機能", "組織体制")


@dataclass(frozen=True)
class Figures:
    """What a table may print of one KPI."""

    kpi: Kpi
    name: str
    target: float
    target_before: float
    result: float
    same_time: float
    before: float
    earlier: float
    national: float
    rank: int


@dataclass(frozen=True)
class Column:
    """One column: its heading (under a year, where headings have two levels), its cells, what they are recorded as."""

    year: int | None
    head: str
    cell: Callable[[Figures], str]
    record: Callable[[Figures], None]


def _drawn(report: Report, kpi: Kpi) -> Figures:
    values = [round(report.rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(7)]
    return Figures(kpi, report.rng.choice(kpi.names), *values, report.rng.randint(1, 47))


def _shown(report: Report, one: Figures, value: float, bare: bool) -> str:
    return report.shown(value, one.kpi.decimals, "" if bare else one.kpi.unit)


def _columns(report: Report, bare: bool, levels: int) -> list[Column]:
    """The columns of a table in their order, the target and the result among them."""
    rng, year, full = report.rng, report.year, report.months == 12
    era = {y: report.era(y, rng.choice((0, 0, 1, 2))) for y in (year - 2, year - 1, year)}
    dated = (lambda y, word: word) if levels == 2 else (lambda y, word: f"{era[y]}{word}")
    value = lambda pick: lambda one: _shown(report, one, pick(one), bare)  # noqa: E731
    words = rng.choice(("目標", "目標値", "KPI目標値", "数値目標", "KPI", "年間目標"))

    def shown_aim(one: Figures, number: float) -> str:
        if bare:
            return report.shown(number, one.kpi.decimals) + rng.choice(("以下",) if one.kpi.at_most else ("以上",))
        return aim(report, one.kpi, number)

    own_head = dated(year, words) if levels == 2 or rng.random() < 0.5 else words
    target = Column(
        year, own_head, lambda one: shown_aim(one, one.target), lambda one: report.target(one.kpi, one.name, one.target)
    )
    if full:
        head = (
            dated(year, "実績")
            if levels == 2
            else rng.choice((f"{era[year]}実績", "実績", "実績値", f"{era[year]}結果"))
        )
    else:
        head = rng.choice((f"{report.when}末実績", f"実績\n（{report.when}末時点）", f"{report.when}末現在", "実績"))
    result = Column(
        year, head, value(lambda one: one.result), lambda one: report.actual(one.kpi, one.result, as_of=as_of(report))
    )
    last = year - 1
    provisional = rng.random() < 0.1
    if provisional:
        result = replace(result, head=f"{result.head}（速報値）")
    choices: list[Column] = []
    if rng.random() < 0.6:
        head = (
            dated(last, "実績") if levels == 2 else rng.choice((f"{era[last]}実績", "前年度実績", f"{era[last]}実績値"))
        )
        choices.append(
            Column(
                last,
                head,
                value(lambda one: one.before),
                lambda one: report.actual(one.kpi, one.before, year=last, as_of="FY"),
            )
        )
        if rng.random() < 0.4:
            head = dated(last, words) if levels == 2 else f"{era[last]}{words}"
            choices.append(
                Column(
                    last,
                    head,
                    lambda one: shown_aim(one, one.target_before),
                    lambda one: report.target(one.kpi, one.name, one.target_before, last),
                )
            )
        if rng.random() < 0.3:
            head = dated(year - 2, "実績") if levels == 2 else f"{era[year - 2]}実績"
            choices.append(
                Column(
                    year - 2,
                    head,
                    value(lambda one: one.earlier),
                    lambda one: report.actual(one.kpi, one.earlier, year=year - 2, as_of="FY"),
                )
            )
    if not full and rng.random() < 0.3:
        before = report.as_of[:4]
        then = f"{int(before) - 1}{report.as_of[4:]}"
        choices.append(
            Column(
                None,
                "前年同期",
                value(lambda one: one.same_time),
                lambda one: report.actual(one.kpi, one.same_time, year=last, as_of=then),
            )
        )
    main = [target, result] if rng.random() < 0.8 else [result, target]
    order = (
        sorted([*choices, *main], key=lambda c: c.year or year)
        if levels == 2 or rng.random() < 0.5
        else [*main, *choices]
    )
    extra: list[Column] = []
    if rng.random() < 0.4:
        head = rng.choice(("全国平均", "全国", "（参考）全国平均"))
        extra.append(
            Column(
                None,
                head,
                value(lambda one: one.national),
                lambda one: report.actual(one.kpi, one.national, as_of=as_of(report), national=True),
            )
        )
    if rng.random() < 0.4:
        both = rng.random() < 0.3
        extra.append(
            Column(
                None,
                rng.choice(_RANK) + ("\n（前年度）" if both else ""),
                lambda one: f"{one.rank}位" + (f"\n（{48 - one.rank}位）" if both else ""),
                lambda one: report.truth.add(
                    "ranks", kpi_code=one.kpi.code, measure_ja=one.name, as_of=report.as_of, rank=str(one.rank)
                ),
            )
        )
    if rng.random() < 0.3:
        period = "FY" if full or report.kind == "results" else "YTD"
        head = rng.choice(_ATTAINED)
        extra.append(
            Column(
                None,
                head,
                lambda one: f"{100 * one.result / one.target:.1f}{'' if '%' in head else '%'}",
                lambda one: report.figure(
                    f"{one.name} {head}", round(100 * one.result / one.target, 1), "%", period, decimals=1
                ),
            )
        )
    if rng.random() < 0.4:
        extra.append(
            Column(
                None,
                rng.choice(_STATUS),
                _symbol,
                lambda one: report.truth.add(
                    "statuses", period="", section="", item_ja=one.name, symbol=_symbol(one), status=""
                ),
            )
        )
    rng.shuffle(extra)
    return [*order, *extra]


def _symbol(one: Figures) -> str:
    met = one.result <= one.target if one.kpi.at_most else one.result >= one.target
    return "○" if met else "△"


def _caption(report: Report) -> None:
    when = "" if report.months == 12 else f"（{report.when}末時点）"
    words = (f"■ KPIの達成状況{when}", "KPI一覧", f"１　{report.era()}のKPI{when}", "【KPI進捗管理表】", "")
    if caption := report.rng.choice(words):
        report.say(caption, report.size + 1)


def _styles(report: Report) -> str:
    return report.rng.choice(("closed", "closed", "open_sides", "horizontal"))


def free_kpi_list(report: Report) -> None:
    """KPIs down: any columns, one or two levels of headings, units in cells, in a column or behind names; bands."""
    rng = report.rng
    levels, unit = rng.choice((1, 1, 2)), rng.choice(("cell", "cell", "column", "name"))
    kpis = [_drawn(report, kpi) for kpi in report.kpis(rng.randint(3, 6))]
    columns = _columns(report, unit != "cell", levels)
    lead, bands, remarks = rng.choice(("", "", "No.", "番号")), rng.random() < 0.2, rng.random() < 0.2
    name = rng.choice(_NAME)
    heads = [*([lead] if lead else []), name, *(["単位"] if unit == "column" else [])]
    widths = [*([1.0] if lead else []), 5.0, *([1.6] if unit == "column" else []), *[2.8] * len(columns)]
    tail = [rng.choice(_REMARKS)] if remarks else []
    rows: list[list[Content]] = []
    if levels == 1:
        rows.append([*heads, *[column.head for column in columns], *tail])
    else:
        top: list[Content] = [Box(text, down=2, align="center") for text in heads]
        below: list[Content] = []
        i = 0
        while i < len(columns):
            year, j = columns[i].year, i
            while j < len(columns) and columns[j].year == year and year is not None:
                j += 1
            if year is None:
                top.append(Box(columns[i].head, down=2, align="center"))
                j = i + 1
            else:
                top.append(Box(report.era(year), across=j - i, align="center"))
                below += [column.head for column in columns[i:j]]
            i = j
        rows += [[*top, *[Box(text, down=2, align="center") for text in tail]], below]
    _caption(report)
    if any(column.head in _STATUS for column in columns):
        report.say("○：目標達成　△：目標未達成")
    for i, one in enumerate(kpis):
        if bands and i in (0, len(kpis) // 2):
            across = len(heads) + len(columns) + len(tail)
            rows.append([Box(f"{'ⅠⅡ'[i > 0]}　{_PILLARS[i > 0]}", across=across, shaded=True)])
        label = f"{one.name}（{one.kpi.unit}）" if unit == "name" else one.name
        rows.append(
            [
                *([str(i + 1)] if lead else []),
                label,
                *([Box(one.kpi.unit, align="center")] if unit == "column" else []),
                *[column.cell(one) for column in columns],
                *(["引き続き推進" if rng.random() < 0.5 else ""] if tail else []),
            ]
        )
        for column in columns:
            column.record(one)
    report.draw(rows, [*widths, *[3.0 for _ in tail]], style=_styles(report), heads=levels, size=7.5)


def free_kpi_years(report: Report) -> None:
    """KPIs down, each with a row of targets and one of results; years across, the last one up to now."""
    rng = report.rng
    years = range(report.year - rng.randint(1, 3), report.year + 1)
    roles = rng.choice((("目標", "実績"), ("目標値", "実績値"), ("計画", "実績"), ("KPI", "実績")))
    nation = rng.random() < 0.3
    heads = [report.era(year, rng.choice((0, 0, 1))) for year in years]
    if report.months < 12:
        heads[-1] += rng.choice((f"\n（{report.when}末）", f"（{report.when}末時点）"))
    unit = rng.random() < 0.3
    rows: list[list[Content]] = [
        [Box(rng.choice(_NAME), align="center"), *(["単位"] if unit else []), Box(rng.choice(("", "区分"))), *heads]
    ]
    for kpi in report.kpis(rng.randint(2, 4)):
        name = rng.choice(kpi.names)
        down = 2 + nation
        lines: list[list[Content]] = [[], [], []]
        for year in years:
            target, result, national = (round(rng.uniform(kpi.low, kpi.high), kpi.decimals) for _ in range(3))
            date = "FY" if year < report.year else as_of(report)
            said = "" if unit else kpi.unit
            sense = "以下" if kpi.at_most else "以上"
            lines[0].append(report.shown(target, kpi.decimals, said) + sense)
            lines[1].append(report.shown(result, kpi.decimals, said))
            lines[2].append(report.shown(national, kpi.decimals, said))
            report.target(kpi, name, target, year)
            report.actual(kpi, result, year=year, as_of=date)
            if nation:
                report.actual(kpi, national, year=year, as_of=date, national=True)
        lead: list[Content] = [Box(name, down=down), *([Box(kpi.unit, down=down)] if unit else [])]
        rows += [[*lead, roles[0], *lines[0]], [roles[1], *lines[1]]]
        if nation:
            rows.append(["全国平均", *lines[2]])
    _caption(report)
    report.draw(rows, [5, *([1.6] if unit else []), 2, *[3] * len(heads)], style=rng.choice(("closed", "open_sides")))


def free_kpis_across(report: Report) -> None:
    """KPIs across, what is printed of them down: any rows in any order."""
    kpis = [_drawn(report, kpi) for kpi in report.kpis(report.rng.randint(2, 4))]
    columns = _columns(report, False, 1)
    rows: list[list[Content]] = [[report.rng.choice(("", "区分", "項目", "KPI")), *[one.name for one in kpis]]]
    for column in columns:
        rows.append([column.head.replace("\n", ""), *[Box(column.cell(one), align="center") for one in kpis]])
    for one in kpis:
        for column in columns:
            column.record(one)
    _caption(report)
    if any(column.head in _STATUS for column in columns):
        report.say("○：目標達成　△：目標未達成")
    report.draw(rows, [3.4, *[4] * len(kpis)], style=report.rng.choice(("closed", "open_sides", "horizontal")))


def free_kpi_sheets(report: Report) -> None:
    """A small table per KPI: its name above or in the first row, what is printed of it across or down."""
    rng = report.rng
    columns, inside, down = _columns(report, False, 1), rng.random() < 0.5, rng.random() < 0.4
    _caption(report)
    if any(column.head in _STATUS for column in columns):
        report.say("○：目標達成　△：目標未達成")
    mark = rng.choice(("（{}）", "KPI{}：", "{}．", "◆"))
    for i, kpi in enumerate(report.kpis(rng.randint(2, 4)), 1):
        one = _drawn(report, kpi)
        pairs = [(column.head.replace("\n", ""), Box(column.cell(one), align="center")) for column in columns]
        name = f"{mark.format(i)}{one.name}"
        if report.y > report.sheet.height - 260:
            report.turn()
        rows: list[list[Content]]
        rows = [[head, cell] for head, cell in pairs] if down else [[h for h, _ in pairs], [c for _, c in pairs]]
        if inside:
            rows.insert(0, [Box(name, across=2 if down else len(pairs), shaded=True)])
        else:
            report.say(name)
        report.draw(rows, [1, 1] if down else [1] * len(pairs), heads=inside + (not down), size=8)
        for column in columns:
            column.record(one)


FREE_KPIS: Sequence[Callable[[Report], None]] = (free_kpi_list, free_kpi_years, free_kpis_across, free_kpi_sheets)
