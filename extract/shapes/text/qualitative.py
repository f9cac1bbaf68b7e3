"""Targets in words: KPIs that count nothing and say what is to be done (…事業を開始し、働きかけを実施する)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.catalogue import Kpi, Match, catalogue, match
from extract.normalise.text import solid
from extract.shapes.text.clause_strands import sentences

_NOUN = re.compile(r"[ァ-ヶー]{2,}|[A-Z]{2,}|[一-龥]{2,}")
#: What a sentence that sets a task ends in.
_TASK = re.compile(r"(?:行う|(?:実施|発信|開始|推進)(?:する)?|図る|取り組む|努める)(?:とともに|ほか|。|、|$)")
_DONE = re.compile(r"(?:した|しました|っている|されている|検討する)")


def read_qualitative(text: str, year: int | None) -> Iterator[tuple[str, Match]]:
    """The sentences of a text that set such a KPI as a target: all nouns of its official name stand in the sentence."""
    plain = solid(text)
    if not _TASK.search(plain):
        return
    told = [kpi for kpi in catalogue().values() if kpi.unit is None and _says_all(plain, kpi)]
    for sentence in sentences(plain) if told else ():
        for kpi in told:
            if _says_all(sentence, kpi) and _TASK.search(sentence) and not _DONE.search(sentence):
                found = match(sentence, year, (kpi.code,))
                if found is not None and found.sure and found.kpi is kpi:
                    yield sentence, found


def _says_all(text: str, kpi: Kpi) -> bool:
    return all(noun in text for noun in _NOUN.findall(solid(kpi.name)))
