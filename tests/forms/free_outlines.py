"""Outlines of free build: headings of any numbering over any list of work, with judgements beside it or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.paper import width_of, wrapped
from tests.forms.plan_words import GROUPS, HEADINGS, PILLAR_ENDS, PILLARS, Legend, Work, judge, legend_of
from tests.forms.report import WIDE, Report

_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
#: Heads of the levels of an outline, outermost first: {n} a number, {w} a wide one, {r} Roman, {c} circled.
_CHAINS = (
    ("第{n}章　", "{n}．"), ("第{n}　", "{n}　"), ("{r}．", "{w}．"), ("{r}　", "{n}　"), ("{n}．", "（{n}）"),
    ("{n}　", "({n})"), ("{w}．", "（{w}）"), ("{n}．", "{c}"), ("【】", "（{n}）"), ("■", "（{n}）"), ("◆", "◇"),
    ("{r}", "<>"), ("■", "【】"), ("{n}.", "{n}-{m} "), ("（{n}）", "{c}"),
)  # fmt: skip
#: Marks of items: bullets, and numbers in turn.
_MARKS = ("・", "○", "●", "➢", "{c}", "{k}　", "({k})", "{k}）", "{a})", "({n})", "{n})", "□", "✓", "▶", "- ")
_KANA, _LETTERS = "アイウエオカキクケ", "abcdefghi"
#: Which heads and marks would be taken for each other.
_ALIKE = ({"（{n}）", "（{w}）", "({n})"}, {"{c}"}, {"■", "□", "◆", "◇"})


def _numbered(mark: str, number: int, name: str = "", above: int = 1) -> str:
    """A head or mark with its number, around or before a name."""
    if mark in ("【】", "<>"):
        return mark[0] + name + mark[1]
    shown = mark.format(
        n=number, w=str(number).translate(WIDE), r=_ROMAN[number - 1], c=_CIRCLED[number - 1],
        k=_KANA[number - 1], a=_LETTERS[number - 1], m=number,
    )  # fmt: skip
    if mark == "{n}-{m} ":
        shown = f"{above}-{number} "
    return shown + name


def _levels(report: Report) -> tuple[tuple[str, ...], str]:
    """The heads of the levels and a mark of items that is none of them."""
    rng = report.rng
    chain = rng.choice(_CHAINS)
    chain = chain if rng.random() < 0.75 else chain[1:]
    used = set(chain)
    for group in _ALIKE:
        used |= group if group & used else set()
    return chain, rng.choice([mark for mark in _MARKS if mark not in used])


class _Writer:
    """Writes lines down the pages of a report, a step of indent for each level; `whole`: no page cuts a paragraph."""

    def __init__(self, report: Report, whole: bool = False) -> None:
        self.report = report
        self.whole = whole
        self.step = report.rng.choice((0.0, 1.0, 2.0)) * report.size
        self.hangs = report.rng.random() < 0.6
        self.gap = report.rng.choice((0, 0, 4, 16))
        self.foot = report.rng.choice(("", "{}", "- {} -", "－{}－", "{}ページ"))
        self.running = report.rng.choice(("", "", "事業計画（続き）", "全国健康保険協会"))

    def _turn(self) -> None:
        """The next page; the number of this one stands below it and a running title over the next, or neither."""
        report = self.report
        page = len(report.sheets)
        foot = self.foot.format(page)
        report.sheet.text(report.margin + report.width / 2, report.sheet.height - report.margin + 8, foot, report.size)
        report.turn()
        if self.running:
            report.say(self.running, report.size * 0.8)

    def say(self, text: str, depth: int, size: float | None = None, hang: float = 0.0, tail: str = "") -> None:
        """A paragraph, its further lines under its text or its mark; `tail` stands at the right end of the last one."""
        report = self.report
        size = size or report.size
        indent = depth * self.step
        room = report.width - indent - size
        room -= width_of(tail, size) + 3 * size if tail else 0
        lines = _lines(text, room, hang if self.hangs else 0.0, size)
        for i, line in enumerate(lines):
            below = (len(lines) - 1 if self.whole and i == 0 else 0) * 1.6 * size
            if report.y + below > report.sheet.height - report.margin - 2 * size:
                self._turn()
            if tail and i == len(lines) - 1:
                at = report.margin + report.width - width_of(tail, size)
                report.sheet.text(at, report.y, tail, size)
            report.say(line, size, indent + (hang if i and self.hangs else 0.0))
        report.y += self.gap


def _lines(text: str, room: float, hang: float, size: float) -> list[str]:
    """Lines that fit: the first one the whole width, the others what is left behind the indent."""
    first = wrapped(text, room, size)
    if len(first) < 2 or not hang:
        return first
    return [first[0], *wrapped(text[len(first[0]) :], room - hang, size)]


def _outline(report: Report, write: _Writer, chain: tuple[str, ...], items: Callable[[str, str, int], None]) -> None:
    """Draws headings; `items` draws what stands below the innermost, given its path, its name and its depth."""
    rng = report.rng
    names = rng.sample(HEADINGS, len(HEADINGS))
    end = rng.choice(PILLAR_ENDS)
    larger = rng.random() < 0.5
    owner = rng.random() < 0.25
    weighed = rng.random() < 0.25
    for i, pillar in enumerate(rng.sample(PILLARS, rng.randint(2, 3)), 1):
        head = _numbered(chain[0], i, pillar + end)
        top = head
        if len(chain) > 1:
            write.say(head, 0, report.size * (1.2 if larger else 1))
        for j in range(1, rng.randint(2, 3) + 1):
            name = names.pop() if names else f"{pillar}の推進"
            inner = _numbered(chain[-1], j if len(chain) > 1 else (i - 1) * 3 + j, name, i)
            group = rng.choice(GROUPS) if owner else ""
            high = "【重要度：高】" if weighed and rng.random() < 0.6 else ""
            write.say(f"{inner}{f'（{group}）' if group else ''}{high}", len(chain) - 1)
            items(f"{top} > {inner}" if len(chain) > 1 else inner, group, len(chain))


def free_outline(report: Report) -> None:
    """A plan in running text: headings of one or two levels, lists of work below them, marked in any way."""
    rng = report.rng
    chain, mark = _levels(report)
    work = Work(rng, rng.choice(("sentence", "sentence", "verb", "polite", "phrase")))
    write = _Writer(report)
    marked = work.way != "sentence" or rng.random() < 0.8

    def items(section: str, group: str, depth: int) -> None:
        for k in range(1, rng.randint(1, 4) + 1):
            text = work.planned()
            shown = _numbered(mark, k) if marked else "　"
            write.say(shown + text, depth, hang=width_of(shown, report.size))
            report.item(text, section)

    _outline(report, write, chain, items)


#: Where a judgement stands beside what it judges.
_BESIDE = ("leader", "right", "gap", "boxed", "labelled", "ahead", "boxed_ahead")


def _judged(write: _Writer, way: str, label: str, shown: str, text: str, mark: str, depth: int) -> None:
    """A line with its judgement before or behind it."""
    size = write.report.size
    hang = width_of(shown, size)
    if way == "right":
        write.say(shown + text, depth, hang=hang, tail=mark)
    elif way == "leader":
        line = shown + text
        room = write.report.width - depth * write.step - width_of(line + mark, size) - 2 * size
        dots = write.report.rng.choice("…・.-") * 3
        unit = width_of(dots, size)
        write.say(f"{line} {dots * max(1, int(room // unit))} {mark}", depth, hang=hang)
    elif way == "gap":
        write.say(f"{shown}{text}　　{mark}", depth, hang=hang)
    elif way == "boxed":
        write.say(f"{shown}{text}【{mark}】", depth, hang=hang)
    elif way == "labelled":
        write.say(f"{shown}{text}【{label}：{mark}】", depth, hang=hang)
    elif way == "ahead":
        write.say(f"{mark}　{text}", depth, hang=2 * size)
    else:
        write.say(f"{shown}【{mark}】{text}", depth, hang=hang)


def free_judged_outline(report: Report) -> None:
    """An outline of work with a judgement beside each piece: what was planned, or what was done."""
    rng = report.rng
    way = rng.choice(_BESIDE)
    legend = legend_of(rng, letters=way in ("boxed", "labelled", "boxed_ahead"))
    at_end = rng.random() < 0.3
    if not at_end:
        report.say(legend.line)
    chain, mark = _levels(report)
    mark = mark if mark not in ("○", "□") else "・"
    told = rng.random() < 0.5 or way == "ahead"  # what is planned stands behind no symbol, which would be its bullet
    heads = (
        ("実施結果と評価", "取組状況", "主な実施結果")
        if told
        else ("事業計画の実施項目と自己評価", "取組項目と評価", "計画の進捗")
    )
    report.say(f"{rng.choice(heads)}", report.size * 1.2)
    work, write = Work(rng, rng.choice(("sentence", "phrase", "verb"))), _Writer(report, whole=True)
    label = rng.choice(("評価", "自己評価", "判定", "進捗"))
    drawn = _marks(report, legend)

    def items(section: str, group: str, depth: int) -> None:
        for k in range(1, rng.randint(1, 3) + 1):
            text = work.told() if told else work.planned()
            symbol = drawn.pop()
            _judged(write, way, label, _numbered(mark, k), text, symbol, depth)
            judge(report, text, symbol, section, status=legend.marks[symbol])
            if not told:
                report.item(text, section)

    _outline(report, write, chain, items)
    if at_end:
        report.say(legend.line)


def _marks(report: Report, legend: Legend) -> list[str]:
    """Marks enough for an outline, of which the first ones drawn differ."""
    return legend.draw(report.rng, 30)


def free_parted_outline(report: Report) -> None:
    """Under every heading the plan, what was done and how it is judged, each behind or below a label."""
    rng = report.rng
    legend = legend_of(rng)
    report.say(legend.line)
    chain, mark = _levels(report)
    labels = rng.choice((
        ("計画", "実施状況", "評価"), ("事業計画", "取組状況", "自己評価"), ("取組内容", "実施結果", "判定"),
        ("計画内容", "進捗状況", "評価"), ("具体的取組", "取組結果", "達成状況"),
    ))  # fmt: skip
    frame = rng.choice(("【{}】", "＜{}＞", "〈{}〉", "[{}]", "{}："))
    inline = rng.random() < 0.5 or frame == "{}："
    work, write = Work(rng, rng.choice(("sentence", "polite"))), _Writer(report)
    drawn = _marks(report, legend)

    def items(section: str, group: str, depth: int) -> None:
        symbol = drawn.pop()
        count = 1 if inline else rng.randint(1, 3)
        planned, done = [work.planned() for _ in range(count)], [work.told() for _ in range(count)]
        for label, texts in zip(labels, (planned, done, [symbol]), strict=True):
            head = frame.format(label)
            if inline:
                write.say(f"{head}{texts[0]}", depth, hang=report.size)
                continue
            write.say(head, depth)
            for k, text in enumerate(texts, 1):
                shown = "" if text == symbol else _numbered(mark, k)
                write.say(shown + text, depth + 1, hang=width_of(shown, report.size))
        for text in planned:
            report.item(text, section)
        judge(report, done[0], symbol, section, status=legend.marks[symbol])

    _outline(report, write, chain, items)


FREE_OUTLINES: Sequence[tuple[Callable[[Report], None], str, bool]] = (
    (free_outline, "plan", False),
    (free_judged_outline, "progress", False),
    (free_parted_outline, "results", False),
)
