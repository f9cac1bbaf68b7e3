"""A warehouse of national size from made-up reports: seconds, memory and size of every step, and of the switch.

    python -m benchmarks.national FOLDER [--branches 47] [--years 10] [--first-year 2016] [--running] [--again]

Makes FOLDER/reports and FOLDER/warehouse, with fact sets as reading would leave them (`benchmarks.extraction` measures
reading), and runs the real steps of a load on them. A reader in a process of its own polls the published database: from
the end of the checks to its first sight of the new release is what readers wait for (export and publish lie between).
With `--running` the last year has been reported for its first half only, so that pace has something to judge; with
`--again` a second release follows, which the gate compares with the first. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks import made_up
from warehouse import load, release
from warehouse.paths import Warehouse

POLL = """
import sys, time, duckdb
sys.stdin.readline()  # the checks are passed
while True:
    try:
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            (seen,) = connection.execute("select release_id from marts.release").fetchall()[0]
    except duckdb.IOException:  # nothing is published yet
        seen = ""
    if seen == sys.argv[2]:
        print(time.monotonic())
        break
    time.sleep(0.01)
"""


class Steps:
    """What was measured, as rows of a table."""

    def __init__(self) -> None:
        self.table = Table("step", "seconds", "peak MiB", "what")
        for column in self.table.columns[1:3]:
            column.justify = "right"

    def run(self, name: str, act: Callable[[], object], what: Callable[[], str] = str) -> None:
        """Run one step and note its seconds and the greatest memory of this process and its children."""
        with peak_memory() as peak:
            started = time.monotonic()
            act()
            seconds = time.monotonic() - started
        self.table.add_row(name, f"{seconds:.1f}", f"{max(peak) / 2**20:.0f}", what())


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """Bytes that this process and its children held, sampled five times a second while the block runs."""
    samples, ended = [0], threading.Event()

    def sample() -> None:
        own = psutil.Process()
        while not ended.wait(0.2):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            samples.append(total)

    watcher = threading.Thread(target=sample)
    watcher.start()
    try:
        yield samples
    finally:
        ended.set()
        watcher.join()


def make(warehouse: Warehouse, reports: Path, options: argparse.Namespace) -> str:
    """Write all reports with their fact sets; says how many."""
    reports.mkdir(parents=True, exist_ok=True)
    counts = [
        made_up.write(paper, reports, warehouse.facts)
        for code in made_up.branches(options.branches)
        for paper in made_up.Branch(code).reports(options.first_year, options.years, options.running)
    ]
    return f"{len(counts):,} reports, {sum(counts):,} facts"


def load_once(warehouse: Warehouse, reports: Path, steps: Steps) -> None:
    """One load, step by step, up to the moment at which a polling reader sees it."""
    steps.run("list", lambda: load.offer_reports(warehouse, reports))
    built = []
    steps.run("build (dbt)", lambda: built.append(load.build(warehouse, force=True)))
    release_id = built[0].release_id
    folder = warehouse.candidate / release_id
    database = folder / release.DATABASE
    steps.run("evidence", lambda: load.evidence(warehouse, release_id), lambda: size(folder / release.EVIDENCE))
    command = [sys.executable, "-c", POLL, str(warehouse.current_database), release_id]
    reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    steps.run("gate", lambda: load.gate(warehouse, release_id), lambda: f"database {size(database)}")
    checked = time.monotonic()
    waiting = threading.Thread(target=lambda: seen.append(float(reader.communicate("\n")[0])))
    seen: list[float] = []
    waiting.start()
    if hasattr(load, "export"):
        steps.run("export", lambda: load.export(warehouse, release_id), lambda: size(folder / "exports"))
    steps.run("publish", lambda: load.publish(warehouse, release_id))
    waiting.join()
    steps.table.add_row("checks passed → a reader sees it", f"{seen[0] - checked:.2f}", "", release_id)


def size(path: Path) -> str:
    """MiB of a file or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return f"{sum(file.stat().st_size for file in files) / 2**20:,.0f} MiB in {len(files):,} files"


def slowest_models(warehouse: Warehouse, number: int = 8) -> Table:
    """The dbt nodes of the published release that took longest."""
    from warehouse.paths import read_json

    results = read_json(warehouse.current_link / "dbt" / "run_results.json")["results"]
    table = Table("dbt node", "seconds")
    for result in sorted(results, key=lambda result: -result["execution_time"])[:number]:
        table.add_row(result["unique_id"], f"{result['execution_time']:.1f}")
    return table


def row_counts(warehouse: Warehouse) -> Table:
    """Rows of every mart."""
    table = Table("mart", "rows")
    now = release.published(warehouse)
    for name, rows in (now.rows if now else {}).items():
        table.add_row(name, f"{rows:,}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--branches", type=int, default=47)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--first-year", type=int, default=2016)
    parser.add_argument("--running", action="store_true", help="of the last year, the first half only")
    parser.add_argument("--again", action="store_true", help="publish a second release of the same reports")
    options = parser.parse_args()
    folder = options.folder.resolve()
    warehouse, steps, said = Warehouse(folder / "warehouse").prepare(), Steps(), [""]
    console = Console(width=120)
    steps.run("make reports", lambda: said.append(make(warehouse, folder / "reports", options)), lambda: said[-1])
    for _ in range(1 + options.again):
        load_once(warehouse, folder / "reports", steps)
    for table in (steps.table, slowest_models(warehouse), row_counts(warehouse)):
        console.print(table)
    console.print(f"DuckDB {duckdb.__version__}, {psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
