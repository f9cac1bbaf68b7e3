"""Figures of KPIs and counts in lists of free build: entries in a line, behind leaders, below their name, on slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.forms.report import Report
from tests.forms.setting import Setter
from tests.forms.spoken import Spoken, When, aside, spoken
from tests.forms.vocabulary import COUNTS


def free_kpi_notes(report: Report) -> None:
    """KPIs as entries of a list: what is printed of each follows on its line, behind leaders, or in lines below it."""
    rng = report.rng
    setter = Setter(report, 2 if report.landscape and rng.random() < 0.4 else 1)
    time = rng.choice(times_said(report))
    when = f"（{time.behind}）" if time.behind and time.as_of != "FY" else ""
    colon = rng.choice(("：", "：", "　", " "))
    build = rng.choice(("line", "below", "leader", "parts"))
    last_year = report.era(report.year - 1, rng.choice((0, 1)))
    kpis = spoken(report, rng.randint(3, 5))
    for one in kpis:
        one.time = time
    wants = {
        "aim": lambda one: one.aim(),
        "own": lambda one: one.own(),
        "last": lambda one: one.last(),
        "nation": lambda one: one.national(),
        "rank": lambda one: one.place(),
    }
    words = {
        "aim": rng.choice(("目標", "目標値", "数値目標")),
        "own": rng.choice(
            (f"実績{when}", f"実績値{when}", f"{time.behind}実績" if time.as_of != "FY" and time.behind else "実績")
        ),
        "last": rng.choice((f"{last_year}実績", "前年度実績", "前年度")),
        "nation": rng.choice(("全国平均", "（参考）全国平均")),
        "rank": rng.choice(("全国順位", "順位")),
    }
    if not when:
        words["own"] = "実績"
    if when and report.months == 12:
        words["nation"] += when  # of March, or of the year as what no month is said of
    parts = ["aim", "own", *[part for part in ("nation", "rank", "last") if rng.random() < 0.4]]
    if build in ("leader", "parts"):
        for part in parts[:3]:
            title = {"aim": f"{report.era()}目標", "own": f"{report.era()}実績{when}", "last": f"{last_year}実績",
                     "nation": f"全国平均{when}", "rank": f"全国順位{when}"}[part]  # fmt: skip
            setter.set(rng.choice(("■ {}", "【{}】", "○ {}")).format(title), report.size + 1)
            leader = rng.choice(("……………", "・・・・・・", "　", " ： ", "…")) if build == "leader" else "　"
            for number, one in enumerate(kpis):
                lead = rng.choice(("・", "・", "")) if build == "leader" else "①②③④⑤"[number] + " "
                setter.set(f"{lead}{one.name}{leader}{wants[part](one)}", indent=report.size, hang=report.size)
                one.tell()
        return
    mark = rng.choice(("■ ", "◆", "（{}）", "{}．", "・", "KPI{}　"))
    for number, one in enumerate(kpis, 1):
        lead = mark.format(number)
        if build == "line":
            gap = rng.choice(("　", "　　", "、", " / "))
            said = gap.join(f"{words[part]}{colon}{wants[part](one)}" for part in parts)
            setter.set(f"{lead}{one.name}　{said}", hang=report.size)
        else:
            setter.set(f"{lead}{one.name}")
            for part in parts:
                setter.set(f"{words[part]}{colon}{wants[part](one)}", indent=2 * report.size, gap=1)
        one.tell()


def times_said(report: Report) -> tuple[When, ...]:
    """The times by which a heading or label may date the results of a list."""
    return tuple(time for time in Spoken(report, report.kpis(1)[0], "%").times if time.behind or not time.before)


def free_slides(report: Report) -> None:
    """Landscape slides: a heading, a few bullets with figures in short, and footnotes that say what they are of."""
    rng = report.rng
    size = rng.choice((11.0, 12.0, 14.0))
    for number, one in enumerate(spoken(report, rng.randint(2, 4)), 1):
        if number > 1 and (rng.random() < 0.7 or report.y > report.sheet.height / 2):
            report.turn()
        setter = Setter(report)
        one.time = rng.choice(times_said(report))
        setter.set(rng.choice(("{}. {}", "{1}", "◆{1}")).format(number, one.name), size + 4, gap=8)
        for line in _bullets(one):
            setter.set(f"・{line}", size, indent=size, hang=size)
        if rng.random() < 0.5:
            setter.set(f"→ {report.sentence()}", size, indent=size)
        if rng.random() < 0.4:
            setter.set(f"※ {aside(report)}", size - 3)
        one.tell()


def _bullets(one: Spoken) -> list[str]:
    """What a slide says of a KPI: its result first."""
    rng, time = one.report.rng, one.time.behind
    aims = rng.choice(("目標", "KPI", f"{one.report.era()}目標"))
    more = []
    if rng.random() < 0.7:
        more.append(f"{aims}：{one.aim()}")
    if rng.random() < 0.5:
        more.append(f"全国平均{f'（{time}）' if time else ''} {one.national()}（全国{one.place()}）")
    if rng.random() < 0.5:
        away, moved = one.difference(one.result, one.before), one.moved(one.result, one.before, 1)
        more.append(f"前年度（{one.last()}）から{away}{moved}")
    rng.shuffle(more)
    return [f"{time or '実績'}：{one.own()}", *more]


def free_count_lines(report: Report) -> None:
    """Counts of a year in lines with leaders or colons, last year's in brackets, under a heading that dates them."""
    rng = report.rng
    setter = Setter(report, 2 if report.landscape and rng.random() < 0.3 else 1)
    full = report.months == 12
    setter.set(rng.choice(("■ {}の実績", "【{}の実施件数】", "１．業務の状況（{}）")).format(
        report.era() if full else f"{report.when}末時点"), report.size + 1)  # fmt: skip
    leader = rng.choice(("：", "……", "　", "・・・・"))
    for name, unit in rng.sample(COUNTS, rng.randint(3, 6)):
        now, before = rng.randint(120, 9800), rng.randint(120, 9800)
        with_last = rng.random() < 0.4
        text = f"・{name}{leader}{report.shown(now)}{unit}"
        if with_last:
            text += f"（{'前年度' if full else '前年同期'}{report.shown(before)}{unit}）"
        setter.set(text, hang=report.size)
        report.figure(name, now, unit, "FY" if full else "YTD")
        if with_last:
            report.figure(name, before, unit, "FY" if full else "YTD", year=report.year - 1)


FREE_NOTES: Sequence[tuple[Callable[[Report], None], str | None, bool | None]] = (
    (free_kpi_notes, None, None),
    (free_slides, None, True),
    (free_count_lines, None, None),
)
