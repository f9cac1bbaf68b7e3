"""Figures in sentences and lists of free build: who, when and what for stand where they like, drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.grid import Box, Content
from tests.forms.report import Report
from tests.forms.setting import Setter
from tests.forms.spoken import Spoken, as_printed, aside, spoken
from tests.forms.turns import beside, turned
from tests.forms.vocabulary import TOPICS

# ── sentences about results ──────────────────────────────────────────────────────────────────────────────────────────


def _subject(one: Spoken) -> str:
    """The KPI and its time, up to the figure: 12月末時点の…率は."""
    time, rng = one.time, one.report.rng
    if not time.before:
        return one.name + rng.choice(("は", "は、", "については、", "の実績は"))
    if time.before.endswith("は"):
        return f"{time.before}、{one.name}が"
    if time.before.endswith("、"):
        return f"{time.before}{one.name}は"
    if time.behind and rng.random() < 0.4:
        said = rng.choice((f"{one.name}（{time.behind}）は", f"{one.name}は、{time.behind}で"))
        return said
    return f"{time.before}{one.name}は"


def _aside_in_brackets(one: Spoken) -> str:
    """What a bracket behind the result says, or nothing."""
    rng = one.report.rng
    full = one.time.as_of == "FY"
    before = [
        lambda: f"前年度{one.last()}",
        lambda: f"{one.report.era(one.report.year - 1)}：{one.last()}",
        lambda: f"目標：{one.aim()}",
        lambda: f"目標{one.aim()}",
        lambda: f"全国平均{one.national()}",
        lambda: f"全国平均：{one.national()}",
        lambda: f"全国{one.place()}",
        lambda: f"全支部中第{one.place()}",
        lambda: f"対前年度{'+' if one.result >= one.before else '△'}{one.difference(one.result, one.before)}",
    ]
    if not full:
        before += [lambda: f"前年同期{one.same_time()}"]
    return f"（{rng.choice(before)()}）"


def _versus_target(one: Spoken) -> str:
    """The clause that a sentence ends in: how the result compares with its target."""
    away = one.difference(one.result, one.target)
    bare = one.report.rng.random() < 0.5
    if one.met:
        return one.report.rng.choice((
            lambda: f"目標の{one.aim(bare=bare)}を達成した",
            lambda: f"目標（{one.aim(bare=bare)}）を{away}{one.beyond(one.result, one.target)}",
            lambda: f"KPI（{one.aim()}）を達成した",
            lambda: f"目標値{one.aim(bare=True)}を{one.beyond(one.result, one.target)}",
        ))()  # fmt: skip
    return one.report.rng.choice((
        lambda: f"目標の{one.aim(bare=bare)}には届かなかった",
        lambda: f"目標（{one.aim(bare=bare)}）を{one.beyond(one.result, one.target)}",
        lambda: f"目標（{one.aim(bare=bare)}）には及ばなかった",
        lambda: f"KPIの{one.aim()}は未達成となった",
        lambda: f"目標値の{one.aim(bare=True)}に対し{away}の未達であった",
    ))()  # fmt: skip


def _versus_last(one: Spoken) -> str:
    """How the result compares with last year's."""
    away = one.difference(one.result, one.before)
    return one.report.rng.choice((
        lambda: f"前年度（{one.last()}）を{away}{one.beyond(one.result, one.before)}",
        lambda: f"前年度の{one.last()}から{away}{one.moved(one.result, one.before, 1)}",
        lambda: f"前年度実績{one.last()}に比べ{away}{one.moved(one.result, one.before, 1)}",
        lambda: f"前年度と比較して{away}{one.moved(one.result, one.before, 1)}",
    ))()  # fmt: skip


def _versus_nation(one: Spoken) -> str:
    """How the result compares with the nation's average, or its rank."""
    away, beyond = one.difference(one.result, one.nation), one.beyond(one.result, one.nation)
    return one.report.rng.choice((
        lambda: f"全国平均（{one.national()}）を{one.beyond(one.result, one.nation, 2)}",
        lambda: f"全国平均の{one.national()}を{away}{beyond}",
        lambda: f"全国{one.place()}であった",
        lambda: f"47支部中{one.place()}であった",
        lambda: f"全国順位は{one.place()}となった",
    ))()  # fmt: skip


def _sentence(one: Spoken) -> str:
    """One sentence about the result of one KPI."""
    rng = one.report.rng
    compare = lambda: rng.choice((_versus_target, _versus_last, _versus_nation))(one)  # noqa: E731
    kind = rng.randrange(9)
    if kind <= 2:
        said = f"{_subject(one)}{one.own()}"
        said += _aside_in_brackets(one) if rng.random() < 0.5 else ""
        return said + rng.choice(("となった。", "であった。", "となっている。", "である。", "でした。"))
    if kind <= 4:
        said = f"{_subject(one)}{one.own()}{rng.choice(('となり、', 'で、', 'であり、'))}"
        return f"{said}{compare()}。"
    if kind == 5:
        aim = rng.choice(("目標{}に対し、", "目標値{}に対して", "目標である{}に対し"))
        said = f"{one.name}は、{aim.format(one.aim(bare=rng.random() < 0.5))}"
        dated = f"{one.time.behind}で" if one.time.behind and rng.random() < 0.5 else ""
        time = one.time if dated or not one.time.before else one.times[0]
        one.time = time
        return f"{said}{dated or rng.choice(('', '実績は'))}{one.own()}となった。"
    one.time = one.times[0]
    away = one.difference(one.result, one.before)
    if kind == 6:
        return f"{one.name}は、前年度の{one.last()}から{away}{one.moved(one.result, one.before)}、{one.own()}となった。"
    if kind == 7:
        return f"{one.name}は、前年度を{away}{one.beyond(one.result, one.before, 3)}{one.own()}となった。"
    short = "には届かなかったものの、" if not one.met else "を達成し、"
    return f"{one.name}は、目標（{one.aim(bare=rng.random() < 0.5)}）{short}{one.own()}となった。"


def _after(one: Spoken) -> str:
    """A sentence that goes on about the KPI of the one before."""
    choices = {
        "nation": lambda: f"なお、全国平均は{one.national()}である。",
        "rank": lambda: f"全国順位は{one.place()}であった。",
        "last": lambda: f"前年度は{one.last()}であった。",
        "aim": lambda: f"目標は{one.aim()}である。",
        "goal": lambda: f"また、目標の{one.aim()}{'を達成している' if one.met else 'には届いていない'}。",
    }  # fmt: skip
    new = [kind for kind in choices if {"goal": "aim"}.get(kind, kind) not in one.said]
    return choices[one.report.rng.choice(new)]() if new else ""


def _of_two(one: Spoken, other: Spoken) -> str:
    """A sentence about two KPIs."""
    rng = one.report.rng
    one.time = other.time = rng.choice(one.times[:3])
    lead = one.time.before
    lead = f"{lead}、" if lead.endswith("は") else lead
    kind = rng.randrange(4)
    if kind == 0:
        return f"{lead}{one.name}は{one.own()}、{other.name}は{other.own()}となった。"
    if kind == 1:
        joint = rng.choice(("及び", "と"))
        return f"{lead}{one.name}{joint}{other.name}は、それぞれ{one.own()}、{other.own()}となった。"
    if kind == 2:
        return (
            f"{lead}{one.name}が{one.own()}（目標{one.aim()}）、"
            f"{other.name}が{other.own()}（目標{other.aim()}）となっている。"
        )
    return f"{lead}{one.name}は{one.own()}となった一方、{other.name}は{other.own()}であった。"


def _paragraphs(report: Report, count: int) -> list[tuple[str, list[Spoken]]]:
    """Paragraphs of results: the text and the KPIs whose facts it states."""
    rng = report.rng
    kpis = spoken(report, count)
    out: list[tuple[str, list[Spoken]]] = []
    while kpis:
        one = kpis.pop()
        parts = [aside(report)] if rng.random() < 0.3 else []
        if kpis and rng.random() < 0.25:
            other = kpis.pop()
            parts.append(_of_two(one, other))
            out.append(("".join(parts), [one, other]))
            continue
        parts.append(turned(one) if rng.random() < 0.4 else _sentence(one))
        if rng.random() < 0.35:
            parts.append(_after(one))
        if rng.random() < 0.3:
            parts.append(beside(one) if rng.random() < 0.6 else aside(report))
        out.append(("".join(parts), [one]))
    return out


def _tell(kpis: Sequence[Spoken]) -> None:
    for one in kpis:
        one.tell()


def free_result_prose(report: Report) -> None:
    """Results told in paragraphs under headings, in one column or two, with sentences about other things between."""
    rng = report.rng
    two = rng.random() < (0.5 if report.landscape else 0.25)
    setter = Setter(report, 2 if two else 1)
    bullet = rng.choice(("　", "　", "・", "○ ", "① ", ""))
    for number, (text, kpis) in enumerate(_paragraphs(report, rng.randint(4, 6)), 1):
        if rng.random() < 0.5:
            head = rng.choice(("（{}）{}", "{}．{}", "【{1}】", "■ {1}"))
            setter.set(head.format(number, rng.choice(TOPICS)), report.size + 1)
        lead = "①②③④⑤⑥"[number - 1] + " " if bullet == "① " else bullet
        setter.set(f"{lead}{text}", hang=report.size if bullet in ("・", "○ ", "① ") else 0, gap=6)
        _tell(kpis)


def free_result_cells(report: Report) -> None:
    """Results told in the cells of a table or in boxes, each under its topic or its KPI."""
    rng = report.rng
    said = _paragraphs(report, rng.randint(4, 6))
    boxed = rng.random() < 0.3
    heads: list[Content] = [
        rng.choice(("項目", "施策", "取組")),
        rng.choice(("実施状況", "取組結果", "実施結果", "結果")),
    ]
    rows: list[list[Content]] = [heads]
    topics = rng.sample(TOPICS, len(said))
    for topic, (text, kpis) in zip(topics, said, strict=True):
        shown = as_printed(report, rng.choice(("", "", "・", "○")) + text)
        if boxed:
            if report.y > report.sheet.height - 120:
                report.turn()
            report.say(f"◆ {topic}")
            report.draw([[Box(shown)]], [1], heads=0, size=8)
        else:
            rows.append([topic, Box(shown)])
        _tell(kpis)
    if not boxed:
        report.draw(rows, [3, 14], style=rng.choice(("closed", "closed", "open_sides", "horizontal")), size=8)


# ── sentences of plans ───────────────────────────────────────────────────────────────────────────────────────────────


def _planned(one: Spoken) -> str:
    """One sentence of a plan that sets a target."""
    rng, report = one.report.rng, one.report
    year, before = report.era(), report.era(report.year - 1)
    two_before = report.era(report.year - 2)

    def baseline() -> str:
        """Last results in brackets: of a year before the plan's, as it is printed."""
        of = rng.choice((report.year - 1, report.year - 2))
        one.facts.append(lambda: report.actual(one.kpi, one.before, year=of, as_of="FY"))
        word = rng.choice(("実績", "実績：", "実績 "))
        return f"（{report.era(of, rng.choice((0, 0, 1)))}{word}{one.shown(one.before)}）"

    def result_two_before() -> str:
        one.facts.append(lambda: report.actual(one.kpi, one.before, year=report.year - 2, as_of="FY"))
        return f"{two_before}実績の{one.shown(one.before)}"

    def two_years_ago() -> str:
        one.facts.append(lambda: report.actual(one.kpi, one.before, year=report.year - 2, as_of="FY"))
        return one.shown(one.before)

    base = baseline if rng.random() < 0.4 else (lambda: "")
    aim_before = lambda: one.aim(year=report.year - 1, value=one.before_target)  # noqa: E731
    return rng.choice((
        lambda: f"{one.name}を{one.aim()}とする{base()}。",
        lambda: f"{one.name}について、{one.aim()}を目標とする{base()}。",
        lambda: f"{one.name}は{one.aim()}を目指す。",
        lambda: f"{year}は、{one.name}{one.aim()}を目標に取り組む。",
        lambda: f"{one.name}を{one.as_last_year()}とする。",
        lambda: f"{one.name}について、{one.as_last_year()}とする{base()}。",
        lambda: f"{year}の{one.name}の目標を{one.aim()}とする。",
        lambda: f"{one.name}の目標は、{one.aim()}（{before}目標：{aim_before()}）とする。",
        lambda: f"{one.name}を、{result_two_before()}から{one.aim(bare=rng.random() < 0.5)}に引き上げる。"
        if not one.kpi.at_most else f"{one.name}を{one.aim()}とする。",
        lambda: f"KPI：{one.name}を{one.aim()}とする",
        lambda: f"■KPI　{one.name}　{one.aim()}{base()}",
        lambda: f"目標：{one.name} {one.aim()}",
        lambda: f"{one.name}が{one.aim()}となるよう取り組む。",
        lambda: f"{one.name}{one.aim()}の達成を目指す。",
        lambda: f"{year}の{one.name}の目標は{one.aim()}（{before}目標{aim_before()}）である。",
        lambda: f"【KPI】{one.name}：{one.aim()}",
        lambda: f"（KPI）{one.name}　{one.aim()}",
        lambda: f"{one.name}【目標値】{one.aim()}",
        lambda: f"関係団体と連携し、{one.name}を{one.aim()}とする。",
        lambda: f"受診勧奨を強化し、{one.name}を{one.aim()}にする。",
        lambda: f"{one.name}は、{two_before}の実績が{two_years_ago()}であったことから、{one.aim()}を目標とする。",
    ))()  # fmt: skip


def _planned_two(one: Spoken, other: Spoken) -> str:
    rng = one.report.rng
    kind = rng.randrange(3)
    if kind == 0:
        return f"{one.name}を{one.aim()}、{other.name}を{other.aim()}とする。"
    if kind == 1:
        return f"{one.name}は{one.aim()}、{other.name}は{other.aim()}を目標とする。"
    return f"{one.name}及び{other.name}について、それぞれ{one.aim()}、{other.aim()}とする。"


def free_plan_prose(report: Report) -> None:
    """A plan in running text: targets in sentences, lines and brackets, with work and other figures between."""
    rng = report.rng
    setter = Setter(report, 2 if report.landscape and rng.random() < 0.4 else 1)
    kpis = spoken(report, rng.randint(4, 6))
    report.truth.rows.pop("plan_items")  # whether a sentence that sets a target is work too is a matter of taste
    bullet = rng.choice(("・", "○", "", "　"))
    number = 0
    while kpis:
        number += 1
        one = kpis.pop()
        if rng.random() < 0.6:
            setter.set(rng.choice((f"（{number}）{rng.choice(TOPICS)}", f"【{rng.choice(TOPICS)}】")), report.size + 1)
        for _ in range(rng.randint(0, 2)):
            setter.set(f"{bullet}{aside(report)}", hang=report.size)
        if kpis and rng.random() < 0.25:
            other = kpis.pop()
            text = _planned_two(one, other)
            setter.set(f"{bullet}{text}", hang=report.size)
            _tell([one, other])
        else:
            text = _planned(one)
            setter.set(text if text[0] in "K■目【（" else f"{bullet}{text}", hang=report.size)
            one.tell()


def free_review(report: Report) -> None:
    """A plan that first looks back: results of an earlier year under a heading that names it, then its own targets."""
    rng = report.rng
    report.truth.rows.pop("plan_items")
    setter = Setter(report, 2 if report.landscape and rng.random() < 0.4 else 1)
    kpis = spoken(report, rng.randint(5, 7))
    back = rng.choice((1, 2))
    then = report.era(report.year - back)
    head = rng.choice(("１．{}の実績", "【{}の振り返り】", "■ {}の実績と評価", "１．前年度までの状況（{}実績）"))
    setter.set(head.format(then), report.size + 1)
    for one in [kpis.pop() for _ in range(2)]:
        line = rng.choice((
            lambda: f"{one.name}は{one.of_year(back)}となった。", lambda: f"{one.name}：{one.of_year(back)}",  # noqa: B023
            lambda: f"{one.name}は、{one.of_year(back)}であった。",  # noqa: B023
        ))  # fmt: skip
        setter.set(f"・{line()}", hang=report.size)
        one.tell()
    head = rng.choice(("２．{}の目標", "【{}の取組】", "■ {}の重点施策", "２．{}の取組方針"))
    setter.set(head.format(report.era()), report.size + 1)
    for one in kpis:
        setter.set(f"・{_planned(one)}", hang=report.size)
        one.tell()


FREE_SENTENCES: Sequence[tuple[Callable[[Report], None], str | None, bool | None]] = (
    (free_result_prose, None, None),
    (free_result_cells, None, None),
    (free_plan_prose, "plan", None),
    (free_review, "plan", None),
)
