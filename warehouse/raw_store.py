"""The raw store: bytes under their sha256, written once and never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True)
class RawFile:
    """One stored content."""

    sha256: str
    size_bytes: int
    path: Path


def content_hash(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def store(source: Path, raw: Path) -> RawFile:
    """Keep the bytes of `source` in the folder `raw`; a content that is already there is not written again.

    Raises:
        OSError: the source cannot be read or the store cannot be written.
    """
    sha256 = content_hash(source)
    target = raw / sha256
    if not target.exists():
        sha256 = _copy(source, raw)
        target = raw / sha256
    return RawFile(sha256=sha256, size_bytes=target.stat().st_size, path=target)


def _copy(source: Path, raw: Path) -> str:
    """Copy while hashing: the name is that of the bytes written, even if the source changes meanwhile."""
    digest = hashlib.sha256()
    handle, name = tempfile.mkstemp(dir=raw, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, 0o444)
        os.replace(name, raw / digest.hexdigest())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest()
