"""What a status cell prints, be it a symbol, a word (達成, 実施中) or a letter or grade (A, 3), and what it says.

The document's own legend decides. Words of `data/status_words.csv` say it by themselves, but in doubt; a letter or
grade without a legend says nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.normalise.numbers import is_blank
from extract.normalise.text import solid
from extract.shapes.plan.symbols import LOOK_ALIKE, SHAPES, STARS, one_of, symbol_of

_WORDS = Path(__file__).parents[2] / "data" / "status_words.csv"
#: Headings over statuses, and those of them over grades: a number below 実施状況 is a count.
STATUS_HEAD = re.compile(r"評価|評定|判定|進捗|進み具合|達成|状況|結果|可否|ステータス|点検(?:区分|欄)?$")
_GRADE_HEAD = re.compile(r"評価|評定|判定|達成度|進捗度|ランク|点検(?:結果|区分|欄)?$")
#: Labels, as patterns, of which the whole says that what stands behind or below them judges; those that say only that,
#: and those over what was done as well.
JUDGE_WORD = (
    r"(?:(?:総合|自己|支部|年度|年間|進捗|達成度|実績|最終|中間|内部|上(?:半)?期|下(?:半)?期|期末|年度末)の?)*"
    r"(?:(?:評価|評定|判定)(?:結果|区分|欄)?|点検(?:結果|区分|評価))|達成(?:状況|度|区分|評価|見込み?)|進捗(?:度|区分|評価)|実施区分|進み具合|ステータス"
)
STATUS_WORD = rf"{JUDGE_WORD}|進捗(?:状況)?|実施状況"
_LETTER, _GRADE = re.compile(r"[SABCDE]"), re.compile(r"[1-5]")
_STARS = re.compile(STARS)
_WITH_WORDS = re.compile(rf"^(?P<symbol>{one_of(SHAPES)})[(:]?(?P<words>[^()]{{2,14}})[)]?$")
#: A letter before what it stands for, where it stands: B(概ね計画どおり).
_LETTERED = re.compile(r"^(?P<letter>[SABCDE])[(:]?(?P<about>概ね|おおむね|ほぼ)?(?P<words>[^()]{2,14})[)]?$")
_SAID = re.compile(
    r"(?:目標|計画|予定)(?:値)?(?:通り|どおり|以上|以下|未満|を?(?:大幅に|大きく|やや)?[上下]回.{1,3}|(?:に|へ)?届か.{1,4})"
)
#: Boxes to tick, ticked ones and others, each before its word.
_TICKED = "☑☒✓✔■●◉◆レ"
_OPTION = re.compile(rf"(?P<box>[{_TICKED}□○◯☐◇])(?P<words>[^{_TICKED}□○◯☐◇、,・/]{{1,10}})[、,・/]?")
_BRACKETS = "()〔〕[]「」【】・"
#: What is left unread in a column of statuses is no longer than this, and fewer than so many of its cells.
LONGEST, _MOST_UNREAD = 12, 0.4

NO_LEGEND = "no legend says what this word stands for; taken for what it means"
SHARED = "one status stands beside several rows; taken for that of each of them"
UNEXPLAINED = "no legend says what this letter or grade stands for"
UNKNOWN = "a status in words that are not known; look at the page and add a correction"


@dataclass(frozen=True)
class Mark:
    """A status as printed (symbols in one spelling), what it says, and why that may be wrong."""

    symbol: str
    status: str | None
    doubt: str | None = None


@lru_cache(maxsize=1)
def status_words() -> dict[str, str]:
    """Status by the words whose meaning nobody mistakes."""
    with _WORDS.open(encoding="utf-8", newline="") as handle:
        return {row["word"]: row["status"] for row in csv.DictReader(handle)}


def ticked(text: str) -> str | None:
    """The one word of several that is ticked (☑達成 □一部達成 □未達成); None where it is no such choice."""
    options = list(_OPTION.finditer(solid(text)))
    chosen = [option["words"] for option in options if option["box"] in _TICKED]
    whole = "".join(option.group(0) for option in options) == solid(text)
    known = all(option["words"] in status_words() for option in options)
    return chosen[0] if len(options) > 1 and whole and known and len(chosen) == 1 else None


def read_mark(text: str, legend: Mapping[str, str]) -> Mark | None:
    """The status that a cell prints and nothing else, or None."""
    if (word := ticked(text)) is not None:
        return Mark(word, legend.get(word) or status_words()[word], None if word in legend else NO_LEGEND)
    symbol = symbol_of(text)
    if symbol is not None:
        return Mark(symbol, legend.get(symbol), alike(solid(text)))
    symbol = symbol_with_words(solid(text))
    if symbol is not None:
        return Mark(symbol, legend.get(symbol))
    word = solid(text).strip(_BRACKETS)
    if word in legend:
        return Mark(word, legend[word])
    if _LETTER.fullmatch(word) or _GRADE.fullmatch(word) or _STARS.fullmatch(word):
        return Mark(word, None, UNEXPLAINED)
    if (lettered := _letter_with_words(solid(text), legend)) is not None:
        return lettered
    status = status_words().get(word)
    return Mark(word, status, NO_LEGEND) if status else None


def _letter_with_words(text: str, legend: Mapping[str, str]) -> Mark | None:
    """A letter or grade with the words for it behind it, which say what it means where no legend does."""
    found = _LETTERED.match(text)
    if found is None:
        return None
    words = found["words"]
    said = status_words().get(words)
    if said is None and _SAID.fullmatch(words):
        over, under = re.search(r"上回|以上", words), re.search(r"下回|以下|未満|届か", words)
        said = "exceeded" if over else "in_progress_or_below" if under else "on_plan"
    if said is None:
        return None
    known = legend.get(found["letter"])
    return Mark(found["letter"], known or said, None if known else NO_LEGEND)


def symbol_with_words(text: str) -> str | None:
    """The symbol that stands before the words for it: ○(目標どおり), △ 一部達成; or None."""
    found = _WITH_WORDS.match(text)
    if found is None or not (found["words"] in status_words() or _SAID.fullmatch(found["words"])):
        return None
    return symbol_of(found["symbol"])


def alike(printed: str) -> str | None:
    """What makes a character doubtful that only looks like a symbol, as recognition writes it."""
    return f"{printed} was read as the symbol it looks like" if printed in LOOK_ALIKE else None


def holds_marks(head: str, texts: Sequence[str], least: int = 1) -> bool:
    """Whether a column headed so holds statuses in words, letters or grades: nearly all of its cells are such.

    Symbols alone need no heading and are no matter of this.
    """
    if not STATUS_HEAD.search(head):
        return False
    printed = [solid(text) for text in texts if solid(text)]
    marks = [text for text in printed if _is_mark(text, head)]
    others = [text for text in printed if text not in marks]
    if any(len(text) > LONGEST for text in others) or len(others) > _MOST_UNREAD * len(printed):
        return False
    return sum(symbol_of(text) is None for text in marks) >= least


def _is_mark(text: str, head: str) -> bool:
    word = text.strip(_BRACKETS)
    if _GRADE.fullmatch(word):
        return bool(_GRADE_HEAD.search(head))
    graded = _LETTER.fullmatch(word) or _STARS.fullmatch(word)
    return bool(symbol_of(text) or graded or word in status_words()) or (is_blank(text))
