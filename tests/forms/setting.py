"""Running text set by hand: paragraphs in the whole width or in columns, their lines broken as programs break them."""

from __future__ import annotations

import re

from tests.forms.paper import width_of, wrapped
from tests.forms.report import Report
from tests.forms.spoken import as_printed

_NOT_FIRST = "、。）」】％%,.:：ー"


def _lines(text: str, width: float, size: float, anywhere: bool) -> list[str]:
    """A text broken to a width: as word processors do, or anywhere, also within a figure."""
    if anywhere:
        return wrapped(text, width, size)
    out = [""]
    for piece in re.findall(r"[!-~]+|.", text):
        fits = width_of(out[-1] + piece, size) <= width
        if out[-1] and not fits and piece[0] not in _NOT_FIRST:
            out.append("")
        out[-1] += piece
    return out


class Setter:
    """Sets paragraphs one below the other, in the whole width or in a column of it."""

    def __init__(self, report: Report, columns: int = 1) -> None:
        self.report = report
        self.columns = columns
        self.column = 0
        self.anywhere = report.rng.random() < 0.25
        gutter = 24.0
        self.width = (report.width - gutter * (columns - 1)) / columns
        self.step = self.width + gutter
        self.top = report.y

    def set(self, text: str, size: float | None = None, indent: float = 0, hang: float = 0, gap: float = 3) -> None:
        """One paragraph; lines after the first are indented by `hang` more."""
        report = self.report
        size = size or report.size
        lines = _lines(as_printed(report, text), self.width - indent - hang, size, self.anywhere)
        self._room(len(lines) * size * 1.5)
        for number, line in enumerate(lines):
            x = report.margin + self.column * self.step + indent + (hang if number else 0)
            report.sheet.text(x, report.y, line, size)
            report.y += size * 1.5
        report.y += gap

    def _room(self, needed: float) -> None:
        report = self.report
        if report.y + needed <= report.sheet.height - report.margin:
            return
        if self.column + 1 < self.columns:
            self.column, report.y = self.column + 1, self.top
        else:
            report.turn()
            self.column, self.top = 0, report.y

    def next(self) -> None:
        """Goes on at the head of the next column."""
        if self.column + 1 < self.columns:
            self.column, self.report.y = self.column + 1, self.top
