"""The year that the title over a table names: it is that of every figure whose own labels name none."""

from __future__ import annotations

import re

from extract.normalise.dates import fiscal_years_in, month_named, unread_year_in
from extract.normalise.text import fold, solid
from extract.shapes.context import Scope

#: A title is no longer than this and no sentence.
_LONGEST = 40
#: Words after a year that say what was then, or since then, and not of when the figures are.
_SINCE = re.compile(r"から|より|に(?!おける)|まで|以降|以前|比|を|末|対象|版|開始|改[定正]|作成|策定")


def under_titled_year(scope: Scope) -> Scope:
    """The surroundings of a table, of the year that the line right above it names where it is a title with one year.

    A year in it that cannot be read is kept as `unread_year`.
    """
    line = fold(scope.caption[-1]) if scope.caption else ""
    if not line or len(solid(line)) > _LONGEST or "。" in line or month_named(line, scope.header.fiscal_year):
        return scope
    found = fiscal_years_in(line)
    if not found:
        return scope.under(unread_year=unread_year_in(line))
    if len({year.value for year in found}) > 1 or _SINCE.match(line[found[-1].end :].lstrip(" )")):
        return scope
    return scope.under(fiscal_year=found[0].value)
