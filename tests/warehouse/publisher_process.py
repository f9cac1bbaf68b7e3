"""A publisher that is killed at every step: `python -m tests.warehouse.publisher_process WAREHOUSE`.

A step is a call that changes or looks up a name in the file system, as Python's audit events tell it. For each n a
child begins the work and is killed (SIGKILL) before its nth step; what it left is examined, and the next process
finishes. Besides, publishing is killed at moments spread over its time, as these may lie inside DuckDB.
Prints `{work: number of steps}`. This process itself never opens a database, so that its children can be forks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.warehouse.small_releases import SITES, add_candidate, add_release, seen_now
from warehouse import release, retention
from warehouse.history.records import TABLES
from warehouse.paths import Warehouse

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod", "os.scandir", "os.listdir"}
MOST = 400
MOMENTS = 10


def die_before(step: int, root: Path) -> None:
    """Let this process be killed before its nth step; of opened files only those of the warehouse count."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in STEPS and (event != "open" or str(arguments[0]).startswith(str(root))):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def in_child(work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> bool:
    """Do some work in a child; whether it came to its end (False: it was killed).

    Raises:
        AssertionError: it failed otherwise.
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            prepare()
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) in {signal.SIGKILL, signal.SIGALRM}
        return False
    assert os.WEXITSTATUS(status) == 0, "the traceback above is of a child"
    return True


def finish(work: Callable[[], object]) -> None:
    assert in_child(work)


class Publisher:
    """The works that are killed, and what must hold after each kill."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def candidate(self) -> str:
        taken = set(self.warehouse.candidate.iterdir())
        finish(lambda: add_candidate(self.warehouse))
        [made] = set(self.warehouse.candidate.iterdir()) - taken
        return made.name

    def published(self) -> str:
        now = release.published(self.warehouse)
        assert now is not None
        return now.release_id

    def examine(self, allowed: set[str]) -> None:
        """Readers see one whole release of those allowed; every release that can be found is whole; history is true."""

        def look() -> None:
            assert seen_now(self.warehouse) == self.published()
            for kept in release.list_releases(self.warehouse):
                folder = self.warehouse.releases / kept.release_id
                assert all((folder / name / "index.html").read_text() == folder.name for name in SITES)
                assert (folder / release.DATABASE).exists()

        assert self.published() in allowed
        finish(look)
        switches = list(release.history(self.warehouse))
        assert [entry["from"] for entry in switches] == [None, *(entry["to"] for entry in switches)][: len(switches)]
        assert switches[-1]["to"] == self.published()

    def publish(self, prepare: Callable[[], object], again: bool) -> bool:
        """One publish that may be killed; finished by itself `again`, or by the next load's candidate."""
        before, made = self.published(), self.candidate()
        ended = in_child(lambda: release.publish(self.warehouse, made), prepare)
        self.examine({made} if ended else {before, made})
        last = made if again else self.candidate()
        finish(lambda: self.publish_and_clean(last))
        self.examine({last})
        return ended

    def publish_and_clean(self, made: str) -> None:
        release.publish(self.warehouse, made)
        retention.clean(self.warehouse, retention.Policy(newest=3))

    def rollback(self, prepare: Callable[[], object], again: bool) -> bool:
        """One rollback that may be killed; its release must never come back by itself. `again` plays no part."""
        newest = self.published()
        older = release.read_record(self.warehouse.releases / newest).previous_release
        assert older is not None
        ended = in_child(lambda: release.rollback(self.warehouse), prepare)
        self.examine({older} if ended else {newest, older})
        assert (newest in release.withdrawn(self.warehouse)) == (self.published() == older)
        if self.published() == newest:
            finish(lambda: release.rollback(self.warehouse))
            self.examine({older})
        finish(lambda: release.rollback(self.warehouse, newest))
        self.examine({newest})
        return ended

    def clean(self, prepare: Callable[[], object], again: bool) -> bool:
        """One cleaning that may be killed; finished by the next one. `again` plays no part."""
        finish(lambda: add_release(self.warehouse))
        now = self.published()
        ended = in_child(lambda: retention.clean(self.warehouse, retention.Policy(newest=1)), prepare)
        self.examine({now})
        finish(lambda: retention.clean(self.warehouse, retention.Policy(newest=1)))
        self.examine({now})
        assert len(list(self.warehouse.releases.iterdir())) == 2, "something half deleted is left"
        return ended


def killed_at_every_step(warehouse: Warehouse, work: Callable[[Callable[[], object], bool], bool]) -> int:
    """Number of steps that the work has; it was killed before each of them."""
    for step in range(1, MOST):
        if work(lambda step=step: die_before(step, warehouse.root), step % 2 == 0):  # type: ignore[misc]
            return step - 1
    raise AssertionError("it never came to its end")


def main(folder: str) -> None:
    TABLES[0].schema.empty_table()  # imports pandas once, and not in every child
    publisher = Publisher(Warehouse(Path(folder)))
    works = (publisher.publish, publisher.rollback, publisher.clean)
    steps = {work.__name__: killed_at_every_step(publisher.warehouse, work) for work in works}
    made = publisher.candidate()
    started = time.monotonic()
    finish(lambda: release.publish(publisher.warehouse, made))
    seconds = time.monotonic() - started
    for moment in range(1, MOMENTS):
        delay = seconds * moment / MOMENTS
        publisher.publish(lambda delay=delay: signal.setitimer(signal.ITIMER_REAL, delay), moment % 2 == 0)
    print(json.dumps(steps))


if __name__ == "__main__":
    main(*sys.argv[1:])
