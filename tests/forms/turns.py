"""Sentences on results in turns of their own: the figure before the name, years in a row, an earlier year first."""

from __future__ import annotations

from collections.abc import Callable

from tests.forms.spoken import Spoken, When

#: Sentences that go on about a KPI with figures that are none of it: {p} and {q} are shares.
_BESIDE = (
    "年度末には{p}となる見込みである。",
    "男女別では、男性{p}、女性{q}であった。",
    "年代別では、40歳代が{p}と最も高い。",
    "事業所の規模別では、50人未満の事業所が{p}となっている。",
    "上位の支部は{p}を超えている。",
    "業態別では、運輸業が{p}と低い。",
    "対前年度の伸び率は{p}である。",
    "目標に対する進捗率は{p}である。",
    "このうち、集団健診によるものが{p}を占める。",
    "郡部では{p}、市部では{q}と差がある。",
    "最も高い支部は{p}、最も低い支部は{q}である。",
    "県全体では{p}、市町村国保では{q}である。",
    "なお、未回答の事業所が{p}あった。",
    "協会けんぽ全体の目標は{p}である。",
    "勧奨した事業所の{p}から申し込みがあった。",
    "受診者の満足度は{p}であった。",
    "電子申請の割合は{p}まで増えた。",
    "推計では来年度は{p}前後と見込まれる。",
    "同じ期間の勧奨率は{p}、予約率は{q}であった。",
)
_ENDS = ("となりました。", "にとどまりました。", "まで上昇しました。", "を確保しました。", "に達しました。")


def turned(one: Spoken) -> str:
    """One sentence about a result in one of these turns."""
    rng, report = one.report.rng, one.report
    full = one.time.as_of == "FY"
    if not one.time.behind:
        one.time = one.times[0]
    turns = [
        _relative,
        _years,
        _history,
        _attained,
        _progress,
        _counted,
        _bracketed,
        _polite,
        _compared,
        _placed,
        _arrowed,
        _of_both,
        _kpi_first,
        _level,
        _said_briefly,
        _over,
        _despite,
        _forecast,
        _goal_first,
        _outcome,
        _next_goal,
        _changed_rank,
        _in_all,
        _since,
        _twice,
        _from_to,
        _not_told,
    ]
    turn: Callable[[Spoken], str] = rng.choice(turns + ([_short] if full else [_than_same_time] * 2))
    if turn in (_short, _than_same_time):
        one.time = one.times[0]
    if turn is _history or (turn is _years and full):
        one.time = When("", "", "FY" if full else report.as_of)
    return turn(one)


def beside(one: Spoken) -> str:
    """A sentence that goes on about a KPI, but with figures of something else."""
    rng = one.report.rng
    p, q = (f"{rng.uniform(20, 95):.1f}{one.sign}" for _ in range(2))
    return rng.choice(_BESIDE).format(p=p, q=q)


def _dated(one: Spoken) -> str:
    return f"{one.time.behind}で" if one.time.behind else ""


def _short(one: Spoken) -> str:
    return f"{one.name}　{one.own()}／目標　{one.aim()}"


def _relative(one: Spoken) -> str:
    short = "目標を達成した" if one.met else "目標に届かなかった"
    return f"{_dated(one)}{one.own()}となった{one.name}は、{short}。"


def _years(one: Spoken) -> str:
    era, year = one.report.era, one.report.year
    one.said |= {"nation", "rank"}  # of which of the years they were would not be said
    now = f"、{era()}{one.own()}" if one.time.as_of == "FY" else ""
    return f"{one.name}は、{era(year - 2)}{one.of_year(2)}、{era(year - 1)}{one.of_year(1)}{now}と推移している。"


def _history(one: Spoken) -> str:
    report = one.report
    now = report.era() if one.time.as_of == "FY" else f"{report.when}末時点"
    return f"{report.era(report.year - 1)}の{one.name}は{one.of_year(1)}であったが、{now}は{one.own()}となった。"


def _attained(one: Spoken) -> str:
    rate = f"{one.report.rng.uniform(70, 110):.1f}{one.sign}"
    return f"{one.name}は{_dated(one)}{one.own()}であり、目標に対する達成率は{rate}である。"


def _progress(one: Spoken) -> str:
    rate = f"{one.report.rng.uniform(30, 90):.1f}{one.sign}"
    return f"{one.name}は、年間目標{one.aim()}に対し、{_dated(one) or '実績'}{one.own()}（進捗率{rate}）である。"


def _counted(one: Spoken) -> str:
    base = one.report.rng.randint(9000, 90000)
    return f"対象者{base:,}人のうち{base // 3:,}人が受診し、{one.name}は{_dated(one)}{one.own()}となった。"


def _bracketed(one: Spoken) -> str:
    return f"{one.name}（KPI：{one.aim()}）は{_dated(one)}{one.own()}となった。"


def _than_same_time(one: Spoken) -> str:
    away, beyond = one.difference(one.result, one.same), one.beyond(one.result, one.same, 3)
    return f"{one.name}は、前年同期（{one.same_time()}）を{away}{beyond}{one.own()}となった。"


def _polite(one: Spoken) -> str:
    return f"{one.name}は{_dated(one)}{one.own()}{one.report.rng.choice(_ENDS)}"


def _compared(one: Spoken) -> str:
    away, moved = one.difference(one.result, one.before), one.moved(one.result, one.before, 2)
    return f"{one.name}は、{_dated(one)}{one.own()}と、前年度より{away}{moved}。"


def _placed(one: Spoken) -> str:
    said = f"{one.name}は{_dated(one)}{one.own()}（目標{one.aim()}のところ）で、"
    return f"{said}全国{one.place(before=True)}でした。"


def _arrowed(one: Spoken) -> str:
    return f"{one.name}：目標{one.aim()} → {_dated(one).removesuffix('で') or '実績'}{one.own()}。"


def _of_both(one: Spoken) -> str:
    era, year = one.report.era, one.report.year
    before = f"（{era(year - 1)}：{one.of_year(1)}、{era(year - 2)}：{one.of_year(2)}）"
    return f"{one.name}は、{_dated(one)}{one.own()}{before}である。"


def _kpi_first(one: Spoken) -> str:
    return f"KPIである{one.name}{one.aim()}に対して、{_dated(one)}{one.own()}の実績となった。"


def _level(one: Spoken) -> str:
    return f"{one.name}は{_dated(one)}{one.own()}と、前年度（{one.last()}）と同水準であった。"


def _said_briefly(one: Spoken) -> str:
    return f"{one.name}は、{_dated(one)}{one.own()}（目標比{one.difference(one.result, one.target)}の差）。"


def _over(one: Spoken) -> str:
    away = one.difference(one.result, one.nation)
    return f"{one.name}は{_dated(one)}{one.own()}となり、全国平均{one.national()}との差は{away}である。"


def _despite(one: Spoken) -> str:
    short = "を達成した" if one.met else "には至らなかった"
    return f"{one.name}について、勧奨に努めた結果、{_dated(one)}{one.own()}となったが、KPI（{one.aim()}）{short}。"


def _forecast(one: Spoken) -> str:
    likely = f"{one.report.rng.uniform(30, 90):.1f}{one.sign}"
    return f"{one.name}は{_dated(one)}{one.own()}であり、年度末には{likely}程度を見込んでいる。"


def _goal_first(one: Spoken) -> str:
    return f"{one.name}は、{one.aim()}の目標に対し、{_dated(one)}{one.own()}であった。"


def _outcome(one: Spoken) -> str:
    met = "達成" if one.met else "未達成"
    one.time = one.times[0]
    return f"{one.name}　{met}（実績{one.own()}／目標{one.aim()}）。"


def _next_goal(one: Spoken) -> str:
    year = one.report.year + 1
    goal = one.aim(year=year, value=one.next_target)
    return f"{one.name}は{_dated(one)}{one.own()}となった。{one.report.era(year)}は{goal}を目標とする。"


def _changed_rank(one: Spoken) -> str:
    one.said.add("rank")
    as_of = one.report.as_of if one.time.as_of == "FY" else one.time.as_of
    one.facts.append(lambda: one.report.truth.add(
        "ranks", kpi_code=one.kpi.code, measure_ja=one.name, as_of=as_of, rank=str(one.rank),
        previous_rank=str(one.rank_before),
    ))  # fmt: skip
    return f"{one.name}は{_dated(one)}{one.own()}となり、全国順位は{one.rank_before}位から{one.rank}位となった。"


def _in_all(one: Spoken) -> str:
    count = one.report.rng.randint(1200, 9800)
    return f"勧奨文書を{count:,}件送付し、{_dated(one)}{one.name}は{one.own()}（目標：{one.aim()}）となった。"


def _since(one: Spoken) -> str:
    era, year = one.report.era, one.report.year
    return f"{era(year - 2)}に{one.of_year(2)}であった{one.name}は、{_dated(one)}{one.own()}となった。"


def _twice(one: Spoken) -> str:
    year = one.report.era(one.report.year - 1)
    said = f"{one.name}（{year}実績{one.of_year(1)}）は、{_dated(one)}{one.own()}で、目標{one.aim()}を"
    return said + ("達成した。" if one.met else "下回る結果となった。")


def _from_to(one: Spoken) -> str:
    era, year = one.report.era, one.report.year
    now = one.time.behind or era()
    return f"{one.name}：{one.of_year(1)}（{era(year - 1)}）→ {one.own()}（{now}）。"


def _not_told(one: Spoken) -> str:
    short = f"{one.report.rng.uniform(1, 9):.1f}ポイント"
    return f"{one.name}は{_dated(one)}{one.own()}であり、目標の達成にはあと{short}が必要である。"
