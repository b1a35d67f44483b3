"""Hypothesis without its clocks: no test fails because a machine is slow."""

from hypothesis import HealthCheck, settings

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
