"""Plan tables and schedules of free build: which columns stand beside the work, under what words, drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS
from tests.forms.work_forms import _done

_LEGEND = "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施"
_GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ")
_PILLARS = ("基盤的保険者機能", "戦略的保険者機能")
_WORK = ("取組内容", "具体的取組", "事業計画", "計画内容", "実施内容", "具体的な取組内容", "重点取組", "主な取組")
_DONE = ("実施状況", "取組状況", "実施結果", "進捗状況", "取組結果", "実績")
_STATUS = ("評価", "自己評価", "判定", "達成状況", "進捗")


def free_plan(report: Report) -> None:
    """A plan as a table: any columns beside the work, which is one sentence or a list of them in a cell."""
    rng = report.rng
    number, pillar, topic = rng.random() < 0.5, rng.random() < 0.4, rng.random() < 0.7
    owner, when, remark = rng.random() < 0.5, rng.random() < 0.3, rng.random() < 0.3
    mark = rng.choice(("・", "○", "①", "（1）", ""))
    heads = [
        *([rng.choice(("No.", "番号", "項番"))] if number else []),
        *([rng.choice(("柱", "分野", "区分"))] if pillar else []),
        *([rng.choice(("項目", "重点施策", "取組項目", "施策"))] if topic else []),
        rng.choice(_WORK),
        *([rng.choice(("担当", "担当グループ", "主管", "所管"))] if owner else []),
        *([rng.choice(("時期", "実施時期", "スケジュール"))] if when else []),
        *(["備考"] if remark else []),
    ]
    rows: list[list[Content]] = [list(heads)]
    count = rng.randint(4, 6)
    for i, name in enumerate(rng.sample(TOPICS, count)):
        lines = []
        for k in range(1 if not mark else rng.randint(1, 3)):
            sentence = report.sentence()
            shown = {"①": "①②③"[k], "（1）": f"（{k + 1}）"}.get(mark, mark)
            lines.append(f"{shown}{sentence}")
            report.item(sentence, name if topic else "", number=str(i + 1) if number else "")
        half = count // 2
        group: list[Content] = []
        if pillar and i in (0, half):
            group = [Box(_PILLARS[i > 0], down=half if i == 0 else count - half)]
        rows.append(
            [
                *([str(i + 1)] if number else []),
                *group,
                *([name] if topic else []),
                Box("\n".join(lines)),
                *([rng.choice(_GROUPS)] if owner else []),
                *([rng.choice(("通年", "4月～9月", "随時", "10月"))] if when else []),
                *(["" if rng.random() < 0.6 else "前年度から継続"] if remark else []),
            ]
        )
    widths = [
        *([1.0] if number else []),
        *([2.4] if pillar else []),
        *([3.2] if topic else []),
        9.0,
        *([2.6] if owner else []),
        *([2.0] if when else []),
        *([2.4] if remark else []),
    ]
    report.draw(rows, widths, style=rng.choice(("closed", "closed", "open_sides")), size=8)


def free_progress(report: Report) -> None:
    """What was planned, done and how it is judged: the judgement left, in the middle or right, other columns beside."""
    rng = report.rng
    report.say(_LEGEND)
    topic, number, ahead = rng.random() < 0.6, rng.random() < 0.4, rng.random() < 0.4
    order = rng.choice((("plan", "done", "status"), ("plan", "status", "done"), ("status", "plan", "done")))
    words = {"plan": rng.choice(_WORK), "done": rng.choice(_DONE[:5]), "status": rng.choice(_STATUS[:4])}
    names = [words[kind] for kind in order]
    rows: list[list[Content]] = [
        [
            *(["No."] if number else []),
            *([rng.choice(("項目", "取組項目", "施策"))] if topic else []),
            *names,
            *([rng.choice(("今後の取組", "課題", "次年度の対応"))] if ahead else []),
        ]
    ]
    for i, name in enumerate(rng.sample(TOPICS, 5)):
        plan, done = report.sentence(), _done(report)
        symbol = ("◎", "×", *"○△○")[i]
        cells: dict[str, Content] = {"plan": f"・{plan}", "done": f"・{done}", "status": Box(symbol, align="center")}
        rows.append(
            [
                *([str(i + 1)] if number else []),
                *([name] if topic else []),
                *[cells[kind] for kind in order],
                *(["引き続き取り組む。"] if ahead else []),
            ]
        )
        report.item(plan, name if topic else "", number=str(i + 1) if number else "")
        judged = done if order[-1] == "status" and rows[0][-1] == "" else plan
        report.truth.add("statuses", period="", section="", item_ja=judged, symbol=symbol, status="")
    wide = {"plan": 6.0, "done": 6.0, "status": 1.6}
    widths = [
        *([1.0] if number else []),
        *([2.6] if topic else []),
        *[wide[kind] for kind in order],
        *([3.0] if ahead else []),
    ]
    report.draw(rows, widths, style=rng.choice(("closed", "closed", "open_sides")), size=8)


def free_schedule(report: Report) -> None:
    """Activities by month: groups, owners and remarks beside them, parts of the year or years over the months."""
    rng = report.rng
    number, owner, remark = rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.4
    over = rng.choice(("", "quarters", "years", "halves"))
    bare = rng.random() < 0.4
    spans = {
        "quarters": [(f"第{i}四半期", 3) for i in (1, 2, 3, 4)],
        "halves": [("上半期", 6), ("下半期", 6)],
        "years": [(f"令和{report.year - 2018}年", 9), (f"令和{report.year - 2017}年", 3)],
    }.get(over, [])
    if over == "years" and report.year < 2020:
        spans = []
    months: list[Content] = [f"{m}" if bare else f"{m}月" for m in MONTH_NUMBERS]
    down = 2 if spans else 1
    work = rng.choice(("取組項目", "実施項目", "具体的取組", "行動計画", "取組内容"))
    lead: list[Content] = [
        *([Box("No.", down=down)] if number else []),
        Box(work, down=down),
        *([Box("担当", down=down)] if owner else []),
    ]
    tail: list[Content] = [Box("備考", down=down)] if remark else []
    rows: list[list[Content]] = (
        [[*lead, *[Box(name, across=width) for name, width in spans], *tail], months]
        if spans
        else [[*lead, *months, *tail]]
    )
    mark = rng.choice(("●", "○", "◎", "★", "■", "→"))
    for i in range(1, rng.randint(5, 8)):
        sentence = report.sentence().rstrip("。")
        chosen = sorted(rng.sample(range(12), rng.randint(2, 7)))
        rows.append(
            [
                *([str(i)] if number else []),
                sentence,
                *([rng.choice(_GROUPS)[:-4]] if owner else []),
                *[Box(mark if m in chosen else "", align="center") for m in range(12)],
                *(["" if rng.random() < 0.7 else "必要に応じて見直す"] if remark else []),
            ]
        )
        for m in chosen:
            report.truth.add(
                "schedule",
                section="",
                item_no=str(i) if number else "",
                activity_ja=sentence,
                month=month_of(str(report.year), m),
                mark=mark,
            )
    widths = [*([0.9] if number else []), 6.4, *([1.8] if owner else []), *[1.3] * 12, *([2.2] if remark else [])]
    report.draw(rows, widths, heads=down, style=rng.choice(("closed", "open_sides", "horizontal")), size=7.5)


FREE_PLANS: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (free_plan, "plan", True),
    (free_progress, "progress", True),
    (free_schedule, "action_plan", True),
)
