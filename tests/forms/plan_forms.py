"""Forms of plans, their schedules and their progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS


def _topics(report: Report, count: int) -> list[str]:
    return report.rng.sample(TOPICS, count)


def old_and_new(report: Report) -> None:
    """Portrait, two columns of plan text: this year's plan beside last year's."""
    new, old = report.era(), report.era(report.year - 1)
    heads = [f"{new}事業計画（新）", f"{old}事業計画（旧）"]
    flipped = report.rng.random() < 0.5
    rows: list[list[Content]] = [heads[::-1] if flipped else heads]
    for i, topic in enumerate(_topics(report, 4), 1):
        texts = []
        for year in (report.year, report.year - 1):
            lines = [f"（{i}）{topic}"]
            for _ in range(2):
                sentence = report.sentence()
                lines.append(f"・{sentence}")
                report.item(sentence, f"({i}){topic}", year=year)
            texts.append(Box("\n".join(lines)))
        rows.append(list(texts[::-1] if flipped else texts))
    report.draw(rows, [1, 1])


def nested_headings(report: Report) -> None:
    """A plan without tables: numbered headings three deep, sentences below them."""
    marks = report.rng.choice((("・",), ("①", "②", "③"), ("ア　", "イ　", "ウ　")))
    for i, pillar in enumerate(("基盤的保険者機能", "戦略的保険者機能"), 1):
        report.say(f"{i}．{pillar}", report.size + 2)
        for j, topic in enumerate(_topics(report, 2), 1):
            report.say(f"（{j}）{topic}", indent=8)
            for k in range(3):
                sentence = report.sentence()
                mark = marks[k % len(marks)]
                for line in wrapped(mark + sentence, report.width - 24, report.size):
                    report.say(line, indent=20)
                report.item(sentence, f"{i}.{pillar} > ({j}){topic}")


def plan_list(report: Report) -> None:
    """A plan as a table: field, item, what is done, who does it."""
    rows: list[list[Content]] = [["分野", "項目", "具体的取組", "担当グループ"]]
    for group in ("業務グループ", "保健グループ"):
        for k, topic in enumerate(_topics(report, 2)):
            lines = []
            for _ in range(2):
                sentence = report.sentence()
                lines.append(f"・{sentence}")
                report.item(sentence, topic)
            field: list[Content] = (
                [Box("基盤" if group[0] == "業" else "戦略", down=2, align="center")] if k == 0 else []
            )
            rows.append([*field, topic, Box("\n".join(lines)), group])
    report.draw(rows, [1.4, 3, 8, 2.4])


def schedule(report: Report) -> None:
    """Activities down, months across, filled with dots, arrows or words."""
    rows: list[list[Content]] = [["No", "取組", *[f"{m}月" for m in MONTH_NUMBERS]]]
    for i in range(1, 6):
        sentence = report.sentence().rstrip("。")
        mark = report.rng.choice(("●", "○", "→", "実施", "★"))
        months = sorted(report.rng.sample(range(12), report.rng.randint(2, 6)))
        rows.append([Box(str(i), align="center"), sentence, *[
            Box(mark if m in months else "", align="center") for m in range(12)
        ]])  # fmt: skip
        for m in months:
            report.truth.add("schedule", section="", item_no=str(i), activity_ja=sentence,
                             month=month_of(str(report.year), m), mark=mark)  # fmt: skip
    report.draw(rows, [1, 6, *[1.5] * 12], style=report.rng.choice(("closed", "open_sides")), size=8)


def schedule_spans(report: Report) -> None:
    """Activities whose months are one wide cell with a word or an arrow, under headings of quarters and months."""
    quarters: list[Content] = [Box(f"第{i}四半期", across=3, align="center") for i in (1, 2, 3, 4)]
    rows: list[list[Content]] = [
        [Box("実施項目", down=2, align="center"), *quarters],
        [f"{m}月" for m in MONTH_NUMBERS],
    ]
    for _ in range(5):
        sentence = report.sentence().rstrip("。")
        first = report.rng.randint(0, 8)
        length = report.rng.randint(2, 12 - first)
        word = report.rng.choice(("→", "随時実施", "準備", "集中実施"))
        rows.append([sentence, *[""] * first, Box(word, across=length, align="center"), *[""] * (12 - first - length)])
        for m in range(first, first + length):
            report.truth.add(
                "schedule", section="", activity_ja=sentence, month=month_of(str(report.year), m), mark=word
            )
    report.draw(rows, [6, *[1.5] * 12], heads=2, size=8)


def schedule_parts(report: Report) -> None:
    """Activities down, quarters or half-years across, filled with dots, arrows or words."""
    names, length = report.rng.choice((
        (("1Q", "2Q", "3Q", "4Q"), 3),
        (("第1四半期", "第2四半期", "第3四半期", "第4四半期"), 3),
        (("4～6月", "7～9月", "10～12月", "1～3月"), 3),
        (("上期", "下期"), 6),
    ))  # fmt: skip
    rows: list[list[Content]] = [["取組", *[Box(name, align="center") for name in names]]]
    for _ in range(5):
        sentence = report.sentence().rstrip("。")
        mark = report.rng.choice(("●", "○", "→", "実施", "★"))
        chosen = sorted(report.rng.sample(range(len(names)), report.rng.randint(1, len(names))))
        rows.append([sentence, *[Box(mark if i in chosen else "", align="center") for i in range(len(names))]])
        for month in (i * length + m for i in chosen for m in range(length)):
            report.truth.add(
                "schedule", section="", activity_ja=sentence, month=month_of(str(report.year), month), mark=mark
            )
    report.draw(rows, [8, *[2.4] * len(names)], size=8)


def progress(report: Report) -> None:
    """Plan left, what was done right, a symbol that judges it, a remark."""
    heads = report.rng.choice((
        ("事業計画", "取組状況", "評価", "課題・今後の対応"),
        ("計画内容", "実施状況", "評価", "備考"),
        ("具体的取組", "進捗状況", "達成状況", "今後の取組"),
    ))  # fmt: skip
    report.say("◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施")
    rows: list[list[Content]] = [["項目", *heads]]
    for topic in _topics(report, 4):
        plan, symbol = report.sentence(), report.rng.choice("◎○△×")
        done = report.sentence().replace("う。", "った。").replace("す。", "した。").replace("める。", "めた。")
        rows.append([topic, f"・{plan}", f"・{done}", Box(symbol, align="center"), "引き続き取り組む。"])
        report.item(plan, topic)
        report.truth.add("statuses", period="", section=topic, item_ja=plan, symbol=symbol, status="")
    report.draw(rows, [2.4, 5, 5, 1.4, 3], style=report.rng.choice(("closed", "open_sides")))


#: Statuses in words and in letters: what is printed, what it says, and a legend for it.
_WORDS = {"達成": "on_plan", "未達成": "in_progress_or_below", "実施中": "in_progress_or_below", "未実施": "not_done"}
_LETTERS = {"S": "exceeded", "A": "on_plan", "B": "in_progress_or_below", "C": "not_done"}
_LEGEND = "評価　S：計画を上回る　A：計画どおり　B：計画を下回る　C：未実施"


def progress_words(report: Report) -> None:
    """Statuses in words or letters, the letters with a legend or without one, beside plan text or short names."""
    marks = report.rng.choice((_WORDS, _LETTERS))
    explained = report.rng.random() < 0.5
    if marks is _LETTERS and explained:
        report.say(_LEGEND)
    beside_plan = report.rng.random() < 0.5
    rows: list[list[Content]] = [["項目", "事業計画", "実施状況", "評価"] if beside_plan else ["取組項目", "評価"]]
    for topic in _topics(report, 4):
        printed = report.rng.choice(list(marks))
        plan = report.sentence() if beside_plan else topic
        done = report.sentence().replace("う。", "った。").replace("す。", "した。").replace("める。", "めた。")
        mark = Box(printed, align="center")
        rows.append([topic, f"・{plan}", f"・{done}", mark] if beside_plan else [topic, mark])
        if beside_plan:
            report.item(plan, topic)
        report.truth.add("statuses", period="", section="", item_ja=plan, symbol=printed, status="")
    report.draw(rows, [2.4, 5, 5, 1.8] if beside_plan else [5, 2])


def slides(report: Report) -> None:
    """Landscape slides: a title band, a box of plan text, a box of measures to be taken."""
    for i, topic in enumerate(_topics(report, 3)):
        if i:
            report.turn()
        report.say(f"（{i + 1}）{topic}", 15)
        for head in ("事業計画", "主な取組"):
            lines = []
            for _ in range(2):
                sentence = report.sentence()
                lines.append(f"・{sentence}")
                report.item(sentence, topic)
            report.draw([[Box(head, align="center", shaded=True)], [Box("\n".join(lines))]], [1], heads=1)


def activity_boxes(report: Report) -> None:
    """Every activity a box: title and status across the top, below them plan, progress and what is left to do."""
    report.say("評価　◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施")
    for topic in _topics(report, 3):
        plan, symbol = report.sentence(), report.rng.choice("◎○△×")
        done = report.sentence().replace("う。", "った。").replace("す。", "した。").replace("める。", "めた。")
        report.draw([
            [Box(topic, across=2, shaded=True), Box(f"評価 {symbol}", align="center", shaded=True)],
            ["計画", Box(plan, across=2)],
            ["実施状況", Box(done, across=2)],
            ["今後の課題", Box("引き続き取り組む。", across=2)],
        ], [2, 8, 2])  # fmt: skip
        report.item(plan, topic)
        report.truth.add("statuses", period="", section=topic, item_ja=done, symbol=symbol, status="")


PLAN_FORMS: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (old_and_new, "plan", False), (nested_headings, "plan", False), (plan_list, "plan", False),
    (schedule, "action_plan", True), (schedule_spans, "action_plan", True),
    (schedule_parts, "action_plan", True), (progress, "progress", True),
    (progress_words, "progress", True),
    (slides, "action_plan", True), (activity_boxes, "results", False),
)  # fmt: skip
