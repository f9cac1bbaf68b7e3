"""The extractor's version follows whatever changes what a file yields."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import version


def test_the_engine_of_recognition_is_named_with_its_languages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 9.9" || printf "List:\\neng\\njpn\\nosd\\n"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KENPO_OCR", raising=False)
    assert version.recognition() == "tesseract 9.9 eng jpn"


def test_no_engine_and_one_that_is_switched_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KENPO_OCR", raising=False)
    assert version.recognition() == "none"
    monkeypatch.setenv("KENPO_OCR", "off")
    assert version.recognition() == "off"


def test_installing_the_engine_makes_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "recognition", lambda: "none")
    without = version._digest()
    assert without == version._digest()
    monkeypatch.setattr(version, "recognition", lambda: "tesseract 9.9 jpn")
    assert version._digest() != without
