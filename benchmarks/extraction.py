"""Pages per second of extraction beside plain pdfplumber on the same files, in one run.

    python benchmarks/extraction.py [FOLDER] [--rounds 3]

Prints, for each way of reading, pages per second and the ratio to pdfplumber's `extract_tables()` + `extract_text()`,
each the median of the rounds and the peak memory of the process that read. Rounds alternate between the ways, so that a
machine that slows down slows all of them.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
from rich.console import Console
from rich.table import Table

from extract.interpret import interpret
from extract.readers.pdf import read_pdf

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
    "pdfium characters only": bare_characters,
    "extract: document model": reading,
    "extract: document model and facts": reading_and_facts,
}


def measure(name: str, files: list[Path], results: multiprocessing.Queue[tuple[float, float]]) -> None:
    """Reads all files one way; puts (pages per second, peak memory in MiB)."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    started = time.perf_counter()
    pages = sum(WAYS[name](path) for path in files)
    results.put((pages / (time.perf_counter() - started), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Runs all ways in turn, each round in a fresh process, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("samples/reports"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.pdf"))
    context = multiprocessing.get_context("spawn")
    speeds: dict[str, list[float]] = {name: [] for name in WAYS}
    memory: dict[str, float] = {}
    for _ in range(args.rounds):
        for name in WAYS:
            results = context.Queue()
            child = context.Process(target=measure, args=(name, files, results))
            child.start()
            speed, peak = results.get()
            child.join()
            speeds[name].append(speed)
            memory[name] = max(peak, memory.get(name, 0.0))
    base = statistics.median(speeds["pdfplumber extract_tables + extract_text"])
    table = Table("way", "pages/s", "ratio", "peak MiB", title=f"{len(files)} files, {args.rounds} rounds, one process")
    for name, values in speeds.items():
        speed = statistics.median(values)
        table.add_row(name, f"{speed:.1f}", f"{speed / base:.2f}", f"{memory[name]:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
