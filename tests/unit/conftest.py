"""Settings of all unit tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Other work on the machine must not turn a slow example into a failure.
settings.register_profile("unit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unit")
