"""How many misreadings the checks notice: facts of the samples, damaged as a reader could damage them.

    python benchmarks/damage.py [FOLDER]

Every damage is done to one place at a time, then all checks run; it is caught where one of the damaged facts is no
longer ok. `said twice` counts only places where a check can compare the figure with another one of the report.
"""

from __future__ import annotations

import argparse
import copy
import pickle
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extract import certainty
from extract.document import Document
from extract.facts import Row
from extract.interpret import read_facts
from extract.normalise.dates import fiscal_year_of
from extract.recorder import Recorder
from extract.shapes.context import Header
from extract.worker import read_document

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"
#: At most so many places of one report are damaged in one way; chosen by chance, always the same.
PLACES = 30


@dataclass(frozen=True)
class Reading:
    """One report as read, before any check."""

    name: str
    facts: Recorder
    header: Header
    document: Document

    @cached_property
    def _kept(self) -> bytes:
        """The facts with what tables leave unsaid filled in, to be copied a thousand times."""
        facts = copy.deepcopy(self.facts)
        certainty.complete(facts)
        return pickle.dumps(facts)

    def copied(self) -> Recorder:
        """A copy of the facts, complete and unchecked."""
        facts: Recorder = pickle.loads(self._kept)
        return facts

    def checked(self) -> Recorder:
        """A copy of the facts after all checks."""
        copied = self.copied()
        certainty.check(copied, self.header, self.document)
        return copied


@dataclass(frozen=True)
class Damage:
    """A way to misread. `places` gives the facts that belong together in one place (ids), `spoil` changes them."""

    name: str
    places: Callable[[Recorder], Iterable[Sequence[Row]]]
    spoil: Callable[[Sequence[Row], random.Random], bool]


@dataclass
class Score:
    """Places damaged and noticed; `twice` are those that some check had compared before the damage."""

    places: int = 0
    caught: int = 0
    twice: int = 0
    caught_twice: int = 0

    @property
    def rate(self) -> float:
        """The share noticed of all places."""
        return self.caught / self.places if self.places else 1.0

    @property
    def rate_twice(self) -> float:
        """The share noticed of the places said twice."""
        return self.caught_twice / self.twice if self.twice else 1.0


def readings(folder: Path = SAMPLES) -> list[Reading]:
    """The reports of a folder as read, before any check."""
    found = []
    for path in sorted(folder.glob("*.*")):
        if path.suffix in (".pdf", ".txt"):
            document = read_document(path.read_bytes(), path.name, "0" * 64)
            facts, finding = read_facts(document)
            found.append(Reading(path.name, facts, finding.header, document))
    return found


def scores(reports: Sequence[Reading], damages: Sequence[Damage] | None = None) -> dict[str, Score]:
    """The score of every damage over all reports."""
    before = [_states(reading.checked()) for reading in reports]
    out: dict[str, Score] = {}
    for damage in damages or DAMAGES:
        score = out[damage.name] = Score()
        for reading, states in zip(reports, before, strict=True):
            for chosen, chance in _chosen(reading, damage, states):
                _try(reading, damage, chosen, chance, states, score)
    return out


def _states(recorder: Recorder) -> dict[str, tuple[str, bool]]:
    """State of every fact and whether a check that compares figures has passed on it."""
    rows = [row for kind in recorder.rows.values() for row in kind if "checks" in row]
    return {row["fact_id"]: (row["review_state"], any(map(_compares, row["checks"]))) for row in rows}


def _compares(note: Mapping[str, object]) -> bool:
    """Whether a check looked at another figure; one printed again in a text conversion is only one fact."""
    return bool(note["passed"]) and note["check"] != "printed_again"


def _chosen(
    reading: Reading, damage: Damage, states: dict[str, tuple[str, bool]]
) -> Iterator[tuple[list[str], random.Random]]:
    chance = random.Random(f"{damage.name} {reading.name}")
    places = [[row["fact_id"] for row in rows] for rows in damage.places(reading.copied())]
    clean = [ids for ids in places if all(states[fact][0] == "ok" for fact in ids)]
    for ids in chance.sample(clean, min(PLACES, len(clean))):
        yield ids, chance


def _try(
    reading: Reading,
    damage: Damage,
    ids: Sequence[str],
    chance: random.Random,
    states: dict[str, tuple[str, bool]],
    score: Score,
) -> None:
    facts = reading.copied()
    by_id = {row["fact_id"]: row for kind in facts.rows.values() for row in kind if "fact_id" in row}
    rows = [by_id[fact] for fact in ids]
    if not damage.spoil(rows, chance):
        return
    certainty.check(facts, reading.header, reading.document)
    caught = any(row["review_state"] != "ok" for row in rows)
    twice = any(states[fact][1] for fact in ids)
    score.places += 1
    score.caught += caught
    score.twice += twice
    score.caught_twice += caught and twice


# ── places ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _each(*kinds: str) -> Callable[[Recorder], Iterator[list[Row]]]:
    return lambda facts: ([row] for kind in kinds for row in facts.of(kind) if _value(row) not in (None, 0))


def _rows(facts: Recorder) -> list[list[Row]]:
    """The month rows of the report, four months or more that are not all the same."""
    series: dict[str, list[Row]] = {}
    for row in facts.of("monthly_actual"):
        series.setdefault(str(row["series_id"]), []).append(row)
    rows = [sorted(own, key=lambda row: row["month"]) for own in series.values()]
    return [own for own in rows if len(own) >= 4 and len({row["value"] for row in own}) > 2]


def _pairs(same: Callable[[Row, Row], bool]) -> Callable[[Recorder], Iterator[list[Row]]]:
    """Two month rows of one table with the same months that `same` holds for, one after the other."""

    def places(facts: Recorder) -> Iterator[list[Row]]:
        rows = _rows(facts)
        for position, left in enumerate(rows):
            for right in rows[position + 1 :]:
                months = [row["month"].month for row in left] == [row["month"].month for row in right]
                if months and _table(left[0]) == _table(right[0]) and same(left[0], right[0]):
                    yield [*left, *right]

    return places


def _tables(facts: Recorder) -> list[list[Row]]:
    """All months of a table together."""
    tables: dict[str, list[Row]] = {}
    for own in _rows(facts):
        tables.setdefault(_table(own[0]), []).extend(own)
    return list(tables.values())


def _table(row: Row) -> str:
    found = re.search(r'"table":"([^"]*)"', row["source_ref"])
    return f"{row['page']} {found[1] if found else ''}"


def _negative(facts: Recorder) -> Iterator[list[Row]]:
    return ([row] for kind in ("monthly_actual", "period_figure") for row in facts.of(kind) if (_value(row) or 0) < 0)


def _shares(facts: Recorder) -> Iterator[list[Row]]:
    return ([row] for row in facts.of("monthly_actual") if "%" in row["extracted_text"])


# ── damages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _column(row: Row) -> str:
    return "target_value" if "target_value" in row else "value"


def _value(row: Row) -> float | None:
    value: float | None = row[_column(row)]
    return value


def _digit(rows: Sequence[Row], chance: random.Random) -> bool:
    """One digit of a figure read as another one, in the text and so in the value."""
    row = rows[0]
    value = _value(row)
    printed = f"{value:,.10g}"
    found = next((shape for shape in (printed, printed.replace(",", "")) if shape in row["extracted_text"]), None)
    if value is None or found is None or row["unit"] == "min":
        return False
    places = [i for i, letter in enumerate(found) if letter.isdigit()]
    place = chance.choice(places)
    other = chance.choice([digit for digit in "123456789" if digit != found[place]])
    wrong = found[:place] + other + found[place + 1 :]
    row["extracted_text"] = row["extracted_text"].replace(found, wrong, 1)
    row[_column(row)] = float(wrong.replace(",", ""))
    return True


def _slip(rows: Sequence[Row], chance: random.Random) -> bool:
    """A digit dropped at the end, or doubled."""
    row = rows[0]
    value = float(row["value"])
    if not value.is_integer() or abs(value) < 10 or row["unit"] in ("min", "%"):
        return False
    wrong = float(int(value / 10)) if chance.random() < 0.5 else value * 10 + chance.randrange(10)
    row["value"], row["extracted_text"] = wrong, f"{wrong:,.0f}"
    return True


def _moved(rows: Sequence[Row], steps: Sequence[date]) -> None:
    """Figures with their places, read under other months."""
    for row, month in zip(rows, steps, strict=True):
        row["month"], row["fiscal_year"] = month, fiscal_year_of(month)


def _rotated(rows: Sequence[Row], _: random.Random) -> bool:
    by_row: dict[str, list[Row]] = {}
    for row in rows:
        by_row.setdefault(row["series_id"], []).append(row)
    for own in by_row.values():
        months = [row["month"] for row in own]
        _moved(own, [*months[1:], months[0]])
    return True


def _shifted(rows: Sequence[Row], _: random.Random) -> bool:
    """A row read one column too late: March is lost, each figure but the last stands under the next month."""
    later = [row["month"] for row in rows][1:]
    _moved(rows[:-1], later)
    rows[-1]["series_id"] = f"{rows[-1]['series_id']}lost"
    return True


def _years_swapped(rows: Sequence[Row], _: random.Random) -> bool:
    half = len(rows) // 2
    left, right = [row["month"] for row in rows[:half]], [row["month"] for row in rows[half:]]
    _moved(rows[:half], right)
    _moved(rows[half:], left)
    return True


def _names_swapped(rows: Sequence[Row], _: random.Random) -> bool:
    half = len(rows) // 2
    names = ("measure_ja", "kpi_code", "unit", "basis")
    left, right = ({name: part[0][name] for name in names} for part in (rows[:half], rows[half:]))
    for row in rows[:half]:
        row.update(right)
    for row in rows[half:]:
        row.update(left)
    return True


def _doubled(rows: Sequence[Row], _: random.Random) -> bool:
    """The figures of a row read again for the row below."""
    half = len(rows) // 2
    for above, below in zip(rows[:half], rows[half:], strict=True):
        below["value"], below["extracted_text"] = above["value"], above["extracted_text"]
    return True


def _next_year(rows: Sequence[Row], _: random.Random) -> bool:
    _moved(rows, [row["month"].replace(year=row["month"].year + 1) for row in rows])
    return True


def _unsigned(rows: Sequence[Row], _: random.Random) -> bool:
    row = rows[0]
    row["value"], row["extracted_text"] = -row["value"], re.sub(r"[△▲\-−]", "", row["extracted_text"])
    return True


def _no_percent(rows: Sequence[Row], _: random.Random) -> bool:
    """A percentage read as a number: the sign lost from text and unit."""
    row = rows[0]
    row["unit"], row["extracted_text"] = None, re.sub(r"[%％]", "", row["extracted_text"])
    return True


def _hundredth(rows: Sequence[Row], _: random.Random) -> bool:
    """A percentage whose point was lost (96.5% as 965)."""
    row = rows[0]
    if "." not in row["extracted_text"]:
        return False
    row["extracted_text"] = row["extracted_text"].replace(".", "")
    row["value"] = float(re.sub(r"[^\d]", "", row["extracted_text"]))
    return True


def _years_differ(left: Row, right: Row) -> bool:
    return bool(left["measure_ja"] == right["measure_ja"] and left["fiscal_year"] != right["fiscal_year"])


def _names_differ(left: Row, right: Row) -> bool:
    return bool(left["measure_ja"] != right["measure_ja"] and left["fiscal_year"] == right["fiscal_year"])


DAMAGES = (
    Damage("a digit of a month changed", _each("monthly_actual"), _digit),
    Damage("a digit of a total or period changed", _each("period_figure"), _digit),
    Damage("a digit of a result changed", _each("kpi_actual"), _digit),
    Damage("a digit of a target changed", _each("kpi_target"), _digit),
    Damage("a digit of a count dropped or added", _each("monthly_actual"), _slip),
    Damage("the point of a percentage lost", _shares, _hundredth),
    Damage("a percentage read as a number", _shares, _no_percent),
    Damage("a sign lost", _negative, _unsigned),
    Damage("a row shifted by one column", _rows, _shifted),
    Damage("the months of a row rotated by one", _rows, _rotated),
    Damage("the months of a table rotated by one", _tables, _rotated),
    Damage("a row read under the next year", _rows, _next_year),
    Damage("two year rows swapped", _pairs(_years_differ), _years_swapped),
    Damage("two rows of a year swapped", _pairs(_names_differ), _names_swapped),
    Damage("a row read twice, for two years", _pairs(_years_differ), _doubled),
    Damage("a row read twice, for two measures", _pairs(_names_differ), _doubled),
)


def main() -> None:
    """Prints the share of every damage that the checks notice."""
    parser = argparse.ArgumentParser(description="How many misreadings of the samples the checks notice.")
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    table = Table("damage", "places", "noticed", "said twice", "noticed")
    for name, score in scores(readings(parser.parse_args().folder)).items():
        table.add_row(name, str(score.places), f"{score.rate:.0%}", str(score.twice), f"{score.rate_twice:.0%}")
    Console().print(table)


if __name__ == "__main__":
    main()
