"""Where the processor time of extraction goes, part by part, in one run.

    python -m benchmarks.parts [FOLDER] [--rounds 3]

Each file is read in a process of its own, as a load does, so that nothing is remembered from the file before. Prints
for each part milliseconds a page, its share of the whole, and its ratio to pdfplumber's own reading of the same pages
in the same run; each figure is the median of the rounds. A part is one function with all that it calls; those within
another are set in below it. Nothing is asserted: a rule that makes a part slow shows as a share that has grown.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.extraction import plain_tables_and_text, reading_and_facts


class Part(NamedTuple):
    """A part by the place where its caller finds it (module, attribute), and how deep it lies within others."""

    name: str
    module: str
    attribute: str
    depth: int = 0


_PLAIN = "pdfplumber extract_tables + extract_text"
_PARTS = (
    Part("document model", "benchmarks.extraction", "read_pdf"),
    Part("pages by pdfium", "extract.readers.pages.pdfium", "sheet_of", 1),
    Part("pages by the second engine", "extract.readers.pages.plumber", "sheet_of", 1),
    Part("tables and text", "extract.readers.pdf", "_PageReader.read", 1),
    Part("tables with horizontal rules only", "extract.readers.pdf", "open_grids", 2),
    Part("facts and checks", "benchmarks.extraction", "interpret"),
    Part("reading", "extract.interpret", "read_facts", 1),
    Part("sentences", "extract.shapes.text.passage_facts", "PassageReader.read", 2),
    Part("names to KPIs", "extract.catalogue.matching", "_match", 2),
    Part("checks", "extract.certainty", "check", 1),
    Part("words around figures", "extract.certainty.words.heads", "claims", 2),
    Part("leftovers", "extract.interpret", "reject_leftovers", 1),
)

Seconds = Counter[str]


def _timed(seconds: Seconds, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The function with its processor time added up; calls of itself within it are not counted twice."""
    running = False

    @wraps(work)
    def measured(*args: Any, **named: Any) -> Any:
        nonlocal running
        if running:
            return work(*args, **named)
        running, started = True, time.process_time()
        try:
            result = work(*args, **named)
            return list(result) if hasattr(result, "__next__") else result  # a generator works when it is asked
        finally:
            seconds[name] += time.process_time() - started
            running = False

    return measured


def _measure(path: Path, results: multiprocessing.Queue[tuple[int, Seconds]]) -> None:
    """Reads one file plainly and by parts."""
    seconds: Seconds = Counter()
    for part in _PARTS:
        *owner, attribute = part.attribute.split(".")
        holder: Any = importlib.import_module(part.module)
        for name in owner:
            holder = getattr(holder, name)
        setattr(holder, attribute, _timed(seconds, part.name, getattr(holder, attribute)))
    pages = reading_and_facts(path)
    _timed(seconds, _PLAIN, plain_tables_and_text)(path)
    results.put((pages, seconds))


def _round(files: list[Path]) -> Seconds:
    """Milliseconds a page of every part, over all files."""
    context = multiprocessing.get_context("spawn")
    total: Seconds = Counter()
    pages = 0
    for path in files:
        results: multiprocessing.Queue[tuple[int, Seconds]] = context.Queue()
        child = context.Process(target=_measure, args=(path, results))
        child.start()
        read, seconds = results.get()
        child.join()
        pages += read
        total.update(seconds)
    return Counter({name: 1000 * spent / pages for name, spent in total.items()})


def main() -> None:
    """Measures all files in every round and prints the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("samples/reports"))
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    os.environ["KENPO_OCR"] = "off"
    files = sorted(args.folder.glob("*.pdf"))
    rounds = [_round(files) for _ in range(args.rounds)]
    spent = {name: statistics.median(found[name] for found in rounds) for name in (_PLAIN, *(p.name for p in _PARTS))}
    whole = sum(spent[part.name] for part in _PARTS if part.depth == 0)
    table = Table("part", "ms a page", "share", "of pdfplumber's", title=f"{len(files)} files, {args.rounds} rounds")
    for part in _PARTS:
        ms = spent[part.name]
        table.add_row("  " * part.depth + part.name, f"{ms:.2f}", f"{ms / whole:.0%}", f"{ms / spent[_PLAIN]:.2f}")
    table.add_row(_PLAIN, f"{spent[_PLAIN]:.2f}", "", "1.00")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
