"""Pictures of pages: boxes lie on the ink however the page is turned, and nothing hostile stops the others."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.build import pdf, show
from tests.unit.show.test_picture import BOXES, GRID, inked_cell
from warehouse.evidence import draw, pictures
from warehouse.evidence.pictures import DrawLimits, Page, draw_missing, link_pictures, pages_of
from warehouse.paths import Warehouse

LIMITS = DrawLimits()


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path).prepare()


def stored(warehouse: Warehouse, data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    (warehouse.raw / sha256).write_bytes(data)
    return sha256


def drawn(warehouse: Warehouse, data: bytes, limits: DrawLimits = LIMITS) -> tuple[str, list[Page]]:
    sha256 = stored(warehouse, data)
    assert draw_missing(warehouse, [sha256], 1, limits) == 1
    return sha256, pages_of(warehouse, sha256)


@pytest.mark.parametrize(("rotate", "boxes"), list(itertools.product((0, 90, 180, 270), BOXES)))
def test_a_box_surrounds_the_ink_of_its_cell(tmp_path: Path, rotate: int, boxes: str) -> None:
    data = pdf(GRID, rotate=rotate, **BOXES[boxes])  # type: ignore[arg-type]
    (tmp_path / "file.pdf").write_bytes(data)
    draw.draw(tmp_path / "file.pdf", tmp_path, 1, 1, 60)
    told = [json.loads(line) for line in (tmp_path / draw.DRAWN_FILE).read_text().splitlines()]
    page = Page(number=1, **{name: told[1][name] for name in ("width", "height", "left", "top")})
    left, top, width, height = (part / 100 for part in page.box_of(inked_cell(data)) or ())
    image = Image.open(tmp_path / told[2]["image"]).convert("RGB")
    ys, xs = np.nonzero(np.asarray(image).max(axis=2) < 90)
    wide, high = image.size
    assert left * wide - 1 < xs.min() < xs.max() < (left + width) * wide + 1
    assert top * high - 1 < ys.min() < ys.max() < (top + height) * high + 1
    assert width * wide < 80 * draw.SCALE and height * high < 80 * draw.SCALE  # the cell, not its table


def test_a_huge_page_gets_a_picture_of_bounded_size(tmp_path: Path) -> None:
    (tmp_path / "file.pdf").write_bytes(pdf(show("big", 50, 100), media=(0, 0, 14400, 9000)))
    draw.draw(tmp_path / "file.pdf", tmp_path, 1, 1, 60)
    assert Image.open(tmp_path / draw.picture_name(1)).size == (draw.MAX_SIDE, round(draw.MAX_SIDE * 9000 / 14400))


def test_pictures_are_made_once_for_a_content_and_linked(warehouse: Warehouse, tmp_path: Path) -> None:
    sha256, pages = drawn(warehouse, pdf(show("one", 50, 100), show("two", 50, 100)))
    assert [(page.number, page.image, page.why) for page in pages] == [(1, "p0001.png", None), (2, "p0002.png", None)]
    assert draw_missing(warehouse, [sha256], 1, LIMITS) == 0
    link_pictures(warehouse, sha256, pages, tmp_path / "site")
    assert (tmp_path / "site" / "p0002.png").stat().st_ino == (warehouse.pages / sha256 / "p0002.png").stat().st_ino


def test_pictures_are_copied_where_they_cannot_be_linked(warehouse: Warehouse, tmp_path: Path, monkeypatch) -> None:
    def no_link(*_: object) -> None:
        raise OSError("another device")

    sha256, pages = drawn(warehouse, pdf(show("one", 50, 100)))
    monkeypatch.setattr(os, "link", no_link)
    link_pictures(warehouse, sha256, pages, tmp_path / "site")
    assert (tmp_path / "site" / "p0001.png").read_bytes() == (warehouse.pages / sha256 / "p0001.png").read_bytes()


def test_texts_and_files_that_are_gone_have_no_pages(warehouse: Warehouse) -> None:
    sha256 = stored(warehouse, "報告".encode())
    assert draw_missing(warehouse, [sha256, "0" * 64], 1, LIMITS) == 0
    assert pages_of(warehouse, sha256) == []


def test_a_file_that_cannot_be_opened_says_so(warehouse: Warehouse) -> None:
    _, pages = drawn(warehouse, b"%PDF-1.7 and nothing else")
    assert [(page.number, page.image) for page in pages] == [(1, None)]
    assert "drawing the page failed" in (pages[0].why or "")


def test_a_record_that_is_torn_or_old_is_made_again(warehouse: Warehouse) -> None:
    sha256, _ = drawn(warehouse, pdf(show("one", 50, 100)))
    record = warehouse.pages / sha256 / pictures.PAGES_FILE
    for text in ("{", json.dumps({"made_by": 0, "pages": []})):
        record.write_text(text)
        assert draw_missing(warehouse, [sha256], 1, LIMITS) == 1
        assert [page.image for page in pages_of(warehouse, sha256)] == ["p0001.png"]


class TestPagesThatBreakTheChild:
    """The child is a stand-in here that dies as asked: by its exit, by its alarm, before it told anything."""

    def run(self, warehouse: Warehouse, monkeypatch, tmp_path: Path, pages: int, dying: str) -> list[Page]:
        child = tmp_path / "child.py"
        child.write_text(
            "import json, os, signal, sys\n"
            "_, path, out, first, last, seconds = sys.argv\n"
            f"dying, pages = {dying}, {pages}\n"
            "with open(os.path.join(out, 'drawn.jsonl'), 'a') as told:\n"
            "    print(json.dumps({'pages': pages}), file=told, flush=True)\n"
            "    for page in range(int(first), pages + 1):\n"
            "        size = {'page': page, 'width': 10, 'height': 20, 'left': 0, 'top': 0}\n"
            "        print(json.dumps(size), file=told, flush=True)\n"
            "        if page in dying:\n"
            "            dying[page]()\n"
            "        print(json.dumps({'page': page, 'image': f'p{page}.png'}), file=told, flush=True)\n"
        )
        monkeypatch.setattr(draw, "__file__", str(child))
        return drawn(warehouse, b"%PDF-1.7", replace(LIMITS, seconds=7))[1]

    def test_the_pages_after_a_broken_one_are_drawn(self, warehouse: Warehouse, monkeypatch, tmp_path: Path) -> None:
        dying = "{2: lambda: os._exit(3), 4: lambda: os.kill(os.getpid(), signal.SIGALRM)}"
        pages = self.run(warehouse, monkeypatch, tmp_path, 5, dying)
        assert [page.image for page in pages] == ["p1.png", None, "p3.png", None, "p5.png"]
        assert pages[1].why == "drawing the page failed (exit status 3)" and pages[1].width == 10
        assert pages[3].why == "drawing the page took longer than 7 s"

    def test_a_file_that_breaks_every_child_is_given_up(
        self, warehouse: Warehouse, monkeypatch, tmp_path: Path
    ) -> None:
        pages = self.run(warehouse, monkeypatch, tmp_path, 9, "dict.fromkeys(range(10), lambda: os._exit(3))")
        assert [bool(page.why and page.why.startswith("drawing")) for page in pages] == [True] * 3 + [False] * 6
        assert {page.why for page in pages[3:]} == {"not drawn: 3 pages before could not be drawn"}


def test_a_page_that_takes_too_long_ends_the_child(warehouse: Warehouse, tmp_path: Path, monkeypatch) -> None:
    child = tmp_path / "slow.py"
    source = Path(draw.__file__).read_text(encoding="utf-8")
    child.write_text(source.replace("page.render(", "__import__('time').sleep(60) or page.render("), encoding="utf-8")
    monkeypatch.setattr(draw, "__file__", str(child))
    _, pages = drawn(warehouse, pdf(show("one", 50, 100)), replace(LIMITS, seconds=1))
    assert pages[0].why == "drawing the page took longer than 1 s" and (pages[0].width, pages[0].height) == (400, 300)
