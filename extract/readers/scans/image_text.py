"""Blots of ink to lines of text ready for recognition, and the signs that shape alone tells: ● ○ ◎ △ ▲ × ■ □ and ringed
numbers. Recognition reads characters well and signs badly; a disc or a triangle is told by where its ink lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from extract.readers.scans.image_rulings import Blot, Ink

PixelBox = tuple[int, int, int, int]

#: White of this many line heights divides what only happens to share a line.
GAP = 1.4
#: White of this many line heights is a space in print.
SPACE = 0.8
#: Signs fill at least this share of the line's height and are at most this uneven.
SIGN_HEIGHT, UNEVEN = 0.55, 0.16


@dataclass(frozen=True)
class Sign:
    """A sign told by its shape; `inner` is the box of the number in a ring, still to be read."""

    text: str
    box: PixelBox
    inner: PixelBox | None = None


@dataclass(frozen=True)
class Text:
    """A run of characters for recognition: its box, and the middles of the white gaps that are spaces in print."""

    box: PixelBox
    spaces: tuple[float, ...] = ()


@dataclass
class Strip:
    """One line of text in pixels: its box, the signs told by shape, and what is left to recognition."""

    box: PixelBox
    signs: list[Sign] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def strips_of(blots: Sequence[Blot]) -> list[Strip]:
    """The lines in a region (a cell, or a page without its tables), each with its signs taken out."""
    return [_strip(line) for line in _cut(list(blots), across=True, depth=6)]


def _hull(blots: Sequence[Blot]) -> PixelBox:
    return (
        min(b.box[0] for b in blots),
        min(b.box[1] for b in blots),
        max(b.box[2] for b in blots),
        max(b.box[3] for b in blots),
    )


def _cut(blots: list[Blot], across: bool, depth: int) -> list[list[Blot]]:
    """Cuts by white rows and by wide white columns in turn, until neither divides anything."""
    if not blots:
        return []
    parts = _rows(blots) if across else _columns(blots)
    if depth == 0 or (len(parts) == 1 and not across):
        return parts
    return [line for part in parts for line in _cut(part, not across, depth - 1)]


def _bands(blots: Sequence[Blot], axis: int, gap: float) -> list[list[Blot]]:
    """Runs of blots along an axis (0 across, 1 down) without a white gap wider than `gap`."""
    out: list[list[Blot]] = []
    reach = 0
    for blot in sorted(blots, key=lambda b: b.box[axis]):
        if out and blot.box[axis] - reach <= gap:
            out[-1].append(blot)
        else:
            out.append([blot])
        reach = max(reach, blot.box[axis + 2]) if len(out[-1]) > 1 else blot.box[axis + 2]
    return out


def _height(blots: Sequence[Blot]) -> int:
    box = _hull(blots)
    return box[3] - box[1]


def _rows(blots: list[Blot]) -> list[list[Blot]]:
    """Lines by white rows; slivers such as the strokes of 二 or a stop go to the nearest line."""
    bands = _bands(blots, 1, 1)
    usual = float(np.median([_height(band) for band in bands]))
    rows: list[list[Blot]] = []
    for band in bands:
        near = bool(rows) and _hull(band)[1] - _hull(rows[-1])[3] < 0.3 * usual
        together = _height(rows[-1] + band) if rows else 0
        small = rows and min(_height(band), _height(rows[-1])) < 0.45 * usual
        if near and small and together < 1.3 * max(usual, _hull(band)[2] - _hull(band)[0]):
            rows[-1] = rows[-1] + band
        else:
            rows.append(band)
    return rows


def _columns(blots: list[Blot]) -> list[list[Blot]]:
    return _bands(blots, 0, GAP * _height(blots))


def _strip(line: list[Blot]) -> Strip:
    """A line with the signs at its start, at its end and in its gaps told, the rest left to recognition."""
    box = _hull(line)
    strip = Strip(box)
    bodies = _bands(line, 0, 0)
    taken: list[list[Blot]] = []
    for i, body in enumerate(bodies):
        apart = i == 0 or _hull(body)[0] - _hull(bodies[i - 1])[2] > 0.25 * (box[3] - box[1])
        sign = sign_of(body, box[3] - box[1], alone=len(bodies) == 1)
        if sign is not None and (apart or sign.inner or sign.text in "△▲◎"):
            strip.signs.append(sign)
            _leave(strip, taken)
            taken = []
        else:
            taken.append(body)
    _leave(strip, taken)
    return strip


def _leave(strip: Strip, bodies: Sequence[Sequence[Blot]]) -> None:
    boxes = [_hull(body) for body in bodies]
    if boxes:
        least = SPACE * (strip.box[3] - strip.box[1])
        gaps = [(a[2], b[0]) for a, b in zip(boxes, boxes[1:], strict=False) if b[0] - a[2] > least]
        hull = _hull([blot for body in bodies for blot in body])
        strip.texts.append(Text(hull, tuple((left + right) / 2 for left, right in gaps)))


def sign_of(body: Sequence[Blot], line_height: int, alone: bool) -> Sign | None:
    """The sign that these blots draw, or None; what could as well be a character is a sign only where it is `alone`."""
    box = _hull(body)
    wide, high = box[2] - box[0], box[3] - box[1]
    if high < SIGN_HEIGHT * line_height or high < 12 or abs(wide - high) > UNEVEN * high:
        return None
    outer = max(body, key=lambda b: b.width * b.height)
    if (outer.width, outer.height) != (wide, high):
        return None
    inside = [blot for blot in body if blot is not outer]
    if _is_ring(outer.ink):
        return _ringed(outer, inside)
    if inside:
        return None
    text = _solid(outer.ink) or _triangle(outer.ink) or (_drawn(outer.ink) if alone else None)
    return Sign(text, box) if text else None


def _ringed(outer: Blot, inside: Sequence[Blot]) -> Sign:
    """What a ring with something or nothing in it is: ○, ◎ or a number, which may touch its ring."""
    if any(_is_ring(b.ink) and abs(b.width - b.height) <= UNEVEN * b.height and b.height > 9 for b in inside):
        return Sign("◎", outer.box)
    boxes = [blot.box for blot in inside]
    y, x = np.nonzero(outer.ink & (_radii(outer.ink) < 0.66))
    if len(x) > 0.01 * outer.ink.size:
        left, top = outer.box[:2]
        boxes.append((left + int(x.min()), top + int(y.min()), left + int(x.max()) + 1, top + int(y.max()) + 1))
    if not boxes:
        return Sign("○", outer.box)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Sign("", outer.box, (min(lefts), min(tops), max(rights), max(bottoms)))


def _radii(ink: Ink) -> np.ndarray:
    high, wide = ink.shape
    y, x = np.mgrid[0:high, 0:wide]
    return np.asarray(np.hypot((y - (high - 1) / 2) / (high / 2), (x - (wide - 1) / 2) / (wide / 2)))


def _is_ring(ink: Ink) -> bool:
    """Whether ink goes all the way round the rim of a circle, with no ink beyond it and white right inside it."""
    if min(ink.shape) < 10:
        return False
    radii = _radii(ink)
    y, x = np.nonzero(ink & (radii > 0.76) & (radii < 1.12))
    angles = np.arctan2(y - (ink.shape[0] - 1) / 2, x - (ink.shape[1] - 1) / 2)
    covered = len(set(np.floor((angles + np.pi) / (2 * np.pi) * 23.99).astype(int)))
    between = ink[(radii > 0.6) & (radii < 0.72)].mean()
    return covered >= 24 and bool(between < 0.3) and not ink[radii > 1.17].any()


def _solid(ink: Ink) -> str | None:
    radii = _radii(ink)
    if ink[radii < 0.85].mean() > 0.97 and ink[radii > 1.12].mean() < 0.08:
        return "●"
    return "■" if ink.mean() > 0.95 else None


def _triangle(ink: Ink) -> str | None:
    """A triangle on its base: the outline widens evenly from a tip to the full width."""
    high, wide = ink.shape
    rows = [np.nonzero(row)[0] for row in ink]
    if any(len(row) == 0 for row in rows):
        return None
    widths = np.array([row[-1] - row[0] + 1 for row in rows]) / wide
    expected = (np.arange(high) + 0.5) / high
    if np.abs(widths - expected)[: int(high * 0.85)].max() > 0.24 or widths[0] > 0.3 or widths[-2] < 0.85:
        return None
    middle = ink[int(high * 0.5) : int(high * 0.75), int(wide * 0.42) : int(wide * 0.58)]
    return "▲" if middle.mean() > 0.9 else "△" if middle.mean() < 0.1 else None


def _drawn(ink: Ink) -> str | None:
    """× and □, which stand for characters too (メ, 口) and are told only where they stand alone."""
    high, wide = ink.shape
    y, x = np.mgrid[0:high, 0:wide]
    across, down = x / (wide - 1), y / (high - 1)
    near = (np.abs(across - down) < 0.2) | (np.abs(across + down - 1) < 0.2)
    if ink[near].sum() >= 0.97 * ink.sum() and ink[high // 2, wide // 2]:
        return "×"
    rim = np.minimum(np.minimum(across, 1 - across), np.minimum(down, 1 - down)) < 0.16
    return "□" if ink[rim].sum() >= 0.99 * ink.sum() and ink[rim].mean() > 0.4 else None
