"""Which tables and sentences of a report were read, as what, and which were not and why.

Worked out after interpretation from the document and the places of the facts, so that it holds for every shape alike:
what no fact and no reject touches was not read. A shape says with `Recorder.cover` what it took a table for, or why it
left it; that goes before what is worked out here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extract.catalogue import match
from extract.document import Block, Document, Table
from extract.leftovers import cells_left
from extract.marks import NO_MEASURE, Marks
from extract.normalise.numbers import figures_in, parse_figure
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.text.passages import Passage, passages_of

#: Where a rule for a piece that was not read belongs, by what the piece is.
LOOK_IN = {
    "page": "extract/readers",
    "target": "extract/shapes/text/sentences.py",
    "result": "extract/shapes/text/sentences.py",
    "unnamed": "extract/data/kpi_names.csv",
    "no headings": "extract/shapes/tables/plans/layout.py",
    "no figures read": "extract/shapes/tables/labelled/figures.py",
    "cells left": "extract/shapes/tables/labels.py",
}
#: What a figure is counted per: 1件当たり, 1人あたり.
_PER = re.compile(r"\d+(?:人|件|事業所|社|日|か月)(?:当たり|あたり|につき)")
#: How many of the cells that were not read are named for each table.
SHOWN_CELLS = 5

Entry = dict[str, Any]


def survey(document: Document, recorder: Recorder) -> list[Entry]:
    """One entry for every table, for the sentences of every page, and for every sentence whose figure gave no fact.

    Each has `place`, `what` (what it was read as), `read` and `why` (not), `page`, `facts` (their number by kind) and
    `look_in` (the module where a rule for it belongs, None where nothing is missing). A table has also `size` (rows,
    columns), `head` (its first words), `flagged`, `rejects`, `left` (cells with figures that gave no fact, the first
    few) and `left_count` (how many there are); a sentence has its `text`.
    """
    marks = Marks(recorder)
    said = {entry["place"]: entry for entry in recorder.coverage}
    year = next((row["fiscal_year"] for row in recorder.of("report")), None)
    out: list[Entry] = []
    for page in document.pages:
        where = "the text" if page.number is None else f"page {page.number}"
        for problem in page.problems:
            out.append(_entry(where, "page", page.number, False, problem, LOOK_IN["page"]))
        tables = list(page.tables())
        marks.sort_in(page.number, tables)
        for table in tables:
            out.append(_of_table(table, page.number, marks, said.pop(f"table {table.index}", None)))
        loose = Counter(mark.kind for mark in marks.loose(page.number))
        if loose:
            out.append(_entry(f"{where}, sentences", "sentences", page.number, True, facts=dict(loose)))
        out.extend(_unread_sentences(page.blocks, page.number, where, marks, year))
    return [*out, *({"page": None, "look_in": None, **entry} for entry in said.values())]


def _entry(
    place: str,
    what: str,
    page: int | None,
    read: bool,
    why: str | None = None,
    look_in: str | None = None,
    **more: object,
) -> Entry:
    return {"place": place, "what": what, "read": read, "why": why, "page": page, "look_in": look_in, **more}


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_table(table: Table, page: int | None, marks: Marks, said: Entry | None) -> Entry:
    own = marks.by_table.get(table.index, [])
    facts = Counter(mark.kind for mark in own if mark.kind != "reject")
    left = [{"row": c.row, "col": c.col, "text": tidy(c.text)[:40]} for c in cells_left(table, marks)]
    what = said["what"] if said else "plan and status columns" if facts else "text"
    read, why, look_in = bool(facts), said["why"] if said else None, None
    if not facts:
        read, why, look_in = _why_not(table, left, said, bool(own))
    elif left:
        look_in = LOOK_IN["cells left"]
    return _entry(
        f"table {table.index}",
        what,
        page,
        read,
        why,
        look_in,
        size=[table.n_rows, table.n_cols],
        head=_head(table),
        facts=dict(facts),
        flagged=sum(mark.flagged for mark in own),
        rejects=sum(mark.kind == "reject" for mark in own),
        left_count=len(left),
        left=left[:SHOWN_CELLS],
    )


def _why_not(
    table: Table, left: Sequence[Entry], said: Entry | None, rejected: bool
) -> tuple[bool, str | None, str | None]:
    """Whether a table without facts counts as read, why not, and where to look."""
    if not left and rejected:
        return True, "all that it holds was refused, see the rejects", None
    if not left:
        return True, "it holds no figures of its own", None
    if said is not None and not said["read"] and said["why"]:
        return False, said["why"], said.get("look_in") or LOOK_IN["no figures read"]
    if said is not None and said["what"] != "text":
        return False, f"taken for {said['what']}, but no figure of it was read", LOOK_IN["no figures read"]
    reason = "its headings name no month, year, period, target, plan or status that is known, and no row a KPI"
    return False, reason, LOOK_IN["no headings"]


def _head(table: Table) -> str:
    """The first words of a table: its first row with text."""
    for row in table.rows():
        words = [tidy(text) for text in row if tidy(text)]
        if words:
            return " | ".join(word[:20] for word in words)[:120]
    return ""


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unread_sentences(
    blocks: Sequence[Block], page: int | None, where: str, marks: Marks, year: int | None
) -> Iterator[Entry]:
    for passage, home in _all_passages(blocks, where):
        text = passage.text
        if _states_a_figure(text) and not marks.touches(passage.place):
            why, look_in = _why_unread(text, year)
            place = passage.place
            ref = {"bbox": list(place.bbox)} if place.bbox else {"span": list(place.span)} if place.span else {}
            yield _entry(home, "sentence", page, False, why, look_in, text=text[:160], **ref)


def _all_passages(blocks: Sequence[Block], where: str) -> Iterable[tuple[Passage, str]]:
    for item in passages_of(blocks):
        if isinstance(item, Passage):
            yield item, where
            continue
        for cell in item.cells:
            yield from _all_passages(cell.blocks, f"table {item.index} row {cell.row} col {cell.col}")


def _states_a_figure(text: str) -> bool:
    """Whether words state a figure of something, more than its date, the number of an item or an age."""
    plain = _PER.sub("", fold(text))
    if len(solid(plain)) < 8 or parse_figure(plain) is not None:
        return False
    return any(figure.unit and figure.unit not in NO_MEASURE for figure, _, _ in figures_in(plain))


def _why_unread(text: str, year: int | None) -> tuple[str, str]:
    named = match(text, year)
    if named is None or named.alike_only:
        return "it names no KPI of the catalogue, and no rule reads its figure", LOOK_IN["unnamed"]
    if re.search(r"以上|以下|以内|未満|とする|目標|目指", text):
        return f"it names {named.kpi.code} and speaks of a target, but in no form that is known", LOOK_IN["target"]
    return f"it names {named.kpi.code}, but no month or year of its figure was recognised", LOOK_IN["result"]
