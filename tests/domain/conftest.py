"""Hypothesis without a deadline and without a folder of its own."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "domein",
    database=None,
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("domein")
