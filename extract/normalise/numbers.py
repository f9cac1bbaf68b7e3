"""Figures as Japanese reports print them: signs △▲, thousands commas, percent, h:mm, counters and units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.normalise.text import fold, solid

#: Units and counters that may follow a figure, longest first so that 千円 is not read as 円.
UNITS = (
    *("事業所", "医療機関", "市町村", "百万円", "千円", "万円", "億円", "兆円", "千人", "万人", "百件", "千件", "万件"),
    *("千枚", "千通", "千部", "千回", "千日", "機関", "団体", "時間", "ポイント"),
    *("か月", "ヶ月", "薬局", "会場", "支部", "校", "円", "件", "人", "名", "社", "部", "通", "回", "日", "点", "枚"),
    *("箇所", "か所", "歳", "台", "位", "分", "冊", "本", "圏域", "%", "‰", "割"),
    *("軒", "店舗", "拠点", "施設", "企業", "法人", "病院", "診療所", "組合", "講座", "コース", "チーム", "世帯"),
    *("種類", "種", "問", "品目", "項目", "個", "枠", "足", "着"),
)
_UNIT = "|".join(map(re.escape, UNITS))
_SIGN = r"[△▲\-+]"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<sign>{_SIGN})?\s*(?P<number>{_DIGITS})\s*(?P<unit>{_UNIT})?")
_WHOLE = re.compile(rf"^約?{_FIGURE.pattern}$")
#: A figure said in parts: 12億3,400万円, 1万2千件, 5千万円. Its unit is what stands behind the last of them.
_LARGE = {"兆": 10**12, "億": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2, "": 1}
_PART = rf"(?:{_DIGITS})(?:千万|百万|[兆億万千百])"
_IN_PARTS = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<parts>(?:{_PART})+(?:{_DIGITS})?)(?P<unit>円|件|人|名|枚|社|通|部|回|事業所)"
)
_LARGE_SIGN = re.compile(r"[兆億万千百]")
_ONE_PART = re.compile(rf"(?P<number>{_DIGITS})(?P<large>千万|百万|[兆億万千百]|)")
_CLOCK = re.compile(r"^(?P<sign>[△▲\-])?(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)$")
_BLANK = re.compile(r"^[-ー―—─~/*※.・]*$|^(?:未定|未確定|未実施|算出不可|集計中|該当なし|なし)$")
#: A figure with a word behind it that is no unit of these, and what makes it a time, an order or a group (40代, 3年目).
_COUNTED = re.compile(rf"約?{_SIGN}?(?P<number>{_DIGITS})(?P<counter>[一-龥ァ-ヶー]{{1,4}})")
_NO_COUNTER = re.compile(
    r"[年月日期代号級章節条項番次週歳以未超当迄位目時秒度点等第]|四半|部位|営業|規模|クール|ステップ|グループ|フェーズ|ヶ|カ"
)
_DIGIT = re.compile(r"\d")
_TWO = re.compile(r"\d\s+\d")
_NOTE = re.compile(r"\(?※\d*\)?|\*\d*$")
#: A number that is led by a zero, and the decimals of one.
_LED_BY_ZERO = re.compile(r"[△▲\-+]?0\d")
_DECIMALS = re.compile(r"\.(\d+)")
#: Cells are asked again and again whether they are figures; so many answers are kept.
_REMEMBERED = 20_000


@dataclass(frozen=True)
class Figure:
    """One printed figure: `value` in the printed unit (h:mm: minutes), `unit` as printed (`min` for h:mm; None where
    nothing is printed), `text` as printed after folding, `note` a footnote mark that stood with it.
    """

    value: float
    unit: str | None
    text: str
    note: str | None = None


@lru_cache(maxsize=_REMEMBERED)
def parse_figure(text: str) -> Figure | None:
    """The figure that is the whole of this text, or None where the text is anything else.

    Footnote marks (※1) beside the figure are taken off and kept as `note`. A figure whose commas do not stand every
    three digits is not one: it is more likely two, or a misreading; so are digits with a space between them.
    """
    if _TWO.search(text):
        return None
    plain = solid(text)
    if not _DIGIT.search(plain):
        return None
    note_match = _NOTE.search(plain)
    note = note_match.group(0).strip("()") if note_match and not _BLANK.match(plain) else None
    if note:
        plain = _NOTE.sub("", plain)
    clock = _CLOCK.match(plain)
    if clock:
        minutes = int(clock["hours"]) * 60 + int(clock["minutes"])
        return Figure(float(-minutes if clock["sign"] else minutes), "min", plain, note)
    said = _IN_PARTS.fullmatch(plain.removeprefix("約"))
    if said is not None and (figure := _in_parts(said, plain, note)) is not None:
        return figure
    whole = _WHOLE.match(plain)
    if not whole or _LED_BY_ZERO.match(whole["number"]):
        return None
    return _figure(whole, plain, note)


def _figure(match: re.Match[str], text: str, note: str | None = None) -> Figure:
    value = float(match["number"].replace(",", ""))
    if match["sign"] in ("△", "▲", "-"):
        value = -value
    return Figure(value, match["unit"], text, note)


def _in_parts(match: re.Match[str], text: str, note: str | None = None) -> Figure | None:
    """A figure said in parts that grow smaller, in the unit behind the last: 1,234,000,000円 for 12億3,400万円.

    None where the parts are a figure in a unit of its own (15百万円), or no one figure.
    """
    parts = [(part["number"], _LARGE[part["large"]]) for part in _ONE_PART.finditer(match["parts"])]
    large = [size for _, size in parts]
    if f"{match['parts'][len(parts[0][0]) :]}{match['unit']}" in UNITS or large != sorted(set(large), reverse=True):
        return None
    value = sum(float(number.replace(",", "")) * size for number, size in parts)
    return Figure(-value if match["sign"] in ("△", "▲", "-") else value, match["unit"], text, note)


def counts_unknown(text: str) -> int | None:
    """The whole number that a text counts by a word that is no known unit (14基), or None; times, ages and numbers in
    an order (3年目, 40代) count nothing.
    """
    found = _COUNTED.fullmatch(fold(text).strip())
    if found is None or found["counter"] in UNITS or _NO_COUNTER.search(found["counter"]):
        return None
    number = found["number"].replace(",", "")
    return int(float(number)) if not _LED_BY_ZERO.match(number) else None


def is_blank(text: str) -> bool:
    """Whether a cell says "nothing here": empty, a dash, or a word for not yet known."""
    return bool(_BLANK.match(solid(text)))


@lru_cache(maxsize=_REMEMBERED)
def figures_in(text: str) -> tuple[tuple[Figure, int, int], ...]:
    """Figures anywhere in folded text with their start and end; digits that are part of a longer number are not
    split off, nor are those of a list number such as (1).
    """
    out: list[tuple[Figure, int, int]] = []
    plain = fold(text)
    if not _DIGIT.search(plain):
        return ()
    joined = [
        (figure, found.start(), found.end())
        for found in (_IN_PARTS.finditer(plain) if _LARGE_SIGN.search(plain) else ())
        if (figure := _in_parts(found, found.group(0))) is not None
    ]
    for match in _FIGURE.finditer(plain):
        if any(first <= match.start() < last for _, first, last in joined):
            continue
        before = plain[match.start() - 1] if match.start() else ""
        after = plain[match.end()] if match.end() < len(plain) else ""
        two = plain[match.start() - 2] if match.start() >= 2 else ""
        if before in ",.:" and before.strip() and two.isdecimal():
            continue
        if after and after in ",.:" and not match["unit"] and plain[match.end() + 1 : match.end() + 2].isdecimal():
            continue  # the beginning of 1,23 or 6:13 is no figure of its own
        of_fraction = before == "/" and not _is_second(plain[: match.start() - 1], match["unit"])
        if (after and after in "月年/" and not match["unit"]) or of_fraction:
            continue
        letter = before.isascii() and before.isalpha() and not _behind_quarter(plain, match)
        if before.isdecimal() or letter or (not match["unit"] and after.isdecimal()):
            continue
        out.append((_figure(match, match.group(0)), match.start(), match.end()))
    return tuple(sorted([*out, *joined], key=lambda found: found[1]) if joined else out)


def _is_second(ahead: str, unit: str | None) -> bool:
    """Whether a figure behind a stroke is one more of the same unit (60.1%/59.8%) and no part of a date or fraction."""
    return unit is not None and unit != "位" and ahead.rstrip().endswith(unit)


def _behind_quarter(plain: str, match: re.Match[str]) -> bool:
    """Whether a figure with its unit stands right behind the short name of a quarter: 1Q95.2%."""
    return bool(match["unit"]) and re.search(r"(?<![\dA-Za-z.,])[1-4]Q$", plain[: match.start()]) is not None


def decimals(text: str) -> int:
    """How many decimals the printed figure shows: the precision that checks may ask of it."""
    match = _DECIMALS.search(fold(text))
    return len(match.group(1)) if match else 0
