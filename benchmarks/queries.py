"""Query times of every dashboard chart on a warehouse.

    python -m benchmarks.queries DATABASE [--dashboards dashboards/assets] [--repeat 5]

DATABASE is a DuckDB file, for example FOLDER/warehouse/published/current.duckdb of `benchmarks.national`, or the URI of
a PostgreSQL database that the release is served from (postgresql://…). Each chart of the dashboards is asked as
Superset asks it: the data set's SQL inside, grouped, measured, ordered and limited as the chart says, each time over a
connection of its own. No filter of a dashboard is set, so that every chart works on all branches and years: readers who
choose a branch wait less. Prints median and greatest milliseconds and the rows of each chart, and asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import psycopg
import yaml
from rich.console import Console
from rich.table import Table

#: Where charts name what they group by; one name or a list of them.
DIMENSIONS = ("x_axis", "entity", "series", "groupby", "groupbyRows", "groupbyColumns", "columns")
METRICS = ("metric", "metrics", "percent_metrics")
#: Seconds after which a query is ended.
PATIENCE = 30.0
SIMPLE = {"==": "=", "!=": "<>", "TEMPORAL_RANGE": None}


@dataclass(frozen=True)
class Query:
    """What one chart asks of the database."""

    chart: str
    dataset: str
    sql: str


def assets(folder: Path) -> Iterator[dict[str, Any]]:
    """The YAML files of a folder, in order of their names."""
    for path in sorted(folder.glob("**/*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def queries(folder: Path) -> list[Query]:
    """The queries of all charts in a folder of Superset assets."""
    datasets = {dataset["uuid"]: dataset for dataset in assets(folder / "datasets")}
    found = []
    for chart in assets(folder / "charts"):
        dataset = datasets[chart["dataset_uuid"]]
        for params in parts(chart["params"]):
            found.append(Query(chart["slice_name"], dataset["table_name"], sql_of(params, dataset)))
    return found


def parts(params: dict[str, Any]) -> list[dict[str, Any]]:
    """One chart may ask twice: what ends in `_b` belongs to the second query of a mixed chart."""
    second = {name.removesuffix("_b"): value for name, value in params.items() if name.endswith("_b")}
    return [params, {**params, **second}] if second else [params]


def sql_of(params: dict[str, Any], dataset: dict[str, Any]) -> str:
    """The SQL of one query of a chart, as Superset would put it together and fill it in when no filter is set."""
    template = jinja2.Environment(autoescape=False).from_string(template_of(params, dataset))
    return template.render(evidence_url=lambda: "/evidence", filter_values=lambda *_: [], get_filters=lambda *_: [])


def template_of(params: dict[str, Any], dataset: dict[str, Any]) -> str:
    source = f"({dataset['sql']})" if dataset["sql"] else f"{dataset['schema']}.{dataset['table_name']}"
    where = " and ".join(f"({text})" for text in filters(params, "WHERE")) or "true"
    limit = int(params.get("row_limit") or 10000)
    if params.get("query_mode") == "raw":
        columns = ", ".join(f'"{name}"' for name in params["all_columns"])
        return f"select {columns} from {source} as data where {where}{ordered(params)} limit {limit}"
    groups = [grouped(value, params) for value in named(params, DIMENSIONS)]
    measures = [measured(value, dataset) for value in named(params, METRICS)]
    by = f" group by {', '.join(str(number + 1) for number in range(len(groups)))}" if groups else ""
    having = "".join(f" having {text}" for text in filters(params, "HAVING"))
    return f"select {', '.join([*groups, *measures])} from {source} as data where {where}{by}{having} limit {limit}"


def ordered(params: dict[str, Any]) -> str:
    """The order of rows that are not grouped. Without one DuckDB 2.0.0 waits for ever over some joins under a limit."""
    pairs = [json.loads(text) for text in params.get("order_by_cols") or []]
    words = [f'"{name}" {"asc" if ascending else "desc"}' for name, ascending in pairs]
    return f" order by {', '.join(words)}" if words else ""


def named(params: dict[str, Any], keys: tuple[str, ...]) -> list[Any]:
    """The values of several parameters in one list, each once."""
    values: list[Any] = []
    for key in keys:
        value = params.get(key) or []
        values += [item for item in (value if isinstance(value, list) else [value]) if item not in values]
    return values


def grouped(value: Any, params: dict[str, Any]) -> str:
    if isinstance(value, dict):
        return str(value["sqlExpression"])
    by_month = value == params.get("x_axis") == "month" and params.get("time_grain_sqla") == "P1M"
    return f"date_trunc('month', \"{value}\")" if by_month else f'"{value}"'


def measured(value: Any, dataset: dict[str, Any]) -> str:
    if isinstance(value, dict):
        if value["expressionType"] == "SQL":
            return str(value["sqlExpression"])
        return f'{value["aggregate"]}("{value["column"]["column_name"]}")'
    return str(next(metric["expression"] for metric in dataset["metrics"] if metric["metric_name"] == value))


def filters(params: dict[str, Any], clause: str) -> Iterator[str]:
    for item in params.get("adhoc_filters") or []:
        if item.get("clause", "WHERE") != clause:
            continue
        if item["expressionType"] == "SQL":
            yield item["sqlExpression"]
        elif sign := SIMPLE.get(item["operator"], item["operator"]):
            yield f'"{item["subject"]}" {sign} {literal(item.get("comparator"))}'


def literal(value: Any) -> str:
    if isinstance(value, list):
        return f"({', '.join(literal(item) for item in value)})"
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def timed(database: str, query: Query, repeat: int) -> tuple[list[float], int | None]:
    """Milliseconds of each asking, and the number of rows; None if it was ended for taking longer than PATIENCE."""
    ask = ask_postgres if database.startswith("postgresql:") else ask_duckdb
    milliseconds: list[float] = []
    rows: int | None = 0
    for _ in range(repeat):
        started = time.perf_counter()
        rows = ask(database, query.sql)
        milliseconds.append((time.perf_counter() - started) * 1000)
        if rows is None:
            break
    return milliseconds, rows


def ask_duckdb(database: str, sql: str) -> int | None:
    with duckdb.connect(database, read_only=True) as connection:
        watchdog = threading.Timer(PATIENCE, connection.interrupt)
        watchdog.start()
        try:
            return len(connection.execute(sql).fetchall())
        except duckdb.InterruptException:
            return None
        finally:
            watchdog.cancel()


def ask_postgres(database: str, sql: str) -> int | None:
    with psycopg.connect(database, options=f"-c statement_timeout={PATIENCE:.0f}s") as connection:
        try:
            return len(connection.execute(sql).fetchall())
        except psycopg.errors.QueryCanceled:
            return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--dashboards", type=Path, default=Path("dashboards/assets"))
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    table = Table("chart", "data set", "median ms", "greatest ms", "rows")
    medians = []
    opening, _ = timed(options.database, Query("", "", "select 1"), options.repeat)
    table.add_row("a connection alone", "", f"{statistics.median(opening):.0f}", f"{max(opening):.0f}", "1")
    for query in queries(options.dashboards):
        milliseconds, rows = timed(options.database, query, options.repeat)
        medians.append(statistics.median(milliseconds))
        said = "ended" if rows is None else f"{rows:,}"
        table.add_row(query.chart, query.dataset, f"{medians[-1]:.0f}", f"{max(milliseconds):.0f}", said)
    console = Console(width=120)
    console.print(table)
    console.print(f"{len(medians)} queries: median {statistics.median(medians):.0f} ms, slowest {max(medians):.0f} ms")


if __name__ == "__main__":
    main()
