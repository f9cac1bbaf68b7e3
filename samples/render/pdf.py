"""HTML pages to PDF by a headless Chromium, with one page turned into a picture where a sample wants a scan."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import pypdfium2

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer --disable-pdf-tagging"
)
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
SCAN_DPI = 150
NOTICE = (
    "見本（数値は実在の支部の実績ではありません）"  # on every page: a sample must never pass for a published report
)


def to_pdf(title: str, pages: list[str], css: str, scanned_page: int | None = None) -> bytes:
    """The pages as one PDF; `scanned_page` (1-based) becomes a picture without a text layer."""
    pdf = _print(_document(title, pages, css))
    if scanned_page is not None:
        picture = _picture(pdf, scanned_page)
        scan = f'<img class="scan" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        pdf = _print(_document(title, [*pages[: scanned_page - 1], scan, *pages[scanned_page:]], css))
    return _without_dates(pdf)


def _document(title: str, pages: list[str], css: str) -> str:
    sections = []
    for number, page in enumerate(pages, start=1):
        if page.startswith("<img"):
            sections.append(f'<section class="full">{page}</section>')
        else:
            sections.append(f'<section>{page}<p class="foot">{number}</p><p class="sample">{NOTICE}</p></section>')
    head = f'<meta charset="utf-8"><title>{title}</title><style>{css}</style>'
    return f'<!DOCTYPE html>\n<html lang="ja"><head>{head}</head><body>{"".join(sections)}</body></html>'


def _print(html: str) -> bytes:
    """Print HTML to PDF; a fresh profile each time, so that nothing of the user's own browser is touched."""
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise RuntimeError(f"None of {', '.join(_BROWSERS)} is installed: it prints the samples to PDF.")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(html, encoding="utf-8")
        command = [
            browser,
            *_FLAGS.split(),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def _picture(pdf: bytes, page: int) -> bytes:
    """A page as a grey picture of few shades, as a scanner makes it."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page - 1].render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
    document.close()
    out = BytesIO()
    image.quantize(8).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _without_dates(pdf: bytes) -> bytes:
    """Put a fixed date of the same length in, so that the same data gives the same bytes."""
    return _DATE.sub(lambda match: b"/%s (D:20000101000000+00'00')" % match.group(1), pdf)
