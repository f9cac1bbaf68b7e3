"""What a report says twice: every check that a value passes or fails is noted on it, a contradiction flags both."""

from __future__ import annotations

from extract.recorder import Recorder
from extract.shapes.context import Header


def check(recorder: Recorder, header: Header) -> None:
    """Runs all checks over the facts recorded so far."""
