"""A second reading of what stands over, beside and around a figure, blind to how the figure was read.

The shapes decide what a figure is from the heads they know. Here the plain words in the figure's own row, column and
cell are read again, and those right above the table: each that names a time, a scope or a role which the fact does not
have leaves the fact in doubt. Nothing is read anew from it, so that a rule which overlooks a word cannot lose a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.certainty.findings import Claim
from extract.certainty.words import nearest_times
from extract.certainty.words.head_claims import doubted
from extract.certainty.words.head_items import item_claims, judged_twice_claims
from extract.certainty.words.head_names import half_named_claims, name_against, one_year_each_claims, titled_claims
from extract.certainty.words.head_times import (
    compared_plan_claims,
    date_against,
    month_against,
    period_against,
    same_time_claims,
    sentence_against,
    year_against,
    years_of,
)
from extract.certainty.words.head_words import Heads, PageCells, without_others
from extract.certainty.words.judged_years import judged_year_claims
from extract.document import Document
from extract.facts import Row
from extract.locate import Locator
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Header

_NATION = re.compile(r"全国|全支部|47支部|他支部|全体平均|国平均")
_BRANCH = re.compile(r"当支部|本支部|支部")
_AIM = re.compile(r"目標|計画|予定|見込|推計|見通|期待")
_RESULT = re.compile(r"実績|結果|現状|実施|達成|状況|件数|率|割合|進捗|比較|ベース|参考")
_RUNNING, _SINGLE = re.compile(r"累計|累積|通算"), re.compile(r"単月|当月|月次|月別|月間|各月")
#: What was reached, and a title of a table of what is to be reached.
_REACHED = ("kpi_actual", "monthly_actual", "period_figure")
_AIM_TITLE = re.compile(
    r"^[■□●◆◇○・▼▶◎☆★※\s]*[【\[(〔<「]?(?:数値|年間|月別|年度|四半期別?)?(?:目標|計画|予定|見込)(?:値|数|件数|額|率)?(?:[】\])〕>」]|$)"
    r"|(?:目標|計画|予定|見込)(?:値|件数|数|額)$"
)


def claims(recorder: Recorder, document: Document, header: Header) -> Iterator[Claim]:
    """One failed claim for every figure that the words around it, or the nearest words of time above it, contradict."""
    yield from item_claims(recorder)
    yield from judged_twice_claims(recorder)
    yield from half_named_claims(recorder)
    yield from same_time_claims(recorder)
    yield from titled_claims(recorder)
    yield from one_year_each_claims(recorder)
    pages = {page.number: PageCells(page) for page in document.pages}
    yield from judged_year_claims(recorder, pages)
    yield from compared_plan_claims(recorder, header.title, pages)
    for kind in ("kpi_target", "kpi_actual", "kpi_rank", "monthly_actual", "period_figure", "schedule_mark"):
        for row in recorder.of(kind):
            if row["review_state"] != "ok":
                continue
            place = Locator.of(row["source_ref"])
            grid, of_work = pages.get(place.place.page), row["fact_id"] in recorder.of_work
            for against in _words_against(kind, row, place, grid, of_work):
                yield from doubted(row, against)
    yield from nearest_times.claims(recorder, document, pages, header)


def with_own_year(recorder: Recorder, document: Document) -> set[str]:
    """The ids of the figures whose own row, column or cell names their fiscal year and no other."""
    pages = {page.number: PageCells(page) for page in document.pages}
    found = set()
    for kind in ("kpi_actual", "monthly_actual", "period_figure"):
        for row in recorder.of(kind):
            place = Locator.of(row["source_ref"])
            grid = pages.get(place.place.page) if place.table is not None else None
            heads = grid.heads(place) if grid is not None else None
            if heads is not None and years_of(heads.near) == {row["fiscal_year"]}:
                found.add(row["fact_id"])
    return found


def _words_against(kind: str, row: Row, place: Locator, grid: PageCells | None, of_work: bool) -> Iterator[str]:
    if place.table is None:
        yield from sentence_against(kind, row)
        return
    heads = grid.heads(place) if grid is not None else None
    if heads is None:
        return
    heads = _without_work(row, heads) if of_work else heads
    printed = solid(row["extracted_text"] or "")
    if printed and printed not in heads.own and (not heads.own or heads.own not in printed):
        yield "the cell that it is said to stand in does not print it"
    yield from _against(kind, row, heads)


def _without_work(row: Row, heads: Heads) -> Heads:
    """The words around a count without the work to the left of its name, which says nothing of what is counted."""
    name = next((at for at, text in enumerate(heads.beside) if text == solid(row["measure_ja"] or "")), None)
    return heads if name is None else replace(heads, beside=heads.beside[: name + 1])


def _against(kind: str, row: Row, heads: Heads) -> Iterator[str]:
    if kind == "schedule_mark":
        listed = solid(row["extracted_text"] or "") != row["mark"]  # an item of a list: its mark, then what is done
        words = "".join([*heads.beside, *heads.over, heads.own if listed else ""])
        if any(solid(piece) not in words for piece in tidy(row["activity_ja"] or "").split()):
            yield "the activity does not stand in its row or column"
        return
    yield from year_against(row, heads)
    if kind in ("kpi_actual", "kpi_rank"):
        yield from date_against(kind, row, heads)
    if kind == "kpi_actual":
        yield from _scope_against(row, heads)
    if kind == "monthly_actual":
        yield from _basis_against(row, heads)
        yield from month_against(row, heads)
    if kind == "period_figure":
        yield from period_against(row, heads)
    if kind in ("monthly_actual", "period_figure"):
        yield from name_against(row, heads)
    yield from _role_against(kind, row, heads)


def _scope_against(row: Row, heads: Heads) -> Iterator[str]:
    if re.search(r"\d位", solid(row["extracted_text"] or "")) and float(row["value"]).is_integer():
        yield "a rank stands in its cell, and it may be that"
    if heads.years_beside > 1:
        yield "it stands beside rows of several years"
    near = [without_others(heads.own, float(row["value"])), *heads.beside[:1], *heads.over]
    nation = [text for text in near if _NATION.search(text)]
    if row["scope"] == "branch" and nation and not any(_BRANCH.search(_NATION.sub("", text)) for text in near):
        yield f"{nation[0]} stands over or beside it and it was read as the branch's own"
    if row["scope"] == "national_average" and not any(_NATION.search(text) for text in [*heads.near, *heads.above]):
        yield "nothing around it says that it is of the whole country"


def _basis_against(row: Row, heads: Heads) -> Iterator[str]:
    near = "".join(heads.near)
    if not _RUNNING.search(near) and not _SINGLE.search(near):
        titles = [*heads.above[-1:], *heads.rows_over]  # of the table, and of its parts within it
        near = next((text for text in reversed(titles) if _RUNNING.search(text) or _SINGLE.search(text)), "")
    running, single = bool(_RUNNING.search(near)), bool(_SINGLE.search(near))
    if row["basis"] == "monthly" and running and not single:
        yield "its heads say that it is a running total and it was read as that of a month"
    if row["basis"] == "cumulative" and single and not running:
        yield "its heads say that it is of a month and it was read as a running total"


def _role_against(kind: str, row: Row, heads: Heads) -> Iterator[str]:
    near = "".join(heads.near)
    if kind == "kpi_target" and not _AIM.search(near) and re.search(r"実績|結果|現状", near):
        yield "its heads speak of results and not of a target"
    title = next(iter(heads.above[-1:]), "")
    aimed = _AIM_TITLE.search(title) is not None and re.search(r"\d", title) is None
    if kind in _REACHED and aimed and not re.search(r"実績|結果|現状", title + near):
        yield "the line above its table speaks of what is aimed at and not of results"
    over = "".join(heads.over)
    if kind in ("kpi_actual", "monthly_actual") and _AIM.search(over) and not _RESULT.search(_AIM.sub("", over)):
        yield "its heads speak of what is aimed at and not of results"
