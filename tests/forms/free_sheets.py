"""Forms that are no list of KPIs: cards with a table within, outlines, sheets of one theme, boxes of plans, counts of
work planned and done, KPIs across whose months run down.
"""

from __future__ import annotations

from samples.render.figures import month_of
from tests.forms.grid import Box, Content, Grid
from tests.forms.kpi_forms import aim, figures_of
from tests.forms.paper import width_of, wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import KPIS, TOPICS

_SYMBOLS = "◎○△×"
_LEGENDS = (
    "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施",
    "【評価】◎：目標を上回る　○：順調　△：遅れ　×：未実施",
)
_WORKS = (
    ("窓口での申請書の配布", "部"), ("健康講座の開催", "回"), ("事業所への訪問", "件"), ("広報紙の発行", "回"),
    ("医師会との打合せ", "回"), ("未返納者への電話", "件"), ("健康教室の参加者", "人"), ("点検員の勉強会", "回"),
)  # fmt: skip
_GROUPS = ("業務グループ", "保健グループ", "レセプトグループ", "企画総務グループ")
_CHAPTERS = ("基盤的な取組", "戦略的な取組", "組織の運営")


def _status(report: Report, item: str, symbol: str, section: str = "") -> None:
    period = {3: "Q1", 6: "Q2", 9: "Q3"}.get(report.months, "FY") if report.kind == "progress" else "FY"
    report.truth.add("statuses", period=period, section=section, item_ja=item, symbol=symbol)


def slide_cards(report: Report) -> None:
    """Cards in rows: a name and a symbol, the result alone and large, below it a table of what it is measured by."""
    rng = report.rng
    judged, alone, across = rng.random() < 0.7, rng.random() < 0.5, rng.random() < 0.3
    within = rng.random() < 0.3
    report.say(rng.choice(_LEGENDS) if judged else "")
    per_row, gap, high = rng.choice((2, 3)), 12.0, 180.0
    width = (report.width - (per_row - 1) * gap) / per_row
    heads = rng.sample(("target", "before", "nation", "rank"), rng.choice((2, 4)))
    heads = heads if "target" in heads else ["target", *heads[1:]]
    words = {
        "target": rng.choice(("目標", f"{report.era()}目標", "目標値")), "before": rng.choice(("前年同期", "前年同月")),
        "nation": rng.choice(("全国平均", "全国")), "rank": rng.choice(("全国順位", "順位")),
    }  # fmt: skip
    said = rng.choice((f"実績（{int(report.as_of[5:])}月末現在）", f"{int(report.as_of[5:])}月末実績"))
    frame = rng.choice((report.sheet.rounded, report.sheet.box, report.sheet.fill, lambda *_: None))
    mark, below, source = rng.choice(("", "①", "■", "KPI")), rng.random() < 0.3, rng.random() < 0.3
    for i, kpi in enumerate(report.kpis(per_row * 2)):
        name, target, result, before, nation = figures_of(report, kpi)
        rank = rng.randint(1, 47)
        x, y = report.margin + i % per_row * (width + gap), report.y + i // per_row * (high + gap)
        frame(x, y, x + width, y + high)
        lead = {"": "", "①": chr(ord("①") + i), "■": "■", "KPI": f"KPI{i + 1} "}[mark]
        for j, line in enumerate(wrapped(lead + name, width - 34, 9)):
            report.sheet.text(x + 6, y + 5 + 11 * j, line, 9)
        symbol = rng.choice(_SYMBOLS)
        if judged:
            if not within:
                report.sheet.text(x + width - 20, y + 5, symbol, 12)
            _status(report, name, symbol)
        if not alone:
            report.sheet.text(x + (width - width_of(said, 7)) / 2, y + (63 if below else 32), said, 7)
        shown = report.shown(result, kpi.decimals, kpi.unit)
        report.sheet.text(x + (width - width_of(shown, 18)) / 2, y + 44, shown, 18)
        cells = {
            "target": aim(report, kpi, target), "before": report.shown(before, kpi.decimals, kpi.unit),
            "nation": report.shown(nation, kpi.decimals, kpi.unit), "rank": f"{rank}位",
        }  # fmt: skip
        pairs = [(Box(words[head], align="center", shaded=True), Box(cells[head], align="center")) for head in heads]
        extra = [("評価", symbol)] if judged and within else [("出典", "月次統計")] if source else []
        if extra:
            extra.append(("担当", "業務グループ") if not judged or not within else ("備考", "－"))
        pairs += [(Box(head, align="center", shaded=True), Box(cell, align="center")) for head, cell in extra]
        rows: list[list[Content]]
        if across:
            rows = [[head, cell] for head, cell in pairs]
        else:
            rows = [[c[k] for c in pairs[at : at + 2]] for at in range(0, len(pairs), 2) for k in (0, 1)]
        Grid([(width - 12) / 2] * 2, rows, 0, size=7, pad=2).draw(report.sheet, x + 6, y + 74)
        report.target(kpi, name, target)
        report.actual(kpi, result)
        if "before" in heads:
            report.actual(kpi, before, year=report.year - 1, as_of=month_of(str(report.year - 1), report.months - 1))
        if "nation" in heads:
            report.actual(kpi, nation, national=True)
        if "rank" in heads:
            report.truth.add("ranks", kpi_code=kpi.code, measure_ja=name, as_of=report.as_of, rank=str(rank))
    report.y += 2 * (high + gap)


def _works(report: Report, count: int) -> list[tuple[str, str, int, int]]:
    """Pieces of work with their unit, what was planned and what was done."""
    works = report.rng.sample(_WORKS, count)
    return [(work, unit, report.rng.randint(20, 400), report.rng.randint(0, 500)) for work, unit in works]


def _work_rows(report: Report, judged: bool) -> list[list[Content]]:
    rng = report.rng
    over = report.era() if rng.random() < 0.5 else ""
    until = f"{int(report.as_of[5:])}月末" if report.kind == "progress" else ""
    plan, done = rng.choice((("計画", "実績"), ("予定", "実績"), ("年間計画", "実績"), ("計画数", "実績数")))
    rate = rng.choice(("", "進捗率", "達成率")) if not judged or rng.random() < 0.5 else ""
    apart, prior, remark = rng.random() < 0.7, rng.random() < 0.3, rng.random() < 0.2
    grouped = rng.random() < 0.2
    heads = [*(["区分"] if grouped else []),
             rng.choice(("取組", "実施内容", "取組項目", "事業名")), *(["単位"] if apart else []),
             f"{over}{plan}", f"{over}{until}{done}", *([rate] if rate else []),
             *([f"{report.era(report.year - 1)}{until}{done}" if over else "前年度実績"] if prior else []),
             *([rng.choice(("評価", "実施状況", "達成状況"))] if judged else []),
             *(["備考"] if remark else [])]  # fmt: skip
    rows: list[list[Content]] = [[*heads]]
    period = f"YTD({until})" if until else "FY"
    for work, unit, planned, reached in _works(report, rng.randint(3, 5)):
        shown = [report.shown(value, 0, "" if apart else unit) for value in (planned, reached)]
        share = round(100 * reached / planned, 1)
        symbol = rng.choice(_SYMBOLS)
        group = [Box("情報の提供", down=2)] if len(rows) == 1 else ["その他"] if len(rows) > 2 else []
        rows.append([*(group if grouped else []), work, *([Box(unit, align="center")] if apart else []), *shown,
                     *([report.shown(share, 1, "%")] if rate else []),
                     *([report.shown(before := rng.randint(10, 400), 0, "" if apart else unit)] if prior else []),
                     *([Box(symbol, align="center")] if judged else []),
                     *([rng.choice(("会場を増やした", ""))] if remark else [])])  # fmt: skip
        if prior:
            report.figure(work, before, unit, period if over else "FY", dimension=done, year=report.year - 1)
        report.figure(work, planned, unit, "FY", dimension=plan)
        report.figure(work, reached, unit, period, dimension=done)
        if rate:
            report.figure(f"{work} {rate}", share, "%", period, dimension=rate, decimals=1)
        if judged:
            _status(report, work, symbol)
    return rows


def work_counts(report: Report) -> None:
    """What was planned in figures beside what was done, with a rate and a status beside."""
    judged = report.rng.random() < 0.5
    report.say(report.rng.choice(("１　主な取組の件数", "■ 数で管理する取組", "【取組の実績】")))
    if judged:
        report.say(report.rng.choice(_LEGENDS))
    rows = _work_rows(report, judged)
    widths = [5.0 if text != "区分" else 2.0 for text in rows[0][:2]] + [1.6] * (len(rows[0]) - 2)
    report.draw(rows, widths, style=report.rng.choice(("closed", "open_sides", "horizontal")))


def outline_text(report: Report) -> None:
    """Chapters and topics in running text; under each topic the same numbered parts, the status in the last."""
    rng = report.rng
    chapters = rng.choice(("第{}　", "{}．", "Ⅰ", ""))
    topic_mark = "（{}）" if chapters == "{}．" else rng.choice(("{}　", "{}．"))
    bare = rng.random() < 0.2
    part_mark = "①②③④" if topic_mark == "（{}）" else rng.choice(("（{}）", "{}）", "①②③④"))
    names = rng.choice(
        (("計画", "実施状況", "評価"), ("取組内容", "取組結果", "評価"), ("事業計画", "実績", "自己評価"))
    )
    item_mark, behind, told = rng.choice(("アイウ", "・・・")), rng.choice(("　", "：", "　　")), rng.random() < 0.3
    report.say(rng.choice(_LEGENDS))
    topics = rng.sample(TOPICS, 4)
    for i, topic in enumerate(topics):
        path = []
        if chapters and i % 2 == 0:
            number = "ⅠⅡ"[i // 2] + "　" if chapters == "Ⅰ" else chapters.format(i // 2 + 1)
            chapter = f"{number}{_CHAPTERS[i // 2]}"
            report.say(chapter, report.size + 2)
        if chapters:
            path.append(chapter)
        number = i % 2 + 1 if chapters else i + 1
        title = f"{topic_mark.format(number)}{topic}"
        report.say(title, report.size + 1)
        path.append(title)
        marks = [part_mark.format(k + 1) if "{" in part_mark else part_mark[k] for k in range(3)]
        report.say(f"{marks[0]} {names[0]}", indent=10)
        if report.y > 600 and rng.random() < 0.7:
            report.turn()
        for mark in item_mark[: rng.randint(1, 3)]:
            sentence = report.sentence()
            if rng.random() < 0.3:
                sentence = f"前年度の結果を踏まえて課題を整理し、関係する方々の意見を広く聞きながら、{sentence}"
            lead = "" if bare else f"{mark}　"
            for k, line in enumerate(wrapped(f"{lead}{sentence}", report.width - 30, report.size)):
                report.say(line, indent=20 + (k > 0) * report.size)
            report.item(sentence, " > ".join(path), mark if mark != "・" and not bare else "")
        report.say(f"{marks[1]} {names[1]}", indent=10)
        report.say("予定した取組を進め、関係者の声を聞いて方法を改めた。", indent=20)
        symbol = rng.choice(_SYMBOLS)
        report.say(f"{marks[2]} {names[2]}{behind}{symbol}", indent=10)
        if told:
            report.say("参加者は前の年より増えた。", indent=20)
        _status(report, topic, symbol, " > ".join(path))


def cycle_sheets(report: Report) -> None:
    """A sheet for each theme: its head, then plan, do, check and act, with tables of counts and KPIs within."""
    rng = report.rng
    style = rng.choice(("{0} {1}", "{0}\n{1}", "{1}（{0}）", "{0}", "word"))
    name_head = rng.choice(("事業名", "テーマ", "取組名", "施策名"))
    words = rng.choice((("計画", "実施", "評価", "改善"), ("計画", "実行", "検証", "見直し")))
    labels = [style.format(letter, word) for letter, word in zip("PDCA", words, strict=True)]
    if style == "word":
        labels = ["Plan", "Do", "Check", "Action"]
    mark = rng.choice(("・", "①②③", ""))
    report.say(rng.choice(_LEGENDS))
    for i in range(2):
        theme, group = rng.choice(TOPICS), rng.choice(_GROUPS)
        weight = rng.choice("高中低")
        report.draw([[name_head, theme, "担当", group, "重要度", weight]], [2, 6, 1.5, 4, 1.5, 1], heads=0)
        report.y -= 6
        left, width = report.margin + 60, report.width - 60
        tops = [report.y]
        y = report.y + 4
        for k in range(rng.randint(1, 3)):
            sentence = report.sentence()
            lead = mark[k] + "　" if len(mark) == 3 else mark
            report.sheet.text(left + 6, y, f"{lead}{sentence}", 8)
            y += 13
            report.truth.add("plan_items", section=theme, item_ja=sentence, owner_group=group)
        tops.append(y + 4)
        rows = _work_rows(report, True)
        ahead = [2.0, 4.0] if rows[0][0] == "区分" else [4.0, 1.5]
        shares = [*ahead, *[1.5] * (len(rows[0]) - 2)]
        columns = [share * (width - 12) / sum(shares) for share in shares]
        y = Grid(columns, rows, 1, size=7).draw(report.sheet, left + 6, tops[-1] + 5)
        tops.append(y + 5)
        kpi = report.kpis(1)[0]
        name, target, result, *_ = figures_of(report, kpi)
        said = f"{int(report.as_of[5:])}月末実績" if report.kind == "progress" else f"{report.era()}実績"
        kpi_rows: list[list[Content]] = [
            ["評価指標", f"{report.era()}目標", said],
            [name, aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit)],
        ]
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=report.as_of if report.kind == "progress" else "FY")
        columns = [(width - 12) * share for share in (0.5, 0.25, 0.25)]
        y = Grid(columns, kpi_rows, 1, size=7).draw(report.sheet, left + 6, tops[-1] + 5)
        tops.append(y + 5)
        report.sheet.text(left + 6, tops[-1] + 4, "来年度は対象を広げる。", 8)
        tops.append(tops[-1] + 22)
        for top, bottom, label in zip(tops, tops[1:], labels, strict=False):
            report.sheet.box(report.margin, top, left, bottom)
            report.sheet.box(left, top, report.margin + report.width, bottom)
            for k, line in enumerate(label.split("\n")):
                report.sheet.text(report.margin + 5, top + 4 + 11 * k, line, 8)
        report.y = tops[-1] + 14
        if i == 0:
            report.turn()


def plan_boxes(report: Report) -> None:
    """Boxes of a plan in one or two columns: a title with the group behind, below it numbered sentences."""
    rng = report.rng
    columns, gap = rng.choice((1, 2)) if report.landscape else 1, 12.0
    width = (report.width - (columns - 1) * gap) / columns
    mark, count, weighed = rng.choice(("①", "・", "ア")), 0, rng.choice((0, 0.5))
    tops = [report.y] * columns
    for i, topic in enumerate(rng.sample(TOPICS, 6)):
        col = i * columns // 6
        x, y = report.margin + col * (width + gap), tops[col]
        title, group = f"{i // 2 + 1} {_CHAPTERS[i // 2]}　({i % 2 + 1}) {topic}", rng.choice(_GROUPS)
        behind = group if not rng.random() < weighed else f"{group}　重要度：高"
        sentences = [report.sentence() for _ in range(rng.randint(1, 3))]
        bottom = y + 18 + 13 * len(sentences)
        report.sheet.box(x, y, x + width, bottom)
        report.sheet.text(x + 5, y + 4, title, 8)
        report.sheet.text(x + width - width_of(behind, 7) - 5, y + 4, behind, 7)
        for k, sentence in enumerate(sentences):
            lead = {"①": chr(ord("①") + count), "・": "・", "ア": "アイウ"[k]}[mark]
            report.sheet.text(x + 5, y + 18 + 13 * k, f"{lead}　{sentence}", 8)
            report.item(sentence, title, lead)
            count += 1
        tops[col] = bottom + gap
    report.y = max(tops)


def paired_months(report: Report) -> None:
    """KPIs across and months down, this year and last year under each KPI, the target above them or not."""
    rng = report.rng
    kpis = [report.running(kpi) for kpi in report.kpis(rng.randint(2, 4))]
    known = {kpi.code: kpi for kpi in KPIS}
    years, aimed = rng.sample((report.year, report.year - 1), 2), rng.choice(("above", "above", "below", "last", ""))
    rows: list[list[Content]] = []
    heads: list[Content] = [Box(rng.choice(("月", "年度・月", "")), align="center")]
    heads += [Box(one.measure, across=2, align="center") for one in kpis]
    rows.append(heads)
    if rng.random() < 0.5:
        said = [f"{'累計' if one.basis == 'cumulative' else '単月'}（{one.unit}）" for one in kpis]
        rows.append([Box("区分", align="center"), *[Box(text, across=2, align="center") for text in said]])
    aims: list[Content] = []
    if aimed:
        aims = [Box(rng.choice((f"{report.era()}目標", "目標")), align="center")]
        for one in kpis:
            kpi = known[one.code]
            target = round(rng.uniform(kpi.low, kpi.high), kpi.decimals)
            aims.append(Box(aim(report, kpi, target), across=2, align="center"))
            report.target(kpi, one.measure, target)
    rows += [aims] if aimed == "above" else []
    rows.append([Box(""), *[Box(report.era(year), align="center") for _ in kpis for year in years]])
    rows += [aims] if aimed == "below" else []
    before = [report.running(known[one.code], 12) for one in kpis]
    for one, other in zip(kpis, before, strict=True):
        other.measure, other.basis = one.measure, one.basis
        report.monthly(one)
        other.values = [value if i < report.months else None for i, value in enumerate(other.values)]
        report.monthly(other, report.year - 1)
    for i in range(report.months):
        row: list[Content] = [Box(f"{(i + 3) % 12 + 1}月", align="center")]
        for one, other in zip(kpis, before, strict=True):
            for year in years:
                series = one if year == report.year else other
                row.append(Box(report.shown(series.values[i], one.decimals), align="right"))
        rows.append(row)
    rows += [aims] if aimed == "last" else []
    report.draw(rows, [2, *[2] * (2 * len(kpis))], heads=0, size=7.5)


FREE_SHEETS = (
    (slide_cards, "progress", True), (work_counts, None, None), (outline_text, None, False),
    (cycle_sheets, None, None), (plan_boxes, "plan", None), (paired_months, None, True),
)  # fmt: skip
