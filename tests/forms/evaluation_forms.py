"""Forms that judge: KPI tables turned round, names as bands over rows, boxes and sheets for each activity or KPI."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS, Kpi

_LEGEND = "評価の区分　◎：目標を大きく上回った　○：目標を達成した　△：目標を下回った　×：実施できなかった"
_GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ")
_WORDS = ("自己評価", "評価", "判定", "点検結果", "総合評価")
_SYMBOLS = "◎○△×"


def _judge(report: Report, item: str, symbol: str, section: str = "") -> None:
    report.truth.add("statuses", period="", section=section, item_ja=item, symbol=symbol, status="")


def _rank(report: Report, kpi: Kpi, name: str, rank: int, year: int | None = None) -> None:
    of = year or report.year
    when = report.as_of if of == report.year else ""
    report.truth.add("ranks", fiscal_year=str(of), kpi_code=kpi.code, measure_ja=name, as_of=when, rank=str(rank))


def _told(report: Report) -> str:
    return report.sentence().replace("を行う。", "を行った。").replace("を計画的に進める。", "を計画どおり進めた。").replace(
        "を通じて連携を深める。", "を通じて連携を深めた。").replace("により利用を促す。", "により利用を促した。")  # fmt: skip


def _symbol(report: Report) -> str:
    return report.rng.choice(_SYMBOLS)


def kpi_bands(report: Report) -> None:
    """Names as bands across a table, each over rows of years; perhaps numbered, perhaps with an evaluation behind."""
    rng = report.rng
    report.say(_LEGEND)
    word, style, numbered = rng.choice(_WORDS), rng.randrange(5), rng.random() < 0.3
    years = range(report.year - rng.choice((1, 2)), report.year + 1)
    ranked = rng.random() < 0.5
    heads = ["年度", "目標", "実績", "全国平均", *(["全国順位"] if ranked else [])]
    rows: list[list[Content]] = [list(heads)]
    for i, kpi in enumerate(report.kpis(4), 1):
        name, symbol = rng.choice(kpi.names), _symbol(report)
        tail = ("", f"（{word}{symbol}）", f"　{word}：{symbol}", f"【{word}：{symbol}】", f"　{word} {symbol}")[style]
        band = f"{'①②③④'[i - 1]}{name}{tail}" if numbered else f"{name}{tail}"
        rows.append([Box(band, across=len(heads), align="left")])
        if tail:
            _judge(report, name, symbol)
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
                _rank(report, kpi, name, rank, year)
            rows.append(row)
    report.draw(rows, [3, 3, 3, 3, *([2] if ranked else [])])


def kpis_across_judged(report: Report) -> None:
    """KPIs across; target, result, rate, rank and evaluation down."""
    rng = report.rng
    report.say(_LEGEND)
    chosen = report.kpis(4)
    figures = [figures_of(report, kpi) for kpi in chosen]
    symbols, ranks = [_symbol(report) for _ in chosen], rng.sample(range(1, 48), 4)
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
    rows.append([rng.choice(_WORDS), *[Box(symbol, align="center") for symbol in symbols]])
    for (kpi, (name, target, result, *_)), symbol, rank in zip(pairs, symbols, ranks, strict=True):
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        _rank(report, kpi, name, rank)
        _judge(report, name, symbol)
    report.draw(rows, [2.4, 3, 3, 3, 3])


def kpi_sides_down(report: Report) -> None:
    """A name left of the rows of its target, result, national average and evaluation; years across."""
    rng = report.rng
    report.say(_LEGEND)
    years = [report.year - 1, report.year]
    rows: list[list[Content]] = [["指標", "区分", *[report.era(year) for year in years]]]
    nation, word = rng.random() < 0.5, rng.choice(_WORDS)
    for kpi in report.kpis(3):
        name, symbols = rng.choice(kpi.names), [_symbol(report) for _ in years]
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
            report.truth.add("statuses", fiscal_year=str(year), period="", section="", item_ja=name, symbol=symbol,
                             status="")  # fmt: skip
    report.draw(rows, [4, 2, 3, 3])


def kpi_pair_boxes(report: Report) -> None:
    """A box for every KPI with labels left and what they stand for right of them, one below the other or in pairs."""
    rng = report.rng
    report.say(_LEGEND)
    style, word = rng.randrange(2), rng.choice(_WORDS)
    for kpi in report.kpis(3):
        name, target, result, before, _ = figures_of(report, kpi)
        symbol, when = _symbol(report), result_head(report)
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
        _judge(report, name, symbol)


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
                     report.shown(result, kpi.decimals, kpi.unit), report.shown(change, kpi.decimals), word])  # fmt: skip
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        report.actual(kpi, before, year=report.year - 1, as_of="FY")
        _judge(report, name, word)
    report.draw(rows, [5, 3, 3, 3, 2, 2])


def heading_evaluations(report: Report) -> None:
    """Numbered headings of KPIs or activities that end in their evaluation, with text below."""
    rng = report.rng
    report.say(_LEGEND)
    word, style = rng.choice(_WORDS), rng.randrange(4)
    for i, topic in enumerate(rng.sample(TOPICS, 5), 1):
        symbol = _symbol(report)
        tail = (f"　　{word}　{symbol}", f"（{word}：{symbol}）", f"　【{word}】{symbol}", f"　{word}：{symbol}")[style]
        report.say(f"({i}) {topic}{tail}")
        report.say(_told(report), indent=10)
        _judge(report, topic, symbol)


def activity_slips(report: Report) -> None:
    """A small box for each activity: what is planned, remarks, who does it and how it is judged, in any order."""
    rng = report.rng
    report.say(_LEGEND)
    word, owner = rng.choice(_WORDS), rng.choice(("担当", "主担当", "担当グループ", "所管"))
    work, said = (
        rng.choice(("取組", "取組項目", "重点取組")),
        rng.choice(("所見", "実施状況", "コメント", "今後の対応")),
    )
    style, gap = rng.randrange(3), rng.random() < 0.6
    boxes: list[list[Content]] = []
    for i in range(1, 6):
        text, told, group, symbol = report.sentence(), _told(report), rng.choice(_GROUPS), _symbol(report)
        label = f"{work}{i}"
        rows: list[list[Content]] = [
            [[label, text, word, symbol], [said, told, owner, group]],
            [[label, Box(text, across=3)], [word, symbol, owner, group], [said, Box(told, across=3)]],
            [[owner, group, word, symbol], [work, Box(text, across=3)], [said, Box(told, across=3)]],
        ][style]  # fmt: skip
        if gap:
            report.draw(rows, [2, 8, 2, 3] if style == 0 else [2, 3, 2, 3], heads=0)
        boxes += rows
        report.item(text)
        _judge(report, text, symbol)
    if not gap:
        report.draw(boxes, [2, 8, 2, 3] if style == 0 else [2, 3, 2, 3], heads=0)


def activity_sheets(report: Report) -> None:
    """A sheet for each activity, its labels down: name, aim, work, schedule, what was done, problems, evaluation."""
    rng = report.rng
    report.say(_LEGEND)
    name_word = rng.choice(("事業名", "取組名", "施策名", "取組項目", "テーマ"))
    work_word = rng.choice(("取組内容", "実施内容", "具体的取組", "計画", "Ｐ（計画）"))
    done_word = (
        rng.choice(("実施状況", "取組結果", "成果", "実績", "Ｄ（実施）")) if work_word[0] != "Ｐ" else "Ｄ（実施）"
    )
    word = rng.choice(_WORDS) if work_word[0] != "Ｐ" else "Ｃ（評価）"
    bullets, titled = rng.random() < 0.4, rng.random() < 0.3
    for i, topic in enumerate(rng.sample(TOPICS, 3), 1):
        works = [report.sentence() for _ in range(2 if bullets else 1)]
        symbol = _symbol(report)
        rows: list[list[Content]] = [
            ["目的", "加入者の健康の保持増進を図るため。"],
            [work_word, "\n".join(f"・{text}" if bullets else text for text in works)],
            *([["スケジュール", "通年"]] if rng.random() < 0.5 else []),
            [done_word, _told(report)],
            *([["課題", "担当者の確保が課題である。"]] if rng.random() < 0.5 else []),
            [word, symbol],
        ]  # fmt: skip
        head: list[Content] = [Box(f"{i}　{topic}", across=2)] if titled else [name_word, topic]
        report.draw([head, *rows], [2, 8], heads=0)
        for text in works:
            report.item(text, section=topic)
        _judge(report, works[0] if not bullets else topic, symbol, section=topic)


def sheets_with_kpis(report: Report) -> None:
    """A sheet for each activity with the KPI that it serves: its target and result beside what was done."""
    rng = report.rng
    report.say(_LEGEND)
    word, style = rng.choice(_WORDS), rng.randrange(2)
    for kpi, topic in zip(report.kpis(3), rng.sample(TOPICS, 3), strict=True):
        name, target, result, _, _ = figures_of(report, kpi)
        work, symbol, when = report.sentence(), _symbol(report), result_head(report)
        goal, reached = aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit)
        rows: list[list[Content]] = [
            [["取組名", Box(topic, across=3)], ["取組内容", Box(work, across=3)], ["KPI", Box(name, across=3)],
             ["目標値", goal, when, reached], ["実施状況", Box(_told(report), across=3)],
             [word, symbol, "担当", rng.choice(_GROUPS)]],
            [["取組名", topic, "担当", rng.choice(_GROUPS)], ["取組内容", Box(work, across=3)],
             ["評価指標", Box(name, across=3)], ["目標値", goal, when, reached], ["所見", _told(report), word, symbol]],
        ][style]  # fmt: skip
        report.draw(rows, [2, 5, 3, 3], heads=0)
        report.item(work, section=topic)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        _judge(report, work, symbol, section=topic)


def judged_before_plan(report: Report) -> None:
    """A column of statuses between the fields of work and what is planned in each."""
    rng = report.rng
    report.say(_LEGEND)
    rows: list[list[Content]] = [
        [rng.choice(("柱", "分野", "区分")), rng.choice(("判定", "評価", "点検結果")), rng.choice(("計画に掲げた取組", "取組内容")),
         rng.choice(("これまでの状況", "進捗状況"))]
    ]  # fmt: skip
    for pillar in ("基盤的保険者機能", "戦略的保険者機能"):
        for i in range(3):
            text, symbol = report.sentence(), _symbol(report)
            row: list[Content] = [Box(symbol, align="center"), text, _told(report)]
            rows.append([Box(pillar, down=3), *row] if i == 0 else row)
            report.item(text, section=pillar)
            _judge(report, text, symbol, section=pillar)
    report.draw(rows, [2, 1.6, 5, 4])


EVALUATION_FORMS: Sequence[Callable[[Report], None]] = (
    kpi_bands,
    kpis_across_judged,
    kpi_sides_down,
    kpi_pair_boxes,
    kpi_start_and_change,
)
#: Forms of reports on how far the year's work has come, and whether they are drawn on landscape paper.
EVALUATED_FORMS: Sequence[tuple[Callable[[Report], None], str, bool]] = tuple(
    (draw, "progress", False)
    for draw in (heading_evaluations, activity_slips, activity_sheets, sheets_with_kpis, judged_before_plan)
)
