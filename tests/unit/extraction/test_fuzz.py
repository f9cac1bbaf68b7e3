"""Whatever stands in a report, reading it ends in facts that keep their promises, never in an error of ours."""

from __future__ import annotations

import math
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Block, Document
from extract.facts import FACT_KINDS, SCHEMAS
from extract.interpret import interpret
from extract.readers.conversions.text import read_text
from extract.recorder import Recorder
from tests.unit.build import SHA, document, paragraph, table

SAMPLES = sorted((Path(__file__).parents[3] / "samples" / "reports").glob("*.txt"))
STATES = {"ok", "flagged", "derived"}

_VOCABULARY = """
令和4年度 令和５年 4月 ５月 10月 3月 第1四半期 上期 合計 平均 累計 単月 前年度 前年同月 対前年比 目標 KPI 実績 計画
状況 ◎ ○ △ ● → － 12.3% 1,234件 △5.6 98.70% 3人 (速報値) 以上とする 以下 対前年度以上 健診実施率
特定保健指導 ジェネリック医薬品使用割合 サービススタンダード 返納金債権 被保険者 被扶養者 重要度：高
【 】 ① (1) １． ※ ・
1 23 4567 89.1 0 〇 Δ
"""
_words = st.sampled_from(_VOCABULARY.split())
_text = st.lists(_words, max_size=4).map("".join) | st.text(max_size=8).map(lambda text: text.replace("\r", ""))
_rows = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(_text, min_size=width, max_size=width), min_size=1, max_size=6)
)


def promises(document_: Document) -> Recorder:
    """Reads the document and asserts what holds of every fact, whatever it was read from."""
    out = interpret(document_)[0]
    rows = out.finished()
    ids = [row["fact_id"] for kind in FACT_KINDS for row in rows.get(kind, [])]
    assert len(ids) == len(set(ids))
    for kind in FACT_KINDS:
        for row in rows.get(kind, []):
            assert set(row) <= set(SCHEMAS[kind].names)
            assert row["review_state"] in STATES
            assert bool(row["review_reason"]) == (row["review_state"] == "flagged") or row["review_state"] == "derived"
            value = row.get("value", row.get("target_value"))
            assert value is None or math.isfinite(value)
            assert row["source_ref"]
    return out


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_rows | st.lists(_text, min_size=1, max_size=3), max_size=4), st.booleans())
def test_any_tables_and_lines(pieces: list[list[list[str]] | list[str]], geometry: bool) -> None:
    blocks: list[Block] = [paragraph("令和4年度 大分支部事業報告", boxed=geometry)]
    for i, piece in enumerate(pieces):
        if isinstance(piece[0], str):
            blocks.append(paragraph(*(str(line) for line in piece), boxed=geometry))
        else:
            blocks.append(table([list(row) for row in piece], index=f"1.{i}", boxed=geometry))
    promises(document(blocks, reader="pdf" if geometry else "text"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_conversion_that_lost_repeated_or_garbled_lines(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SAMPLES)).read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(lines) - 1))
        end = min(len(lines), start + data.draw(st.integers(1, 40)))
        harm = data.draw(st.sampled_from(["lost", "twice", "joined", "garbled"]))
        part = lines[start:end]
        put = {
            "lost": [],
            "twice": part + part,
            "joined": ["".join(part)],
            "garbled": [line[: data.draw(st.integers(0, len(line)))] + data.draw(_text) for line in part[:3]],
        }[harm]
        lines[start:end] = put
        lines = lines or [""]
    text = "\n".join(lines)
    if text.strip():
        promises(read_text(text.encode("utf-8"), "report.txt", SHA))
