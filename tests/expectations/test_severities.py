"""Severities as data: what a broken file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.severities import rules


def test_every_rule_gives_its_reason() -> None:
    assert all(rule.reason.endswith(".") and rule.ja and rule.en for rule in rules().values())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("g: {r: {severity: blocks, ja: あ, en: a}}", "lacks reason"),
        ("g: {r: {severity: fatal, ja: あ, en: a, reason: b.}}", "unknown severity 'fatal'"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "severities.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=word):
        rules(path)
