"""Compare a score with tests/score_floor.json, so that reading cannot get worse unnoticed.

    python .ci/scores.py SET SCORE.json

The floor names, per set and kind of fact, the least recall and precision and the most silent errors that we accept:
`{"published": {"kpi_target": {"recall": 0.97, "precision": 0.97, "silent": 0}}}`. A set or kind that it does not name
has no floor yet; a kind that it names and the score lacks has fallen below it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

FLOOR = Path(__file__).resolve().parent.parent / "tests" / "score_floor.json"


def totals(score: dict) -> dict[str, dict[str, float]]:
    """Recall, precision and silent errors of each kind of fact over all reports of a score."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kinds in score["reports"].values():
        for kind, counts in kinds.items():
            for name, count in counts.items():
                sums[kind][name] += count
    return {
        kind: {
            "recall": found["found"] / found["true"] if found["true"] else 1.0,
            "precision": found["found"] / found["rows"] if found["rows"] else 1.0,
            "silent": found["silent"],
        }
        for kind, found in sums.items()
    }


def shortfalls(floor: dict[str, dict[str, float]], reached: dict[str, dict[str, float]]) -> list[str]:
    """A sentence for each bound that is not kept."""
    problems = []
    for kind, bounds in floor.items():
        if kind not in reached:
            problems.append(f"{kind}: not scored at all")
            continue
        for name, bound in bounds.items():
            value = reached[kind][name]
            if value > bound if name == "silent" else value < bound:
                problems.append(f"{kind}: {name} is {value:.4g}, the floor says {bound:.4g}")
    return problems


def main() -> int:
    """Print what fell short; 1 if anything did."""
    which, path = sys.argv[1:]
    floor = json.loads(FLOOR.read_text(encoding="utf-8")).get(which, {})
    problems = shortfalls(floor, totals(json.loads(Path(path).read_text(encoding="utf-8"))))
    for problem in problems:
        print(f"below the floor of {which}: {problem}")
    if not floor:
        print(f"no floor for {which} yet (tests/score_floor.json)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
