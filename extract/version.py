"""Which extractor this is: everything that decides what facts a file yields."""

from __future__ import annotations

import hashlib
import os
import subprocess
from importlib.metadata import version
from pathlib import Path

#: Libraries that turn a file into characters, lines and pictures.
_LIBRARIES = ("pdfminer.six", "pdfplumber", "pypdfium2", "rapidfuzz", "pillow", "numpy", "scipy", "pytesseract")


def recognition() -> str:
    """The program that reads scanned pages as it is here: its version and languages; `off` or `none`.

    It is part of the version so that a report whose scanned pages could not be read is read again once they can.
    """
    if os.environ.get("KENPO_OCR", "auto").strip().lower() == "off":
        return "off"
    try:
        said = [
            subprocess.run(["tesseract", option], capture_output=True, text=True, check=False, timeout=30).stdout
            for option in ("--version", "--list-langs")
        ]
    except (OSError, subprocess.TimeoutExpired):
        return "none"
    languages = [line for line in said[1].splitlines()[1:] if line in ("eng", "jpn")]
    return " ".join([said[0].splitlines()[0] if said[0] else "unknown", *languages])


def _digest() -> str:
    home = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in home.rglob("*") if p.suffix in (".py", ".csv")):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    digest.update(recognition().encode())
    return digest.hexdigest()[:10]


#: Version of the extractor, part of every fact set's folder name. It follows the code, the libraries and the engine of
#: recognition, so that a change of any of them can never leave facts of the old reading behind.
EXTRACTOR_VERSION = _digest()
