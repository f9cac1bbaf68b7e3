"""The forms of plan text: marks, labels, KPI lines, notes, and passages cut into single pieces.

Nothing here remembers anything; what a piece is in its surroundings is for `plan_strand` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.document import Cell, Line, Table
from extract.normalise.text import fold, solid, tidy, without_spaces_in_japanese
from extract.shapes.text.passages import Passage, mark_of

_DO = r"(?:取組み?|取り組み|施策)"
_PLAN_WORDS = re.compile(
    r"(?:(?:年度)?(?:事業|行動|取組|実施|具体的|活動)?計画(?:の?内容)?"
    rf"|(?:具体的|主|主要|重点的)?な?{_DO}(?:の?(?:内容|事項|項目))?"
    r"|実施(?:内容|事項|項目|概要)|計画の概要|アクションプラン)"
)
#: Titles over work to be done in reports of other kinds, behind their number: 5 残り3か月の重点取組.
_PLAN_TITLE = re.compile(
    rf"(?:.{{1,10}}の)?(?:(?:最?重点|主要|新規)的?な?{_DO}|(?:重点的に)?取り?組む(?:こと|事項)|力を入れること)"
)
_NUMBER_AHEAD = re.compile(r"^(?:\d{1,2}[.．)]?|\(\d{1,2}\)|[①-⑳])(?=[^\d%])")
_TOLD = re.compile(
    r"(?:[っしいんれせけえべめねげてでき]た|ました|でした|ている|ています|(?:中|済み?)(?:である|です)?)[。)）]?$"
)
_OTHER_WORDS = re.compile(
    r"(?:(?:取組)?(?:実施|進捗|達成|取組)(?:の)?(?:状況|結果)|実績|評価|総括|結果|今後の?|次年度|課題|改善|現状|背景|目的"
    r"|参考|スケジュール|はじめに|おわりに|運営方針|基本方針|重点事項|目次|工程|年間)"
)
#: Such headings as a whole, as they stand behind a bullet: 今後の課題と対応, 結果の概要.
_OTHER_HEADING = re.compile(
    rf"(?:{_OTHER_WORDS.pattern}|実施|予定|概要|方針|方向性|対応|事項|状況|内容|点|等|について|の|と|や|及び|・|、|[()])+"
)
_KPI_NAMES = r"(?:KPI|重要業績評価指標|数値目標|成果指標)"
_KPI_HEADING = re.compile(
    r"[■●◆◇□○・]?[【〔\[<]?(?:(?:令和|R|20)?\S{0,8}年度)?(?:目標\()?"
    rf"{_KPI_NAMES}(?:目標)?(?:\([^()]*\))?\)?(?:の?(?:実績|達成状況|設定|一覧)等?表?)?[】〕\]>]?[:：]?"
)
_KPI_TAG = re.compile(
    r"[■●◆◇□○・]?(?:[【〔\[<](?:目標|指標|KPI|重要業績評価指標|数値目標|成果指標)[^】〕\]>]{0,10}[】〕\]>]"
    r"|KPI(?:\([^()]*\))?[:：①-⑳\d(])|[■●◆◇□]KPI"
)
_KPI_LINE = re.compile(r"以上|以下|以内|未満|超える|上回る|下回る|とする|維持|%|対?前年度|\d(?:件|人|回|社|事業所)")
_TARGET = re.compile(
    r"(?:\d|前年(?:度|比|並み)?)[^。]{0,14}(?:以上|以下|以内|未満)(?:とする|にする|を?維持する)?。?$|%(?:とする|にする)。?$"
)
#: What is set behind a sentence to say since when it stands there.
_SINCE = re.compile(r"[【(〔\[](?:新設|新規|変更|継続|拡充|一部変更|見直し)[】)〕\]]$")
#: A target and the remark or result set behind it.
_SAID_FIRST = re.compile(r"(?P<target>[^。]*?(?:とする|維持する))。?(?:[(※→◆].*)$")
_ANY_TARGET = re.compile(r"以上|以下|とする。?$")
_WEIGHT = re.compile(r"[【\[〔<(](?P<what>重要度|困難度)[:：](?P<level>[^】\]〕>)]{1,3})[】\]〕>)]")
_GROUP = r"[^【】()\[\]〔〕]*?(?:グループ|部|室|課|担当)(?:[・、/][^【】()\[\]〔〕]*)?"
_OWNER = re.compile(rf"[【(\[〔](?P<owner>{_GROUP})[】)\]〕]")
_LABEL = re.compile(
    r"(?:【[^【】]{1,40}】|〔[^〔〕]{1,40}〕|「[^「」]{1,24}」|<[^<>]{1,40}>|\[[^\[\]]{1,40}\]|《[^《》]{1,40}》)[:：]?"
)
_NOTE = re.compile(r"[(<【]?(?:※|\*\d|注\d?[)):：]|(?:内訳|参考|再掲|出典|備考)[)>】:：])|[(<【](?:注|内訳|参考)")
_GOES_ON = re.compile(r"(?:また|なお|さらに|更に|併せて|あわせて|加えて|特に|そのうえで|その上で|具体的には)[、,]?")
_VERB_END = re.compile(r"(?:する|行う|図る|いる|める|した|ます|れる|げる|せる|取り?組む)$")
_CUT_END = re.compile(r"[、,・をにがはのとでもやへ(「]$")
_ANNOUNCES = re.compile(r"(?:次|以下)の(?:とおり|通り|事業|取組|取り組み|施策|項目|事項|\d)[^。]*。?$")
_CUT_START = re.compile(r"[をるれんっゃゅょーァィゥェォッャュョ、。]|(?:は|が|に|で|と|し|て)、|する[。ため]")
_CLOSED = re.compile(r"(?:[。)）】」〕：:]|する|いる|行う|図る|める|\d(?:%|人|件|円|名|回|社|か所|事業所))$")
_FIGURES = re.compile(
    r"(?:率|数|人数|件数|額)[:：]?[\d,.]+(?:%|人|件|名|円)?(?:\([^()]*\))?$|(?:者数|人数|件数)[:：][\d,]+"
)
_BULLETS = "・●○◎➢➤✓〇"
_HEAD_MARKS = "■◆◇□▼▲★▽◉"
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
#: Sorts of numbers, and those that number their parts.
_PARTS: dict[str | None, tuple[str, ...]] = {"bracketed": ("circled", "kana"), "circled": ("kana",)}
_DASHED = re.compile(r"^(?P<mark>\d{1,2}-\s?(?:[ivx]{1,4}|\d{1,2})\)?)(?=[^\d%])")
_KANA_ORDER = "アイウエオカキクケコ"
#: A phrase longer than this is no heading, a longer sentence no mere target.
PHRASE_CHARS = 60
#: So many sentences behind one sort of number make it the mark of items.
_ENOUGH = 4
#: A bracket that a wrapped number closes was opened at most so far back.
_OPEN_CHARS = 14
#: So many lines that each end a sentence are a list.
_SURE_LIST = 3
#: A line set in type so much larger than the rest is a title.
_LARGER = 1.12


@dataclass
class Piece:
    """One piece of plan text: `mark` is its bullet or number, `body` the rest.

    `listed` tells an item of a list that a conversion ran together on one line, `within` one that only numbers a part
    of the item before it on that line, `stands_out` one in bold or large type among others that are not, `following`
    the next piece of its cell or page, `sole` that its cell holds nothing else.
    """

    passage: Passage
    mark: str | None
    body: str
    listed: bool = False
    stands_out: bool = False
    within: bool = False
    following: Piece | None = None
    sole: bool = False

    @property
    def text(self) -> str:
        """The whole piece without white space."""
        return solid(self.passage.text)

    @property
    def placed(self) -> bool:
        """Whether the reader knows where on the page it stood; conversions of text do not."""
        return self.passage.lines[0].place.bbox is not None

    @property
    def kind(self) -> str | None:
        """The sort of its mark: bullet, head, circled, …; None where it has none."""
        return kind_of(self.mark)

    @property
    def leads(self) -> bool:
        """Whether a list with marks of another sort begins right behind it."""
        return self.mark is not None and self.following is not None and self.following.kind not in (None, self.kind)

    @property
    def introduces(self) -> bool:
        """Whether it only announces the list that a conversion runs on behind it."""
        behind = self.following
        listed = behind is not None and behind.mark is not None and behind.passage.place == self.passage.place
        return self.mark is None and not self.placed and listed and bool(_ANNOUNCES.search(self.text))

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like one, a remark in brackets aside."""
        return bool(re.search(r"。(?:\([^()]*\))?$", self.text))

    @property
    def ends_as_verb(self) -> bool:
        """Whether it ends with a verb, as a sentence does that a table prints without its full stop."""
        return bool(_VERB_END.search(self.text))

    @property
    def is_phrase(self) -> bool:
        """Whether it is short and ends neither with a full stop nor with a verb, as headings do."""
        body = without_owner(solid(self.body))
        return len(body) <= PHRASE_CHARS and not body.endswith("。") and not _VERB_END.search(body)


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


# ── what a line says by its form ─────────────────────────────────────────────────────────────────────────────────────


def owner_in(text: str) -> str | None:
    """The group in brackets that a heading names as its owner."""
    found = [match["owner"] for match in _OWNER.finditer(solid(text))]
    return "・".join(found) if found else None


def without_owner(text: str) -> str:
    """A heading without the group in brackets."""
    return _OWNER.sub("", text).strip() or text


def is_owner(text: str) -> bool:
    """Whether a line only names groups in brackets."""
    return bool(re.fullmatch(rf"(?:[【(\[〔]{_GROUP}[】)\]〕])+", solid(text)))


def weights_in(text: str) -> dict[str, str]:
    """重要度 and 困難度 as printed in brackets: {"重要度": "高"}."""
    return {found["what"]: found["level"] for found in _WEIGHT.finditer(text)}


def without_weights(text: str) -> str:
    """A text without 【重要度:高】 and the like."""
    return _WEIGHT.sub("", text)


def is_kpi_heading(text: str) -> bool:
    """Whether a line is the heading of a KPI block."""
    return bool(_KPI_HEADING.fullmatch(text))


def has_kpi_tag(text: str) -> bool:
    """Whether a line begins with a tag that makes it a KPI, as in 【KPI】…."""
    return bool(_KPI_TAG.match(text))


def may_be_kpi_line(text: str) -> bool:
    """Whether a line below a KPI heading has the words or figures of a target."""
    return bool(_KPI_LINE.search(text))


def is_target(text: str) -> bool:
    """Whether a short sentence sets a target, also outside of KPI blocks."""
    said = _SAID_FIRST.match(text)
    bare = said["target"] if said else _SINCE.sub("", text)
    return len(bare) <= PHRASE_CHARS and bool(_TARGET.search(bare))


def is_note(text: str) -> bool:
    """Whether a line is a note to another: ※, (注), (内訳), <参考>."""
    return bool(_NOTE.match(text))


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label in brackets."""
    return bool(_LABEL.fullmatch(text))


def is_figures(text: str) -> bool:
    """Whether a line only gives figures: people expected, rates, counts."""
    return bool(_FIGURES.search(text))


def tells(text: str) -> bool:
    """Whether a text says what was done or is under way, and nothing that is still to be done."""
    return bool(_TOLD.search(text))


def goes_on(text: str) -> bool:
    """Whether a line begins with a word that goes on with the sentence before (また、なお、…)."""
    return bool(_GOES_ON.match(text))


def is_cut(text: str) -> bool:
    """Whether a text stops in the middle of a phrase."""
    return bool(_CUT_END.search(text))


def openness(text: str) -> float:
    """How likely a line stops in mid-sentence, 0 to 1: surely behind a particle or comma, likely in a long clause."""
    if _CLOSED.search(text):
        return 0.0
    if is_cut(text):
        return 1.0
    return 0.8 if "、" in text or len(text) > PHRASE_CHARS else 0.0


def begins_cut(text: str) -> bool:
    """Whether a line begins with what begins no Japanese word or sentence: を, る, は、, a small letter."""
    return bool(_CUT_START.match(text))


def part_named(text: str) -> str | None:
    """Whether a line is a heading of plan text ("plan") or of something else ("other"); None for any other line."""
    bare = re.sub(r"^[■●◆◇□○・【〔\[<「《\s]+|[】〕\]>」》:：\s]+$", "", solid(text))
    if not bare or len(bare) > 16:
        return None
    if _PLAN_WORDS.fullmatch(bare) or _PLAN_TITLE.fullmatch(_NUMBER_AHEAD.sub("", bare)):
        return "plan"
    if solid(text)[0] in _BULLETS and not _OTHER_HEADING.fullmatch(bare):
        return None
    return "other" if _OTHER_WORDS.match(bare) and not re.search(r"[をすの]る$|。", bare) else None


def part_beside(table: Table, cell: Cell) -> str | None:
    """The part that the nearest label left of a cell or above it names; None where none does."""
    left = [table.at(cell.row, col) for col in range(cell.col - 1, -1, -1)]
    above = [table.at(row, cell.col) for row in range(cell.row - 1, -1, -1)]
    for label in (*left, *above):
        if label is None or label is cell:
            continue
        if is_kpi_heading(solid(label.text)):
            return "other"
        if (part := part_named(label.text)) is not None:
            return part
    return None


def closes_bracket(piece: Piece, before: Piece | None) -> bool:
    """Whether what looks like a number is the end of a bracket that the line before left open: 2024(令和 / 6)年."""
    if before is None or piece.kind not in ("half", "letter") or piece.text.startswith("("):
        return False
    text = before.text
    return text.count("(") > text.count(")") and len(text) - text.rfind("(") <= _OPEN_CHARS


def item_text(text: str) -> str:
    """A piece as `item_ja`."""
    return without_spaces_in_japanese(text)


# ── passages to pieces ───────────────────────────────────────────────────────────────────────────────────────────────


def pieces_of(passages: Sequence[Passage]) -> list[Piece]:
    """The passages cut where wrapping or a conversion glued something to them: label lines, part headings, the next of
    ア イ ウ, the next item of a list.
    """
    pieces = list(_cut_up(passages))
    mixed = not all(piece.passage.bold for piece in pieces)
    body = _size_of_body(pieces)
    for piece, following in pairwise(pieces):
        piece.following = following
    for piece in pieces:
        size = piece.passage.lines[0].size
        large = body is not None and size is not None and size >= _LARGER * body
        piece.stands_out = (piece.passage.bold and mixed) or large
    _mark_parts(pieces)
    return pieces


def _size_of_body(pieces: Sequence[Piece]) -> float | None:
    """The size of type that most characters are set in, in points; None where the reader does not tell."""
    chars: Counter[float] = Counter()
    for line in (line for piece in pieces for line in piece.passage.lines if line.size is not None):
        chars[round(float(line.size or 0.0), 1)] += len(line.text)
    return chars.most_common(1)[0][0] if chars else None


def _mark_parts(pieces: Sequence[Piece]) -> None:
    """Marks ア, イ and, behind (1), also ① that stand on one line of a conversion with the number they belong to."""
    head: Piece | None = None
    for piece in pieces:
        same = head is not None and not piece.placed and piece.passage.place == head.passage.place
        if same and head is not None and piece.kind in _PARTS.get(head.kind, ()):
            piece.within = True
        elif not same or piece.kind in _PARTS:
            head = piece if piece.kind in _PARTS else None


def listing_kinds(groups: Iterable[Sequence[Passage]]) -> set[str | None]:
    """The sorts of numbers that a document puts before sentences: a phrase behind one of them is an item as well."""
    sentences: Counter[str | None] = Counter()
    phrases: Counter[str | None] = Counter()
    for passages in groups:
        for piece in _cut_up(passages):
            if piece.mark and not piece.passage.bold and not _ANY_TARGET.search(piece.text):
                (sentences if piece.text.endswith("。") else phrases)[piece.kind] += 1
    return {kind for kind, n in sentences.items() if n >= _ENOUGH and n > 2 * phrases[kind]}


def _cut_up(passages: Sequence[Passage]) -> Iterator[Piece]:
    turn = 0
    for passage in passages:
        parts = list(_parts(passage))
        listed = len(parts) > 1 and passage.lines[0].place.bbox is None
        for part in parts:
            text = fold(part.text).strip()
            in_turn = text[:1] == _KANA_ORDER[turn : turn + 1]
            if passage.mark is None and in_turn and (turn or _opens_kana(text, passages)):
                turn += 1
                yield Piece(part, text[0], text[1:].strip())
            else:
                turn = turn if passage.mark is None else 0
                yield _piece(part, listed)


def _piece(passage: Passage, listed: bool) -> Piece:
    text = fold(passage.text).strip()
    mark, body = passage.mark or mark_of(text), passage.body
    if mark is None and (found := _DASHED.match(text)):
        mark, body = found["mark"], text[found.end() :].strip()
    return Piece(passage, mark, body, listed)


def _opens_kana(text: str, passages: Sequence[Passage]) -> bool:
    """Whether ア begins a list: some line of these passages begins with イ, behind a full stop or as a passage."""
    if not text.startswith("ア"):
        return False
    starts = [passage.lines[0].text for passage in passages]
    pairs = [pair for passage in passages for pair in pairwise(passage.lines)]
    behind = [line.text for before, line in pairs if tidy(before.text).endswith("。")]
    return any(fold(start).strip().startswith("イ") for start in (*starts, *behind))


def _parts(passage: Passage) -> Iterator[Passage]:
    lines = passage.lines
    if lines[0].place.bbox is None and len(lines) == 1:
        yield from _sentences(passage)
        return
    start, apart = 0, passage.mark is None and _are_sentences(lines)
    for at in range(1, len(lines) + 1):
        if at == len(lines) or apart or _is_seam(lines, start, at):
            yield passage if at - start == len(lines) else Passage(lines[start:at])
            start = at


def _are_sentences(lines: Sequence[Line]) -> bool:
    """Whether each line is a sentence of a list without marks: of running text not all lines end with one."""
    boxes = [line.box for line in lines if line.box is not None]
    if len(lines) < 2 or len(boxes) < len(lines) or not all(solid(line.text).endswith("。") for line in lines):
        return False
    room = max(box[2] for box in boxes) - boxes[0][2]
    return len(lines) >= _SURE_LIST or room > (lines[0].size or 0.0) > 0


def _sentences(passage: Passage) -> Iterator[Passage]:
    """A line of a conversion that runs the items of a list together: a space behind a full stop parts them."""
    line = passage.lines[0]
    texts = [text for text in re.split(r"(?<=。)[ 　]+(?=\S)", line.text) if text.strip()]
    if len(texts) < 2:
        yield passage
        return
    for text in texts:
        yield Passage([replace(line, text=text)], mark_of(fold(text).strip()))


def _is_seam(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line `at` does not belong to the piece that began with the line `start`."""
    return _stands_alone(lines[at - 1].text) or _stands_alone(lines[at].text) or _is_next_kana(lines, start, at)


def _stands_alone(line: str) -> bool:
    """Whether a line within a passage is a label or part heading of its own."""
    plain = solid(line)
    if is_owner(plain):
        return False
    return bool(re.fullmatch(r"【[^【】]{1,40}】", plain)) or (len(plain) <= 10 and part_named(plain) is not None)


def _is_next_kana(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line goes on with イ after ア, behind a full stop."""
    before, here = fold(lines[start].text).strip()[:1], fold(lines[at].text).strip()[:1]
    order = _KANA_ORDER.find(before) if before else -1
    in_turn = order >= 0 and here == _KANA_ORDER[order + 1 : order + 2]
    return in_turn and tidy(lines[at - 1].text).endswith("。")
