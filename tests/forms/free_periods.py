"""Figures over months and periods, tables of free build: which axis stands across, which down and which in the title,
in which order and words, with what beside it, is all drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.cube import SPANS, Axis, Cube, Head, Layout, Measure, Printer, columns_of
from tests.forms.grid import Box, Content
from tests.forms.month_forms import MONTH_NUMBERS, month_heads
from tests.forms.report import Report

COUNTED = (
    Measure("傷病手当金", "件"), Measure("出産手当金", "件"), Measure("高額療養費", "件", 200, 4000),
    Measure("限度額適用認定証交付件数", "件", 900, 4000), Measure("電話相談件数", "件"), Measure("来所相談件数", "件"),
    Measure("入電件数", "件", 2000, 6000), Measure("応答件数", "件", 1500, 4000), Measure("窓口受付件数", "件"),
    Measure("任意継続加入者数", "人", 100, 900), Measure("初回面談実施者数", "人", 20, 400),
    Measure("健診受診者数", "人", 1200, 9000), Measure("再交付件数", "件"), Measure("照会文書送付件数", "件"),
    Measure("来訪者数", "人"), Measure("返納金調定件数", "件"), Measure("支給決定件数", "件", 300, 2500),
)  # fmt: skip
MONEY = (
    Measure("支給金額", "千円", 9000, 80000), Measure("支給額", "百万円", 100, 900),
    Measure("調定額", "千円", 900, 8000), Measure("効果額", "千円", 300, 7000), Measure("査定額", "千円", 900, 9000),
)  # fmt: skip
RATES = (
    Measure("応答率", "%", 70, 99, 1), Measure("電子申請割合", "%", 5, 60, 1), Measure("書類不備率", "%", 2, 20, 1),
    Measure("途中離脱率", "%", 2, 20, 1), Measure("平均待ち時間", "分", 2, 20, 1),
)  # fmt: skip
DIMENSIONS = (
    ("被保険者", "被扶養者"), ("男性", "女性"), ("男", "女"), ("本人", "家族"), ("東部", "中部", "西部"),
    ("新規", "更新"), ("29歳以下", "30～39歳", "40～49歳", "50歳以上"), ("30歳代", "40歳代", "50歳代", "60歳以上"),
    ("製造業", "建設業", "医療・福祉", "運輸業"), ("入院", "入院外", "歯科", "調剤"),
    ("電話", "来所", "文書", "メール"), ("1～9人", "10～29人", "30～99人", "100人以上"), ("郵送", "窓口", "電子申請"),
)  # fmt: skip
CAPTIONS = (
    "申請の受付状況",
    "月別・期別の状況",
    "業務量の推移",
    "相談・照会の状況",
    "取扱実績",
    "受付窓口の状況",
    "コールセンターの状況",
)
STYLES = ("closed", "closed", "open_sides", "horizontal")
QUARTERS = (
    ("第1四半期", "第2四半期", "第3四半期", "第4四半期"), ("1Q", "2Q", "3Q", "4Q"), ("Q1", "Q2", "Q3", "Q4"),
    ("4～6月", "7～9月", "10～12月", "1～3月"), ("第１四半期", "第２四半期", "第３四半期", "第４四半期"),
    ("第1四半期（4～6月）", "第2四半期（7～9月）", "第3四半期（10～12月）", "第4四半期（1～3月）"),
    ("4月～6月", "7月～9月", "10月～12月", "1月～3月"), ("4-6月", "7-9月", "10-12月", "1-3月"),
)  # fmt: skip
HALVES = (
    ("上期", "下期"),
    ("上半期", "下半期"),
    ("上期（4～9月）", "下期（10～3月）"),
    ("4～9月", "10～3月"),
    ("上半期計", "下半期計"),
)


class Table:
    """One table while its axes are drawn: what is said in its title, in its headings and in its cells."""

    def __init__(self, report: Report) -> None:
        self.report, self.rng = report, report.rng
        self.cube = Cube(report)
        self.layout = Layout(blank=self.rng.choice(("", "", "－", "-", "―", "…")))
        self.default = Head("", year=report.year, part="")
        self.leaves: list[Sequence[str]] = []
        self.unit_at = self.rng.choice(("title", "label", "cell", "line"))
        self.months_before: int | None = None
        self.title = ""

    # ── axes ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def measures(self, count: int, pool: Sequence[Measure] = COUNTED) -> Axis:
        """Several measures; where a unit for all is said in the title they have the same."""
        if self.unit_at in ("title", "line"):
            unit = self.rng.choice([m.unit for m in pool])
            pool = [m for m in pool if m.unit == unit]
        chosen = self.rng.sample(list(pool), min(count, len(pool)))
        self.unit = chosen[0].unit
        marked = self.rng.choice(("（{}）", "({})", "\n（{}）", "［{}］"))
        return [Head(m.name + (marked.format(m.unit) if self.unit_at == "label" else ""), measure=m) for m in chosen]

    def dimension(self, total: float = 0.5) -> Axis:
        """The members of a dimension, with their total before or behind them or without one."""
        leaves = self.rng.choice(
            [words for words in DIMENSIONS if not set(words) & {w for d in self.leaves for w in d}]
        )
        self.leaves.append(leaves)
        heads = [Head(word, dimension=(word,)) for word in leaves]
        if self.rng.random() < total:
            word = self.rng.choice(("計", "合計"))
            heads.insert(self.rng.choice((0, len(heads), len(heads))), Head(word, dimension=(word,)))
        return heads

    def years(self, count: int = 2, changes: bool = False) -> Axis:
        """Years, the last of them the report's own; what has changed between the last two behind them."""
        style = self.report.era_style
        axis = [
            Head(self.report.era(y, style), year=y) for y in range(self.report.year - count + 1, self.report.year + 1)
        ]
        if self.rng.random() < 0.25:
            axis.reverse()
        if changes:
            for role, words in (
                ("増減", ("増減", "前年差", "差引", "対前年増減")),
                ("対前年比", ("対前年比", "前年比", "対前年度比", "前年比（%）", "対前年比(%)")),
            ):
                if self.rng.random() < 0.6:
                    axis.append(Head(self.rng.choice(words), year=self.report.year, role=role))
        return axis

    def parts(self, whole: str | None = None) -> Axis:
        """Quarters or half-years, sums of them among and behind them."""
        kind = self.rng.choice(("quarters", "quarters", "halves", "both"))
        totals = [self.rng.choice(("合計", "計", "年度計", "年間", "通期"))] if whole is None else [whole]
        quarters = [Head(text, part=f"Q{i}") for i, text in enumerate(self.rng.choice(QUARTERS), 1)]
        halves = [Head(text, part=f"H{i}") for i, text in enumerate(self.rng.choice(HALVES), 1)]
        if kind == "quarters":
            axis = quarters
        elif kind == "halves":
            axis = halves
        else:
            halves = [head.with_text(f"{'上下'[i]}期計") for i, head in enumerate(halves)]
            axis = [*quarters[:2], halves[0], *quarters[2:], halves[1]]
        if self.rng.random() < 0.7 and totals[0]:
            axis = [*axis, Head(totals[0], part="")] if self.rng.random() < 0.8 else [Head(totals[0], part=""), *axis]
        return axis

    def months(self, heads: Sequence[str], first: int = 0, last: int = 12, total: float = 0.7) -> Axis:
        """Months, sums of parts of the year among them, the sum or mean before or behind them."""
        axis: Axis = []
        sums = self.rng.choice((None, None, None, "quarters", "halves"))
        for i in range(first, last):
            axis.append(Head(heads[i], part=str(i)))
            for part, (_, end) in SPANS.items():
                if part and end == i + 1 and sums and part[0] == sums[0].upper():
                    number = part[1]
                    text = f"第{number}四半期計" if sums == "quarters" else f"{'上下'[int(number) - 1]}期計"
                    axis.append(Head(text, part=part))
        if self.rng.random() < total and first == 0 and last == 12:
            head = Head(self.rng.choice(("計", "合計", "年度計", "累計")), part="")
            axis = [head, *axis] if self.rng.random() < 0.2 else [*axis, head]
            if self.rng.random() < 0.2:
                axis.append(Head(self.rng.choice(("平均", "月平均")), part="", role="平均"))
        return axis

    # ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, *, name: str = "", extra: str = "") -> None:
        """The title over the table, with what its headings do not say."""
        rng, report = self.rng, self.report
        marks = ("■ ", "○", "（1）", "【", "● ", "1．", "図表1 ", *(() if extra else ("",)))
        text = f"{rng.choice(marks)}{{}}"
        text = text.format((name or rng.choice(CAPTIONS)) + (rng.choice(("", "の推移", "の状況")) if name else ""))
        text += "】" if text.startswith("【") else ""
        unit = rng.choice(("（単位：{}）", "（{}）", "　単位：{}", "［単位：{}］")).format(self.unit)
        report.say(text + extra + (unit if self.unit_at == "title" else ""), report.size + 0.5)
        if self.unit_at == "line":
            report.say(f"（単位：{self.unit}）", indent=rng.choice((0.0, report.width - 60)))

    def draw(self, down: Sequence[Axis], across: Sequence[Axis], corner: Sequence[str] = (), style: str = "") -> None:
        """Prints the table and writes its facts down."""
        rng = self.rng
        if not corner:
            corner = [rng.choice(("区分", "項目", "", "種別"))] if rng.random() < 0.6 or len(down) > 1 else [""]
        self.layout.unit_in_cell = self.unit_at == "cell"
        printer = Printer(self.cube, self.layout, self.default, self.leaves, self.months_before)
        columns, lines = columns_of(across), columns_of(down)
        room = self.report.width / (columns + 2.4 * len(down))
        size = 8.0 if room > 40 else 7.0 if room > 32 else 6.0
        height = (lines + 2) * (size * 1.25 + 6) * 1.4 + 30
        if self.report.y + height > self.report.sheet.height - 30 and self.report.y > 200:
            self.report.turn()
        rows = printer.rows(down, across, corner)
        widths = [*[2.6 if len(down) > 1 else 3.4] * len(down), *[1.0] * columns]
        if columns < 9:
            widths = [*[3.0] * len(down), *[1.8] * columns]
        elif self.report.width / sum(widths) < 24:
            widths = [*[1.9] * len(down), *[1.0] * columns]
        self.report.draw(rows, widths, style or rng.choice(STYLES), heads=len(across), size=size)


def _wide(report: Report) -> int:
    """How many columns of figures fit on the page."""
    return 22 if report.width > 600 else 14


def _placed(table: Table, *axes: Axis, outer_down: bool = False) -> None:
    """Prints axes, each down or across by chance so that the page is wide and long enough."""
    rng, report = table.rng, table.report
    for _ in range(40):
        order = list(axes)
        rng.shuffle(order)
        cut = rng.randint(1, len(order) - 1)
        down, across = order[:cut], order[cut:]
        lines = columns_of(down)
        if columns_of(across) <= _wide(report) and lines <= 26 and len(across) <= 3 and _told(down) and _told(across):
            table.draw(down, across)
            return
    raise AssertionError("no layout fits")


def _told(axes: Sequence[Axis]) -> bool:
    """Whether no change or ratio stands over the years that it compares."""
    return not any(head.role for axis in axes[:-1] for head in axis)


def free_quarters(report: Report) -> None:
    """Parts of the year, measures and perhaps years on any axis."""
    table = Table(report)
    for _ in range(table.rng.randint(1, 2)):
        table = Table(report)
        axes = [table.parts(), table.measures(table.rng.randint(2, 4), (*COUNTED, *MONEY))]
        if table.rng.random() < 0.5 and report.months == 12:
            axes.append(table.years(2))
        table.say()
        _placed(table, *axes)


def free_quarters_of_one(report: Report) -> None:
    """One measure, named by its title: parts of the year, years and what has changed."""
    for _ in range(report.rng.randint(1, 3)):
        table = Table(report)
        table.unit_at = table.rng.choice(("title", "line", "cell"))
        measure = table.measures(1, (*COUNTED, *MONEY))[0]
        table.default = Head("", measure.measure, year=report.year, part="")
        table.say(name=measure.text)
        _placed(table, table.parts(), table.years(table.rng.randint(2, 3), changes=report.months == 12))


def free_dimensions(report: Report) -> None:
    """Figures of one part of the year, which the title tells, by one or two dimensions."""
    rng = report.rng
    for _ in range(rng.randint(1, 2)):
        table = Table(report)
        whole = report.months == 12
        of_half = ("（上期）", "H1") if report.months >= 6 else ("（第1四半期）", "Q1")
        said, part = rng.choice((("", ""), (f"（{report.era()}実績）" if whole else "", ""), of_half))
        table.default = Head("", year=report.year, part=part)
        axes = [table.measures(rng.randint(2, 3), (*COUNTED, *MONEY)), table.dimension()]
        if rng.random() < 0.4:
            axes.append(table.dimension())
        if whole and rng.random() < 0.4 and not said:
            axes.append(table.years(2, changes=rng.random() < 0.5))
        table.say(extra=said)
        _placed(table, *axes)


def free_month_grids(report: Report) -> None:
    """Months with measures, dimensions or years on the other axes."""
    rng = report.rng
    table = Table(report)
    heads = month_heads(report)
    axes: list[Axis] = []
    kind = rng.choice(("dimension", "measures", "years", "rates"))
    if kind == "dimension":
        axes = [table.measures(rng.randint(1, 2)), table.dimension()]
    elif kind == "years":
        heads = [f"{m}月" for m in MONTH_NUMBERS]
        axes = [table.measures(rng.randint(1, 3)), table.years(2, changes=rng.random() < 0.4)]
    elif kind == "rates":
        table.unit_at = rng.choice(("label", "cell"))
        axes = [[*table.measures(rng.randint(1, 2)), *table.measures(rng.randint(1, 2), RATES)]]
    else:
        axes = [table.measures(rng.randint(2, 4), (*COUNTED, *MONEY))]
    months = table.months(heads, total=0.7 if kind != "rates" else 0)
    if kind == "rates":
        months = [head for head in months if (head.part or "").isdigit()]
    if all(len(axis) == 1 for axis in axes[:1]) and len(axes) > 1:
        table.default = Head("", axes[0][0].measure, year=report.year, part="")
        if table.unit_at == "label":
            table.unit_at = "title"
        table.say(name=axes[0][0].measure.name if axes[0][0].measure else "")
        axes = axes[1:]
    else:
        table.say()
    down = rng.random() < 0.45 and columns_of(axes) <= 9
    if down:
        table.draw([months], axes if _told(axes) else axes[::-1], [rng.choice(("月", "", "年月", "区分"))])
    else:
        if len(months) > _wide(report):
            months = [head for head in months if (head.part or "").isdigit()]
        axes = axes if rng.random() < 0.6 or not _told(axes[::-1]) else axes[::-1]
        table.draw(axes, [months])


def free_month_halves(report: Report) -> None:
    """The year in two halves, below one another or side by side in one grid."""
    rng = report.rng
    table = Table(report)
    heads = month_heads(report)
    measures = table.measures(rng.randint(1, 3))
    single = len(measures) == 1
    if single:
        table.default = Head("", measures[0].measure, year=report.year, part="")
        table.unit_at = "title" if table.unit_at == "label" else table.unit_at
    table.say(name=measures[0].measure.name if single and measures[0].measure else "")
    rows: list[list[Content]] = []
    table.layout.unit_in_cell = table.unit_at == "cell"
    printer = Printer(table.cube, table.layout, table.default)
    word = rng.choice(("計", "小計", ""))
    halves = []
    for first, last, part in ((0, 6, "H1"), (6, 12, "H2")):
        axis = [Head(heads[i], part=str(i)) for i in range(first, last)]
        text = f"{'上下'[first // 6]}期計" if word == "小計" else word
        halves.append([*axis, Head(text, part=part)] if word else axis)
    corner = rng.choice(("区分", "項目", "月", ""))
    if rng.random() < 0.5:
        for axis in halves:
            if single:
                rows += [[corner or "月", *[head.text for head in axis]]]
                unit = {"人": "人数", "件": "件数"}.get(table.unit, "件数")
                rows += [[unit, *[printer.cell((head,)) for head in axis]]]
            else:
                rows += printer.rows([measures], [axis], [corner])
        columns = len(halves[0]) + 1
        report.draw(rows, [3, *[1.6] * (columns - 1)], rng.choice(STYLES[:3]), size=7)
        return
    lead = rng.choice(("月", "年月"))
    labels = [head.text for head in measures] if not single else ["件数" if table.unit == "件" else "人数"]
    rows = [[text for _ in halves for text in (lead, *labels)]]
    for left, right in zip(*halves, strict=True):
        rows.append([])
        for head in (left, right):
            figures = [printer.cell((head, m)) for m in measures]
            rows[-1] += [Box(head.text, align="center"), *[Box(text, align="right") for text in figures]]
    report.draw(rows, [2, *[2.2] * len(labels)] * 2, rng.choice(STYLES[:3]), size=7)


def free_year_rows(report: Report) -> None:
    """Whole years one below or beside the other, with the change to the year before; by dimension or measure."""
    rng = report.rng
    table = Table(report)
    table.months_before = None
    count = rng.randint(3, 5)
    whole = report.months == 12
    years = table.years(count)
    if not whole:
        years = [head for head in years if head.year != report.year]
    axes = [table.measures(rng.randint(2, 4), (*COUNTED, *MONEY)) if rng.random() < 0.6 else table.dimension()]
    if axes[0][0].measure is None:
        measure = table.measures(1)[0].measure
        table.default = Head("", measure, year=report.year, part="")
        table.unit_at = "title" if table.unit_at == "label" else table.unit_at
        table.say(name=measure.name if measure else "")
    else:
        table.say()
    _placed(table, years, *axes)


def free_prior(report: Report) -> None:
    """This year's figure up to now beside that of the same time last year, with difference and ratio."""
    rng = report.rng
    table = Table(report)
    last = (report.months + 2) % 12 + 1
    table.months_before = report.months
    if report.months == 12:
        pairs = [("前年度", "今年度"), ("前年度実績", "今年度実績"), (report.era(report.year - 1), report.era()),
                 (f"{report.era(report.year - 1)}実績", f"{report.era()}実績")]  # fmt: skip
    else:
        pairs = [
            ("前年同期", report.era()), ("前年同期", "今期"), ("前年同期", "当期"),
            (f"{report.era(report.year - 1)}（4～{last}月）", f"{report.era()}（4～{last}月）"),
            (f"{report.era(report.year - 1)}{last}月末", f"{report.era()}{last}月末"),
        ]  # fmt: skip
    before, now = rng.choice(pairs)
    years = [Head(before, year=report.year - 1), Head(now, year=report.year)]
    if rng.random() < 0.4:
        years.reverse()
    years += [head for head in table.years(1, changes=True) if head.role]
    axes: list[Axis] = [table.measures(rng.randint(2, 4), (*COUNTED, *MONEY))]
    if rng.random() < 0.4:
        axes.append(table.dimension())
    table.say()
    _placed(table, years, *axes)


def free_brackets(report: Report) -> None:
    """Last year's figure in brackets below, behind or in a row under each figure, as a remark says."""
    rng = report.rng
    table = Table(report)
    table.unit_at = rng.choice(("title", "label"))
    measures = table.measures(rng.randint(2, 3))
    monthly = rng.random() < 0.5
    axis = table.months([f"{m}月" for m in MONTH_NUMBERS], total=0) if monthly else table.parts()
    axis = [h for h in axis if not monthly or (h.part or "").isdigit()]
    if report.months < 12:
        axis = [
            h for h in axis if h.part and (int(h.part) if h.part.isdigit() else SPANS[h.part][1] - 1) < report.months
        ]
    notes = ("（　）内は前年度の数値", "※（　）書きは前年同期", "下段（　）は前年度実績", "※カッコ内は前年度")
    note = rng.choice((*notes, "（注）（　）は前年同月・前年同期の数値"))
    at_top = rng.random() < 0.6
    table.say(extra=f"　{note}" if at_top and rng.random() < 0.5 else "")
    if at_top:
        report.say(note)
    printer = Printer(table.cube, table.layout, table.default)
    where = rng.choice(("below", "behind", "row"))
    mark = "（{}）" if rng.random() < 0.6 else "({})"

    def both(head: Head, measure: Head) -> tuple[str, str]:
        prior = Head("", year=report.year - 1)
        return printer.cell((head, measure)), mark.format(printer.cell((head, measure, prior)))

    down = rng.random() < 0.5 and where != "row"
    corner = rng.choice(("区分", "月" if monthly else "期間", ""))
    rows: list[list[Content]] = [[corner, *[h.text for h in (measures if down else axis)]]]
    for outer in axis if down else measures:
        cells = [both(outer, inner) if down else both(inner, outer) for inner in (measures if down else axis)]
        if where == "row":
            rows.append([Box(outer.text, down=2), *[Box(a, align="right") for a, _ in cells]])
            rows.append([Box(b, align="right") for _, b in cells])
        else:
            between = "\n" if where == "below" else " "
            rows.append([outer.text, *[Box(f"{a}{between}{b}", align="right") for a, b in cells]])
    columns = len(rows[0]) - 1
    report.draw(rows, [3, *[1.2 if columns > 8 else 2] * columns], rng.choice(STYLES), size=6 if columns > 8 else 8)
    if not at_top:
        report.say(note)


def free_month_notes(report: Report) -> None:
    """Months with remarks in their cells or headings, months without figures, units in the cells."""
    rng = report.rng
    table = Table(report)
    heads = [f"{m}月" for m in MONTH_NUMBERS]
    table.layout.blank = rng.choice(("", "－", "集計中", "…", "未確定"))
    style = rng.choice(("mark", "provisional", "head", "none"))
    if style == "mark":
        table.layout.marks = rng.choice((("※1",), ("*",), ("（注）",), ("※",)))
    measures = table.measures(rng.randint(2, 3))
    if style == "head":
        heads[report.months - 1] += rng.choice(("（速報）", "\n（速報値）", "※"))
    table.say()
    months = [Head(text, part=str(i)) for i, text in enumerate(heads)]
    if style == "provisional":
        table.layout.marks = (rng.choice(("\n（速報値）", "（速報）", "(速報値)")),)
    if rng.random() < 0.5:
        table.draw([months], [measures], ["月"])
    else:
        table.draw([measures], [months])
    report.say(rng.choice(("※1 一部推計を含む。", "（注）速報値を含む。", "※ 確定前の数値を含む。")))


def free_dates_down(report: Report) -> None:
    """Rows of year and month, this year's after last year's or alone; sums of a year among them."""
    rng = report.rng
    table = Table(report)
    measures = table.measures(rng.randint(2, 4), (*COUNTED, *MONEY) if table.unit_at == "label" else COUNTED)
    form = rng.randrange(6)
    first_only = rng.random() < 0.4
    years = (report.year - 1, report.year) if rng.random() < 0.35 else (report.year,)
    last = report.months if rng.random() < 0.5 else 12
    rows_axis: Axis = []
    for year in years:
        known = last if year == report.year else 12
        for i in range(known):
            calendar, month = year + (i > 8), MONTH_NUMBERS[i]
            era = calendar - 2018
            text = (
                f"令和{'元' if era == 1 else era}年{month}月", f"{calendar}/{month}", f"R{era}.{month}",
                f"{calendar}年{month}月", f"R{era}年{month}月", f"{calendar}.{month:02d}",
            )[form]  # fmt: skip
            if (calendar, month) < (2019, 5) and form in (0, 2, 4):
                era = calendar - 1988
                text = {0: f"平成{era}年{month}月", 2: f"H{era}.{month}", 4: f"H{era}年{month}月"}[form]
            if first_only and form in (0, 3, 4) and i not in (0, 9):
                text = f"{month}月"
            rows_axis.append(Head(text, year=year, part=str(i)))
        if rng.random() < 0.5:
            total = rng.choice(("計", "合計")) if len(years) == 1 else f"{report.era(year)}計"
            rows_axis.append(Head(total, year=year, part=""))
    table.say()
    table.draw([rows_axis], [measures], [rng.choice(("年月", "月", "", "対象月"))])


def free_years_apart(report: Report) -> None:
    """A table of its own for every year, its title the year."""
    rng = report.rng
    table = Table(report)
    monthly = rng.random() < 0.5
    measures = table.measures(rng.randint(2, 3))
    axis = table.months([f"{m}月" for m in MONTH_NUMBERS]) if monthly else table.parts()
    if len(axis) > _wide(report):
        axis = [head for head in axis if (head.part or "").isdigit()]
    table.say()
    mark = rng.choice(("{}", "【{}】", "＜{}＞", "（{}）", "■{}", "○{}の状況"))
    down = not monthly and rng.random() < 0.4
    style, corner = rng.choice(STYLES), [rng.choice(("区分", "項目", ""))]
    years = [report.year - 1, report.year]
    if rng.random() < 0.5:
        years.reverse()
    for year in years:
        report.say(mark.format(report.era(year)))
        table.default = Head("", year=year, part="")
        table.draw([axis] if down else [measures], [measures] if down else [axis], corner, style)


def free_unit_blocks(report: Report) -> None:
    """Blocks of measures, each with its own unit: in a column of its own, in the headings of blocks or in the rows."""
    rng = report.rng
    table = Table(report)
    table.unit_at = "column"
    monthly = rng.random() < 0.6
    axis = table.months([f"{m}月" for m in MONTH_NUMBERS], total=0.5) if monthly else table.parts()
    if len(axis) > _wide(report) - 2:
        axis = [head for head in axis if (head.part or "").isdigit()]
    chosen = [*rng.sample(COUNTED, 2), *rng.sample(MONEY, 1)]
    style = rng.choice(STYLES)
    report.say(f"■ {rng.choice(CAPTIONS)}", report.size + 0.5)
    printer = Printer(table.cube, table.layout, table.default)
    where = rng.choice(("column", "band", "row"))
    rows: list[list[Content]] = []
    lead = 2 if where == "column" else 1
    heads: list[Content] = [Box(head.text, align="center") for head in axis]
    rows.append(["項目", *(["単位"] if where == "column" else []), *heads])
    if where == "column":
        for m in chosen:
            rows.append([m.name, Box(m.unit, align="center"), *[printer.cell((h, Head("", m))) for h in axis]])
    elif where == "band":
        for m in chosen:
            leaves = rng.choice(DIMENSIONS[:4])
            rows.append([Box(f"{m.name}（{m.unit}）", across=len(axis) + 1)])
            for word in leaves:
                rows.append([word, *[printer.cell((h, Head("", m, (word,)))) for h in axis]])
    else:
        for m in chosen:
            rows.append([f"{m.name}\n（単位：{m.unit}）", *[printer.cell((h, Head("", m))) for h in axis]])
    columns = len(axis)
    report.draw(rows, [3.2, *[1.2] * (lead - 1), *[1.1] * columns], style, size=7 if columns < 10 else 6)


FREE_PERIODS: Sequence[Callable[[Report], None]] = (
    free_quarters, free_quarters_of_one, free_dimensions, free_month_grids, free_month_halves, free_year_rows,
    free_prior, free_brackets, free_month_notes, free_dates_down, free_years_apart, free_unit_blocks,
)  # fmt: skip
