"""The document's own legend: what its symbols, words, letters and grades of statuses stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.normalise.text import solid
from extract.shapes.plan.status_marks import status_words
from extract.shapes.plan.symbols import DASHES, SHAPES, STARS, one_of, symbol_of

#: What is said not to have gone as it should, whatever was planned: before all else.
_NOT = (
    (
        "in_progress_or_below",
        re.compile(
            r"(?:計画|予定|目標)(?:通り|どおり)(?:に|は|には)?.{0,6}(?:ない|なかった|ず|未)|(?:に|へ)?届(?:か|いてい)(?:な|ず)|達し(?:てい)?な"
            r"|一部(?:のみ|しか|は|が|を)?.{0,6}(?:でき|し|行え)な"
            r"|(?:強化|改善|見直し|工夫|努力|対策|取組み?|てこ入れ)(?:の必要|が必要|を要)|要(?:改善|努力|強化|見直し)"
        ),
    ),
    (
        "not_done",
        re.compile(r"(?:実施|着手|行うこと)(?:が|は)?(?:でき|して|し)(?:いな|な|ず|てい?な)|行(?:わ|え)(?:な|ず)"),
    ),
)
_MEANINGS = (
    ("exceeded", re.compile(r"(?:大幅に|大きく|(?:目標|計画|予定)を)上回|(?:計画|目標|予定)以上|上回[るっ]|前倒し")),
    ("not_done_yet", re.compile(r"これから実施|未着手|今後実施")),
    ("scheduled", re.compile(r"実施予定|予定(?!通り|どおり|以上|より)|(?:期|月|半期)(?:以降)?に(?:実施|着手)する")),
    ("in_progress_or_below", re.compile(r"実施中|下回|一部")),
    ("not_done", re.compile(r"未実施|見送[りっ]|実施せず|実施なし")),
    ("on_plan", re.compile(r"計画通り|計画どおり|目標達成|概ね")),
)
#: What legends of letters and grades say beyond that: a share of the target reached, or not reached.
_GRADED = (
    ("in_progress_or_below", re.compile(r"未達|達成(?:して(?:い)?ない|できな|せず)|未満|遅れ|遅延|不十分")),
    ("exceeded", re.compile(r"大幅に(?:達成|超)|超過|(?:1[1-9]\d|[2-9]\d\d)%以上")),
    ("on_plan", re.compile(r"100%以上|達成|順調|通り|どおり|完了|実施済|実施した")),
)
_DEFAULT = {
    "◎": "exceeded",
    "○": "on_plan",
    "△": "in_progress_or_below",
    "×": "not_done",
    "－": "scheduled",
    "□": "not_done_yet",
}
#: A dash within the words of an entry begins the next one, but before a figure or letter; the sign of a long vowel
#: within a word is none.
_SYMBOL_ENTRY = re.compile(
    rf"({one_of(SHAPES)}|(?<![ァ-ヶ])[{re.escape(DASHES)}])[】〕\])]?(?P<says>[:：=(→・.…⋯]*)\s*"
    rf"((?:[^{SHAPES}、,/()【〔\[－―—-]|[－―—-](?=[0-9A-Za-z])){{2,30}}(?:\([^)]*\))?)"
)
_SAYS = r"(?:[:=]|[・.…⋯]{2,}|…|→)"
#: A letter is explained behind it in brackets as well.
_SAYS_LETTER = rf"(?:{_SAYS}|\()"
_LETTERS, _GRADES = r"(?<![A-Za-z])[SABCDE](?![A-Za-z])", r"(?<![\d.])[1-5](?!\d|\.\d)"
_AS_SYMBOL = rf"[「『(]?(?P<symbol>{one_of(SHAPES, DASHES)})[」』)]?(?=[、,をとでにの]|$)"
#: A sentence that explains the symbols: 計画どおり実施したものを○、実施できなかったものを×とし…
_IN_PROSE = re.compile(
    r"(?P<words>[^、。「」]{3,40}?)(?:もの|こと|場合|取組み?|項目|事業|とき)(?:については|には|を|は|に|が)"
    + _AS_SYMBOL
)
#: What each part of such a sentence ends in, looked for first: the whole pattern is slow where it does not fit.
_PROSE_END = re.compile(f"[はをにが]{_AS_SYMBOL}")
#: What a line of explanations begins with, in whatever words it explains.
_HEAD = re.compile(r"[※*(【〔\[<]*(?:凡例|記号|(?:自己)?評価|判定)(?:の?(?:区分|基準|記号))?[)】〕\]>:：]")
#: What every explanation of a word, letter or grade has.
_MAY_SAY = re.compile(rf"{_SAYS}|[SABCDE]\(")
_SHAPE = re.compile(one_of(SHAPES))
_LEAST_SYMBOLS = 3
#: Of the last words of a legend no more stand on the next line.
_LONGEST_REST = 8
#: Words that stand for a symbol without a sign between are no longer than this.
_MEANING_CHARS = 14
#: So many entries make a legend of letters, and of grades, whose figures may also number a list.
_LEAST = {_LETTERS: 2, _GRADES: 3}


def read_legend(texts: Iterable[str]) -> dict[str, str]:
    """Status by symbol, word, letter or grade as the document's legend explains them, completed by the usual meaning
    of the symbols.
    """
    plain = [solid(text) for text in texts]
    legend = {**_in_prose(plain), **_of_symbols(plain)}
    saying = [text if _MAY_SAY.search(text) else "" for text in plain]
    for mark in (_LETTERS, _GRADES, STARS, "|".join(sorted(status_words(), key=len, reverse=True))):
        for run in _runs(saying, re.compile(rf"({mark}){_SAYS_LETTER if mark is _LETTERS else _SAYS}")):
            entries = {key: status for key, said in run if (status := meaning_of(said)) is not None}
            if len(entries) >= _LEAST.get(mark, 2):
                legend = {**entries, **legend}
    usual = {symbol: status for symbol, status in _DEFAULT.items() if symbol not in _in_other_words(plain)}
    return {**usual, **legend}


def _in_other_words(texts: Sequence[str]) -> set[str]:
    """The symbols that a legend explains by words which name no status: －：評価対象外."""
    told = ((text, below) for text, below in zip(texts, [*texts[1:], ""], strict=False) if _explained_in(text))
    found = (
        (symbol_of(entry.group(1)), _words(entry, text, below))
        for text, below in told
        for entry in _SYMBOL_ENTRY.finditer(text)
    )
    return {symbol for symbol, words in found if symbol and meaning_of(words) is None}


def _words(entry: re.Match[str], line: str, below: str) -> str:
    """The words of an entry, with those that the line below goes on with where it ends its line."""
    cut = entry.end() == len(line) and not line.endswith((")", "。", "】", "]"))
    return entry.group(3) + (re.split(r"[)）。、]", below)[0][:_LONGEST_REST] if cut else "")


def explained_symbols(texts: Iterable[str]) -> frozenset[str]:
    """The symbols of statuses that a legend of the document explains: several in one line, each with its words."""
    plain = [solid(text) for text in texts]
    return frozenset(symbol for text in plain for symbol in _explained_in(text)) | _in_prose(plain).keys()


def may_be_legend(text: str) -> bool:
    """Whether a text holds several symbols: it explains them, and judges nothing."""
    return len(_SHAPE.findall(solid(text))) > 1


def _explained_in(plain: str) -> set[str]:
    entries = list(_SYMBOL_ENTRY.finditer(plain))
    if len(entries) < _LEAST_SYMBOLS:
        return set()
    symbols = {symbol for entry in entries if (symbol := symbol_of(entry.group(1)))}
    told = bool(_HEAD.match(plain)) or any(meaning_of(entry.group(3)) for entry in entries)
    return symbols if told and len(symbols) == len(entries) else set()


def _in_prose(texts: Sequence[str]) -> dict[str, str]:
    """Status by symbol as a sentence explains several of them, over whatever lines it runs."""
    legend: dict[str, str] = {}
    for sentence in "".join(texts).split("。"):
        if len(_PROSE_END.findall(sentence)) < _LEAST_SYMBOLS:
            continue
        entries = [(symbol_of(each["symbol"]), meaning_of(each["words"])) for each in _IN_PROSE.finditer(sentence)]
        said = {symbol: status for symbol, status in entries if symbol and status}
        if len(said) == len(entries) >= _LEAST_SYMBOLS:
            legend = {**said, **legend}
    return legend


def _of_symbols(texts: Sequence[str]) -> dict[str, str]:
    legend: dict[str, str] = {}
    for plain, below in zip(texts, [*texts[1:], ""], strict=False):
        entries = list(_SYMBOL_ENTRY.finditer(plain))
        alone = len(entries) == 1 and not entries[0]["says"]
        if alone and (len(entries[0].group(3)) > _MEANING_CHARS or len(plain) - entries[0].end() > 1):
            continue  # a sentence that the symbol judges
        ends = [*(found.start() for found in entries[1:]), len(plain)][: len(entries)]
        for found, end in zip(entries, ends, strict=True):
            words = plain[found.start(3) : end] if found["says"] else _words(found, plain, below)
            symbol, status = symbol_of(found.group(1)), meaning_of(words)
            if symbol and status and symbol not in legend:
                legend[symbol] = status
    return legend


def _runs(texts: Sequence[str], entry: re.Pattern[str]) -> Iterator[list[tuple[str, str]]]:
    """Entries of legends, (mark, meaning), of lines that follow one another; "" stands for a line without any."""
    run: list[tuple[str, str]] = []
    for text in texts:
        found = list(entry.finditer(text)) if text else []
        ends = [*(each.start() for each in found[1:]), len(text)]
        said = [(each[1], text[each.end() : end]) for each, end in zip(found, ends, strict=True)] if found else []
        if said and not {key for key, _ in said} & {key for key, _ in run}:
            run += said
            continue
        if run:
            yield run
        run = said
    if run:
        yield run


#: What a legend says of places that are left blank, in brackets behind its last symbol.
_OF_BLANKS = re.compile(r"[(（][^()（）]*(?:空欄|空白|ブランク)[^()（）]*[)）]")


def meaning_of(said: str) -> str | None:
    """The status that the words of a legend speak of, or None."""
    said = _OF_BLANKS.sub("", said) or said
    patterns = (*_NOT, *_GRADED[:2], *_MEANINGS, *_GRADED[2:])
    return next((name for name, pattern in patterns if pattern.search(said)), None)
