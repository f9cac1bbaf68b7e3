"""Planned head counts that a report prints in two places: the same words with two numbers contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extract.certainty.findings import Claim, Disagreement
from extract.facts import Row
from extract.recorder import Recorder

#: Words that head counts of many lists share: a name of these alone is not the same in every place.
_SHARED = re.compile(r"被保険者|被扶養者|対象|見込|予定|実施|受診|取得|特定保健指導|健診|合計|[者人]?数|件数|[+・\s]")
#: A name with so many words of its own stands for one thing wherever it is printed.
_OWN_WORDS = 6
_SAME = ("fiscal_year", "measure_ja", "dimension", "period", "unit")


def claims(recorder: Recorder) -> Iterator[Claim]:
    """One failed claim for every planned head count that stands with another number elsewhere."""
    printed: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in recorder.of("period_figure"):
        if row["rule"] == "headcount" and len(_SHARED.sub("", row["measure_ja"])) >= _OWN_WORDS:
            printed[tuple(row[name] for name in _SAME)].append(row)
    for rows in printed.values():
        first = rows[0]
        for other in rows[1:]:
            if other["value"] != first["value"]:
                detail = f"{first['measure_ja']} is {first['value']:g} in one place and {other['value']:g} in another"
                says = Disagreement(first, other, first["value"], other["value"])
                yield Claim("same_words_same_number", False, [first, other], detail, disagreement=says)
