"""What a report says twice: every check that a value passes or fails is noted on it, a contradiction flags both places.

Each module holds the checks of one relation and gives back *claims* (`findings.Claim`). Only `findings.settle` touches
the facts, after all claims are known: a value that an exact sum proves is not blamed for another check that fails.
"""

from __future__ import annotations

from extract.certainty import (
    doubles,
    drawn,
    half_read,
    item_or_target,
    plausibility,
    printings,
    stated,
    unnamed,
    unread,
)
from extract.certainty.arithmetic import (
    actuals,
    attainment,
    changes,
    derive,
    periods,
    places,
    quarters,
    rates,
    running,
    spans,
    sums,
    targets,
    totals,
)
from extract.certainty.arithmetic.series import all_series
from extract.certainty.findings import Claim, settle
from extract.certainty.words import figure_notes, heads, moved_on, noted_times, remarks, torn_items
from extract.document import Document
from extract.facts import FACT_KINDS, SCHEMAS
from extract.recorder import Recorder
from extract.shapes.context import Header


def check(recorder: Recorder, header: Header, document: Document) -> None:
    """Runs all checks over the facts and rejects recorded so far, then adds the values that only arithmetic gives."""
    complete(recorder)
    series = all_series(recorder)
    spans.name_spans(series, header)
    remarks.settle_remarks(recorder, document)
    noted_times.settle_noted_times(recorder, document)
    figure_notes.settle_figure_notes(recorder, document, header)
    quarters.doubt_quarters(recorder, document)
    moved_on.doubt_bare_months(recorder, header, document)
    moved_on.doubt_present_years(recorder, header, document)
    item_or_target.doubt_items(recorder)
    torn_items.doubt_torn_items(recorder)
    claims: list[Claim] = [
        *totals.claims(series, header.as_of),
        *running.claims(series),
        *rates.claims(series),
        *sums.claims(series),
        *periods.claims(recorder, series),
        *changes.claims(recorder, series),
        *targets.claims(recorder),
        *attainment.claims(recorder),
        *actuals.claims(recorder, series),
        *printings.claims(recorder),
        *drawn.claims(recorder, document),
        *stated.claims(recorder),
        *unnamed.claims(recorder),
        *heads.claims(recorder, document, header),
        *unread.claims(recorder),
    ]
    claims += [*doubles.claims(recorder, claims), *doubles.table_claims(series)]
    claims += plausibility.claims(recorder, series, claims)
    settle(recorder, [*claims, *places.claims(recorder, series, header)])
    half_read.doubt_half_read(recorder)
    derive.derive(recorder, series, header)


def complete(recorder: Recorder) -> None:
    """Gives every fact all columns of its kind, so that no check trips over one that a shape left out."""
    for kind in FACT_KINDS:
        names = SCHEMAS[kind].names
        for row in recorder.of(kind):
            for name in names:
                row.setdefault(name, None)
