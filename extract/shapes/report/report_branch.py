"""The branch of a report: as its title's lines name it, else as its text does most."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extract.document import Document
from extract.normalise.text import solid
from extract.shapes.report.report_lines import lines_in

_BRANCHES = Path(__file__).parents[2] / "data" / "branches.csv"


@lru_cache(maxsize=1)
def branches() -> dict[str, str]:
    """Branch code by the prefecture's name without 都府県."""
    with _BRANCHES.open(encoding="utf-8", newline="") as handle:
        return {row["name_ja"]: row["branch_code"] for row in csv.DictReader(handle)}


def branch_of(texts: Sequence[str], window: Sequence[str], document: Document) -> tuple[str | None, str | None]:
    """The branch that the title's lines name, else the first lines; of several the first one, flagged."""
    names = branches()
    any_name = "|".join(names)
    pattern = re.compile(rf"({any_name})(?:都|府|県)?支部|(?:協会けんぽ|健康保険協会)({any_name})")
    for lines in (window, texts):
        found = [names[match[1] or match[2]] for text in lines for match in pattern.finditer(text)]
        if found:
            several = len(set(found)) > 1 and lines is window
            return found[0], "the first lines name several branches; the first was taken" if several else None
    return branch_by_mention(document, names)


def branch_by_mention(document: Document, names: dict[str, str]) -> tuple[str | None, str | None]:
    """The prefecture that the text names most, where no cover names the branch: X支部 counts three times X県."""
    pattern = re.compile("(" + "|".join(names) + r")(支部|都|府|県|道|だより|労働局|産業保健)")
    counts: Counter[str] = Counter()
    for page in document.pages:
        for line in lines_in(page.blocks):
            for name, word in pattern.findall(solid(line.text)):
                counts[name] += 3 if word == "支部" else 1
    if not counts:
        return None, "no branch is named"
    (name, n), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    if n >= 5 and n >= 4 * second:
        return names[name], None
    if n >= 3 and n >= 2 * second:
        return names[name], "no page names the branch; taken from the prefecture that the text names most"
    return None, "no branch is named"
