"""Plan items: the bullets, numbered lines and sentences of plan columns, plan boxes and plan slides.

The forms of text decide, never the words of one report: a marked line is an item, a numbered phrase with something below
it is a heading, a KPI block and the reasons behind 【重要度:高】 are no items, and an item that a page break cut is joined
with its beginning in the same column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Cell, Line, Page, Table
from extract.locate import Locator
from extract.normalise.text import fold, solid, tidy, without_spaces_in_japanese
from extract.recorder import Recorder
from extract.shapes.context import Header, Scope
from extract.shapes.layout import Column
from extract.shapes.passages import Passage, mark_of, passages_of

_PLAN_WORDS = re.compile(
    r"(?:(?:年度)?(?:事業|行動|取組|実施|具体的|活動)?計画(?:の?内容)?|(?:具体的|主|主要|重点的)?な?(?:取組み?|取り組み|施策)(?:の?(?:内容|事項|項目))?|"
    r"実施(?:内容|事項|項目|概要)|計画の概要|アクションプラン)"
)
_OTHER_WORDS = re.compile(
    r"(?:(?:取組)?(?:実施|進捗|達成|取組)(?:の)?(?:状況|結果)|実績|評価|総括|結果|今後の?|次年度|課題|改善|現状|背景|目的|参考|スケジュール|"
    r"はじめに|おわりに|運営方針|基本方針|重点事項|目次|工程|年間)"
)
_KPI_WORDS = re.compile(
    r"[■●◆◇□○・]?[【〔\[<]?(?:(?:令和|R|20)?\S{0,8}年度)?(?:目標\()?(?:KPI|重要業績評価指標|数値目標|成果指標)(?:目標)?(?:\([^()]*\))?\)?(?:の?(?:実績|達成状況|設定)等?)?[】〕\]>]?[:：]?"
)
_KPI_LEAD = re.compile(r"[■●◆◇□○・]?(?:[【〔\[<](?:KPI|目標|指標|数値目標|成果指標|重要業績評価指標)[^】〕\]>]{0,10}[】〕\]>]|KPI(?:\([^()]*\))?[:：①-⑳\d])")
_KPI_LINE = re.compile(r"以上|以下|以内|未満|超える|上回る|下回る|とする|維持|%|対?前年度|\d(?:件|人|回|社|事業所)")
_TARGET_END = re.compile(r"(?:\d|前年(?:度|比|並み)?)[^。]{0,14}(?:以上|以下|以内|未満)(?:とする|にする)?。?$|%(?:とする|にする)。?$")
_TARGET = re.compile(r"以上|以下|とする。?$")
_WEIGHT = re.compile(r"[【\[〔<(](?P<what>重要度|困難度)[:：](?P<level>[^】\]〕>)]{1,3})[】\]〕>)]")
_OWNER = re.compile(r"[【(\[〔](?P<owner>[^【】()\[\]〔〕]*?(?:グループ|部|室|課|担当)(?:[・、/][^【】()\[\]〔〕]*)?)[】)\]〕]")
_LABEL = re.compile(r"(?:【[^【】]{1,40}】|〔[^〔〕]{1,40}〕|「[^「」]{1,24}」|<[^<>]{1,40}>|\[[^\[\]]{1,40}\]|《[^《》]{1,40}》)[:：]?")
_NOTE = re.compile(r"[(<【]?(?:※|\*\d|注\d?[)):：]|(?:内訳|参考|再掲|出典|備考)[)>】:：])|[(<【](?:注|内訳|参考)")
_GOES_ON = re.compile(r"(?:また|なお|さらに|更に|併せて|あわせて|加えて|特に|そのうえで|その上で|具体的には)[、,]?")
_VERB_END = re.compile(r"(?:する|行う|図る|いる|める|した|ます|れる|げる|せる|つなげる|取り?組む|努める|進める)$")
_CUT_END = re.compile(r"[、,・をにがはのとでもやへ(「]$")
_PLAIN_FIGURES = re.compile(r"(?:率|数|人数|件数|額)[:：]?[\d,.]+(?:%|人|件|名|円)?(?:\([^()]*\))?$|^\(?[^。]{0,20}(?:者数|人数|件数)[:：][\d,]+")
_HEAD_MARKS = "■◆◇□▼▲★▽◉"
_BULLETS = "・●○◎➢➤✓〇"
_KINDS = (
    ("dotted", re.compile(r"\d{1,2}(?:-\d{1,2})?[.．]")),
    ("dashed", re.compile(r"\d{1,2}-(?:\d{1,2}|[ivx]{1,4})\)?")),
    ("chapter", re.compile(r"第\d+")),
    ("bracketed", re.compile(r"\(\d{1,2}\)")),
    ("circled", re.compile(r"[①-⑳⓪❶-❿]")),
    ("roman", re.compile(r"\(?[ivx]{1,4}\)|[ⅰ-ⅿⅠ-Ⅿ]")),
    ("half", re.compile(r"\d{1,2}\)")),
    ("letter", re.compile(r"\(?[a-zA-Z]\)")),
    ("kana", re.compile(r"\(?[アイウエオカキクケコ]\)?")),
)
_DASHED = re.compile(r"^(?P<mark>\d{1,2}-\s?(?:[ivx]{1,4}|\d{1,2})\)?)(?=[^\d%])")
_KANA_ORDER = "アイウエオカキクケコ"
#: A phrase longer than this is no heading.
_HEADING_CHARS = 60
#: Sides of one column may differ so much from page to page, in points.
_SAME_COLUMN = 12
#: So many sentences behind one sort of number make it the mark of items.
_ENOUGH = 4
#: A bracket that a wrapped number closes was opened at most so far back.
_OPEN_CHARS = 14


@dataclass
class Draft:
    """A plan item before it is recorded; a page break may still add to it."""

    parts: list[str]
    printed: list[str]
    where: Locator
    year: int | None
    number: str | None
    section: tuple[str, ...]
    owner: str | None
    importance: str | None
    difficulty: str | None
    marked: bool
    doubt: str | None = None

    @property
    def text(self) -> str:
        """The item on one line."""
        return "".join(self.parts)

    def add(self, passage: Passage) -> None:
        """Joins what goes on with this item."""
        self.parts.append(_tidy(passage.text))
        self.printed.append(passage.printed)
        self.doubt = self.doubt or passage.doubt


@dataclass
class Piece:
    """A passage as this module sees it: label lines that wrapping glued to it are pieces of their own."""

    passage: Passage
    mark: str | None
    body: str
    bold: bool
    following: Piece | None = None
    stands_out: bool = False  # bold among text that is not

    @property
    def text(self) -> str:
        """The whole piece without white space."""
        return solid(self.passage.text)

    @property
    def kind(self) -> str | None:
        """The sort of its mark: bullet, head, circled, …; None where it has none."""
        return kind_of(self.mark)


@dataclass
class Strand:
    """One run of plan text: a column through the pages, or the pages themselves.

    `mode` says what the text is at this point: plan, default (a plan page before any heading says so), kpi, reason
    (why something is important), other. `open` is the kind of the last piece if nothing has closed it yet.
    """

    on_page: bool = False
    resting: str = "plan"
    mode: str = "plan"
    base: tuple[str, ...] = ()
    headings: list[tuple[str, str]] = field(default_factory=list)
    owner: str | None = None
    kpi_kind: str | None = None
    last: Draft | None = None
    last_kind: str | None = None
    last_piece: Piece | None = None
    table: str | None = None
    column: Column | None = None
    year: int | None = None

    @property
    def section(self) -> tuple[str, ...]:
        """The headings that the next item stands under."""
        return self.base + tuple(text for _, text in self.headings)

    def head(self, kind: str, text: str) -> None:
        """A heading: it takes the place of an earlier one of its kind and of all below that."""
        above = self.headings if kind == "label" else [(k, t) for k, t in self.headings if k != "label"]
        at = next((i for i, (known, _) in enumerate(above) if known == kind), len(above))
        self.headings = [*above[:at], (kind, text)]


def kind_of(mark: str | None) -> str | None:
    """The sort of a list mark; None for no mark."""
    if not mark:
        return None
    plain = solid(mark)
    if plain[0] in _BULLETS:
        return "bullet"
    if plain[0] in _HEAD_MARKS:
        return "head"
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(plain)), "other")


@dataclass
class Lot:
    """Passages that stand together: those of one cell, or of a page up to its next table.

    `first`: it begins the column on its page; `gap`: a page before it could not be read; `titled`: a column of titles
    beside it says what its items are about; `box`: a box whose label makes it plan text.
    """

    passages: list[Passage]
    strand: Strand
    scope: Scope
    where: Locator | None = None
    first: bool = False
    gap: bool = False
    titled: bool = False
    box: bool = False


class PlanItems:
    """Collects the plan text of a document in reading order; `finish` tells items from headings and records them."""

    def __init__(self, header: Header, recorder: Recorder) -> None:
        self.header = header
        self.out = recorder
        self.lots: list[Lot] = []
        self.drafts: list[Draft] = []
        self.weights: dict[tuple[int | None, tuple[str, ...]], dict[str, str]] = {}
        self.columns: list[Strand] = []
        resting = "default" if header.report_kind in ("plan", "action_plan") else "other"
        self.pages = Strand(on_page=True, resting=resting, mode=resting, year=header.fiscal_year)
        self.gap = False
        self.listing: set[str | None] = set()

    # ── what interpretation hands over ───────────────────────────────────────────────────────────────────────────────

    def page(self, page: Page) -> None:
        """A new page begins; `gap` remembers one that could not be read."""
        self.gap = self.gap or page.is_image

    def passage(self, passage: Passage) -> None:
        """A passage of the page itself, outside of tables."""
        if not self.lots or self.lots[-1].strand is not self.pages or self.lots[-1].where is not None:
            self.lots.append(Lot([], self.pages, Scope(self.header, self.header.fiscal_year)))
        self.lots[-1].passages.append(passage)

    def cell(self, table: Table, cell: Cell, column: Column, scope: Scope, titled: bool) -> None:
        """A cell of a plan column."""
        scope = scope.under(fiscal_year=column.fiscal_year or scope.fiscal_year)
        strand = self._strand(column, scope.fiscal_year)
        passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
        where = Locator(cell.place, table.index, cell.row, cell.col)
        self.lots.append(Lot(passages, strand, scope, where, strand.table != table.index, self.gap, titled))
        strand.table = table.index
        self.gap = self.gap and not passages

    def box(self, table: Table, scope: Scope) -> None:
        """A table that is neither figures nor a layout: cells headed or labelled as plan are plan text, and a single box
        goes on with the text of the page."""
        for cell in table.cells:
            passages = [item for item in passages_of(cell.blocks) if isinstance(item, Passage)]
            where = Locator(cell.place, table.index, cell.row, cell.col)
            part = part_beside(table, cell)
            if part == "plan":
                self.lots.append(Lot(passages, Strand(year=scope.fiscal_year), scope, where, box=True))
            elif part is None and len(table.cells) == 1:
                self.lots.append(Lot(passages, self.pages, scope, where))

    def finish(self) -> None:
        """Records every item, with the importance and difficulty printed for its section."""
        self.listing = _listing_kinds(self.lots)
        for lot in self.lots:
            self._read(lot)
        for draft in self.drafts:
            weight = self.weights.get((draft.year, _without_labels(draft.section)), {})
            self.out.add(
                "plan_item", draft.where, "\n".join(draft.printed), "plan_text", draft.doubt or _cut(draft), fiscal_year=draft.year,
                item_no=draft.number, item_ja=draft.text, importance=draft.importance or weight.get("重要度"),
                difficulty=draft.difficulty or weight.get("困難度"), owner_group=draft.owner, section=" > ".join(draft.section) or None,
            )  # fmt: skip

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _strand(self, column: Column, year: int | None) -> Strand:
        """The run of text that a column goes on with: one of the same role and year at the same place of the page."""
        for strand in self.columns:
            known = strand.column
            if known is None or (known.role, strand.year) != (column.role, year):
                continue
            if known.col == column.col if known.x0 is None or column.x0 is None else abs(known.x0 - column.x0) <= _SAME_COLUMN:
                return strand
        self.columns.append(Strand(column=column, year=year))
        return self.columns[-1]

    def _enter(self, lot: Lot) -> None:
        """A cell begins: a new title or group starts afresh, a blank one goes on."""
        strand, base = lot.strand, lot.scope.section
        if lot.box:
            strand.base, strand.owner = self.pages.section, self.pages.owner
            return
        if base and base != strand.base:
            strand.headings = []
            strand.mode, strand.last_kind = "plan", None
            strand.base = base
        elif not lot.first:
            strand.mode, strand.last_kind = "plan", None
        strand.owner = lot.scope.owner or next((o for text in reversed(base) if (o := owner_in(text))), None) or strand.owner

    def _read(self, lot: Lot) -> None:
        if lot.strand is not self.pages:
            self._enter(lot)
        pieces = list(_pieces(lot.passages))
        mixed = not all(piece.bold for piece in pieces)
        for i, piece in enumerate(pieces):
            piece.following = pieces[i + 1] if i + 1 < len(pieces) else None
            piece.stands_out = piece.bold and mixed
            self._piece(piece, lot, at_break=lot.first and i == 0)

    def _piece(self, piece: Piece, lot: Lot, at_break: bool) -> None:
        strand = lot.strand
        if not piece.text or (at_break and piece.mark is None and self._continued(piece, lot)):
            return
        if _closes_bracket(piece, strand.last_piece) and strand.last_kind in ("item", "joined") and strand.last:
            strand.last.add(piece.passage)
            strand.last_piece = piece
            return
        kind = self._classify(piece, strand, lot.titled)
        if kind == "item":
            self._item(piece, lot, at_break)
        elif kind == "joined" and strand.last is not None:
            strand.last.add(piece.passage)
        strand.last_kind, strand.last_piece = kind, piece

    def _continued(self, piece: Piece, lot: Lot) -> bool:
        """Whether the first piece of a page goes on with the last one of the page before; if so it is joined."""
        strand = lot.strand
        if _LABEL.fullmatch(piece.text) or _KPI_WORDS.fullmatch(piece.text) or _NOTE.match(piece.text) or strand.last_piece is None:
            return False
        before = strand.last_piece.text
        if strand.last_kind == "heading" and _CUT_END.search(before):
            strand.headings.pop()
            self._item(strand.last_piece, lot, False).doubt = "begins like a heading, and goes on as a sentence on the next page"
            strand.last_kind = "item"
        if strand.last_kind in ("item", "joined") and strand.last is not None:
            if before.endswith("。") and not (strand.last.marked and piece.text.endswith("。")):
                return False
            strand.last.add(piece.passage)
        elif strand.last_kind not in ("kpi", "reason", "note") or re.search(r"(?:。|とする|以上|以下|[)）])$", before):
            return False
        strand.last_piece = piece
        return True

    def _classify(self, piece: Piece, strand: Strand, titled: bool) -> str:
        """What a piece is: item, joined, heading, label, kpi, reason, note or text."""
        text = piece.text
        if weights := list(_WEIGHT.finditer(text)):
            return self._weights(weights, text, strand)
        if _KPI_WORDS.fullmatch(text):
            strand.mode, strand.kpi_kind = "kpi", piece.following.kind if piece.following else None
            return "kpi"
        if _NOTE.match(text):
            return "note"
        if _KPI_LEAD.match(text):
            strand.mode, strand.kpi_kind = "kpi", None
            return "kpi"
        if (part := part_named(text)) is not None or _LABEL.fullmatch(text):
            return self._label(text, part, strand)
        if strand.mode == "kpi" and self._in_kpi_block(piece, strand, titled):
            return "kpi"
        if self._is_heading(piece, strand, titled):
            self._heading(piece, strand)
            return "heading"
        return self._item_or_text(piece, strand)

    def _weights(self, weights: Sequence[re.Match[str]], text: str, strand: Strand) -> str:
        weight = self.weights.setdefault((strand.year, _without_labels(strand.section)), {})
        weight.update((found["what"], found["level"]) for found in weights)
        if len(_WEIGHT.sub("", text)) < 2:
            strand.mode = "reason"
        return "reason"

    def _label(self, text: str, part: str | None, strand: Strand) -> str:
        strand.mode = {"plan": "plan", "other": "other", None: strand.mode}[part]
        if strand.mode in ("kpi", "reason"):
            strand.mode = "plan" if not strand.on_page else strand.resting
        if not (strand.on_page and part == "other"):
            strand.head("label", re.sub(r"[:：]$", "", text))
        return "label"

    def _in_kpi_block(self, piece: Piece, strand: Strand, titled: bool) -> bool:
        """Whether a piece behind a KPI heading is still one of its lines; if not the block is over."""
        same = piece.mark is None or piece.kind == strand.kpi_kind
        target = bool(_KPI_LINE.search(piece.text))
        heading = piece.mark is not None and not target and self._is_heading(piece, strand, titled)
        if (same or target) and not heading:
            return True
        strand.mode = strand.resting if strand.on_page else "plan"
        return False

    def _is_heading(self, piece: Piece, strand: Strand, titled: bool) -> bool:
        """Short phrases that something stands under: bold ones, marked ■ or ◇, and numbered ones unless a sibling follows
        or the table has a column of titles of its own."""
        body = without_owner(solid(piece.body))
        if len(body) > _HEADING_CHARS or body.endswith("。") or _VERB_END.search(body):
            return False
        if piece.mark is None:
            titled_page = strand.on_page and owner_in(piece.text) is not None
            return titled_page or piece.stands_out and len(body) <= 40 and not re.search(r"\d{3}|%", body)
        if piece.kind in ("head", "dotted", "dashed", "chapter") or piece.stands_out or strand.on_page and owner_in(piece.text):
            return True
        if piece.kind == "bullet" or titled or piece.kind in self.listing:
            return False
        return piece.following is None or piece.following.kind != piece.kind or (strand.on_page and strand.mode != "plan")

    def _heading(self, piece: Piece, strand: Strand) -> None:
        owner = owner_in(piece.text)
        strand.owner = owner or strand.owner
        strand.head(piece.kind or "title", without_owner(_tidy(piece.passage.text)))
        strand.mode = strand.resting if strand.on_page and piece.kind in ("dotted", "dashed", "chapter", None) else strand.mode
        if strand.mode in ("kpi", "reason", "other") and not strand.on_page:
            strand.mode = "plan"

    def _item_or_text(self, piece: Piece, strand: Strand) -> str:
        if strand.mode == "reason" and piece.mark is not None:
            strand.mode = strand.resting if strand.on_page else "plan"
        if strand.mode in ("reason", "other"):
            return strand.mode if strand.mode == "reason" else "text"
        sentence = piece.text.endswith("。") or bool(re.search(r"。\([^()]*\)$", piece.text))
        if len(piece.text) <= _HEADING_CHARS and _TARGET_END.search(piece.text):
            return "kpi"
        if _PLAIN_FIGURES.search(piece.text) and not sentence:
            return "text"
        if piece.mark is None:
            return self._unmarked(piece, strand, sentence)
        if strand.mode == "default" and not sentence:
            return "text"
        return "item"

    def _unmarked(self, piece: Piece, strand: Strand, sentence: bool) -> str:
        if strand.last_kind in ("item", "joined") and strand.last is not None and strand.last_piece is not None:
            cut = bool(_CUT_END.search(strand.last_piece.text)) or bool(_GOES_ON.match(piece.text))
            if cut or sentence and strand.last.marked and not strand.on_page:
                return "joined"
        return "item" if sentence and strand.mode == "plan" else "text"

    def _item(self, piece: Piece, lot: Lot, at_break: bool) -> Draft:
        passage, scope, strand, where = piece.passage, lot.scope, lot.strand, lot.where
        place = Locator(passage.place, where.table, where.row, where.col) if where else Locator(passage.place)
        lost = "its beginning may stand on the page before, which could not be read" if at_break and lot.gap and not piece.mark else None
        number = piece.mark if piece.kind not in (None, "bullet", "head") else None
        draft = Draft(
            [_tidy(piece.body)], [passage.printed], place, scope.fiscal_year, number, strand.section, strand.owner,
            scope.importance, scope.difficulty, piece.mark is not None, passage.doubt or lost,
        )  # fmt: skip
        self.drafts.append(draft)
        strand.last = draft
        return draft


def _listing_kinds(lots: Sequence[Lot]) -> set[str | None]:
    """The sorts of numbers that this document puts before sentences: a phrase behind one of them is an item as well."""
    sentences: Counter[str | None] = Counter()
    phrases: Counter[str | None] = Counter()
    for lot in lots:
        for piece in _pieces(lot.passages):
            if piece.mark and not piece.bold and not _TARGET.search(piece.text):
                (sentences if piece.text.endswith("。") else phrases)[piece.kind] += 1
    return {kind for kind, n in sentences.items() if n >= _ENOUGH and n > 2 * phrases[kind]}


def _closes_bracket(piece: Piece, before: Piece | None) -> bool:
    """Whether what looks like a number is the end of a bracket that the line before left open: 2024(令和 / 6)年."""
    if before is None or piece.kind not in ("half", "letter") or piece.text.startswith("("):
        return False
    text = before.text
    return text.count("(") > text.count(")") and len(text) - text.rfind("(") <= _OPEN_CHARS


def owner_in(text: str) -> str | None:
    """The group in brackets that a heading names as its owner."""
    found = list(_OWNER.finditer(solid(text)))
    return found[-1]["owner"] if found else None


def without_owner(text: str) -> str:
    """A heading without the group in brackets."""
    return _OWNER.sub("", text).strip() or text


def part_named(text: str) -> str | None:
    """Whether a line is a heading of plan text ("plan") or of something else ("other"); None for any other line."""
    bare = re.sub(r"^[■●◆◇□○・【〔\[<「《\s]+|[】〕\]>」》:：\s]+$", "", solid(text))
    if not bare or len(bare) > 16:
        return None
    if _PLAN_WORDS.fullmatch(bare):
        return "plan"
    return "other" if _OTHER_WORDS.match(bare) and not re.search(r"[をすの]る$|。", bare) else None


def part_beside(table: Table, cell: Cell) -> str | None:
    """The part that the nearest label left of a cell or above it names; None where none does."""
    left = [table.at(cell.row, col) for col in range(cell.col - 1, -1, -1)]
    above = [table.at(row, cell.col) for row in range(cell.row - 1, -1, -1)]
    for label in (*left, *above):
        if label is not None and label is not cell and _KPI_WORDS.fullmatch(solid(label.text)):
            return "other"
        if label is not None and label is not cell and (part := part_named(label.text)) is not None:
            return part
    return None


def _pieces(passages: Sequence[Passage]) -> Iterator[Piece]:
    """The passages cut where wrapping glued something to them: label lines, part headings, the next of ア イ ウ."""
    turn = 0
    for passage in passages:
        for part in _parts(passage):
            text = fold(part.text).strip()
            if passage.mark is None and (turn or _opens_kana(text, passages)) and text[: 1] == _KANA_ORDER[turn : turn + 1]:
                turn += 1
                yield Piece(part, text[0], text[1:].strip(), part.bold)
            else:
                turn = turn if passage.mark is None or not turn else 0
                yield _piece(part)


def _opens_kana(text: str, passages: Sequence[Passage]) -> bool:
    """Whether ア begins a list: some line of these passages begins with イ, behind a full stop or as a passage."""
    if not text.startswith("ア"):
        return False
    starts = [fold(passage.lines[0].text).strip() for passage in passages]
    behind = [
        fold(line.text).strip()
        for passage in passages
        for before, line in pairwise(passage.lines)
        if tidy(before.text).endswith("。")
    ]
    return any(start.startswith("イ") for start in (*starts, *behind))


def _parts(passage: Passage) -> Iterator[Passage]:
    lines = passage.lines
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _stands_alone(lines[at - 1].text) or _stands_alone(lines[at].text) or _next_kana(lines, start, at):
            yield passage if at - start == len(lines) else Passage(lines[start:at])
            start = at


def _stands_alone(line: str) -> bool:
    """Whether a line within a passage is a label or part heading of its own."""
    plain = solid(line)
    if _OWNER.fullmatch(plain):
        return False
    return bool(re.fullmatch(r"【[^【】]{1,40}】", plain)) or (len(plain) <= 10 and part_named(plain) is not None)


def _next_kana(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line goes on with イ after ア, behind a full stop."""
    before, here = fold(lines[start].text).strip()[:1], fold(lines[at].text).strip()[:1]
    order = _KANA_ORDER.find(before)
    return order >= 0 and before != "" and here == _KANA_ORDER[order + 1 : order + 2] and tidy(lines[at - 1].text).endswith("。")


def _piece(passage: Passage) -> Piece:
    text = fold(passage.text).strip()
    mark = passage.mark or mark_of(text)
    body = passage.body
    if mark is None and (found := _DASHED.match(text)):
        mark, body = found["mark"], text[found.end() :].strip()
    return Piece(passage, mark, body, passage.bold)


def _tidy(text: str) -> str:
    return without_spaces_in_japanese(text)


def _without_labels(section: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in section if not _LABEL.fullmatch(solid(text)))


def _cut(draft: Draft) -> str | None:
    """Why an item may be incomplete: its text stops in the middle of a phrase."""
    if _CUT_END.search(draft.text):
        return "the text stops in the middle; look at where it goes on"
    return None
