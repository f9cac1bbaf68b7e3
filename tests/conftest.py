"""What several rooms of tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadFileScheduling

from extract import faults
from tests.shared import FOLDER

#: Rooms whose tests share something that takes long to make: a process has all of a room, or nothing.
TOGETHER = ("tests/browser/", "tests/expectations/", "tests/exports/", "tests/postgres/")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class RoomsTogether(LoadFileScheduling):
    """Gives processes whole files, and whole rooms where that saves making things twice."""

    def _split_scope(self, nodeid: str) -> str:
        room = next((room for room in TOGETHER if nodeid.startswith(room)), None)
        return room or str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> RoomsTogether:
    return RoomsTogether(config, log)


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder for all processes of this run (tests/shared.py); theirs lie side by side in it."""
    base = tmp_path_factory.getbasetemp()
    os.environ[FOLDER] = str(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for a whole process: Playwright's driver cannot be started twice in it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed here (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def rules_break_loudly() -> Iterator[None]:
    """A rule that breaks fails its test, where it would cost a report only the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faults, "CAUGHT", ())
        yield
