"""Files that are made or broken so that reading them never ends, eats all memory or says nothing: each has an outcome
within the limits, with a reason that says what to do, and no fact is made of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.outcomes import Outcome
from extract.run import Limits, extract_report
from tests.unit.build import assembled, pdf, ruled, show

#: For files that have to end by themselves, also on a busy machine, and for those that run until they are stopped.
LIMITS = Limits(seconds=90, memory_mib=1024, file_mib=50)
STOPPED = Limits(seconds=10, memory_mib=1024, file_mib=50)

_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _one_page(content: bytes, font: bytes = _FONT, box: bytes = b"[0 0 400 300]", more: bytes = b"") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
    return assembled([_CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page % (box, more), content, font])


def page_tree_that_holds_itself() -> bytes:
    """The page tree's only child is the page tree."""
    return assembled([_CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def stream_that_inflates_to_gigabytes() -> bytes:
    """A megabyte that was more than one gigabyte of blanks."""
    packer = zlib.compressobj(9)
    zeros = b" " * 2**24
    data = b"".join([*(packer.compress(zeros) for _ in range(80)), packer.flush()])
    return _one_page(_stream(data, b"/Filter /FlateDecode"))


def page_of_a_thousand_kilometres() -> bytes:
    """A page box as wide as a country, with a line of text."""
    return _one_page(_stream(b"BT /F1 10 Tf 50 50 Td (Annual report) Tj ET"), box=b"[0 0 2834645669 2834645669]")


def a_million_strokes() -> bytes:
    """Every stroke is as long as a hair is wide, and there are a million of them."""
    strokes = b"".join(b"%d %d m %d %d l S\n" % (i % 390, i // 3000, i % 390 + 1, i // 3000) for i in range(1_000_000))
    return _one_page(_stream(zlib.compress(strokes), b"/Filter /FlateDecode"))


def brackets_within_brackets() -> bytes:
    """An array that nests a hundred thousand deep."""
    return _one_page(_stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))


def picture_that_draws_itself() -> bytes:
    """A form whose content is the form."""
    itself = b"/Resources << /XObject << /Fm 5 0 R >> >>"
    form = _stream(b"/Fm Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + itself)
    return _one_page(_stream(b"/Fm Do"), form, more=b"/XObject << /Fm 5 0 R >>")


def font_without_mapping() -> bytes:
    """Glyph numbers and nothing that says which characters they are."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Own) /Ordering (Own) "
        b"/Supplement 0 >> >>] >>"
    )
    codes = b"".join(b"%04x" % (900 + i) for i in range(40))
    return _one_page(_stream(b"BT /F1 10 Tf 50 50 Td <" + codes + b"> Tj ET"), font)


def grid_of_squared_paper() -> bytes:
    """257 rows and 257 columns with a figure here and there."""
    lines = [2 + 1.5 * i for i in range(258)]
    figures = "".join(show("7", lines[i], lines[i], 1) for i in range(0, 257, 8))
    return pdf(ruled(lines, lines) + figures, size=(400, 400))


CASES: list[tuple[Callable[[], bytes], tuple[str, ...]]] = [
    (page_tree_that_holds_itself, ("fetch it again", "page 1 cannot be read")),
    (stream_that_inflates_to_gigabytes, ("KENPO_FILE_MEMORY_MIB", "KENPO_FILE_SECONDS", "cannot be read")),
    (page_of_a_thousand_kilometres, ("no plan, target, result",)),
    (a_million_strokes, ("too many for a table", "cannot be read", "KENPO_FILE_SECONDS", "KENPO_FILE_MEMORY_MIB")),
    (brackets_within_brackets, ("nests too deeply", "cannot be read", "no plan, target, result", "damaged")),
    (picture_that_draws_itself, ("no plan, target, result", "nests too deeply", "cannot be read")),
    (font_without_mapping, ("does not say which characters",)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("make", "reasons"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_it_ends_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], reasons: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KENPO_OCR", "off")
    path = tmp_path / "report.pdf"
    path.write_bytes(make())
    outcome = extract_report(path, tmp_path / "facts", STOPPED if "KENPO_FILE_SECONDS" in reasons else LIMITS)
    assert outcome.status in ("rejected", "partly_read")
    assert sum(outcome.counts[kind] for kind in outcome.counts if kind != "report") == 0
    assert outcome.reason is not None
    assert any(reason in outcome.reason for reason in reasons), outcome.reason


@pytest.mark.slow
def test_squared_paper_is_read_and_nothing_on_it_counts_as_certain(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(grid_of_squared_paper())
    outcome = extract_report(path, tmp_path / "facts", LIMITS)
    assert outcome.limits == {}
    assert outcome.flagged == sum(outcome.counts.values())


@pytest.mark.parametrize(
    "name", ["../../report.pdf", "/report.pdf", "a\nb.pdf", "..", "report.pdf\u202e", "𠮷" * 80 + ".pdf"]
)
def test_a_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    room = tmp_path / "in"
    room.mkdir()
    path = room / "offered"
    path.write_bytes(b"no report")
    outcome: Outcome = extract_report(path, tmp_path / "out" / "facts", LIMITS, file_name=name)
    assert outcome.file_name == name
    assert outcome.folder is not None
    assert outcome.folder.parent == tmp_path / "out" / "facts"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
