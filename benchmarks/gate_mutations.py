"""How many damages of a good release the gate notices: a mutation test of its checks.

    python -m benchmarks.gate_mutations [DATABASE]

A copy of the release is damaged at many places in one way, as a careless reader would: value, text and meaning change
together, so that nothing in the row itself looks wrong; only facts that were `ok` are damaged. A place is caught where
a check names one of its facts (or, where facts are gone or more, its report) that it did not name before. `alone` looks
at the damaged release only, `compared` also at the good one as the published release.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from rich.console import Console
from rich.table import Table

from expectations.decisions import Decisions
from expectations.frames import FACT_KINDS, Frames
from expectations.gate import release_frames
from expectations.series import place_of
from expectations.suites import all_suites

RELEASE = Path("var/warehouse/published/current.duckdb")
#: At most so many places are damaged in one copy, chosen by chance, always the same, and never two in one table.
PLACES = 40

Row = dict[str, Any]
Signals = set[tuple[str, str]]


@dataclass(frozen=True)
class Damage:
    """A way to damage. `places` gives the facts that belong together, `spoil` gives them back damaged (or fewer)."""

    name: str
    kinds: tuple[str, ...]
    places: Callable[[list[Row]], list[list[Row]]]
    spoil: Callable[[list[Row], random.Random], list[Row] | None]


@dataclass
class Score:
    """Places damaged, and how many of them were noticed; `checks` counts which rule noticed how many."""

    places: int = 0
    alone: int = 0
    compared: int = 0
    checks: Counter[str] = field(default_factory=Counter)
    checks_compared: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """The share noticed in the damaged release alone."""
        return self.alone / self.places if self.places else 1.0

    @property
    def rate_compared(self) -> float:
        """The share noticed with the published release beside it."""
        return self.compared / self.places if self.places else 1.0


def scores(good: Path, damages: Sequence[Damage] | None = None, places: int = PLACES) -> dict[str, Score]:
    """The score of every damage done to a copy of the good release."""
    frames, _ = release_frames(good, None, Decisions())
    baseline = signals(frames)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for damage in damages or DAMAGES:
            chance = random.Random(damage.name)
            copy = Path(folder, "damaged.duckdb")
            shutil.copy(good, copy)
            copy.chmod(0o644)
            hurt = _damage(copy, frames, damage, chance, places)
            after, _ = release_frames(copy, good, Decisions())
            found[damage.name] = _score(hurt, signals(after) - baseline)
    return found


def signals(frames: Frames) -> Signals:
    """Every (rule, fact or report) for which a frame holds a finding."""
    found: Signals = set()
    for suite in all_suites(with_continuity=True):
        frame = frames.get(suite.frame)
        if frame is None:
            continue
        for check in suite.checks:
            if check.column.startswith("finding_") and check.column in frame:
                rows = frame[frame[check.column].notna()]
                names = rows["fact_id"].where(rows["fact_id"].notna(), rows.get("report_id"))
                found |= {(check.rule, str(name)) for name in names}
    return found


_COMPARING = frozenset(
    check.rule for suite in all_suites(with_continuity=True) if suite.frame.startswith("continuity.")
    for check in suite.checks
)  # fmt: skip


def _score(hurt: list[set[str]], found: Signals) -> Score:
    score = Score(places=len(hurt))
    rules_of: dict[str, set[str]] = defaultdict(set)
    for rule, name in found:
        rules_of[name].add(rule)
    for names in hurt:
        noticed = set().union(*(rules_of[name] for name in names))
        score.alone += bool(noticed - _COMPARING)
        score.compared += bool(noticed)
        score.checks.update(noticed - _COMPARING)
        score.checks_compared.update(noticed & _COMPARING)
    return score


def _damage(copy: Path, frames: Frames, damage: Damage, chance: random.Random, limit: int) -> list[set[str]]:
    """Do the damage; the names (facts, and reports that lose some) by which each place can be noticed."""
    rows = [
        {**row, "_kind": kind}
        for kind in damage.kinds
        for row in frames[f"marts.fct_{kind}"].to_dict("records")
    ]  # fmt: skip
    sound = [place for place in damage.places(rows) if place and all(row["review_state"] == "ok" for row in place)]
    chance.shuffle(sound)
    tables: set[str] = set()
    hurt, gone, written = [], [], []
    for place in sound:
        if _table(place[0]) in tables or len(hurt) == limit:
            continue
        spoiled = damage.spoil([dict(row) for row in place], chance)
        if spoiled is None:
            continue
        tables.add(_table(place[0]))
        gone += place
        written += spoiled
        names = {str(row["fact_id"]) for row in (*place, *spoiled)}
        hurt.append(names | ({str(place[0]["report_id"])} if len(spoiled) != len(place) else set()))
    _write(copy, gone, written)
    return hurt


def _write(copy: Path, gone: Sequence[Row], written: Sequence[Row]) -> None:
    with duckdb.connect(str(copy)) as connection:
        for kind in {row["_kind"] for row in gone}:
            table = f"marts.fct_{kind}"
            names = [column[0] for column in connection.execute(f"from {table} limit 0").description or ()]
            facts = [row["fact_id"] for row in gone if row["_kind"] == kind]
            connection.execute(f"delete from {table} where list_contains(?, fact_id)", [facts])
            spoiled = pd.DataFrame([row for row in written if row["_kind"] == kind])
            if len(spoiled):
                connection.register("spoiled", spoiled[names])
                connection.execute(f"insert into {table} by name select * from spoiled")


# ── places ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(row: Row) -> str:
    return f"{row['report_id']} {row['page']} {place_of(row).get('table')}"


def _single(wanted: Callable[[Row], bool]) -> Callable[[list[Row]], list[list[Row]]]:
    return lambda rows: [[row] for row in rows if wanted(row)]


def _groups(rows: list[Row], key: Callable[[Row], Any]) -> list[list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return list(found.values())


def _lines(rows: list[Row]) -> list[list[Row]]:
    """Rows of at least six months that are not all the same."""
    lines = _groups(rows, lambda row: (row["report_id"], row["series_id"], row["fiscal_year"], row["basis"]))
    long = [sorted(line, key=lambda row: row["month"]) for line in lines if len(line) >= 6]
    return [line for line in long if len({row["value"] for row in line}) > 2]


def _tables(rows: list[Row]) -> list[list[Row]]:
    return _groups([row for line in _lines(rows) for row in line], _table)


def _pages(rows: list[Row]) -> list[list[Row]]:
    """Pages that hold several facts; what is doubted on them goes with them, but is not the test."""
    pages = _groups([row for row in rows if pd.notna(row["page"])], lambda row: (row["report_id"], row["page"]))
    return [[row for row in page if row["review_state"] == "ok"] for page in pages if len(page) > 2]


def _two_years(rows: list[Row]) -> list[list[Row]]:
    """The same months of one measure in two years of one report."""
    found = []
    by_measure = _groups(rows, lambda row: (row["report_id"], row["measure_ja"], row["kpi_code"], row["basis"]))
    for measure in by_measure:
        lines = sorted(_lines(measure), key=lambda line: line[0]["month"])
        for left, right in zip(lines, lines[1:], strict=False):
            months = [[row["month"].month for row in line] for line in (left, right)]
            values = [[row["value"] for row in line] for line in (left, right)]
            if left[0]["fiscal_year"] != right[0]["fiscal_year"] and months[0] == months[1] and values[0] != values[1]:
                found.append([*left, *right])
    return found


def _is_number(row: Row) -> bool:
    return bool(pd.notna(row[_column(row)]) and row[_column(row)] not in (0, None))


# ── damages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _column(row: Row) -> str:
    return "target_value" if row["_kind"] == "kpi_target" else "value"


def _printed(row: Row) -> str | None:
    """The value as its text prints it."""
    value = row[_column(row)]
    forms = (f"{value:,.10g}", f"{value:.10g}", f"{value:,.1f}", f"{value:,.2f}")
    return next((form for form in forms if form in str(row["extracted_text"])), None)


def _set(row: Row, old: str, new: str) -> list[Row]:
    row["extracted_text"] = row["extracted_text"].replace(old, new, 1)
    row[_column(row)] = float(new.replace(",", ""))
    return [row]


def _digit(rows: list[Row], chance: random.Random) -> list[Row] | None:
    printed = _printed(rows[0])
    if printed is None:
        return None
    place = chance.choice([i for i, letter in enumerate(printed) if letter.isdigit()])
    other = chance.choice([digit for digit in "123456789" if digit != printed[place]])
    return _set(rows[0], printed, printed[:place] + other + printed[place + 1 :])


def _months_moved(rows: list[Row], months: Sequence[pd.Timestamp]) -> list[Row]:
    for row, month in zip(rows, months, strict=True):
        row["month"], row["fiscal_year"] = month, month.year - (month.month < 4)
    return rows


def _shifted(rows: list[Row], _: random.Random) -> list[Row]:
    """Read one column late: each figure under the next month, the last one lost. Cells keep their places."""
    moved = []
    for line in _lines(rows):
        moved += _months_moved(line[:-1], [row["month"] for row in line[1:]])
    return moved


def _rotated(rows: list[Row], _: random.Random) -> list[Row]:
    moved = []
    for line in _lines(rows):
        months = [row["month"] for row in line]
        moved += _months_moved(line, [*months[1:], months[0]])
    return moved


def _years_swapped(rows: list[Row], _: random.Random) -> list[Row]:
    half = len(rows) // 2
    months = [row["month"] for row in rows]
    return _months_moved(rows, [*months[half:], *months[:half]])


def _scaled(factor: float) -> Callable[[list[Row], random.Random], list[Row] | None]:
    def spoil(rows: list[Row], _: random.Random) -> list[Row] | None:
        printed = _printed(rows[0])
        value = rows[0][_column(rows[0])] * factor
        return None if printed is None else _set(rows[0], printed, f"{value:.10g}")

    return spoil


def _no_percent(rows: list[Row], _: random.Random) -> list[Row]:
    rows[0]["unit"] = None
    rows[0]["extracted_text"] = re.sub("[%％]", "", rows[0]["extracted_text"])
    return rows


def _as_percent(rows: list[Row], _: random.Random) -> list[Row]:
    rows[0]["unit"] = "%"
    rows[0]["extracted_text"] += "%"
    return rows


def _unsigned(rows: list[Row], _: random.Random) -> list[Row]:
    row = rows[0]
    row["value"], row["extracted_text"] = -row["value"], re.sub("[△▲−-]", "", row["extracted_text"])
    return rows


def _lost(_rows: list[Row], _: random.Random) -> list[Row]:
    return []


def _doubled(rows: list[Row], _: random.Random) -> list[Row]:
    """The table read a second time, for the year after."""
    again = []
    for row in rows:
        month = row["month"] + pd.DateOffset(years=1)
        again.append({**row, "fact_id": f"{row['fact_id']}x", "series_id": f"{row['series_id']}x", "month": month,
                      "fiscal_year": row["fiscal_year"] + 1})  # fmt: skip
    return [*rows, *again]


def _negative(row: Row) -> bool:
    return bool(_is_number(row) and row["value"] < 0)


def _share(row: Row) -> bool:
    return bool(_is_number(row) and row["unit"] == "%")


def _count(row: Row) -> bool:
    return bool(_is_number(row) and pd.notna(row["unit"]) and row["unit"] != "%" and row[_column(row)] <= 100)


_MONTHS = ("monthly_actual",)
_NUMBERS = ("monthly_actual", "kpi_actual", "kpi_target", "period_figure")

DAMAGES = (
    Damage("a row shifted by one column", _MONTHS, _lines, _shifted),
    Damage("a table shifted by one column", _MONTHS, _tables, _shifted),
    Damage("months of a row rotated by one", _MONTHS, _lines, _rotated),
    Damage("months of a table rotated by one", _MONTHS, _tables, _rotated),
    Damage("two years swapped", _MONTHS, _two_years, _years_swapped),
    Damage("a table doubled", _MONTHS, _tables, _doubled),
    Damage("a page lost", FACT_KINDS, _pages, _lost),
    Damage("percent read as a number: 96.5 % as 0.965", _NUMBERS, _single(_share), _scaled(0.01)),
    Damage("a share a hundred times too large", _NUMBERS, _single(_share), _scaled(100)),
    Damage("percent read as a number: the unit lost", _NUMBERS, _single(_share), _no_percent),
    Damage("a number read as percent", _NUMBERS, _single(_count), _as_percent),
    Damage("a sign lost", ("monthly_actual", "period_figure"), _single(_negative), _unsigned),
    Damage("one digit of a month changed", _MONTHS, _single(_is_number), _digit),
    Damage("one digit of a total or period changed", ("period_figure",), _single(_is_number), _digit),
    Damage("one digit of a result changed", ("kpi_actual",), _single(_is_number), _digit),
    Damage("one digit of a target changed", ("kpi_target",), _single(_is_number), _digit),
)


def _often(counts: Counter[str]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in counts.most_common(3))


def rows_of(found: dict[str, Score]) -> Iterator[tuple[str, ...]]:
    """The table's lines: damage, places, share alone, by which checks, share compared, by which."""
    for name, score in found.items():
        yield (
            name, str(score.places), f"{score.rate:.0%}", _often(score.checks), f"{score.rate_compared:.0%}",
            _often(score.checks_compared),
        )  # fmt: skip


def main() -> None:
    """Prints what share of every damage is noticed, and by which checks."""
    parser = argparse.ArgumentParser(description="How many damages of a good release the gate notices.")
    parser.add_argument("database", nargs="?", type=Path, default=RELEASE, help=f"DuckDB file (default {RELEASE})")
    parser.add_argument("--places", type=int, default=PLACES, help=f"places of each damage (default {PLACES})")
    options = parser.parse_args()
    table = Table("damage", "places", "alone", "by", "compared", "by")
    for row in rows_of(scores(options.database, places=options.places)):
        table.add_row(*row)
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
