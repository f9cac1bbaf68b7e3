"""One report while it is drawn: its pages, the invented figures and the facts it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from samples.render.figures import month_of
from samples.render.truth import Truth
from tests.forms.grid import Content, Grid
from tests.forms.paper import A4, Sheet, to_pdf
from tests.forms.vocabulary import BRANCHES, KPIS, Kpi, sentences

WIDE = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
KIND_WORDS = {
    "results": ("事業実施結果", "事業報告", "事業実績報告"),
    "progress": ("事業の進捗状況", "事業実施状況", "取組状況"),
    "plan": ("事業計画",),
    "action_plan": ("行動計画",),
}


@dataclass
class Series:
    """The figures of one measure over the fiscal months, `None` where not yet known; `total` as printed or None."""

    measure: str
    unit: str
    values: list[float | None]
    total: float | None
    decimals: int = 0
    code: str = ""
    basis: str = "monthly"

    @property
    def is_rate(self) -> bool:
        """Whether its unit is per cent."""
        return self.unit == "%"


@dataclass
class Report:
    """A report of a branch drawn at random; `months` are known (12 for a full year).

    `contradictions` are kinds and values of facts that the report prints against itself: none of them may be ok.
    """

    rng: Random
    kind: str
    months: int = 12
    landscape: bool = False
    rotate: int = 0
    sideways: bool = False
    margin: float = 40
    sheets: list[Sheet] = field(default_factory=list)
    contradictions: list[tuple[str, float]] = field(default_factory=list)
    ruling: str = ""  # the style of all tables, whatever their form asks for

    def __post_init__(self) -> None:
        self.branch_ja, self.branch = self.rng.choice(BRANCHES)
        self.year = self.rng.randint(2019, 2025)
        self.wide = self.rng.random() < 0.15
        self.truth = Truth(self.branch, str(self.year))
        self.truth.meta = {"producer": "tests.forms"}
        self.size = self.rng.choice((8.0, 9.0, 10.0))
        self.era_style = self.rng.randrange(4)
        self.pool = sentences()
        self.rng.shuffle(self.pool)
        self.turn()
        self.title()

    # ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def sheet(self) -> Sheet:
        """The page being drawn."""
        return self.sheets[-1]

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.sheet.width - 2 * self.margin

    def turn(self) -> None:
        """A new page."""
        width, height = (A4[1], A4[0]) if self.landscape else A4
        self.sheets.append(Sheet(width, height, self.rotate, self.sideways))
        self.truth.place = len(self.sheets)
        self.y = self.margin

    def say(self, text: str, size: float | None = None, indent: float = 0) -> None:
        """A line of running text, broken at the margin by the caller."""
        size = size or self.size
        self.sheet.text(self.margin + indent, self.y, text, size)
        self.y += size * 1.6

    def title(self) -> None:
        """The title in one of the ways in which branches set it."""
        words = self.rng.choice(KIND_WORDS[self.kind])
        era = self.era()
        ending = "" if self.months == 12 or self.kind not in ("progress", "results") else f"（{self.when}末時点）"
        style = self.rng.randrange(3)
        if style == 0:
            self.say(f"{era} {self.branch_ja}支部 {words}{ending}", 14)
        elif style == 1:
            self.say(f"全国健康保険協会{self.branch_ja}支部", 10)
            self.say(f"{era} {words}{ending}", 14)
        else:
            self.say(f"{era} 全国健康保険協会 {self.branch_ja}支部{words}{ending}", 13)
        self.y += 8

    @property
    def when(self) -> str:
        """The last month with figures, as Japanese reports write it."""
        month = (self.months + 2) % 12 + 1
        era = self.year - 2018 + (self.months > 9)
        return f"令和{'元' if era == 1 else era}年{month}月"

    def month(self, index: int) -> str:
        """The index-th month of the fiscal year as YYYY-MM."""
        return month_of(str(self.year), index)

    @property
    def as_of(self) -> str:
        """The last month with figures as YYYY-MM."""
        return month_of(str(self.year), self.months - 1)

    def era(self, year: int | None = None, style: int = 0) -> str:
        """令和6年度, R6年度, 2024年度 or R6."""
        year = self.year if year is None else year
        first, long, short = (2018, "令和", "R") if year >= 2019 else (1988, "平成", "H")
        n = "元" if year - first == 1 else str(year - first)
        return (f"{long}{n}年度", f"{short}{n}年度", f"{year}年度", f"{short}{n}")[style]

    def draw(self, rows: Sequence[Sequence[Content]], widths: Sequence[float], style: str = "closed", heads: int = 1,
             size: float | None = None) -> None:  # fmt: skip
        """A table as wide as the page; `widths` are shares."""
        scale = self.width / sum(widths)
        grid = Grid(
            [w * scale for w in widths], [list(row) for row in rows], heads, self.ruling or style, size or self.size
        )
        self.y = grid.draw(self.sheet, self.margin, self.y) + 10

    def pdf(self) -> bytes:
        """The file."""
        return to_pdf(self.sheets)

    # ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def shown(self, value: float | None, decimals: int = 0, unit: str = "") -> str:
        """A figure as printed; a dash or nothing where there is none."""
        if value is None:
            return ""
        text = f"{abs(value):,.{decimals}f}{unit}"
        text = ("△" if value < 0 else "") + text
        return text.translate(WIDE) if self.wide else text

    def known(self, values: Sequence[float], months: int | None = None) -> list[float | None]:
        """The values of the months that are known."""
        months = self.months if months is None else months
        return [*values[:months], *[None] * (12 - months)]

    def counts(self, measure: str, unit: str, months: int | None = None) -> Series:
        """A measure counted every month, with its sum."""
        base = self.rng.choice((20, 90, 400, 2600))
        values = self.known([self.rng.randint(base, base * 2) for _ in range(12)], months)
        return Series(measure, unit, values, sum(v for v in values if v is not None))

    def running(self, kpi: Kpi, months: int | None = None) -> Series:
        """A KPI that runs up over the year, or one that is measured every month."""
        top = self.rng.uniform(kpi.low, kpi.high)
        if kpi.cumulative and kpi.unit == "%":
            raw = [top * (i + 1) / 12 * self.rng.uniform(0.97, 1.0) for i in range(12)]
        elif kpi.cumulative:
            raw = [top + i * self.rng.uniform(2, 20) for i in range(12)]
        else:
            raw = [min(100.0, top + self.rng.uniform(-0.8, 0.8)) for _ in range(12)]
        raw = sorted(raw) if kpi.cumulative else raw
        values = self.known([round(v, kpi.decimals) for v in raw], months)
        basis = "cumulative" if kpi.cumulative else "monthly"
        return Series(self.rng.choice(kpi.names), kpi.unit, values, None, kpi.decimals, kpi.code, basis)

    def kpis(self, count: int) -> list[Kpi]:
        """Some KPIs in force."""
        return self.rng.sample([kpi for kpi in KPIS if self.year <= kpi.until], count)

    def sentence(self) -> str:
        """A plan sentence not used before."""
        return self.pool.pop()

    # ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def monthly(self, series: Series, year: int | None = None) -> None:
        """Writes down the monthly figures of a series."""
        year = year or self.year
        for i, value in enumerate(series.values):
            if value is not None:
                self.truth.add("monthly_actuals", fiscal_year=str(year), month=month_of(str(year), i),
                               measure_ja=series.measure, kpi_code=series.code, basis=series.basis,
                               value=f"{value:.{series.decimals}f}", unit=series.unit)  # fmt: skip

    def figure(self, measure: str, value: float | None, unit: str, period: str = "FY", *, year: int | None = None,
               dimension: str = "", decimals: int = 0, code: str = "") -> None:  # fmt: skip
        """Writes down the figure of a period."""
        if value is not None:
            self.truth.add("period_totals", fiscal_year=str(year or self.year), measure_ja=measure, kpi_code=code,
                           period=period, value=f"{value:.{decimals}f}", unit=unit, dimension=dimension)  # fmt: skip

    def target(self, kpi: Kpi, name: str, value: float, year: int | None = None) -> None:
        """Writes down a target."""
        self.truth.add("kpi_targets", fiscal_year=str(year or self.year), kpi_code=kpi.code, kpi_text=name,
                       comparator="<=" if kpi.at_most else ">=", target_value=f"{value:.{kpi.decimals}f}",
                       unit=kpi.unit, source_section="body")  # fmt: skip

    def actual(self, kpi: Kpi, value: float, *, year: int | None = None, as_of: str | None = None,
               national: bool = False) -> None:  # fmt: skip
        """Writes down a result: of a month, or (as_of "FY") of a whole year."""
        as_of = self.as_of if as_of is None else as_of
        self.truth.add("kpi_actuals", kpi_code=kpi.code, fiscal_year=str(year or self.year), as_of=as_of,
                       value=f"{value:.{kpi.decimals}f}", unit=kpi.unit, provisional="0",
                       basis="full_year" if as_of == "FY" else "cumulative",
                       scope="national_average" if national else "branch", source_section="body")  # fmt: skip

    def item(self, text: str, section: str = "", number: str = "", year: int | None = None) -> None:
        """Writes down a plan item."""
        self.truth.add("plan_items", fiscal_year=str(year or self.year), section=section, item_no=number, item_ja=text)
