"""Pages of which most was not understood: what seems certain on them may be misunderstood as well.

Where rules meet a form of report that they do not know, they reject or flag most of a page, and now and then one of
them fits by chance. A figure there that no other figure bears out is in doubt with the rest.
"""

from __future__ import annotations

from collections import Counter

from extract.facts import FACT_KINDS
from extract.recorder import Recorder, checked, flag

CHECK = "page_read"
#: A page is not understood if more than this share of what it states was flagged or rejected …
_MOST = 0.5
#: … and it is not only a few words.
_FEW = 6


def doubt_half_read(recorder: Recorder) -> None:
    """Flags what nothing bears out on pages most of which was flagged or rejected; call it once checks are settled."""
    certain: Counter[int | None] = Counter()
    doubtful = Counter(row["page"] for row in recorder.of("reject"))
    kinds = [kind for kind in FACT_KINDS if kind != "report"]
    for kind in kinds:
        for row in recorder.of(kind):
            (certain if row["review_state"] == "ok" else doubtful)[row["page"]] += 1
    pages = {page for page, n in doubtful.items() if n >= _FEW and n > _MOST * (n + certain[page])}
    for kind in kinds if pages else ():
        for row in recorder.of(kind):
            if row["page"] in pages and row["review_state"] == "ok" and not _is_borne_out(row["checks"]):
                n, all_of_it = doubtful[row["page"]], doubtful[row["page"]] + certain[row["page"]]
                detail = f"of {all_of_it} things that its page states {n} were flagged or rejected"
                checked(row, CHECK, False, detail)
                flag(row, detail)


def _is_borne_out(checks: list[dict[str, object]]) -> bool:
    return any(check["passed"] for check in checks)
