"""Sentences spelled out before they are read: each figure beside its name, last year's figure in the words of targets.

Aの実施率とBの実施率は、それぞれ24.1%、9.8%        Aの実施率は24.1%、Bの実施率は9.8%
Aの実施率は全国3位、Bの実施率は12位                 Aの実施率は全国3位、Bの実施率は全国12位
前年度実績(95.1%)を上回ることを目標とする           対前年度以上(95.1%)を目標とする
"""

from __future__ import annotations

import re

_FIGURE = (
    r"(?:目標|実績)?[△▲]?\d[\d,]*(?:\.\d+)?(?:%|千円|円|事業所|社|件|人|名|回|日)(?:以[上下内]|未満)?(?:\([^()]*\))?"
    r"|(?:全国)?第?\d{1,2}位(?:\([^()]*\))?"
)
_EACH = re.compile(
    rf"(?P<names>(?:\D|\d(?![\d,.]*%))+?)(?P<of>の(?:全国)?順位)?(?:は|が|を|について|の(?:実績|目標)(?:値)?(?:は|を))*、?それぞれ"
    rf"(?P<figures>(?:{_FIGURE})(?:[、と・,](?:{_FIGURE}))+)"
)
_EACH_FIGURES = re.compile(rf"それぞれ(?:{_FIGURE})[、と・,](?:{_FIGURE})")
#: What a figure in brackets is, and brackets that say the same of theirs: (前年度59.6%)、…(同28.0%).
_BRACKET = re.compile(r"\(([^()]*\d[^()]*)\)")
_SAID = re.compile(
    r"(?:(?:年度|年間)?目標値?|(?:対?前|昨)年度?(?:同[期月]|末)?(?:実績)?|全国(?:平均)?|実績)(?:[はが:])?(?=\d)"
)
_SAME = re.compile(r"同(?=\d)")
_JOINT = re.compile(r"、|及び|および|並びに|ならびに|と(?=[一-龥ァ-ヶ])")
_GROUP = re.compile(r"(?:被保険者|被扶養者)の?")
_GROUP_ENDS = re.compile(r"(?:^|の)(?:被保険者|被扶養者)の?$")
#: Where a sentence speaks of ranks in the nation, the rank right behind a name: 実施率は12位.
_OF_NATION = re.compile(r"全国(?:順位)?(?:は|で|では|が|:)?第?\d{1,2}位|(?:^|全国|の)順位は")
_BARE_RANK = re.compile(
    r"(?<=[率合数額況])(?P<link>は|が|も|:|、)?(?=第?\d{1,2}位)(?!\d{1,2}位(?:から|以内|以上|程度|台))"
)
_LAST_YEARS = r"(?:対)?前年度?の?(?:実績|水準|末)?値?(?P<note>\([^()]*\))?(?:の(?:実績|水準)値?)?"
_MORE = r"を上回る|を超える|より(?:も)?(?:高める|高くする|(?:向上|改善|増加|上昇)させる|増やす|引き?上げる)"
_LESS = r"を下回る|より(?:も)?(?:低くする|減らす|(?:減少|低下)させる|縮減する|短縮する|引き?下げる)"
_AIMED = re.compile(
    rf"{_LAST_YEARS}(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:こと|水準|よう)?(?P<end>(?=を目標|を目指|とする|に設定)|(?=。|$))"
)
#: Last year's figure between the words for it and the sense: 対前年度(1.15%)以下. It is the number of the target.
_SENSE_BEHIND = re.compile(r"対?前年度?末?(?:実績)?\(([^()]*\d[^()]*)\)(以上|以下)")
NUMBER_OF_TARGET = "="
#: Labels in brackets before their figures: (目標)61.0%以上(実績)28.2%.
_AHEAD = re.compile(r"^[^\d]*\((?:数値)?(?:目標|実績)値?\)(?=[△▲]?\d|対?前年)")
_LABEL = re.compile(r"\(([^()\d]{1,10})\)(?=[△▲]?\d|対?前年)")
#: Figures of months in a row, and two figures that only a stroke parts.
_MONTHS = re.compile(r"(?:1[0-2]|[1-9])月[:はに]?\d[\d,]*(?:\.\d+)?(?:%|円|件|人|社|事業所|日)")
_IN_A_ROW = re.compile(r"\d%、\d[\d.]*%")
_RANKS_IN_A_ROW = re.compile(r"\d位、第?\d{1,2}位")
_STROKE = re.compile(r"(?<=[%円件人社所日])/(?=\d)")
#: A year in short before its figure, which would be of one number with it: R5 8.3%, R5:8.3%.
_SHORT_YEAR = re.compile(r"(?<![A-Za-z])(?P<era>[RH](?:元|\d{1,2}))(?:[:：]\s*|\s+)(?=\d)")

#: A year in short after one printed whole: 令和5年度は58%、6年度は60%.
_LATER_YEAR = re.compile(
    r"(?<![\d.,和成平昭年前RHこ去近後の両各])(?P<year>[1-9]|1[0-9])年度(?!連続|続|間|分|目|ぶり|ごと|毎|にわた|以[上内]|超)"
)

#: Such a year whose gap was lost in brackets: (R596.4%). No report is of a year of Reiwa of two digits from 20 on.
_GLUED_YEAR = re.compile(
    r"(?<=[(【\[〔〈<])(?P<era>R[2-9])(?=(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0(?=\.))(?:\.\d+)?(?:%|千円|円|事業所|社|件|人))"
)


def with_whole_years(text: str) -> str:
    """A folded text whose years in short are printed whole."""
    if "令和" in text:
        text = _LATER_YEAR.sub(r"令和\g<year>年度", text)
    if "R" not in text and "H" not in text:
        return text
    return _GLUED_YEAR.sub(r"\g<era>年度は", _SHORT_YEAR.sub(r"\g<era>年度は", text))


def not_told_apart(sentence: str, count: int) -> str | None:
    """Why the figures of a sentence that was spelled out cannot be told apart, of which `count` were read, or None."""
    if "それぞれ" in sentence and (count > 1 or (count and _EACH_FIGURES.search(sentence))):
        return "which of the names each figure is of (それぞれ) was not understood"
    if (count > 1 and _IN_A_ROW.search(sentence)) or _RANKS_IN_A_ROW.search(sentence):
        return "figures in a row, with nothing between that tells them apart"
    if len(_MONTHS.findall(sentence)) > 1:
        return "figures of several months in a row"
    return "two figures that only a stroke parts" if _STROKE.search(sentence) else None


def spelled_out(sentence: str, is_plan: bool) -> str:
    """A solid sentence with its figures beside their names and the words of targets for last year's figure.

    Without a word for an aim only a plan's sentence sets one.
    """
    if "同" in sentence:
        sentence = _with_labels(sentence)
    if _AHEAD.match(sentence):
        sentence = _LABEL.sub(r"、\1", sentence)
    if "前年" in sentence:
        sentence = _SENSE_BEHIND.sub(rf"対前年度\2({NUMBER_OF_TARGET}\1)", sentence)
        sentence = _AIMED.sub(lambda found: _as_target(found, is_plan), sentence)
    sentence = _each_by_itself(sentence) if "それぞれ" in sentence else sentence
    return _BARE_RANK.sub(r"\g<link>全国", sentence) if _OF_NATION.search(sentence) else sentence


def _with_labels(sentence: str) -> str:
    """A sentence whose brackets with 同 say what the brackets before them say of their figures, part by part."""
    said: list[str] = []

    def labelled(found: re.Match[str]) -> str:
        nonlocal said
        parts = re.split(r"、|・|/", found[1])
        labels = [label[0] if (label := _SAID.match(part)) else "" for part in parts]
        if all(labels):
            said = labels
        if len(said) != len(parts) or not any(_SAME.match(part) for part in parts):
            return found[0]
        return f"({'、'.join(_SAME.sub(label, part, 1) for label, part in zip(said, parts, strict=True))})"

    return _BRACKET.sub(labelled, sentence)


def _as_target(found: re.Match[str], is_plan: bool) -> str:
    bare = not found.string[found.end() : found.end() + 1].strip("。")
    if bare and not is_plan:
        return found.group(0)
    sense = "以上" if found["more"] else "以下"
    return f"対前年度{sense}{found['note'] or ''}{'とする' if bare else ''}"


def _each_by_itself(sentence: str) -> str:
    found = _EACH.search(sentence)
    if found is None:
        return sentence
    figures = re.findall(_FIGURE, found["figures"])
    names = [name for name in _JOINT.split(found["names"]) if name][-len(figures) :]
    if len(names) < len(figures):
        return sentence
    at = len(found["names"])
    for name in reversed(names):
        at = found["names"].rindex(name, 0, at)
    group = _GROUP.match(names[-1])
    rest = names[-1][group.end() :] if group else ""
    whole = [f"{name.removesuffix('の')}の{rest}" if _GROUP_ENDS.search(name) and rest else name for name in names]
    ranks = ["全国" if "位" in figure and not figure.startswith("全国") else "" for figure in figures]
    if found["of"] and not all("位" in figure for figure in figures):
        return sentence
    pairs = "、".join(f"{name}は{rank}{figure}" for name, rank, figure in zip(whole, ranks, figures, strict=True))
    return sentence[: found.start() + at] + pairs + sentence[found.end() :]
