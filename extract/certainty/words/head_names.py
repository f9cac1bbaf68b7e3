"""What the words around a figure say against its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from extract.certainty.findings import Claim
from extract.certainty.printed import spot
from extract.certainty.words.head_claims import REMEMBERED, doubted
from extract.certainty.words.head_words import Heads
from extract.facts import Row
from extract.normalise.text import solid, tidy
from extract.recorder import Recorder
from extract.shapes.names.short_titles import BY_PARTS

_WORD = re.compile(r"[ぁ-んァ-ヶー一-龥]")
_TURNS = 4  # so many rows of years in turn
_TITLE_LEAST = 6  # letters of a name that can be told from a title
#: Words of heads that are no part of a figure's name.
_NO_NAME = re.compile(
    r"[・:;,.、。()\[\]<>【】「」〈〉《》〔〕{}※*＊/~-]|令和|平成|西暦|年間|通年|[前昨当今]?年度?|月|末|まで|時点|現在|診療分|分|以[上下]|実績値?|単位"
    r"|同期|同月|(?:第?\d)?四半期別?|上半?期|下半?期|通期|累計|累積|単月|当月|合計|計|平均|速報値?|確定値?|\d+|[RH]|数値|(?:活動|取組|業務)量"
)
#: What the name of a figure says that it counts or measures.
_MEASURE = re.compile(
    r"数(?!字)|率|額|割合|件|比|点|コスト|人|日|時間|ポイント|回|枚|部|通|量|高|者|健診|指導|面談|申請|決定|届|訪問|診査"
)
#: A name does not begin so; the words before were lost.
_BEGINS_CUT = re.compile(r"^(?:[のを、。・)」』】]|末|比(?!較)|(?:に|で|と|から|まで)は)")
CUT = "its name seems to be cut"
#: What a title ends in that says how its figures are meant.
_TITLE_ENDS = re.compile(r"\((?:[^()]*(?:累計|単月|円|%|件|人|単位)[^()]*)\)$")
#: A title that names several figures, of which the row names one again.
_SEVERAL = re.compile(r"と|及び|並びに|・|、")
_SENTENCE = re.compile(r"を.*(?:開催|実施|送付|配布|行[いうっ]|した|する)")
_UNITS = re.compile(r"件|千円|百万円|億円|円|人|名|社|事業所|日間?|通|部|回|枚|台|%|ポイント|割|参考|直近|※")
#: A unit in brackets, and the branch itself.
_ASIDE = re.compile(rf"[(\[](?:{_UNITS.pattern})[)\]]|^.{{1,4}}支部$")
#: A sign that repeats what stands before or above, and a figure with its note.
_DITTO, _NOTED = re.compile(r"^(?:〃|同上?|\")"), re.compile(r"[\d,.]+\D{0,2}\((?:注|※|\*)\d*\)$|^今期$")
_TIME, _LAST_BRACKETS = re.compile(r"時間|:"), re.compile(r"\([^()]*\)$")
#: A name without what it counts or measures: 月別の実施率.
_ONLY_PARTED = re.compile(
    r"(?:実施|使用|達成|受診|回収|提出|取得|応答|利用)?(?:率|割合)|(?:申請|受付|支給)?[件人]数|金?額|実績|状況"
)
LETTERS = re.compile(r"[A-Za-zぁ-んァ-ヶ一-鿿]")


def half_named_claims(recorder: Recorder) -> Iterator[Claim]:
    """Rows whose name is only the end of that which the same table has for another year: a part of theirs was lost."""
    names: dict[tuple[object, ...], dict[str, set[int]]] = {}
    rows = [row for kind in ("monthly_actual", "period_figure") for row in recorder.of(kind)]
    for row in rows:
        table = names.setdefault((row["page"], spot(row).get("table")), {})
        table.setdefault(row["measure_ja"] or "", set()).add(row["fiscal_year"])
    for row in rows:
        name, table = row["measure_ja"] or "", names[row["page"], spot(row).get("table")]
        longer = [
            other
            for other, years in table.items()
            if other.endswith(f" {name}") and row["fiscal_year"] not in years and not years & table[name]
        ]
        if longer and spot(row).get("table") is not None:
            yield from doubted(row, f"in another year the row is called {longer[0]}")


def titled_claims(recorder: Recorder) -> Iterator[Claim]:
    """Figures that go by the title of the report: a name of their own was not found."""
    title = "".join(_WORD.findall(next((solid(row["title"] or "") for row in recorder.of("report")), "")))
    for row in (row for kind in ("monthly_actual", "period_figure") for row in recorder.of(kind)):
        name = "".join(_WORD.findall(solid(row["measure_ja"] or "")))
        if row["kpi_code"] is None and len(name) >= _TITLE_LEAST and name in title:
            yield from doubted(row, "its name is the title of the report")


def one_year_each_claims(recorder: Recorder) -> Iterator[Claim]:
    """Rows of a month table each of which has another name than the row of the other year beside it: a name over both
    years may have been taken for two.
    """
    tables: dict[tuple[object, ...], list[Row]] = {}
    for row in recorder.of("monthly_actual"):
        if spot(row).get("table") is not None:
            tables.setdefault((row["page"], spot(row)["table"]), []).append(row)
    for rows in tables.values():
        years: dict[str, set[int]] = {}
        lines: dict[int, set[int]] = {}
        for row in rows:
            years.setdefault(row["measure_ja"] or "", set()).add(row["fiscal_year"])
            lines.setdefault(spot(row)["row"], set()).add(row["fiscal_year"])
        if any(len(found) > 1 for found in (*lines.values(), *years.values())):
            continue  # years run across, or a name has them all
        turns = [next(iter(lines[at])) for at in sorted(lines)]
        if len(turns) < _TURNS or any(one == two for one, two in pairwise(turns)):
            continue
        for row in rows:
            yield from doubted(row, "no row of its table has the same name in another year")


@lru_cache(maxsize=REMEMBERED)
def _bare(text: str) -> str:
    """What is left of a text without the words that are no part of a name."""
    return _NO_NAME.sub("", text)


def name_against(row: Row, heads: Heads) -> Iterator[str]:
    """Why the name of a figure may be another, or none."""
    said = solid(f"{row['measure_ja'] or ''}{row.get('dimension') or ''}{row.get('period') or ''}")
    group = (row.get("section") or "").split(" > ")[-1]  # what groups the rows may be read as what they stand under
    bare = _bare(f"{said}{solid(group)}")
    for text in heads.beside:
        if _unused(text, bare):
            yield f"nothing was made of the words {text} beside it"
    own_words = tidy(row["measure_ja"] or "").split()[-1:]
    named_within = any(solid(words) in heads.own for words in own_words)  # 来訪者:1,200人
    for text in () if named_within else heads.over:
        if text not in heads.rows_over and _unused(_DITTO.sub("", _NOTED.sub("", text)), bare):
            yield f"nothing was made of the words {text} over it"
    name = _bare(solid(row["measure_ja"] or ""))
    words = [left for text in [*heads.near, *heads.behind] if len(left := _bare(text)) > 1]
    if row["kpi_code"] is None and not _MEASURE.search(name) and not any(w in name or name in w for w in words):
        yield "its name stands above the table only and is none of a figure"
    if _ONLY_PARTED.fullmatch(BY_PARTS.sub("", solid(row["measure_ja"] or ""))) and BY_PARTS.match(row["measure_ja"]):
        yield "its name says how it is parted, and not of what it is"
    if looks_cut(row["measure_ja"] or ""):
        yield CUT
    if row["measure_ja"] and not _TIME.sub("", _UNITS.sub("", name)):
        yield "its name is only a unit or a time"
    if row["kpi_code"] is None and _SENTENCE.search(row["measure_ja"] or ""):
        yield "its name is a sentence on what was done"
    around = solid("".join([*heads.near, *heads.behind, *heads.above, *heads.rows_over]))
    summed = any(text.endswith("計") and not text.endswith("累計") for text in map(_bare_end, heads.near))
    if ("累計" in said and "累" not in around) or ("合計" in said and "合計" not in around and not summed):
        yield "a word of its name (合計, 累計) stands nowhere around it"
    far = [piece for piece in tidy(row["measure_ja"] or "").split() if not any(w in piece or piece in w for w in words)]
    if row["kpi_code"] is None and sum(bool(_TITLE_ENDS.search(piece)) for piece in far) > 1:
        yield "its name is made of two titles"
    title, *rest = tidy(row["measure_ja"] or "").split() or [""]
    if row["kpi_code"] is None and rest and rest[-1] in title and _SEVERAL.search(title):
        yield f"the title {title} names several figures"


def _unused(text: str, name: str) -> bool:
    """Whether words near a figure are part of a name, and of another than the one it was given."""
    left = _bare(_ASIDE.sub("", text))
    return len(left) > 1 and left not in name and name not in left and LETTERS.search(_UNITS.sub("", left)) is not None


def _bare_end(text: str) -> str:
    """A label without the brackets at its end."""
    return _LAST_BRACKETS.sub("", text)


def looks_cut(name: str) -> bool:
    """Whether a name begins within a word or closes a bracket that it does not open."""
    text = solid(name)
    return bool(_BEGINS_CUT.match(text)) or text.count("(") != text.count(")") or text.count("「") != text.count("」")
