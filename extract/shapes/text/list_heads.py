"""Headings over lists of KPIs that say which figure of each stands in the lines below, and of when.

■ 令和6年度目標
・ジェネリック医薬品使用割合 ……… 82.5%以上
・健康宣言事業所数 ……… 1,250事業所以上
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.normalise.numbers import figures_in
from extract.normalise.text import fold, solid
from extract.shapes.tables.kpis.cell_parts import is_role
from extract.shapes.text.flow import Flow
from extract.shapes.text.passages import Passage, mark_of
from extract.shapes.text.when_words import read_when

_LONGEST = 30
_MARKS = re.compile(r"^(?:[■●◆◇○・□▼※>]|\d{1,2}[.)]|[(]\d{1,2}[)]|[①-⑳])+|:$")
_SIDES = re.compile(r"^[【〔\[<](?P<words>[^【】〔〕\[\]<>]+)[】〕\]>](?P<note>\([^()]*\))?$")
_DATED = re.compile(r"(?P<words>[^()]+)\((?P<date>[^()]+)\)$")
#: What a list may be ahead of its heading: 【参考】令和6年度目標.
_ASIDE = re.compile(r"[【〔\[<(](?:参考|再掲|別掲)[】〕\]>)](?=.)")
#: Longer words for targets: のKPI目標値.
_AIMS = re.compile(r"の?(?:KPI|数値|指標)の?目標値?(?=$|[(])")
#: Targets that are some of all: 令和6年度の主な目標; a line that says so heads them without a mark.
_SOME_AIMS = re.compile(r"(?:(?:における|の)?(?:主な|主要な|重点的?な?|おもな)(?:数値|KPI)?|の数値)目標値?(?=$|[(])")
_AIMS_ALONE = re.compile(rf"(?:(?:令和|R)(?:元|\d{{1,2}})|20\d\d|[次来翌])年度{_SOME_AIMS.pattern}$")
#: What parts entries on one line: 郵送化率 96.0%以上 / 保険証回収率 85.0%以上.
_BETWEEN = re.compile(r"\s*[/|;、,](?!\d)\s*|\t+")
#: Dots or lines that lead from a name to its figure.
_LEADERS = re.compile(r"[.・…‥_-]{3,}|…")
_SENSE = r"(?:以上|以下|以内|未満)?"
_ENTRY = re.compile(
    rf"(?P<name>(?:[^。()]|\([^()]*\))*?[一-龥ァ-ヶー)]):?(?P<figure>(?:第?\d{{1,2}}位|[△▲]?\d[\d,]*(?:\.\d+)?(?:%|千円|円|事業所|社|件|人|名|回|日){_SENSE}"
    r"|対?前年度(?:末|実績)?以[上下]))(?P<note>\([^()]*\))?"
)
_FIGURE = re.compile(r"\d(?:%|円|事業所|位|以)")
_ROLE = re.compile(r"目標|実績|全国平均|前年|順位")


def list_head(passage: Passage) -> str | None:
    """What a heading says of the figures of all lines below it: 令和6年度目標, 実績(9月末時点); or None."""
    plain = solid(passage.text)
    aside = _ASIDE.match(plain)
    plain = f"■{plain[aside.end() :]}" if aside is not None else plain
    if len(plain) > _LONGEST or len(passage.lines) > 1:
        return None
    framed = plain.startswith(("【", "〔", "[", "<")) or plain.endswith(":")
    marked = framed or aside is not None or mark_of(fold(passage.text).strip()) is not None
    marked = marked or bool(_AIMS_ALONE.match(plain))
    if not marked or any(figure.unit for figure, *_ in figures_in(plain)):
        return None
    words = _MARKS.sub("", plain)
    sides = _SIDES.match(words)
    words = sides["words"] + (sides["note"] or "") if sides is not None else words
    words = _SOME_AIMS.sub("目標", _AIMS.sub("目標", words))
    dated = _DATED.match(words)
    told = is_role(words) if dated is None else is_role(dated["words"]) and _says_when(dated["date"])
    return words if told else None


def _says_when(note: str) -> bool:
    return is_role(note) or read_when(note, None) is not None


def take_list_head(passage: Passage, flow: Flow) -> bool:
    """Keeps such a heading for the lines of its list, up to the first that is no entry; whether the passage is one."""
    entry = flow.list_head is not None and _entry(passage.text) is not None
    flow.list_head = list_head(passage) or (flow.list_head if entry else None)
    return entry


def entries_apart(passage: Passage, flow: Flow) -> list[Passage]:
    """A passage below such a heading whose lines print several entries each, or are one, as a passage for each entry;
    the passage alone where it is anything else.
    """
    if flow.list_head is None or passage.symbols:
        return [passage]
    parts = [(line, part) for line in passage.lines for part in _BETWEEN.split(fold(line.text).strip()) if part]
    if len(parts) < 2 or not all(_entry(part) for _, part in parts):
        return [passage]
    return [replace(passage, lines=[replace(line, text=part, pieces=())]) for line, part in parts]


def spelled_entry(text: str, head: str | None) -> str:
    """An entry as the sentence that it stands for under its heading: 健康宣言事業所数は、令和6年度目標900事業所."""
    found = _entry(text) if head is not None else None
    if head is None or found is None or _ROLE.search(found["name"]):
        return text
    dated = _DATED.match(head)
    if dated is None:
        return f"{found['name']}は、{head}{found['figure']}{found['note'] or ''}"
    behind = found["note"][1:] if found["note"] else ")"
    note = f"({dated['date']}" + ("" if behind == ")" else "。") + behind
    return f"{found['name']}は、{dated['words']}{found['figure']}{note}"


def without_leaders(plain: str) -> str:
    """A solid text with one colon in place of the dots that lead to a figure."""
    return _LEADERS.sub(":", plain)


def _entry(text: str) -> re.Match[str] | None:
    found = _ENTRY.fullmatch(without_leaders(_MARKS.sub("", solid(text))))
    return found if found is not None and not _FIGURE.search(found["name"]) else None
