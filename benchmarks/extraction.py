"""Pages per second of extraction beside plain pdfplumber on the same files, in one run.

    python -m benchmarks.extraction [FOLDER] [--rounds 3] [--cores 1]
    python -m benchmarks.extraction [FOLDER] --load 1000
    python -m benchmarks.extraction [FOLDER] --unchanged

Prints, for each way of reading, pages per second of processor time and of the clock, the ratio to pdfplumber's
`extract_tables()` + `extract_text()`, and the peak memory of one process. The ways take turns in every round, so that a
machine that slows down slows all of them; each figure is the median of the rounds. `--cores` shares the files among so
many processes. `--load` reads the files over and over in one process until so many pages are read and prints the memory
in use along the way, also as a ratio to that after the first tenth. `--unchanged` prints what a file costs that was
read before, beside its first reading and its hash. Nothing is asserted. Scanned pages are left out (no recognition),
since pdfplumber has none.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pypdfium2
from rich.console import Console
from rich.table import Table

from extract.interpret import interpret
from extract.readers.pdf import read_pdf
from extract.run import extract_report, file_digest

Way = Callable[[Path], int]


def plain_tables(path: Path) -> int:
    """pdfplumber's own tables of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def plain_tables_and_text(path: Path) -> int:
    """pdfplumber's own tables and text of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()
            page.close()
        return len(pdf.pages)


def bare_characters(path: Path) -> int:
    """Nothing but the characters, by pdfium: what no reader can be faster than."""
    pdf = pypdfium2.PdfDocument(path)
    pages = len(pdf)
    for i in range(pages):
        page = pdf[i]
        page.get_textpage().get_text_range()
        page.close()
    pdf.close()
    return pages


def plain_characters(path: Path) -> int:
    """Nothing but the characters, by pdfplumber."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            len(page.chars)
            page.close()
        return len(pdf.pages)


def reading(path: Path) -> int:
    """Our document model."""
    return len(read_pdf(path.read_bytes(), path.name, "0" * 64).pages)


def reading_and_facts(path: Path) -> int:
    """Our document model and all facts."""
    document = read_pdf(path.read_bytes(), path.name, "0" * 64)
    interpret(document)
    return len(document.pages)


WAYS: dict[str, Way] = {
    "pdfplumber extract_tables + extract_text": plain_tables_and_text,
    "pdfplumber extract_tables": plain_tables,
    "pdfplumber characters only": plain_characters,
    "pdfium characters only": bare_characters,
    "extract: document model": reading,
    "extract: document model and facts": reading_and_facts,
}


class Reading(NamedTuple):
    """What one process read: pages, processor seconds, seconds by the clock, peak memory in MiB."""

    pages: int
    processor: float
    clock: float
    peak: float


def measure(name: str, files: list[Path], results: multiprocessing.Queue[Reading]) -> None:
    """Reads all files one way."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    clock, processor = time.perf_counter(), time.process_time()
    pages = sum(WAYS[name](path) for path in files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.put(Reading(pages, time.process_time() - processor, time.perf_counter() - clock, peak))


def run(name: str, files: list[Path], cores: int) -> Reading:
    """One way, the files shared among `cores` fresh processes: pages and processor time summed, the longest clock."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    children = [context.Process(target=measure, args=(name, files[i::cores], results)) for i in range(cores)]
    for child in children:
        child.start()
    parts = [results.get() for _ in children]
    for child in children:
        child.join()
    return Reading(
        sum(part.pages for part in parts),
        sum(part.processor for part in parts),
        max(part.clock for part in parts),
        max(part.peak for part in parts),
    )


def load(files: list[Path], wanted: int) -> None:
    """Reads the files in turn until `wanted` pages are read; prints the memory in use ten times."""
    table = Table("pages", "MiB in use", "ratio", "processor seconds")
    pages, shown, first, started = 0, 0, 0, time.process_time()
    while pages < wanted:
        for path in files:
            pages += reading_and_facts(path)
            if pages >= shown + wanted // 10:
                shown = pages
                in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
                first = first or in_use
                seconds = time.process_time() - started
                table.add_row(str(pages), f"{in_use / 2**20:.0f}", f"{in_use / first:.2f}", f"{seconds:.1f}")
    Console().print(table)


def unchanged(files: list[Path], rounds: int) -> None:
    """Reads the files into fact sets, then offers them again; prints the shortest times by the clock, all files taken
    together.
    """
    with tempfile.TemporaryDirectory() as folder:
        first = _seconds(lambda path: extract_report(path, Path(folder)), files)
        again = min(_seconds(lambda path: extract_report(path, Path(folder)), files) for _ in range(rounds))
    hashes = min(_seconds(file_digest, files) for _ in range(rounds))
    table = Table("what", "ms a file", "ratio to the first reading", title=f"{len(files)} files")
    for what, seconds in (("first reading", first), ("unchanged", again), ("its hash alone", hashes)):
        table.add_row(what, f"{seconds / len(files) * 1000:.2f}", f"{seconds / first:.5f}")
    Console().print(table)


def _seconds(work: Callable[[Path], object], files: list[Path]) -> float:
    started = time.perf_counter()
    for path in files:
        work(path)
    return time.perf_counter() - started


def main() -> None:
    """Runs all ways in turn, each round in fresh processes, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("samples/reports"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--load", type=int, default=0, metavar="PAGES")
    parser.add_argument("--unchanged", action="store_true")
    args = parser.parse_args()
    os.environ["KENPO_OCR"] = "off"
    files = sorted(args.folder.glob("*.pdf"))
    if args.load:
        load(files, args.load)
        return
    if args.unchanged:
        unchanged(files, args.rounds)
        return
    readings: dict[str, list[Reading]] = {name: [] for name in WAYS}
    for _ in range(args.rounds):
        for name in WAYS:
            readings[name].append(run(name, files, args.cores))
    speeds = {name: statistics.median(r.pages / r.processor for r in found) for name, found in readings.items()}
    base = speeds["pdfplumber extract_tables + extract_text"]
    title = f"{len(files)} files, {args.rounds} rounds, {args.cores} processes"
    table = Table("way", "pages/s of one core", "ratio", "pages/s by the clock", "peak MiB", title=title)
    for name, found in readings.items():
        clock = statistics.median(r.pages / r.clock for r in found)
        peak = max(r.peak for r in found)
        table.add_row(name, f"{speeds[name]:.1f}", f"{speeds[name] / base:.2f}", f"{clock:.1f}", f"{peak:.0f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
