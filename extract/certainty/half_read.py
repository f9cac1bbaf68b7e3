"""Pages of which most was not understood: what seems certain on them may be misunderstood as well.

Where rules meet a form of report that they do not know, they reject or flag most of a page, and now and then one of
them fits by chance. A figure there that no other figure bears out is in doubt with the rest.
"""

from __future__ import annotations

from collections import defaultdict

from extract.facts import FACT_KINDS
from extract.recorder import Recorder, checked, flag

CHECK = "page_read"
#: A page is not understood if more than this share of what it states was flagged or rejected …
_MOST = 0.7
#: … and it is not only a few words.
_FEW = 10


def doubt_half_read(recorder: Recorder) -> None:
    """Flags what nothing bears out on pages most of which was flagged or rejected; call it once checks are settled.

    A place counts once, however many facts were read there.
    """
    kinds = [kind for kind in FACT_KINDS if kind != "report"]
    certain: dict[int | None, set[str]] = defaultdict(set)
    doubtful: dict[int | None, set[str]] = defaultdict(set)
    for row in recorder.of("reject"):
        doubtful[row["page"]].add(row["source_ref"])
    for row in (row for kind in kinds for row in recorder.of(kind)):
        (certain if row["review_state"] == "ok" else doubtful)[row["page"]].add(row["source_ref"])
    doubtful = {page: places - certain[page] for page, places in doubtful.items()}
    told = {
        page: f"of {len(places | certain[page])} places of its page {len(places)} were flagged or rejected"
        for page, places in doubtful.items()
        if len(places) >= _FEW and len(places) > _MOST * len(places | certain[page])
    }
    for row in (row for kind in kinds if told for row in recorder.of(kind)):
        if row["page"] in told and row["review_state"] == "ok" and not _is_borne_out(row["checks"]):
            checked(row, CHECK, False, told[row["page"]])
            flag(row, told[row["page"]])


def _is_borne_out(checks: list[dict[str, object]]) -> bool:
    return any(check["passed"] for check in checks)
