"""Facts that claim to be one and the same and say different things.

Source of the rule: a KPI has one figure for a month, an activity one mark, a project one rank. Where two facts of a
report agree in everything that says what they are and differ in what they say, a heading of one of them was misread or
the report contradicts itself; which of both, nobody can tell from here. A name without a code may be short (件数), so
it only counts within its table, or within its passage where there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.catalogue import catalogue
from extract.certainty.arithmetic.series import Series
from extract.certainty.findings import Claim, Disagreement
from extract.certainty.printed import number, same_to_the_digits, spot, where
from extract.facts import Row
from extract.normalise.text import solid
from extract.recorder import Recorder

CHECK, TABLES = "said_once", "table_twice"
#: Tables under one heading that share at least so many rows of one year are one table printed for two years.
_TWIN_ROWS = 3
#: What is read by such rules stands in boxes of a name and its figure, each a table of its own though it is text.
_BOXES = frozenset({"figure_box"})
Key = tuple[object, ...]


@dataclass(frozen=True)
class _Kind:
    """What makes two facts of a kind the same (None: it cannot be told), and the column that must then agree."""

    name: str
    says: str
    key: Callable[[Row], Key | None]


def claims(recorder: Recorder, others: Sequence[Claim]) -> list[Claim]:
    """One failing claim for all facts that should be one, but for those that another check has told apart.

    Facts that are all in doubt already have their reason.
    """
    told = {id(row) for claim in others if not claim.passed for row in claim.members}
    named = [_named_claim(own) for own in _same_names(recorder)]
    return named + [
        _claim(kind, own)
        for kind in _KINDS
        for own in _groups(recorder.of(kind.name), kind)
        if not all(id(row) in told or row["review_state"] == "flagged" for row in own)
    ]


def _same_names(recorder: Recorder) -> Iterator[list[Row]]:
    """Figures of several tables or boxes of a page that have one name, time and unit and differ: the titles and
    headings that tell these apart are no part of the name.
    """
    for kind in ("monthly_actual", "period_figure"):
        groups: dict[Key, list[Row]] = defaultdict(list)
        for row in recorder.of(kind):
            if row["kpi_code"] is None and (spot(row).get("table") or row["rule"] in _BOXES):
                name = (solid(row["measure_ja"]), row["unit"], row["page"], row.get("dimension"))
                time = (row["fiscal_year"], row.get("month"), row.get("period"), row.get("basis"))
                groups[*name, *time].append(row)
        for rows in groups.values():
            if len({_room(row) for row in rows}) > 1 and any(row["value"] != rows[0]["value"] for row in rows):
                yield rows


def _named_claim(rows: Sequence[Row]) -> Claim:
    tables = " and ".join(where(row) for row in rows[:2])
    name = rows[0]["measure_ja"]
    detail = f"{name} is a name in several tables or boxes with other figures ({tables}) and leaves out what of"
    return Claim(CHECK, False, rows, detail)


def table_claims(series: Sequence[Series]) -> Iterator[Claim]:
    """Two tables under one heading with the same rows, year and months but other figures: one is of another year."""
    headings: dict[object, dict[Key, dict[Key, Series]]] = defaultdict(lambda: defaultdict(dict))
    for one in series:
        if one.table[1] is not None:
            row = (one.name, one.fiscal_year, one.basis, one.months)
            headings[one.rows[0]["section"]][one.table][row] = one
    for tables in headings.values():
        for left, right in combinations(tables.values(), 2):
            shared = [(left[key], right[key]) for key in left if key in right]
            differ = [pair for pair in shared if _values(pair[0]) != _values(pair[1])]
            if len(shared) >= _TWIN_ROWS and len(differ) * 2 > len(shared):
                yield _twin_claim(shared, *differ[0])


def _twin_claim(shared: Sequence[tuple[Series, Series]], first: Series, second: Series) -> Claim:
    detail = (
        f"{len(shared)} rows of one year stand in two tables with other figures, such as {first.measure} "
        f"(from {where(first.rows[0])} and from {where(second.rows[0])}); one may be of another year"
    )
    members = [row for pair in shared for one in pair for row in one.rows]
    return Claim(TABLES, False, members, detail, disagreement=_first_month(first, second))


def _values(one: Series) -> list[float]:
    return [float(row["value"]) for row in one.rows]


def _first_month(left: Series, right: Series) -> Disagreement:
    here, there = left.rows[0], right.rows[0]
    return Disagreement(here, there, number(here["value"], here["unit"]), number(there["value"], there["unit"]))


def _groups(rows: Sequence[Row], kind: _Kind) -> Iterator[list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = kind.key(row)
        if key is not None and row[kind.says] is not None:
            groups[key].append(row)
    for own in groups.values():
        if any(not _alike(kind, own[0], other) for other in own[1:]):
            yield own


def _alike(kind: _Kind, left: Row, right: Row) -> bool:
    if kind.says == "value":
        return same_to_the_digits(left, left["value"], right, right["value"])
    return bool(left[kind.says] == right[kind.says])


def _claim(kind: _Kind, rows: Sequence[Row]) -> Claim:
    left = rows[0]
    right = next(row for row in rows if not _alike(kind, left, row))
    what = left.get("measure_ja") or left.get("kpi_code") or left.get("item_ja") or left.get("activity_ja")
    said = " and ".join(f"{_words(kind, row)} ({where(row)})" for row in rows)
    detail = f"{what} is read as {said}, though it can only be one of them"
    told = Disagreement(left, right, _words(kind, left), _words(kind, right))
    return Claim(CHECK, False, rows, detail, disagreement=told)


def _words(kind: _Kind, row: Row) -> str:
    value = row[kind.says]
    return number(value, row["unit"]) if kind.says == "value" else str(value)


# ── what makes two facts the same ─────────────────────────────────────────────────────────────────────────────────────


def _month(row: Row) -> Key | None:
    code = row["kpi_code"]
    basis = row["basis"] or (catalogue()[code].default_basis if code in catalogue() else None)
    return (*_measured(row), row["fiscal_year"], row["month"], basis)


def _period(row: Row) -> Key | None:
    if not spot(row).get("table"):
        return None  # names in sentences are too short to tell figures apart
    return (*_measured(row), *_room(row), row["fiscal_year"], row["period"], row["dimension"])


def _measured(row: Row) -> Key:
    """The KPI, or the name within its table."""
    if row["kpi_code"]:
        return (row["kpi_code"], row["unit"])
    return (solid(row["measure_ja"]), row["unit"], row["section"], *_room(row))


def _room(row: Row) -> Key:
    ref = spot(row)
    box = None if ref.get("table") or row["rule"] not in _BOXES else tuple(ref.get("bbox") or ())
    return (ref.get("page"), ref.get("table") or box)


def _national(row: Row) -> Key | None:
    if row["scope"] == "branch" or not row["kpi_code"] or row["as_of"] is None:
        return None
    return row["kpi_code"], row["fiscal_year"], row["as_of"], row["basis"], row["unit"], row["scope"]


def _rank(row: Row) -> Key | None:
    return (row["kpi_code"], row["fiscal_year"], row["as_of"]) if row["kpi_code"] else None


def _status(row: Row) -> Key | None:
    item = solid(row["item_ja"] or "")
    when = (row["fiscal_year"], row["period"])
    return (row["section"], item, *when, *_room(row)) if len(item) >= _TELLING else None


def _mark(row: Row) -> Key | None:
    activity = solid(row["activity_ja"] or "")
    return (row["section"], row["item_no"], activity, row["month"], *_room(row)) if activity else None


#: Names of items shorter than this many letters may be headings that several items share.
_TELLING = 8
_KINDS = (
    _Kind("monthly_actual", "value", _month),
    _Kind("period_figure", "value", _period),
    _Kind("kpi_actual", "value", _national),
    _Kind("kpi_rank", "rank", _rank),
    _Kind("plan_status", "symbol", _status),
    _Kind("schedule_mark", "mark", _mark),
)
