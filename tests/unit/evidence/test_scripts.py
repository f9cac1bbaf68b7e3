"""What other people's texts become in a script: the same value again, and nothing that a browser takes for more."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from warehouse.evidence.scripts import Pool, plain, script, write_script

HEAD, TAIL = 'evidence.data("x",', ");\n"
TEXTS = st.text(st.characters() | st.sampled_from("<>&\"'\\/\u2028\u2029\ud800\udfff"))


def value_of(text: str) -> object:
    assert text.startswith(HEAD) and text.endswith(TAIL)
    return json.loads(text[len(HEAD) : -len(TAIL)])


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, st.lists, max_leaves=5))
def test_a_value_comes_back_and_is_harmless(value: object) -> None:
    text = script("x", value)
    assert value_of(text) == value
    assert not set("<>&\u2028\u2029") & set(text)
    text.encode("utf-8")


def test_the_end_of_a_script_and_a_comment_cannot_be_written() -> None:
    text = script("x", {"</script><script>alert(1)//": "<!--", "name": "']]>&amp;"})
    assert "</" not in text and "<!--" not in text and "&amp;" not in text


def test_a_script_is_written_as_utf8_with_its_folder(tmp_path) -> None:
    write_script(tmp_path / "a" / "b.js", "x", "支部")
    assert (tmp_path / "a" / "b.js").read_bytes() == 'evidence.data("x","支部");\n'.encode()


def test_values_of_a_database_become_plain() -> None:
    moment, day = datetime(2026, 4, 1, 6, 30), date(2026, 4, 1)
    values = [moment, day, 12.0, 12.5, float("nan"), float("inf"), None, True, "x"]
    assert [plain(value) for value in values] == [
        "2026-04-01 06:30:00", "2026-04-01", 12, 12.5, None, None, None, True, "x",
    ]  # fmt: skip


def test_a_pool_holds_every_value_once() -> None:
    pool = Pool()
    indices = [pool.add(value) for value in (["a"], {"b": 1}, ["a"], None, {"b": 1})]
    assert indices == [0, 1, 0, 2, 1] and pool.values == [["a"], {"b": 1}, None]
