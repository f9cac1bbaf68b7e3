"""Status symbols in running text, and what a symbol judges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.catalogue import match
from extract.document import Cell
from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy
from extract.recorder import Recorder
from extract.shapes.context import Scope
from extract.shapes.plan.plan_text import PHRASE_CHARS, is_target, kind_of
from extract.shapes.plan.symbols import DASHES, SHAPES, one_of, symbol_of
from extract.shapes.text.passages import Passage, Symbol, passages_of

#: Filled triangles and boxes behind a sentence are no statuses but the mark of what follows.
_NO_BULLETS = str.maketrans("", "", "▲□")
#: A symbol set right behind the full stop of the sentence it judges; dashes are too common to be read so.
_GLUED = re.compile(rf"(?<=[。)）])(?P<symbol>[{SHAPES.translate(_NO_BULLETS)}])\s*$")
#: Conversions set some behind the last word as well; ○○ is no status but stands for a name.
_GLUED_TO_WORD = re.compile(r"(?<=[ぁ-んァ-ヶ一-龥])(?P<symbol>[◎△Δ×])\s*$")
#: A symbol in brackets before what it judges.
_AHEAD = re.compile(rf"[\[(〔【<](?P<symbol>{one_of(SHAPES, DASHES)})[\])〕】>]\s*(?P<item>\S.{{3,}})$", re.S)
#: A name, alone or with the figure behind its colon that ends the line.
_NAMED = re.compile(r"(?P<name>[^:：。]{4,60}?)(?:\s*[:：]\s*[\d,.]+\s*(?:%|ポイント|件|人|円|回|社|事業所|日|点)?)?")
_DASH = "－"
_KPI_TITLE = re.compile(r"[■●◆◇□○・]?[【〔]?(?:KPI|重要業績評価指標|数値目標)[^。%]{0,12}$")
_BARE_NUMBER = re.compile(r"[\s()（）\d①-⑳.．・■●-]*$")
_TITLE_NUMBERS = ("circled", "bracketed", "roman", "half", "dotted")
#: Numbers of titles that hold for the rows below as well, and how no title ends.
_TITLE_KINDS = ("chapter", "part", "dotted", "bracketed", "circled")
_ENDS_IN_VERB = re.compile(r"[うくぐすつぬぶむる]$")
_PARTS_KEPT = 6

#: The sort of a heading's number, and its text.
Heading = tuple[str, str]


@dataclass
class Judged:
    """The passages that a status symbol may judge: the last marked one and what followed it."""

    parts: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    def say(self, passage: Passage) -> None:
        """A further passage of the progress text: a mark begins a new block."""
        if passage.mark or not self.parts:
            self.before, self.parts = self.parts, [passage.body]
        else:
            self.parts = [*self.parts[-_PARTS_KEPT:], passage.body]

    @property
    def below_title(self) -> bool:
        """Whether the block is but the title over a table of KPIs, and another stands before it."""
        return bool(self.before) and _KPI_TITLE.fullmatch(solid(_joined_up(self.parts))) is not None

    @property
    def item(self) -> str:
        """The words of the block, of that before where it is but a title; a word that the end of a line cut is put
        together.
        """
        return _joined_up(self.before if self.below_title else self.parts)


def _joined_up(parts: Iterable[str]) -> str:
    out = ""
    for part in parts:
        out += part if not out or out[-1] not in "。)）" else f" {part}"
    return out


def with_glued_symbol(passage: Passage) -> Passage:
    """The passage with a status symbol taken off that stands right behind its last full stop."""
    last = passage.lines[-1]
    found = _GLUED.search(last.text) or (_GLUED_TO_WORD.search(last.text) if last.place.bbox is None else None)
    if found is None or passage.symbols:
        return passage
    line = replace(last, text=last.text[: found.start()].rstrip())
    return replace(passage, lines=[*passage.lines[:-1], line], symbols=[Symbol(found["symbol"], last.place)])


def read_status_ahead(passage: Passage, where: Locator, scope: Scope, section: str | None, recorder: Recorder) -> None:
    """Records the status that a report's passage begins with ([○]名簿を整備した。), where the legend explains it."""
    found = _AHEAD.match(fold(passage.body if passage.mark else passage.text).strip())
    symbol = symbol_of(found["symbol"]) if found and scope.explained and not scope.header.is_plan else None
    if found is None or symbol is None or not {symbol} - {_DASH} <= scope.explained:
        return
    recorder.add(
        "plan_status",
        where,
        passage.printed,
        "status_ahead",
        passage.doubt,
        fiscal_year=scope.fiscal_year or scope.header.fiscal_year,
        period=scope.header.period,
        item_ja=tidy(found["item"]),
        symbol=symbol,
        status=scope.legend.get(symbol),
        section=section,
    )


def read_status_behind_kpi(
    passage: Passage, where: Locator, scope: Scope, section: str | None, recorder: Recorder
) -> None:
    """Records the status behind a KPI's name or figure in a cell under no heading of statuses: 郵送化率：97.3% ○."""
    symbols = {symbol_of(symbol.text) for symbol in passage.symbols}
    symbol = symbols.pop() if len(symbols) == 1 else None
    if symbol not in scope.explained or scope.part in ("status", "symbol"):
        return
    named = _NAMED.fullmatch(fold(passage.body).strip())
    known = match(solid(named["name"]), scope.fiscal_year) if named is not None else None
    if named is None or known is None or known.alike_only:
        return
    year, header = scope.fiscal_year or scope.header.fiscal_year, scope.header
    recorder.add(
        "plan_status",
        where,
        passage.printed,
        "status_behind_kpi",
        passage.doubt,
        fiscal_year=year,
        period=header.period if year == header.fiscal_year else "FY",
        item_ja=tidy(named["name"]),
        symbol=symbol,
        status=scope.legend.get(str(symbol)),
        section=section,
    )


def is_no_figure(symbol: str, passage: Passage) -> bool:
    """Whether a dash only fills the place of a figure: below the heading of KPI results, or behind a bare number."""
    if symbol != "－":
        return False
    plain = solid(passage.text)
    return bool(_KPI_TITLE.match(plain) or _BARE_NUMBER.match(plain))


def sole_heading(cells: Iterable[Cell]) -> str | None:
    """The numbered title that a plan cell begins with, if it is the only one of its kind in the row."""
    passages = [item for cell in cells for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    numbered = [item for item in passages if kind_of(item.mark) in _TITLE_NUMBERS and not item.text.endswith("。")]
    same = [item for item in numbered if kind_of(item.mark) == kind_of(numbered[0].mark)]
    return same[0].text if len(same) == 1 and len(same[0].text) <= PHRASE_CHARS else None


def headings_after(above: Sequence[Heading], cell: Cell) -> list[Heading]:
    """The headings that the rows below a plan cell stand under, until they print others: those `above` it, and the
    numbered title that it begins with, which ends one of its kind and what stood below that.
    """
    passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
    first = passages[0] if len(passages) > 1 else None
    kind = kind_of(first.mark) if first is not None else None
    if first is None or kind not in _TITLE_KINDS or len(first.text) > PHRASE_CHARS or first.text.endswith("。"):
        return list(above)
    if is_target(solid(first.text)) or _ENDS_IN_VERB.search(solid(first.text)):
        return list(above)
    at = next((i for i, (known, _) in enumerate(above) if known == kind), len(above))
    return [*above[:at], (str(kind), first.text)]
