"""The forms of plan text: marks, labels, KPI lines, notes, and passages cut into single pieces.

Nothing here remembers anything; what a piece is in its surroundings is for `plan_strand` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from extract.catalogue import match
from extract.document import Cell, Table
from extract.normalise.text import solid, without_spaces_in_japanese
from extract.shapes.plan.legend import explained_symbols
from extract.shapes.text.label_words import part_of, step_of
from extract.shapes.text.passages import Passage

_DO = r"(?:取組み?|取り組み|施策)"
_PLAN_WORDS = re.compile(
    r"(?:(?:年度)?(?:事業|行動|取組|実施|具体的|活動)?計画(?:の?内容)?"
    rf"|(?:具体的|主|主要|重点的)?な?{_DO}(?:の?(?:内容|事項|項目))?"
    rf"|(?:具体的|主|主要|重点的)?な?(?:業務|事業|活動|{_DO})の進め方"
    r"|実施(?:内容|事項|項目|概要)|計画の概要|アクションプラン)"
)
#: Titles over work to be done in reports of other kinds, behind their number: 5 残り3か月の重点取組.
_PLAN_TITLE = re.compile(
    rf"(?:.{{1,10}}[のに]|今後|これから)?(?:(?:.{{1,6}}支部|わたしたち|私たち|私ども)[がで])?"
    rf"(?:(?:最?重点|主要|新規)的?な?{_DO}|(?:重点的に|特に)?(?:取り?組む|行う|実施する|強化する|注力する|推進する|進める|拡充する)(?:こと|事項|{_DO})"
    rf"|力を入れる(?:こと|{_DO})|(?:こんな|次の|以下の|これらの|このような)(?:こと|取り?組み?|事項)[にを](?:取り?組(?:みます|む)|行(?:います|う)|進めます))"
)
#: A label that numbers the plans, each in a box of its own: 取組3.
_NUMBER_BEHIND = re.compile(rf"({_DO}|計画|事業)(?:No\.?)?(?:\d{{1,2}}|[①-⑳])$")
#: The same of a time that is still to come: 下半期の重点事項, 今後の主な取組.
_TITLE_AHEAD = re.compile(
    rf"(?:(?:下|後)半期?|下期|今後|これから|残り.{{1,6}}|[来次]年度|来期|年度後半)の(?:最?重点(?:事項|項目)|主な{_DO})"
)
#: A heading is no longer; one that only names a part is shorter.
_TITLE_CHARS, _PART_CHARS = 24, 16
_NUMBER_AHEAD = re.compile(r"^(?:\d{1,2}[.．)]?|\(\d{1,2}\)|[①-⑳])(?=[^\d%])")
_TOLD = re.compile(
    r"(?:[っしいんれせけえべめねげてできびぎちりじみに得見出来着経]た|[んい]だ|ました|でした|ている|ています"
    r"|(?:中|済み?)(?:である|です)?)[。)）]?$"
)
_OTHER_WORDS = re.compile(
    r"(?:(?:取組)?(?:実施|進捗|達成|取組)(?:の)?(?:状況|結果)|実績|評価|総括|結果|今後の?|次年度|次期|課題|改善|現状|背景|目的"
    r"|参考|要因|原因|スケジュール|はじめに|おわりに|運営方針|基本方針|重点事項|目次|工程|年間)"
)
#: Such headings as a whole, as they stand behind a bullet: 今後の課題と対応, 結果の概要.
_OTHER_HEADING = re.compile(
    rf"(?:{_OTHER_WORDS.pattern}|実施|予定|概要|方針|方向性|対応|事項|状況|内容|点|等|について|の|と|や|及び|・|、|[()])+"
)
#: Labels of the fields that stand beside a plan in its box.
_BESIDE = re.compile(
    r"(?:主?担当|主管|所管|責任者|実施主体).{0,6}|所見|コメント|特記事項|備考|(?:実施)?(?:時期|期限|期間|月)|重要度|困難度"
    r"|点検結果|対象者?|予算額?"
)
_KPI_NAMES = r"(?:KPI|重要業績評価指標|数値目標|成果指標)"
_KPI_HEADING = re.compile(
    r"[■●◆◇□○・]?[【〔\[<]?(?:(?:令和|R|20)?\S{0,8}年度)?(?:目標\()?"
    rf"{_KPI_NAMES}(?:目標)?(?:\([^()]*\))?\)?(?:の?(?:実績|達成状況|設定|一覧)等?表?)?[】〕\]>]?[:：]?"
)
#: Headings of targets by that word alone: 令和7年度の目標, 【目標指標】.
_TARGETS_HEADING = re.compile(
    r"[■●◆◇□○・]?[【〔\[<]?(?:(?:(?:令和|R|20)\S{1,8}年度|[本今当]年度)の?)?"
    r"(?:達成|年度)?目標(?:指標|値|項目)?(?:\([^()]*\))?[】〕\]>]?[:：]?"
)
_KPI_TAG = re.compile(
    r"[■●◆◇□○・]?(?:[【〔\[<](?:目標|指標|KPI|重要業績評価指標|数値目標|成果指標)[^】〕\]>]{0,10}[】〕\]>]"
    r"|KPI(?:\([^()]*\))?[:：①-⑳\d(])|[■●◆◇□]KPI"
)
_KPI_LINE = re.compile(r"以上|以下|以内|未満|超える|上回る|下回る|とする|維持|%|対?前年度|\d(?:件|人|回|社|事業所)")
_TARGET = re.compile(
    r"(?:\d|前年(?:度|比|並み)?)[^。]{0,14}(?:以上|以下|以内|未満)(?:とする|にする|を?維持する)?。?$|%(?:とする|にする)。?$"
)
_MEASURE = re.compile(r"率|割合|件数|[者人員]数|事業所数|回数|額|度(?!の)|得点|順位|KPI|目標|指標|比|前年|%")
#: What is set behind a sentence to say since when it stands there.
_SINCE = re.compile(r"[【(〔\[](?:新設|新規|変更|継続|拡充|一部変更|見直し)[】)〕\]]$")
#: A target and the remark or result set behind it.
_SAID_FIRST = re.compile(r"(?P<target>[^。]*?(?:とする|維持する))。?(?:[(※→◆].*)$")
#: What a line of a target says, in whatever order.
ANY_TARGET = re.compile(r"以上|以下|とする。?$")
_WEIGHT = re.compile(r"[【\[〔<(](?P<what>重要度|困難度)[:：](?P<level>[^】\]〕>)]{1,3})[】\]〕>)]")
#: Both in one pair of brackets: 〔重要度：－／困難度：高〕.
_WEIGHTS = re.compile(
    r"[【\[〔<(](?P<first>(?:重要度|困難度)[:：][^】\]〕>)/／、・,]{1,3})[/／、・,](?P<second>(?:重要度|困難度)[:：][^】\]〕>)/／、・,]{1,3})[】\]〕>)]"
)
_GROUP = r"[^【】()\[\]〔〕]*?(?:グループ|部|室|課|担当)(?:[・、/][^【】()\[\]〔〕]*)?"
_OWNERS = re.compile(rf"(?:[【(\[〔]{_GROUP}[】)\]〕])+")
#: What frames a heading.
_FRAME = re.compile(r"^[■●◆◇□○・【〔\[<〈≪「《\s]+|[】〕\]>〉≫」》:：\s]+$")
#: Lines and marks are looked at again and again; so many answers are kept.
_REMEMBERED = 20_000
_OWNER = re.compile(rf"[【(\[〔](?P<owner>{_GROUP})[】)\]〕]")
#: Who is in charge, behind the sentence of an item: …を送付する。(担当:保健グループ).
_IN_CHARGE = re.compile(
    r"\s*[(【〔\[](?:主?担当|所管|主管)(?:部署|課|グループ|者)?[::](?P<owner>[^()【】〔〕\[\]。]{1,24})[)】〕\]]。?$"
)
#: The group behind the full stop of an item: …を送付する。〔保健グループ〕.
_GROUP_LAST = re.compile(rf"(?<=。)\s*[(【〔\[](?P<owner>{_GROUP})[)】〕\]]$")
_LABEL = re.compile(
    r"(?:【[^【】]{1,40}】|〔[^〔〕]{1,40}〕|「[^「」]{1,24}」|<[^<>]{1,40}>|〈[^〈〉]{1,40}〉|≪[^≪≫]{1,40}≫|\[[^\[\]]{1,40}\]|《[^《》]{1,40}》)[:：]?"
)
_NOTE = re.compile(r"[(<【]?(?:※|\*\d|注\d?[)):：]|(?:内訳|参考|再掲|出典|備考)[)>】:：])|[(<【](?:注|内訳|参考)")
#: What a sentence says of the marks and figures around it: ●は実施する月を表します, 数字は目標、( )内は実績です.
_EXPLAINS = re.compile(
    r"(?:(?:表中の|表の|図の)?(?:[●○◎◯△▲×✕☆★■□◆◇※→⇒-]|(?:[^、。]{0,4}の)?(?:数字|数値|印|マーク|網掛け|色|太字|下線)"
    r"|\(\)(?:書き)?内?|(?:カッコ|括弧)(?:書き)?内?|下段|上段)+(?:の(?:数字|数値|値|月))?)?は、?"
    r"[^。]{2,60}(?:を(?:示|表|意味)(?:す|します|する|しています)|です|である)。?$"
)
_COUNTED_TITLE = re.compile(r"\s*[\d０-９]{1,2}[ \u3000]+(?=[一-龥ァ-ヶーA-Z]{2})")
_GOES_ON = re.compile(r"(?:また|なお|さらに|更に|併せて|あわせて|加えて|特に|そのうえで|その上で|具体的には)[、,]?")
_VERB_END = re.compile(r"(?:する|行う|図る|いる|める|した|ます|れる|げる|せる|取り?組む)$")
_ANY_VERB_END = re.compile(r"[一-龥ぁ-ん][うくぐすつぬぶむる]$")
_CUT_END = re.compile(r"[、,・をにがはのとでもやへ(「]$")
_ANNOUNCES = re.compile(r"(?:次|以下)の(?:とおり|通り|事業|取組|取り組み|施策|項目|事項|\d)[^。]*。?$")
#: How a sentence ends that only announces the list or table below it; what 次の取組につなげる is next comes later.
_LISTED = r"(?:事項|項目|事業|取り?組み?|施策|対策|内容|こと|課題|点|柱|とおり|通り)"
_ANNOUNCED = re.compile(
    r"(?:次|以下|下記|下表|別表|別紙|裏面)(?:の|に(?:掲げる|示す|記載の|記載する)|、?(?=\d))(?:\d{1,2}(?:つ?の)?|[一二三四五六七八九]つの)?"
    rf"(?:重点的?な?|主な|主要な?|具体的な|新たな|新規の?)?{_LISTED}(?![^。]*(?:[生活]かす|つなげる|反映|役立てる))"
    r"[^。]{0,40}(?:[うくぐすつぬぶむる]|ます)。?$"
)
_CUT_START = re.compile(r"[をるれんっゃゅょーァィゥェォッャュョ、。]|(?:は|が|に|で|と|し|て)、|する[。ため]")
_CLOSED = re.compile(r"(?:[。)）】」〕：:]|する|いる|行う|図る|める|\d(?:%|人|件|円|名|回|社|か所|事業所))$")
_FIGURES = re.compile(
    r"(?:率|数|人数|件数|額)[:：]?[\d,.]+(?:%|人|件|名|円)?(?:\([^()]*\))?$|(?:者数|人数|件数)[:：][\d,]+"
)
_BULLETS = "・●○◎➢➤▶►▷▪✓〇-‐–"
_HEAD_MARKS = "■◆◇□▼▲★▽◉"
_KINDS = (
    ("dotted", re.compile(r"\d{1,2}(?:-\d{1,2})?[.．]")),
    ("dashed", re.compile(r"\d{1,2}-(?:\d{1,2}|[ivx]{1,4})\)?")),
    ("chapter", re.compile(r"第(?:\d+|[一二三四五六七八九十])[章節部編]?")),
    ("bracketed", re.compile(r"\(\d{1,2}\)")),
    ("circled", re.compile(r"[①-⑳⓪❶-❿]")),
    ("roman", re.compile(r"\(?[ivx]{1,4}\)|[ⅰ-ⅿⅠ-Ⅿ]")),
    ("half", re.compile(r"\d{1,2}\)")),
    ("letter", re.compile(r"\(?[a-zA-Z]\)")),
    ("kana", re.compile(r"\(?[アイウエオカキクケコ][).．]?")),
    ("part", re.compile(r"I{1,3}[.．]?|IV[.．]?|VI{0,3}[.．]?|IX[.．]?")),
)
#: A phrase longer than this is no heading, a longer sentence no mere target.
PHRASE_CHARS = 60
#: A bracket that a wrapped number closes was opened at most so far back.
_OPEN_CHARS = 14


@dataclass
class Piece:
    """One piece of plan text: `mark` is its bullet or number, `body` the rest.

    `listed` tells an item of a list that a conversion ran together on one line, `within` one that only numbers a part
    of the item before it on that line, `stands_out` one in bold or large type among others that are not, `following`
    the next piece of its cell or page, `sole` that its cell holds nothing else. `role` says of running text what it is
    to the outline, heading or item, and `depth` how deep such a heading stands; None where the outline does not tell.
    `planned` tells an item of a list that stands between a title and the label of what was done, or under a time to
    come, and its title; `unsure` why such an item may be none; `titled` that it is the title of what stands below it,
    whatever it ends with.
    """

    passage: Passage
    mark: str | None
    body: str
    listed: bool = False
    stands_out: bool = False
    within: bool = False
    following: Piece | None = None
    sole: bool = False
    role: str | None = None
    depth: int | None = None
    planned: bool = False
    unsure: str | None = None
    titled: bool = False

    @property
    def text(self) -> str:
        """The whole piece without white space, and without the judgement beside it."""
        judged = self.passage.judged
        return solid(self.passage.text if judged is None else f"{self.mark or ''}{judged}")

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
    def heads_list(self) -> bool:
        """Whether it is a phrase behind a bare number and a gap (1 窓口の改善) with a list right behind it."""
        behind = self.following
        listed = behind is not None and behind.mark is not None and not behind.within
        return self.mark is None and self.placed and listed and bool(_COUNTED_TITLE.match(self.passage.lines[0].text))

    @property
    def introduces(self) -> bool:
        """Whether it only announces the list that a conversion runs on behind it."""
        behind = self.following
        listed = behind is not None and behind.mark is not None and behind.passage.place == self.passage.place
        return self.mark is None and not self.placed and listed and bool(_ANNOUNCES.search(self.text))

    @property
    def announces(self) -> bool:
        """Whether it is a sentence without a mark that only announces a list or table, as in 次の事項に取り組む。."""
        return self.mark is None and bool(_ANNOUNCED.search(self.text))

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like one, a remark in brackets aside, or the weights behind it."""
        return bool(re.search(r"。(?:\([^()]*\))?$", self.text)) or is_weighed_item(self.text)

    @property
    def ends_as_verb(self) -> bool:
        """Whether it ends with a verb, as a sentence does that a table prints without its full stop."""
        return not self.titled and bool(_VERB_END.search(self.text))

    @property
    def ends_as_any_verb(self) -> bool:
        """Whether it ends as verbs of any kind do; some headings do so too (健康を守る)."""
        return bool(_ANY_VERB_END.search(self.text))

    @property
    def is_phrase(self) -> bool:
        """Whether it is short and ends neither with a full stop nor with a verb, as headings do."""
        body = without_owner(solid(self.body))
        if is_weighed_item(body):
            return False
        return len(body) <= PHRASE_CHARS and not body.endswith("。") and (self.titled or not _VERB_END.search(body))


@lru_cache(maxsize=_REMEMBERED)
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


def in_charge_behind(text: str) -> tuple[str, str | None]:
    """An item without the words behind it that say who is in charge of it, and whom these name."""
    found = _IN_CHARGE.search(text) or _GROUP_LAST.search(text)
    return (text[: found.start()], found["owner"]) if found is not None and found.start() else (text, None)


@lru_cache(maxsize=_REMEMBERED)
def is_owner(text: str) -> bool:
    """Whether a line only names groups in brackets."""
    return bool(_OWNERS.fullmatch(solid(text)))


def weights_in(text: str) -> dict[str, str]:
    """重要度 and 困難度 as printed in brackets: {"重要度": "高"}."""
    return {found["what"]: found["level"] for found in _WEIGHT.finditer(_WEIGHTS.sub(r"[\g<first>][\g<second>]", text))}


def without_weights(text: str) -> str:
    """A text without 【重要度:高】 and the like."""
    return _WEIGHT.sub("", _WEIGHTS.sub("", text))


def is_weighed_item(text: str) -> bool:
    """Whether weights stand behind a sentence and are of that alone: 案内を送る。【重要度:高】."""
    before = without_weights(text).rstrip()
    return before.endswith("。") and text.startswith(before) and bool(weights_in(text))


def is_kpi_heading(text: str) -> bool:
    """Whether a line is the heading of a KPI block."""
    return bool(_KPI_HEADING.fullmatch(text))


def heads_targets(text: str) -> bool:
    """Whether a line is a heading that says in the plain word that targets stand below it: 令和7年度の目標."""
    return bool(_TARGETS_HEADING.fullmatch(text))


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


def sets_no_measure(text: str) -> bool:
    """Whether a sentence with a bound speaks of no rate, count or amount, unlike targets: 公告期間を20日以上とする."""
    return match(text) is None and _MEASURE.search(text) is None


def is_note(text: str) -> bool:
    """Whether a line is a note to another (※, (注), (内訳), <参考>) or explains the symbols of statuses."""
    return bool(_NOTE.match(text) or _EXPLAINS.match(text)) or bool(explained_symbols((text,)))


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


@lru_cache(maxsize=_REMEMBERED)
def part_named(text: str) -> str | None:
    """Whether a line is a heading of plan text ("plan") or of something else ("other"); None for any other line."""
    bare = _FRAME.sub("", solid(text))
    if is_title_of_plans(text):
        return "plan"
    if not bare or len(bare) > _PART_CHARS:
        return None
    if (step := step_of(solid(text).strip("■●◆◇□○・【】〔〕[]<>〈〉≪≫「」《》"))) is not None:
        return "plan" if step == "plan" else "other"
    bare = _NUMBER_BEHIND.sub(r"\1", bare)
    title = _NUMBER_AHEAD.sub("", bare)
    if _PLAN_WORDS.fullmatch(title):
        return "plan"
    if title != bare and _OTHER_HEADING.fullmatch(title):
        return "other"
    if solid(text)[0] in _BULLETS and not _OTHER_HEADING.fullmatch(bare):
        return None
    return "other" if _OTHER_WORDS.match(bare) and not re.search(r"[をすの]る$|。", bare) else None


def is_title_of_plans(text: str) -> bool:
    """Whether a heading says as a whole that work to be done is listed below it: 下半期に取り組むこと."""
    title = _NUMBER_AHEAD.sub("", _NUMBER_BEHIND.sub(r"\1", _FRAME.sub("", solid(text))))
    return len(title) <= _TITLE_CHARS and bool(_PLAN_TITLE.fullmatch(title) or _TITLE_AHEAD.fullmatch(title))


def _part_of_label(text: str) -> str | None:
    """The part of the text that a label beside or above it names."""
    words = solid(text).strip("【】〔〕[]<>()「」:")
    if is_kpi_heading(solid(text)) or _BESIDE.fullmatch(words) or part_of(words) not in (None, "plan"):
        return "other"
    return part_named(text)


class PartLabels:
    """The labels of a table that name the part of the text beside or below them."""

    def __init__(self, table: Table) -> None:
        self.parts: dict[tuple[int, int], tuple[Cell, str]] = {}
        for label in table.cells:
            part = _part_of_label(label.text)
            for row in range(label.row, label.row + label.rowspan) if part is not None else ():
                for col in range(label.col, label.col + label.colspan):
                    self.parts[row, col] = label, part or ""

    def beside(self, cell: Cell) -> str | None:
        """The part that the nearest label left of a cell or above it names; None where none does."""
        left = [(col, said) for (row, col), said in self.parts.items() if row == cell.row and col < cell.col]
        above = [(row, said) for (row, col), said in self.parts.items() if col == cell.col and row < cell.row]
        nearest = [*sorted(left, key=itemgetter(0), reverse=True), *sorted(above, key=itemgetter(0), reverse=True)]
        return next((part for _, (label, part) in nearest if label is not cell), None)


def closes_bracket(piece: Piece, before: Piece | None) -> bool:
    """Whether what looks like a number is the end of a bracket that the line before left open: 2024(令和 / 6)年."""
    if before is None or piece.kind not in ("half", "letter") or piece.text.startswith("("):
        return False
    text = before.text
    return text.count("(") > text.count(")") and len(text) - text.rfind("(") <= _OPEN_CHARS


def item_text(text: str) -> str:
    """A piece as `item_ja`."""
    return without_spaces_in_japanese(text)
