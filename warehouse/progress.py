"""What a running load tells whoever watches it. Steps report here; a terminal or a log listens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

_logger = logging.getLogger("kenpo.progress")


@dataclass(frozen=True)
class Event:
    """One thing that happened: `step` names the stage, `done` of `total` pieces of it are finished."""

    step: str
    message: str
    done: int | None = None
    total: int | None = None


Listener = Callable[[Event], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with every event of this process from now on."""
    _listeners.append(listener)


def report(step: str, message: str, done: int | None = None, total: int | None = None) -> None:
    """Tell the listeners, and the log (Airflow's task log, when a scheduler runs the step)."""
    event = Event(step, message, done, total)
    _logger.info("%s: %s", step, message)
    for listener in _listeners:
        listener(event)
