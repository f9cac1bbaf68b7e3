"""From a sheet as data to what is written: one query, and for every column its heading, kind, unit and facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.errors import ExportError
from warehouse.exports.dictionary import Column, Table
from warehouse.exports.subjects import ColumnChoice, Kind, Sheet

_KINDS: dict[str, Kind] = {
    "VARCHAR": "text", "BOOLEAN": "truth", "DATE": "month", "TIMESTAMP": "moment", "DOUBLE": "number",
    "DECIMAL": "number", "INTEGER": "whole", "BIGINT": "whole", "HUGEINT": "whole",
}  # fmt: skip
_WIDTHS: dict[Kind, float] = {
    "text": 24, "word": 16, "whole": 9, "number": 12, "year": 9.5, "month": 12, "date": 11, "moment": 16, "truth": 8,
}  # fmt: skip
#: In place of a column: the branch's name, and the order of the prefectures.
BRANCH = "branch"
_ACRONYMS = {"kpi": "KPI", "id": "ID", "sha256": "SHA-256", "ok": "OK"}
_MONTHS = [*range(4, 13), *range(1, 4)]
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Place of the fact `e` in the evidence site, and the text of the link.
_FACT_ADDRESS = "'reports/' || e.report_id || '.html#' || e.fact_id"
_REMARKS = (
    "nullif(concat_ws('、', case when t.years_off <> 0 then '月は' || (t.fiscal_year + t.years_off) || '年度' end, "
    "case when t.is_provisional then '速報値を含む' end), '')"
)
_FACT_PLACE = "case when e.fact_id is not null then coalesce('p.' || e.page, '根拠') end"


@dataclass(frozen=True)
class Planned:
    """A column as it is written. `value`, `unit_at`, `facts`, `state_at` are positions in a row of the query."""

    heading_ja: str
    heading_en: str
    kind: Kind
    width: float
    value: int
    unit: str | None = None
    unit_at: int | None = None
    facts: tuple[int, ...] = ()
    state_at: int | None = None
    source: Column | None = None


@dataclass(frozen=True)
class Plan:
    """A sheet ready to be written; a row ends with the address of its evidence and the text of that link."""

    sheet: Sheet
    table: Table
    query: str
    columns: tuple[Planned, ...]


def heading_en(name: str) -> str:
    """The English heading of a column: its name in words."""
    parts = re.sub(r"_(ja|en)$", "", name).split("_")
    text = " ".join(_ACRONYMS.get(part, part) for part in parts)
    return text[:1].upper() + text[1:]


def prepare_facts(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> None:
    """Gather all facts in `memory.main.fact_places`: what state they are in, and where they are printed."""
    doubtful = "if(review_state <> 'ok', extracted_text, null) as extracted_text"
    parts = [
        f"select fact_id, report_id, page, review_state, review_reason, {doubtful} from {table.relation}"  # noqa: S608
        for table in tables
        if all(map(table.has, ("fact_id", "report_id", "page", "review_state", "review_reason", "extracted_text")))
    ]
    if not parts:
        raise ExportError("no table of this release holds facts with their places")
    connection.execute(
        "create or replace table memory.main.fact_places as select facts.*, reports.file_name "  # noqa: S608
        f"from ({' union all '.join(parts)}) as facts left join marts.dim_report as reports using (report_id)"
    )


def plan(sheet: Sheet, tables: dict[str, Table]) -> Plan:
    """The query and columns of a sheet.

    Raises:
        ExportError: the sheet names a table or column that the release does not have.
    """
    try:
        table = tables[sheet.table]
        return _months(sheet, table) if sheet.months else _rows(sheet, table)
    except KeyError as error:
        raise ExportError(f"sheet {sheet.title} of the workbooks: {error.args[0]} is not in this release") from error


class _Select:
    """The expressions of a query, each once, and where they stand in a row."""

    def __init__(self) -> None:
        self.expressions: list[str] = []

    def at(self, expression: str) -> int:
        if expression not in self.expressions:
            self.expressions.append(expression)
        return self.expressions.index(expression)


def _planned(choice: ColumnChoice, table: Table, select: _Select) -> Planned:
    if choice.name == BRANCH:
        return Planned("支部", "Branch", "text", choice.width or 9, select.at("b.name_ja"))
    column = table.column(choice.name)
    kind = choice.kind or _kind(column)
    unit_at = select.at(_unit_sql(column.unit_from)) if column.unit_from and kind == "number" else None
    for name in (*choice.facts, *filter(None, [choice.state])):
        table.column(name)
    return Planned(
        heading_ja=choice.heading_ja or column.label_ja + ("(UTC)" if kind == "moment" else ""),
        heading_en=choice.heading_en or heading_en(column.name),
        kind=kind,
        width=choice.width or _WIDTHS[kind],
        value=select.at(f't."{column.name}"'),
        unit=column.unit,
        unit_at=unit_at,
        facts=tuple(select.at(f't."{name}"') for name in choice.facts),
        state_at=select.at(f't."{choice.state}"') if choice.state else None,
        source=column,
    )


def _kind(column: Column) -> Kind:
    if column.name == "fiscal_year":
        return "year"
    if column.values:
        return "word"
    return next(kind for begin, kind in _KINDS.items() if column.data_type.startswith(begin))


def _unit_sql(unit_from: str) -> str:
    table, dot, column = unit_from.partition(".")
    if not dot:
        return f't."{table}"'
    return f'(select u."{column}" from marts."{table}" as u where u.kpi_code = t.kpi_code)'  # noqa: S608


def _rows(sheet: Sheet, table: Table) -> Plan:
    select = _Select()
    columns = tuple(_planned(choice, table, select) for choice in sheet.columns)
    link, place, join = _evidence(sheet, table)
    query = (
        f"select {', '.join(select.expressions)}, {link}, {place} from {table.relation} as t {join} {_branch(table)} "  # noqa: S608
        f"where {sheet.where or 'true'} order by {_order(sheet, table)}"
    )
    return Plan(sheet, table, query, columns)


def _evidence(sheet: Sheet, table: Table) -> tuple[str, str, str]:
    """Address and text of a row's link, and the join that they need."""
    if sheet.address:
        inserted = re.sub(r"\{(\w+)\}", lambda name: f"' || t.{table.column(name[1]).name} || '", sheet.address)
        return f"'{inserted}'", f"case when '{inserted}' is not null then '根拠' end", ""
    if not sheet.evidence:
        return "null", "null", ""
    facts = ", ".join(f't."{table.column(name).name}"' for name in sheet.evidence)
    return _FACT_ADDRESS, _FACT_PLACE, f"left join memory.main.fact_places as e on e.fact_id = coalesce({facts})"


def _branch(table: Table) -> str:
    return "left join marts.dim_branch as b on b.branch_code = t.branch_code" if table.has("branch_code") else ""


def _order(sheet: Sheet, table: Table, known: Sequence[str] = ()) -> str:
    terms = []
    for item in sheet.order:
        name, *direction = item.split()
        if name == BRANCH:
            terms.append("b.jis_code")
            continue
        column = name if name in known else table.column(name).name
        terms.append(" ".join([f't."{column}"', *direction]))
    return ", ".join(terms)


def _months(sheet: Sheet, table: Table) -> Plan:
    """Months side by side: a row for each group, fiscal year and basis."""
    chosen = (*sheet.columns, *sheet.after)
    named = [name for choice in chosen for name in (choice.name, *choice.facts) if name != BRANCH]
    ids = dict.fromkeys([*named, *sheet.group, "branch_code", "fiscal_year"])
    group = ", ".join(f'"{table.column(name).name}"' for name in ids)
    provisional = "is_provisional" if table.has("is_provisional") else "false"
    since_april = "date_diff('month', make_date(fiscal_year, 4, 1), month)"
    long = " union all ".join(
        f"select {group}, {number} as basis_no, '{basis}' as basis, {since_april} as since_april, "  # noqa: S608
        f"floor(since_april / 12)::integer as years_off, since_april - 12 * years_off as month_no, "
        f"{provisional} as provisional, "
        f'"{table.column(at.value).name}" as value, "{table.column(at.fact).name}" as fact '
        f'from {table.relation} where "{at.value}" is not null and ({sheet.where or "true"})'
        for number, (basis, at) in enumerate(sheet.months.items())
    )
    kind = _kind(_month_column(sheet, table))
    together = "string_agg(value, ' ' order by fact)" if kind == "text" else "max(value)"
    cells = ", ".join(
        f"{together} filter (where month_no = {month}) as m{month}, "
        f"list(fact) filter (where month_no = {month}) as f{month}"
        for month in range(12)
    )
    wide = (
        f"select {group}, basis_no, basis, years_off, {cells}, "  # noqa: S608
        f"arg_max(fact, since_april) as latest, bool_or(provisional) as is_provisional "
        f"from ({long}) group by {group}, basis_no, basis, years_off"
    )
    return _wide_plan(sheet, table, wide, kind)


def _month_column(sheet: Sheet, table: Table) -> Column:
    return table.column(next(iter(sheet.months.values())).value)


def _wide_plan(sheet: Sheet, table: Table, wide: str, kind: Kind) -> Plan:
    select = _Select()
    first = [_planned(choice, table, select) for choice in sheet.columns]
    unit = _month_column(sheet, table).unit_from
    unit_at = select.at(_unit_sql(unit)) if unit else None
    if len(sheet.months) > 1:
        first.append(Planned("区分", "Basis", "word", 15, select.at("t.basis")))
    first.append(_planned(ColumnChoice(name="fiscal_year"), table, select))
    months = [
        Planned(f"{month}月", _MONTH_NAMES[month - 1], kind, 10 if kind == "number" else 7, select.at(f"t.m{number}"),
                unit_at=unit_at, facts=(select.at(f"t.f{number}"),))
        for number, month in enumerate(_MONTHS)
    ]  # fmt: skip
    after = [_planned(choice, table, select) for choice in sheet.after]
    after.append(Planned("備考", "Remarks", "text", 16, select.at(_REMARKS)))
    query = (
        f"select {', '.join(select.expressions)}, {_FACT_ADDRESS}, {_FACT_PLACE} from ({wide}) as t "  # noqa: S608
        f"left join memory.main.fact_places as e on e.fact_id = t.latest {_branch(table)} "
        f"order by {_order(sheet, table, ('basis_no', 'basis'))}, t.years_off"
    )
    return Plan(sheet, table, query, (*first, *months, *after))
