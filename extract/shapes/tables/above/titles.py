"""The year that the title over a table names: it is that of every figure whose own labels name none."""

from __future__ import annotations

import re

from extract.normalise.dates import fiscal_years_in, month_named, unread_year_in
from extract.normalise.text import fold, solid
from extract.shapes.context import Scope
from extract.shapes.remarks.figure_asides import may_date_figure, without_asides
from extract.shapes.text.year_parts import RELATIVE_YEAR

#: A title is no longer than this and no sentence.
_LONGEST = 40
#: Words after a year that say what was then, or since then, and not of when the figures are.
_SINCE = re.compile(r"から|より|に(?!おける)|まで|以降|以前|比|を|末|対象|版|開始|改[定正]|作成|策定")
#: A figure behind a year, of which alone it says when: R4年度実績:81.5%.
_OF_FIGURE = re.compile(r"\s*の?(?:(?:実績|結果|目標|見込み?|計画)値?\s*[::は]?|\D{0,8}[::])\s*\d[\d,.]*(?!\d|年|月|/)")
#: What stands between a title and its table: sentences, notes, the unit, figures behind their names.
_REMARK = re.compile(
    r"。|\d(?:%|ポイント|千円|円|事業所|件|人|社|日)(?:以[上下])?$|^[※*(]?(?:注\d*[)：:\s]|※|\*)|^[(〔\[]?単位"
    r"|(?:である|です|ます|した|いる|する)$"
)
#: Lines that can only be titles.
_MARKED = re.compile(r"^(?:[【〔\[<■□◆◇●○]|(?:図|表|図表|別表|参考)\d*[-.\s:)])")
#: What a title says of figures that stand in brackets or below others, and not of all: 下段は令和4年度.
_OF_OTHERS = re.compile(
    r"[、,・※]?\s*(?:上段|下段|[(（]\s*[)）]\s*内?|括弧内|カッコ(?:内|書き)?)\s*(?:は|:|：|が)[^()、。]*"
)
#: The note of a unit that the words of the next line were joined to.
_UNIT_AHEAD = re.compile(r"^\s*[(〔\[]単位[::][^()〔〕\[\]]{1,8}[)〕\]]\s*(?=\S)")
_COUNT_OR_TITLE = "the line above this table names its year behind a figure, which alone may be of that year"
_REMARK_YEAR = "a remark between this table and the title that names its year names another year"


def under_titled_year(scope: Scope) -> Scope:
    """The surroundings of a table, of the year that its title names where that is a title with one year.

    The title is the line right above the table; where remarks stand there, the marked title above those, else the
    heading that the block stands under. A year beside a figure is that of the figure alone. A year in the title that
    cannot be read is kept as `unread_year`; a remark that names another year puts the figures in doubt.
    """
    lines = [_UNIT_AHEAD.sub("", fold(without_asides(line))) for line in scope.above or scope.caption]
    title = lines.pop() if lines else ""
    remarks: list[str] = []
    while title and _is_remark(title) and not _year_of(title):
        remarks.append(title)
        title = lines.pop() if lines else ""
    if remarks and not (_MARKED.match(solid(title)) or _year_of(title)):
        title = ""
    if not title and scope.section:
        title = fold(without_asides(scope.section[-1]))
    if not title or _is_remark(title):
        return scope
    if month_named(title, None if fiscal_years_in(title) else scope.header.fiscal_year):
        return scope  # what names a month with its year, or a month alone, is no title of a year
    told, own = RELATIVE_YEAR.fullmatch(solid(title)), scope.header.fiscal_year
    if told is not None and own is not None:
        return scope.under(fiscal_year=own - 1 if told["prior"] else own, titled=True)
    if not fiscal_years_in(title):
        return scope.under(unread_year=unread_year_in(title))
    year = _year_of(title)
    if year is None:
        return scope
    others = {found.value for line in remarks for found in fiscal_years_in(line)} - {year}
    counted = _COUNT_OR_TITLE if year != scope.fiscal_year and may_date_figure(title) else None
    return scope.under(fiscal_year=year, titled=True, year_doubt=_REMARK_YEAR if others else counted)


def _is_remark(line: str) -> bool:
    plain = solid(line)
    return len(plain) > _LONGEST or bool(_REMARK.search(plain))


def _year_of(line: str) -> int | None:
    """The one year that a title names as that of what stands below it."""
    line = _OF_OTHERS.sub("", line)
    found = [] if _is_remark(line) else fiscal_years_in(line)
    rest = line[found[-1].end :].lstrip(" )") if found else ""
    if len({year.value for year in found}) != 1 or _SINCE.match(rest) or _OF_FIGURE.match(rest):
        return None
    return found[0].value
