"""Whether pictures can be read here: asked before what recognises them (`ocr`) is loaded, whose libraries take longer
than a report of a few pages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

#: The program that `ocr` calls, by way of pytesseract.
_PROGRAM = "tesseract"


def is_off() -> bool:
    """Whether KENPO_OCR=off; any other value and none mean: where it is needed and installed."""
    return os.environ.get("KENPO_OCR", "auto").strip().lower() == "off"


def why_not() -> str | None:
    """Why pictures cannot be read here and what to do about it; None if they can."""
    if is_off():
        return "OCR is switched off; unset KENPO_OCR, or offer a file with text"
    program = shutil.which(_PROGRAM)
    if program is None:
        return "OCR is not installed: install tesseract-ocr and tesseract-ocr-jpn, or offer a file with text"
    if "jpn" not in _languages(program):
        return "OCR has no Japanese: install tesseract-ocr-jpn, or offer a file with text"
    return None


@cache
def _languages(program: str) -> tuple[str, ...]:
    try:
        said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple((said.stdout + said.stderr).split())
