"""The characters of a text report: decoding bytes, and saying at which line and column an offset stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from html import unescape

from extract.document import Line, Place

LOST_CHARACTERS = "characters were lost in the conversion"
BREAKS_OFF = "conversion breaks off here"

_LINE_END = re.compile(r"\r\n|\n|\r")
_BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_JAPANESE = re.compile("[\u3001\u3002\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]")
# What a wrong decoding leaves behind: replacement marks, private use, half-width katakana in bulk, control characters.
_MOJIBAKE = re.compile("[\ufffd\ue000-\uf8ff\uff61-\uff9f\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_NOT_TEXT = re.compile("[\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
_UNREADABLE = "The file does not hold readable text in UTF-8, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8."
_INLINE = re.compile(_ENTITY + r"|\*\*(?=[^\s*])[^*\n]*(?<=\S)\*\*|\\\|")


@dataclass(frozen=True)
class Decoded:
    """The characters of a file; `problem` says what could not be decoded, else None."""

    text: str
    problem: str | None = None


def decode(data: bytes) -> Decoded:
    """Decode bytes by their byte order mark, as UTF-8, by their declared charset, or by plausibility.

    Of Shift_JIS (cp932), EUC-JP and damaged UTF-8 the one is taken that leaves the most Japanese and the least rubbish.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data, encoding)
    if b"\x1b$" in data or b"\x1b(" in data:
        return _checked(data, "iso2022_jp")
    if _decodes(data, "utf-8"):
        return _checked(data, "utf-8")
    declared = _DECLARED.search(data[:4096])
    if declared and _decodes(data, name := declared.group(1).decode("ascii")):
        return _checked(data, name)
    return _checked(data, max(("utf-8", "cp932", "euc_jp"), key=lambda name: _plausibility(data, name)))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _plausibility(data: bytes, encoding: str) -> int:
    text = data.decode(encoding, errors="replace")
    return len(_JAPANESE.findall(text)) - 5 * len(_MOJIBAKE.findall(text))


def _checked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    rubbish = len(_NOT_TEXT.findall(text))
    if rubbish > max(len(text) // 10, 12):
        return Decoded("", _UNREADABLE)
    if "\ufffd" in text:
        return Decoded(text, f"Some bytes are not {encoding}; compare the marked lines with the original.")
    return Decoded(text)


@dataclass
class Source:
    """A decoded text that knows its lines; lines and columns are 1-based, a span's end is inclusive."""

    text: str
    _starts: list[int] = field(init=False)
    _holds: dict[str, bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def place(self, start: int, end: int) -> Place:
        """The place of the characters from `start` up to, not including, `end` (at least one)."""
        last = max(start, end - 1)
        first_line = last_line = self._line(start)
        if first_line + 1 < len(self._starts) and last >= self._starts[first_line + 1]:
            last_line = self._line(last)
        first_column = start - self._starts[first_line] + 1
        return Place(span=(first_line + 1, first_column, last_line + 1, last - self._starts[last_line] + 1))

    def line_number(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return self._line(offset) + 1

    def lines(self) -> list[tuple[int, int]]:
        """Start and end offset of every line, without its line end."""
        ends = [match.start() for match in _LINE_END.finditer(self.text)]
        return list(zip(self._starts, [*ends, len(self.text)], strict=True))

    def holds(self, part: str) -> bool:
        """Whether the text holds `part` anywhere; looked up once."""
        if part not in self._holds:
            self._holds[part] = part in self.text
        return self._holds[part]

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


@dataclass(frozen=True)
class Piece:
    """Characters of one line as the reader sees them, and the offsets of what stands for them in the source."""

    text: str
    start: int
    end: int
    bold: bool = False

    def trimmed(self) -> Piece:
        """The same without outer spaces."""
        text = self.text.strip()
        if len(self.text) != self.end - self.start:  # an entity or escape cannot be cut
            return Piece(text, self.start, self.end, self.bold)
        lead = len(self.text) - len(self.text.lstrip())
        return Piece(text, self.start + lead, self.start + lead + len(text), self.bold)


def pieces(text: str, start: int, end: int, bold: bool = False) -> list[Piece]:
    """Split a run of text into pieces: entities and escaped pipes decoded, the marks of Markdown bold left out."""
    found: list[Piece] = []
    at = start
    for match in _INLINE.finditer(text, start, end):
        mark = match.group()
        if match.start() > at:
            found.append(Piece(text[at : match.start()], at, match.start(), bold))
        if mark.startswith("**"):
            found.extend(pieces(text, match.start() + 2, match.end() - 2, bold=True))
        else:
            found.append(Piece("|" if mark == "\\|" else unescape(mark), match.start(), match.end(), bold))
        at = match.end()
    if at < end:
        found.append(Piece(text[at:end], at, end, bold))
    return found


def make_line(source: Source, parts: list[Piece], doubt: str | None = None) -> Line | None:
    """One line of the parts, outer spaces left out; None where nothing visible remains."""
    visible = [index for index, part in enumerate(parts) if not part.text.isspace()]
    if not visible:
        return None
    inner = parts[visible[0] : visible[-1] + 1]
    first, last = inner[0].trimmed(), inner[-1].trimmed()
    text = first.text if len(inner) == 1 else "".join(part.text for part in inner).strip()
    if "\n" in text or "\r" in text:
        text = " ".join(part for line in re.split(r"[\r\n]+", text) if (part := line.strip()))
    if "\ufffd" in text:
        doubt = doubt or LOST_CHARACTERS
    bold = all(part.bold for part in inner if part.text.strip())
    return Line(text, source.place(first.start, last.end), bold=bold, doubt=doubt)
