"""What a run of passages has said so far: headings, KPI blocks, the KPI spoken of last, captions for the next table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.catalogue import match
from extract.facts import Row
from extract.normalise.text import solid, tidy
from extract.shapes.context import NamedKpi, Scope
from extract.shapes.plan.plan_text import heads_targets
from extract.shapes.plan.statuses import Judged
from extract.shapes.text.passages import Passage, mark_of

KPI_HEAD = re.compile(
    r"^[■●◆◇□○・]*[【〔\[<]?(?:KPI|ＫＰＩ|重要業績評価指標|数値目標)[】〕\]>]?(?:\(重要業績評価指標\)|\(KPI\))?(?P<result>達成状況|実績等?|の実績|の状況|進捗)?[】〕\]>]?(?:\((?P<when>[^()]*\d月[^()]*)\))?[:：]?$"
)
KPI_TAG = re.compile(r"KPI")
_END_OF_KPIS = re.compile(r"^(?:行動計画|事業計画|具体的|取組|施策|【具体的取組】|実施内容)")
#: How deep a numbered or bracketed heading stands, outermost first.
LEVELS = (
    re.compile(r"^\d{1,2}(?:-\d{1,2}|-[ivx]+\))?[.．]"),
    re.compile(r"^[\((]\d{1,2}[\))]|^\d{1,2}-[ivx]{1,4}[\))]"),
    re.compile(r"^[①-⑳]|^[ivx]{1,4}[\))]|^[ⅰ-ⅿ]"),
    re.compile(r"^[〔\[【＜<]"),
)

#: Between the pieces of a line of numbered results: (1)8.4% (2)0.8%.
_NUMBERED = re.compile(r"(?<=[)）])\s*(?=[((]\d{1,2}[))][\d△▲])")


@dataclass
class Flow:
    """What a run of passages has said so far."""

    captions: list[str] = field(default_factory=list)
    block: str | None = None  # target or result, inside a KPI block
    block_no: int = -1
    block_when: str = ""  # the month that the title of a KPI block names: ■KPI(令和6年9月末)
    recent: NamedKpi | None = None
    about: str = ""
    heading: list[tuple[int, str]] = field(default_factory=list)
    found: list[NamedKpi] = field(default_factory=list)
    blocks: list[list[NamedKpi]] = field(default_factory=list)
    block_marks: set[str] = field(default_factory=set)  # list marks of the KPIs that the block has named
    last_mark: str | None = None
    judged: Judged = field(default_factory=Judged)
    list_head: str | None = None  # what the heading over a list says of the figures in its lines
    undated: list[Row] = field(default_factory=list)  # rates whose month the KPI's own result is to say


def take_heading(passage: Passage, flow: Flow) -> bool:
    """Short numbered or bracketed lines that are no sentence head what follows them."""
    plain = solid(passage.text)
    if (
        passage.symbols
        or len(plain) > 48
        or len(passage.lines) > 2
        or re.search(r"[。]$|\d%|[::]", plain)
        or KPI_TAG.search(plain)
    ):
        return False
    if re.search(r"\d[\d,]*(?:人|件|円|事業所|社|回)", plain):
        return False
    level = next((i for i, pattern in enumerate(LEVELS) if pattern.match(plain)), None)
    if level is None or (flow.block and level in (1, 2)) or re.search(r"(?:する|行う|図る|いる|した|める)$", plain):
        return False
    flow.heading = [(lv, t) for lv, t in flow.heading if lv < level]
    flow.heading.append((level, passage.text))
    flow.block, flow.recent = None, None
    flow.about = plain if re.search(r"被保険者|被扶養者", plain) else flow.about if level == 3 else ""
    flow.captions.append(passage.text)
    return True


def take_kpi_head(passage: Passage, flow: Flow, scope: Scope, framed: bool = False) -> bool:
    """Whether the passage is the title of a KPI block (■KPI, 【KPI】実績); opens the block if so. In a frame of a plan
    (`framed`) the plain word at its head is one too: 令和7年度の目標.
    """
    head = KPI_HEAD.match(solid(passage.text))
    if head is None and not (framed and scope.header.is_plan and _heads_frame(passage, flow)):
        return False
    flow.block = "result" if (head and head["result"]) or scope.part == "status" else "target"
    flow.block_no += 1
    flow.block_when = (head["when"] or "") if head else ""
    flow.block_marks = set()
    flow.recent = None
    if flow.block == "target":
        flow.blocks.append([])
    flow.captions.append(passage.text)
    return True


def _heads_frame(passage: Passage, flow: Flow) -> bool:
    first = not (flow.captions or flow.found or flow.heading)
    return first and heads_targets(solid(passage.text))


def nearest(flow: Flow, scope: Scope) -> tuple[NamedKpi, ...]:
    """KPIs for a table: the one its own column spoke of last, then those of the layout row."""
    own = (replace(flow.recent, near=True),) if flow.recent else ()
    return own + tuple(kpi for kpi in scope.kpis if kpi not in own)


def ends_block(passage: Passage, flow: Flow) -> bool:
    """Whether the passage leads out of the KPI block that it follows."""
    plain = solid(passage.text)
    if _END_OF_KPIS.match(plain) or re.match(r"^【(?!KPI)|^■(?!KPI)", plain):
        return True
    if plain.startswith("・") and flow.blocks and flow.blocks[-1]:
        named = match(plain) if "・" in flow.block_marks else None
        return named is None or not named.sure  # a list of KPIs that has begun with bullets goes on with them
    return bool(re.match(r"^[①-⑳]", plain)) and len(plain) < 48 and not re.search(r"\d|以上|以下|とする|行う", plain)


def numbered_pieces(text: str, mark: str | None) -> list[tuple[str, str | None]]:
    """A line of several numbered results, `(1)8.4% (2)0.8%`, as one piece each with its number."""
    pieces = _NUMBERED.split(tidy(text))
    return [(piece, mark if i == 0 else mark_of(piece)) for i, piece in enumerate(pieces)]


def digits(mark: str | None) -> str | None:
    """The number of a list mark: 2 of (2), ② and 2)."""
    if not mark:
        return None
    if "①" <= mark[0] <= "⑳":
        return str(ord(mark[0]) - ord("①") + 1)
    found = re.search(r"\d{1,2}(?:-\d)?", mark)
    return found.group(0) if found else None


def without_tag(text: str) -> str:
    """A sentence without the 【KPI】 before it."""
    return re.sub(r"^【?KPI】?[:：]?\s*", "", tidy(text))
