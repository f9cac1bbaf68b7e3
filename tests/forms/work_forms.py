"""Plans, calendars and judgements in forms of their own: columns under any words, letters with labels, badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS

_LEGEND = "（記号　◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施）"
_WORK_HEADS = (
    "取組内容",
    "取組の内容",
    "主な活動内容",
    "具体的な取組",
    "実施内容",
    "取組方針",
    "本年度に行うこと",
    "活動計画",
)
_TITLE_HEADS = ("施策", "重点施策", "事業", "項目", "事項", "分野")
_OWNER_HEADS = ("担当グループ", "主管", "所管", "担当")
_GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ")
_WHEN = ("通年", "上期", "6月から", "9月")


def _done(report: Report) -> str:
    told = (("う。", "った。"), ("す。", "した。"), ("める。", "めた。"), ("する。", "した。"))
    text = report.sentence()
    for ending, past in told:
        text = text.replace(ending, past)
    return text


def plan_columns(report: Report) -> None:
    """A plan table whose columns stand in any order under any words: owner, when, importance, title beside the work."""
    rng = report.rng
    extra = rng.sample(("title", "owner", "when", "importance", "number"), rng.randint(2, 4))
    kinds = [*extra, "work"]
    rng.shuffle(kinds)
    if "title" in kinds and kinds.index("title") > kinds.index("work"):
        a, b = kinds.index("title"), kinds.index("work")
        kinds[a], kinds[b] = kinds[b], kinds[a]
    heads = {
        "title": rng.choice(_TITLE_HEADS),
        "owner": rng.choice(_OWNER_HEADS),
        "when": rng.choice(("実施時期", "スケジュール", "時期")),
        "importance": "重要度",
        "number": rng.choice(("番号", "No.")),
        "work": rng.choice(_WORK_HEADS),
    }
    rows: list[list[Content]] = [[heads[kind] for kind in kinds]]
    for i, topic in enumerate(rng.sample(TOPICS, 5), 1):
        sentence, level = report.sentence(), rng.choice(("高", ""))
        row: dict[str, Content] = {
            "title": topic,
            "owner": rng.choice(_GROUPS),
            "when": rng.choice(_WHEN),
            "importance": Box(level, align="center"),
            "number": Box(str(i), align="center"),
            "work": sentence,
        }
        rows.append([row[kind] for kind in kinds])
        report.item(sentence, number=str(i) if "number" in kinds else "")
    widths = {"title": 3.0, "owner": 2.6, "when": 1.8, "importance": 1.4, "number": 1.2, "work": 7.0}
    report.draw(rows, [widths[kind] for kind in kinds], style=rng.choice(("closed", "open_sides")))


def calendar_down(report: Report) -> None:
    """Months down, with or without their year, activities across, perhaps numbered: dots, stars and words."""
    rng = report.rng
    style = rng.randrange(3)
    names = [f"{topic[:10]}" for topic in rng.sample(TOPICS, rng.randint(3, 5))]
    numbered = rng.random() < 0.5
    heads = [f"{'①②③④⑤'[i]}{name}" if numbered else name for i, name in enumerate(names)]
    over = rng.choice(("月", "実施月", "時期"))
    first: list[Content] = [Box(over, across=2, align="center")] if style == 2 else [over]
    rows: list[list[Content]] = [[*first, *(Box(head, align="center") for head in heads)]]
    for m, month in enumerate(MONTH_NUMBERS):
        era = report.year - 2018 + (m > 8)
        era_words = f"令和{'元' if era == 1 else era}年"
        label: list[Content] = [f"{era_words}{month}月" if style == 1 else f"{month}月"]
        if style == 2 and m in (0, 9):
            label.insert(0, Box(era_words, down=9 if m == 0 else 3, align="center"))
        marks = [rng.choice(("●", "●", "◎", "準備", "", "", "")) if m else "●" for _ in names]
        rows.append([*label, *(Box(mark, align="center") for mark in marks)])
        for name, mark in zip(names, marks, strict=True):
            if mark:
                report.truth.add(
                    "schedule", section="", activity_ja=name, month=month_of(str(report.year), m), mark=mark
                )
    report.draw(rows, [*([1.6, 1.2] if style == 2 else [2.2]), *[3] * len(names)], size=8)


def letter(report: Report) -> None:
    """No tables: under every heading lines that a label heads, with a colon or a gap; a status among them."""
    rng = report.rng
    report.say(_LEGEND)
    plan, done = rng.choice((("計　画", "実施状況"), ("取組内容", "実施結果"), ("事業計画", "取組状況")))
    between, ahead = rng.choice(("：", "　")), rng.random() < 0.5
    symbols = rng.sample("◎○△×", 4)
    for i, (topic, symbol) in enumerate(zip(rng.sample(TOPICS, 4), symbols, strict=True), 1):
        work, told = report.sentence(), _done(report)
        report.say(f"（{i}）{topic}")
        lines = [f"{plan}{between}{work}", f"{done}{between}{symbol + '　' if ahead else ''}{told}"]
        lines += [] if ahead else [f"評　価{between}{symbol}"]
        for line in lines:
            for part in wrapped(line, report.width - 24, report.size):
                report.say(part, indent=16)
        report.item(work, topic)
        report.truth.add("statuses", period="", section=topic, item_ja=told, symbol=symbol, status="")


def judged_titles(report: Report) -> None:
    """Titles with a status before or behind them, what was done below."""
    rng = report.rng
    way = rng.randrange(3)
    letters = way == 2
    report.say("評価　A：計画どおり　B：計画を一部実施　C：未実施" if letters else _LEGEND)
    symbols = [*rng.sample("ABC" if letters else "◎○△", 3), "A" if letters else "×"]
    for topic, symbol in zip(rng.sample(TOPICS, 4), symbols, strict=True):
        title = (f"{symbol}　{topic}", f"■{topic}　　　　　{symbol}", f"■{topic}　【評価：{symbol}】")[way]
        report.say(title, report.size + 1)
        for line in wrapped(_done(report), report.width - 24, report.size):
            report.say(line, indent=16)
        report.y += 6
        report.truth.add("statuses", period="", section="", item_ja=topic, symbol=symbol, status="")


def judged_pairs(report: Report) -> None:
    """A table without headings: a symbol, and beside it what it judges."""
    report.say(_LEGEND)
    symbols = [*report.rng.sample("◎○△×", 4), "○"]
    left = report.rng.random() < 0.6
    rows: list[list[Content]] = []
    for symbol in symbols:
        told, mark = _done(report), Box(symbol, align="center")
        rows.append([mark, told] if left else [told, mark])
        report.truth.add("statuses", period="", section="", item_ja=told, symbol=symbol, status="")
    report.draw(rows, [1, 10] if left else [10, 1], heads=0)


WORK_FORMS: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (plan_columns, "plan", False), (calendar_down, "action_plan", False), (letter, "progress", False),
    (judged_titles, "results", False), (judged_pairs, "progress", False),
)  # fmt: skip
