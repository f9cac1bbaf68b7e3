"""Which releases are kept, and that deleting the others is safe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.warehouse.small_releases import add_release, seen_now
from warehouse import load, release, retention
from warehouse.cli import app
from warehouse.errors import ReleaseError
from warehouse.paths import Warehouse
from warehouse.retention import Policy, kept

NOW = datetime(2026, 11, 22, tzinfo=UTC)

policies = st.builds(Policy, newest=st.integers(0, 6), days=st.integers(0, 60), months=st.integers(0, 15))


def made(ages: list[float]) -> list[release.Release]:
    """Releases of these ages in days, oldest first."""
    moments = sorted(NOW - timedelta(days=age) for age in ages)
    return [release.Release(f"{at:%Y%m%dT%H%M%S%f}", "", at.isoformat(), None, "") for at in moments]


series = st.lists(st.floats(0.001, 900), min_size=1, max_size=25, unique=True).map(made)


@given(series, policies, policies)
def test_a_policy_that_keeps_more_in_every_respect_keeps_every_release_of_the_other(releases, one, other) -> None:
    greater = Policy(*(max(pair) for pair in zip(vars(one).values(), vars(other).values(), strict=True)))
    assert kept(releases, greater, NOW) >= kept(releases, one, NOW) | kept(releases, other, NOW)


@given(series, policies)
def test_cleaning_after_every_publish_loses_nothing_that_one_cleaning_would_keep(releases, policy) -> None:
    room: list[release.Release] = []
    for new in releases:
        room.append(new)
        names = kept(room, policy, datetime.fromisoformat(new.built_at))
        room = [item for item in room if item.release_id in names]
    assert {item.release_id for item in room} >= kept(releases, policy, NOW)


@given(series, policies, st.integers(0, 2000))
def test_what_is_kept_later_was_kept_before(releases, policy, days) -> None:
    assert kept(releases, policy, NOW + timedelta(days=days)) <= kept(releases, policy, NOW)


@given(series, policies)
def test_each_rule_keeps_what_it_says(releases, policy) -> None:
    names = kept(releases, policy, NOW)
    ids = [item.release_id for item in releases]
    assert set(ids[len(ids) - policy.newest :] if policy.newest < len(ids) else ids) <= names
    assert {item.release_id for item in made([0.5])} <= kept(made([0.5]), Policy(0, days=1), NOW)
    months = {item.built_at[:7]: item.release_id for item in releases}
    if policy.months:
        assert (months.get("2026-11") or ids[-1]) in names or "2026-11" not in months
    spans = 12 * 900 // 365 + 12
    assert set(months.values()) == kept(releases, Policy(0, months=spans), NOW)


def test_a_release_that_was_rolled_back_does_not_stand_for_its_month() -> None:
    good, bad = made([20, 19])
    assert kept([good, bad], Policy(0, months=12), NOW, {bad.release_id}) == {good.release_id}


def behind_of(warehouse: Warehouse, now: release.Release) -> release.Release | None:
    try:
        return release.predecessor(warehouse, now)
    except ReleaseError:
        return None


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["publish", "rollback", "forward", "clean"]), min_size=3, max_size=9),
    policy=st.builds(Policy, newest=st.integers(0, 2)),
)
def test_whatever_is_done_what_readers_may_need_is_never_deleted(tmp_path_factory, steps, policy) -> None:
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse")).prepare()
    add_release(warehouse)
    for step in steps:
        before = release.published(warehouse)
        assert before
        newest = release.list_releases(warehouse)[-1].release_id
        if step == "publish":
            add_release(warehouse)
        elif step == "rollback" and before != release.list_releases(warehouse)[0]:
            release.rollback(warehouse)
        elif step == "forward" and newest != before.release_id:
            release.rollback(warehouse, newest)
        elif step == "clean":
            behind = behind_of(warehouse, before)
            gone = retention.clean(warehouse, policy)
            assert {before.release_id, before.previous_release}.isdisjoint(gone)
            assert retention.clean(warehouse, policy) == []
            assert behind_of(warehouse, before) == behind, "a rollback leads where it led before"
        now = release.published(warehouse)
        assert now and seen_now(warehouse) == now.release_id


def test_publishing_applies_the_policy(warehouse, reports, rooms, monkeypatch) -> None:
    monkeypatch.setenv("KENPO_KEEP_RELEASES", "1")
    monkeypatch.setenv("KENPO_KEEP_DAYS", "0")
    monkeypatch.setenv("KENPO_KEEP_MONTHS", "0")
    for text in (b"1", b"2", b"3"):
        (reports / "one.pdf").write_bytes(text)
        load.load(warehouse, reports)
    left = release.list_releases(warehouse)
    assert len(left) == 2 and left[-1] == release.published(warehouse)


def test_what_cannot_be_deleted_does_not_fail_a_publish(warehouse, reports, rooms, monkeypatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr(retention, "clean", refuse)
    load.load(warehouse, reports)
    assert release.published(warehouse)


def test_the_command_says_what_it_would_delete(warehouse) -> None:
    ids = [add_release(warehouse, NOW + timedelta(minutes=minute)) for minute in range(4)]
    options = ["--keep", "1", "--warehouse", str(warehouse.root)]
    environment = {"KENPO_KEEP_DAYS": "0", "KENPO_KEEP_MONTHS": "0"}
    said = CliRunner().invoke(app, ["clean", "--dry-run", *options], env=environment)
    assert said.output.split() == ["would", "delete", "2", "releases", *ids[:2]]
    assert len(release.list_releases(warehouse)) == 4
    done = CliRunner().invoke(app, ["clean", *options], env=environment)
    assert done.output.split() == ["deleted", "2", "releases", *ids[:2]]
    assert [item.release_id for item in release.list_releases(warehouse)] == ids[2:]


@pytest.mark.parametrize(
    ("policy", "ages"),
    [
        (Policy(2), [1, 3]),
        (Policy(0, days=10), [1, 3]),
        (Policy(0, months=2), [1, 40]),
        (Policy(1, 5, 3), [1, 3, 40, 70]),
    ],
)
def test_examples(policy, ages) -> None:
    """Now is the 22nd of November: 40 days ago was October, 70 and 71 September."""
    releases = made([1, 3, 40, 70, 71, 400])
    assert kept(releases, policy, NOW) == {item.release_id for item in made(ages)}
