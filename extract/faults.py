"""Faults of our own: a rule that breaks on what a page prints costs that page, not the report."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from extract.document import Page, Place
from extract.locate import Locator
from extract.recorder import Recorder, flag

#: What is caught; tests catch nothing, so that a rule that breaks fails its test.
CAUGHT: tuple[type[Exception], ...] = (Exception,)
_DOUBT = "a rule broke on this page; what else it prints was not read"
_LOG = logging.getLogger(__name__)


@dataclass
class Faults:
    """The pages of a document on which a rule broke."""

    recorder: Recorder
    pages: list[int | None] = field(default_factory=list)

    @contextmanager
    def on(self, page: Page) -> Iterator[None]:
        """What breaks within is a problem of this page, and rejects it, and the other pages are read.

        Raises:
            MemoryError: as it came; the limits of the file say what to do.
        """
        try:
            yield
        except MemoryError:
            raise
        except CAUGHT as error:
            _LOG.exception("page %s", page.number)
            what = f"page {page.number}" if page.number is not None else "the text"
            why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            problem = f"{what} was not read to its end: a rule broke ({why}); report the file as a bug"
            page.problems.append(problem)
            self.pages.append(page.number)
            self.recorder.reject(Locator(Place(page=page.number)), "", problem)

    def flag(self) -> None:
        """Puts in doubt what was read of the pages."""
        for rows in self.recorder.rows.values() if self.pages else ():
            for row in rows:
                if "review_state" in row and row["page"] in self.pages:
                    flag(row, _DOUBT)
