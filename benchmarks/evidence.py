"""Seconds and bytes of the evidence site of a warehouse: drawing pages, and building the site with the pages there.

    python -m benchmarks.evidence WAREHOUSE [--workers 1]

Builds the site of the published release into a temporary folder; the pages are drawn before, and timed for themselves.
Processor seconds count the child processes that draw. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from warehouse.evidence.pictures import DrawLimits, draw_missing
from warehouse.evidence.site import build_site
from warehouse.paths import Warehouse


@dataclass(frozen=True)
class _Scratch(Warehouse):
    """A warehouse whose pictures are kept elsewhere."""

    scratch: Path = Path()

    @property
    def pages(self) -> Path:
        return self.scratch


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor, those of children included."""
    clock, before = time.monotonic(), os.times()
    act()
    after = os.times()
    return time.monotonic() - clock, sum(after[:4]) - sum(before[:4])


def size_of(folder: Path, pattern: str) -> float:
    """MiB of the files of a folder that match."""
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file()) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temp:
        pages, out = Path(temp, "pages"), Path(temp, "evidence")
        pages.mkdir()
        warehouse = _Scratch(options.warehouse.resolve(), pages)
        contents = sorted(path.name for path in warehouse.raw.iterdir())
        drawing = timed(lambda: draw_missing(warehouse, contents, options.workers, DrawLimits()))
        building = timed(lambda: build_site(warehouse, warehouse.current_database, out))
        drawn = len(list(pages.rglob("*.png")))
        view = Table("", "seconds", "processor seconds", "MiB", title=f"{len(contents)} files, {drawn} pages")
        view.add_row("drawing pages", *(f"{part:.1f}" for part in drawing), f"{size_of(pages, '*.png'):.1f}")
        data = size_of(out, "*") - size_of(out, "*.png")
        view.add_row("building the site", *(f"{part:.1f}" for part in building), f"{data:.1f}")
        Console().print(view)


if __name__ == "__main__":
    main()
