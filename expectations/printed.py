"""Numbers as they stand in a printed cell or sentence."""

from __future__ import annotations

import re
import unicodedata

_CIRCLED = re.compile("[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]")
_MINUS = str.maketrans({"△": "-", "▲": "-", "−": "-", "–": "-", "‐": "-"})
_DURATION = re.compile(r"(?<!\d)(-?)(\d+):([0-5]\d)(?!\d)")
_HOURS = re.compile(r"(-?)(\d+)時間(?:(\d+)分)?")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SIGNED = re.compile(rf"((?<!\d)-)?({_NUMBER})")
_SCALED = re.compile(rf"((?<!\d)-)?((?:{_NUMBER}(?:億|百万|万|千))+(?:{_NUMBER})?)")
_SCALE_STEP = re.compile(rf"({_NUMBER})(億|百万|万|千)?")
_TENTHS = re.compile(r"(\d+(?:\.\d+)?)割")
_SCALES = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}


def printed_numbers(text: str) -> set[float]:
    """Every number that a reader may take from `text`, in its printed unit; durations in minutes."""
    # circled digits are list marks and would run into the number behind them
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text)).translate(_MINUS)
    joined = re.sub(r"\s+", "", plain)
    return _numbers_in(plain) | _numbers_in(joined)


def prints(text: str, value: float) -> bool:
    """Whether `text` prints `value`, up to binary rounding."""
    tolerance = 1e-9 * max(1.0, abs(value))
    return any(abs(number - value) <= tolerance for number in printed_numbers(text))


def _numbers_in(text: str) -> set[float]:
    signed = {_with_sign(sign, _float(digits)) for sign, digits in _SIGNED.findall(text)}
    scaled = {_with_sign(sign, _scaled(run)) for sign, run in _SCALED.findall(text)}
    clock = {_with_sign(sign, 60.0 * int(h) + int(m)) for sign, h, m in _DURATION.findall(text)}
    hours = {_with_sign(sign, 60.0 * int(h) + int(m or 0)) for sign, h, m in _HOURS.findall(text)}
    tenths = {round(10 * float(digits), 9) for digits in _TENTHS.findall(text)}
    return signed | scaled | clock | hours | tenths


def _float(digits: str) -> float:
    return float(digits.replace(",", ""))


def _with_sign(sign: str, value: float) -> float:
    return -value if sign else value


def _scaled(run: str) -> float:
    return sum(_float(digits) * _SCALES[scale] for digits, scale in _SCALE_STEP.findall(run))
