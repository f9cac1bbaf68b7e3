"""Schedules of free build: marks, words and arrows by month, quarter or half-year, months across or down, as bars and
as parts of sheets of action, drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from samples.render.figures import month_of
from tests.forms.grid import Box, Content, Grid
from tests.forms.month_forms import MONTH_NUMBERS
from tests.forms.paper import width_of
from tests.forms.report import WIDE, Report

_WHO = ("健診機関", "小規模事業所", "健康保険委員", "関係団体", "評議会", "点検員", "新規適用事業所", "医療機関")
_WHAT = ("への訪問", "への文書送付", "との打合せ", "向け研修", "への電話勧奨", "に対するアンケート")
_PLAIN = (
    "納入告知書同封チラシ", "メールマガジンの配信", "日々の進捗確認", "手引きの改訂", "広報誌の発行",
    "査定事例の分析会", "面接委員会（年４回）", "集団健診の実施", "債権の督促（文書・電話）",
    "満足度調査の結果に基づく改善",
)  # fmt: skip
_WORDS = ("準備", "実施", "打合せ", "公表", "募集", "集計", "評価", "説明会", "発送", "検討", "研修", "上旬", "下旬")
_SPANS = ("随時", "随時実施", "毎月実施", "改善策の実行", "委託期間", "通年", "募集・開催")
_GROUPS = ("業務", "レセプト", "保健", "企画総務")
_PILLARS = ("基盤的保険者機能", "戦略的保険者機能", "組織・運営体制")
_HEADS = ("取組項目", "実施項目", "具体的取組", "取組内容", "行動計画", "項目", "取 組 項 目", "主な取組", "業務内容")
_RULED = ("closed", "closed", "open_sides")
_OPEN = ("horizontal", "ruled_heads", "zebra")


@dataclass
class _Row:
    """An activity with what stands in its months: (first, count, text), each within twelve."""

    name: str
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    number: str = ""
    group: str = ""


def _names(report: Report, count: int) -> list[str]:
    """Names of activities, each once."""
    pool = [*(who + what for who in _WHO for what in _WHAT), *_PLAIN]
    if report.rng.random() < 0.3:
        return [report.sentence().rstrip("。") for _ in range(count)]
    return report.rng.sample(pool, count)


def _marks(report: Report, main: str, spans: bool, words: bool = True) -> list[tuple[int, int, str]]:
    """What stands in the months of one activity."""
    rng = report.rng
    kind = rng.random()
    chosen = sorted(rng.sample(range(12), rng.randint(1, 6)))
    if kind < 0.2:
        return [(m, 1, main) for m in range(12)]
    if kind < 0.5 or not words:
        return [(m, 1, main) for m in chosen]
    if kind < 0.62:
        return [(m, 1, "○" if i == 0 and main == "●" else main) for i, m in enumerate(chosen)]
    if kind < 0.72:
        return [(m, 1, main + rng.choice(_WORDS)) for m in chosen[:3]]
    if kind < 0.85 or not spans:
        return [(m, 1, rng.choice((*_WORDS, f"{MONTH_NUMBERS[m]}/{rng.randint(1, 28)}"))) for m in chosen[:4]]
    first = rng.randint(0, 6)
    count = rng.randint(2, 12 - first)
    word = rng.choice(_SPANS)
    text = rng.choice((word, f"←{word}→", f"← {word} →", "→", "⇒", f"{word}→"))
    more = [(first + count, 1, main)] if first + count < 12 and rng.random() < 0.5 else []
    return [(first, count, text), *more]


def _rows(report: Report, count: int, spans: bool, words: bool = True) -> list[_Row]:
    rng = report.rng
    main = rng.choice(("●", "●", "●", "○", "◎", "★", "■", "◆", "→"))
    return [_Row(name, _marks(report, main, spans, words)) for name in _names(report, count)]


def _record(report: Report, row: _Row, first: int, count: int, text: str) -> None:
    for m in range(first, first + count):
        report.truth.add(
            "schedule",
            section="",
            item_no=row.number,
            activity_ja=row.name,
            month=month_of(str(report.year), m),
            mark=text.replace(" ", ""),
        )


def _month_cells(report: Report, row: _Row, split_spans: bool) -> list[Content]:
    """The twelve months of a row; where no rule would show a span, its arrows stand in its first and last month."""
    cells: list[Content] = []
    for first, count, text in sorted(row.marks):
        cells += [Box("", align="center") for _ in range(first - sum(_width(c) for c in cells))]
        _record(report, row, first, count, text)
        if count > 1 and split_spans:
            middle = text.strip("←→ ")
            cells += [Box("←", align="center"), Box(middle, across=count - 2, align="center"), Box("→", align="center")]
        else:
            cells.append(Box(text, across=count, align="center"))
    return cells + [Box("", align="center") for _ in range(12 - sum(_width(c) for c in cells))]


def _width(cell: Content) -> int:
    return cell.across if isinstance(cell, Box) else 1


def _month_names(report: Report) -> list[str]:
    style = report.rng.choice(("{}月", "{}月", "{}"))
    names = [style.format(m) for m in MONTH_NUMBERS]
    return [name.translate(WIDE) for name in names] if report.rng.random() < 0.2 else names


def _over(report: Report) -> list[tuple[str, int]]:
    """What stands over the months: parts of the year, years of the calendar or nothing."""
    late = report.year - 2018
    years = [(f"令和{late}年", 9), (f"令和{late + 1}年", 3)] if late > 1 else []
    quarters = [(f"第{'１２３４'[i]}四半期", 3) for i in range(4)]
    return report.rng.choice(([], [], quarters, [("上半期", 6), ("下半期", 6)], [("上期", 6), ("下期", 6)], years))


def _grid(report: Report, rows: Sequence[_Row], style: str, *, beside: bool = True, pages: bool = False) -> None:
    """A table of activities by month; `beside` allows columns of owners and remarks, `pages` a page break."""
    rng = report.rng
    ruled = style in _RULED
    number = rng.random() < 0.5
    group = beside and ruled and rng.random() < 0.4
    owner, remark = beside and rng.random() < 0.4, beside and rng.random() < 0.3
    over = _over(report)
    down = 2 if over else 1
    lead: list[Content] = [
        *([Box(rng.choice(("No.", "番号", "")), down=down)] if number else []),
        *([Box(rng.choice(("分野", "柱", "区分")), down=down)] if group else []),
        Box(rng.choice(_HEADS), down=down, align="center"),
        *([Box(rng.choice(("担当", "担当G", "主担当", "所管")), down=down)] if owner else []),
    ]
    tail: list[Content] = [Box("備考", down=down)] if remark else []
    months: list[Content] = [Box(name, align="center") for name in _month_names(report)]
    parts: list[Content] = [Box(name, across=count, align="center") for name, count in over]
    head = [[*lead, *parts, *tail], months] if over else [[*lead, *months, *tail]]
    numbers = rng.choice(("①②③④⑤⑥⑦⑧⑨⑩⑪⑫", "123456789", "（１）（２）"))
    body: list[list[Content]] = []
    half = len(rows) // 2
    cut = rng.randint(2, len(rows) - 1) if pages and not group else len(rows)
    for i, row in enumerate(rows):
        report.truth.place = len(report.sheets) + (i >= cut)
        row.number = (numbers[i] if i < len(numbers) and len(numbers) != 6 else f"({i + 1})") if number else ""
        shade = style == "zebra" and i % 2 == 1
        pillar: list[Content] = []
        if group and i in (0, half):
            pillar = [Box(_PILLARS[i > 0], down=half if i == 0 else len(rows) - half)]
        cells: list[Content] = [
            *([Box(row.number, align="center")] if number else []),
            *pillar,
            Box(row.name),
            *([Box(rng.choice(_GROUPS), align="center")] if owner else []),
            *_month_cells(report, row, not ruled),
            *([Box("" if rng.random() < 0.7 else "必要に応じて見直し")] if remark else []),
        ]
        body.append([_shaded(cell) if shade else cell for cell in cells])
    widths = [
        *([0.9] if number else []),
        *([2.0] if group else []),
        6.0,
        *([1.6] if owner else []),
        *[1.35] * 12,
        *([2.2] if remark else []),
    ]
    drawn = "ruled_heads" if style == "zebra" else style
    report.draw([*head, *body[:cut]], widths, heads=down, style=drawn, size=7.5)
    if cut < len(rows):
        report.turn()
        again = rng.random() < 0.6
        report.draw([*(head if again else []), *body[cut:]], widths, heads=down if again else 0, style=drawn, size=7.5)


def _shaded(cell: Content) -> Content:
    if isinstance(cell, Box):
        cell.shaded = True
    return cell


def free_marks(report: Report) -> None:
    """A grid of months with marks, words and cells over several months between closed rules."""
    _legend(report)
    _grid(report, _rows(report, report.rng.randint(5, 8), True), report.rng.choice(_RULED))


def free_open_marks(report: Report) -> None:
    """The same between horizontal rules, under ruled headings or on shaded rows: the months are told by their place."""
    _legend(report)
    _grid(report, _rows(report, report.rng.randint(5, 8), False), report.rng.choice(_OPEN))


def _legend(report: Report) -> None:
    if report.rng.random() < 0.5:
        report.say(report.rng.choice(("凡例　●：実施　○：準備・調整", "● 実施　○ 準備", "※●は実施、○は準備を示す。")))


def free_schedule_pages(report: Report) -> None:
    """A schedule that goes on over a page break, its headings printed again or not."""
    _legend(report)
    style = report.rng.choice((*_RULED, *_OPEN))
    _grid(report, _rows(report, report.rng.randint(6, 9), style in _RULED), style, pages=True)


def free_plan_and_done(report: Report) -> None:
    """Two lines to every activity: when it is planned and when it was done."""
    rng = report.rng
    first, second = rng.choice((("計画", "実績"), ("予定", "実績"), ("予定", "実施")))
    planned, done = rng.choice((("○", "●"), ("◇", "◆"), ("→", "●"), ("□", "■")))
    number = rng.random() < 0.4
    over = _over(report)
    down = 2 if over else 1
    lead: list[Content] = [
        *([Box("No.", down=down)] if number else []),
        Box(rng.choice(_HEADS), across=2, down=down, align="center"),
    ]
    months: list[Content] = [Box(name, align="center") for name in _month_names(report)]
    parts: list[Content] = [Box(name, across=count, align="center") for name, count in over]
    rows: list[list[Content]] = [[*lead, *parts], months] if over else [[*lead, *months]]
    for i, name in enumerate(_names(report, rng.randint(3, 5)), 1):
        chosen = sorted(rng.sample(range(12), rng.randint(2, 6)))
        for kind, mark in ((first, planned), (second, done)):
            row = _Row(f"{name} {kind}", [(m, 1, mark) for m in chosen if kind == first or m < 9], str(i))
            row.number = str(i) if number else ""
            name_cells: list[Content] = [Box(name, down=2)] if kind == first else []
            number_cells: list[Content] = [Box(str(i), down=2)] if number and kind == first else []
            rows.append([*number_cells, *name_cells, Box(kind, align="center"), *_month_cells(report, row, False)])
    report.draw(
        rows, [*([0.9] if number else []), 5, 1.4, *[1.35] * 12], heads=down, style=rng.choice(_RULED), size=7.5
    )


def free_calendar(report: Report) -> None:
    """Months running down: what is done in each month in words, under groups or in one column."""
    rng = report.rng
    bullet = rng.choice(("・", "・", "●", "○", "■", ""))
    groups = rng.sample(_GROUPS, rng.choice((1, 2, 3)))
    one = len(groups) == 1
    quarters = rng.random() < 0.3
    heads: list[Content] = [
        *(["時期"] if quarters else []),
        rng.choice(("月", "実施月", "時期" if not quarters else "月")),
        *([rng.choice(("実施内容", "主な取組", "主な行事", "取組内容"))] if one else [f"{g}グループ" for g in groups]),
    ]
    report.say(rng.choice(("年間スケジュール", "１．年間実施計画", "年間行事予定")), report.size + 1)
    pool = _names(report, 26) if bullet else [who + what for who in _WHO for what in _WHAT]
    rng.shuffle(pool)
    rows: list[list[Content]] = [heads]
    for m, number in enumerate(MONTH_NUMBERS):
        cells: list[Content] = []
        for group in groups:
            count = rng.choice((0, 1, 1, 1, 2)) if not one else rng.choice((1, 1, 2))
            names = [pool.pop() for _ in range(min(count, len(pool)))]
            cells.append(Box("\n".join(bullet + name for name in names)))
            for name in names:
                report.truth.add("schedule", section=group, activity_ja=name, month=month_of(str(report.year), m),
                                 mark=bullet or name)  # fmt: skip
        quarter: list[Content] = [Box(f"第{m // 3 + 1}四半期", down=3)] if quarters and m % 3 == 0 else []
        rows.append([*quarter, f"{number}月", *cells])
    report.draw(
        rows,
        [*([1.6] if quarters else []), 1, *[5] * len(groups)],
        style=rng.choice(("closed", "open_sides", "horizontal")),
        size=8,
    )


def free_parts(report: Report) -> None:
    """Activities by quarter, half-year or every two months: marks and words, what runs all year in a cell over all."""
    rng = report.rng
    names, length = rng.choice((
        ([f"第{i}四半期" for i in (1, 2, 3, 4)], 3),
        (["第１四半期\n(4～6月)", "第２四半期\n(7～9月)", "第３四半期\n(10～12月)", "第４四半期\n(1～3月)"], 3),
        (["4～6月", "7～9月", "10～12月", "1～3月"], 3),
        (["上半期", "下半期"], 6),
        (["上期", "下期"], 6),
        (["4・5月", "6・7月", "8・9月", "10・11月", "12・1月", "2・3月"], 2),
    ))  # fmt: skip
    owner, number = rng.random() < 0.4, rng.random() < 0.4
    rows: list[list[Content]] = [
        [
            *(["No."] if number else []),
            rng.choice(_HEADS),
            *(["担当"] if owner else []),
            *[Box(n, align="center") for n in names],
        ]
    ]
    mark = rng.choice(("●", "○", "◎", "★", "→"))
    for i, name in enumerate(_names(report, rng.randint(5, 7)), 1):
        row = _Row(name, [], str(i) if number else "")
        lead: list[Content] = [*([str(i)] if number else []), name, *([rng.choice(_GROUPS)] if owner else [])]
        if rng.random() < 0.2:
            word = rng.choice(("通年", "随時", "←通年→", "随時実施"))
            _record(report, row, 0, 12, word)
            rows.append([*lead, Box(word, across=len(names), align="center")])
            continue
        chosen = sorted(rng.sample(range(len(names)), rng.randint(1, len(names))))
        words = rng.random() < 0.3
        cells: list[Content] = []
        for p in range(len(names)):
            text = (rng.choice(_WORDS) if words else mark) if p in chosen else ""
            cells.append(Box(text, align="center"))
            if text:
                _record(report, row, p * length, length, text)
        rows.append([*lead, *cells])
    report.draw(
        rows,
        [*([0.9] if number else []), 6, *([1.6] if owner else []), *[10 / len(names)] * len(names)],
        style=rng.choice(("closed", "open_sides", "horizontal")),
        size=8,
    )


def free_bars(report: Report) -> None:
    """A grid of months with coloured bars over it, words in some of them, beside rows of marks."""
    rng = report.rng
    rows, inside = _rows(report, rng.randint(4, 6), False, words=False), rng.random() < 0.6
    owner = rng.random() < 0.4
    over = _over(report)
    down = 2 if over else 1
    months: list[Content] = [Box(name, align="center") for name in _month_names(report)]
    lead: list[Content] = [Box(rng.choice(_HEADS), down=down), *([Box("担当", down=down)] if owner else [])]
    parts: list[Content] = [Box(name, across=count, align="center") for name, count in over]
    table: list[list[Content]] = [[*lead, *parts], months] if over else [[*lead, *months]]
    bars: list[tuple[int, int, int, str]] = []
    for row in rows:
        beside: list[Content] = [row.name, *([rng.choice(_GROUPS)] if owner else [])]
        if rng.random() < 0.6:
            row.marks = []
            first, count = rng.randint(0, 4), rng.randint(2, 5)
            bars.append((len(table), first, count, rng.choice(_SPANS) if inside else ""))
            if rng.random() < 0.4 and first + count + 2 < 12:
                bars.append((len(table), first + count, 12 - first - count, rng.choice(_WORDS) if inside else ""))
        table.append([*beside, *_month_cells(report, row, False)])
        for at, first, count, text in bars:
            if at == len(table) - 1:
                _record(report, row, first, count, text or "■")
    widths = [6.0, *([1.6] if owner else []), *[1.35] * 12]
    scale = report.width / sum(widths)
    grid = Grid([w * scale for w in widths], table, down, rng.choice((*_RULED, "horizontal")), 8, pad=4)
    tops = [report.y + sum(grid.heights()[:i]) for i in range(len(table) + 1)]
    sides = [report.margin + sum(grid.widths[:i]) for i in range(len(widths) + 1)]
    full, lead_cols = rng.random() < 0.3, len(widths) - 12
    end = grid.draw(report.sheet, report.margin, report.y) + 10
    for row_at, first, count, text in bars:
        left, right = sides[lead_cols + first], sides[lead_cols + first + count]
        slack = 0.3 if full else 3
        report.sheet.fill(left + 1, tops[row_at] + slack, right - 1, tops[row_at + 1] - slack, 0.75)
        if text:
            middle = (left + right - width_of(text, 7)) / 2
            report.sheet.text(middle, (tops[row_at] + tops[row_at + 1]) / 2 - 3.5, text, 7)
    report.y = end


FREE_SCHEDULES: Sequence[tuple[Callable[[Report], None], str, bool | None]] = (
    (free_marks, "action_plan", True),
    (free_open_marks, "action_plan", True),
    (free_schedule_pages, "action_plan", True),
    (free_plan_and_done, "action_plan", True),
    (free_calendar, "action_plan", None),
    (free_parts, "action_plan", True),
    (free_bars, "action_plan", True),
)
