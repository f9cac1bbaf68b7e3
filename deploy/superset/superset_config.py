"""Superset's configuration in the composed deployment: that of the dashboards, with what its workers share in Redis.

Answers to charts are not cached: a chart of the release before would stand beside those of the present one.
"""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader
from typing import Any

_HOURS = 3600


def _common() -> dict[str, Any]:
    loader = SourceFileLoader("kenpo_dashboards", os.environ["SUPERSET_DASHBOARDS_CONFIG"])
    return {name: value for name, value in vars(loader.load_module()).items() if name.isupper()}


def _shared(prefix: str, hours: int) -> dict[str, Any]:
    return {
        "CACHE_TYPE": "RedisCache",
        "CACHE_REDIS_URL": os.environ["SUPERSET_REDIS_URL"],
        "CACHE_KEY_PREFIX": f"superset_{prefix}_",
        "CACHE_DEFAULT_TIMEOUT": hours * _HOURS,
    }


globals().update(_common())
CACHE_CONFIG = _shared("metadata", 1)
FILTER_STATE_CACHE_CONFIG = _shared("filters", 24 * 90)
EXPLORE_FORM_DATA_CACHE_CONFIG = _shared("forms", 24 * 7)
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
RATELIMIT_STORAGE_URI = os.environ["SUPERSET_REDIS_URL"]
