"""Schedules of free build: marks, words and arrows by month, quarter or half-year, months across or down, as bars and
as parts of sheets of action, drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from samples.render.figures import month_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS
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
    for i, row in enumerate(rows):
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
    if pages and not group and len(body) > 3:
        cut = rng.randint(2, len(body) - 1)
        report.draw([*head, *body[:cut]], widths, heads=down, style=drawn, size=7.5)
        report.turn()
        again = rng.random() < 0.6
        report.draw([*(head if again else []), *body[cut:]], widths, heads=down if again else 0, style=drawn, size=7.5)
    else:
        report.draw([*head, *body], widths, heads=down, style=drawn, size=7.5)


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


FREE_SCHEDULES: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (free_marks, "action_plan", True),
    (free_open_marks, "action_plan", True),
)
