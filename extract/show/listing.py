"""Facts, chains and coverage as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table as RichTable

from extract.coverage import Entry
from extract.facts import Row
from extract.show.chain import Chain

#: Columns of a listing, in this order, where any row has them.
_SHOWN = (
    *("fiscal_year", "month", "period", "kpi_code", "measure_ja", "kpi_text", "item_no", "item_ja", "activity_ja"),
    *("comparator", "target_value", "value", "unit", "dimension", "as_of", "basis", "scope", "provisional"),
    *("symbol", "status", "mark", "rank", "previous_rank", "left_value", "right_value", "extracted_text"),
)
_TOO_LONG = 40


def listing(kind: str, rows: Sequence[Row], id_column: str) -> RichTable:
    """The rows of one kind as a table, with id, place and state."""
    columns = [name for name in _SHOWN if any(row.get(name) is not None for row in rows)]
    if kind != "reject":
        columns = [name for name in columns if name != "extracted_text"]
    table = RichTable("id", "page", *columns, "state", "reason", title=f"{kind} ({len(rows)})", title_justify="left")
    for row in rows:
        reason = row.get("review_reason") or row.get("reason") or row.get("detail") or ""
        table.add_row(
            str(row[id_column]),
            shown(row.get("page")),
            *(shown(row.get(name)) for name in columns),
            row.get("review_state") or "",
            reason,
        )
    return table


def shown(value: object) -> str:
    """A value in a cell of a listing: short, numbers without trailing zeros."""
    text = "" if value is None else f"{value:.12g}" if isinstance(value, float) else " ".join(str(value).split())
    return text if len(text) <= _TOO_LONG else text[: _TOO_LONG - 1] + "…"


# ── one fact ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def chain_lines(chain: Chain) -> Iterator[str]:
    """The chain behind one fact, a step a line."""
    report = chain["report"]
    yield f"{chain['kind']} {chain['id']}"
    yield f"report    {report['file']}  ({report['title'] or 'no title'})"
    if chain["kind"] == "conflict":
        yield f"conflict  {chain['check']}: {chain['detail']}"
        for side in chain["sides"]:
            yield ""
            yield from chain_lines(side)
        return
    headings = chain["headings"]
    yield f"place     {place_words(chain['place'])}"
    yield f"headings  {headings['section'] or '-'}"
    yield f"  row     {' | '.join(headings['row']) or '-'}"
    yield f"  column  {' | '.join(headings['column']) or '-'}"
    yield f"text      {' ⏎ '.join(chain['text'].splitlines()) or '(blank)'}"
    if chain["kind"] != "reject":
        yield f"value     {', '.join(f'{name} {shown(value)}' for name, value in chain['value'].items())}"
        yield from _kpi_lines(chain["kpi"])
        yield f"rule      {chain['rule']} (read as {chain['method']})"
        yield from _check_lines(chain["checks"])
    review = chain["review"]
    yield f"state     {review['state']}{': ' + review['reason'] if review['reason'] else ''}"
    for cell in chain.get("computed_from", []):
        yield f"  from    {_brief_line(cell)}"
    for conflict in chain.get("conflicts", []):
        yield f"against   {conflict['check']}: {conflict['value']} here, {conflict['other_value']} there"
        yield f"  there   {_brief_line(conflict['other'])}"


def place_words(place: Mapping[str, Any]) -> str:
    """A place as words: page, table, cell, box or span."""
    parts = [f"page {place['page']}"] if "page" in place else []
    if "table" in place:
        parts.append(f"table {place['table']} row {place['row']} column {place['col']}")
    if "bbox" in place:
        parts.append("box " + " ".join(f"{side:g}" for side in place["bbox"]))
    if "span" in place:
        first, start, last, end = place["span"]
        parts.append(f"line {first}:{start} to {last}:{end}")
    return ", ".join(parts) or "not known"


def _brief_line(cell: Mapping[str, Any]) -> str:
    value = f"{shown(cell['value'])} {cell['unit'] or ''}".strip()
    return f"{value} of {cell['of']} ({place_words(cell['place'])}; {cell['fact_id']})"


def _kpi_lines(kpi: Mapping[str, Any] | None) -> Iterator[str]:
    if kpi is None:
        yield "kpi       none: no name of the catalogue"
        return
    yield f"kpi       {kpi['code'] or 'none'}{' (' + kpi['name'] + ')' if kpi.get('name') else ''}"
    if kpi.get("words"):
        yield f"  by      {kpi['by']}: {shown(kpi['words'])}"
    if kpi.get("why"):
        yield f"  why     {kpi['why']}, likeness {kpi['score']:.0f}"
    if kpi.get("second"):
        yield f"  second  {kpi['second']}, likeness {kpi['second_score']:.0f}"


def _check_lines(checks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not checks:
        yield "checks    none applies"
    for check in checks:
        yield f"check     {'passed' if check['passed'] else 'FAILED'} {check['check']}: {check['detail']}"


# ── coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def coverage_table(entries: Iterable[Entry]) -> RichTable:
    """The coverage of a report: what was read, and what was not and why."""
    table = RichTable("place", "read as", "facts", "not read", "what it holds", title="coverage", title_justify="left")
    for entry in entries:
        facts = ", ".join(f"{count} {kind}" for kind, count in (entry.get("facts") or {}).items())
        size = f"{entry['size'][0]} × {entry['size'][1]}: " if entry.get("size") else ""
        table.add_row(
            entry["place"],
            entry["what"] if entry["read"] else f"[red]{entry['what']}[/red]",
            facts,
            _missing(entry),
            size + shown(entry.get("text") or entry.get("head")),
        )
    return table


def _missing(entry: Entry) -> str:
    parts = [entry["why"] or ""]
    if entry.get("left_count"):
        cells = ", ".join(f"{cell['text']} (row {cell['row']} col {cell['col']})" for cell in entry["left"])
        more = entry["left_count"] - len(entry["left"])
        parts.append(f"{entry['left_count']} figures without a fact: {cells}" + (f" and {more} more" if more else ""))
    if entry.get("rejects"):
        parts.append(f"{entry['rejects']} rejects")
    if entry.get("flagged"):
        parts.append(f"{entry['flagged']} flagged")
    return "; ".join(part for part in parts if part)


def hints(entries: Iterable[Entry]) -> list[str]:
    """Where to look, most pieces first: one line for each module, with how many pieces a rule there would read."""
    places = Counter(entry["look_in"] for entry in entries if entry.get("look_in"))
    return [f"{module} ({count} {'pieces' if count > 1 else 'piece'})" for module, count in places.most_common()]
