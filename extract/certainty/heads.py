"""A second reading of what stands over, beside and around a figure, blind to how the figure was read.

The shapes decide what a figure is from the heads they know. Here the plain words in the figure's own row, column and
cell are read again, and those right above the table: each that names a time, a scope or a role which the fact does not
have leaves the fact in doubt. Nothing is read anew from it, so that a rule which overlooks a word cannot lose a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.certainty.findings import Claim
from extract.certainty.head_words import Heads, PageCells
from extract.certainty.judged import judged_against
from extract.certainty.printed import number, spot, where
from extract.document import Document
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
from extract.normalise.numbers import figures_in
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.plan.plan_text import tells

CHECK = "words_around"
_SAME_TIME = re.compile(r"同期|同月|同時期|同時点")
_BEFORE = re.compile(r"前年|昨年|前期|前回|旧")
_AFTER = re.compile(r"翌年|次年|来年|新")
_NATION = re.compile(r"全国|全支部|47支部|他支部|全体平均|国平均")
_BRANCH = re.compile(r"当支部|本支部|支部")
_AIM = re.compile(r"目標|計画|予定|見込|推計|見通|期待")
_RESULT = re.compile(r"実績|結果|現状|実施|達成|状況|件数|率|割合|進捗|比較|ベース|参考")
_RUNNING, _SINGLE = re.compile(r"累計|累積|通算"), re.compile(r"単月|当月|月次|月別|月間|各月")
_RANGE = re.compile(r"(?:1[0-2]|0?[1-9])月?[~〜～-](?:1[0-2]|0?[1-9])月")
_AT = re.compile(r"時点|現在|速報|月末|同期|同月|上期|上半期|下期|下半期|四半期")
_UP_TO = re.compile(r"月(?:末|時点|現在|診療分|分|まで)")
_WORD = re.compile(r"[ぁ-んァ-ヶー一-龥]")
_MARKED = re.compile(r".[●○◎★■][●○◎★■]|.[●★]$")
_TURNS = 4  # so many rows of years in turn
_TITLE_LEAST = 6  # letters of a name that can be told from a title
_JUDGED_WITHIN = re.compile(r"[【\[(（][◎○〇◯△×□][】\])）]")
_TITLE_CHARS = 45  # a longer line over a table is no title
_MONTH = re.compile(r"(1[0-2]|0?[1-9])月")
#: The words around one figure are mostly those around the next; so many answers are kept.
_REMEMBERED = 20_000
_PART_OF_YEAR = "{} a part of the year and it was read as the whole of it"


def claims(recorder: Recorder, document: Document) -> Iterator[Claim]:
    """One failed claim for every figure that the words around it contradict."""
    yield from _item_claims(recorder)
    yield from _judged_twice_claims(recorder)
    yield from _half_named_claims(recorder)
    yield from _same_time_claims(recorder)
    yield from _titled_claims(recorder)
    yield from _one_year_each_claims(recorder)
    pages = {page.number: PageCells(page) for page in document.pages}
    for kind in ("kpi_target", "kpi_actual", "kpi_rank", "monthly_actual", "period_figure", "schedule_mark"):
        for row in recorder.of(kind):
            if row["review_state"] != "ok":
                continue
            place = Locator.of(row["source_ref"])
            for against in _words_against(kind, row, place, pages.get(place.place.page)):
                value = row.get("value", row.get("target_value", row.get("rank")))
                said = number(value, row.get("unit")) if value is not None else str(row["extracted_text"])
                yield Claim(CHECK, False, (row,), f"{said} ({where(row)}): {against}")


def with_own_year(recorder: Recorder, document: Document) -> set[str]:
    """The ids of the figures whose own row, column or cell names their fiscal year and no other."""
    pages = {page.number: PageCells(page) for page in document.pages}
    found = set()
    for kind in ("kpi_actual", "monthly_actual", "period_figure"):
        for row in recorder.of(kind):
            place = Locator.of(row["source_ref"])
            grid = pages.get(place.place.page) if place.table is not None else None
            heads = grid.heads(place) if grid is not None else None
            if heads is not None and _years(heads.near) == {row["fiscal_year"]}:
                found.add(row["fact_id"])
    return found


def _item_claims(recorder: Recorder) -> Iterator[Claim]:
    """Items that are no work to be done, and statuses of nothing."""
    for kind in ("plan_item", "plan_status"):
        for row in recorder.of(kind):
            item = solid(row["item_ja"] or "")
            against = None
            if kind == "plan_status":
                against = judged_against(row)
            if kind == "plan_status" and not _LETTERS.search(item):
                against = "no words say what it judges"
            elif kind == "plan_status" and _JUDGED_WITHIN.search(item):
                against = "a symbol stands within the words that it was read to judge"
            elif kind == "plan_item" and _MARKED.search(item):
                against = "marks of a schedule stand among its words"
            elif kind == "plan_item" and _looks_cut(item):
                against = _CUT
            elif kind == "plan_item" and (_DONE.search(item) or tells(item)):
                against = "it says what was done, and may be no item of a plan"
            if against is not None and row["review_state"] == "ok":
                yield Claim(CHECK, False, (row,), f"{row['extracted_text'] or item} ({where(row)}): {against}")


def _judged_twice_claims(recorder: Recorder) -> Iterator[Claim]:
    """Statuses of one thing and time that stand side by side in one row: they are of different times, or by different
    people, and nothing was made of what tells them apart.
    """
    rows: dict[tuple[object, ...], list[Row]] = {}
    for row in recorder.of("plan_status"):
        place = spot(row)
        if place.get("table") is not None:
            at = (row["page"], place["table"], place["row"], row["item_ja"], row["fiscal_year"], row["period"])
            rows.setdefault(at, []).append(row)
    for group in rows.values():
        columns = {spot(row)["col"] for row in group}
        for row in group if len(columns) > 1 else ():
            if row["review_state"] == "ok":
                said = f"{row['extracted_text']} ({where(row)})"
                detail = f"{said}: another status of the same thing and time is beside it"
                yield Claim(CHECK, False, (row,), detail)


def _half_named_claims(recorder: Recorder) -> Iterator[Claim]:
    """Rows whose name is only the end of that which the same table has for another year: a part of theirs was lost."""
    names: dict[tuple[object, ...], dict[str, set[int]]] = {}
    rows = [row for kind in ("monthly_actual", "period_figure") for row in recorder.of(kind)]
    for row in rows:
        table = names.setdefault((row["page"], spot(row).get("table")), {})
        table.setdefault(row["measure_ja"] or "", set()).add(row["fiscal_year"])
    for row in rows:
        name, table = row["measure_ja"] or "", names[row["page"], spot(row).get("table")]
        longer = [
            other
            for other, years in table.items()
            if other.endswith(f" {name}") and row["fiscal_year"] not in years and not years & table[name]
        ]
        if longer and row["review_state"] == "ok" and spot(row).get("table") is not None:
            detail = (
                f"{number(row['value'], row['unit'])} ({where(row)}): in another year the row is called {longer[0]}"
            )
            yield Claim(CHECK, False, (row,), detail)


def _titled_claims(recorder: Recorder) -> Iterator[Claim]:
    """Figures that go by the title of the report: a name of their own was not found."""
    title = "".join(_WORD.findall(next((solid(row["title"] or "") for row in recorder.of("report")), "")))
    for row in (row for kind in ("monthly_actual", "period_figure") for row in recorder.of(kind)):
        name = "".join(_WORD.findall(solid(row["measure_ja"] or "")))
        own = row["review_state"] == "ok" and row["kpi_code"] is None
        if own and len(name) >= _TITLE_LEAST and name in title:
            detail = f"{number(row['value'], row['unit'])} ({where(row)}): its name is the title of the report"
            yield Claim(CHECK, False, (row,), detail)


def _one_year_each_claims(recorder: Recorder) -> Iterator[Claim]:
    """Rows of a month table each of which has another name than the row of the other year beside it: a name over both
    years may have been taken for two.
    """
    tables: dict[tuple[object, ...], list[Row]] = {}
    for row in recorder.of("monthly_actual"):
        if spot(row).get("table") is not None:
            tables.setdefault((row["page"], spot(row)["table"]), []).append(row)
    for rows in tables.values():
        years: dict[str, set[int]] = {}
        lines: dict[int, set[int]] = {}
        for row in rows:
            years.setdefault(row["measure_ja"] or "", set()).add(row["fiscal_year"])
            lines.setdefault(spot(row)["row"], set()).add(row["fiscal_year"])
        if any(len(found) > 1 for found in (*lines.values(), *years.values())):
            continue  # years run across, or a name has them all
        turns = [next(iter(lines[at])) for at in sorted(lines)]
        if len(turns) < _TURNS or any(one == two for one, two in pairwise(turns)):
            continue
        for row in rows:
            if row["review_state"] == "ok":
                said = f"{number(row['value'], row['unit'])} ({where(row)})"
                yield Claim(CHECK, False, (row,), f"{said}: no row of its table has the same name in another year")


def _same_time_claims(recorder: Recorder) -> Iterator[Claim]:
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
            if row["review_state"] == "ok" and before and latest["as_of"].month != row["as_of"].month:
                detail = (
                    f"{number(row['value'], row['unit'])} ({where(row)}): it is read as of {row['as_of']:%Y-%m}, "
                    f"and this year's figure beside it as of {latest['as_of']:%Y-%m}"
                )
                yield Claim(CHECK, False, (row,), detail)


def _words_against(kind: str, row: Row, place: Locator, grid: PageCells | None) -> Iterator[str]:
    if place.table is None:
        if kind == "kpi_actual" and row["as_of"] is None and row["basis"] == "full_year":
            text = solid(row["extracted_text"] or "")
            told = row["fiscal_year"] in {found.value for found in fiscal_years_in(text)}
            if _SAME_TIME.search(text) or (_months([text]) - {3} and not told):
                yield _PART_OF_YEAR.format("its sentence names")
        return
    heads = grid.heads(place) if grid is not None else None
    if heads is None:
        return
    printed = solid(row["extracted_text"] or "")
    if printed and printed not in heads.own and (not heads.own or heads.own not in printed):
        yield "the cell that it is said to stand in does not print it"
    yield from _against(kind, row, heads)


# ── what they say against a fact ──────────────────────────────────────────────────────────────────────────────────────


def _against(kind: str, row: Row, heads: Heads) -> Iterator[str]:
    if kind == "schedule_mark":
        listed = solid(row["extracted_text"] or "") != row["mark"]  # an item of a list: its mark, then what is done
        words = "".join([*heads.beside, *heads.over, heads.own if listed else ""])
        if any(solid(piece) not in words for piece in tidy(row["activity_ja"] or "").split()):
            yield "the activity does not stand in its row or column"
        return
    yield from _year_against(row, heads)
    if len(_years(heads.over)) > 1 and not _has_own_year(heads):
        yield "its heading names several years, and which of them is its own nothing says"
    if kind in ("kpi_actual", "kpi_rank"):
        yield from _date_against(kind, row, heads)
    if kind == "kpi_actual":
        yield from _scope_against(row, heads)
    if kind == "monthly_actual":
        yield from _basis_against(row, heads)
        yield from _month_against(row, heads)
    if kind == "period_figure":
        yield from _period_against(row, heads)
    if kind in ("monthly_actual", "period_figure"):
        yield from _name_against(row, heads)
    yield from _role_against(kind, row, heads)


#: Words of heads that are no part of a figure's name.
_NO_NAME = re.compile(
    r"[・:;,.、。()\[\]<>【】「」〈〉《》〔〕{}※*＊/~-]|令和|平成|西暦|年度?|月|末|まで|時点|現在|診療分|分|以[上下]|実績値?|単位"
    r"|前年|昨年|当年|今年|同期|同月|第?\d四半期|上半?期|下半?期|通期|累計|累積|単月|当月|合計|計|平均|速報値?|確定値?|\d+|[RH]|数値|(?:活動|取組|業務)量"
)
#: What the name of a figure says that it counts or measures.
_MEASURE = re.compile(
    r"数(?!字)|率|額|割合|件|比|点|コスト|人|日|時間|ポイント|回|枚|部|通|量|高|者|健診|指導|面談|申請|決定|届|訪問|診査"
)
#: A name does not begin so; the words before were lost.
_BEGINS_CUT = re.compile(r"^(?:[のを、。・)」』】]|末|比(?!較))")
_CUT = "its name seems to be cut"
_DONE = re.compile(r"(?:した|された|られた|いた|なった|できた|未実施|によるもの|見送り)[。)]*$")
#: What a title ends in that says how its figures are meant.
_TITLE_ENDS = re.compile(r"\((?:[^()]*(?:累計|単月|円|%|件|人|単位)[^()]*)\)$")
#: A title that names several figures, of which the row names one again.
_SEVERAL = re.compile(r"と|及び|並びに|・|、")
_SENTENCE = re.compile(r"を.*(?:開催|実施|送付|配布|行[いうっ]|した|する)")
_UNITS = re.compile(r"件|千円|百万円|億円|円|人|名|社|事業所|日間?|通|部|回|枚|台|%|ポイント|割|参考|直近|※")
#: A unit in brackets, and the branch itself.
_ASIDE = re.compile(rf"\((?:{_UNITS.pattern})\)|^.{{1,4}}支部$")
#: Brackets right behind a figure with its unit.
_FIGURE_AND_BRACKETS = re.compile(r"(?<=[%件人円社所数])\([^()]*\d[^()]*\)")
_TIME, _LAST_BRACKETS = re.compile(r"時間|:"), re.compile(r"\([^()]*\)$")
_LETTERS = re.compile(r"[A-Za-zぁ-んァ-ヶ一-鿿]")


@lru_cache(maxsize=_REMEMBERED)
def _bare(text: str) -> str:
    """What is left of a text without the words that are no part of a name."""
    return _NO_NAME.sub("", text)


def _name_against(row: Row, heads: Heads) -> Iterator[str]:
    said = solid(f"{row['measure_ja'] or ''}{row.get('dimension') or ''}{row.get('period') or ''}")
    bare = _bare(said)
    for text in heads.beside:
        left = _bare(_ASIDE.sub("", text))
        if len(left) > 1 and left not in bare and bare not in left and _LETTERS.search(_UNITS.sub("", left)):
            yield f"nothing was made of the words {text} beside it"
    name = _bare(solid(row["measure_ja"] or ""))
    words = [left for text in [*heads.near, *heads.behind] if len(left := _bare(text)) > 1]
    if row["kpi_code"] is None and not _MEASURE.search(name) and not any(w in name or name in w for w in words):
        yield "its name stands above the table only and is none of a figure"
    if _looks_cut(row["measure_ja"] or ""):
        yield _CUT
    if row["measure_ja"] and not _TIME.sub("", _UNITS.sub("", name)):
        yield "its name is only a unit or a time"
    if row["kpi_code"] is None and _SENTENCE.search(row["measure_ja"] or ""):
        yield "its name is a sentence on what was done"
    around = solid("".join([*heads.near, *heads.behind, *heads.above, *heads.rows_over]))
    summed = any(text.endswith("計") and not text.endswith("累計") for text in map(_bare_end, heads.near))
    if ("累計" in said and "累" not in around) or ("合計" in said and "合計" not in around and not summed):
        yield "a word of its name (合計, 累計) stands nowhere around it"
    far = [piece for piece in tidy(row["measure_ja"] or "").split() if not any(w in piece or piece in w for w in words)]
    if row["kpi_code"] is None and sum(bool(_TITLE_ENDS.search(piece)) for piece in far) > 1:
        yield "its name is made of two titles"
    title, *rest = tidy(row["measure_ja"] or "").split() or [""]
    if row["kpi_code"] is None and rest and rest[-1] in title and _SEVERAL.search(title):
        yield f"the title {title} names several figures"


def _bare_end(text: str) -> str:
    """A label without the brackets at its end."""
    return _LAST_BRACKETS.sub("", text)


def _looks_cut(name: str) -> bool:
    """Whether a name begins within a word or closes a bracket that it does not open."""
    text = solid(name)
    return bool(_BEGINS_CUT.match(text)) or text.count("(") != text.count(")") or text.count("「") != text.count("」")


def _years(texts: Sequence[str]) -> set[int]:
    """The fiscal years that texts name, also by a month."""
    years = {found.value for text in texts for found in fiscal_years_in(text)}
    return years | {fiscal_year_of(month) for text in texts for month, _, _ in dated_months_in(text)}


def _year_against(row: Row, heads: Heads) -> Iterator[str]:
    year = row["fiscal_year"]
    named = _years(heads.near)
    if not named or year is None or year in named:
        return
    words = "".join(heads.near)
    cell = f"{heads.own}|{solid(row['extracted_text'])}"  # also where two rows of the page were read as one
    in_brackets = re.search(r"\([^|]*\d[^|]*\)", cell) is not None  # last year's figure behind this year's
    if ((in_brackets or _BEFORE.search(words)) and year + 1 in named) or (_AFTER.search(words) and year - 1 in named):
        return
    yield f"its row, column or cell names {_list(named)}, not the fiscal year {year}"


def _months(texts: Sequence[str]) -> set[int]:
    """The calendar months that texts name, a part of the year by its last one."""
    return {month for text in texts for month in _months_in(text)}


@lru_cache(maxsize=_REMEMBERED)
def _months_in(text: str) -> frozenset[int]:
    part = period_named(text)
    ends = {PERIOD_ENDS[part]} if part in PERIOD_ENDS else set()
    bare = _RANGE.sub(lambda found: "~" + found.group(0).split("月")[-2].lstrip("~-") + "月", text)
    named = {int(found) for found in _MONTH.findall(bare)}
    return frozenset(ends | named | {month.month for month, _, _ in dated_months_in(text)})


def _has_own_year(heads: Heads) -> bool:
    """Whether a single word or label around a figure names one year and no other."""
    return any(len(_years([text])) == 1 for text in heads.near)


def _date_against(kind: str, row: Row, heads: Heads) -> Iterator[str]:
    months, as_of = _months(heads.near), row["as_of"]
    if as_of is not None:
        if months and as_of.month not in months and not _in_part(as_of.month, heads):
            yield f"its row, column or cell names the months {_list(months)}, not {as_of:%Y-%m}"
        title = next((text for text in heads.above[-1:] if len(text) <= _TITLE_CHARS and _UP_TO.search(text)), "")
        titled = _months([title]) if not months else set()
        if titled and as_of.month not in titled:
            yield f"the line above its table names the months {_list(titled)}, not {as_of:%Y-%m}"
        return
    if kind == "kpi_rank":
        return
    if months - {3} or any(_SAME_TIME.search(text) for text in heads.near):
        yield _PART_OF_YEAR.format("its row, column or cell names")
    elif row["fiscal_year"] not in _years(heads.near) and any(
        _AT.search(text) and _months([text]) - {3} for text in heads.above
    ):
        yield _PART_OF_YEAR.format("the lines above its table name")


def _month_against(row: Row, heads: Heads) -> Iterator[str]:
    months = _months([*heads.beside, *heads.over])
    if months and row["month"].month not in months and not _in_part(row["month"].month, heads):
        yield f"its row or column names the months {_list(months)}, not {row['month']:%Y-%m}"


def _period_against(row: Row, heads: Heads) -> Iterator[str]:
    parts = {part for text in [*heads.beside, *heads.over] if (part := period_named(text)) in PART_MONTHS}
    if row["period"] in PART_MONTHS and parts and row["period"] not in parts:
        yield f"its row or column names {', '.join(sorted(parts))}, not {row['period']}"


def _in_part(month: int, heads: Heads) -> bool:
    parts = [period_named(text) for text in heads.near]
    return any(part in PART_MONTHS and month in PART_MONTHS[part] for part in parts if part)


def _scope_against(row: Row, heads: Heads) -> Iterator[str]:
    if re.search(r"\d位", solid(row["extracted_text"] or "")) and float(row["value"]).is_integer():
        yield "a rank stands in its cell, and it may be that"
    if heads.years_beside > 1:
        yield "it stands beside rows of several years"
    near = [_without_others(heads.own, float(row["value"])), *heads.beside[:1], *heads.over]
    nation = [text for text in near if _NATION.search(text)]
    if row["scope"] == "branch" and nation and not any(_BRANCH.search(_NATION.sub("", text)) for text in near):
        yield f"{nation[0]} stands over or beside it and it was read as the branch's own"
    if row["scope"] == "national_average" and not any(_NATION.search(text) for text in [*heads.near, *heads.above]):
        yield "nothing around it says that it is of the whole country"


def _without_others(own: str, value: float) -> str:
    """What a cell prints without the brackets behind a figure that hold others and not that one: 0.97%(全国1.10%)."""

    def kept(found: re.Match[str]) -> str:
        values = {figure.value for figure, _, _ in figures_in(found[0])}
        return found[0] if value in values or not values else ""

    return _FIGURE_AND_BRACKETS.sub(kept, own)


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
    over = "".join(heads.over)
    if kind in ("kpi_actual", "monthly_actual") and _AIM.search(over) and not _RESULT.search(_AIM.sub("", over)):
        yield "its heads speak of what is aimed at and not of results"


def _list(values: set[int]) -> str:
    return ", ".join(str(value) for value in sorted(values))
