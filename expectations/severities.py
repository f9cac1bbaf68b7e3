"""Severities of the expectations, read from `severities.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

Severity = Literal["blocks", "needs_review", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

#: How Great Expectations names the same three steps.
GX_NAMES: dict[Severity, str] = {"blocks": "critical", "needs_review": "warning", "note": "info"}

_LABELS_JA: dict[Severity, str] = {"blocks": "公開停止", "needs_review": "要確認", "note": "参考"}
_LABELS_EN: dict[Severity, str] = {"blocks": "blocks the release", "needs_review": "needs review", "note": "note"}


@dataclass(frozen=True)
class Rule:
    """What one expectation protects, how much its failure weighs, and why."""

    key: str
    protects: str
    severity: Severity
    ja: str
    en: str
    reason: str

    @property
    def description(self) -> str:
        """The rule as Data Docs show it, severity first, Japanese before English."""
        return f"【{_LABELS_JA[self.severity]} / {_LABELS_EN[self.severity]}】 {self.ja} – {self.en}. ({self.reason})"


_FILE = Path(__file__).with_name("severities.yml")


@cache
def rules(path: Path = _FILE) -> dict[str, Rule]:
    """All rules by key.

    Raises:
        ValueError: a rule lacks a field or has an unknown severity.
    """
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {key: _rule(key, group, fields) for group, entries in groups.items() for key, fields in entries.items()}


def _rule(key: str, group: str, fields: dict[str, str]) -> Rule:
    missing = {"severity", "ja", "en", "reason"} - set(fields)
    if missing:
        raise ValueError(f"rule {key} in severities.yml lacks {', '.join(sorted(missing))}")
    severity = next((known for known in SEVERITIES if known == fields["severity"]), None)
    if severity is None:
        raise ValueError(f"rule {key} in severities.yml has the unknown severity {fields['severity']!r}")
    return Rule(key, group, severity, fields["ja"], fields["en"], fields["reason"])
