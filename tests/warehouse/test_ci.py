from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("scores", ROOT / ".ci" / "scores.py")
assert spec and spec.loader
scores = importlib.util.module_from_spec(spec)
spec.loader.exec_module(scores)

SCORE = {
    "reports": {
        "a.pdf": {"kpi_target": {"true": 10, "found": 9, "rows": 10, "silent": 1}},
        "b.pdf": {"kpi_target": {"true": 10, "found": 10, "rows": 10, "silent": 0}},
    }
}


def test_a_fallen_score_is_named() -> None:
    reached = scores.totals(SCORE)
    assert reached == {"kpi_target": {"recall": 0.95, "precision": 0.95, "silent": 1}}
    assert scores.shortfalls({"kpi_target": {"recall": 0.95, "precision": 0.95, "silent": 1}}, reached) == []
    assert len(scores.shortfalls({"kpi_target": {"recall": 0.96, "precision": 0.96, "silent": 0}}, reached)) == 3
    assert scores.shortfalls({"kpi_actual": {"recall": 0.1}}, reached) == ["kpi_actual: not scored at all"]


def test_the_floor_is_well_formed() -> None:
    for kinds in json.loads((ROOT / "tests" / "score_floor.json").read_text(encoding="utf-8")).values():
        for bounds in kinds.values():
            assert set(bounds) <= {"recall", "precision", "silent"}


def test_locks_hold_hashes_for_everything_and_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "requirements-superset.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[.+?\])?==", text, re.M)
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
        assert len(pins) == len(blocks) > 0 and all("--hash=sha256:" in block for block in blocks), name
        assert "http" not in re.sub(r"httpx?\w*|opentelemetry\S+", "", text), name


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = {name for line in re.findall(r"^\.PHONY: (.+)$", makefile, re.M) for name in line.split()}
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    assert phony == explained
