"""What the words around a figure say against its year, its month and its part of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from extract.certainty.findings import Claim
from extract.certainty.printed import spot
from extract.certainty.words.head_claims import REMEMBERED, doubted
from extract.certainty.words.head_words import Heads, PageCells, without_others
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.dates import (
    PART_MONTHS,
    PERIOD_ENDS,
    dated_months_in,
    fiscal_year_of,
    fiscal_years_in,
    period_named,
)
from extract.normalise.text import solid
from extract.recorder import Recorder

_SAME_TIME = re.compile(r"同期|同月|同時期|同時点")
_OLD_AND_NEW = re.compile(r"新旧(?:対照|比較)")
_BEFORE = re.compile(r"前年|昨年|前期|前回|旧")
_AFTER = re.compile(r"翌年|次年|来年|新")
_RANGE = re.compile(r"(?:1[0-2]|0?[1-9])月?[~〜～-](?:1[0-2]|0?[1-9])月")
_AT = re.compile(r"時点|現在|速報|月末|同期|同月|上期|上半期|下期|下半期|四半期")
#: What says that figures run up to a month, or are of it.
UP_TO = re.compile(r"月(?:末|時点|現在|診療分|分|まで)")
#: A part of the year within the one that stands beside it.
_WITHIN = re.compile(r"(?:うち|内)(?:、|・)?(?:[上下](?:半)?期|第?[1-4]四半期|[1-4]Q|\d{1,2}月)")
_TITLE_CHARS = 45  # a longer line over a table is no title
_MONTH = re.compile(r"(1[0-2]|0?[1-9])月")
#: A date and nothing else, as columns of dates hold them beside figures.
_DATE = re.compile(r"(?:(?:令和|R|20)?\d{1,2}[年.])?(?:1[0-2]|0?[1-9])月(?:末|末?(?:時点|現在|まで))")
_DATED_BESIDE = "a date stands in its row ({}), and its period names none"
_PART_OF_YEAR = "{} a part of the year and it was read as the whole of it"


def same_time_claims(recorder: Recorder) -> Iterator[Claim]:
    """Last year's figures of the same time that are of another month than this year's in their row."""
    rows: dict[tuple[object, ...], list[Row]] = {}
    for row in recorder.of("kpi_actual"):
        place = spot(row)
        if row["as_of"] is not None and row["scope"] == "branch" and place.get("table") is not None:
            rows.setdefault((place.get("page"), place["table"], place["row"], row["kpi_code"]), []).append(row)
    for group in rows.values():
        latest = max(group, key=lambda row: row["as_of"])
        for row in group:
            before = row["fiscal_year"] is not None and row["fiscal_year"] + 1 == latest["fiscal_year"]
            if before and latest["as_of"].month != row["as_of"].month:
                own, beside = f"{row['as_of']:%Y-%m}", f"{latest['as_of']:%Y-%m}"
                yield from doubted(row, f"it is read as of {own}, and this year's figure beside it as of {beside}")


def compared_plan_claims(
    recorder: Recorder, title: str | None, pages: Mapping[int | None, PageCells]
) -> Iterator[Claim]:
    """Plans without a year of their own or of their column, in a report that sets an old plan beside the new one."""
    if title is None or not _OLD_AND_NEW.search(solid(title)):
        return
    for row in (*recorder.of("kpi_target"), *recorder.of("plan_item")):
        told = spot(row).get("table") is not None or row["fact_id"] in recorder.years_told
        if told or years_of([solid(row["extracted_text"] or "")]):
            continue
        where = Locator.of(row["source_ref"])
        cells = pages.get(where.place.page)
        if cells is None or years_of(cells.column_heads(where)) != {row["fiscal_year"]}:
            yield from doubted(row, "the report compares an old plan with the new one, and no column tells its year")


def years_of(texts: Sequence[str]) -> set[int]:
    """The fiscal years that texts name, also by a month."""
    years = {found.value for text in texts for found in fiscal_years_in(text)}
    return years | {fiscal_year_of(month) for text in texts for month, _, _ in dated_months_in(text)}


def sentence_against(kind: str, row: Row) -> Iterator[str]:
    """Why the sentence of a result of the whole year says that it is of a part of it."""
    if kind != "kpi_actual" or row["as_of"] is not None or row["basis"] != "full_year":
        return
    text = solid(row["extracted_text"] or "")
    told = row["fiscal_year"] in {found.value for found in fiscal_years_in(text)}
    if _SAME_TIME.search(text) or (months_of([text]) - {3} and not told):
        yield _PART_OF_YEAR.format("its sentence names")


def year_against(row: Row, heads: Heads) -> Iterator[str]:
    """Why a figure is of another fiscal year than it was read to be, or may be."""
    yield from _other_year(row, heads)
    if len(years_of(heads.over)) > 1 and not _has_own_year(heads):
        yield "its heading names several years, and which of them is its own nothing says"


def _other_year(row: Row, heads: Heads) -> Iterator[str]:
    year, value = row["fiscal_year"], row.get("value", row.get("target_value"))
    named = years_of(heads.near)
    if named and year not in named and value is not None:
        named = years_of([without_others(text, float(value)) for text in heads.near])
    if not named or year is None or year in named:
        return
    words = "".join(heads.near)
    cell = f"{heads.own}|{solid(row['extracted_text'])}"  # also where two rows of the page were read as one
    in_brackets = re.search(r"\([^|]*\d[^|]*\)", cell) is not None  # last year's figure behind this year's
    if ((in_brackets or _BEFORE.search(words)) and year + 1 in named) or (_AFTER.search(words) and year - 1 in named):
        return
    yield f"its row, column or cell names {_list(named)}, not the fiscal year {year}"


def months_of(texts: Sequence[str]) -> set[int]:
    """The calendar months that texts name, a part of the year by its last one."""
    return {month for text in texts for month in months_in(text)}


@lru_cache(maxsize=REMEMBERED)
def months_in(text: str) -> frozenset[int]:
    """The calendar months that a text names, a part of the year by its last one, a span by its end."""
    part = period_named(text)
    ends = {PERIOD_ENDS[part]} if part in PERIOD_ENDS else set()
    bare = _RANGE.sub(lambda found: "~" + found.group(0).split("月")[-2].lstrip("~-") + "月", text)
    named = {int(found) for found in _MONTH.findall(bare)}
    return frozenset(ends | named | {month.month for month, _, _ in dated_months_in(text)})


def _has_own_year(heads: Heads) -> bool:
    """Whether a single word or label around a figure names one year and no other."""
    return any(len(years_of([text])) == 1 for text in heads.near)


def date_against(kind: str, row: Row, heads: Heads) -> Iterator[str]:
    """Why a result or a rank is of another month than it was read to be, or of a part of the year."""
    months, as_of = months_of(heads.near), row["as_of"]
    if any(_WITHIN.search(text) for text in heads.near):
        yield "its heading names a part of the year within another (うち下期)"
    if as_of is not None:
        if months and as_of.month not in months and not _in_part(as_of.month, heads):
            yield f"its row, column or cell names the months {_list(months)}, not {as_of:%Y-%m}"
        own = months_of([text for text in heads.beside if UP_TO.search(text)])
        if own and as_of.month not in own and as_of.month in months:
            yield f"its row names the months {_list(own)}, and its heading {as_of:%Y-%m}"
        title = next((text for text in heads.above[-1:] if len(text) <= _TITLE_CHARS and UP_TO.search(text)), "")
        titled = months_of([title]) if not months else set()
        if titled and as_of.month not in titled:
            yield f"the line above its table names the months {_list(titled)}, not {as_of:%Y-%m}"
        return
    if kind == "kpi_rank":
        return
    if months - {3} or any(_SAME_TIME.search(text) for text in heads.near):
        yield _PART_OF_YEAR.format("its row, column or cell names")
    elif row["fiscal_year"] not in years_of(heads.near) and any(
        _AT.search(text) and months_of([text]) - {3} for text in heads.above
    ):
        yield _PART_OF_YEAR.format("the lines above its table name")


def month_against(row: Row, heads: Heads) -> Iterator[str]:
    """Why a figure is of another month than it was read to be."""
    months = months_of([*heads.beside, *heads.over])
    if months and row["month"].month not in months and not _in_part(row["month"].month, heads):
        yield f"its row or column names the months {_list(months)}, not {row['month']:%Y-%m}"


def period_against(row: Row, heads: Heads) -> Iterator[str]:
    """Why a figure is of another part of the year than it was read to be."""
    parts = {part for text in [*heads.beside, *heads.over] if (part := period_named(text)) in PART_MONTHS}
    if row["period"] in PART_MONTHS and parts and row["period"] not in parts:
        yield f"its row or column names {', '.join(sorted(parts))}, not {row['period']}"
    dates = [text for text in heads.behind if _DATE.fullmatch(text)]
    # of several dates one is of each year's figure, one alone of this year's
    if dates and (row["period"] == "YTD" or (row["period"] == "FY" and len(dates) > 1)):
        yield _DATED_BESIDE.format(", ".join(dates))


def _in_part(month: int, heads: Heads) -> bool:
    parts = [period_named(text) for text in heads.near]
    return any(part in PART_MONTHS and month in PART_MONTHS[part] for part in parts if part)


def _list(values: set[int]) -> str:
    return ", ".join(str(value) for value in sorted(values))
