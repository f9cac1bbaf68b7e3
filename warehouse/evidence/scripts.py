"""Data for pages that must work from disk: scripts that hand a JSON value to the page, without any request.

The texts come from other people's files. Nothing in them can end the script or begin a tag: what HTML or JavaScript
could take for its own is escaped, here once for all data.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

#: `<`, `>` and `&` mean something to HTML, the two separators end a line in old JavaScript, half a surrogate pair is
#: no character that could be written.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def script(name: str, value: Any) -> str:
    """A script that calls `evidence.data(name, value)`."""
    return f"evidence.data({_text(name)},{_text(value)});\n"


def write_script(path: Path, name: str, value: Any) -> None:
    """Write the script of a value; the folder is made if missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(name, value), encoding="utf-8", newline="\n")


def plain(value: Any) -> Any:
    """A value of the database as JSON has it: dates and times as ISO text, what is no number as None."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(float(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value


class Pool:
    """Values that many rows share, each once; a row holds the index."""

    def __init__(self) -> None:
        """Starts empty."""
        self.values: list[Any] = []
        self._index: dict[Hashable, int] = {}

    def add(self, value: Any) -> int:
        """The index of a JSON value."""
        key = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if key not in self._index:
            self._index[key] = len(self.values)
            self.values.append(value)
        return self._index[key]


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
