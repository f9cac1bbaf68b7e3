"""Plans and how they are judged in layouts of any columns: over page breaks, in steps, boxes, outlines, calendars."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import wrapped
from tests.forms.report import Report
from tests.forms.vocabulary import TOPICS
from tests.forms.work_forms import _done

_LEGEND = "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施"
_GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ")
_PILLARS = ("基盤的保険者機能", "戦略的保険者機能", "組織・運営体制")


def _symbols(report: Report, count: int) -> list[str]:
    """Symbols of which no two neighbours need differ, but not all are the same."""
    return ["◎", "×", *(report.rng.choice("◎○△×") for _ in range(count - 2))]


def _judge(report: Report, item: str, symbol: str, section: str = "", period: str = "") -> None:
    report.truth.add("statuses", period=period, section=section, item_ja=item, symbol=symbol, status="")


def _number_page(report: Report) -> None:
    """The page's number, and a new page."""
    sheet = report.sheet
    sheet.text(sheet.width / 2, sheet.height - 24, f"- {len(report.sheets)} -", 8)
    report.turn()


def control_sheet(report: Report) -> None:
    """Activities judged in every quarter, on two pages; the second has no headings, repeats them, or begins in a row
    that the first tears.
    """
    rng = report.rng
    report.say(_LEGEND)
    quarters = [Box(name, align="center") for name in rng.choice((("1Q", "2Q", "3Q"), ("6月末", "9月末", "12月末")))]
    heads: list[Content] = ["No", "分野", "取組内容", "担当", *quarters, "備考"]
    way = rng.choice(("bare", "again", "torn"))
    rows: list[list[Content]] = []
    for i in range(1, 11):
        work, symbols = report.sentence(), [rng.choice("◎○△") for _ in quarters]
        pillar = _PILLARS[i // 5]
        row: list[Content] = [str(i), pillar, work, rng.choice(_GROUPS), *(Box(s, align="center") for s in symbols), ""]
        rows.append(row)
        report.item(work, pillar, number=str(i))
        for period, symbol in zip(("Q1", "Q2", "Q3"), symbols, strict=True):
            _judge(report, work, symbol, pillar, period)
    widths = [0.8, 2, 6, 2, 1, 1, 1, 2]
    first, second = rows[:6], rows[6:]
    if way == "torn":
        whole = first[-1]
        work = str(whole[2])
        cut = work.index("、") + 1 if "、" in work else len(work) // 2
        first = [*first[:-1], [whole[0], whole[1], work[:cut], whole[3], *whole[4:]]]
        second = [["", "", work[cut:], "", "", "", "", ""], *second]
    report.draw([heads, *first], widths)
    _number_page(report)
    report.draw([heads, *second] if way == "again" else second, widths, heads=1 if way == "again" else 0)


def judged_list(report: Report) -> None:
    """What was done and how it is judged, the judgement in any column; it may go on without headings."""
    rng = report.rng
    report.say(_LEGEND)
    names = {"title": rng.choice(("取組", "取組項目", "事業名")), "status": rng.choice(("評価", "判定", "達成状況")),
             "done": rng.choice((f"{report.era()}の結果", "実施結果", "取組結果"))}  # fmt: skip
    kinds = rng.choice((("title", "status", "done"), ("status", "title", "done"), ("title", "done", "status")))
    rows: list[list[Content]] = []
    for topic, symbol in zip(rng.sample(TOPICS, 7), _symbols(report, 7), strict=True):
        told = _done(report)
        cells: dict[str, Content] = {"title": topic, "status": Box(symbol, align="center"), "done": told}
        rows.append([cells[kind] for kind in kinds])
        _judge(report, told if kinds[-1] == "status" else topic, symbol)
    widths = [{"title": 4, "status": 1.4, "done": 7}[kind] for kind in kinds]
    heads: list[Content] = [names[kind] for kind in kinds]
    if rng.random() < 0.5:
        report.draw([heads, *rows], widths)
        return
    report.draw([heads, *rows[:4]], widths)
    _number_page(report)
    report.draw(rows[4:], widths, heads=0)


def steps_down(report: Report) -> None:
    """A sheet of plan, do, check and act for each activity, their names as headings over lines."""
    rng = report.rng
    names = rng.choice((
        ("Plan（計画）", "Do（実施）", "Check（評価）", "Act（改善）"),
        ("【P：計画】", "【D：実施】", "【C：評価】", "【A：改善】"),
        ("計画（Plan）", "実施（Do）", "評価（Check）", "改善（Action）"),
        ("■PLAN", "■DO", "■CHECK", "■ACTION"),
    ))  # fmt: skip
    marks = rng.choice((("①", "②"), ("・", "・"), ("（1）", "（2）")))
    for i, topic in enumerate(rng.sample(TOPICS, 3), 1):
        report.say(f"{i}　{topic}", report.size + 2)
        for step, name in enumerate(names):
            report.say(name)
            for k in range(2):
                text = report.sentence() if step in (0, 3) else _done(report)
                for line in wrapped(marks[k] + text, report.width - 24, report.size):
                    report.say(line, indent=12)
                if step == 0:
                    report.item(text, topic)


def steps_across(report: Report) -> None:
    """A table whose columns are plan, do, check and act."""
    rng = report.rng
    report.say(_LEGEND)
    names = rng.choice((
        ("Plan（計画）", "Do（実施）", "Check（評価）", "Act（改善）"),
        ("P　計画", "D　実施", "C　評価", "A　改善"),
        ("計画", "実施", "評価", "改善"),
    ))  # fmt: skip
    rows: list[list[Content]] = [[rng.choice(("事業", "テーマ")), *names]]
    for topic, symbol in zip(rng.sample(TOPICS, 4), _symbols(report, 4), strict=True):
        work = report.sentence()
        rows.append([topic, work, _done(report), Box(symbol, align="center"), report.sentence()])
        report.item(work, topic)
        _judge(report, work, symbol, topic)
    report.draw(rows, [3, 5, 5, 1.8, 4])


def numbered_boxes(report: Report) -> None:
    """A small box for every activity: its number, the work, how it is judged, a remark and who does it."""
    rng = report.rng
    report.say(_LEGEND)
    label, judged = rng.choice((("取組", "点検結果"), ("施策", "評価"), ("重点取組", "自己評価")))
    for i, symbol in enumerate(_symbols(report, 4), 1):
        work = report.sentence()
        rows: list[list[Content]] = [
            [f"{label}{i}", work, judged, Box(symbol, align="center")],
            [rng.choice(("所見", "備考")), _done(report), "担当", rng.choice(_GROUPS)],
        ]
        report.draw(rows, [1.6, 7, 1.6, 2.4], heads=0)
        report.item(work)
        _judge(report, work, symbol)


def levels(report: Report) -> None:
    """Work under merged headings of two levels, with who, when and how it stands; it may go on on a second page."""
    rng = report.rng
    report.say(_LEGEND)
    kinds = ["work", "owner", "when", "status"]
    if rng.random() < 0.3:
        kinds = ["status", "work", "owner", "when"]
    heads = {"work": "具体的取組", "owner": "担当", "when": "時期", "status": rng.choice(("進捗", "評価"))}
    rows: list[list[Content]] = []
    symbols = _symbols(report, 9)
    for k in range(9):
        work = report.sentence()
        topic = TOPICS[k // 3]
        cells: dict[str, Content] = {"work": work, "owner": rng.choice(_GROUPS), "when": rng.choice(("通年", "上期")),
                                     "status": Box(symbols[k], align="center")}  # fmt: skip
        row = [cells[kind] for kind in kinds]
        if k % 3 == 0:
            row.insert(0, Box(topic, down=3))
        if k in (0, 6):
            row.insert(0, Box(_PILLARS[k // 6], down=6 if k == 0 else 3))
        rows.append(row)
        report.item(work, f"{_PILLARS[k // 6]} > {topic}")
        _judge(report, work, symbols[k], topic)
    widths = [2, 3, *({"work": 6, "owner": 2.4, "when": 1.4, "status": 1.2}[kind] for kind in kinds)]
    first: list[Content] = ["柱", "重点施策", *(heads[kind] for kind in kinds)]
    if rng.random() < 0.5:
        report.draw([first, *rows], widths)
        return
    report.draw([first, *rows[:6]], widths)
    _number_page(report)
    report.draw(rows[6:], widths, heads=0)


def outline(report: Report) -> None:
    """A numbered outline whose lines end in how each is judged."""
    rng = report.rng
    report.say(_LEGEND)
    way = rng.randrange(3)
    symbols = iter(_symbols(report, 8))
    for i, pillar in enumerate(_PILLARS[:2], 1):
        report.say(f"{i}　{pillar}", report.size + 2)
        for j, topic in enumerate(rng.sample(TOPICS, 2), 1):
            report.say(f"（{j}）{topic}", indent=8)
            for k in range(2):
                told, symbol = _done(report), next(symbols)
                lines = wrapped(f"{'①②'[k]}{told}", report.width - 110, report.size)
                for line in lines[:-1]:
                    report.say(line, indent=16)
                end = (f"（評価：{symbol}）", f"［{symbol}］", f"【自己評価 {symbol}】")[way]
                report.say(f"{lines[-1]}{end}", indent=16)
                _judge(report, told, symbol, topic)


def work_calendar(report: Report) -> None:
    """Months down or across; below or beside them what is done, a line each."""
    rng = report.rng
    report.say(f"{report.era()}　年間スケジュール", report.size + 1)
    groups = rng.sample(_GROUPS, 3)
    cells: dict[tuple[int, int], list[str]] = {}
    for m in range(12):
        for g in range(3):
            works = [report.rng.choice(TOPICS)[:14] for _ in range(rng.choice((0, 1, 1, 2)))]
            cells[m, g] = works
            for work in works:
                report.truth.add("schedule", section=groups[g], activity_ja=work,
                                 month=month_of(str(report.year), m), mark="・")  # fmt: skip
    texts = {at: "\n".join(f"・{work}" for work in works) for at, works in cells.items()}
    if rng.random() < 0.6:
        rows: list[list[Content]] = [["月", *groups]]
        rows += [[f"{month}月", *(Box(texts[m, g]) for g in range(3))] for m, month in enumerate(MONTH_NUMBERS)]
        report.draw(rows, [1, 4, 4, 4], size=8)
        return
    for half in (range(6), range(6, 12)):
        rows = [["区分", *(f"{MONTH_NUMBERS[m]}月" for m in half)]]
        rows += [[groups[g], *(Box(texts[m, g]) for m in half)] for g in range(3)]
        report.draw(rows, [2, *[3] * 6], size=7)


def schedule_on(report: Report) -> None:
    """A schedule of marks that goes on over a page break, without headings."""
    widths = [7, *[1.4] * 12]
    heads: list[Content] = ["取組項目", *(f"{m}月" for m in MONTH_NUMBERS)]
    report.draw([heads, *(_marked(report, number) for number in "①②③④⑤")], widths, size=8)
    _number_page(report)
    report.draw([_marked(report, number) for number in "⑥⑦⑧"], widths, heads=0, size=8)


def _marked(report: Report, number: str) -> list[Content]:
    """A row of a schedule, whose marks are written down."""
    work, mark = report.sentence().rstrip("。")[:16], report.rng.choice(("●", "○", "→"))
    months = sorted(report.rng.sample(range(12), report.rng.randint(1, 5)))
    for m in months:
        report.truth.add("schedule", section="", item_no=number, activity_ja=work,
                         month=month_of(str(report.year), m), mark=mark)  # fmt: skip
    return [f"{number}{work}", *(Box(mark if m in months else "", align="center") for m in range(12))]


def judged_apart(report: Report) -> None:
    """A plan in numbered sentences; a second table judges them by their numbers."""
    rng = report.rng
    report.say(_LEGEND)
    report.say("1　事業計画", report.size + 2)
    works = [report.sentence() for _ in range(6)]
    marks = "①②③④⑤⑥"
    for mark, work in zip(marks, works, strict=True):
        for line in wrapped(mark + work, report.width - 20, report.size):
            report.say(line, indent=10)
        report.item(work, "事業計画")
    report.say("2　評価", report.size + 2)
    rows: list[list[Content]] = [["番号", "実施状況", "評価"]]
    for mark, symbol in zip(marks, _symbols(report, 6), strict=True):
        told = _done(report)
        rows.append([Box(mark, align="center"), told, Box(symbol, align="center")])
        _judge(report, told, symbol)
    report.draw(rows, [1, 8, 1.2], style=rng.choice(("closed", "open_sides")))


REVIEW_FORMS: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (control_sheet, "progress", False), (judged_list, "results", False), (steps_down, "progress", False),
    (steps_across, "progress", True), (numbered_boxes, "progress", False), (levels, "progress", True),
    (outline, "results", False), (work_calendar, "plan", False), (schedule_on, "action_plan", True),
    (judged_apart, "progress", False),
)  # fmt: skip
