"""Forms that judge activities: sheets and slips for each of them, headings that end in their evaluation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.judging import GROUPS, LEGEND, WORDS, judge, symbol_of, told_of
from tests.forms.kpi_forms import aim, as_of, figures_of, result_head
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS


def heading_evaluations(report: Report) -> None:
    """Numbered headings of KPIs or activities that end in their evaluation, with text below."""
    rng = report.rng
    report.say(LEGEND)
    word, style = rng.choice(WORDS), rng.randrange(4)
    for i, topic in enumerate(rng.sample(TOPICS, 5), 1):
        symbol = symbol_of(report)
        tail = (f"　　{word}　{symbol}", f"（{word}：{symbol}）", f"　【{word}】{symbol}", f"　{word}：{symbol}")[style]
        report.say(f"({i}) {topic}{tail}")
        report.say(told_of(report), indent=10)
        judge(report, topic, symbol)


def activity_slips(report: Report) -> None:
    """A small box for each activity: what is planned, remarks, who does it and how it is judged, in any order."""
    rng = report.rng
    report.say(LEGEND)
    word, owner = rng.choice(WORDS), rng.choice(("担当", "主担当", "担当グループ", "所管"))
    work, said = (
        rng.choice(("取組", "取組項目", "重点取組")),
        rng.choice(("所見", "実施状況", "コメント", "今後の対応")),
    )
    style, gap = rng.randrange(3), rng.random() < 0.6
    boxes: list[list[Content]] = []
    for i in range(1, 6):
        text, told, group, symbol = report.sentence(), told_of(report), rng.choice(GROUPS), symbol_of(report)
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
        judge(report, text, symbol)
    if not gap:
        report.draw(boxes, [2, 8, 2, 3] if style == 0 else [2, 3, 2, 3], heads=0)


def activity_sheets(report: Report) -> None:
    """A sheet for each activity, its labels down: name, aim, work, schedule, what was done, problems, evaluation."""
    rng = report.rng
    report.say(LEGEND)
    name_word = rng.choice(("事業名", "取組名", "施策名", "取組項目", "テーマ"))
    work_word = rng.choice(("取組内容", "実施内容", "具体的取組", "計画", "Ｐ（計画）"))
    done_word = (
        rng.choice(("実施状況", "取組結果", "成果", "実績", "Ｄ（実施）")) if work_word[0] != "Ｐ" else "Ｄ（実施）"
    )
    word = rng.choice(WORDS) if work_word[0] != "Ｐ" else "Ｃ（評価）"
    bullets, titled = rng.random() < 0.4, rng.random() < 0.3
    for i, topic in enumerate(rng.sample(TOPICS, 3), 1):
        works = [report.sentence() for _ in range(2 if bullets else 1)]
        symbol = symbol_of(report)
        rows: list[list[Content]] = [
            ["目的", "加入者の健康の保持増進を図るため。"],
            [work_word, "\n".join(f"・{text}" if bullets else text for text in works)],
            *([["スケジュール", "通年"]] if rng.random() < 0.5 else []),
            [done_word, told_of(report)],
            *([["課題", "担当者の確保が課題である。"]] if rng.random() < 0.5 else []),
            [word, symbol],
        ]  # fmt: skip
        head: list[Content] = [Box(f"{i}　{topic}", across=2)] if titled else [name_word, topic]
        report.draw([head, *rows], [2, 8], heads=0)
        for text in works:
            report.item(text, section=topic)
        judge(report, works[0] if not bullets else topic, symbol, section=topic)


def sheets_with_kpis(report: Report) -> None:
    """A sheet for each activity with the KPI that it serves: its target and result beside what was done."""
    rng = report.rng
    report.say(LEGEND)
    word, style = rng.choice(WORDS), rng.randrange(2)
    for kpi, topic in zip(report.kpis(3), rng.sample(TOPICS, 3), strict=True):
        name, target, result, _, _ = figures_of(report, kpi)
        work, symbol, when = report.sentence(), symbol_of(report), result_head(report)
        goal, reached = aim(report, kpi, target), report.shown(result, kpi.decimals, kpi.unit)
        rows: list[list[Content]] = [
            [["取組名", Box(topic, across=3)], ["取組内容", Box(work, across=3)], ["KPI", Box(name, across=3)],
             ["目標値", goal, when, reached], ["実施状況", Box(told_of(report), across=3)],
             [word, symbol, "担当", rng.choice(GROUPS)]],
            [["取組名", topic, "担当", rng.choice(GROUPS)], ["取組内容", Box(work, across=3)],
             ["評価指標", Box(name, across=3)], ["目標値", goal, when, reached],
             ["所見", told_of(report), word, symbol]],
        ][style]  # fmt: skip
        report.draw(rows, [2, 5, 3, 3], heads=0)
        report.item(work, section=topic)
        report.target(kpi, name, target)
        report.actual(kpi, result, as_of=as_of(report))
        judge(report, work, symbol, section=topic)


def judged_before_plan(report: Report) -> None:
    """A column of statuses between the fields of work and what is planned in each."""
    rng = report.rng
    report.say(LEGEND)
    heads = (
        ("柱", "分野", "区分"),
        ("判定", "評価", "点検結果"),
        ("計画に掲げた取組", "取組内容"),
        ("これまでの状況", "進捗状況"),
    )
    rows: list[list[Content]] = [[rng.choice(words) for words in heads]]
    for pillar in ("基盤的保険者機能", "戦略的保険者機能"):
        for i in range(3):
            text, symbol = report.sentence(), symbol_of(report)
            row: list[Content] = [Box(symbol, align="center"), text, told_of(report)]
            rows.append([Box(pillar, down=3), *row] if i == 0 else row)
            report.item(text, section=pillar)
            judge(report, text, symbol, section=pillar)
    report.draw(rows, [2, 1.6, 5, 4])


def inline_slips(report: Report) -> None:
    """A box for each activity whose cells print their label themselves: before a colon, in brackets, or on a line."""
    rng = report.rng
    report.say(LEGEND)
    style = rng.randrange(3)
    for i in range(1, 6):
        text, told, group, symbol = report.sentence(), told_of(report), rng.choice(GROUPS), symbol_of(report)
        rows: list[list[Content]] = [
            [[Box(f"取組{i}：{text}", across=2)], [f"担当：{group}", f"評価：{symbol}"],
             [Box(f"実施状況：{told}", across=2)]],
            [[f"【取組内容】{text}", f"【評価】{symbol}"], [f"【実施結果】{told}", f"【担当】{group}"]],
            [[f"取組内容\n{text}", f"評価\n{symbol}"], [f"実施結果\n{told}", f"担当\n{group}"]],
        ][style]  # fmt: skip
        report.draw(rows, [7, 3], heads=0)
        report.item(text)
        judge(report, text, symbol)


def sheets_under_heads(report: Report) -> None:
    """A box for each activity under its title: labels over what is planned, who does it, what was done and how well."""
    rng = report.rng
    report.say(LEGEND)
    for i, topic in enumerate(rng.sample(TOPICS, 3), 1):
        text, told, symbol = report.sentence(), told_of(report), symbol_of(report)
        rows: list[list[Content]] = [
            [Box(f"取組{i}　{topic}", across=3)],
            [Box("実施計画", across=2), "担当"],
            [Box(text, across=2), rng.choice(GROUPS)],
            [Box("実施状況", across=2), "評価"],
            [Box(told, across=2), symbol],
        ]
        report.draw(rows, [5, 3, 3], heads=0)
        report.item(text)
        judge(report, text, symbol)


def ticked_sheets(report: Report) -> None:
    """A box for each activity, its evaluation one of three words that is ticked."""
    rng = report.rng
    words, boxes = ("達成", "一部達成", "未達成"), rng.choice(("☑□", "■□"))
    for _ in range(4):
        text, chosen = report.sentence(), rng.randrange(3)
        options = "　".join(boxes[i != chosen] + word for i, word in enumerate(words))
        report.draw([["取組内容", text], ["実施状況", told_of(report)], ["評価", options]], [2, 9], heads=0)
        report.item(text)
        judge(report, text, words[chosen])


def plan_do_check_act(report: Report) -> None:
    """Columns of plan, do, check and act, under the words for them and their letters."""
    rng = report.rng
    report.say(LEGEND)
    heads = rng.choice((
        ("Ｐ（計画）", "Ｄ（実行）", "Ｃ（評価）", "Ａ（改善）"),
        ("Plan 計画", "Do 実施", "Check 評価", "Action 改善"),
        ("計画（Plan）", "実施（Do）", "評価（Check）", "改善（Action）"),
    ))  # fmt: skip
    rows: list[list[Content]] = [["事業", *heads]]
    for topic in rng.sample(TOPICS, 4):
        text, symbol = report.sentence(), symbol_of(report)
        rows.append([topic, text, told_of(report), symbol, "引き続き取り組む。"])
        report.item(text)
        judge(report, text, symbol)
    report.draw(rows, [3, 5, 5, 1.6, 3])


#: Forms of reports on how far the year's work has come, and whether they are drawn on landscape paper.
SHEET_FORMS: Sequence[tuple[Callable[[Report], None], str, bool]] = tuple(
    (draw, "progress", False)
    for draw in (
        heading_evaluations,
        activity_slips,
        activity_sheets,
        sheets_with_kpis,
        judged_before_plan,
        inline_slips,
        sheets_under_heads,
        ticked_sheets,
        plan_do_check_act,
    )
)
