"""The words that label what a text says: the plan, what was done, how it is judged and by which figure."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.normalise.text import solid
from extract.shapes.plan.status_marks import JUDGE_WORD

_DO = r"(?:取組み?|取り組み|施策)"
#: Part of the text by the whole words of its label.
_PARTS = (
    (
        "plan",
        rf"(?:事業|行動|実施|取組)?計画(?:内容)?|(?:具体的な?|主な|重点)?{_DO}(?:の?(?:内容|事項|方針))?|実施(?:内容|事項|予定)|活動内容",
    ),
    ("status", JUDGE_WORD),
    (
        "done",
        rf"(?:実施|{_DO}|進捗|対応|活動)(?:の)?(?:状況|結果|実績|経過)|結果|実績|進捗|経過|成果|実施したこと|取り?組んだこと",
    ),
    ("kpi", r"KPI|指標|数値目標(?:[(]KPI[)])?|目標(?:値)?|成果指標"),
    ("next", r"課題.{0,8}|今後の.{1,8}|改善(?:点|策)|次年度.{0,8}|要因(?:分析)?|備考|分析|理由|背景|目的|ねらい|現状"),
)
#: The steps of plan, do, check and act: in English, as letters, with or without the Japanese word (Plan(計画), P:計画).
_STEP_WORDS = r"計画|実施|実行|取組|評価|検証|点検|改善|対策|処置|見直し"
_STEP = re.compile(
    rf"(?P<word>plan|do|check|act(?:ion)?)[(:・/-]?(?:{_STEP_WORDS})?[)]?"
    rf"|(?P<letter>[pdca])[(:・/-]?(?:{_STEP_WORDS})[)]?|(?:{_STEP_WORDS})[(](?P<behind>plan|do|check|act(?:ion)?|[pdca])[)]",
    re.IGNORECASE,
)
_STEPS = {"p": "plan", "d": "done", "c": "status", "a": "next"}
_PATTERNS = tuple((part, re.compile(pattern)) for part, pattern in _PARTS)
#: Lines are asked for again and again; so many answers are kept.
_REMEMBERED = 20_000
#: What may end a label at the head of a line: its colon or a gap, which may also stand within a justified one.
_END = re.compile(r"\s*[:：]\s*|[\s\t]+")
_LONGEST = 24
_STAGE = r"(?:[PDCA]|PLAN|DO|CHECK|ACTION|ACT|Plan|Do|Check|Action|Act)"
_STAGE_AHEAD = re.compile(rf"[(\[]?{_STAGE}[)\].:・]?[(\[]?(?P<words>[ぁ-んァ-ヶ一-龥・]+)[)\]]?")
_STAGE_BEHIND = re.compile(rf"(?P<words>[ぁ-んァ-ヶ一-龥・]+)[(\[]{_STAGE}[)\]]")


#: What matters most, which in a plan is what is to be done.
_FOCUS = re.compile(
    rf"(?:最?重点|注力)(?:的な)?(?:事項|項目|目標|課題|テーマ|方針|ポイント|{_DO})?|(?:主|主要|具体的)な?(?:{_DO}|事項)"
)
_FRAME = re.compile(r"^[■●◆◇□○【〔\[<]+|[】〕\]>:]+$")


def is_focus(label: str) -> bool:
    """Whether a line is the label of what matters most: 重点, 【重点事項】."""
    return bool(_FOCUS.fullmatch(_FRAME.sub("", solid(label))))


def without_stage(label: str) -> str:
    """A label without the letter or English word of plan, do, check, act that it stands for: P(計画), 評価(Check)."""
    plain = solid(label)
    found = _STAGE_BEHIND.fullmatch(plain) or _STAGE_AHEAD.fullmatch(plain)
    return found["words"] if found is not None else plain


@lru_cache(maxsize=_REMEMBERED)
def part_of(label: str) -> str | None:
    """The part of the text that a label names with all its words, or None."""
    words = solid(label)
    return step_of(words) or next((part for part, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def step_of(label: str) -> str | None:
    """The part of the text that a step of plan, do, check and act is, where a label without spaces names one."""
    found = _STEP.fullmatch(label)
    step = next((group for group in found.groups() if group), None) if found is not None else None
    return _STEPS[step[0].lower()] if step is not None else None


def begins_with_label(text: str) -> bool:
    """Whether a line begins with the label of a plan, of what was done or of a status: what stood before has ended."""
    ends = [found.start() for found in _END.finditer(text[:_LONGEST]) if text[found.end() :]]
    return any(part_of(text[:end]) in ("plan", "done", "status") for end in ends)
