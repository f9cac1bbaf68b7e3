"""How branches speak of a KPI in a sentence: pieces that say one figure each and note the fact that they state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from samples.render.figures import month_of
from tests.forms.report import WIDE, Report
from tests.forms.vocabulary import KPIS, Kpi

#: KPIs that only sentences name in the tests: amounts, names with brackets in them, shares to be kept small.
_MORE = (
    Kpi("reassessment_amount_per_receipt", ("協会けんぽの再審査レセプト1件当たりの査定額",), "円", 4100, 7900, 0,
        until=2023),
    Kpi("overpayment_recovery_rate_disqualified", ("返納金債権（資格喪失後受診に係るものに限る。）の回収率",), "%",
        48, 76, 2, until=2023),
    Kpi("card_recovery_rate", ("日本年金機構回収分も含めた資格喪失後1か月以内の保険証回収率",), "%", 81, 95, 2,
        until=2023),
    Kpi("combined_assessment_rate", ("社会保険診療報酬支払基金と合算したレセプト点検の査定率",), "%", 0.21, 0.48, 3,
        until=2023),
)  # fmt: skip


@dataclass(frozen=True)
class When:
    """A time: how it is said before a figure, behind one, and what it is ("FY" or YYYY-MM)."""

    before: str
    behind: str
    as_of: str


@dataclass
class Spoken:
    """One KPI while sentences speak of it. Its pieces return what is printed and keep the facts until `tell`."""

    report: Report
    kpi: Kpi
    sign: str
    facts: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng, kpi = self.report.rng, self.kpi
        self.name = rng.choice(kpi.names)
        draw = lambda: round(rng.uniform(kpi.low, kpi.high), kpi.decimals)  # noqa: E731
        self.target, self.result, self.before, self.same, self.nation = (draw() for _ in range(5))
        self.before_target, self.next_target = draw(), draw()
        self.rank, self.rank_before = rng.randint(1, 47), rng.randint(1, 47)
        self.said: set[str] = set()
        self.times = times(self.report)
        self.time = rng.choice(self.times)

    # ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def shown(self, value: float) -> str:
        """A figure with its unit as this report prints it."""
        unit = self.sign if self.kpi.unit == "%" else self.kpi.unit
        return self.report.shown(value, self.kpi.decimals, unit)

    def difference(self, one: float, other: float) -> str:
        """How far two figures are apart, without a sign."""
        unit = "ポイント" if self.kpi.unit == "%" else self.kpi.unit
        return self.report.shown(abs(round(one - other, self.kpi.decimals)), self.kpi.decimals, unit)

    @property
    def sense(self) -> str:
        """以上, or 以下 for what is to be kept small."""
        return "以下" if self.kpi.at_most else "以上"

    @property
    def met(self) -> bool:
        """Whether the result is as good as its target."""
        return self.result <= self.target if self.kpi.at_most else self.result >= self.target

    def own(self) -> str:
        """The branch's result."""
        as_of = self.time.as_of
        self.facts.append(lambda: self.report.actual(self.kpi, self.result, as_of=as_of))
        return self.shown(self.result)

    def of_year(self, back: int) -> str:
        """The result of a whole year before the report's, drawn anew."""
        value = round(self.report.rng.uniform(self.kpi.low, self.kpi.high), self.kpi.decimals)
        year = self.report.year - back
        self.said |= {"last"} if back == 1 else set()
        self.facts.append(lambda: self.report.actual(self.kpi, value, year=year, as_of="FY"))
        return self.shown(value)

    def last(self) -> str:
        """The result of the whole year before."""
        self.said.add("last")
        self.facts.append(lambda: self.report.actual(self.kpi, self.before, year=self.report.year - 1, as_of="FY"))
        return self.shown(self.before)

    def same_time(self) -> str:
        """The result of the same time a year ago."""
        as_of = self.time.as_of
        then = as_of if as_of == "FY" else f"{int(as_of[:4]) - 1}{as_of[4:]}"
        self.facts.append(lambda: self.report.actual(self.kpi, self.same, year=self.report.year - 1, as_of=then))
        return self.shown(self.same)

    def national(self) -> str:
        """The nation's average."""
        self.said.add("nation")
        as_of = self.time.as_of
        self.facts.append(lambda: self.report.actual(self.kpi, self.nation, as_of=as_of, national=True))
        return self.shown(self.nation)

    def place(self, *, before: bool = False) -> str:
        """The rank: 12位, or with last year's (`before`)."""
        self.said.add("rank")
        as_of = self.report.as_of if self.time.as_of == "FY" else self.time.as_of
        last = str(self.rank_before) if before else ""
        self.facts.append(lambda: self.report.truth.add(
            "ranks", kpi_code=self.kpi.code, measure_ja=self.name, as_of=as_of, rank=str(self.rank), previous_rank=last
        ))  # fmt: skip
        return f"{self.rank}位（前年度{last}位）" if before else f"{self.rank}位"

    def aim(self, *, bare: bool = False, year: int | None = None, value: float | None = None) -> str:
        """A target: 60.0%以上, or without its sense (`bare`)."""
        self.said.add("aim")
        value = self.target if value is None else value
        number = f"{value:.{self.kpi.decimals}f}"
        comparator = "=" if bare else "<=" if self.kpi.at_most else ">="
        self.facts.append(lambda: self._target(comparator, number, year))
        return self.shown(value) + ("" if bare else self.sense)

    def as_last_year(self, year: int | None = None) -> str:
        """A target that is last year's figure: 対前年度以上."""
        comparator = "prior_year_or_less" if self.kpi.at_most else "prior_year_or_more"
        self.facts.append(lambda: self._target(comparator, "", year))
        return f"{self.report.rng.choice(('対前年度', '前年度'))}{self.sense}"

    def _target(self, comparator: str, value: str, year: int | None) -> None:
        self.report.truth.add(
            "kpi_targets", fiscal_year=str(year or self.report.year), kpi_code=self.kpi.code, kpi_text=self.name,
            comparator=comparator, target_value=value, unit=self.kpi.unit, source_section="body",
        )  # fmt: skip

    # ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def moved(self, to: float, since: float, ending: int = 0) -> str:
        """上昇し / 上昇した for a figure that changed."""
        up, down = ("上昇", "低下") if self.kpi.unit == "%" else ("増加", "減少")
        return (up if to >= since else down) + ("し", "した", "している")[ending]

    def beyond(self, one: float, other: float, ending: int = 1) -> str:
        """上回り / 上回った / 上回っている for a figure beside another."""
        return ("上回" if one >= other else "下回") + ("り", "った", "っている", "る")[ending]

    def tell(self) -> None:
        """Writes down the facts of what was said, at the place where the report stands."""
        for fact in self.facts:
            fact()
        self.facts.clear()


def times(report: Report) -> tuple[When, ...]:
    """The times by which a report may date its results in a sentence; the first is left unsaid."""
    era, last = report.era(), report.months
    if last == 12:
        march = f"{report.when}末"
        return (
            When("", "", "FY"), When(f"{era}の", f"{era}実績", "FY"), When(f"{era}は", f"{era}", "FY"),
            When(f"{march}時点の", f"{march}時点", report.as_of), When(f"{report.era(style=1)}の", "", "FY"),
        )  # fmt: skip
    month = report.when.split("年")[1]
    part = {3: "第1四半期", 6: "上半期", 9: "第3四半期"}[last]
    earlier = month_of(str(report.year), last - 2)
    named = f"{int(earlier[5:])}月"
    return (
        When("", "", report.as_of),
        When(f"{report.when}末時点の", f"{report.when}末時点", report.as_of),
        When(f"{month}末現在の", f"{month}末現在", report.as_of),
        When(f"{month}末時点で、", f"{month}末", report.as_of),
        When(f"{part}末時点の" if last == 9 else f"{part}の", f"{part}末", report.as_of),
        When(f"{named}末時点の", f"{named}末時点", earlier),
    )


def spoken(report: Report, count: int) -> list[Spoken]:
    """Some KPIs to speak of."""
    pool = [kpi for kpi in (*KPIS, *_MORE) if report.year <= kpi.until]
    sign = report.rng.choice(("%", "％", "％"))
    return [Spoken(report, kpi, sign) for kpi in report.rng.sample(pool, count)]


def as_printed(report: Report, text: str) -> str:
    """A text with all its digits as the report prints them."""
    return text.translate(WIDE) if report.wide else text


#: Sentences with figures of other things: {y} is the report's year of its era, {n} a number, {p} a share.
OTHERS = (
    "支部評議会を令和{y}年10月18日に開催し、委員9名のうち8名が出席した。",
    "健康保険法第150条第1項に基づき、保健事業を実施している。",
    "県内の人口は約{m}万人であり、65歳以上の割合は{p}％となっている。",
    "「保険者機能強化アクションプラン（第6期）」（令和6年度～令和8年度）を踏まえて取り組む。",
    "国は、令和11年度までに特定健診実施率を70％以上とすることを目標としている。",
    "アンケートでは、{p}％が「満足」又は「やや満足」と回答した。",
    "アンケートの回収率は{p}％（{n}件）であった。",
    "広報誌を年4回、毎回{n}部発行した。",
    "健康保険組合の特定健診実施率は82.0％、市町村国保は37.5％となっている。",
    "支部の事業費として{n}千円を計上した。",
    "お問い合わせは業務グループ（電話 0853-12-3456）まで。",
    "令和{y}年度の保険料率は10.0{k}％、介護保険料率は1.60％である。",
    "加入者1人当たり医療費は{n}円で、対前年度比2.3％増となった。",
    "従業員50人以上の事業所を対象に、勧奨文書を{n}社へ送付した。",
    "医療機関{k}か所と協議し、うち7割から協力を得た。",
    "40歳以上の被扶養者に受診券を送付した。",
    "経済産業省の健康経営優良法人2024に{n}法人が認定された。",
    "近隣の支部では{p}％、{p}％となっている。",
    "協会全体では、令和8年度に{p}％以上とすることを目標としている。",
    "特定保健指導の対象者は{n}人で、うち{k}割が初回面談を受けた。",
    "ホームページの閲覧数は{n}件（対前年度比{p}％増）であった。",
    "インセンティブ制度では上位15支部に入り、加算率は0.01％である。",
    "新規に{k}0社と健康宣言の相談を行った。",
    "会議の出席率は{p}％であった。",
    "事業所訪問は{k}回、セミナーは{k}回（参加者{n}名）実施した。",
)


def aside(report: Report) -> str:
    """A sentence that states nothing of a KPI of the branch."""
    rng = report.rng
    text = rng.choice(OTHERS) if rng.random() < 0.7 else report.sentence()
    n = f"{rng.randint(11, 89) * 137:,}"
    return text.format(y=max(report.year - 2018, 2), n=n, p=f"{rng.uniform(20, 95):.1f}", k=rng.randint(2, 9),
                       m=rng.randint(55, 190))  # fmt: skip
