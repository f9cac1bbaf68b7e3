"""Draw reports of every form, or write them with their truth into a folder.

python -m tests.forms.make FOLDER [--seeds 3] [--only NAME]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from samples.render.truth import COLUMNS
from tests.forms.branch_forms import BRANCH_FORMS
from tests.forms.evaluation_forms import EVALUATION_FORMS
from tests.forms.free_boxes import FREE_BOXES
from tests.forms.free_charts import FREE_CHARTS
from tests.forms.free_compared import FREE_COMPARED
from tests.forms.free_dittos import FREE_DITTOS
from tests.forms.free_kpis import FREE_KPIS
from tests.forms.free_leaves import FREE_LEAVES
from tests.forms.free_months import FREE_MONTHS
from tests.forms.free_notes import FREE_NOTES
from tests.forms.free_outlines import FREE_OUTLINES
from tests.forms.free_periods import FREE_PERIODS
from tests.forms.free_plans import FREE_PLANS
from tests.forms.free_schedules import FREE_SCHEDULES
from tests.forms.free_sentences import FREE_SENTENCES
from tests.forms.free_sheets import FREE_SHEETS
from tests.forms.free_statistics import FREE_STATISTICS
from tests.forms.kpi_forms import KPI_FORMS
from tests.forms.label_forms import LABEL_FORMS
from tests.forms.list_forms import LIST_FORMS, bare_cards, filled_cards, rounded_cards
from tests.forms.month_forms import MONTH_FORMS
from tests.forms.part_forms import PART_FORMS
from tests.forms.period_forms import PERIOD_FORMS
from tests.forms.plan_forms import PLAN_FORMS
from tests.forms.report import Report
from tests.forms.review_forms import REVIEW_FORMS
from tests.forms.rule_forms import RULE_FORMS
from tests.forms.sheet_forms import SHEET_FORMS
from tests.forms.side_forms import SIDE_FORMS, ground_cards, year_ahead
from tests.forms.thin_forms import THIN_FORMS
from tests.forms.typeset_forms import TYPESET_FORMS, listed_activities
from tests.forms.wild_forms import WILD_FORMS
from tests.forms.work_forms import WORK_FORMS

#: Form by name: what draws it, and the kind of report and the side of paper it is drawn for (None: any).
FORMS = {
    **{
        draw.__name__: (draw, None, None)
        for draw in (
            *MONTH_FORMS,
            *KPI_FORMS,
            *LIST_FORMS,
            *LABEL_FORMS,
            *BRANCH_FORMS,
            *SIDE_FORMS,
            *WILD_FORMS,
            *PART_FORMS,
            *FREE_DITTOS,
            *FREE_KPIS,
            *FREE_MONTHS,
            *FREE_PERIODS,
            *RULE_FORMS,
            *FREE_COMPARED,
            *THIN_FORMS,
            *PERIOD_FORMS,
            *TYPESET_FORMS,
            *EVALUATION_FORMS,
        )
    },
    **{
        draw.__name__: (draw, kind, landscape)
        for draw, kind, landscape in (
            *PLAN_FORMS,
            *WORK_FORMS,
            *SHEET_FORMS,
            *FREE_LEAVES,
            *REVIEW_FORMS,
            *FREE_SHEETS,
            *FREE_PLANS,
            *FREE_SCHEDULES,
            *FREE_BOXES,
            *FREE_STATISTICS,
            *FREE_CHARTS,
            *FREE_SENTENCES,
            *FREE_NOTES,
            *FREE_OUTLINES,
        )
    },
    **{draw.__name__: (draw, "progress", None) for draw in (rounded_cards, filled_cards, bare_cards, ground_cards)},
    "year_ahead": (year_ahead, "results", None),
    "listed_activities": (listed_activities, "action_plan", None),
}


def draw(name: str, seed: int) -> Report:
    """A report of one form; the same seed gives the same report."""
    rng = Random(f"{name} {seed}")
    form, kind, landscape = FORMS[name]
    kind = kind or rng.choice(("results", "progress"))
    months = 12 if kind == "results" else rng.choice((3, 6, 9))
    report = Report(
        rng,
        kind,
        months,
        landscape=rng.random() < 0.5 if landscape is None else landscape,
        rotate=rng.choice((0, 0, 0, 90)),
    )
    report.truth.add(
        "report",
        branch=report.branch,
        title="",
        report_kind=kind,
        period={3: "Q1", 6: "Q2", 9: "Q3"}.get(months, "FY") if kind == "progress" else "FY",
        as_of=report.as_of if kind in ("results", "progress") else "",
    )
    for facts in COLUMNS:
        report.truth.rows.setdefault(facts, [])  # a kind of which there are no facts is a statement too
    form(report)
    return report


def main() -> None:
    """Parse the command line and write the reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=3, help="reports of every form")
    parser.add_argument("--only", default="", help="only forms whose name contains this")
    args = parser.parse_args()
    lines = ["file,truth"]
    for name in FORMS:
        for seed in range(args.seeds if args.only in name else 0):
            report = draw(name, seed)
            stem = f"{name}-{seed}"
            report.truth.write(args.folder / "truth" / stem)
            (args.folder / f"{stem}.pdf").write_bytes(report.pdf())
            lines.append(f"{stem}.pdf,truth/{stem}")
    (args.folder / "index.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
