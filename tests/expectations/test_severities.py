"""Severities as data: what a broken file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.severities import bound, bounds, groups, rules

RULE = "groups: {{g: {{ja: あ, en: a, asks_ja: い, asks_en: i}}}}\nbounds: {{b: {{value: 3}}}}\nrules: {{r: {}}}"


def test_every_rule_gives_its_reason() -> None:
    assert all(rule.reason.endswith(".") and rule.reason_ja.endswith("。") for rule in rules().values())
    assert all(rule.ja and rule.en for rule in rules().values())


def test_every_bound_gives_its_reason_and_every_group_has_rules() -> None:
    assert all(bound(key) >= 0 and fields["reason"].endswith(".") for key, fields in bounds().items())
    assert all(fields["reason_ja"].endswith("。") for fields in bounds().values())
    assert {rule.group for rule in rules().values()} == set(groups())


@pytest.mark.parametrize("key", ["b", "c"])
def test_a_bound_without_a_reason_is_no_bound(tmp_path: Path, key: str) -> None:
    path = tmp_path / "severities.yml"
    path.write_text(RULE.format("{}"), encoding="utf-8")
    with pytest.raises(ValueError, match=f"bound {key} .* reason"):
        bound(key, path)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (RULE.format("{group: g, severity: blocks, ja: あ, en: a}"), "lacks reason"),
        (RULE.format("{group: h, severity: note, ja: あ, en: a, reason: b., reason_ja: い。}"), "unknown group 'h'"),
        ("groups: {}", "lacks bounds, rules"),
        (RULE.format("{group: g, severity: bad, ja: あ, en: a, reason: b., reason_ja: い。}"), "severity 'bad'"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "severities.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=word):
        rules(path)
