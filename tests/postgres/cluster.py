"""A PostgreSQL server of a test's own, in a temporary folder, reached through a socket in that folder only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

#: Where Debian keeps what it does not put into PATH; the newest version first.
_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: -int(path.parent.name))


def binaries() -> Path | None:
    """The folder of the server's programs, or None where they are not installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else _DEBIAN
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@dataclass(frozen=True)
class Cluster:
    """A running server."""

    folder: Path

    def uri(self, database: str = "postgres", user: str = "postgres") -> str:
        """The connection URI of a database for a user; nobody needs a password."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def fresh_database(self, name: str) -> str:
        """Create an empty database that a role of the same name owns, as docs/how-to/postgres.md says; its URI."""
        with psycopg.connect(self.uri(), autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')
            if not connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
                connection.execute(f'create role "{name}" login createrole')
            connection.execute(f'create database "{name}" owner "{name}" encoding utf8 template template0')
        return self.uri(name, name)


@contextmanager
def running() -> Iterator[Cluster]:
    """Start a server with its own data and stop it at the end; PostgreSQL refuses to run as root, so root becomes
    `postgres` for it."""
    programs = binaries()
    assert programs, "ask binaries() first"
    folder = Path(tempfile.mkdtemp(prefix="kenpo-pg-"))  # a socket's path has to be short
    user = [] if os.getuid() else ["runuser", "-u", _somebody(folder), "--"]
    data = folder / "data"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*user, str(programs / program), *arguments], cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + (folder / "log").read_text() if (folder / "log").exists() else ""

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c log_min_messages=fatal"
        run("pg_ctl", "start", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", options)
        try:
            yield Cluster(folder)
        finally:
            run("pg_ctl", "stop", "-m", "immediate", "-D", str(data))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> str:
    """A user that is not root, made the owner of the folder."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    os.chown(folder, pwd.getpwnam(name).pw_uid, pwd.getpwnam(name).pw_gid)
    return name
