"""Sentences on results in turns of their own: the figure before the name, years in a row, an earlier year first."""

from __future__ import annotations

from collections.abc import Callable

from tests.forms.spoken import Spoken, When

_ENDS = ("となりました。", "にとどまりました。", "まで上昇しました。", "を確保しました。", "に達しました。")


def turned(one: Spoken) -> str:
    """One sentence about a result in one of these turns."""
    rng, report = one.report.rng, one.report
    full = one.time.as_of == "FY"
    if not one.time.behind:
        one.time = one.times[0]
    turns = [_relative, _years, _history, _attained, _progress, _counted, _bracketed, _polite, _compared, _placed]
    turn: Callable[[Spoken], str] = rng.choice(turns + ([_short] if full else [_than_same_time] * 2))
    if turn in (_short, _than_same_time):
        one.time = one.times[0]
    if turn is _history or (turn is _years and full):
        one.time = When("", "", "FY" if full else report.as_of)
    return turn(one)


def _dated(one: Spoken) -> str:
    return f"{one.time.behind}で" if one.time.behind else ""


def _short(one: Spoken) -> str:
    return f"{one.name}　{one.own()}／目標　{one.aim()}"


def _relative(one: Spoken) -> str:
    short = "目標を達成した" if one.met else "目標に届かなかった"
    return f"{_dated(one)}{one.own()}となった{one.name}は、{short}。"


def _years(one: Spoken) -> str:
    era, year = one.report.era, one.report.year
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
