"""Groups, bounds and severities of the expectations, read from `severities.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

Severity = Literal["blocks", "needs_review", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

#: How Great Expectations names the same three steps.
GX_NAMES: dict[Severity, str] = {"blocks": "critical", "needs_review": "warning", "note": "info"}

LABELS_JA: dict[Severity, str] = {"blocks": "公開停止", "needs_review": "要確認", "note": "参考"}
LABELS_EN: dict[Severity, str] = {"blocks": "blocks the release", "needs_review": "needs review", "note": "note"}


@dataclass(frozen=True)
class Group:
    """What some rules protect together, and the question they ask."""

    key: str
    ja: str
    en: str
    asks_ja: str
    asks_en: str


@dataclass(frozen=True)
class Rule:
    """What one expectation protects, how much its failure weighs, and why."""

    key: str
    group: str
    severity: Severity
    ja: str
    en: str
    reason: str
    reason_ja: str

    @property
    def description(self) -> str:
        """The rule as Data Docs show it, severity first, Japanese before English."""
        weight = f"【{LABELS_JA[self.severity]} / {LABELS_EN[self.severity]}】"
        return f"{weight} {self.ja}（{self.reason_ja}） – {self.en}. ({self.reason})"


_FILE = Path(__file__).with_name("severities.yml")


@cache
def _read(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    parts = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [part for part in ("groups", "bounds", "rules") if part not in (parts or {})]
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(missing)}")
    return dict(parts)


@cache
def groups(path: Path = _FILE) -> dict[str, Group]:
    """All groups by key, in the order in which reviewers read them."""
    return {key: Group(key, **fields) for key, fields in _read(path)["groups"].items()}


@cache
def rules(path: Path = _FILE) -> dict[str, Rule]:
    """All rules by key.

    Raises:
        ValueError: a rule lacks a field or has an unknown group or severity.
    """
    return {key: _rule(key, fields, set(groups(path))) for key, fields in _read(path)["rules"].items()}


@cache
def bound(key: str, path: Path = _FILE) -> float:
    """A number that rules compare with.

    Raises:
        ValueError: there is no such bound, it is no number, or it gives no reason in both languages.
    """
    fields = _read(path)["bounds"].get(key, {})
    if not isinstance(fields.get("value"), int | float) or not (fields.get("reason") and fields.get("reason_ja")):
        raise ValueError(f"bound {key} in {path.name} needs a number as value, and a reason in both languages")
    return float(fields["value"])


def bounds(path: Path = _FILE) -> dict[str, dict[str, Any]]:
    """All bounds with their reasons."""
    return _read(path)["bounds"]


def _rule(key: str, fields: dict[str, str], known: set[str]) -> Rule:
    missing = {"group", "severity", "ja", "en", "reason", "reason_ja"} - set(fields)
    if missing:
        raise ValueError(f"rule {key} in severities.yml lacks {', '.join(sorted(missing))}")
    severity = next((name for name in SEVERITIES if name == fields["severity"]), None)
    if severity is None:
        raise ValueError(f"rule {key} in severities.yml has the unknown severity {fields['severity']!r}")
    if fields["group"] not in known:
        raise ValueError(f"rule {key} in severities.yml has the unknown group {fields['group']!r}")
    return Rule(key, fields["group"], severity, fields["ja"], fields["en"], fields["reason"], fields["reason_ja"])
