"""Printed lines to passages: one heading, bullet or sentence each, however the page wrapped it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from extract.document import Block, Line, Paragraph, Place, Table, place_of
from extract.normalise.text import fold, joined, solid, tidy
from extract.shapes.plan.status_marks import JUDGE_WORD
from extract.shapes.plan.symbols import DASHES, SHAPES, one_of
from extract.shapes.report.title_block import heads_report, is_issuer
from extract.shapes.text.label_words import begins_with_label, is_focus, part_of

#: Marks that begin a new passage whatever stood before.
_STRONG = re.compile(
    r"^(?P<mark>・(?!・)|[●◎◆◇■□▲▼★☆◯○〇◉➢➤▶►▷▪✓※→⇒]|[①-⑳⓪❶-❿]|[\((](?:\d{1,2}|[a-zA-Z]|[アイウエオカキクケコ]|[ivx]{1,4})[\))]|"
    r"(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[\))](?!以)|\d{1,2}-\d{1,2}[\))]|[ⅰ-ⅿⅠ-Ⅿ][\)).]?|"
    r"[アイウエオカキクケコ](?:[)）]|[.．](?=\s*[^\s.．])|(?=[ 　]))|第\d+(?:[章節部編](?=\S)|[章節部編]?(?=[ 　]))|"
    r"第[一二三四五六七八九十](?:[章節編](?=\S)|[章節部編]?(?=[ 　]))|"
    r"(?:I{1,3}|IV|VI{0,3}|IX)(?:[.．](?=\s*[ぁ-んァ-ヶ一-龥])|(?=[ 　][ぁ-んァ-ヶ一-龥]|(?!字)[一-龥]{2}))|"
    r"[-‐–](?=[ 　][ぁ-んァ-ヶ一-龥「【])|[△×](?=[ 　\t][ぁ-んァ-ヶ一-龥「]))"
)
_NUMBERED_TITLE = re.compile(r"^(?P<mark>\d{1,2}(?:-\d{1,2})?[.．](?!\d))")
#: A number that a gap parts from a title: no rest of a line above.
_OWN_NUMBER = re.compile(r"\d{1,2}\s+[^\s\d]")
#: Numbers that only titles carry; no number behind a gap goes on with one.
_TITLE_MARK = re.compile(r"第(?:\d+|[一二三四五六七八九十])[章節部編]?|[IVX]{1,4}[.．]?|[Ⅰ-Ⅿ]")
#: Brackets that open a label such as 【KPI】: a new passage unless the line before ran to the edge.
_SOFT = re.compile(r"^[【〔\[<＜〈≪《「『(（]")
_SYMBOL = one_of(SHAPES, DASHES)
#: A status in brackets before what it judges: [○]名簿を整備した。
_JUDGED = re.compile(rf"[\[(〔【<]{_SYMBOL}[\])〕】>]\s*\S")
#: The label of a target ahead of it: KPI：…, 【KPI】….
_TARGET_AHEAD = re.compile(
    r"KPI(?:\d{1,2}|[①-⑳]|\([^()]{1,8}\))?\s*[:：]|[【〔\[<](?:KPI|数値目標)[^【】〔〕\[\]<>]{0,10}[】〕\]>]|\(KPI\)"
)
#: A target that stands at the end of a line, behind a heading at its beginning: 令和6年度KPI:….
_TARGET_BESIDE = re.compile(
    r"(?:(?:令和|R\.?)?(?:\d{1,2}|元)年度の?)?(?:KPI|目標)[^::]{0,6}[::](?=.*(?:以[上下]|とする|維持))"
)
#: A year that stands over a table by itself.
_YEAR_ALONE = re.compile(r"[【〔\[<(○■●◆]?(?:令和|平成|R|H)(?:\d{1,2}|元)年度[】〕\]>)]?")
_NUMBER_AHEAD = re.compile(r"[(（]?\d{1,2}[.．)）]?\s*[一-龥ァ-ヶ]")
_TARGET_BEHIND = re.compile(rf"\s+(?={_TARGET_BESIDE.pattern})")
#: A line that is nothing but such a label never goes on with the line before it; a status in brackets may.
_LABEL_LINE = re.compile(
    rf"^(?!【(?:[一-龥]{{2,4}}[:：])?(?:[SABCDE]|{_SYMBOL})】$)(?:【[^【】]+】|(?:<[^<>]{{4,30}}>|〈[^〈〉]{{4,30}}〉|《[^《》]{{4,30}}》)(?:[(【][^()【】]*[)】])*)$"
)
#: A judgement in brackets alone in its line: what it judges did not leave room for it.
_JUDGEMENT_ALONE = re.compile(rf"[【〔\[(](?:(?:{JUDGE_WORD})\s*[:：]?\s*)?(?:[SABCDE]|{_SYMBOL})[】〕\])]")
#: Behind a gap, or behind the dots or strokes that lead to it.
_STATUS_TAIL = re.compile(rf"(?:[\t 　]+|[・.…‥⋯]{{2,}}[\t 　]*)(?P<symbol>{_SYMBOL})$")
_LEADERS = re.compile(r"(?:[\t 　]*(?:[・.…‥⋯_]{2,}|[-–—―─－]{3,}))+$")
_LONE_SYMBOL = re.compile(rf"^{one_of(SHAPES, DASHES, '0O')}(?:[\t 　]+{_SYMBOL})*$")
#: A status behind its label, with which what it judges is over: … 評価：Ａ.
_JUDGED_LAST = re.compile(
    rf"(?:{JUDGE_WORD})\s*:\s*(?:[SABCDE]|{_SYMBOL})[】〕)\]]?$|[\[(〔【<](?:{JUDGE_WORD})\s*(?:[SABCDE]|{_SYMBOL})[\])〕】>]$"
)
#: The mark of an item whose bullet is known but not printed as one.
_LISTED = "・"
#: The last letter of a counted thing before its figure (数:1,250人): a word of its own begins no line so.
_WORD_END = re.compile(r"^(?:者?数|率|額)[::]\d")
#: A remark in brackets that a particle follows goes on with the word before it.
_REMARK_ON = re.compile(r"^\([^()]{1,12}\)(?:の|を|に|が|は|で|と|等)")
#: The number of a table ahead of its title, and not ahead of the rest of a sentence (表1のとおり).
_TABLE_TITLE = re.compile(r"(?:図?表|別表)\d+[-.\d]*(?=[^\d\-.])(?![のにはをとでから及、。])")
#: A title that ends in its year: what stands on the next line does not go on with it.
_DATED_TITLE = re.compile(
    r"^(?:【(?!KPI)[^【】]*】|[■□◆◇●]|[(]?\d{1,2}[.)])[^。、]{2,40}[(〔][^()〔〕。]*[\d元]年度?(?:分|実績)?[)〕]$"
)
#: Arrows between boxes, which say nothing.
_ARROWS = re.compile(r"[▶►▷➡▼⇩]+")
_WORD_LAST = re.compile(r"[ァ-ヶー一-龥]$")
#: A heading numbered without a dot (2 令和7年度の取組), behind a sentence that is over.
_BARE_NUMBER = re.compile(r"\d{1,2}[ \u3000](?=[一-龥ァ-ヶA-Z])[^。、]{2,30}")
#: What would have had to fit on the line before: a Latin word or figure, or one letter.
_FIRST_WORD = re.compile(r"[\x21-\x7e]*.?")
#: A name and its figure, or that it is to be last year's, and nothing that a sentence would go on with behind it.
_ENTRY = re.compile(
    r"(?:[^。()]|\([^()]*\)){2,90}?(?:(?<![\d,])(?<!\d\.)[△▲]?\d[\d,]*(?:\.\d+)?"
    r"(?:%|千円|円|事業所|社|件|人|名|回|位)(?:以上|以下|以内|未満)?"
    r"|対?前年度(?:末|実績)?(?:以[上下]|水準))(?:[(【\[〔〈<][^()【】\[\]〔〕〈〉<>]*[)】\]〕〉>])?"
)
#: How often or how many of what the verb on the next line does: 説明会を年4回 / 開く.
_OBJECT_COUNTED = re.compile(
    r"を(?:年間?|毎?月|毎?週|各|計|延べ?|約|全)?に?\d[\d,]*(?:か所|ヶ所|箇所|日間|[回件社人名]|事業所)$"
)
_ENTRY_ENDS = "%円所社件人名回位上下内満準)】]〕〉>"
_AFTER_FIGURE = re.compile(
    r"[ぁ-ん、。()%〕】」]|[増減上下超強弱程前未以台]|ポイント|(?:数値)?目標|実績|全国|順位|達成"
)
#: What a line cannot end with before a label that begins something new: 前年度 / 実績:6.9%.
_OPEN_END = re.compile(r"(?:[、のをにがはと・]|年度?|全国|数値|年間|月末|時点|現在)$")
#: The sense of the figure that the line before ends in: …、76.0% / 以上を目標とする。
_SENSE_FIRST, _FIGURE_END = re.compile(r"(?:以[上下内]|未満)[とをにで]"), re.compile(r"\d(?:%|円|件|人|社|事業所|日)$")
#: Words of a line with figures that one more is to follow, and such words cut by the line's end.
_FIGURE_AHEAD = re.compile(r"\d(?:%|円|以[上下]|事業所|[件人社位日]).*(?:実績|目標|平均|順位)値?(?:\([^()]*\))?:?$")
_FIGURE_FIRST = re.compile(r"[△▲]?\d[\d,.]*(?:%|円|事業所|[件人社位日])")
#: Dots that lead to a figure, over the end of a line: …の割合・・ / ・・・・27位.
_LEADERS_LAST, _LEADERS_FIRST = re.compile(r"[・.…‥]{2}$|…$"), re.compile(r"(?:[・.…‥]{2,}|…)?[△▲]?\d|[・.…‥]{2,}")
_CUT_WORDS = frozenset({"実績", "目標", "平均", "順位", "以上", "以下"})
#: A name that says of how many a figure is, broken before that word: 再審査レセプト1件 / 当たりの査定額.
_PER_FIRST = re.compile(r"(?:当た?|あた)りの?[一-龥ァ-ヶ]")
_ONE_LAST = re.compile(r"(?<![\d,.])1(?:件|人|枚|回|社|事業所)$")
_KANJI_END = re.compile(r"[一-龥]$")
#: A row of headings or months without rules (4月 5月 6月): what stands below goes on with none of them.
_WORDS_IN_COLUMNS = re.compile(r"(?:\S{1,8}\s+){2,}\S{1,8}")
#: Sizes that differ by no more than this share are those of one text.
_SAME_SIZE = 0.15
#: A title over a table says what is counted there and is no rest of a sentence; below it may stand the unit.
_TITLE_OVER_CHARS = 36
_TITLE_OVER = re.compile(
    r"[^。、を※]{2,}?(?:状況|推移|実績|結果|内訳|一覧|比較|[一-龥]数|時間|額|率|割合)表?"
    r"(?:[(〔【<][^()〔〕【】<>。]*[)〕】>])*"
)
_UNIT_LINE = re.compile(r"[(〔\[]?単位[::・][^()。]{1,12}[)〕\]]?")
#: Of so many characters is a line that may be the title of a table, and no text that goes on below.
_TITLE_CHARS = 18
#: A conversion that wraps lines makes them at least this long.
_WRAP_CHARS = 28


@dataclass
class Symbol:
    """A status symbol and where it stood."""

    text: str
    place: Place


@dataclass
class Passage:
    """One logical piece of text: `mark` is its bullet or number as printed, `body` the rest, `symbols` the status
    symbols printed at its end or right below it. `text` is mark and body, tidied and unwrapped. `judged` are the words
    of a line that also judges them, where they are work that is planned.
    """

    lines: list[Line]
    mark: str | None = None
    symbols: list[Symbol] = field(default_factory=list)
    level: int | None = None
    judged: str | None = None

    @property
    def text(self) -> str:
        """The whole passage on one line."""
        lines = self.lines
        return tidy(lines[0].text) if len(lines) == 1 else joined([line.text for line in lines])

    @property
    def body(self) -> str:
        """The passage without its bullet or number."""
        return without_mark(self.text)

    @property
    def printed(self) -> str:
        """The lines as printed, with their breaks."""
        return "\n".join(line.text for line in self.lines)

    @property
    def whole_lines(self) -> list[Line]:
        """The lines with the status symbols behind them."""
        said = {symbol.place: symbol.text for symbol in self.symbols}
        return [
            replace(line, text=f"{line.text}\t{said[line.place]}") if line.place in said else line
            for line in self.lines
        ]

    @property
    def place(self) -> Place:
        """The place that holds all lines."""
        return place_of(self.lines)

    @property
    def doubt(self) -> str | None:
        """Why some of its characters may be wrong, or None."""
        return next((line.doubt for line in self.lines if line.doubt), None)

    @property
    def bold(self) -> bool:
        """Whether it is set in bold throughout."""
        return all(line.bold for line in self.lines)


@lru_cache(maxsize=20_000)
def without_mark(text: str) -> str:
    """A tidy text without the bullet or number that it begins with."""
    found = _STRONG.match(text) or _NUMBERED_TITLE.match(text)
    return text[found.end() :].strip() if found else text


@lru_cache(maxsize=20_000)
def mark_of(text: str) -> str | None:
    """The bullet or number that a line begins with."""
    found = _STRONG.match(text) or _NUMBERED_TITLE.match(text)
    return found["mark"] if found else None


def states_target(text: str) -> bool:
    """Whether a line, as folded, states the target of a KPI behind its label and year: 令和6年度KPI:…."""
    return _TARGET_BESIDE.match(text) is not None


def leads_target(text: str) -> bool:
    """Whether a line begins with the label of a target: KPI：…, 【KPI】…."""
    return _TARGET_AHEAD.match(text) is not None


def passages_of(blocks: Sequence[Block], title: Line | None = None) -> list[Passage | Table]:
    """Passages and tables of a cell or page in reading order; of a page the report's `title` and the lines of its
    issuer stand alone, however far they run.
    """
    out: list[Passage | Table] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if isinstance(block, Table):
            out.append(block)
        else:
            out.extend(_passages(block, out, title, isinstance(following, Table)))
    return out


def _passages(
    paragraph: Paragraph, before: Sequence[Passage | Table], title: Line | None, over_table: bool
) -> list[Passage]:
    found: list[Passage] = []
    lines = [piece for line in paragraph.lines for piece in _apart(line) if not _ARROWS.fullmatch(solid(piece.text))]
    whole = set(map(id, paragraph.lines))
    behind = {id(line) for line in lines if id(line) not in whole and states_target(fold(line.text))}
    titled = _title_over_table(lines) if over_table else None
    rights = _right_edges(lines)
    left = min((line.box[0] for line in lines if line.box), default=None)
    full = alone = False
    following = [*lines[1:], None][: len(lines)]
    for line, next_line in zip(lines, following, strict=True):
        text, symbol = _split_symbol(line)
        if text is None:
            target = found[-1] if found else next((p for p in reversed(before) if isinstance(p, Passage)), None)
            if target is not None and symbol is not None:
                target.symbols.append(symbol)
                full = False
                continue
            text = line.text
        piece = line if text == line.text else replace(line, text=text)
        mark = mark_of(fold(text).strip()) or (_LISTED if paragraph.listed and line is lines[0] else None)
        judged = symbol is not None and bool(found) and _ends_judged(found[-1], piece)
        parted, alone = alone, title is not None and heads_report(line, title)
        parted = parted or alone or mark is not None or line is titled or id(line) in behind
        goes_on = bool(found) and not parted and not _cut_from(found[-1], piece)
        if goes_on and (judged or _goes_on(found[-1], piece, full)):
            found[-1].lines.append(piece)
        else:
            found.append(Passage([piece], mark, [], paragraph.level))
        if symbol is not None:
            found[-1].symbols.append(symbol)
            if any(_is_between(line, other) for other in lines):
                found[-1].lines[-1] = piece = replace(piece, doubt=piece.doubt or _MAY_GO_ON)
        full = symbol is None and _is_full(line, next_line, left, rights.get(line.size))
        if symbol is not None and next_line is not None and _runs_to_symbol(line, text, next_line, rights):
            full = _WHOLE.search(solid(next_line.text)) is not None and _WHOLE.search(text) is None
            found[-1].lines[-1] = piece if full else replace(piece, doubt=piece.doubt or _MAY_GO_ON)
    return found


def _title_over_table(lines: Sequence[Line]) -> Line | None:
    """The last line right above a table, its unit aside, where it is a title behind a sentence that is over or below
    much white, or a year and nothing else.
    """
    texts = [solid(line.text) for line in lines]
    at = len(lines) - (2 if lines and _UNIT_LINE.fullmatch(texts[-1]) else 1)
    if at < 1 or lines[at].box is None:
        return None
    if _YEAR_ALONE.fullmatch(texts[at]):
        return lines[at]
    if not texts[at - 1].endswith("。") and not _is_far_below(lines[at - 1], lines[at]):
        return None
    named = len(texts[at]) <= _TITLE_OVER_CHARS and _TITLE_OVER.fullmatch(texts[at])
    return lines[at] if named else None


def _is_far_below(above: Line, line: Line) -> bool:
    one, two = above.box, line.box
    return one is not None and two is not None and two[1] - one[3] > two[3] - two[1]


def _right_edges(lines: Sequence[Line]) -> dict[float | None, float]:
    """How far lines of each size, or a smaller one, reach to the right: a title is no measure of the text below it,
    unless that is as short as a title.
    """
    own: dict[float | None, float] = {}
    for line in lines:
        if line.box is not None:
            own[line.size] = max(own.get(line.size, 0.0), line.box[2])
    left, right = min((line.box[0] for line in lines if line.box), default=0.0), max(own.values(), default=0.0)
    out = {}
    for size in own:
        edge = max(edge for other, edge in own.items() if _is_same_size(size, other) or (other or 0) < (size or 0))
        out[size] = edge if edge - left > _TITLE_CHARS * (size or 9.0) else right
    return out


def _is_same_size(one: float | None, other: float | None, share: float = _SAME_SIZE) -> bool:
    return one is None or other is None or abs(one - other) <= share * max(one, other)


_INLINE = re.compile(
    r"\s+(?=[\((]\d{1,2}[\))]\s*[^\s、。)）]|[①-⑳]\s*\S|◆|■|●\s?[^\s●]|【KPI】|・\s?\S)|(?<=とする)\s+(?=[^\s(（※。])|(?<=とする。)\s+(?=\S)"
)


#: The formula of a note, which ends with its divisor, and the target that a conversion ran on behind it.
_FORMULA = re.compile(r"(÷\S{2,20})\s+(?=[^\s(（※。][^。※]*(?:以上|以下)(?:とする)?。?$)")


def _apart(line: Line) -> list[Line]:
    """A line in which a conversion has run several list items together, as one line for each; and a printed line of
    whole items side by side, each behind its own mark.
    """
    beside = [solid(piece.text) for piece in line.pieces]
    if len(beside) > 1 and all(text[:1] in _BULLETS and _WHOLE.search(text) for text in beside):
        return list(line.pieces)
    if len(beside) > 1 and _TARGET_BESIDE.match(fold(beside[-1])) and not _TARGET_BESIDE.match(fold(beside[0])):
        *first, last = line.pieces
        ahead = replace(line, text="\t".join(piece.text for piece in first), pieces=tuple(first))
        return [ahead if len(first) > 1 else first[0], last]
    if _NUMBER_AHEAD.match(line.text) and len(found := _TARGET_BEHIND.split(fold(line.text), maxsplit=1)) > 1:
        return [replace(line, text=text) for text in found]
    if line.box is not None or len(line.text) < 12:
        return [line]
    pieces = [
        piece for part in _INLINE.split(line.text) for piece in _FORMULA.sub(r"\1\n", part).split("\n") if piece.strip()
    ]
    return [replace(line, text=piece.strip()) for piece in pieces] if len(pieces) > 1 else [line]


def _split_symbol(line: Line) -> tuple[str | None, Symbol | None]:
    """The line's text without a status symbol at its end; text None where the line is a symbol alone."""
    text = line.text.strip()
    if _LONE_SYMBOL.match(text):
        return None, Symbol(text.split()[0], line.place)
    tail = _STATUS_TAIL.search(text)
    ahead = text[: tail.start()].strip() if tail else ""
    if tail and (len(ahead) >= 2 or _REST.fullmatch(ahead)):
        wide = text[tail.start()] not in " 　" or tail["symbol"] not in "－―—ー-"
        if wide:
            return _LEADERS.sub("", text[: tail.start()].rstrip()), Symbol(tail["symbol"], line.place)
    return text, None


#: How words of work to be done end.
_WHOLE = re.compile(r"[うくぐすつぬぶむる。]$")
#: The last letter of a sentence, alone on the line below it.
_REST = re.compile(r"[ぁ-ん。]")
_BULLETS = frozenset("・●○■◆◇▶▪➢✓")
_USUAL_SIZE = 9.0
#: White below a sentence that is over is so many sizes high, and so many times as high as that between its lines.
_BLANK, _WIDER = 1.2, 1.5
#: Lines that share so much of their height stand beside one another.
_HALF_LINE = 0.2
_MAY_GO_ON = "it stands beside a symbol, and its words may go on in the line below"


def _is_full(line: Line, following: Line | None, left: float | None, right: float | None) -> bool:
    """Whether the next line may continue this one: what it begins with would not have fitted here."""
    if _WORDS_IN_COLUMNS.fullmatch(line.text.strip()):
        return False
    if line.box is None or right is None or left is None:
        return len(tidy(line.text)) >= _WRAP_CHARS and tidy(line.text)[-1] not in "。)」】"
    size = line.size or 9.0
    lead = _FIRST_WORD.match(fold(following.text).lstrip()) if following is not None else None
    needed = 0.6 * size * len(lead.group(0)) if lead else 0.0
    return line.box[2] + max(2.6 * size, needed + 1.2 * size) >= right and right - left > 4 * size


def _is_between(line: Line, other: Line) -> bool:
    """Whether another line stands half a line above or below, as those of a cell beside a name in its middle do."""
    if line is other or line.box is None or other.box is None:
        return False
    shared = min(line.box[3], other.box[3]) - max(line.box[1], other.box[1])
    return shared > _HALF_LINE * min(line.box[3] - line.box[1], other.box[3] - other.box[1])


def _runs_to_symbol(line: Line, words: str, following: Line, rights: Mapping[float | None, float]) -> bool:
    """Whether words may go on in the line below that run up to a symbol at the right side of their box: a title of two
    lines.
    """
    if line.box is None or following.box is None or words.endswith("。") or line.pieces:
        return False
    size = line.size or _USUAL_SIZE
    at_side = line.box[2] + size >= max(rights.values(), default=0.0)
    right_below = abs(following.box[0] - line.box[0]) <= 1 and following.box[1] - line.box[3] < 0.5 * size
    plain = fold(following.text).strip()
    own = _split_symbol(following)[1] is not None or mark_of(plain) is not None or _LABEL_LINE.match(solid(plain))
    return at_side and right_below and not own and line.size == following.size


def _cut_from(before: Passage, line: Line) -> bool:
    """Whether a line was cut off the one before it, with which a conversion had run it together."""
    return line.box is None and line.place.span is not None and line.place == before.lines[-1].place


def _ends_entry(text: str, line: Line) -> bool:
    """Whether a text is a name and its figure, and the line below it begins something new."""
    plain = solid(text)
    ends = plain[-1:] in _ENTRY_ENDS and _ENTRY.fullmatch(plain) is not None and not _OBJECT_COUNTED.search(plain)
    return ends and line.box is not None and not _AFTER_FIGURE.match(solid(line.text))


def _ends_judged(before: Passage, line: Line) -> bool:
    """Whether a line with a status at its end is the rest of the list item above, which is not over and has none."""
    last = before.lines[-1]
    if before.mark is None or before.symbols or last.box is None or line.box is None or len(before.lines) > 1:
        return False
    if before.text.endswith(("。", "】", "]", "〕", ")", "：", ":")) or _OWN_NUMBER.match(fold(line.text).strip()):
        return False
    return 0 <= line.box[0] - last.box[0] <= 4 * (line.size or 0.0)


def _is_torn(text: str, plain: str) -> bool:
    """Whether a line break tears a word, or parts a figure from its sense or from the words that announce it."""
    if _WORD_END.match(plain) and _KANJI_END.search(text):
        return True
    if _SENSE_FIRST.match(plain):
        return _FIGURE_END.search(text) is not None
    if _PER_FIRST.match(plain):
        return _ONE_LAST.search(text) is not None
    if _LEADERS_LAST.search(text) and _LEADERS_FIRST.match(plain):
        return True
    if text[-1:] + plain[:1] in _CUT_WORDS:
        return any(char.isdigit() for char in text)
    return _FIGURE_FIRST.match(plain) is not None and _FIGURE_AHEAD.search(solid(text)) is not None


def _goes_on(before: Passage, line: Line, full: bool) -> bool:
    text = before.body
    if (
        text.count("(") > text.count(")")
        and len(text) - text.rfind("(") < 60
        and not _STRONG.match(fold(line.text).strip())
    ):
        return True
    if _is_torn(text, solid(line.text)):
        return True
    if text.endswith("を") and before.lines[-1].box is not None and not _LABEL_LINE.match(solid(line.text)):
        return True  # no sentence ends before its verb
    before_number = text.endswith(("。", "】", "]", "〕")) and _BARE_NUMBER.fullmatch(fold(line.text).strip())
    if before_number or _JUDGED_LAST.search(fold(text)):
        return False
    if _REMARK_ON.match(solid(line.text)) and _WORD_LAST.search(text):
        return True
    return full and not _begins_anew(before, line)


def _stands_off(before: Passage, line: Line) -> bool:
    """Whether white as high as a line parts a line from a sentence that is over, and not the lines of that."""
    boxes = [each.box for each in (*before.lines[-2:], line) if each.box is not None]
    gaps = [below[1] - above[3] for above, below in pairwise(boxes)]
    if not gaps or line.box is None or not before.body.endswith("。"):
        return False
    return gaps[-1] > _BLANK * (line.size or _USUAL_SIZE) and all(gaps[-1] > _WIDER * gap for gap in gaps[:-1])


def _begins_anew(before: Passage, line: Line) -> bool:
    """Whether a line begins something of its own, though it would not have fitted on the line before."""
    text = before.body
    last = before.lines[-1]
    # a smaller line is below a title, a larger one is a title; those of an image vary
    least, most = (0.75, 1.2) if line.doubt or last.doubt else (0.9, 1.1)
    resized = last.size is not None and line.size is not None and not least <= line.size / last.size <= most
    resized = resized or (
        text[-1:] in ")）】。" and line.box is not None and not _is_same_size(last.size, line.size, 0.1)
    )
    titled = _DATED_TITLE.match(solid(last.text)) or is_issuer(last.text)
    focused = line.box is not None and bool(_WORD_LAST.search(text)) and is_focus(line.text)
    headed = focused or _TABLE_TITLE.match(solid(line.text)) is not None
    if headed or (len(before.lines) == 1 and titled) or _ends_entry(text, line) or _stands_off(before, line):
        return True
    words = fold(line.text).strip()
    if before.mark is not None and text.endswith("。") and line.box is not None and _JUDGEMENT_ALONE.fullmatch(words):
        return False
    numbered = before.mark is not None and _TITLE_MARK.fullmatch(before.mark) and _OWN_NUMBER.match(words)
    over = text.endswith("。") and part_of(line.text) is not None
    opened = _OPEN_END.search(text) is not None
    own = bool(_JUDGED.match(words) or leads_target(words)) or begins_with_label(words)
    labels = line.box is not None and not opened and (over or own)
    if numbered or resized or labels or _LABEL_LINE.match(solid(line.text)):
        return True
    return _SOFT.match(words) is not None and text[-1:] in "。)】」"
