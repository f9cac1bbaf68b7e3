"""The pictures and marked lines that belong to a chain: the fact's own place, and those it was compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.document import BBox
from extract.show.chain import Chain
from extract.show.picture import marked_lines, page_picture, png
from extract.show.sources import Source


def _places(chain: Chain) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The fact's place; then the cells it was computed from and the other places of its conflicts, marked True."""
    if "sides" in chain:
        for side in chain["sides"]:
            yield side["place"], False
        return
    yield chain["place"], False
    for cell in chain.get("computed_from", []):
        yield cell["place"], True
    for conflict in chain.get("conflicts", []):
        yield conflict["other"]["place"], True


def pictures_of(source: Source, chain: Chain) -> dict[int, bytes]:
    """A PNG for each page of a PDF that the chain leads to, that of the fact first, with the places outlined.

    A fact of a page as a whole has the page without an outline.
    """
    if not source.is_pdf or source.data is None:
        return {}
    boxes: dict[int, tuple[list[BBox], list[BBox]]] = {}
    for place, other in _places(chain):
        if "page" in place:
            own = boxes.setdefault(place["page"], ([], []))
            own[other].extend([tuple(place["bbox"])] if "bbox" in place else [])
    return {page: png(page_picture(source.data, page, *found)) for page, found in boxes.items()}


def lines_of(source: Source, chain: Chain) -> Iterator[str]:
    """The lines of a text report that the chain leads to, with the spans marked."""
    if source.data is None:
        return
    spans = dict.fromkeys(tuple(place["span"]) for place, _ in _places(chain) if "span" in place)
    for span in spans:
        yield from marked_lines(source.data, span).splitlines()
