"""The first page of the Data Docs: verdict, what the release holds, what failed where, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from expectations import continuity
from expectations.failures import Failure, GateResult
from expectations.frames import Frames
from expectations.history import STATES, History, counts_by_kind
from expectations.japanese import in_japanese
from expectations.severities import LABELS_EN, LABELS_JA, SEVERITIES, bounds, groups, rules
from expectations.suites import KINDS_JA, Suite
from expectations.trend import trend

SITE = Path(__file__).with_name("site")

#: Rows of one failed expectation on the front page; the details list all.
ROWS_SHOWN = 50

#: Releases in the table of the front page; the record holds more.
RELEASES_SHOWN = 12

#: Where the evidence site stands, seen from the Data Docs.
EVIDENCE = "../evidence"

_MEANINGS_JA = {"blocks": "公開しない", "needs_review": "公開するが、確認が必要", "note": "知っておくとよい"}
_MEANINGS_EN = {
    "blocks": "the release is not published",
    "needs_review": "published, a reviewer has to look",
    "note": "worth knowing",
}

_STATE_WORDS = {
    "ok": ("✓", "確実", "ok"),
    "derived": ("∑", "算出", "derived"),
    "corrected": ("✎", "訂正済", "corrected"),
    "flagged": ("!", "要確認", "flagged"),
    "rejected": ("✕", "棄却", "rejected"),
}


def write_front_page(
    docs_dir: Path, run_name: str, result: GateResult, suites: list[Suite], frames: Frames, history: History
) -> Path:
    """Write `index.html` into the Data Docs and give its path."""
    pages = {suite.frame: _page_of(docs_dir, suite) for suite in suites}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SITE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["delta"] = _delta
    environment.filters["japanese"] = in_japanese
    html = environment.get_template("front_page.html.j2").render(
        run_name=run_name,
        result=result,
        severities=[
            (name, LABELS_JA[name], LABELS_EN[name], _MEANINGS_JA[name], _MEANINGS_EN[name]) for name in SEVERITIES
        ],
        areas=_areas(result.failures, suites, pages, history),
        suites=[_suite_row(suite, result.failures, pages) for suite in suites],
        kinds=[(kind, KINDS_JA[kind], counts) for kind, counts in counts_by_kind(frames).items()],
        states=[(state, *_STATE_WORDS[state]) for state in STATES],
        history=history,
        shown_releases=history.releases[-RELEASES_SHOWN:][::-1],
        trends=_trends(history),
        changes=_changes(history),
        to_accept=_to_accept(frames),
        bounds=bounds(),
        evidence=EVIDENCE if (docs_dir.parent / "evidence").is_dir() else None,
        limit=ROWS_SHOWN,
    )
    index = docs_dir / "index.html"
    index.write_text(html, encoding="utf-8")
    return index


def _page_of(docs_dir: Path, suite: Suite) -> str | None:
    """The details of a suite's run, as a link from the front page."""
    found = sorted((docs_dir / "validations" / suite.name).rglob("*.html"))
    return quote(found[-1].relative_to(docs_dir).as_posix()) if found else None


def _areas(
    failures: Sequence[Failure], suites: Sequence[Suite], pages: dict[str, str | None], history: History
) -> list[dict[str, Any]]:
    """What is protected, each with its number of rules and what failed of them."""
    failed = _failed(failures, pages, history)
    used = Counter(rules()[check.rule].group for suite in suites for check in suite.checks)
    return [
        {
            "group": group,
            "checks": used[group.key],
            "failed": (own := [entry for entry in failed if entry["rule"].group == group.key]),
            "counts": {
                severity: sum(entry["alerting"] for entry in own if entry["severity"] == severity)
                for severity in SEVERITIES
            },
            "known": sum(entry["known"] for entry in own),
        }
        for group in groups().values()
    ]


def _failed(
    failures: Sequence[Failure], pages: dict[str, str | None], history: History
) -> list[dict[str, Any]]:
    def place(failure: Failure) -> tuple[int, str, str]:
        return SEVERITIES.index(failure.severity), failure.expectation, failure.table

    found = []
    for (severity, expectation, table), group in groupby(sorted(failures, key=place), key=place):
        listed = sorted(group, key=lambda failure: (failure.is_known, failure.key not in history.new_keys))
        known = sum(failure.is_known for failure in listed)
        found.append(
            {
                "key": f"{expectation}-{table}",
                "rule": rules()[expectation],
                "severity": SEVERITIES[severity],
                "table": table,
                "page": pages.get(table),
                "failures": listed,
                "known": known,
                "alerting": len(listed) - known,
                "new": sum(failure.key in history.new_keys for failure in listed),
            }
        )
    return found


def _suite_row(suite: Suite, failures: list[Failure], pages: dict[str, str | None]) -> dict[str, Any]:
    own = [failure for failure in failures if failure.table == suite.frame]
    alerting = {(failure.expectation, failure.column) for failure in own if not failure.is_known}
    known = {(failure.expectation, failure.column) for failure in own} - alerting
    return {"suite": suite, "failed": len(alerting), "known": len(known), "page": pages[suite.frame]}


def _changes(history: History) -> list[dict[str, Any]]:
    """Rules whose number of failures is another one than in the published release; the worse ones first."""
    if history.before is None:
        return []
    now, before = history.now["failures"], history.before["failures"]
    changed = [
        {"rule": rules()[key], "before": before.get(key, 0), "now": now.get(key, 0), "gone": history.gone.get(key, 0)}
        for key in {*now, *before}
        if key in rules() and now.get(key, 0) != before.get(key, 0)
    ]
    return sorted(changed, key=lambda change: (change["before"] - change["now"], change["rule"].key))


def _trends(history: History) -> list[dict[str, Any]]:
    shown = history.releases[-RELEASES_SHOWN:]
    if len(shown) < 2:
        return []
    measures = (
        ("ok", "確実な値 facts ok", [release["states"]["ok"] for release in shown]),
        ("flagged", "要確認 flagged", [release["states"]["flagged"] for release in shown]),
        ("rejected", "棄却 rejected", [release["states"]["rejected"] for release in shown]),
        ("conflict", "未解決の矛盾 open conflicts", [release["open_conflicts"] for release in shown]),
        ("failures", "失敗 failures", [sum(release["failures"].values()) for release in shown]),
    )
    return [{"key": key, "label": label, "last": values[-1], "svg": trend(values)} for key, label, values in measures]


def _to_accept(frames: Frames) -> list[dict[str, Any]]:
    """What to add to accepted_losses.yml, ready but for names and reason."""
    compared = frames.get(continuity.FACTS)
    if compared is None:
        return []
    rows: list[dict[str, Any]] = compared[compared["finding_lost"].notna()].to_dict("records")  # type: ignore[assignment]
    return rows


def _delta(now: int, before: int | None) -> str:
    if before is None or now == before:
        return ""
    return f"{now - before:+,}".replace("-", "−")
