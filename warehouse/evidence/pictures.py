"""Pictures of the pages of every PDF, drawn once for each content and kept in `WAREHOUSE/pages/<sha256>/`.

A page is drawn by a child process under limits. A page that breaks them, or pdfium, has no picture but the reason; the
others are drawn by the next child.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from warehouse.evidence import draw
from warehouse.evidence.draw import DRAWN_FILE
from warehouse.paths import Warehouse, read_json, write_json
from warehouse.settings import PROJECT_ROOT

PAGES_FILE = "pages.json"
#: Changes where pictures made before should be made again.
_MADE_BY = 1
#: What stands before the message of an error in the last line of a traceback.
_ERROR_NAME = re.compile(r"^[\w.]+: ")
#: Pages of one file that may break the child before the rest is given up, and pages that are drawn at most.
_MOST_BROKEN, _MOST_PAGES = 3, 1000


@dataclass(frozen=True)
class DrawLimits:
    """Seconds for one page and MiB for the process that draws."""

    seconds: int = 20
    memory_mib: int = 2048


@dataclass(frozen=True)
class Page:
    """One page of a PDF as shown: its size and how much of its media box lies left of and above it, in points; the file
    name of its picture, or None and why there is none. A page that could not even be opened has no size.
    """

    number: int
    width: float | None = None
    height: float | None = None
    left: float = 0.0
    top: float = 0.0
    image: str | None = None
    why: str | None = None

    def box_of(self, bbox: Iterable[float]) -> list[float] | None:
        """A box of `source_ref` as left, top, width, height in percent of the picture."""
        if not self.width or not self.height:
            return None
        x0, y0, x1, y1 = bbox
        left, top = (x0 - self.left) / self.width, (y0 - self.top) / self.height
        return [round(100 * part, 2) for part in (left, top, (x1 - x0) / self.width, (y1 - y0) / self.height)]


def is_pdf(path: Path) -> bool:
    """Whether a stored file has pages that can be drawn."""
    with path.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


def pages_of(warehouse: Warehouse, sha256: str) -> list[Page]:
    """The pages of a content that was drawn, in order; none for what is no PDF."""
    told = _told(warehouse.pages / sha256)
    return [Page(**page) for page in told["pages"]] if told else []


def draw_missing(warehouse: Warehouse, contents: Iterable[str], workers: int, limits: DrawLimits) -> int:
    """Draws the PDFs among these contents whose pictures are not there, several at a time; returns how many."""
    missing = [
        sha256
        for sha256 in sorted(set(contents))
        if _told(warehouse.pages / sha256) is None and (warehouse.raw / sha256).is_file()
    ]
    pdfs = [sha256 for sha256 in missing if is_pdf(warehouse.raw / sha256)]
    largest_first = sorted(pdfs, key=lambda sha256: -(warehouse.raw / sha256).stat().st_size)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        list(pool.map(lambda sha256: _draw_file(warehouse, sha256, limits), largest_first))
    return len(pdfs)


def link_pictures(warehouse: Warehouse, sha256: str, pages: Iterable[Page], target: Path) -> None:
    """Puts the pictures of a content into `target`: linked, so that they take no room, else copied."""
    target.mkdir(parents=True, exist_ok=True)
    for page in pages:
        if page.image:
            source = warehouse.pages / sha256 / page.image
            try:
                os.link(source, target / page.image)
            except OSError:
                shutil.copyfile(source, target / page.image)


def _told(folder: Path) -> dict[str, Any] | None:
    """What `pages.json` says, if it was written by this code and is whole."""
    try:
        told = read_json(folder / PAGES_FILE)
    except (OSError, ValueError):
        return None
    return told if told.get("made_by") == _MADE_BY else None


def _draw_file(warehouse: Warehouse, sha256: str, limits: DrawLimits) -> None:
    """Draws all pages into a room of its own, which becomes the content's folder by one rename."""
    with tempfile.TemporaryDirectory(prefix=".drawing-", dir=warehouse.pages) as temp:
        room = Path(temp) / "pages"
        room.mkdir()
        pages = _draw_pages(warehouse.raw / sha256, room, limits)
        (room / DRAWN_FILE).unlink(missing_ok=True)
        write_json(room / PAGES_FILE, {"made_by": _MADE_BY, "pages": [asdict(page) for page in pages]})
        shutil.rmtree(warehouse.pages / sha256, ignore_errors=True)
        room.rename(warehouse.pages / sha256)


def _draw_pages(path: Path, room: Path, limits: DrawLimits) -> list[Page]:
    pages: dict[int, Page] = {}
    count, first, broken = None, 1, 0
    while count is None or first <= min(count, _MOST_PAGES):
        failure = _run_child(path, room, first, limits)
        count = _take_in(room / DRAWN_FILE, pages) or count
        if failure is None:
            break
        lost = max([number for number, page in pages.items() if page.image is None and not page.why], default=first)
        pages[lost] = replace(pages.get(lost, Page(lost)), why=failure)
        first, broken = lost + 1, broken + 1
        if count is None or broken == _MOST_BROKEN:
            break
    given_up = f"not drawn: {broken} pages before could not be drawn" if broken else None
    beyond = f"not drawn: only the first {_MOST_PAGES} pages of a file are"
    for number in range(1, (count or 0) + 1):
        page = pages.setdefault(number, Page(number))
        if page.image is None and not page.why:
            pages[number] = replace(page, why=given_up or beyond)
    return [pages[number] for number in sorted(pages)]


def _take_in(told: Path, pages: dict[int, Page]) -> int | None:
    """Adds what the child told of pages; returns how many the file has, if it got so far."""
    count = None
    for line in told.read_text(encoding="utf-8").splitlines() if told.exists() else ():
        try:
            said = json.loads(line)
        except ValueError:  # the line that a killed child was writing
            continue
        if "pages" in said:
            count = said["pages"]
        else:
            number = said.pop("page")
            pages[number] = replace(pages.get(number, Page(number)), **said)
    return count


def _run_child(path: Path, room: Path, first: int, limits: DrawLimits) -> str | None:
    """Lets a child draw from page `first` on; why it ended before the last page, or None."""
    command = [sys.executable, str(draw.__file__), str(path), str(room), str(first), str(_MOST_PAGES)]
    child = subprocess.run(
        [*command, str(limits.seconds)],
        cwd=PROJECT_ROOT,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        preexec_fn=_limiter(limits),
        check=False,
    )
    if child.returncode == 0:
        return None
    if child.returncode == -signal.SIGALRM:
        return f"drawing the page took longer than {limits.seconds} s"
    last = child.stderr.strip().splitlines()[-1:] or [f"exit status {child.returncode}"]
    return f"drawing the page failed ({_ERROR_NAME.sub('', last[0])[:200]})"


def _limiter(limits: DrawLimits) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mib * 2**20, limits.memory_mib * 2**20))

    return limit
